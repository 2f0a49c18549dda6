//! Parts of a number that slipped: a bracket that never closes or stands twice, a letter or comma among the digits, 号 written
//! as another character or with something before it.

use super::super::{advised, hit};
use super::issuer::issuer;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

fn form(range: (usize, usize), message: &str) -> Hit {
    hit(Category::Docno, Severity::Warn, "docno.form", range, message)
}

pub(super) fn check(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '〔' => never_closed(reading, at).or_else(|| doubled(reading, at)).or_else(|| no_issuer(reading, at)),
            '〕' => serial(reading, at),
            _ => None,
        };
        hits.extend(found);
    }
}

fn year_at(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_at(at, "20") && reading.digits(at, 5) == 4
}

/// 澄自然资批〔202619号 and 〔2026 19号: the bracket never closes.
fn never_closed(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let digits = reading.digits(at + 1, 9);
    let run = (5..=8).contains(&digits) && reading.is_at(at + 1, "20") && reading.char(at + 1 + digits) == Some('号');
    let gap = reading.skip_spaces(at + 5);
    let spaced = year_at(reading, at + 1) && gap > at + 5 && {
        let serial = reading.digits(gap, 5);
        serial > 0 && reading.char(gap + serial) == Some('号')
    };
    let (start, _) = issuer(reading, at).filter(|_| run || spaced)?;
    let end = if run { at + 2 + digits } else { gap + reading.digits(gap, 5) + 1 };
    Some(form((start, end), "六角括号没有配对"))
}

/// 柏卫函〔〔2026〕〕40号; 2026〔青科发〕10号
fn doubled(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if reading.char(at + 1) == Some('〔') && year_at(reading, at + 2) {
        let end = at + 6 + reading.plain[at + 6..].iter().take(2).take_while(|c| **c == '〕').count();
        return Some(form((at, end), "六角括号重复"));
    }
    let len = reading.plain[at + 1..].iter().take(8).take_while(|&&c| fold::is_han(c)).count();
    let close = at + 1 + len;
    let serial = reading.digits(close + 1, 5);
    let turned = at >= 4 && year_at(reading, at - 4) && len >= 2 && reading.char(close) == Some('〕');
    (turned && serial > 0 && reading.char(close + 1 + serial) == Some('号'))
        .then(|| form((at - 4, close + 2 + serial), "六角括号内应是年份，机关代字在年份之前"))
}

/// 《…的通知》（〔2026〕9号）; 文号为〔2026〕澄财预28号
fn no_issuer(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if !year_at(reading, at + 1) || reading.char(at + 5) != Some('〕') {
        return None;
    }
    let serial = reading.digits(at + 6, 5);
    let alone = serial > 0 && reading.is_at(at + 6 + serial, "号)") && reading.before(at, 2) == "》(";
    if alone {
        return Some(form((at, at + 7 + serial), "发文字号缺少机关代字"));
    }
    let whole = serial > 0 && at == 0 && reading.plain.len() == 7 + serial && reading.is_at(6 + serial, "号");
    if whole {
        return Some(form((0, 7 + serial), "发文字号缺少机关代字"));
    }
    // 根据〔2026〕14号文件, 市教育局〔2026〕5号文件
    let named = reading.led_by(at, &["根据", "依据", "按照", "参照", "执行", "贯彻", "委员会", "人民政府", "局", "厅", "办公室"]);
    if serial > 0 && named && reading.is_at(at + 6 + serial, "号文件") {
        return Some(form((at, at + 7 + serial), "发文字号缺少机关代字"));
    }
    let mark = reading.plain[at + 6..].iter().take(8).take_while(|&&c| fold::is_han(c)).count();
    let digits = reading.digits(at + 6 + mark, 5);
    let end = at + 6 + mark + digits;
    let led = reading.led_by(at, &["文号为", "文号:", "字号为", "字号:", "局", "政府", "委员会", "厅", "部"]);
    let ordinal = reading.char(at + 6).is_some_and(|c| matches!(c, '第' | '字'));
    (led && mark >= 2 && !ordinal && digits > 0 && reading.char(end) == Some('号'))
        .then(|| form((at, end + 1), "机关代字应在年份之前"))
}

/// What stands behind the year: l6号, 12.号, 字第31号, 8號, 25好, 1,205号.
fn serial(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if at < 5 || !year_at(reading, at - 4) || reading.plain[at - 5] != '〔' {
        return None;
    }
    let (start, issued) = issuer(reading, at - 5)?;
    let from = at + 1;
    if let Some(word) = reading.one_of(from, &["字第", "字"]) {
        let digits = reading.digits(from + word.chars().count(), 5);
        let end = from + word.chars().count() + digits;
        let found = form((start, end + 1), "发文字号的年份之后直接写序号");
        return (digits > 0 && reading.char(end) == Some('号')).then_some(found);
    }
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, 'l' | 'i' | 'o' | ',');
    let len = reading.plain[from..].iter().take(7).take_while(part).count();
    let text = reading.text(from, from + len);
    let end = from + len;
    let sign = reading.block.chars.get(end).copied();
    let whole = text.chars().any(|c| c.is_ascii_digit()) && !text.starts_with(',');
    if whole && !text.chars().all(|c| c.is_ascii_digit()) && sign == Some('号') {
        let proper = text.replace(['l', 'i'], "1").replace('o', "0").replace(',', "");
        let found = form((start, end + 1), "发文字号的序号里混入了字母或逗号");
        return Some(advised(found, format!("{issued}{}{proper}号", reading.text(at - 5, at + 1))));
    }
    let dotted = sign == Some('.') && reading.char(end + 1) == Some('号');
    let other =
        matches!(sign, Some('號')) || (sign == Some('好') && reading.char(end + 1).is_none_or(|c| matches!(c, ')' | ',' | '。')));
    (whole && (dotted || other)).then(|| form((start, end + 1 + usize::from(dotted)), "发文字号的“号”字有误"))
}
