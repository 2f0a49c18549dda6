//! Scores the engine on a set of marked texts (`tests/proofing/*.jsonl`, described there).
//!
//! It knows only the command line contract: one JSON line in, one out. A problem is found when a mark of its category
//! overlaps it; a mark that overlaps no problem is false, in whatever text it stands.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{AddAssign, Range};

use proofing::{Engine, cli::jsonl_line};
use serde::Deserialize;

/// Words of the lists.
pub const WORDS: &[&str] = &["sensitive", "term"];
/// What plain rules find.
pub const STRUCTURE: &[&str] =
    &["date", "punct", "privacy", "dup", "docno", "number", "link", "secret", "element", "residue", "attachment"];
pub const TYPOS: &[&str] = &["typo"];

/// One marked text; offsets are Unicode characters of `text`.
#[derive(Deserialize)]
struct Item {
    id: String,
    text: String,
    expect: Vec<Problem>,
    /// Categories this text only resembles: none may be reported.
    #[serde(default)]
    clean: Vec<String>,
}

/// A problem a reader of the standards would mark.
#[derive(Deserialize)]
struct Problem {
    category: String,
    found: String,
    start: usize,
    end: usize,
    suggestion: Option<String>,
    /// Other categories that answer the problem as well.
    #[serde(default, rename = "or")]
    also: Vec<String>,
    /// Where a mark may lie instead: the whole element around a link's text.
    within: Option<[usize; 2]>,
}

#[derive(Deserialize)]
struct Answer {
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    start: usize,
    end: usize,
    category: String,
    rule: String,
    found: String,
    suggestion: Option<String>,
}

impl Problem {
    fn range(&self) -> Range<usize> {
        self.within.map_or(self.start..self.end, |[start, end]| start..end)
    }

    fn touched_by(&self, hit: &Hit) -> bool {
        let range = self.range();
        let empty = hit.start == hit.end && (range.start..=range.end).contains(&hit.start);
        empty || hit.start < range.end && range.start < hit.end
    }

    /// Whether both corrections come to the same text; a mark may be wider or narrower than the expected one.
    fn corrected_by(&self, hit: &Hit, text: &str) -> bool {
        let (Some(ours), Some(theirs)) = (&self.suggestion, &hit.suggestion) else { return false };
        ours == theirs || mended(text, self.start..self.end, ours) == mended(text, hit.start..hit.end, theirs)
    }

    fn answered_by(&self, hit: &Hit) -> bool {
        self.touched_by(hit) && (self.category == hit.category || self.also.contains(&hit.category))
    }
}

/// `text` with one place written anew.
fn mended(text: &str, range: Range<usize>, by: &str) -> String {
    text.chars().take(range.start).chain(by.chars()).chain(text.chars().skip(range.end)).collect()
}

/// Counts of one category; of several when added up.
#[derive(Default, Clone, Copy)]
pub struct Counts {
    problems: usize,
    found: usize,
    exact: usize,
    /// Problems found with another correction than the expected one.
    miscorrected: usize,
    clean: usize,
    flagged: usize,
    marks: usize,
    false_marks: usize,
}

impl Counts {
    pub fn recall(&self) -> f64 {
        share(self.found, self.problems)
    }

    pub fn exact(&self) -> f64 {
        share(self.exact, self.found)
    }

    pub fn precision(&self) -> f64 {
        share(self.marks - self.false_marks, self.marks)
    }

    /// Share of the look-alikes that were marked; 0 when there are none.
    pub fn flagged(&self) -> f64 {
        1.0 - share(self.clean - self.flagged, self.clean)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.problems += other.problems;
        self.found += other.found;
        self.exact += other.exact;
        self.miscorrected += other.miscorrected;
        self.clean += other.clean;
        self.flagged += other.flagged;
        self.marks += other.marks;
        self.false_marks += other.false_marks;
    }
}

/// What a set of texts showed: counts by category and everything that went wrong, in words.
#[derive(Default)]
pub struct Score {
    categories: BTreeMap<String, Counts>,
    wrongs: Vec<(String, String)>,
}

