//! What was read out of an attachment, as it is kept.

use domain::proofing::Severity;
use extract::{Cell, Document, Note};
use proofing::{Block, Field};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ReadOut {
    pub parts: Vec<Part>,
    pub notes: Vec<Noted>,
}

/// A piece of text with its place.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    pub place: String,
    pub text: String,
    /// What hides it from a reader, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
}

impl Part {
    /// The place with what hides it.
    pub fn shown_place(&self) -> String {
        match &self.hidden {
            Some(hidden) => format!("{}（{hidden}）", self.place),
            None => self.place.clone(),
        }
    }
}

/// A piece of an attachment's text as the engine takes it, in the grid of its table where that can be told.
pub fn block_of(text: &str, cell: Option<Cell>) -> Block {
    let of_grid = |cell: Cell| Some(proofing::Cell { table: cell.table, row: cell.row, column: cell.column?, merged: false });
    Block { cell: cell.and_then(of_grid), ..Block::new(Field::AttachmentText, text) }
}

/// What there is to say about the file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Noted {
    /// `attachment.macros`
    pub rule: String,
    pub severity: Severity,
    pub message: String,
}

impl Noted {
    pub fn unread(why: &str) -> Noted {
        Noted { rule: "attachment.unread".into(), severity: Severity::Warn, message: format!("未检查：{why}") }
    }
}

impl ReadOut {
    pub fn failed(why: &str) -> ReadOut {
        ReadOut { parts: Vec::new(), notes: vec![Noted::unread(why)] }
    }
}

impl From<Document> for ReadOut {
    fn from(document: Document) -> ReadOut {
        let part = |p: extract::Part| Part {
            place: p.place,
            text: p.text,
            hidden: p.hidden.map(|h| h.label().to_owned()),
            cell: p.cell,
        };
        ReadOut { parts: document.parts.into_iter().map(part).collect(), notes: document.notes.iter().map(noted).collect() }
    }
}

fn noted(note: &Note) -> Noted {
    // An empty file is a mistake that nobody can answer for (domain.md C13).
    let severity = match (innermost(note), note.severity()) {
        (Note::Empty, _) => Severity::Block,
        (_, extract::Severity::Warn) => Severity::Warn,
        (_, extract::Severity::Info) => Severity::Info,
    };
    Noted { rule: format!("attachment.{}", code(innermost(note))), severity, message: note.message() }
}

/// The note itself, of a file in an archive too.
fn innermost(note: &Note) -> &Note {
    match note {
        Note::Inside { note, .. } => innermost(note),
        other => other,
    }
}

fn code(note: &Note) -> &'static str {
    match note {
        Note::Unread { .. } => "unread",
        Note::Truncated { .. } => "truncated",
        Note::NoTextLayer { .. } => "no_text",
        Note::Encrypted => "encrypted",
        Note::Macros => "macros",
        Note::Embedded { .. } => "embedded",
        Note::WrongKind { .. } => "kind",
        Note::Empty => "empty",
        Note::HiddenSheet { .. } | Note::HiddenRows { .. } | Note::HiddenColumns { .. } => "hidden_cells",
        Note::HiddenText { .. } | Note::HiddenSlides { .. } => "hidden_text",
        Note::Comments { .. } => "comments",
        Note::Revisions { .. } => "revisions",
        Note::SpeakerNotes { .. } => "notes",
        Note::Author { .. } => "author",
        Note::Position { .. } => "position",
        Note::Inside { .. } => "inside",
    }
}
