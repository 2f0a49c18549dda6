//! Words that mean the same to visitors; used when asking, never when indexing, so a change of the
//! groups needs no rebuild.

use crate::fold::fold;

/// Groups of equal words, folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonyms(Vec<Vec<String>>);

impl Synonyms {
    pub fn new(groups: &[Vec<String>]) -> Synonyms {
        let folded = |word: &String| word.chars().map(fold).collect();
        Synonyms(groups.iter().map(|group| group.iter().map(folded).collect()).collect())
    }

    /// `text` with one word exchanged for each of its equals; at most `most` texts, not `text`.
    pub fn variants(&self, text: &str, most: usize) -> Vec<String> {
        let folded: String = text.chars().map(fold).collect();
        let mut variants = Vec::new();
        for group in &self.0 {
            let longest = group.iter().filter(|word| !word.is_empty() && folded.contains(*word)).max_by_key(|word| word.len());
            let Some(found) = longest else { continue };
            for other in group.iter().filter(|other| *other != found) {
                variants.push(folded.replacen(found, other, 1));
            }
        }
        variants.truncate(most);
        variants
    }
}

/// The groups that ship with the product.
pub(crate) fn built_in() -> Vec<Vec<String>> {
    include_str!("../data/synonyms.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_of_a_group_is_exchanged() {
        let synonyms = Synonyms::new(&built_in());
        assert_eq!(synonyms.variants("住房公積金提取", 6), ["公积金提取"]);
        assert_eq!(synonyms.variants("公积金提取", 6), ["住房公积金提取"]);
    }
}
