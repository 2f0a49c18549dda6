//! Text that stands twice: a clause right after itself, a sentence or a paragraph again elsewhere, two equal lines.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Shortest clause that may not follow itself, in characters.
const CLAUSE: usize = 4;
/// Shortest sentence that may not come again anywhere, in characters.
const SENTENCE: usize = 18;
/// Shortest line that may not follow itself, in characters.
const LINE: usize = 10;
/// Longest phrase looked at for a repetition without a mark between, and the shortest.
const PHRASE: (usize, usize) = (5, 20);

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut seen: HashMap<&[char], usize> = HashMap::new();
    for (block, reading) in readings.iter().enumerate() {
        if !matches!(reading.field(), Field::Body | Field::Summary | Field::Title) {
            continue;
        }
        let (start, end) = trimmed(&reading.plain);
        let line = &reading.plain[start..end];
        let above = block.checked_sub(1).map(|i| &readings[i]).filter(|above| above.field() == reading.field());
        if above.is_some_and(|a| a.plain[trimmed(&a.plain).0..trimmed(&a.plain).1] == *line)
            && han(line) >= LINE
            && has_words(line)
        {
            hits[block].push(info("dup.line", (start, end), "与上一段完全相同"));
            continue;
        }
        clauses(reading, &mut hits[block]);
        phrases(reading, &mut hits[block]);
        if reading.field() != Field::Body {
            continue;
        }
        for (from, to) in sentences(reading) {
            let text = &reading.plain[from..to];
            if han(text) < SENTENCE {
                continue;
            }
            match seen.entry(text) {
                Entry::Vacant(place) => drop(place.insert(block)),
                Entry::Occupied(_) if is_quoted(reading, from) => {}
                Entry::Occupied(_) => hits[block].push(info("dup.sentence", (from, to), "这句话在文中重复出现")),
            }
        }
    }
}

/// Whether the place stands within a quotation, which repeats on purpose.
fn is_quoted(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[..at].iter().rev().take(400).find(|c| matches!(c, '“' | '”')) == Some(&'“')
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Dup, Severity::Info, rule, range, message)
}

fn trimmed(chars: &[char]) -> (usize, usize) {
    let start = chars.iter().position(|c| !c.is_whitespace()).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !c.is_whitespace()).map_or(start, |i| i + 1);
    (start, end)
}

fn han(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| fold::is_han(c)).count()
}

/// A line of one character over and over is drawing.
fn has_words(chars: &[char]) -> bool {
    chars.windows(2).any(|pair| pair[0] != pair[1])
}

/// The sentences of a block that end with a mark, without it and without leading space or number.
fn sentences(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in reading.plain.iter().enumerate() {
        if matches!(c, '。' | '!' | '?') {
            let skip = reading.plain[from..at].iter().take_while(|c| c.is_whitespace() || matches!(c, '”' | ')')).count();
            out.push((from + skip, at));
            from = at + 1;
        }
    }
    out
}

/// A clause that follows itself with only a mark between: 加强管理，加强管理，.
fn clauses(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    let mut last: Option<(usize, usize)> = None;
    let mut from = 0;
    for at in 0..=plain.len() {
        let ends = plain.get(at).is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | '!' | '?'));
        if !ends {
            continue;
        }
        let clause = (from, at);
        let same =
            last.filter(|l| plain[l.0..l.1] == plain[from..at] && han(&plain[from..at]) >= CLAUSE && has_words(&plain[from..at]));
        if let Some(first) = same {
            hits.push(info("dup.clause", (first.0, at), "前后两个分句相同"));
        }
        last = Some(clause);
        from = at + 1;
    }
}

/// A phrase of several words that follows itself directly: 关于开展关于开展.
fn phrases(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    // For each distance the run of characters equal to those that far back.
    for len in PHRASE.0..=PHRASE.1 {
        let mut run = 0;
        let mut at = len;
        while at < plain.len() {
            run = if plain[at] == plain[at - len] && fold::is_han(plain[at]) { run + 1 } else { 0 };
            if run == len {
                let (from, end) = (at + 1 - 2 * len, at + 1);
                // A shorter period (哈哈哈哈) is drawing or another finding.
                let half = (1..len).any(|p| len.is_multiple_of(p) && (from + p..from + len).all(|i| plain[i] == plain[i - p]));
                if !half {
                    hits.push(info("dup.phrase", (from, end), "词句重复"));
                }
                run = 0;
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    const LONG: &str = "各区县要进一步压实责任并细化工作措施确保按时完成";

    #[test]
    fn what_stands_twice_is_marked() {
        assert_eq!(marked("完善机制，完善机制，落实责任"), ["完善机制，完善机制"]);
        assert_eq!(marked(&format!("{LONG}。中间一段。\n{LONG}。")), [LONG]);
        assert_eq!(marked("关于做好防汛工作的通知要点\n关于做好防汛工作的通知要点"), ["关于做好防汛工作的通知要点"]);
        assert_eq!(marked("印发关于开展专项关于开展专项行动"), ["关于开展专项关于开展专项"]);
    }

    #[test]
    fn short_repetitions_and_tables_are_left_alone() {
        for text in [
            "是\n是",
            "发展，发展，再发展",
            "云溪市教育局\n云溪市教育局",
            "一步一步推进，一项一项落实",
            "────────────\n────────────",
            "请按要求报送。其他。请按要求报送。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
