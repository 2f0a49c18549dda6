//! Ranges of dates that run backwards: 2026年3月5日至2月1日.

use super::{Context, hit};
use super::mention::{self, CONNECTORS, Mention};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for pair in mention::mentions(reading).windows(2) {
        let (first, second) = (pair[0], pair[1]);
        if connected(reading, first.end, second.start) && runs_back(&first, &second) {
            let message = "起止日期颠倒，请核对".to_owned();
            hits.push(hit(Category::Date, Severity::Warn, "date.range", (first.start, second.end), message));
        }
    }
}

fn connected(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let mut at = reading.skip_spaces(from);
    // 3月5日（星期四）至…
    if reading.char(at) == Some('(') {
        let close = reading.plain[at..].iter().take(8).position(|&c| c == ')');
        at = close.map_or(at, |i| at + i + 1);
    }
    let Some(connector) = reading.one_of(at, &CONNECTORS) else { return false };
    reading.skip_spaces(at + connector.chars().count()) == to
}

fn runs_back(first: &Mention, second: &Mention) -> bool {
    let (Some(start), Some(end)) = (first.month, second.month) else {
        return matches!((first.year, second.year), (Some(a), Some(b)) if first.month.is_none() && b < a);
    };
    let days = (first.day.unwrap_or(1), second.day.unwrap_or(31));
    match (first.year, second.year) {
        (Some(a), Some(b)) => (b, end, days.1) < (a, start, days.0),
        // From autumn to spring a range without years may well cross the new year.
        (None, None) if start >= 9 && end <= 5 => false,
        (None, Some(_)) => false,
        _ => (end, days.1) < (start, days.0),
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_range_that_runs_backwards_is_marked_as_a_whole() {
        for text in ["2026年3月5日至2月1日", "3月5日至2月1日", "5月20日至15日", "2026-05-20至2026-05-01", "2026年至2024年"]
        {
            assert_eq!(marked(check, &format!("自{text}公示")), [text]);
        }
    }

    #[test]
    fn forward_ranges_and_winters_are_left_alone() {
        for text in ["2026年3月5日至12日", "11月15日至3月15日", "2025年12月1日至2026年1月1日", "3月5日，2月1日"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
