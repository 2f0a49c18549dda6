//! Carries out jobs: one at a time per worker, most urgent first; seals the audit in between.

mod alive;
pub use alive::{Alive, take_over};

use crate::App;
use crate::problem::{Outcome, Problem};
use crate::{publishing, scanning};
use domain::SiteId;
use domain::identity::Actor;
use domain::job::{Job, Lane};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::jobs::{Kinds, Row};

/// A job must be done within this many seconds, or another worker takes it.
const LEASE: i64 = 600;
/// Without a bell, look for work this often.
const IDLE: Duration = Duration::from_millis(500);
const SEAL_BATCH: i64 = 1000;

/// Work that waits for other people's servers, or may take minutes over one file; a worker of its own does it, so that
/// nothing waits behind it.
const SLOW: &[&str] = &["extract", "links"];
/// What commands leave to the server: the network.
const OUTSIDE: &[&str] = &["links"];

/// Works until `stop` is set; the job that runs is finished first.
pub fn run(app: &App, owner: &str, stop: &AtomicBool) {
    run_kinds(app, owner, Kinds::Without(SLOW), stop);
}

/// Does the slow work beside [`run`].
pub fn run_slow(app: &App, owner: &str, stop: &AtomicBool) {
    run_kinds(app, owner, Kinds::Only(SLOW), stop);
}

fn run_kinds(app: &App, owner: &str, kinds: Kinds, stop: &AtomicBool) {
    let mut idle = true;
    while !stop.load(Ordering::SeqCst) {
        let left =
            if idle { take_over(app).and_then(|()| keep_time(app)).and_then(|()| scanning::keep_time(app)) } else { Ok(()) };
        let worked = left.and_then(|()| work_of(app, owner, kinds)).and_then(|busy| seal(app).map(|()| busy));
        idle = !matches!(worked, Ok(true));
        match worked {
            Ok(true) => {}
            Ok(false) => app.await_work(IDLE),
            Err(fault) => {
                tracing::error!(%fault, "worker");
                app.await_work(IDLE);
            }
        }
    }
}

/// Works until nothing is ready, but looks at no links; for commands. Returns the number of jobs.
pub fn drain(app: &App, owner: &str) -> Outcome<usize> {
    drain_without(app, owner, OUTSIDE)
}

/// Like [`drain`], with what to leave aside.
pub fn drain_without(app: &App, owner: &str, left_aside: &[&str]) -> Outcome<usize> {
    keep_time(app)?;
    let mut jobs = 0;
    while work_of(app, owner, Kinds::Without(left_aside))? {
        jobs += 1;
    }
    seal(app)?;
    Ok(jobs)
}

/// Takes one job and carries it out; false when none was ready.
pub fn work_once(app: &App, owner: &str) -> Outcome<bool> {
    work_of(app, owner, Kinds::Without(SLOW))
}

/// Takes one job of a kind; false when none was ready.
pub fn work_kind(app: &App, owner: &str, kind: &str) -> Outcome<bool> {
    work_of(app, owner, Kinds::Only(&[kind]))
}

fn work_of(app: &App, owner: &str, kinds: Kinds) -> Outcome<bool> {
    let context = app.context(Actor::worker());
    let Some(row) = app.store.work(&context, |tx| store::jobs::claim_of(tx, owner, LEASE, kinds))? else { return Ok(false) };
    // A job that panics must not take the worker with it: it fails like any other and stays visible.
    let attempt = std::panic::AssertUnwindSafe(|| row.job().map_err(Into::into).and_then(|job| carry_out(app, &job, &row)));
    let done = std::panic::catch_unwind(attempt).unwrap_or_else(|_| Err(Problem::internal(format!("job {} panicked", row.kind))));
    let after = app.context(Actor::worker());
    match done {
        Ok(()) => complete(app, &after, &row)?,
        Err(problem) => {
            tracing::warn!(job = row.kind, attempts = row.attempts, why = %problem, "job failed");
            app.store.work(&after, |tx| store::jobs::fail(tx, &row, &problem.detail))?;
            if let (true, Ok(Job::Scan { scan })) = (row.attempts >= row.max_attempts, row.job()) {
                scanning::give_up(app, scan)?;
            }
        }
    }
    Ok(true)
}

fn complete(app: &App, context: &store::Context, row: &Row) -> Outcome<()> {
    if !app.store.work(context, |tx| store::jobs::complete(tx, row))? {
        tracing::warn!(job = row.kind, "the lease ran out while the job was done");
    }
    Ok(())
}

fn carry_out(app: &App, job: &Job, row: &Row) -> Outcome<()> {
    match job {
        Job::Publish { document } => {
            app.read(|r| app.proofing.catch_up(r))?;
            let context = app.context(Actor::worker());
            let settled = app.store.work(&context, |tx| -> Outcome<bool> {
                publishing::settle(app, tx, *document)?;
                crate::reactions::apply(tx)
            })?;
            if settled {
                app.wake();
            }
            Ok(())
        }
        Job::Render { site } => render(app, *site, row),
        Job::Index => app.search.follow(app).map(|_| ()),
        Job::Scan { scan } => scanning::carry_out(app, *scan, row),
        Job::Recheck { document } => scanning::recheck(app, *document),
        Job::Extract { sha256 } => crate::proofing::attached::read_one(app, sha256),
        Job::Links => scanning::check_links(app).map(|_| ()),
    }
}

/// Draws a site; gives way after a batch when something more urgent waits, and comes back for the rest.
fn render(app: &App, site: SiteId, row: &Row) -> Outcome<()> {
    if row.attempts > 1 {
        app.store.work(&app.context(Actor::worker()), |tx| store::publishing::forgive(tx, site))?;
    }
    let mut gave_way = false;
    let report = publishing::draw_while(app, site, &mut |so_far| {
        gave_way = so_far.failed == 0 && app.read(|r| Ok(store::jobs::sooner_waits(r, row.lane, app.now())?))?;
        Ok(!gave_way)
    })?;
    if gave_way {
        app.store
            .work(&app.context(Actor::worker()), |tx| store::jobs::enqueue(tx, &Job::Render { site }, Lane::of(row.lane)))?;
    }
    if report.failed > 0 {
        return Err(Problem::new("internal").saying(format!("{} 个页面没有生成", report.failed)));
    }
    Ok(())
}

/// What time brings without anyone acting: pins end.
fn keep_time(app: &App) -> Outcome<()> {
    if app.read(|r| Ok(store::publishing::pins_ended(r, app.now())?))? {
        app.store.work(&app.context(Actor::worker()), publishing::end_pins)?;
    }
    Ok(())
}

/// Chains the events that are not sealed yet.
pub fn seal(app: &App) -> Outcome<()> {
    let context = app.context(Actor::worker());
    while app.store.work(&context, |tx| store::audit::seal(tx, SEAL_BATCH))? == SEAL_BATCH as usize {}
    Ok(())
}
