//! The word lists the project ships: typing mistakes, miswritten idioms, former and improper names, advertising
//! superlatives, all in the format of any lexicon. A row's category decides the rule its hits are reported under.

use std::sync::LazyLock;

use crate::lexicon::{Entry, Lexicon};

/// Wrong and right spellings (错别字): words, names of state bodies, idioms.
pub(crate) static TYPOS: LazyLock<Vec<Entry>> =
    LazyLock::new(|| read(&[include_str!("../data/typos.csv"), include_str!("../data/idioms.csv")]));

/// Former names, improper terms, laws out of force, superlatives (旧称、不规范用语、废止的法律、极限词).
pub(crate) static TERMS: LazyLock<Vec<Entry>> =
    LazyLock::new(|| read(&[include_str!("../data/terms.csv"), include_str!("../data/superlatives.csv")]));

fn read(files: &[&str]) -> Vec<Entry> {
    files.iter().flat_map(|text| Lexicon::parse_csv(text).0).collect()
}

/// The rule and the message of a hit of [`TYPOS`].
pub(crate) fn typo(category: &str, advice: &str) -> (&'static str, String) {
    match category {
        "idiom" => ("typo.idiom", format!("疑似成语写错，应为「{advice}」")),
        "name" => ("typo.name", format!("国家机关、机构或地名疑似写错，应为「{advice}」")),
        _ => ("typo.pair", format!("疑似错别字，应为「{advice}」")),
    }
}

/// The rule and the message of a hit of [`TERMS`].
pub(crate) fn term(category: &str, word: &str, advice: &str) -> (&'static str, String) {
    match category {
        "usage" => ("term.usage", format!("用语「{word}」不规范，建议用「{advice}」")),
        "law" => ("term.repealed", format!("「{word}」已废止或更名，现行有效的是{advice}")),
        "superlative" => ("term.superlative", format!("「{word}」属于极限用语，{advice}")),
        _ => ("term.renamed", format!("名称已变更，现行名称为「{advice}」")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold_str;

    #[test]
    fn every_shipped_row_differs_from_its_suggestion_when_folded() {
        let same = |entry: &&Entry| entry.suggestion.as_deref().is_some_and(|s| fold_str(s).contains(&fold_str(&entry.word)));
        let lines: Vec<String> = TYPOS.iter().filter(same).map(|entry| entry.word.clone()).collect();
        assert_eq!(lines, Vec::<String>::new());
    }
}
