//! Dates as texts write them: 2026年5月1日, 5月1日, 二〇二六年五月一日, 2026-05-01, and a second day after 至.
//! A mention holds the numbers as written, possible or not; judging them is for the checks.

use time::{Date, Month};

use crate::reading::Reading;
use crate::view;

/// A date or part of one at `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mention {
    pub start: usize,
    pub end: usize,
    pub year: Option<u32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// Written with marks instead of 年月日.
    pub marked: bool,
    /// Takes its month from the mention before it (2月28日至30日).
    pub inherited: bool,
}

impl Mention {
    /// The civil date, the year being `year` where the mention has none.
    pub fn date(&self, year: Option<u32>) -> Option<Date> {
        date(self.year.or(year)?, self.month?, self.day?)
    }
}

/// The civil date, if there is such a day.
pub(super) fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

/// Words that join the two ends of a range.
pub(super) const CONNECTORS: [&str; 11] = ["——", "--", "—", "–", "-", "~", "～", "至", "到", "起至", "日至"];

/// A day with 号 is none when one of these follows: 3月2号楼, 5月6号令.
const NUMBERED: [&str; 18] =
    ["楼", "线", "院", "门", "文", "令", "公告", "车", "厅", "馆", "机", "库", "桥", "路", "井", "通知", "楼宇", "会议"];

/// All mentions of a block, in order and without overlap.
pub(super) fn mentions(reading: &Reading<'_>) -> Vec<Mention> {
    reading.dates.get_or_init(|| read(reading)).clone()
}

fn read(reading: &Reading<'_>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < reading.plain.len() {
        if !is_numeral(reading.plain[at]) {
            at += 1;
            continue;
        }
        let found = with_units(reading, at).or_else(|| with_marks(reading, at));
        let Some(mention) = found else {
            at += reading.plain[at..].iter().take_while(|&&c| is_numeral(c)).count();
            continue;
        };
        at = mention.end;
        out.push(mention);
        if let Some(second) = second_day(reading, &mention) {
            at = second.end;
            out.push(second);
        }
    }
    out
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || view::digit(c).is_some() || matches!(c, '十' | '廿' | '卅' | '○')
}

/// A number of at most four digits and the position after it: Arabic, or Chinese below one hundred or digit by digit.
pub(super) fn number(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let rest = &reading.plain[at.min(reading.plain.len())..];
    let arabic = rest.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    if arabic > 0 {
        let value = rest[..arabic].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
        return (arabic <= 4).then_some((value, at + arabic));
    }
    let len = rest.iter().take(5).take_while(|&&c| is_numeral(c)).count();
    if len == 0 || len > 4 {
        return None;
    }
    Some((chinese(&rest[..len])?, at + len))
}

/// 二十三, 廿三: a number below a hundred.
pub(super) fn chinese(numeral: &[char]) -> Option<u32> {
    let digit = |c: char| if matches!(c, '○' | '0') { Some(0) } else { view::digit(c)?.to_digit(10) };
    let Some(ten) = numeral.iter().position(|c| matches!(c, '十' | '廿' | '卅')) else {
        return numeral.iter().try_fold(0, |n, &c| Some(n * 10 + digit(c)?));
    };
    let tens = match (numeral[ten], &numeral[..ten]) {
        ('廿', []) => 2,
        ('卅', []) => 3,
        ('十', []) => 1,
        ('十', &[c]) => digit(c)?,
        _ => return None,
    };
    match &numeral[ten + 1..] {
        [] => Some(tens * 10),
        &[c] => Some(tens * 10 + digit(c)?),
        _ => None,
    }
}

/// A number followed by a unit, spaces between them allowed.
fn unit(reading: &Reading<'_>, at: usize, units: &str) -> Option<(u32, usize)> {
    let (value, end) = number(reading, reading.skip_spaces(at))?;
    let end = reading.skip_spaces(end);
    reading.char(end).filter(|&c| units.contains(c)).map(|_| (value, end + 1))
}

fn with_units(reading: &Reading<'_>, start: usize) -> Option<Mention> {
    let mut mention = Mention { start, ..Mention::default() };
    let mut at = start;
    if let Some((year, end)) = unit(reading, at, "年").filter(|&(year, _)| (1000..=2999).contains(&year)) {
        mention = Mention { year: Some(year), end, ..mention };
        at = end;
    }
    if let Some((month, end)) = unit(reading, at, "月").filter(|_| !reading.is_at(at, "个")) {
        at = end;
        mention.month = Some(month);
        if let Some((day, end)) = unit(reading, at, "日号").filter(|&(_, end)| !is_numbered(reading, end)) {
            return Some(Mention { day: Some(day), end, ..mention });
        }
        if let Some(first) = first_of_two(reading, at) {
            return Some(Mention { day: Some(first.0), end: first.1, ..mention });
        }
        if reading.is_at(end, "龄") {
            mention.month = None;
        } else {
            mention.end = end;
        }
    }
    // A month without year and day says nothing that can be checked.
    mention.year.map(|_| mention)
}

