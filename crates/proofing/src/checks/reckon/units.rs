//! A unit that does not go with what is measured, or with itself: 人民币50万美元, 发电350万千瓦, 30km/小时, 三分之四.

use super::super::quantity;
use super::{number, warn};
use crate::finding::Hit;
use crate::reading::Reading;

/// Symbols and names of units that stand on either side of a stroke; the two kinds are not mixed (GB 3100).
const SYMBOLS: [&str; 13] = ["km", "kg", "mg", "ml", "kw", "μg", "m", "g", "t", "l", "h", "s", "d"];
const NAMES: [&str; 16] = [
    "小时", "立方米", "平方米", "平方公里", "公里", "千米", "毫克", "微克", "千克", "公斤", "毫升", "升", "吨", "克", "时", "秒",
];

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    match reading.plain[at] {
        '分' => fraction(reading, at).or_else(|| sixty(reading, at)),
        '币' => currency(reading, at),
        '发' | '用' | '供' => energy(reading, at),
        '流' => flow(reading, at),
        '/' => mixed(reading, at).or_else(|| each(reading, at)),
        _ => None,
    }
}

/// 三分之四
fn fraction(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let numeral = |c: &&char| "一二三四五六七八九十".contains(**c);
    let left = reading.plain[..at].iter().rev().take(4).take_while(numeral).count();
    let right = reading.plain.get(at + 2..)?.iter().take(4).take_while(numeral).count();
    let value = |text: String| quantity::in_digits(&text)?.parse::<u32>().ok();
    let whole = value(reading.text(at - left, at)).filter(|_| left > 0 && reading.is_at(at, "分之"))?;
    let part = value(reading.text(at + 2, at + 2 + right)).filter(|_| right > 0)?;
    let more = reading.char(at + 2 + right).is_some_and(|c| "百千点".contains(c));
    (part > whole && !more).then(|| warn((at - left, at + 2 + right), "分子大于分母，请核对"))
}

/// 1小时75分钟
fn sixty(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let digits = reading.digits_before(at, 3);
    let start = at - digits;
    let value: u32 = reading.text(start, at).parse().ok()?;
    let led = reading.before(start, 2) == "小时" && reading.is_at(at, "分钟");
    (led && value >= 60).then(|| warn((start, at + 2), "分钟数不小于60，请核对"))
}

/// 人民币50万美元
fn currency(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let start = at.checked_sub(2).filter(|&start| reading.is_at(start, "人民币"))?;
    let (end, _) = number(reading, at + 1)?;
    let scale = usize::from(reading.char(end).is_some_and(|c| matches!(c, '万' | '亿')));
    let other = reading.one_of(end + scale, &["美元", "欧元", "港元", "日元", "英镑", "港币"])?;
    Some(warn((start, end + scale + other.chars().count()), "币种前后矛盾，请核对"))
}

/// 发电350万千瓦: energy is told in 千瓦时.
fn energy(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["发电量", "用电量", "供电量", "发电", "用电", "供电"])?;
    let filler = |c: &&char| "约为达近超了".contains(**c);
    let from = at + word.chars().count();
    let from = from + reading.plain[from..].iter().take(2).take_while(filler).count();
    let (end, _) = number(reading, from)?;
    let scale = usize::from(reading.char(end).is_some_and(|c| matches!(c, '万' | '亿')));
    let unit = end + scale;
    let ends = reading.char(unit + 2).is_none_or(|c| matches!(c, ',' | '。' | ';' | ')' | '、'));
    (reading.is_at(unit, "千瓦") && ends).then(|| warn((at, unit + 2), "电量的单位是千瓦时，请核对"))
}

/// 洪峰流量为1850立方米: a flow is told in 立方米每秒.
fn flow(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let filler = |c: &&char| "约为达到近超".contains(**c);
    let from = at + 2 + reading.plain.get(at + 2..)?.iter().take(2).take_while(filler).count();
    let of_time = reading.char_before(at).is_some_and(|c| "径人车客总日年月".contains(c));
    let (end, _) = number(reading, from).filter(|_| reading.is_at(at, "流量") && !of_time)?;
    let ends = reading.char(end + 3).is_none_or(|c| matches!(c, ',' | '。' | ';' | ')' | '、'));
    (reading.is_at(end, "立方米") && ends).then(|| warn((at, end + 3), "流量的单位是立方米每秒，请核对"))
}

/// 30km/小时, 0.8毫克/L
fn mixed(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let before = |units: &[&'static str]| {
        units.iter().copied().find(|unit| {
            let start = at.checked_sub(unit.chars().count());
            start
                .is_some_and(|start| reading.is_at(start, unit) && reading.char_before(start).is_some_and(|c| c.is_ascii_digit()))
        })
    };
    let behind = |units: &[&'static str]| reading.one_of(at + 1, units);
    let letters = |end: usize| reading.char(end).is_none_or(|c| !c.is_ascii_alphanumeric());
    let (first, second) = match (before(&SYMBOLS), before(&NAMES)) {
        (Some(symbol), _) => (symbol, behind(&NAMES)?),
        (_, Some(name)) => (name, behind(&SYMBOLS).filter(|symbol| letters(at + 1 + symbol.chars().count()))?),
        _ => return None,
    };
    let unit = at - first.chars().count();
    let part = |c: &&char| c.is_ascii_digit() || **c == '.';
    let start = unit - reading.plain[..unit].iter().rev().take(10).take_while(part).count();
    Some(warn((start, at + 1 + second.chars().count()), "单位的符号与中文名称不能混用"))
}

/// 平均每亩增产50公斤/亩, 每小时40公里/小时
fn each(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let unit = reading.one_of(at + 1, &["亩", "人", "户", "吨", "件", "年", "月", "小时", "天", "日"])?;
    let told = reading.before(at, 16);
    let part = |c: &&char| !c.is_ascii_digit();
    let name = reading.plain[..at].iter().rev().take(3).take_while(part).count();
    let digits = |c: &&char| c.is_ascii_digit() || **c == '.';
    let start = at - name - reading.plain[..at - name].iter().rev().take(10).take_while(digits).count();
    let twice = told.contains(&format!("每{unit}")) && start < at - name;
    twice.then(|| warn((start, at + 1 + unit.chars().count()), format!("前面已说“每{unit}”，单位重复")))
}
