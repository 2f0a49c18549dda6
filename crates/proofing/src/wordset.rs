//! The words of a lexicon compiled into automata: one over view A forms, one over view B forms, one over ASCII words
//! in plain letters. It finds every occurrence of every entry; which of them count is for the filters.

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::fold;
use crate::lexicon::{Entry, Grade, Variants};
use crate::view::{self, View};

/// Why a word set could not be built (far more words than an automaton can hold).
#[derive(Debug)]
pub struct BuildError(String);

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "词库无法编译：{}", self.0)
    }
}

impl std::error::Error for BuildError {}

/// An occurrence of an entry's word in one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the entry.
    pub entry: usize,
    pub start: usize,
    pub end: usize,
    /// Found in view B or as leet, not as written.
    pub variant: bool,
}

/// Shortest ASCII word looked for in leet spelling; shorter ones collide with codes and units.
const LEET_FROM: usize = 4;

/// Compiled words; cheap to share, rebuilt as a whole.
pub(crate) struct WordSet {
    plain: Automaton,
    reduced: Automaton,
    leet: Automaton,
}

impl WordSet {
    pub fn build(entries: &[Entry]) -> Result<Self, BuildError> {
        let (mut plain, mut reduced, mut leet) = (Vec::new(), Vec::new(), Vec::new());
        for (i, entry) in (0u32..).zip(entries) {
            let word = fold::fold_str(&entry.word);
            if entry.variants != Variants::NONE {
                let form = view::reduce(&word, Variants::ALL);
                if form.chars().nth(1).is_some() {
                    reduced.push((form, i));
                }
            }
            if entry.variants.leet && entry.grade != Grade::Allow {
                let form = view::reduce(&word, Variants::ALL);
                if form.len() >= LEET_FROM && form.chars().all(|c| c.is_ascii_lowercase()) {
                    leet.push((form.chars().filter_map(view::unleet).collect(), i));
                }
            }
            plain.push((word, i));
        }
        Ok(Self { plain: Automaton::build(plain)?, reduced: Automaton::build(reduced)?, leet: Automaton::build(leet)? })
    }

    /// Every match in a block, ordered by start; `folded` is the block's view A.
    pub fn matches(&self, entries: &[Entry], folded: &View) -> Vec<Match> {
        let mut found = Vec::new();
        self.plain.search(folded, &mut |entry, start, end| {
            found.push(Match { entry, start, end, variant: false });
        });
        found.sort_by_key(|m: &Match| (m.entry, m.start, m.end));
        let exact = found.len();
        let mut variants = Vec::new();
        if let Some(view) = folded.reduced() {
            self.reduced.search(&view, &mut |entry, start, end| {
                variants.push(Match { entry, start, end, variant: true });
            });
        }
        if self.leet.pma.is_some() {
            let view = view::leet_view(folded);
            self.leet.search(&view, &mut |entry, start, end| {
                variants.push(Match { entry, start, end, variant: true });
            });
        }
        variants.retain(|m| !contains_exact(&found[..exact], m) && admits(&entries[m.entry], folded, m));
        found.extend(variants);
        found.sort_by_key(|m| (m.start, m.end, m.entry, m.variant));
        found.dedup_by_key(|m| (m.entry, m.start, m.end));
        found
    }
}

/// Whether the same entry was found as written inside this variant match.
fn contains_exact(exact: &[Match], m: &Match) -> bool {
    let first = exact.partition_point(|e| (e.entry, e.start) < (m.entry, m.start));
    exact.get(first).is_some_and(|e| e.entry == m.entry && e.end <= m.end)
}

/// Whether the entry admits the way of writing it was found in.
fn admits(entry: &Entry, folded: &View, m: &Match) -> bool {
    let text = folded.slice(m.start, m.end);
    let solid = |text: &str| view::reduce(text, Variants { noise: true, ..Variants::NONE }).chars().count();
    // A word that itself repeats a character must not be found where the repeat is missing.
    if solid(text) < solid(&fold::fold_str(&entry.word)) {
        return false;
    }
    if entry.variants == Variants::ALL {
        return true;
    }
    let form = |text: &str| {
        let form = view::reduce(text, entry.variants);
        if entry.variants.leet { form.chars().map(|c| view::unleet(c).unwrap_or(c)).collect() } else { form }
    };
    form(text) == form(&fold::fold_str(&entry.word))
}

