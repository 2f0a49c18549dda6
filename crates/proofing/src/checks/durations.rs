//! Spans told twice that contradict each other: 历时三年（2022年3月至2023年3月）, 三年行动方案（2025—2026年）, 35周岁以下
//! （1980年以后出生）, 0时起至24时止，共计48小时, 6月中旬（21日至25日）, 本周末（6月22日）.

use time::{Date, Weekday};

use super::mention::{self, CONNECTORS, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let mentions = mention::mentions(reading);
    for pair in mentions.windows(2) {
        hits.extend(hours(reading, &pair[0], &pair[1], context.options.ref_date));
        hits.extend(far(reading, &pair[0], &pair[1]));
        hits.extend(years(reading, &pair[0], &pair[1]));
        hits.extend(event(reading, &pair[0], &pair[1], context.options.ref_date));
    }
    for mention in &mentions {
        hits.extend(born(reading, mention, context.options.ref_date));
        hits.extend(age(reading, mention, context.options.ref_date));
        hits.extend(weekend(reading, mention, context.options.ref_date));
    }
    hits.extend(plan(reading));
    hits.extend(holiday(reading, &mentions, context.options.ref_date));
    hits.extend(third(reading));
}

fn wrong(range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Date, Severity::Warn, "date.length", range, message)
}

/// A whole number in digits or one Chinese numeral at `at`, and its end.
pub(super) fn number(reading: &Reading<'_>, at: usize) -> Option<(i32, usize)> {
    let digits = reading.digits(at, 4);
    if digits > 0 {
        return Some((reading.text(at, at + digits).parse().ok()?, at + digits));
    }
    let c = reading.char(at)?;
    let value = if c == '两' { 1 } else { "一二三四五六七八九十".chars().position(|n| n == c)? };
    Some((i32::try_from(value).ok()? + 1, at + 1))
}

fn connected(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    CONNECTORS.contains(&reading.text(first.end, second.start).trim())
}

/// 自6月16日0时起至6月18日24时止，共计48小时.
fn hours(reading: &Reading<'_>, first: &Mention, second: &Mention, today: Option<Date>) -> Option<Hit> {
    let year = first.year.or_else(|| u32::try_from(today?.year()).ok());
    let (from, to) = (first.date(year)?, second.date(second.year.or(year))?);
    let (start, mut end) = (super::hours::told(reading, first.end)?, super::hours::told(reading, second.end)?);
    let between = reading.text(start.1, second.start);
    if !matches!(between.as_str(), "至" | "起至" | "到" | "起到" | "—") {
        return None;
    }
    end.1 += usize::from(reading.char(end.1) == Some('止'));
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let clause = end.1 + reading.plain[end.1..].iter().take(30).take_while(stop).count();
    let at = (end.1..clause).find(|&at| reading.one_of(at, &["共计", "共", "历时", "合计"]).is_some())?;
    let word = reading.one_of(at, &["共计", "共", "历时", "合计"])?;
    let (told, unit) = number(reading, at + word.chars().count())?;
    if to < from {
        return None;
    }
    let length = (to - from).whole_hours() + (i64::from(end.0) - i64::from(start.0)) / 60;
    (reading.is_at(unit, "小时") && i64::from(told) != length)
        .then(|| wrong((at, unit + 2), format!("起止时间共{length}小时，与所写小时数不符，请核对")))
}

/// 2026年5月6日至2062年5月20日征求意见: no such thing lasts for decades.
fn far(reading: &Reading<'_>, first: &Mention, second: &Mention) -> Option<Hit> {
    const SHORT: [&str; 9] = ["征求", "公示", "报名", "公告", "投票", "受理", "举办", "检查", "开展"];
    let long = second.year? >= first.year? + 10 && first.day.is_some() && second.day.is_some();
    let (from, to) = reading.clause(first.start, second.end, 30);
    let around = reading.text(from, to + 30);
    let lasting = ["有效期", "期限", "使用权", "合同", "租赁", "租期"].iter().any(|word| around.contains(word));
    (long && !lasting && connected(reading, first, second) && SHORT.iter().any(|word| around.contains(word)))
        .then(|| wrong((second.start, second.end), "起止日期相差太远，请核对年份"))
}

