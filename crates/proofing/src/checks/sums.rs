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
            hits.extend(growth(reading, &amounts));
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
        let named = reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '第' | '.'));
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
    let first = amounts.first()?.range.0;
    let among = (first..end).find(|&i| reading.is_at(i, "其中"))?;
    let whole = amounts.iter().rev().find(|a| a.range.1 <= among).filter(|a| among - a.range.1 <= 2 && a.unit != "%")?;
    let parts: Vec<&Amount> = amounts.iter().filter(|a| a.range.0 > among && a.unit == whole.unit).collect();
    let last = parts.last().filter(|_| parts.len() > 1 && !whole.unit.is_empty())?;
    let text = reading.text(among, last.range.1);
    let apart = ["增长", "增加", "减少", "下降", "每", "平均", "人均", "(", "比", "累计"].iter().all(|word| !text.contains(word));
    let more = parts.iter().find(|part| part.value > whole.value + 0.05);
    if let Some(part) = more.filter(|_| apart) {
        return Some(warn(part.range, format!("其中的数大于总数{}，请核对", rounded(whole.value))));
    }
    let sexes = text.contains('男') && text.contains('女') && parts.len() == 2;
    let money = whole.unit.ends_with('元') && text.contains("自筹") && parts.len() == 2;
    let listed = parts.windows(2).all(|two| reading.text(two[0].range.1, two[1].range.0).starts_with('、'));
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
    let one = ["其余", "其他", "岁", "分别占", "不满意", "不了解", "不支持", "反对"].iter().any(|word| text.contains(word))
        && !text.contains("其中");
    let part = |a: &&Amount| a.unit == "%" && reading.before(a.range.0, 4).contains('占');
    let shares: Vec<&Amount> = amounts.iter().filter(part).collect();
    let sum: f64 = shares.iter().map(|share| share.value).sum();
    let last = shares.last().filter(|_| one && shares.len() > 1 && sum > 100.5)?;
    Some(warn(last.range, format!("各部分占比之和是{}%，超过100%，请核对", rounded(sum))))
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
        before.contains(['由', '从']) && TO.iter().any(|to| between.ends_with(to)) && three[0].unit == three[1].unit
    })?;
    let [from, to, told] = three else { return None };
    let between = reading.text(to.range.1, told.range.0);
    let verb = ["增长", "增加", "提高", "上升", "提升", "下降", "减少", "降低", "压缩", "增幅", "降幅"];
    let change = between.starts_with(',') && between.chars().count() <= 7 && verb.iter().any(|word| between.contains(word));
    if !change || from.value <= 0.0 || from.unit == "%" || from.unit.is_empty() {
        return None;
    }
    let times = (to.value - from.value).abs() / from.value;
    let (stated, unit) = match told.unit.as_str() {
        "%" => (told.value / 100.0, "%"),
        "倍" => (told.value, "倍"),
        _ => return None,
    };
    let wrong = (stated - times).abs() > (times * 0.02).max(0.011);
    let right = if unit == "%" { times * 100.0 } else { times };
    wrong.then(|| warn(told.range, format!("按前面的数计算应为{}{unit}，请核对", rounded(right))))
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
            ("产值由2000万元增加到8000万元，增加了4倍。", "4倍"),
            ("抽检食品380批次，其中合格392批次，不合格6批次。", "392批次"),
            ("满意的占72%，基本满意的占35%，不满意的占5%。", "5%"),
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
            "由32家增加到45家，增长40.6%。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
