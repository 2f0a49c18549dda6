//! Changes told wrongly (GB/T 15835): 增长-5%, 下降了2倍, 翻了两倍.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const UP: [&str; 8] = ["增长", "增加", "上升", "提高", "上涨", "提升", "升高", "攀升"];
const DOWN: [&str; 18] = [
    "下降", "减少", "降低", "回落", "下滑", "缩小", "缩短", "下跌", "压缩", "压减", "缩减", "削减", "锐减", "骤减", "递减",
    "下调", "降幅", "减低",
];
/// What may stand between the verb and its number, in characters.
const GAP: usize = 4;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        if !"增上提下减降回缩翻压削锐骤递升攀".contains(reading.plain[at]) {
            continue;
        }
        let up = reading.one_of(at, &UP);
        let Some(verb) = up.or_else(|| reading.one_of(at, &DOWN)) else {
            hits.extend(folded(reading, at));
            continue;
        };
        let end = at + verb.chars().count();
        if let Some((stop, amount)) = negative(reading, end) {
            let proper = if up.is_some() { "下降" } else { verb };
            let message = format!("“{verb}”后不用负数");
            hits.push(advised(info("number.negative", (at, stop), message), format!("{proper}{amount}")));
        } else if up.is_none()
            && let Some(stop) = times(reading, end)
        {
            hits.push(hit(Category::Number, Severity::Warn, "number.times", (at, stop), "减少、降低不用倍数表示，请核对"));
        }
    }
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Number, Severity::Info, rule, range, message)
}

/// The position of the number after a verb, past 了, 约 and the like.
fn amount_at(reading: &Reading<'_>, end: usize) -> usize {
    let filler = |c: &&char| matches!(**c, '了' | '为' | '达' | '约' | '近' | '超' | '过' | '幅' | ' ' | ':' | '率');
    end + reading.plain[end..].iter().take(GAP).take_while(filler).count()
}

/// A negative amount after the verb: its end and the amount without sign.
fn negative(reading: &Reading<'_>, end: usize) -> Option<(usize, String)> {
    let at = amount_at(reading, end);
    let sign = reading.char(at).filter(|c| matches!(c, '-' | '−' | '－' | '–' | '负'))?;
    let digits = reading.plain[at + 1..].iter().take(12).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let mut stop = at + 1 + digits;
    if digits == 0 || (sign == '–' && reading.char(stop) != Some('%')) {
        return None;
    }
    let unit = reading.one_of(stop, &["%", "个百分点", "万元", "亿元", "万", "亿", "元", "人"])?;
    stop += unit.chars().count();
    Some((stop, reading.text(at + 1, stop)))
}

/// The end of a number of times after a verb of decrease: 2倍, 一倍, 1.5倍. 下降到原来的几分之几 is right.
fn times(reading: &Reading<'_>, end: usize) -> Option<usize> {
    let at = amount_at(reading, end);
    let part = |c: &&char| c.is_ascii_digit() || **c == '.' || "一二三四五六七八九十百两数几多".contains(**c);
    let len = reading.plain[at..].iter().take(6).take_while(part).count();
    (len > 0 && reading.char(at + len) == Some('倍')).then_some(at + len + 1)
}

/// 翻了两倍: 翻 counts doublings (番).
fn folded(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let end = (reading.char(at) == Some('翻')).then(|| times(reading, at + 1))??;
    let doubles = reading.one_of(at + 1, &["了一倍", "一倍", "了1倍", "1倍"]).is_some();
    let found = info("number.times", (at, end), "“翻”与“番”搭配，倍数请用“增长……倍”");
    Some(if doubles { advised(found, "翻一番") } else { found })
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn changes_told_wrongly_are_marked() {
        for (text, found) in [
            ("同比增长-5.2%", "增长-5.2%"),
            ("增长了-3%", "增长了-3%"),
            ("同比下降-3.1%", "下降-3.1%"),
            ("能耗下降了2倍", "下降了2倍"),
            ("成本降低一倍", "降低一倍"),
            ("时限压缩了3倍", "压缩了3倍"),
            ("产值翻了两倍", "翻了两倍"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn right_changes_are_left_alone() {
        for text in
            ["增长5%", "下降3.1%", "增长了2倍", "翻两番", "减少到原来的一半", "提高3-5个百分点", "翻阅3倍资料", "下降-倍增"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
