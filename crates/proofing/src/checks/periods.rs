//! Names of spans of time beside years or months that are not theirs: “十五五”时期（2026—2031年）, 二季度（4月至7月）,
//! 去年（2024年）, 始建于1956年…80周年, 本世纪80年代.

use super::{Context, hit, mention};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Five-year plans by their last year.
const PLANS: [(&str, u32); 7] = [
    ("十五五", 2030),
    ("十四五", 2025),
    ("十三五", 2020),
    ("十二五", 2015),
    ("十一五", 2010),
    ("十六五", 2035),
    ("十七五", 2040),
];
/// Spans of months within a year.
const MONTHS: [(&str, u32, u32); 10] = [
    ("第一季度", 1, 3),
    ("第二季度", 4, 6),
    ("第三季度", 7, 9),
    ("第四季度", 10, 12),
    ("一季度", 1, 3),
    ("二季度", 4, 6),
    ("三季度", 7, 9),
    ("四季度", 10, 12),
    ("上半年", 1, 6),
    ("下半年", 7, 12),
];

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let year = context.options.ref_date.and_then(|day| u32::try_from(day.year()).ok());
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '十' => plan(reading, at),
            '第' | '五' if reading.one_of(at, &["第五季度", "五季度"]).is_some() => no_quarter(reading, at),
            '第' | '一' | '二' | '三' | '四' | '上' | '下' => months(reading, at),
            '去' | '今' | '明' | '前' => year.and_then(|year| relative(reading, at, year)),
            '本' => century(reading, at),
            '周' => year.and_then(|year| anniversary(reading, at, year)),
            _ => None,
        };
        hits.extend(found.map(|(range, message)| hit(Category::Date, Severity::Warn, "date.period", range, message)));
    }
}

/// 第五季度.
fn no_quarter(reading: &Reading<'_>, at: usize) -> Found {
    let word = reading
        .one_of(at, &["第五季度", "五季度"])
        .filter(|_| !matches!(reading.char_before(at), Some('第' | '十' | '续' | '近' | '前')))?;
    Some(((at, at + word.chars().count()), "一年只有四个季度，请核对".to_owned()))
}

type Found = Option<((usize, usize), String)>;

fn number(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let len = reading.plain.get(at..)?.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    Some((reading.text(at, at + len).parse().ok()?, at + len))
}

/// The two numbers of `2026—2030年` or `4月至7月` at `at`, and the end.
fn pair(reading: &Reading<'_>, at: usize, unit: char) -> Option<(u32, u32, usize)> {
    let (first, mut end) = number(reading, at)?;
    end += usize::from(reading.char(end) == Some(unit));
    let connector = reading.one_of(end, &["——", "—", "-", "–", "~", "至", "到"])?;
    let (second, end) = number(reading, end + connector.chars().count())?;
    (reading.char(end) == Some(unit)).then_some((first, second, end + 1))
}

fn plan(reading: &Reading<'_>, at: usize) -> Found {
    let (name, last) = PLANS.iter().find(|(name, _)| reading.is_at(at, name))?;
    let mut open = at + 3;
    open += usize::from(matches!(reading.char(open), Some('”' | '"')));
    open += reading.one_of(open, &["时期", "期间", "规划期", "规划"]).map_or(0, |word| word.chars().count());
    let (first, second, end) = pair(reading, open + 1, '年').filter(|_| reading.char(open) == Some('('))?;
    let right = (*last - 4, *last);
    (first >= 1990 && (first, second) != right)
        .then(|| ((open + 1, end), format!("“{name}”时期是{}—{}年，请核对", right.0, right.1)))
}

fn months(reading: &Reading<'_>, at: usize) -> Found {
    let (name, first, last) = MONTHS.iter().find(|(name, _, _)| reading.is_at(at, name))?;
    // 前三季度（1—9月） are three of them.
    if reading.char_before(at) == Some('前') {
        return None;
    }
    let open = at + name.chars().count();
    let (from, to, end) = pair(reading, open + 1, '月').filter(|_| reading.char(open) == Some('('))?;
    // 上半年（1—5月） may well be part of it.
    let outside = from < *first || to > *last;
    outside.then(|| ((at, end), format!("{name}是{first}—{last}月，请核对")))
}

