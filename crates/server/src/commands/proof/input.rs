//! What `jiyue proof` is given: text with lines and columns, or a document whose parts name their place.
//! Whatever cannot be read is a note of the file, never silence.

use cms::{Outcome, Problem};
use extract::office::Soffice;
use extract::{Document, Limits};
use proofing::cli::Format;
use proofing::report::Lines;
use proofing::{Block, Finding, Severity, TextDoc};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long LibreOffice may take for one document.
const CONVERSION: Duration = Duration::from_secs(60);

/// A file ready to be checked.
pub struct Input {
    pub name: String,
    pub doc: TextDoc,
    /// What is to be said of the file as a whole.
    pub notes: Vec<(Severity, String)>,
    places: Places,
}

enum Places {
    Lines(Lines),
    /// The place of each block.
    Parts(Vec<String>),
}

impl Input {
    pub fn read(file: &Path, format: Option<Format>, soffice: Option<&Path>) -> Outcome<Input> {
        let name = file.display().to_string();
        let bytes = bytes_of(file)?;
        let text = text_format(file).or(if file.as_os_str() == "-" { Some(format.unwrap_or_default()) } else { format });
        match (text, std::str::from_utf8(&bytes)) {
            (Some(kind), Ok(source)) => Ok(Input::text(name, format.unwrap_or(kind), source)),
            _ => Ok(Input::document(name, &document(file, &bytes, soffice))),
        }
    }

    fn text(name: String, format: Format, source: &str) -> Input {
        let source = source.trim_start_matches('\u{feff}');
        Input { name, doc: format.read(source), notes: Vec::new(), places: Places::Lines(Lines::of(source)) }
    }

    fn document(name: String, document: &Document) -> Input {
        let blocks: Vec<Block> = document.parts.iter().map(|part| cms::proofing::block_of(&part.text, part.cell)).collect();
        let graded = |note: &extract::Note| {
            let severity = if note.severity() == extract::Severity::Warn { Severity::Warn } else { Severity::Info };
            (severity, note.message())
        };
        Input {
            name,
            doc: TextDoc::from_blocks(&blocks),
            notes: document.notes.iter().map(graded).collect(),
            places: Places::Parts(document.parts.iter().map(|part| part.place.clone()).collect()),
        }
    }

    /// Where a finding stands: `line:column`, or the part of the document.
    pub fn place(&self, finding: &Finding) -> String {
        match &self.places {
            Places::Lines(lines) => lines.place(finding.char_start),
            Places::Parts(places) => places.get(finding.block).cloned().unwrap_or_default(),
        }
    }
}

/// Text that is read with its lines; everything else goes through the reader of documents.
fn text_format(file: &Path) -> Option<Format> {
    match file.extension()?.to_str()?.to_lowercase().as_str() {
        "txt" => Some(Format::Text),
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        _ => None,
    }
}

fn document(file: &Path, bytes: &[u8], soffice: Option<&Path>) -> Document {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let limits = Limits::default();
    let soffice = soffice.map(|path| Soffice { path: path.to_owned(), timeout: CONVERSION });
    extract::office::read(&name, bytes, &limits, soffice.as_ref())
}

/// Reads one byte more than is ever checked, so that a huge file is known as one without filling the memory.
fn bytes_of(file: &Path) -> Outcome<Vec<u8>> {
    let (mut bytes, most) = (Vec::new(), Limits::default().bytes as u64 + 1);
    let told = |e| Problem::field("file", format!("{} 读不出来：{e}", file.display()));
    super::open(file)?.take(most).read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}

/// The files named, and those in the folders named, in order of name; hidden ones and links are left out.
pub fn files(named: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() { walk(path, &mut found)? } else { found.push(path.clone()) }
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Outcome<()> {
    let told = |e: std::io::Error| Problem::field("file", format!("{} 读不出来：{e}", folder.display()));
    let mut entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(told)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries.into_iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
        let kind = entry.file_type().map_err(told)?;
        if kind.is_dir() {
            walk(&entry.path(), found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}
