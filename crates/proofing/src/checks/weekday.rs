//! Weekdays that do not fit their date: 2026年5月1日 星期三 (domain.md §6.5).

use time::Weekday;

use super::{Context, hit};
use super::mention;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut year = context.options.ref_date.and_then(|day| u32::try_from(day.year()).ok());
    for mention in mention::mentions(reading) {
        year = mention.year.or(year);
        let Some(date) = mention.date(year) else { continue };
        let Some((written, end)) = weekday(reading, mention.end) else { continue };
        if date.weekday() != written {
            let (year, month, day) = (date.year(), date.month() as u8, date.day());
            let message = format!("{year}年{month}月{day}日是星期{}，请核对", name(date.weekday()));
            let range = (mention.start, end);
            hits.push(hit(Category::Date, Severity::Info, "date.weekday", range, message));
        }
    }
}

/// The weekday written after a date, perhaps in brackets, and where it ends.
fn weekday(reading: &Reading<'_>, end: usize) -> Option<(Weekday, usize)> {
    let mut at = reading.skip_spaces(end);
    if reading.char(at).is_some_and(|c| matches!(c, '(' | ',' | '[')) {
        at = reading.skip_spaces(at + 1);
    }
    let prefix = reading.one_of(at, &["星期", "礼拜", "周"])?;
    let at = at + prefix.chars().count();
    let day = match reading.char(at)? {
        '一' => Weekday::Monday,
        '二' => Weekday::Tuesday,
        '三' => Weekday::Wednesday,
        '四' => Weekday::Thursday,
        '五' => Weekday::Friday,
        '六' => Weekday::Saturday,
        '日' | '天' => Weekday::Sunday,
        _ => return None,
    };
    // 周日常, 周三年: the next character must not make another word of it.
    let next = reading.char(at + 1);
    (!next.is_some_and(|c| matches!(c, '年' | '常' | '级' | '期'))).then_some((day, at + 1))
}

fn name(day: Weekday) -> char {
    match day {
        Weekday::Monday => '一',
        Weekday::Tuesday => '二',
        Weekday::Wednesday => '三',
        Weekday::Thursday => '四',
        Weekday::Friday => '五',
        Weekday::Saturday => '六',
        Weekday::Sunday => '日',
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_weekday_that_does_not_fit_is_marked_with_its_date() {
        assert_eq!(marked(check, "定于2026年5月1日 星期三举行"), ["2026年5月1日 星期三"]);
        assert_eq!(marked(check, "2025年工作：5月1日（周五）"), ["5月1日（周五"]);
    }

    #[test]
    fn fitting_weekdays_and_other_words_are_left_alone() {
        for text in ["2026年5月1日（星期五）", "5月1日（周五）", "2026年5月1日周年庆", "2026年2月30日星期一"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
