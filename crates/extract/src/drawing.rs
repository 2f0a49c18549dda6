//! DrawingML: text of shapes, tables, diagrams and charts on slides, sheets and pages.

use crate::Hidden;
use crate::reading::{At, Outcome, Reading};
use crate::xml::{Tag, Xml};

/// Keeps each paragraph and table cell; pictures' descriptions too.
pub(crate) fn read(text: &str, place: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome {
    let mut xml = Xml::new(text);
    let (mut line, mut cell) = (String::new(), None::<String>);
    let (mut in_text, mut table, mut row, mut column) = (false, 0u32, 0u32, 0u32);
    // A fallback says again what the choice before it says.
    let mut fallback = 0usize;
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) => match tag.name() {
                "Fallback" => fallback += 1,
                _ if fallback > 0 => {}
                "t" | "v" => in_text = true,
                "br" => line.push(' '),
                "tbl" => {
                    (table, row) = (table + 1, 0);
                    reading.begin_table();
                }
                "tr" => (row, column) = (row + 1, 0),
                "tc" => (column, cell) = (column + 1, Some(String::new())),
                "docPr" | "cNvPr" => describe(&tag, place, hidden, reading)?,
                _ => {}
            },
            Tag::Text(text) if in_text && fallback == 0 => line += &text,
            Tag::Close(name) => match name.as_ref() {
                "Fallback" => fallback = fallback.saturating_sub(1),
                _ if fallback > 0 => {}
                "t" => in_text = false,
                "p" | "v" => {
                    in_text = false;
                    match &mut cell {
                        Some(cell) => *cell = [cell.as_str(), &line].join(if cell.is_empty() { "" } else { "\n" }),
                        None => reading.part(place, &line, hidden, None)?,
                    }
                    line.clear();
                }
                "tc" => {
                    let place = format!("{place}表{table}第{row}行第{column}列");
                    reading.part(
                        &place,
                        &cell.take().unwrap_or_default(),
                        hidden,
                        Some(At::cell(row, column.saturating_sub(1))),
                    )?;
                }
                _ => {}
            },
            Tag::End => return reading.part(place, &line, hidden, None),
            Tag::Text(_) => {}
        }
    }
}

fn describe(tag: &crate::xml::Element, place: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome {
    match tag.attr("descr") {
        Some(text) => reading.part(&format!("{place}图片说明"), &text, hidden, None),
        None => Ok(()),
    }
}
