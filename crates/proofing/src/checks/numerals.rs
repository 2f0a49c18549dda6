//! Years and dates in the wrong numerals (GB/T 15835): 二零二六年 and 二0二六年 for 二〇二六年, 2026年三月5日, 26年5月.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;
use crate::view;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in (0..reading.plain.len()).filter(|&i| reading.plain[i] == '年') {
        if let Some((start, year)) = chinese_year(reading, at) {
            let message = "汉字年份中的“零”应写作“〇”";
            hits.push(advised(info("number.zero", (start, at + 1), message), format!("{year}年")));
        } else if let Some((start, end)) = half_and_half(reading, at) {
            hits.push(info("number.date", (start, end), "同一日期不应混用阿拉伯数字和汉字数字"));
        } else if let Some((start, end)) = short_year(reading, at) {
            let message = "年份应写全四位数字";
            hits.push(advised(info("number.year", (start, end), message), format!("20{}", reading.text(start, end))));
        }
    }
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, rule, range, message)
}

/// A year in Chinese numerals whose zero is written as 零, 0 or the letter O, and its right form.
fn chinese_year(reading: &Reading<'_>, at: usize) -> Option<(usize, String)> {
    let start = at.checked_sub(4)?;
    let numeral = |c: &char| match c {
        '〇' | '○' | '零' | '0' | 'o' => Some('〇'),
        c => "一二三四五六七八九".contains(*c).then_some(*c),
    };
    let year: String = reading.plain[start..at].iter().map(numeral).collect::<Option<String>>()?;
    let wrong = reading.plain[start..at].iter().any(|c| matches!(c, '零' | '0' | 'o'));
    let begins = year.starts_with("二〇") || year.starts_with("一九");
    let longer = reading.char_before(start).is_some_and(|c| numeral(&c).is_some() || "十百千".contains(c));
    (wrong && begins && !longer).then_some((start, year))
}

/// The numerals before `at`: where they begin and whether they are Arabic.
fn kind(reading: &Reading<'_>, from: usize) -> Option<(usize, bool)> {
    let rest = reading.plain.get(from..)?;
    let arabic = rest.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    if arabic > 0 {
        return (arabic <= 2).then_some((from + arabic, true));
    }
    let chinese = rest.iter().take(4).take_while(|c| **c == '十' || view::digit(**c).is_some()).count();
    (1..=3).contains(&chinese).then_some((from + chinese, false))
}

/// A date of year and month, or month and day, one part in each writing.
fn half_and_half(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let start = at.checked_sub(4)?;
    let arabic = reading.plain[start..at].iter().all(char::is_ascii_digit);
    let chinese = reading.plain[start..at].iter().all(|&c| c == '○' || (!c.is_ascii_digit() && view::digit(c).is_some()));
    let plausible = arabic && matches!(reading.plain[start], '1' | '2');
    if !(plausible || chinese) || reading.char_before(start).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut kinds = vec![arabic];
    let mut end = at + 1;
    for unit in ["月", "日"] {
        let Some((after, arabic)) = kind(reading, reading.skip_spaces(end)) else { break };
        let after = reading.skip_spaces(after);
        if !reading.char(after).is_some_and(|c| unit.contains(c) || (unit == "日" && c == '号')) {
            break;
        }
        kinds.push(arabic);
        end = after + 1;
    }
    // 2026年三月三 names a feast.
    let feast = reading.char(end) == Some('三') && reading.char_before(end) == Some('月');
    (kinds.len() > 1 && kinds.iter().any(|k| *k != kinds[0]) && !feast).then_some((start, end))
}

/// 26年5月, 25年12月3日: two digits where a year is meant (a span of time says 个月).
fn short_year(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let start = at.checked_sub(2)?;
    let two = reading.plain[start..at].iter().all(char::is_ascii_digit) && matches!(reading.plain[start], '1' | '2');
    let joined = reading
        .char_before(start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '第' | '近' | '满' | '\''));
    let (after, _) = kind(reading, at + 1)?;
    let month: u32 = reading.text(at + 1, after).parse().ok()?;
    let meant = reading.char(after) == Some('月') && (1..=12).contains(&month);
    (two && !joined && meant).then_some((start, after + 1))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn wrong_numerals_in_dates_are_marked() {
        for (text, found) in [
            ("二零二六年五月一日", "二零二六年"),
            ("二0二六年五月", "二0二六年"),
            ("二O二六年五月", "二O二六年"),
            ("于2026年三月5日召开", "2026年三月5日"),
            ("二〇二六年5月1日", "二〇二六年5月1日"),
            ("自26年5月起", "26年5月"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn right_dates_and_spans_are_left_alone() {
        for text in [
            "二〇二六年五月一日",
            "2026年5月1日",
            "25年3个月",
            "二○○八年",
            "2026年三月三歌会",
            "一百零二年",
            "2026年三季度",
            "工作满15年",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
