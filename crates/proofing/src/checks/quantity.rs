//! A quantity as it is read: the number before a place and the unit word after it, so that a finding shows both.

use crate::reading::Reading;

/// What is counted or measured, the longer before those they begin with.
const UNITS: [&str; 75] = [
    "人次", "人份", "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "公斤", "公顷", "毫米", "厘米", "千瓦时", "千瓦",
    "小时", "个百分点", "个月", "个工作日", "个", "元", "人", "名", "户", "家", "件", "项", "吨", "亩", "米", "斤", "头", "只",
    "台", "套", "份", "处", "座", "株", "棵", "辆", "艘", "次", "场", "场次", "期", "册", "本", "宗", "起", "条", "块", "张",
    "位", "天", "岁", "倍", "栋", "间", "所", "羽", "尾", "盏", "篇", "批次", "批", "例", "幅", "学时", "级", "美元", "万元",
    "标箱", "标准箱", "车次", "桶",
];

/// The end of the unit after a number that ends at `at`: 多万人次, 余户, 元; `at` itself when there is none.
pub(super) fn unit_end(reading: &Reading<'_>, at: usize) -> usize {
    let mut end = at;
    end += usize::from(reading.char(end).is_some_and(|c| matches!(c, '多' | '余')));
    end += reading.plain[end.min(reading.plain.len())..].iter().take(2).take_while(|c| matches!(c, '万' | '亿')).count();
    let longest = UNITS.iter().filter(|unit| reading.is_at(end, unit)).map(|unit| unit.chars().count()).max();
    longest.map_or(if end > at && reading.char_before(end).is_some_and(|c| "万亿".contains(c)) { end } else { at }, |len| {
        end + len
    })
}

/// Where the Arabic number with its 万, 余 and 多 that ends at `at` begins; the number may have a point and separators.
pub(super) fn number_start(reading: &Reading<'_>, at: usize) -> usize {
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',') || "十百千万亿余多".contains(**c);
    let run = reading.plain[..at].iter().rev().take(16).take_while(part).count();
    let digits = reading.plain[at - run..at].iter().position(char::is_ascii_digit);
    digits.map_or(at, |first| at - run + first)
}

/// A whole number written in both ways at once (1万2千, 三百20) in Arabic digits, with 万 and 亿 where they shorten it.
pub(super) fn in_digits(text: &str) -> Option<String> {
    let (mut whole, mut section, mut digits) = (0u64, 0u64, 0u64);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            ',' | '零' | '〇' | '○' => continue,
            c => {
                let digit = c.to_digit(10).or_else(|| if c == '两' { Some(2) } else { crate::view::digit(c)?.to_digit(10) })?;
                digits = digits.checked_mul(10)?.checked_add(u64::from(digit))?;
                continue;
            }
        };
        if unit < 10_000 {
            section = section.checked_add(digits.max(u64::from(unit == 10 && section == 0)).checked_mul(unit)?)?;
        } else {
            whole = whole.checked_add(section.checked_add(digits)?.checked_mul(unit)?)?;
            section = 0;
        }
        digits = 0;
    }
    let value = whole.checked_add(section)?.checked_add(digits)?;
    let short = |unit: u64, name: &str| {
        let rest = format!("{:08}", (value % unit) * (100_000_000 / unit));
        let rest = rest.trim_end_matches('0');
        (value >= unit && rest.len() <= 4).then(|| match rest {
            "" => format!("{}{name}", value / unit),
            rest => format!("{}.{rest}{name}", value / unit),
        })
    };
    Some(short(100_000_000, "亿").or_else(|| short(10_000, "万")).unwrap_or_else(|| value.to_string()))
}

#[cfg(test)]
mod tests {
    use super::{in_digits, number_start, unit_end};
    use crate::TextDoc;
    use crate::reading::Reading;

    #[test]
    fn mixed_numbers_have_a_form_in_digits() {
        for (text, digits) in [("1万2千", "1.2万"), ("1亿2千万", "1.2亿"), ("2百", "200"), ("一百5十", "150"), ("三百20", "320")]
        {
            assert_eq!(in_digits(text).as_deref(), Some(digits), "{text}");
        }
    }

    #[test]
    fn a_quantity_reaches_from_its_number_to_its_unit() {
        let doc = TextDoc::from_text("接待游客1.2万余人次，");
        let reading = Reading::new(&doc.blocks[0]);
        assert_eq!((number_start(&reading, 8), unit_end(&reading, 8)), (4, 11));
        assert_eq!(unit_end(&reading, 11), 11);
    }
}
