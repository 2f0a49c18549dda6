//! The operator's view of the work that waits, runs or failed (任务).

use crate::App;
use crate::identity::require;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, Scope};
use domain::job::{Job, Lane};
use domain::{JobId, SiteId, Time};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Context, Read};
use utoipa::ToSchema;

/// Rows that the board shows; those that died come first.
const SHOWN: i64 = 200;

#[derive(Serialize, ToSchema)]
#[schema(as = Jobs)]
pub struct JobBoard {
    pub lanes: Vec<LaneRow>,
    pub rows: Vec<JobRow>,
    pub pending_pages: i64,
    /// Articles that the search index has not seen yet.
    pub index_behind: i64,
}

#[derive(Serialize, ToSchema)]
pub struct LaneRow {
    pub lane: String,
    pub ready: i64,
    pub running: i64,
    pub dead: i64,
}

#[derive(Serialize, ToSchema)]
pub struct JobRow {
    pub id: String,
    pub lane: String,
    pub kind: String,
    pub label: String,
    pub site: Option<String>,
    pub state: String,
    #[schema(value_type = String)]
    pub run_at: Time,
    pub attempts: i32,
    pub max_attempts: i32,
    pub last_error: Option<String>,
}

/// The jobs within the actor's reach; what belongs to no site only he sees who operates the whole platform.
pub fn board(app: &App, r: &mut Read, actor: &Actor, now: Time) -> Outcome<JobBoard> {
    let scope = actor.scope(Permission::ViewJobs, now);
    let names: BTreeMap<SiteId, String> = store::sites::all(r)?.into_iter().map(|s| (s.id, s.name)).collect();
    let mut rows = Vec::new();
    let mut counts: BTreeMap<(i32, String), i64> = BTreeMap::new();
    for row in store::jobs::rows(r, if scope.is_all() { SHOWN } else { i64::MAX })? {
        let (label, site) = label(r, &row.job()?)?;
        if !reaches(&scope, site) {
            continue;
        }
        *counts.entry((row.lane, row.state.clone())).or_default() += 1;
        rows.push(JobRow {
            id: row.id.to_string(),
            lane: Lane::of(row.lane).name().into(),
            kind: row.kind,
            label,
            site: site.and_then(|s| names.get(&s).cloned()),
            state: row.state,
            run_at: row.run_at,
            attempts: row.attempts,
            max_attempts: row.max_attempts,
            last_error: row.last_error,
        });
    }
    if scope.is_all() {
        counts = store::jobs::counts(r)?.into_iter().map(|(lane, state, n)| ((lane, state), n)).collect();
    }
    rows.truncate(SHOWN as usize);
    let stale = store::publishing::stale_sites(r)?;
    Ok(JobBoard {
        lanes: Lane::ALL.into_iter().map(|lane| lane_row(lane, &counts)).collect(),
        rows,
        pending_pages: stale.iter().filter(|(site, _)| reaches(&scope, Some(*site))).map(|(_, pages)| pages).sum(),
        index_behind: app.search.behind(r)?,
    })
}

fn reaches(scope: &Scope, site: Option<SiteId>) -> bool {
    scope.is_all() || site.is_some_and(|s| scope.sites().contains(&s))
}

fn lane_row(lane: Lane, counts: &BTreeMap<(i32, String), i64>) -> LaneRow {
    let of = |state: &str| counts.get(&(lane.number(), state.to_owned())).copied().unwrap_or(0);
    LaneRow { lane: lane.name().into(), ready: of("ready"), running: of("running"), dead: of("dead") }
}

/// What a job does, in words, and for which site.
fn label(r: &mut Read, job: &Job) -> Outcome<(String, Option<SiteId>)> {
    let (Job::Publish { document } | Job::Recheck { document }) = job else { return Ok((job.label().into(), job.site())) };
    Ok(match store::articles::article(r, *document)? {
        Some(article) => (format!("{}：{}", job.label(), article.title), Some(article.site_id)),
        None => (job.label().into(), None),
    })
}

/// A job that was given up starts again from its first attempt.
pub fn retry_job(app: &App, context: &Context, id: JobId) -> Outcome<()> {
    app.write(context, |tx| {
        require(tx.actor(), Permission::Operate, Place::Platform, tx.now())?;
        let job = store::jobs::retry(tx, id)?.ok_or_else(Problem::not_found)?;
        let (label, _) = label(tx, &job)?;
        Ok(tx.record(Event::JobRetried { label })?)
    })?;
    app.wake();
    Ok(())
}
