//! PDF: text of pages with Chinese fonts of every kind, remarks, forms, files inside, scripts, who made it.
//!
//! lopdf parses (its nesting and unpacking are bounded); operators and fonts are read here, counted as work.

mod font;
mod glyph_names;
mod lexer;
mod lines;
mod page;
mod radicals;

use crate::ooxml::lesser;
use crate::reading::{At, Outcome, Reading, Stop};
use crate::xml::{self, Tag, Xml};
use crate::{Hidden, Limit, Note, decode, picture, properties, read_one};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use page::{Shared, Walk};
use std::collections::HashSet;

/// Bytes that all streams of packed objects may have when unpacked: they are kept as objects, many times as large.
const OBJECTS: usize = 24 << 20;
/// Objects outside of streams.
const LOOSE: usize = 8_000_000;
/// Branches of the tree of pages that wait at once.
const KIDS: usize = 100_000;
/// Drawn lines from which on a page without text is taken for text drawn as lines.
const OUTLINES: u32 = 300;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let doc = load(bytes)?;
    reading.begin_table();
    let mut pages = Pages { shared: Shared::default(), row: 0, blank: Vec::new(), garbled: Vec::new(), remarks: 0 };
    let list = pages_of(&doc, reading)?;
    let of = list.len() as u32;
    for (number, page) in (1u32..).zip(&list) {
        let outcome = pages.page(&doc, number, page, reading);
        lesser(outcome, reading)?;
    }
    if of == 0 {
        return Err(Stop::broken());
    }
    if !pages.blank.is_empty() {
        reading.note(Note::NoTextLayer { pages: pages.blank, of });
    }
    if !pages.garbled.is_empty() {
        let listed: Vec<String> = pages.garbled.iter().take(20).map(u32::to_string).collect();
        reading
            .note(Note::Unread { why: format!("第{}页的部分文字用了无法辨认的字体编码", listed.join("、")) });
    }
    if pages.remarks > 0 {
        reading.note(Note::Comments { count: pages.remarks });
    }
    about(&doc, reading)?;
    inside(&doc, reading)
}

fn load(bytes: &[u8]) -> Outcome<Document> {
    if outside_of_streams(bytes) > LOOSE {
        return Err(Stop::Over(Limit::Steps));
    }
    let count = |found: fn(&[u8]) -> bool| bytes.windows(6).filter(|window| found(window)).count();
    // A name may be written with escapes, so each escape may be one.
    let packed = count(|w| w == b"ObjStm") + count(|w| w[0] == b'#' && w[1].is_ascii_hexdigit() && w[2].is_ascii_hexdigit());
    let options = LoadOptions::with_max_decompressed_size(OBJECTS / packed.max(1));
    let doc = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Stop::Encrypted,
        _ => Stop::broken(),
    })?;
    if doc.is_encrypted() && doc.encryption_state.is_none() {
        return Err(Stop::Encrypted);
    }
    Ok(doc)
}

/// About how many objects stand outside of streams: each takes up a hundred bytes, though it may be written in two.
fn outside_of_streams(bytes: &[u8]) -> usize {
    let (mut rest, mut count) = (bytes, 0);
    loop {
        let at = decode::find(rest, b"stream");
        let outside = &rest[..at.unwrap_or(rest.len())];
        let is_start = |pair: &&[u8]| {
            matches!(pair[0], b' ' | b'\n' | b'\r' | b'\t' | 0 | 12 | b'[' | b']' | b'/' | b'<' | b'>' | b'(' | b')')
        };
        count += outside.windows(2).filter(is_start).count();
        let Some(inside) = at.map(|at| &rest[at + 6..]) else { return count };
        let Some(end) = decode::find(inside, b"endstream") else { return count };
        rest = &inside[end + 9..];
    }
}

/// A page with the resources that it has of its own and of those above it.
struct Leaf<'a> {
    dict: &'a Dictionary,
    resources: Vec<&'a Dictionary>,
}

