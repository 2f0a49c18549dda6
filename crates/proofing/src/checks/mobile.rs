//! Mobile telephone numbers (手机号码) that are not an office's published line by their context (domain.md §6.4).

use super::{digits, hit};
use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Before a number these say it was published on purpose.
const OFFICE: [&str; 12] =
    ["咨询", "联系", "监督", "投诉", "热线", "举报", "值班", "客服", "服务电话", "办公电话", "传真", "报名电话"];
/// How far before the number the context is read, in characters.
const REACH: usize = 12;

pub(super) fn check(reading: &Reading<'_>, _: &Options<'_>, hits: &mut Vec<Hit>) {
    let groups = digits::groups(reading);
    let mut first = 0;
    while first < groups.len() {
        let joined = digits::joined(reading, &groups[first..], 4);
        let Some(n) = (1..=joined.len()).find(|&n| is_mobile(reading, &joined[..n])) else {
            first += 1;
            continue;
        };
        let (mut start, end) = (joined[0].0, joined[n - 1].1);
        if reading.char_before(start) == Some('+') {
            start -= 1;
        }
        if !digits::follows(reading, start, REACH, &OFFICE) {
            let message = "含有个人手机号码，公开前请确认或遮盖".to_owned();
            hits.push(hit(Category::Privacy, Severity::Warn, "privacy.mobile", (start, end), message));
        }
        first += n;
    }
}

/// Eleven digits beginning 13 to 19, together or 3-4-4, with or without the country code.
fn is_mobile(reading: &Reading<'_>, groups: &[digits::Group]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    if last.1 - first.0 > 24 || digits::continues(reading, first.0, last.1) {
        return false;
    }
    let number = digits::digits(reading, first.0, last.1);
    let country = match number.as_slice() {
        [8, 6, ..] if number.len() == 13 => 2,
        [0, 0, 8, 6, ..] if number.len() == 15 => 4,
        _ => 0,
    };
    let own = &number[country..];
    let mut sizes: Vec<usize> = groups.iter().map(|g| g.1 - g.0).collect();
    if country > 0 && sizes.first() == Some(&country) {
        sizes.remove(0);
    } else if let Some(size) = sizes.first_mut() {
        *size -= country.min(*size);
    }
    own.len() == 11 && own[0] == 1 && own[1] >= 3 && matches!(sizes.as_slice(), [11] | [3, 4, 4])
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn personal_numbers_are_found_in_every_writing() {
        for text in
            ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "+86 138 1234 5678", "１３８１２３４５６７８"]
        {
            assert_eq!(marked(check, &format!("户主王某某{text}。")), [text]);
        }
    }

    #[test]
    fn office_lines_masks_and_longer_numbers_are_left_alone() {
        for text in ["咨询电话：13812345678", "联系人：李某，电话13812345678", "138****5678", "213812345678", "12812345678"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
