//! A stated length beside a range of dates that is longer or shorter: 公示期为5个工作日（6月1日至6月3日）.

use time::{Date, Weekday};

use super::mention::{self, CONNECTORS, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Farthest that the length stands from its range, in characters.
const REACH: usize = 12;
/// Working days that a long holiday may take from a range.
const HOLIDAY: i64 = 8;

/// What is counted.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Days,
    WorkingDays,
    Months,
    Weeks,
    Years,
}

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let year = context.options.ref_date.and_then(|day| u32::try_from(day.year()).ok());
    let mentions = mention::mentions(reading);
    for pair in mentions.windows(2) {
        let Some((from, to)) = range(reading, &pair[0], &pair[1], year) else { continue };
        let within = || {
            (pair[0].end..pair[1].start)
                .filter(|&i| reading.is_at(i, "有效期"))
                .find_map(|i| read(reading, i + 3 + usize::from(reading.char(i + 3) == Some('为'))))
        };
        // 9月7日至9日，…举办。为期五天的培训…
        let later = || {
            let reach = (pair[1].end + 60).min(reading.plain.len());
            let at = (pair[1].end..reach).find(|&at| reading.is_at(at, "。为期") || reading.is_at(at, ",为期"))?;
            // No other day stands between.
            let next = mentions.iter().find(|m| m.start > pair[1].start).is_none_or(|m| m.start > at);
            read(reading, at + 3).filter(|stated| stated.2 == Unit::Days && next)
        };
        let stated = before(reading, pair[0].start).or_else(|| after(reading, pair[1].end)).or_else(within).or_else(later);
        if let Some((range, message)) = stated.and_then(|(place, count, unit)| {
            Some((place, objection(from, to, count, unit).or_else(|| strict(reading, place, from, to, count, unit))?))
        }) {
            // Which of the two is wrong nobody knows: both are shown.
            let whole = (range.0.min(pair[0].start), range.1.max(pair[1].end));
            hits.push(hit(Category::Date, Severity::Warn, "date.length", whole, message));
        }
    }
}

/// 为期2天（6月23日至6月25日）: how long something lasts counts both its ends.
fn strict(reading: &Reading<'_>, place: (usize, usize), from: Date, to: Date, count: i64, unit: Unit) -> Option<String> {
    let days = (to - from).whole_days() + 1;
    let lasts = ["为期", "放假", "暂停", "停水", "停电", "闭馆"].contains(&&*reading.before(place.0, 2)) && unit == Unit::Days;
    (lasts && count != days).then(|| format!("起止日期共{days}天，与所写天数不符，请核对"))
}

fn range(reading: &Reading<'_>, first: &Mention, second: &Mention, year: Option<u32>) -> Option<(Date, Date)> {
    let between = reading.text(after_bracket(reading, first.end), second.start);
    let connected = CONNECTORS.contains(&between.trim())
        || matches!(between.trim(), "起至" | "开始至" | "持续到" | "持续至" | "起到")
        || in_force(&between);
    let from = first.date(year)?;
    let own = second.year.or(first.year).or(year)?;
    let to = mention::date(own, second.month.or(first.month)?, second.day?)?;
    (connected && from <= to).then_some((from, to))
}

/// Behind （星期五）.
fn after_bracket(reading: &Reading<'_>, at: usize) -> usize {
    let day = reading.is_at(at, "(星期") || reading.is_at(at, "(周");
    let len = reading.plain[at..].iter().take(6).position(|c| *c == ')').filter(|_| day);
    len.map_or(at, |len| at + len + 1)
}

/// 自…起施行，有效期5年，至….
fn in_force(between: &str) -> bool {
    let begun = ["起施行", "起实施", "起执行", "起生效", "起试行"].iter().any(|word| between.starts_with(word));
    begun && between.contains("有效期") && between.ends_with(['至', '到'])
}

type Stated = ((usize, usize), i64, Unit);

