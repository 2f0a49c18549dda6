//! The blocks that an editor hands over, each with its place in lists and tables, read as a source is: an empty one is no
//! block but may be a gap, a line break ends one, and every finding still names the block it was handed over in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::blanks::Blanks;
use super::gaps::settle;
use super::{Cell, Field, Gap, Lack, Origin, Span, Spot, TextBlock, TextDoc};

/// One block of plain text as the editor hands it over, in document order; a line break in it is "\n".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub field: Field,
    pub text: String,
    pub cell: Option<Cell>,
    pub item: Option<Item>,
    /// Level of the heading that it is, from 1; 0 for none.
    pub heading: u8,
}

/// The item of a list that a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number of the list in the document, from 1.
    pub list: u32,
    /// Number of the item in its list, from 1.
    pub number: u32,
}

impl Block {
    /// A block outside of any list or table.
    pub fn new(field: Field, text: impl Into<String>) -> Self {
        Self { field, text: text.into(), ..Self::default() }
    }

    fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// Block n of a finding is element n; source positions count the blocks joined by one newline.
pub(super) fn read(handed: &[Block]) -> TextDoc {
    let mut doc = TextDoc::default();
    // Where each block handed over begins among those read, and in the source.
    let (mut begins, mut at) = (Vec::new(), 0);
    for (number, block) in handed.iter().enumerate() {
        begins.push((doc.blocks.len(), at));
        let mut units = 0;
        for line in block.text.split('\n') {
            doc.blocks.extend(line_of(block, line, at, Origin { block: number, units }));
            at += line.chars().count() as u32 + 1;
            units += line.encode_utf16().count() + 1;
        }
    }
    let tables = tables(handed);
    for number in tables.values().flat_map(beside_empty) {
        doc.blocks[begins[number].0].bare = true;
    }
    let gap = |(lack, number): (Lack, usize)| {
        let (block, at) = begins[number];
        Gap { lack, spot: Spot { block, at: 0, source: Span { start: at, end: at }, empty: Some(number) } }
    };
    doc.gaps = lacking(handed, &tables).into_iter().map(gap).collect();
    settle(doc.gaps.iter_mut().map(|gap| &mut gap.spot), &mut doc.blocks);
    doc
}

fn line_of(block: &Block, line: &str, at: u32, origin: Origin) -> Option<TextBlock> {
    let chars: Vec<char> = line.chars().collect();
    if chars.iter().all(|c| c.is_whitespace()) {
        return None;
    }
    let spans = (at..at + chars.len() as u32).map(|i| Span { start: i, end: i + 1 }).collect();
    let (cell, list, heading) = (block.cell, block.item.map(|item| item.list), block.heading);
    Some(TextBlock { cell, list, heading, origin: Some(origin), ..TextBlock::new(block.field, chars, spans) })
}

/// The blocks of one cell or item.
struct Held {
    first: usize,
    /// The first that has a text.
    text: Option<usize>,
}

/// The cells of each table by row and column.
type Tables = BTreeMap<u32, BTreeMap<(u32, u32), Held>>;

fn hold<K: Ord>(groups: &mut BTreeMap<K, Held>, key: K, number: usize, block: &Block) {
    let held = groups.entry(key).or_insert(Held { first: number, text: None });
    held.text = held.text.or_else(|| (!block.is_blank()).then_some(number));
}

fn tables(handed: &[Block]) -> Tables {
    let mut tables = Tables::new();
    for (number, block) in handed.iter().enumerate() {
        if let Some(cell) = block.cell {
            hold(tables.entry(cell.table).or_default(), (cell.row, cell.column), number, block);
        }
    }
    tables
}

/// The texts that have an empty cell behind them.
fn beside_empty(cells: &BTreeMap<(u32, u32), Held>) -> impl Iterator<Item = usize> {
    let empty = cells.iter().filter(|(_, held)| held.text.is_none());
    empty.filter_map(|((row, column), _)| cells.get(&(*row, column.checked_sub(1)?))?.text)
}

/// What ought to have a text and has none, by the number of its first block.
fn lacking(handed: &[Block], tables: &Tables) -> Vec<(Lack, usize)> {
    let mut found = Vec::new();
    let mut items = BTreeMap::new();
    for (number, block) in handed.iter().enumerate().filter(|(_, block)| block.cell.is_none()) {
        if block.heading > 0 && block.is_blank() {
            found.push((Lack::Heading, number));
        }
        if let Some(item) = block.item {
            hold(&mut items, (item.list, item.number), number, block);
        }
    }
    found.extend(items.values().filter(|item| item.text.is_none()).map(|item| (Lack::Item, item.first)));
    for cells in tables.values() {
        match cells.values().next() {
            Some(first) if cells.values().all(|held| held.text.is_none()) => found.push((Lack::Rows, first.first)),
            _ => found.extend(empty_cells(handed, cells)),
        }
    }
    found.sort_by_key(|gap| gap.1);
    found
}

fn empty_cells(handed: &[Block], cells: &BTreeMap<(u32, u32), Held>) -> Vec<(Lack, usize)> {
    let mut blanks = Blanks::default();
    for (&(row, column), held) in cells {
        if handed[held.first].cell.is_some_and(|cell| cell.merged) {
            return Vec::new();
        }
        match held.text {
            Some(number) => blanks.filled(row, column, handed[number].text.chars().take(12).collect()),
            None => blanks.empty(row, column, held.first),
        }
    }
    blanks.wrong().into_iter().map(|(row, column, number)| (Lack::Cell { row, column: column + 1 }, number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u32, column: u32, text: &str) -> Block {
        let cell = Cell { table: 1, row, column, merged: false };
        Block { cell: Some(cell), ..Block::new(Field::Body, text) }
    }

    fn gaps(doc: &TextDoc) -> Vec<(Lack, Option<usize>)> {
        doc.gaps.iter().map(|gap| (gap.lack, gap.spot.empty)).collect()
    }

    #[test]
    fn empty_blocks_and_lines_are_passed_over_and_the_others_keep_their_numbers() {
        let doc = read(&["甲", "", "😀乙\n\n丙"].map(|text| Block::new(Field::Body, text)));
        let origins: Vec<_> = doc.blocks.iter().filter_map(|b| b.origin).map(|o| (o.block, o.units)).collect();
        assert_eq!(origins, [(0, 0), (2, 0), (2, 5)]);
        assert_eq!(doc.blocks[2].source(0, 1), (7, 8));
    }

    #[test]
    fn the_empty_cell_of_a_table_is_a_gap_of_its_own_block() {
        let texts = [["岗位", "人数"], ["护理员", "4"], ["检验员", ""], ["药剂员", "1"]];
        let row = |(row, cells): (u32, [&str; 2])| [cell(row, 0, cells[0]), cell(row, 1, cells[1])];
        let blocks: Vec<Block> = (1..).zip(texts).flat_map(row).collect();
        let doc = read(&blocks);
        assert_eq!(gaps(&doc), [(Lack::Cell { row: 3, column: 2 }, Some(5))]);
        assert_eq!(doc.blocks.iter().filter(|b| b.bare).map(|b| b.slice(0, 9)).collect::<Vec<_>>(), ["检验员"]);
    }

    #[test]
    fn empty_headings_items_and_tables_are_gaps() {
        let heading = Block { heading: 2, ..Block::default() };
        let item = |number| Block { item: Some(Item { list: 1, number }), ..Block::default() };
        let told = Block { text: "甲".into(), ..item(1) };
        let doc = read(&[heading, told, item(1), item(2), cell(1, 0, ""), cell(1, 1, " ")]);
        assert_eq!(gaps(&doc), [(Lack::Heading, Some(0)), (Lack::Item, Some(3)), (Lack::Rows, Some(4))]);
    }
}