/// The pages in their order. A tree that comes back into itself is cut there.
fn pages_of<'a>(doc: &'a Document, reading: &mut Reading) -> Outcome<Vec<Leaf<'a>>> {
    let root = doc.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    let mut open: Vec<(ObjectId, Vec<&Dictionary>)> = root.into_iter().map(|id| (id, Vec::new())).collect();
    while let Some((id, mut resources)) = open.pop() {
        reading.step()?;
        if !seen.insert(id) {
            continue;
        }
        let Ok(dict) = doc.get_dictionary(id) else {
            reading.note(Note::Unread { why: "有页面已损坏或过大，打不开".to_owned() });
            continue;
        };
        if let Ok(own) = dict.get_deref(b"Resources", doc).and_then(Object::as_dict) {
            // A chain of parents long enough to cost anything is none.
            resources.truncate(64);
            resources.push(own);
        }
        match dict.get_deref(b"Kids", doc).and_then(Object::as_array) {
            Ok(kids) if open.len() + kids.len() > KIDS => return Err(Stop::Over(Limit::Parts)),
            Ok(kids) => {
                open.extend(kids.iter().rev().filter_map(|kid| kid.as_reference().ok()).map(|id| (id, resources.clone())))
            }
            Err(_) => found.push(Leaf { dict, resources }),
        }
    }
    Ok(found)
}

struct Pages {
    shared: Shared,
    row: u32,
    blank: Vec<u32>,
    garbled: Vec<u32>,
    remarks: u32,
}

impl Pages {
    fn page(&mut self, doc: &Document, number: u32, leaf: &Leaf, reading: &mut Reading) -> Outcome {
        let content = content(doc, leaf.dict, reading)?;
        let mut walk = Walk { doc, shared: &mut self.shared, page: page::Page::default(), reading };
        let outcome = walk.run(&content, &leaf.resources);
        let page = walk.page;
        let (place, shown) = (format!("第{number}页"), page.runs.len());
        for block in lines::blocks(page.runs) {
            self.row += u32::from(block.is_row);
            reading.part(&place, &block.text, None, block.is_row.then_some(At::row(self.row)))?;
        }
        if shown == 0 && (page.images > 0 || page.paths > OUTLINES) {
            self.blank.push(number);
        }
        if page.unknown > 0 {
            self.garbled.push(number);
        }
        outcome?;
        self.remarks(doc, &place, leaf.dict, reading)
    }

    /// What is stuck on a page: remarks, typed texts, values of forms.
    fn remarks(&mut self, doc: &Document, place: &str, page: &Dictionary, reading: &mut Reading) -> Outcome {
        let Ok(list) = page.get_deref(b"Annots", doc).and_then(Object::as_array) else { return Ok(()) };
        for entry in list {
            reading.step()?;
            let Ok((_, Object::Dictionary(note))) = doc.dereference(entry) else { continue };
            let text = |key: &[u8]| note.get_deref(key, doc).and_then(Object::as_str).map(text_of).unwrap_or_default();
            match note.get(b"Subtype").and_then(Object::as_name).unwrap_or_default() {
                b"Widget" => reading.part(&format!("{place}表单"), &text(b"V"), None, None)?,
                b"Link" | b"Popup" => {}
                b"FreeText" => reading.part(place, &text(b"Contents"), None, None)?,
                _ if text(b"Contents").trim().is_empty() => {}
                _ => {
                    self.remarks += 1;
                    reading.part(&format!("{place}批注"), &text(b"Contents"), Some(Hidden::Comment), None)?;
                }
            }
        }
        Ok(())
    }
}

