//! Classification marks (密级标志, domain.md C06): 秘密★5年, 机密·长期, a line that says only 绝密, 此件不公开.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];
/// Lines that say the paper is not for the public.
const INTERNAL: [&str; 6] =
    ["此件不公开", "此件不予公开", "此文不公开", "内部资料注意保存", "内部资料,注意保存", "内部资料 注意保存"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for (at, c) in reading.plain.iter().enumerate() {
        let found = match c {
            '绝' | '机' | '秘' => marking(reading, at),
            '此' | '内' => reading.one_of(at, &INTERNAL).map(|words| at + words.chars().count()),
            _ => None,
        };
        if let Some(end) = found {
            let message = "含有密级或内部标志，不得公开，请先核对定密与公开属性".to_owned();
            hits.push(hit(Category::Secret, Severity::Block, "secret.marking", (at, end), message));
        }
    }
}

/// The end of a marking that starts at `at`: a level with star or term, or alone on its line.
fn marking(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let level = reading.one_of(at, &LEVELS)?;
    let end = at + level.chars().count();
    let rest = reading.skip_spaces(end);
    let star = reading.char(rest).is_some_and(|c| matches!(c, '★' | '☆' | '✩' | '✭' | '⭐' | '*'));
    if star {
        let after = reading.skip_spaces(rest + 1);
        return Some(term(reading, after).unwrap_or(rest + 1));
    }
    // 商业秘密 and the like are talked about, not marked.
    let talked = reading.char_before(at).is_some_and(crate::fold::is_han);
    let dot = reading.char(rest).is_some_and(|c| matches!(c, '·' | '・' | '•'));
    if let Some(end) = term(reading, reading.skip_spaces(rest + usize::from(dot))).filter(|_| !talked) {
        return Some(end);
    }
    let alone = reading.text(0, at).trim().is_empty() && reading.text(end, reading.plain.len()).trim().is_empty();
    alone.then_some(end)
}

/// The end of a term of secrecy: 5年, 6个月, 长期.
fn term(reading: &Reading<'_>, at: usize) -> Option<usize> {
    if reading.is_at(at, "长期") {
        return Some(at + 2);
    }
    let tail = &reading.plain[at.min(reading.plain.len())..];
    let digits = tail.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let unit = reading.one_of(at + digits, &["年", "个月"])?;
    (digits > 0).then_some(at + digits + unit.chars().count())
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn markings_are_found_with_their_term() {
        for text in ["机密★", "秘密★5年", "秘密 ★ 10年", "绝密·长期", "秘密 6个月", "机密", "（此件不公开）"]
        {
            let text = text.trim_matches(['（', '）']);
            assert_eq!(marked(check, text), [text]);
        }
    }

    #[test]
    fn talking_about_secrets_is_left_alone() {
        for text in ["保守国家秘密", "商业秘密5年内不得披露", "机密级文件", "不公开的理由"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