/// The first day of `28—30日`, which carries no unit of its own.
fn first_of_two(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let (day, end) = number(reading, reading.skip_spaces(at))?;
    let connector = reading.one_of(reading.skip_spaces(end), &CONNECTORS)?;
    unit(reading, reading.skip_spaces(end) + connector.chars().count(), "日号").map(|_| (day, end))
}

fn is_numbered(reading: &Reading<'_>, end: usize) -> bool {
    reading.char_before(end) == Some('号') && reading.one_of(end, &NUMBERED).is_some()
}

/// 2026-05-01, 2026/5/1, 2026.5.1: four digits, one mark used twice, nothing that would make it part of a longer number.
fn with_marks(reading: &Reading<'_>, start: usize) -> Option<Mention> {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.'));
    let (year, end) = number(reading, start).filter(|&(_, end)| end - start == 4)?;
    let mark = reading.char(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let short = |at: usize| number(reading, at).filter(|&(_, end)| (1..=2).contains(&(end - at)));
    let (month, month_end) = short(end + 1)?;
    if reading.char(month_end) != Some(mark) || part(reading.char_before(start)) || !(1900..=2199).contains(&year) {
        return None;
    }
    let (day, stop) = short(month_end + 1)?;
    let after = reading.char(stop);
    let time = after == Some('t') && reading.char(stop + 1).is_some_and(|c| c.is_ascii_digit());
    let ends = !part(after) || time || (after == Some('.') && !part(reading.char(stop + 1)));
    let date = Mention { start, end: stop, year: Some(year), month: Some(month), day: Some(day), ..Mention::default() };
    ends.then_some(Mention { marked: true, ..date })
}

/// Behind （周四） or （星期四）.
fn behind_weekday(reading: &Reading<'_>, at: usize) -> usize {
    let open = reading.one_of(at, &["(周", "(星期"]).map(|word| at + word.chars().count() + 1);
    open.filter(|&close| reading.char(close) == Some(')')).map_or(at, |close| close + 1)
}

/// The second day of 2月28日至30日, 2月28日（周六）至30日.
fn second_day(reading: &Reading<'_>, first: &Mention) -> Option<Mention> {
    first.day.filter(|_| !first.marked)?;
    let at = reading.skip_spaces(behind_weekday(reading, first.end));
    let connector = reading.one_of(at, &CONNECTORS)?;
    let start = reading.skip_spaces(at + connector.chars().count());
    let (day, end) = unit(reading, start, "日号").filter(|&(_, end)| !is_numbered(reading, end))?;
    Some(Mention { start, end, day: Some(day), inherited: true, ..*first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TextDoc;

    fn read(text: &str) -> Vec<(Option<u32>, Option<u32>, Option<u32>)> {
        let doc = TextDoc::from_text(text);
        mentions(&Reading::new(&doc.blocks[0])).iter().map(|m| (m.year, m.month, m.day)).collect()
    }

    #[test]
    fn every_writing_of_a_date_is_read() {
        let day = [(Some(2026), Some(5), Some(1))];
        for text in [
            "2026年5月1日", "二〇二六年五月一日", "2026 年 5 月 1 日", "2026-05-01", "2026/5/1", "2026.5.1。",
            "２０２６年５月１日",
        ] {
            assert_eq!(read(text), day, "{text}");
        }
        assert_eq!(read("十二月三十一日"), [(None, Some(12), Some(31))]);
    }

    #[test]
    fn the_second_day_of_a_range_takes_the_month_of_the_first() {
        assert_eq!(read("2月28日至30日")[1], (None, Some(2), Some(30)));
        assert_eq!(read("2月28—30日"), [(None, Some(2), Some(28)), (None, Some(2), Some(30))]);
    }

    #[test]
    fn what_only_looks_like_a_date_is_not_read() {
        for text in ["2026-05-01-003", "3个月", "第2026.5.1.3版", "12026-05-01", "6月龄"] {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read("2026年3月2号楼")[0].2, None);
    }
}
