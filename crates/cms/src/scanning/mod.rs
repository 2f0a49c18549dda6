//! Checking again what is public (复查): texts against the word lists of now, pages against what was drawn, links
//! against where they lead.
//!
//! A scan is a row with its place in what it walks through. Each batch is one transaction that moves the place on, so
//! that a killed worker's successor goes on behind the last batch, and no batch counts twice.

mod anchors;
pub mod http;
pub mod links;
mod pages;
mod probe;
mod schedule;
mod terms;
mod texts;

pub use links::{check_links, links_due};
pub use probe::{Probe, probe};
pub use schedule::{Times, Watch, keep_time, times};
pub use texts::recheck;

use crate::App;
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::job::{Job, Lane};
use domain::scanning::{ScanKind, ScanState};
use std::collections::BTreeMap;
use store::jobs::Row;
use store::scans::{self as rows, NewScan, Scan, Step};
use store::{Context, Read, Tx};

/// Who may ask for a scan by hand.
pub const ASKERS: &[Permission] = &[Permission::Operate, Permission::ManageLexicon];

/// Begins a scan of a kind; its work is a job. Refused while one of the kind runs.
pub fn begin(app: &App, tx: &mut Tx, kind: ScanKind, reason: &str) -> Outcome<Scan> {
    app.proofing.catch_up(tx)?;
    let to_seq = store::changes::newest(tx)?;
    let from_seq = match kind {
        ScanKind::Daily => rows::last_done(tx, &[ScanKind::Daily, ScanKind::Full])?.map_or(0, |last| last.to_seq),
        _ => 0,
    };
    let total = match kind {
        ScanKind::Daily => rows::changes_between(tx, from_seq, to_seq)?,
        ScanKind::Lexicon | ScanKind::Full => rows::public_count(tx)?,
        ScanKind::Pages => store::publishing::page_counts(tx)?.iter().map(|(_, pages)| pages).sum(),
    };
    let lists = serde_json::to_string(&list_versions(tx)?)?;
    let engine = app.proofing.at_hand().stamp().to_owned();
    let new = NewScan { kind, reason, engine: &engine, lists: &lists, from_seq, to_seq, total };
    let scan = rows::begin(tx, &new).map_err(|e| if e.is_taken() { Problem::new("scan.running") } else { e.into() })?;
    tx.record(Event::ScanStarted { label: kind.label().into(), total })?;
    store::jobs::enqueue(tx, &Job::Scan { scan: kind }, Lane::Bulk)?;
    Ok(scan)
}

/// Somebody asks for everything public to be checked.
pub fn ask(app: &App, tx: &mut Tx, kind: ScanKind) -> Outcome<Scan> {
    let now = tx.now();
    if !ASKERS.iter().any(|p| may(tx.actor(), *p, Place::Platform, now)) {
        require_of_viewer(tx.actor(), Permission::Operate, Place::Platform, now)?;
    }
    begin(app, tx, kind, "人工发起")
}

/// Versions of the word lists; what a lexicon scan is held against.
fn list_versions(r: &mut Read) -> Outcome<BTreeMap<String, i32>> {
    Ok(store::lexicons::versions(r)?.into_iter().map(|(code, version, _)| (code, version)).collect())
}

/// The job behind a scan: batches until it is through, until more urgent work waits, or until half of the lease is
/// over; the rest is a job again.
pub fn carry_out(app: &App, kind: ScanKind, row: &Row) -> Outcome<()> {
    let Some(mut scan) = to_carry_out(app, kind)? else { return Ok(()) };
    let walk = Walk::of(app, &scan)?;
    loop {
        let begun = app.now();
        let Some(batch) = walk.next(app, &scan)? else { return end(app, &scan) };
        match keep(app, &scan, batch, begun)? {
            Some(moved) => scan = moved,
            // Another worker goes on with it.
            None => return Ok(()),
        }
        let late = row.lease_until.is_some_and(|until| app.now() > until.plus_seconds(-LATE));
        if late || app.read(|r| Ok(store::jobs::sooner_waits(r, row.lane, app.now())?))? {
            let again = Job::Scan { scan: kind };
            return app.store.work(&app.context(Actor::worker()), |tx| Ok(store::jobs::enqueue(tx, &again, Lane::of(row.lane))?));
        }
    }
}

/// Seconds before the end of its lease at which a worker stops of itself.
const LATE: i64 = 300;

