//! What programs leave in a text: escapes, codes of addresses, empty values, formulas, times of a transcript.

use crate::fold;
use crate::reading::Reading;

/// 云溪市\n现通知, \u6751\u9053: characters written out.
pub(super) fn escape(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let hex = |at: usize| (at..at + 4).all(|i| reading.char(i).is_some_and(|c| c.is_ascii_hexdigit()));
    let mut end = at;
    while reading.is_at(end, "\\u") && hex(end + 2) {
        end += 6;
    }
    if end > at {
        return Some((end, "转义字符"));
    }
    let han = reading.char_before(at).is_none_or(|c| fold::is_han(c) || matches!(c, '。' | ',' | ':'));
    let next = reading.char(at + 2).is_none_or(|c| fold::is_han(c) || c == '\\');
    (han && next && matches!(reading.char(at + 1), Some('n' | 't' | 'r'))).then_some((at + 2, "转义字符"))
}

/// 合计=SUM(C3:C5)万元
pub(super) fn formula(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    const NAMES: [&str; 9] = ["sum(", "average(", "vlookup(", "if(", "round(", "count(", "counta(", "text(", "sumif("];
    let name = reading.one_of(at + 1, &NAMES)?;
    let close = reading.plain[at..].iter().take(80).position(|c| *c == ')')?;
    let talked = reading.char_before(at).is_some_and(|c| matches!(c, '“' | '"'));
    let cell = reading.plain[at + name.len()..at + close].iter().any(char::is_ascii_digit);
    (!talked && cell).then_some((at + close + 1, "表格软件的公式"))
}

/// [00:12:35] 发言人2：
pub(super) fn time(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let len = reading.plain[at + 1..].iter().take(9).take_while(|c| c.is_ascii_digit() || **c == ':').count();
    let text = reading.text(at + 1, at + 1 + len);
    let parts: Vec<&str> = text.split(':').collect();
    let clock = (2..=3).contains(&parts.len()) && parts.iter().all(|part| part.len() == 2);
    (clock && reading.char(at + 1 + len) == Some(']')).then_some((at + len + 2, "转写记录的时间码"))
}

/// {"title":"停电通知","content":": what a program sends around a text.
pub(super) fn json(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let key = |at: usize| {
        let open = at + usize::from(matches!(reading.char(at), Some('{' | ',')));
        let word = reading.plain.get(open + 1..)?.iter().take(20).take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count();
        let close = open + 1 + word;
        (word > 0 && reading.char(open) == Some('"') && reading.is_at(close, "\":\"")).then_some(close + 3)
    };
    Some((key(at)?, "程序的数据格式"))
}

/// 主办单位为undefined，: a value that a program had not.
pub(super) fn void(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let word = reading.one_of(at, &["undefined", "null", "nan"])?;
    let end = at + word.chars().count();
    let edge =
        |c: Option<char>| c.is_none_or(|c| fold::is_han(c) || matches!(c, ':' | ',' | '。' | ';' | '、' | '(' | ')' | ' '));
    let before = reading.plain[..at].iter().rev().find(|c| **c != ' ').copied();
    let after = reading.char(reading.skip_spaces(end));
    let within = edge(before) && edge(after) && (before.is_some() || after.is_some());
    // NaN and null in the code of a lesson stand in brackets or capitals of their own.
    (within && edge(reading.char_before(at)) && edge(reading.char(end))).then_some((end, "程序的空值"))
}

/// %E4%BA%91: Chinese text coded for an address, standing in the text.
pub(super) fn percent(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let address = at > 0 && reading.block.chars[at - 1].is_ascii_graphic();
    let mut end = at;
    while !address
        && reading.char(end) == Some('%')
        && (1..=2).all(|i| reading.char(end + i).is_some_and(|c| c.is_ascii_hexdigit()))
    {
        end += 3;
    }
    if end >= at + 9 {
        return Some((end, "网址编码"));
    }
    // 预计%d个工作日
    let slot = matches!(reading.char(at + 1), Some('d' | 's')) && reading.char_before(at).is_some_and(fold::is_han);
    (slot && reading.char(at + 2).is_some_and(fold::is_han)).then_some((at + 2, "程序的格式符"))
}
