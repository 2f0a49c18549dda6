//! Unpaired marks 《》“”（）〔〕 (domain.md C08). A pair may reach into the next block of the same field, and a quotation of
//! several paragraphs opens each of them again. Of two that do not match each other (《…〉, “…“) the second is marked.

use super::{Context, advised, hit, quotes};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const OPEN: [char; 9] = ['《', '“', '（', '〔', '「', '【', '〈', '『', '［'];
const CLOSE: [char; 9] = ['》', '”', '）', '〕', '」', '】', '〉', '』', '］'];

/// Longest quotation in which a straight mark is looked for, in characters.
const LONGEST: usize = 120;

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

/// One block being read, with the marks that wait for a partner.
struct Scan<'s, 'r> {
    reading: &'s Reading<'r>,
    block: usize,
    waiting: &'s mut Vec<Waiting>,
    hits: &'s mut [Vec<Hit>],
    /// Where each closing mark stands last.
    last: [Option<usize>; CLOSE.len()],
}

fn scan(reading: &Reading<'_>, block: usize, waiting: &mut Vec<Waiting>, hits: &mut [Vec<Hit>]) {
    let chars = &reading.block.chars;
    let last = CLOSE.map(|close| chars.iter().rposition(|&c| c == close || (close == '）' && c == ')')));
    let turned = if waiting.is_empty() { quotes::turned(chars) } else { Vec::new() };
    let mut scan = Scan { reading, block, waiting, hits, last };
    for (at, &c) in chars.iter().enumerate() {
        // A quotation turned round is a finding of its own, and a document number's brackets are another matter.
        let is_turned =
            matches!(c, '“' | '”') && turned[..turned.partition_point(|r| r.0 <= at)].last().is_some_and(|r| at < r.1);
        let numbers = || (matches!(c, '〔' | '〕' | '［' | '］') && is_docno(reading, at)) || around_year(reading, at);
        if !is_turned && !numbers() {
            scan.meet(at, c);
        }
    }
}

impl Scan<'_, '_> {
    fn meet(&mut self, at: usize, c: char) {
        // Half-width brackets pair with full-width ones; mixing them is another matter.
        let c = match c {
            '(' => '（',
            ')' => '）',
            ']' if self.waiting.iter().any(|w| w.block == self.block && OPEN[w.kind] == '［') => '］',
            c => c,
        };
        // The opening mark whose partner never comes within the block.
        let lonely = self.waiting.last().filter(|w| w.block == self.block && self.last[w.kind].is_none_or(|last| last < at));
        let lonely = lonely.map(|w| w.kind);
        if c == '"' && self.closes_straight(at) {
            self.waiting.pop();
            self.hits[self.block].push(straight(at, "”"));
        } else if let Some(kind) = lonely.filter(|&kind| ends_another(self.reading, at, OPEN[kind])) {
            self.waiting.pop();
            self.hits[self.block].push(unmatched(kind, at));
        } else if OPEN.contains(&c) && matches!(c, '《' | '“') && self.is_twice(at, c) {
            self.doubled(at, c);
        } else if let Some(kind) = OPEN.iter().position(|&open| open == c) {
            let block = self.block;
            if at == 0 && c == '“' {
                self.waiting.retain(|w| w.kind != kind || w.block == block);
            }
            self.waiting.push(Waiting { kind, block, at });
        } else if let Some(kind) = CLOSE.iter().position(|&close| close == c) {
            // Only the nearest few are looked at: deeper nesting is not writing.
            match self.waiting.iter().rev().take(8).position(|w| w.kind == kind) {
                Some(back) => {
                    crossed(self.waiting, back, self.reading, self.block, at, self.hits);
                    self.waiting.remove(self.waiting.len() - 1 - back);
                }
                None if is_list_mark(self.reading, at) => {}
                None => self.close_alone(kind, at, lonely),
            }
        }
    }

