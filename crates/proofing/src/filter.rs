//! What turns matches into hits, in this order: exceptions, word edges, guards, overlaps (proofing.md "Pipeline" 4).
//! A filter only drops a match or lowers its grade; it never adds or moves one.

use std::collections::BTreeMap;

use time::Date;

use crate::finding::Severity;
use crate::fold;
use crate::lexicon::{Beside, Boundary, Entry, Grade};
use crate::reading::Reading;
use crate::words::{Edges, Segmenter};
use crate::wordset::Match;

/// Longest word whose edges are tested under [`Boundary::Auto`], in characters.
const SHORT: usize = 3;
/// How far a sentence is read to each side for `near` and `not_near`, in characters.
const NEAR: usize = 60;

/// A match that stood the filters, with the grade it keeps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    pub entry: usize,
    pub start: usize,
    pub end: usize,
    pub severity: Severity,
}

/// Filters the matches of one block, which come ordered by start; `entries` are what they index.
pub(crate) fn keep(reading: &Reading<'_>, entries: &[Entry], matches: Vec<Match>, day: Option<Date>) -> Vec<Kept> {
    let live = |m: &Match| {
        let entry = &entries[m.entry];
        let in_scope = entry.scope.is_empty() || entry.scope.contains(&reading.field());
        in_scope && entry.in_force(day) && (entry.boundary == Boundary::Off || !cuts_ascii(reading, m))
    };
    let matches: Vec<Match> = matches.into_iter().filter(live).collect();
    let allowed = spans(matches.iter().filter(|m| entries[m.entry].grade == Grade::Allow));
    let mut segmenter = Segmenter::new(reading);
    let judge = |m: &Match| {
        let entry = &entries[m.entry];
        let Grade::Flag(severity) = entry.grade else { return None };
        if covered(&allowed, m) {
            return None;
        }
        let severity = by_edges(&mut segmenter, reading, entry, m, severity)?;
        guarded(reading, entry, m).then_some(Kept { entry: m.entry, start: m.start, end: m.end, severity })
    };
    without_overlaps(matches.iter().filter_map(judge).collect())
}

/// Exception ranges that are not inside another, ordered by start and by end alike.
fn spans<'a>(allowed: impl Iterator<Item = &'a Match>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for m in allowed {
        while out.last().is_some_and(|last| last.0 == m.start && last.1 <= m.end) {
            out.pop();
        }
        if out.last().is_none_or(|last| last.1 < m.end) {
            out.push((m.start, m.end));
        }
    }
    out
}

fn covered(allowed: &[(usize, usize)], m: &Match) -> bool {
    let after = allowed.partition_point(|span| span.0 <= m.start);
    after.checked_sub(1).is_some_and(|i| m.end <= allowed[i].1)
}

/// An ASCII word or number is a word only as a whole: no letter or digit may continue it.
fn cuts_ascii(reading: &Reading<'_>, m: &Match) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let left = word(reading.char(m.start)) && word(reading.char_before(m.start));
    left || (word(reading.char_before(m.end)) && word(reading.char(m.end)))
}

fn by_edges(
    segmenter: &mut Segmenter<'_>,
    reading: &Reading<'_>,
    entry: &Entry,
    m: &Match,
    severity: Severity,
) -> Option<Severity> {
    let han = reading.plain[m.start..m.end].iter().filter(|&&c| fold::is_han(c)).count();
    let tested = match entry.boundary {
        Boundary::Off => false,
        Boundary::Auto => han > 0 && entry.word.chars().count() <= SHORT,
        Boundary::Strict => han > 0,
    };
    if !tested {
        return Some(severity);
    }
    match segmenter.edges(m.start, m.end, m.variant) {
        Edges::Clean => Some(severity),
        Edges::Inside if entry.boundary == Boundary::Auto => Some(severity.lowered()),
        Edges::Inside | Edges::Cut => None,
    }
}

fn guarded(reading: &Reading<'_>, entry: &Entry, m: &Match) -> bool {
    let left = |text: &str| {
        let len = text.chars().count();
        m.start >= len && reading.is_at(m.start - len, text)
    };
    if !beside(&entry.left, left) || !beside(&entry.right, |text| reading.is_at(m.end, text)) {
        return false;
    }
    if entry.near.is_empty() && entry.not_near.is_empty() {
        return true;
    }
    let (start, end) = reading.clause(m.start, m.end, NEAR);
    let sentence = reading.text(start, end);
    let near = entry.near.is_empty() || entry.near.iter().any(|word| sentence.contains(word));
    near && !entry.not_near.iter().any(|word| sentence.contains(word))
}

fn beside(guards: &[Beside], stands: impl Fn(&str) -> bool) -> bool {
    let wanted = guards.iter().any(|g| !g.excluded);
    let met = guards.iter().any(|g| !g.excluded && stands(&g.text));
    let refused = guards.iter().any(|g| g.excluded && stands(&g.text));
    !refused && (met || !wanted)
}

/// Longest first, then severest. A longer hit hides those it overlaps, unless they are severer: a hint must not
/// hide what blocks.
fn without_overlaps(mut hits: Vec<Kept>) -> Vec<Kept> {
    hits.sort_by_key(|k| (k.start, std::cmp::Reverse((k.end, k.severity)), k.entry));
    hits.dedup_by_key(|k| (k.start, k.end));
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((hits[i].end - hits[i].start, hits[i].severity)));
    // Kept hits of one grade never overlap, so in each grade only the nearest to the left can hide another.
    let mut taken: [BTreeMap<usize, usize>; 3] = Default::default();
    let mut kept = vec![false; hits.len()];
    for i in order {
        let hit = hits[i];
        let hidden = taken[hit.severity as usize..]
            .iter()
            .any(|taken| taken.range(..hit.end).next_back().is_some_and(|(_, &end)| end > hit.start));
        if !hidden {
            kept[i] = true;
            taken[hit.severity as usize].insert(hit.start, hit.end);
        }
    }
    let mut i = 0;
    hits.retain(|_| {
        i += 1;
        kept[i - 1]
    });
    hits
}
