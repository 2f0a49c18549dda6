//! Lists, rows and changes as screens show them.

use super::rules::REPORT_DAYS;
use super::{all_kept, kept, may_decide};
use crate::console::{Viewer, Why};
use crate::problem::{Outcome, Problem};
use domain::lexicons::{ChangeState, Kind, Row, Tally, Weight, fold};
use domain::{LexiconId, Time};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Read;
use store::lexicons::{self as stored, Change, Lexicon, Search};
use utoipa::ToSchema;

/// A site in a few words.
#[derive(Clone, Serialize, ToSchema)]
pub struct SiteName {
    id: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
pub struct LexiconRow {
    id: String,
    code: String,
    title: String,
    #[schema(value_type = String)]
    kind: Kind,
    /// `None` is in force everywhere.
    site: Option<SiteName>,
    version: i32,
    entries: i64,
    /// Rows by grade: `block`, `warn`, `info`, `allow`; of rules also `off`.
    by_severity: BTreeMap<String, i64>,
    #[schema(value_type = String)]
    changed_at: Time,
    /// Changes that wait for a second person.
    pending: i64,
    /// Findings of the last 180 days, and those that were let stand.
    hits: i64,
    waived: i64,
}

/// Figures of all lists, read once.
struct Figures {
    rows: Vec<(LexiconId, String, i64)>,
    pending: Vec<(LexiconId, i64)>,
    hits: Vec<(LexiconId, String, Tally)>,
}

impl Figures {
    fn read(r: &mut Read, now: Time) -> Outcome<Figures> {
        let hits = stored::hits_by_entry(r, now.plus_hours(-24 * REPORT_DAYS))?;
        Ok(Figures { rows: stored::tallies(r)?, pending: stored::pending(r)?, hits })
    }

