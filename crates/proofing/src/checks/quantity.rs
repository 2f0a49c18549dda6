//! A quantity as it is read: the number before a place and the unit word after it, so that a finding shows both.

use crate::reading::Reading;

/// What is counted or measured, the longer before those they begin with.
const UNITS: [&str; 64] = [
    "人次", "人份", "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "公斤", "公顷", "毫米", "厘米", "千瓦时",
    "千瓦", "小时", "个百分点", "个月", "个工作日", "个", "元", "人", "名", "户", "家", "件", "项", "吨", "亩", "米", "斤", "头",
    "只", "台", "套", "份", "处", "座", "株", "棵", "辆", "艘", "次", "场", "场次", "期", "册", "本", "宗", "起", "条", "块", "张",
    "位", "天", "岁", "倍", "栋", "间", "所", "羽", "尾", "盏", "美元", "万元",
];

/// The end of the unit after a number that ends at `at`: 多万人次, 余户, 元; `at` itself when there is none.
pub(super) fn unit_end(reading: &Reading<'_>, at: usize) -> usize {
    let mut end = at;
    end += usize::from(reading.char(end).is_some_and(|c| matches!(c, '多' | '余')));
    end += reading.plain[end..].iter().take(2).take_while(|c| matches!(c, '万' | '亿')).count();
    let longest = UNITS.iter().filter(|unit| reading.is_at(end, unit)).map(|unit| unit.chars().count()).max();
    longest.map_or(if end > at && reading.char_before(end).is_some_and(|c| "万亿".contains(c)) { end } else { at }, |len| end + len)
}

/// Where the Arabic number with its 万, 余 and 多 that ends at `at` begins; the number may have a point and separators.
pub(super) fn number_start(reading: &Reading<'_>, at: usize) -> usize {
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',') || "十百千万亿余多".contains(**c);
    let run = reading.plain[..at].iter().rev().take(16).take_while(part).count();
    let digits = reading.plain[at - run..at].iter().position(char::is_ascii_digit);
    digits.map_or(at, |first| at - run + first)
}

#[cfg(test)]
mod tests {
    use super::{number_start, unit_end};
    use crate::TextDoc;
    use crate::reading::Reading;

    #[test]
    fn a_quantity_reaches_from_its_number_to_its_unit() {
        let doc = TextDoc::from_text("接待游客1.2万余人次，");
        let reading = Reading::new(&doc.blocks[0]);
        assert_eq!((number_start(&reading, 8), unit_end(&reading, 8)), (4, 11));
        assert_eq!(unit_end(&reading, 11), 11);
    }
}
