//! Quantities hedged twice: 约300人左右, 近5000多人, 超过60%以上, 至少3个以上, 200-300元左右; and 最高不低于20万元.

use super::{Context, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// What the word before the number says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hedge {
    About,
    Near,
    More,
    AtLeast,
    AtMost,
}

const HEDGES: [(&str, Hedge); 25] = [
    ("大约", Hedge::About),
    ("大概", Hedge::About),
    ("约", Hedge::About),
    ("将近", Hedge::Near),
    ("接近", Hedge::Near),
    ("近", Hedge::Near),
    ("超过", Hedge::More),
    ("超出", Hedge::More),
    ("突破", Hedge::More),
    ("高于", Hedge::More),
    ("多于", Hedge::More),
    ("超", Hedge::More),
    ("逾", Hedge::More),
    ("至少", Hedge::AtLeast),
    ("最少", Hedge::AtLeast),
    ("不少于", Hedge::AtLeast),
    ("不低于", Hedge::AtLeast),
    ("最多", Hedge::AtMost),
    ("至多", Hedge::AtMost),
    ("不超过", Hedge::AtMost),
    ("不高于", Hedge::AtMost),
    ("不多于", Hedge::AtMost),
    ("不大于", Hedge::AtMost),
    ("不足", Hedge::AtMost),
    ("上", Hedge::More),
];
/// Before 约 these make another word of it.
const OTHER_YUE: &str = "合契节预条公违制签履特婚邀失守解立续";
/// Longest unit between the number and what follows it, in characters.
const UNIT: usize = 4;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        let found = starts_hedge(reading.plain[at]).then(|| twice(reading, at).or_else(|| contrary(reading, at))).flatten();
        let found = found.map(|end| (at, end)).or_else(|| behind(reading, at)).or_else(|| range(reading, at));
        let Some((start, end)) = found else {
            at += 1;
            continue;
        };
        let message = "前后的说法重复或者矛盾，去掉其一";
        hits.push(hit(Category::Number, Severity::Info, "number.redundant", (start, end), message));
        at = end;
    }
}

fn starts_hedge(c: char) -> bool {
    "大约将接近超突高多逾至最不上".contains(c)
}

/// 20多余人, 30余人左右: hedged twice behind the number.
fn behind(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let numeral = |c: char| c.is_ascii_digit() || "十百千万亿".contains(c);
    // 零下-6℃
    if reading.is_at(at, "零下") && matches!(reading.char(at + 2), Some('-' | '−' | '－')) {
        let digits = reading.plain[at + 3..].iter().take(4).take_while(|c| c.is_ascii_digit() || **c == '.').count();
        return (digits > 0).then_some((at, (at + 3 + digits + 1).min(reading.plain.len())));
    }
    // 一二十多座, 七八百余人
    if matches!(reading.plain[at], '多' | '余') && reading.char_before(at).is_some_and(|c| "十百千万".contains(c)) {
        let order = |at: usize| reading.char(at).and_then(|c| "一二三四五六七八九".chars().position(|n| n == c));
        let about = at.checked_sub(3).filter(|&start| order(start).is_some_and(|n| order(start + 1) == Some(n + 1)));
        if let Some(start) = about.filter(|_| quantity::unit_end(reading, at + 1) > at + 1) {
            return Some((start, quantity::unit_end(reading, at + 1)));
        }
    }
    // 十几余家
    if matches!(reading.plain[at], '多' | '余') && reading.char_before(at) == Some('几') {
        let tens = reading.plain[..at - 1].iter().rev().take(3).take_while(|c| "十百千万二三四五六七八九".contains(**c)).count();
        let end = quantity::unit_end(reading, at);
        return (tens > 0 && end > at + 1).then_some((at - 1 - tens, end));
    }
    let hedge = matches!(reading.plain[at], '多' | '余') && reading.char_before(at).is_some_and(numeral);
    if !hedge {
        return None;
    }
    let start = quantity::number_start(reading, at).min(at - 1);
    let again = reading.char(at + 1).filter(|c| matches!(c, '多' | '余') && *c != reading.plain[at]);
    if again.is_some() {
        let end = quantity::unit_end(reading, at + 1);
        return (end > at + 2).then_some((start, end));
    }
    let end = quantity::unit_end(reading, at);
    let suffix = reading.one_of(end, &["左右", "上下"]).filter(|_| end > at)?;
    // 10余个左右岸村庄
    let place = reading.char(end + suffix.chars().count()).is_some_and(|c| "岸邻翼侧手两开班".contains(c));
    (!place).then(|| (start, end + suffix.chars().count()))
}

