//! xls and et (BIFF8): cells, hidden sheets, rows and columns, comments and text boxes.
//!
//! Our own reader: those found keep room for every cell that a sheet claims to span.

mod records;
mod strings;

use crate::cfb::{self, Compound, u16_at, u32_at};
use crate::reading::{At, Outcome, Reading, Stop};
use crate::{Hidden, Note, cells};
use records::Records;
use std::collections::{HashMap, HashSet};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let file = Compound::open(bytes).ok_or_else(Stop::broken)?;
    reading.unpacked(bytes.len())?;
    cfb::authors(&file, reading);
    let stream = file.read("Workbook").ok_or_else(|| Stop::unread("Excel 95及更早的格式不支持"))?;
    let book = Book::read(&stream, reading)?;
    let mut comments = 0;
    for sheet in &book.sheets {
        if sheet.hidden {
            reading.note(Note::HiddenSheet { name: sheet.name.clone() });
        }
        reading.begin_table();
        comments += Cells::new(&book, sheet).read(&stream, reading)?;
    }
    if comments > 0 {
        reading.note(Note::Comments { count: comments });
    }
    Ok(())
}

struct Sheet {
    name: String,
    at: usize,
    hidden: bool,
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    strings: Vec<Box<str>>,
    /// For each cell format, whether it shows dates.
    dates: Vec<bool>,
    since_1904: bool,
}

impl Book {
    fn read(stream: &[u8], reading: &mut Reading) -> Outcome<Self> {
        let (mut book, mut codes, mut formats) = (Self::default(), HashMap::new(), Vec::new());
        let mut records = Records::new(stream, 0);
        while let Some(record) = records.next() {
            reading.step()?;
            let data = record.data;
            match record.kind {
                0x0809 if u16_at(data, 0) != Some(0x0600) => return Err(Stop::unread("Excel 95及更早的格式不支持")),
                // A password is on it.
                0x002f => return Err(Stop::Encrypted),
                0x0022 => book.since_1904 = u16_at(data, 0) == Some(1),
                0x0085 => book.sheets.extend(Self::sheet(data)),
                0x041e => {
                    let (id, code) = (u16_at(data, 0).unwrap_or(0), strings::short16(data.get(2..).unwrap_or_default()));
                    codes.insert(u32::from(id), code);
                }
                0x00e0 => formats.push(u32::from(u16_at(data, 2).unwrap_or(0))),
                0x00fc => book.strings = strings::shared(&mut records, data, reading)?,
                0x000a => break,
                _ => {}
            }
        }
        book.dates = formats.iter().map(|id| cells::is_date(*id, codes.get(id).map(String::as_str))).collect();
        Ok(book)
    }

    /// A worksheet, or a sheet of macros, which may hold text too; charts and modules have none.
    fn sheet(data: &[u8]) -> Option<Sheet> {
        let (at, state, kind) = (u32_at(data, 0)? as usize, data.get(4)?, data.get(5)?);
        let name = strings::short8(data.get(6..)?);
        matches!(kind, 0 | 1).then_some(Sheet { name, at, hidden: state & 3 != 0 })
    }
}

struct Cells<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    hidden_rows: HashSet<u16>,
    hidden_columns: Vec<(u16, u16)>,
    /// Where the text of a formula that follows belongs.
    formula: (u16, u16),
    /// Objects of comments and text boxes: number of the object, its text.
    texts: Vec<(u16, String)>,
    object: u16,
    notes: Vec<(u16, u16, u16)>,
    /// Cells wait until the rows that are hidden are known: rows come in blocks before their cells.
    depth: usize,
}

impl<'a> Cells<'a> {
    fn new(book: &'a Book, sheet: &'a Sheet) -> Self {
        let (hidden_rows, hidden_columns) = (HashSet::new(), Vec::new());
        let (texts, notes) = (Vec::new(), Vec::new());
        Self { book, sheet, hidden_rows, hidden_columns, formula: (0, 0), texts, object: 0, notes, depth: 0 }
    }

    /// Reads a sheet; how many comments it has.
    fn read(mut self, stream: &[u8], reading: &mut Reading) -> Outcome<u32> {
        let mut records = Records::new(stream, self.sheet.at);
        while let Some(record) = records.next() {
            reading.step()?;
            match record.kind {
                0x0809 => self.depth += 1,
                0x000a if self.depth <= 1 => break,
                0x000a => self.depth -= 1,
                // A chart inside the sheet.
                _ if self.depth > 1 => {}
                0x01b6 => {
                    let text = strings::object(&mut records, record.data);
                    self.texts.push((self.object, text));
                }
                kind => self.record(kind, record.data, reading)?,
            }
        }
        self.say(reading)
    }

