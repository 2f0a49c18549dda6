//! Headings with nothing below them, where every other of their level has a text.

use std::collections::{HashMap, HashSet};

use super::super::issued;
use super::end_of;
use crate::reading::Reading;

/// Headings right above the next of their level, where every other one of that level has its text.
pub(super) fn empty(readings: &[Reading<'_>], lines: &[usize]) -> Vec<usize> {
    let bare = |reading: &Reading<'_>| {
        let text = reading.text(0, end_of(reading));
        text.chars().count() <= 16
            && !text.trim().contains(' ')
            && !text.contains(['。', ':', ',', ';', '?', '…'])
            && !text.ends_with(|c: char| c.is_ascii_digit())
    };
    // A heading of a table of contents comes again.
    let mut counts: HashMap<&[char], usize> = HashMap::new();
    lines.iter().for_each(|&i| *counts.entry(&readings[i].plain).or_default() += 1);
    let mut out = Vec::new();
    let mut seen: HashSet<&[char]> = HashSet::new();
    for wanted in [0, 1] {
        let mut run: Vec<(usize, usize, bool)> = Vec::new();
        for (place, &block) in lines.iter().enumerate() {
            let Some((_, value)) = level(&readings[block]).filter(|found| found.0 == wanted) else {
                // A heading above ends what lies below it.
                if level(&readings[block]).is_some_and(|found| found.0 < wanted) {
                    out.extend(lone(&run));
                    run.clear();
                }
                continue;
            };
            if value == 1 {
                out.extend(lone(&run));
                run.clear();
            }
            let next = lines.get(place + 1).map(|&i| &readings[i]);
            let signed = next.is_some_and(issued::is_body) && value > 1;
            let follows = signed || next.and_then(level).is_some_and(|next| next == (wanted, value + 1));
            // A heading written twice is the matter of `repeats`.
            if bare(&readings[block]) && counts.get(&readings[block].plain[..]) == Some(&1) && seen.insert(&readings[block].plain)
            {
                run.push((block, value, follows));
            }
        }
        out.extend(lone(&run));
    }
    out
}

/// 一、补贴对象。种植5亩以上的农户。 and below it 二、补贴标准。 alone: headings whose text runs on in their line.
pub(super) fn run_in(readings: &[Reading<'_>], lines: &[usize]) -> Vec<usize> {
    let stop = |reading: &Reading<'_>| reading.plain.iter().take(16).position(|c| *c == '。');
    let runs_on = |place: usize| {
        lines.get(place).map(|&i| &readings[i]).is_some_and(|reading| stop(reading).is_some_and(|at| end_of(reading) > at + 4))
    };
    let value = |place: usize| lines.get(place).and_then(|&i| level(&readings[i]));
    let empty = (1..lines.len()).filter(|&place| {
        let reading = &readings[lines[place]];
        let alone = stop(reading).is_some_and(|at| at + 1 == end_of(reading)) && !reading.plain.contains(&',');
        let next = value(place).map(|(kind, own)| (kind, own + 1));
        let before = value(place - 1).is_some_and(|(kind, own)| value(place) == Some((kind, own + 1)));
        alone && before && next.is_some() && value(place + 1) == next && runs_on(place - 1) && runs_on(place + 1)
    });
    empty.map(|place| lines[place]).collect()
}

/// The only heading of a run without a text of its own.
fn lone(run: &[(usize, usize, bool)]) -> Option<usize> {
    let mut empty = run.iter().filter(|heading| heading.2);
    let only = empty.next().filter(|_| empty.next().is_none())?;
    (run.len() >= 2).then_some(only.0)
}

/// Headings of the markup right above the next of their level, where another one of that level has its text.
pub(super) fn of_markup(readings: &[Reading<'_>], lines: &[usize]) -> Option<usize> {
    let level = |place: usize| lines.get(place).map_or(0, |&i| readings[i].block.heading);
    // A heading written twice is the matter of `repeats`.
    let same = |place: usize| readings[lines[place]].plain == readings[lines[place + 1]].plain;
    let last = |place: usize| place + 1 == lines.len();
    let bare = |place: &usize| level(*place) > 1 && (last(*place) || (level(place + 1) == level(*place) && !same(*place)));
    let mut empty = (0..lines.len()).filter(bare);
    let only = empty.next().filter(|_| empty.next().is_none())?;
    let filled = (0..lines.len()).any(|place| level(place) == level(only) && place + 1 < lines.len() && level(place + 1) == 0);
    filled.then(|| lines[only])
}

/// The only chapter without an article; a table of contents names several in a row.
pub(super) fn chapter(readings: &[Reading<'_>], lines: &[usize]) -> Option<usize> {
    let is = |place: usize, kind: char| lines.get(place).is_some_and(|&block| begins(&readings[block], kind));
    let chapters = (0..lines.len()).filter(|&place| is(place, '章'));
    let (empty, filled): (Vec<usize>, Vec<usize>) = chapters.partition(|&place| is(place + 1, '章'));
    let [only] = empty[..] else { return None };
    (!filled.is_empty() && filled.iter().all(|&place| is(place + 1, '条'))).then(|| lines[only])
}

/// Whether the line begins a chapter or an article: 第十一条.
pub(super) fn begins(reading: &Reading<'_>, kind: char) -> bool {
    let at = reading.skip_spaces(0);
    let numeral = reading.plain[at..].iter().skip(1).take(6).take_while(|c| "一二三四五六七八九十百零".contains(**c)).count();
    reading.char(at) == Some('第') && numeral > 0 && reading.char(at + 1 + numeral) == Some(kind)
}

/// The level of a heading (一、 or （一）) and its value.
pub(super) fn level(reading: &Reading<'_>) -> Option<(u8, usize)> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let at = reading.skip_spaces(0);
    let open = reading.char(at) == Some('(');
    let first = at + usize::from(open);
    let value = NUMERALS.chars().position(|c| Some(c) == reading.char(first))?;
    let closes = reading.char(first + 1) == Some(if open { ')' } else { '、' });
    closes.then_some((u8::from(open), value + 1))
}
