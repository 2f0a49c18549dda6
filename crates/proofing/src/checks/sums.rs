//! Figures that do not come out: 共30人，其中男性18人，女性15人; 由4万件增加到8万件，增长200%; shares of one whole above it.

use super::{Context, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest sentence that is added up, in characters.
const LONGEST: usize = 200;

/// A number with its unit.
struct Amount {
    range: (usize, usize),
    value: f64,
    unit: String,
}

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut from = 0;
    for at in 0..=reading.plain.len() {
        if reading.plain.get(at).is_some_and(|c| !matches!(c, '。' | ';' | '!')) {
            continue;
        }
        if (8..=LONGEST).contains(&(at - from)) && reading.plain[from..at].iter().any(char::is_ascii_digit) {
            let amounts = amounts(reading, from, at);
            hits.extend(parts(reading, at, &amounts));
            hits.extend(shares(reading, (from, at), &amounts));
            hits.extend(growth(reading, &amounts).or_else(|| direction(reading, &amounts)));
            hits.extend(total(reading, &amounts));
            hits.extend(rate(reading, &amounts));
        }
        from = at + 1;
    }
}

fn warn(range: (usize, usize), message: String) -> Hit {
    hit(Category::Number, Severity::Warn, "number.sum", range, message)
}

fn amounts(reading: &Reading<'_>, from: usize, to: usize) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut at = from;
    while at < to {
        let len = reading.plain[at..to].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.')).count();
        // 1,200 and 3,50: amounts with separators are the matter of others.
        if len > 0
            && reading.block.chars.get(at + len) == Some(&',')
            && reading.char(at + len + 1).is_some_and(|c| c.is_ascii_digit())
        {
            return Vec::new();
        }
        // 1 841.70: parted by spaces.
        let spaced = reading.char_before(at) == Some(' ') && at >= 2 && reading.plain[at - 2].is_ascii_digit();
        let named = spaced || reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '第' | '.'));
        if len == 0 || named || !reading.plain[at].is_ascii_digit() {
            at += len.max(1);
            continue;
        }
        let stop = at + len;
        let end = if reading.char(stop) == Some('%') { stop + 1 } else { quantity::unit_end(reading, stop) };
        if let Ok(value) = reading.text(at, stop).parse() {
            out.push(Amount { range: (at, end), value, unit: reading.text(stop, end) });
        }
        at = stop;
    }
    out
}

/// 共30人，其中男性18人，女性15人: parts that exclude each other and are more than the whole.
fn parts(reading: &Reading<'_>, end: usize, amounts: &[Amount]) -> Option<Hit> {
    // 全村180户中，有195户: told without 其中.
    let within = amounts.windows(2).find(|two| {
        let between = reading.text(two[0].range.1, two[1].range.0);
        matches!(between.as_str(), "中,有" | "中,已有" | "中有" | "中,共有") && two[0].unit == two[1].unit
    });
    if let Some([whole, part]) = within.filter(|two| two[1].value > two[0].value) {
        return Some(warn(part.range, format!("其中的数大于总数{}，请核对", rounded(whole.value))));
    }
    let first = amounts.first()?.range.0;
    let among = (first..end).find(|&i| reading.is_at(i, "其中"))?;
    let whole = amounts.iter().rev().find(|a| a.range.1 <= among).filter(|a| among - a.range.1 <= 2 && a.unit != "%")?;
    let parts: Vec<&Amount> = amounts.iter().filter(|a| a.range.0 > among && a.unit == whole.unit).collect();
    let last = parts.last().filter(|_| !whole.unit.is_empty())?;
    let text = reading.text(among, last.range.1);
    let apart = ["增长", "增加", "减少", "下降", "每", "平均", "人均", "(", "比", "累计", "带动", "撬动", "总数", "全市", "去年"]
        .iter()
        .all(|word| !text.contains(word));
    // What follows a comma may be another matter: 其中甲43万亩，治理草原517万亩.
    let more = parts.first().filter(|part| part.value > whole.value + 0.05);
    if let Some(part) = more.filter(|_| apart) {
        return Some(warn(part.range, format!("其中的数大于总数{}，请核对", rounded(whole.value))));
    }
    let sexes = text.contains('男') && text.contains('女') && parts.len() == 2;
    let money = whole.unit.ends_with('元') && text.contains("自筹") && parts.len() == 2;
    let listed = parts.len() > 1 && parts.windows(2).all(|two| reading.text(two[0].range.1, two[1].range.0).starts_with('、'));
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let wrong = if sexes || money { (sum - whole.value).abs() > 0.05 } else { listed && sum > whole.value + 0.05 };
    (apart && wrong).then(|| {
        let message = format!("各部分之和是{}{}，与总数{}不符，请核对", rounded(sum), whole.unit, rounded(whole.value));
        warn(last.range, message)
    })
}

