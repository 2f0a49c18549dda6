//! Lines that stand twice: right below each other, as items of one list, as a heading, as a signature.

use std::collections::{HashMap, HashSet};

use super::super::{Context, issued};
use super::{han, has_words, info, number, trimmed};
use crate::doc::Anchor;
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

/// Shortest line that may not follow itself, in characters.
const LINE: usize = 10;
/// The same for lines outside of tables that are no name of a body.
const ITEM: usize = 4;

/// What has been read of the lines of a document so far.
pub(super) struct Lines<'a, 'b> {
    readings: &'a [Reading<'b>],
    /// Numbered items that stand one below the other.
    items: HashSet<&'a [char]>,
    /// Whether the item before was numbered in digits.
    arabic: bool,
    /// Long lines, and lines of a label and its value with their place.
    seen: HashMap<&'a [char], usize>,
    /// Items by the list of the markup they belong to.
    listed: HashSet<(u32, &'a [char])>,
    /// Blocks that are a link as a whole: 申请材料 may lead to the heading 申请材料.
    leads: HashSet<usize>,
    /// The only heading that stands twice.
    lone: Option<usize>,
}

impl<'a, 'b> Lines<'a, 'b> {
    pub fn new(readings: &'a [Reading<'b>], context: &Context<'_>) -> Self {
        let whole = |link: &&Anchor| readings.get(link.block).is_some_and(|reading| link.end - link.start >= reading.plain.len());
        let leads: HashSet<usize> = context.doc.links.iter().filter(whole).map(|link| link.block).collect();
        let lone = lone_heading(readings, &leads);
        Self { readings, items: HashSet::new(), arabic: false, seen: HashMap::new(), listed: HashSet::new(), leads, lone }
    }

    /// The line above in the same part of the article.
    fn above(&self, block: usize) -> Option<&'a Reading<'b>> {
        let above = block.checked_sub(1).filter(|above| !self.leads.contains(above))?;
        Some(&self.readings[above]).filter(|above| above.field() == self.readings[block].field())
    }

    /// The line as a whole, if it repeats another.
    pub fn whole(&mut self, block: usize) -> Option<Hit> {
        let reading = &self.readings[block];
        let (start, end) = trimmed(&reading.plain);
        let line = &reading.plain[start..end];
        let coded = line.iter().filter(|c| c.is_ascii_digit()).count() >= 6 && han(line) >= 2 && reading.block.cell.is_none();
        let shortest = if reading.block.cell.is_some() || issued::is_body(reading) { LINE } else { ITEM };
        let above = self.above(block).filter(|above| above.block.list == reading.block.list);
        let same = above.is_some_and(|above| above.plain[trimmed(&above.plain).0..trimmed(&above.plain).1] == *line);
        if running_pair(self.readings, block) && han(line) >= ITEM {
            return Some(info("dup.line", (start, end), "与前面的两段相同"));
        }
        if (same && (coded || han(line) >= shortest) && has_words(line)) || signed_again(self.readings, block) {
            return Some(info("dup.line", (start, end), "与上一段完全相同"));
        }
        // …，现将有关事项通知如下： over 现将有关事项通知如下：
        if han(line) >= LINE - 2 && above.is_some_and(|above| follows_itself(above, line)) {
            return Some(info("dup.line", (start, end), "与上一段末尾相同"));
        }
        let running = reading.block.cell.is_none() && reading.block.list.is_none();
        // 地址：鹤鸣路8号 two lines below itself; 任命陈志平为县水利局副局长； anywhere.
        let labelled = line.iter().take(9).any(|c| *c == ':') && (han(line) >= 6 || coded) && line.last() != Some(&':');
        // 韩志明　河口初级中学: a row of columns.
        let columns = line.contains(&' ') && han(line) >= 6 && line.len() <= 40 && !line.contains(&'。');
        let long = han(line) >= 20 || (han(line) >= LINE && line.ends_with(&[';']));
        let near = han(line) >= LINE && line.ends_with(&['。']);
        if running && (labelled || long || near || columns) {
            let before = self.seen.insert(line, block);
            let law = line.windows(2).any(|two| two == ['规', '定']);
            if before.is_some_and(|before| (long && !law) || columns || block - before <= 4) {
                return Some(info("dup.line", (start, end), "与前面的一段相同"));
            }
        }
        let again = reading.block.list.is_some_and(|list| !self.listed.insert((list, line)));
        if again && han(line) >= ITEM && line.len() <= 40 {
            return Some(info("dup.line", (start, end), "与前面的一项相同"));
        }
        let Some((from, to)) = item(reading) else {
            self.items.clear();
            return None;
        };
        // （二）注销 begins another list of 1., 2., 3.
        if !line[0].is_ascii_digit() && self.arabic {
            self.items.clear();
        }
        self.arabic = line[0].is_ascii_digit();
        // A line that comes again with its number stands in a table of contents too.
        let again = !self.items.insert(line);
        let text = &reading.plain[from..to];
        (han(text) >= ITEM && !self.items.insert(text) && !again).then(|| info("dup.line", (from, to), "与前面的一项相同"))
    }

    /// What the line repeats of the one above it, or of a heading far above.
    pub fn beside(&self, block: usize) -> Option<Hit> {
        let reading = &self.readings[block];
        let (start, end) = trimmed(&reading.plain);
        if self.lone == Some(block) {
            return Some(info("dup.line", (start, end), "标题重复"));
        }
        let len = carried(self.above(block)?, reading)?;
        Some(info("dup.phrase", (start, start + len), "与上一行末尾重复"))
    }
}

