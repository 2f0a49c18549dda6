//! Remains of templates and tags written out in the text: {{title}}, ${name}, <%= name %>, [[标题]], <span style="…">, &nbsp;.

use crate::fold;
use crate::reading::Reading;

/// What opens and closes a variable of a template.
const VARIABLES: [(&str, &str); 9] =
    [("{{", "}}"), ("${", "}"), ("#{", "}"), ("{$", "}"), ("{%", "%}"), ("<%", "%>"), ("[[", "]]"), ("<?", "?>"), ("«", "»")];
/// Longest variable and tag, in characters.
const LONGEST: (usize, usize) = (60, 300);
const TAGS: [&str; 47] = [
    "a", "b", "big", "blockquote", "body", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr",
    "html", "i", "iframe", "img", "li", "link", "meta", "o:p", "ol", "p", "pre", "script", "section", "small", "span", "strike",
    "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "thead", "think", "tr", "u", "ul",
];
const ENTITIES: [&str; 34] = [
    "nbsp", "amp", "lt", "gt", "quot", "apos", "ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "middot", "emsp",
    "ensp", "thinsp", "times", "divide", "copy", "reg", "trade", "deg", "yen", "bull", "sect", "permil", "plusmn", "laquo",
    "raquo", "shy", "zwnj", "zwj", "tab",
];

/// The end of the variable that starts at `at`.
pub(super) fn variable(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let (open, close) = VARIABLES.iter().find(|(open, _)| reading.is_at(at, open))?;
    let from = at + open.chars().count();
    let end = (from..reading.plain.len().min(from + LONGEST.0)).find(|&i| reading.is_at(i, close))?;
    let named = reading.plain[from..end].iter().any(|&c| c.is_ascii_alphabetic() || fold::is_han(c) || c == '_');
    named.then(|| end + close.chars().count())
}

/// The end of the tag that starts at `at`.
pub(super) fn tag(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let from = at + 1 + usize::from(reading.char(at + 1) == Some('/'));
    let len = reading.plain.get(from..)?.iter().take(10).take_while(|c| c.is_ascii_alphanumeric() || **c == ':').count();
    let name = reading.text(from, from + len);
    let rest = from + len;
    let known = TAGS.contains(&name.as_str()) || name.starts_with("w:") || name.starts_with("v:");
    let spaced = reading.char(rest).is_some_and(|c| matches!(c, '>' | '/' | ' '));
    let close = reading.plain[rest.min(reading.plain.len())..].iter().take(LONGEST.1).position(|c| matches!(c, '>' | '<'))?;
    // 3<a 且 b>2 compares: a tag's attributes have an equals sign.
    let attributes = reading.text(rest, rest + close);
    let attributes = attributes.trim_matches(['/', ' ']);
    let end = rest + close + 1;
    (known && spaced && reading.char(rest + close) == Some('>') && (attributes.is_empty() || attributes.contains('=')))
        .then_some(end)
}

/// The end of the character reference that starts at `at`; &amp;nbsp; is one.
pub(super) fn entity(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let numeric = reading.char(at + 1) == Some('#');
    let from = at + 1 + usize::from(numeric);
    let len = reading.plain.get(from..)?.iter().take(8).take_while(|c| c.is_ascii_alphanumeric()).count();
    let name = reading.text(from, from + len);
    let known = if numeric {
        len > 1 && name.trim_start_matches('x').chars().all(|c| c.is_ascii_hexdigit())
    } else {
        ENTITIES.contains(&name.as_str())
    };
    let end = from + len + 1;
    if !known || reading.char(end - 1) != Some(';') {
        return None;
    }
    let escaped = |at: usize| {
        let len = reading.plain.get(at..)?.iter().take(8).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
        (len > 1 && reading.char(at + len) == Some(';')).then_some(at + len + 1)
    };
    Some(if name == "amp" { escaped(end).unwrap_or(end) } else { end })
}

#[cfg(test)]
mod tests {
    use super::{entity, tag, variable};
    use crate::TextDoc;
    use crate::reading::Reading;

    fn len(text: &str, find: fn(&Reading<'_>, usize) -> Option<usize>) -> Option<usize> {
        find(&Reading::new(&TextDoc::from_text(text).blocks[0]), 0)
    }

    #[test]
    fn remains_reach_to_their_closing_mark() {
        assert_eq!(len("{{content}}。", variable), Some(11));
        assert_eq!(len("<%= 标题 %>。", variable), Some(9));
        assert_eq!(len("[[标题]]", variable), Some(6));
        assert_eq!(len("<span style=\"mso-a\">要", tag), Some(20));
        assert_eq!(len("</td>", tag), Some(5));
        assert_eq!(len("&amp;nbsp;有关", entity), Some(10));
        assert_eq!(len("&#160;有关", entity), Some(6));
    }

    #[test]
    fn comparisons_and_companies_are_left_alone() {
        assert_eq!(len("<a 且大于 b>", tag), None);
        assert_eq!(len("[[1]]", variable), None);
        assert_eq!(len("&开发", entity), None);
    }
}
