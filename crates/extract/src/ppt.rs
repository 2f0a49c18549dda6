//! ppt and dps (MS-PPT): the texts of slides, notes and comments, without formats.

use crate::cfb::{self, Compound, u16_at, u32_at, utf16};
use crate::Hidden;
use crate::reading::{Outcome, Reading, Stop};
use encoding_rs::WINDOWS_1252;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let file = Compound::open(bytes).ok_or_else(Stop::broken)?;
    reading.unpacked(bytes.len())?;
    cfb::authors(&file, reading);
    if file.has("EncryptedSummary") {
        return Err(Stop::Encrypted);
    }
    let stream = file.read("PowerPoint Document").ok_or_else(Stop::broken)?;
    records(&stream, reading)
}

/// Walks the records; containers are gone into by going on behind their header, so nothing recurses.
fn records(stream: &[u8], reading: &mut Reading) -> Outcome {
    let (mut at, mut slide) = (0usize, 0u32);
    // Until where we are in notes.
    let mut notes_to = 0usize;
    while let (Some(version), Some(kind), Some(size)) = (u16_at(stream, at), u16_at(stream, at + 2), u32_at(stream, at + 4)) {
        reading.step()?;
        let body = at + 8;
        let end = body.saturating_add(size as usize).min(stream.len());
        let data = stream.get(body..end).unwrap_or_default();
        let in_notes = at < notes_to;
        let place = if slide == 0 { "幻灯片".to_owned() } else { format!("第{slide}张幻灯片") };
        let hidden = in_notes.then_some(Hidden::Notes);
        match kind {
            // The list of slides has their outlines, one after the other.
            0x03f3 => slide += 1,
            0x03f0 if version & 0xf == 0xf => (notes_to, slide) = (end, 0),
            0x0fa0 => lines(&utf16(data), &place, hidden, reading)?,
            0x0fa8 => lines(&WINDOWS_1252.decode_without_bom_handling(data).0, &place, hidden, reading)?,
            // Texts of comments; names and layouts are in these too, told by their instance.
            0x0fba if version >> 4 == 1 => reading.part(&format!("{place}批注"), &utf16(data), Some(Hidden::Comment), None)?,
            _ => {}
        }
        at = if version & 0xf == 0xf { body } else { end };
    }
    Ok(())
}

fn lines(text: &str, place: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome {
    for line in text.split(['\r', '\n']) {
        reading.part(place, &line.replace('\u{b}', "\n"), hidden, None)?;
    }
    Ok(())
}
