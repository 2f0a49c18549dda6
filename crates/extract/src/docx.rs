//! docx: body, tables, headers and footers, notes, text boxes, comments, deleted and hidden text.

use crate::ooxml::{self, Relation};
use crate::package::Package;
use crate::reading::{At, Outcome, Reading, Stop};
use crate::xml::{self, Element, Tag, Xml};
use crate::{Hidden, Note};
use std::collections::HashSet;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let mut package = Package::open(bytes, reading)?;
    let main = ooxml::main_part(&mut package, "word/document.xml", reading)?;
    let relations = ooxml::relations(&mut package, &main, reading).unwrap_or_default();
    let vanishing = vanishing_styles(&mut package, &relations, reading).unwrap_or_default();
    let document = package.read(&main, reading)?.ok_or_else(Stop::broken)?;
    let mut counts = Counts::default();
    Story::new("", &vanishing, None).read(&xml::text(&document), &mut counts, reading)?;
    let (mut headers, mut footers) = (0, 0);
    for relation in &relations {
        let (label, hidden) = match relation.kind.as_str() {
            "header" => (numbered("页眉", &mut headers), None),
            "footer" => (numbered("页脚", &mut footers), None),
            "footnotes" => ("脚注".to_owned(), None),
            "endnotes" => ("尾注".to_owned(), None),
            "comments" => ("批注".to_owned(), Some(Hidden::Comment)),
            _ => continue,
        };
        let Some(bytes) = package.read(&relation.target, reading)? else { continue };
        let outcome = Story::new(&label, &vanishing, hidden).read(&xml::text(&bytes), &mut counts, reading);
        ooxml::lesser(outcome, reading)?;
    }
    counts.say(reading);
    ooxml::beside(&mut package, reading)
}

fn numbered(label: &str, count: &mut u32) -> String {
    *count += 1;
    if *count == 1 { label.to_owned() } else { format!("{label}{count}") }
}

/// Styles whose text is hidden.
fn vanishing_styles(package: &mut Package, relations: &[Relation], reading: &mut Reading) -> Outcome<HashSet<String>> {
    let Some(styles) = relations.iter().find(|relation| relation.kind == "styles") else { return Ok(HashSet::new()) };
    let Some(bytes) = package.read(&styles.target, reading)? else { return Ok(HashSet::new()) };
    let text = xml::text(&bytes);
    let (mut xml, mut style, mut found) = (Xml::new(&text), String::new(), HashSet::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == "style" => style = tag.attr("styleId").unwrap_or_default(),
            Tag::Open(tag) if is_vanish(&tag) => {
                found.insert(style.clone());
            }
            Tag::End => return Ok(found),
            _ => {}
        }
    }
}

fn is_vanish(tag: &Element) -> bool {
    tag.name() == "vanish" && tag.attr("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
}

#[derive(Default)]
struct Counts {
    comments: u32,
    revisions: u32,
    hidden: u32,
}

impl Counts {
    fn say(self, reading: &mut Reading) {
        if self.comments > 0 {
            reading.note(Note::Comments { count: self.comments });
        }
        if self.revisions > 0 {
            reading.note(Note::Revisions { count: self.revisions });
        }
        if self.hidden > 0 {
            reading.note(Note::HiddenText { count: self.hidden });
        }
    }
}

/// A paragraph being read: what is seen of it, what was deleted, what is hidden.
#[derive(Default)]
struct Paragraph {
    seen: String,
    deleted: String,
    vanished: String,
    /// All of it hidden by its style.
    vanishes: bool,
}

#[derive(Default)]
struct Table {
    number: u32,
    row: u32,
    column: u32,
    /// The column of the grid that the open cell begins at, from 0, and how many it spans.
    grid: u32,
    span: u32,
    cell: String,
}

/// One stream of paragraphs: the body, a header, the notes.
struct Story<'a> {
    label: &'a str,
    vanishing: &'a HashSet<String>,
    hidden: Option<Hidden>,
    /// Number of the note or comment that we are in.
    item: String,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    boxes: usize,
    number: u32,
    table_number: u32,
    deleted: usize,
    fallback: usize,
    run_vanishes: bool,
    in_run: bool,
    in_text: bool,
    in_deleted_text: bool,
}

impl<'a> Story<'a> {
    fn new(label: &'a str, vanishing: &'a HashSet<String>, hidden: Option<Hidden>) -> Self {
        Self {
            label,
            vanishing,
            hidden,
            item: String::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            boxes: 0,
            number: 0,
            table_number: 0,
            deleted: 0,
            fallback: 0,
            run_vanishes: false,
            in_run: false,
            in_text: false,
            in_deleted_text: false,
        }
    }

    fn read(mut self, text: &str, counts: &mut Counts, reading: &mut Reading) -> Outcome {
        let mut xml = Xml::new(text);
        let outcome = loop {
            match xml.next(reading) {
                Ok(Tag::Open(tag)) => self.open(&tag, counts, reading)?,
                Ok(Tag::Close(name)) => self.close(&name, counts, reading)?,
                Ok(Tag::Text(text)) => self.text(&text),
                Ok(Tag::End) => break Ok(()),
                Err(stop) => break Err(stop),
            }
        };
        // What a broken document had begun is kept.
        while !self.paragraphs.is_empty() {
            self.end_paragraph(counts, reading)?;
        }
        while !self.tables.is_empty() {
            self.end_cell(reading)?;
            self.tables.pop();
        }
        outcome
    }

