//! Putting rows into a column's list and taking them out, in constant cost (`domain::publishing::cut`).
//!
//! Every function adds what it changed to `touched`; nothing here draws.

use crate::problem::Outcome;
use domain::publishing::{Cut, OPEN_RUN, PAGE_ROWS, Read, Subject, Touched, column_path, cut};
use domain::{ColumnId, DocumentId, SiteId};
use std::collections::BTreeSet;
use store::Tx;
use store::publishing::{self as rows, Position, Run};
use store::sites::Column;

/// Deepest block that a template may show; a rank beyond it is not counted out.
const DEEPEST: i64 = 51;

/// Puts a document into a column's list at its time.
pub(super) fn insert(
    tx: &mut Tx,
    column: &Column,
    at: Position,
    pinned: Option<domain::Time>,
    touched: &mut BTreeSet<Touched>,
) -> Outcome<()> {
    let run = rows::run_at(tx, column.id, at)?.map_or(OPEN_RUN, |r| r.number);
    let rank = rows::rank(tx, column.id, at, DEEPEST)?;
    rows::list(tx, column.id, at.1, at.0, run, pinned)?;
    touch_row(tx, column.id, at, run, rank, touched)?;
    resize(tx, column, run, 1, touched)
}

/// Takes a document out of a column's list; nothing when it does not stand there.
pub(super) fn remove(tx: &mut Tx, column: &Column, document: DocumentId, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let Some(row) = rows::listing(tx, column.id, document)? else { return Ok(()) };
    let at = (row.sort_at, document);
    let rank = rows::rank(tx, column.id, at, DEEPEST)?;
    touch_row(tx, column.id, at, row.run, rank, touched)?;
    rows::unlist(tx, column.id, document)?;
    resize(tx, column, row.run, -1, touched)
}

/// A row that stays where it is shows something else.
pub(super) fn changed(tx: &mut Tx, column: ColumnId, document: DocumentId, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    if let Some(row) = rows::listing(tx, column, document)? {
        let at = (row.sort_at, document);
        let rank = rows::rank(tx, column, at, DEEPEST)?;
        touch_row(tx, column, at, row.run, rank, touched)?;
    }
    Ok(())
}

fn touch_row(tx: &mut Tx, column: ColumnId, at: Position, run: i32, rank: i64, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    touched.insert(Touched(Read::List(column, rank as u32)));
    touched.insert(Touched(Read::Run(column, run)));
    let (newer, older) = rows::neighbours(tx, column, at)?;
    for document in newer.into_iter().chain(older) {
        touched.insert(Touched(Read::Neighbours(column, document)));
    }
    Ok(())
}

/// Brings a run's size up to date and cuts or joins it until it has a good size.
fn resize(tx: &mut Tx, column: &Column, number: i32, change: i32, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let run = match rows::run(tx, column.id, number)? {
        Some(run) => Run { size: run.size + change, ..run },
        None => Run {
            column_id: column.id,
            number,
            size: change,
            first_at: tx.now(),
            first_id: DocumentId::from_uuid(column.id.uuid()),
        },
    };
    rows::put_run(tx, &run)?;
    touched.insert(Touched(Read::Run(column.id, number)));
    let was_rest = number == OPEN_RUN && run.size - change > PAGE_ROWS as i32;
    if number == OPEN_RUN && was_rest != (run.size > PAGE_ROWS as i32) {
        chain_changed(tx, column.id, OPEN_RUN, touched)?;
    }
    settle(tx, column, run, touched)?;
    want_rest(tx, column)
}

fn settle(tx: &mut Tx, column: &Column, run: Run, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let open = run.number == OPEN_RUN;
    let (newer, older) = around(tx, column.id, &run)?;
    let size = |r: &Option<Run>| r.as_ref().map(|r| r.size.max(0) as usize);
    match (cut(open, run.size.max(0) as usize, size(&older), size(&newer)), newer, older) {
        (Cut::Keep, _, _) => Ok(()),
        (Cut::Split { older: count }, _, _) => split(tx, column, run, count, touched),
        (Cut::TakeOlder, _, Some(older)) => join(tx, column, older, run, touched),
        (Cut::JoinNewer, Some(newer), _) => join(tx, column, run, newer, touched),
        (Cut::TakeOlder | Cut::JoinNewer, _, _) => Ok(()),
    }
}

