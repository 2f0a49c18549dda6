//! pptx: slides in their order, speaker's notes, comments, hidden slides.

use crate::ooxml::{self, Relation};
use crate::package::Package;
use crate::reading::{Outcome, Reading, Stop};
use crate::xml::{self, Tag, Xml};
use crate::{Hidden, Limit, Note, drawing};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let mut package = Package::open(bytes, reading)?;
    let main = ooxml::main_part(&mut package, "ppt/presentation.xml", reading)?;
    let relations = ooxml::relations(&mut package, &main, reading)?;
    let presentation = package.read(&main, reading)?.ok_or_else(Stop::broken)?;
    let order = slides(&xml::text(&presentation), &relations, reading)?;
    let mut said = Said::default();
    for (number, slide) in (1u32..).zip(&order) {
        let outcome = slide_of(&mut package, slide, number, &mut said, reading);
        ooxml::lesser(outcome, reading)?;
    }
    if said.notes > 0 {
        reading.note(Note::SpeakerNotes { count: said.notes });
    }
    if said.comments > 0 {
        reading.note(Note::Comments { count: said.comments });
    }
    if said.hidden > 0 {
        reading.note(Note::HiddenSlides { count: said.hidden });
    }
    ooxml::beside(&mut package, reading)
}

#[derive(Default)]
struct Said {
    notes: u32,
    comments: u32,
    hidden: u32,
}

/// Parts of the slides in the order in which they are shown.
fn slides(text: &str, relations: &[Relation], reading: &mut Reading) -> Outcome<Vec<String>> {
    let (mut xml, mut found) = (Xml::new(text), Vec::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == "sldId" => {
                if found.len() >= ooxml::RELATIONS {
                    return Err(Stop::Over(Limit::Parts));
                }
                let id = tag.attr_exact("r:id").unwrap_or_default();
                found.extend(relations.iter().find(|relation| relation.id == id).map(|relation| relation.target.clone()));
            }
            Tag::End => break,
            _ => {}
        }
    }
    if found.is_empty() {
        found.extend(relations.iter().filter(|relation| relation.kind == "slide").map(|relation| relation.target.clone()));
    }
    Ok(found)
}

fn slide_of(package: &mut Package, slide: &str, number: u32, said: &mut Said, reading: &mut Reading) -> Outcome {
    let bytes = package.read(slide, reading)?.ok_or_else(|| Stop::unread(format!("第{number}张幻灯片缺失")))?;
    let text = xml::text(&bytes);
    let place = format!("第{number}张幻灯片");
    let root = Xml::new(&text).root(reading)?;
    let is_hidden = root.and_then(|root| root.attr("show")).is_some_and(|show| show == "0" || show == "false");
    said.hidden += u32::from(is_hidden);
    drawing::read(&text, &place, is_hidden.then_some(Hidden::Notes), reading)?;
    for relation in ooxml::relations(package, slide, reading)? {
        let (end, hidden) = match relation.kind.as_str() {
            "notesSlide" => ("备注", Hidden::Notes),
            "comments" => ("批注", Hidden::Comment),
            _ => continue,
        };
        let Some(bytes) = package.read(&relation.target, reading)? else { continue };
        let text = xml::text(&bytes);
        let place = format!("{place}{end}");
        if hidden == Hidden::Notes {
            let before = reading.kept();
            // The number of the page is a field on each of these.
            drawing::read(&without_fields(&text), &place, Some(hidden), reading)?;
            said.notes += u32::from(reading.kept() > before);
        } else {
            said.comments += comments(&text, &place, reading)?;
        }
    }
    Ok(())
}

/// Leaves out fields such as the page's number.
fn without_fields(text: &str) -> String {
    let (mut rest, mut kept) = (text, String::with_capacity(text.len()));
    while let Some(at) = rest.find("<a:fld ") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find("</a:fld>").map_or("", |end| &rest[at + end + 8..]);
    }
    kept + rest
}

/// Comments of both generations: text in `p:text`, or paragraphs of DrawingML.
fn comments(text: &str, place: &str, reading: &mut Reading) -> Outcome<u32> {
    let (mut xml, mut line, mut inside, mut count) = (Xml::new(text), String::new(), false, 0);
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if matches!(tag.name(), "text" | "t") => inside = true,
            Tag::Text(text) if inside => line += &text,
            Tag::Close(name) if matches!(name.as_ref(), "text" | "t") => inside = false,
            Tag::Close(name) if name == "cm" => {
                count += 1;
                reading.part(place, &line, Some(Hidden::Comment), None)?;
                line.clear();
            }
            Tag::End => return Ok(count),
            _ => {}
        }
    }
}
