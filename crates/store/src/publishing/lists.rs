//! The lists of columns: rows in order of (sort time, id), cut into runs.

use crate::schema::{listing, run};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::publishing::OPEN_RUN;
use domain::{ColumnId, DocumentId, Time};

/// A row's place in its list.
pub type Position = (Time, DocumentId);

#[derive(Clone, Debug, Queryable)]
pub struct Listing {
    pub column_id: ColumnId,
    pub document_id: DocumentId,
    pub sort_at: Time,
    pub run: i32,
    pub pinned_until: Option<Time>,
}

/// A run with its size and the position of its newest row when it was frozen.
#[derive(Clone, Debug, Queryable)]
pub struct Run {
    pub column_id: ColumnId,
    pub number: i32,
    pub size: i32,
    pub first_at: Time,
    pub first_id: DocumentId,
}

pub fn list(
    tx: &mut Tx,
    column: ColumnId,
    document: DocumentId,
    sort_at: Time,
    run: i32,
    pinned_until: Option<Time>,
) -> Result<()> {
    let values = (
        (listing::column_id.eq(column.sql()), listing::document_id.eq(document.sql()), listing::sort_at.eq(sort_at.sql())),
        (listing::run.eq(run), listing::pinned_until.eq(pinned_until.sql())),
    );
    diesel::insert_into(listing::table).values(values).execute(tx.db)?;
    Ok(())
}

pub fn unlist(tx: &mut Tx, column: ColumnId, document: DocumentId) -> Result<()> {
    diesel::delete(listing::table.find((column.sql(), document.sql()))).execute(tx.db)?;
    Ok(())
}

pub fn pin(tx: &mut Tx, column: ColumnId, document: DocumentId, until: Option<Time>) -> Result<()> {
    diesel::update(listing::table.find((column.sql(), document.sql())))
        .set(listing::pinned_until.eq(until.sql()))
        .execute(tx.db)?;
    Ok(())
}

pub fn listing(r: &mut Read, column: ColumnId, document: DocumentId) -> Result<Option<Listing>> {
    Ok(listing::table.find((column.sql(), document.sql())).first(r.db).optional()?)
}

/// Every list in which a document stands.
pub fn listings_of(r: &mut Read, document: DocumentId) -> Result<Vec<Listing>> {
    Ok(listing::table.filter(listing::document_id.eq(document.sql())).order(listing::column_id).load(r.db)?)
}

/// The newest rows of a column.
pub fn newest(r: &mut Read, column: ColumnId, limit: i64) -> Result<Vec<Listing>> {
    Ok(listing::table
        .filter(listing::column_id.eq(column.sql()))
        .order((listing::sort_at.desc(), listing::document_id.desc()))
        .limit(limit)
        .load(r.db)?)
}

/// The rows of one run, newest first.
pub fn run_rows(r: &mut Read, column: ColumnId, number: i32) -> Result<Vec<Listing>> {
    let rows = listing::table.filter(listing::column_id.eq(column.sql()).and(listing::run.eq(number)));
    Ok(rows.order((listing::sort_at.desc(), listing::document_id.desc())).load(r.db)?)
}

/// Rows pinned beyond `now`, newest first.
pub fn pinned(r: &mut Read, column: ColumnId, now: Time) -> Result<Vec<Listing>> {
    let rows = listing::table.filter(listing::column_id.eq(column.sql()).and(listing::pinned_until.gt(Some(now.sql()))));
    Ok(rows.order((listing::sort_at.desc(), listing::document_id.desc())).limit(10).load(r.db)?)
}

/// How many rows are newer than `at`, counted up to `limit`.
pub fn rank(r: &mut Read, column: ColumnId, at: Position, limit: i64) -> Result<i64> {
    let newer = listing::table
        .filter(listing::column_id.eq(column.sql()))
        .filter(listing::sort_at.ge(at.0.sql()).and(listing::sort_at.gt(at.0.sql()).or(listing::document_id.gt(at.1.sql()))))
        .order((listing::sort_at, listing::document_id))
        .limit(limit)
        .select(listing::document_id);
    Ok(newer.load::<DocumentId>(r.db)?.len() as i64)
}

/// The rows next to `at`: (newer, older).
pub fn neighbours(r: &mut Read, column: ColumnId, at: Position) -> Result<(Option<DocumentId>, Option<DocumentId>)> {
    let of_column = listing::column_id.eq(column.sql());
    let newer = listing::table
        .filter(of_column)
        .filter(listing::sort_at.ge(at.0.sql()).and(listing::sort_at.gt(at.0.sql()).or(listing::document_id.gt(at.1.sql()))))
        .order((listing::sort_at, listing::document_id))
        .select(listing::document_id);
    let older = listing::table
        .filter(of_column)
        .filter(listing::sort_at.le(at.0.sql()).and(listing::sort_at.lt(at.0.sql()).or(listing::document_id.lt(at.1.sql()))))
        .order((listing::sort_at.desc(), listing::document_id.desc()))
        .select(listing::document_id);
    Ok((newer.first(r.db).optional()?, older.first(r.db).optional()?))
}

