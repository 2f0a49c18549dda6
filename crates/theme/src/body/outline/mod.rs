//! What a body says: its text blocks with their places in lists and tables, its links, and whether it shows a picture.

mod anchors;
mod doc;
mod html;
mod standing;

pub use anchors::Anchor;
pub(super) use doc::of_doc;
pub(super) use html::of_html;

/// A body read once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In document order, empty ones of a `Doc` included: the position in this list is that of the text block in the editor.
    pub blocks: Vec<Block>,
    /// Every link, as it stands in the body: also one that no page would show.
    pub anchors: Vec<Anchor>,
    /// It shows a picture, perhaps one from elsewhere.
    pub pictured: bool,
}

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

/// A digit as the superscript of the same length: m2 is not what a reader sees.
fn raise(c: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    c.to_digit(10).map_or(c, |digit| RAISED[digit as usize])
}
