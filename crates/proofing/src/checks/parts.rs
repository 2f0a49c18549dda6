//! Figures of one sentence that a short calculation shows to be wrong: an average, a product, a multiple, a part of a plan,
//! 三次产业结构 that is more than the whole.

use super::sums::{Amount, rounded, warn};
use crate::finding::Hit;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, sentence: (usize, usize), amounts: &[Amount]) -> Option<Hit> {
    average(reading, amounts)
        .or_else(|| product(reading, amounts))
        .or_else(|| of_whole(reading, amounts))
        .or_else(|| per_household(reading, amounts))
        .or_else(|| made_of(reading, sentence, amounts))
        .or_else(|| multiple(reading, sentence, amounts))
        .or_else(|| of_plan(reading, amounts))
        .or_else(|| structure(reading, sentence))
        .or_else(|| said_twice(reading, amounts))
}

/// 3.5亿元（即3500万元）: one sum in two units.
fn said_twice(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|two| {
        if !two.iter().all(|a| a.unit.ends_with('元')) {
            return false;
        }
        let between = reading.text(two[0].range.1, two[1].range.0);
        let same = ["(即", ",即", "(合", "(折合"].contains(&between.as_str());
        same && yuan(&two[0]).zip(yuan(&two[1])).is_some_and(|(one, other)| (one - other).abs() > one * 0.01)
    })?;
    Some(warn((pair[0].range.0, pair[1].range.1), "同一金额的两种写法不相等，请核对".to_owned()))
}

/// An amount of money in 元.
pub(super) fn yuan(amount: &Amount) -> Option<f64> {
    match amount.unit.as_str() {
        "元" => Some(amount.value),
        "万元" => Some(amount.value * 1e4),
        "亿元" => Some(amount.value * 1e8),
        _ => None,
    }
}

/// 4个示范村资金48万元，平均每村16万元; 120户领取补贴36万元，户均3万元.
fn average(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (at, told) = amounts.iter().enumerate().skip(2).find(|(_, a)| {
        let before = reading.before(a.range.0, 8);
        let each = before.find("平均每").map(|at| before[at..].chars().count());
        let each = each.is_some_and(|len| (4..=6).contains(&len))
            || ["户均", "人均", "村均"].iter().any(|word| without_verb(&before).ends_with(word));
        each && yuan(a).is_some()
    })?;
    // 1260万元，惠及630户 as well as 630户…1260万元
    let sum_first = yuan(&amounts[at - 2]).is_some() && yuan(&amounts[at - 1]).is_none();
    let (count, whole) = if sum_first { (at - 1, at - 2) } else { (at - 2, at - 1) };
    let (count, whole) = (&amounts[count], &amounts[whole]);
    let before = reading.before(told.range.0, 8);
    let each: String = without_verb(&before).chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let noun = match each.rsplit_once("每") {
        Some((_, noun)) if matches!(noun, "户" | "名") => noun.chars().next()?,
        Some((_, noun)) => noun.chars().find(|c| !matches!(c, '个' | '户' | '名'))?,
        None => each.chars().rev().nth(1)?,
    };
    let counted = if sum_first { count.unit.contains(noun) } else { reading.plain[count.range.0..whole.range.0].contains(&noun) };
    let (whole, mean) = (yuan(whole)?, yuan(told)?);
    let right = whole / count.value;
    let wrong = counted && count.value >= 2.0 && (right - mean).abs() > 0.05 * right.max(1.0);
    let (shown, unit) = if right >= 1e4 { (right / 1e4, "万元") } else { (right, "元") };
    wrong.then(|| warn(told.range, format!("按前面的数计算应为{}{unit}，请核对", rounded(shown))))
}

/// 户均补助 without its verb.
fn without_verb(text: &str) -> &str {
    ["补助", "补贴", "发放", "增收", "投资"].iter().find_map(|verb| text.strip_suffix(verb)).unwrap_or(text)
}

