//! Links with the places of their texts, for checking where they lead.

use super::read::{kind, str_at, walk};
use serde_json::Value;

/// A link: the UTF-16 range of its text in a text block, and where it leads, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Position in [`blocks`](super::blocks).
    pub block: usize,
    pub start: usize,
    pub end: usize,
    pub href: String,
}

pub(super) fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Puts a stretch of linked text to the one before it when both lead to the same place.
fn add(found: &mut Vec<Anchor>, anchor: Anchor) {
    match found.last_mut() {
        Some(last) if last.block == anchor.block && last.end == anchor.start && last.href == anchor.href => last.end = anchor.end,
        _ if anchor.start < anchor.end => found.push(anchor),
        _ => {}
    }
}

pub(super) fn of_doc(doc: &Value) -> Vec<Anchor> {
    let (mut found, mut block) = (Vec::new(), 0);
    walk(doc, 0, &mut |node| {
        if !matches!(kind(node), "paragraph" | "heading") {
            return;
        }
        let mut at = 0;
        for child in node.get("content").and_then(Value::as_array).into_iter().flatten() {
            let end = at + if kind(child) == "hardBreak" { 1 } else { width(str_at(child, "/text")) };
            let marks = child.get("marks").and_then(Value::as_array);
            if let Some(mark) = marks.into_iter().flatten().find(|mark| kind(mark) == "link") {
                add(&mut found, Anchor { block, start: at, end, href: str_at(mark, "/attrs/href").to_owned() });
            }
            at = end;
        }
        block += 1;
    });
    found
}

/// The links of a block that ends, as found; blanks at its edges are not part of it.
pub(super) fn keep(found: &mut Vec<Anchor>, here: &mut Vec<Anchor>, block: &str) {
    let before = width(block) - width(block.trim_start());
    let long = width(block.trim());
    for anchor in here.drain(..) {
        let within = |at: usize| at.saturating_sub(before).min(long);
        add(found, Anchor { start: within(anchor.start), end: within(anchor.end), ..anchor });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Format, anchors, blocks};

    /// The linked words as the blocks have them, each with where it leads.
    fn linked(format: Format, value: &Value) -> Vec<(String, String)> {
        let blocks: Vec<String> = blocks(format, value).into_iter().map(|b| b.text).collect();
        let words = |a: &Anchor| {
            let units: Vec<u16> = blocks[a.block].encode_utf16().collect();
            String::from_utf16(&units[a.start..a.end]).unwrap()
        };
        anchors(format, value).iter().map(|a| (words(a), a.href.clone())).collect()
    }

    #[test]
    fn links_of_html_stand_where_their_words_stand() {
        let html =
            "<p> 见<b>😀</b><a href=\"https://a.example/\">甲<b>乙</b></a>。</p><p></p><ul><li><a href=\"/b\">丙</a></li></ul>";
        let pairs = [("甲乙", "https://a.example/"), ("丙", "/b")].map(|(w, h)| (w.to_owned(), h.to_owned()));
        assert_eq!(linked(Format::Html, &html.into()), pairs);
    }

    #[test]
    fn links_of_the_editor_join_what_leads_to_one_place() {
        let link =
            |text: &str| serde_json::json!({"type": "text", "text": text, "marks": [{"type": "link", "attrs": {"href": "#"}}]});
        let paragraph = |children: Value| serde_json::json!({"type": "paragraph", "content": children});
        let plain = serde_json::json!({"type": "text", "text": "𠮷见"});
        let doc = serde_json::json!({"type": "doc", "content": [paragraph(Value::Null), paragraph(serde_json::json!([plain, link("附"), link("件")]))]});
        assert_eq!(linked(Format::Doc, &doc), [("附件".to_owned(), "#".to_owned())]);
    }
}
