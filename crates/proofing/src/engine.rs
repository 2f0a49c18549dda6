//! The engine: compiled rules and the built-in checks, applied to a document. It reads no clock and changes no text; the
//! same document, options and version give the same findings. Rules lie in layers that engines share.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use time::Date;

use crate::checks::{self, Context};
use crate::doc::{Gap, Lack, TextBlock, TextDoc};
use crate::filter;
use crate::finding::{Category, Finding, Hit};
use crate::fold;
use crate::index::BuildError;
use crate::lexicon::{Entry, Person};
use crate::matches::{Match, Views};
use crate::reading::Reading;
use crate::rule::{Origin, Rule};
use crate::wordset::WordSet;
use crate::{builtin, place};

/// What a check needs to know beside the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The day the text is judged by (publication day or today); without it, checks against the calendar of now are skipped.
    pub ref_date: Option<Date>,
    /// Path of the column the text stands in, such as `zwgk/tzgg`; without it, entries for any column are applied.
    pub column: Option<&'a str>,
    /// Content type of the text; without it, entries for any type are applied.
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
    /// The nearest first: a site's own, then the platform's with the shipped lists.
    layers: Vec<Arc<Layer>>,
    persons: Arc<[Person]>,
    /// Hosts no link may lead to: the words of the entries of category [`HOST`].
    hosts: Vec<String>,
    version: String,
}

/// The category of entries whose word is a host, matched against links instead of the text.
const HOST: &str = "host";

/// Rules compiled together.
pub(crate) struct Layer {
    pub rules: Vec<Rule>,
    words: WordSet,
}

impl Engine {
    /// Compiles the entries together with the shipped lists; an entry replaces a shipped one for the same word.
    pub fn new(entries: &[Entry], version: impl Into<String>) -> Result<Self, BuildError> {
        let own: HashSet<u64> = entries.iter().map(|entry| hash(&fold::fold_str(&entry.word))).collect();
        let shipped = [(&*builtin::TYPOS, Origin::Typo), (&*builtin::TERMS, Origin::Term)];
        let shipped = shipped.iter().flat_map(|(list, origin)| list.iter().map(|entry| (entry, *origin)));
        let shipped = shipped.filter(|(entry, _)| !own.contains(&hash(&fold::fold_str(&entry.word))));
        let layer = Layer::build(words(entries).chain(shipped))?;
        let (layers, hosts) = (vec![Arc::new(layer)], hosts(entries).collect());
        Ok(Self { layers, persons: Arc::default(), hosts, version: version.into() })
    }

    /// Compiles rules together with the shipped lists; an entry replaces a shipped one for the same word.
    pub fn build(rules: &Rules, version: impl Into<String>) -> Result<Self, BuildError> {
        let engine = Self::new(&rules.entries, version)?;
        Ok(Self { persons: rules.persons.as_slice().into(), ..engine })
    }

    /// An engine with further rules over this one's, such as a site's own; what this one has compiled is shared. Where two
    /// rules hit the same place, the severer counts.
    pub fn extended(&self, rules: &Rules, version: impl Into<String>) -> Result<Self, BuildError> {
        let own = Layer::build(words(&rules.entries))?;
        let layers = std::iter::once(Arc::new(own)).chain(self.layers.iter().cloned()).collect();
        let persons = match rules.persons.is_empty() {
            true => Arc::clone(&self.persons),
            false => rules.persons.iter().chain(self.persons.iter()).cloned().collect(),
        };
        let hosts = hosts(&rules.entries).chain(self.hosts.iter().cloned()).collect();
        Ok(Self { layers, persons, hosts, version: version.into() })
    }

    /// The version of the lexicon, as given by the caller.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Checks a whole document; findings are sorted by block and position.
    pub fn check(&self, doc: &TextDoc, options: &Options<'_>) -> Vec<Finding> {
        let readings: Vec<Reading<'_>> = doc.blocks.iter().map(Reading::new).collect();
        let mut hits: Vec<Vec<Hit>> = readings.iter().map(|reading| self.words_in(reading, options)).collect();
        let context = Context { options, persons: &self.persons, hosts: &self.hosts, doc, form: false };
        checks::run(&readings, &context, &mut hits);
        let place = |(block, hits): (usize, Vec<Hit>)| place::findings(block, &doc.blocks[block], &doc.links, hits);
        let mut findings: Vec<Finding> = hits.into_iter().enumerate().flat_map(place).collect();
        let shown = findings.len();
        let told: HashSet<usize> = findings.iter().filter(|f| f.rule == "element.empty").map(|f| f.block).collect();
        let lacking = doc.gaps.iter().filter(|gap| !is_told(gap, &told));
        findings.extend(lacking.filter_map(|gap| place::spot(&gap.spot, &doc.blocks, checks::lacking(gap.lack))));
        let pictures = doc.pictures.iter().filter_map(|picture| Some((picture, checks::picture(picture, &self.hosts)?)));
        findings.extend(pictures.filter_map(|(picture, told)| place::spot(&picture.spot, &doc.blocks, told)));
        if findings.len() > shown {
            findings.sort_by_key(|f| (f.block, f.start_utf16));
        }
        findings
    }