/// 每人补贴2000元，共150人，合计发放35万元.
fn product(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let [one, two, all] = amounts else { return None };
    // 12个村，每个村补助5万元，共计50万元
    let (each, count) = if reading.before(two.range.0, 8).contains('每') { (two, one) } else { (one, two) };
    let led = |amount: &Amount, words: &[&str]| words.iter().any(|word| reading.before(amount.range.0, 10).contains(word));
    let turned = each.range.0 > count.range.0 && matches!(count.unit.as_str(), "个" | "名" | "人" | "户" | "家");
    let counted = turned || matches!(count.unit.as_str(), "人" | "户" | "名" | "家" | "个") && led(count, &["共"]);
    let told = led(each, &["每人", "每户", "每名", "每家", "每个"]) && led(all, &["合计", "共计", "共发放", "总计"]) && counted;
    let (price, sum) = (yuan(each)?, yuan(all)?);
    let right = price * count.value;
    let wrong = told && right > 0.0 && ((sum - right) / right).abs() > 0.02;
    wrong.then(|| warn(all.range, format!("按前面的数计算应为{}元，请核对", rounded(right))))
}

/// 总投资2亿元，已完成投资1.2亿元，占总投资的80%; 收入12.5亿元，其中税收收入10亿元，占收入的85%.
fn of_whole(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (three, right) = amounts.windows(3).filter(|three| three[2].unit == "%").find_map(|three| {
        let part = reading.text(three[0].range.1, three[1].range.0);
        let share = reading.text(three[1].range.1, three[2].range.0);
        let of = share.strip_prefix(",占")?.trim_end_matches(['为', '达', '约', '的']).trim_end_matches("的比重");
        // Of the sum in front and of no other.
        let lead = reading.before(three[0].range.0, 24);
        let own =
            ["总数", "总量", "总额"].iter().any(|whole| of.ends_with(whole)) || (of.chars().count() >= 2 && lead.contains(of));
        let listed = (part.starts_with(",其中") || part.contains("完成")) && part.chars().count() <= 16;
        let alike = three[0].unit == three[1].unit && !three[0].unit.is_empty();
        let (whole, part) = yuan(&three[0]).zip(yuan(&three[1])).or(alike.then_some((three[0].value, three[1].value)))?;
        let fits = own && listed && whole > 0.0 && part <= whole;
        fits.then_some((three, part / whole * 100.0))
    })?;
    // One decimal of a small figure leaves some room.
    let room = if three[0].value < 20.0 { 2.6 } else { 0.6 };
    ((right - three[2].value).abs() > room)
        .then(|| warn(three[2].range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 120户480人，户均12人.
fn per_household(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let led = reading.before(three[2].range.0, 2) == "户均";
        led && three[0].unit == "户" && three[1].unit == "人" && three[2].unit == "人" && three[0].value > 0.0
    })?;
    let right = three[1].value / three[0].value;
    let wrong = (right - three[2].value).abs() > 0.06 * right.max(1.0);
    wrong.then(|| warn(three[2].range, format!("按前面的数计算应为{}人，请核对", rounded(right))))
}

/// 合计860万元，由省级资金500万元和县级资金320万元两部分组成.
fn made_of(reading: &Reading<'_>, sentence: (usize, usize), amounts: &[Amount]) -> Option<Hit> {
    let (whole, parts) = amounts.split_first()?;
    let alike = parts.len() >= 2 && !whole.unit.is_empty() && parts.iter().all(|part| part.unit == whole.unit);
    let last = parts.last()?;
    let led = reading.text(whole.range.1, whole.range.1 + 2) == ",由";
    let tail = reading.text(last.range.1, sentence.1.min(last.range.1 + 8));
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let wrong = alike && led && tail.contains("组成") && (sum - whole.value).abs() > 0.05;
    wrong.then(|| warn((whole.range.0, last.range.1), format!("各部分之和是{}{}，请核对", rounded(sum), whole.unit)))
}

/// 货值金额为1280元，处货值金额三倍的罚款，即3480元.
fn multiple(reading: &Reading<'_>, sentence: (usize, usize), amounts: &[Amount]) -> Option<Hit> {
    let at = (sentence.0..sentence.1).find(|&at| reading.is_at(at, "倍的罚款,即") || reading.is_at(at, "倍罚款,即"))?;
    let first = at
        - reading.plain[..at]
            .iter()
            .rev()
            .take(4)
            .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c))
            .count();
    let times = reading.text(first, at);
    let times = times.parse::<f64>().ok().or_else(|| {
        let one = times.chars().next().filter(|_| times.chars().count() == 1)?;
        "一二三四五六七八九十".chars().position(|c| c == one).map(|at| at as f64 + 1.0)
    })?;
    let told = amounts.iter().find(|a| a.range.0 > at)?;
    let mut sums = amounts.iter().filter(|a| a.range.1 <= first).filter_map(yuan);
    // Of several sums the fine may be a multiple of any.
    let base = sums.next().filter(|_| sums.next().is_none())?;
    let right = base * times;
    ((right - yuan(told)?).abs() > 0.5).then(|| warn(told.range, format!("按前面的数计算应为{}元，请核对", rounded(right))))
}

