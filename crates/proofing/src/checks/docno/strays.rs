//! Numbers that are not in the form at all: parts out of order or left out, brackets around the wrong part, none, or hyphens.

use super::super::{advised, hit};
use super::issuer::{ISSUER, issuer};
use super::{CLOSE, ENDINGS, numeral};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const BRACKETS: &str = "发文字号的年份应使用六角括号〔〕";

pub(super) fn check(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    without_brackets(reading, hits);
    around_serial(reading, hits);
    both_alike(reading, hits);
    hyphened(reading, hits);
    hits.extend(without_mark(reading));
    hits.extend(without_year(reading));
    ordinal(reading, hits);
    hits.extend(within(reading));
    hits.extend(run_together(reading));
    hits.extend(sign_within(reading));
    hits.extend(bare(reading).or_else(|| turned(reading)));
    out_of_order(reading, hits);
}

/// 云体发5号〔2026〕, 〔2026〕云统发6号, 云政发〔〕8号, 云政办函〔2026〕号: parts out of order or left out.
fn out_of_order(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let digits = |from: usize| reading.digits(from, 5);
    for open in (0..reading.plain.len()).filter(|&i| matches!(reading.plain[i], '〔' | '[')) {
        let year = digits(open + 1);
        let close = open + 1 + year;
        if !matches!(reading.char(close), Some('〕' | ']')) || !matches!(year, 0 | 4) {
            continue;
        }
        let serial = digits(close + 1);
        let numbered = reading.char(close + 1 + serial) == Some('号');
        let found = if year == 0 || serial == 0 && numbered {
            let end = close + 2 + serial;
            let blank = numbered && (year == 0) == (serial > 0);
            issuer(reading, open).filter(|_| blank).map(|(start, _)| ((start, end), "发文字号缺了年份或者序号"))
        } else if reading.char_before(open) == Some('号') {
            let number = open - 1 - reading.digits_before(open - 1, 4);
            let mark = reading.char_before(number).is_some_and(|c| ENDINGS.contains(c));
            let apart = |start: usize| reading.char_before(start).is_some_and(|c| matches!(c, ':' | '(' | '》'));
            issuer(reading, number)
                .filter(|(start, _)| number < open - 1 && serial == 0 && (mark || (apart(*start) && number - start >= 2)))
                .map(|(start, _)| ((start, close + 1), "发文字号的顺序是机关代字、年份、序号"))
        } else {
            let mark = reading.plain[close + 1..].iter().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
            let from = close + 1 + mark;
            let last = reading.char_before(from).is_some_and(|c| ENDINGS.contains(c));
            let end = from + digits(from);
            let bracketed = reading.char_before(open) == Some('(') && mark >= 3;
            let alone = !reading.char_before(open).is_some_and(|c| ENDINGS.contains(c));
            let led = reading.led_by(open, &["根据", "依据", "按照"]);
            let wrong =
                alone && (2..=8).contains(&mark) && (last || led || bracketed) && end > from && reading.char(end) == Some('号');
            wrong.then_some(((open, end + 1), "发文字号的顺序是机关代字、年份、序号"))
        };
        hits.extend(found.map(|(range, message)| hit(Category::Docno, Severity::Warn, "docno.form", range, message)));
    }
}

/// 云政发2026〔14〕号, 云政发2026〕8号, 云政发〔2026 8号: brackets around the wrong part, or one of them.
fn around_serial(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let digits = |from: usize| reading.digits(from, 6);
    for at in 6..reading.plain.len() {
        let bracket = reading.plain[at];
        if !matches!(bracket, '〔' | '〕' | '[' | ']') {
            continue;
        }
        let year = at - 4;
        let bare = reading.is_at(year, "20") && digits(year) == 4 && fold::is_han(reading.plain[year - 1]);
        let serial = digits(at + 1);
        let mut end = at + 1 + serial;
        end += usize::from(matches!(bracket, '〔' | '[') && reading.char(end).is_some_and(|c| CLOSE.contains(c)));
        if !bare || !(1..=4).contains(&serial) || reading.char(end) != Some('号') {
            continue;
        }
        let Some((start, issuer)) = issuer(reading, year).filter(|(start, _)| year - start >= 2) else { continue };
        let proper = format!("{issuer}〔{}〕{}号", reading.text(year, at), reading.text(at + 1, at + 1 + serial));
        let message = "发文字号的六角括号只括年份";
        hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), message), proper));
    }
}