    /// A closing mark of which none is open.
    fn close_alone(&mut self, kind: usize, at: usize, lonely: Option<usize>) {
        let (block, c) = (self.block, CLOSE[kind]);
        if let Some(open) = self.straight_before(at).filter(|_| c == '”') {
            self.hits[block].push(straight(open, "“"));
        } else if let Some(open) = lonely {
            let first = self.waiting.pop().map_or(at, |w| w.at);
            // 〈办法》: the rarer mark is the wrong one.
            self.hits[block].push(if matches!((OPEN[open], c), ('〈', '》') | ('［', '）')) {
                let message = format!("与后面的「{c}」不配对");
                advised(hit(Category::Punct, Severity::Info, "punct.unpaired", (first, first + 1), message), OPEN[kind])
            } else {
                unmatched(open, at)
            });
        } else if matches!(c, '》' | '）') && self.is_twice(at, c) {
            self.doubled(at, c);
        } else {
            unpaired(kind, block, at, false, self.hits);
            // ”试点”: the first stands for the opening mark.
            let next = self.reading.block.chars[at + 1..].iter().find(|c| matches!(c, '“' | '”'));
            self.waiting.extend((c == '”' && next == Some(&'”')).then_some(Waiting { kind, block, at }));
        }
    }

    /// "试点”: the straight mark that was meant to open.
    fn straight_before(&self, at: usize) -> Option<usize> {
        let chars = &self.reading.block.chars;
        let quotes = |c: &&char| matches!(c, '“' | '”' | '"');
        let odd = chars.iter().filter(|c| **c == '"').count() % 2 == 1;
        let near = chars[..at].iter().rev().take(LONGEST).position(|c| quotes(&c)).map(|back| at - 1 - back);
        near.filter(|&open| odd && chars[open] == '"' && chars.get(open + 1).is_some_and(|&c| fold::is_han(c)))
    }

    /// “试点": the straight mark that was meant to close.
    fn closes_straight(&self, at: usize) -> bool {
        let chars = &self.reading.block.chars;
        let open = self.waiting.last().filter(|w| w.block == self.block && OPEN[w.kind] == '“' && at - w.at <= LONGEST);
        let next = chars[at + 1..].iter().find(|c| matches!(c, '“' | '”' | '"'));
        open.is_some() && matches!(next, None | Some('“')) && at > 0 && !chars[at - 1].is_ascii_digit()
    }

    /// 《《办法》, 《办法》》
    fn is_twice(&self, at: usize, c: char) -> bool {
        at > 0 && self.reading.block.chars[at - 1] == c
    }

    fn doubled(&mut self, at: usize, c: char) {
        let found = hit(Category::Punct, Severity::Info, "punct.doubled", (at - 1, at + 1), "标点重复或连用");
        self.hits[self.block].push(advised(found, c));
    }
}

fn straight(at: usize, proper: &str) -> Hit {
    advised(hit(Category::Punct, Severity::Info, "punct.quotes", (at, at + 1), "中文应使用弯引号“”"), proper)
}

/// （2026）8号 and 〔2026)8号: brackets of a year before its number.
fn around_year(reading: &Reading<'_>, at: usize) -> bool {
    let bracket = |i: Option<usize>| i.and_then(|i| reading.char(i)).is_some_and(|c| "[](){}【】〔〕".contains(c));
    let digits = |from: usize| reading.plain.get(from..from + 4).is_some_and(|c| c.iter().all(char::is_ascii_digit));
    let number = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit() || c == '第');
    let opens = digits(at + 1) && bracket(Some(at + 5)) && number(at + 6);
    let closes = at >= 5 && digits(at - 4) && bracket(Some(at - 5)) && number(at + 1);
    bracket(Some(at)) && (opens || closes)
}

