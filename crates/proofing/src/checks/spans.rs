//! Ranges and groups of digits (GB/T 15835): 5-8% for 5%～8%, 10～5%, 12,34万元, 3。5%.

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const CONNECTORS: [&str; 8] = ["——", "--", "—", "–", "-", "~", "～", "至"];
/// Units after which a number is an amount.
const AMOUNT: [&str; 18] =
    ["万", "亿", "元", "人", "户", "吨", "亩", "公里", "千米", "平方米", "公顷", "千瓦", "件", "%", "立方米", "家", "头", "株"];
/// Units whose numbers are names of days and places rather than amounts.
const ORDINAL: &str = "月日号年时分点楼室栋条款项章节页级班路期版届";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        if !reading.plain[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = number(reading, at);
        hits.extend(no_whole(reading, at, end));
        // 9:30, but not 金额：1,2500元
        let clock = reading.char_before(at) == Some(':') && at > 1 && reading.plain[at - 2].is_ascii_digit();
        let touched =
            reading.char_before(at).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/' | '第' | '_'));
        if touched || clock {
            at = end;
            continue;
        }
        if let Some((stop, found)) = range(reading, at, end) {
            hits.extend(found);
            at = stop;
            continue;
        }
        if let Some(found) = wide_comma(reading, at, end) {
            at = found.end;
            hits.push(found);
            continue;
        }
        if let Some(found) = points(reading, at, end) {
            at = found.end;
            hits.push(found);
            continue;
        }
        hits.extend(grouping(reading, at, end).or_else(|| decimal(reading, at, end)));
        at = end;
    }
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, rule, range, message)
}

/// The end of digits with decimal point and ASCII separators within.
fn number(reading: &Reading<'_>, at: usize) -> usize {
    let digit = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit());
    let mut end = at;
    while digit(end) || (end > at && matches!(reading.block.chars.get(end), Some('.' | ',')) && digit(end + 1) && digit(end - 1))
    {
        end += 1;
    }
    end
}

fn value(reading: &Reading<'_>, start: usize, end: usize) -> Option<f64> {
    reading.text(start, end).replace(',', "").parse().ok()
}

/// A range of two numbers from `at`: its end, and what is wrong with it.
fn range(reading: &Reading<'_>, at: usize, end: usize) -> Option<(usize, Option<Hit>)> {
    let own = unit(reading, end);
    let connector_at = end + own.map_or(0, |u| u.chars().count());
    let connector = reading.one_of(reading.skip_spaces(connector_at), &CONNECTORS)?;
    let second = reading.skip_spaces(reading.skip_spaces(connector_at) + connector.chars().count());
    reading.char(second).filter(char::is_ascii_digit)?;
    let stop = number(reading, second);
    let unit = unit(reading, stop);
    let close = stop + unit.map_or(0, |u| u.chars().count());
    // 2026-05-01, 010-12345678-9: more of the same is none.
    if matches!(reading.char(stop), Some('-' | '/' | ':' | '.')) || end - at > 8 || stop - second > 8 {
        return Some((stop, None));
    }
    let (low, high) = (value(reading, at, end)?, value(reading, second, stop)?);
    let year = end - at == 4 && (1900.0..2200.0).contains(&low) && own.is_none();
    let counted = unit.is_some() && !year;
    let back = low > high && counted && own.is_none_or(|own| Some(own) == unit) && (connector != "-" || unit == Some("%"));
    // 10万至5亿: different units say nothing.
    if back && !reading.char(close).is_some_and(|c| ORDINAL.contains(c)) && !reduced(reading, at) {
        return Some((
            close,
            Some(hit(Category::Number, Severity::Warn, "number.range", (at, close), "数值范围前大后小，请核对")),
        ));
    }
    // 1000-2000元: a range takes ～ or — (GB/T 15834 §4.13).
    let hyphen =
        reading.block.chars.get(connector_at) == Some(&'-') && matches!(connector, "-" | "--") && own.is_none() && low < high;
    let counted_in =
        unit.is_some_and(|u| matches!(u, "元" | "周岁" | "人" | "名" | "户" | "个" | "家" | "亩" | "岁" | "天" | "米" | "公里"));
    if hyphen && counted_in && !year {
        let proper = format!("{}～{}", reading.block.slice(at, end), reading.block.slice(second, close));
        let found = info("number.range_mark", (at, close), "数值范围用浪纹线“～”或一字线“—”，不用短横线");
        return Some((close, Some(advised(found, proper))));
    }
    let bare = own.is_none() && unit.is_some_and(|u| matches!(u, "%" | "万" | "亿")) && counted && low < high;
    let found = bare.then(|| {
        let unit = unit.unwrap_or_default();
        // 9～16亿元: the whole unit is wanted twice.
        let whole = if unit == "%" { close } else { quantity::unit_end(reading, stop).max(close) };
        let unit = reading.text(stop, whole);
        let message = format!("范围前面的数也应带“{unit}”，以免歧义");
        let between = reading.block.slice(end, second);
        let between = if between == "～" || between == "—" { between } else { "～".to_owned() };
        let proper = format!("{}{unit}{between}{}{unit}", reading.block.slice(at, end), reading.block.slice(second, stop));
        advised(info("number.range_unit", (at, whole), &message), proper)
    });
    Some((close, found))
}

