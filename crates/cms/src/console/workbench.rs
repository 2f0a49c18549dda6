//! 工作台: what waits for the person on all sites, what he has on the way, and which columns run out of time.

use super::Viewer;
use super::lists::{QueueItem, counts, queue, states};
use super::offers::{Proposal, proposals};
use super::steps::{Step, steps};
use crate::problem::Outcome;
use crate::proofing::look;
use crate::publishing::{Place, places_of};
use crate::sites::address_of_site;
use domain::approval::{RoundState, Stage};
use domain::identity::Permission;
use domain::proofing::Severity;
use domain::sites::{ColumnState, days_left};
use domain::{SiteId, Time};
use serde::Serialize;
use store::Read;
use store::articles::{self as rows, Article, Filter};
use store::identity::User;
use utoipa::ToSchema;

/// Drafts, live texts and returned ones that the screen shows.
const SHOWN: i64 = 8;
/// "快到时限": due within this many hours.
const SOON: i64 = 2;
/// Columns that the screen shows, the most urgent first.
const COLUMNS: usize = 40;

#[derive(Serialize, ToSchema)]
pub struct Workbench {
    counts: Counts,
    returned: Vec<Returned>,
    review: Vec<QueueItem>,
    drafts: Vec<DraftItem>,
    proposed: Vec<Proposal>,
    live: Vec<LiveItem>,
    columns: Vec<MyColumn>,
    alerts: Vec<Alert>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = WorkbenchCounts)]
pub struct Counts {
    review: usize,
    review_due_soon: usize,
    returned: i64,
    drafts: i64,
    proposed: usize,
    live: i64,
    alerts: usize,
}

#[derive(Serialize, ToSchema)]
pub struct Returned {
    article: String,
    title: String,
    site: String,
    column: String,
    reason: String,
    by: String,
    by_title: String,
    #[schema(value_type = String)]
    stage: Stage,
    #[schema(value_type = String)]
    at: Time,
    annotations: usize,
    steps: Vec<Step>,
}

#[derive(Serialize, ToSchema)]
pub struct DraftItem {
    article: String,
    title: String,
    site: String,
    column: String,
    #[schema(value_type = String)]
    saved_at: Time,
    blocking: usize,
    warnings: usize,
    hints: usize,
}

#[derive(Serialize, ToSchema)]
pub struct LiveItem {
    article: String,
    title: String,
    #[schema(value_type = String)]
    at: Time,
    places: Vec<Place>,
}

#[derive(Serialize, ToSchema)]
pub struct MyColumn {
    id: String,
    name: String,
    site: String,
    site_name: String,
    limit_days: i32,
    days_left: i64,
    #[schema(value_type = Option<String>)]
    last_published_at: Option<Time>,
}

#[derive(Serialize, ToSchema)]
pub struct Alert {
    /// `job`, `audit` or `finding`
    kind: &'static str,
    text: String,
    /// Path within the console.
    link: String,
}

pub fn view(r: &mut Read, v: &mut Viewer, site: Option<SiteId>) -> Outcome<Workbench> {
    let queue = queue(r, v, site)?;
    let soon = v.now.plus_hours(SOON);
    let mine = Filter { site, of: v.actor.user, ..Filter::default() };
    let scope = v.actor.scope(Permission::View, v.now);
    let sizes = counts(&rows::count_by_state(r, &scope, &mine)?);
    let size = |view: &str| sizes.get(view).copied().unwrap_or(0);
    let proposed = proposals(r, v, site)?;
    let alerts = alerts(r, v)?;
    let of_view = |r: &mut Read, view: &str| -> Outcome<Vec<Article>> {
        Ok(rows::list(r, &scope, &Filter { states: states(view), ..mine.clone() }, SHOWN)?)
    };
    let (back, begun, public) = (of_view(r, "returned")?, of_view(r, "draft")?, of_view(r, "live")?);
    Ok(Workbench {
        counts: Counts {
            review: queue.mine.len(),
            review_due_soon: queue.mine.iter().filter(|q| q.due <= soon).count(),
            returned: size("returned"),
            drafts: size("draft"),
            proposed: proposed.len(),
            live: size("live"),
            alerts: alerts.len(),
        },
        returned: returned(r, v, back)?,
        review: queue.mine,
        drafts: drafts(r, v, begun)?,
        proposed,
        live: live(r, v, public)?,
        columns: columns(r, v, site)?,
        alerts,
    })
}

