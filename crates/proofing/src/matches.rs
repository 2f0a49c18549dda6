//! Occurrences of rules in one block: what the indexes report, held against what each rule admits, one match for each
//! rule and place.

use crate::finding::Severity;
use crate::fold;
use crate::homophone::Sounding;
use crate::lexicon::{Boundary, Grade, Variants};
use crate::reading::Reading;
use crate::rule::Rule;
use crate::split::Parts;
use crate::view::{self, LONGEST_GAP, View};
use crate::wordset::REDUCED;

/// How a match is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// As the list has it, but for folding.
    Plain,
    /// Found in view B or as leet.
    Variant,
    /// By its sound; a bit for each of the match's characters that is not the word's own.
    Sound(u64),
    /// From components; a bit for each of the match's characters that is a component.
    Split(u64),
}

/// An occurrence of a rule's word in one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Number of the layer the rule belongs to.
    pub layer: usize,
    /// Index of the rule in its layer.
    pub rule: usize,
    pub start: usize,
    pub end: usize,
    pub way: Way,
    /// The match with the repeats of its outer characters, equal to `start..end` where there are none.
    pub reach: (usize, usize),
}

/// So many words that start at one character are reported however unconditional the longest of them is.
const NESTED: u32 = 2;
/// Longest match whose characters are told apart in a [`Way`].
const MASK: usize = 64;

/// The views of one block, made once and searched by every layer.
pub(crate) struct Views<'a> {
    reading: &'a Reading<'a>,
    pub folded: View<'a>,
    /// View B where it differs from A.
    pub changed: Option<View<'static>>,
}

impl<'a> Views<'a> {
    pub fn new(reading: &'a Reading<'a>) -> Self {
        let folded = reading.folded();
        let changed = folded.reduced();
        Self { reading, folded, changed }
    }

    /// View B, which is view A where nothing is reduced.
    pub fn reduced(&self) -> &View<'a> {
        self.changed.as_ref().unwrap_or(&self.folded)
    }
}

/// Turns what the indexes report into matches.
pub(crate) struct Finder<'a> {
    layer: usize,
    rules: &'a [Rule],
    views: &'a Views<'a>,
    pub out: &'a mut Vec<Match>,
    nested: Nested,
}

/// Words that start at one character, longest first, of which a long list of words within words needs only a few.
#[derive(Default)]
struct Nested {
    start: usize,
    seen: u32,
    covered: Option<Severity>,
}

impl Nested {
    /// Whether the word is one too many: several were seen, and one that always counts covers it.
    fn is_covered(&mut self, rule: &Rule, start: usize) -> bool {
        if self.start != start {
            *self = Self { start, seen: 0, covered: None };
        }
        let Some(severity) = rule.severity() else { return false };
        if self.seen >= NESTED && self.covered.is_some_and(|covered| covered >= severity) {
            return true;
        }
        self.seen += 1;
        if rule.is_unconditional() {
            self.covered = self.covered.max(Some(severity));
        }
        false
    }
}

impl<'a> Finder<'a> {
    pub fn new(layer: usize, rules: &'a [Rule], views: &'a Views<'a>, out: &'a mut Vec<Match>) -> Self {
        Self { layer, rules, views, out, nested: Nested::default() }
    }

    /// Begins with another view.
    pub fn turn(&mut self) {
        self.nested = Nested::default();
    }

    fn cuts(&self, rule: usize, (start, end): (usize, usize)) -> bool {
        self.rules[rule].boundary != Boundary::Off && cuts_ascii(self.views.reading, start, end)
    }

    fn push(&mut self, rule: usize, (start, end): (usize, usize), way: Way) {
        if !self.cuts(rule, (start, end)) {
            self.out.push(Match { layer: self.layer, rule, start, end, way, reach: (start, end) });
        }
    }

    pub fn plain(&mut self, tag: u32, start: usize, end: usize) {
        let range = self.views.folded.range(start, end);
        if tag & REDUCED != 0 {
            return self.variant(tag & !REDUCED, range);
        }
        let rule = tag as usize;
        if !self.cuts(rule, range) && !self.nested.is_covered(&self.rules[rule], start) {
            self.push(rule, range, Way::Plain);
        }
    }

    pub fn reduced(&mut self, view: &View<'_>, tag: u32, start: usize, end: usize) {
        let range = view.range(start, end);
        // What reads the same in view A was found there.
        if range.1 - range.0 == end - start && self.views.folded.slice(range.0, range.1) == &view.chars[start..end] {
            return;
        }
        let rule = &self.rules[(tag & !REDUCED) as usize];
        if !self.nested.is_covered(rule, start) {
            self.variant(tag & !REDUCED, range);
        }
    }

