//! Scans (复查): one running per kind, its place in what it walks through, what came of it.

use crate::schema::{change, live, scan};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::scanning::{ScanKind, ScanState};
use domain::{DocumentId, ScanId, Time, UserId};

#[derive(Clone, Debug, Queryable)]
pub struct Scan {
    pub id: ScanId,
    pub kind: String,
    pub state: String,
    /// Why it was begun, for people.
    pub reason: String,
    /// Engine and word lists at its beginning.
    pub engine: String,
    /// JSON of every word list's version at its beginning.
    pub lists: String,
    /// The part of the change log that a daily scan walks through.
    pub from_seq: i64,
    pub to_seq: i64,
    /// The last thing that is done with; empty at the beginning.
    pub position: String,
    pub total: i64,
    pub done: i64,
    pub found: i64,
    pub closed: i64,
    /// Time spent on it, without the pauses in which more urgent work went first.
    pub worked_ms: i64,
    pub started_by: Option<UserId>,
    pub started_at: Time,
    pub ended_at: Option<Time>,
}

impl Scan {
    pub fn kind(&self) -> Result<ScanKind> {
        ScanKind::parse(&self.kind).ok_or_else(|| crate::Error::Data(format!("scan {}: {}", self.id, self.kind)))
    }
}

/// A scan to be begun.
pub struct NewScan<'a> {
    pub kind: ScanKind,
    pub reason: &'a str,
    pub engine: &'a str,
    pub lists: &'a str,
    pub from_seq: i64,
    pub to_seq: i64,
    pub total: i64,
}

/// Fails as taken while one of the kind runs.
pub fn begin(tx: &mut Tx, new: &NewScan) -> Result<Scan> {
    let row = Scan {
        id: tx.id()?,
        kind: new.kind.name().into(),
        state: ScanState::Running.name().into(),
        reason: new.reason.into(),
        engine: new.engine.into(),
        lists: new.lists.into(),
        from_seq: new.from_seq,
        to_seq: new.to_seq,
        position: String::new(),
        total: new.total,
        done: 0,
        found: 0,
        closed: 0,
        worked_ms: 0,
        started_by: tx.actor().user,
        started_at: tx.now(),
        ended_at: None,
    };
    let values = (
        (scan::id.eq(row.id.sql()), scan::kind.eq(&row.kind), scan::state.eq(&row.state), scan::reason.eq(&row.reason)),
        (scan::engine.eq(&row.engine), scan::lists.eq(&row.lists), scan::from_seq.eq(row.from_seq), scan::to_seq.eq(row.to_seq)),
        (scan::position.eq(&row.position), scan::total.eq(row.total), scan::done.eq(0), scan::found.eq(0), scan::closed.eq(0)),
        (scan::worked_ms.eq(0), scan::started_by.eq(row.started_by.sql()), scan::started_at.eq(row.started_at.sql())),
    );
    tx.attempt(|tx| Result::Ok(diesel::insert_into(scan::table).values(values).execute(tx.db)?))?;
    Ok(row)
}

pub fn running(r: &mut Read, kind: ScanKind) -> Result<Option<Scan>> {
    let rows = scan::table.filter(scan::kind.eq(kind.name()).and(scan::state.eq(ScanState::Running.name())));
    Ok(rows.first(r.db).optional()?)
}

/// The newest of these kinds that went through to its end.
pub fn last_done(r: &mut Read, kinds: &[ScanKind]) -> Result<Option<Scan>> {
    let kinds: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
    let rows = scan::table.filter(scan::kind.eq_any(kinds).and(scan::state.eq(ScanState::Done.name())));
    Ok(rows.order((scan::started_at.desc(), scan::id.desc())).first(r.db).optional()?)
}

/// Newest first.
pub fn newest(r: &mut Read, limit: i64) -> Result<Vec<Scan>> {
    Ok(scan::table.order((scan::started_at.desc(), scan::id.desc())).limit(limit).load(r.db)?)
}

/// What a batch came to.
#[derive(Clone, Debug, Default)]
pub struct Step {
    pub position: String,
    pub done: i64,
    pub worked_ms: i64,
}

/// Notes a batch; false when another worker has gone on from the same place meanwhile.
pub fn advance(tx: &mut Tx, at: &Scan, step: &Step) -> Result<bool> {
    let row = scan::table.find(at.id.sql()).filter(scan::position.eq(&at.position));
    let set = (
        scan::position.eq(&step.position),
        scan::done.eq(scan::done + step.done),
        scan::worked_ms.eq(scan::worked_ms + step.worked_ms),
    );
    Ok(diesel::update(row.filter(scan::state.eq(ScanState::Running.name()))).set(set).execute(tx.db)? == 1)
}

pub fn end(tx: &mut Tx, id: ScanId, state: ScanState) -> Result<()> {
    let set = (scan::state.eq(state.name()), scan::ended_at.eq(Some(tx.now().sql())));
    diesel::update(scan::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}

pub fn scan(r: &mut Read, id: ScanId) -> Result<Option<Scan>> {
    Ok(scan::table.find(id.sql()).first(r.db).optional()?)
}

/// Documents that are public, in order of id, after `after`.
pub fn public_after(r: &mut Read, after: Option<DocumentId>, limit: i64) -> Result<Vec<DocumentId>> {
    let mut rows = live::table.order(live::document_id).limit(limit).select(live::document_id).into_boxed();
    if let Some(after) = after {
        rows = rows.filter(live::document_id.gt(after.sql()));
    }
    Ok(rows.load(r.db)?)
}

pub fn public_count(r: &mut Read) -> Result<i64> {
    Ok(live::table.count().get_result(r.db)?)
}

/// Entries of the change log in `from < seq ≤ to`.
pub fn changes_between(r: &mut Read, from: i64, to: i64) -> Result<i64> {
    Ok(change::table.filter(change::seq.gt(from).and(change::seq.le(to))).count().get_result(r.db)?)
}

/// Adds to what a scan opened and ended.
pub fn count(tx: &mut Tx, id: ScanId, found: i64, closed: i64) -> Result<()> {
    let set = (scan::found.eq(scan::found + found), scan::closed.eq(scan::closed + closed));
    diesel::update(scan::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}
