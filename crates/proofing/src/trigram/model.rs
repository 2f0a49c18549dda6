//! The counts of character pairs and triples in official texts, as a compact table. Reading any bytes is safe: what is
//! not a model of this form is refused as a whole.

use super::confusion::{ALL, Confusions, TONED};

/// First bytes of a model file; the digit is the form's version.
pub(super) const MAGIC: &[u8; 4] = b"JTG1";
/// Most characters a model knows, the mark for "anything else" (id 0) included.
pub(super) const MOST: usize = 4096;
/// The count a level stands for; level 0 is "never seen".
pub(super) const COUNTS: [u32; 16] = [0, 1, 2, 3, 4, 6, 8, 12, 18, 31, 55, 110, 280, 700, 2000, 6000];
/// What a step back from triples to pairs, and from pairs to single characters, costs.
const TO_PAIR: f32 = -1.0;
const TO_SINGLE: f32 = -3.0;

/// Counts of pairs and triples of characters.
pub struct Model {
    ids: Vec<u16>,
    chars: Vec<char>,
    /// Logarithm of each character's share of the text.
    single: Vec<f32>,
    /// How readily a character stands as a word by itself, as a penalty for suspecting it.
    alone: Vec<f32>,
    /// For each character, where its pairs start.
    rows: Vec<u32>,
    /// Second character of each pair and the level of its count (`id << 4 | level`), sorted within a row.
    pairs: Vec<u16>,
    /// For each pair, where its triples start.
    tails: Vec<u32>,
    /// Third character of each triple, like `pairs`.
    thirds: Vec<u16>,
    /// Logarithm of the number of pairs each character begins.
    begins: Vec<f32>,
    ln: [f32; 16],
    pub(super) confusions: Confusions,
    /// The narrower table by sound with the tone.
    pub(super) toned: Confusions,
}

impl Model {
    /// Reads a model file; anything else gives nothing.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut source = Source { bytes: bytes.strip_prefix(MAGIC.as_slice())? };
        let size = usize::from(source.u16()?);
        if size == 0 || size > MOST {
            return None;
        }
        let mut ids = vec![0u16; 0x1_0000];
        let (mut chars, mut counts, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        for id in 0..size {
            let c = source.u16()?;
            chars.push(char::from_u32(u32::from(c))?);
            counts.push(source.u32()? as f32);
            alone.push(f32::from(source.u8()?) / 16.0);
            if id > 0 {
                ids[usize::from(c)] = id as u16;
            }
        }
        let (rows, pairs) = lists(&mut source, size)?;
        let (tails, thirds) = lists(&mut source, pairs.len())?;
        let total: f32 = counts.iter().sum();
        let single = counts.iter().map(|n| ((n + 0.5) / (total + 1.0)).ln()).collect();
        let ends = rows.iter().skip(1);
        let begun = |(&from, &to): (&u32, &u32)| pairs[from as usize..to as usize].iter().map(|&p| count(p)).sum::<u32>();
        let begins = rows.iter().zip(ends).map(|row| (begun(row) as f32 + 1.0).ln()).collect();
        let id = |c: char| ids.get(c as usize).copied().unwrap_or(0);
        let [confusions, toned] = [&*ALL, &*TONED].map(|groups| Confusions::new(groups, size, id));
        let ln = COUNTS.map(|n| (n as f32).ln());
        Some(Self { ids, chars, single, alone, rows, pairs, tails, thirds, begins, ln, confusions, toned })
    }

    /// The id of a character; 0 for one the model does not know.
    pub(super) fn id(&self, c: char) -> u16 {
        self.ids.get(c as usize).copied().unwrap_or(0)
    }

    pub(super) fn char(&self, id: u16) -> char {
        self.chars.get(usize::from(id)).copied().unwrap_or('\u{fffd}')
    }

    pub(super) fn alone(&self, id: u16) -> f32 {
        self.alone.get(usize::from(id)).copied().unwrap_or(0.0)
    }

    /// Logarithm of a character's share of the text.
    pub(super) fn single(&self, id: u16) -> f32 {
        self.single.get(usize::from(id)).copied().unwrap_or(-16.0)
    }

    /// Index and level of a pair.
    pub(super) fn pair(&self, x: u16, y: u16) -> Option<(usize, u8)> {
        let from = *self.rows.get(usize::from(x))? as usize;
        let to = *self.rows.get(usize::from(x) + 1)? as usize;
        let (at, level) = find(self.pairs.get(from..to)?, y)?;
        Some((from + at, level))
    }

    /// Level of the triple made of a pair and one more character.
    pub(super) fn triple(&self, pair: Option<(usize, u8)>, z: u16) -> u8 {
        let level = |(pair, _): (usize, u8)| {
            let (from, to) = (*self.tails.get(pair)? as usize, *self.tails.get(pair + 1)? as usize);
            find(self.thirds.get(from..to)?, z)
        };
        pair.and_then(level).map_or(0, |(_, level)| level)
    }

    /// Logarithm of the chance of `z` after a pair ending in `y`; `seen` is the level of the triple, `next` the pair `y z`.
    pub(super) fn chance(&self, pair: Option<(usize, u8)>, seen: u8, y: u16, z: u16, next: Option<(usize, u8)>) -> f32 {
        if let (Some((_, level)), 1..) = (pair, seen) {
            return self.ln[usize::from(seen)] - (COUNTS[usize::from(level)] as f32 + 1.0).ln();
        }
        match next {
            Some((_, level)) => TO_PAIR + self.ln[usize::from(level)] - self.begins.get(usize::from(y)).copied().unwrap_or(0.0),
            None => TO_SINGLE + self.single.get(usize::from(z)).copied().unwrap_or(-16.0),
        }
    }
}

/// The count an item's level stands for.
fn count(item: u16) -> u32 {
    COUNTS[usize::from(item & 15)]
}

/// Place and level of a character in a sorted list.
fn find(list: &[u16], id: u16) -> Option<(usize, u8)> {
    let at = list.partition_point(|item| item >> 4 < id);
    let item = *list.get(at)?;
    (item >> 4 == id).then_some((at, (item & 15) as u8))
}

/// Reads `count` lists: their lengths, then their items one after the other.
fn lists(source: &mut Source<'_>, count: usize) -> Option<(Vec<u32>, Vec<u16>)> {
    let mut starts = Vec::with_capacity(count + 1);
    let mut total = 0u32;
    starts.push(0);
    for _ in 0..count {
        total = total.checked_add(source.short()?)?;
        starts.push(total);
    }
    let items = source.take((total as usize).checked_mul(2)?)?;
    Some((starts, items.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect()))
}

struct Source<'a> {
    bytes: &'a [u8],
}

impl<'a> Source<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1).map(|b| b[0])
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).map(|b| u16::from_le_bytes([b[0], b[1]]))
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    /// A length: one byte below 255, else 255 and two bytes.
    fn short(&mut self) -> Option<u32> {
        match self.u8()? {
            255 => self.u16().map(u32::from),
            n => Some(u32::from(n)),
        }
    }
}
