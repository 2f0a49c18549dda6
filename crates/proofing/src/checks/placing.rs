//! Marks in places where none may stand (GB/T 15834): after an opening bracket, before a closing one, at the head of a
//! line, behind a space.

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Shorter blocks are cells and signs.
const LINE: usize = 6;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    for at in 0..chars.len() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let stop = |c: char| matches!(c, '，' | '、' | '；' | '：');
        let place = match chars[at] {
            // （，） is talked about.
            '（' | '《' | '“' | '〔' | '【' => {
                let talked = chars.get(at + 2).is_none_or(|c| matches!(c, '）' | '》' | '”' | '〕' | '】' | '、' | '，' | '。'));
                (stop(next) || next == '。') && !talked
            }
            c if stop(c) => matches!(next, '）' | '》' | '〕') && reading.char_before(at).is_some_and(fold::is_han),
            _ => false,
        };
        if place {
            hits.push(info("punct.place", (at, at + 2), "括号、引号、书名号的内侧不应有这个标点"));
        } else if let Some(end) = spaced(reading, at) {
            hits.push(info("punct.space", (at, end), "标点前多出空格"));
        }
    }
    hits.extend(heads_line(reading));
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// 认真落实 。
fn spaced(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let han = reading.char_before(at).is_some_and(fold::is_han) && at >= 2 && reading.char(at - 2).is_some_and(fold::is_han);
    let run = reading.plain[at..].iter().take(3).take_while(|c| **c == ' ').count();
    let mark = reading.block.chars.get(at + run).is_some_and(|c| matches!(c, '，' | '。' | '；' | '、'));
    (han && mark && (1..=2).contains(&run)).then_some(at + run)
}

/// ，并及时报告。
fn heads_line(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.block.chars.iter().position(|c| !c.is_whitespace())?;
    let mark = matches!(reading.block.chars[at], '，' | '。' | '、' | '；' | '！' | '？');
    let line = reading.field() == Field::Body && reading.plain.len() >= LINE && reading.char(at + 1).is_some_and(fold::is_han);
    (mark && line).then(|| info("punct.place", (at, at + 1), "这个标点不能在一行之首"))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn marks_where_none_may_stand_are_marked() {
        for (text, found) in [
            ("各单位（，含直属单位）", "（，"),
            ("农业、林业（含水利、）部门", "、）"),
            ("，并及时报告市政府。", "，"),
            ("认真贯彻落实 。", " "),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn marks_in_their_place_are_left_alone() {
        for text in ["句号（。）和逗号（，）", "他说：“好。”", "（见附件。）", "地 址：云溪", "甲 乙 丙", "？"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