/// 云政发〔2026〔8号: the same half of the brackets on both sides of the year.
fn both_alike(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let digits = |from: usize| reading.digits(from, 6);
    for at in 2..reading.plain.len().saturating_sub(7) {
        let half = reading.plain[at];
        let alike = matches!(half, '〔' | '〕') && reading.plain[at + 5] == half && digits(at + 1) == 4;
        let serial = digits(at + 6);
        let end = at + 6 + serial;
        if !alike || !(1..=4).contains(&serial) || reading.char(end) != Some('号') {
            continue;
        }
        let Some((start, issuer)) = issuer(reading, at) else { continue };
        let proper = format!("{issuer}〔{}〕{}号", reading.text(at + 1, at + 5), reading.text(at + 6, end));
        hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), BRACKETS), proper));
    }
}

/// 发文字号：2026〔33〕号: no issuer, and the brackets around the serial number.
fn without_mark(reading: &Reading<'_>) -> Option<Hit> {
    let label = ["发文字号:", "文号:"].iter().find(|label| reading.is_at(0, label))?;
    let from = reading.skip_spaces(label.chars().count());
    let rest = reading.text(from, reading.plain.len());
    let parts: Vec<&str> = rest.trim_end().split(['〔', '〕', '[', ']']).collect();
    let number = |text: &str| !text.is_empty() && text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit());
    let wrong = matches!(parts[..], [year, serial, "号"] if number(year) && number(serial))
        || matches!(parts[..], ["", year, serial] if number(year) && serial.strip_suffix('号').is_some_and(number));
    let end = from + rest.trim_end().chars().count();
    wrong.then(|| hit(Category::Docno, Severity::Warn, "docno.form", (from, end), "发文字号缺了机关代字"))
}

/// 《通知》（清卫发18号）: the year is missing.
fn without_year(reading: &Reading<'_>) -> Option<Hit> {
    // 柳政发22号 alone on its line
    let len = reading.plain.iter().take(9).take_while(|&&c| fold::is_han(c)).count();
    let digits = reading.digits(len, 4);
    let alone = (3..=8).contains(&len) && (1..=3).contains(&digits) && reading.plain.len() == len + digits + 1;
    if alone && reading.is_at(len + digits, "号") && "发函字".contains(reading.plain[len - 1]) {
        return Some(hit(Category::Docno, Severity::Warn, "docno.form", (0, len + digits + 1), "发文字号缺了年份"));
    }
    // 按照柳政发22号文件
    let cited = (0..reading.plain.len()).find_map(|at| {
        let from = at + reading.one_of(at, &["按照", "根据", "依据"])?.chars().count();
        let mark = reading.plain[from..].iter().take(9).take_while(|&&c| fold::is_han(c)).count();
        let stop = from + mark + reading.digits(from + mark, 4);
        let issued = (2..=8).contains(&mark) && "发函字".contains(reading.plain[from + mark - 1]);
        (issued && stop > from + mark && reading.is_at(stop, "号文件")).then_some((from, stop + 1))
    });
    if let Some(range) = cited {
        return Some(hit(Category::Docno, Severity::Warn, "docno.form", range, "发文字号缺了年份"));
    }
    let at = (2..reading.plain.len()).find(|&at| reading.plain[at] == '(' && reading.plain[at - 1] == '》')?;
    let mark = reading.plain[at + 1..].iter().take(9).take_while(|&&c| fold::is_han(c)).count();
    let from = at + 1 + mark;
    let digits = reading.digits(from, 4);
    let closed = reading.is_at(from + digits, "号)");
    let issued = (2..=8).contains(&mark) && reading.char_before(from).is_some_and(|c| ENDINGS.contains(c) && c != '令');
    let found = || hit(Category::Docno, Severity::Warn, "docno.form", (at + 1, from + digits + 1), "发文字号缺了年份");
    (issued && (1..=3).contains(&digits) && closed).then(found)
}

/// 清政函20265号文件: no brackets at all.
fn bare(reading: &Reading<'_>) -> Option<Hit> {
    let digits = |at: usize| reading.digits(at, 8);
    let at = (3..reading.plain.len()).find(|&at| {
        let year = reading.is_at(at, "202") && fold::is_han(reading.plain[at - 1]);
        let end = at + digits(at);
        year && (5..=7).contains(&(end - at)) && reading.one_of(end, &["号文", "号批复", "号精神"]).is_some()
    })?;
    let (start, issuer) = issuer(reading, at).filter(|(start, _)| (3..=8).contains(&(at - start)))?;
    let end = at + digits(at);
    let proper = format!("{issuer}〔{}〕{}号", reading.text(at, at + 4), reading.text(at + 4, end));
    Some(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), BRACKETS), proper))
}

