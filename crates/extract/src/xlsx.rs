//! xlsx: cells with their places, hidden sheets, rows and columns, comments, text boxes.
//!
//! Sheets are streamed: what a sheet claims to span costs nothing, only what stands in it.

use crate::ooxml::{self, Relation};
use crate::package::Package;
use crate::reading::{At, Outcome, Reading, Stop};
use crate::xml::{self, Element, Tag, Xml};
use crate::{Hidden, Limit, Note, cells, drawing};
use std::borrow::Cow;
use std::collections::HashMap;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let mut package = Package::open(bytes, reading)?;
    let main = ooxml::main_part(&mut package, "xl/workbook.xml", reading)?;
    if main.ends_with(".bin") {
        return Err(Stop::unread("二进制工作簿（xlsb）不支持，请另存为xlsx"));
    }
    let relations = ooxml::relations(&mut package, &main, reading)?;
    let workbook = package.read(&main, reading)?.ok_or_else(Stop::broken)?;
    let (sheets, since_1904) = sheets(&xml::text(&workbook), reading)?;
    let of_kind = |kind: &str| relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
    let strings = match of_kind("sharedStrings").map(|part| package.read(&part, reading)).transpose()?.flatten() {
        Some(bytes) => strings(&xml::text(&bytes), reading)?,
        None => Vec::new(),
    };
    let dates = match of_kind("styles").map(|part| package.read(&part, reading)).transpose()?.flatten() {
        Some(bytes) => dates(&xml::text(&bytes), reading).unwrap_or_default(),
        None => Vec::new(),
    };
    let book = Book { strings, dates, since_1904 };
    let mut comments = 0;
    for sheet in &sheets {
        if sheet.hidden {
            reading.note(Note::HiddenSheet { name: sheet.name.clone() });
        }
        let Some(part) = relations.iter().find(|relation| relation.id == sheet.id) else { continue };
        let outcome = sheet_of(&mut package, &book, sheet, part, &mut comments, reading);
        ooxml::lesser(outcome, reading)?;
    }
    if comments > 0 {
        reading.note(Note::Comments { count: comments });
    }
    ooxml::beside(&mut package, reading)
}

struct Sheet {
    name: String,
    id: String,
    hidden: bool,
}

struct Book {
    strings: Vec<Box<str>>,
    /// For each cell format, whether it shows dates.
    dates: Vec<bool>,
    since_1904: bool,
}

fn sheets(text: &str, reading: &mut Reading) -> Outcome<(Vec<Sheet>, bool)> {
    let (mut xml, mut found, mut since_1904) = (Xml::new(text), Vec::new(), false);
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == "sheet" && found.len() >= ooxml::RELATIONS => {
                return Err(Stop::Over(Limit::Parts));
            }
            Tag::Open(tag) if tag.name() == "sheet" => found.push(Sheet {
                name: tag.attr("name").unwrap_or_default(),
                id: tag.attr_exact("r:id").or_else(|| tag.attr("id")).unwrap_or_default(),
                hidden: tag.attr("state").is_some_and(|state| state != "visible"),
            }),
            Tag::Open(tag) if tag.name() == "workbookPr" => since_1904 = tag.is_on("date1904"),
            Tag::End => return Ok((found, since_1904)),
            _ => {}
        }
    }
}

/// The table of strings that cells refer to; readings of characters (phonetic) are left out.
fn strings(text: &str, reading: &mut Reading) -> Outcome<Vec<Box<str>>> {
    let (mut xml, mut found, mut item) = (Xml::new(text), Vec::new(), String::new());
    let (mut in_text, mut phonetic) = (false, false);
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) => match tag.name() {
                "t" => in_text = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Tag::Text(text) if in_text => item += &text,
            Tag::Close(name) => match name.as_ref() {
                "t" => in_text = false,
                "rPh" => phonetic = false,
                "si" => found.push(std::mem::take(&mut item).into_boxed_str()),
                _ => {}
            },
            Tag::End => return Ok(found),
            Tag::Text(_) => {}
        }
    }
}