/// The scan that runs; a lexicon scan is begun here, when the lists have moved since the last one.
fn to_carry_out(app: &App, kind: ScanKind) -> Outcome<Option<Scan>> {
    let running = app.read(|r| Ok(rows::running(r, kind)?))?;
    if running.is_some() || kind != ScanKind::Lexicon {
        return Ok(running);
    }
    let moved = app.read(|r| {
        let last = rows::last_done(r, &[ScanKind::Lexicon, ScanKind::Full])?;
        Ok(last.map(|s| s.lists) != Some(serde_json::to_string(&list_versions(r)?)?))
    })?;
    if !moved {
        return Ok(None);
    }
    texts::publish_held(app)?;
    app.write(&app.context(Actor::worker()), |tx| begin(app, tx, kind, "词库有变动")).map(Some)
}

/// What a scan walks through.
enum Walk {
    Texts(texts::Texts),
    Pages,
}

/// What a batch found, to be kept in one transaction with the scan's new place.
enum Batch {
    Texts(texts::Batch),
    Pages(pages::Batch),
}

impl Walk {
    fn of(app: &App, scan: &Scan) -> Outcome<Walk> {
        Ok(match scan.kind()? {
            ScanKind::Pages => Walk::Pages,
            kind => Walk::Texts(texts::Texts::of(app, kind)?),
        })
    }

    /// The next batch, looked at outside any transaction; `None` when the scan is through.
    fn next(&self, app: &App, scan: &Scan) -> Outcome<Option<Batch>> {
        Ok(match self {
            Walk::Texts(texts) => texts.next(app, scan)?.map(Batch::Texts),
            Walk::Pages => pages::next(app, scan)?.map(Batch::Pages),
        })
    }
}

/// Writes what a batch found and moves the scan on; `None` when another worker was faster.
fn keep(app: &App, scan: &Scan, batch: Batch, begun: domain::Time) -> Outcome<Option<Scan>> {
    let worker = app.context(Actor::worker());
    let worked_ms = (app.now().micros() - begun.micros()).max(0) / 1000;
    app.store.work(&worker, |tx| {
        // The place first: whoever moves it owns the batch.
        let step = Step { position: batch.position(), done: batch.done(), worked_ms, ..Step::default() };
        if !rows::advance(tx, scan, &step)? {
            return Ok(None);
        }
        let (found, closed) = match &batch {
            Batch::Texts(texts) => texts.keep(tx)?,
            Batch::Pages(pages) => pages.keep(tx)?,
        };
        rows::count(tx, scan.id, found as i64, closed as i64)?;
        Ok(rows::scan(tx, scan.id)?)
    })
}

impl Batch {
    fn position(&self) -> String {
        match self {
            Batch::Texts(texts) => texts.position.clone(),
            Batch::Pages(pages) => pages.position.clone(),
        }
    }
    fn done(&self) -> i64 {
        match self {
            Batch::Texts(texts) => texts.done,
            Batch::Pages(pages) => pages.done,
        }
    }
}

fn end(app: &App, scan: &Scan) -> Outcome<()> {
    let kind = scan.kind()?;
    app.write(&app.context(Actor::worker()), |tx| {
        rows::end(tx, scan.id, ScanState::Done)?;
        // Lists may have moved on while it ran.
        if kind == ScanKind::Lexicon {
            store::jobs::enqueue(tx, &Job::Scan { scan: kind }, Lane::Bulk)?;
        }
        let (done, found, closed) = (scan.done, scan.found, scan.closed);
        Ok(tx.record(Event::ScanEnded { label: kind.label().into(), done, found, closed })?)
    })
}

/// A scan whose job was given up is over, so that the next one can begin.
pub fn give_up(app: &App, kind: ScanKind) -> Outcome<()> {
    let Some(scan) = app.read(|r| Ok(rows::running(r, kind)?))? else { return Ok(()) };
    app.store.work(&app.context(Actor::worker()), |tx| Ok(rows::end(tx, scan.id, ScanState::Failed)?))
}

/// Works through a scan to its end here and now, for commands; `progress` hears how much is done of how much.
pub fn run(app: &App, context: &Context, kind: ScanKind, owner: &str, progress: &mut dyn FnMut(i64, i64)) -> Outcome<Scan> {
    let scan = match app.read(|r| Ok(rows::running(r, kind)?))? {
        Some(running) => running,
        None => app.write(context, |tx| ask(app, tx, kind))?,
    };
    let id = scan.id;
    loop {
        let worked = crate::worker::work_kind(app, owner, "scan")?;
        let now = app.read(|r| Ok(rows::scan(r, id)?))?.ok_or_else(Problem::not_found)?;
        progress(now.done, now.total);
        if now.state != ScanState::Running.name() || !worked {
            return Ok(now);
        }
    }
}