/// The unit that decides a range's value, at `at`.
fn unit<'t>(reading: &Reading<'_>, at: usize) -> Option<&'t str> {
    reading.one_of(
        at,
        &[
            "%", "‰", "℃", "周岁", "万", "亿", "元", "公里", "千米", "平方米", "米", "吨", "亩", "人", "户", "个", "倍", "岁",
            "天", "小时",
        ],
    )
}

/// 由10%降至5% names two points of time.
fn reduced(reading: &Reading<'_>, at: usize) -> bool {
    let before = reading.before(at, 6);
    ["由", "从", "降", "减", "相比", "跌"].iter().any(|word| before.contains(word))
}

/// 12,34万元, 1,2345元: separators stand every three digits.
fn grouping(reading: &Reading<'_>, at: usize, end: usize) -> Option<Hit> {
    let text = reading.block.slice(at, end);
    let whole = text.split('.').next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(',').collect();
    let wrong = groups.len() > 1 && (groups[0].len() > 3 || groups[1..].iter().any(|group| group.len() != 3));
    // 1,2500.00 alone in its cell is an amount, too.
    let whole_cell = reading.block.cell.is_some()
        && at == 0
        && end == reading.plain.len()
        && groups[0].len() <= 3
        && (groups.iter().any(|g| g.len() > 3) || (groups.len() > 2 && groups.last().is_some_and(|last| last.len() == 3)));
    let amount =
        whole_cell || reading.one_of(reading.skip_spaces(end), &AMOUNT).is_some() || quantity::unit_end(reading, end) > end;
    // 1,2,3号: an enumeration.
    let listed = groups.len() > 2 && groups.iter().all(|group| group.len() <= 2);
    (wrong && amount && !listed && !reading.char(end).is_some_and(|c| ORDINAL.contains(c))).then(|| {
        let range = (at, quantity::unit_end(reading, end));
        info("number.grouping", range, "千分撇应每三位一节，请核对数字")
    })
}

/// 12，345元: the separator of thousands is of half width.
fn wide_comma(reading: &Reading<'_>, at: usize, end: usize) -> Option<Hit> {
    let mut stop = end;
    // No amount has more groups than that.
    while stop <= end + 16 && reading.block.chars.get(stop) == Some(&'，') && number(reading, stop + 1) >= stop + 4 {
        let group = number(reading, stop + 1);
        let whole = reading.text(stop + 1, group);
        if whole.split('.').next().is_none_or(|digits| digits.len() != 3) {
            return None;
        }
        stop = group;
    }
    let amount = reading.one_of(reading.skip_spaces(stop), &AMOUNT).is_some();
    let found = info("number.grouping", (at, stop), "千分撇应用半角逗号");
    let proper = || reading.block.slice(at, stop).replace('，', ",");
    (stop > end && end - at <= 3 && amount).then(|| advised(found, proper()))
}