    fn open(&mut self, tag: &Element, counts: &mut Counts, reading: &mut Reading) -> Outcome {
        let name = tag.name();
        match name {
            "Fallback" => self.fallback += 1,
            _ if self.fallback > 0 => {}
            "p" => self.begin_paragraph(),
            "pStyle" if self.is_vanishing(tag) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.vanishes = true;
                }
            }
            "r" => (self.in_run, self.run_vanishes) = (true, false),
            "rStyle" if self.in_run && self.is_vanishing(tag) => self.run_vanishes = true,
            "vanish" if self.in_run && is_vanish(tag) => self.run_vanishes = true,
            "t" => self.in_text = true,
            "delText" => self.in_deleted_text = true,
            "tab" if self.in_run => self.text_of_run("\t"),
            "br" | "cr" => self.text_of_run("\n"),
            "noBreakHyphen" => self.text_of_run("-"),
            "del" | "moveFrom" => {
                self.deleted += 1;
                counts.revisions += 1;
            }
            "ins" | "moveTo" => counts.revisions += 1,
            "tbl" => self.begin_table(reading),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    (table.row, table.column, table.grid, table.span) = (table.row + 1, 0, 0, 0);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column += 1;
                    (table.grid, table.span) = (table.grid + table.span, 1);
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = tag.number("val").unwrap_or(1).clamp(1, 64);
                }
            }
            "txbxContent" => self.boxes += 1,
            "footnote" | "endnote" => (self.item, self.number) = (tag.attr("id").unwrap_or_default(), 0),
            "comment" => {
                counts.comments += 1;
                self.item = format!("{}（{}）", counts.comments, tag.attr("author").unwrap_or_default());
            }
            "docPr" => self.describe(tag, reading)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, counts: &mut Counts, reading: &mut Reading) -> Outcome {
        match name {
            "Fallback" => self.fallback = self.fallback.saturating_sub(1),
            _ if self.fallback > 0 => {}
            "p" => self.end_paragraph(counts, reading)?,
            "r" => (self.in_run, self.run_vanishes) = (false, false),
            "t" => self.in_text = false,
            "delText" => self.in_deleted_text = false,
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "tc" => self.end_cell(reading)?,
            "tbl" => {
                self.tables.pop();
            }
            "txbxContent" => self.boxes = self.boxes.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn is_vanishing(&self, tag: &Element) -> bool {
        !self.vanishing.is_empty() && tag.attr("val").is_some_and(|style| self.vanishing.contains(&style))
    }

    fn text(&mut self, text: &str) {
        if self.fallback > 0 {
        } else if self.in_deleted_text {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.deleted += text;
            }
        } else if self.in_text {
            self.text_of_run(text);
        }
    }

    fn text_of_run(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let target = match () {
            () if self.deleted > 0 => &mut paragraph.deleted,
            () if self.run_vanishes || paragraph.vanishes => &mut paragraph.vanished,
            () => &mut paragraph.seen,
        };
        target.push_str(text);
    }

    fn begin_paragraph(&mut self) {
        if self.tables.is_empty() && self.boxes == 0 {
            self.number += 1;
        }
        self.paragraphs.push(Paragraph::default());
    }

    fn begin_table(&mut self, reading: &mut Reading) {
        if self.tables.is_empty() {
            self.table_number += 1;
            reading.begin_table();
        }
        self.tables.push(Table { number: self.table_number, ..Table::default() });
    }

    fn end_paragraph(&mut self, counts: &mut Counts, reading: &mut Reading) -> Outcome {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        let (place, at) = (self.place(), self.tables.first().map(|table| At::row(table.row)));
        if !paragraph.vanished.trim().is_empty() {
            counts.hidden += 1;
            reading.part(&place, &paragraph.vanished, Some(Hidden::Text), at)?;
        }
        reading.part(&place, &paragraph.deleted, Some(Hidden::Revision), at)?;
        match self.tables.last_mut() {
            Some(table) if self.boxes == 0 => {
                if !table.cell.is_empty() {
                    table.cell.push('\n');
                }
                table.cell.push_str(&paragraph.seen);
                Ok(())
            }
            _ => reading.part(&place, &paragraph.seen, self.hidden, None),
        }
    }

    /// A cell of a table in a table belongs to the cell that it stands in.
    fn end_cell(&mut self, reading: &mut Reading) -> Outcome {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let (text, at) = (std::mem::take(&mut table.cell), At::cell(table.row, table.grid));
        let outer = self.tables.len() - 1;
        if outer > 0 {
            let cell = &mut self.tables[outer - 1].cell;
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&text);
            return Ok(());
        }
        let place = self.place();
        reading.part(&place, &text, self.hidden, Some(at))
    }

    fn place(&self) -> String {
        let label = format!("{}{}", self.label, self.item);
        let end = if self.boxes > 0 { "文本框" } else { "" };
        match self.tables.first() {
            Some(Table { number, row, column, .. }) => format!("{label}表{number}第{row}行第{column}列{end}"),
            None if self.item.is_empty() => format!("{label}第{}段{end}", self.number),
            None => format!("{label}{end}"),
        }
    }

    fn describe(&self, tag: &Element, reading: &mut Reading) -> Outcome {
        match tag.attr("descr") {
            Some(text) => reading.part(&format!("{}图片说明", self.place()), &text, self.hidden, None),
            None => Ok(()),
        }
    }
}
