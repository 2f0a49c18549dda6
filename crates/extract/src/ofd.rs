//! OFD (GB/T 33190): text of pages by place, templates, annotations, attachments, who made it.

use crate::ooxml::{RELATIONS, lesser, resolve};
use crate::package::Package;
use crate::reading::{Outcome, Reading, Stop};
use crate::xml::{self, Element, Tag, Xml};
use crate::{Hidden, Limit, Note, picture, properties, read_one};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let mut package = Package::open(bytes, reading)?;
    let main = package.read("OFD.xml", reading)?.ok_or_else(Stop::broken)?;
    let main = xml::text(&main).into_owned();
    properties::of_ofd(&main, reading);
    let (mut pages, mut blank) = (0, Vec::new());
    for root in values(&main, "DocRoot", reading)? {
        document(&mut package, &resolve("", root.trim()), &mut pages, &mut blank, reading)?;
    }
    if !blank.is_empty() {
        reading.note(Note::NoTextLayer { pages: blank, of: pages });
    }
    pictures(&mut package, reading)
}

/// Texts of all elements of this name.
fn values(text: &str, name: &str, reading: &mut Reading) -> Outcome<Vec<String>> {
    let (mut xml, mut found, mut inside, mut value) = (Xml::new(text), Vec::new(), false, String::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == name => inside = true,
            Tag::Text(text) if inside => value += &text,
            Tag::Close(closed) if closed == name => {
                inside = false;
                found.push(std::mem::take(&mut value));
            }
            Tag::End => return Ok(found),
            _ => {}
        }
    }
}

/// What a document says of its pages, templates and lists.
#[derive(Default)]
struct Outline {
    pages: Vec<(String, String)>,
    templates: Vec<String>,
    annotations: Vec<String>,
    attachments: Vec<String>,
}

fn document(package: &mut Package, root: &str, pages: &mut u32, blank: &mut Vec<u32>, reading: &mut Reading) -> Outcome {
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let bytes = package.read(root, reading)?.ok_or_else(Stop::broken)?;
    let outline = outline(&xml::text(&bytes), &folder, reading)?;
    let first = *pages;
    for (_, part) in &outline.pages {
        *pages += 1;
        let place = format!("第{pages}页");
        match package.read(part, reading)? {
            None => reading.note(Note::Unread { why: format!("{place}缺失") }),
            Some(bytes) => {
                let page = page(&xml::text(&bytes), &place, None, reading);
                match page {
                    Ok(true) => blank.push(*pages),
                    Ok(false) => {}
                    Err(stop) => lesser(Err(stop), reading)?,
                }
            }
        }
    }
    for part in &outline.templates {
        if let Some(bytes) = package.read(part, reading)? {
            let outcome = page(&xml::text(&bytes), "模板页", None, reading).map(|_| ());
            lesser(outcome, reading)?;
        }
    }
    annotations(package, &outline, first, reading)?;
    attachments(package, &outline, reading)
}

fn outline(text: &str, folder: &str, reading: &mut Reading) -> Outcome<Outline> {
    let (mut xml, mut found, mut name, mut value) = (Xml::new(text), Outline::default(), String::new(), String::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) => {
                name = tag.name().to_owned();
                value.clear();
                if found.pages.len() >= RELATIONS {
                    return Err(Stop::Over(Limit::Parts));
                }
                let base = || tag.attr("BaseLoc").map(|base| resolve(folder, &base));
                match name.as_str() {
                    "Page" => found.pages.extend(base().map(|base| (tag.attr("ID").unwrap_or_default(), base))),
                    "TemplatePage" => found.templates.extend(base()),
                    _ => {}
                }
            }
            Tag::Text(text) => value += &text,
            Tag::Close(closed) => match closed.as_ref() {
                "Annotations" if name == "Annotations" => found.annotations.push(resolve(folder, value.trim())),
                "Attachments" if name == "Attachments" => found.attachments.push(resolve(folder, value.trim())),
                _ => {}
            },
            Tag::End => return Ok(found),
        }
    }
}

/// A run of text and where it stands, in millimetres.
struct Run {
    x: f64,
    y: f64,
    height: f64,
    text: String,
}

