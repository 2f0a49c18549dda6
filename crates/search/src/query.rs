//! From what was typed to tantivy's query tree, term by term.
//!
//! Each part: the words in title or body, or the whole as a phrase of pairs; all parts are
//! required. A document number or an exact title finds its document whatever else is typed.

use std::ops::Range;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query as Tree, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::analyse::{Cutter, Units};
use crate::schema::Fields;
use crate::synonyms::Synonyms;
use crate::{docno, parts};

const VARIANTS: usize = 6;
/// Characters of the query that are compared with titles as a whole.
const TITLE_CHARS: usize = 500;
const TITLE: f32 = 3.0;
const TITLE_PHRASE: f32 = 4.0;
const BODY_PHRASE: f32 = 3.0;
const CHAR: f32 = 0.3;
const SYNONYM: f32 = 0.8;
const DOCNO: f32 = 100.0;
const EXACT_TITLE: f32 = 10_000.0;
/// Function characters that don't have to occur if real words do.
const WEAK: &str = "的了在是和与及或等对为给把被将吗呢我要有";

/// How much of the index a query asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Words and title phrases; body phrases only where quoted.
    Words,
    /// Also body phrases.
    Phrases,
}

/// One thing that must occur.
enum Must {
    Word(String),
    /// Two neighbouring characters of a name the dictionary does not know.
    Pair(String),
    Char(String),
}

/// A part as typed, or with a word exchanged for its synonym.
pub(crate) struct Variant {
    pub units: Units,
    pub words: Vec<Range<usize>>,
    musts: Vec<Must>,
}

pub(crate) struct Part {
    exact: bool,
    /// The first is the part as typed.
    pub variants: Vec<Variant>,
}

/// A query text, understood.
pub(crate) struct Asked {
    pub parts: Vec<Part>,
    title_key: String,
    docnos: Vec<String>,
    title_only: bool,
}

impl Asked {
    /// `None` if nothing in `text` can be looked up.
    pub fn new(text: &str, title_only: bool, cutter: &Cutter, synonyms: &Synonyms) -> Option<Asked> {
        let parts: Vec<Part> = parts::split(text).iter().filter_map(|part| Part::new(part, cutter, synonyms)).collect();
        let head: String = text.chars().take(TITLE_CHARS).collect();
        (!parts.is_empty()).then(|| Asked {
            parts,
            title_key: Units::of(&head).key(),
            docnos: docno::query_terms(&head),
            title_only,
        })
    }

    /// Whether every part is one word of the dictionary; then other words that merely hold its
    /// characters are not meant.
    pub fn is_words(&self) -> bool {
        let one_word = |part: &Part| matches!(part.variants[0].musts[..], [Must::Word(_)]);
        self.parts.iter().all(one_word)
    }

    /// The query without filters.
    pub fn tree(&self, f: &Fields, stage: Stage) -> Box<dyn Tree> {
        let all = self.parts.iter().map(|part| self.part(f, part, stage));
        let mut any = vec![all_of(all.collect()), scored(self.exact_title(f), EXACT_TITLE)];
        if !self.docnos.is_empty() {
            any.push(boost(self.docno(f), DOCNO));
        }
        any_of(any)
    }

    pub fn exact_title(&self, f: &Fields) -> Box<dyn Tree> {
        term(f.title_key, &self.title_key)
    }

    pub fn docno(&self, f: &Fields) -> Box<dyn Tree> {
        any_of(self.docnos.iter().map(|no| term(f.docno, no)).collect())
    }

    /// All words of all parts, as typed or in synonyms.
    pub fn words(&self, f: &Fields) -> Box<dyn Tree> {
        self.all_parts(|variant| self.variant_words(f, variant))
    }

    /// All parts literally in the title.
    pub fn in_title(&self, f: &Fields) -> Box<dyn Tree> {
        self.all_parts(|variant| title_phrase(f, &variant.units))
    }

    /// All parts literally in the body.
    pub fn in_body(&self, f: &Fields) -> Box<dyn Tree> {
        self.all_parts(|variant| body_phrase(f, &variant.units))
    }

    fn all_parts(&self, one: impl Fn(&Variant) -> Box<dyn Tree>) -> Box<dyn Tree> {
        let part = |part: &Part| any_of(part.variants.iter().map(&one).collect());
        all_of(self.parts.iter().map(part).collect())
    }

    fn part(&self, f: &Fields, part: &Part, stage: Stage) -> Box<dyn Tree> {
        let mut any: Vec<Box<dyn Tree>> = Vec::new();
        for (i, variant) in part.variants.iter().enumerate() {
            let factor = if i == 0 { 1.0 } else { SYNONYM };
            if !part.exact {
                any.push(boost(self.variant_words(f, variant), factor));
            }
            let phrase = title_phrase(f, &variant.units);
            any.push(boost(phrase, factor * TITLE_PHRASE));
            if !self.title_only && (part.exact || stage == Stage::Phrases) {
                let phrase = body_phrase(f, &variant.units);
                any.push(boost(phrase, factor * BODY_PHRASE));
            }
        }
        Box::new(DisjunctionMaxQuery::new(any))
    }

