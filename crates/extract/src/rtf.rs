//! RTF: paragraphs, cells, hidden and deleted text, comments; pictures and tables of formats are passed over.

use crate::reading::{At, Outcome, Reading, Stop};
use crate::{Hidden, Limit, Note, properties};
use encoding_rs::{Encoding, GBK};

/// Groups that hold no text of the document.
const PASSED: &[&str] = &[
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "pict", "object", "themedata", "datastore",
    "latentstyles", "generator", "fldinst", "xmlnstbl", "filetbl", "revtbl", "nonshppict", "bkmkstart", "bkmkend", "mmathPr",
    "datafield", "colorschememapping", "listtext", "pntext", "atnid", "atnauthor", "atnref", "atndate", "atntime",
];

#[derive(Clone, Copy, Default, PartialEq)]
struct Group {
    passed: bool,
    hidden: Option<Hidden>,
    author: bool,
    /// Bytes that stand for a Unicode character in programs that don't know it.
    substitute: usize,
}

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let encoding = code_page(bytes);
    reading.begin_table();
    let group = Group { substitute: 1, ..Group::default() };
    Text {
        bytes,
        at: 0,
        encoding,
        groups: Vec::new(),
        group,
        half: None,
        raw: Vec::new(),
        line: String::new(),
        skip: 0,
        number: 0,
        row: 0,
        column: 0,
        comments: 0,
        deleted: 0,
    }
    .read(reading)
}

/// The encoding of `\'hh`: as `\ansicpg` says, else GBK.
fn code_page(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4096)];
    let page = crate::decode::find(head, b"\\ansicpg").map(|at| number(&head[at + 8..]));
    match page {
        Some(936 | 54936) | None => GBK,
        Some(65001) => encoding_rs::UTF_8,
        Some(page) => {
            Encoding::for_label(format!("windows-{page}").as_bytes()).filter(|e| *e != encoding_rs::WINDOWS_1252).unwrap_or(GBK)
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(9).take_while(|b| b.is_ascii_digit()).fold(0, |sum, b| sum * 10 + u32::from(b - b'0'))
}

struct Text<'a> {
    bytes: &'a [u8],
    at: usize,
    encoding: &'static Encoding,
    groups: Vec<Group>,
    group: Group,
    half: Option<u16>,
    /// Bytes not yet decoded.
    raw: Vec<u8>,
    line: String,
    skip: usize,
    number: u32,
    row: u32,
    column: u32,
    comments: u32,
    deleted: u32,
}