/// Runs every line of `set` through the engine; an error names the line that isn't a marked text or got no answer.
pub fn score(engine: &Engine, set: &str) -> Result<Score, String> {
    let mut score = Score::default();
    for (n, line) in set.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let item: Item = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", n + 1))?;
        let answer = jsonl_line(engine, line, None);
        let answer: Answer = serde_json::from_str(&answer).map_err(|e| format!("{}: {e} in {answer}", item.id))?;
        score.take(&item, &answer.hits);
    }
    Ok(score)
}

impl Score {
    /// The counts of some categories together.
    pub fn of(&self, categories: &[&str]) -> Counts {
        let mut sum = Counts::default();
        categories.iter().filter_map(|c| self.categories.get(*c)).for_each(|c| sum += *c);
        sum
    }

    /// Misses and false marks of some categories, a line each.
    pub fn wrongs<'a>(&'a self, categories: &'a [&str]) -> impl Iterator<Item = &'a str> {
        self.wrongs.iter().filter(|(c, _)| categories.contains(&c.as_str())).map(|(_, line)| line.as_str())
    }

    /// Every category met, in order.
    pub fn categories(&self) -> Vec<&str> {
        self.categories.keys().map(String::as_str).collect()
    }

    fn counts(&mut self, category: &str) -> &mut Counts {
        self.categories.entry(category.to_owned()).or_default()
    }

    fn take(&mut self, item: &Item, hits: &[Hit]) {
        for problem in &item.expect {
            self.problem(item, problem, hits);
        }
        for hit in hits {
            let touches = item.expect.iter().any(|p| p.touched_by(hit));
            let counts = self.counts(&hit.category);
            counts.marks += 1;
            if !touches {
                counts.false_marks += 1;
                let line = format!("false   {} [{}] {}", item.id, hit.rule, quote(&item.text, hit.start..hit.end));
                self.wrongs.push((hit.category.clone(), line));
            }
        }
        for category in &item.clean {
            let flagged = hits.iter().any(|h| h.category == *category);
            let counts = self.counts(category);
            counts.clean += 1;
            counts.flagged += usize::from(flagged);
        }
    }

    fn problem(&mut self, item: &Item, problem: &Problem, hits: &[Hit]) {
        let answers: Vec<&Hit> = hits.iter().filter(|h| problem.answered_by(h)).collect();
        let exact = answers.iter().any(|h| (h.start, h.end) == (problem.start, problem.end));
        let corrected = problem.suggestion.is_none() || answers.iter().any(|h| problem.corrected_by(h, &item.text));
        let counts = self.counts(&problem.category);
        counts.problems += 1;
        counts.found += usize::from(!answers.is_empty());
        counts.exact += usize::from(exact);
        counts.miscorrected += usize::from(!answers.is_empty() && !corrected);
        let seen = match answers.first() {
            None => "missed ".to_owned(),
            Some(hit) if !exact => format!("other span «{}»", hit.found),
            Some(_) => return,
        };
        let place = quote(&item.text, problem.start..problem.end);
        self.wrongs.push((problem.category.clone(), format!("{seen} {} {} «{}»", item.id, place, problem.found)));
    }
}

/// The marked place with a little of what surrounds it, on one line.
fn quote(text: &str, range: Range<usize>) -> String {
    let piece = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let (before, found) = (piece(range.start.saturating_sub(12), range.start), piece(range.start, range.end));
    format!("{before}⟦{found}⟧{}", piece(range.end, range.end + 12)).replace('\n', "⏎")
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "category    problems  found  recall  exact  other fix  clean  flagged  share  marks  false  precision")?;
        for category in self.categories() {
            row(f, category, self.of(&[category]))?;
        }
        row(f, "= words", self.of(WORDS))?;
        row(f, "= structure", self.of(STRUCTURE))?;
        row(f, "= typos", self.of(TYPOS))
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, c: Counts) -> fmt::Result {
    let (recall, exact, flagged, precision) = (c.recall(), c.exact(), c.flagged(), c.precision());
    write!(f, "{name:<12}{:>8}{:>7}{recall:>8.3}{exact:>7.3}{:>11}", c.problems, c.found, c.miscorrected)?;
    writeln!(f, "{:>7}{:>9}{flagged:>7.3}{:>7}{:>7}{precision:>11.3}", c.clean, c.flagged, c.marks, c.false_marks)
}