/// For each cell format, whether it shows dates.
fn dates(text: &str, reading: &mut Reading) -> Outcome<Vec<bool>> {
    let (mut xml, mut codes, mut found, mut inside) = (Xml::new(text), HashMap::new(), Vec::new(), false);
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) => match tag.name() {
                "numFmt" => {
                    codes.extend(tag.number("numFmtId").zip(tag.attr("formatCode")));
                }
                "cellXfs" => inside = true,
                "xf" if inside => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    found.push(cells::is_date(id, codes.get(&id).map(String::as_str)));
                }
                _ => {}
            },
            Tag::Close(name) if name == "cellXfs" => inside = false,
            Tag::End => return Ok(found),
            _ => {}
        }
    }
}

fn sheet_of(
    package: &mut Package,
    book: &Book,
    sheet: &Sheet,
    part: &Relation,
    comments: &mut u32,
    reading: &mut Reading,
) -> Outcome {
    let bytes = package.read(&part.target, reading)?.ok_or_else(|| Stop::unread(format!("工作表“{}”缺失", sheet.name)))?;
    reading.begin_table();
    let mut rows = Rows::new(book, sheet);
    let outcome = rows.read(&xml::text(&bytes), reading);
    rows.say(reading);
    outcome?;
    for relation in ooxml::relations(package, &part.target, reading)? {
        let is_comments = matches!(relation.kind.as_str(), "comments" | "threadedComment");
        if !is_comments && relation.kind != "drawing" {
            continue;
        }
        let Some(bytes) = package.read(&relation.target, reading)? else { continue };
        let text = xml::text(&bytes);
        if is_comments {
            *comments += comments_of(&text, &sheet.name, reading)?;
        } else {
            let hidden = sheet.hidden.then_some(Hidden::Sheet);
            drawing::read(&text, &format!("{}文本框", sheet.name), hidden, reading)?;
        }
    }
    Ok(())
}

/// Comments by cell, old ones and threaded ones: what stands in them is all text.
fn comments_of(text: &str, sheet: &str, reading: &mut Reading) -> Outcome<u32> {
    let (mut xml, mut cell, mut line, mut count) = (Xml::new(text), None, String::new(), 0);
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if matches!(tag.name(), "comment" | "threadedComment") => {
                cell = Some(tag.attr("ref").unwrap_or_default());
                line.clear();
            }
            Tag::Text(text) if cell.is_some() => line += &text,
            Tag::Close(name) if matches!(name.as_ref(), "comment" | "threadedComment") => {
                count += 1;
                let place = format!("{sheet}!{}批注", cell.take().unwrap_or_default());
                reading.part(&place, line.trim(), Some(Hidden::Comment), None)?;
            }
            Tag::End => return Ok(count),
            _ => {}
        }
    }
}

/// Text of a header without its codes: `&C`, `&"Arial,Bold"`, `&12`, `&P`.
fn without_codes(text: &str) -> String {
    let (mut kept, mut letters) = (String::new(), text.chars().peekable());
    while let Some(c) = letters.next() {
        if c != '&' {
            kept.push(c);
            continue;
        }
        match letters.next() {
            Some('"') => while letters.next().is_some_and(|c| c != '"') {},
            Some('&') => kept.push('&'),
            Some(c) if c.is_ascii_digit() => while letters.next_if(char::is_ascii_digit).is_some() {},
            // Left, middle and right stand apart.
            Some('L' | 'C' | 'R') => kept.push(' '),
            _ => {}
        }
    }
    kept.trim().to_owned()
}

/// Cells of a sheet, as they come.
struct Rows<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    hidden_columns: Vec<(u32, u32)>,
    hidden_rows: u32,
    row: u32,
    column: u32,
    row_hidden: bool,
    kind: String,
    style: usize,
    value: String,
    in_value: bool,
    in_heading: bool,
}

impl<'a> Rows<'a> {
    fn new(book: &'a Book, sheet: &'a Sheet) -> Self {
        Self {
            book,
            sheet,
            hidden_columns: Vec::new(),
            hidden_rows: 0,
            row: 0,
            column: 0,
            row_hidden: false,
            kind: String::new(),
            style: 0,
            value: String::new(),
            in_value: false,
            in_heading: false,
        }
    }

