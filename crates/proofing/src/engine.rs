//! The engine: a compiled lexicon and the built-in checks, applied to a document. It reads no clock and changes no text;
//! the same document, options and version give the same findings.

use std::collections::HashSet;

use time::Date;

use crate::checks::{self, Context};
use crate::doc::{TextBlock, TextDoc};
use crate::filter;
use crate::finding::{Category, Finding, Hit};
use crate::fold;
use crate::lexicon::{Entry, Person};
use crate::reading::Reading;
use crate::wordset::{BuildError, WordSet};
use crate::{builtin, place};

/// What a check needs to know beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The day the text is judged by (publication day or today); without it, checks against the calendar of now are skipped.
    pub ref_date: Option<Date>,
    /// Path of the column the text stands in, such as `zwgk/tzgg`; entries for other columns are not applied.
    pub column: Option<&'a str>,
    /// Content type of the text; entries for other types are not applied.
    pub content_type: Option<&'a str>,
}

/// What an engine is built from.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub entries: Vec<Entry>,
    /// Office-holders (领导职务库).
    pub persons: Vec<Person>,
}

/// An immutable set of rules; a change of lexicon makes a new one.
pub struct Engine {
    entries: Vec<Entry>,
    origins: Vec<Origin>,
    words: WordSet,
    persons: Vec<Person>,
    /// Dangerous hosts: the words of the entries of category `host`.
    hosts: Vec<String>,
    version: String,
}

/// Where an entry comes from, which decides how its hits are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Lexicon,
    Typo,
    Term,
}

impl Engine {
    /// Compiles the entries together with the shipped lists; an entry replaces a shipped one for the same word.
    pub fn new(entries: &[Entry], version: impl Into<String>) -> Result<Self, BuildError> {
        Self::build(&Rules { entries: entries.to_vec(), persons: Vec::new() }, version)
    }

    /// Compiles rules together with the shipped lists; an entry replaces a shipped one for the same word.
    pub fn build(rules: &Rules, version: impl Into<String>) -> Result<Self, BuildError> {
        let own: HashSet<String> = rules.entries.iter().map(|e| fold::fold_str(&e.word)).collect();
        let is_host = |entry: &&Entry| entry.category == "host";
        let hosts = rules.entries.iter().filter(is_host).map(|entry| entry.word.clone()).collect();
        let mut all: Vec<Entry> = rules.entries.iter().filter(|entry| !is_host(entry)).cloned().collect();
        let mut origins = vec![Origin::Lexicon; all.len()];
        for (list, origin) in [(&*builtin::TYPOS, Origin::Typo), (&*builtin::TERMS, Origin::Term)] {
            for entry in list.iter().filter(|e| !own.contains(&fold::fold_str(&e.word))) {
                all.push(entry.clone());
                origins.push(origin);
            }
        }
        let words = WordSet::build(&all)?;
        Ok(Self { entries: all, origins, words, persons: rules.persons.clone(), hosts, version: version.into() })
    }

    /// The version of the lexicon, as given by the caller.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Checks a whole document; findings are sorted by block and position.
    pub fn check(&self, doc: &TextDoc, options: &Options<'_>) -> Vec<Finding> {
        let readings: Vec<Reading<'_>> = doc.blocks.iter().map(Reading::new).collect();
        let mut hits: Vec<Vec<Hit>> = readings.iter().map(|reading| self.words_in(reading, options)).collect();
        let context = Context { options, persons: &self.persons, hosts: &self.hosts, links: &doc.links };
        checks::run(&readings, &context, &mut hits);
        let place = |(block, hits): (usize, Vec<Hit>)| place::findings(block, &doc.blocks[block], hits);
        hits.into_iter().enumerate().flat_map(place).collect()
    }

    fn words_in(&self, reading: &Reading<'_>, options: &Options<'_>) -> Vec<Hit> {
        let matches = self.words.matches(&self.entries, &reading.folded);
        let kept = filter::keep(reading, &self.entries, matches, options.ref_date);
        kept.into_iter().map(|kept| self.hit(reading.block, kept)).collect()
    }

    fn hit(&self, block: &TextBlock, kept: filter::Kept) -> Hit {
        let entry = &self.entries[kept.entry];
        let mut end = kept.end;
        while block.chars.get(end).is_some_and(|&c| fold::is_extender(c)) {
            end += 1;
        }
        let advice = entry.suggestion.as_deref().unwrap_or_default();
        let (category, rule, message) = match self.origins[kept.entry] {
            Origin::Typo => (Category::Typo, "typo.pair".into(), format!("疑似错别字，应为「{advice}」")),
            Origin::Term => (Category::Term, "term.renamed".into(), format!("名称已变更，现行名称为「{advice}」")),
            Origin::Lexicon if entry.category == "term" => {
                (Category::Term, "term".into(), format!("用语「{}」不规范", entry.word))
            }
            Origin::Lexicon => {
                let message = format!("命中词库「{}」类词条「{}」", entry.category, entry.word);
                (Category::Sensitive, entry.category.clone(), message)
            }
        };
        let severity = kept.severity;
        Hit { category, severity, rule, start: kept.start, end, suggestion: entry.suggestion.clone(), message }
    }
}
