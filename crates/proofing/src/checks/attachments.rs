//! Attachments announced and named (附件): 见附件3 where only two are named, and an empty 附件：.

use std::collections::HashSet;

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// What the document names, by number.
#[derive(Default)]
struct Named {
    numbers: HashSet<u32>,
    files: u32,
}

/// How names of attachments end.
const PAPERS: [&str; 26] = [
    "名单", "表", "方案", "办法", "清单", "计划", "目录", "指南", "细则", "图", "书", "函", "规定", "意见", "通知", "标准",
    "要点", "分工", "样式", "模板", "预案", "台账", "条例", "要求", "说明", "制度",
];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut named = Named::default();
    let mut references: Vec<(usize, (usize, usize), u32)> = Vec::new();
    let mut listing = false;
    let files = readings.iter().any(|r| r.field() == Field::AttachmentName);
    for (block, reading) in readings.iter().enumerate() {
        match reading.field() {
            Field::Body => {}
            Field::AttachmentName => {
                named.add_file(reading);
                continue;
            }
            _ => continue,
        }
        if let Some((end, number)) = heading(reading) {
            hits[block].extend(ended(reading));
            named.numbers.insert(number);
            listing = end;
            if !files && is_empty(readings, block) {
                let width = reading.plain.len();
                hits[block].push(hit(
                    Category::Element,
                    Severity::Warn,
                    "element.attachment",
                    (0, width),
                    "写了“附件”却没有列出附件",
                ));
            }
            continue;
        }
        listing = listing
            && list_item(reading)
                .inspect(|&number| {
                    named.numbers.insert(number);
                })
                .is_some();
        if !listing {
            references.extend(mentions(reading).into_iter().map(|(range, number)| (block, range, number)));
        }
    }
    let most = named.numbers.iter().copied().max().unwrap_or(0);
    for (block, range, number) in references.into_iter().filter(|r| most > 0 && !named.numbers.contains(&r.2)) {
        let message = format!("文中提到附件{number}，但列出的附件中没有它");
        hits[block].push(hit(Category::Element, Severity::Warn, "element.attachment", range, message));
    }
}

/// 附件：1.名单。: the name of an attachment has no mark at its end (GB/T 9704).
fn ended(reading: &Reading<'_>) -> Option<Hit> {
    let last = reading.block.chars.iter().rposition(|c| !c.is_whitespace())?;
    let mark = matches!(reading.block.chars[last], '。' | '；' | '，' | '、');
    let name =
        last <= 60 && reading.plain[..last].contains(&':') && !reading.plain[..last].iter().any(|c| matches!(c, '。' | ','));
    // 附件：表格请在网站下载。 is a sentence.
    let noun = PAPERS.iter().any(|noun| reading.before(last, 4).ends_with(noun));
    let found = hit(Category::Punct, Severity::Info, "punct.title", (last, last + 1), "附件名称后不用标点");
    (mark && name && noun).then(|| super::advised(found, ""))
}

impl Named {
    /// The name of a file that says its own number, or the next one.
    fn add_file(&mut self, reading: &Reading<'_>) {
        let number = if reading.is_at(0, "附件") {
            number(reading, 2)
        } else {
            number(reading, 0).filter(|n| reading.char(n.1) == Some('.'))
        };
        self.files += 1;
        self.numbers.insert(number.map_or(self.files, |(number, _)| number));
    }
}

