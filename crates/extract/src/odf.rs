//! odt, ods, odp: one XML for all, with comments, tracked deletions, hidden text, sheets, rows and columns.

mod table;

use crate::package::Package;
use crate::reading::{At, Outcome, Reading, Stop};
use crate::xml::{self, Element, Tag, Xml};
use crate::{Hidden, Note, cells, ooxml, picture, properties};
use std::collections::HashSet;
use table::Table;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let mut package = Package::open(bytes, reading)?;
    if let Some(manifest) = package.read("META-INF/manifest.xml", reading)?
        && xml::text(&manifest).contains("encryption-data")
    {
        return Err(Stop::Encrypted);
    }
    let content = package.read("content.xml", reading)?.ok_or_else(Stop::broken)?;
    Body::new("").read(&xml::text(&content), reading)?;
    if let Some(styles) = package.read("styles.xml", reading)? {
        let outcome = Body::new("页眉页脚").read(&xml::text(&styles), reading);
        ooxml::lesser(outcome, reading)?;
    }
    properties::of_open_document(&mut package, reading)?;
    beside(&mut package, reading)
}

fn beside(package: &mut Package, reading: &mut Reading) -> Outcome {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut objects = 0;
    for name in names {
        if name.starts_with("Basic/") && !name.ends_with('/') || name.starts_with("Scripts/") && !name.ends_with('/') {
            reading.note(Note::Macros);
        } else if name.starts_with("Pictures/") {
            if let Ok(Some(bytes)) = package.read(&name, reading) {
                picture::look(&bytes, name.trim_start_matches("Pictures/"), reading);
            }
        } else if name.starts_with("Object") && name.ends_with("/content.xml") {
            if let Some(bytes) = package.read(&name, reading)? {
                let outcome = Body::new("内嵌对象").read(&xml::text(&bytes), reading);
                ooxml::lesser(outcome, reading)?;
            }
        } else if name.starts_with("Object") && !name.contains('/') {
            objects += 1;
        }
    }
    if objects > 0 {
        reading.note(Note::Embedded { count: objects });
    }
    Ok(())
}

/// What hides the text that is being read.
#[derive(Default)]
struct Hiding {
    comment: usize,
    deleted: usize,
    notes: usize,
    hidden: usize,
}

struct Body<'a> {
    label: &'a str,
    /// Which elements opened what hides: so many are to be closed.
    open: Vec<Option<Hidden>>,
    hiding: Hiding,
    /// Styles whose text or tables are not shown.
    unseen: HashSet<String>,
    style: String,
    lines: Vec<String>,
    tables: Vec<Table>,
    paragraph: u32,
    table: u32,
    page: u32,
    is_sheet: bool,
    comments: u32,
    revisions: u32,
    vanished: u32,
    in_body: bool,
    fields: usize,
}

impl<'a> Body<'a> {
    fn new(label: &'a str) -> Self {
        Self {
            label,
            open: Vec::new(),
            hiding: Hiding::default(),
            unseen: HashSet::new(),
            style: String::new(),
            lines: Vec::new(),
            tables: Vec::new(),
            paragraph: 0,
            table: 0,
            page: 0,
            is_sheet: false,
            comments: 0,
            revisions: 0,
            vanished: 0,
            in_body: false,
            fields: 0,
        }
    }

    fn read(mut self, text: &str, reading: &mut Reading) -> Outcome {
        let mut xml = Xml::new(text);
        let outcome = loop {
            match xml.next(reading) {
                Ok(Tag::Open(tag)) => self.opened(&tag, reading)?,
                Ok(Tag::Close(name)) => self.closed(&name, reading)?,
                Ok(Tag::Text(text)) => {
                    if let Some(line) = self.lines.last_mut().filter(|_| self.fields == 0) {
                        *line += &text;
                    }
                }
                Ok(Tag::End) => break Ok(()),
                Err(stop) => break Err(stop),
            }
        };
        while let Some(line) = self.lines.pop() {
            self.end_line(&line, reading)?;
        }
        if self.comments > 0 {
            reading.note(Note::Comments { count: self.comments });
        }
        if self.revisions > 0 {
            reading.note(Note::Revisions { count: self.revisions });
        }
        if self.vanished > 0 {
            reading.note(Note::HiddenText { count: self.vanished });
        }
        outcome
    }

    fn opened(&mut self, tag: &Element, reading: &mut Reading) -> Outcome {
        let name = tag.name();
        let hides = self.hides(name, tag);
        self.hide(hides, 1);
        self.open.push(hides);
        match name {
            "body" | "header" | "footer" => self.in_body = true,
            "spreadsheet" => self.is_sheet = true,
            "p" | "h" if self.in_body => self.lines.push(String::new()),
            _ if self.is_field(name) => self.fields += 1,
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "s" => self.push(" "),
            "page" => {
                self.page += 1;
                self.table = 0;
            }
            "table" if self.in_body => self.begin_table(tag, reading),
            "table-column" => self.column(tag),
            "table-row" => self.begin_row(tag),
            "table-cell" | "covered-table-cell" => self.begin_cell(tag),
            "title" | "desc" if self.in_body => self.lines.push(String::new()),
            _ => self.styled(name, tag),
        }
        Ok(())
    }