/// 清政发〕2026〔8号: the brackets turned round.
fn turned(reading: &Reading<'_>) -> Option<Hit> {
    let year = |at: usize| reading.plain.get(at + 1..at + 5).is_some_and(|year| year.iter().all(char::is_ascii_digit));
    let open =
        (2..reading.plain.len()).find(|&at| reading.plain[at] == '〕' && year(at) && reading.char(at + 5) == Some('〔'))?;
    let (start, issuer) = issuer(reading, open)?;
    let serial = reading.digits(open + 6, 4);
    let end = open + 6 + serial + usize::from(reading.char(open + 6 + serial) == Some('号'));
    let proper = format!("{issuer}〔{}〕{}号", reading.text(open + 1, open + 5), reading.text(open + 6, open + 6 + serial));
    Some(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end), "六角括号左右颠倒"), proper))
}

/// 岚价费〔2017号〕86: the sign of the serial number behind the year.
fn sign_within(reading: &Reading<'_>) -> Option<Hit> {
    let year = |at: usize| reading.plain.get(at + 1..at + 5).is_some_and(|year| year.iter().all(char::is_ascii_digit));
    let open = (2..reading.plain.len()).find(|&at| reading.plain[at] == '〔' && year(at) && reading.is_at(at + 5, "号〕"))?;
    let serial = reading.digits(open + 7, 4);
    let (start, issuer) = issuer(reading, open).filter(|_| serial > 0)?;
    let end = open + 7 + serial;
    let proper = format!("{issuer}〔{}〕{}号", reading.text(open + 1, open + 5), reading.text(open + 7, end));
    let found = hit(Category::Docno, Severity::Warn, "docno.form", (start, end), "发文字号的“号”字在序号之后");
    Some(advised(found, proper))
}

/// （岚财农202633号）: year and serial number run together.
fn run_together(reading: &Reading<'_>) -> Option<Hit> {
    let open = (0..reading.plain.len()).find(|&at| {
        let mark = reading.plain[at + 1..].iter().take(9).take_while(|&&c| fold::is_han(c)).count();
        let from = at + 1 + mark;
        let digits = reading.digits(from, 8);
        let year = reading.is_at(from, "202") || reading.is_at(from, "201");
        reading.plain[at] == '('
            && (2..=8).contains(&mark)
            && (5..=7).contains(&digits)
            && year
            && reading.is_at(from + digits, "号)")
    })?;
    let mark = reading.plain[open + 1..].iter().take_while(|&&c| fold::is_han(c)).count();
    let from = open + 1 + mark;
    let end = from + reading.plain[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let proper = format!("{}〔{}〕{}号", reading.text(open + 1, from), reading.text(from, from + 4), reading.text(from + 4, end));
    let issued = !["编号", "许可", "证", "合同", "批次"].iter().any(|word| reading.text(open + 1, from).contains(word));
    issued.then(|| advised(hit(Category::Docno, Severity::Warn, "docno.form", (open + 1, end + 1), BRACKETS), proper))
}

/// 清财预〔2025—41〕号: the serial number inside the brackets.
fn within(reading: &Reading<'_>) -> Option<Hit> {
    let digits = |from: usize| reading.digits(from, 5);
    let open = (2..reading.plain.len()).find(|&at| {
        let mark = at + 5;
        let serial = digits(mark + 1);
        let dash = matches!(reading.char(mark), Some('—' | '-' | '、' | '/' | '.'));
        reading.plain[at] == '〔' && digits(at + 1) == 4 && dash && serial > 0 && reading.is_at(mark + 1 + serial, "〕号")
    })?;
    let serial = digits(open + 6);
    let (start, issuer) = issuer(reading, open)?;
    let proper = format!("{issuer}〔{}〕{}号", reading.text(open + 1, open + 5), reading.text(open + 6, open + 6 + serial));
    let found = hit(Category::Docno, Severity::Warn, "docno.form", (start, open + 8 + serial), "发文字号的六角括号只括年份");
    Some(advised(found, proper))
}

/// 清交发第〔2026〕10号: 第 before the year.
fn ordinal(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    for at in 2..reading.plain.len() {
        let led = reading.plain[at] == '〔'
            && reading.plain[at - 1] == '第'
            && (ENDINGS.contains(reading.plain[at - 2]) || matches!(reading.plain[at - 2], '许' | '罚' | '决'));
        let year = led && reading.plain.get(at + 1..at + 5).is_some_and(|year| year.iter().all(char::is_ascii_digit));
        if !year || reading.char(at + 5) != Some('〕') {
            continue;
        }
        let Some((start, issuer)) = issuer(reading, at - 1) else { continue };
        let serial = reading.digits(at + 6, 4);
        let end = at + 6 + serial;
        if serial > 0 && reading.char(end) == Some('号') {
            let proper = format!("{issuer}{}", reading.text(at, end + 1));
            let found = hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), "发文字号的年份前不加“第”字");
            hits.push(advised(found, proper));
        }
    }
}