fn number(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let len = reading.plain.get(at..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let value = reading.text(at, at + len).parse().ok()?;
    (len <= 2).then_some((value, at + len))
}

fn start(reading: &Reading<'_>) -> usize {
    reading.plain.iter().position(|c| !c.is_whitespace()).unwrap_or(0)
}

/// 附件：1.甲, 附件1：甲, 附件 on its own line: whether a list may follow, and the first number.
fn heading(reading: &Reading<'_>) -> Option<(bool, u32)> {
    let at = start(reading);
    let word = reading.one_of(at, &["附件", "附:"])?;
    let mut end = at + word.chars().count();
    if word == "附:" {
        return list_at(reading, end).map(|n| (true, n)).or(Some((true, 1)));
    }
    if let Some((value, after)) = number(reading, reading.skip_spaces(end)) {
        let alone = reading.char(reading.skip_spaces(after)).is_none_or(|c| matches!(c, ':' | '.' | '、'));
        return alone.then_some((false, value));
    }
    end = reading.skip_spaces(end);
    match reading.char(end) {
        None => Some((true, 1)),
        Some(':') => Some((true, list_at(reading, end + 1).unwrap_or(1))),
        _ => None,
    }
}

/// The number of an item that begins at `at`: `1.` or `1、`.
fn list_at(reading: &Reading<'_>, at: usize) -> Option<u32> {
    let (value, end) = number(reading, reading.skip_spaces(at))?;
    reading.char(end).filter(|c| matches!(c, '.' | '、' | ' ')).map(|_| value)
}

fn list_item(reading: &Reading<'_>) -> Option<u32> {
    list_at(reading, start(reading))
}

/// `附件：` with neither text on its line nor an item below.
fn is_empty(readings: &[Reading<'_>], block: usize) -> bool {
    let line = readings[block].text(0, 8);
    let bare = matches!(line.trim(), "附件:" | "附:");
    let next = readings.get(block + 1).filter(|r| r.field() == Field::Body);
    bare && next.is_none_or(super::issued::is_body)
}

/// 见附件3, 附件1、附件3, （附件2） in running text.
fn mentions(reading: &Reading<'_>) -> Vec<((usize, usize), u32)> {
    let mut out = Vec::new();
    for at in 0..reading.plain.len().saturating_sub(2) {
        if reading.plain[at] != '附' || reading.plain[at + 1] != '件' {
            continue;
        }
        // 合同附件2, 《…》附件3: of another paper.
        let other = reading.char_before(at).is_some_and(|c| matches!(c, '》' | '同' | '号' | '〕' | '议'));
        let Some((value, end)) = number(reading, reading.skip_spaces(at + 2)).filter(|_| !other) else { continue };
        let whole = !reading.char(end).is_some_and(|c| matches!(c, '-' | '.' | '份' | '个' | '页') || c.is_ascii_alphanumeric());
        if whole {
            out.push(((at, end), value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::{Block, Field, TextDoc};

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn a_mark_after_the_name_is_marked() {
        assert_eq!(marked("附件：1. 云溪市养老机构名单。"), ["。"]);
        assert_eq!(marked("附件：1. 云溪市养老机构名单"), Vec::<String>::new());
        assert_eq!(marked("附件：有关表格请在网站下载。"), Vec::<String>::new());
    }

    #[test]
    fn an_attachment_that_is_not_named_is_marked() {
        for (text, found) in [
            ("申报表见附件3。\n附件：1.指南\n2.名单", "附件3"),
            ("请填写附件2。\n附件：申报表", "附件2"),
            ("（见附件 4）\n附件1\n指南\n附件2\n名单", "附件 4"),
            ("特此通知。\n附件：\n云溪市教育局\n2026年5月1日", "附件："),
            ("见附件1、附件3。\n附件：1.甲\n2.乙", "附件3"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
        let block = |field, text: &str| Block { field, text: text.into() };
        let blocks = [block(Field::Body, "见附件2。"), block(Field::AttachmentName, "名单.xlsx")];
        assert_eq!(marked_in(&TextDoc::from_blocks(&blocks), check), [(0, "附件2".into())]);
    }

    #[test]
    fn named_attachments_and_those_of_other_papers_are_left_alone() {
        for text in [
            "见附件1、附件2。\n附件：1.甲\n2.乙",
            "详见附件。",
            "见附件3。",
            "《办法》附件3规定\n附件：申报表",
            "附件1份\n附件：申报表",
            "附件\n申报表",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
