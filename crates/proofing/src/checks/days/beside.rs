//! Days beside another name for them: a month within a half-year, days of a week, a season, a holiday, a decade.

use super::{Line, find, later, number, wrong};
use crate::finding::Hit;
use crate::reading::Reading;

pub(super) fn check(line: &Line<'_>) -> Option<Hit> {
    let bracketed = || {
        week(line.reading)
            .or_else(|| months(line.reading))
            .or_else(|| decade(line.reading))
            .or_else(|| quarters(line.reading))
            .or_else(|| season(line.reading))
            .or_else(|| holiday(line.reading))
    };
    let found = if line.reading.plain.contains(&'(') { bracketed() } else { None };
    found
        .or_else(|| half_year(line))
        .or_else(|| school_year(line.reading))
        .or_else(|| hours(line.reading))
        .or_else(|| deadline(line))
        .or_else(|| thirteenth(line.reading))
        .or_else(|| years_running(line.reading))
}

/// 2025年1月至13月
fn thirteenth(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["月至", "月—", "月到"])?;
    let (told, end) = month(reading, at + 2)?;
    (told > 12 && told < 20).then(|| wrong((at + 2, end), "没有这个月，请核对"))
}

/// 2021年至2025年，…连续六年
fn years_running(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["年至", "年—", "—"])?;
    let dash = if reading.plain[at] == '年' { at + 1 } else { at };
    let year = |start: usize| (reading.digits(start, 5) == 4).then(|| number(reading, start)).flatten();
    let from = at.checked_sub(4).and_then(year)?.0;
    let (to, end) = year(dash + 1).filter(|found| reading.char(found.1) == Some('年'))?;
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let len = reading.plain[end..].iter().take(40).take_while(stop).count();
    let word = (end..end + len).find(|&at| reading.is_at(at, "连续"))?;
    let (told, stop) = number(reading, word + 2).filter(|found| reading.char(found.1) == Some('年'))?;
    (to > from && to - from < 30 && told != to - from + 1)
        .then(|| wrong((word, stop + 1), format!("所列共{}年，请核对", to - from + 1)))
}

/// The month `N月` that begins at `at`, and its end.
fn month(reading: &Reading<'_>, at: usize) -> Option<(i32, usize)> {
    number(reading, at).filter(|found| reading.char(found.1) == Some('月')).map(|(month, end)| (month, end + 1))
}

/// 2025年上半年，…其中9月当月…
fn half_year(line: &Line<'_>) -> Option<Hit> {
    let first = find(line.reading, &["年上半年,", "年下半年,"]).filter(|&at| at <= 8)?;
    let months = if line.reading.is_at(first, "年上") { 1..=6 } else { 7..=12 };
    let among = (first..line.reading.plain.len()).find(|&at| line.reading.is_at(at, "其中"))?;
    let (told, end) = month(line.reading, among + 2)?;
    let own = line.reading.one_of(end, &["当月", "份", "单月"]).is_some();
    (own && !months.contains(&told)).then(|| wrong((among + 2, end), "这个月不在所说的半年里，请核对"))
}

/// 每周六天（星期一至星期五）
fn week(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["每周"])?;
    let (told, end) = number(reading, at + 2).filter(|found| reading.char(found.1) == Some('天'))?;
    let day = |at: usize| {
        let word = reading.one_of(at, &["星期", "周"])?;
        let at = at + word.chars().count();
        let value = if matches!(reading.char(at), Some('日' | '天')) { 7 } else { number(reading, at)?.0 };
        Some((value, at + 1))
    };
    let (first, stop) = day(end + 2).filter(|_| reading.char(end + 1) == Some('('))?;
    let (last, _) = day(stop + 1).filter(|_| matches!(reading.char(stop), Some('至' | '—' | '到')))?;
    (last >= first && last - first + 1 != told).then(|| wrong((at, end + 1), format!("所列共{}天，请核对", last - first + 1)))
}

/// 三个月（3月至4月）
fn months(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["个月("]).filter(|&at| at > 0)?;
    let start = at - 1 - usize::from(reading.char_before(at - 1).is_some_and(|c| c.is_ascii_digit()));
    let (told, _) = number(reading, start)?;
    let (first, end) = month(reading, at + 3)?;
    let (last, end) = month(reading, end + 1).filter(|_| matches!(reading.char(end), Some('至' | '—' | '到')))?;
    let closed = reading.char(end) == Some(')');
    (closed && last >= first && last - first + 1 != told)
        .then(|| wrong((start, end), format!("所列共{}个月，请核对", last - first + 1)))
}

/// 2026—2028学年
fn school_year(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["学年"])?;
    let at = at - usize::from(reading.char_before(at) == Some('年'));
    let start = at.checked_sub(9).filter(|&start| reading.digits(start, 5) == 4 && reading.digits(start + 5, 4) == 4)?;
    let ((first, _), (second, _)) = (number(reading, start)?, number(reading, start + 5)?);
    let dash = matches!(reading.char(start + 4), Some('—' | '-' | '至' | '~' | '–'));
    (dash && second != first + 1).then(|| wrong((start, at + 2), "一个学年跨前后两年，请核对"))
}

