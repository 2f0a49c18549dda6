//! Unpaired marks 《》“”（）〔〕 (domain.md C08). A pair may reach into the next block of the same field, and a quotation of
//! several paragraphs opens each of them again.

use std::cmp::Ordering::{Equal, Greater, Less};

use super::{Context, hit, quotes};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const OPEN: [char; 9] = ['《', '“', '（', '〔', '「', '【', '〈', '『', '［'];
const CLOSE: [char; 9] = ['》', '”', '）', '〕', '」', '】', '〉', '』', '］'];

/// An opening mark waiting for its partner.
struct Waiting {
    kind: usize,
    block: usize,
    at: usize,
}

/// Looks at all blocks together, since a pair may span two.
pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut waiting: Vec<Waiting> = Vec::new();
    for (block, reading) in readings.iter().enumerate() {
        let field = |other: usize| readings[other].field() == reading.field();
        let (stay, gone) = waiting.into_iter().partition(|w| w.block + 1 == block && field(w.block));
        waiting = stay;
        gone.into_iter().for_each(|w: Waiting| unpaired(w.kind, w.block, w.at, true, hits));
        scan(reading, block, &mut waiting, hits);
    }
    waiting.into_iter().for_each(|w| unpaired(w.kind, w.block, w.at, true, hits));
}

fn scan(reading: &Reading<'_>, block: usize, waiting: &mut Vec<Waiting>, hits: &mut [Vec<Hit>]) {
    let turned = if waiting.is_empty() { quotes::turned(&reading.block.chars) } else { Vec::new() };
    for (at, &c) in reading.block.chars.iter().enumerate() {
        // A quotation turned round is a finding of its own, and a document number's brackets are another matter.
        let is_turned = matches!(c, '“' | '”')
            && turned
                .binary_search_by(|r| {
                    if at < r.0 {
                        Greater
                    } else if at >= r.1 {
                        Less
                    } else {
                        Equal
                    }
                })
                .is_ok();
        if is_turned || (matches!(c, '〔' | '〕' | '［' | '］') && is_docno(reading, at)) {
            continue;
        }
        // Half-width brackets pair with full-width ones; mixing them is another matter.
        let c = match c {
            '(' => '（',
            ')' => '）',
            ']' if waiting.iter().any(|w| w.block == block && OPEN[w.kind] == '［') => '］',
            c => c,
        };
        if let Some(kind) = OPEN.iter().position(|&open| open == c) {
            if at == 0 && c == '“' {
                waiting.retain(|w| w.kind != kind || w.block == block);
            }
            waiting.push(Waiting { kind, block, at });
        } else if let Some(kind) = CLOSE.iter().position(|&close| close == c) {
            // Only the nearest few are looked at: deeper nesting is not writing.
            match waiting.iter().rev().take(8).position(|w| w.kind == kind) {
                Some(back) => drop(waiting.remove(waiting.len() - 1 - back)),
                None if is_list_mark(reading, at) => {}
                None => unpaired(kind, block, at, false, hits),
            }
        }
    }
}

/// A bracket beside a year: 〔2026] is a wrong document number, not an unpaired mark.
fn is_docno(reading: &Reading<'_>, at: usize) -> bool {
    let digits = |range: std::ops::Range<usize>| reading.plain.get(range).is_some_and(|c| c.iter().all(char::is_ascii_digit));
    let bracket = |i: Option<usize>| i.and_then(|i| reading.char(i)).is_some_and(|c| "[](){}【】〔〕".contains(c));
    (digits(at + 1..at + 5) && bracket(Some(at + 5)))
        || at.checked_sub(4).is_some_and(|from| digits(from..at) && bracket(from.checked_sub(1)))
}

/// `1）`, `a)`, `一）` at the start of an item need no opening mark.
fn is_list_mark(reading: &Reading<'_>, at: usize) -> bool {
    let label = |c: &char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c);
    let len = reading.plain[..at].iter().rev().take(3).take_while(|&c| label(c)).count();
    reading.char(at) == Some(')')
        && len > 0
        && reading.char_before(at - len).is_none_or(|c| c == ' ' || crate::fold::ends_sentence(c))
}

fn unpaired(kind: usize, block: usize, at: usize, opens: bool, hits: &mut [Vec<Hit>]) {
    let (mark, partner) = if opens { (OPEN[kind], CLOSE[kind]) } else { (CLOSE[kind], OPEN[kind]) };
    let message = format!("「{mark}」没有配对的「{partner}」");
    if let Some(hits) = hits.get_mut(block) {
        hits.push(hit(Category::Punct, Severity::Info, "punct.unpaired", (at, at + 1), message));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Options, TextDoc};

    fn marks(text: &str) -> Vec<(usize, String)> {
        let engine = Engine::new(&[], "1").unwrap();
        let found = engine.check(&TextDoc::from_text(text), &Options::default());
        found.into_iter().map(|f| (f.char_start, f.found)).collect()
    }

    #[test]
    fn a_mark_without_partner_is_marked_where_it_stands() {
        assert_eq!(marks("根据《云溪市规定要求"), [(2, "《".into())]);
        assert_eq!(marks("所谓试点”工作（一期"), [(4, "”".into()), (7, "（".into())]);
    }

    #[test]
    fn pairs_lists_and_quotations_of_several_paragraphs_are_left_alone() {
        for text in ["《甲“乙”（丙）》", "1）甲；2）乙", "“甲。\n“乙。”", "（甲，\n乙）"] {
            assert_eq!(marks(text), [], "{text}");
        }
    }
}
