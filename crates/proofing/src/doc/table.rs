//! The cells of tables: which row and column a block of text stands in, and which cells have an empty one beside them.

use serde::{Deserialize, Serialize};

use super::blanks::Blanks;
use super::{Gap, Lack, Spot, Writer};

/// The place of a block in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Number of the table in the document, from 1.
    pub table: u32,
    /// From 1.
    pub row: u32,
    /// From 0.
    pub column: u32,
    /// Some cell before it in its table spans several rows or columns, so that the place is not certain.
    pub merged: bool,
}

/// The tables that are being read, the innermost last.
#[derive(Default)]
pub(super) struct Tables {
    open: Vec<Table>,
    count: u32,
}

#[derive(Default)]
struct Table {
    table: u32,
    row: u32,
    /// Where the open row begins in the source.
    row_from: usize,
    column: u32,
    merged: bool,
    /// The blocks of the cell before, if it has any.
    last: Option<usize>,
    /// How many blocks and other things had been shown before the open cell, if one is open, and where its tag begins.
    before: Option<(usize, usize, usize)>,
    blanks: Blanks<Spot>,
}

impl Tables {
    pub fn begin(&mut self) {
        self.count += 1;
        self.open.push(Table { table: self.count, ..Table::default() });
    }

    /// Ends the table at `at` of the source; cells that should not be empty are gaps.
    pub fn end(&mut self, out: &mut Writer, shown: usize, at: usize) {
        self.close(out, shown, at);
        let Some(table) = self.open.pop() else { return };
        if !table.merged {
            out.gaps.extend(
                table
                    .blanks
                    .wrong()
                    .into_iter()
                    .map(|(row, column, spot)| Gap { lack: Lack::Cell { row, column: column + 1 }, spot }),
            );
        }
    }

    /// Begins a row, outside of any table too; a cell whose end was left out ends with it.
    pub fn begin_row(&mut self, out: &mut Writer, shown: usize, at: usize) {
        self.close(out, shown, at);
        if self.open.is_empty() {
            self.begin();
        }
        if let Some(table) = self.open.last_mut() {
            (table.row, table.row_from) = (table.row + 1, at);
            (table.column, table.last) = (0, None);
        }
    }

    pub fn begin_cell(&mut self, out: &mut Writer, shown: usize, at: usize, merged: bool) {
        self.close(out, shown, at);
        if self.open.is_empty() {
            self.begin();
        }
        if let Some(table) = self.open.last_mut() {
            table.before = Some((out.blocks.len(), shown, at));
            table.merged |= merged;
        }
    }

    /// Ends the open cell at `at` of the source; its text is among the blocks by now.
    pub fn close(&mut self, out: &mut Writer, shown: usize, at: usize) {
        let Some(own) = self.open.last_mut() else { return };
        let Some((first, before, from)) = own.before.take() else { return };
        let cell = Cell { table: own.table, row: own.row, column: own.column, merged: own.merged };
        for block in out.blocks.iter_mut().skip(first).filter(|block| block.cell.is_none()) {
            block.cell = Some(cell);
        }
        if out.blocks.len() > first || shown > before {
            own.last = (out.blocks.len() > first).then_some(first);
            let text = out.blocks.get(first).map(|block| block.chars.iter().take(12).collect());
            own.blanks.filled(own.row, own.column, text.unwrap_or_default());
        } else {
            if let Some(last) = own.last.take().and_then(|last| out.blocks.get_mut(last)) {
                last.bare = true;
            }
            // An empty cell by itself shows nothing: its row up to it does.
            own.blanks.empty(own.row, own.column, out.spot(own.row_from.min(from), at.max(from + 1)));
        }
        own.column += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::TextDoc;

    /// Row, column and whether the next cell is empty, of each block that stands in a table.
    fn cells(doc: &TextDoc) -> Vec<(u32, u32, bool)> {
        doc.blocks.iter().filter_map(|block| block.cell.map(|cell| (cell.row, cell.column, block.bare))).collect()
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
    fn a_table_within_a_cell_leaves_the_outer_one_as_it_was() {
        let html = "<table><tr><td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr><tr><td>丁<tr><td>戊</table>";
        let places = [(1, 0, false), (1, 0, false), (1, 1, false), (2, 0, false), (3, 0, false)];
        assert_eq!(cells(&TextDoc::from_html(html)), places);
    }

    #[test]
    fn a_span_makes_the_places_uncertain() {
        let doc = TextDoc::from_html("<table><tr><td colspan=2>甲</td></tr><tr><td>乙</td></tr></table>");
        assert!(doc.blocks.iter().all(|block| block.cell.is_some_and(|cell| cell.merged)));
    }
}
