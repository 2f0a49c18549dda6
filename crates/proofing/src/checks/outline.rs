//! Numbered headings and clauses across the document: 一、二、四、, （一）（三）, 第一条 第三条, 附件1 附件3. The first
//! number seen is taken as given, and a count may begin again.

use std::collections::HashSet;

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Kinds of labels, each with what it begins anew below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Chapter,
    Article,
    Heading,
    Bracketed,
    Arabic,
    BracketedArabic,
    Attachment,
}

const KINDS: [Label; 7] =
    [Label::Chapter, Label::Article, Label::Heading, Label::Bracketed, Label::Arabic, Label::BracketedArabic, Label::Attachment];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut last: [Option<u32>; 7] = [None; 7];
    let mut seen: HashSet<String> = HashSet::new();
    for (block, reading) in readings.iter().enumerate() {
        if reading.field() != Field::Body {
            continue;
        }
        let Some((kind, value, range)) = label(reading) else { continue };
        let text = reading.text(0, 60);
        let index = kind as usize;
        // A heading that stands in a table of contents too.
        let again = value != 1 && !seen.insert(text);
        if again {
            last[index] = Some(value);
            continue;
        }
        if let Some(before) = last[index].filter(|&before| value != before + 1 && value != 1) {
            // Far jumps are other things than headings; a step back begins a list cited in part.
            let near = value > before && value <= before + 3;
            if (near || value == before) && before > 0 {
                let message = format!("序号不连续：前一个是第{before}，这里是第{value}");
                hits[block].push(hit(Category::Number, Severity::Info, "number.sequence", range, message));
            }
        }
        last[index] = Some(value);
        // What lies below counts anew: articles run on through chapters.
        let below = KINDS.iter().skip(index + 1).filter(|below| !(kind == Label::Chapter && **below == Label::Article));
        below.for_each(|below| last[*below as usize] = None);
    }
}

/// The label at the start of a block, its value and its range.
fn label(reading: &Reading<'_>) -> Option<(Label, u32, (usize, usize))> {
    let start = reading.plain.iter().position(|c| !c.is_whitespace())?;
    if reading.is_at(start, "附件") {
        let (value, end) = arabic(reading, start + 2)?;
        let alone = reading.char(end).is_none_or(|c| matches!(c, ':' | '.' | ' ' | '、'));
        return (alone && end + 2 >= reading.plain.len()).then_some((Label::Attachment, value, (start, end)));
    }
    if reading.char(start) == Some('第') {
        let (value, end) = chinese(reading, start + 1)?;
        let kind = match reading.char(end)? {
            '章' => Label::Chapter,
            '条' => Label::Article,
            _ => return None,
        };
        let ends = reading.char(end + 1).is_none_or(char::is_whitespace);
        return ends.then_some((kind, value, (start, end + 1)));
    }
    if reading.char(start) == Some('(') {
        let number = chinese(reading, start + 1).map(|n| (Label::Bracketed, n));
        let number = number.or_else(|| arabic(reading, start + 1).map(|n| (Label::BracketedArabic, n)));
        let (kind, (value, end)) = number?;
        return (reading.char(end) == Some(')')).then_some((kind, value, (start, end + 1)));
    }
    if let Some((value, end)) = chinese(reading, start) {
        return (reading.char(end) == Some('、')).then_some((Label::Heading, value, (start, end + 1)));
    }
    let (value, end) = arabic(reading, start)?;
    let marked = reading.char(end).is_some_and(|c| matches!(c, '.' | '、'));
    let text = reading.char(end + 1).is_none_or(|c| !c.is_ascii_digit() && c != '.');
    (marked && text).then_some((Label::Arabic, value, (start, end + 1)))
}

fn arabic(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let len = reading.digits(at, 3);
    let value = reading.text(at, at + len).parse().ok()?;
    (len <= 2).then_some((value, at + len))
}

/// A Chinese number below one thousand.
fn chinese(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut end) = (0u32, 0u32, at);
    while let Some(c) = reading.char(end).filter(|_| end < at + 6) {
        match c {
            '百' => total += std::mem::take(&mut digit).max(1) * 100,
            '十' => total += std::mem::take(&mut digit).max(1) * 10,
            '零' => digit = 0,
            c => match "一二三四五六七八九".chars().position(|n| n == c) {
                Some(n) => digit = n as u32 + 1,
                None => break,
            },
        }
        end += 1;
    }
    (end > at && end < at + 6).then_some((total + digit, end))
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn gaps_and_repeats_are_marked() {
        for (text, found) in [
            ("一、甲\n二、乙\n四、丙", "四、"),
            ("（一）甲\n（三）乙", "（三）"),
            ("一、甲\n一段话\n一、乙\n二、丙\n二、丁", "二、"),
            ("第一条 甲\n第二条 乙\n第四条 丙", "第四条"),
            ("1.甲\n2.乙\n4.丙", "4."),
            ("附件1\n附件3", "附件3"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn proper_outlines_and_excerpts_are_left_alone() {
        for text in [
            "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊",
            "三、甲\n四、乙",
            "二、条件\n二、条件",
            "1.甲\n2.\n3.丙",
            "第一章 总则\n第一条 甲\n第二章 分则\n第二条 乙",
            "1.甲\n2.乙\n1.丙\n2.丁",
            "第十九条 甲\n第二十条 乙",
            "2026年5月\n3.5亿元\n10.2万人",
            "一百零九、甲\n一百一十、乙",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
