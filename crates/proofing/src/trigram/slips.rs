//! Words written with one wrong character: where segmenting leaves a character over and a homophone or look-alike in its
//! place makes a common word, the sentence becomes much likelier. Work is linear: only characters left over are tried.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Suspect;
use super::model::Model;
use super::search::{Around, Line, MARGINS, NAMES, SHORTEST, beside_digits};
use super::vocabulary::{LONGEST, VOCABULARY, key};
use crate::{builtin, fold, words};

/// Least gain of the segmentation alone, and together with the surroundings, in natural logarithms.
const GAIN: f32 = 4.0;
const MARGIN: f32 = 12.0;
/// The same where the two characters are put for one another in this many listed mistakes.
const MARGIN_OF_USUAL: f32 = 11.0;
const USUAL: u16 = 4;
/// How well the triples with the other character must be known.
const SUPPORT: u8 = 5;
const SUPPORT_OF_OTHER: u8 = 8;
/// What is asked for beyond that where the dictionary has the written word too, if only as a rare one.
const RARE: f32 = 5.0;
/// What is asked for beyond that where the two are alike in shape alone, or in sound but for the tone.
const OTHER: f32 = 3.0;
/// A written pair seen above this level asks for more support; above the second it is no slip.
const SEEN: u8 = 3;
const KNOWN: u8 = 6;
const SUPPORT_OF_SEEN: u8 = 16;
/// What a character standing alone costs beyond its frequency; how readily it does so is taken off.
const ALONE: f32 = 4.0;
/// Characters to each side the dictionary's own segmentation looks at.
const AROUND: usize = 6;

/// A run of Han characters cut into its likeliest words.
struct Cut {
    /// The least cost of the run before each position.
    before: Vec<f32>,
    /// The least cost of the run from each position on.
    after: Vec<f32>,
    /// Whether the character at each position is left over as a word of its own.
    single: Vec<bool>,
}

impl Model {
    /// Slips in a text whose characters are folded, in order; each place is suspected once.
    pub(super) fn slips(&self, chars: &[char]) -> Vec<Suspect> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < chars.len() {
            let run = chars[start..].iter().take_while(|&&c| fold::is_han(c)).count();
            if run >= SHORTEST {
                let line = Line::new(self, &chars[start..start + run]);
                let cut = self.cut(&line);
                let mut last = 0;
                for at in 0..run {
                    if at < last || beside_digits(chars, start + at) {
                        continue;
                    }
                    if let Some((slip, end)) = self.slip(&line, &cut, at) {
                        last = end;
                        found.push(Suspect { at: start + at, ..slip });
                    }
                }
            }
            start += run + 1;
        }
        found
    }

    /// The most probable words of a run.
    fn cut(&self, line: &Line<'_>) -> Cut {
        let n = line.chars.len();
        let costs: Vec<[f32; LONGEST]> = (0..n).map(|at| self.costs(line, at)).collect();
        let mut after = vec![f32::INFINITY; n + 1];
        after[n] = 0.0;
        for at in (0..n).rev() {
            for len in 1..=LONGEST.min(n - at) {
                after[at] = after[at].min(costs[at][len - 1] + after[at + len]);
            }
        }
        let mut before = vec![(f32::INFINITY, 0); n + 1];
        before[0] = (0.0, 0);
        for at in 0..n {
            for len in 1..=LONGEST.min(n - at) {
                let cost = before[at].0 + costs[at][len - 1];
                if cost < before[at + len].0 {
                    before[at + len] = (cost, at);
                }
            }
        }
        let mut single = vec![false; n];
        let mut at = n;
        while at > 0 {
            let from = before[at].1;
            single[from] = at - from == 1;
            at = from;
        }
        Cut { before: before.into_iter().map(|b| b.0).collect(), after, single }
    }

    /// What the words that begin at a position cost, by their length.
    fn costs(&self, line: &Line<'_>, at: usize) -> [f32; LONGEST] {
        let mut costs = [f32::INFINITY; LONGEST];
        let id = line.ids[at + MARGINS];
        costs[0] = ALONE - self.single(id) - self.alone(id).min(ALONE);
        let mut key = u64::from(u32::from(line.chars[at]));
        for (cost, &c) in costs.iter_mut().skip(1).zip(&line.chars[at + 1..]) {
            key = key << 16 | u64::from(u32::from(c) & 0xffff);
            if let Some(word) = VOCABULARY.cost(key) {
                *cost = word;
            }
        }
        costs
    }

    /// The best word that another character at this place makes, and where it ends.
    fn slip(&self, line: &Line<'_>, cut: &Cut, at: usize) -> Option<(Suspect, usize)> {
        let known = |first: usize| line.pairs[first].is_some_and(|(_, level)| level > KNOWN);
        if NAMES.contains(line.chars[at]) || (known(at + MARGINS - 1) && known(at + MARGINS)) {
            return None;
        }
        let mut best: Option<Guess> = None;
        for start in at.saturating_sub(LONGEST - 1)..=at {
            for end in (at + 1).max(start + 2)..=(start + LONGEST).min(line.chars.len()) {
                let guess = self.guess(line, cut, at, (start, end));
                if guess.as_ref().is_some_and(|g| best.as_ref().is_none_or(|b| g.gain > b.gain)) {
                    best = guess;
                }
            }
        }
        let Guess { gain, meant, start, end } = best?;
        let (i, c) = (at + MARGINS, self.char(meant));
        let written = line.ids[i];
        let levels = [line.triples[i - 2], line.triples[i - 1], line.triples[i]];
        let around = Around { bc: line.pairs[i - 1], cd: line.pairs[i], levels };
        let as_written = self.chances(line, i, written, &around);
        let (bc, cd) = (self.pair(line.ids[i - 1], meant), self.pair(meant, line.ids[i + 1]));
        let next = line.ids[i + 1];
        let levels = [self.triple(line.pairs[i - 2], meant), self.triple(bc, next), self.triple(cd, line.ids[i + 2])];
        let fit = self.chances(line, i, meant, &Around { bc, cd, levels }) - as_written;
        let rare = if line.in_dictionary(at) { RARE } else { 0.0 };
        let margin = gain + fit - rare;
        let word = Word {
            len: end - start,
            alone: cut.single[start..end].iter().filter(|&&single| single).count(),
            support: levels.iter().sum(),
            toned: self.toned.of(written).contains(&meant),
            seen: line.level(start, end, at) > SEEN,
            // The commonest characters stand alone rightly.
            usual: if "是的了在有不和".contains(line.chars[at]) {
                0
            } else {
                HABITS.get(&(line.chars[at], c)).copied().unwrap_or(0)
            },
        };
        word.convinces(margin).then_some((Suspect { at, written: line.chars[at], meant: c, margin }, end))
    }

    /// The best word that another character at this place makes of `start..end`.
    fn guess(&self, line: &Line<'_>, cut: &Cut, at: usize, (start, end): (usize, usize)) -> Option<Guess> {
        let alone = cut.single[start..end].iter().filter(|&&single| single).count();
        let rest = cut.before.last()? - cut.before[start] - cut.after[end];
        if alone < 2 || rest - GAIN < VOCABULARY.least || line.level(start, end, at) > KNOWN {
            return None;
        }
        let shift = 16 * (end - 1 - at);
        let base = key(&line.chars[start..end]) & !(0xffff << shift);
        let written = line.ids[at + MARGINS];
        let toned = self.toned.of(written).iter().map(|&c| (c, 0.0));
        let others = self.confusions.of(written).iter().map(|&c| (c, OTHER));
        let mut best: Option<Guess> = None;
        for (meant, less) in toned.chain(others) {
            let c = u64::from(u32::from(self.char(meant)) & 0xffff);
            let Some(cost) = VOCABULARY.cost(base | c << shift) else { continue };
            let gain = rest - cost - less;
            if gain >= GAIN && best.as_ref().is_none_or(|b| gain > b.gain) {
                best = Some(Guess { gain, meant, start, end });
            }
        }
        best
    }
}

