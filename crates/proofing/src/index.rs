//! Finds many words in a text at once. A bit set of words of two characters and of longer words' first three passes over
//! nearly every place; the rest is a walk down the sorted words, as down a trie. The work at one place is bounded by the longest word.

/// Why a word set could not be built: more words than it can number.
#[derive(Debug)]
pub struct BuildError;

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("词库过大，无法编译")
    }
}

impl std::error::Error for BuildError {}

/// Words with the tags of the rules they stand for; equal words share a place.
#[derive(Default)]
pub(crate) struct Index {
    /// The characters of all words, sorted as words, one after another.
    chars: Vec<char>,
    /// For each word, where it ends in `chars` and in `tags`.
    ends: Vec<(u32, u32)>,
    /// For each word its third character, which most searches turn on; none sorts before all.
    thirds: Vec<u32>,
    tags: Vec<u32>,
    gate: Gate,
    /// Whether some word has one character only.
    single: bool,
    /// Words by their first two characters: an open table of keys and ranges.
    table: Vec<Slot>,
}

/// Words that begin with the same two characters; a word of one character has none second.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    first: u32,
    last: u32,
}

/// Bits for each hashed beginning of a word: all of a word of one or two characters, three of a longer one.
#[derive(Default)]
struct Gate {
    blocks: Vec<u64>,
    shift: u32,
}

/// Bits of the gate for each word; the more, the fewer places are looked at in vain.
const BITS_PER_WORD: usize = 24;

/// Stands for the end of a word in a beginning; no character has its number.
const END: u64 = (1 << 21) - 1;

fn number(c: Option<&char>) -> u64 {
    c.map_or(END, |&c| u64::from(c as u32))
}

/// The beginning of a word: its first three characters, or two for the table.
fn beginning(first: u64, second: u64, third: u64) -> u64 {
    first << 42 | second << 21 | third
}

#[inline]
fn hash(key: u64) -> u64 {
    (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Hashes of the beginnings of two and of three characters; the high bits are the good ones.
#[inline]
fn hashes(first: u64, second: u64, third: u64) -> (u64, u64) {
    let two = first.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(second.wrapping_mul(0xd6e8_feb8_6659_fd93));
    (two, two.wrapping_add(third.wrapping_mul(0xa076_1d64_78bd_642f)))
}

impl Gate {
    fn new(words: usize) -> Self {
        let blocks = (words * BITS_PER_WORD / 64).next_power_of_two().max(2);
        Self { blocks: vec![0; blocks], shift: 64 - blocks.trailing_zeros() }
    }

    fn insert(&mut self, hash: u64) {
        self.blocks[(hash >> self.shift) as usize] |= marks(hash);
    }

    #[inline]
    fn admits(&self, hash: u64) -> bool {
        let marks = marks(hash);
        self.blocks.get((hash >> self.shift) as usize).is_some_and(|block| block & marks == marks)
    }
}

/// Two bits of a block; both are seldom set by other words.
#[inline]
fn marks(hash: u64) -> u64 {
    1 << (hash >> 26 & 63) | 1 << (hash >> 34 & 63)
}

impl Index {
    /// Takes words with their tags; an empty word is none.
    pub fn build(mut words: Vec<(String, u32)>) -> Result<Self, BuildError> {
        words.retain(|(word, _)| !word.is_empty());
        words.sort_unstable();
        let mut index = Self { tags: Vec::with_capacity(words.len()), ..Self::default() };
        let mut last = "";
        for (word, tag) in &words {
            if last != word {
                index.chars.extend(word.chars());
                index.ends.push((0, 0));
                last = word;
            }
            index.tags.push(*tag);
            let end = (u32::try_from(index.chars.len()), u32::try_from(index.tags.len()));
            if let (Some(slot), (Ok(chars), Ok(tags))) = (index.ends.last_mut(), end) {
                *slot = (chars, tags);
            } else {
                return Err(BuildError);
            }
        }
        index.chars.shrink_to_fit();
        index.ends.shrink_to_fit();
        index.enter();
        Ok(index)
    }

    /// Fills gate and table from the sorted words.
    fn enter(&mut self) {
        self.gate = Gate::new(self.ends.len());
        let keys: Vec<u64> = (0..self.ends.len()).map(|i| beginning(self.number(i, 0), self.number(i, 1), END)).collect();
        let pairs = 1 + keys.windows(2).filter(|two| two[0] != two[1]).count();
        self.table = vec![Slot::default(); if keys.is_empty() { 0 } else { (pairs * 2).next_power_of_two() }];
        for i in 0..self.ends.len() {
            let (two, three) = hashes(self.number(i, 0), self.number(i, 1), self.number(i, 2));
            self.gate.insert(if self.len(i) > 2 { three } else { two });
            self.single |= self.len(i) == 1;
            self.thirds.push(self.word(i).get(2).map_or(0, |&c| c as u32 + 1));
        }
        let mut first = 0;
        for run in keys.chunk_by(|a, b| a == b) {
            let mut at = self.slot(run[0]);
            while self.table[at].last != 0 {
                at = (at + 1) % self.table.len();
            }
            self.table[at] = Slot { key: run[0], first, last: first + run.len() as u32 };
            first += run.len() as u32;
        }
    }

    /// The words, sorted, each once.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.ends.len()).map(|word| self.word(word).iter().collect())
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Reports tag, start and end of every occurrence, by start and the longest first.
    pub fn search(&self, text: &[char], mut report: impl FnMut(u32, usize, usize)) {
        self.each(text, |word, start, end| self.tags_of(word).iter().for_each(|&tag| report(tag, start, end)));
    }

    /// How many occurrences there are.
    pub fn count(&self, text: &[char]) -> usize {
        let mut count = 0;
        self.each(text, |word, _, _| count += self.tags_of(word).len());
        count
    }

    fn each(&self, text: &[char], mut visit: impl FnMut(usize, usize, usize)) {
        if self.is_empty() {
            return;
        }
        let mut found = Vec::new();
        let (mut first, mut second) = (number(text.first()), number(text.get(1)));
        for start in 0..text.len() {
            let third = number(text.get(start + 2));
            let (two, three) = hashes(first, second, third);
            // Both are asked whatever the first says: a wrong guess of the processor costs more than the question.
            let longer = self.gate.admits(three);
            if self.gate.admits(two) | longer || self.single {
                self.starting_at(text, start, [first, second, third], longer, &mut found);
                found.drain(..).rev().for_each(|(word, end)| visit(word, start, end));
            }
            (first, second) = (second, third);
        }
    }

    /// Adds the words that start at that place with where they end, the shortest first; `longer` when some may be longer
    /// than two characters.
    fn starting_at(
        &self,
        text: &[char],
        start: usize,
        [first, second, third]: [u64; 3],
        longer: bool,
        found: &mut Vec<(usize, usize)>,
    ) {
        if self.single
            && let Some((word, _)) = self.words_of(beginning(first, END, END))
        {
            found.push((word, start + 1));
        }
        let Some((mut first, last)) = self.words_of(beginning(first, second, END)).filter(|_| start + 1 < text.len()) else {
            return;
        };
        if self.thirds[first] == 0 {
            found.push((first, start + 2));
            first += 1;
        }
        if longer {
            let words = &self.thirds[first..last];
            let third = third as u32 + 1;
            let from = first + words.partition_point(|&c| c < third);
            let to = from + self.thirds[from..last].partition_point(|&c| c == third);
            self.walk(text, start, (from, to), found);
        }
    }

    /// Adds those of the words, which agree in their first three characters with the text, that go on as it does.
    fn walk(&self, text: &[char], start: usize, words: (usize, usize), found: &mut Vec<(usize, usize)>) {
        let (mut first, mut last) = words;
        for depth in 3.. {
            // The word that ends here is before those that go on.
            if first >= last {
                return;
            }
            if self.len(first) == depth {
                found.push((first, start + depth));
                first += 1;
            }
            let Some(&next) = text.get(start + depth).filter(|_| first < last) else { return };
            if last - first == 1 {
                // One word left: no need to search it step by step.
                let word = self.word(first);
                if text[start + depth..].starts_with(&word[depth..]) {
                    found.push((first, start + word.len()));
                }
                return;
            }
            let next = number(Some(&next));
            first = lower(first, last, |i| self.number(i, depth) < next);
            last = lower(first, last, |i| self.number(i, depth) <= next);
        }
    }

    fn slot(&self, key: u64) -> usize {
        (hash(key) >> 20) as usize % self.table.len()
    }

    /// The words that begin with these two characters.
    fn words_of(&self, key: u64) -> Option<(usize, usize)> {
        let mut at = self.slot(key);
        loop {
            let slot = self.table.get(at)?;
            if slot.last == 0 {
                return None;
            }
            if slot.key == key {
                return Some((slot.first as usize, slot.last as usize));
            }
            at = (at + 1) % self.table.len();
        }
    }

    fn word(&self, word: usize) -> &[char] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before].0 as usize);
        &self.chars[start..self.ends[word].0 as usize]
    }

    fn len(&self, word: usize) -> usize {
        self.word(word).len()
    }

    fn number(&self, word: usize, at: usize) -> u64 {
        number(self.word(word).get(at))
    }

    fn tags_of(&self, word: usize) -> &[u32] {
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before].1 as usize);
        &self.tags[start..self.ends[word].1 as usize]
    }
}