/// 10月1日（星期四）至7日（星期三）放假，共8天.
fn holiday(reading: &Reading<'_>, mentions: &[Mention], today: Option<Date>) -> Option<Hit> {
    let closes = |at: usize| reading.plain.get(at..)?.iter().take(6).position(|c| *c == ')').map(|len| at + len + 1);
    mentions.iter().find_map(|first| {
        let open = reading.is_at(first.end, "(星期") || reading.is_at(first.end, "(周");
        let close = closes(first.end).filter(|_| open)?;
        let (day, unit) = number(reading, close + 1).filter(|_| matches!(reading.char(close), Some('至' | '—' | '-')))?;
        let end = (reading.char(unit) == Some('日')).then(|| closes(unit + 1))??;
        let from = first.date(first.year.or_else(|| u32::try_from(today?.year()).ok()))?;
        let to = mention::date(u32::try_from(from.year()).ok()?, first.month?, u32::try_from(day).ok()?)?;
        let word = reading.one_of(end, &["放假调休,共", "放假,共", ",共", "共"])?;
        let (told, stop) = number(reading, end + word.chars().count()).filter(|found| reading.char(found.1) == Some('天'))?;
        let days = (to - from).whole_days() + 1;
        (i64::from(told) != days).then(|| wrong((first.start, stop + 1), format!("起止日期共{days}天，与所写天数不符，请核对")))
    })
}

/// 为期三天的培训班将于6月23日至26日举办.
fn event(reading: &Reading<'_>, first: &Mention, second: &Mention, today: Option<Date>) -> Option<Hit> {
    let led = reading.led_by(first.start, &["将于", "定于", "已于", "于", "在"]);
    let (from, _) = reading.clause(first.start, first.start, 30);
    let at = (from..first.start).find(|&at| reading.is_at(at, "为期"))?;
    let (told, _) = number(reading, at + 2).filter(|found| reading.is_at(found.1, "天的"))?;
    let year = first.year.or_else(|| u32::try_from(today?.year()).ok());
    let (start, month) = (first.date(year)?, second.month.or(first.month));
    let end = mention::date(second.year.or(year)?, month?, second.day?)?;
    let days = (end - start).whole_days() + 1;
    if days < 1 {
        return None;
    }
    let wanted = led && connected(reading, first, second) && i64::from(told) != days;
    wanted.then(|| wrong((at, second.end), format!("起止日期共{days}天，与所写天数不符，请核对")))
}

/// 历时三年（2022年3月至2023年3月）.
fn years(reading: &Reading<'_>, first: &Mention, second: &Mention) -> Option<Hit> {
    let open = first.start.checked_sub(1).filter(|&at| reading.plain[at] == '(' && connected(reading, first, second))?;
    let unit = open.checked_sub(1).filter(|&at| reading.plain[at] == '年')?;
    let start = (unit.saturating_sub(2)..unit).find(|&at| number(reading, at).is_some_and(|found| found.1 == unit))?;
    let led = reading.led_by(start, &["历时", "为期", "任期", "期限"]);
    let (told, _) = number(reading, start)?;
    let months = |m: &Mention| Some(i32::try_from(m.year? * 12 + m.month?).unwrap_or(0));
    let length = months(second)? - months(first)?;
    let fits = (told * 12 - 1..=told * 12 + 1).contains(&length);
    (led && first.day.is_none() && !fits).then(|| wrong((start - 2, second.end), "起止年月与所写年数不符，请核对"))
}

/// 6月中旬（21日至25日）.
fn third(reading: &Reading<'_>) -> Option<Hit> {
    let open = (3..reading.plain.len()).find(|&at| reading.plain[at] == '(' && reading.plain[at - 1] == '旬')?;
    let days = match reading.plain[open - 2] {
        '上' => 1..=10,
        '中' => 11..=20,
        '下' => 21..=31,
        _ => return None,
    };
    // 6月下旬至7月上旬（6月25日至7月5日）
    if reading.before(open, 9).contains(['至', '到', '—']) {
        return None;
    }
    let from = open + 1 + (1..=3).find(|&i| reading.char(open + i) == Some('月')).unwrap_or(0);
    let (day, end) = number(reading, from).filter(|found| reading.char(found.1) == Some('日'))?;
    (!days.contains(&day)).then(|| wrong((from, end + 1), "日期不在所说的这一旬里，请核对"))
}

/// 35周岁以下（1980年6月15日以后出生）, counted to the text's own year.
fn age(reading: &Reading<'_>, mention: &Mention, today: Option<Date>) -> Option<Hit> {
    let open = mention.start.checked_sub(1).filter(|&at| reading.plain[at] == '(')?;
    let after = mention.end + usize::from(matches!(reading.char(mention.end), Some('(' | '及')));
    let born = reading.text(after, after + 8).contains("出生");
    let before = reading.before(open, 10);
    let bound = before.strip_suffix("以下")?;
    let bound = bound.strip_suffix('及').or_else(|| bound.strip_suffix("(含)")).unwrap_or(bound);
    let digits = bound.strip_suffix("周岁").or_else(|| bound.strip_suffix('岁'))?;
    let age: String = digits.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let age: i32 = age.parse().ok()?;
    let year = i32::try_from(mention.year?).ok()?;
    let right = today?.year() - age;
    let fits = (right - 2..=right + 1).contains(&year);
    let start = open - bound_len(&before);
    (born && !fits).then(|| wrong((start, mention.end), format!("{age}周岁与出生日期不符，请核对")))
}

