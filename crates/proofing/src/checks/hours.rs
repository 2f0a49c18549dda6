//! Ranges of the clock that run backwards within one day: 下午17:30至14:00, 22:00至20:00. A range over midnight is none.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const CONNECTORS: [&str; 8] = ["——", "--", "—", "–", "-", "~", "至", "到"];
const PARTS: [(&str, bool); 6] =
    [("上午", false), ("下午", true), ("晚上", true), ("早上", false), ("中午", false), ("傍晚", true)];
/// Near the range these say that it lies within one day.
const OFFICE: [&str; 9] = ["工作日", "窗口", "办公", "受理", "办理", "上班", "营业", "开放", "服务时间"];

/// A time of day in minutes, the hour counted to 24 where its part of the day is told.
struct Clock {
    start: usize,
    end: usize,
    minutes: u32,
    part: Option<bool>,
    /// 下午5:00: counted from noon.
    shifted: bool,
}

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        let Some(first) = clock(reading, at) else {
            at += reading.plain[at..].iter().take_while(|c| c.is_ascii_digit()).count().max(1);
            continue;
        };
        at = first.end;
        if let Some(end) = earlier(reading, &first) {
            let message = "与前面的时间和提前的分钟数不符，请核对";
            hits.push(hit(Category::Date, Severity::Warn, "date.range", end, message));
            at = end.1;
            continue;
        }
        let Some(second) = second(reading, &first) else { continue };
        at = second.end;
        if runs_back(reading, &first, &second) {
            hits.push(hit(Category::Date, Severity::Warn, "date.range", (first.start, second.end), "起止时间颠倒，请核对"));
        }
    }
}

/// 上午9时开始，请提前15分钟，即9时15分前到: the place of the time that is not as much earlier.
fn earlier(reading: &Reading<'_>, first: &Clock) -> Option<(usize, usize)> {
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let end = first.end + reading.plain[first.end..].iter().take(30).take_while(stop).count();
    let at = (first.end..end).find(|&at| reading.is_at(at, "提前"))? + 2;
    let digits = reading.digits(at, 3);
    let minutes: u32 = reading.text(at, at + digits).parse().ok().filter(|_| reading.is_at(at + digits, "分钟"))?;
    let told = (at..end).find(|&at| reading.is_at(at, ",即"))? + 2;
    let second = clock(reading, told)?;
    let late = first.shifted && second.part.is_none() && second.minutes < 12 * 60;
    let told = second.minutes + if late { 12 * 60 } else { 0 };
    (told + minutes != first.minutes && second.part.is_none()).then_some((second.start, second.end))
}

/// 9:00, 9时30分, 9点, 下午5:00: the time whose digits or part of the day begin at `at`.
fn clock(reading: &Reading<'_>, at: usize) -> Option<Clock> {
    reading.char(at).filter(|c| c.is_ascii_digit() || matches!(c, '上' | '下' | '晚' | '早' | '中' | '傍'))?;
    let part = PARTS.iter().find(|(word, _)| reading.is_at(at, word));
    let from = reading.skip_spaces(at + part.map_or(0, |(word, _)| word.chars().count()));
    let digits = |at: usize| reading.digits(at, 3);
    let len = digits(from);
    // 下午：14:30 is led by a label, 10:14:30 by the hour.
    let hours = reading.char_before(from) == Some(':') && from >= 2 && reading.plain[from - 2].is_ascii_digit();
    let joined = hours || reading.char_before(from).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '第'));
    if !(1..=2).contains(&len) || (joined && part.is_none()) {
        return None;
    }
    let hour: u32 = reading.text(from, from + len).parse().ok()?;
    let mut end = from + len + 1;
    let minutes = digits(end);
    let minute: u32 = match reading.char(from + len)? {
        ':' if minutes == 2 => {
            end += 2;
            reading.text(end - 2, end).parse().ok()?
        }
        '时' | '点' if minutes > 0 && reading.char(end + minutes) == Some('分') => {
            end += minutes + 1;
            reading.text(end - 1 - minutes, end - 1).parse().ok()?
        }
        '时' | '点' if minutes == 0 && reading.char(end) != Some('间') => {
            end += usize::from(reading.char(end) == Some('整'));
            0
        }
        _ => return None,
    };
    let seconds = reading.char(end) == Some(':');
    let afternoon = part.map(|(_, late)| *late);
    let shifted = afternoon == Some(true) && hour < 12;
    let hour = if shifted { hour + 12 } else { hour };
    (hour <= 24 && minute < 60 && !seconds).then_some(Clock {
        start: at,
        end,
        minutes: hour * 60 + minute,
        part: afternoon,
        shifted,
    })
}