    fn variant_words(&self, f: &Fields, variant: &Variant) -> Box<dyn Tree> {
        let must = |must: &Must| match must {
            Must::Word(word) => self.either(f.title_words, f.body_words, word),
            Must::Pair(pair) => self.either(f.title_pairs, f.body_pairs, pair),
            Must::Char(char) if self.title_only => term(f.title_pairs, char),
            Must::Char(char) => {
                Box::new(DisjunctionMaxQuery::new(vec![term(f.title_pairs, char), scored(term(f.chars, char), CHAR)]))
            }
        };
        all_of(variant.musts.iter().map(must).collect())
    }

    fn either(&self, title: Field, body: Field, text: &str) -> Box<dyn Tree> {
        let in_title = boost(term(title, text), TITLE);
        if self.title_only {
            return in_title;
        }
        Box::new(DisjunctionMaxQuery::with_tie_breaker(vec![in_title, term(body, text)], 0.3))
    }
}

impl Part {
    fn new(part: &parts::Part, cutter: &Cutter, synonyms: &Synonyms) -> Option<Part> {
        let typed = Variant::new(&part.text, cutter)?;
        // A document number is wanted literally, not as 政, 发 and 8 somewhere.
        let exact = part.exact || !docno::query_terms(&part.text).is_empty();
        let mut variants = vec![typed];
        if !exact {
            let others = synonyms.variants(&part.text, VARIANTS - 1);
            variants.extend(others.iter().filter_map(|text| Variant::new(text, cutter)));
        }
        Some(Part { exact, variants })
    }
}

impl Variant {
    fn new(text: &str, cutter: &Cutter) -> Option<Variant> {
        let units = Units::of(text);
        if units.list.is_empty() {
            return None;
        }
        let words = cutter.query_words(&units);
        let musts = musts(&units, &words);
        Some(Variant { units, words, musts })
    }
}

/// Single characters side by side are an unknown name: their pairs are required, not the
/// characters somewhere in the text.
fn musts(units: &Units, words: &[Range<usize>]) -> Vec<Must> {
    let text = |word: &Range<usize>| &units.folded[word.clone()];
    let single = |word: &Range<usize>| {
        let mut chars = text(word).chars();
        chars.next().is_some_and(|c| !c.is_ascii()) && chars.next().is_none()
    };
    let mut musts = Vec::new();
    let mut weak = Vec::new();
    for group in words.chunk_by(|a, b| single(a) && single(b) && a.end == b.start) {
        match group {
            [one] if !single(one) => musts.push(Must::Word(text(one).to_owned())),
            [one] if WEAK.contains(text(one)) => weak.push(Must::Char(text(one).to_owned())),
            [one] => musts.push(Must::Char(text(one).to_owned())),
            many => musts.extend(many.windows(2).map(|pair| Must::Pair(units.folded[pair[0].start..pair[1].end].to_owned()))),
        }
    }
    if musts.is_empty() { weak } else { musts }
}

fn title_phrase(f: &Fields, units: &Units) -> Box<dyn Tree> {
    phrase(f.title_pairs, f.title_pairs, units)
}

fn body_phrase(f: &Fields, units: &Units) -> Box<dyn Tree> {
    phrase(f.body_pairs, f.chars, units)
}

/// All units in their order; a clause of a single unit only has to occur.
fn phrase(pairs: Field, singles: Field, units: &Units) -> Box<dyn Tree> {
    let mut terms = Vec::new();
    let mut all: Vec<Box<dyn Tree>> = Vec::new();
    let mut start = 0;
    for clause in units.list.chunk_by(|a, b| b.position == a.position + 1) {
        let last = clause.len().saturating_sub(2);
        if clause.len() == 1 {
            all.push(scored(term(singles, units.text(start)), CHAR));
        }
        // Every other pair and the last: they cover the clause with half the postings.
        for i in (0..=last).filter(|i| i % 2 == 0 || *i == last) {
            if let Some(pair) = units.pair(start + i).filter(|_| clause.len() > 1) {
                terms.push((clause[i].position, Term::from_field_text(pairs, &pair)));
            }
        }
        start += clause.len();
    }
    match terms.len() {
        0 => {}
        1 => all.extend(terms.pop().map(|(_, only)| counted(only))),
        _ => all.push(Box::new(PhraseQuery::new_with_offset(terms))),
    }
    all_of(all)
}

pub(crate) fn term(field: Field, text: &str) -> Box<dyn Tree> {
    counted(Term::from_field_text(field, text))
}

pub(crate) fn counted(term: Term) -> Box<dyn Tree> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn boost(tree: Box<dyn Tree>, factor: f32) -> Box<dyn Tree> {
    Box::new(BoostQuery::new(tree, factor))
}

pub(crate) fn scored(tree: Box<dyn Tree>, score: f32) -> Box<dyn Tree> {
    Box::new(ConstScoreQuery::new(tree, score))
}

pub(crate) fn all_of(trees: Vec<Box<dyn Tree>>) -> Box<dyn Tree> {
    joined(Occur::Must, trees)
}

pub(crate) fn any_of(trees: Vec<Box<dyn Tree>>) -> Box<dyn Tree> {
    joined(Occur::Should, trees)
}

fn joined(occur: Occur, mut trees: Vec<Box<dyn Tree>>) -> Box<dyn Tree> {
    match (trees.pop(), trees.is_empty()) {
        (None, _) => Box::new(EmptyQuery),
        (Some(only), true) => only,
        (Some(last), false) => {
            trees.push(last);
            Box::new(BooleanQuery::new(trees.into_iter().map(|tree| (occur, tree)).collect()))
        }
    }
}
