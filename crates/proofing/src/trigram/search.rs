//! Finding characters that fit their surroundings badly while a confusable one fits well. Work is linear: at each place
//! a bounded number of candidates is compared, and only where nothing around the place was ever seen.

use super::model::{COUNTS, Model};
use crate::fold;

/// A character that is probably meant to be another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suspect {
    /// Index in the text.
    pub at: usize,
    pub written: char,
    pub meant: char,
    /// How much better `meant` fits, in natural logarithms, less what speaks for `written`.
    pub margin: f32,
}

/// Least margin reported. At this margin one clean character in 80,000 of official text is suspected (data/README.md).
const MARGIN: f32 = 10.0;
/// Runs of Han characters shorter than this are names, table cells and labels; they are not judged.
pub(super) const SHORTEST: usize = 5;
/// A written triple at this level or above, or a pair at its own, is evidence enough that all is well.
const TRIPLE: u8 = 3;
const PAIR: u8 = 9;
/// A candidate needs two triples at this level or above.
const SUPPORT: u8 = 2;
/// Where more than one character in this many is suspected, the text is of another kind, not full of mistakes.
const DENSEST: usize = 50;
/// Characters that stand for places and persons; what surrounds them says little.
pub(super) const NAMES: &str = "京津沪渝冀晋辽吉皖闽赣鲁豫鄂湘粤桂琼蜀黔滇陕秦陇藏哈俄韩荷朱杜艾";

impl Model {
    /// The characters that are written for this one or it for them.
    pub fn confusable(&self, c: char) -> Vec<char> {
        self.confusions.of(self.id(c)).iter().map(|&id| self.char(id)).collect()
    }

    /// The suspects of a text whose characters are folded, in order.
    pub fn suspects(&self, chars: &[char]) -> Vec<Suspect> {
        self.suspects_above(MARGIN, chars)
    }

    /// The suspects that reach a margin of the caller's choice; for measuring.
    pub fn suspects_above(&self, margin: f32, chars: &[char]) -> Vec<Suspect> {
        let mut found = Vec::new();
        let (mut start, mut han) = (0, 0);
        while start < chars.len() {
            let run = chars[start..].iter().take_while(|&&c| fold::is_han(c)).count();
            han += run;
            if run >= SHORTEST {
                let line = Line::new(self, &chars[start..start + run]);
                let judged = (0..run).filter(|&at| !beside_digits(chars, start + at));
                let suspects = judged.filter_map(|at| self.judge(&line, at));
                found.extend(suspects.filter(|s| s.margin >= margin).map(|s| Suspect { at: start + s.at, ..s }));
            }
            start += run + 1;
        }
        if found.len() > 1 && found.len() * DENSEST > han {
            found.clear();
        }
        found
    }

    fn judge(&self, line: &Line<'_>, at: usize) -> Option<Suspect> {
        let i = at + MARGINS;
        let levels = [line.triples[i - 2], line.triples[i - 1], line.triples[i]];
        if levels.iter().any(|&n| n >= TRIPLE) || line.known(i) || line.ids[i] == 0 {
            return None;
        }
        if NAMES.contains(line.chars[at]) {
            return None;
        }
        let written = line.ids[i];
        let mut best: Option<(f32, u16)> = None;
        for &candidate in self.confusions.of(written) {
            if let Some(fit) = self.supported(line, i, candidate)
                && best.is_none_or(|(top, _)| fit > top)
            {
                best = Some((fit, candidate));
            }
        }
        let (fit, meant) = best?;
        let as_written = Around { bc: line.pairs[i - 1], cd: line.pairs[i], levels };
        let margin = fit - self.chances(line, i, written, &as_written) - self.alone(written);
        Some(Suspect { at, written: line.chars[at], meant: self.char(meant), margin })
    }

    /// The fit of a candidate that two triples speak for, raised by how often they were seen.
    fn supported(&self, line: &Line<'_>, i: usize, c: u16) -> Option<f32> {
        let first = self.triple(line.pairs[i - 2], c);
        let cd = self.pair(c, line.ids[i + 1]);
        let third = self.triple(cd, line.ids[i + 2]);
        // Two of three are wanted: without either of these the one in the middle alone can't do.
        if first < SUPPORT && third < SUPPORT {
            return None;
        }
        let bc = self.pair(line.ids[i - 1], c);
        let levels = [first, self.triple(bc, line.ids[i + 1]), third];
        let mut sorted = levels;
        sorted.sort_unstable();
        if sorted[1] < SUPPORT {
            return None;
        }
        let often = |level: u8| (COUNTS[usize::from(level)] as f32).ln();
        let chances = self.chances(line, i, c, &Around { bc, cd, levels });
        Some(chances + 0.5 * (often(sorted[1]) + often(sorted[2])))
    }

    /// Logarithm of the chance of a character in its place and of the two after it.
    pub(super) fn chances(&self, line: &Line<'_>, i: usize, c: u16, around: &Around) -> f32 {
        let (b, d, e) = (line.ids[i - 1], line.ids[i + 1], line.ids[i + 2]);
        self.chance(line.pairs[i - 2], around.levels[0], b, c, around.bc)
            + self.chance(around.bc, around.levels[1], c, d, around.cd)
            + self.chance(around.cd, around.levels[2], d, e, line.pairs[i + 1])
    }
}

/// Edges added to both sides of a run.
pub(super) const MARGINS: usize = 2;

/// A run of Han characters with all its pairs and triples looked up.
pub(super) struct Line<'a> {
    pub chars: &'a [char],
    /// Ids with two edges on each side.
    pub ids: Vec<u16>,
    /// The pair that begins at each id.
    pub pairs: Vec<Pair>,
    /// The level of the triple that begins at each id.
    pub triples: Vec<u8>,
}

pub(super) type Pair = Option<(usize, u8)>;

/// The pairs a character makes with its neighbours, and the levels of the triples it is part of.
pub(super) struct Around {
    pub bc: Pair,
    pub cd: Pair,
    pub levels: [u8; 3],
}

impl<'a> Line<'a> {
    pub fn new(model: &Model, chars: &'a [char]) -> Self {
        let mut ids = vec![0; chars.len() + 2 * MARGINS];
        for (id, &c) in ids[MARGINS..].iter_mut().zip(chars) {
            *id = model.id(c);
        }
        let pairs: Vec<Pair> = ids.windows(2).map(|two| model.pair(two[0], two[1])).collect();
        let triples = ids.windows(3).zip(&pairs).map(|(three, &pair)| model.triple(pair, three[2])).collect();
        Self { chars, ids, pairs, triples }
    }

    /// Whether the character makes a well known pair with a neighbour.
    fn known(&self, i: usize) -> bool {
        let strong = |at: usize| self.pairs[at].is_some_and(|(_, level)| level >= PAIR);
        (self.ids[i - 1] != 0 && strong(i - 1)) || (self.ids[i + 1] != 0 && strong(i))
    }
}

/// A character beside a number or a Latin word is a unit or part of a name.
pub(super) fn beside_digits(chars: &[char], at: usize) -> bool {
    let latin = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && !fold::is_han(*c));
    latin(at.checked_sub(1).and_then(|i| chars.get(i))) || latin(chars.get(at + 1))
}