    /// A text as view A has it, line by line, for measuring.
    #[doc(hidden)]
    pub fn folded(text: &str) -> Vec<Vec<char>> {
        text.lines().map(|line| fold::fold_each(line.chars()).0).collect()
    }

    /// Every form that is sought, the shipped lists' among them, for measuring another matcher on the same.
    #[doc(hidden)]
    pub fn forms(&self) -> Vec<String> {
        self.layers.iter().flat_map(|layer| layer.words.forms()).collect()
    }

    /// How often listed words occur in folded lines (no filters): what the matching core does, for measuring it.
    #[doc(hidden)]
    pub fn count_words(&self, lines: &[Vec<char>]) -> usize {
        lines.iter().flat_map(|line| self.layers.iter().map(|layer| layer.words.count(line))).sum()
    }

    /// How many matches all views give before any filter, for measuring them.
    #[doc(hidden)]
    pub fn count_matches(&self, doc: &TextDoc) -> usize {
        let count = |block: &TextBlock| self.matches(&Views::new(&Reading::new(block))).len();
        doc.blocks.iter().map(count).sum()
    }

    fn matches(&self, views: &Views<'_>) -> Vec<Match> {
        let mut matches = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            layer.words.matches(number, &layer.rules, views, &mut matches);
        }
        matches
    }

    fn words_in(&self, reading: &Reading<'_>, options: &Options<'_>) -> Vec<Hit> {
        let matches = self.matches(&Views::new(reading));
        let layers: Vec<&Layer> = self.layers.iter().map(|layer| &**layer).collect();
        let kept = filter::keep(reading, &layers, matches, options);
        kept.into_iter().map(|kept| self.hit(reading.block, kept)).collect()
    }

    fn hit(&self, block: &TextBlock, kept: filter::Kept) -> Hit {
        let rule = &self.layers[kept.layer].rules[kept.rule];
        let mut end = kept.end;
        while block.chars.get(end).is_some_and(|&c| fold::is_extender(c)) {
            end += 1;
        }
        let advice = rule.suggestion.as_deref().unwrap_or_default();
        let (category, name, message) = match rule.origin {
            Origin::Typo => reported(Category::Typo, builtin::typo(&rule.category, advice)),
            Origin::Term => reported(Category::Term, builtin::term(&rule.category, &rule.word, advice)),
            Origin::Lexicon if &*rule.category == "term" => {
                (Category::Term, "term".into(), format!("用语「{}」不规范", rule.word))
            }
            Origin::Lexicon => {
                let message = format!("命中词库「{}」类词条「{}」", rule.category, rule.word);
                (Category::Sensitive, rule.category.to_string(), message)
            }
        };
        let suggestion = rule.suggestion.as_deref().map(str::to_owned);
        Hit { category, severity: kept.severity, rule: name, start: kept.start, end, suggestion, message }
    }
}

impl Layer {
    fn build<'e>(entries: impl Iterator<Item = (&'e Entry, Origin)>) -> Result<Self, BuildError> {
        let mut categories: HashMap<&str, Arc<str>> = HashMap::new();
        let (mut rules, mut folded) = (Vec::new(), Vec::new());
        for (entry, origin) in entries {
            let word = fold::fold_str(&entry.word);
            let category = categories.entry(&entry.category).or_insert_with(|| entry.category.as_str().into());
            rules.push(Rule::new(entry, &word, Arc::clone(category), origin));
            folded.push(word);
        }
        rules.shrink_to_fit();
        Ok(Self { words: WordSet::build(&rules, folded)?, rules })
    }
}

/// The entries that are looked for in the text.
fn words(entries: &[Entry]) -> impl Iterator<Item = (&Entry, Origin)> {
    entries.iter().filter(|entry| entry.category != HOST).map(|entry| (entry, Origin::Lexicon))
}

fn hosts(entries: &[Entry]) -> impl Iterator<Item = String> + '_ {
    entries.iter().filter(|entry| entry.category == HOST).map(|entry| entry.word.clone())
}

/// Whether the label beside an empty cell is reported already.
fn is_told(gap: &Gap, told: &HashSet<usize>) -> bool {
    let own = gap.spot.empty.unwrap_or(gap.spot.block);
    let beside = told.contains(&own) || own.checked_sub(1).is_some_and(|before| told.contains(&before));
    matches!(gap.lack, Lack::Cell { .. }) && beside
}

/// What a hit of a shipped list is reported as.
fn reported(category: Category, (rule, message): (&'static str, String)) -> (Category, String, String) {
    (category, rule.to_owned(), message)
}

/// FNV-1a, the same in every run.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}
