//! One reading of one file: what was gathered and what is left of its limits.
//!
//! No reader keeps text or unpacks bytes but through here.

use crate::{Cell, Document, Hidden, Kind, Limit, Limits, Note, Part};
use std::io::Read;
use std::time::Instant;

/// Members this large at most are let off the ratio.
const RATIO_FROM: u64 = 4 << 20;
/// Steps between two looks at the clock.
const LOOK: u64 = 4096;

/// Why a reader stops.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stop {
    Unread(String),
    Encrypted,
    Over(Limit),
}

impl Stop {
    pub fn unread(why: impl Into<String>) -> Self {
        Self::Unread(why.into())
    }

    pub fn broken() -> Self {
        Self::unread("文件已损坏或格式不对，打不开")
    }

    pub fn note(self) -> Note {
        match self {
            Self::Unread(why) => Note::Unread { why },
            Self::Encrypted => Note::Encrypted,
            Self::Over(limit) => Note::Truncated { limit },
        }
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Stop>;

/// Row (from 1) and column (from 0, if it can be told) of the table that was begun last.
#[derive(Clone, Copy)]
pub(crate) struct At {
    row: u32,
    column: Option<u32>,
}

impl At {
    pub fn row(row: u32) -> Self {
        Self { row, column: None }
    }

    pub fn cell(row: u32, column: u32) -> Self {
        Self { row, column: Some(column) }
    }
}

pub(crate) struct Reading<'a> {
    pub limits: &'a Limits,
    /// Names of the archives' members that we are in.
    inside: Vec<String>,
    until: Option<Instant>,
    expanded: u64,
    files: usize,
    chars: usize,
    steps: u64,
    parts: Vec<Part>,
    tables: u32,
    notes: Vec<Note>,
}

impl<'a> Reading<'a> {
    pub fn new(limits: &'a Limits) -> Self {
        let until = limits.time.and_then(|time| Instant::now().checked_add(time));
        let (inside, parts, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self { limits, inside, until, expanded: 0, files: 0, chars: 0, steps: 0, parts, tables: 0, notes }
    }

    pub fn finish(self, kind: Kind) -> Document {
        Document { kind, parts: self.parts, notes: self.notes }
    }

    /// The rows from here on are those of another table or sheet.
    pub fn begin_table(&mut self) {
        self.tables += 1;
    }

    /// Keeps a text; blank ones are passed over.
    pub fn part(&mut self, place: &str, text: &str, hidden: Option<Hidden>, at: Option<At>) -> Outcome {
        // A long blank text that many cells refer to is work too.
        self.work(text.len() / 64)?;
        let text = text.trim_matches(['\n', '\r', '\0']);
        if is_blank(text) {
            return Ok(());
        }
        if self.parts.len() >= self.limits.parts {
            return Err(Stop::Over(Limit::Parts));
        }
        let left = self.limits.chars - self.chars;
        // A text that would go over is kept as far as it may.
        let cut = text.char_indices().nth(left).map(|(at, _)| at);
        let kept = &text[..cut.unwrap_or(text.len())];
        if is_blank(kept) {
            return Err(Stop::Over(Limit::Chars));
        }
        self.chars += kept.chars().count();
        let mut whole = String::with_capacity(place.len() + 8);
        for name in &self.inside {
            whole.push_str(name);
            whole.push_str(" › ");
        }
        whole.push_str(place);
        let cell = at.filter(|at| at.row > 0).map(|at| Cell { table: self.tables.max(1), row: at.row, column: at.column });
        // A member that is all one text has no place of its own.
        let whole = whole.trim_end_matches(" › ");
        let place = if whole.is_empty() { "正文" } else { whole }.to_owned();
        self.parts.push(Part { place, text: kept.replace('\0', ""), hidden, cell });
        if cut.is_some() { Err(Stop::Over(Limit::Chars)) } else { Ok(()) }
    }

    /// Parts kept so far.
    pub fn kept(&self) -> usize {
        self.parts.len()
    }

    /// Says something once.
    pub fn note(&mut self, note: Note) {
        let whole = match self.inside.is_empty() {
            true => note,
            false => Note::Inside { file: self.inside.join(" › "), note: Box::new(note) },
        };
        // Hostile files could have thousands to say.
        if self.notes.len() < 2_000 && !self.notes.contains(&whole) {
            self.notes.push(whole);
        }
    }

    /// Counts work.
    pub fn step(&mut self) -> Outcome {
        self.steps += 1;
        if self.steps > self.limits.steps {
            return Err(Stop::Over(Limit::Steps));
        }
        if self.steps.is_multiple_of(LOOK) && self.until.is_some_and(|until| Instant::now() > until) {
            return Err(Stop::Over(Limit::Time));
        }
        Ok(())
    }

    /// Counts work that comes in bulk.
    pub fn work(&mut self, steps: usize) -> Outcome {
        self.steps = self.steps.saturating_add(steps as u64);
        self.step()
    }

    /// Bytes that may still be unpacked, of one member at most.
    pub fn room(&self) -> u64 {
        self.limits.member_bytes.min(self.limits.expanded_bytes.saturating_sub(self.expanded))
    }

    /// Counts bytes that were unpacked elsewhere.
    pub fn unpacked(&mut self, bytes: usize) -> Outcome {
        self.expanded = self.expanded.saturating_add(bytes as u64);
        if self.expanded > self.limits.expanded_bytes { Err(Stop::Over(Limit::Expanded)) } else { Ok(()) }
    }

    /// Unpacks a stream of `packed` bytes as far as the limits let it; what goes over is refused whole.
    pub fn unpack(&mut self, source: impl Read, packed: u64) -> Outcome<Vec<u8>> {
        let by_ratio = RATIO_FROM.max(packed.saturating_mul(self.limits.ratio));
        let room = self.room().min(by_ratio);
        let mut bytes = Vec::new();
        let read = source.take(room + 1).read_to_end(&mut bytes);
        self.expanded = self.expanded.saturating_add(bytes.len() as u64);
        if bytes.len() as u64 > room {
            return Err(Stop::Over(if room == by_ratio { Limit::Ratio } else { Limit::Expanded }));
        }
        read.map(|_| bytes).map_err(|_| Stop::broken())
    }

    /// Goes into a member of an archive.
    pub fn enter(&mut self, name: &str) -> Outcome {
        self.files += 1;
        if self.files > self.limits.files {
            return Err(Stop::Over(Limit::Files));
        }
        self.inside.push(name.to_owned());
        Ok(())
    }

    pub fn leave(&mut self) {
        self.inside.pop();
    }

    /// How many archives we are in.
    pub fn depth(&self) -> usize {
        self.inside.len()
    }
}

/// Whether nothing of a text is to be seen; a null character is nothing.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\0')
}
