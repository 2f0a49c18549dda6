//! Long numbers in a text, written together or in groups, for the checks of card, identity and telephone numbers.

use crate::reading::Reading;

/// A run of digits without separators.
pub(super) type Group = (usize, usize);

/// The maximal runs of ASCII digits (full-width ones count, the text is plain).
pub(super) fn groups(reading: &Reading<'_>) -> Vec<Group> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in reading.plain.iter().enumerate() {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                out.push((from, i));
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| (from, reading.plain.len())));
    out
}

/// What may stand between the groups of one number.
pub(super) fn separates(c: char) -> bool {
    matches!(c, ' ' | '-' | '\u{2013}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The consecutive groups from `groups[0]` on that belong to one number by their separators.
pub(super) fn joined<'g>(reading: &Reading<'_>, groups: &'g [Group], most: usize) -> &'g [Group] {
    let near = |pair: &[Group]| {
        let gap = &reading.plain[pair[0].1..pair[1].0];
        gap.len() <= 2 && gap.iter().all(|&c| separates(c))
    };
    let groups = &groups[..groups.len().min(most)];
    let count = groups.windows(2).take_while(|pair| near(pair)).count() + 1;
    &groups[..count.min(groups.len())]
}

/// The digits of the range `start..end`.
pub(super) fn digits(reading: &Reading<'_>, start: usize, end: usize) -> Vec<u32> {
    reading.plain[start..end].iter().filter_map(|c| c.to_digit(10)).collect()
}

/// Whether a letter, a digit or a masking star touches the range, so that it is part of something longer.
pub(super) fn continues(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '_'));
    touches(reading.char_before(start)) || touches(reading.char(end))
}

/// Whether one of the words stands within the `reach` characters before `start`.
pub(super) fn follows(reading: &Reading<'_>, start: usize, reach: usize, words: &[&str]) -> bool {
    reading.has_before(start, reach, words)
}