    fn record(&mut self, kind: u16, data: &[u8], reading: &mut Reading) -> Outcome {
        let at = |from: usize| u16_at(data, from).unwrap_or(0);
        let (row, column) = (at(0), at(2));
        match kind {
            0x0208 if at(12) & 0x20 != 0 => {
                self.hidden_rows.insert(row);
            }
            0x007d if at(8) & 1 != 0 && self.hidden_columns.len() < 256 => self.hidden_columns.push((row, column)),
            0x00fd => {
                let index = u32_at(data, 6).unwrap_or(u32::MAX) as usize;
                if let Some(text) = self.book.strings.get(index) {
                    self.keep(row, column, text, reading)?;
                }
            }
            0x0204 | 0x00d6 => self.keep(row, column, &strings::short16(data.get(6..).unwrap_or_default()), reading)?,
            0x0203 => self.number(row, column, at(4), f64_at(data, 6), reading)?,
            0x027e => self.number(row, column, at(4), rk(data, 6), reading)?,
            0x00bd => {
                for (step, from) in (4..data.len().saturating_sub(6)).step_by(6).enumerate() {
                    let column = column.saturating_add(step as u16);
                    self.number(row, column, at(from), rk(data, from + 2), reading)?;
                }
            }
            0x0006 => {
                self.formula = (row, column);
                if at(12) != 0xffff {
                    self.number(row, column, at(4), f64_at(data, 6), reading)?;
                }
            }
            0x0207 => {
                let (row, column) = self.formula;
                self.keep(row, column, &strings::short16(data), reading)?;
            }
            0x005d => self.object = at(6),
            0x001c => self.notes.push((row, column, at(6))),
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self, row: u16, column: u16, format: u16, value: Option<f64>, reading: &mut Reading) -> Outcome {
        let Some(value) = value.filter(|value| value.is_finite()) else { return Ok(()) };
        let is_date = self.book.dates.get(usize::from(format)) == Some(&true);
        let date = is_date.then(|| cells::date(value, self.book.since_1904)).flatten();
        self.keep(row, column, &date.unwrap_or_else(|| cells::number(value)), reading)
    }

    fn keep(&mut self, row: u16, column: u16, text: &str, reading: &mut Reading) -> Outcome {
        let hidden = match () {
            () if self.sheet.hidden => Some(Hidden::Sheet),
            () if self.hidden_rows.contains(&row) => Some(Hidden::Row),
            () if self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column)) => Some(Hidden::Column),
            () => None,
        };
        let number = u32::from(row) + 1;
        let place = format!("{}!{}", self.sheet.name, cells::name(number, column.into()));
        reading.part(&place, text, hidden, Some(At::cell(number, column.into())))
    }

    /// Comments and text boxes, whose texts come after what they belong to; notes about what is hidden.
    fn say(self, reading: &mut Reading) -> Outcome<u32> {
        let name = &self.sheet.name;
        let cell_of: HashMap<u16, (u16, u16)> =
            self.notes.iter().map(|(row, column, object)| (*object, (*row, *column))).collect();
        for (object, text) in &self.texts {
            match cell_of.get(object) {
                Some((row, column)) => {
                    let place = format!("{name}!{}批注", cells::name(u32::from(*row) + 1, (*column).into()));
                    reading.part(&place, text, Some(Hidden::Comment), None)?;
                }
                None => reading.part(&format!("{name}文本框"), text, self.sheet.hidden.then_some(Hidden::Sheet), None)?,
            }
        }
        if !self.hidden_rows.is_empty() {
            reading.note(Note::HiddenRows { sheet: name.clone(), count: self.hidden_rows.len() as u32 });
        }
        if !self.hidden_columns.is_empty() {
            let names = self.hidden_columns.iter().take(20).map(|(from, to)| match from == to {
                true => cells::column_name((*from).into()),
                false => format!("{}—{}", cells::column_name((*from).into()), cells::column_name((*to).into())),
            });
            reading.note(Note::HiddenColumns { sheet: name.clone(), columns: names.collect::<Vec<_>>().join("、") });
        }
        Ok(self.notes.len() as u32)
    }
}

fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    data.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes)
}

/// A number packed in four bytes: the upper half of a float or a whole number, perhaps of hundredths.
fn rk(data: &[u8], at: usize) -> Option<f64> {
    let raw = u32_at(data, at)?;
    let value = if raw & 2 != 0 { f64::from(raw as i32 >> 2) } else { f64::from_bits(u64::from(raw & !3) << 32) };
    Some(if raw & 1 != 0 { value / 100.0 } else { value })
}
