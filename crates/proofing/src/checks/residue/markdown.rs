//! Marks of Markdown and of encyclopedias that were copied as text.

use super::INDENT;
use crate::fold;
use crate::reading::Reading;

/// **粗体**, ## 标题 at the start of a line, ```, ~~删除~~.
pub(super) fn mark(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    const WHAT: &str = "Markdown标记";
    let c = reading.plain[at];
    let run = reading.plain[at..].iter().take(8).take_while(|n| **n == c).count();
    match c {
        '#' => (starts_line(reading, at)
            && run <= 6
            && reading.char(at + run) == Some(' ')
            && reading.char(at + run + 1).is_some_and(|c| c.is_alphanumeric()))
        .then_some((at + run, WHAT)),
        '`' => (run == 3).then_some((at + 3, WHAT)),
        '*' if run == 2 && starts_line(reading, at) && reading.plain.iter().filter(|c| **c == '*').count() == 2 => {
            reading.char(at + 2).is_some_and(fold::is_han).then_some((at + 2, WHAT))
        }
        '*' | '~' if run == 2 => {
            let open = at + 2;
            let len = reading.plain[open..].iter().take(60).position(|n| *n == c)?;
            let inner = &reading.plain[open..open + len];
            let closes = reading.char(open + len + 1) == Some(c) && reading.char(open + len + 2) != Some(c);
            let text = inner.iter().any(|&c| fold::is_han(c))
                && inner.first().is_some_and(|&c| c.is_alphanumeric() || matches!(c, '《' | '“' | '('));
            let masked = reading.char_before(at).is_some_and(|c| c.is_ascii_digit() || c == '*');
            (closes && text && !masked).then_some((open + len + 2, WHAT))
        }
        '!' => {
            let end = (reading.char(at + 1) == Some('[')).then(|| link(reading, at + 1))??;
            Some(end)
        }
        _ => None,
    }
}

/// Whether only an indent stands before `at`.
fn starts_line(reading: &Reading<'_>, at: usize) -> bool {
    at <= INDENT && reading.plain[..at].iter().all(|c| c.is_whitespace())
}

/// `- [ ] 完成` and the rule of a table, `| --- | --- |`, at the start of a line.
pub(super) fn list_or_table(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    if !starts_line(reading, at) {
        return None;
    }
    if let Some(mark) = reading.one_of(at, &["- [ ]", "- [x]"]) {
        return Some((at + mark.chars().count(), "Markdown标记"));
    }
    let rule = reading.plain[at..].iter().take(200).take_while(|c| matches!(c, '|' | '-' | ':' | ' ')).count();
    let table = reading.plain[at] == '|' && reading.text(at, at + rule).contains("---");
    table.then_some((at + rule, "Markdown标记"))
}

/// [文字](http://…)
pub(super) fn link(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let close = at + reading.plain[at..].iter().take(80).position(|c| *c == ']')?;
    let target = close + 2;
    let links = reading.char(close + 1) == Some('(') && reading.one_of(target, &["http", "/", "./", "#", "mailto"]).is_some();
    let end = reading.plain.get(target..)?.iter().take(400).position(|c| *c == ')')?;
    links.then_some((target + end + 1, "Markdown标记"))
}

/// [1], [2-3] after Chinese text: footnote marks of an encyclopedia.
pub(super) fn footnote(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    if reading.led_by(at, &["文献", "注释", "参见", "脚注"]) {
        return None;
    }
    let len = reading.plain[at + 1..].iter().take(6).take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ',')).count();
    let body = &reading.plain[at + 1..at + 1 + len];
    let digits = body.iter().filter(|c| c.is_ascii_digit()).count();
    let after = reading.char_before(at).is_some_and(|c| {
        (fold::is_han(c) && !matches!(c, '件' | '表' | '图' | '第' | '号' | '发')) || matches!(c, '。' | ',' | '”' | ']')
    });
    let closes = reading.char(at + 1 + len) == Some(']') && reading.block.chars[at] == '[';
    let serial = reading.char(at + 2 + len).is_some_and(|c| c.is_ascii_digit());
    (after
        && closes
        && (1..=4).contains(&digits)
        && body.first().is_some_and(char::is_ascii_digit)
        && len - digits <= 1
        && !serial
        && digits < 4)
        .then_some((at + 2 + len, "引文角标"))
}
