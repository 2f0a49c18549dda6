//! Ranges of dates that run backwards: 2026年3月5日至2月1日.

use super::mention::{self, CONNECTORS, Mention};
use super::{Context, hit, hours};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let found = |range| hit(Category::Date, Severity::Warn, "date.range", range, "起止日期颠倒，请核对");
    let report = |range: (usize, usize), hits: &mut Vec<Hit>| hits.push(found(range));
    let mentions = mention::mentions(reading);
    for pair in mentions.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        if connected(reading, first.end, second.start) && within_day(reading, &first, &second) {
            let end = hours::told(reading, second.end).map_or(second.end, |told| told.1);
            report((first.start, end), hits);
        } else if connected(reading, first.end, second.start) && runs_back(reading, &first, &second) {
            // 自…起至…止 is one phrase.
            let whole = reading.char(second.end) == Some('止');
            let led = whole && reading.char_before(first.start).is_some_and(|c| matches!(c, '自' | '从'));
            report((first.start - usize::from(led), second.end + usize::from(whole)), hits);
        }
    }
    for first in mentions.iter().filter(|m| m.year.is_some() && m.day.is_none()) {
        hits.extend(bare_month(reading, first).map(|end| (first.start, end)).map(found));
    }
    for second in mentions.iter().filter(|m| m.month.is_none()) {
        if let Some(start) = bare_year(reading, second) {
            report((start, second.end), hits);
        }
    }
}

/// 6月20日18:00至6月20日9:00.
fn within_day(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    let same = first.month.is_some() && (first.month, first.day) == (second.month, second.day) && first.day.is_some();
    let years = first.year == second.year || second.year.is_none();
    let times = hours::told(reading, first.end).zip(hours::told(reading, second.end));
    same && years && times.is_some_and(|(from, to)| to.0 < from.0)
}

fn connected(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let mut at = skip_time(reading, reading.skip_spaces(from));
    // 3月5日（星期四）至…
    if reading.char(at) == Some('(') {
        let close = reading.plain[at..].iter().take(8).position(|&c| c == ')');
        at = skip_time(reading, close.map_or(at, |i| at + i + 1));
    }
    let words = ["持续到", "持续至", "延续到", "延续至", "开始至", "截止到", "截至"];
    let Some(connector) = reading.one_of(at, &CONNECTORS).or_else(|| reading.one_of(at, &words)) else { return false };
    reading.skip_spaces(at + connector.chars().count()) == to
}

/// The position after a time of day (上午9:00, 8时30分), if one stands at `at`.
fn skip_time(reading: &Reading<'_>, at: usize) -> usize {
    let at = reading.skip_spaces(at);
    let part = reading.one_of(at, &["上午", "下午", "中午", "晚上", "晚", "凌晨", "零时"]);
    let mut end = at + part.map_or(0, |part| part.chars().count());
    let digits = |at: usize| reading.digits(at, 3);
    while (1..=2).contains(&digits(end)) {
        let after = end + digits(end);
        if !reading.char(after).is_some_and(|c| matches!(c, ':' | '时' | '点' | '分')) {
            return if reading.char_before(end) == Some(':') { after } else { end };
        }
        end = after + 1;
    }
    reading.skip_spaces(end)
}

fn runs_back(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    let (Some(start), Some(end)) = (first.month, second.month) else {
        return matches!((first.year, second.year), (Some(a), Some(b)) if first.month.is_none() && b < a);
    };
    let days = (first.day.unwrap_or(1), second.day.unwrap_or(31));
    match (first.year, second.year) {
        (Some(a), Some(b)) => (b, end, days.1) < (a, start, days.0),
        (None, Some(_)) => false,
        // From autumn to spring a range may well cross the new year, except the days of a public notice.
        (_, None) if start >= 9 && end <= 5 => (reading.before(first.start, 12)).contains("公示"),
        _ => (end, days.1) < (start, days.0),
    }
}

/// The end of the second month of 2026年8月至6月, which stands without year and day.
fn bare_month(reading: &Reading<'_>, first: &Mention) -> Option<usize> {
    let at = reading.skip_spaces(first.end);
    let connector = reading.one_of(at, &CONNECTORS)?;
    let from = reading.skip_spaces(at + connector.chars().count());
    let len = reading.plain.get(from..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let month: u32 = reading.text(from, from + len).parse().ok()?;
    let end = from + len + 1;
    let alone = reading.char(from + len) == Some('月') && !reading.char(end).is_some_and(|c| c.is_ascii_digit());
    let back = first.month.is_some_and(|start| month < start && !(start >= 9 && month <= 5)) && month > 0;
    (alone && back).then_some(end)
}

/// The first year of 2028—2026年, which carries no unit of its own.
fn bare_year(reading: &Reading<'_>, second: &Mention) -> Option<usize> {
    let connector = CONNECTORS.iter().find(|c| {
        let len = c.chars().count();
        second.start >= len + 4 && reading.is_at(second.start - len, c)
    })?;
    let end = second.start - connector.chars().count();
    let start = end - 4;
    let year: u32 = reading.text(start, end).parse().ok()?;
    let whole = !reading.char_before(start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '〔'));
    ((1900..=2199).contains(&year) && whole && second.year.is_some_and(|second| second < year)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_range_that_runs_backwards_is_marked_as_a_whole() {
        for text in [
            "2026年3月5日至2月1日",
            "3月5日至2月1日",
            "5月20日至15日",
            "2026-05-20至2026-05-01",
            "2026年至2024年",
            "2028—2026年",
            "2026年8月至6月",
            "6月20日18:00至6月20日9:00",
            "2026年3月10日9时至3月5日",
            "2026年3月10日（星期二）上午9:00至2026年3月5日",
        ] {
            assert_eq!(marked(check, &format!("自{text}公示")), [text]);
        }
    }

    #[test]
    fn forward_ranges_and_winters_are_left_alone() {
        for text in [
            "2026年3月5日至12日",
            "11月15日至3月15日",
            "2025年12月1日至2026年1月1日",
            "3月5日，2月1日",
            "2026年11月15日至3月15日",
            "2026—2028年",
            "11月1日至次年3月1日",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