/// The minute of the day that is told at `at`, and where the time ends.
pub(super) fn told(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    clock(reading, reading.skip_spaces(at)).map(|clock| (clock.minutes, clock.end))
}

/// The other end of the range.
fn second(reading: &Reading<'_>, first: &Clock) -> Option<Clock> {
    let at = reading.skip_spaces(first.end);
    let connector = reading.one_of(at, &CONNECTORS)?;
    let at = at + connector.chars().count();
    let day = reading.one_of(at, &["当日", "当天"]).map_or(0, |word| word.chars().count());
    let clock = clock(reading, reading.skip_spaces(at + day))?;
    // 下午2:00—5:00: the part of the day is told once.
    let late = first.shifted && clock.part.is_none() && clock.minutes < 12 * 60;
    Some(Clock { minutes: clock.minutes + if late { 12 * 60 } else { 0 }, ..clock })
}

fn runs_back(reading: &Reading<'_>, first: &Clock, second: &Clock) -> bool {
    let around = format!("{}{}", reading.before(first.start, 14), reading.text(second.end, second.end + 6));
    let next_day = ["次日", "翌日", "第二天", "凌晨", "比", "分", "坡", "例尺"].iter().any(|word| around.contains(word));
    let same_day = reading.text(first.end, second.start).contains('当');
    let office = same_day || OFFICE.iter().any(|word| around.contains(word)) && !around.contains('夜');
    let night = first.part.is_none() || (first.part == Some(true) && second.part != Some(true));
    let over_midnight = first.minutes >= 17 * 60 && second.minutes <= 10 * 60 && night && !office;
    let part = reading.led_by(first.start, &["上午:", "下午:", "上午", "下午"]);
    if part && second.minutes < first.minutes && !next_day {
        return true;
    }
    let score = first.minutes < 60;
    // 12:00—2:00: the afternoon goes without saying.
    let noon = (11 * 60..14 * 60).contains(&first.minutes) && second.minutes < 7 * 60;
    second.minutes < first.minutes && !next_day && !over_midnight && !score && !noon
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_range_that_runs_back_within_a_day_is_marked() {
        for (text, found) in [
            ("听证会定于上午9时开始，请提前15分钟，即9时15分前签到。", "9时15分"),
            ("窗口受理时间为工作日17:00至9:00", "17:00至9:00"),
            ("检修时间为6月20日18:00至当日7:00", "18:00至当日7:00"),
            ("停水时间：6月22日22:00至20:00", "22:00至20:00"),
            ("开放时间为上午11:30至8:30", "上午11:30至8:30"),
            ("下午5:00—2:00办理", "下午5:00—2:00"),
            ("下午：14:30—13:30", "14:30—13:30"),
            ("9时30分至9时", "9时30分至9时"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn ranges_of_a_day_and_over_midnight_are_left_alone() {
        for text in [
            "9:00至17:00",
            "下午2:00—5:30",
            "施工时间为22:00至次日6:00",
            "每晚22:00—6:00禁止鸣笛",
            "上午8:30至12:00，下午2:00至5:30",
            "中午12:00—2:00",
            "坡度为1:20至1:12",
            "每天晚上10:00至早上6:00禁止施工",
            "9时至17时",
            "晚上22:00至6:00停水",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
