//! The command line contract of `jiyue proof` (proofing.md): formats, one JSON line per input line, streaming.
//! The caller parses arguments and opens files; this module reads, checks and writes.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Date;

use crate::doc::TextDoc;
use crate::engine::{Engine, Options};
use crate::finding::{Category, Finding, Severity};
use crate::lexicon::parse_date;

/// What the input is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Text,
    Html,
    Markdown,
    /// One JSON object a line, each with its own text and format.
    Jsonl,
}

impl Format {
    /// Reads the value of `--format`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "html" => Self::Html,
            "markdown" => Self::Markdown,
            "jsonl" => Self::Jsonl,
            _ => return None,
        })
    }

    /// Reads a text of this format; lines of JSON are plain text here.
    pub fn read(self, text: &str) -> TextDoc {
        match self {
            Self::Html => TextDoc::from_html(text),
            Self::Markdown => TextDoc::from_markdown(text),
            Self::Text | Self::Jsonl => TextDoc::from_text(text),
        }
    }
}

/// What a run found, for the exit code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Texts checked.
    pub checked: usize,
    /// Lines that could not be read.
    pub malformed: usize,
    /// Findings of grade 禁发.
    pub blocking: usize,
    /// Findings of any grade.
    pub findings: usize,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    format: Format,
    ref_date: Option<String>,
}

/// A finding as the contract writes it; offsets are Unicode characters of the text as given.
#[derive(Serialize)]
struct HitOut<'a> {
    start: usize,
    end: usize,
    category: Category,
    severity: Severity,
    rule: &'a str,
    found: &'a str,
    suggestion: Option<&'a str>,
    message: &'a str,
}

impl<'a> From<&'a Finding> for HitOut<'a> {
    fn from(f: &'a Finding) -> Self {
        Self {
            start: f.char_start,
            end: f.char_end,
            category: f.category,
            severity: f.severity,
            rule: &f.rule,
            found: &f.found,
            suggestion: f.suggestion.as_deref(),
            message: &f.message,
        }
    }
}

/// Checks one JSON line and answers with one JSON line (no line feed); `ref_date` serves lines without their own.
pub fn jsonl_line(engine: &Engine, line: &str, ref_date: Option<Date>) -> String {
    answer(engine, line.as_bytes(), ref_date, &mut Tally::default())
}

fn answer(engine: &Engine, line: &[u8], ref_date: Option<Date>, tally: &mut Tally) -> String {
    match check_line(engine, line, ref_date) {
        Ok((id, findings)) => {
            tally.count(&findings);
            json!({"id": id, "hits": in_source_order(&findings)}).to_string()
        }
        Err(reason) => {
            tally.malformed += 1;
            json!({"id": null, "error": reason}).to_string()
        }
    }
}

fn check_line(engine: &Engine, line: &[u8], ref_date: Option<Date>) -> Result<(Value, Vec<Finding>), String> {
    let line: Line = serde_json::from_slice(line).map_err(|e| format!("这一行不是有效的输入：{e}"))?;
    let ref_date = match line.ref_date.as_deref() {
        Some(text) => Some(parse_date(text).ok_or_else(|| format!("ref_date「{text}」不是有效日期"))?),
        None => ref_date,
    };
    if line.format == Format::Jsonl {
        return Err("format 不能是 jsonl".into());
    }
    Ok((line.id, engine.check(&line.format.read(&line.text), &Options { ref_date, ..Options::default() })))
}

fn in_source_order(findings: &[Finding]) -> Vec<HitOut<'_>> {
    let mut hits: Vec<HitOut<'_>> = findings.iter().map(HitOut::from).collect();
    hits.sort_by_key(|hit| (hit.start, hit.end));
    hits
}

impl Tally {
    fn count(&mut self, findings: &[Finding]) {
        self.checked += 1;
        self.findings += findings.len();
        self.blocking += findings.iter().filter(|f| f.severity == Severity::Block).count();
    }
}

/// Checks everything `input` holds and writes the outcome: JSON lines for `jsonl`, lines to read otherwise.
///
/// Fails only when reading or writing fails; a malformed line is answered by an `error` line.
pub fn check_reader(
    engine: &Engine,
    format: Format,
    ref_date: Option<Date>,
    mut input: impl BufRead,
    mut out: impl Write,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut bytes = Vec::new();
    if format == Format::Jsonl {
        while input.read_until(b'\n', &mut bytes)? > 0 {
            let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            writeln!(out, "{}", answer(engine, line, ref_date, &mut tally))?;
            out.flush()?;
            bytes.clear();
        }
        return Ok(tally);
    }
    input.read_to_end(&mut bytes)?;
    let findings = engine.check(&format.read(&String::from_utf8_lossy(&bytes)), &Options { ref_date, ..Options::default() });
    tally.count(&findings);
    for f in &findings {
        write!(out, "{}-{}\t{}\t{}\t「{}」\t{}", f.char_start, f.char_end, f.severity.label(), f.rule, f.found, f.message)?;
        match &f.suggestion {
            Some(advice) => writeln!(out, "\t建议：{advice}")?,
            None => writeln!(out)?,
        }
    }
    Ok(tally)
}
