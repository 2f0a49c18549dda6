//! Document numbers (发文字号, GB/T 9704): 云政发〔2026〕8号, with tortoise-shell brackets, a four-digit year of the past,
//! no 第, no leading zero, no spaces. Court files, tenders, contracts and certificates have forms of their own.

use std::sync::LazyLock;

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const OPEN: &str = "〔[［(（【{｛<〈《「﹝〖〘/";
const CLOSE: &str = "〕]］)）】}｝>〉》」﹞〗〙/";
/// Longest issuer's mark (机关代字) that is looked at, in characters.
const ISSUER: usize = 12;
/// How a mark ends when the number lacks its 号.
const ENDINGS: &str = "发函字规办电任通令呈请批";
/// What precedes a mark in a sentence and is no part of it, the longer first.
static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "根据 依据 继续按 按 自 照 件 查阅 查询 经查 引用 援引 违反 适用 撤销 修订 修改 补充 学习 传达 宣传 呈报 报送 执行 落实 贯彻 印发 转发 下发 发布 出台 文件 通知 文号 字号 详见 关于 附件 公布 \
    收到 废止 替代 政府 委员会 办公厅 办公室 我局 我市 原 见 的 和 及 与 以 由 了 是 为 在 于 据 即 如 被 局 厅"
        .split(' ')
        .collect()
});
/// Marks and labels of numbers that follow other rules.
static OTHER: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "证 许可 合同 协议 招标 招采 招字 招告 标 采购 仲 裁字 民初 民终 民申 刑初 刑终 行初 行终 执 破 诉 赔 财保 准字 学位 注册 学号 \
    项目编号 采 审图号 登记 发票 图 第"
        .split(' ')
        .collect()
});

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let this_year = context.options.ref_date.map(|day| day.year());
    for number in find(reading) {
        let range = (number.start, number.end);
        let proper = number.proper();
        if !number.likely() {
            let message = "发文字号的年份有误，应为四位年份";
            hits.push(hit(Category::Docno, Severity::Warn, "docno.form", range, message));
        } else if let Some(message) = number.objection(reading) {
            hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", range, message), proper));
        } else if number.spaced(reading) {
            let message = "发文字号中间不空格";
            hits.push(advised(hit(Category::Docno, Severity::Info, "docno.space", range, message), proper));
        } else if this_year.is_some_and(|year| number.full_year() > year) {
            let message = format!("发文字号的年份{}晚于当前年份，请核对", number.full_year());
            hits.push(hit(Category::Docno, Severity::Warn, "docno.year", range, message));
        }
    }
    without_brackets(reading, hits);
    around_serial(reading, hits);
    hyphened(reading, hits);
    out_of_order(reading, hits);
}

/// The well-formed and ill-formed numbers of a block with their years.
pub(super) fn numbers(reading: &Reading<'_>) -> Vec<((usize, usize), i32)> {
    find(reading).iter().filter(|number| number.likely()).map(|number| ((number.start, number.end), number.full_year())).collect()
}

fn find(reading: &Reading<'_>) -> Vec<Number> {
    let chars = &reading.block.chars;
    (0..chars.len()).filter(|&i| OPEN.contains(chars[i])).filter_map(|open| read(reading, open)).collect()
}

/// A document number as written.
struct Number {
    start: usize,
    open: usize,
    close: usize,
    end: usize,
    issuer: String,
    year: String,
    ordinal: bool,
    /// The serial number, perhaps several: 8, 8、9, 8-10.
    serial: String,
    /// Written with Chinese numerals.
    chinese: bool,
    /// A mark between year and serial number, or No. and # for 号.
    foreign: bool,
    unfinished: bool,
}

impl Number {
    fn full_year(&self) -> i32 {
        let year = self.year.parse().unwrap_or(0);
        if self.year.len() == 2 { 2000 + year } else { year }
    }

    /// Whether the year is one that papers have.
    fn likely(&self) -> bool {
        self.year.len() == 2 || (self.year.len() == 4 && (self.year.starts_with("19") || self.year.starts_with("20")))
    }

