//! The word lists the project ships: common typing mistakes and renamed public bodies, in the format of any lexicon.

use std::sync::LazyLock;

use crate::lexicon::{Entry, Lexicon};

/// Wrong and right spellings (错别字).
pub(crate) static TYPOS: LazyLock<Vec<Entry>> = LazyLock::new(|| Lexicon::parse_csv(include_str!("../data/typos.csv")).0);

/// Former names of public bodies and documents (旧称).
pub(crate) static TERMS: LazyLock<Vec<Entry>> = LazyLock::new(|| Lexicon::parse_csv(include_str!("../data/terms.csv")).0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_row_is_valid_and_suggests_something() {
        for text in [include_str!("../data/typos.csv"), include_str!("../data/terms.csv")] {
            let (entries, errors) = Lexicon::parse_csv(text);
            assert_eq!(errors, []);
            assert!(entries.iter().all(|e| e.suggestion.as_deref().is_some_and(|s| s != e.word)));
        }
    }
}
