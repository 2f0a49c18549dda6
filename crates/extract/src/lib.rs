//! Text out of files, for checking: with the place of each piece, what is hidden in them, and what could not be read.
//!
//! Owns reading of attachments (docx, xlsx, xls, pptx, pdf, ofd, odt, ods, odp, doc, ppt, rtf, html, csv, txt and zips of them) and
//! taking out who wrote them and where pictures were taken. Knows nobody. What must stay true: any bytes give an answer within
//! [`Limits`], without a panic; what was not read is said in a [`Note`], never left out in silence.

mod archive;
mod cells;
mod cfb;
mod csv_table;
mod decode;
mod doc;
mod document;
mod docx;
mod drawing;
mod html;
mod limits;
mod note;
mod odf;
mod ofd;
pub mod office;
mod ooxml;
mod package;
mod pdf;
mod picture;
mod plain;
mod ppt;
mod pptx;
mod properties;
mod reading;
mod rtf;
mod sniff;
mod strip;
mod xls;
mod xlsx;
mod xml;

pub use document::{Cell, Document, Hidden, Kind, Part};
pub use limits::{Limit, Limits};
pub use note::{Note, Severity};
pub use strip::{CannotStrip, strip};

use reading::{Outcome, Reading, Stop};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stack of the thread that reads: libraries for PDF recurse, within bounds of their own.
const STACK: usize = 32 << 20;

/// Reads a file; `name` serves to compare its extension with what the bytes are. Any bytes give an answer.
#[must_use]
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Document {
    let failed = || Document { kind: Kind::Unknown, parts: Vec::new(), notes: vec![Stop::unread("读取时出错").note()] };
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || whole(name, bytes, limits));
        worker.map_or_else(|_| failed(), |worker| worker.join().unwrap_or_else(|_| failed()))
    })
}

fn whole(name: &str, bytes: &[u8], limits: &Limits) -> Document {
    let mut reading = Reading::new(limits);
    if bytes.len() > limits.bytes {
        reading.note(Note::Unread { why: Limit::Bytes.message().to_owned() });
        return reading.finish(Kind::Unknown);
    }
    let mut kind = Kind::Unknown;
    if let Err(stop) = read_as(name, bytes, &mut reading, &mut kind) {
        reading.note(stop.note());
    }
    reading.finish(kind)
}

/// Reads one file of an archive, or one inside a document.
fn read_one(name: &str, bytes: &[u8], reading: &mut Reading) -> Outcome {
    read_as(name, bytes, reading, &mut Kind::Unknown)
}

fn read_as(name: &str, bytes: &[u8], reading: &mut Reading, kind: &mut Kind) -> Outcome {
    if bytes.is_empty() {
        reading.note(Note::Empty);
        return Ok(());
    }
    let depth = reading.depth();
    let read = catch_unwind(AssertUnwindSafe(|| {
        *kind = sniff::kind(name, bytes, reading);
        sniff::compare(name, *kind, reading);
        by_kind(*kind, bytes, reading)
    }));
    read.unwrap_or_else(|_| {
        while reading.depth() > depth {
            reading.leave();
        }
        Err(Stop::unread("读取时出错"))
    })
}

fn by_kind(kind: Kind, bytes: &[u8], reading: &mut Reading) -> Outcome {
    match kind {
        Kind::Docx | Kind::Xlsx | Kind::Pptx if bytes.starts_with(cfb::MAGIC) => Err(Stop::Encrypted),
        Kind::Docx => docx::read(bytes, reading),
        Kind::Xlsx => xlsx::read(bytes, reading),
        Kind::Pptx => pptx::read(bytes, reading),
        Kind::Odt | Kind::Ods | Kind::Odp => odf::read(bytes, reading),
        Kind::Pdf => pdf::read(bytes, reading),
        Kind::Ofd => ofd::read(bytes, reading),
        Kind::Xls => xls::read(bytes, reading),
        Kind::Doc => doc::read(bytes, reading),
        Kind::Ppt => ppt::read(bytes, reading),
        Kind::Rtf => rtf::read(bytes, reading),
        Kind::Html => html::read(bytes, reading),
        Kind::Csv => csv_table::read(bytes, reading),
        Kind::Text => plain::read(bytes, reading),
        Kind::Zip => archive::read(bytes, reading),
        Kind::Jpeg | Kind::Png | Kind::Heic | Kind::Picture => {
            picture::look(bytes, "图片", reading);
            Ok(())
        }
        Kind::Packed => Err(Stop::unread("rar、7z等压缩包不支持，请改用zip或逐个上传")),
        Kind::Unknown => Err(Stop::unread("不认识的文件格式")),
    }
}
