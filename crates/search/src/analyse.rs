//! Cuts text into units (for exactness) and words (for relevance).
//!
//! A unit is one Chinese character or one run of letters or of digits, and takes one position;
//! marks that end a clause take one more, so a phrase never crosses them. Words come from jieba
//! without its guessing model; names it does not know are found through pairs of units.

use std::{ops::Range, sync::Arc, sync::LazyLock};

use jieba_rs::Jieba;

use crate::fold::{Kind, fold, kind};

/// Longest run of letters or digits in one unit, in characters; longer ones are cut alike in
/// documents and queries.
const RUN: usize = 32;

static DICTIONARY: LazyLock<Arc<Jieba>> = LazyLock::new(|| Arc::new(Jieba::new()));

/// One position of a text.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Bytes in the folded text.
    pub text: Range<usize>,
    /// Bytes in the original.
    pub origin: Range<usize>,
    pub position: usize,
    pub han: bool,
}

/// A text, folded and cut into units.
#[derive(Debug, Default)]
pub(crate) struct Units {
    pub folded: String,
    pub list: Vec<Unit>,
}

impl Units {
    /// Folds and cuts `text`.
    pub fn of(text: &str) -> Units {
        let mut units = Units { folded: String::with_capacity(text.len()), list: Vec::with_capacity(text.len() / 3) };
        let (mut position, mut run) = (0, None);
        for (at, original) in text.char_indices() {
            let c = fold(original);
            let start = units.folded.len();
            units.folded.push(c);
            let end = units.folded.len();
            let origin = at..at + original.len_utf8();
            let this = kind(c);
            match this {
                Kind::Skip => run = None,
                Kind::Break => {
                    position += 1;
                    run = None;
                }
                Kind::Han | Kind::Letter | Kind::Digit => {
                    let extends = run.is_some_and(|(k, n)| k == this && n < RUN);
                    if let (true, Some(last)) = (extends, units.list.last_mut()) {
                        last.text.end = end;
                        last.origin.end = origin.end;
                        run = run.map(|(k, n)| (k, n + 1));
                        continue;
                    }
                    units.list.push(Unit { text: start..end, origin, position, han: this == Kind::Han });
                    position += 1;
                    run = (this != Kind::Han).then_some((this, 1));
                }
            }
        }
        units
    }

    /// The folded text of unit `i`.
    pub fn text(&self, i: usize) -> &str {
        &self.folded[self.list[i].text.clone()]
    }

    /// The term of unit `i` and its successor, if both are of one clause.
    pub fn pair(&self, i: usize) -> Option<String> {
        let (a, b) = (self.list.get(i)?, self.list.get(i + 1)?);
        if b.position != a.position + 1 {
            return None;
        }
        let gap = if a.han || b.han { "" } else { " " };
        Some(format!("{}{gap}{}", self.text(i), self.text(i + 1)))
    }

    /// All units joined: equal for titles that differ only in width, script, marks and blanks.
    pub fn key(&self) -> String {
        let mut key = String::with_capacity(self.folded.len());
        for i in 0..self.list.len() {
            if i > 0 && !self.list[i - 1].han && !self.list[i].han {
                key.push(' ');
            }
            key.push_str(self.text(i));
        }
        key
    }

    /// Stretches of units that touch each other and are all Chinese, or one run each.
    fn stretches(&self) -> impl Iterator<Item = Range<usize>> {
        self.list
            .chunk_by(|a, b| a.han && b.han && a.text.end == b.text.start)
            .filter_map(|chunk| Some(chunk.first()?.text.start..chunk.last()?.text.end))
    }
}

/// The word cutter with the platform's own words.
#[derive(Clone)]
pub(crate) struct Cutter(Arc<Jieba>);

impl Cutter {
    /// jieba's dictionary and `words` (names of agencies and places).
    pub fn new(words: &[String]) -> Cutter {
        if words.is_empty() {
            return Cutter(DICTIONARY.clone());
        }
        let mut own = Jieba::clone(&DICTIONARY);
        for word in words {
            let folded: String = word.chars().map(fold).collect();
            own.add_word(&folded, None, None);
        }
        Cutter(Arc::new(own))
    }

    /// Words for a document: also the shorter words inside long ones.
    pub fn index_words<'a>(&self, units: &'a Units) -> Vec<&'a str> {
        let mut words = Vec::with_capacity(units.list.len());
        for stretch in units.stretches() {
            let cut = self.0.cut_for_search(&units.folded[stretch], false);
            words.extend(cut.into_iter().map(|token| token.word));
        }
        words
    }

    /// Words for a query: each place of the text once, as bytes of the folded text.
    pub fn query_words(&self, units: &Units) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        for stretch in units.stretches() {
            let start = stretch.start;
            for token in self.0.cut(&units.folded[stretch], false) {
                words.push(start + token.byte_start..start + token.byte_end);
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(text: &str) -> Vec<(String, usize)> {
        let units = Units::of(text);
        (0..units.list.len()).map(|i| (units.text(i).to_owned(), units.list[i].position)).collect()
    }

    #[test]
    fn brackets_take_no_position_and_clause_marks_take_one() {
        assert_eq!(positions("发〔2026〕8号"), positions("发[2026] 8号"));
        assert_eq!(positions("甲，乙")[1].1, 2);
    }

    #[test]
    fn letters_and_digits_run_and_chinese_stands_alone() {
        let texts: Vec<_> = positions("用5G网").into_iter().map(|p| p.0).collect();
        assert_eq!(texts, ["用", "5", "g", "网"]);
    }

    #[test]
    fn a_pair_never_crosses_a_clause() {
        let units = Units::of("通知。公告");
        assert_eq!(units.pair(0).as_deref(), Some("通知"));
        assert_eq!(units.pair(1), None);
    }

    #[test]
    fn units_point_into_the_original() {
        let units = Units::of("（２０２６）學");
        let origin = units.list[1].origin.clone();
        assert_eq!(&"（２０２６）學"[origin], "學");
    }

    #[test]
    fn own_words_are_kept_whole() {
        let cutter = Cutter::new(&["溪桐渡口".to_owned()]);
        let units = Units::of("溪桐渡口");
        assert_eq!(cutter.query_words(&units), vec![0..12]);
    }
}
