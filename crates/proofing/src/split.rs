//! Split characters (拆字): a character written as its components, 言十 for 计. The table is the project's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::fold;
use crate::view::View;

/// What two components begin: the composed character, after a third component where one is given.
type Wholes = HashMap<(char, char), Vec<(Option<char>, char)>>;

struct Table {
    wholes: Wholes,
    /// A bit for each character that is a first component; all are in plane 0.
    firsts: Vec<u64>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut wholes = Wholes::new();
    for line in include_str!("../data/split.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut groups = line.split_whitespace();
        let Some(head) = groups.next() else { continue };
        for group in groups {
            let group: Vec<char> = fold::fold_str(group).chars().collect();
            let Some((&whole, rest)) = group.split_last() else { continue };
            for part in head.chars().filter(|&c| c != '+') {
                let parts: Vec<char> = match head.starts_with('+') {
                    true => rest.iter().copied().chain([part]).collect(),
                    false => std::iter::once(part).chain(rest.iter().copied()).collect(),
                };
                let parts: Vec<char> = parts.into_iter().map(fold::fold_one).collect();
                if let [first, second, ref third @ ..] = parts[..] {
                    wholes.entry((first, second)).or_default().push((third.first().copied(), whole));
                }
            }
        }
    }
    // The longest first.
    wholes.values_mut().for_each(|list| list.sort_by_key(|(third, _)| third.is_none()));
    let mut firsts = vec![0; 0x1_0000 / 64];
    for (first, _) in wholes.keys() {
        if let Some(bits) = firsts.get_mut(*first as usize / 64) {
            *bits |= 1 << (*first as usize % 64);
        }
    }
    Table { wholes, firsts }
});

/// The components that stand for one character, as a range of the view they were found in.
pub(crate) type Parts = (usize, usize);

/// View B with components put together to the characters that some word needs; nothing where there are none. Beside it,
/// for each character, the characters of view B it is made of.
pub(crate) fn put_together(view: &View<'_>, wanted: impl Fn(char) -> bool) -> Option<(View<'static>, Vec<Parts>)> {
    let chars = &*view.chars;
    let table = &*TABLE;
    let whole_at = |at: usize| {
        let (&first, &second) = (chars.get(at)?, chars.get(at + 1)?);
        if table.firsts.get(first as usize / 64).is_none_or(|bits| bits >> (first as usize % 64) & 1 == 0) {
            return None;
        }
        let fits = |third: &Option<char>| third.is_none() || third.as_ref() == chars.get(at + 2);
        let list = table.wholes.get(&(first, second))?;
        let (third, whole) = list.iter().find(|(third, whole)| fits(third) && wanted(*whole))?;
        Some((*whole, 2 + usize::from(third.is_some())))
    };
    let first = (0..chars.len()).find(|&at| whole_at(at).is_some())?;
    let mut out = View::with_capacity(chars.len());
    let mut parts = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let (c, len) = (at >= first).then(|| whole_at(at)).flatten().unwrap_or((chars[at], 1));
        out.push(c, (view.span(at).0, view.span(at + len - 1).1));
        parts.push((at, at + len));
        at += len;
    }
    Some((out, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Option<String> {
        let chars: Vec<char> = fold::fold_str(text).chars().collect();
        put_together(&View::one_to_one(&chars), |_| true).map(|(view, _)| view.chars.iter().collect())
    }

    #[test]
    fn components_are_put_together() {
        assert_eq!(whole("言十戈刂").as_deref(), Some("计划"));
        assert_eq!(whole("女马").as_deref(), Some("妈"));
        assert_eq!(whole("公告"), None);
    }

    #[test]
    fn every_line_of_the_table_is_well_formed() {
        assert!(TABLE.wholes.len() > 600, "{}", TABLE.wholes.len());
        let odd = |list: &Vec<(Option<char>, char)>| list.iter().any(|(_, whole)| !fold::is_han(*whole));
        assert!(!TABLE.wholes.values().any(odd));
    }
}