/// A word that may be meant at `start..end`.
struct Guess {
    gain: f32,
    meant: u16,
    start: usize,
    end: usize,
}

/// What speaks for the word that another character makes.
struct Word {
    len: usize,
    /// How many of its characters were left over.
    alone: usize,
    /// How well the triples with the other character are known, as a sum of levels.
    support: u8,
    /// Whether the two characters sound alike, the tone included.
    toned: bool,
    /// Whether official texts have the written pair now and then.
    seen: bool,
    /// In how many listed mistakes the two stand for one another.
    usual: u16,
}

impl Word {
    /// Whether that is enough at this margin. Without known surroundings only a usual slip or a long word is: names and
    /// new words are made of rare pairs too.
    fn convinces(&self, margin: f32) -> bool {
        let support = match (self.seen, self.toned) {
            (true, _) => SUPPORT_OF_SEEN,
            (false, false) => SUPPORT_OF_OTHER,
            (false, true) => SUPPORT,
        };
        (self.support >= support && margin >= MARGIN)
            || (!self.seen && self.usual >= USUAL && margin >= MARGIN_OF_USUAL)
            || (self.len == LONGEST && self.alone > 2 && margin >= MARGIN)
    }
}

/// How often the lists of mistakes put one character for another.
static HABITS: LazyLock<HashMap<(char, char), u16>> = LazyLock::new(|| {
    let mut habits = HashMap::new();
    for entry in builtin::TYPOS.iter() {
        let (wrong, right) = (entry.word.chars(), entry.suggestion.as_deref().unwrap_or_default().chars());
        if wrong.clone().count() != right.clone().count() {
            continue;
        }
        let differing: Vec<(char, char)> = wrong.zip(right).filter(|(a, b)| a != b).collect();
        if let [(a, b)] = differing[..] {
            *habits.entry((a, b)).or_insert(0) += 1;
        }
    }
    habits
});

impl Line<'_> {
    /// How well the pairs inside `start..end` that have the character at `at` are known.
    fn level(&self, start: usize, end: usize, at: usize) -> u8 {
        let level = |first: usize| self.pairs[first + MARGINS].map_or(0, |(_, level)| level);
        let left = if at > start { level(at - 1) } else { 0 };
        left.max(if at + 1 < end { level(at) } else { 0 })
    }

    /// Whether the dictionary's own segmentation has the character inside a word.
    fn in_dictionary(&self, at: usize) -> bool {
        let from = at.saturating_sub(AROUND);
        let text: String = self.chars[from..(at + AROUND).min(self.chars.len())].iter().collect();
        words::segment(&text).into_iter().any(|(start, end)| end - start > 1 && (from + start..from + end).contains(&at))
    }
}