/// `N天` at `at`, and its end.
fn read(reading: &Reading<'_>, at: usize) -> Option<Stated> {
    let digits = reading.plain.get(at..)?.iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    let numeral = reading.char(at).and_then(|c| "一二三四五六七八九十".chars().position(|n| n == c || (c == '两' && n == '二')));
    let (len, count) = match numeral {
        Some(value) => (1, i64::try_from(value).ok()? + 1),
        None => (digits, reading.text(at, at + digits).parse().ok()?),
    };
    let (word, unit) = [
        ("个工作日", Unit::WorkingDays),
        ("个月", Unit::Months),
        ("个自然日", Unit::Days),
        ("天", Unit::Days),
        ("日", Unit::Days),
        ("年", Unit::Years),
        ("周", Unit::Weeks),
        ("个周", Unit::Weeks),
    ]
    .into_iter()
    .find(|(word, _)| reading.is_at(at + len, word))?;
    (len > 0 && len <= 3).then_some(((at, at + len + word.chars().count()), count, unit))
}

/// 公示期为5天（…, 为期10天，时间为….
fn before(reading: &Reading<'_>, start: usize) -> Option<Stated> {
    let from = start.saturating_sub(REACH + 8);
    let stop = |c: char| matches!(c, '。' | ';');
    (from..start).rev().take_while(|&i| !stop(reading.plain[i])).find_map(|i| {
        let part = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十.".contains(c);
        let starts = part(reading.plain[i]) && !reading.char_before(i).is_some_and(part);
        let stated = read(reading, i).filter(|_| starts)?;
        let head = reading.before(i, 4);
        let led = ["期为", "期", "为期", "时间为", "时间:", "期:", "共", "历时", "期限为", "期限", "期限:", "限:", "持续", "为"]
            .iter()
            .any(|word| head.ends_with(word));
        let near = reading.text(stated.0.1, start);
        let joined = near.starts_with(['(', ','])
            || near.ends_with('(')
            || near.contains("时间")
            || near.contains("自")
            || near.contains("从")
            || near == ",";
        (led && joined).then_some(stated)
    })
}

/// …，共24个月; …（共5天）.
fn after(reading: &Reading<'_>, end: usize) -> Option<Stated> {
    let from = after_bracket(reading, end);
    let end = from;
    let end = end
        + reading
            .one_of(end, &["放假调休", "放假", "休市", "闭馆", "暂停办理", "暂停", "停水", "停电", "停办", "休息", "封闭"])
            .map_or(0, |word| word.chars().count());
    // 自7月1日至7月20日封闭施工，共30天
    let work = reading.plain[end..].iter().take(8).take_while(|c| crate::fold::is_han(**c) && !"共为历止".contains(**c)).count();
    let end = if (2..=6).contains(&work) && reading.is_at(end + work, ",共") { end + work } else { end };
    let head = reading.text(end, end + 5);
    let word = [",共", ",共计", "(共", "共", "(共计", ",为期", ",历时", "止,共", "(", ""]
        .iter()
        .filter(|word| head.starts_with(**word) && (!word.is_empty() || end > from))
        .max_by_key(|word| word.len())?;
    read(reading, end + word.chars().count())
}

