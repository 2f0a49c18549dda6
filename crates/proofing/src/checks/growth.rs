//! Changes that the figures beside them contradict: 由4万件增加到8万件，增长200%; 由120家增加到98家; 上年为36.2亿元，同比增长3.9%.

use super::sums::{Amount, rounded, warn};
use crate::finding::Hit;
use crate::reading::Reading;

/// Words that lead from one figure to a greater one.
const UP: [&str; 21] = [
    "上涨到", "上涨至", "涨到", "涨至", "上调到", "上调至", "增加为", "提高为", "提升到", "提升至", "扩大到", "扩大至", "增加到",
    "增至", "增加至", "增长到", "增长至", "提高到", "提高至", "上升到", "上升至",
];
/// Words that lead from one figure to a smaller one.
const DOWN: [&str; 21] = [
    "下跌到", "跌至", "下调到", "下调至", "缩短为", "压缩为", "减少为", "减少到", "减少至", "减至", "下降到", "下降至", "降至",
    "降低到", "压缩到", "压缩至", "缩短到", "缩短至", "缩减至", "压减至", "减到",
];

pub(super) fn check(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    doublings(reading, amounts)
        .or_else(|| growth(reading, amounts))
        .or_else(|| direction(reading, amounts))
        .or_else(|| yearly(reading, amounts))
        .or_else(|| difference(reading, amounts))
        .or_else(|| reversed(reading, amounts))
}

/// 下降20%，由100万元降至90万元; 增长2.5个百分点，由5%增至8%: the change told before the figures.
fn reversed(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let led = reading.text(three[0].range.1, three[1].range.0);
        let to = reading.text(three[1].range.1, three[2].range.0);
        let joined = [",由", ",从", "(由", "(从", ",由上年的", ",从上年的", ",由原来的", ",从原来的"].contains(&led.as_str());
        let told = UP.iter().chain(&DOWN).any(|word| to == *word) && three[1].unit == three[2].unit;
        joined && told && three[1].value > 0.0
    })?;
    let [told, from, to] = three else { return None };
    let change = (to.value - from.value).abs();
    let (right, loose) = match (told.unit.as_str(), from.unit.as_str()) {
        // 增长3倍，由100万元增加到300万元
        ("倍", unit) if unit != "%" => (change / from.value, 0.06),
        ("%", unit) if unit != "%" => (change / from.value * 100.0, 1.1),
        ("%", _) if (change - told.value).abs() < 0.01 => {
            return Some(warn(told.range, "两个百分数相差的是百分点".to_owned()));
        }
        ("个百分点", "%") => (change, 0.051),
        (unit, other) if unit == other && unit != "%" && !unit.is_empty() => (change, 0.051),
        _ => return None,
    };
    let loose = loose + (half_unit(reading, to) + half_unit(reading, from)) / from.value * 100.0 * f64::from(told.unit == "%");
    ((right - told.value).abs() > loose)
        .then(|| warn(told.range, format!("按后面的数计算应为{}{}，请核对", rounded(right), told.unit)))
}

/// 2025年认定412家，2026年已认定452家，比上年增加36家.
fn difference(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let alike =
        |three: &&[Amount]| three.iter().all(|a| a.unit == three[0].unit) && !three[0].unit.is_empty() && three[0].unit != "%";
    let (three, up) = amounts.windows(3).filter(alike).find_map(|three| {
        let led = reading.text(three[1].range.1, three[2].range.0);
        let verb = [",比上年", ",比去年", ",较上年", ",较去年", ",比上年同期", ",比去年同期"]
            .iter()
            .find_map(|word| led.strip_prefix(word))?;
        let verb = verb.trim_end_matches('了');
        let up = ["增加", "多", "新增", "增长"].contains(&verb);
        let known = up || ["减少", "少", "下降"].contains(&verb);
        let before = reading.before(three[0].range.0, 30);
        let earlier = ["上年", "去年"].iter().any(|word| before.contains(word)) || before.contains('年');
        let between = reading.text(three[0].range.1, three[1].range.0);
        let now = between.contains('年') && !between.contains("其中");
        (known && earlier && now).then_some((three, up))
    })?;
    let change = three[1].value - three[0].value;
    let stated = if up { three[2].value } else { -three[2].value };
    ((change - stated).abs() > 0.051)
        .then(|| warn(three[2].range, format!("两数相差{}{}，请核对", rounded(change.abs()), three[0].unit)))
}