/// 最高不低于20万元: the end of a bound that contradicts its word.
fn contrary(reading: &Reading<'_>, at: usize) -> Option<usize> {
    const BOUNDS: [&str; 8] =
        ["最高不低于", "最高不少于", "最多不少于", "最多不低于", "最低不超过", "最低不高于", "最少不超过", "最少不多于"];
    let bound = reading.one_of(at, &BOUNDS)?;
    let end = number(reading, at + bound.chars().count())?;
    Some(quantity::unit_end(reading, end))
}

/// 200-300元左右, 18—35岁以上: a range is about something already.
fn range(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let suffix = reading.one_of(at, &["左右", "上下", "以上"])?;
    let unit = reading.plain[..at].iter().rev().take(4).take_while(|c| !c.is_ascii_digit()).count();
    let digits = |end: usize| reading.plain[..end].iter().rev().take(7).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let second = at - unit;
    let middle = second.checked_sub(digits(second))?;
    let connector = reading.char_before(middle).filter(|c| matches!(c, '-' | '—' | '~' | '–' | '至'))?;
    let first = middle - 1 - digits(middle - 1);
    let whole = quantity::unit_end(reading, second) == at && unit > 0 && first < middle - 1 && middle < second;
    let joined = reading.char_before(first).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '—' | '/' | '第'));
    let wanted = whole && !joined && (connector != '-' || suffix != "以上" || reading.char(second) == Some('岁'));
    wanted.then_some((first, at + suffix.chars().count()))
}

/// The end of a quantity hedged on both sides that starts at `at`.
fn twice(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let (word, hedge) = HEDGES.iter().find(|(word, _)| reading.is_at(at, word))?;
    let before = reading.char_before(at).unwrap_or(' ');
    if (*word == "约" && OTHER_YUE.contains(before))
        || (*word == "超过" && before == '不')
        || (*word == "近" && "最附远临将接亲".contains(before))
        || (*word == "上" && (!reading.char(at + 1).is_some_and(|c| "百千万".contains(c)) || "以之路网线版年月".contains(before)))
    {
        return None;
    }
    let mut from = at + word.chars().count();
    let verb = ["需要", "应有", "要有", "达到", "应在", "需", "要", "有", "为", "达", "在"];
    from += reading.one_of(from, &verb).map_or(0, |verb| verb.chars().count());
    let start = reading.skip_spaces(from);
    // 至少完成8次以上: a verb between.
    if *hedge == Hedge::AtLeast && number(reading, start).is_none() {
        let verb =
            reading.plain[start..].iter().take(3).take_while(|&&c| fold::is_han(c) && !"一二两三四五六七八九十百".contains(c));
        let end = quantity::unit_end(reading, number(reading, start + verb.count())?);
        return reading.is_at(end, "以上").then_some(end + 2);
    }
    // 约近百人: two words before the number.
    let second = matches!(hedge, Hedge::About | Hedge::Near).then(|| reading.one_of(start, &["近", "约", "超", "逾"])).flatten();
    if let Some(end) = second.and_then(|_| number(reading, start + 1)) {
        return Some(end);
    }
    let end = number(reading, start)?;
    let after = reading.skip_spaces(end);
    // 近3年多: near in time, not near a number.
    let recent =
        *hedge == Hedge::Near && reading.char(after).is_some_and(|c| "年天月日周期次届代个".contains(c)) && *word == "近";
    if recent {
        return None;
    }
    if matches!(hedge, Hedge::About | Hedge::Near | Hedge::More)
        && let Some(more) = reading.one_of(after, &["余", "多"])
        && reading.one_of(after, &["多样", "多方", "余额", "多功", "多元", "多层"]).is_none()
    {
        return Some(after + more.chars().count());
    }
    let suffixes: &[&str] = match hedge {
        Hedge::About | Hedge::Near => &["左右", "上下", "以上"],
        Hedge::More => &["以上", "左右", "上下"],
        Hedge::AtLeast => &["以上", "以下", "以内"],
        Hedge::AtMost => &["以下", "以内", "之内", "以上"],
    };
    for gap in 0..=UNIT {
        if let Some(suffix) = reading.one_of(after + gap, suffixes) {
            return Some(after + gap + suffix.chars().count());
        }
        let unit = |c: char| {
            (c.is_alphanumeric() && !c.is_ascii_digit() && !"有的时一二两三四五六七八九十".contains(c))
                || matches!(c, '%' | '‰' | '℃' | '㎡')
        };
        let hours = reading.is_at((after + gap).saturating_sub(1), "小时");
        if !reading.char(after + gap).is_some_and(|c| unit(c) || hours) {
            return None;
        }
    }
    None
}

