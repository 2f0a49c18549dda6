//! Word edges: whether a hit cuts through a word of its sentence (和服 in 产品和服务). The dictionary is jieba's; only
//! the surroundings of a hit are segmented, once for neighbouring hits, by the most probable sequence of words.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::fold;
use crate::reading::Reading;

static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    let lines = include_str!("../data/register.txt").lines().filter(|line| !line.starts_with('#'));
    for word in lines.flat_map(str::split_whitespace) {
        let known = if jieba.has_word(word) { jieba.suggest_freq(word) } else { 0 };
        jieba.add_word(word, Some(known.max(REGISTER)), None);
    }
    jieba
});

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

/// Logarithm of the number of words jieba's frequencies were counted on.
const ALL_WORDS: f32 = 17.911;
/// What a listed word costs that the dictionary knows not or hardly: it was put on a list because it occurs.
const LISTED: f32 = ALL_WORDS - 2.3;
/// How often words of the official register are taken to occur at least, on the scale of jieba's frequencies.
const REGISTER: usize = 400;
/// What a character standing alone costs beyond its frequency, unless it is one of those that do.
const ALONE: f32 = 1.5;
const OFTEN_ALONE: &str = "的了在是和有不为与对以及等或可由其并也于将应当按被从到向各该本每者所之而则且但就都把让给使地得着过上下中内外前后时年月日市县区省州镇乡村我你他她它们这那个只名位条件项次家户吨元亩米里人一二三四五六七八九十百千万亿两几多第原已未无至自因如若即又再更最很太约";
/// What a public body's name costs less than its frequency says: in official texts they are common.
const BODY: f32 = 1.0;
/// How much likelier the sentence must be with another word across the hit's edge for the hit to be rejected.
const DOUBT: f32 = 0.25;
/// The same for a hit inside a longer word: how that is made up shows less clearly.
const DOUBT_INSIDE: f32 = 2.5;

/// Segments around the hits of one block, which must come in order.
pub(crate) struct Segmenter<'a> {
    reading: &'a Reading<'a>,
    window: Option<Window>,
}

/// A stretch of text with its possible words; positions inside are its own, noise left out where asked.
struct Window {
    /// Hits within `from..to` can be judged by this window.
    from: usize,
    to: usize,
    without_noise: bool,
    /// The block's position of each character.
    at: Vec<usize>,
    /// Dictionary words by where they end: start and cost.
    ends: Vec<Vec<(usize, f32)>>,
    /// The least cost of the text before each position, and where its last word starts.
    before: Vec<(f32, usize)>,
    /// The least cost of the text from each position on, and where its first word ends.
    after: Vec<(f32, usize)>,
}

impl<'a> Segmenter<'a> {
    pub fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, window: None }
    }

    /// Judges the hit `start..end`; for a variant the noise inside is left out before segmenting.
    pub fn edges(&mut self, start: usize, end: usize, variant: bool) -> Edges {
        let window = self.window(start, end, variant);
        window.edges(window.place(start), window.place(end))
    }

    /// The word that ends at `start` when the text before it is segmented by itself, as a range of the block.
    pub fn word_before(&mut self, start: usize, end: usize, variant: bool) -> Option<(usize, usize)> {
        let window = self.window(start, end, variant);
        let place = window.place(start);
        (place > 0).then(|| window.range(window.before[place].1, place))
    }

    /// The word that begins at `end` when the text after it is segmented by itself, as a range of the block.
    pub fn word_after(&mut self, start: usize, end: usize, variant: bool) -> Option<(usize, usize)> {
        let window = self.window(start, end, variant);
        let place = window.place(end);
        (place < window.at.len()).then(|| window.range(place, window.after[place].1))
    }

    /// The words of the likeliest segmentation that touch `start..end`, as ranges of the block.
    pub fn words(&mut self, start: usize, end: usize, variant: bool) -> Vec<(usize, usize)> {
        let window = self.window(start, end, variant);
        let (first, last) = (window.place(start), window.place(end));
        let mut words = Vec::new();
        let mut at = window.at.len();
        while at > first {
            let from = window.before[at].1;
            if from < last {
                words.push(window.range(from, at));
            }
            at = from;
        }
        words.reverse();
        words
    }

    fn window(&mut self, start: usize, end: usize, without_noise: bool) -> &Window {
        let reading = self.reading;
        let fits = |w: &Window| w.without_noise == without_noise && w.from <= start && end <= w.to;
        let kept = self.window.take().filter(fits);
        self.window.insert(kept.unwrap_or_else(|| Window::new(reading, start, end, without_noise)))
    }
}

impl Window {
    fn new(reading: &Reading<'_>, start: usize, end: usize, without_noise: bool) -> Self {
        let plain = &reading.plain;
        let (left, _) = reading.clause(start, end, MARGIN);
        let (_, right) = reading.clause(start, end, AHEAD);
        let keep = |&i: &usize| !(without_noise && fold::is_noise(plain[i]));
        let at: Vec<usize> = (left..right).filter(keep).collect();
        let chars: Vec<char> = at.iter().map(|&i| plain[i]).collect();
        let ends = lattice(&chars);
        let before = cheapest(&ends);
        let after = cheapest_from(&ends);
        let complete = right - end < AHEAD;
        let to = if complete { right } else { right - MARGIN };
        Self { from: start, to, without_noise, at, ends, before, after }
    }

    /// The place of a block's position among the window's characters.
    fn place(&self, position: usize) -> usize {
        self.at.partition_point(|&i| i < position)
    }

