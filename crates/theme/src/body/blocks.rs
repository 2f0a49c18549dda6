//! The text blocks of a body, each with its place in tables and lists.

use super::anchors::{Anchor, keep, width};
use super::read::{doc_has_picture, kind, str_at};
use super::standing::Standing;
use crate::markup::{Piece, attribute, pieces, unescape};
use serde_json::Value;

const MAX_DEPTH: usize = 64;

/// A text block; in it a hard break is "\n".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub text: String,
    /// The cell that it stands in; of an empty one only where the whole cell is.
    pub cell: Option<Cell>,
    pub item: Option<Item>,
    /// Level of the heading that it is, from 1; 0 for none.
    pub heading: u8,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Number of the table in the body, from 1.
    pub table: u32,
    /// From 1.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// It or a cell before it spans several rows or columns.
    pub merged: bool,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Number of the list in the body, from 1.
    pub list: u32,
    /// Number of the item in its list, from 1.
    pub number: u32,
}

impl Block {
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Empty blocks included.
pub(super) fn of_doc(doc: &Value) -> Vec<Block> {
    let (mut blocks, mut standing) = (Vec::new(), Standing::default());
    doc_node(doc, 0, &mut standing, &mut blocks);
    blocks
}

fn doc_node(node: &Value, depth: usize, standing: &mut Standing, blocks: &mut Vec<Block>) {
    if depth > MAX_DEPTH {
        return;
    }
    let name = match kind(node) {
        "bulletList" | "orderedList" => "ul",
        "listItem" => "li",
        "table" => "table",
        "tableRow" => "tr",
        "tableCell" | "tableHeader" => "td",
        "paragraph" | "heading" => {
            let level = node.pointer("/attrs/level").and_then(Value::as_u64).unwrap_or(1);
            let heading = if kind(node) == "heading" { u8::try_from(level).unwrap_or(0) } else { 0 };
            blocks.push(Block { heading, ..standing.block(text_of(node)) });
            return;
        }
        _ => "",
    };
    let spans = |attr| node.pointer(attr).and_then(Value::as_u64).is_some_and(|cells| cells > 1);
    standing.open(name, spans("/attrs/colspan") || spans("/attrs/rowspan"));
    let first = blocks.len();
    for child in children(node) {
        doc_node(child, depth + 1, standing, blocks);
    }
    // A picture fills its cell or item: the empty paragraphs beside it lack nothing.
    if matches!(name, "td" | "li") && doc_has_picture(node) {
        for block in blocks[first..].iter_mut().filter(|block| block.is_blank()) {
            (block.cell, block.item) = (None, None);
        }
    }
    standing.close(name);
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("content").and_then(Value::as_array).into_iter().flatten()
}

fn text_of(node: &Value) -> String {
    let mut text = String::new();
    for child in children(node) {
        let words = if kind(child) == "hardBreak" { "\n" } else { str_at(child, "/text") };
        let marks = child.get("marks").and_then(Value::as_array);
        let raised = marks.into_iter().flatten().any(|mark| kind(mark) == "superscript");
        text.extend(words.chars().map(|c| if raised { raise(c) } else { c }));
    }
    text
}

/// A digit as the superscript of the same length: m2 is not what a reader sees.
fn raise(c: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).map_or(c, |digit| RAISED[digit as usize])
}

/// The blocks of sanitised HTML and the links in them. A block ends where any block element begins or ends; a blank one
/// counts only as an empty cell.
pub(super) fn of_html(sanitised: &str) -> (Vec<Block>, Vec<Anchor>) {
    let mut reader = Reader::default();
    for piece in pieces(sanitised) {
        match piece {
            Piece::Text(text) => {
                let raised = reader.raised;
                reader.text.extend(unescape(text).chars().map(|c| if raised { raise(c) } else { c }));
            }
            Piece::Open("sup", _) => reader.raised = true,
            Piece::Close("sup") => reader.raised = false,
            Piece::Open("br", _) => reader.text.push('\n'),
            Piece::Open("img", _) => reader.pictured = true,
            Piece::Open("a", raw) => reader.link = attribute(raw, "href").map(|href| (href.into_owned(), width(&reader.text))),
            Piece::Close("a") => reader.end_link(),
            Piece::Open(name, raw) if is_block(name) => reader.open(name, raw),
            Piece::Close(name) if is_block(name) => reader.close(name),
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    reader.end_block();
    (reader.blocks, reader.anchors)
}

fn is_block(name: &str) -> bool {
    const INLINE: [&str; 12] = ["a", "b", "i", "u", "s", "em", "strong", "del", "sub", "sup", "code", "img"];
    !INLINE.contains(&name)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    anchors: Vec<Anchor>,
    standing: Standing,
    heading: u8,
    /// Within a superscript.
    raised: bool,
    text: String,
    /// The links of the open block.
    here: Vec<Anchor>,
    /// The link that is open, and where its text begins in this block.
    link: Option<(String, usize)>,
    /// How many blocks there were before the open cell.
    before: usize,
    /// The open cell has a picture.
    pictured: bool,
}

impl Reader {
    fn open(&mut self, name: &str, raw: &str) {
        self.end_block();
        let spans = |name| attribute(raw, name).is_some_and(|cells| cells.parse().is_ok_and(|cells: u32| cells > 1));
        self.standing.open(name, spans("colspan") || spans("rowspan"));
        self.heading = super::html::heading_level(name).and_then(|level| u8::try_from(level).ok()).unwrap_or(self.heading);
        if matches!(name, "td" | "th") {
            (self.before, self.pictured) = (self.blocks.len(), false);
        }
    }

    fn close(&mut self, name: &str) {
        self.end_block();
        if matches!(name, "td" | "th") && self.blocks.len() == self.before && !self.pictured {
            self.blocks.push(self.standing.block(String::new()));
        }
        self.standing.close(name);
        if super::html::heading_level(name).is_some() {
            self.heading = 0;
        }
    }

    fn end_link(&mut self) {
        if let Some((href, start)) = self.link.take() {
            self.here.push(Anchor { block: self.blocks.len(), start, end: width(&self.text), href });
        }
    }

    fn end_block(&mut self) {
        if let Some((href, start)) = &mut self.link {
            self.here.push(Anchor { block: self.blocks.len(), start: *start, end: width(&self.text), href: href.clone() });
            *start = 0;
        }
        let text = std::mem::take(&mut self.text);
        keep(&mut self.anchors, &mut self.here, &text);
        if !text.trim().is_empty() {
            self.blocks.push(Block { heading: self.heading, ..self.standing.block(text.trim().to_owned()) });
        }
    }
}
