//! Years and dates in the wrong numerals (GB/T 15835): 二零二六年 and 二0二六年 for 二〇二六年, 2026年三月5日, 26年5月.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::view;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in (0..reading.plain.len()).filter(|&i| reading.plain[i] == '年') {
        if let Some((start, year)) = chinese_year(reading, at) {
            let message = "年份中的零写错（汉字年份应写作“〇”）";
            hits.push(advised(info("number.zero", (start, at + 1), message), format!("{year}年")));
        } else if let Some((start, end)) = half_and_half(reading, at) {
            hits.push(info("number.date", (start, end), "同一日期不应混用阿拉伯数字和汉字数字"));
        } else if let Some(start) = bare_short_year(reading, at) {
            let century = if reading.plain[start] >= '7' { "19" } else { "20" };
            let found = info("number.year", (start, at + 1), "年份应写全四位数字");
            hits.push(advised(found, format!("{century}{}", reading.text(start, at + 1))));
        } else if let Some((start, end)) = short_year(reading, at) {
            let message = "年份应写全四位数字";
            hits.push(advised(info("number.year", (start, end), message), format!("20{}", reading.text(start, end))));
        }
    }
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, rule, range, message)
}

/// A year in Chinese numerals whose zero is written as ○ (U+25CB), 零, 0 or the letter O, and its right form.
fn chinese_year(reading: &Reading<'_>, at: usize) -> Option<(usize, String)> {
    let start = at.checked_sub(4)?;
    let numeral = |c: &char| match c {
        '〇' | '○' | '零' | '0' | 'o' => Some('〇'),
        c => "一二三四五六七八九".contains(*c).then_some(*c),
    };
    // 2O26年: the letter in an Arabic year.
    let arabic = reading.plain[start..at].iter().all(|c| c.is_ascii_digit() || *c == 'o');
    if arabic && reading.plain[start + 1..at].contains(&'o') && matches!(reading.plain[start], '1' | '2') {
        let touched = reading.char_before(start).is_some_and(|c| c.is_ascii_alphanumeric());
        return (!touched).then(|| (start, reading.text(start, at).replace('o', "0")));
    }
    let year: String = reading.plain[start..at].iter().map(numeral).collect::<Option<String>>()?;
    let wrong = reading.plain[start..at].iter().any(|c| matches!(c, '○' | '零' | '0' | 'o'));
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
    let two = reading.plain[start..at].iter().all(char::is_ascii_digit) && matches!(reading.plain[start], '0' | '1' | '2');
    let joined = reading
        .char_before(start)
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '第' | '近' | '满' | '\''));
    let (after, _) = kind(reading, at + 1)?;
    let month: u32 = reading.text(at + 1, after).parse().ok()?;
    let meant = reading.char(after) == Some('月') && (1..=12).contains(&month);
    (two && !joined && meant).then_some((start, after + 1))
}

/// 98年抗洪, 较25年上半年: two digits that no span of time begins with, or with a part of the year behind them.
fn bare_short_year(reading: &Reading<'_>, at: usize) -> Option<usize> {
    const PARTS: [&str; 20] = [
        "上半年", "下半年", "一季度", "二季度", "三季度", "四季度", "第一季度", "第二季度", "第三季度", "第四季度", "底", "初",
        "末", "年底", "年初", "度", "春节", "春季", "秋季", "同期",
    ];
    let start = at.checked_sub(2)?;
    let (tens, two) = (reading.plain[start], reading.plain[start..at].iter().all(char::is_ascii_digit));
    let before = reading.char_before(start);
    let joined = before.is_some_and(|c| {
        c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '\'' | '"') || "第近满约超已达有校历过逾整共期—～".contains(c)
    });
    if !two || joined {
        return None;
    }
    let next = at + 1;
    let span =
        ["来", "间", "以", "前", "后", "的", "多", "余", "产权", "使用权", "历史", "内", "期", "起", "之", "校庆", "不", "如"];
    let spanned = reading.one_of(next, &span).is_some() || !reading.char(next).is_some_and(fold::is_han);
    let meant = matches!(tens, '1' | '2') && reading.one_of(next, &PARTS).is_some();
    let past = matches!(tens, '8' | '9') && !spanned && reading.char(start + 1) != Some('0');
    let zero =
        tens == '0' && reading.char(start + 1) != Some('0') && reading.one_of(next, &["式", "款", "制", "龄", "轻"]).is_none();
    let left = reading.before(start, 4);
    let compared = matches!(tens, '1' | '2')
        && ["对比", "相比", "相较于", "同比", "较"].iter().any(|word| left.ends_with(word))
        && reading.one_of(next, &span).is_none();
    (meant || past || zero || compared).then_some(start)
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
            ("自二○二六年七月一日起", "二○二六年"),
            ("于2026年三月5日召开", "2026年三月5日"),
            ("二〇二六年5月1日", "二〇二六年5月1日"),
            ("自26年5月起", "26年5月"),
            ("回顾了98年抗洪", "98年"),
            ("自05年起", "05年"),
            ("2O26年工作", "2O26年"),
            ("对比25年上半年，", "25年"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn right_dates_and_spans_are_left_alone() {
        for text in [
            "二〇二六年五月一日", "2026年5月1日", "25年3个月", "2026年三月三歌会", "一百零二年", "2026年三季度", "工作满15年",
            "建校98年来", "工作25年，", "98年的历史",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