/// 江商发-2026-19号: hyphens in place of brackets.
fn hyphened(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    for at in 3..reading.plain.len() {
        let digits = |from: usize| reading.digits(from, 5);
        // 按云农机2026-9号文件办理: the year stands right behind the mark.
        let bare = reading.plain[at] == '-' && at >= 7 && digits(at - 4) == 4 && reading.is_at(at - 4, "20");
        let stop = at + 1 + digits(at + 1);
        if bare && stop > at + 1 && reading.is_at(stop, "号文") && fold::is_han(reading.plain[at - 5]) {
            let told = issuer(reading, at - 4).filter(|(start, _)| (3..=8).contains(&(at - 4 - start)));
            hits.extend(told.map(|(start, issuer)| {
                let proper = format!("{issuer}〔{}〕{}号", reading.text(at - 4, at), reading.text(at + 1, stop));
                advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, stop + 1), BRACKETS), proper)
            }));
            continue;
        }
        let mark = reading.plain[at] == '-' && "发函字规办".contains(reading.plain[at - 1]);
        let (year, second) = (at + 1, at + 5);
        if !mark || digits(year) != 4 || !reading.is_at(year, "20") || reading.char(second) != Some('-') {
            continue;
        }
        let end = second + 1 + digits(second + 1);
        let Some((start, issuer)) = issuer(reading, at).filter(|_| end > second + 1 && reading.char(end) == Some('号')) else {
            continue;
        };
        let proper = format!("{issuer}〔{}〕{}号", reading.text(year, second), reading.text(second + 1, end));
        hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), BRACKETS), proper));
    }
}

/// 云政发2026年8号, 云政办发2026第8号: no brackets at all.
fn without_brackets(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    /// Words that end like a mark.
    const WORDS: [&str; 24] = [
        "签发", "核发", "颁发", "印发", "转发", "下发", "制发", "补发", "换发", "开发", "研发", "突发", "出发", "批发", "来函",
        "复函", "公函", "致函", "主办", "承办", "举办", "督办", "代办", "网办",
    ];
    for at in 2..reading.plain.len() {
        if !reading.plain[at].is_ascii_digit() || !fold::is_han(reading.plain[at - 1]) {
            continue;
        }
        // 《…》（云水资源2025年28号）
        let open = reading.plain[..at].iter().rev().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
        let cited = (3..ISSUER).contains(&open) && reading.before(at - open, 2) == "》(";
        // 交通2026年6号 is told apart by its lead; 商务部令2025年第2号 is the form of an order.
        let led = || reading.has_before(at, 8, &["按照", "根据", "依据"]);
        let mark = "发函字规办".contains(reading.plain[at - 1]) || (reading.plain[at - 1] == '通' && led());
        if !(cited || mark) || reading.led_by(at, &WORDS) {
            continue;
        }
        let Some((year, mut end)) = numeral(reading, at).filter(|(year, _)| year.len() == 4 && year.starts_with("20")) else {
            continue;
        };
        end += usize::from(reading.char(end).is_some_and(|c| matches!(c, '年' | '-' | '、' | ',')));
        end += usize::from(reading.char(end) == Some('第'));
        let Some((serial, after)) = numeral(reading, end).filter(|(_, after)| reading.char(*after) == Some('号')) else {
            continue;
        };
        let Some((start, issuer)) = issuer(reading, at).filter(|(start, _)| at - start >= 3) else { continue };
        let found = hit(Category::Docno, Severity::Warn, "docno.form", (start, after + 1), BRACKETS);
        hits.push(advised(found, format!("{issuer}〔{year}〕{}号", serial.trim_start_matches('0'))));
    }
}
