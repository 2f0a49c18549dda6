//! 复查: scans with their rate, findings of live texts with their owners, links with where they stand.

use super::Viewer;
use super::findings::{Shown, waivers};
use crate::problem::Outcome;
use domain::identity::Permission;
use domain::proofing::Severity;
use domain::scanning::{FindingState, LinkState, ScanKind, ScanState, Source, per_minute};
use domain::{SiteId, Time};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use store::Read;
use store::links::Link;
use store::live_findings::{self as rows, Filter, LiveFinding as Kept};
use store::scans::Scan;
use utoipa::ToSchema;

/// Scans that the screen shows, the newest first.
const SHOWN: i64 = 30;
/// Rows of a page.
const PAGE: i64 = 30;

#[derive(Serialize, ToSchema)]
pub struct Scans {
    scans: Vec<ScanRow>,
    #[schema(value_type = String)]
    next_daily: Time,
    #[schema(value_type = String)]
    next_full: Time,
}

#[derive(Serialize, ToSchema)]
pub struct ScanRow {
    id: String,
    /// `daily`, `lexicon`, `full` or `pages`
    #[schema(value_type = String)]
    kind: ScanKind,
    #[schema(value_type = String)]
    state: ScanState,
    reason: String,
    total: i64,
    done: i64,
    /// Texts or pages per minute of work.
    per_minute: Option<i64>,
    found: i64,
    closed: i64,
    started_by: Option<String>,
    #[schema(value_type = String)]
    started_at: Time,
    #[schema(value_type = Option<String>)]
    ended_at: Option<Time>,
}

pub fn scans(r: &mut Read, v: &mut Viewer) -> Outcome<Scans> {
    let times = crate::scanning::times(v.app, r)?;
    let newest = store::scans::newest(r, SHOWN)?;
    let scans = newest.into_iter().map(|s| scan(r, v, s)).collect::<Outcome<_>>()?;
    Ok(Scans { scans, next_daily: times.daily, next_full: times.weekly })
}

pub fn scan(r: &mut Read, v: &mut Viewer, row: Scan) -> Outcome<ScanRow> {
    Ok(ScanRow {
        id: row.id.to_string(),
        kind: row.kind()?,
        state: ScanState::parse(&row.state).unwrap_or(ScanState::Failed),
        per_minute: per_minute(row.done, row.worked_ms),
        started_by: row.started_by.map(|by| v.name(r, Some(by))).transpose()?,
        reason: row.reason,
        total: row.total,
        done: row.done,
        found: row.found,
        closed: row.closed,
        started_at: row.started_at,
        ended_at: row.ended_at,
    })
}

#[derive(Default, Serialize, ToSchema)]
pub struct SeverityCounts {
    block: i64,
    warn: i64,
    info: i64,
}

#[derive(Serialize, ToSchema)]
pub struct LiveFindings {
    total: i64,
    page: i64,
    size: i64,
    counts: SeverityCounts,
    findings: Vec<LiveFinding>,
}

#[derive(Serialize, ToSchema)]
pub struct SiteName {
    id: String,
    name: String,
}

/// A finding of something public.
#[derive(Serialize, ToSchema)]
pub struct LiveFinding {
    id: String,
    /// Missing for a page that is no article's.
    document: Option<String>,
    title: String,
    site: SiteName,
    url: String,
    #[schema(value_type = Shown)]
    finding: Value,
    #[schema(value_type = String)]
    source: Source,
    #[schema(value_type = String)]
    state: FindingState,
    owner: Option<String>,
    #[schema(value_type = String)]
    found_at: Time,
    #[schema(value_type = Option<String>)]
    closed_at: Option<Time>,
}

/// The findings within what the viewer may see, newest first; `page` counts from 1.
pub fn live_findings(r: &mut Read, v: &mut Viewer, filter: &Filter, page: i64) -> Outcome<LiveFindings> {
    let scope = v.actor.scope(Permission::View, v.now);
    let page = page.max(1);
    let counted: BTreeMap<String, i64> = rows::count_by_severity(r, &scope, filter)?.into_iter().collect();
    let count = |severity: Severity| counted.get(severity.name()).copied().unwrap_or(0);
    let counts = SeverityCounts { block: count(Severity::Block), warn: count(Severity::Warn), info: count(Severity::Info) };
    let kept = rows::list(r, &scope, filter, (page - 1).saturating_mul(PAGE), PAGE)?;
    Ok(LiveFindings {
        total: filter.severity.map_or(counts.block + counts.warn + counts.info, count),
        page,
        size: PAGE,
        counts,
        findings: kept.into_iter().map(|row| live_finding(r, v, row)).collect::<Outcome<_>>()?,
    })
}

