//! Mobile telephone numbers (手机号码) that are not an office's published line by their context (domain.md §6.4).

use super::{Context, contact, digits, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Before a number these say that it is a number of another kind.
const OTHER: [&str; 18] = [
    "编号", "单号", "流水", "订单", "合同号", "批号", "证号", "条码", "代码", "学号", "工号", "案号", "备案", "账号", "qq",
    "文号", "受理号", "凭证",
];
/// After a number these make a quantity of it.
const QUANTITY: &str = "元万亿吨千兆立平米亩件人户公%";

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, hits) in hits.iter_mut().enumerate().take(readings.len()) {
        for range in find(readings, block) {
            let message = "含有个人手机号码，公开前请确认或遮盖";
            hits.push(hit(Category::Privacy, Severity::Warn, "privacy.mobile", range, message));
        }
    }
}

/// The ranges of personal mobile numbers in a block; also asked by the check of lists.
pub(super) fn find(readings: &[Reading<'_>], block: usize) -> Vec<(usize, usize)> {
    let reading = &readings[block];
    let groups = digits::groups(reading);
    let mut found = Vec::new();
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
        let other = digits::follows(reading, start, 8, &OTHER)
            && !digits::follows(reading, start, 6, &["手机", "电话"])
            && !digits::follows(reading, start, 30, &["支付宝"]);
        if !other && !is_quantity(reading, start, end) && !contact::is_office(readings, block, start, end) {
            found.push((start, end));
        }
        first += n;
    }
    found
}

fn is_quantity(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let digit = |i: Option<usize>| i.and_then(|i| reading.char(i)).is_some_and(|c| c.is_ascii_digit());
    let decimal = reading.char_before(start) == Some('.') && digit(start.checked_sub(2));
    let path = matches!(reading.char_before(start), Some('/' | '=' | '#'));
    let fraction = reading.char(end) == Some('.') && digit(Some(end + 1));
    decimal || path || fraction || reading.char(end).is_some_and(|c| QUANTITY.contains(c))
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
    let grouped = matches!(sizes.as_slice(), [11] | [3, 4, 4] | [4, 4, 3] | [3, 8] | [4, 3, 4]);
    own.len() == 11 && own[0] == 1 && own[1] >= 3 && grouped
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn personal_numbers_are_found_in_every_writing() {
        for text in
            ["13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "+86 138 1234 5678", "１３８１２３４５６７８"]
        {
            assert_eq!(marked(&format!("户主王某某{text}。")), [text]);
        }
        assert_eq!(marked("网民谭玉珍（手机13974652081）反映路灯不亮。"), ["13974652081"]);
        assert_eq!(marked("当事人张小满，联系电话13812345678"), ["13812345678"]);
        assert_eq!(marked("善款转给队长华小雨支付宝（账号：17757264082）"), ["17757264082"]);
        assert_eq!(marked("<td>王小明 13912345678"), ["13912345678"]);
    }

    #[test]
    fn office_lines_masks_and_other_numbers_are_left_alone() {
        for text in [
            "咨询电话：13812345678",
            "联系人：李某，电话13812345678",
            "监督电话\n13812345678",
            "138****5678",
            "213812345678",
            "12812345678",
            "投资13800000000元",
            "订单号13812345678",
            "http://a.example/13812345678.html",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