/// The runs next to one: (newer, older).
fn around(r: &mut store::Read, column: ColumnId, run: &Run) -> Outcome<(Option<Run>, Option<Run>)> {
    if run.number == OPEN_RUN {
        return Ok((None, rows::frozen_runs(r, column)?.into_iter().next()));
    }
    let at = (run.first_at, run.first_id);
    let newer = match rows::newer_run(r, column, at)? {
        Some(newer) => Some(newer),
        None => rows::run(r, column, OPEN_RUN)?,
    };
    Ok((newer, rows::older_run(r, column, at)?))
}

/// The older `count` rows of a run become a run of their own.
fn split(tx: &mut Tx, column: &Column, run: Run, count: usize, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let all = rows::run_rows(tx, column.id, run.number)?;
    let older = &all[all.len().saturating_sub(count)..];
    let Some(first) = older.first() else { return Ok(()) };
    let number = store::sites::take_run_number(tx, column.id)?;
    let ids: Vec<DocumentId> = older.iter().map(|row| row.document_id).collect();
    rows::put_run(
        tx,
        &Run { column_id: column.id, number, size: ids.len() as i32, first_at: first.sort_at, first_id: first.document_id },
    )?;
    rows::move_rows(tx, column.id, &ids, number)?;
    rows::put_run(tx, &Run { size: (all.len() - ids.len()) as i32, ..run })?;
    rows::want(tx, column.site_id, &run_path(column, number), &Subject::Run { column: column.id, run: number })?;
    chain_changed(tx, column.id, run.number, touched)?;
    chain_changed(tx, column.id, number, touched)
}

/// All rows of `from` go into `into`, the next newer run; its page leads there from now on.
fn join(tx: &mut Tx, column: &Column, from: Run, into: Run, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    chain_changed(tx, column.id, from.number, touched)?;
    chain_changed(tx, column.id, into.number, touched)?;
    let ids: Vec<DocumentId> = rows::run_rows(tx, column.id, from.number)?.iter().map(|row| row.document_id).collect();
    rows::move_rows(tx, column.id, &ids, into.number)?;
    rows::drop_run(tx, column.id, from.number)?;
    let merged = Run { size: into.size + ids.len() as i32, ..into };
    rows::put_run(tx, &merged)?;
    let target = if merged.number == OPEN_RUN { column_path(&column.path, "") } else { run_path(column, merged.number) };
    retire(tx, column.site_id, &run_path(column, from.number), &target)?;
    settle(tx, column, merged, touched)
}

/// Takes a list page away and leaves a redirect.
fn retire(tx: &mut Tx, site: SiteId, path: &str, target: &str) -> Outcome<()> {
    rows::want(tx, site, path, &Subject::Removed)?;
    let address = rows::Address {
        site_id: site,
        path: path.into(),
        kind: "redirect".into(),
        document_id: None,
        target: Some(target.into()),
        number: None,
    };
    Ok(rows::put_address(tx, &address)?)
}

/// `index_2.html` exists while the open run holds more than one page.
fn want_rest(tx: &mut Tx, column: &Column) -> Outcome<()> {
    let path = column_path(&column.path, "index_2.html");
    let needed = rows::run(tx, column.id, OPEN_RUN)?.is_some_and(|open| open.size > PAGE_ROWS as i32);
    let there = rows::page(tx, column.site_id, &path)?.map(|page| page.subject()).transpose()?;
    match (needed, there) {
        (true, Some(Subject::ListRest { .. })) | (false, None | Some(Subject::Removed)) => Ok(()),
        (true, _) => Ok(rows::want(tx, column.site_id, &path, &Subject::ListRest { column: column.id })?),
        (false, Some(_)) => retire(tx, column.site_id, &path, &column_path(&column.path, "")),
    }
}

/// The pages before and after a run in the chain link to something else now.
fn chain_changed(tx: &mut Tx, column: ColumnId, number: i32, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    touched.insert(Touched(Read::Chain(column)));
    touched.insert(Touched(Read::Run(column, number)));
    if let Some(run) = rows::run(tx, column, number)? {
        let (newer, older) = around(tx, column, &run)?;
        for next in newer.into_iter().chain(older) {
            touched.insert(Touched(Read::Run(column, next.number)));
        }
    }
    Ok(())
}

pub(super) fn run_path(column: &Column, number: i32) -> String {
    column_path(&column.path, &format!("p{number}.html"))
}