fn objection(from: Date, to: Date, count: i64, unit: Unit) -> Option<String> {
    let days = (to - from).whole_days() + 1;
    let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    match unit {
        Unit::Days => (count != days && count != days - 1).then(|| format!("起止日期共{days}天，与所写天数不符，请核对")),
        Unit::Weeks => {
            let about = (count * 7 - 1..=count * 7 + 1).contains(&days);
            (!about).then(|| format!("起止日期共{days}天，与所写周数不符，请核对"))
        }
        Unit::WorkingDays if days <= 370 => {
            let working = std::iter::successors(Some(from), |day| day.next_day())
                .take_while(|day| *day <= to)
                .filter(|day| !weekend(day))
                .count();
            let working = i64::try_from(working).ok()?;
            let holiday = (0..days).filter_map(|n| from.checked_add(time::Duration::days(n))).any(|day| is_holiday(&day));
            let wrong = count > days || count > working + 2 || working - count > if holiday { HOLIDAY } else { 1 };
            wrong.then(|| format!("起止日期间约有{working}个工作日，与所写不符，请核对"))
        }
        Unit::WorkingDays => None,
        Unit::Years => {
            let next = to.next_day().unwrap_or(to);
            let matching = [to, next].into_iter().find(|end| (end.month(), end.day()) == (from.month(), from.day()));
            let years = matching.map_or(count, |end| i64::from(end.year() - from.year()));
            (years != count).then(|| format!("起止日期共{years}年，与所写不符，请核对"))
        }
        Unit::Months => {
            let months =
                i64::from(to.year() - from.year()) * 12 + i64::from(u8::from(to.month())) - i64::from(u8::from(from.month()));
            let months = months + i64::from(to.day() + 1 >= from.day() + 15 || from.day() == 1);
            let whole = from.day() == 1 && to.next_day().is_some_and(|day| day.day() == 1);
            ((count - months).abs() > i64::from(!whole)).then(|| format!("起止日期约{months}个月，与所写不符，请核对"))
        }
    }
}

/// About the Spring Festival, the first days of May and of October, single holidays of spring and autumn.
fn is_holiday(day: &Date) -> bool {
    matches!((u8::from(day.month()), day.day()), (1, 1..=3 | 20..) | (2, ..=25) | (4, 3..=6) | (5, ..=5) | (6, 8..=25) | (9, 10..) | (10, ..=8))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_length_that_the_range_does_not_have_is_marked() {
        for (text, found) in [
            ("服务期限3年，自2026年7月1日起至2028年6月30日止。", "3年，自2026年7月1日起至2028年6月30日"),
            ("自2026年7月1日至7月20日封闭施工，共30天，请绕行", "2026年7月1日至7月20日封闭施工，共30天"),
            ("培训班为期2天（2026年6月23日至6月25日），", "2天（2026年6月23日至6月25日"),
            ("6月19日（星期五）至6月21日（星期日）放假，共4天。", "6月19日（星期五）至6月21日（星期日）放假，共4天"),
            ("公示期为5个工作日（2026年6月1日至6月3日）", "5个工作日（2026年6月1日至6月3日"),
            ("公示期7天（6月1日—6月5日）", "7天（6月1日—6月5日"),
            ("工期为2025年3月1日至2026年2月28日，共24个月。", "2025年3月1日至2026年2月28日，共24个月"),
            ("夜市为期10天，时间为7月1日至7月15日", "10天，时间为7月1日至7月15日"),
            ("租赁期限为5年，即2026年1月1日至2029年12月31日", "5年，即2026年1月1日至2029年12月31日"),
            ("为期10天的培训（2026年7月1日至7月5日）", "10天的培训（2026年7月1日至7月5日"),
            ("为期3天，从7月10日持续到7月14日", "3天，从7月10日持续到7月14日"),
            ("有效期3年，自2026年7月1日起至2028年6月30日止", "3年，自2026年7月1日起至2028年6月30日"),
            ("为期两个月（2026年7月1日至9月30日）", "两个月（2026年7月1日至9月30日"),
            ("自2026年7月1日起施行，有效期5年，至2029年6月30日止", "2026年7月1日起施行，有效期5年，至2029年6月30日"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn a_length_that_the_range_has_is_left_alone() {
        for text in [
            "公示期为5个工作日（2026年6月1日至6月5日）",
            "公示期7天（6月1日—6月7日）",
            "放假时间为2月15日至23日，共9天。",
            "工期为2025年3月1日至2026年2月28日，共12个月。",
            "公示期为7个工作日（2026年9月28日至10月15日）",
            "提前3天报名，时间为7月1日至7月15日",
            "培训为期两周（2026年7月1日至7月14日）",
            "有效期5年，自2026年12月31日起至2031年12月31日止",
            "有效期3年，自2026年7月1日起至2029年6月30日止",
            "自2026年7月1日起施行，有效期5年，至2031年6月30日止",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