/// 2.3.5万元, 6..8%: an amount with two decimal points.
fn points(reading: &Reading<'_>, at: usize, end: usize) -> Option<Hit> {
    let text = reading.text(at, end);
    // 23.5.亩
    if text.contains('.') && reading.char(end) == Some('.') && quantity::unit_end(reading, end + 1) > end + 1 {
        return Some(info("number.decimal", (at, quantity::unit_end(reading, end + 1)), "一个数有两个小数点"));
    }
    let twice = reading.is_at(end, "..") && reading.char(end + 2).is_some_and(|c| c.is_ascii_digit());
    let stop = if twice { number(reading, end + 2) } else { end };
    let several = text.matches('.').count() > 1 || twice;
    let units = ["%", "万", "亿", "个百分点", "元", "公里", "吨", "亩", "平方米", "米", "人", "户", "倍", "千瓦"];
    let amount = reading.one_of(stop, &units).is_some() || quantity::unit_end(reading, stop) > stop;
    // 3.1.2人员要求 is the number of a section.
    let section = at == 0 && !twice;
    (several && amount && !section)
        .then(|| info("number.decimal", (at, quantity::unit_end(reading, stop).max(stop)), "一个数有两个小数点"))
}

/// .35元: the nought before the point is missing.
fn no_whole(reading: &Reading<'_>, at: usize, end: usize) -> Option<Hit> {
    let bare = reading.char_before(at) == Some('.')
        && reading.block.chars[at - 1] == '.'
        && at.checked_sub(2).and_then(|i| reading.char(i)).is_none_or(fold::is_han);
    let small = ["毫克", "克", "千克", "毫米", "厘米", "小时", "倍", "毫升", "升"];
    let amount = reading.one_of(end, &AMOUNT).is_some() || reading.one_of(end, &small).is_some();
    (bare && amount).then(|| {
        let found = info("number.decimal", (at - 1, quantity::unit_end(reading, end)), "小数点前缺“0”");
        advised(found, format!("0{}", reading.text(at - 1, quantity::unit_end(reading, end))))
    })
}

/// 3。5%: a full stop for a decimal point.
fn decimal(reading: &Reading<'_>, at: usize, end: usize) -> Option<Hit> {
    let second = end + 1;
    if reading.char(end) != Some('。') || !reading.char(second).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let stop = number(reading, second);
    let amount = reading.one_of(stop, &["%", "万", "亿", "个百分点", "元", "公里", "米", "吨"]).is_some();
    // 指数为3。25。
    let told = reading.char_before(at).is_some_and(|c| "为是达到约".contains(c))
        && stop - second <= 2
        && reading.char(stop).is_none_or(|c| matches!(c, ',' | '。' | ';'));
    ((amount || told) && stop - second <= 3).then(|| {
        let proper = format!("{}.{}", reading.text(at, end), reading.text(second, stop));
        advised(info("number.decimal", (at, stop), "小数点误作句号"), proper)
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn wrong_ranges_and_groups_are_marked() {
        for (text, found) in [
            ("增长5-8%左右", "5-8%"),
            ("投资3～5亿元", "3～5亿元"),
            ("提高10%～5%之间", "10%～5%"),
            ("占比为10～5%", "10～5%"),
            ("补助500至300元", "500至300元"),
            ("投资12,34万元", "12,34万元"),
            ("共1,2345元", "1,2345元"),
            ("最高限价：1,2500元", "1,2500元"),
            ("增长3。5%", "3。5"),
            ("补助12，345元", "12，345"),
            ("收入达2.3.5万元", "2.3.5万元"),
            ("每人1000-2000元的标准", "1000-2000元"),
            ("同比增长6..8%。", "6..8"),
            ("征收面积23.5.亩", "23.5.亩"),
            ("综合指数为3。25。", "3。25"),
            ("年龄应在18--35周岁之间", "18--35周岁"),
            ("浓度为.35毫克/升", ".35"),
            ("水价上调.35元", ".35元"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn an_amount_alone_in_its_cell_is_marked_and_two_years_are_not() {
        let table = crate::TextDoc::from_markdown("|金额|年度|\n|-|-|\n|1,2500.00|2024,2025|\n|12,85,600|无|");
        assert_eq!(super::super::marked_each(check, &table), ["1,2500.00", "12,85,600"]);
    }

    #[test]
    fn right_ranges_and_other_numbers_are_left_alone() {
        for text in [
            "增长5%～8%", "1,234.5万元、12,345,678元", "2026-2028年", "由10%至5%", "电话0371-12345678", "8—3号楼", "1,2,3号",
            "2026-05-01", "第5-3条", "9:00-8:30", "50至80人", "12月25日至1月5日", "3.1.2人员要求",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
