//! The machine check: word lists kept hot, texts checked, findings answered (检查发现、确认无误).

pub mod alike;
mod anchored;
pub mod attached;
mod checker;
pub mod http;
pub mod live;
mod owner;
mod read_out;
mod text;
mod told;
mod waive;

pub use checker::{Checked, Checker, Finding};
pub use owner::{owner_of, site_owner};
pub use text::{check_text, lines_of};
pub use told::Told;
pub use waive::{JUDGES, Judge, agree, refuse, request};

use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::proofing::{Severity, WaiverState};
use store::Tx;
use store::proofing::Waiver;

/// Replaces a word list; refuses a file with bad rows, naming the first.
pub fn import_lexicon(tx: &mut Tx, name: &str, csv: &str) -> Outcome<i32> {
    require_of_viewer(tx.actor(), Permission::ManageLexicon, Place::Platform, tx.now())?;
    let (entries, errors) = proofing::Lexicon::parse_csv(csv);
    if let Some(first) = errors.first() {
        return Err(Problem::field("file", format!("第 {} 行：{}（共 {} 行有误）", first.row, first.message, errors.len())));
    }
    let version = store::proofing::put_lexicon(tx, name, csv)?;
    tx.record(Event::LexiconImported { name: name.into(), version, entries: entries.len() })?;
    Ok(version)
}

/// Findings without an agreed waiver, of this grade.
pub fn open_findings<'a>(found: &'a [Finding], waivers: &[Waiver], severity: Severity) -> Vec<&'a Finding> {
    let agreed = |f: &Finding| waivers.iter().any(|w| w.finding == f.id && w.state() == WaiverState::Agreed);
    found.iter().filter(|f| f.severity == severity && !agreed(f)).collect()
}