/// The first number from `first` on, below `last`, that is not `below`.
fn lower(mut first: usize, mut last: usize, below: impl Fn(usize) -> bool) -> usize {
    while first < last {
        let middle = first + (last - first) / 2;
        if below(middle) { first = middle + 1 } else { last = middle }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(u32, usize, usize)> {
        let index = Index::build((0u32..).zip(words).map(|(i, word)| ((*word).to_owned(), i)).collect()).unwrap();
        let text: Vec<char> = text.chars().collect();
        let mut out = Vec::new();
        index.search(&text, |tag, start, end| out.push((tag, start, end)));
        assert_eq!(index.count(&text), out.len());
        out
    }

    #[test]
    fn words_are_found_by_start_and_longest_first() {
        assert_eq!(found(&["甲乙", "甲乙丙", "乙丙", "丙"], "甲乙丙"), [(1, 0, 3), (0, 0, 2), (2, 1, 3), (3, 2, 3)]);
        assert_eq!(found(&["甲乙丁", "甲乙"], "甲乙丙甲"), [(1, 0, 2)]);
    }

    #[test]
    fn equal_words_keep_their_tags_and_none_is_no_word() {
        assert_eq!(found(&["甲乙", "", "甲乙"], "甲乙"), [(0, 0, 2), (2, 0, 2)]);
        assert_eq!(found(&[], "甲乙"), []);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn nothing_is_missed(words in proptest::collection::vec("[ab甲乙]{1,4}", 0..12), text in "[ab甲乙丙]{0,20}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let chars: Vec<char> = text.chars().collect();
            let mut expected = Vec::new();
            for start in 0..chars.len() {
                for end in start + 1..=chars.len() {
                    let part: String = chars[start..end].iter().collect();
                    expected.extend((0u32..).zip(&words).filter(|(_, word)| **word == part).map(|(i, _)| (i, start, end)));
                }
            }
            let mut got = found(&words, &text);
            got.sort_unstable();
            expected.sort_unstable();
            proptest::prop_assert_eq!(got, expected);
        }
    }
}
