//! The outline of the editor's document.

use super::anchors::{Anchor, add, width};
use super::standing::Standing;
use super::{Block, Outline, raise};
use crate::body::read::{MAX_DEPTH, doc_has_picture, kind, str_at};
use serde_json::Value;

pub(in super::super) fn of_doc(doc: &Value) -> Outline {
    let mut reader = Reader { out: Outline { pictured: doc_has_picture(doc), ..Outline::default() }, ..Reader::default() };
    reader.node(doc, 0);
    reader.out
}

#[derive(Default)]
struct Reader {
    out: Outline,
    standing: Standing,
}

impl Reader {
    fn node(&mut self, node: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let name = match kind(node) {
            "bulletList" | "orderedList" => "ul",
            "listItem" => "li",
            "table" => "table",
            "tableRow" => "tr",
            "tableCell" | "tableHeader" => "td",
            "paragraph" | "heading" => return self.text_block(node),
            _ => "",
        };
        let spans = |attr| node.pointer(attr).and_then(Value::as_u64).is_some_and(|cells| cells > 1);
        self.standing.open(name, spans("/attrs/colspan") || spans("/attrs/rowspan"));
        let first = self.out.blocks.len();
        for child in children(node) {
            self.node(child, depth + 1);
        }
        if matches!(name, "td" | "li") {
            self.fill(first, doc_has_picture(node));
        }
        self.standing.close(name);
    }

    /// A picture or text anywhere in a cell or item fills it: its empty paragraphs from block `first` on lack nothing.
    fn fill(&mut self, first: usize, pictured: bool) {
        let within = &mut self.out.blocks[first..];
        if !pictured && within.iter().all(Block::is_blank) {
            return;
        }
        let own = self.standing.block(String::new());
        for block in within.iter_mut().filter(|b| b.is_blank() && (b.cell, b.item) == (own.cell, own.item)) {
            (block.cell, block.item) = (None, None);
        }
    }

    fn text_block(&mut self, node: &Value) {
        let (mut text, mut at, block) = (String::new(), 0, self.out.blocks.len());
        for child in children(node) {
            let words = if kind(child) == "hardBreak" { "\n" } else { str_at(child, "/text") };
            let marks = || child.get("marks").and_then(Value::as_array).into_iter().flatten();
            let raised = marks().any(|mark| kind(mark) == "superscript");
            text.extend(words.chars().map(|c| if raised { raise(c) } else { c }));
            let end = at + width(words);
            if let Some(mark) = marks().find(|mark| kind(mark) == "link") {
                add(&mut self.out.anchors, Anchor { block, start: at, end, href: str_at(mark, "/attrs/href").to_owned() });
            }
            at = end;
        }
        let level = node.pointer("/attrs/level").and_then(Value::as_u64).unwrap_or(1);
        let heading = if kind(node) == "heading" { u8::try_from(level).unwrap_or(0) } else { 0 };
        self.out.blocks.push(Block { heading, ..self.standing.block(text) });
    }
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("content").and_then(Value::as_array).into_iter().flatten()
}
