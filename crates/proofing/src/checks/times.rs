//! Times of day that do not exist (25:61, 下午3点75分) and 上午 with an afternoon's hour. Ratios and scores are left alone.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Directly before the numbers these say that a time of day is meant.
const PARTS: [&str; 9] = ["上午", "下午", "中午", "晚上", "早上", "凌晨", "傍晚", "晚", "早"];
/// Within a few characters before.
const NEAR: [&str; 8] = ["时间", "日", "号", "于", "至", "定在", "星期", "截止"];
/// What is written the same way.
const OTHER: [&str; 12] = ["比例", "比例尺", "不小于", "比分", "比为", "配比", "比率", "之比", "按", "比值", "以", "比"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        if !reading.plain[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = reading.plain[at..].iter().take_while(|c| c.is_ascii_digit()).count();
        let Some(time) = (run <= 2).then(|| read(reading, at, run)).flatten() else {
            at += run;
            continue;
        };
        if let Some(message) = objection(reading, &time) {
            let start = time.part.map_or(at, |part| at - part.chars().count());
            hits.push(hit(Category::Date, Severity::Warn, "date.time", (start, time.end), message));
        }
        at = time.end;
    }
}

struct Time {
    hour: u32,
    minute: Option<u32>,
    part: Option<&'static str>,
    /// A time of day by its surroundings.
    sure: bool,
    end: usize,
}

/// `hh:mm[:ss]`, `hh时[mm分]`, `hh点[mm分]` at `at`, whose first number has `run` digits.
fn read(reading: &Reading<'_>, at: usize, run: usize) -> Option<Time> {
    let number = |from: usize, len: usize| reading.text(from, from + len).parse::<u32>().ok();
    let digits = |from: usize| reading.digits(from, 3);
    let mark = reading.char(at + run)?;
    let colon = reading.char_before(at) == Some(':')
        && at.checked_sub(2).and_then(|i| reading.char(i)).is_some_and(|c| c.is_ascii_digit());
    let joined = colon || reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '第'));
    let mut end = at + run + 1;
    let minute = match (mark, digits(end)) {
        (':', 2) => {
            let minute = number(end, 2);
            end += 2;
            if reading.char(end) == Some(':') && digits(end + 1) == 2 {
                end += 3;
            }
            minute
        }
        ('时' | '点', 2) if reading.char(end + 2) == Some('分') => {
            end += 3;
            // 10时15分62秒
            let seconds = (digits(end) == 2 && reading.char(end + 2) == Some('秒')).then(|| number(end, 2)).flatten();
            let minute = number(end - 3, 2);
            if seconds.is_some_and(|seconds| seconds > 59) {
                end += 3;
                seconds
            } else {
                minute
            }
        }
        ('时' | '点', 0) => None,
        _ => return None,
    };
    let part = PARTS.iter().find(|part| reading.before(at, part.chars().count()).ends_with(**part)).copied();
    let before = reading.before(at, 8);
    let ratio = mark == ':' && OTHER.iter().any(|word| before.trim_end().ends_with(word));
    let range = reading.one_of(end, &["-", "—", "~", "至", "–"]).is_some() && mark == ':';
    let second = before.ends_with(['-', '—', '~', '至', '–']) && before.contains(':') && mark == ':';
    let sure = second || part.is_some() || (!ratio && (range || NEAR.iter().any(|word| before.contains(word))));
    let decimal = reading.char(end).is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | '%'));
    let other = decimal || (joined && part.is_none());
    (!other).then(|| number(at, run).map(|hour| Time { hour, minute, part, sure, end }))?
}

fn objection(reading: &Reading<'_>, time: &Time) -> Option<&'static str> {
    // 25点建议, 30点意见: counted, not told by the clock.
    let counted = time.minute.is_none() && time.part.is_none() && !reading.before(time.end, 5).contains('日');
    let impossible =
        time.minute.is_some_and(|m| m > 59) || time.hour > 24 || (time.hour == 24 && time.minute.is_some_and(|m| m > 0));
    if impossible && time.sure && !counted {
        return Some("没有这个时刻，请核对");
    }
    // 晚上14:00, 中午18:00
    let other = match time.part {
        Some("晚上" | "傍晚") => (13..=16).contains(&time.hour),
        Some("中午") => (15..=24).contains(&time.hour),
        Some("下午") => (8..=11).contains(&time.hour),
        _ => false,
    };
    if other {
        return Some("时段与钟点不符，请核对");
    }
    let morning = matches!(time.part, Some("上午" | "早上" | "凌晨")) && (13..=24).contains(&time.hour);
    morning.then_some("“上午”与钟点不符，请核对")
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn times_that_do_not_exist_are_marked() {
        for (text, found) in [
            ("2026年5月1日25:61开始", "25:61"),
            ("定于5月6日下午14:75召开", "下午14:75"),
            ("时间：26:00", "26:00"),
            ("5月20日10时15分62秒", "10时15分62秒"),
            ("下午3点75分", "下午3点75分"),
            ("5月6日25时截止", "25时"),
            ("上午15:00召开", "上午15:00"),
            ("8:30-11:70", "11:70"),
            ("晚上14:00开始", "晚上14:00"),
            ("下午9:00开始", "下午9:00"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn real_times_ratios_and_counts_are_left_alone() {
        for text in ["24:00前", "上午9:00至12:00", "按25:75的比例", "提出25点建议", "比分为98:75", "第25:61条", "开放26小时"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
