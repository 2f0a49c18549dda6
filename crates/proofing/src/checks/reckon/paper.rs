//! Figures of several lines of one paper: a sum above its limit, an area that is not length times breadth, a list that does not
//! make up the number announced.

use super::super::sums::{self, Amount, rounded};
use super::{next_number, warn};
use crate::finding::Hit;
use crate::reading::Reading;

type Found = Vec<(usize, Hit)>;

pub(super) fn check(readings: &[Reading<'_>]) -> Found {
    let mut out: Found = above_limit(readings).into_iter().chain(area(readings)).chain(interview(readings)).collect();
    out.extend(above_mark(readings));
    out.extend(announced(readings));
    out.extend(tiers(readings));
    out
}

/// The first line that has one of the words, within its first characters, and the number behind it.
fn told(readings: &[Reading<'_>], words: &[&str]) -> Option<(usize, Amount)> {
    readings.iter().enumerate().find_map(|(block, reading)| {
        let at = (0..reading.plain.len().min(30)).find(|&at| reading.one_of(at, words).is_some())?;
        let end = at + reading.one_of(at, words)?.chars().count();
        let (start, stop, _) = next_number(reading, end, 8)?;
        let amounts = sums::amounts(reading, start, reading.plain.len().min(stop + 12));
        Some((block, amounts.into_iter().next()?))
    })
}

/// 最高限价：50万元, 成交金额：56.8万元
fn above_limit(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let (_, limit) = told(readings, &["最高限价", "招标控制价", "采购预算", "预算金额", "最高投标限价"])?;
    let (block, paid) = told(readings, &["成交金额", "中标金额", "中标价", "成交价"])?;
    let yuan = |a: &Amount| a.value * if a.unit.starts_with('万') { 1e4 } else { 1.0 };
    let money = limit.unit.ends_with('元') && paid.unit.ends_with('元');
    (money && yuan(&paid) > yuan(&limit) + 0.5).then(|| (block, warn(paid.range, "高于限价或预算，请核对")))
}

/// 长25米，宽18米 and 面积：480平方米
fn area(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let (first, length, breadth) = readings.iter().enumerate().find_map(|(block, reading)| {
        let at = (0..reading.plain.len())
            .find(|&at| reading.char(at) == Some('长') && reading.char(at + 1).is_some_and(|c| c.is_ascii_digit()))?;
        let (_, end, length) = next_number(reading, at + 1, 1).filter(|found| reading.char(found.1) == Some('米'))?;
        let wide = (end..end + 4).find(|&at| reading.char(at) == Some('宽'))?;
        let (_, stop, breadth) = next_number(reading, wide + 1, 1)?;
        (reading.char(stop) == Some('米')).then_some((block, length, breadth))
    })?;
    let (block, told) =
        told(readings, &["面积"]).filter(|(block, told)| *block >= first && *block <= first + 2 && told.unit == "平方米")?;
    let right = length * breadth;
    (((told.value - right) / right).abs() > 0.02)
        .then(|| (block, warn(told.range, format!("长与宽之积是{}平方米，请核对", rounded(right)))))
}

/// 招聘人数：2人, 比例：1∶3, 进入面试人数：8人
fn interview(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let (_, posts) = told(readings, &["招聘人数:", "招录人数:", "招聘计划:"])?;
    let (block, asked) = told(readings, &["进入面试人数", "面试人数:", "入围人数"])?;
    let each = readings.iter().find_map(|reading| {
        let at = (0..reading.plain.len()).find(|&at| reading.is_at(at, "比例"))?;
        let one = (at..at + 8)
            .find(|&i| reading.char(i) == Some('1') && reading.char(i + 1).is_some_and(|c| matches!(c, ':' | '∶')))?;
        next_number(reading, one + 2, 1).map(|found| found.2)
    })?;
    let right = posts.value * each;
    (asked.value > right + 0.5).then(|| (block, warn(asked.range, format!("按比例应为{}人，请核对", rounded(right)))))
}

/// 满分100分 above 青竹村：106.5分
fn above_mark(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let (from, full) = told(readings, &["满分"])?;
    readings.iter().enumerate().skip(from + 1).find_map(|(block, reading)| {
        let colon = reading.plain.iter().position(|&c| c == ':')?;
        let (start, end, mark) = next_number(reading, colon + 1, 2)?;
        let mine = reading.char(end) == Some('分') && reading.plain.len() <= end + 2 && full.unit.is_empty();
        (mine && mark > full.value).then(|| (block, warn((start, end + 1), "高于满分，请核对")))
    })
}

/// 计划招聘12名，岗位如下： over 会计岗3名, 法务岗2名, 工程岗6名
fn announced(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    readings.iter().enumerate().find_map(|(block, reading)| {
        let opens = reading.plain.ends_with(&['如', '下', ':']) && reading.plain.len() <= 60;
        let [whole] = &sums::amounts(reading, 0, reading.plain.len())[..] else { return None };
        let part = |line: &Reading<'_>| match &sums::amounts(line, 0, line.plain.len())[..] {
            [one] if one.unit == whole.unit && line.plain.len() <= one.range.1 + 1 && line.plain.len() <= 24 => Some(one.value),
            _ => None,
        };
        let parts: Vec<f64> = readings[block + 1..].iter().map_while(part).collect();
        let sum: f64 = parts.iter().sum();
        let counted = matches!(whole.unit.as_str(), "名" | "人" | "个" | "家" | "户" | "万元" | "项" | "件");
        (opens && counted && parts.len() >= 2 && (sum - whole.value).abs() > 0.05)
            .then(|| (block, warn(whole.range, format!("下列各数之和是{}，请核对", rounded(sum)))))
    })
}

/// 1万元以上不足5万元的 over 4万元以上的
fn tiers(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    readings.windows(2).enumerate().find_map(|(block, two)| {
        let upper = |reading: &Reading<'_>| {
            let at = (0..reading.plain.len()).find(|&at| reading.is_at(at, "以上不足") || reading.is_at(at, "以上不满"))?;
            next_number(reading, at + 4, 1)
        };
        let (_, end, top) = upper(&two[0])?;
        let at = (0..two[1].plain.len()).find(|&at| two[1].is_at(at, "以上"))?;
        let unit = two[0].text(end, (end + 3).min(two[0].plain.len()));
        let own = two[1].text(at.saturating_sub(2), at);
        let start = super::super::quantity::number_start(
            &two[1],
            at - own.trim_start_matches(|c: char| c.is_ascii_digit()).chars().count(),
        );
        let (_, stop, low) = next_number(&two[1], start, 1)?;
        let same = unit.starts_with(&two[1].text(stop, at)) && stop < at;
        (same && (low - top).abs() > 0.001)
            .then(|| (block + 1, warn((start, at + 2), format!("与上一档的上限{top}不衔接，请核对"))))
    })
}
