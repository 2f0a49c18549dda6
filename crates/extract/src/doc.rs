//! doc and wps (MS-DOC): text of the body, notes, headers, comments and boxes by the table of pieces.
//!
//! Formats are not read: deleted and hidden text comes out with the rest, unmarked. For marks convert with [`crate::office`].

use crate::cfb::{self, Compound, u16_at, u32_at, utf16};
use crate::reading::{At, Outcome, Reading, Stop};
use crate::{Hidden, Note};
use encoding_rs::WINDOWS_1252;

/// The streams of text in their order, with where their lengths stand after the first.
const STORIES: [(&str, Option<Hidden>); 8] = [
    ("", None),
    ("脚注", None),
    ("页眉页脚", None),
    ("宏", Some(Hidden::Text)),
    ("批注", Some(Hidden::Comment)),
    ("尾注", None),
    ("文本框", None),
    ("页眉页脚文本框", None),
];

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let file = Compound::open(bytes).ok_or_else(Stop::broken)?;
    reading.unpacked(bytes.len())?;
    cfb::authors(&file, reading);
    let main = file.read("WordDocument").ok_or_else(Stop::broken)?;
    let flags = u16_at(&main, 10).ok_or_else(Stop::broken)?;
    if flags & 0x0100 != 0 {
        return Err(Stop::Encrypted);
    }
    if u16_at(&main, 2).is_none_or(|version| version < 0x00c1) {
        return Err(Stop::unread("Word 95及更早的格式不支持"));
    }
    let table = file.read(if flags & 0x0200 != 0 { "1Table" } else { "0Table" }).ok_or_else(Stop::broken)?;
    let text = text(&main, &table, reading)?;
    let mut rest: &[u16] = &text;
    for (at, (label, hidden)) in STORIES.iter().enumerate() {
        let length = u32_at(&main, 76 + at * 4).unwrap_or(0) as usize;
        let (story, after) = rest.split_at(length.min(rest.len()));
        rest = after;
        paragraphs(story, label, *hidden, reading)?;
        if *label == "批注" && length > 1 {
            let count = story.iter().filter(|c| **c == 5).count() as u32;
            reading.note(Note::Comments { count: count.max(1) });
        }
    }
    Ok(())
}

/// All the text, put together from its pieces.
fn text(main: &[u8], table: &[u8], reading: &mut Reading) -> Outcome<Vec<u16>> {
    let at = u32_at(main, 0x01a2).ok_or_else(Stop::broken)? as usize;
    let size = u32_at(main, 0x01a6).ok_or_else(Stop::broken)? as usize;
    let list = table.get(at..at.saturating_add(size).min(table.len())).ok_or_else(Stop::broken)?;
    let pieces = pieces(list).ok_or_else(Stop::broken)?;
    let count = pieces.len().saturating_sub(4) / 12;
    let mut found: Vec<u16> = Vec::new();
    for piece in 0..count {
        reading.step()?;
        let (Some(from), Some(to)) = (u32_at(pieces, piece * 4), u32_at(pieces, piece * 4 + 4)) else { break };
        let Some(offset) = u32_at(pieces, (count + 1) * 4 + piece * 8 + 2) else { break };
        let length = to.saturating_sub(from) as usize;
        let narrow = offset & 0x4000_0000 != 0;
        let offset = (offset & 0x3fff_ffff) as usize;
        if found.len().saturating_add(length.min(main.len())) > reading.limits.chars.saturating_mul(2) {
            return Err(Stop::Over(crate::Limit::Chars));
        }
        let bytes = |from: usize, size: usize| main.get(from..from.saturating_add(size).min(main.len())).unwrap_or_default();
        if narrow {
            let text = WINDOWS_1252.decode_without_bom_handling(bytes(offset / 2, length)).0;
            found.extend(text.encode_utf16());
        } else {
            found.extend(bytes(offset, length.saturating_mul(2)).chunks_exact(2).map(|raw| u16::from_le_bytes([raw[0], raw[1]])));
        }
    }
    Ok(found)
}

/// The table of pieces, after blocks of formats.
fn pieces(list: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    while list.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(list, at + 1)?);
    }
    (list.get(at) == Some(&2)).then(|| list.get(at + 5..))?
}

/// Splits a story at ends of paragraphs (13) and cells (7), leaves out what fields are made by.
fn paragraphs(story: &[u16], label: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome {
    let (mut number, mut line, mut code) = (0, Vec::new(), 0usize);
    let (mut row, mut column) = (0, 0);
    reading.begin_table();
    for (at, unit) in story.iter().enumerate() {
        match unit {
            19 => code += 1,
            20 => code = code.saturating_sub(1),
            21 => {}
            7 | 12 | 13 => {
                reading.step()?;
                let text = String::from_utf16_lossy(&std::mem::take(&mut line));
                if *unit == 7 {
                    // Two marks in a row end the row.
                    if at > 0 && story[at - 1] == 7 && text.is_empty() {
                        (row, column) = (row + 1, 0);
                        continue;
                    }
                    column += 1;
                    reading.part(&format!("{label}表格第{}行第{column}列", row + 1), &text, hidden, Some(At::row(row + 1)))?;
                    continue;
                }
                number += 1;
                reading.part(&format!("{label}第{number}段"), &text, hidden, None)?;
            }
            11 => line.push(u16::from(b'\n')),
            9 => line.push(9),
            30 => line.push(u16::from(b'-')),
            _ if *unit < 32 || code > 0 => {}
            _ => line.push(*unit),
        }
    }
    reading.part(
        &format!("{label}第{}段", number + 1),
        &utf16(&line.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<_>>()),
        hidden,
        None,
    )
}
