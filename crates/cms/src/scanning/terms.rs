//! The words that are new since a scan: an engine of these alone, to pass over texts that can't hold one of them.
//!
//! It is wider than the entries themselves (no guards, no scope, no period, no edges): what it misses, the full
//! engine would not find either; what it finds, the full engine decides.

use crate::problem::{Outcome, Problem};
use domain::scanning::ScanKind;
use proofing::{Boundary, Engine, Entry, Grade, TextDoc};
use std::collections::BTreeMap;
use store::Read;

/// The engine of what was added to the lists since the last scan that went through everything; `None` when nothing
/// was added.
pub fn since_last_scan(r: &mut Read) -> Outcome<Option<Engine>> {
    let last = store::scans::last_done(r, &[ScanKind::Lexicon, ScanKind::Full])?;
    let before: BTreeMap<String, i32> = match last {
        Some(scan) => serde_json::from_str(&scan.lists)?,
        None => BTreeMap::new(),
    };
    let mut added = Vec::new();
    for list in store::proofing::lexicons(r)?.into_iter().filter(|l| before.get(&l.name) != Some(&l.version)) {
        added.extend(proofing::Lexicon::parse_csv(&list.entries).0);
    }
    let wide: Vec<Entry> = added.into_iter().filter(|e| e.grade != Grade::Allow).map(widened).collect();
    if wide.is_empty() {
        return Ok(None);
    }
    Engine::new(&wide, "new").map(Some).map_err(Problem::internal)
}

fn widened(entry: Entry) -> Entry {
    Entry { variants: entry.variants, boundary: Boundary::Off, ..Entry::new("new", entry.grade, &entry.word) }
}

/// Whether a text may hold one of the words.
pub fn may_hit(engine: &Engine, text: &str) -> bool {
    engine.count_matches(&TextDoc::from_text(text)) > 0
}