/// 方案一占65%，方案二占45%，其余…: shares of one whole.
fn shares(reading: &Reading<'_>, sentence: (usize, usize), amounts: &[Amount]) -> Option<Hit> {
    let text = reading.text(sentence.0, sentence.1);
    let one = ["其余", "分别占", "不合格", "不满意", "不了解", "不支持", "反对"].iter().any(|word| text.contains(word))
        && !text.contains("其中");
    let part = |a: &&Amount| a.unit == "%" && reading.before(a.range.0, 4).contains('占');
    let shares: Vec<&Amount> = amounts.iter().filter(part).collect();
    let sum: f64 = shares.iter().map(|share| share.value).sum();
    let all = amounts
        .last()
        .filter(|a| a.unit == "%" && ["合计", "之和为", "共计"].iter().any(|word| reading.before(a.range.0, 3).ends_with(word)));
    if let Some(all) = all.filter(|all| shares.len() > 1 && ((sum - all.value).abs() > 0.5 || all.value > 100.5)) {
        let wrong = if all.value > 100.5 { all } else { shares.last()? };
        return Some(warn(wrong.range, format!("各部分占比之和是{}%，请核对", rounded(sum))));
    }
    let last = shares.last().filter(|_| one && shares.len() > 1 && sum > 100.5)?;
    Some(warn(last.range, format!("各部分占比之和是{}%，超过100%，请核对", rounded(sum))))
}

/// 300万元、400万元，合计1000万元: a total that is none of the parts before it.
fn total(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let (at, all) = amounts.iter().enumerate().skip(2).find(|(_, a)| {
        let before = reading.before(a.range.0, 3);
        !a.unit.is_empty() && a.unit != "%" && [",合计", ",共计", ",总计"].contains(&before.as_str())
    })?;
    let mut parts = vec![&amounts[at - 1]];
    for pair in amounts[..at].windows(2).rev() {
        let between = reading.text(pair[0].range.1, pair[1].range.0);
        if !between.starts_with(['、', '和']) || between.chars().count() > 12 {
            // 一期500万元，二期300万元、三期200万元: the list may begin before the comma.
            if pair[0].unit == all.unit {
                return None;
            }
            break;
        }
        parts.push(&pair[0]);
    }
    let alike = parts.len() > 1 && parts.iter().all(|part| part.unit == all.unit);
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    (alike && (sum - all.value).abs() > 0.05)
        .then(|| warn((all.range.0 - 2, all.range.1), format!("前面各数之和是{}，请核对", rounded(sum))))
}

/// 抽检200批次，其中合格196批次，合格率为96%.
fn rate(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let part = reading.text(three[0].range.1, three[1].range.0);
        let named = reading.before(three[2].range.0, 8);
        let lead = named.trim_end_matches(['为', '达', '到', '是', '约']);
        three[0].unit == three[1].unit
            && !three[0].unit.is_empty()
            && three[2].unit == "%"
            && part.contains("其中")
            && lead.ends_with('率')
            && reading
                .text(three[0].range.1, three[1].range.0)
                .contains(lead.rsplit([',', '、']).next().unwrap_or_default().trim_end_matches('率'))
            && reading.text(three[1].range.1, three[2].range.0).chars().count() <= 8
    })?;
    let right = three[1].value / three[0].value * 100.0;
    let wrong = three[0].value > 0.0 && (right - three[2].value).abs() > 0.6;
    wrong.then(|| warn(three[2].range, format!("按前面的数计算应为{}%，请核对", rounded(right))))
}

