//! Office packages: neutral properties, no names at comments and revisions, pictures without EXIF; all else is copied as packed.

use super::{CannotStrip, picture};
use crate::package::Package;
use crate::reading::Reading;
use crate::{sniff, xml};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const CORE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>"#;
const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>"#;
const CUSTOM: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"></Properties>"#;
const META: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>"#;
/// Who stands at comments and revisions from now on.
const SOMEONE: &str = "作者";

pub(super) fn strip(bytes: &[u8], reading: &mut Reading) -> Result<Vec<u8>, CannotStrip> {
    let mut package = Package::open(bytes, reading).map_err(|_| CannotStrip::Broken)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    if names.iter().any(|name| is_signature(name)) {
        return Err(CannotStrip::Signed);
    }
    let mut source = ZipArchive::new(Cursor::new(bytes)).map_err(|_| CannotStrip::Broken)?;
    let mut target = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, name) in names.iter().enumerate() {
        let changed = if is_touched(name) {
            let data = package.read_at(at, reading).map_err(|_| CannotStrip::Broken)?;
            change(name, &data)
        } else {
            None
        };
        match changed {
            Some(data) => {
                target.start_file(name.as_str(), SimpleFileOptions::default()).map_err(|_| CannotStrip::Broken)?;
                target.write_all(&data).map_err(|_| CannotStrip::Broken)?;
            }
            None => {
                let member = source.by_index_raw(at).map_err(|_| CannotStrip::Broken)?;
                target.raw_copy_file(member).map_err(|_| CannotStrip::Broken)?;
            }
        }
    }
    let stripped = target.finish().map_err(|_| CannotStrip::Broken)?.into_inner();
    Package::open(&stripped, reading).map_err(|_| CannotStrip::Broken)?;
    Ok(stripped)
}

fn is_signature(name: &str) -> bool {
    let low = name.to_lowercase();
    low.starts_with("_xmlsignatures/") || low.ends_with("documentsignatures.xml") || low.ends_with("signedvalue.dat")
}

/// Whether a member may hold what is taken out.
fn is_touched(name: &str) -> bool {
    let end = sniff::extension(name);
    match end.as_str() {
        "xml" => {
            name.starts_with("docProps/")
                || name.starts_with("word/")
                || name.starts_with("xl/comments")
                || name.starts_with("xl/persons/")
                || name.contains("commentAuthors")
                || matches!(name, "meta.xml" | "OFD.xml" | "content.xml")
        }
        "jpg" | "jpeg" | "png" => true,
        _ => false,
    }
}

/// The member without names; `None` if it stays as it is.
fn change(name: &str, data: &[u8]) -> Option<Vec<u8>> {
    match data {
        [0xff, 0xd8, ..] => return picture::jpeg(data),
        [0x89, b'P', b'N', b'G', ..] => return picture::png(data),
        _ => {}
    }
    let text = || xml::text(data).into_owned();
    let changed = match name {
        "docProps/core.xml" => CORE.to_owned(),
        "docProps/app.xml" => APP.to_owned(),
        "docProps/custom.xml" => CUSTOM.to_owned(),
        "meta.xml" => META.to_owned(),
        "OFD.xml" => elements(&elements(&text(), "Author", ""), "Creator", ""),
        // Names at comments and at tracked changes.
        "content.xml" => elements(&elements(&text(), "creator", SOMEONE), "creator-initials", ""),
        _ if name.starts_with("word/") => {
            let named = attributes(&attributes(&text(), "w:author", SOMEONE), "w:initials", "");
            attributes(&named, "w15:author", SOMEONE)
        }
        _ if name.starts_with("xl/comments") => elements(&text(), "author", SOMEONE),
        _ if name.starts_with("xl/persons/") => attributes(&attributes(&text(), "displayName", SOMEONE), "userId", SOMEONE),
        _ if name.contains("commentAuthors") => attributes(&attributes(&text(), "name", SOMEONE), "initials", ""),
        _ => return None,
    };
    // What was not UTF-8 and says so must not say so any more; such parts are left as they are.
    (changed.as_bytes() != data && std::str::from_utf8(data).is_ok()).then(|| changed.into_bytes())
}

/// Sets the values of all attributes of this name.
fn attributes(text: &str, name: &str, value: &str) -> String {
    let (sign, mut rest, mut changed) = (format!(" {name}=\""), text, String::with_capacity(text.len()));
    while let Some(at) = rest.find(&sign) {
        let from = at + sign.len();
        let Some(end) = rest[from..].find('"') else { break };
        changed.push_str(&rest[..from]);
        changed.push_str(value);
        rest = &rest[from + end..];
    }
    changed + rest
}

/// Sets the texts of all elements of this name, whatever its prefix, that hold text only.
fn elements(text: &str, name: &str, value: &str) -> String {
    let (mut rest, mut changed) = (text, String::with_capacity(text.len()));
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        changed.push_str(before);
        let Some(end) = tag.find('>') else { return changed + tag };
        let head = tag[1..end].split_whitespace().next().unwrap_or_default();
        changed.push_str(&tag[..=end]);
        rest = &tag[end + 1..];
        let is_it = head.rsplit(':').next() == Some(name) && !head.starts_with('/') && !tag[..end].ends_with('/');
        if is_it && let Some(close) = rest.find('<').filter(|close| rest[*close..].starts_with("</")) {
            changed.push_str(value);
            rest = &rest[close..];
        }
    }
    changed + rest
}