fn live_finding(r: &mut Read, v: &mut Viewer, row: Kept) -> Outcome<LiveFinding> {
    let article = match row.document_id {
        Some(id) => store::articles::article(r, id)?,
        None => None,
    };
    let mut finding: Value = serde_json::from_str(&row.detail)?;
    let answer = match &article {
        Some(article) => waivers(r, v, article)?.into_iter().find(|w| w.answers(&row.identity)),
        None => None,
    };
    if let Some(members) = finding.as_object_mut() {
        members.insert("waiver".into(), serde_json::to_value(answer)?);
    }
    let url = match (&article, &row.path) {
        (Some(article), _) => v.page_of(r, article.document_id, article.site_id)?.unwrap_or_default(),
        (None, Some(path)) => v.url(r, row.site_id, path)?,
        (None, None) => String::new(),
    };
    Ok(LiveFinding {
        id: row.id.to_string(),
        document: row.document_id.map(|d| d.to_string()),
        title: article.map(|a| a.title).or(row.path).unwrap_or_default(),
        site: site_name(r, v, row.site_id)?,
        url,
        finding,
        source: Source::parse(&row.source).unwrap_or(Source::Scan),
        state: FindingState::parse(&row.state).unwrap_or(FindingState::Closed),
        owner: row.owner_id.map(|by| v.titled(r, Some(by))).transpose()?,
        found_at: row.found_at,
        closed_at: row.closed_at,
    })
}

fn site_name(r: &mut Read, v: &mut Viewer, id: SiteId) -> Outcome<SiteName> {
    Ok(SiteName { id: id.to_string(), name: v.site_name(r, id)? })
}

/// What waits for somebody within what the viewer may see: blocking and warning findings.
pub fn waiting(r: &mut Read, v: &Viewer) -> Outcome<(i64, i64)> {
    let scope = v.actor.scope(Permission::View, v.now);
    let open = Filter { state: Some(FindingState::Open), ..Filter::default() };
    let counted: BTreeMap<String, i64> = rows::count_by_severity(r, &scope, &open)?.into_iter().collect();
    let count = |severity: Severity| counted.get(severity.name()).copied().unwrap_or(0);
    Ok((count(Severity::Block), count(Severity::Warn)))
}

#[derive(Serialize, ToSchema)]
pub struct LinkCounts {
    ok: i64,
    broken: i64,
    unreachable: i64,
    redirected: i64,
    refused: i64,
    unchecked: i64,
}

#[derive(Serialize, ToSchema)]
pub struct Links {
    total: i64,
    page: i64,
    size: i64,
    counts: LinkCounts,
    links: Vec<LinkRow>,
}

#[derive(Serialize, ToSchema)]
pub struct LinkRow {
    url: String,
    host: String,
    #[schema(value_type = String)]
    state: LinkState,
    status: Option<i32>,
    /// What the last look found, in words.
    why: String,
    #[schema(value_type = Option<String>)]
    checked_at: Option<Time>,
    #[schema(value_type = Option<String>)]
    since: Option<Time>,
    places: Vec<LinkPlace>,
}

#[derive(Serialize, ToSchema)]
pub struct LinkPlace {
    document: String,
    title: String,
    site: SiteName,
}

/// The links of texts that the viewer may see, by address; `page` counts from 1.
pub fn links(r: &mut Read, v: &mut Viewer, filter: &store::links::Filter, page: i64) -> Outcome<Links> {
    let scope = v.actor.scope(Permission::View, v.now);
    let page = page.max(1);
    let counted: BTreeMap<String, i64> = store::links::count_by_state(r, &scope, filter)?.into_iter().collect();
    let count = |state: LinkState| counted.get(state.name()).copied().unwrap_or(0);
    let found = store::links::list(r, &scope, filter, (page - 1).saturating_mul(PAGE), PAGE)?;
    let hashes: Vec<String> = found.iter().map(|l| l.hash.clone()).collect();
    let mut places: BTreeMap<String, Vec<LinkPlace>> = BTreeMap::new();
    for (hash, document, title, site) in store::links::places(r, &scope, &hashes)? {
        let site = site_name(r, v, site)?;
        places.entry(hash).or_default().push(LinkPlace { document: document.to_string(), title, site });
    }
    Ok(Links {
        total: filter.state.map_or_else(|| counted.values().sum(), count),
        page,
        size: PAGE,
        counts: LinkCounts {
            ok: count(LinkState::Ok),
            broken: count(LinkState::Broken),
            unreachable: count(LinkState::Unreachable),
            redirected: count(LinkState::Redirected),
            refused: count(LinkState::Refused),
            unchecked: count(LinkState::Unchecked),
        },
        links: found.into_iter().map(|l| link_row(l, &mut places)).collect(),
    })
}

fn link_row(link: Link, places: &mut BTreeMap<String, Vec<LinkPlace>>) -> LinkRow {
    LinkRow {
        state: link.state(),
        places: places.remove(&link.hash).unwrap_or_default(),
        url: link.url,
        host: link.host,
        status: link.status,
        why: link.why,
        checked_at: link.checked_at,
        since: link.since,
    }
}