/// 《办法（草案》）: two pairs that overlap.
fn crossed(waiting: &[Waiting], back: usize, reading: &Reading<'_>, block: usize, at: usize, hits: &mut [Vec<Hit>]) {
    let top = waiting.last().filter(|top| back == 1 && top.block == block);
    let next = top.is_some_and(|top| reading.block.chars.get(at + 1) == Some(&CLOSE[top.kind]));
    if let Some(top) = top.filter(|_| next) {
        let found = hit(Category::Punct, Severity::Info, "punct.unpaired", (at, at + 2), "两对标点交叉");
        hits[block].push(advised(found, format!("{}{}", CLOSE[top.kind], reading.block.chars[at])));
    }
}

/// A bracket beside a year: 〔2026] is a wrong document number, not an unpaired mark.
fn is_docno(reading: &Reading<'_>, at: usize) -> bool {
    let digits = |range: std::ops::Range<usize>| reading.plain.get(range).is_some_and(|c| c.iter().all(char::is_ascii_digit));
    let bracket = |i: Option<usize>| i.and_then(|i| reading.char(i)).is_some_and(|c| "[](){}【】〔〕".contains(c));
    let number = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit() || c == '第');
    // 云政发2026〕8号, 云政发2026〔14〕号
    let alone = at >= 5 && digits(at - 4..at) && crate::fold::is_han(reading.plain[at - 5]) && number(at + 1);
    let serial = at >= 10 && (1..=4).any(|n| bracket(Some(at - n - 1)) && digits(at - n..at) && digits(at - n - 5..at - n - 1));
    alone
        || serial
        || (digits(at + 1..at + 5) && bracket(Some(at + 5)))
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

/// “试点“, 【提示], “方针’: a mark that ends what an opening mark of another kind, or the same one, has begun.
fn ends_another(reading: &Reading<'_>, at: usize, open: char) -> bool {
    match reading.block.chars[at] {
        c if c == open => at > 0 && reading.block.chars[at - 1] != open,
        ']' => true,
        '>' => open == '《',
        '"' => open == '“',
        '’' => {
            let inner = reading.block.chars[..at].iter().rev().take(60).find(|c| matches!(c, '‘' | '“'));
            reading.char_before(at).is_some_and(fold::is_han) && inner == Some(&'“')
        }
        _ => false,
    }
}

fn unmatched(kind: usize, at: usize) -> Hit {
    let message = format!("与前面的「{}」不配对，应为「{}」", OPEN[kind], CLOSE[kind]);
    advised(hit(Category::Punct, Severity::Info, "punct.unpaired", (at, at + 1), message), CLOSE[kind])
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
        assert_eq!(marks("贯彻《云溪市规定〉要求"), [(8, "〉".into())]);
        assert_eq!(marks("落实“三管三必须“的要求"), [(8, "“".into())]);
        assert_eq!(marks("坚持“预防为主’的方针"), [(7, "’".into())]);
        assert_eq!(marks("做到“守土尽责\"，压实责任"), [(7, "\"".into())]);
        assert_eq!(marks("他说：\"这条路通了。”村民说"), [(3, "\"".into())]);
        assert_eq!(marks("【温馨提示]请市民注意"), [(5, "]".into())]);
        assert_eq!(marks("《管理办法（草案》），提出意见"), [(8, "》）".into())]);
        assert_eq!(marks("依据〈供水条例》第二十条"), [(2, "〈".into())]);
        assert_eq!(marks("通过了《工作要点>并部署"), [(8, ">".into())]);
        assert_eq!(marks("补贴对象为失业人员（不含退休人员（。"), [(16, "（".into())]);
        assert_eq!(marks("《《租赁管理办法》"), [(0, "《《".into())]);
        assert_eq!(marks("《管理办法》》有关规定"), [(5, "》》".into())]);
        assert_eq!(marks("开展”试点”工作"), [(2, "”".into())]);
        assert_eq!(marks("所谓试点”工作（一期"), [(4, "”".into()), (7, "（".into())]);
    }

    #[test]
    fn pairs_lists_and_quotations_of_several_paragraphs_are_left_alone() {
        for text in ["《甲“乙”（丙）》", "1）甲；2）乙", "“甲。\n“乙。”", "（甲，\n乙）"] {
            assert_eq!(marks(text), [], "{text}");
        }
    }
}
