//! Bytes to characters: UTF-8, UTF-16 and the Chinese national encodings (GB 18030, with GBK and GB 2312 in it).

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Plain text of an unknown encoding: a byte order mark decides, then valid UTF-8, then the look of UTF-16, else GB 18030.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    guess(bytes).decode_without_bom_handling(bytes).0
}

/// Names of a zip's members: UTF-8 if valid, else GBK as Chinese Windows writes them.
pub(crate) fn name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// XML: a mark, else the encoding that its first line names, else UTF-8.
pub(crate) fn xml(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let head = &bytes[..bytes.len().min(200)];
    let named = find(head, b"encoding=").and_then(|at| {
        let rest = &head[at + 9..];
        let (quote, rest) = rest.split_first()?;
        Encoding::for_label(&rest[..rest.iter().position(|b| b == quote)?])
    });
    // A mark of UTF-16 in a document that could be read this far as bytes is wrong.
    let encoding = named.filter(|named| *named != UTF_16LE && *named != UTF_16BE).unwrap_or(UTF_8);
    encoding.decode_without_bom_handling(bytes).0
}

/// Bytes in the encoding of this name, or as [`text`] guesses.
pub(crate) fn labelled<'a>(bytes: &'a [u8], label: Option<&[u8]>) -> Cow<'a, str> {
    match label.and_then(Encoding::for_label) {
        Some(encoding) if Encoding::for_bom(bytes).is_none() => encoding.decode_without_bom_handling(bytes).0,
        _ => text(bytes),
    }
}

/// UTF-16 in zeros at every other byte, else GB 18030.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 8 > head.len();
    match (zeros(1), zeros(0)) {
        (true, false) => UTF_16LE,
        (false, true) => UTF_16BE,
        _ => GB18030,
    }
}

/// Whether bytes could be text: few control characters.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return true;
    }
    let head = &bytes[..bytes.len().min(8192)];
    let controls = head.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    controls * 50 <= head.len() || guess(head) != GB18030
}

pub(crate) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}
