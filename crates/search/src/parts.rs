//! Cuts what a visitor typed into the parts that must all occur.
//!
//! Only blanks and quotes have a meaning; brackets, colons, stars, AND and minus are text.

/// Characters that are looked at; the rest is ignored.
pub(crate) const CHARS: usize = 64;
/// Parts that are looked at.
pub(crate) const PARTS: usize = 8;

/// One required part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub text: String,
    /// In quotes: only exactly so.
    pub exact: bool,
}

/// The parts of `text`; a quote that is never closed is an ordinary character.
pub(crate) fn split(text: &str) -> Vec<Part> {
    let typed: Vec<char> = text.trim_start().chars().take(CHARS).collect();
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut i = 0;
    while i < typed.len() {
        let closing = close_of(typed[i]).and_then(|close| typed[i + 1..].iter().position(|&c| close.contains(&c)));
        if let Some(length) = closing {
            push(&mut parts, std::mem::take(&mut plain), false);
            let quoted = typed[i + 1..i + 1 + length].iter().collect();
            push(&mut parts, quoted, true);
            i += length + 2;
            continue;
        }
        if typed[i].is_whitespace() {
            push(&mut parts, std::mem::take(&mut plain), false);
        } else {
            plain.push(typed[i]);
        }
        i += 1;
    }
    push(&mut parts, plain, false);
    parts.truncate(PARTS);
    parts
}

fn close_of(open: char) -> Option<&'static [char]> {
    match open {
        '"' | '“' | '”' | '＂' => Some(&['"', '”', '“', '＂']),
        '「' => Some(&['」']),
        _ => None,
    }
}

fn push(parts: &mut Vec<Part>, text: String, exact: bool) {
    if !text.trim().is_empty() {
        parts.push(Part { text, exact });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split(text).into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn blanks_of_all_widths_separate_parts() {
        assert_eq!(texts("公积金　提取  流程"), ["公积金", "提取", "流程"]);
    }

    #[test]
    fn quotes_make_a_part_exact() {
        let parts = split("通知“社会 保险”");
        assert!(!parts[0].exact);
        assert_eq!((parts[1].text.as_str(), parts[1].exact), ("社会 保险", true));
    }

    #[test]
    fn an_open_quote_is_text() {
        assert_eq!(texts("“社会 保险"), ["“社会", "保险"]);
    }

    #[test]
    fn the_ninth_part_and_the_65th_character_are_ignored() {
        assert_eq!(split("甲 乙 丙 丁 戊 己 庚 辛 壬").len(), PARTS);
        assert_eq!(texts(&"长".repeat(1000))[0].chars().count(), CHARS);
    }
}