    fn proper(&self) -> String {
        let serial = self.serial.trim_start_matches('0');
        format!("{}〔{}〕{serial}号", self.issuer, self.full_year())
    }

    fn objection(&self, reading: &Reading<'_>) -> Option<&'static str> {
        let chars = &reading.block.chars;
        if chars[self.open] != '〔' || chars[self.close] != '〕' {
            return Some("发文字号的年份应使用六角括号〔〕");
        }
        if self.year.len() != 4 {
            return Some("发文字号的年份应写全四位");
        }
        if self.chinese {
            return Some("发文字号的年份、序号应使用阿拉伯数字");
        }
        if reading.text(self.open + 1, self.close).contains('年') {
            return Some("发文字号的括号内只写四位年份");
        }
        // Announcements are counted by 第 (云府公告〔2026〕第2号).
        let announced = self.issuer.ends_with("公告") || self.issuer.ends_with("通告");
        if self.ordinal && !announced {
            return Some("发文字号的序号前不加“第”字");
        }
        if self.serial.starts_with('0') {
            return Some("发文字号的序号不编虚位（1不编为001）");
        }
        if reading.text(self.open, self.close).contains('o') {
            return Some("发文字号的年份里混入了字母O");
        }
        if self.foreign {
            return Some("发文字号的年份之后直接写序号和“号”字");
        }
        if self.unfinished {
            return Some("发文字号的序号后应加“号”字");
        }
        let full_width = chars[self.start..self.end].iter().any(|c| matches!(c, '０'..='９'));
        full_width.then_some("发文字号应使用半角阿拉伯数字")
    }

    fn spaced(&self, reading: &Reading<'_>) -> bool {
        reading.plain[self.start..self.end].contains(&' ')
    }
}

fn read(reading: &Reading<'_>, open: usize) -> Option<Number> {
    let from = reading.skip_spaces(open + 1);
    // 〔’26〕
    let short = reading.char(from).is_some_and(|c| matches!(c, '\'' | '’' | '‘'));
    let from = from + usize::from(short);
    let (year, after) = letters(reading, from).or_else(|| numeral(reading, from))?;
    let four = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    // 〔026〕, 〔20226〕, 〔0226〕: a slip of the hand, between the right brackets.
    let slip = matches!(year.len(), 3..=5) && reading.char(open) == Some('〔');
    if !four && year.len() != 2 && !slip {
        return None;
    }
    let mut close = reading.skip_spaces(after);
    close += usize::from(reading.char(close) == Some('年'));
    reading.block.chars.get(close).filter(|&&c| CLOSE.contains(c))?;
    let mut at = reading.skip_spaces(close + 1);
    let mut foreign = reading.char(at).is_some_and(|c| matches!(c, ',' | '、' | '.' | '·' | '-' | '—' | '。'));
    at += usize::from(foreign);
    if let Some(word) = reading.one_of(at, &["no.", "no", "№"]) {
        foreign = true;
        at = reading.skip_spaces(at + word.chars().count());
    }
    let ordinal = reading.char(at) == Some('第');
    if ordinal {
        at = reading.skip_spaces(at + 1);
    }
    // 〔2026〕第〔11〕号
    let boxed = reading.char(at).is_some_and(|c| matches!(c, '〔' | '['));
    foreign |= boxed;
    let (serial, after) = serial(reading, at + usize::from(boxed))?;
    let after = after + usize::from(boxed && reading.char(after).is_some_and(|c| CLOSE.contains(c)));
    let end = reading.skip_spaces(after);
    let hash = reading.char(end) == Some('#');
    foreign |= hash;
    let finished = reading.char(end) == Some('号') || hash;
    let (start, issuer) = issuer(reading, open)?;
    if !finished && !foreign && !is_unfinished(reading, &issuer, (start, after)) {
        return None;
    }
    let chinese = [from, at].iter().any(|&i| !reading.char(i).is_some_and(|c| c.is_ascii_digit() || matches!(c, '〔' | '[')));
    let end = if finished { end + 1 } else { after };
    Some(Number { start, open, close, end, issuer, year, ordinal, serial, chinese, foreign, unfinished: !finished && !foreign })
}

/// 2O26: a year with a letter in place of a nought, as digits.
fn letters(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let year = reading.text(at, at + 4);
    let part = year.chars().all(|c| c.is_ascii_digit() || c == 'o') && year.contains('o') && year.starts_with(['1', '2']);
    part.then(|| (year.replace('o', "0"), at + 4))
}

/// A number in digits or Chinese numerals as digits, and where it ends.
fn numeral(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let rest = reading.plain.get(at..)?;
    let digits: String = rest.iter().take(7).take_while(|c| c.is_ascii_digit()).collect();
    if !digits.is_empty() {
        return (digits.len() <= 6).then(|| (digits.clone(), at + digits.len()));
    }
    let digit = |c: &char| if *c == '○' { Some('0') } else { crate::view::digit(*c) };
    let chinese: String = rest.iter().take(5).map_while(digit).collect();
    let len = chinese.chars().count();
    let tens = rest.iter().take(3).take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if rest.iter().take(tens).any(|c| *c == '十') {
        return Some((quantity::in_digits(&reading.text(at, at + tens))?, at + tens));
    }
    (len > 0).then_some((chinese, at + len))
}

/// The serial numbers from `at` on: 8, and 8、9 or 8-10 of several papers together.
fn serial(reading: &Reading<'_>, at: usize) -> Option<(String, usize)> {
    let (mut serial, mut end) = numeral(reading, at)?;
    while let Some(mark) = reading.char(end).filter(|c| matches!(c, '、' | '-' | '—' | '~' | '至')) {
        let Some((next, after)) = numeral(reading, end + 1) else { break };
        serial = format!("{serial}{mark}{next}");
        end = after;
    }
    (serial.len() <= 24).then_some((serial, end))
}

/// 云政发〔2026〕8 where a mark or the end follows.
fn is_unfinished(reading: &Reading<'_>, issuer: &str, (start, end): (usize, usize)) -> bool {
    let head = reading.text(0, start);
    let head = head.trim().trim_end_matches(':');
    let label = head.is_empty() || ["文号", "发文字号", "发文文号", "文件编号"].contains(&head);
    let alone = label && reading.text(end, reading.plain.len()).trim().is_empty();
    let cited = reading.before(start, 2) == "》(" && reading.char(end) == Some(')');
    if (alone || cited) && issuer.chars().count() >= 2 {
        return true;
    }
    let follows = reading.char(end).is_none_or(|c| matches!(c, ')' | '》' | ',' | '。' | ';' | '文' | ' ' | '精'));
    follows && issuer.chars().count() >= 3 && issuer.ends_with(|c| ENDINGS.contains(c))
}

/// Where the issuer's mark before the bracket begins, and the mark; a number without one is none of ours.
fn issuer(reading: &Reading<'_>, open: usize) -> Option<(usize, String)> {
    let gap = reading.plain[..open].iter().rev().take_while(|c| **c == ' ').take(3).count();
    let stop = open - gap;
    let len = reading.plain[..stop].iter().rev().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
    let first = stop - len;
    let cut = |i: usize| reading.one_of(i, &LEADS).map(|lead| i + lead.chars().count());
    let start = (first..stop).filter_map(cut).filter(|&end| end < stop).max().unwrap_or(first);
    // 对云卫办…: a lone preposition at the head of the clause.
    let start = start + usize::from(stop > start + 3 && reading.char(start).is_some_and(|c| "对把向按因请阅".contains(c)));
    // （云数据发…: a bracket begins it whatever its first word looks like.
    let start = if len < ISSUER && matches!(reading.char_before(first), Some('(')) { first } else { start };
    let mark = reading.text(start, stop);
    let label = reading.before(start, 8);
    let labelled = ["编号", "合同号", "项目号", "案号", "证号", "备案号"]
        .iter()
        .any(|word| label.trim_end_matches([':', ' ']).ends_with(word));
    // 土地使用权证为云国用（2009）第0456号
    let near = reading.before(start, 10);
    let certificate = ["证为", "证号", "证:", "证书", "证编号", "证是", "证("].iter().any(|word| near.contains(word))
        || near.ends_with('证')
        || ["国用", "集用", "房权", "房字", "地字", "建字", "林字", "土使"].iter().any(|kind| mark.contains(kind));
    let other = certificate || OTHER.iter().any(|word| mark.contains(word)) || mark.starts_with("附");
    let touches = reading.char_before(first).is_some_and(|c| c.is_ascii_alphanumeric() && len < 3);
    (start < stop && !other && !labelled && !touches).then(|| (start, reading.block.slice(start, stop)))
}

/// 云体发5号〔2026〕, 〔2026〕云统发6号, 云政发〔〕8号, 云政办函〔2026〕号: parts out of order or left out.
fn out_of_order(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let digits =
        |from: usize| reading.plain[from.min(reading.plain.len())..].iter().take(5).take_while(|c| c.is_ascii_digit()).count();
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
            let number = open - 1 - reading.plain[..open - 1].iter().rev().take(4).take_while(|c| c.is_ascii_digit()).count();
            let mark = number < open - 1 && reading.char_before(number).is_some_and(|c| ENDINGS.contains(c));
            issuer(reading, number)
                .filter(|_| mark && serial == 0)
                .map(|(start, _)| ((start, close + 1), "发文字号的顺序是机关代字、年份、序号"))
        } else {
            let mark = reading.plain[close + 1..].iter().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
            let from = close + 1 + mark;
            let last = reading.char_before(from).is_some_and(|c| ENDINGS.contains(c));
            let end = from + digits(from);
            let alone = !reading.char_before(open).is_some_and(|c| ENDINGS.contains(c));
            let led = ["根据", "依据", "按照"].contains(&reading.before(open, 2).as_str());
            let wrong = alone && (2..=8).contains(&mark) && (last || led) && end > from && reading.char(end) == Some('号');
            wrong.then_some(((open, end + 1), "发文字号的顺序是机关代字、年份、序号"))
        };
        hits.extend(found.map(|(range, message)| hit(Category::Docno, Severity::Warn, "docno.form", range, message)));
    }
}