    fn of(&self, r: &mut Read, v: &mut Viewer, list: Lexicon) -> Outcome<LexiconRow> {
        let mut by_severity: BTreeMap<String, i64> = Weight::ALL.iter().map(|w| (w.name().to_owned(), 0)).collect();
        for (_, severity, n) in self.rows.iter().filter(|(id, ..)| *id == list.id) {
            *by_severity.entry(severity.clone()).or_default() += n;
        }
        let hits = || self.hits.iter().filter(|(id, ..)| *id == list.id).map(|(_, _, tally)| tally);
        Ok(LexiconRow {
            id: list.id.to_string(),
            kind: list.kind()?,
            site: list.site_id.map(|s| Ok::<_, Problem>(SiteName { id: s.to_string(), name: v.site_name(r, s)? })).transpose()?,
            version: list.version,
            entries: by_severity.values().sum(),
            by_severity,
            changed_at: list.changed_at,
            pending: self.pending.iter().filter(|(id, _)| *id == list.id).map(|(_, n)| n).sum(),
            hits: hits().map(|t| t.hits).sum(),
            waived: hits().map(|t| t.waived + t.ignored).sum(),
            code: list.code,
            title: list.title,
        })
    }
}

/// The lists that the viewer keeps, by code.
pub fn lists(r: &mut Read, v: &mut Viewer) -> Outcome<Vec<LexiconRow>> {
    let figures = Figures::read(r, v.now)?;
    let all = all_kept(r, v.actor, v.now)?;
    all.into_iter().map(|list| figures.of(r, v, list)).collect()
}

pub fn list(r: &mut Read, v: &mut Viewer, list: Lexicon) -> Outcome<LexiconRow> {
    Figures::read(r, v.now)?.of(r, v, list)
}

#[derive(Serialize, ToSchema)]
pub struct EntryRow {
    key: String,
    /// Cells by column; empty ones are left out.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    row: Row,
    hits: i64,
    waived: i64,
}

#[derive(Serialize, ToSchema)]
pub struct EntryPage {
    total: i64,
    page: i64,
    size: i64,
    entries: Vec<EntryRow>,
}

/// Rows of one page.
const PAGE: i64 = 50;

/// One page of the rows in force, by key; pages count from 1.
pub fn entries(r: &mut Read, v: &Viewer, id: LexiconId, search: &Search, page: i64) -> Outcome<EntryPage> {
    kept(r, v.actor, id, v.now)?;
    let page = page.clamp(1, 1_000_000);
    let wanted = Search { words: fold(&search.words), ..search.clone() };
    let (total, found) = stored::search(r, id, &wanted, (page - 1) * PAGE, PAGE)?;
    let hits = stored::hits_by_entry(r, v.now.plus_hours(-24 * REPORT_DAYS))?;
    let entry = |(key, row): (String, Row)| {
        let tally = hits.iter().find(|(list, k, _)| *list == id && *k == key).map(|(_, _, t)| *t).unwrap_or_default();
        EntryRow { key, row, hits: tally.hits, waived: tally.waived + tally.ignored }
    };
    Ok(EntryPage { total, page, size: PAGE, entries: found.into_iter().map(entry).collect() })
}

#[derive(Serialize, ToSchema)]
pub struct LexiconBrief {
    id: String,
    title: String,
    #[schema(value_type = String)]
    kind: Kind,
}

#[derive(Serialize, ToSchema)]
pub struct ChangeRow {
    id: String,
    lexicon: LexiconBrief,
    /// Version that it was proposed over.
    base_version: i32,
    /// Version that it made, once agreed.
    version: Option<i32>,
    #[schema(value_type = String)]
    state: ChangeState,
    added: i32,
    changed: i32,
    removed: i32,
    severest: String,
    /// Some of its rows: `op` is `add`, `change` or `remove`.
    sample: Vec<SampleRow>,
    note: String,
    proposed_by: String,
    #[schema(value_type = String)]
    proposed_at: Time,
    decided_by: Option<String>,
    #[schema(value_type = Option<String>)]
    decided_at: Option<Time>,
    reason: Option<String>,
    may_decide: Why,
}

#[derive(Serialize, serde::Deserialize, ToSchema)]
pub struct SampleRow {
    op: String,
    #[schema(value_type = std::collections::HashMap<String, String>)]
    row: Row,
}

pub fn change(r: &mut Read, v: &mut Viewer, row: Change) -> Outcome<ChangeRow> {
    let list = stored::lexicon(r, row.lexicon_id)?.ok_or_else(Problem::not_found)?;
    Ok(ChangeRow {
        id: row.id.to_string(),
        lexicon: LexiconBrief { id: list.id.to_string(), title: list.title.clone(), kind: list.kind()? },
        base_version: row.base_version,
        version: row.number,
        state: row.state(),
        added: row.added,
        changed: row.changed,
        removed: row.removed,
        sample: serde_json::from_str(&row.sample)?,
        proposed_by: v.name(r, Some(row.proposed_by))?,
        proposed_at: row.proposed_at,
        decided_by: row.decided_by.map(|by| v.name(r, Some(by))).transpose()?,
        decided_at: row.decided_at,
        may_decide: Why::of(may_decide(v.actor, &list, &row, v.now))?,
        severest: row.severest,
        note: row.note,
        reason: row.reason,
    })
}

/// Changes that one answer holds, at most.
const CHANGES: i64 = 200;

/// A list's changes, newest first; the agreed ones are its versions.
pub fn changes_of(r: &mut Read, v: &mut Viewer, id: LexiconId) -> Outcome<Vec<ChangeRow>> {
    kept(r, v.actor, id, v.now)?;
    let found = stored::changes(r, Some(id), None, CHANGES)?;
    found.into_iter().map(|row| change(r, v, row)).collect()
}

/// Changes of every list that the viewer keeps, newest first.
pub fn changes(r: &mut Read, v: &mut Viewer, state: Option<ChangeState>) -> Outcome<Vec<ChangeRow>> {
    let lists: Vec<LexiconId> = all_kept(r, v.actor, v.now)?.into_iter().map(|list| list.id).collect();
    let found = stored::changes(r, None, state, CHANGES)?;
    found.into_iter().filter(|row| lists.contains(&row.lexicon_id)).map(|row| change(r, v, row)).collect()
}
