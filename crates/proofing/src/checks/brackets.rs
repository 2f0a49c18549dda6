//! Brackets whose two halves do not match in width, and a full stop before the closing one (GB/T 15834).

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Longest text within a pair that is looked at, in characters.
const LONGEST: usize = 120;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut waiting: Vec<usize> = Vec::new();
    let mut narrow = None;
    for at in 0..chars.len() {
        match reading.plain[at] {
            '(' => waiting.push(at),
            '[' | '<' => waiting.push(at),
            '>' => {
                let open = waiting.pop().filter(|&open| chars[open] == '<' && is_narrow(reading, open, at) && at > open + 4);
                narrow = narrow.or(open.map(|open| (open, at + 1)));
            }
            ']' => {
                let open = waiting.pop().filter(|&open| chars[at] == ']' && is_narrow(reading, open, at));
                narrow = narrow.or(open.map(|open| (open, at + 1)));
            }
            ')' => {
                let Some(open) = waiting.pop().filter(|open| at - open <= LONGEST) else { continue };
                narrow = narrow.or_else(|| is_narrow(reading, open, at).then_some((open, at + 1)));
                hits.extend(mixed(reading, open, at).or_else(|| stop_inside(reading, open, at)));
            }
            _ => {}
        }
    }
    // Width is one finding a block, and brackets of a remain or a placeholder are no punctuation.
    let said = |range: (usize, usize)| hits.iter().any(|h| h.rule == "punct.width" || (h.start < range.1 && range.0 < h.end));
    if let Some(range) = narrow.filter(|&range| !said(range)) {
        let (open, close) = match chars[range.0] {
            '(' => ('（', '）'),
            '[' => ('［', '］'),
            _ => ('《', '》'),
        };
        let found = hit(Category::Punct, Severity::Info, "punct.width", range, "中文应使用全角括号");
        hits.push(advised(found, format!("{open}{}{close}", reading.block.slice(range.0 + 1, range.1 - 1))));
    }
}

/// (试行): both halves of half width around Chinese text in Chinese text.
fn is_narrow(reading: &Reading<'_>, open: usize, close: usize) -> bool {
    let chars = &reading.block.chars;
    let half = matches!((chars[open], chars[close]), ('(', ')') | ('[', ']') | ('<', '>'));
    let han = |c: Option<char>| c.is_some_and(|c| fold::is_han(c) || matches!(c, '》' | '”'));
    let text = &chars[open + 1..close];
    // (一) heads a paragraph.
    let numeral = text.iter().all(|c| "一二三四五六七八九十".contains(*c));
    let beside = han(reading.char_before(open)) || (open == 0 && han(reading.char(close + 1)));
    half && beside && !numeral && text.iter().any(|&c| fold::is_han(c)) && text.len() <= LONGEST
}

fn mixed(reading: &Reading<'_>, open: usize, close: usize) -> Option<Hit> {
    let chars = &reading.block.chars;
    let full = |at: usize| matches!(chars[at], '（' | '）');
    let han = chars[open + 1..close].iter().any(|&c| fold::is_han(c)) || reading.char_before(open).is_some_and(fold::is_han);
    // （2026)8号 is a wrong document number.
    let year = close == open + 5
        && chars[open + 1..close].iter().all(char::is_ascii_digit)
        && reading.char(close + 1).is_some_and(|c| c.is_ascii_digit() || c == '第');
    (full(open) != full(close) && han && !year).then(|| {
        let found = hit(Category::Punct, Severity::Info, "punct.brackets", (open, close + 1), "括号一边全角一边半角");
        advised(found, format!("（{}）", reading.block.slice(open + 1, close)))
    })
}

/// 甲（以下简称平台。）: a note within a sentence does not end it.
fn stop_inside(reading: &Reading<'_>, open: usize, close: usize) -> Option<Hit> {
    let within = reading.char_before(open).is_some_and(fold::is_han);
    let one_sentence = reading.plain[open..close].iter().filter(|c| **c == '。').count() == 1;
    let wrong = within && one_sentence && reading.char_before(close) == Some('。') && close > open + 2;
    wrong.then(|| {
        advised(hit(Category::Punct, Severity::Info, "punct.brackets", (close - 1, close + 1), "句内括号里的末尾不用句号"), "）")
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn mixed_brackets_and_stops_within_are_marked() {
        for (text, found) in [
            ("云溪市（以下简称本市)", "（以下简称本市)"),
            ("各区县(开发区）", "(开发区）"),
            ("政务平台（以下简称平台。）已上线", "。）"),
            ("按照（一)的规定", "（一)"),
            ("养老(服务）设施", "(服务）"),
            ("《供热办法(试行)》(讨论稿)", "(试行)"),
            ("发布[公告]后", "[公告]"),
            ("关于印发<云溪市办法>的通知", "<云溪市办法>"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn proper_brackets_are_left_alone() {
        for text in [
            "云溪市（以下简称本市）",
            "(a)和（b）",
            "标准(GB/T 9704)",
            "(一)加强领导",
            "当3<5且7>4时",
            "特此通知。（此件公开发布。）",
            "f(x）",
            "1）甲；2）乙",
            "甲（乙。丙。）",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