/// 0时至24时，停水12小时
fn hours(reading: &Reading<'_>) -> Option<Hit> {
    let clock = |at: usize| {
        let (hour, end) = number(reading, at)?;
        match reading.char(end) {
            Some('时') => Some((hour, end + 1)),
            Some(':') if reading.is_at(end + 1, "00") => Some((hour, end + 3)),
            _ => None,
        }
    };
    let starts = (0..reading.plain.len()).filter(|&at| {
        reading.plain[at].is_ascii_digit() && !reading.char_before(at).is_some_and(|c| c.is_ascii_digit() || c == ':')
    });
    let (from, to, end) = starts
        .filter_map(|at| {
            let (from, mid) = clock(at)?;
            let (to, end) = clock(mid + 1).filter(|_| matches!(reading.char(mid), Some('至' | '—' | '到' | '-')))?;
            Some((from, to, end))
        })
        .next()?;
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let len = reading.plain[end..].iter().take(30).take_while(stop).count();
    let start = (end..end + len).find(|&at| {
        let led = reading.led_by(at, &["停水", "停电", "停气", "断电", "共", "历时", "中断", "停"]);
        led && reading.plain[at].is_ascii_digit()
    })?;
    let (told, stop) = number(reading, start).filter(|found| reading.is_at(found.1, "小时"))?;
    let off = reading.text(stop, stop + 3).contains('左') || told == to - from;
    (to > from && !off).then(|| wrong((start, stop + 2), format!("起止时间共{}小时，请核对", to - from)))
}

/// 上世纪60年代（1975年）
fn decade(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["年代("]).filter(|&at| at >= 2 && reading.digits_before(at, 3) == 2)?;
    let (decade, _) = number(reading, at - 2)?;
    let (year, end) = number(reading, at + 3).filter(|found| reading.char(found.1) == Some('年'))?;
    let last = reading.before(at - 2, 3) == "上世纪" || reading.before(at - 2, 4) == "二十世纪";
    let first = 1900 + decade;
    (last && !(first..first + 10).contains(&year)).then(|| wrong((at + 3, end + 1), "年份不在所说的年代里，请核对"))
}

/// 每季度首月（1月、4月、7月、11月）
fn quarters(reading: &Reading<'_>) -> Option<Hit> {
    let at = find(reading, &["季度首月(", "季度第一个月(", "季度末月(", "季度最后一个月("])?;
    let open = at + reading.plain[at..].iter().position(|&c| c == '(')?;
    let rest = if reading.text(at, open).contains('末') || reading.text(at, open).contains("最后") { 0 } else { 1 };
    let (mut end, mut wrong_month) = (open, false);
    while let Some((told, stop)) = month(reading, end + 1) {
        wrong_month |= told % 3 != rest;
        end = stop;
    }
    wrong_month.then(|| wrong((open + 1, end), "所列月份与季度不符，请核对"))
}

/// 今冬明春（2026年6月至8月）
fn season(reading: &Reading<'_>) -> Option<Hit> {
    const SEASONS: [(&str, i32, i32); 6] =
        [("今冬明春(", 10, 5), ("秋冬季(", 8, 2), ("冬春季(", 10, 5), ("暑假(", 6, 9), ("寒假(", 12, 3), ("主汛期(", 4, 10)];
    let named = |at: usize| SEASONS.iter().find(|season| reading.is_at(at, season.0)).map(|season| (at, season));
    let (at, (name, first, last)) = (0..reading.plain.len()).find_map(named)?;
    let open = at + name.chars().count();
    let year =
        |at: usize| number(reading, at).filter(|found| reading.char(found.1) == Some('年')).map_or(at, |found| found.1 + 1);
    let (told, end) = month(reading, year(open))?;
    let within = if first <= last { (*first..=*last).contains(&told) } else { told >= *first || told <= *last };
    let close = end + reading.plain[end..].iter().take(16).position(|&c| c == ')')?;
    (!within).then(|| wrong((open, close), "所列时间与季节不符，请核对"))
}

/// “五一”假期（6月1日至5日）
fn holiday(reading: &Reading<'_>) -> Option<Hit> {
    const HOLIDAYS: [(&str, &[i32]); 5] =
        [("五一", &[4, 5]), ("十一", &[9, 10]), ("国庆", &[9, 10]), ("元旦", &[12, 1]), ("清明", &[4])];
    let (at, months) = (0..reading.plain.len())
        .find_map(|at| HOLIDAYS.iter().find(|holiday| reading.is_at(at, holiday.0)).map(|holiday| (at + 2, holiday.1)))?;
    let at = at + usize::from(reading.char(at) == Some('”'));
    let word = reading.one_of(at, &["假期(", "小长假(", "期间(", "假日("])?;
    let open = at + word.chars().count();
    let (told, end) = month(reading, open)?;
    let close = end + reading.plain[end..].iter().take(12).position(|&c| c == ')')?;
    (!months.contains(&told)).then(|| wrong((open, close), "所列日期与节日不符，请核对"))
}

/// 自公告发布之日（2026年6月10日）起30日，即至2026年6月20日
fn deadline(line: &Line<'_>) -> Option<Hit> {
    let pair = line
        .mentions
        .windows(2)
        .find(|two| line.before(&two[0], &["之日("]) && line.before(&two[1], &["即至", "截至", "即到"]))?;
    let close = pair[0].end + 1;
    let (count, end) = number(line.reading, close + 1).filter(|_| line.reading.char(close) == Some('起'))?;
    let days = line.reading.one_of(end, &["日", "天", "个自然日"]).is_some();
    let (from, to) = (line.day(&pair[0])?, line.day(&pair[1])?);
    let near = [count - 1, count].into_iter().any(|days| later(from, days) == Some(to));
    (days && !near).then(|| wrong((pair[1].start, pair[1].end), format!("从{count}日推算，日期不符，请核对")))
}
