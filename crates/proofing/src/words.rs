//! Word edges: whether a hit cuts through a word of its sentence (和服 in 产品和服务). The dictionary is jieba's; only
//! the surroundings of a hit are ever segmented, and neighbouring hits share one segmentation.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::fold;
use crate::reading::Reading;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// How a hit lies among the words of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edges {
    /// Both edges are word edges.
    Clean,
    /// The hit lies inside one longer word.
    Inside,
    /// An edge cuts a word that sticks out beyond the hit.
    Cut,
}

/// Characters segmented after a hit in one go, so that hits close together share the work.
const AHEAD: usize = 160;
/// Characters kept between a hit and an artificial edge of the window.
const MARGIN: usize = 20;

/// Words longer than this are not taken apart.
const LONG_WORD: usize = 12;

/// Segments around the hits of one block, which must come in order.
pub(crate) struct Segmenter<'a> {
    reading: &'a Reading<'a>,
    window: Option<Window>,
}

struct Window {
    /// Hits within `from..to` can be judged by this window.
    from: usize,
    to: usize,
    without_noise: bool,
    words: Vec<(usize, usize)>,
}

impl<'a> Segmenter<'a> {
    pub fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, window: None }
    }

    /// Judges the hit `start..end`; for a variant the noise inside is left out before segmenting.
    pub fn edges(&mut self, start: usize, end: usize, variant: bool) -> Edges {
        let fits = |w: &Window| w.without_noise == variant && w.from <= start && end <= w.to;
        if !self.window.as_ref().is_some_and(fits) {
            self.window = Some(self.segment(start, end, variant));
        }
        let words = self.window.as_ref().map_or(&[][..], |w| &w.words);
        let first = words.partition_point(|w| w.1 <= start);
        let cut = |edge: usize| words[first..].iter().take_while(|w| w.0 < edge).find(|w| edge < w.1);
        match (cut(start), cut(end)) {
            (None, None) => Edges::Clean,
            (Some(left), Some(right)) if left != right => Edges::Cut,
            (Some(&word), _) | (None, Some(&word)) if word.0 <= start && end <= word.1 => self.inside(word, (start, end)),
            _ => Edges::Cut,
        }
    }

    /// Judges a hit inside a longer word by how that word is made up: 水表 is a part of 智能水表, 国画展 none of 中国画展.
    fn inside(&self, word: (usize, usize), hit: (usize, usize)) -> Edges {
        let keep = |&i: &usize| !fold::is_noise(self.reading.plain[i]);
        let text = |from: usize, to: usize| (from..to).filter(keep).map(|i| self.reading.plain[i]).collect::<Vec<_>>();
        let (left, middle, right) = (text(word.0, hit.0), text(hit.0, hit.1), text(hit.1, word.1));
        let whole = [left.as_slice(), &middle, &right].concat();
        if whole.len() > LONG_WORD {
            return Edges::Inside;
        }
        let (before, after) = (cost(&left, left.len() + 1), cost(&right, right.len() + 1));
        let with_hit = (before.0 + 1 + after.0, before.1 + after.1);
        if with_hit <= cost(&whole, whole.len()) { Edges::Inside } else { Edges::Cut }
    }

    fn segment(&self, start: usize, end: usize, without_noise: bool) -> Window {
        let plain = &self.reading.plain;
        let (left, _) = self.reading.clause(start, end, MARGIN);
        let (_, right) = self.reading.clause(start, end, AHEAD);
        let keep = |&i: &usize| !(without_noise && fold::is_noise(plain[i]));
        let at: Vec<usize> = (left..right).filter(keep).collect();
        let words = segment(&at.iter().map(|&i| plain[i]).collect::<String>());
        let place = |(a, b): (usize, usize)| Some((*at.get(a)?, b.checked_sub(1).and_then(|b| at.get(b))? + 1));
        let complete = right - end < AHEAD;
        Window {
            from: start,
            to: if complete { right } else { right - MARGIN },
            without_noise,
            words: words.into_iter().filter_map(place).collect(),
        }
    }
}

/// The fewest dictionary words, each shorter than `below`, that make up the characters, and how many are single.
fn cost(chars: &[char], below: usize) -> (usize, usize) {
    let mut best = vec![(0, 0)];
    for end in 1..=chars.len() {
        let from = |start: usize| {
            let len = end - start;
            let known = len == 1 || (len < below && JIEBA.has_word(&chars[start..end].iter().collect::<String>()));
            known.then(|| (best[start].0 + 1, best[start].1 + usize::from(len == 1)))
        };
        let least = (0..end).filter_map(from).min().unwrap_or_default();
        best.push(least);
    }
    best.last().copied().unwrap_or_default()
}

/// The words of a text as character ranges.
pub(crate) fn segment(text: &str) -> Vec<(usize, usize)> {
    JIEBA.cut(text, false).iter().map(|token| (token.start, token.end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TextDoc;

    fn edges(text: &str, word: &str, variant: bool) -> Edges {
        let doc = TextDoc::from_text(text);
        let reading = Reading::new(&doc.blocks[0]);
        let start = text[..text.find(word).unwrap()].chars().count();
        Segmenter::new(&reading).edges(start, start + word.chars().count(), variant)
    }

    #[test]
    fn a_hit_that_cuts_a_neighbouring_word_is_seen() {
        assert_eq!(edges("提供优质产品和服务", "和服", false), Edges::Cut);
        assert_eq!(edges("开展文明星期六活动", "明星", false), Edges::Cut);
        assert_eq!(edges("把墨水表面擦干", "水表", false), Edges::Cut);
    }

    #[test]
    fn whole_words_are_clean_and_parts_of_longer_words_are_inside() {
        assert_eq!(edges("她穿着和服参加展览", "和服", false), Edges::Clean);
        assert_eq!(edges("更换一只水表", "水表", false), Edges::Clean);
        assert_eq!(edges("一包花生米", "花生", false), Edges::Inside);
        assert_eq!(edges("更换智能水表", "水表", false), Edges::Inside);
        assert_eq!(edges("参观中国画展", "国画展", false), Edges::Cut);
    }

    #[test]
    fn noise_inside_a_variant_does_not_hide_the_words() {
        assert_eq!(edges("开展文明 星期六活动", "明 星", true), Edges::Cut);
        assert_eq!(edges("她穿着和*服参加展览", "和*服", true), Edges::Clean);
    }
}
