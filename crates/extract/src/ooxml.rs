//! What docx, xlsx and pptx share: relations between parts, drawings, pictures, macros, objects inside.

use crate::package::Package;
use crate::reading::{Outcome, Reading, Stop};
use crate::xml::{self, Tag, Xml};
use crate::{Limit, Note, drawing, picture, properties, read_one};

/// Relations of one part, sheets or slides of one file: each is looked up among the others.
pub(crate) const RELATIONS: usize = 10_000;

/// A relation from one part of a package to another.
pub(crate) struct Relation {
    pub id: String,
    /// The last piece of its type: `slide`, `comments`.
    pub kind: String,
    pub target: String,
}

/// Relations of a part; targets outside the package are left out.
pub(crate) fn relations(package: &mut Package, part: &str, reading: &mut Reading) -> Outcome<Vec<Relation>> {
    let (folder, base) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() { format!("_rels/{base}.rels") } else { format!("{folder}/_rels/{base}.rels") };
    let Some(bytes) = package.read(&name, reading)? else { return Ok(Vec::new()) };
    let text = xml::text(&bytes);
    let (mut xml, mut found) = (Xml::new(&text), Vec::new());
    loop {
        match xml.next(reading)? {
            Tag::Open(tag) if tag.name() == "Relationship" => {
                if tag.attr("TargetMode").is_some_and(|mode| mode == "External") {
                    continue;
                }
                let (Some(id), Some(kind), Some(target)) = (tag.attr("Id"), tag.attr("Type"), tag.attr("Target")) else {
                    continue;
                };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                if found.len() >= RELATIONS {
                    return Err(Stop::Over(Limit::Parts));
                }
                found.push(Relation { id, kind, target: resolve(folder, &target) });
            }
            Tag::End => return Ok(found),
            _ => {}
        }
    }
}

/// A path from one folder of the package, as a path from its root; `..` never leaves it.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let mut pieces: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            piece => pieces.push(piece),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.join("/")
}

/// Where the main part is.
pub(crate) fn main_part(package: &mut Package, usual: &str, reading: &mut Reading) -> Outcome<String> {
    let relations = relations(package, "", reading).unwrap_or_default();
    let named = relations.into_iter().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target);
    named.filter(|name| package.has(name)).or_else(|| package.has(usual).then(|| usual.to_owned())).ok_or_else(Stop::broken)
}

/// Everything beside the text proper: properties, diagrams and charts, pictures, macros, objects inside.
pub(crate) fn beside(package: &mut Package, reading: &mut Reading) -> Outcome {
    properties::of_ooxml(package, reading)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let (mut diagrams, mut charts, mut objects) = (0, 0, 0);
    for name in &names {
        let low = name.to_lowercase();
        if low.ends_with("vbaproject.bin") || low.contains("/macrosheets/") {
            reading.note(Note::Macros);
        } else if low.contains("/diagrams/data") {
            diagrams += 1;
            drawn(package, name, &format!("图示{diagrams}"), reading)?;
        } else if low.contains("/charts/chart") && low.ends_with(".xml") {
            charts += 1;
            drawn(package, name, &format!("图表{charts}"), reading)?;
        } else if low.contains("/media/") {
            if let Some(bytes) = soft(package.read(name, reading), reading)?.flatten() {
                picture::look(&bytes, name.rsplit('/').next().unwrap_or(name), reading);
            }
        } else if low.contains("/embeddings/") || low.contains("/afchunk") {
            objects += usize::from(!inner(package, name, reading)?);
        }
    }
    if objects > 0 {
        reading.note(Note::Embedded { count: objects });
    }
    Ok(())
}

/// An outcome whose failure concerns one member only becomes a note.
fn soft<T>(outcome: Outcome<T>, reading: &mut Reading) -> Outcome<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(stop @ (Stop::Unread(_) | Stop::Encrypted | Stop::Over(Limit::Nesting | Limit::Depth | Limit::Ratio))) => {
            reading.note(stop.note());
            Ok(None)
        }
        Err(stop) => Err(stop),
    }
}

/// Runs a reader of a lesser part: its failure becomes a note, unless limits of the whole are spent.
pub(crate) fn lesser(outcome: Outcome, reading: &mut Reading) -> Outcome {
    soft(outcome, reading).map(|_| ())
}

fn drawn(package: &mut Package, name: &str, place: &str, reading: &mut Reading) -> Outcome {
    let Some(bytes) = soft(package.read(name, reading), reading)?.flatten() else { return Ok(()) };
    let outcome = drawing::read(&xml::text(&bytes), place, None, reading);
    lesser(outcome, reading)
}

/// Reads a document inside the document; whether it could be told what it is.
fn inner(package: &mut Package, name: &str, reading: &mut Reading) -> Outcome<bool> {
    if name.to_lowercase().ends_with(".bin") || reading.depth() >= reading.limits.depth {
        return Ok(false);
    }
    let Some(bytes) = soft(package.read(name, reading), reading)?.flatten() else { return Ok(false) };
    reading.enter(name.rsplit('/').next().unwrap_or(name))?;
    let read = read_one(name, &bytes, reading);
    let read = lesser(read, reading);
    reading.leave();
    read.map(|()| true)
}