/// The end of the number at `start`, Arabic or Chinese.
fn number(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let part =
        |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%') || "一二三四五六七八九十百千万亿两零〇几半".contains(**c);
    let len = reading.plain[start.min(reading.plain.len())..].iter().take(20).take_while(part).count();
    // 超20%，2200余项: a percentage ends there.
    let len = reading.plain[start.min(reading.plain.len())..].iter().take(len).position(|c| *c == '%').map_or(len, |at| at + 1);
    // A comma parts the number from the next clause.
    let number = &reading.plain[start..start + len];
    let tail = number.iter().rev().take_while(|c| matches!(c, ',' | '.')).count();
    let begins = number.first().is_some_and(|c| !matches!(c, ',' | '.' | '%'));
    (begins && len > tail).then_some(start + len - tail)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn quantities_hedged_twice_are_marked() {
        for (text, found) in [
            ("最低气温可降至零下-6℃，", "零下-6℃"),
            ("约近百人参加", "约近百"),
            ("参加人员约300人左右", "约300人左右"),
            ("惠及群众近5000多人", "近5000多"),
            ("占比超过60%以上", "超过60%以上"),
            ("至少三个以上部门", "至少三个以上"),
            ("最多不超过5天以内", "不超过5天以内"),
            ("大约十公里左右", "大约十公里左右"),
            ("投资超3亿余元", "超3亿余"),
            ("近200多家企业", "近200多"),
            ("组织20多余人参加", "20多余人"),
            ("约30人以上", "约30人以上"),
            ("保证金至少在5万元以下", "至少在5万元以下"),
            ("来了30余人左右", "30余人左右"),
            ("最多40人以上", "最多40人以上"),
            ("十几余家单位", "十几余家"),
            ("新建大棚一二十多座", "一二十多座"),
            ("投资超过2亿元左右", "超过2亿元左右"),
            ("至少储备50件以上", "至少储备50件以上"),
            ("聚集了上千多名群众", "上千多"),
            ("稿件400余多篇", "400余多篇"),
            ("补贴标准为200-300元左右", "200-300元左右"),
            ("年龄限18—35岁以上", "18—35岁以上"),
            ("最高不低于20万元", "最高不低于20万元"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn quantities_hedged_once_are_left_alone() {
        for text in [
            "占全省比重超20%，2200余项事项通办",
            "约300人参加",
            "近3年多来",
            "合约10份以上",
            "不超过30日",
            "最近5个以上",
            "超过3家，60分以上",
            "至少30日前",
            "近50家多元化企业",
            "10余个左右岸村庄",
            "处理多余人员",
            "至少安排一名中级以上职称人员",
            "网上千多个",
            "最高不超过20万元",
            "年龄在18—35岁",
            "实现零的突破，20万以上人口县实现全覆盖",
            "优良率超84%，县以上城市建成区",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