/// Moves rows to another run.
pub fn move_rows(tx: &mut Tx, column: ColumnId, documents: &[DocumentId], number: i32) -> Result<()> {
    let rows = listing::table.filter(listing::column_id.eq(column.sql()).and(listing::document_id.eq_any(documents.sql())));
    diesel::update(rows).set(listing::run.eq(number)).execute(tx.db)?;
    Ok(())
}

/// The frozen run that a position belongs to, if any: the newest one that does not begin before it
/// ends. A row older than all belongs to the oldest.
pub fn run_at(r: &mut Read, column: ColumnId, at: Position) -> Result<Option<Run>> {
    // A frozen run begins at its newest row: the position lies in the oldest run whose first row is
    // not older than it, else in the open run.
    let runs = run::table.filter(run::column_id.eq(column.sql()).and(run::number.ne(OPEN_RUN)));
    let holds = runs.filter(run::first_at.ge(at.0.sql()).and(run::first_at.gt(at.0.sql()).or(run::first_id.ge(at.1.sql()))));
    Ok(holds.order((run::first_at, run::first_id)).first(r.db).optional()?)
}

pub fn run(r: &mut Read, column: ColumnId, number: i32) -> Result<Option<Run>> {
    Ok(run::table.find((column.sql(), number)).first(r.db).optional()?)
}

/// Frozen runs, newest first.
pub fn frozen_runs(r: &mut Read, column: ColumnId) -> Result<Vec<Run>> {
    let runs = run::table.filter(run::column_id.eq(column.sql()).and(run::number.ne(OPEN_RUN)));
    Ok(runs.order((run::first_at.desc(), run::first_id.desc())).load(r.db)?)
}

/// The frozen run just older than a position.
pub fn older_run(r: &mut Read, column: ColumnId, at: Position) -> Result<Option<Run>> {
    let runs = run::table.filter(run::column_id.eq(column.sql()).and(run::number.ne(OPEN_RUN)));
    let older = runs.filter(run::first_at.le(at.0.sql()).and(run::first_at.lt(at.0.sql()).or(run::first_id.lt(at.1.sql()))));
    Ok(older.order((run::first_at.desc(), run::first_id.desc())).first(r.db).optional()?)
}

/// The frozen run just newer than a position.
pub fn newer_run(r: &mut Read, column: ColumnId, at: Position) -> Result<Option<Run>> {
    let runs = run::table.filter(run::column_id.eq(column.sql()).and(run::number.ne(OPEN_RUN)));
    let newer = runs.filter(run::first_at.ge(at.0.sql()).and(run::first_at.gt(at.0.sql()).or(run::first_id.gt(at.1.sql()))));
    Ok(newer.order((run::first_at, run::first_id)).first(r.db).optional()?)
}

/// Writes a run's size and first position; the open run's position is not used.
pub fn put_run(tx: &mut Tx, row: &Run) -> Result<()> {
    let set = (run::size.eq(row.size), run::first_at.eq(row.first_at.sql()), run::first_id.eq(row.first_id.sql()));
    let n = diesel::update(run::table.find((row.column_id.sql(), row.number))).set(set).execute(tx.db)?;
    if n == 0 {
        diesel::insert_into(run::table)
            .values((run::column_id.eq(row.column_id.sql()), run::number.eq(row.number), set))
            .execute(tx.db)?;
    }
    Ok(())
}

pub fn drop_run(tx: &mut Tx, column: ColumnId, number: i32) -> Result<()> {
    diesel::delete(run::table.find((column.sql(), number))).execute(tx.db)?;
    Ok(())
}

/// Takes off pins that ended by now; returns the columns concerned.
pub fn end_pins(tx: &mut Tx) -> Result<Vec<ColumnId>> {
    let ended = listing::table.filter(listing::pinned_until.le(Some(tx.now().sql())));
    let columns: Vec<ColumnId> = ended.select(listing::column_id).distinct().load(tx.db)?;
    diesel::update(ended).set(listing::pinned_until.eq(None::<Time>.sql())).execute(tx.db)?;
    Ok(columns)
}

/// Whether a pin has ended by `now` and still stands.
pub fn pins_ended(r: &mut Read, now: Time) -> Result<bool> {
    let ended = listing::table.filter(listing::pinned_until.le(Some(now.sql()))).select(listing::document_id);
    Ok(ended.first::<DocumentId>(r.db).optional()?.is_some())
}
