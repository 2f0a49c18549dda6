//! Tables and sheets of OpenDocument: places of cells, what of them is hidden.

use super::Body;
use crate::reading::{At, Outcome, Reading};
use crate::xml::Element;
use crate::{Note, cells};

#[derive(Default)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) number: u32,
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) rows_repeated: u32,
    pub(super) columns_repeated: u32,
    /// Columns declared so far, and those of them that are hidden.
    pub(super) declared: u32,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) hidden_rows: u32,
    pub(super) row_hidden: bool,
    pub(super) hidden: bool,
    pub(super) value: Option<String>,
    pub(super) cell: String,
    pub(super) in_cell: bool,
}

impl Body<'_> {
    pub(super) fn begin_table(&mut self, tag: &Element, reading: &mut Reading) {
        if self.tables.is_empty() {
            self.table += 1;
            reading.begin_table();
        }
        let name = tag.attr("name").unwrap_or_default();
        let hidden = self.is_sheet && tag.attr("style-name").is_some_and(|style| self.unseen.contains(&style));
        if hidden {
            reading.note(Note::HiddenSheet { name: name.clone() });
        }
        self.tables.push(Table { name, number: self.table, hidden, ..Table::default() });
    }

    pub(super) fn column(&mut self, tag: &Element) {
        let Some(table) = self.tables.last_mut() else { return };
        let to = table.declared.saturating_add(tag.number("number-columns-repeated").unwrap_or(1)).min(16_384);
        if is_collapsed(tag) && table.hidden_columns.len() < 200 {
            table.hidden_columns.push((table.declared, to));
        }
        table.declared = to;
    }

    pub(super) fn begin_row(&mut self, tag: &Element) {
        let Some(table) = self.tables.last_mut() else { return };
        table.row = table.row.saturating_add(1);
        table.column = 0;
        table.rows_repeated = tag.number("number-rows-repeated").unwrap_or(1);
        table.row_hidden = is_collapsed(tag);
        table.hidden_rows = table.hidden_rows.saturating_add(if table.row_hidden { table.rows_repeated } else { 0 });
    }

    pub(super) fn begin_cell(&mut self, tag: &Element) {
        let Some(table) = self.tables.last_mut() else { return };
        table.column = table.column.saturating_add(1);
        table.columns_repeated = tag.number("number-columns-repeated").unwrap_or(1);
        // A number is shown in a format of the sheet; the value is what it is.
        table.value = tag.attr("value").filter(|value| value.len() >= 8);
        table.in_cell = true;
    }

    pub(super) fn end_cell(&mut self, reading: &mut Reading) -> Outcome {
        let hidden = self.hidden();
        let place = self.place();
        let nested = self.tables.len() > 1;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let mut text = std::mem::take(&mut table.cell);
        if let Some(value) = table.value.take().filter(|_| self.is_sheet) {
            let whole = value.parse().map_or_else(|_| value.clone(), cells::number);
            // Long numbers are shown rounded.
            if text.contains("E+") || text.is_empty() {
                text = whole;
            } else if !text.contains(&whole) {
                text = format!("{text}\t{whole}");
            }
        }
        table.in_cell = false;
        let (at, repeated) = (At::cell(table.row, table.column.saturating_sub(1)), table.columns_repeated);
        table.column = table.column.saturating_add(repeated.saturating_sub(1));
        if nested {
            let outer = self.tables.len() - 2;
            self.tables[outer].cell.push('\n');
            self.tables[outer].cell.push_str(&text);
            return Ok(());
        }
        reading.part(&place, &text, hidden, Some(at))
    }

    pub(super) fn end_table(&mut self, reading: &mut Reading) {
        let Some(table) = self.tables.pop() else { return };
        if self.is_sheet && table.hidden_rows > 0 {
            reading.note(Note::HiddenRows { sheet: table.name.clone(), count: table.hidden_rows });
        }
        if self.is_sheet && !table.hidden_columns.is_empty() {
            let names = table.hidden_columns.iter().take(20).map(|(from, to)| match to - from {
                1 => cells::column_name(*from),
                _ => format!("{}—{}", cells::column_name(*from), cells::column_name(to.saturating_sub(1))),
            });
            reading.note(Note::HiddenColumns { sheet: table.name, columns: names.collect::<Vec<_>>().join("、") });
        }
    }
}

impl Table {
    pub(super) fn column_hidden(&self) -> bool {
        let at = self.column.saturating_sub(1);
        self.hidden_columns.iter().any(|(from, to)| (*from..*to).contains(&at))
    }
}

fn is_collapsed(tag: &Element) -> bool {
    tag.attr("visibility").is_some_and(|visibility| matches!(visibility.as_str(), "collapse" | "filter"))
}
