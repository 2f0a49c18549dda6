//! PDF: no dictionary of information, no XMP; written anew, with as many pages as before.

use super::CannotStrip;
use crate::decode;
use lopdf::{Document, LoadOptions, Object};

pub(super) fn strip(bytes: &[u8]) -> Result<Vec<u8>, CannotStrip> {
    if decode::find(bytes, b"/ByteRange").is_some() {
        return Err(CannotStrip::Signed);
    }
    let load = |bytes: &[u8]| Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(16 << 20));
    let mut doc = load(bytes).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => CannotStrip::Encrypted,
        _ => CannotStrip::Broken,
    })?;
    if doc.is_encrypted() || doc.was_encrypted() {
        return Err(CannotStrip::Encrypted);
    }
    let pages = doc.get_pages().len();
    let info = doc.trailer.remove(b"Info").and_then(|info| info.as_reference().ok());
    if let Some(id) = info {
        doc.objects.remove(&id);
    }
    doc.objects.retain(|_, object| !object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"Metadata")));
    for object in doc.objects.values_mut() {
        match object {
            Object::Dictionary(dict) => clean(dict),
            Object::Stream(stream) => clean(&mut stream.dict),
            _ => {}
        }
    }
    // Else the file claims objects that it no longer has.
    doc.max_id = doc.objects.keys().map(|id| id.0).max().unwrap_or(0);
    let mut stripped = Vec::new();
    doc.save_to(&mut stripped).map_err(|_| CannotStrip::Broken)?;
    let again = load(&stripped).map_err(|_| CannotStrip::Broken)?;
    if pages == 0 || again.get_pages().len() != pages { Err(CannotStrip::Broken) } else { Ok(stripped) }
}

/// Programs put what they know of a file into these.
fn clean(dict: &mut lopdf::Dictionary) {
    dict.remove(b"Metadata");
    dict.remove(b"PieceInfo");
}
