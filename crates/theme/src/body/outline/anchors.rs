//! Links with the places of their texts, for checking where they lead.

/// A link: the UTF-16 range of its text in a text block, and where it leads, as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Position among the blocks of the outline.
    pub block: usize,
    pub start: usize,
    pub end: usize,
    pub href: String,
}

pub(super) fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Puts a stretch of linked text to the one before it when both lead to the same place.
pub(super) fn add(found: &mut Vec<Anchor>, anchor: Anchor) {
    match found.last_mut() {
        Some(last) if last.block == anchor.block && last.end == anchor.start && last.href == anchor.href => last.end = anchor.end,
        _ if anchor.start < anchor.end => found.push(anchor),
        _ => {}
    }
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
    use crate::body::{Format, outline};
    use serde_json::Value;

    /// The linked words as the blocks have them, each with where it leads.
    fn linked(format: Format, value: &Value) -> Vec<(String, String)> {
        let outline = outline(format, value);
        let words = |a: &Anchor| {
            let units: Vec<u16> = outline.blocks[a.block].text.encode_utf16().collect();
            String::from_utf16(&units[a.start..a.end]).unwrap()
        };
        outline.anchors.iter().map(|a| (words(a), a.href.clone())).collect()
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
