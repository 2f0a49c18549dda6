//! What the engine reports: one [`Finding`] per place, with its grade, its reason and its exact position.
//! A finding never changes a text; positions always lie inside the block they name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How serious a finding is; ordered from the mildest, so that `max` is the severest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 提示: shown, may be ignored without a reason.
    Info,
    /// 慎用: a reviewer other than the author decides.
    Warn,
    /// 禁发: cannot be submitted or published.
    Block,
}

impl Severity {
    /// One grade lower, `Info` staying `Info`; for hits the engine is less sure of.
    pub fn lowered(self) -> Self {
        match self {
            Self::Block => Self::Warn,
            Self::Warn | Self::Info => Self::Info,
        }
    }

    /// The grade as screens name it (禁发, 慎用, 提示).
    pub fn label(self) -> &'static str {
        match self {
            Self::Block => "禁发",
            Self::Warn => "慎用",
            Self::Info => "提示",
        }
    }
}

/// The kind of check a finding comes from (proofing.md "Command line contract").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Sensitive,
    Typo,
    Term,
    Date,
    Punct,
    Privacy,
    Dup,
    Docno,
    Number,
    Link,
    Secret,
    Element,
    Attachment,
    Residue,
}

impl Category {
    /// The name used in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sensitive => "sensitive",
            Self::Typo => "typo",
            Self::Term => "term",
            Self::Date => "date",
            Self::Punct => "punct",
            Self::Privacy => "privacy",
            Self::Dup => "dup",
            Self::Docno => "docno",
            Self::Number => "number",
            Self::Link => "link",
            Self::Secret => "secret",
            Self::Element => "element",
            Self::Attachment => "attachment",
            Self::Residue => "residue",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One place in a text that a rule objects to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub category: Category,
    pub severity: Severity,
    /// Which rule: the entry's own category for a lexicon hit, else `category.rule` of a built-in check.
    pub rule: String,
    /// Index of the text block in the document.
    pub block: usize,
    /// Start within the block's text, in UTF-16 units.
    pub start_utf16: usize,
    /// End (exclusive) within the block's text, in UTF-16 units.
    pub end_utf16: usize,
    /// Start in the source as given, in Unicode characters.
    pub char_start: usize,
    /// End (exclusive) in the source as given, in Unicode characters.
    pub char_end: usize,
    /// The text found, free of tags.
    pub found: String,
    pub suggestion: Option<String>,
    /// The reason, in Chinese, for the person who decides.
    pub message: String,
    /// Up to 16 characters of the block before the place.
    pub before: String,
    /// Up to 16 characters of the block after the place.
    pub after: String,
}

/// A hit as a check reports it: character positions within one block, not yet placed in the document.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub category: Category,
    pub severity: Severity,
    pub rule: String,
    /// First character within the block.
    pub start: usize,
    /// One past the last character within the block.
    pub end: usize,
    pub suggestion: Option<String>,
    pub message: String,
}
