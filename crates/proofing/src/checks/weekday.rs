//! Weekdays that do not fit their date: 2026年5月1日 星期三 (domain.md §6.5).

use time::{Date, Weekday};

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// A year told that many characters before a date is the date's.
const NEAR: usize = 40;

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let now = context.options.ref_date.and_then(|day| Some((u32::try_from(day.year()).ok()?, day.month() as u32)));
    let mut told: Option<(u32, usize)> = None;
    for mention in mention::mentions(reading) {
        told = mention.year.map(|year| (year, mention.end)).or(told);
        let after = weekday_after(reading, mention.end).map(|(day, end)| (day, mention.start, end));
        let Some((written, start, end)) = after.or_else(|| weekday_before(reading, &mention)) else { continue };
        let dates: Vec<Date> = years(&mention, told, now).into_iter().filter_map(|year| mention.date(Some(year))).collect();
        let own = mention::mentions(reading).iter().any(|other| other.start == end + 1);
        hits.extend(following(reading, end, &dates).filter(|_| !own));
        let Some(date) = dates.first().filter(|_| dates.iter().all(|date| date.weekday() != written)) else { continue };
        hits.push(objection(*date, (start, end)));
    }
}

fn objection(date: Date, range: (usize, usize)) -> Hit {
    let (year, month, day) = (date.year(), date.month() as u8, date.day());
    let message = format!("{year}年{month}月{day}日是星期{}，请核对", name(date.weekday()));
    hit(Category::Date, Severity::Info, "date.weekday", range, message)
}

/// 9月12日（周六）、13日（周一）: the next day of the same month, with a weekday of its own.
fn following(reading: &Reading<'_>, at: usize, dates: &[Date]) -> Option<Hit> {
    let start = at + 1;
    let digits = reading.digits(start, 3);
    let joined = matches!(reading.char(at), Some('、' | '和' | '至' | '—' | '到' | '-'));
    let day: u8 = reading.text(start, start + digits).parse().ok().filter(|_| joined)?;
    let (written, end) = weekday_after(reading, start + digits + 1).filter(|_| reading.char(start + digits) == Some('日'))?;
    let days: Vec<Date> = dates.iter().filter_map(|date| date.replace_day(day).ok()).collect();
    let date = days.first().filter(|_| days.iter().all(|date| date.weekday() != written))?;
    Some(objection(*date, (start, end)))
}

/// 10月14日 in a cell and 星期四 in another of its row.
pub(super) fn in_rows(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let now = context.options.ref_date.and_then(|day| Some((u32::try_from(day.year()).ok()?, day.month() as u32)));
    let (mut told, mut row) = (None, None);
    for (block, reading) in readings.iter().enumerate() {
        let mentions = mention::mentions(reading);
        told = mentions.iter().rev().find_map(|m| m.year).or_else(|| title_year(reading)).or(told);
        let Some(cell) = reading.block.cell else { continue };
        let whole = |m: &&Mention| m.start == 0 && m.end == reading.plain.len() && m.day.is_some();
        if let Some(day) = mentions.first().filter(whole) {
            row = Some(((cell.table, cell.row), *day));
        }
        let own = weekday_after(reading, 0).filter(|found| found.1 == reading.plain.len());
        let Some((written, (_, day))) = own.zip(row.filter(|(place, _)| *place == (cell.table, cell.row))) else { continue };
        let years = day.year.or(told).map_or_else(|| now.map(|(year, _)| vec![year]).unwrap_or_default(), |year| vec![year]);
        let Some(date) = years.first().and_then(|year| day.date(Some(*year))).filter(|date| date.weekday() != written.0) else {
            continue;
        };
        let message = format!("{}月{}日是星期{}，请核对", date.month() as u8, date.day(), name(date.weekday()));
        hits[block].push(hit(Category::Date, Severity::Info, "date.weekday", (0, reading.plain.len()), message));
    }
}

/// 2026年秋季课程安排
fn title_year(reading: &Reading<'_>) -> Option<u32> {
    let at = (0..reading.plain.len().min(40))
        .find(|&at| reading.is_at(at, "20") && reading.digits(at, 5) == 4 && reading.char(at + 4) == Some('年'))?;
    reading.text(at, at + 4).parse().ok()
}