/// 去年（2024年）.
fn relative(reading: &Reading<'_>, at: usize, this: u32) -> Found {
    let word = reading.one_of(at, &["去年", "今年", "明年", "前年"])?;
    let (said, end) = number(reading, at + 3).filter(|_| reading.char(at + 2) == Some('('))?;
    let right = match word {
        "去年" => this - 1,
        "前年" => this - 2,
        "明年" => this + 1,
        _ => this,
    };
    let year = reading.char(end) == Some('年') && matches!(reading.char(end + 1), Some(')')) && (1990..2100).contains(&said);
    (year && said != right).then(|| ((at + 3, end + 1), format!("{word}应是{right}年，请核对")))
}

/// 本世纪80年代: of a century that has not come so far.
fn century(reading: &Reading<'_>, at: usize) -> Found {
    let decade = number(reading, at + 3).filter(|_| reading.is_at(at, "本世纪"))?;
    let wrong = decade.0 >= 40 && decade.0 % 10 == 0 && reading.is_at(decade.1, "年代");
    wrong.then(|| ((at, decade.1 + 2), "本世纪还没有到这个年代，应为上世纪，请核对".into()))
}

/// 始建于1956年，今年迎来建校80周年.
fn anniversary(reading: &Reading<'_>, at: usize, this: u32) -> Found {
    if !reading.is_at(at, "周年") {
        return None;
    }
    let numerals = reading.plain[..at].iter().rev().take(4).take_while(|c| "一二三四五六七八九十百".contains(**c)).count();
    let from = at - numerals.max(reading.digits_before(at, 3));
    let numeral = Some(&reading.plain[from..at]).filter(|numeral| !numeral.is_empty())?;
    let said = number(reading, from).map(|said| said.0).or_else(|| mention::chinese(numeral))?;
    let left = from - reading.plain[..from].iter().rev().take(40).take_while(|c| **c != '。').count();
    let before = reading.text(left, from);
    let first: u32 = begun(&before, this)?;
    // Further back, or with another beginning named, 今年 is no year of this one.
    let led = reading.text(from.saturating_sub(8).max(left), from);
    let others = ["胜利", "建党", "建军", "建国", "新中国", "解放", "回归"].iter().any(|word| led.contains(word));
    let now = led.contains("今年") || reading.text(from.saturating_sub(10).max(left), from).contains(&format!("{this}年"));
    let wrong = now && !others && (1000..=this).contains(&first) && this - first != said;
    wrong.then(|| ((from, at + 2), format!("从{first}年到今年是{}周年，请核对", this - first)))
}

/// 始建于1956年, 2019年6月建成: the only year of the text, as that of a beginning.
fn begun(text: &str, this: u32) -> Option<u32> {
    const SINCE: [&str; 7] = ["始建于", "创建于", "创办于", "成立于", "建于", "建校于", "诞生于"];
    const BEGAN: [&str; 13] =
        ["设县", "设市", "建县", "建成", "开馆", "建馆", "建校", "成立", "开园", "通车", "投入使用", "创办", "设立"];
    let at = text.find('年').filter(|at| text[..*at].chars().rev().take(4).filter(char::is_ascii_digit).count() == 4)?;
    let (year, behind) = (&text[at - 4..at], &text[at + '年'.len_utf8()..]);
    let since = SINCE.iter().any(|word| text[..at - 4].ends_with(word));
    let part = behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '月' | '日' | '底' | '初' | '正' | '式'));
    let began = BEGAN.iter().any(|word| part.starts_with(word));
    let behind = behind.replace(&format!("{this}年"), "");
    let only = !behind.contains("20") && !behind.contains("19");
    if !since && !began || !only { None } else { year.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn years_and_months_of_another_span_are_marked() {
        for (text, found) in [
            ("“十五五”时期（2026—2031年），", "2026—2031年"),
            ("二季度（4月至7月），", "二季度（4月至7月"),
            ("而去年（2024年）同期", "2024年"),
            ("本世纪80年代，村里", "本世纪80年代"),
            ("本县于1956年设县，2026年迎来设县60周年。", "60周年"),
            ("学校始建于1956年，今年迎来建校80周年。", "80周年"),
            ("市博物馆2019年6月建成开放，今年迎来开馆十周年。", "十周年"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn the_right_span_is_left_alone() {
        for text in [
            "“十五五”时期（2026—2030年）",
            "二季度（4—6月）",
            "前三季度（1—9月）",
            "去年（2025年）",
            "上世纪80年代",
            "学校始建于1956年，今年迎来建校70周年。",
            "大桥2016年建成通车，今年是通车十周年。",
            "学校始建于1956年，2016年举行60周年校庆",
            "协会2019年成立，今年是抗日战争胜利81周年。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
