//! Where a text block stands: the lists and tables that are open around it.

use super::{Block, Cell, Item};

/// The open lists and tables, the innermost last; told of elements by the names HTML has for them.
#[derive(Default)]
pub(super) struct Standing {
    lists: Vec<Item>,
    tables: Vec<Table>,
    /// How many there were.
    lists_so_far: u32,
    tables_so_far: u32,
}

struct Table {
    next: Cell,
    /// Whether a cell is open.
    within: bool,
}

impl Standing {
    /// `spans`: the element is a cell that spans several rows or columns.
    pub fn open(&mut self, name: &str, spans: bool) {
        match name {
            "ul" | "ol" => {
                self.lists_so_far += 1;
                self.lists.push(Item { list: self.lists_so_far, number: 0 });
            }
            "li" => self.lists.iter_mut().next_back().into_iter().for_each(|item| item.number += 1),
            "table" => {
                self.tables_so_far += 1;
                let next = Cell { table: self.tables_so_far, row: 0, column: 0, merged: false };
                self.tables.push(Table { next, within: false });
            }
            "tr" => self.in_table(|table| (table.next.row, table.next.column) = (table.next.row + 1, 0)),
            "td" | "th" => self.in_table(|table| {
                table.next.merged |= spans;
                table.within = true;
            }),
            _ => {}
        }
    }

    pub fn close(&mut self, name: &str) {
        match name {
            "ul" | "ol" => drop(self.lists.pop()),
            "table" => drop(self.tables.pop()),
            "td" | "th" => self.in_table(|table| {
                table.next.column += 1;
                table.within = false;
            }),
            _ => {}
        }
    }

    fn in_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// A block that stands here.
    pub fn block(&self, text: String) -> Block {
        let cell = self.tables.last().filter(|table| table.within).map(|table| table.next);
        Block { text, cell, item: self.lists.last().copied().filter(|item| item.number > 0), heading: 0 }
    }
}