    fn range(&self, start: usize, end: usize) -> (usize, usize) {
        let last = end.checked_sub(1).and_then(|i| self.at.get(i)).map_or(0, |&i| i + 1);
        (self.at.get(start).copied().unwrap_or(last), last)
    }

    fn edges(&self, start: usize, end: usize) -> Edges {
        let known = self.ends[end].iter().find(|word| word.0 == start).map_or(LISTED, |word| word.1);
        let hit = known.min(LISTED).min(self.within(start, end, false));
        let with_hit = self.before[start].0 + hit + self.after[end].0;
        let around = self.around(start, end);
        let cost = |&(a, b, cost): &(usize, usize, f32)| self.before[a].0 + cost + self.after[b].0;
        let longer = around.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
        let free = self.before.last().map_or(0.0, |end| end.0);
        match longer {
            Some(word) if cost(word) < with_hit && cost(word) <= free + 0.01 => self.inside((word.0, word.1), (start, end), hit),
            _ if with_hit <= free + DOUBT => Edges::Clean,
            _ => Edges::Cut,
        }
    }

    /// The words that hold the hit and more.
    fn around(&self, start: usize, end: usize) -> Vec<(usize, usize, f32)> {
        let last = (end + LONG_WORD).min(self.ends.len() - 1);
        let ending = |b: usize| self.ends[b].iter().map(move |&(a, cost)| (a, b, cost));
        (end..=last).flat_map(ending).filter(|&(a, b, _)| a <= start && (a, b) != (start, end)).collect()
    }

    /// Judges a hit inside a longer word by how that word is made up: 水表 is a part of 智能水表, 国画展 none of 中国画展.
    fn inside(&self, word: (usize, usize), hit: (usize, usize), cost: f32) -> Edges {
        if word.1 - word.0 > LONG_WORD {
            return Edges::Inside;
        }
        let with_hit = self.within(word.0, hit.0, true) + cost + self.within(hit.1, word.1, true);
        if with_hit <= self.within(word.0, word.1, false) + DOUBT_INSIDE { Edges::Inside } else { Edges::Cut }
    }

    /// The least cost of `start..end` by words inside it; `whole` admits one word for all of it.
    fn within(&self, start: usize, end: usize, whole: bool) -> f32 {
        let mut best = vec![0.0f32];
        for at in start + 1..=end {
            let usable = |word: &&(usize, f32)| word.0 >= start && (whole || (word.0, at) != (start, end));
            let cost = self.ends[at].iter().filter(usable).map(|&(from, cost)| best[from - start] + cost);
            best.push(cost.fold(f32::INFINITY, f32::min));
        }
        best.last().copied().unwrap_or(0.0)
    }
}

/// Every dictionary word of the text by where it ends, single characters always among them.
fn lattice(chars: &[char]) -> Vec<Vec<(usize, f32)>> {
    let mut ends: Vec<Vec<(usize, f32)>> = vec![Vec::new(); chars.len() + 1];
    let mut at = 0;
    for run in chars.chunk_by(|a, b| fold::is_han(*a) == fold::is_han(*b)) {
        if run.first().is_some_and(|&c| fold::is_han(c)) {
            let text: String = run.iter().collect();
            for token in JIEBA.cut_all(&text) {
                ends[at + token.end].push((at + token.start, cost(token.word, token.end - token.start)));
            }
        }
        at += run.len();
    }
    for (i, words) in ends.iter_mut().enumerate().skip(1) {
        if !words.iter().any(|word| word.0 + 1 == i) {
            // Unknown characters, letters and signs.
            words.push((i - 1, ALL_WORDS));
        }
    }
    ends
}

/// How unlikely a dictionary word of `len` characters is.
fn cost(word: &str, len: usize) -> f32 {
    let cost = ALL_WORDS - (JIEBA.suggest_freq(word) as f32).max(1.0).ln();
    match len {
        1 if !OFTEN_ALONE.contains(word) => cost + ALONE,
        3.. if word.ends_with(['局', '厅', '委']) => cost - BODY,
        _ => cost,
    }
}

/// For each position the least cost of the text before it, and where the last word starts.
fn cheapest(ends: &[Vec<(usize, f32)>]) -> Vec<(f32, usize)> {
    let mut best = vec![(0.0, 0)];
    for words in ends.iter().skip(1) {
        let costs = words.iter().map(|&(from, cost)| (best[from].0 + cost, from));
        best.push(costs.fold((f32::INFINITY, 0), |a, b| if b.0 < a.0 { b } else { a }));
    }
    best
}

/// For each position the least cost of the text from it on, and where the first word ends.
fn cheapest_from(ends: &[Vec<(usize, f32)>]) -> Vec<(f32, usize)> {
    let last = ends.len() - 1;
    let mut best = vec![(f32::INFINITY, last); ends.len()];
    best[last] = (0.0, last);
    for end in (1..=last).rev() {
        let rest = best[end].0;
        for &(from, cost) in &ends[end] {
            if rest + cost < best[from].0 {
                best[from] = (rest + cost, end);
            }
        }
    }
    best
}

/// The words of a text as character ranges, by the dictionary alone.
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

    #[test]
    fn the_words_around_a_hit_can_be_asked_for() {
        let doc = TextDoc::from_text("前往黄金镇办事");
        let reading = Reading::new(&doc.blocks[0]);
        let mut segmenter = Segmenter::new(&reading);
        assert_eq!(segmenter.word_after(2, 4, false), Some((4, 5)));
        assert_eq!(segmenter.word_before(2, 4, false), Some((0, 2)));
        assert_eq!(segmenter.words(2, 4, false), [(2, 4)]);
    }
}
