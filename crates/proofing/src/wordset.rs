//! The words of a lexicon compiled: one index of the forms of views A and B, one of ASCII words in plain letters, one table
//! of sounds. It finds every occurrence of every rule; which of them count is for the filters.

use std::collections::HashSet;

use crate::finding::Severity;
use crate::fold;
use crate::homophone::{Homophones, Sounding};
use crate::index::{BuildError, Index};
use crate::lexicon::{Boundary, Grade, Variants};
use crate::reading::Reading;
use crate::rule::Rule;
use crate::split::{self, Parts};
use crate::view::{self, LONGEST_GAP, View};

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

/// Shortest ASCII word looked for in leet spelling; shorter ones collide with codes and units.
const LEET_FROM: usize = 4;
/// So many words that start at one character are reported however unconditional the longest of them is.
const NESTED: u32 = 2;
/// Marks a pattern that is a form of view B only.
const REDUCED: u32 = 1 << 31;
/// Longest match whose characters are told apart in a [`Way`].
const MASK: usize = 64;

/// Compiled words of one layer.
pub(crate) struct WordSet {
    words: Index,
    leet: Index,
    sounds: Homophones,
    /// The characters that words which may be split are made of.
    splittable: HashSet<char>,
}

/// The views of one block, made once and searched by every layer.
pub(crate) struct Views<'a> {
    reading: &'a Reading<'a>,
    folded: View<'a>,
    reduced: Option<View<'static>>,
}

impl<'a> Views<'a> {
    pub fn new(reading: &'a Reading<'a>) -> Self {
        let folded = reading.folded();
        let reduced = folded.reduced();
        Self { reading, folded, reduced }
    }

    /// View B, which is view A where nothing is reduced.
    fn reduced(&self) -> &View<'a> {
        self.reduced.as_ref().unwrap_or(&self.folded)
    }
}

impl WordSet {
    /// Compiles rules; `folded` holds the folded word of each.
    pub fn build(rules: &[Rule], folded: Vec<String>) -> Result<Self, BuildError> {
        let (mut words, mut leet, mut forms) = (Vec::with_capacity(rules.len()), Vec::new(), Vec::new());
        let mut splittable = HashSet::new();
        for ((i, rule), word) in (0u32..).zip(rules).zip(folded) {
            if rule.variants != Variants::NONE {
                let form = view::reduce(word.chars(), Variants::ALL);
                if form != word && form.chars().nth(1).is_some() {
                    words.push((form.clone(), i | REDUCED));
                }
                if rule.grade != Grade::Allow {
                    let letters = form.len() >= LEET_FROM && form.bytes().all(|b| b.is_ascii_lowercase());
                    if rule.variants.leet && letters {
                        leet.push((form.chars().filter_map(view::unleet).collect(), i));
                    }
                    if rule.variants.split {
                        splittable.extend(form.chars());
                    }
                    if let Some(from) = rule.sounds_from().filter(|&from| form.len() >= 3 * from) {
                        forms.push((i, form, from));
                    }
                }
            }
            words.push((word, i));
        }
        let sounds = Homophones::build(forms.iter().map(|(i, form, from)| (*i, form.as_str(), *from)));
        Ok(Self { words: Index::build(words)?, leet: Index::build(leet)?, sounds, splittable })
    }

    /// How often words as written occur, filters aside.
    pub fn count(&self, chars: &[char]) -> usize {
        self.words.count(chars)
    }

    /// Adds every match in a block to `out`, at most one for each rule and place.
    pub fn matches(&self, layer: usize, rules: &[Rule], views: &Views<'_>, out: &mut Vec<Match>) {
        let first = out.len();
        let mut finder = Finder { layer, rules, views, out, nested: Nested::default() };
        self.words.search(&views.folded.chars, |tag, start, end| finder.plain(tag, start, end));
        let exact = finder.out.len();
        if let Some(view) = &views.reduced {
            finder.nested = Nested::default();
            self.words.search(&view.chars, |tag, start, end| finder.reduced(view, tag, start, end));
        }
        if !self.leet.is_empty() {
            let view = view::leet(&views.folded);
            self.leet.search(&view.chars, |tag, start, end| finder.variant(tag, view.range(start, end)));
        }
        if !self.splittable.is_empty()
            && let Some((view, parts)) = split::put_together(views.reduced(), |c| self.splittable.contains(&c))
        {
            self.words.search(&view.chars, |tag, start, end| finder.split(&view, &parts, tag, start, end));
        }
        if !self.sounds.is_empty() {
            self.sounds.search(views.reduced(), rules, |sounding| finder.sounding(&sounding));
        }
        merge(&mut out[first..], exact - first);
        out.retain(|m| m.start < m.end);
    }
}

/// Turns what the indexes report into matches.
struct Finder<'a> {
    layer: usize,
    rules: &'a [Rule],
    views: &'a Views<'a>,
    out: &'a mut Vec<Match>,
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

