//! Parts told beside their whole in words of their own: 办结30件、正在办理8件 of 35, 同意48张 and 反对1张 of the ballots, 共16个乡镇
//! behind 10个镇、5个乡, 预算100万元 against 决算98万元.

use super::super::sums::{Amount, rounded};
use super::{number, warn};
use crate::finding::Hit;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    handled(reading, amounts)
        .or_else(|| joined(reading, amounts))
        .or_else(|| ballots(reading, amounts))
        .or_else(|| at_rate(reading, amounts))
        .or_else(|| accounts(reading, amounts))
        .or_else(|| marks(reading))
}

/// The amount that one of the words leads to.
fn led<'a>(reading: &Reading<'_>, amounts: &'a [Amount], words: &[&str]) -> Option<&'a Amount> {
    amounts.iter().find(|amount| {
        let before = reading.before(amount.range.0, 8);
        words.iter().any(|word| before.trim_end_matches(['的', '了', '共', '为']).ends_with(word))
    })
}

/// 收到建议35件，已办结30件，正在办理8件
fn handled(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let done = led(reading, amounts, &["已办结", "办结", "已答复", "已办理", "已完成"])?;
    let open = led(reading, amounts, &["正在办理", "正在办", "办理中", "尚未办结", "未办结", "正在推进"])?;
    let whole = amounts.iter().rfind(|amount| amount.range.1 <= done.range.0)?;
    let told = reading.has_before(whole.range.0, 12, &["收到", "受理", "承办", "交办", "共有", "接到"]);
    let alike = done.unit == whole.unit && open.unit == whole.unit && !whole.unit.is_empty();
    let sum = done.value + open.value;
    let near = open.range.0 > done.range.1 && open.range.0 - done.range.1 <= 12;
    (told && alike && near && sum > whole.value + 0.05).then(|| {
        warn((done.range.0, open.range.1), format!("各部分之和是{}，超过总数{}，请核对", rounded(sum), rounded(whole.value)))
    })
}

/// 10个镇、5个乡，共16个乡镇; 男生120名，女生130名，共260名学生
fn joined(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let noun = |amount: &Amount| {
            let rest = &reading.plain[amount.range.1..];
            rest.iter().take(4).take_while(|c| crate::fold::is_han(**c)).collect::<String>()
        };
        let (one, two, all) = (noun(&three[0]), noun(&three[1]), noun(&three[2]));
        let between = reading.text(three[1].range.1, three[2].range.0);
        let summed = between == format!("{two},共") || between == format!("{two},共计");
        let places = !one.is_empty() && !two.is_empty() && one != two && all.starts_with(|c| one.contains(c) || two.contains(c));
        let named = |amount: &Amount, word: &str| reading.led_by(amount.range.0, &[word]);
        let sexes = ["男", "男生", "男性"].iter().any(|word| named(&three[0], word))
            && ["女", "女生", "女性"].iter().any(|word| named(&three[1], word));
        let whole = all.contains(one.as_str()) && all.contains(two.as_str()) && places;
        summed && (whole || sexes) && three.iter().all(|amount| amount.unit == three[0].unit && !amount.unit.is_empty())
    })?;
    let sum = three[0].value + three[1].value;
    ((sum - three[2].value).abs() > 0.05).then(|| warn(three[2].range, format!("前面两数之和是{}，请核对", rounded(sum))))
}

/// 有效票50张，同意48张，反对1张，弃权3张
fn ballots(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let whole = led(reading, amounts, &["有效票", "收回选票", "收回表决票", "发出选票", "发出表决票"])?;
    let votes = [&["同意", "同意票", "赞成", "赞成票"][..], &["反对", "反对票"], &["弃权", "弃权票"]];
    let votes: Vec<&Amount> = votes.iter().filter_map(|words| led(reading, amounts, words)).collect();
    let sum: f64 = votes.iter().map(|vote| vote.value).sum();
    let alike = votes.iter().all(|vote| vote.unit == whole.unit && vote.range.0 > whole.range.1);
    let last = votes.last().filter(|_| votes.len() >= 2 && alike)?;
    (sum > whole.value + 0.05).then(|| {
        warn((votes[0].range.0, last.range.1), format!("各项票数之和是{}，超过{}，请核对", rounded(sum), rounded(whole.value)))
    })
}

/// 每亩100元，共200亩，补助资金3万元
fn at_rate(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let unit = three[1].unit.as_str();
        let each = !unit.is_empty()
            && reading.led_by(three[0].range.0, &[&format!("每{unit}"), &format!("每{unit}补助"), &format!("每{unit}补贴")]);
        let first = reading.text(three[0].range.1, three[1].range.0);
        let count = first.starts_with(',') && first.chars().count() <= 5;
        let total = reading.before(three[2].range.0, 6);
        let all = ["资金", "共计", "合计", "收费", "金额", "总计", "费用"].iter().any(|word| total.ends_with(word));
        each && count && all && three[0].unit == "元" && matches!(three[2].unit.as_str(), "元" | "万元")
    })?;
    let scale = if three[2].unit == "万元" { 1e4 } else { 1.0 };
    let right = three[0].value * three[1].value / scale;
    (right > 0.0 && ((three[2].value - right) / right).abs() > 0.01)
        .then(|| warn(three[2].range, format!("标准与数量之积是{}{}，请核对", rounded(right), three[2].unit)))
}

/// 预算100万元，决算98万元，超支2万元
fn accounts(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (plan, spent) = (led(reading, amounts, &["预算"])?, led(reading, amounts, &["决算", "实际支出"])?);
    let over = led(reading, amounts, &["超支"]);
    let rest = led(reading, amounts, &["结余", "节约"]);
    let (told, right) = over.map(|a| (a, spent.value - plan.value)).or(rest.map(|a| (a, plan.value - spent.value)))?;
    let alike = plan.unit == spent.unit && told.unit == plan.unit && plan.unit.ends_with('元');
    (alike && (told.value - right).abs() > 0.051).then(|| warn(told.range, "与预算、决算的差额不符，请核对"))
}

/// 满分100分，其中笔试60分、面试50分
fn marks(reading: &Reading<'_>) -> Option<Hit> {
    let at = (0..reading.plain.len()).find(|&at| reading.is_at(at, "满分"))?;
    let (end, full) = number(reading, at + 2 + usize::from(reading.char(at + 2) == Some('为')))?;
    let among = (end..reading.plain.len().min(end + 4)).find(|&i| reading.is_at(i, "其中"))?;
    let len = reading.plain[among..].iter().take(60).take_while(|c| !matches!(c, '。' | ';')).count();
    let starts = (among..among + len).filter(|&i| {
        reading.plain[i].is_ascii_digit() && !reading.char_before(i).is_some_and(|c| c.is_ascii_digit() || c == '.')
    });
    let parts: Vec<(usize, f64)> =
        starts.filter_map(|i| number(reading, i).filter(|found| reading.char(found.0) == Some('分'))).collect();
    let sum: f64 = parts.iter().map(|part| part.1).sum();
    let last = parts.last().filter(|_| parts.len() >= 2)?;
    ((sum - full).abs() > 0.05).then(|| warn((at, last.0 + 1), format!("各部分之和是{}分，请核对", rounded(sum))))
}