/// An automaton whose equal patterns share a value: a group of entries.
struct Automaton {
    pma: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each pattern, where its entries end in `entries`; they begin where the previous pattern's end.
    ends: Vec<u32>,
    entries: Vec<u32>,
}

impl Automaton {
    fn build(mut forms: Vec<(String, u32)>) -> Result<Self, BuildError> {
        forms.sort_unstable();
        let (mut ends, mut entries) = (Vec::new(), Vec::new());
        let mut patterns: Vec<(&str, u32)> = Vec::new();
        for (form, entry) in &forms {
            if patterns.last().is_none_or(|last| last.0 != form) {
                patterns.push((form, patterns.len() as u32));
                ends.push(0);
            }
            entries.push(*entry);
            if let Some(end) = ends.last_mut() {
                *end = entries.len() as u32;
            }
        }
        let pma = match patterns.is_empty() {
            true => None,
            false => Some(CharwiseDoubleArrayAhoCorasick::with_values(patterns).map_err(|e| BuildError(e.to_string()))?),
        };
        Ok(Self { pma, ends, entries })
    }

    fn search(&self, view: &View, report: &mut impl FnMut(usize, usize, usize)) {
        let Some(pma) = &self.pma else { return };
        for m in pma.find_overlapping_iter(&view.text) {
            let group = m.value() as usize;
            let first = group.checked_sub(1).map_or(0, |i| self.ends[i] as usize);
            let (start, end) = view.range(m.start(), m.end());
            for &entry in &self.entries[first..self.ends[group] as usize] {
                report(entry as usize, start, end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn found(word: &str, variants: Variants, text: &str) -> Vec<(usize, usize, bool)> {
        let mut entry = Entry::new("a", Grade::Flag(Severity::Warn), word);
        entry.variants = variants;
        let set = WordSet::build(std::slice::from_ref(&entry)).unwrap();
        let view = View::folded(&text.chars().collect::<Vec<_>>());
        set.matches(&[entry], &view).iter().map(|m| (m.start, m.end, m.variant)).collect()
    }

    #[test]
    fn a_word_is_found_as_written_and_in_every_disguise() {
        assert_eq!(found("云雀计划", Variants::ALL, "甲云雀计划"), [(1, 5, false)]);
        assert_eq!(found("云雀计划", Variants::ALL, "雲*雀\u{200b}計 劃划"), [(0, 8, true)]);
        assert_eq!(found("七号样机", Variants::ALL, "⑦号样机"), [(0, 4, true)]);
        assert_eq!(found("luckybet", Variants::ALL, "1uckyb3t"), [(0, 8, true)]);
    }

    #[test]
    fn an_entry_may_refuse_variants() {
        assert_eq!(found("云雀计划", Variants::NONE, "云 雀计划"), []);
        let noise = Variants { noise: true, ..Variants::NONE };
        assert_eq!(found("七号样机", noise, "七*号样机").len(), 1);
        assert_eq!(found("七号样机", noise, "7号样机"), []);
    }

    #[test]
    fn a_repeat_beside_the_exact_word_is_not_found_twice() {
        assert_eq!(found("天气", Variants::ALL, "今天天气好"), [(2, 4, false)]);
        assert_eq!(found("跳跳粉", Variants::ALL, "跳 粉"), []);
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_is_the_word_once_its_disguise_is_taken_off(text in "[甲。]{0,3}[云雲]{1,2}[ *😀]{0,3}雀[ ★\u{200b}]{0,3}[计計]-{0,2}[劃划]{1,2}甲?") {
            let matches = found("云雀计划", Variants::ALL, &text);
            proptest::prop_assert!(!matches.is_empty());
            for (start, end, _) in matches {
                let quote: String = text.chars().skip(start).take(end - start).collect();
                proptest::prop_assert_eq!(view::reduce(&fold::fold_str(&quote), Variants::ALL), "云雀计划");
            }
        }
    }
}
