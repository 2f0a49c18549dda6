//! Dates that lack a part or have one too many: 2026年6月15 at the foot of a paper, 2026年06月05日 there (GB/T 9704: no empty
//! places), 20226年, 2026年6日25日.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    hits.extend(foot(reading));
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '月' => turned(reading, at),
            '农' => lunar(reading, at),
            '年' => year(reading, at),
            '日' => month(reading, at).or_else(|| dotted(reading, at)).or_else(|| beyond(reading, at)),
            _ => None,
        };
        hits.extend(found);
    }
}

fn form(severity: Severity, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Date, severity, "date.form", range, message)
}

/// A line that is a date and nothing else.
fn foot(reading: &Reading<'_>) -> Option<Hit> {
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let month = start + 5;
    let year = reading.plain.get(start..start + 4)?.iter().all(char::is_ascii_digit) && reading.char(start + 4) == Some('年');
    let mid = month + reading.digits(month, 3);
    let day = mid + 1;
    let last = day + reading.digits(day, 3);
    let dated = year && mid > month && reading.char(mid) == Some('月') && last > day;
    if !dated {
        return None;
    }
    if last == end {
        let proper = format!("{}日", reading.text(start, end));
        return Some(advised(form(Severity::Warn, (start, end), "日期缺了“日”字"), proper));
    }
    let empty = reading.plain[month] == '0' || reading.plain[day] == '0';
    let whole = last + 1 == end && reading.char(last) == Some('日');
    let short = |from: usize, to: usize| reading.text(from, to).trim_start_matches('0').to_owned();
    let proper = format!("{}年{}月{}日", reading.text(start, start + 4), short(month, mid), short(day, last));
    (empty && whole).then(|| advised(form(Severity::Info, (start, end), "成文日期的月、日不编虚位"), proper))
}

/// 20226年, and 198年6月.
fn year(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits_before(at, 6);
    let start = at - len;
    let before =
        reading.char_before(start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ',' | '第'));
    let long = len == 5 && (reading.is_at(start, "20") || reading.is_at(start, "19"));
    let dated = len == 3 && matches!(reading.plain[start], '1' | '2') && {
        let month = reading.digits(at + 1, 3);
        (1..=2).contains(&month) && reading.char(at + 1 + month) == Some('月')
    };
    // 公元198年, 产值20226年: told by what follows.
    let told =
        reading.char(at + 1).is_none_or(|c| c.is_ascii_digit() || !fold::is_han(c) || "全我上下度底初末第以，".contains(c));
    let ancient = reading.led_by(start, &["公元", "汉", "前"]);
    ((long && told || dated) && !before && !ancient).then(|| form(Severity::Warn, (start, at + 1), "年份应是四位数字，请核对"))
}

/// 2026.6.12日: points and a sign.
fn dotted(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-');
    let start = at - reading.plain[..at].iter().rev().take(12).take_while(part).count();
    let text = reading.text(start, at);
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let dated = matches!(parts[..], [year, month, day] if year.len() == 4 && year.starts_with("20") && month.len() <= 2 && day.len() <= 2);
    let joined = reading.char_before(start).is_some_and(|c| c.is_ascii_alphanumeric());
    let proper = || format!("{}年{}月{}日", parts[0], parts[1].trim_start_matches('0'), parts[2].trim_start_matches('0'));
    (dated && !joined).then(|| advised(form(Severity::Info, (start, at + 1), "日期的两种写法混用"), proper()))
}

/// 2026年6日25月: the signs changed places.
fn turned(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let day = at - reading.digits_before(at, 6);
    let sign = day.checked_sub(1).filter(|&sign| reading.plain[sign] == '日' && day < at)?;
    let start = sign - reading.digits_before(sign, 6);
    let led = start < sign && reading.char_before(start) == Some('年') && !reading.is_at(at + 1, "份");
    let proper = || format!("{}月{}日", reading.text(start, sign), reading.text(day, at));
    led.then(|| advised(form(Severity::Warn, (start, at + 1), "“月”“日”颠倒"), proper()))
}

/// 农历五月三十一: the months of the lunar calendar have thirty days at most.
fn lunar(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let month = at + 2 + reading.is_at(at, "农历").then(|| reading.plain[at + 2..].iter().take(4).position(|c| *c == '月'))??;
    let end = month + 4;
    (reading.is_at(month + 1, "三十")
        && reading.char(month + 3).is_some_and(|c| "一二三四五六七八九".contains(c))
        && reading.char(end).is_none_or(|c| "日在举至前,。)".contains(c)))
    .then(|| form(Severity::Warn, (at, end), "农历没有这一天"))
}

/// 每月1日至32日.
fn beyond(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits_before(at, 6);
    let start = at - len;
    let day: u32 = reading.text(start, at).parse().ok()?;
    let led = reading.led_by(start, &["日至", "日—", "日-", "日到", "每月"]);
    (len == 2 && day > 31 && led).then(|| form(Severity::Warn, (start, at + 1), "没有这一天，日期有误"))
}

/// 2026年6日25日: the month has the sign of the day.
fn month(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits_before(at, 6);
    let next = reading.digits(at + 1, 3);
    let second = (1..=2).contains(&next) && reading.char(at + 1 + next) == Some('日');
    let first = (1..=2).contains(&len);
    if !first || !second {
        return None;
    }
    let year = reading.char_before(at - len) == Some('年');
    let start = if year { at - len - 1 - reading.digits_before(at - len - 1, 6) } else { at - len };
    let end = at + 2 + next;
    let proper = format!("{}月{}", reading.text(start, at), reading.text(at + 1, end));
    year.then(|| advised(form(Severity::Warn, (start, end), "月份写成了“日”"), proper))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn dates_with_a_part_missing_or_too_many_are_marked() {
        for (text, found) in [
            ("2026年6月15", "2026年6月15"),
            ("2026年06月05日", "2026年06月05日"),
            ("根据20226年全市工作要点", "20226年"),
            ("该桥始建于198年6月", "198年"),
            ("请于2026年6日25日前报送", "2026年6日25日"),
            ("请于2026年6日25月前缴清", "6日25月"),
            ("2026.6.12日", "2026.6.12日"),
            ("每月1日至32日办理", "32日"),
            ("龙舟赛将于农历五月三十一举行", "农历五月三十一"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn whole_dates_are_left_alone() {
        for text in ["2026年6月15日", "2026年6月", "公元198年6月", "于2026年06月05日登记", "工作15年6个月", "6日25日两场"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