/// 云政发2026〔14〕号, 云政发2026〕8号, 云政发〔2026 8号: brackets around the wrong part, or one of them.
fn around_serial(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let digits =
        |from: usize| reading.plain[from.min(reading.plain.len())..].iter().take(6).take_while(|c| c.is_ascii_digit()).count();
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

/// 江商发-2026-19号: hyphens in place of brackets.
fn hyphened(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    for at in 3..reading.plain.len() {
        let digits = |from: usize| {
            reading.plain[from.min(reading.plain.len())..].iter().take(5).take_while(|c| c.is_ascii_digit()).count()
        };
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
        let message = "发文字号的年份应使用六角括号〔〕";
        hits.push(advised(hit(Category::Docno, Severity::Warn, "docno.form", (start, end + 1), message), proper));
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
        let led = ["按照", "根据", "依据"].iter().any(|word| reading.before(at, 8).contains(word));
        let mark = "发函字规办".contains(reading.plain[at - 1]) || (led && "通令".contains(reading.plain[at - 1]));
        if !(cited || mark) || WORDS.contains(&reading.before(at, 2).as_str()) {
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
        let message = "发文字号的年份应使用六角括号〔〕";
        let found = hit(Category::Docno, Severity::Warn, "docno.form", (start, after + 1), message);
        hits.push(advised(found, format!("{issuer}〔{year}〕{}号", serial.trim_start_matches('0'))));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked};
    use super::*;
    use crate::doc::TextDoc;
    use crate::engine::Options;

    fn found(text: &str) -> Option<(String, Option<String>)> {
        let doc = TextDoc::from_text(text);
        let mut hits = Vec::new();
        let context = Context { options: &Options::default(), persons: &[], hosts: &[], links: &[], form: false };
        check(&Reading::new(&doc.blocks[0]), &context, &mut hits);
        hits.into_iter().next().map(|hit| (doc.blocks[0].slice(hit.start, hit.end), hit.suggestion))
    }

    #[test]
    fn wrong_forms_are_marked_and_the_right_form_is_offered() {
        for text in [
            "云政发[2026]8号",
            "云政发（2026）8号",
            "云政发【2026】8号",
            "云政发〔2026]8号",
            "云政发〔2026〕第8号",
            "云政发〔2026〕08号",
            "云政发〔26〕8号",
            "云政发〔2026年〕8号",
            "云政发〔2026〕 8 号",
            "云政发〔2026〕8",
            "云政发〔２０２６〕８号",
            "云政发〔二〇二六〕八号",
            "云政发〔2026〕第八号",
            "云政发2026年8号",
        ] {
            let want = Some((text.to_owned(), Some("云政发〔2026〕8号".to_owned())));
            assert_eq!(found(&format!("根据{text}，")), want, "{text}");
        }
    }

    #[test]
    fn a_year_that_is_none_is_marked() {
        assert_eq!(marked(check, "云政发〔20226〕8号、云发改〔206〕5号"), ["云政发〔20226〕8号", "云发改〔206〕5号"]);
    }

    #[test]
    fn a_number_without_brackets_is_marked_whoever_issued_it() {
        assert_eq!(marked(check, "根据云环发2026年25号、云水函2026第3号"), ["云环发2026年25号", "云水函2026第3号"]);
        assert_eq!(marked(check, "《办法》（云水资源2025年28号）"), ["云水资源2025年28号"]);
    }

    #[test]
    fn parts_out_of_order_or_left_out_are_marked() {
        for text in [
            "云体发5号〔2026〕",
            "〔2026〕云统发6号",
            "云发改〔〕27号",
            "云政办函〔2026〕号",
            "云林发〔2026〕，10号",
            "云教办〔2026〕No.16",
            "云供发〔2026〕12#",
            "云政复/2026/11号",
            "青农发2026〔14〕号",
            "〔2026〕云信访13号",
            "云司通2026年6号",
            "江政发2026〕8号",
            "云发改价〔'26〕5号",
            "云政发〔2O26〕5号",
            "云环罚字〔2026〕第〔11〕号",
        ] {
            assert_eq!(marked(check, &format!("按照{text}文件")), [text], "{text}");
        }
    }

    #[test]
    fn a_number_alone_or_cited_without_its_last_sign_is_marked() {
        assert_eq!(marked(check, "松发改〔2026〕30"), ["松发改〔2026〕30"]);
        assert_eq!(marked(check, "文号：汀档〔2026〕1"), ["汀档〔2026〕1"]);
        assert_eq!(marked(check, "落实澜政发〔2024〕31精神"), ["澜政发〔2024〕31"]);
        assert_eq!(marked(check, "补贴标准继续按岚农发〔25〕17号执行"), ["岚农发〔25〕17号"]);
        assert_eq!(marked(check, "租金标准自绿房发〔2026〕010号施行之日起调整"), ["绿房发〔2026〕010号"]);
        assert_eq!(marked(check, "云政发2025第11号文件有效"), ["云政发2025第11号"]);
        assert_eq!(marked(check, "联合印发的江商发-2026-19号提出"), ["江商发-2026-19号"]);
        assert_eq!(marked(check, "《办法》（澜财行〔2026〕17）自印发之日起执行"), ["澜财行〔2026〕17"]);
    }

    #[test]
    fn a_year_still_to_come_is_marked() {
        assert_eq!(marked(check, "云政发〔2027〕8号、云发改〔2026〕5号"), ["云政发〔2027〕8号"]);
    }

    #[test]
    fn right_numbers_and_numbers_of_other_kinds_are_left_alone() {
        for text in [
            "云政发〔2026〕8号",
            "（2026）云01民初12号",
            "工作要点（2026）",
            "2026年第8号公告",
            "（2026）8号",
            "云政发〔2026〕8、9号",
            "项目编号：云采公（2026）8号",
            "云仲裁字（2026）第8号",
            "云房预售证（2026）第8号",
            "附件（2026）8号",
            "云府公告〔2026〕第2号",
            "印发2026年8号文件",
            "市政府印发2026年8号文件",
            "《云溪市条例》（2026）",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
