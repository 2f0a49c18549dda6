//! Who wrote a document and with what, as its properties say.

use crate::Note;
use crate::package::Package;
use crate::reading::{Outcome, Reading};
use crate::xml::{self, Tag, Xml};

/// Properties that tell of persons and places of work.
const OFFICE: &[(&str, &str)] =
    &[("creator", "作者"), ("lastModifiedBy", "最后修改者"), ("Company", "单位"), ("Manager", "经理"), ("Application", "软件")];
const OPEN_DOCUMENT: &[(&str, &str)] =
    &[("initial-creator", "作者"), ("creator", "最后修改者"), ("printed-by", "打印者"), ("generator", "软件")];
const OFD: &[(&str, &str)] = &[("Author", "作者"), ("Creator", "软件")];

pub(crate) fn of_ooxml(package: &mut Package, reading: &mut Reading) -> Outcome {
    for name in ["docProps/core.xml", "docProps/app.xml"] {
        if let Some(bytes) = package.read(name, reading)? {
            // Damaged properties hide no text.
            let _ = fields(&xml::text(&bytes), OFFICE, reading);
        }
    }
    if let Some(bytes) = package.read("docProps/custom.xml", reading)? {
        let _ = custom(&xml::text(&bytes), reading);
    }
    Ok(())
}

pub(crate) fn of_open_document(package: &mut Package, reading: &mut Reading) -> Outcome {
    if let Some(bytes) = package.read("meta.xml", reading)? {
        let _ = fields(&xml::text(&bytes), OPEN_DOCUMENT, reading);
    }
    Ok(())
}

/// Properties in the first file of an OFD package.
pub(crate) fn of_ofd(text: &str, reading: &mut Reading) {
    let _ = fields(text, OFD, reading);
}

fn fields(text: &str, names: &[(&str, &'static str)], reading: &mut Reading) -> Outcome {
    let (mut xml, mut inside, mut value) = (Xml::new(text), None, String::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) => {
                let name = tag.name();
                inside = names.iter().find(|(known, _)| *known == name).map(|(_, label)| *label);
                value.clear();
            }
            Tag::Text(text) if inside.is_some() => value += &text,
            Tag::Close(_) => {
                if let Some(field) = inside.take() {
                    author(field, &value, reading);
                }
            }
            Tag::End => return Ok(()),
            Tag::Text(_) => {}
        }
    }
}

/// Properties of an operator's own, e.g. of a document management system.
fn custom(text: &str, reading: &mut Reading) -> Outcome {
    let (mut xml, mut name, mut value) = (Xml::new(text), String::new(), String::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == "property" => {
                name = tag.attr("name").unwrap_or_default();
                value.clear();
            }
            Tag::Text(text) => value += &text,
            // Word processors number their own builds.
            Tag::Close(tag) if tag == "property" && !name.starts_with("KSO") && name != "ICV" => {
                author("自定义属性", &format!("{name}：{}", value.trim()), reading);
            }
            Tag::End => return Ok(()),
            _ => {}
        }
    }
}

/// Notes a property that says something.
pub(crate) fn author(field: &'static str, value: &str, reading: &mut Reading) {
    let value = value.trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if !value.is_empty() {
        reading.note(Note::Author { field, value: value.chars().take(200).collect() });
    }
}
