//! View C: words sought by their sound (谐音), in other characters or spelt in letters (芸却计划, yun雀计划). A word is found
//! by its first syllables in a sorted table; gates keep the search off texts where nothing can match.

use crate::fold;
use crate::rule::Rule;
use crate::sounds::{self, Syllable};
use crate::view::View;

/// A word found by its sound: where in the view, and which of its characters are not written as in the word.
pub(crate) struct Sounding {
    pub rule: u32,
    /// For each character of the word, the characters of the view that stand for it.
    pub parts: Vec<(usize, usize)>,
    /// For each character of the word, whether it is written in another way.
    pub odd: Vec<bool>,
}

/// Words with many readings are entered under at most so many keys.
const KEYS_PER_WORD: usize = 16;

/// The words of a set that are sought by their sound.
pub(crate) struct Homophones {
    four: Keys,
    three: Keys,
    /// Which two syllables begin some word.
    begins: Bits,
}

/// Words by their first syllables.
struct Keys {
    /// How many syllables make a key.
    len: usize,
    words: Vec<(u64, u32)>,
    seen: Bits,
}

/// A set of small numbers; a larger number shares a place with others.
struct Bits(Vec<u64>);

impl Bits {
    fn new(size: usize) -> Self {
        Self(vec![0; size.next_power_of_two().div_ceil(64)])
    }

    fn place(&self, n: u64) -> (usize, u64) {
        let at = n as usize % (self.0.len() * 64);
        (at / 64, 1 << (at % 64))
    }

    fn insert(&mut self, n: u64) {
        let (word, bit) = self.place(n);
        self.0[word] |= bit;
    }

    fn contains(&self, n: u64) -> bool {
        let (word, bit) = self.place(n);
        self.0[word] & bit != 0
    }
}

fn pair(a: Syllable, b: Syllable) -> u64 {
    u64::from(a) * 512 + u64::from(b)
}

/// Spreads a key over the places of a bit set.
fn spread(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24
}

impl Homophones {
    /// Takes the rules that may be sought by sound; `form` gives a rule's word in view B.
    pub fn build<'r>(words: impl Iterator<Item = (u32, &'r str, usize)>) -> Self {
        let (mut four, mut three) = (Vec::new(), Vec::new());
        let mut begins = Bits::new(512 * 512);
        for (rule, form, from) in words {
            let chars: Vec<char> = form.chars().collect();
            if chars.len() < from || !chars.iter().all(|&c| !sounds::of(c).is_empty()) {
                continue;
            }
            let (len, keys) = if chars.len() == 3 { (3, &mut three) } else { (4, &mut four) };
            for readings in readings(&chars[..len]) {
                begins.insert(pair(readings[0], readings[1]));
                keys.push((key(&readings[..len]), rule));
            }
        }
        Self { four: Keys::new(4, four), three: Keys::new(3, three), begins }
    }

    pub fn is_empty(&self) -> bool {
        self.four.words.is_empty() && self.three.words.is_empty()
    }

    /// Reports every word that sounds like a stretch of view B without being written so.
    pub fn search(&self, view: &View<'_>, rules: &[Rule], mut report: impl FnMut(Sounding)) {
        let chars = &*view.chars;
        for start in 0..chars.len() {
            // A syllable cannot begin inside a run of letters.
            if chars[start].is_ascii_alphabetic() && start > 0 && chars[start - 1].is_ascii_alphabetic() {
                continue;
            }
            let mut syllables = [0; 4];
            self.walk(chars, start, 0, &mut syllables, &mut |rule| {
                let word: Vec<char> = rules[rule as usize].reduced().chars().collect();
                let mut parts = Vec::with_capacity(word.len());
                if spells(chars, start, &word, &mut parts) {
                    let odd: Vec<bool> = parts.iter().zip(&word).map(|(&(a, b), &c)| b != a + 1 || chars[a] != c).collect();
                    if odd.contains(&true) {
                        report(Sounding { rule, parts, odd });
                    }
                }
            });
        }
    }

    fn walk(&self, chars: &[char], at: usize, depth: usize, syllables: &mut [Syllable; 4], found: &mut impl FnMut(u32)) {
        for keys in [&self.three, &self.four] {
            if keys.len == depth {
                keys.each(key(&syllables[..depth]), found);
            }
        }
        if depth == 4 {
            return;
        }
        each_syllable(chars, at, &mut |syllable, next| {
            if depth != 1 || self.begins.contains(pair(syllables[0], syllable)) {
                syllables[depth] = syllable;
                self.walk(chars, next, depth + 1, syllables, found);
            }
        });
    }
}

impl Keys {
    fn new(len: usize, mut words: Vec<(u64, u32)>) -> Self {
        words.sort_unstable();
        words.dedup();
        words.shrink_to_fit();
        let mut seen = Bits::new(words.len() * 16 + 64);
        words.iter().for_each(|&(key, _)| seen.insert(spread(key)));
        Self { len, words, seen }
    }

    fn each(&self, key: u64, found: &mut impl FnMut(u32)) {
        if self.words.is_empty() || !self.seen.contains(spread(key)) {
            return;
        }
        let first = self.words.partition_point(|word| word.0 < key);
        self.words[first..].iter().take_while(|word| word.0 == key).for_each(|word| found(word.1));
    }
}

fn key(syllables: &[Syllable]) -> u64 {
    syllables.iter().fold(0, |key, &s| key << 16 | u64::from(s))
}

/// The ways these three or four characters may be read together.
fn readings(chars: &[char]) -> Vec<[Syllable; 4]> {
    let mut out = vec![[0; 4]];
    for (i, &c) in chars.iter().enumerate() {
        let begun = std::mem::take(&mut out);
        let with = |mut begun: [Syllable; 4], s: Syllable| {
            begun[i] = s;
            begun
        };
        out.extend(begun.iter().flat_map(|&b| sounds::of(c).iter().map(move |&s| with(b, s))).take(KEYS_PER_WORD));
    }
    out
}

/// Calls `found` with every syllable that begins at `at` and where it ends.
fn each_syllable(chars: &[char], at: usize, found: &mut impl FnMut(Syllable, usize)) {
    let Some(&c) = chars.get(at) else { return };
    if !c.is_ascii_alphabetic() {
        sounds::of(c).iter().for_each(|&s| found(s, at + 1));
        return;
    }
    let letters = chars[at..].iter().take(sounds::LONGEST).take_while(|c| c.is_ascii_lowercase()).count();
    for len in 1..=letters {
        if let Some(syllable) = sounds::spelt(&chars[at..at + len]) {
            found(syllable, at + len);
        }
    }
}

/// Whether the characters from `at` on read as the word; `parts` are the stretches for each of its characters.
fn spells(chars: &[char], at: usize, word: &[char], parts: &mut Vec<(usize, usize)>) -> bool {
    let Some((&first, rest)) = word.split_first() else {
        // Letters that go on after the last syllable spell something else.
        return !(at > 0 && chars[at - 1].is_ascii_alphabetic() && chars.get(at).is_some_and(|c| c.is_ascii_alphabetic()));
    };
    let Some(&c) = chars.get(at) else { return false };
    if c == first && fold::is_han(c) {
        parts.push((at, at + 1));
        if spells(chars, at + 1, rest, parts) {
            return true;
        }
        parts.pop();
    }
    let wanted = sounds::of(first);
    let mut done = false;
    each_syllable(chars, at, &mut |syllable, next| {
        if !done && wanted.contains(&syllable) {
            parts.push((at, next));
            done = spells(chars, next, rest, parts);
            if !done {
                parts.pop();
            }
        }
    });
    done
}