/// 收入3.2亿元，上年同期为2.8亿元，同比下降14.3%: the change from the year before.
fn yearly(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    // Growth of output is told at constant prices.
    let start = amounts.first()?.range.0;
    if reading.has_before(start, 30, &["生产总值", "增加值", "产值", "可比", "不变价"]) {
        return None;
    }
    let three = amounts.windows(3).find(|three| {
        let between = reading.text(three[0].range.1, three[1].range.0);
        let before = between.trim_start_matches([',', '(']).trim_end_matches(['为', '是']);
        let before =
            ["新增", "完成", "实现", "达到", "共"].iter().fold(before, |text, verb| text.strip_suffix(verb).unwrap_or(text));
        let before = before.strip_prefix("比").and_then(|text| text.strip_suffix("的")).unwrap_or(before);
        let year = ["上年", "上年同期", "上年同月", "去年", "去年同期", "去年同月", "上年度"].contains(&before)
            || before
                .strip_suffix("同期")
                .unwrap_or(before)
                .strip_suffix('年')
                .is_some_and(|year| year.len() == 4 && year.starts_with("20"));
        year && three[0].unit == three[1].unit && !three[0].unit.is_empty() && three[2].unit == "%"
    })?;
    let [now, then, told] = three else { return None };
    let verb = reading.text(then.range.1, told.range.0);
    let verb = verb.trim_start_matches([',', ')']).trim_start_matches("同比").trim_start_matches("比上年");
    let up = ["增长", "增加", "上升", "提高"].contains(&verb);
    let change = (now.value - then.value) / then.value * 100.0;
    let stated = if up { told.value } else { -told.value };
    // Both figures at the far ends of their rounding is rare.
    let loose = 60.0 * (half_unit(reading, now) + half_unit(reading, then) * 2.0) / then.value + 0.11;
    let known = up || ["下降", "减少", "降低", "回落"].contains(&verb);
    (known && then.value > 0.0 && (change - stated).abs() > loose).then(|| {
        let way = if change < 0.0 { "下降" } else { "增长" };
        warn(
            (then.range.1 + usize::from(reading.char(then.range.1) == Some(',')), told.range.1),
            format!("按前面的数计算应为{way}{}%，请核对", rounded(change.abs())),
        )
    })
}

/// 由2亿元增长到4亿元，翻了两番: one doubling is 一番.
fn doublings(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|two| {
        let between = reading.text(two[0].range.1, two[1].range.0);
        let to = between.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '的'));
        ["增长到", "增加到", "提高到", "增至"].iter().any(|word| to.ends_with(word)) && two[0].unit == two[1].unit
    })?;
    let at = (pair[1].range.1..pair[1].range.1 + 8).find(|&at| reading.char(at) == Some('翻'))?;
    let from = at + 1 + usize::from(reading.char(at + 1) == Some('了'));
    let told = "一两三四".chars().position(|c| Some(c) == reading.char(from)).filter(|_| reading.char(from + 1) == Some('番'))?;
    let times = pair[1].value / pair[0].value;
    let right = 2f64.powi(i32::try_from(told).unwrap_or(0) + 1);
    (pair[0].value > 0.0 && (times / right - 1.0).abs() > 0.12)
        .then(|| warn((at, from + 2), format!("后数是前数的{}倍，请核对", rounded(times))))
}

/// 由120家增加到98家.
fn direction(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|pair| {
        let between = reading.text(pair[0].range.1, pair[1].range.0);
        // 增加到今年的298家
        let between = between.trim_end_matches("今年的");
        // 排名由369位上升到235位
        let rank = reading.before(pair[0].range.0, 8).contains(['排', '位', '名']);
        let led = reading.before(pair[0].range.0, 6).contains(['由', '从']) && !rank;
        let up = UP.contains(&between) && pair[1].value < pair[0].value;
        let down = DOWN.contains(&between) && pair[1].value > pair[0].value;
        // 由4级提升至3级: the first level is the highest.
        led && pair[0].unit == pair[1].unit && !pair[0].unit.is_empty() && pair[0].unit != "级" && (up || down)
    })?;
    Some(warn((pair[0].range.0, pair[1].range.1), "前后两数的大小与“增加”“减少”不符，请核对".to_owned()))
}