fn returned(r: &mut Read, v: &mut Viewer, found: Vec<Article>) -> Outcome<Vec<Returned>> {
    let ids: Vec<_> = found.iter().map(|a| a.document_id).collect();
    let rounds = store::approval::newest_rounds(r, &ids)?;
    let mut all = Vec::new();
    for article in found {
        let Some(round) = rounds.get(&article.document_id).filter(|o| o.state() == RoundState::Returned) else { continue };
        let rule = round.rule(&store::approval::signatures(r, &[round.id])?)?;
        let marked = store::approval::annotations(r, article.document_id)?;
        let by: Option<User> = match round.closed_by {
            Some(id) => v.user(r, id)?.cloned(),
            None => None,
        };
        all.push(Returned {
            article: article.document_id.to_string(),
            site: v.site_name(r, article.site_id)?,
            column: v.column(r, article.site_id, article.column_id)?.name,
            title: article.title,
            reason: round.reason.clone().unwrap_or_default(),
            by_title: by.as_ref().map(|u| u.title.clone()).unwrap_or_default(),
            by: by.map(|u| u.name).unwrap_or_default(),
            stage: round.closing_stage.as_deref().and_then(Stage::parse).unwrap_or(Stage::ReviewFirst),
            at: round.closed_at.unwrap_or(round.opened_at),
            annotations: marked.iter().filter(|a| a.round_id == round.id && a.resolved_at.is_none()).count(),
            steps: steps(round, &rule, v.now),
        });
    }
    Ok(all)
}

fn drafts(r: &mut Read, v: &mut Viewer, found: Vec<Article>) -> Outcome<Vec<DraftItem>> {
    let mut all = Vec::new();
    for article in found {
        let Some(draft) = crate::articles::working_draft(r, article.document_id)? else { continue };
        let judged = look(v.app, r, &article, &draft.text()?, v.now)?;
        let open = |severity| judged.open(severity).len();
        all.push(DraftItem {
            article: article.document_id.to_string(),
            site: v.site_name(r, article.site_id)?,
            column: v.column(r, article.site_id, article.column_id)?.name,
            title: article.title,
            saved_at: draft.saved_at,
            blocking: open(Severity::Block),
            warnings: open(Severity::Warn),
            hints: open(Severity::Info),
        });
    }
    Ok(all)
}

fn live(r: &mut Read, v: &mut Viewer, found: Vec<Article>) -> Outcome<Vec<LiveItem>> {
    let pattern = &v.app.setup.site_address;
    let mut all = Vec::new();
    for article in found {
        let Some(live) = store::publishing::live(r, article.document_id)? else { continue };
        all.push(LiveItem {
            article: article.document_id.to_string(),
            title: article.title,
            at: live.modified_at.unwrap_or(live.published_at),
            places: places_of(r, article.document_id, &|site| address_of_site(pattern, site))?,
        });
    }
    Ok(all)
}

/// Open columns with an update limit that the person writes for, else those that he manages.
fn columns(r: &mut Read, v: &mut Viewer, site: Option<SiteId>) -> Outcome<Vec<MyColumn>> {
    let held = |p: &Permission| domain::identity::may(v.actor, *p, domain::identity::Place::Anywhere, v.now);
    let Some(permission) = [Permission::Write, Permission::ManageColumns].into_iter().find(held) else { return Ok(Vec::new()) };
    let scope = v.actor.scope(permission, v.now);
    let mut all = Vec::new();
    for one in store::sites::in_scope(r, &scope)?.into_iter().filter(|s| site.is_none_or(|id| id == s.id)) {
        for column in v.columns(r, one.id)?.iter().filter(|c| c.state == ColumnState::Open.name() && scope.holds(one.id, c.id)) {
            let left = days_left(column.update_limit_days, column.last_published_at, column.opened_at, v.now);
            let (Some(limit_days), Some(days_left)) = (column.update_limit_days, left) else { continue };
            all.push(MyColumn {
                id: column.id.to_string(),
                name: column.name.clone(),
                site: one.id.to_string(),
                site_name: one.name.clone(),
                limit_days,
                days_left,
                last_published_at: column.last_published_at,
            });
        }
    }
    all.sort_by_key(|c| c.days_left);
    all.truncate(COLUMNS);
    Ok(all)
}

/// What is wrong with live texts, for those who see them; faults of the platform, for those who can mend them.
fn alerts(r: &mut Read, v: &Viewer) -> Outcome<Vec<Alert>> {
    let mut all = Vec::new();
    let held = v.actor.permissions(v.now);
    if held.contains(&Permission::View) {
        all.extend(live_findings(r, v)?);
    }
    if held.contains(&Permission::ViewJobs) {
        all.extend(dead_jobs(r)?);
    }
    Ok(all)
}

fn live_findings(r: &mut Read, v: &Viewer) -> Outcome<Option<Alert>> {
    let (block, warn) = super::scans::waiting(r, v)?;
    let told: Vec<String> =
        [(block, "禁发"), (warn, "慎用")].iter().filter(|(n, _)| *n > 0).map(|(n, grade)| format!("{n} 处{grade}")).collect();
    let text = format!("复查发现 {}问题待处理", told.join("、"));
    Ok((!told.is_empty()).then(|| Alert { kind: "finding", text, link: "/live-findings?state=open".into() }))
}

fn dead_jobs(r: &mut Read) -> Outcome<Option<Alert>> {
    let dead: i64 = store::jobs::counts(r)?.into_iter().filter(|(_, state, _)| state == "dead").map(|(_, _, n)| n).sum();
    let failed = Alert { kind: "job", text: format!("{dead} 个任务没有办成，要人处理"), link: "/jobs".into() };
    Ok((dead > 0).then_some(failed))
}