impl Finder<'_> {
    fn cuts(&self, rule: usize, (start, end): (usize, usize)) -> bool {
        self.rules[rule].boundary != Boundary::Off && cuts_ascii(self.views.reading, start, end)
    }

    fn push(&mut self, rule: usize, (start, end): (usize, usize), way: Way) {
        if !self.cuts(rule, (start, end)) {
            self.out.push(Match { layer: self.layer, rule, start, end, way, reach: (start, end) });
        }
    }

    fn plain(&mut self, tag: u32, start: usize, end: usize) {
        let range = self.views.folded.range(start, end);
        if tag & REDUCED != 0 {
            return self.variant(tag & !REDUCED, range);
        }
        let rule = tag as usize;
        if !self.cuts(rule, range) && !self.nested.is_covered(&self.rules[rule], start) {
            self.push(rule, range, Way::Plain);
        }
    }

    fn reduced(&mut self, view: &View<'_>, tag: u32, start: usize, end: usize) {
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

    fn variant(&mut self, tag: u32, range: (usize, usize)) {
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

    fn split(&mut self, view: &View<'_>, parts: &[Parts], tag: u32, start: usize, end: usize) {
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

    fn sounding(&mut self, found: &Sounding) {
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
fn merge(matches: &mut [Match], exact: usize) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TextDoc;
    use crate::lexicon::Entry;
    use crate::rule::Origin;

    fn found(word: &str, variants: Variants, text: &str) -> Vec<(usize, usize, bool)> {
        let mut entry = Entry::new("a", Grade::Flag(Severity::Warn), word);
        entry.variants = variants;
        let folded = fold::fold_str(word);
        let rules = [Rule::new(&entry, &folded, "a".into(), Origin::Lexicon)];
        let set = WordSet::build(&rules, vec![folded]).unwrap();
        let doc = TextDoc::from_text(text);
        let reading = Reading::new(&doc.blocks[0]);
        let mut out = Vec::new();
        set.matches(0, &rules, &Views::new(&reading), &mut out);
        out.iter().map(|m| (m.reach.0, m.reach.1, m.way != Way::Plain)).collect()
    }

    #[test]
    fn a_word_is_found_as_written_and_in_every_disguise() {
        assert_eq!(found("云雀计划", Variants::ALL, "甲云雀计划"), [(1, 5, false)]);
        assert_eq!(found("云雀计划", Variants::ALL, "雲*雀\u{200b}計 劃划"), [(0, 8, true)]);
        assert_eq!(found("七号样机", Variants::ALL, "⑦号样机"), [(0, 4, true)]);
        assert_eq!(found("luckybet", Variants::ALL, "1uckyb3t"), [(0, 8, true)]);
        assert_eq!(found("云雀计划", Variants::ALL, "芸却计划"), [(0, 4, true)]);
        assert_eq!(found("云雀计划", Variants::ALL, "yun雀ji划"), [(0, 7, true)]);
        assert_eq!(found("云雀计划", Variants::ALL, "云雀言十戈刂"), [(0, 6, true)]);
    }

    #[test]
    fn an_entry_may_refuse_variants() {
        assert_eq!(found("云雀计划", Variants::NONE, "云 雀计划"), []);
        let noise = Variants { noise: true, ..Variants::NONE };
        assert_eq!(found("七号样机", noise, "七*号样机").len(), 1);
        assert_eq!(found("七号样机", noise, "7号样机"), []);
        assert_eq!(found("七号样机", noise, "漆号样机"), []);
    }

    #[test]
    fn only_words_of_four_characters_are_sought_by_sound_unless_asked() {
        let three = Variants { pinyin: crate::lexicon::Homophones::FromThree, ..Variants::ALL };
        assert_eq!(found("跳跳粉", Variants::ALL, "条条粉"), []);
        assert_eq!(found("笨南瓜", Variants::ALL, "苯南瓜"), []);
        assert_eq!(found("笨南瓜", three, "苯南瓜"), [(0, 3, true)]);
    }

    #[test]
    fn a_repeat_beside_the_exact_word_belongs_to_its_reach() {
        assert_eq!(found("天气", Variants::ALL, "今天天气好"), [(1, 4, false)]);
        assert_eq!(found("跳跳粉", Variants::ALL, "跳跳跳粉"), [(0, 4, false)]);
        assert_eq!(found("跳跳粉", Variants::ALL, "跳 粉"), []);
    }

    #[test]
    fn a_long_gap_is_no_disguise() {
        assert_eq!(found("云雀计划", Variants::ALL, &format!("云雀{}计划", "·".repeat(LONGEST_GAP + 1))), []);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn what_is_found_is_the_word_once_its_disguise_is_taken_off(text in "[甲。]{0,3}[云雲]{1,2}[ *😀]{0,3}雀[ ★\u{200b}]{0,3}[计計]-{0,2}[劃划]{1,2}甲?") {
            let matches = found("云雀计划", Variants::ALL, &text);
            proptest::prop_assert!(!matches.is_empty());
            for (start, end, _) in matches {
                let quote: String = text.chars().skip(start).take(end - start).collect();
                proptest::prop_assert_eq!(view::reduce(fold::fold_str(&quote).chars(), Variants::ALL), "云雀计划");
            }
        }
    }
}