/// 计划新建5万亩，已建成2万亩，完成年度任务的60%.
fn of_plan(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    // 截至5月底 is no amount.
    let amounts: Vec<&Amount> = amounts.iter().filter(|a| !matches!(a.unit.as_str(), "" | "月" | "日" | "年" | "个月")).collect();
    let three = amounts.windows(3).find(|three| {
        let before = reading.before(three[0].range.0, 14);
        let planned = ["计划", "任务", "目标", "下达"].iter().any(|word| before.contains(word));
        let done = reading.before(three[1].range.0, 8).contains('已');
        let led = reading.before(three[2].range.0, 10);
        let of_it = led.contains("完成") && ["任务的", "计划的", "目标的", "目标任务的"].iter().any(|word| led.ends_with(word));
        planned && done && of_it && three[0].unit == three[1].unit && three[2].unit == "%"
    })?;
    let right = three[1].value / three[0].value * 100.0;
    (three[0].value > 0.0 && (right - three[2].value).abs() > 0.6)
        .then(|| warn(three[2].range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 三次产业结构为12.3:45.6:44.1.
fn structure(reading: &Reading<'_>, sentence: (usize, usize)) -> Option<Hit> {
    let word = (sentence.0..sentence.1).find(|&at| reading.is_at(at, "产业结构") || reading.is_at(at, "产业比"))?;
    let part = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ':' | '∶');
    let start = (word..sentence.1.min(word + 16)).find(|&at| reading.plain[at].is_ascii_digit())?;
    let end = start + reading.plain[start..sentence.1].iter().take_while(|c| part(c)).count();
    let text = reading.text(start, end);
    let shares: Vec<f64> = text.split([':', '∶']).filter_map(|share| share.parse().ok()).collect();
    let sum: f64 = shares.iter().sum();
    (shares.len() == 3 && (sum - 100.0).abs() > 0.35).then(|| warn((start, end), format!("三者之和是{}，请核对", rounded(sum))))
}

#[cfg(test)]
mod tests {
    use super::super::{marked, sums::check};

    #[test]
    fn figures_that_a_calculation_contradicts_are_marked() {
        for (text, found) in [
            ("项目总投资2亿元，目前已完成投资1.2亿元，占总投资的80%。", "80%"),
            ("受灾农户120户480人，户均12人，已转移。", "12人"),
            (
                "补助资金合计860万元，由省级资金500万元和县级配套资金320万元两部分组成。",
                "860万元，由省级资金500万元和县级配套资金320万元",
            ),
            ("安排4个示范村建设资金48万元，平均每村16万元，由各村使用。", "16万元"),
            ("共有120户农户领取补贴，发放资金合计36万元，户均3万元，已发放到位。", "3万元"),
            ("每人一次性补贴2000元，首批共150人，合计发放补贴35万元。", "35万元"),
            ("对12个村的图书室予以补助，每个村补助5万元，共计50万元。", "50万元"),
            ("货值金额为1280元，依法处货值金额三倍的罚款，即3480元。", "3480元"),
            ("计划新建高标准农田5万亩，截至5月底已建成2万亩，完成年度任务的60%，", "60%"),
            ("全市三次产业结构为12.3:45.6:44.1，第三产业比重继续提高。", "12.3:45.6:44.1"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn figures_that_come_out_are_left_alone() {
        for text in [
            "安排4个示范村建设资金48万元，平均每村12万元。",
            "共有120户农户领取补贴，发放资金合计36万元，户均3000元。",
            "每人一次性补贴2000元，首批共150人，合计发放补贴30万元。",
            "全市三次产业结构为12.3:45.6:42.1。",
            "计划新建高标准农田5万亩，截至5月底已建成3万亩，完成年度任务的60%。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
