//! What is new in the lists since a scan: an engine of the new words alone, to pass over texts that can't hold one.
//!
//! It is wider than the entries themselves (no guards, no scope, no period, no edges): what it misses, the full
//! engine would not find either; what it finds, the full engine decides.

use crate::problem::{Outcome, Problem};
use crate::proofing::rows::entries;
use domain::lexicons::{Kind, Row};
use domain::scanning::ScanKind;
use proofing::{Boundary, Category, Engine, Entry, Grade, Options, TextDoc};
use std::collections::BTreeMap;
use store::Read;

/// What the lists have gained since the last scan that went through everything.
pub enum New {
    Nothing,
    /// Words; only texts that may hold one are concerned.
    Words(Engine),
    /// Something that may concern any text: office-holders, grades of rules, an exception taken out.
    Anything,
}

impl New {
    pub fn since_last_scan(r: &mut Read) -> Outcome<New> {
        let last = store::scans::last_done(r, &[ScanKind::Lexicon, ScanKind::Full])?;
        let before: BTreeMap<String, i32> = match last {
            Some(scan) => serde_json::from_str(&scan.lists)?,
            None => BTreeMap::new(),
        };
        let mut added: Vec<Row> = Vec::new();
        for list in store::lexicons::all(r)?.into_iter().filter(|l| before.get(&l.code) != Some(&l.version)) {
            let then = store::lexicons::rows_at(r, list.id, before.get(&list.code).copied().unwrap_or(0))?;
            let mut now = store::lexicons::rows(r, list.id)?;
            let lost_exception = then.iter().any(|(key, row)| !now.contains_key(key) && is_exception(row));
            if list.kind()? != Kind::Words || lost_exception {
                return Ok(New::Anything);
            }
            now.retain(|key, row| then.get(key) != Some(row));
            added.extend(now.into_values());
        }
        let wide: Vec<Entry> = entries(added.iter()).into_iter().filter(|e| e.grade != Grade::Allow).map(widened).collect();
        if wide.is_empty() {
            return Ok(New::Nothing);
        }
        Engine::new(&wide, "new").map(New::Words).map_err(Problem::internal)
    }

    /// Whether a text may be concerned.
    pub fn may_concern(&self, text: &str) -> bool {
        match self {
            New::Nothing => false,
            New::Anything => true,
            New::Words(engine) => {
                let found = engine.check(&TextDoc::from_text(text), &Options::default());
                found.iter().any(|f| matches!(f.category, Category::Sensitive | Category::Term))
            }
        }
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, New::Nothing)
    }
}

fn is_exception(row: &Row) -> bool {
    row.get("severity").is_some_and(|grade| grade == "allow")
}

fn widened(entry: Entry) -> Entry {
    Entry { variants: entry.variants, boundary: Boundary::Off, ..Entry::new("new", entry.grade, &entry.word) }
}
