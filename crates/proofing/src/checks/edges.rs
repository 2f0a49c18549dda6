//! Marks at an edge where none can stand (GB/T 15834 §5): at the head of a line, a space inside of a pair, a comma behind the
//! number of an item; and pairs of the keyboard for those of print: <<办法>>, '双减'.

use super::{Context, advised, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Longest text within a pair, in characters.
const LONGEST: usize = 40;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    if reading.field() != Field::Body {
        return;
    }
    hits.extend(head(reading).or_else(|| numbered(reading)));
    for at in 0..reading.block.chars.len() {
        let found = match reading.block.chars[at] {
            '《' | '“' | '（' | '〔' => spaced(reading, at, true),
            '》' | '”' | '）' | '〕' => spaced(reading, at, false),
            '<' => titled(reading, at),
            '\'' => single(reading, at),
            _ => None,
        };
        hits.extend(found);
    }
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// 。第二天: a line cannot begin with a mark that ends something.
fn head(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.skip_spaces(0);
    let mark = matches!(reading.block.chars.get(at), Some('，' | '。' | '、' | '；' | '！' | '？' | '》'));
    let text = reading.char(at + 1).is_some_and(fold::is_han) && reading.plain.len() > at + 3;
    (mark && text && reading.block.cell.is_none()).then(|| info("punct.place", (at, at + 1), "行首不能用这种标点"))
}

/// 1，加强领导: the number of an item takes a point.
fn numbered(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.skip_spaces(0);
    let digits = reading.digits(at, 3);
    let comma = at + digits;
    let item = (1..=2).contains(&digits) && matches!(reading.block.chars.get(comma), Some('，'));
    let text = reading.char(comma + 1).is_some_and(fold::is_han);
    (item && text && reading.block.cell.is_none())
        .then(|| advised(info("punct.place", (at, comma + 1), "序号后用下脚点"), format!("{}.", reading.text(at, comma))))
}

/// 《 办法》, （试行 ）: no space inside of a pair.
fn spaced(reading: &Reading<'_>, at: usize, opens: bool) -> Option<Hit> {
    let space = if opens { at + 1 } else { at.checked_sub(1)? };
    let inner = if opens { at + 2 } else { at.checked_sub(2)? };
    let narrow = reading.block.chars.get(space) == Some(&' ');
    let range = (at.min(space), at.max(space) + 1);
    let text = reading.char(inner).is_some_and(fold::is_han);
    (narrow && text).then(|| advised(info("punct.space", range, "成对标点里面多出空格"), reading.block.slice(at, at + 1)))
}

/// <<办法>>
fn titled(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let open = reading.is_at(at, "<<").then_some(at + 2)?;
    let len = reading.plain[open..].iter().take(LONGEST).position(|c| *c == '>')?;
    let close = open + len;
    let text = reading.char(open).is_some_and(fold::is_han) && reading.is_at(close, ">>");
    let proper = || format!("《{}》", reading.block.slice(open, close));
    text.then(|| advised(info("punct.width", (at, close + 2), "书名号应写作“《》”"), proper()))
}

/// '双减'政策: quotation marks of the keyboard.
fn single(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let chars = &reading.block.chars;
    let len = chars[at + 1..].iter().take(LONGEST).position(|c| *c == '\'')?;
    let close = at + 1 + len;
    let text = chars[at + 1..close].iter().all(|&c| fold::is_han(c)) && len > 1;
    let beside = at == 0 || reading.char_before(at).is_some_and(|c| fold::is_han(c) || matches!(c, ',' | '。' | '、'));
    let proper = || format!("“{}”", reading.block.slice(at + 1, close));
    (text && beside).then(|| advised(info("punct.quotes", (at, close + 1), "中文应使用弯引号“”"), proper()))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn marks_at_a_wrong_edge_are_marked() {
        for (text, found) in [
            ("。第二天上午，", "。"),
            ("1，加强领导", "1，"),
            ("《 办法》已印发", "《 "),
            ("（试行 ）自今日起", " ）"),
            ("关于印发<<办法>>的通知", "<<办法>>"),
            ("落实'双减'政策", "'双减'"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn marks_in_their_places_are_left_alone() {
        for text in ["1,200人参加", "1.加强领导", "《办法》（试行）", "if a<<2", "…第二天", "it's 'ok'", "“一网通办”"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