/// 一、招聘岗位 over 社区工作者20名。, right below the same two lines.
fn running_pair(readings: &[Reading<'_>], block: usize) -> bool {
    let Some([one, two, again, next]) = block.checked_sub(2).and_then(|from| readings.get(from..from + 4)) else { return false };
    fn line<'a>(reading: &'a Reading<'_>) -> &'a [char] {
        let (start, end) = trimmed(&reading.plain);
        &reading.plain[start..end]
    }
    let prose = next.block.cell.is_none() && line(next).ends_with(&['。']);
    prose && line(again) == line(one) && line(next) == line(two) && line(one) != line(two)
}

/// The second of two equal signatures, one right below the other: the lines of body and date again.
fn signed_again(readings: &[Reading<'_>], block: usize) -> bool {
    let same = |a: usize, b: usize| readings[a].plain == readings[b].plain && readings[a].plain.len() <= 40;
    let signature =
        |i: usize| issued::is_body(&readings[i]) && readings.get(i + 1).is_some_and(|next| next.plain.ends_with(&['日']));
    let first = |i: usize| i >= 2 && i + 1 < readings.len() && signature(i) && same(i, i - 2) && same(i + 1, i - 1);
    // 县水利局, 县水利局, 2026年6月1日: the body alone stands twice.
    let body = block >= 1 && block + 1 < readings.len() && signature(block) && same(block, block - 1);
    body || first(block) || block.checked_sub(1).is_some_and(first)
}

/// The text of a numbered item (2.身份证复印件；) without number and mark.
fn item(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let (start, end) = trimmed(&reading.plain);
    // 附件：1.申请表
    let start = start + if reading.is_at(start, "附件:") { 3 } else { 0 };
    let numbered = number(&reading.plain[start.min(end)..end]);
    let from = reading.skip_spaces(start + numbered);
    let to = end - usize::from(end > from && reading.char(end - 1).is_some_and(|c| matches!(c, ';' | '。' | ',')));
    (numbered > 0 && from < to && to - from <= 40).then_some((from, to))
}

/// …，现将有关事项通知如下： over 现将有关事项通知如下：; a breadcrumb over the title has no comma before it.
fn follows_itself(above: &Reading<'_>, line: &[char]) -> bool {
    let text = &above.plain[..trimmed(&above.plain).1];
    text.ends_with(line) && text.len() > line.len() && matches!(text[text.len() - line.len() - 1], ',' | '。')
}

/// The only heading (二、报名办法) that stands twice; where several do, one is a table of contents.
fn lone_heading(readings: &[Reading<'_>], leads: &HashSet<usize>) -> Option<usize> {
    let mut seen: HashSet<&[char]> = HashSet::new();
    let again = readings.iter().enumerate().filter(|(block, _)| !leads.contains(block)).filter(|(_, reading)| {
        let (start, end) = trimmed(&reading.plain);
        let line = &reading.plain[start..end];
        let heading =
            number(line) > 0 && (4..=24).contains(&line.len()) && "一二三四五六七八九".contains(line[0]) && !line.contains(&'。');
        heading && reading.block.list.is_none() && !seen.insert(line)
    });
    let mut again = again.map(|(block, _)| block);
    // Two cases in one text may each begin with 一、基本情况.
    again
        .next()
        .filter(|_| again.next().is_none())
        .filter(|&block| readings[block].char(trimmed(&readings[block].plain).0) != Some('一'))
}

/// …，县政府 over 县政府各部门：: the words at the end of a line again at the head of the next.
fn carried(above: &Reading<'_>, reading: &Reading<'_>) -> Option<usize> {
    let (from, end) = trimmed(&above.plain);
    let (start, stop) = trimmed(&reading.plain);
    let running = above.plain[from..end].contains(&',') && above.block.cell.is_none() && stop - start > 6;
    let same = |len: &usize| {
        let tail = end.checked_sub(*len).map(|at| &above.plain[at..end]);
        tail.is_some() && tail == reading.plain.get(start..start + len)
    };
    let len = (2..=24).rev().filter(|_| running).find(same)?;
    let tail = &reading.plain[start..start + len];
    let sentence = tail.ends_with(&['。']) && len >= 8;
    let words = tail[..len - usize::from(sentence)].iter().all(|&c| fold::is_han(c));
    // 确保汛期 over 汛期工程运行安全: a line broken within its sentence.
    if len == 2 {
        let broken = end - from >= 16 && words && tail[0] != tail[1] && stop - start >= 6;
        return (broken && reading.plain[stop - 1] == '。').then_some(len);
    }
    let words = words && (len <= 8 || sentence);
    let clause = end.checked_sub(len + 1).is_some_and(|at| above.plain[at] == ',');
    (words && clause).then_some(len)
}
