//! Punctuation within a line: doubled marks (。。，，) and half-width marks between Chinese characters (domain.md C08).

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Marks that never stand beside each other.
const STOPS: [char; 7] = ['。', '，', '、', '；', '：', ',', ';'];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| STOPS.contains(c)).count();
        if run > 1 {
            hits.push(doubled(&chars[at..at + run], at));
        } else if let Some(full) = half_width(reading, at) {
            let message = format!("中文之间应使用全角标点「{full}」");
            let mut found = hit(Category::Punct, Severity::Info, "punct.width", (at, at + 1), message);
            found.suggestion = Some(full.to_string());
            hits.push(found);
        }
        at += run.max(1);
    }
}

fn doubled(run: &[char], at: usize) -> Hit {
    let same = run.iter().all(|c| *c == run[0]);
    let advice = match run[0] {
        '。' if same && run.len() >= 3 => "……".to_owned(),
        first => first.to_string(),
    };
    let message = "标点重复或连用".to_owned();
    let mut found = hit(Category::Punct, Severity::Info, "punct.doubled", (at, at + run.len()), message);
    // Which of two different marks is meant only the author knows.
    found.suggestion = same.then_some(advice);
    found
}

fn half_width(reading: &Reading<'_>, at: usize) -> Option<char> {
    let full = match reading.block.chars[at] {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        _ => return None,
    };
    let han = |c: Option<char>| c.is_some_and(fold::is_han);
    (han(reading.char_before(at)) && (han(reading.char(at + 1)) || at + 1 == reading.plain.len())).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn doubled_and_half_width_marks_are_marked() {
        assert_eq!(marked(check, "现予公布。。请遵照执行，，特此通知"), ["。。", "，，"]);
        assert_eq!(marked(check, "甲，。乙、、丙"), ["，。", "、、"]);
        assert_eq!(marked(check, "各区县,各部门:"), [",", ":"]);
    }

    #[test]
    fn proper_marks_are_left_alone() {
        for text in ["甲，乙。丙！！丁……戊——己？！", "12:30至1,000元", "a,b;c", "《甲》、《乙》。”"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
