//! Units of measure (法定计量单位): wrong letter case (KM, Kwh), units no longer in use (公分, 平米), powers without
//! exponent (m2). Only directly after a number.

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Written form and the right one; compared with the letters as they stand.
const SYMBOLS: &[(&str, &str)] = &[
    ("Mg", "mg"),
    ("MG", "mg"),
    ("Km", "km"),
    ("KM", "km"),
    ("Kms", "km"),
    ("KM2", "km²"),
    ("Km2", "km²"),
    ("km2", "km²"),
    ("KG", "kg"),
    ("Kg", "kg"),
    ("kG", "kg"),
    ("KGS", "kg"),
    ("kgs", "kg"),
    ("CM", "cm"),
    ("Cm", "cm"),
    ("cm2", "cm²"),
    ("cm3", "cm³"),
    ("MM", "mm"),
    ("Mm", "mm"),
    ("mm2", "mm²"),
    ("M2", "m²"),
    ("m2", "m²"),
    ("M3", "m³"),
    ("m3", "m³"),
    ("hm2", "hm²"),
    ("HM2", "hm²"),
    ("KW", "kW"),
    ("Kw", "kW"),
    ("kw", "kW"),
    ("Mw", "MW"),
    ("KWH", "kW·h"),
    ("Kwh", "kW·h"),
    ("KWh", "kW·h"),
    ("kwh", "kW·h"),
    ("kWH", "kW·h"),
    ("KV", "kV"),
    ("Kv", "kV"),
    ("kv", "kV"),
    ("KVA", "kV·A"),
    ("kva", "kV·A"),
    ("Kva", "kV·A"),
    ("Mpa", "MPa"),
    ("mpa", "MPa"),
    ("MPA", "MPa"),
    ("Kpa", "kPa"),
    ("KPa", "kPa"),
    ("kpa", "kPa"),
    ("HZ", "Hz"),
    ("hz", "Hz"),
    ("MHZ", "MHz"),
    ("Mhz", "MHz"),
    ("ML", "mL"),
    ("Ml", "mL"),
    ("KN", "kN"),
    ("Kn", "kN"),
    ("KJ", "kJ"),
    ("Kj", "kJ"),
    ("KPA", "kPa"),
    ("GHZ", "GHz"),
    ("Ghz", "GHz"),
    ("MWH", "MW·h"),
    ("Mwh", "MW·h"),
    ("mwh", "MW·h"),
    ("cc", "mL"),
    ("CC", "mL"),
    ("DB", "dB"),
    ("Db", "dB"),
    ("v", "V"),
];

/// Names and the right ones.
static NAMES: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    Phrases::new([
        ("公分", "厘米"),
        ("公尺", "米"),
        ("公升", "升"),
        ("市斤", "千克（公斤）"),
        ("平米", "平方米"),
        ("立米", "立方米"),
        ("立方", "立方米"),
        ("平方", "平方米"),
        ("英哩", "英里"),
        ("马力", "千瓦"),
        ("大卡", "千焦"),
        ("毫米汞柱", "千帕"),
        ("达因", "牛"),
        ("立升", "升"),
        ("公厘", "毫米"),
        ("公吨", "吨"),
        ("公担", "百千克"),
        ("市尺", "米"),
        ("市寸", "厘米"),
        ("市两", "克"),
        ("市亩", "亩"),
        ("华里", "公里"),
        ("英呎", "英尺"),
        ("英吋", "英寸"),
        ("呎", "英尺"),
        ("吋", "英寸"),
        ("哩", "英里"),
        ("浬", "海里"),
        ("瓩", "千瓦"),
        ("千瓦小时", "千瓦时"),
        ("毫巴", "百帕"),
        ("卡路里", "焦耳"),
        ("西西", "毫升"),
        ("平公里", "平方公里"),
    ])
});

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 1..reading.plain.len() {
        let from = at - usize::from(reading.plain[at - 1] == ' ' && at > 1);
        if !after_number(reading, from) {
            continue;
        }
        if let Some((end, proper)) = symbol(reading, at).or_else(|| name(reading, at)).or_else(|| sign(reading, at)) {
            let start = quantity::number_start(reading, from);
            let found = hit(Category::Number, Severity::Info, "number.unit", (start, end), "计量单位不规范");
            hits.push(advised(found, format!("{}{proper}", reading.block.slice(start, at))));
        }
    }
}

/// Whether a number ends right before `at`, one that is not part of a code.
fn after_number(reading: &Reading<'_>, at: usize) -> bool {
    let numeral = |c: &char| c.is_ascii_digit() || "十百千万亿余多".contains(*c);
    let part = |c: &&char| numeral(c) || matches!(c, '.' | ',');
    let len = reading.plain[..at].iter().rev().take(16).take_while(part).count();
    let run = &reading.plain[at - len..at];
    let code = reading.char_before(at - len).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '_' | '第'));
    run.last().is_some_and(numeral) && run.iter().any(char::is_ascii_digit) && !code
}

fn symbol(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    if !reading.plain[at].is_ascii_alphabetic() {
        return None;
    }
    let letters: String = reading.block.chars[at..].iter().take(6).take_while(|c| c.is_ascii_alphanumeric()).collect();
    let (_, proper) = SYMBOLS.iter().find(|(wrong, _)| *wrong == letters)?;
    let end = at + letters.len();
    // m<sup>2</sup>: a tag stands before the power.
    let spans = &reading.block.spans;
    if letters.ends_with(|c: char| c.is_ascii_digit()) && spans[end - 2].end != spans[end - 1].start {
        return None;
    }
    (!matches!(reading.char(end), Some('-' | '_'))).then_some((end, proper))
}

/// ℅ for %, M² for m².
fn sign(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    match (reading.block.chars[at], reading.block.chars.get(at + 1)) {
        ('℅', _) => Some((at + 1, "%")),
        ('C', Some('°')) => Some((at + 2, "℃")),
        ('°', Some('c')) => Some((at + 2, "℃")),
        ('M', Some('²')) => Some((at + 2, "m²")),
        ('M', Some('³')) => Some((at + 2, "m³")),
        _ => None,
    }
}

fn name(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let (proper, end) = NAMES.at(reading, at)?;
    let word = reading.text(at, end);
    let next = reading.char(end);
    // 平方公里, 立方厘米, 立方根 are whole words; a bare 平方 ends there.
    let longer = match word.as_str() {
        "平方" | "立方" => next.is_some_and(|c| "米公里厘分毫千英根尺寸和差".contains(c)),
        "平米" | "立米" => false,
        _ => next.is_some_and(|c| fold::is_han(c) && "之米".contains(c)),
    };
    (!longer).then_some((end, *proper))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn wrong_units_are_marked() {
        for (text, found) in [
            ("全长12KM", "12KM"),
            ("重5 Kg", "5 Kg"),
            ("用电300Kwh", "300Kwh"),
            ("面积120平米", "120平米"),
            ("水深30公分", "30公分"),
            ("建筑面积500m2", "500m2"),
            ("库容200立方", "200立方"),
            ("占地3万平方，", "3万平方"),
            ("油箱容积为60立升，", "60立升"),
            ("用电300千瓦小时", "300千瓦小时"),
            ("面积50M²", "50M²"),
            ("冷藏温度为8°c", "8°c"),
            ("最高气温38.5C°，", "38.5C°"),
            ("电压380v", "380v"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn right_units_codes_and_other_words_are_left_alone() {
        for text in [
            "全长12km、5公里", "120平方米、3万立方米", "型号X5KM", "面积500㎡", "30平方公里", "M2同比增长", "5G网络",
            "3亩地、2斤", "公分标注",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
