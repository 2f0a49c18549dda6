//! Bank card numbers (银行卡号): known first digits and the Luhn sum (domain.md §6.4).

use super::{digits, hit, id_number};
use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// What a long number is when one of these stands before it.
const OTHER_NUMBERS: [&str; 14] = [
    "信用代码",
    "标识码",
    "备案号",
    "备案编号",
    "项目编号",
    "项目代码",
    "编号",
    "文号",
    "流水号",
    "订单号",
    "合同号",
    "条码",
    "网安备",
    "注册号",
];

pub(super) fn check(reading: &Reading<'_>, options: &Options<'_>, hits: &mut Vec<Hit>) {
    let groups = digits::groups(reading);
    if !groups.iter().any(|g| g.1 - g.0 >= 4) {
        return;
    }
    let ids = id_number::find(reading, options.ref_date);
    let mut first = 0;
    while first < groups.len() {
        let joined = digits::joined(reading, &groups[first..], 5);
        let taken = (1..=joined.len()).rev().find(|&n| is_card(reading, &joined[..n]));
        if let Some(n) = taken {
            let range = (joined[0].0, joined[n - 1].1);
            let other = digits::follows(reading, range.0, 12, &OTHER_NUMBERS);
            if !other && !ids.iter().any(|id| id.0 < range.1 && range.0 < id.1) {
                let message = "含有完整的银行卡号，应删除或遮盖后再公开".to_owned();
                hits.push(hit(Category::Privacy, Severity::Block, "privacy.bank_card", range, message));
            }
        }
        first += taken.unwrap_or(1);
    }
}

/// Whether the groups together are a card number: one run, or fours with a shorter end.
fn is_card(reading: &Reading<'_>, groups: &[digits::Group]) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let fours = groups[..groups.len() - 1].iter().all(|g| g.1 - g.0 == 4) && last.1 - last.0 <= 4;
    if (groups.len() > 1 && !fours) || last.1 - first.0 > 32 || digits::continues(reading, first.0, last.1) {
        return false;
    }
    let number = digits::digits(reading, first.0, last.1);
    known_issuer(&number) && luhn(&number)
}

fn known_issuer(number: &[u32]) -> bool {
    matches!(
        (number.len(), number.first(), number.get(1)),
        (16..=19, Some(6), Some(2))
            | (16..=19, Some(4), _)
            | (16..=19, Some(5), Some(1..=9))
            | (15, Some(3), Some(4 | 7))
            | (16, Some(3), Some(5))
    )
}

fn luhn(number: &[u32]) -> bool {
    let double = |d: u32| if d > 4 { d * 2 - 9 } else { d * 2 };
    let sum: u32 = number.iter().rev().enumerate().map(|(i, &d)| if i % 2 == 1 { double(d) } else { d }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn cards_are_found_together_and_in_fours() {
        for text in ["6222020000000000000", "6217000000000006", "6217 0000 0000 0006", "6217-0000-0000-0006"] {
            assert_eq!(marked(check, &format!("卡号：{text}，户名")), [text]);
        }
    }

    #[test]
    fn a_wrong_sum_an_identity_number_or_another_kind_of_number_is_no_card() {
        for text in ["6217000000000007", "510101199001011230", "项目编号6217000000000006", "9558800000000000000"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
