//! Rules as data: one [`Entry`] per row of a lexicon file (proofing.md "Rules as data").
//! An entry that parses is usable; everything wrong with a row is said with its number and in Chinese.

use serde::Serialize;
use time::Date;
use time::format_description::well_known::Iso8601;

use crate::doc::Field;
use crate::finding::Severity;

mod persons;
mod rows;

pub use persons::Person;

/// What a hit means: a finding of some grade, or an exception (白名单) that silences hits inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    Allow,
    Flag(Severity),
}

/// How strictly the edges of a hit are held against the words of the sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Boundary {
    /// Short words (up to three characters) are tested; a hit inside a longer word is kept one grade lower.
    #[default]
    Auto,
    /// Edges are never tested.
    Off,
    /// Words of any length are tested, and a hit inside a longer word is dropped.
    Strict,
}

/// Which ways of writing a word count as the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variants {
    /// Spaces, zero-width characters and symbols between the characters.
    pub noise: bool,
    /// Chinese, circled and capital numerals for digits.
    pub digits: bool,
    /// Repeated Han characters.
    pub repeat: bool,
    /// Digits and signs for letters in ASCII words.
    pub leet: bool,
    /// Other characters read the same, or their Latin spelling (谐音).
    pub pinyin: Homophones,
    /// Characters taken apart into their components (拆字).
    pub split: bool,
}

/// From which length on words are also sought by their sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Homophones {
    #[default]
    Never,
    /// Words of four Han characters and more.
    FromFour,
    /// Words of three Han characters and more; only where a row asks for it.
    FromThree,
}

impl Variants {
    /// Every variant the engine knows; the default of an entry.
    pub const ALL: Self = Self { noise: true, digits: true, repeat: true, leet: true, pinyin: Homophones::FromFour, split: true };
    /// The folded word only.
    pub const NONE: Self =
        Self { noise: false, digits: false, repeat: false, leet: false, pinyin: Homophones::Never, split: false };
}

/// One alternative of a `left` or `right` guard: the text beside the hit must be it, or (`!…`) must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    pub text: String,
    pub excluded: bool,
}

/// One row of a lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The lexicon's own category; `term` and `allow` have a meaning to the engine.
    pub category: String,
    pub grade: Grade,
    pub word: String,
    pub suggestion: Option<String>,
    pub variants: Variants,
    pub boundary: Boundary,
    /// Directly before the hit: one of the plain alternatives, none of the excluded.
    pub left: Vec<Beside>,
    /// Directly after the hit.
    pub right: Vec<Beside>,
    /// One of these must stand in the same sentence.
    pub near: Vec<String>,
    /// None of these may stand in the same sentence.
    pub not_near: Vec<String>,
    /// The fields the entry applies to; empty means all.
    pub scope: Vec<Field>,
    /// Paths of the columns the entry applies to, with all below them; empty means all.
    pub columns: Vec<String>,
    /// The content types the entry applies to; empty means all.
    pub types: Vec<String>,
    /// First day the entry applies, compared with the reference date.
    pub valid_from: Option<Date>,
    /// Last day the entry applies.
    pub valid_to: Option<Date>,
    pub source: String,
    pub note: String,
}

impl Entry {
    /// An entry with no guards that accepts every variant.
    pub fn new(category: &str, grade: Grade, word: &str) -> Self {
        Self {
            category: category.to_owned(),
            grade,
            word: word.to_owned(),
            suggestion: None,
            variants: Variants::ALL,
            boundary: Boundary::Auto,
            left: Vec::new(),
            right: Vec::new(),
            near: Vec::new(),
            not_near: Vec::new(),
            scope: Vec::new(),
            columns: Vec::new(),
            types: Vec::new(),
            valid_from: None,
            valid_to: None,
            source: String::new(),
            note: String::new(),
        }
    }
}

/// A row that cannot be used, and why, for the person importing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Line in the file, the header being line 1.
    pub row: u64,
    pub message: String,
}

/// Reader of lexicon files.
pub struct Lexicon;

impl Lexicon {
    /// Reads CSV with a header line; good rows become entries, bad rows errors, in file order.
    pub fn parse_csv(text: &str) -> (Vec<Entry>, Vec<RowError>) {
        rows::parse(text)
    }
}

/// Reads a civil date `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<Date> {
    Date::parse(text.trim(), &Iso8601::DATE).ok().filter(|_| text.trim().len() == 10)
}
