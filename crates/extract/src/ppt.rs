//! ppt and dps (MS-PPT): the texts of slides, notes and comments, without formats.

use crate::cfb::{self, Compound, u16_at, u32_at, utf16};
use crate::reading::{Outcome, Reading, Stop};
use crate::{Hidden, Note};
use encoding_rs::WINDOWS_1252;
use std::collections::HashSet;

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

/// Where a text stands.
#[derive(Default)]
struct Place {
    slides: u32,
    notes: u32,
    /// Slide of the outline that comes before the slides themselves.
    outlined: u32,
    /// Until where we are in a slide, and whether it is hidden; in notes; in an outline.
    slide_to: usize,
    slide_hidden: bool,
    hidden_slides: u32,
    notes_to: usize,
    outline_to: usize,
}

impl Place {
    fn of(&self, at: usize) -> (String, Option<Hidden>) {
        match () {
            () if at < self.notes_to => (format!("备注{}", self.notes), Some(Hidden::Notes)),
            () if at < self.slide_to => (format!("第{}张幻灯片", self.slides), self.slide_hidden.then_some(Hidden::Notes)),
            () if at < self.outline_to => (format!("第{}张幻灯片", self.outlined), None),
            () => ("幻灯片".to_owned(), None),
        }
    }
}

/// Walks the records; containers are gone into by going on behind their header, so nothing recurses.
fn records(stream: &[u8], reading: &mut Reading) -> Outcome {
    let (mut at, mut places, mut comments) = (0usize, Place::default(), 0);
    let mut noted = HashSet::new();
    while let (Some(version), Some(kind), Some(size)) = (u16_at(stream, at), u16_at(stream, at + 2), u32_at(stream, at + 4)) {
        reading.step()?;
        let body = at + 8;
        let end = body.saturating_add(size as usize).min(stream.len());
        let data = stream.get(body..end).unwrap_or_default();
        let (place, hidden) = places.of(at);
        let before = reading.kept();
        let mut next = if version & 0xf == 0xf { body } else { end };
        match kind {
            // Masters, handouts and the outline of masters hold prompts.
            0x03f8 | 0x0fc9 => next = end,
            0x0ff0 if version >> 4 == 1 => next = end,
            0x0ff0 if version >> 4 == 2 => places.notes_to = end,
            0x0ff0 => (places.outline_to, places.outlined) = (end, 0),
            0x03f3 => places.outlined += 1,
            0x03ee => (places.slides, places.slide_to, places.slide_hidden) = (places.slides + 1, end, false),
            0x03f9 if u16_at(data, 10).is_some_and(|flags| flags & 4 != 0) => {
                (places.slide_hidden, places.hidden_slides) = (true, places.hidden_slides + 1);
            }
            0x03f0 => (places.notes, places.notes_to) = (places.notes + 1, end),
            0x0fa0 => lines(&utf16(data), &place, hidden, reading)?,
            0x0fa8 => lines(&WINDOWS_1252.decode_without_bom_handling(data).0, &place, hidden, reading)?,
            // Texts of comments; names are in these too, told by their instance.
            0x0fba if version >> 4 == 1 => {
                comments += 1;
                reading.part(&format!("{place}批注"), &utf16(data), Some(Hidden::Comment), None)?;
            }
            _ => {}
        }
        if at < places.notes_to && reading.kept() > before {
            noted.insert(places.notes);
        }
        at = next;
    }
    for (count, note) in [
        (comments, Note::Comments { count: comments }),
        (noted.len() as u32, Note::SpeakerNotes { count: noted.len() as u32 }),
        (places.hidden_slides, Note::HiddenSlides { count: places.hidden_slides }),
    ] {
        if count > 0 {
            reading.note(note);
        }
    }
    Ok(())
}

fn lines(text: &str, place: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome {
    // A star alone stands for a field: a date, a number.
    for line in text.split(['\r', '\n']).filter(|line| *line != "*") {
        reading.part(place, &line.replace('\u{b}', "\n"), hidden, None)?;
    }
    Ok(())
}
