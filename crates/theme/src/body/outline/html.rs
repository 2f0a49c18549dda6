//! The outline of HTML.

use super::anchors::{Anchor, keep, width};
use super::standing::Standing;
use super::{Block, Outline, raise};
use crate::body::html::heading_level;
use crate::markup::{Piece, attribute, pieces, unescape};

/// A block ends where any block element begins or ends; a blank one counts only as an empty cell.
pub(in super::super) fn of_html(sanitised: &str) -> Outline {
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
            Piece::Open("img", _) => (reader.pictured, reader.out.pictured) = (true, true),
            Piece::Open("a", raw) => reader.link = attribute(raw, "href").map(|href| (href.into_owned(), width(&reader.text))),
            Piece::Close("a") => reader.end_link(),
            Piece::Open(name, raw) if is_block(name) => reader.open(name, raw),
            Piece::Close(name) if is_block(name) => reader.close(name),
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    reader.end_block();
    reader.out
}

fn is_block(name: &str) -> bool {
    const INLINE: [&str; 12] = ["a", "b", "i", "u", "s", "em", "strong", "del", "sub", "sup", "code", "img"];
    !INLINE.contains(&name)
}

#[derive(Default)]
struct Reader {
    out: Outline,
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
        self.heading = heading_level(name).and_then(|level| u8::try_from(level).ok()).unwrap_or(self.heading);
        if matches!(name, "td" | "th") {
            (self.before, self.pictured) = (self.out.blocks.len(), false);
        }
    }

    fn close(&mut self, name: &str) {
        self.end_block();
        if matches!(name, "td" | "th") && self.out.blocks.len() == self.before && !self.pictured {
            self.out.blocks.push(self.standing.block(String::new()));
        }
        self.standing.close(name);
        if heading_level(name).is_some() {
            self.heading = 0;
        }
    }

    fn end_link(&mut self) {
        if let Some((href, start)) = self.link.take() {
            self.here.push(Anchor { block: self.out.blocks.len(), start, end: width(&self.text), href });
        }
    }

    fn end_block(&mut self) {
        if let Some((href, start)) = &mut self.link {
            self.here.push(Anchor { block: self.out.blocks.len(), start: *start, end: width(&self.text), href: href.clone() });
            *start = 0;
        }
        let text = std::mem::take(&mut self.text);
        keep(&mut self.out.anchors, &mut self.here, &text);
        if !text.trim().is_empty() {
            self.out.blocks.push(Block { heading: self.heading, ..self.standing.block(text.trim().to_owned()) });
        }
    }
}
