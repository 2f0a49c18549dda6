//! Bringing a file in: what it would do, told before it does anything; and the command line's way in one go.

use super::{Opening, Preview, Proposal, kept, open, preview, propose, sheet};
use crate::problem::{Outcome, Problem};
use crate::proofing::rows::{RowError, clashes, errors};
use domain::identity::Actor;
use domain::lexicons::{Difference, Kind, Mode, Row, Weight, needs_second};
use domain::{LexiconId, SiteId, Time};
use serde::Serialize;
use std::collections::BTreeSet;
use store::lexicons::{self as stored, Change};
use store::{Read, Tx};
use utoipa::ToSchema;

/// What a file would do to a list, told before anything is changed.
#[derive(Serialize, ToSchema)]
pub struct DryRun {
    columns: Vec<&'static str>,
    /// Version of the list that it was held against; to be sent back with the change.
    base_version: i32,
    rows: usize,
    added: usize,
    changed: usize,
    removed: usize,
    unchanged: usize,
    errors: Vec<RowError>,
    #[schema(value_type = Option<String>)]
    severest: Option<Weight>,
    needs_second: bool,
    /// The rows to be sent back in the change.
    #[schema(value_type = Vec<std::collections::HashMap<String, String>>)]
    add: Vec<Row>,
    remove: Vec<String>,
    preview: Option<Preview>,
}

/// Reads a file, says what is wrong with its rows and what the good ones would do.
pub fn dry_run(r: &mut Read, actor: &Actor, id: LexiconId, bytes: &[u8], mode: Mode, now: Time) -> Outcome<DryRun> {
    let list = kept(r, actor, id, now)?;
    let kind = list.kind()?;
    let sheet = sheet::read(kind, bytes)?;
    let mut wrong = sheet.errors;
    wrong.extend(errors(kind, &sheet.rows));
    let in_force = stored::rows(r, id)?;
    let of_wrong = |wrong: &[RowError]| wrong.iter().map(|e| e.row).collect::<BTreeSet<u64>>();
    if kind == Kind::Words {
        let (bad, named): (_, BTreeSet<String>) = (of_wrong(&wrong), sheet.rows.iter().map(|(_, row)| kind.key(row)).collect());
        let good: Vec<(u64, Row)> = sheet.rows.iter().filter(|(line, _)| !bad.contains(line)).cloned().collect();
        let stays = in_force.iter().filter(|(key, _)| mode == Mode::Add && !named.contains(*key));
        wrong.extend(clashes(&stays.map(|(key, row)| (key.clone(), row.clone())).collect(), &good));
    }
    let (bad, rows) = (of_wrong(&wrong), sheet.rows.len());
    // What a bad row names is not taken out: it is mistaken, not missing.
    let spared: BTreeSet<String> =
        sheet.rows.iter().filter(|(line, _)| bad.contains(line)).map(|(_, row)| kind.key(row)).collect();
    let good = sheet.rows.into_iter().filter(|(line, _)| !bad.contains(line)).map(|(_, row)| row).collect();
    let mut in_play = in_force;
    in_play.retain(|key, _| !spared.contains(key));
    let difference = Difference::between(kind, &in_play, good, &[], mode);
    let add: Vec<Row> = difference.added.iter().chain(&difference.changed).cloned().collect();
    let shown = if kind == Kind::Words { Some(preview(r, list.site_id, &add, now)?) } else { None };
    wrong.sort_by_key(|e| e.row);
    Ok(DryRun {
        columns: sheet.columns,
        base_version: list.version,
        rows,
        added: difference.added.len(),
        changed: difference.changed.len(),
        removed: difference.removed.len(),
        unchanged: difference.unchanged,
        errors: wrong,
        severest: difference.severest(),
        needs_second: difference.severest().is_some_and(|w| needs_second(kind, w)),
        add,
        remove: difference.removed,
        preview: shown,
    })
}

/// A file for a list that is opened when it isn't there yet.
pub struct Import<'a> {
    pub code: &'a str,
    pub title: &'a str,
    pub kind: Kind,
    pub site: Option<SiteId>,
    pub mode: Mode,
    pub note: &'a str,
}

/// Proposes a file's rows; a file with a bad row is refused whole, naming the first.
pub fn import(tx: &mut Tx, into: &Import, bytes: &[u8]) -> Outcome<Change> {
    let list = match stored::by_code(tx, into.code)? {
        Some(list) => {
            let (actor, now) = (tx.actor().clone(), tx.now());
            kept(tx, &actor, list.id, now)?
        }
        None => open(tx, &Opening { code: into.code, title: into.title, kind: into.kind, site: into.site })?,
    };
    let kind = list.kind()?;
    let sheet = sheet::read(kind, bytes)?;
    let wrong = [sheet.errors, errors(kind, &sheet.rows)].concat();
    if let Some(first) = wrong.first() {
        return Err(Problem::field("file", format!("第 {} 行：{}（共 {} 行有误）", first.row, first.message, wrong.len())));
    }
    let add = sheet.rows.into_iter().map(|(_, row)| row).collect();
    propose(tx, list.id, Proposal { base_version: list.version, add, remove: &[], mode: into.mode, note: into.note })
}

/// Words in place of a list's own, under one name; for worlds that are set up.
pub fn import_csv(tx: &mut Tx, name: &str, csv: &str) -> Outcome<Change> {
    let into = Import { code: name, title: name, kind: Kind::Words, site: None, mode: Mode::Replace, note: "导入" };
    import(tx, &into, csv.as_bytes())
}