/// The years the mention may mean: its own, one told shortly before, or those around the reference day.
fn years(mention: &Mention, told: Option<(u32, usize)>, now: Option<(u32, u32)>) -> Vec<u32> {
    if let Some(year) = mention.year {
        return vec![year];
    }
    if let Some((year, _)) = told.filter(|(_, end)| mention.start - end <= NEAR) {
        return vec![year];
    }
    let mut out: Vec<u32> = told.map(|(year, _)| year).into_iter().collect();
    if let (Some((year, month)), Some(written)) = (now, mention.month) {
        out.push(year);
        match (month, written) {
            (10.., ..=3) => out.push(year + 1),
            (..=3, 10..) => out.push(year - 1),
            _ => {}
        }
    }
    out
}

/// The weekday directly before a date and where it begins: 星期三（5月1日）.
fn weekday_before(reading: &Reading<'_>, mention: &Mention) -> Option<(Weekday, usize, usize)> {
    let mut at = mention.start;
    at -= usize::from(reading.char_before(at).is_some_and(|c| matches!(c, '(' | ',' | ' ' | '即')));
    let start = (3..=4).find_map(|len| at.checked_sub(len).filter(|&i| weekday_after(reading, i).is_some_and(|w| w.1 == at)));
    let start =
        start.or_else(|| at.checked_sub(2).filter(|&i| reading.char(i) == Some('周') && weekday_after(reading, i).is_some()))?;
    // 每周三, 双周五: none of one day.
    let many = reading.char_before(start).is_some_and(|c| matches!(c, '每' | '双' | '单' | '逢' | '至' | '到' | '、'));
    let (day, _) = weekday_after(reading, start)?;
    let closed = reading.char_before(mention.start) == Some('(') && reading.char(mention.end) == Some(')');
    mention.day.filter(|_| !many).map(|_| (day, start, mention.end + usize::from(closed)))
}

/// The weekday written after a date, perhaps in brackets, and where it ends.
fn weekday_after(reading: &Reading<'_>, end: usize) -> Option<(Weekday, usize)> {
    let mut at = reading.skip_spaces(end);
    let bracketed = reading.char(at).is_some_and(|c| matches!(c, '(' | '['));
    // 9月16日是星期四
    let told = ["是星期", "为星期", "是周", "适逢周", "适逢星期"].iter().find(|word| reading.is_at(at, word));
    if let Some(word) = told {
        at += word.chars().count() - if word.ends_with("星期") { 2 } else { 1 };
    }
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
    let closed = bracketed && next.is_some_and(|c| matches!(c, ')' | ']'));
    (!next.is_some_and(|c| matches!(c, '年' | '常' | '级' | '期'))).then_some((day, at + 1 + usize::from(closed)))
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
    use super::super::{marked, marked_in};
    use super::{check, in_rows};

    #[test]
    fn a_weekday_that_does_not_fit_is_marked_with_its_date() {
        assert_eq!(marked(check, "定于2026年5月1日 星期三举行"), ["2026年5月1日 星期三"]);
        assert_eq!(marked(check, "2025年工作：5月1日（周五）"), ["5月1日（周五）"]);
        assert_eq!(marked(check, "定于6月16日（礼拜三）召开"), ["6月16日（礼拜三）"]);
        assert_eq!(marked(check, "定于周三（6月16日）召开"), ["周三（6月16日）"]);
        assert_eq!(marked(check, "2026年9月16日是星期四，"), ["2026年9月16日是星期四"]);
        assert_eq!(marked(check, "2026年9月12日（周六）、13日（周一）两天"), ["13日（周一）"]);
        assert!(marked(check, "2026年9月12日（周六）、13日（周日）两天").is_empty());
        assert_eq!(marked(check, "2026年五月一日，星期日"), ["2026年五月一日，星期日"]);
    }

    #[test]
    fn a_weekday_in_another_cell_of_the_row_is_held_against_its_day() {
        let table = "2026年秋季安排\n\n|日期|星期|\n|-|-|\n|10月12日|星期一|\n|10月14日|星期四|";
        let found = marked_in(&crate::TextDoc::from_markdown(table), in_rows);
        assert_eq!(found.into_iter().map(|(_, found)| found).collect::<Vec<_>>(), ["星期四"]);
        assert_eq!(marked(check, "2026年10月1日（周四）至7日（周二）休息"), ["7日（周二）"]);
    }

    #[test]
    fn fitting_weekdays_and_other_words_are_left_alone() {
        for text in [
            "2026年5月1日（星期五）", "5月1日（周五）", "2026年5月1日周年庆", "2026年2月30日星期一", "周二（6月16日）",
            "每周三，6月16日起", "6月16日周二至周五",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