impl Text<'_> {
    fn read(mut self, reading: &mut Reading) -> Outcome {
        while let Some(b) = self.bytes.get(self.at).copied() {
            reading.step()?;
            self.at += 1;
            match b {
                b'{' => {
                    if self.groups.len() >= reading.limits.nesting * 4 {
                        return Err(Stop::Over(Limit::Nesting));
                    }
                    self.groups.push(self.group);
                }
                b'}' => self.end_group(reading)?,
                b'\\' => self.control(reading)?,
                b'\r' | b'\n' => {}
                b => self.byte(b),
            }
        }
        self.flush(reading)?;
        if self.comments > 0 {
            reading.note(Note::Comments { count: self.comments });
        }
        if self.deleted > 0 {
            reading.note(Note::Revisions { count: self.deleted });
        }
        Ok(())
    }

    fn byte(&mut self, b: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if !self.group.passed {
            self.raw.push(b);
        }
    }

    fn end_group(&mut self, reading: &mut Reading) -> Outcome {
        let outer = self.groups.pop().unwrap_or_default();
        if outer.hidden != self.group.hidden || outer.author != self.group.author {
            self.flush(reading)?;
        }
        self.group = outer;
        Ok(())
    }

    fn decode(&mut self) {
        if !self.raw.is_empty() {
            self.line += &self.encoding.decode_without_bom_handling(&self.raw).0;
            self.raw.clear();
        }
    }

    fn control(&mut self, reading: &mut Reading) -> Outcome {
        let Some(b) = self.bytes.get(self.at).copied() else { return Ok(()) };
        if !b.is_ascii_alphabetic() {
            self.at += 1;
            match b {
                b'\'' => {
                    let hex = self.bytes.get(self.at..self.at + 2).and_then(|raw| std::str::from_utf8(raw).ok());
                    if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                // A group that only newer programs know.
                b'*' => self.group.passed = true,
                b'~' => self.byte(b' '),
                b'\\' | b'{' | b'}' | b'-' | b'_' => self.byte(b),
                _ => {}
            }
            return Ok(());
        }
        let from = self.at;
        while self.at - from < 32 && self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[from..self.at]).unwrap_or_default();
        let negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(negative);
        let digits = self.bytes[self.at..].iter().take(9).take_while(|b| b.is_ascii_digit()).count();
        let value = number(&self.bytes[self.at..]) as i32;
        let value = (digits > 0).then_some(if negative { -value } else { value });
        self.at += digits;
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        self.word(word, value, reading)
    }

    fn word(&mut self, word: &str, value: Option<i32>, reading: &mut Reading) -> Outcome {
        match word {
            // Binary data: its bytes are no markup.
            "bin" => self.at = self.at.saturating_add(value.unwrap_or(0).max(0) as usize),
            _ if self.group.passed && word != "annotation" => {}
            "u" => {
                self.decode();
                let code = value.unwrap_or(63);
                let unit = if code < 0 { code.saturating_add(65_536) } else { code } as u16;
                // Characters beyond the first plane come in two halves.
                let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
                match (0xd800..0xdc00).contains(&unit) {
                    true => self.half = Some(unit),
                    false => self.line += &String::from_utf16_lossy(&units),
                }
                self.skip = self.group.substitute;
            }
            "uc" => self.group.substitute = value.unwrap_or(1).clamp(0, 8) as usize,
            "par" | "line" | "sect" | "page" => self.flush(reading)?,
            "cell" | "nestcell" => {
                self.column += 1;
                self.end_cell(reading)?;
            }
            "row" | "nestrow" => (self.row, self.column) = (self.row + 1, 0),
            "tab" => self.byte(b'\t'),
            "v" => self.hide(Hidden::Text, value, reading)?,
            "deleted" => {
                self.deleted += u32::from(value != Some(0));
                self.hide(Hidden::Revision, value, reading)?;
            }
            "plain" if self.group.hidden.is_some_and(|hidden| hidden != Hidden::Comment) => {
                self.hide(Hidden::Text, Some(0), reading)?
            }
            "annotation" => {
                self.flush(reading)?;
                (self.group.hidden, self.group.passed) = (Some(Hidden::Comment), false);
                self.comments += 1;
            }
            "author" | "operator" | "company" | "manager" => {
                self.flush(reading)?;
                self.group.author = true;
            }
            "info" => self.flush(reading)?,
            "title" | "subject" | "keywords" | "doccomm" | "creatim" | "revtim" => self.group.passed = true,
            "lquote" => self.quote('‘'),
            "rquote" => self.quote('’'),
            "ldblquote" => self.quote('“'),
            "rdblquote" => self.quote('”'),
            "emdash" => self.quote('—'),
            _ if PASSED.contains(&word) => self.group.passed = true,
            _ => {}
        }
        Ok(())
    }

    fn quote(&mut self, mark: char) {
        self.decode();
        self.line.push(mark);
    }

    fn hide(&mut self, what: Hidden, value: Option<i32>, reading: &mut Reading) -> Outcome {
        let hidden = if value == Some(0) { None } else { Some(what) };
        if hidden != self.group.hidden && self.group.hidden != Some(Hidden::Comment) {
            self.flush(reading)?;
            self.group.hidden = hidden;
        }
        Ok(())
    }

    fn end_cell(&mut self, reading: &mut Reading) -> Outcome {
        self.decode();
        let line = std::mem::take(&mut self.line);
        let place = format!("表格第{}行第{}列", self.row + 1, self.column);
        reading.part(&place, &line, self.group.hidden, Some(At::row(self.row + 1)))
    }

    fn flush(&mut self, reading: &mut Reading) -> Outcome {
        self.decode();
        let line = std::mem::take(&mut self.line);
        if self.group.author {
            properties::author("作者", &line, reading);
            return Ok(());
        }
        if line.trim().is_empty() {
            return Ok(());
        }
        if self.group.hidden.is_none() {
            self.number += 1;
        }
        let place = match self.group.hidden {
            Some(Hidden::Comment) => format!("批注{}", self.comments),
            _ => format!("第{}段", self.number.max(1)),
        };
        reading.part(&place, &line, self.group.hidden, None)
    }
}
