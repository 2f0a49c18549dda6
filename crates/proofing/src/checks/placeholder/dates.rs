//! Dates and document numbers with a part never written: 2026年　月　日, 云政发〔2026〕　号.

use crate::fold;
use crate::reading::Reading;

/// What stands for something still to be written.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '□' | '*' | '○' | '_' | '●')
}

fn blanks(reading: &Reading<'_>, at: usize) -> usize {
    reading.plain[at.min(reading.plain.len())..].iter().take(12).take_while(|c| is_blank(**c)).count()
}

/// 云政发〔2026〕　号, 云政发〔2026〕X号: a document number without its serial.
pub(super) fn blank_number(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let year = at >= 4 && reading.plain[at - 4..at].iter().all(char::is_ascii_digit);
    let part = |c: &&char| is_blank(**c) || matches!(c, 'x' | '×');
    let len = reading.plain[at + 1..].iter().take(8).take_while(part).count();
    (year && len > 0 && reading.char(at + 1 + len) == Some('号')).then_some((at + 1, at + len + 2))
}

/// 〔　　〕　号: neither year nor number.
pub(super) fn blank_year(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let close = at + 1 + blanks(reading, at + 1);
    let end = close + 1 + blanks(reading, close + 1);
    let whole = close > at + 1 && reading.char(close) == Some('〕');
    whole.then(|| (at, if reading.char(end) == Some('号') { end + 1 } else { close + 1 }))
}

/// 2026年　月　日, 6月　日: a date whose month or day was never written.
pub(super) fn blank_date(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let gap = |from: usize, unit: char| {
        let to = from + blanks(reading, from);
        (to > from && reading.char(to) == Some(unit)).then_some(to + 1)
    };
    let year = reading.plain[at] == '年';
    let before = reading.plain[..at].iter().rev().take(8).take_while(|c| is_blank(**c)).count();
    let month = if year { gap(at + 1, '月')? } else { at + 1 };
    let end = gap(month, '日')
        .or(Some(month).filter(|_| year && month == reading.plain.len()))
        .or(Some(month).filter(|_| year && (reading.is_at(month, "日") || before >= 2)))?;
    let digits = reading.digits_before(at, 4);
    let after = reading.char(end);
    let named = digits > 0 || (!year && before > 0) || (year && reading.char_before(at).is_none_or(|c| !fold::is_han(c)));
    let ends = after.is_none_or(|c| !fold::is_han(c) || "前至起止内在召举期(".contains(c));
    // 落款处的“　年　月　日”: talked about.
    if reading.char_before(at - before - digits) == Some('“') && after == Some('”') {
        return None;
    }
    // 计划   年   月竣工: the gaps alone tell.
    let gaps = year && digits == 0 && before >= 2;
    let led = if (year && !gaps) || digits > 0 { 0 } else { before };
    (named && (ends || gaps)).then(|| (at - digits - led, end))
}

/// The end of a date whose first part ends at `end`: X月X日 behind it belongs to it.
pub(super) fn rest_of_date(reading: &Reading<'_>, mut end: usize) -> usize {
    loop {
        let part = reading.plain[end..].iter().take(4).take_while(|c| matches!(c, 'x' | '×' | '_') || c.is_ascii_digit()).count();
        if part == 0 || !reading.char(end + part).is_some_and(|c| "月日时分".contains(c)) {
            return end;
        }
        end += part + 1;
    }
}