    /// What the program fills in: numbers of pages, names of sheets, who commented when.
    fn is_field(&self, name: &str) -> bool {
        match name {
            "page-number" | "page-count" | "sheet-name" | "file-name" => true,
            "creator" | "creator-initials" | "date" | "date-string" => self.hiding.comment > 0,
            _ => false,
        }
    }

    /// What this element hides, if anything.
    fn hides(&mut self, name: &str, tag: &Element) -> Option<Hidden> {
        match name {
            "annotation" => {
                self.comments += 1;
                Some(Hidden::Comment)
            }
            "deletion" => {
                self.revisions += 1;
                Some(Hidden::Revision)
            }
            "insertion" => {
                self.revisions += 1;
                None
            }
            "notes" => Some(Hidden::Notes),
            "hidden-text" | "hidden-paragraph" => Some(Hidden::Text),
            "span" | "p" | "h" if !self.unseen.is_empty() => {
                tag.attr("style-name").filter(|style| self.unseen.contains(style)).map(|_| Hidden::Text)
            }
            _ => None,
        }
    }

    fn hide(&mut self, what: Option<Hidden>, by: isize) {
        let count = match what {
            Some(Hidden::Comment) => &mut self.hiding.comment,
            Some(Hidden::Revision) => &mut self.hiding.deleted,
            Some(Hidden::Notes) => &mut self.hiding.notes,
            Some(Hidden::Text) => {
                self.vanished += u32::from(by > 0);
                &mut self.hiding.hidden
            }
            _ => return,
        };
        *count = count.saturating_add_signed(by);
    }

    /// Styles that hide what wears them.
    fn styled(&mut self, name: &str, tag: &Element) {
        match name {
            "style" => self.style = tag.attr("name").unwrap_or_default(),
            "text-properties" if tag.attr("display").is_some_and(|display| display == "none") => {
                self.unseen.insert(self.style.clone());
            }
            "table-properties" | "drawing-page-properties"
                if tag.attr("display").is_some_and(|display| display == "false")
                    || tag.attr("visibility").is_some_and(|visibility| visibility == "hidden") =>
            {
                self.unseen.insert(self.style.clone());
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.push_str(text);
        }
    }

    fn closed(&mut self, name: &str, reading: &mut Reading) -> Outcome {
        if matches!(name, "p" | "h" | "title" | "desc")
            && let Some(line) = self.lines.pop()
        {
            self.end_line(&line, reading)?;
        }
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(reading)?,
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = table.row.saturating_add(table.rows_repeated.saturating_sub(1));
                }
            }
            "table" => self.end_table(reading),
            "header" | "footer" => self.in_body = false,
            _ if self.is_field(name) => self.fields = self.fields.saturating_sub(1),
            _ => {}
        }
        let hides = self.open.pop().flatten();
        self.hide(hides, -1);
        Ok(())
    }

    fn end_line(&mut self, line: &str, reading: &mut Reading) -> Outcome {
        let hidden = self.hidden();
        let in_cell = self.tables.last().is_some_and(|table| table.in_cell);
        let apart = matches!(hidden, Some(Hidden::Comment | Hidden::Revision | Hidden::Text));
        if in_cell && !apart {
            if let Some(table) = self.tables.last_mut() {
                if !table.cell.is_empty() {
                    table.cell.push('\n');
                }
                table.cell.push_str(line);
            }
            return Ok(());
        }
        if !apart && self.page == 0 && self.label.is_empty() {
            self.paragraph += 1;
        }
        let end = if hidden == Some(Hidden::Comment) { "批注" } else { "" };
        let place = self.place() + end;
        reading.part(&place, line, hidden, self.tables.last().map(|table| At::row(table.row)))
    }

    fn hidden(&self) -> Option<Hidden> {
        let table = self.tables.last();
        match () {
            () if self.hiding.comment > 0 => Some(Hidden::Comment),
            () if self.hiding.deleted > 0 => Some(Hidden::Revision),
            () if self.hiding.notes > 0 => Some(Hidden::Notes),
            () if self.hiding.hidden > 0 => Some(Hidden::Text),
            () if table.is_some_and(|table| table.hidden) => Some(Hidden::Sheet),
            () if table.is_some_and(|table| table.row_hidden) => Some(Hidden::Row),
            () if table.is_some_and(Table::column_hidden) => Some(Hidden::Column),
            () => None,
        }
    }

    fn place(&self) -> String {
        let front = if self.page > 0 { format!("第{}张幻灯片", self.page) } else { self.label.to_owned() };
        let back = if self.hiding.notes > 0 { "备注" } else { "" };
        match self.tables.first() {
            Some(table) if self.is_sheet && table.row > 0 => {
                format!("{}!{}", table.name, cells::name(table.row, table.column.saturating_sub(1)))
            }
            Some(table) if self.is_sheet => table.name.clone(),
            Some(table) => format!("{front}表{}第{}行第{}列", table.number, table.row, table.column),
            None if self.page > 0 || !self.label.is_empty() => front + back,
            None => format!("第{}段{back}", self.paragraph),
        }
    }
}
