//! The links of a page's HTML, and which of them nobody is meant to see (暗链; domain.md §6.6).
//!
//! Reads what stands there, not what a browser would make of it: a page that was tampered with need not be sound.

use proofing::html::{attribute, hidden_by};

/// A link with what hides it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    pub href: String,
    pub hidden: Option<&'static str>,
}

/// Elements without content: they open nothing.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Every link of a page in order.
pub fn anchors(html: &str) -> Vec<Anchor> {
    let mut found = Vec::new();
    // Open elements, each with what hides it.
    let mut open: Vec<(String, Option<&'static str>)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let name = name_of(name);
            if let Some(from) = open.iter().rposition(|(n, _)| *n == name) {
                open.truncate(from);
            }
            continue;
        }
        let name = name_of(tag);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let hidden = open.last().and_then(|(_, hidden)| *hidden).or_else(|| hidden_by(tag));
        if name == "a"
            && let Some(href) = attribute(tag, "href")
        {
            found.push(Anchor { href, hidden });
        }
        if (name == "script" || name == "style") && !tag.ends_with('/') {
            let close = format!("</{name}");
            rest = rest.to_ascii_lowercase().find(&close).map_or("", |end| &rest[end..]);
        } else if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            open.push((name, hidden));
        }
    }
    found
}

fn name_of(tag: &str) -> String {
    tag.split(|c: char| c.is_whitespace() || c == '/' || c == '>').next().unwrap_or_default().to_ascii_lowercase()
}

/// Where a tag ends, quoted `>` passed over.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Links of `there` that `drawn` does not have, each once.
pub fn foreign(there: &str, drawn: &str) -> Vec<Anchor> {
    let own = anchors(drawn);
    let mut foreign: Vec<Anchor> = Vec::new();
    for anchor in anchors(there) {
        if !own.iter().any(|o| o.href == anchor.href) && !foreign.iter().any(|f| f.href == anchor.href) {
            foreign.push(anchor);
        }
    }
    foreign
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(html: &str) -> Option<&'static str> {
        anchors(html)[0].hidden
    }

    #[test]
    fn a_link_that_was_not_drawn_is_foreign() {
        let drawn = "<p><a href=\"/tzgg/\">通知</a></p>";
        let there = "<p><a href=\"/tzgg/\">通知</a><a href='https://bet.example/?a=1&amp;b=2'>x</a></p>";
        assert_eq!(foreign(there, drawn), [Anchor { href: "https://bet.example/?a=1&b=2".into(), hidden: None }]);
    }

    #[test]
    fn what_hides_a_link_is_named_also_when_it_is_an_element_around() {
        assert_eq!(hidden("<div style='display:none'><p><a href=x>x</a></p></div>"), Some("display:none"));
        assert_eq!(hidden("<noscript><a href=x></a></noscript>"), Some("写在 noscript 里"));
        assert_eq!(hidden("<div style='display:none'></div><a href=x></a>"), None);
    }

    #[test]
    fn links_in_scripts_and_comments_are_no_links() {
        assert!(anchors("<script>var a='<a href=x>'</script><!-- <a href=y> -->").is_empty());
    }

    #[test]
    fn unsound_html_ends() {
        for html in ["<", "<a", "<a href=", "<a href=\"x", "</", "<!--", "<script>", "<a href='x'", "<>", "< a href=x>"] {
            anchors(html);
        }
    }
}
