//! Characters that a wrong encoding or a private font left behind (乱码): 锟斤拷, â€œ, U+FFFD, private-use characters,
//! question marks in place of Chinese.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Strings that only a wrong decoding makes.
const BROKEN: [&str; 12] = ["锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "â€œ", "â€\u{9d}", "â€™", "â€”", "Â·", "Ã©", "锘挎", "鈥斺"];
/// Characters hardly ever written that UTF-8 read as GBK is full of.
const RARE: &str = "锛銆鐨殑鍦鏄鍏鈥锘嬪叕绗鍙";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut at = 0;
    while at < chars.len() {
        let Some(end) = broken(chars, at) else {
            at += 1;
            continue;
        };
        hits.push(hit(Category::Residue, Severity::Info, "residue.mojibake", (at, end), "疑似乱码"));
        at = end;
    }
}

/// The end of what is broken at `at`.
fn broken(chars: &[char], at: usize) -> Option<usize> {
    let c = chars[at];
    let run = |is: &dyn Fn(char) -> bool| at + chars[at..].iter().take_while(|&&c| is(c)).count();
    if c.is_ascii() {
        return lost(chars, at);
    }
    match c {
        '\u{fffd}' => Some(run(&|c| c == '\u{fffd}')),
        '\u{e000}'..='\u{f8ff}' => Some(run(&|c| matches!(c, '\u{e000}'..='\u{f8ff}'))),
        '\u{80}'..='\u{17f}' | '\u{2c6}' | '\u{2dc}' => {
            let latin = |c: char| matches!(c, '\u{80}'..='\u{17f}' | '\u{2c6}' | '\u{2dc}' | '€' | '™' | '‚' | '„' | '†' | '‡' | '‰' | '‹' | '›');
            let end = run(&latin);
            let known = BROKEN.iter().find(|text| starts(chars, at, text)).map(|text| at + text.chars().count());
            // ä¸­å›½: letters with accents and signs in turn; a foreign word has plain letters too.
            let letters = chars[at..end].iter().filter(|c| matches!(c, '\u{c0}'..='\u{17f}')).count();
            let marks = end - at - letters;
            let alone = !chars.get(end).is_some_and(char::is_ascii_alphabetic) && !at.checked_sub(1).is_some_and(|i| chars[i].is_ascii_alphabetic());
            known.map(|known| known.max(end)).or((end - at >= 4 && letters >= 1 && marks >= 2 && alone).then_some(end))
        }
        c if RARE.contains(c) => {
            let end = run(&|c| fold::is_han(c) || matches!(c, '€' | '\u{e000}'..='\u{f8ff}'));
            let rare = chars[at..end.min(at + 12)].iter().filter(|c| RARE.contains(**c)).count();
            (rare >= 2).then_some(end)
        }
        '锟' | '烫' | '屯' => {
            let text = BROKEN.iter().find(|text| starts(chars, at, text))?;
            let members = |c: char| text.contains(c);
            Some(run(&members))
        }
        _ => None,
    }
}

fn starts(chars: &[char], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c))
}

/// 云溪市???局: question marks where Chinese characters were.
fn lost(chars: &[char], at: usize) -> Option<usize> {
    let run = chars[at..].iter().take_while(|c| **c == '?').count();
    let han = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|&c| fold::is_han(c));
    (run >= 2 && han(at.checked_sub(1)) && han(Some(at + run))).then_some(at + run)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn broken_characters_are_marked_as_one_run() {
        for (text, found) in [
            ("关于锟斤拷锟斤拷的通知", "锟斤拷锟斤拷"),
            ("烫烫烫烫", "烫烫烫烫"),
            ("他说â€œ好", "â€œ"),
            ("ä¸­å›½云溪", "ä¸­å›½"),
            ("云溪市\u{fffd}\u{fffd}局", "\u{fffd}\u{fffd}"),
            ("\u{f06c}加强领导", "\u{f06c}"),
            ("云溪市???局", "???"),
            ("锛屽叧浜庣殑", "锛屽叧浜庣殑"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn foreign_words_and_questions_are_left_alone() {
        for text in ["法国café", "São Paulo与Zürich", "是吗??", "水温25℃±1", "屯田、烫伤", "钨、锛子", "Å·é"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
