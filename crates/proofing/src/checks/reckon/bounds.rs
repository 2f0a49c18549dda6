//! Two figures in the wrong order: 由第5位上升到第8位, 降幅由3.1%收窄至4.5%, 不少于10人、不多于8人, 突破100亿元，达到98.6亿元.

use super::super::quantity;
use super::{next_number, number, warn};
use crate::finding::Hit;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    match reading.plain[at] {
        '位' | '名' => rank(reading, at),
        '收' | '缩' | '扩' | '回' => width(reading, at),
        '最' => heat(reading, at),
        '不' | '至' => least(reading, at),
        '突' | '超' => passed(reading, at),
        '折' => discount(reading, at),
        '式' => copies(reading, at),
        _ => None,
    }
}

/// 由上年的第5位上升到第8位
fn rank(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let digits = reading.digits_before(at, 3);
    let start = (at - digits).checked_sub(1).filter(|&start| digits > 0 && reading.plain[start] == '第')?;
    let up = ["上升到第", "上升至第", "前移到第", "前移至第", "跃升至第", "跃居第", "提升到第", "提升至第", "升至第"];
    let down = ["下降到第", "下降至第", "后移至第", "后移到第", "降至第", "下滑至第", "退至第"];
    let rises = reading.one_of(at + 1, &up);
    let word = rises.or_else(|| reading.one_of(at + 1, &down))?;
    let (end, to) = number(reading, at + 1 + word.chars().count())?;
    let (_, from) = number(reading, start + 1)?;
    let wrong = if rises.is_some() { to > from } else { to < from };
    let same = reading.char(end) == reading.char(at);
    (wrong && same).then(|| warn((start, end + 1), "位次的变化与所说的升降不符，请核对"))
}

/// 降幅由3.1%收窄至4.5%
fn width(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let narrow = reading.one_of(at, &["收窄至", "收窄到", "缩小至", "缩小到", "回落至", "回落到"]);
    let word = narrow.or_else(|| reading.one_of(at, &["扩大至", "扩大到"]))?;
    let (end, to) = number(reading, at + word.chars().count()).filter(|found| reading.char(found.0) == Some('%'))?;
    let percent = at.checked_sub(1).filter(|&i| reading.plain[i] == '%')?;
    let start = quantity::number_start(reading, percent);
    let (_, from) = number(reading, start)?;
    let led = reading.has_before(start, 14, &["幅", "率", "差"]);
    let cold = reading.char_before(start).is_some_and(|c| matches!(c, '-' | '−'));
    let wrong = if narrow.is_some() { to > from } else { to < from };
    (led && !cold && wrong).then(|| warn((start, end + 1), "两数的大小与所说的变化不符，请核对"))
}

/// 气温：最高18℃，最低24℃
fn heat(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (end, high) = reading.is_at(at, "最高").then(|| number(reading, at + 2))??;
    let low = (end..end + 5).find(|&i| reading.is_at(i, "最低"))?;
    let (stop, low) = number(reading, low + 2)?;
    let degree = |at: usize| reading.char(at).is_some_and(|c| matches!(c, '℃' | '°' | '度'));
    (degree(end) && degree(stop) && low > high).then(|| warn((at, stop + 1), "最低气温高于最高气温，请核对"))
}

/// 不少于10人、不多于8人
fn least(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const LEAST: [&str; 5] = ["不少于", "不低于", "不小于", "不得少于", "至少"];
    const MOST: [&str; 7] = ["不多于", "不超过", "不高于", "不大于", "不得多于", "不得超过", "至多"];
    let word = reading.one_of(at, &LEAST)?;
    let (end, least) = number(reading, at + word.chars().count())?;
    let unit_end = quantity::unit_end(reading, end);
    let unit = reading.text(end, unit_end);
    let gap = usize::from(reading.char(unit_end).is_some_and(|c| matches!(c, ',' | '、' | '且' | '也')));
    let most = reading.one_of(unit_end + gap, &MOST)?;
    let (stop, most) = number(reading, unit_end + gap + most.chars().count())?;
    let same = reading.is_at(stop, &unit) && !unit.is_empty();
    (same && least > most).then(|| warn((at, stop + unit.chars().count()), "下限大于上限，请核对"))
}

/// 首次突破100亿元，达到98.6亿元
fn passed(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["突破", "超过"])?;
    let (end, line) = number(reading, at + word.chars().count())?;
    let unit_end = quantity::unit_end(reading, end);
    let unit = reading.text(end, unit_end);
    let then = reading.one_of(unit_end, &[",达到", ",达", "大关,达到", "大关,达"])?;
    let start = unit_end + then.chars().count();
    let (stop, value) = number(reading, start)?;
    let same = reading.is_at(stop, &unit) && !unit.is_empty();
    (same && value < line).then(|| warn((at, stop + unit.chars().count()), format!("没有超过{line}{unit}，请核对")))
}

/// 打八五折，优惠85%
fn discount(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|n| n == c).map(|i| i as f64 + 1.0);
    let len = reading.plain[..at].iter().rev().take(2).take_while(|c| digit(**c).is_some()).count();
    let mut digits = reading.plain[at - len..at].iter().filter_map(|&c| digit(c));
    let paid = digits.next().filter(|_| reading.char_before(at - len) == Some('打'))? * 10.0 + digits.next().unwrap_or(0.0);
    let word = (at..at + 6).find(|&i| reading.is_at(i, "优惠"))?;
    let (start, end, off) = next_number(reading, word + 2, 2).filter(|found| reading.char(found.1) == Some('%'))?;
    ((100.0 - paid - off).abs() > 0.5).then(|| warn((start, end + 1), format!("按折扣应优惠{}%，请核对", 100.0 - paid)))
}

/// 一式三份，甲乙双方各执两份
fn copies(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let value = |c: char| match c {
        '两' => Some(2),
        c => "一二三四五六七八九".chars().position(|n| n == c).map(|i| i + 1),
    };
    let all =
        value(reading.char(at + 1)?).filter(|_| reading.char_before(at) == Some('一') && reading.char(at + 2) == Some('份'))?;
    let each = (at + 3..at + 16).find(|&i| reading.is_at(i, "双方各执") || reading.is_at(i, "双方各持"))?;
    let own = value(reading.char(each + 4)?)?;
    let rest = reading.text(each, each + 20).contains("其余") || reading.text(at, each + 20).contains("备案");
    (all != 2 * own && !rest).then(|| warn((at - 1, at + 3), "份数与各方所执不符，请核对"))
}