/// The operators of a page, which may be spread over streams.
fn content(doc: &Document, page: &Dictionary, reading: &mut Reading) -> Outcome<Vec<u8>> {
    let mut found = Vec::new();
    match page.get_deref(b"Contents", doc) {
        Ok(Object::Stream(stream)) => found = page::unpacked(stream, reading)?,
        Ok(Object::Array(list)) => {
            for entry in list {
                if let Ok((_, Object::Stream(stream))) = doc.dereference(entry) {
                    found.extend(page::unpacked(stream, reading)?);
                    found.push(b'\n');
                }
            }
        }
        _ => {}
    }
    Ok(found)
}

/// Text outside of pages: UTF-16 with a mark, UTF-8, or what Chinese programs write.
fn text_of(raw: &[u8]) -> String {
    decode::text(raw).into_owned()
}

/// Who made it: the dictionary of information, else XMP.
fn about(doc: &Document, reading: &mut Reading) -> Outcome {
    let info = doc.trailer.get_deref(b"Info", doc).and_then(Object::as_dict).ok();
    for (key, label) in [(&b"Author"[..], "作者"), (b"Creator", "制作软件"), (b"Producer", "软件"), (b"Company", "单位")]
    {
        if let Some(value) = info.and_then(|info| info.get_deref(key, doc).ok()).and_then(|value| value.as_str().ok()) {
            properties::author(label, &text_of(value), reading);
        }
    }
    let metadata = doc.catalog().and_then(|catalog| catalog.get_deref(b"Metadata", doc)).and_then(Object::as_stream);
    let Ok(metadata) = metadata else { return Ok(()) };
    let data = page::unpacked(metadata, reading)?;
    let text = xml::text(&data);
    let (mut xml, mut inside, mut value) = (Xml::new(&text), None, String::new());
    // Damaged metadata hides no text.
    while let Ok(tag) = xml.next(reading) {
        match tag {
            Tag::Open(tag) => match tag.name() {
                "creator" => inside = Some("作者"),
                "CreatorTool" => inside = Some("制作软件"),
                _ => {}
            },
            Tag::Text(text) if inside.is_some() => value += text.trim(),
            Tag::Close(name) if matches!(name.as_ref(), "creator" | "CreatorTool") => {
                if let Some(label) = inside.take() {
                    properties::author(label, &std::mem::take(&mut value), reading);
                }
            }
            Tag::End => break,
            _ => {}
        }
    }
    Ok(())
}

/// Scripts, files inside, positions in pictures.
fn inside(doc: &Document, reading: &mut Reading) -> Outcome {
    for object in doc.objects.values() {
        reading.step()?;
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => {
                let filter = stream.dict.get(b"Filter").and_then(Object::as_name).unwrap_or_default();
                if filter == b"DCTDecode" {
                    picture::look(&stream.content, "PDF内的图片", reading);
                }
                &stream.dict
            }
            _ => continue,
        };
        if dict.has(b"JS") || dict.get(b"S").and_then(Object::as_name).is_ok_and(|name| matches!(name, b"JavaScript" | b"Launch"))
        {
            reading.note(Note::Macros);
        }
        if let Ok(files) = dict.get_deref(b"EF", doc).and_then(Object::as_dict) {
            let name = [&b"UF"[..], b"F"].iter().find_map(|key| dict.get_deref(key, doc).ok()?.as_str().ok().map(text_of));
            let outcome = attached(doc, files, &name.unwrap_or_else(|| "附件".to_owned()), reading);
            lesser(outcome, reading)?;
        }
    }
    Ok(())
}

fn attached(doc: &Document, files: &Dictionary, name: &str, reading: &mut Reading) -> Outcome {
    let Ok(stream) = files.get_deref(b"F", doc).or_else(|_| files.get_deref(b"UF", doc)).and_then(Object::as_stream) else {
        return Ok(());
    };
    if reading.depth() >= reading.limits.depth {
        return Err(Stop::Over(Limit::Depth));
    }
    let bytes = page::unpacked(stream, reading)?;
    reading.enter(name)?;
    let outcome = read_one(name, &bytes, reading);
    let outcome = lesser(outcome, reading);
    reading.leave();
    outcome
}
