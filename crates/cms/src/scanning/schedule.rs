//! What the hour brings: the daily scan, the weekly full one with the pages, and a look at links every minute.

use super::begin;
use crate::App;
use crate::problem::Outcome;
use domain::Time;
use domain::identity::Actor;
use domain::job::{Job, Lane};
use domain::scanning::{Clock, ScanKind, next_at};
use std::time::Duration;
use store::{Read, Tx};

/// How the platform looks after what is public.
#[derive(Clone, Debug)]
pub struct Watch {
    /// When the daily and, on Sundays, the full scan begins (Asia/Shanghai).
    pub scan_at: Clock,
    /// Whether links that lead out are looked at.
    pub links: bool,
    /// Requests to one host per minute, at most.
    pub links_per_host: usize,
    /// What the platform calls itself when it looks at a link.
    pub user_agent: String,
    /// Largest attachment that is read, in bytes.
    pub attachment_bytes: usize,
    /// Longest time for reading one.
    pub attachment_time: Duration,
    /// LibreOffice's program, for doc, wps and et; `None`: these stay unread.
    pub soffice: Option<std::path::PathBuf>,
}

impl Default for Watch {
    fn default() -> Self {
        Watch {
            scan_at: Clock { hour: 2, minute: 30 },
            links: true,
            links_per_host: 6,
            user_agent: format!("Jiyue/{} (link check)", env!("CARGO_PKG_VERSION")),
            attachment_bytes: 100 << 20,
            attachment_time: Duration::from_secs(60),
            soffice: None,
        }
    }
}

/// Settings that hold when something is due next.
const DAILY: &str = "scan.daily.next";
const WEEKLY: &str = "scan.weekly.next";
const LINKS: &str = "links.next";
/// Seconds between two rounds of looking at links.
const ROUND: i64 = 60;

/// When the next scans begin.
pub struct Times {
    pub daily: Time,
    pub weekly: Time,
}

pub fn times(app: &App, r: &mut Read) -> Outcome<Times> {
    let (now, clock) = (app.now(), app.setup.watch.scan_at);
    let daily = due(r, DAILY)?.unwrap_or_else(|| next_at(now, clock, false));
    Ok(Times { daily, weekly: due(r, WEEKLY)?.unwrap_or_else(|| next_at(now, clock, true)) })
}

fn due(r: &mut Read, name: &str) -> Outcome<Option<Time>> {
    Ok(store::settings::get(r, name)?.and_then(|text| text.parse().ok()).map(Time::from_micros))
}

/// Begins what is due. The first time only notes when that will be.
pub fn keep_time(app: &App) -> Outcome<()> {
    let (now, clock) = (app.now(), app.setup.watch.scan_at);
    let waits = |at: Option<Time>| at.is_some_and(|at| now < at);
    let (daily, weekly) = app.read(|r| Ok((due(r, DAILY)?, due(r, WEEKLY)?)))?;
    if !waits(daily) {
        start(app, DAILY, daily, next_at(now, clock, false), &[ScanKind::Daily])?;
    }
    if !waits(weekly) {
        start(app, WEEKLY, weekly, next_at(now, clock, true), &[ScanKind::Full, ScanKind::Pages])?;
    }
    if app.setup.watch.links {
        look_at_links(app)?;
    }
    Ok(())
}

/// Begins these scans unless another process has done so, and notes when they come next.
fn start(app: &App, name: &str, seen: Option<Time>, next: Time, kinds: &[ScanKind]) -> Outcome<()> {
    let worker = app.context(Actor::worker());
    let started = app.store.work(&worker, |tx| -> Outcome<bool> {
        if due(tx, name)? != seen {
            return Ok(false);
        }
        note(tx, name, next)?;
        for kind in kinds.iter().filter(|_| seen.is_some()) {
            // One that still runs from last time covers what it can; the rest comes next time.
            match tx.attempt(|tx| begin(app, tx, *kind, "定时进行")) {
                Err(problem) if problem.code != "scan.running" => return Err(problem),
                _ => {}
            }
        }
        Ok(seen.is_some())
    })?;
    if started {
        app.wake();
    }
    Ok(())
}

fn note(tx: &mut Tx, name: &str, at: Time) -> Outcome<()> {
    Ok(store::settings::put(tx, name, &at.micros().to_string())?)
}

/// A round of links begins at most once a minute, so that a host's budget is one per round.
fn look_at_links(app: &App) -> Outcome<()> {
    let now = app.now();
    let (next, waiting) = app.read(|r| Ok((due(r, LINKS)?, store::links::has_due(r, now)?)))?;
    if !waiting || next.is_some_and(|at| now < at) {
        return Ok(());
    }
    app.store.work(&app.context(Actor::worker()), |tx| {
        note(tx, LINKS, now.plus_seconds(ROUND))?;
        Ok(store::jobs::enqueue(tx, &Job::Links, Lane::Bulk)?)
    })
}
