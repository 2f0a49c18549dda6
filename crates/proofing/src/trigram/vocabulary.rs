//! Common words of two to four characters with their costs, packed for quick look-up.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Most characters of a word.
pub(super) const LONGEST: usize = 4;

/// Logarithm to base two of the number of marks.
const MARKS: u32 = 21;

/// Logarithm of the number of words the frequencies were counted on.
const ALL_WORDS: f32 = 17.911;

pub(super) static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(include_str!("../../data/words.txt")));

pub(super) struct Vocabulary {
    costs: HashMap<u64, f32, BuildHasherDefault<Mix>>,
    /// One bit for each word's hash, small enough to stay at hand: most look-ups end here.
    marks: Vec<u64>,
    /// The cost of the commonest word.
    pub least: f32,
}

impl Vocabulary {
    fn read(text: &str) -> Self {
        let mut costs: HashMap<_, _, BuildHasherDefault<Mix>> = HashMap::default();
        let mut least = f32::INFINITY;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((level, words)) = line.split_once(' ') else { continue };
            let cost = ALL_WORDS - level.parse().unwrap_or(0.0) / 2.0;
            least = least.min(cost);
            costs.extend(words.split(' ').map(|word| (key(&word.chars().collect::<Vec<_>>()), cost)));
        }
        let mut marks = vec![0; 1 << (MARKS - 6)];
        for &key in costs.keys() {
            let (slot, bit) = mark(key);
            marks[slot] |= bit;
        }
        Self { costs, marks, least }
    }

    /// How unlikely the word of this key is; nothing for one not listed.
    pub fn cost(&self, key: u64) -> Option<f32> {
        let (slot, bit) = mark(key);
        (self.marks[slot] & bit != 0).then(|| self.costs.get(&key).copied())?
    }
}

/// Where the bit of a key lies.
fn mark(key: u64) -> (usize, u64) {
    let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - MARKS);
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// A word of up to four characters as a number.
pub(super) fn key(word: &[char]) -> u64 {
    word.iter().fold(0, |key, &c| key << 16 | u64::from(u32::from(c) & 0xffff))
}

/// A hasher for keys that are numbers already.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&b| self.write_u64(u64::from(b)));
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}
