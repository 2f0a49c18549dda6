//! Posts and names compared: the single posts of a title, a post with or without its unit, a name one character off.

use super::tokens;
use crate::fold;
use crate::reading::Reading;

/// The single posts of a title: 市委副书记、市长.
pub(super) fn parts(title: &str) -> impl Iterator<Item = &str> {
    title.split(['、', '，', ',', '；', ';', '/']).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a post as written is the title, alone, or with its unit or part of it in front.
pub(super) fn is_post(unit: &str, title: &str, post: &str) -> bool {
    let fold = |text: &str| fold::fold_str(text);
    let (title, post) = (fold(title), fold(post));
    // 副市长 ends with 市长 and is none.
    let deputy = |longer: &str, shorter: &str| {
        let head = longer.strip_suffix(shorter);
        head.is_some_and(|head| !head.ends_with(['副', '助', '代']) && !head.ends_with("常务"))
    };
    title == post || deputy(&title, &post) || (deputy(&post, &title)) || format!("{}{title}", fold(unit)) == post
}

/// The end of a name at `start` that is `name` with one character replaced, dropped or added.
pub(super) fn one_off(reading: &Reading<'_>, start: usize, name: &[char]) -> Option<usize> {
    let rest = &reading.plain[start.min(reading.plain.len())..];
    let len = name.len();
    let han = |n: usize| rest.len() >= n && rest[..n].iter().all(|&c| fold::is_han(c));
    if rest.starts_with(name) {
        return None;
    }
    // One added: the first and the last stay.
    let without =
        |skip: usize| rest[..=len].iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| *c).eq(name.iter().copied());
    if han(len + 1) && (1..len).any(without) {
        return Some(start + len + 1);
    }
    let same = |n: usize| rest[..n].iter().zip(name).filter(|(a, b)| a == b).count();
    // 李明主持: where the next two characters are a word, the name is short rather than wrong.
    let word_follows = han(len + 1) && tokens::words(&rest[len - 1..=len].iter().collect::<String>()).len() == 1;
    if han(len) && same(len) == len - 1 && !(word_follows && rest[..len - 1] == name[..len - 1]) {
        return Some(start + len);
    }
    // One dropped: the surname stays.
    let shorter = |skip: usize| {
        let kept: Vec<char> = name.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| *c).collect();
        rest.starts_with(&kept)
    };
    (han(len - 1) && (1..len).any(shorter)).then_some(start + len - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deputy_is_not_the_head() {
        assert!(is_post("云溪市人民政府", "市长", "云溪市市长") && is_post("", "市委书记", "书记"));
        assert!(!is_post("", "市长", "副市长") && !is_post("", "副市长", "市长"));
    }
}