    pub fn variant(&mut self, tag: u32, range: (usize, usize)) {
        if self.admits(&self.rules[tag as usize], range) {
            self.push(tag as usize, range, Way::Variant);
        }
    }

    /// Whether the rule admits the way of writing it was found in.
    fn admits(&self, rule: &Rule, (start, end): (usize, usize)) -> bool {
        let text = self.views.folded.slice(start, end);
        if text.split(|&c| !fold::is_noise(c)).any(|gap| gap.len() > LONGEST_GAP) {
            return false;
        }
        let word = fold::fold_str(&rule.word);
        let solid = |chars: &mut dyn Iterator<Item = char>| chars.filter(|&c| !fold::is_noise(c)).count();
        // A word that itself repeats a character must not be found where the repeat is missing.
        if solid(&mut text.iter().copied()) < solid(&mut word.chars()) {
            return false;
        }
        // An exception holds however it is dressed up, as the word it excepts does.
        if rule.variants == Variants::ALL || rule.grade == Grade::Allow {
            return true;
        }
        let form = |chars: &mut dyn Iterator<Item = char>| {
            let form = view::reduce(chars, rule.variants);
            if rule.variants.leet { form.chars().map(|c| view::unleet(c).unwrap_or(c)).collect() } else { form }
        };
        form(&mut text.iter().copied()) == form(&mut word.chars())
    }

    pub fn split(&mut self, view: &View<'_>, parts: &[Parts], tag: u32, start: usize, end: usize) {
        let rule = (tag & !REDUCED) as usize;
        let composed = |part: &Parts| part.1 - part.0 > 1;
        if !self.rules[rule].variants.split || !parts[start..end].iter().any(composed) {
            return;
        }
        let range = view.range(start, end);
        let source = self.views.reduced();
        let mask = mask(range, parts[start..end].iter().filter(|part| composed(part)).map(|p| source.range(p.0, p.1)));
        if let Some(mask) = mask {
            self.push(rule, range, Way::Split(mask));
        }
    }

    pub fn sounding(&mut self, found: &Sounding) {
        let view = self.views.reduced();
        let (Some(first), Some(last)) = (found.parts.first(), found.parts.last()) else { return };
        let range = view.range(first.0, last.1);
        let odd = found.parts.iter().zip(&found.odd).filter(|(_, odd)| **odd).map(|(part, _)| view.range(part.0, part.1));
        if let Some(mask) = mask(range, odd) {
            self.push(found.rule as usize, range, Way::Sound(mask));
        }
    }
}

/// A bit for each character of `range` that lies in one of the parts; nothing when the range is too long for a word.
fn mask(range: (usize, usize), parts: impl Iterator<Item = (usize, usize)>) -> Option<u64> {
    (range.1 - range.0 <= MASK).then(|| parts.flat_map(|(a, b)| a..b).fold(0, |mask, i| mask | 1 << (i - range.0)))
}

/// An ASCII word or number is a word only as a whole: no letter or digit may continue it.
fn cuts_ascii(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let left = word(reading.char(start)) && word(reading.char_before(start));
    left || (word(reading.char_before(end)) && word(reading.char(end)))
}

/// Empties the matches that say again what another of the same rule says; the first `exact` are the plain ones. A plain
/// match takes over the reach of a variant around it.
pub(crate) fn merge(matches: &mut [Match], exact: usize) {
    let (plain, others) = matches.split_at_mut(exact.min(matches.len()));
    plain.sort_by_key(|m| (m.rule, m.start));
    others.sort_by_key(|m| (m.rule, m.start, std::cmp::Reverse(m.end)));
    let mut last: Option<Match> = None;
    for m in others.iter_mut() {
        let from = plain.partition_point(|p| (p.rule, p.end) <= (m.rule, m.start));
        let inside = plain.get_mut(from).filter(|p| p.rule == m.rule && p.start < m.end);
        let again = last.is_some_and(|last| last.rule == m.rule && m.start < last.end);
        match inside {
            Some(p) => {
                if m.way == Way::Variant && m.start <= p.start && p.end <= m.end {
                    p.reach = (m.start, m.end);
                }
                m.end = m.start;
            }
            None if again => m.end = m.start,
            None => last = Some(*m),
        }
    }
}