/// 由120家增加到98家.
fn direction(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const UP: [&str; 9] = ["增加到", "增至", "增加至", "增长到", "增长至", "提高到", "提高至", "上升到", "上升至"];
    const DOWN: [&str; 8] = ["减少到", "减少至", "减至", "下降到", "下降至", "降至", "降低到", "压缩到"];
    let pair = amounts.windows(2).find(|pair| {
        let between = reading.text(pair[0].range.1, pair[1].range.0);
        // 排名由369位上升到235位
        let rank = reading.before(pair[0].range.0, 8).contains(['排', '位', '名']);
        let led = reading.before(pair[0].range.0, 6).contains(['由', '从']) && !rank;
        let up = UP.iter().any(|to| between == *to) && pair[1].value < pair[0].value;
        let down = DOWN.iter().any(|to| between == *to) && pair[1].value > pair[0].value;
        led && pair[0].unit == pair[1].unit && !pair[0].unit.is_empty() && (up || down)
    })?;
    Some(warn((pair[0].range.0, pair[1].range.1), "前后两数的大小与“增加”“减少”不符，请核对".to_owned()))
}

/// 由4万件增加到8万件，增长200%; 增加了4倍 where it has become fourfold.
fn growth(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    const TO: [&str; 22] = [
        "增加到",
        "增至",
        "增加至",
        "增长到",
        "增长至",
        "提高到",
        "提高至",
        "上升到",
        "上升至",
        "提升到",
        "提升至",
        "扩大到",
        "扩大至",
        "减少到",
        "减少至",
        "减至",
        "下降到",
        "下降至",
        "降至",
        "降低到",
        "压缩到",
        "压缩至",
    ];
    let three = amounts.windows(3).find(|three| {
        let before = reading.before(three[0].range.0, 8);
        let between = reading.text(three[0].range.1, three[1].range.0);
        // 去年受理4万件，今年受理8万件，同比增长…
        let years =
            before.contains('年') && ["去年", "上年"].iter().any(|word| before.contains(word)) && between.starts_with(",今年");
        if years && three[0].unit == three[1].unit {
            return true;
        }
        before.contains(['由', '从']) && TO.iter().any(|to| between.ends_with(to)) && three[0].unit == three[1].unit
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

/// With one decimal place at most.
fn rounded(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches(".0").to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn figures_that_do_not_come_out_are_marked() {
        for (text, found) in [
            ("录用30人，其中男性18人，女性15人。", "15人"),
            ("总投资800万元，其中财政资金500万元，企业自筹400万元。", "400万元"),
            ("检查单位56家，其中商场12家、学校20家、医院8家、养老机构26家。", "26家"),
            ("办件量由4万件增加到8万件，增长200%。", "200%"),
            ("去年受理4万件，今年受理8万件，同比增长200%。", "200%"),
            ("产值由2000万元增加到8000万元，增加了4倍。", "4倍"),
            ("抽检食品380批次，其中合格392批次，不合格6批次。", "392批次"),
            ("满意的占72%，基本满意的占35%，不满意的占5%。", "5%"),
            ("投资300万元、400万元，合计1000万元。", "合计1000万元"),
            ("全长分别为2.4公里和3.1公里，共计6.5公里。", "共计6.5公里"),
            ("抽检200批次，其中合格196批次，合格率为96%。", "96%"),
            ("民宿由120家增加到98家，收入增长。", "120家增加到98家"),
            ("全村180户中，有195户已签订承诺书。", "195户"),
            ("村里共有农户120户，其中135户已完成改造。", "135户"),
            ("赞成方案一的占65%，赞成方案二的占45%，其余表示无所谓。", "45%"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn figures_that_come_out_or_overlap_are_left_alone() {
        for text in [
            "录用33人，其中男性18人，女性15人。",
            "录用30人，其中党员18人，女性15人。",
            "检查单位56家，其中商场12家、学校20家。",
            "办件量由4万件增加到8万件，增长100%。",
            "产值由2000万元增加到8000万元，增加了3倍。",
            "有房的占65%，有车的占45%。",
            "总投资3,50万元，其中财政补助120万元。",
            "产值由100亿元增加到200亿元，年均增长15%。",
            "产值由1.2亿元增加到1.5亿元，增长22.1%。",
            "60岁及以上人口占21.5%，城镇人口占65.2%，男性人口占50.8%。",
            "培训120人，其中取证80人，满意率为98%。",
            "一期投资500万元，二期300万元、三期200万元，合计1000万元。",
            "安排资金500万元，其中60%用于农村，带动投资3000万元。",
            "新增营造林148万亩，其中南山绿化43万亩，治理草原517万亩。",
            "排名由369位上升到235位。",
            "工程费用4 500.00万元，其中建筑工程费1 841.70万元，预备费603.80万元。",
            "由32家增加到45家，增长40.6%。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
