//! Document numbers (文号): 云政发〔2026〕8号, in whatever brackets, become 云政发[2026]8.

use crate::fold::{Kind, fold, kind};

/// Longest agency prefix that is looked up, in characters.
const PREFIX: usize = 12;

struct Found {
    prefix: Vec<char>,
    /// `[2026]8`
    number: String,
}

/// Terms under which a document with this number is filed: in full, and without its prefix.
pub(crate) fn index_terms(docno: &str) -> Vec<String> {
    match find(docno) {
        Some(found) if found.prefix.is_empty() => vec![found.number],
        Some(found) => {
            let prefix: String = found.prefix.iter().collect();
            vec![format!("{prefix}{}", found.number), found.number]
        }
        None => Vec::new(),
    }
}

/// Terms a query may mean; words typed before the number may stand in front of the prefix.
pub(crate) fn query_terms(text: &str) -> Vec<String> {
    let Some(found) = find(text) else {
        return Vec::new();
    };
    let length = found.prefix.len();
    if length < 2 {
        let prefix: String = found.prefix.iter().collect();
        return vec![format!("{prefix}{}", found.number)];
    }
    (length.saturating_sub(PREFIX)..length - 1)
        .map(|from| found.prefix[from..].iter().collect::<String>() + &found.number)
        .collect()
}

fn find(text: &str) -> Option<Found> {
    let folded: Vec<char> = text.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    (0..folded.len()).filter(|&i| is_open(folded[i])).find_map(|open| at(&folded, open))
}

fn at(folded: &[char], open: usize) -> Option<Found> {
    let (year, after) = digits(folded, open + 1, 4)?;
    if !(1900..2200).contains(&year) || !folded.get(after).copied().is_some_and(is_close) {
        return None;
    }
    let start = after + 1 + usize::from(folded.get(after + 1) == Some(&'第'));
    let (number, end) = digits(folded, start, 6)?;
    // A further digit, or a unit other than 号, means this is no document number.
    if folded.get(end).is_some_and(|&c| c != '号' && kind(c) != Kind::Skip && kind(c) != Kind::Break) {
        return None;
    }
    let prefix = folded[..open].iter().rev().take_while(|&&c| kind(c) == Kind::Han).count();
    Some(Found { prefix: folded[open - prefix..open].to_vec(), number: format!("[{year}]{number}") })
}

/// The number written at `from`, at most `most` digits, and where it ends.
fn digits(folded: &[char], from: usize, most: usize) -> Option<(u32, usize)> {
    let rest = folded.get(from..)?;
    let count = rest.iter().take(most).take_while(|c| c.is_ascii_digit()).count();
    let text: String = rest[..count].iter().collect();
    Some((text.parse().ok()?, from + count))
}

fn is_open(c: char) -> bool {
    matches!(c, '〔' | '[' | '(' | '【' | '〖' | '{' | '<' | '〈' | '﹝')
}

fn is_close(c: char) -> bool {
    matches!(c, '〕' | ']' | ')' | '】' | '〗' | '}' | '>' | '〉' | '﹞')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_brackets_meet() {
        for written in ["云政发〔2026〕8号", "云政发[2026]8号", "云政發（２０２６）第08 号"] {
            assert_eq!(index_terms(written)[0], "云政发[2026]8", "{written}");
        }
    }

    #[test]
    fn words_before_the_number_do_not_hide_it() {
        assert!(query_terms("转发云政发〔2026〕8号的通知").contains(&"云政发[2026]8".to_owned()));
        assert_eq!(query_terms("〔2026〕8号"), ["[2026]8"]);
    }

    #[test]
    fn a_year_in_brackets_alone_is_no_number() {
        assert!(query_terms("年度计划（2026）").is_empty());
        assert!(query_terms("（2026）100个项目").is_empty());
        assert!(query_terms(&"(".repeat(5000)).is_empty());
    }
}
