//! Findings as lines to read in a terminal: place, grade, quote in its context, reason, suggestion; a count at the end.
//! It writes what it is given, in that order, and knows neither files nor terminals.

use std::io::{self, Write};

use crate::finding::{Finding, Severity};

/// How the quote is told from its context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// With brackets, for files and pipes.
    #[default]
    Plain,
    /// With ANSI colours, for a terminal.
    Colour,
}

/// Writes the findings of one text after the other.
pub struct Report<W> {
    out: W,
    style: Style,
    texts: usize,
    /// Findings by grade: 提示, 慎用, 禁发.
    found: [usize; 3],
}

impl<W: Write> Report<W> {
    pub fn new(out: W, style: Style) -> Self {
        Self { out, style, texts: 0, found: [0; 3] }
    }

    /// One text: what is to be said of it as a whole, then its findings; `place` says where one stands (`3:12`,
    /// `第2页`). A text with neither gets no lines.
    pub fn text(
        &mut self,
        name: &str,
        notes: &[(Severity, String)],
        findings: &[Finding],
        place: impl Fn(&Finding) -> String,
    ) -> io::Result<()> {
        self.texts += 1;
        if notes.is_empty() && findings.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "{}", self.bold(name))?;
        for (severity, message) in notes {
            self.found[*severity as usize] += 1;
            writeln!(self.out, "  {}  {}", self.graded(*severity, severity.label()), one_line(message))?;
        }
        for finding in findings {
            self.found[finding.severity as usize] += 1;
            self.finding(finding, &place(finding))?;
        }
        writeln!(self.out)
    }

    fn finding(&mut self, f: &Finding, place: &str) -> io::Result<()> {
        let head = match &f.suggestion {
            Some(advice) => format!("「{}」→「{advice}」", one_line(&f.found)),
            None => format!("「{}」", one_line(&f.found)),
        };
        writeln!(self.out, "  {place}  {}  {head}", self.graded(f.severity, f.severity.label()))?;
        let quote = self.quoted(f.severity, &one_line(&f.found));
        writeln!(self.out, "      …{}{quote}{}…", one_line(&f.before), one_line(&f.after))?;
        writeln!(self.out, "      {}（{}）", f.message, f.rule)
    }

    /// The counts; how many findings there were of each grade, mildest first.
    pub fn finish(mut self) -> io::Result<[usize; 3]> {
        let [info, warn, block] = self.found;
        let all = info + warn + block;
        writeln!(self.out, "共 {} 篇，{all} 处：禁发 {block}，慎用 {warn}，提示 {info}", self.texts)?;
        self.out.flush()?;
        Ok(self.found)
    }

    fn bold(&self, text: &str) -> String {
        if self.style == Style::Colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn graded(&self, severity: Severity, text: &str) -> String {
        let colour = match severity {
            Severity::Block => 31,
            Severity::Warn => 33,
            Severity::Info => 36,
        };
        if self.style == Style::Colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn quoted(&self, severity: Severity, text: &str) -> String {
        if self.style == Style::Colour { self.graded(severity, &format!("\u{1b}[4m{text}")) } else { format!("⟦{text}⟧") }
    }
}

/// Control characters of a checked text must not steer the terminal.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Turns character offsets of a source into `line:column`, both from 1.
pub struct Lines {
    /// Offset of each line's first character.
    starts: Vec<usize>,
}

impl Lines {
    pub fn of(source: &str) -> Self {
        let after_break = source.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after_break).collect() }
    }

    pub fn place(&self, at: usize) -> String {
        let line = self.starts.partition_point(|start| *start <= at);
        format!("{line}:{}", at - self.starts[line - 1] + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Options, TextDoc};

    fn told(source: &str) -> String {
        let findings = Engine::new(&[], "").unwrap().check(&TextDoc::from_text(source), &Options::default());
        let (mut out, lines) = (Vec::new(), Lines::of(source));
        let mut report = Report::new(&mut out, Style::Plain);
        report.text("通知.txt", &[], &findings, |f| lines.place(f.char_start)).unwrap();
        report.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_is_told_with_line_and_column_and_its_context() {
        let told = told("通知\n定于2026年2月30日召开");
        assert!(told.contains("通知.txt\n  2:3  禁发"), "{told}");
        assert!(told.contains("…定于⟦2026年2月30日⟧召开…"), "{told}");
        assert!(told.ends_with("共 1 篇，1 处：禁发 1，慎用 0，提示 0\n"), "{told}");
    }

    #[test]
    fn a_clean_text_is_only_counted() {
        assert_eq!(told("云溪市召开会议。"), "共 1 篇，0 处：禁发 0，慎用 0，提示 0\n");
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2Jb"), "a [2Jb");
    }
}