/// Keeps the lines of a page; whether it has pictures but no text.
fn page(text: &str, place: &str, hidden: Option<Hidden>, reading: &mut Reading) -> Outcome<bool> {
    let (mut xml, mut runs, mut pictures) = (Xml::new(text), Vec::<Run>::new(), false);
    let (mut bounds, mut size, mut inside, mut invisible) = ([0.0; 4], 0.0, false, false);
    let outcome = loop {
        match xml.next(reading) {
            Ok(Tag::Open(tag)) => match tag.name() {
                "TextObject" => {
                    bounds = numbers(&tag, "Boundary");
                    size = tag.attr("Size").and_then(|size| size.parse().ok()).unwrap_or(4.0);
                    invisible = tag.attr("Visible").is_some_and(|visible| visible == "false");
                }
                "TextCode" => {
                    let at = |name: &str| tag.attr(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(0.0);
                    let (x, y) = (bounds[0] + at("X"), bounds[1] + at("Y"));
                    runs.push(Run { x, y, height: f64::max(size, 0.1), text: String::new() });
                    inside = true;
                }
                "ImageObject" => pictures = true,
                _ => {}
            },
            Ok(Tag::Text(text)) if inside => {
                if let Some(run) = runs.last_mut() {
                    run.text += &text;
                }
            }
            Ok(Tag::Close(name)) if name == "TextCode" => {
                inside = false;
                if let Some(run) = runs.pop_if(|_| invisible) {
                    reading.part(place, &run.text, Some(Hidden::Text), None)?;
                }
            }
            Ok(Tag::End) => break Ok(()),
            Err(stop) => break Err(stop),
            Ok(_) => {}
        }
    };
    let blank = pictures && runs.iter().all(|run| run.text.trim().is_empty());
    for line in lines(runs) {
        reading.part(place, &line, hidden, None)?;
    }
    outcome.map(|()| blank)
}

fn numbers(tag: &Element, name: &str) -> [f64; 4] {
    let mut found = [0.0; 4];
    let value = tag.attr(name).unwrap_or_default();
    for (to, from) in found.iter_mut().zip(value.split_whitespace()) {
        *to = from.parse().unwrap_or(0.0);
    }
    found
}

/// Runs on one line joined, in their order; a run that starts elsewhere is a line of its own.
fn lines(runs: Vec<Run>) -> Vec<String> {
    let mut lines: Vec<(Run, f64)> = Vec::new();
    for run in runs {
        let width = run.text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>() * run.height;
        let end = run.x + width;
        match lines.last_mut() {
            Some((line, to)) if (run.y - line.y).abs() < line.height * 0.5 && run.x >= line.x => {
                if run.x - *to > line.height * 1.5 {
                    line.text.push('\t');
                }
                line.text += &run.text;
                *to = end;
            }
            _ => lines.push((run, end)),
        }
    }
    lines.into_iter().map(|(line, _)| line.text).collect()
}

/// Notes on pages: stamps' captions, marks, what a reader wrote.
fn annotations(package: &mut Package, outline: &Outline, first: u32, reading: &mut Reading) -> Outcome {
    let mut count = 0;
    for list in &outline.annotations {
        let Some(bytes) = package.read(list, reading)? else { continue };
        let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = xml::text(&bytes);
        let (mut xml, mut page_id, mut inside, mut value) = (Xml::new(&text), String::new(), false, String::new());
        let mut files = Vec::new();
        loop {
            match xml.next(reading)? {
                Tag::Open(tag) if tag.name() == "Page" => page_id = tag.attr("PageID").unwrap_or_default(),
                Tag::Open(tag) if tag.name() == "FileLoc" => inside = true,
                Tag::Text(text) if inside => value += &text,
                Tag::Close(_) if files.len() >= RELATIONS => return Err(Stop::Over(Limit::Parts)),
                Tag::Close(name) if name == "FileLoc" => {
                    inside = false;
                    files.push((page_id.clone(), resolve(folder, std::mem::take(&mut value).trim())));
                }
                Tag::End => break,
                _ => {}
            }
        }
        for (id, file) in files {
            let Some(bytes) = package.read(&file, reading)? else { continue };
            let number = outline.pages.iter().position(|(page, _)| *page == id).map_or(0, |at| first + at as u32 + 1);
            let text = xml::text(&bytes);
            let before = reading.kept();
            let place = format!("第{number}页批注");
            let outcome = page(&text, &place, Some(Hidden::Comment), reading).map(|_| ());
            lesser(outcome, reading)?;
            for remark in values(&text, "Remark", reading)? {
                reading.part(&place, &remark, Some(Hidden::Comment), None)?;
            }
            count += u32::from(reading.kept() > before);
        }
    }
    if count > 0 {
        reading.note(Note::Comments { count });
    }
    Ok(())
}

/// Files that travel with the document.
fn attachments(package: &mut Package, outline: &Outline, reading: &mut Reading) -> Outcome {
    for list in &outline.attachments {
        let Some(bytes) = package.read(list, reading)? else { continue };
        let folder = list.rsplit_once('/').map_or("", |(folder, _)| folder);
        for file in values(&xml::text(&bytes), "FileLoc", reading)? {
            let file = resolve(folder, file.trim());
            let Some(bytes) = package.read(&file, reading)? else { continue };
            if reading.depth() >= reading.limits.depth {
                return Err(Stop::Over(Limit::Depth));
            }
            let name = file.rsplit('/').next().unwrap_or(&file).to_owned();
            reading.enter(&name)?;
            let outcome = read_one(&name, &bytes, reading);
            let outcome = lesser(outcome, reading);
            reading.leave();
            outcome?;
        }
    }
    Ok(())
}

fn pictures(package: &mut Package, reading: &mut Reading) -> Outcome {
    let names: Vec<String> = package.names().filter(|name| name.contains("/Res/")).map(str::to_owned).collect();
    for name in names {
        let is_picture = matches!(crate::sniff::extension(&name).as_str(), "jpg" | "jpeg" | "png");
        if is_picture && let Ok(Some(bytes)) = package.read(&name, reading) {
            picture::look(&bytes, name.rsplit('/').next().unwrap_or(&name), reading);
        }
    }
    Ok(())
}
