//! The words of a lexicon compiled: one index of the forms of views A and B, one of ASCII words in plain letters, one table
//! of sounds. It finds every occurrence of every rule; which of them count is for the filters.

use std::collections::HashSet;

use crate::homophone::Homophones;
use crate::index::{BuildError, Index};
use crate::lexicon::{Grade, Variants};
use crate::matches::{self, Finder, Match, Views};
use crate::rule::Rule;
use crate::split;
use crate::view;

/// Shortest ASCII word looked for in leet spelling; shorter ones collide with codes and units.
const LEET_FROM: usize = 4;
/// Marks a pattern that is a form of view B only.
pub(crate) const REDUCED: u32 = 1 << 31;
/// Compiled words of one layer.
pub(crate) struct WordSet {
    words: Index,
    leet: Index,
    sounds: Homophones,
    /// The characters that words which may be split are made of.
    splittable: HashSet<char>,
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
                    if let Some(from) = rule.sounds_from().filter(|&from| form.chars().count() >= from) {
                        forms.push((i, form, from));
                    }
                }
            }
            words.push((word, i));
        }
        let sounds = Homophones::build(forms.iter().map(|(i, form, from)| (*i, form.as_str(), *from)));
        Ok(Self { words: Index::build(words)?, leet: Index::build(leet)?, sounds, splittable })
    }

    /// The forms that are sought in views A and B.
    pub fn forms(&self) -> impl Iterator<Item = String> + '_ {
        self.words.words()
    }

    /// How often words as written occur, filters aside.
    pub fn count(&self, chars: &[char]) -> usize {
        self.words.count(chars)
    }

    /// Adds every match in a block to `out`, at most one for each rule and place.
    pub fn matches(&self, layer: usize, rules: &[Rule], views: &Views<'_>, out: &mut Vec<Match>) {
        let first = out.len();
        let mut finder = Finder::new(layer, rules, views, out);
        self.words.search(&views.folded.chars, |tag, start, end| finder.plain(tag, start, end));
        let exact = finder.out.len();
        if let Some(view) = &views.changed {
            finder.turn();
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
        matches::merge(&mut out[first..], exact - first);
        out.retain(|m| m.start < m.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TextDoc;
    use crate::finding::Severity;
    use crate::fold;
    use crate::lexicon::Entry;
    use crate::matches::Way;
    use crate::reading::Reading;
    use crate::rule::Origin;
    use crate::view::LONGEST_GAP;

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