/// 1978年5月出生，今年38岁.
fn born(reading: &Reading<'_>, mention: &Mention, today: Option<Date>) -> Option<Hit> {
    let word = reading.one_of(mention.end, &["出生,今年", "出生,现年"])?;
    let at = mention.end + word.chars().count();
    let (age, end) = number(reading, at).filter(|found| found.0 > 9 && matches!(reading.char(found.1), Some('岁' | '周')))?;
    let right = today?.year() - i32::try_from(mention.year?).ok()?;
    // The birthday may be still to come, and years may be counted from one.
    (!(right - 1..=right + 1).contains(&age)).then(|| wrong((at, end + 1), "年龄与出生年份不符，请核对"))
}

/// The length of 35周岁以下 at the end of the words.
fn bound_len(before: &str) -> usize {
    before.chars().rev().take_while(|c| c.is_ascii_digit() || "周岁及以下(含)".contains(*c)).count()
}

/// 本周末（6月22日）, 本周末（6月21日、22日）: a day that is neither Saturday nor Sunday.
fn weekend(reading: &Reading<'_>, mention: &Mention, today: Option<Date>) -> Option<Hit> {
    let before = reading.before(mention.start, 4);
    if !before.ends_with("周末(") && before != "双休日(" {
        return None;
    }
    let year = mention.year.or_else(|| u32::try_from(today?.year()).ok());
    let first = mention.date(year)?;
    let second = (reading.char(mention.end) == Some('、')).then(|| number(reading, mention.end + 1)).flatten();
    let second = second.filter(|found| reading.char(found.1) == Some('日'));
    let other = second.and_then(|(day, _)| mention::date(year?, mention.month?, u32::try_from(day).ok()?));
    let rest = |date: Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let end = second.map_or(mention.end, |found| found.1 + 1);
    (!rest(first) || other.is_some_and(|date| !rest(date))).then(|| wrong((mention.start, end), "这一天不是周末，请核对"))
}

/// 三年行动方案（2025—2026年）.
fn plan(reading: &Reading<'_>) -> Option<Hit> {
    let at = (0..reading.plain.len()).find(|&at| {
        reading.one_of(at, &["年行动", "年计划", "年规划", "年攻坚", "年提升"]).is_some()
            && at > 0
            && number(reading, at - 1).is_some()
    })?;
    let joined = reading.char_before(at - 1).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十第".contains(c));
    let (told, _) = number(reading, at - 1).filter(|_| !joined)?;
    let open = at + reading.plain[at..].iter().take(16).position(|c| *c == '(')?;
    let (from, dash) = number(reading, open + 1)?;
    let (to, end) = number(reading, dash + 1).filter(|_| matches!(reading.char(dash), Some('—' | '-' | '~' | '至')))?;
    let years = from > 1900 && to > from && reading.char(end) == Some('年');
    let fits = to - from + 1 == told || to - from == told;
    (years && !fits).then(|| {
        wrong((at - 1, (end + 2).min(reading.plain.len())), format!("起止年份共{}年，与“{told}年”不符，请核对", to - from + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn spans_that_contradict_each_other_are_marked() {
        for (text, found) in [
            ("10月1日（星期四）至7日（星期三）放假，共8天。", "10月1日（星期四）至7日（星期三）放假，共8天"),
            ("自6月16日0时起至6月18日24时止，实行交通管制，共计48小时，", "共计48小时"),
            ("该项工作历时三年（2022年3月至2023年3月），", "历时三年（2022年3月至2023年3月"),
            ("《养老服务提升三年行动方案（2025—2026年）》", "三年行动方案（2025—2026年）"),
            ("年龄在35周岁以下（1980年6月15日以后出生）", "35周岁以下（1980年6月15日"),
            ("2026年5月6日至2062年5月20日，市司法局公开征求意见", "2062年5月20日"),
            ("陈守义，男，1978年5月出生，今年38岁，工程师", "38岁"),
            ("为期三天的培训班将于6月23日至26日举办", "为期三天的培训班将于6月23日至26日"),
            ("6月中旬（21日至25日）有降雨", "21日"),
            ("本周末（6月21日、22日）开展接种", "6月21日、22日"),
            ("利用双休日（6月24日、25日）延时服务", "6月24日、25日"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn spans_that_agree_are_left_alone() {
        for text in [
            "自6月16日0时起至6月18日24时止，共计72小时",
            "历时三年（2022年3月至2025年3月）",
            "三年行动方案（2025—2027年）",
            "年龄在35周岁以下（1990年6月15日以后出生）",
            "6月中旬（11日至15日）",
            "本周末（6月20日、21日）",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
