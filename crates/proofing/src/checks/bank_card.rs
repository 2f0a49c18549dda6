//! Bank card numbers (银行卡号): known first digits and the Luhn sum (domain.md §6.4).

use time::Date;

use super::{Context, digits, hit, id_number};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// What a long number is when one of these stands before it.
const OTHER_NUMBERS: [&str; 40] = [
    "信用代码", "标识码", "备案", "项目编号", "项目代码", "编号", "文号", "流水", "订单", "运单", "快递", "合同", "条码",
    "网安备", "注册号", "许可证", "执照", "凭证", "批次", "案号", "追溯码", "监管码", "发票", "票据", "标段", "招标", "imei",
    "序列号", "设备", "学号", "学籍号", "校验码", "索引号", "受理号", "申请号", "身份证", "缴款码", "isbn", "单号", "文书号",
];
/// Words that say it is an account or a card.
const ACCOUNT: [&str; 8] = ["卡号", "银行卡", "账号", "帐号", "账户", "开户", "信用卡", "储蓄卡"];

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate() {
        for range in find(reading, context.options.ref_date).into_iter().filter(|_| !of_body(readings, block)) {
            let message = "含有完整的银行卡号，应删除或遮盖后再公开";
            hits[block].push(hit(Category::Privacy, Severity::Block, "privacy.bank_card", range, message));
        }
    }
}

/// 户名：栖川市慈善总会 over 账号：…: a body's own account, which it publishes.
fn of_body(readings: &[Reading<'_>], block: usize) -> bool {
    const BODIES: [&str; 10] = ["会", "局", "公司", "中心", "学校", "医院", "政府", "委员会", "办公室", "基金会"];
    let holder = |reading: &Reading<'_>| {
        let at = reading.skip_spaces(0);
        let label = reading.one_of(at, &["户名:", "开户名称:", "账户名称:", "单位名称:", "收款单位:"])?;
        Some(reading.text(at + label.chars().count(), reading.plain.len()).trim().to_owned())
    };
    let near = readings[block.saturating_sub(2)..].iter().take(4);
    near.filter_map(holder).any(|name| name.chars().count() >= 5 && BODIES.iter().any(|end| name.ends_with(end)))
}

/// The ranges of card numbers; also asked by the check of lists.
pub(super) fn find(reading: &Reading<'_>, today: Option<Date>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let groups = digits::groups(reading);
    if !groups.iter().any(|g| g.1 - g.0 >= 4) {
        return found;
    }
    let ids = id_number::find(reading, today);
    let mut first = 0;
    while first < groups.len() {
        let joined = digits::joined(reading, &groups[first..], 5);
        let account = digits::follows(reading, joined[0].0, 16, &ACCOUNT);
        let taken = (1..=joined.len()).rev().find(|&n| is_card(reading, &joined[..n], account));
        if let Some(n) = taken {
            let range = (joined[0].0, joined[n - 1].1);
            let other = !account && digits::follows(reading, range.0, 12, &OTHER_NUMBERS);
            if !other && !ids.iter().any(|id| id.0 < range.1 && range.0 < id.1) {
                found.push(range);
            }
        }
        first += taken.unwrap_or(1);
    }
    found
}

/// Whether the groups together are a card number: one run, or fours with a shorter end.
fn is_card(reading: &Reading<'_>, groups: &[digits::Group], account: bool) -> bool {
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return false };
    let fours = groups[..groups.len() - 1].iter().all(|g| g.1 - g.0 == 4) && last.1 - last.0 <= 4;
    if (groups.len() > 1 && !fours) || last.1 - first.0 > 32 || digits::continues(reading, first.0, last.1) {
        return false;
    }
    let number = digits::digits(reading, first.0, last.1);
    known_issuer(&number, account) && luhn(&number)
}

/// Card lengths by their first digits; other lengths and issuers only where the text speaks of an account.
fn known_issuer(number: &[u32], account: bool) -> bool {
    match (number.len(), number.first(), number.get(1)) {
        (16..=19, Some(6), Some(2)) | (16, Some(4), _) | (16, Some(5), Some(1..=9)) => true,
        (15, Some(3), Some(4 | 7)) | (16, Some(3), Some(5)) => true,
        (13..=19, Some(3..=6), _) | (16..=19, Some(9), Some(4 | 5)) => account,
        _ => false,
    }
}

fn luhn(number: &[u32]) -> bool {
    let double = |d: u32| if d > 4 { d * 2 - 9 } else { d * 2 };
    let sum: u32 = number.iter().rev().enumerate().map(|(i, &d)| if i % 2 == 1 { double(d) } else { d }).sum();
    sum.is_multiple_of(10)
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
    fn cards_are_found_together_and_in_fours() {
        for text in [
            "6222020000000000000",
            "6217000000000006",
            "6217 0000 0000 0006",
            "6217-0000-0000-0006",
            "４１１１１１１１１１１１１１１１",
        ] {
            assert_eq!(marked(&format!("卡号：{text}，户名")), [text]);
        }
    }

    #[test]
    fn a_wrong_sum_an_identity_number_or_another_kind_of_number_is_no_card() {
        for text in [
            "6217000000000007", "510101199001011230", "项目编号6217000000000006", "9558800000000000000",
            "快递单号6217000000000006", "518000000000000001", "6217********0006",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_account_of_a_body_is_published_on_purpose() {
        let account = |holder: &str| marked(&format!("户名：{holder}\n账号：6222020000000000000\n开户行：某银行"));
        assert_eq!((account("栖川市慈善总会").len(), account("王小明").len()), (0, 1));
    }
}
