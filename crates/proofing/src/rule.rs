//! A lexicon entry as the engine keeps it: small, folded once, its rare limits apart. Nothing here looks at a text's words.

use std::sync::Arc;

use time::Date;

use crate::doc::Field;
use crate::engine::Options;
use crate::finding::Severity;
use crate::fold;
use crate::lexicon::{Beside, Boundary, Entry, Grade, Homophones, Variants};
use crate::view;

/// Longest word whose edges are tested under [`Boundary::Auto`], in characters.
const SHORT: usize = 3;

/// Where an entry comes from, which decides how its hits are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Lexicon,
    Typo,
    Term,
}

/// One entry, compiled.
#[derive(Debug)]
pub(crate) struct Rule {
    pub origin: Origin,
    pub category: Arc<str>,
    pub grade: Grade,
    /// The word as the list writes it.
    pub word: Box<str>,
    /// Length of the folded word in characters.
    pub len: u16,
    pub suggestion: Option<Box<str>>,
    pub variants: Variants,
    pub boundary: Boundary,
    limits: Option<Box<Limits>>,
}

/// What narrows an entry; most have none.
#[derive(Debug)]
pub(crate) struct Limits {
    pub left: Vec<Beside>,
    pub right: Vec<Beside>,
    pub near: Vec<String>,
    pub not_near: Vec<String>,
    scope: Vec<Field>,
    columns: Vec<String>,
    types: Vec<String>,
    pub from: Option<Date>,
    to: Option<Date>,
}

impl Rule {
    /// Compiles an entry whose word folds to `folded`; `category` is the entry's, shared between rules.
    pub fn new(entry: &Entry, folded: &str, category: Arc<str>, origin: Origin) -> Self {
        Self {
            origin,
            category,
            grade: entry.grade,
            word: entry.word.as_str().into(),
            len: folded.chars().count() as u16,
            suggestion: entry.suggestion.as_deref().map(Box::from),
            variants: entry.variants,
            boundary: entry.boundary,
            limits: Limits::of(entry).map(Box::new),
        }
    }

    pub fn limits(&self) -> Option<&Limits> {
        self.limits.as_deref()
    }

    /// The severity of its hits; nothing for an exception.
    pub fn severity(&self) -> Option<Severity> {
        match self.grade {
            Grade::Allow => None,
            Grade::Flag(severity) => Some(severity),
        }
    }

    /// Whether the edges of its hits are held against the words around.
    pub fn tests_edges(&self) -> bool {
        match self.boundary {
            Boundary::Off => false,
            Boundary::Auto => usize::from(self.len) <= SHORT,
            Boundary::Strict => true,
        }
    }

    /// Whether every occurrence of the word is a hit, wherever it stands.
    pub fn is_unconditional(&self) -> bool {
        self.limits.is_none() && !self.tests_edges() && self.grade != Grade::Allow
    }

    /// Whether the entry applies to that field under those options; a column, type or day not known excludes nothing.
    pub fn applies(&self, field: Field, options: &Options<'_>) -> bool {
        let Some(limits) = &self.limits else { return true };
        let listed = |list: &[String], known: Option<&str>, fits: fn(&str, &str) -> bool| {
            list.is_empty() || known.is_none_or(|known| list.iter().any(|one| fits(one, known)))
        };
        (limits.scope.is_empty() || limits.scope.contains(&field))
            && listed(&limits.columns, options.column, is_under)
            && listed(&limits.types, options.content_type, |one, known| one == known)
            && options
                .ref_date
                .is_none_or(|day| limits.from.is_none_or(|from| from <= day) && limits.to.is_none_or(|to| day <= to))
    }

    /// The word in its canonical form for view B.
    pub fn reduced(&self) -> String {
        view::reduce(fold::fold_str(&self.word).chars(), Variants::ALL)
    }

    /// From how many syllables on the word is sought by its sound; nothing when it is not.
    pub fn sounds_from(&self) -> Option<usize> {
        match (self.grade, self.variants.pinyin) {
            (Grade::Allow, _) | (_, Homophones::Never) => None,
            (_, Homophones::FromFour) => Some(4),
            (_, Homophones::FromThree) => Some(3),
        }
    }
}

impl Limits {
    fn of(entry: &Entry) -> Option<Self> {
        let lists = [&entry.near, &entry.not_near, &entry.columns, &entry.types];
        let none = entry.left.is_empty()
            && entry.right.is_empty()
            && entry.scope.is_empty()
            && lists.iter().all(|list| list.is_empty())
            && entry.valid_from.is_none()
            && entry.valid_to.is_none();
        (!none).then(|| Self {
            left: entry.left.clone(),
            right: entry.right.clone(),
            near: entry.near.clone(),
            not_near: entry.not_near.clone(),
            scope: entry.scope.clone(),
            columns: entry.columns.clone(),
            types: entry.types.clone(),
            from: entry.valid_from,
            to: entry.valid_to,
        })
    }
}

/// Whether a column's path is `above` or below it.
fn is_under(above: &str, path: &str) -> bool {
    path.trim_matches('/').strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
