//! Carries out jobs: one at a time per worker, most urgent first; seals the audit in between.

mod alive;
pub use alive::{Alive, take_over};

use crate::App;
use crate::problem::Outcome;
use crate::publishing;
use domain::identity::Actor;
use domain::job::Job;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use store::jobs::Row;

/// A job must be done within this many seconds, or another worker takes it.
const LEASE: i64 = 600;
/// Without a bell, look for work this often.
const IDLE: Duration = Duration::from_millis(500);
const SEAL_BATCH: i64 = 1000;

/// Works until `stop` is set; the job that runs is finished first.
pub fn run(app: &App, owner: &str, stop: &AtomicBool) {
    let mut idle = true;
    while !stop.load(Ordering::SeqCst) {
        let left = if idle { take_over(app) } else { Ok(()) };
        let worked = left.and_then(|()| work_once(app, owner)).and_then(|busy| seal(app).map(|()| busy));
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

/// Works until nothing is ready; for commands. Returns the number of jobs.
pub fn drain(app: &App, owner: &str) -> Outcome<usize> {
    let mut jobs = 0;
    while work_once(app, owner)? {
        jobs += 1;
    }
    seal(app)?;
    Ok(jobs)
}

/// Takes one job and carries it out; false when none was ready.
pub fn work_once(app: &App, owner: &str) -> Outcome<bool> {
    work_of(app, owner, None)
}

/// Takes one job of a kind; false when none was ready.
pub fn work_kind(app: &App, owner: &str, kind: &str) -> Outcome<bool> {
    work_of(app, owner, Some(kind))
}

fn work_of(app: &App, owner: &str, kind: Option<&str>) -> Outcome<bool> {
    let context = app.context(Actor::worker());
    let Some(row) = app.store.work(&context, |tx| store::jobs::claim_of(tx, owner, LEASE, kind))? else { return Ok(false) };
    let done = row.job().map_err(Into::into).and_then(|job| carry_out(app, &job));
    let after = app.context(Actor::worker());
    match done {
        Ok(()) => complete(app, &after, &row)?,
        Err(problem) => {
            tracing::warn!(job = row.kind, attempts = row.attempts, why = %problem, "job failed");
            app.store.work(&after, |tx| store::jobs::fail(tx, &row, &problem.detail))?;
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

fn carry_out(app: &App, job: &Job) -> Outcome<()> {
    match job {
        Job::Publish { document } => {
            let context = app.context(Actor::worker());
            let settled = app.store.work(&context, |tx| -> Outcome<bool> {
                publishing::settle(tx, *document)?;
                crate::reactions::apply(tx)
            })?;
            if settled {
                app.wake();
            }
            Ok(())
        }
        Job::Render { site } => {
            app.store.work(&app.context(Actor::worker()), |tx| store::publishing::forgive(tx, *site))?;
            let report = publishing::draw_site(app, *site, &mut |_| {})?;
            if report.failed > 0 {
                return Err(crate::Problem::new("internal").saying(format!("{} 个页面没有生成", report.failed)));
            }
            Ok(())
        }
        Job::Index => app.search.follow(app).map(|_| ()),
    }
}

/// Chains the events that are not sealed yet.
pub fn seal(app: &App) -> Outcome<()> {
    let context = app.context(Actor::worker());
    while app.store.work(&context, |tx| store::audit::seal(tx, SEAL_BATCH))? == SEAL_BATCH as usize {}
    Ok(())
}
