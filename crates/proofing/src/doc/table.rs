//! The cells of tables: which row and column a block of text stands in, and which cells have an empty one beside them.

use super::TextBlock;

/// The place of a block in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Number of the table in the document, from 1.
    pub table: u32,
    pub row: u32,
    pub column: u32,
    /// Some cell before it in its table spans several rows or columns, so that the place is not certain.
    pub merged: bool,
    /// The cell beside it is empty.
    pub bare: bool,
}

/// The table that is being read; tables within tables count as further ones.
#[derive(Default)]
pub(super) struct Table {
    table: u32,
    row: u32,
    column: u32,
    merged: bool,
    /// The blocks of the cell before, if it has any.
    last: Option<usize>,
    /// How many blocks and other things had been shown before this cell.
    before: (usize, usize),
}

impl Table {
    pub fn begin(&mut self) {
        *self = Self { table: self.table + 1, ..Self::default() };
    }

    pub fn begin_row(&mut self) {
        *self = Self { row: self.row + 1, column: 0, last: None, ..*self };
    }

    pub fn open(&mut self, blocks: usize, shown: usize, merged: bool) {
        self.before = (blocks, shown);
        self.merged |= merged;
    }

    /// Ends the cell, whose text is among the blocks by now.
    pub fn close(&mut self, blocks: &mut [TextBlock], shown: usize) {
        let Self { table, row, column, merged, .. } = *self;
        for block in blocks.iter_mut().skip(self.before.0).filter(|block| block.cell.is_none()) {
            block.cell = Some(Cell { table, row, column, merged, bare: false });
        }
        if blocks.len() > self.before.0 || shown > self.before.1 {
            self.last = (blocks.len() > self.before.0).then_some(self.before.0);
        } else if let Some(last) = self.last.take().and_then(|last| blocks.get_mut(last)?.cell.as_mut()) {
            last.bare = true;
        }
        self.column += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::TextDoc;

    /// Row, column and whether the next cell is empty, of each block that stands in a table.
    fn cells(doc: &TextDoc) -> Vec<(u32, u32, bool)> {
        doc.blocks.iter().filter_map(|block| block.cell).map(|cell| (cell.row, cell.column, cell.bare)).collect()
    }

    #[test]
    fn blocks_know_their_row_and_column() {
        let html = "前<table><tr><th>甲</th><th>乙</th></tr><tr><td>丙</td><td> </td><td>丁</td></tr></table>后";
        let places = [(1, 0, false), (1, 1, false), (2, 0, true), (2, 2, false)];
        assert_eq!(cells(&TextDoc::from_html(html)), places);
        let markdown = "| 甲 | 乙 | |\n| --- | --- | --- |\n| 丙 | | 丁 |\n";
        let places = [(1, 0, false), (1, 1, true), (2, 0, true), (2, 2, false)];
        assert_eq!(cells(&TextDoc::from_markdown(markdown)), places);
    }

    #[test]
    fn a_span_makes_the_places_uncertain() {
        let doc = TextDoc::from_html("<table><tr><td colspan=2>甲</td></tr><tr><td>乙</td></tr></table>");
        assert!(doc.blocks.iter().all(|block| block.cell.is_some_and(|cell| cell.merged)));
    }
}
