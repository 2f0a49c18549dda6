//! The marks after ordinals (GB/T 15834): 第一、 for 第一，, （一）、, 一.加强, ①、, 第三条：.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let brackets = (1..reading.plain.len()).filter(|&at| reading.plain[at] == '(');
    hits.extend(brackets.filter_map(|at| bracketed_ordinal(reading, at)));
    hits.extend(ordinal(reading));
    hits.extend(article(reading));
    hits.extend(clause_ordinals(reading));
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// 第一、加强… → 第一，; 一是、 → 一是; （一）、 and (1)、 → no mark.
fn ordinal(reading: &Reading<'_>) -> Option<Hit> {
    let start = reading.plain.iter().position(|c| !c.is_whitespace())?;
    let numerals = |at: usize| {
        reading.plain[at..].iter().take(3).take_while(|c| "一二三四五六七八九十".contains(**c) || c.is_ascii_digit()).count()
    };
    if reading.char(start) == Some('(') {
        return bracketed_ordinal(reading, start).filter(|_| start == 0);
    }
    if let Some(found) = bare_ordinal(reading, start, start + numerals(start)) {
        return Some(found);
    }
    let (end, proper) = if reading.char(start) == Some('第') {
        let end = start + 1 + numerals(start + 1);
        (end, format!("{}，", reading.text(start, end)))
    } else if let Some(word) = reading.one_of(start, &["首先", "其次", "再次", "最后", "其一", "其二", "其三"]) {
        (start + word.chars().count(), format!("{word}，"))
    } else {
        let end = start + numerals(start);
        let end = end + usize::from(end > start && reading.char(end) == Some('是'));
        (end, reading.text(start, end))
    };
    let marked = end > start + 1 && reading.char(end) == Some('、');
    let known = matches!(reading.char(start), Some('第' | '首' | '其' | '再' | '最')) || reading.char_before(end) == Some('是');
    // 第一、二款: several ordinals together.
    let several = reading.char(end + 1).is_some_and(|c| c == '第' || c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        || reading.plain[end..].len() < 5;
    (marked && known && !several).then(|| {
        let message = format!("序次语后的顿号使用不当，应为「{proper}」");
        advised(info("punct.ordinal", (start, end + 1), message), proper)
    })
}

/// （一）、加强, at the head of a line or of a clause.
fn bracketed_ordinal(reading: &Reading<'_>, start: usize) -> Option<Hit> {
    let numeral = |c: &&char| "一二三四五六七八九十".contains(**c) || c.is_ascii_digit();
    let close = start + 1 + reading.plain[start + 1..].iter().take(3).take_while(numeral).count();
    let mark = matches!(reading.char(close + 1), Some('、' | '.' | ','));
    let text = reading.char(close + 2).is_none_or(fold::is_han) || start == 0;
    let heads = reading.plain[..start].iter().rev().find(|c| **c != ' ').is_none_or(|c| matches!(c, '。' | ';' | ':'));
    let full = reading.block.slice(start, close + 1);
    let wrong = close > start + 1 && reading.char(close) == Some(')') && mark && text && heads;
    wrong.then(|| advised(info("punct.ordinal", (start, close + 2), "带括号的序号后不用标点"), full))
}

/// 一.加强 → 一、; ①、 and 1）、 → no mark.
fn bare_ordinal(reading: &Reading<'_>, start: usize, end: usize) -> Option<Hit> {
    let chars = &reading.block.chars;
    let mark = |at: usize| chars.get(at).is_some_and(|c| matches!(c, '、' | '.' | '．' | '，'));
    let text = |at: usize| chars.get(at).is_some_and(|&c| fold::is_han(c));
    if matches!(chars[start], '①'..='⑳') && mark(start + 1) && text(start + 2) {
        let found = info("punct.ordinal", (start, start + 2), "带圈的序号后不用标点");
        return Some(advised(found, chars[start]));
    }
    if end > start && reading.char(end) == Some(')') && mark(end + 1) && text(end + 2) {
        let found = info("punct.ordinal", (start, end + 2), "带括号的序号后不用标点");
        return Some(advised(found, reading.block.slice(start, end + 1)));
    }
    let chinese = end > start && chars[start..end].iter().all(|c| "一二三四五六七八九十".contains(*c));
    // 一，招聘岗位: a heading; 一，二… counts.
    let heading = chars.get(end) == Some(&'，') && chars.len() <= 24 && !chars.contains(&'。') && start == 0;
    let point = heading || chars.get(end).is_some_and(|c| matches!(c, '.' | '．'));
    // 五.四运动 names a day.
    let day = chars.get(end + 1).is_some_and(|c| "一二三四五六七八九十".contains(*c));
    let next = if chars.get(end + 1) == Some(&' ') { end + 2 } else { end + 1 };
    (chinese && point && text(next) && !day).then(|| {
        let found = info("punct.ordinal", (start, end + 1), "汉字序号后应用顿号");
        advised(found, format!("{}、", reading.block.slice(start, end)))
    })
}

/// 第三条：本办法…: the number of an article takes a space.
fn article(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.plain.iter().position(|c| *c == '条').filter(|&at| (2..=7).contains(&at))?;
    let numeral = |c: &char| "一二三四五六七八九十百零".contains(*c);
    let numbered = reading.plain[0] == '第' && reading.plain[1..at].iter().all(numeral);
    let colon = reading.char(at + 1) == Some(':') && reading.char(at + 2).is_some_and(fold::is_han);
    (numbered && colon).then(|| info("punct.colon", (at + 1, at + 2), "条文序号后空一格，不用冒号"))
}

/// 镇党委要求：第一、压实责任；第二，…: after the number of a clause.
fn clause_ordinals(reading: &Reading<'_>) -> Vec<Hit> {
    let places = (1..reading.plain.len()).filter(|&at| {
        let numbered = reading.plain[at] == '第' && reading.char(at + 1).is_some_and(|c| "一二三四五".contains(c));
        let begins = matches!(reading.plain[at - 1], ':' | ';' | '。' | ',');
        let several = reading.char(at + 3).is_none_or(|c| c == '第' || "一二三四五六七八九十".contains(c));
        numbered && begins && !several && reading.char(at + 2) == Some('、')
    });
    let found = |at| info("punct.ordinal", (at, at + 3), "序次语后的顿号使用不当，应用逗号");
    places.map(|at| advised(found(at), format!("{}，", reading.text(at, at + 2)))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn wrong_marks_after_ordinals_are_marked() {
        for (text, found) in [
            ("第一、加强组织领导工作。", "第一、"),
            ("一是、完善工作机制。", "一是、"),
            ("（一）、加强领导", "（一）、"),
            ("主要任务：（一）、全面排查", "（一）、"),
            ("一.加强组织领导", "一."),
            ("①、加强组织领导", "①、"),
            ("一，招聘岗位", "一，"),
            ("一. 总体要求", "一."),
            ("第三条：本办法所称农村公路", "："),
            ("镇党委要求：第一、压实责任；第二，补齐短板。", "第一、"),
            ("做好利用工作，第一、要摸清底数；第二，要落实补贴。", "第一、"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn ordinals_in_form_are_left_alone() {
        for text in ["第一、二款规定的情形除外", "第1、2、3号楼已经封顶。", "第六条第（一）、（二）项", "第一条 市人民代表大会"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