    fn read(&mut self, text: &str, reading: &mut Reading) -> Outcome {
        let mut xml = Xml::new(text);
        loop {
            match xml.next(reading)? {
                Tag::Open(tag) => self.open(&tag),
                Tag::Text(text) if self.in_value || self.in_heading => self.value += &text,
                Tag::Close(name) => match name.as_ref() {
                    "v" | "t" => self.in_value = false,
                    "c" => self.cell(reading)?,
                    "headerFooter" => {
                        self.in_heading = false;
                        let text = without_codes(&std::mem::take(&mut self.value));
                        let hidden = self.sheet.hidden.then_some(Hidden::Sheet);
                        reading.part(&format!("{}页眉页脚", self.sheet.name), &text, hidden, None)?;
                    }
                    _ => {}
                },
                Tag::End => return Ok(()),
                Tag::Text(_) => {}
            }
        }
    }

    fn open(&mut self, tag: &Element) {
        match tag.name() {
            "col" if self.hidden_columns.len() >= 200 => {}
            "col" if tag.is_on("hidden") || tag.attr("width").is_some_and(|width| width == "0") => {
                let from = tag.number("min").unwrap_or(1).clamp(1, 16_384) - 1;
                self.hidden_columns.push((from, tag.number("max").unwrap_or(from + 1).clamp(1, 16_384) - 1));
            }
            "row" => {
                self.row = tag.number("r").unwrap_or(self.row + 1);
                self.column = 0;
                self.row_hidden = tag.is_on("hidden") || tag.is_on("zeroHeight");
                self.hidden_rows += u32::from(self.row_hidden);
            }
            "c" => {
                if let Some((row, column)) = tag.attr("r").and_then(|name| cells::place(&name)) {
                    (self.row, self.column) = (row, column);
                }
                self.kind = tag.attr("t").unwrap_or_default();
                self.style = tag.number("s").unwrap_or(0) as usize;
                self.value.clear();
            }
            "v" | "t" => self.in_value = true,
            "headerFooter" => {
                self.in_heading = true;
                self.value.clear();
            }
            _ => {}
        }
    }

    fn cell(&mut self, reading: &mut Reading) -> Outcome {
        let value = std::mem::take(&mut self.value);
        let column = self.column;
        self.column += 1;
        let number = || value.trim().parse::<f64>().ok();
        let text = match self.kind.as_str() {
            "s" => match value.trim().parse::<usize>().ok().and_then(|at| self.book.strings.get(at)) {
                Some(text) => Cow::Borrowed(text.as_ref()),
                None => return Ok(()),
            },
            "b" | "e" => return Ok(()),
            "" | "n" => match number() {
                Some(serial) if self.book.dates.get(self.style) == Some(&true) => {
                    Cow::Owned(cells::date(serial, self.book.since_1904).unwrap_or(value))
                }
                Some(number) if value.contains(['E', 'e']) => Cow::Owned(cells::number(number)),
                _ => Cow::Owned(value),
            },
            _ => Cow::Owned(value),
        };
        let hidden = match () {
            () if self.sheet.hidden => Some(Hidden::Sheet),
            () if self.row_hidden => Some(Hidden::Row),
            () if self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column)) => Some(Hidden::Column),
            () => None,
        };
        let place = format!("{}!{}", self.sheet.name, cells::name(self.row, column));
        reading.part(&place, &text, hidden, Some(At::cell(self.row, column)))
    }

    fn say(&self, reading: &mut Reading) {
        let sheet = self.sheet.name.clone();
        if self.hidden_rows > 0 {
            reading.note(Note::HiddenRows { sheet: sheet.clone(), count: self.hidden_rows });
        }
        if !self.hidden_columns.is_empty() {
            let names = self.hidden_columns.iter().take(20).map(|(from, to)| match from == to {
                true => cells::column_name(*from),
                false => format!("{}—{}", cells::column_name(*from), cells::column_name(*to)),
            });
            reading.note(Note::HiddenColumns { sheet, columns: names.collect::<Vec<_>>().join("、") });
        }
    }
}