/// 由4万件增加到8万件，增长200%; 增加了4倍 where it has become fourfold.
fn growth(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let before = reading.before(three[0].range.0, 8);
        let between = reading.text(three[0].range.1, three[1].range.0);
        // 增加到2025年的250人
        let to = between.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '的'));
        // 去年受理4万件，今年受理8万件，同比增长…
        let years =
            before.contains('年') && ["去年", "上年"].iter().any(|word| before.contains(word)) && between.starts_with(",今年");
        if years && three[0].unit == three[1].unit {
            return true;
        }
        before.contains(['由', '从']) && UP.iter().chain(&DOWN).any(|word| to.ends_with(word)) && three[0].unit == three[1].unit
    })?;
    let [from, to, told] = three else { return None };
    let between = reading.text(to.range.1, told.range.0);
    let verb = ["增长", "增加", "提高", "上升", "提升", "下降", "减少", "降低", "压缩", "增幅", "降幅"];
    let change = between.starts_with(',') && between.chars().count() <= 7 && verb.iter().any(|word| between.contains(word));
    let yearly = ["年均", "月均", "平均", "环比"].iter().any(|word| between.contains(word));
    if !change || yearly || from.value <= 0.0 || from.unit == "%" || from.unit.is_empty() {
        return None;
    }
    let times = (to.value - from.value).abs() / from.value;
    let (stated, unit) = match told.unit.as_str() {
        "%" => (told.value / 100.0, "%"),
        "倍" => (told.value, "倍"),
        _ => return None,
    };
    // Figures shown are rounded: half a unit of the last place of either may be missing.
    let loose = (half_unit(reading, to) + half_unit(reading, from) * (1.0 + times)) / from.value;
    // 增加到150家，同比下降25%
    let falls = ["下降", "减少", "降低", "压缩", "降幅"].iter().any(|word| between.contains(word));
    if falls == (to.value > from.value) && to.value != from.value {
        let way = if falls { "增长" } else { "下降" };
        return Some(warn((to.range.1 + 1, told.range.1), format!("前面的数是{way}的，请核对")));
    }
    let wrong = (stated - times).abs() > (times * 0.02).max(0.011) + loose;
    let right = if unit == "%" { times * 100.0 } else { times };
    wrong.then(|| warn(told.range, format!("按前面的数计算应为{}{unit}，请核对", rounded(right))))
}

/// Half of the last decimal place that is written; whole numbers are exact.
fn half_unit(reading: &Reading<'_>, amount: &Amount) -> f64 {
    let text = reading.text(amount.range.0, amount.range.1);
    let places = text.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    if places == 0 { 0.0 } else { 0.5 / 10f64.powi(i32::try_from(places).unwrap_or(9)) }
}

#[cfg(test)]
mod tests {
    use super::super::{marked, sums::check};

    #[test]
    fn changes_that_the_figures_contradict_are_marked() {
        for (text, found) in [
            ("产值增长3倍，由100万元增加到300万元。", "3倍"),
            ("价格由30元上涨到25元。", "30元上涨到25元"),
            ("“三公”经费下降20%，由100万元降至90万元。", "20%"),
            ("占比增长2.5个百分点，由5%增至8%。", "2.5个百分点"),
            ("比上年增加20家，由80家增至110家。", "20家"),
            ("吞吐量5.4万标箱，上年同月为4.8万标箱，同比增长15.0%。", "同比增长15.0%"),
            ("工业企业由上年的320家增加到今年的298家。", "320家增加到今年的298家"),
            ("产值由2020年的2亿元增长到2025年的4亿元，翻了两番，", "翻了两番"),
            ("民宿由2024年的120家增加到2025年的150家，同比下降25%，", "同比下降25%"),
            ("办件量由4万件增加到8万件，增长200%。", "200%"),
            ("去年受理4万件，今年受理8万件，同比增长200%。", "200%"),
            ("产值由2000万元增加到8000万元，增加了4倍。", "4倍"),
            ("民宿由120家增加到98家，收入增长。", "120家增加到98家"),
            ("预算收入3.2亿元，上年同期为2.8亿元，同比下降14.3%。", "同比下降14.3%"),
            ("完成预算收入34.8亿元，上年为36.2亿元，同比增长3.9%。", "同比增长3.9%"),
            ("2025年，集体经济收入120万元，2024年为150万元，同比增长20%。", "同比增长20%"),
            ("完成预算收入18.6亿元，比上年同期的19.2亿元增长3.1%。", "增长3.1%"),
            ("新增充电桩250个，上年新增200个，同比增长20%。", "同比增长20%"),
            ("办理时间由3个工作日压缩至5个工作日，材料减少一半。", "3个工作日压缩至5个工作日"),
            ("2025年度新认定412家，2026年已新认定452家，比上年增加36家。", "36家"),
            ("2026年交易额为2.5亿元，上年同期为2.0亿元，同比增长20%。", "同比增长20%"),
            ("学员由2024年的200人增加到2025年的250人，增长50%。", "50%"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn changes_that_come_out_are_left_alone() {
        for text in [
            "办件量由4万件增加到8万件，增长100%。",
            "产值由2000万元增加到8000万元，增加了3倍。",
            "产值由100亿元增加到200亿元，年均增长15%。",
            "产值由1.2亿元增加到1.5亿元，增长22.1%。",
            "排名由369位上升到235位。",
            "由32家增加到45家，增长40.6%。",
            "预算收入3.2亿元，上年同期为2.8亿元，同比增长14.3%。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
