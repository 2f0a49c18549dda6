//! Lists of fixed phrases looked up at a position of the plain text, by first character, the longest first.

use crate::reading::Reading;

/// Phrases with what they mean; phrases are written as plain text is (half width, lower case).
pub(super) struct Phrases<T> {
    sorted: Vec<(Vec<char>, T)>,
    /// First characters by their lowest bits: most places begin no phrase.
    firsts: [u64; 32],
}

/// The word and the bit of a character in such a set.
fn bit(c: char) -> (usize, u64) {
    let low = c as usize % 2048;
    (low / 64, 1 << (low % 64))
}

impl<T> Phrases<T> {
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut sorted: Vec<(Vec<char>, T)> = phrases.into_iter().map(|(p, t)| (p.chars().collect(), t)).collect();
        sorted.sort_by(|a, b| (a.0.first(), b.0.len()).cmp(&(b.0.first(), a.0.len())));
        let mut firsts = [0; 32];
        for c in sorted.iter().filter_map(|(phrase, _)| phrase.first()) {
            let (word, bit) = bit(*c);
            firsts[word] |= bit;
        }
        Self { sorted, firsts }
    }

    /// The longest phrase that stands at `at`, and its end.
    pub fn at(&self, reading: &Reading<'_>, at: usize) -> Option<(&T, usize)> {
        let first = reading.char(at)?;
        let (word, bit) = bit(first);
        if self.firsts[word] & bit == 0 {
            return None;
        }
        let from = self.sorted.partition_point(|(p, _)| p.first() < Some(&first));
        let here = self.sorted[from..].iter().take_while(|(p, _)| p.first() == Some(&first));
        let rest = &reading.plain[at..];
        here.into_iter().find(|(p, _)| rest.starts_with(p)).map(|(p, what)| (what, at + p.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TextDoc;

    #[test]
    fn the_longest_phrase_at_the_place_is_found() {
        let doc = TextDoc::from_text("转乙甲乙丙");
        let phrases = Phrases::new([("甲乙", 1), ("甲乙丙", 2), ("丁", 3)]);
        let reading = Reading::new(&doc.blocks[0]);
        assert_eq!(phrases.at(&reading, 2), Some((&2, 5)));
        assert_eq!(phrases.at(&reading, 1), None);
    }
}
