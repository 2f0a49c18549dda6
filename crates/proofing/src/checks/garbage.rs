//! Characters that a wrong encoding or a private font left behind (乱码): 锟斤拷, â€œ, U+FFFD, private-use characters,
//! question marks in place of Chinese.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Strings that only a wrong decoding makes.
const BROKEN: [&str; 17] = [
    "ï¼Œ", "ï¼š", "ã€‚", "ã€Š", "ã€‹", "锟斤拷", "烫烫烫", "屯屯屯", "ï»¿", "â€œ", "â€\u{9d}", "â€™", "â€”", "Â·", "Ã©", "锘挎",
    "鈥斺",
];
/// Characters hardly ever written that UTF-8 read as GBK is full of.
const RARE: &str = "锛銆鐨殑鍦鏄鍏鈥锘嬪叕绗鍙嬭瘯鏂囨鐢鎴杩";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut at = 0;
    while at < chars.len() {
        // A run is looked at once, broken or not.
        let (end, broken) = run_at(chars, at);
        if broken {
            hits.push(hit(Category::Residue, Severity::Info, "residue.mojibake", (at, end), "疑似乱码"));
        }
        at = end;
    }
}

/// The end of the run that begins at `at`, and whether it is broken.
fn run_at(chars: &[char], at: usize) -> (usize, bool) {
    let run = |is: &dyn Fn(char) -> bool| at + chars[at..].iter().take_while(|&&c| is(c)).count();
    match chars[at] {
        '?' => lost(chars, at),
        c if c.is_ascii() => (at + 1, false),
        '\u{fffd}' => (run(&|c| c == '\u{fffd}'), true),
        '\u{e000}'..='\u{f8ff}' => (run(&|c| matches!(c, '\u{e000}'..='\u{f8ff}')), true),
        '□' | '■' => {
            let end = run(&|c| matches!(c, '□' | '■'));
            (end, end >= at + 3)
        }
        '\u{80}'..='\u{17f}' | '\u{2c6}' | '\u{2dc}' => latin(chars, at),
        c if RARE.contains(c) => {
            let rare = chars[at..].iter().take(12).take_while(|&&c| fold::is_han(c)).filter(|c| RARE.contains(**c)).count();
            if rare >= 2 {
                (run(&|c| fold::is_han(c) || matches!(c, '€' | '\u{e000}'..='\u{f8ff}')), true)
            } else {
                (at + 1, false)
            }
        }
        '锟' | '烫' | '屯' => match BROKEN.iter().find(|text| starts(chars, at, text)) {
            Some(text) => (run(&|c| text.contains(c)), true),
            None => (at + 1, false),
        },
        _ => (at + 1, false),
    }
}

/// ä¸\u{ad}å›½: letters with accents and signs in turn; a foreign word has plain letters too.
fn latin(chars: &[char], at: usize) -> (usize, bool) {
    let part = |c: char| {
        matches!(
            c,
            '\u{80}'
                ..='\u{17f}'
                    | '\u{2c6}'
                    | '\u{2dc}'
                    | '€'
                    | '™'
                    | '“'
                    | '”'
                    | '’'
                    | '‚'
                    | '„'
                    | '†'
                    | '‡'
                    | '‰'
                    | '‹'
                    | '›'
                    | '•'
        )
    };
    let end = at + chars[at..].iter().take_while(|&&c| part(c)).count();
    let known = BROKEN.iter().find(|text| starts(chars, at, text)).map(|text| at + text.chars().count());
    if let Some(known) = known {
        return (known.max(end), true);
    }
    let letters = chars[at..end].iter().filter(|c| matches!(c, '\u{c0}'..='\u{17f}')).count();
    let marks = end - at - letters;
    let beside = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_alphabetic);
    let alone = !beside(Some(end)) && !beside(at.checked_sub(1));
    (end, end - at >= 4 && letters >= 1 && marks >= 2 && alone)
}

fn starts(chars: &[char], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c))
}

/// 云溪市???局: question marks where Chinese characters were.
fn lost(chars: &[char], at: usize) -> (usize, bool) {
    let end = at + chars[at..].iter().take_while(|c| **c == '?').count();
    let han = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|&c| fold::is_han(c));
    (end, end >= at + 2 && han(at.checked_sub(1)) && han(Some(end)))
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
            ("ä¸\u{ad}å›½云溪", "ä¸\u{ad}å›½"),
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
        for text in ["法国café", "São Paulo与Zürich", "是吗??", "水温25℃±1", "屯田、烫伤", "钨、锛子", "Å·é"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
