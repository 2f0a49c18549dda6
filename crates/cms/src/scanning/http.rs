//! Scans, findings of live texts and links, over HTTP.

use super::ASKERS;
use crate::articles::http::change;
use crate::console::http::show;
use crate::console::scans::{self, Links, LiveFindings, ScanRow, Scans};
use crate::http::{Access, AccessRow, Asked, id_in, word_in};
use crate::{App, Outcome};
use actix_web::web;
use domain::identity::Permission;
use domain::proofing::Severity;
use domain::scanning::{FindingState, LinkState, ScanKind, Source};
use serde::Deserialize;

const VIEW: Access = Access::Needs(Permission::View);
/// The security administrator has no articles to view, and asks for scans all the same.
const WATCH: Access = Access::Any(&[Permission::View, Permission::Operate, Permission::ManageLexicon]);

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/scans", WATCH),
    ("POST", "/api/v1/scans", Access::Any(ASKERS)),
    ("GET", "/api/v1/live-findings", VIEW),
    ("GET", "/api/v1/links", VIEW),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/scans", web::get().to(all))
        .route("/api/v1/scans", web::post().to(ask))
        .route("/api/v1/live-findings", web::get().to(findings))
        .route("/api/v1/links", web::get().to(links));
}

#[utoipa::path(get, path = "/api/v1/scans", responses((status = 200, body = Scans)))]
async fn all(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Scans>> {
    show(asked, app, scans::scans).await
}

/// A full scan, begun now.
#[utoipa::path(post, path = "/api/v1/scans", responses((status = 200, body = ScanRow)))]
async fn ask(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<ScanRow>> {
    change(asked, app, move |tx, v| {
        let scan = super::ask(v.app, tx, ScanKind::Full)?;
        scans::scan(tx, v, scan)
    })
    .await
}

#[derive(Deserialize)]
pub struct FindingQuery {
    site: Option<String>,
    severity: Option<String>,
    source: Option<String>,
    state: Option<String>,
    mine: Option<String>,
    page: Option<i64>,
}

/// A word of a query; an empty one is none.
fn word<T>(field: &str, given: Option<&String>, parse: impl Fn(&str) -> Option<T>) -> Outcome<Option<T>> {
    given.filter(|w| !w.is_empty()).map(|w| word_in(field, w, parse)).transpose()
}

#[utoipa::path(get, path = "/api/v1/live-findings", params(("site" = Option<String>, Query), ("severity" = Option<String>, Query), ("source" = Option<String>, Query), ("state" = Option<String>, Query), ("mine" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = LiveFindings)))]
async fn findings(asked: Asked, app: web::Data<App>, query: web::Query<FindingQuery>) -> Outcome<web::Json<LiveFindings>> {
    show(asked, app, move |r, v| {
        let q = &query;
        let filter = store::live_findings::Filter {
            site: q.site.as_ref().filter(|s| !s.is_empty()).map(|s| id_in("site", s)).transpose()?,
            severity: word("severity", q.severity.as_ref(), Severity::parse)?,
            source: word("source", q.source.as_ref(), Source::parse)?,
            state: word("state", q.state.as_ref(), FindingState::parse)?,
            owner: v.actor.user.filter(|_| matches!(q.mine.as_deref(), Some("1" | "true"))),
        };
        scans::live_findings(r, v, &filter, q.page.unwrap_or(1))
    })
    .await
}

#[derive(Deserialize)]
pub struct LinkQuery {
    state: Option<String>,
    site: Option<String>,
    page: Option<i64>,
}

#[utoipa::path(get, path = "/api/v1/links", params(("state" = Option<String>, Query), ("site" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = Links)))]
async fn links(asked: Asked, app: web::Data<App>, query: web::Query<LinkQuery>) -> Outcome<web::Json<Links>> {
    show(asked, app, move |r, v| {
        let filter = store::links::Filter {
            state: word("state", query.state.as_ref(), LinkState::parse)?,
            site: query.site.as_ref().filter(|s| !s.is_empty()).map(|s| id_in("site", s)).transpose()?,
        };
        scans::links(r, v, &filter, query.page.unwrap_or(1))
    })
    .await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(all, ask, findings, links))]
pub struct Api;
