//! Answering findings over HTTP.

use crate::articles::http::change;
use crate::console::Viewer;
use crate::console::findings::{Waiver, waiver, waiver_of};
use crate::console::http::show;
use crate::http::{Asked, id_of, word_in};
use crate::proofing::{self as acts, Asking, Judge};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::identity::{Permission, Place, may};
use domain::proofing::{Preset, WaiverScope, WaiverState};
use domain::{Time, WaiverId};
use serde::{Deserialize, Serialize};
use store::{Read, Tx};
use utoipa::ToSchema;

/// Judges, and whoever keeps the word lists: he decides what holds for the whole platform.
pub const DECIDERS: &[Permission] =
    &[Permission::ReviewFirst, Permission::ReviewSecond, Permission::SignOff, Permission::Proof, Permission::ManageLexicon];
/// Those and authors, who may end what they asked for.
pub const ENDERS: &[Permission] = &[
    Permission::ReviewFirst,
    Permission::ReviewSecond,
    Permission::SignOff,
    Permission::Proof,
    Permission::ManageLexicon,
    Permission::Write,
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/waiver-presets", web::get().to(presets))
        .route("/api/v1/articles/{id}/waivers", web::post().to(request))
        .route("/api/v1/articles/{id}/ignore", web::post().to(pass_over))
        .route("/api/v1/waivers", web::get().to(wide))
        .route("/api/v1/waivers/{id}/agree", web::post().to(agree))
        .route("/api/v1/waivers/{id}/refuse", web::post().to(refuse))
        .route("/api/v1/waivers/{id}/end", web::post().to(end));
}

#[derive(Serialize, ToSchema)]
pub struct PresetRow {
    code: &'static str,
    label: &'static str,
    needs_reason: bool,
}

#[utoipa::path(get, path = "/api/v1/waiver-presets", responses((status = 200, body = [PresetRow])))]
pub async fn presets(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<PresetRow>>> {
    let row = |p: Preset| PresetRow { code: p.name(), label: p.label(), needs_reason: p.needs_reason() };
    show(asked, app, move |_, _| Ok(Preset::offered().map(row).collect())).await
}

#[derive(Deserialize, ToSchema)]
pub struct NewWaiver {
    finding: String,
    #[serde(default)]
    reason: String,
    /// One of `/api/v1/waiver-presets`.
    preset: Option<String>,
    /// `version`, `document` (when missing), `column`, `site` or `platform`
    scope: Option<String>,
    #[schema(value_type = Option<String>)]
    expires_at: Option<Time>,
}

impl NewWaiver {
    fn asking(&self) -> Outcome<Asking<'_>> {
        let offered = |word: &str| Preset::parse(word).filter(|p| *p != Preset::Ignored);
        Ok(Asking {
            finding: &self.finding,
            reason: &self.reason,
            preset: self.preset.as_deref().map(|p| word_in("preset", p, offered)).transpose()?,
            scope: self.scope.as_deref().map_or(Ok(WaiverScope::Document), |s| word_in("scope", s, WaiverScope::parse))?,
            expires_at: self.expires_at,
        })
    }
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/waivers", params(("id" = String, Path)), request_body = NewWaiver, responses((status = 200, body = Waiver)))]
pub async fn request(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewWaiver>,
) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let asked_for = acts::request(v.app, tx, id_of(&id)?, &body.asking()?)?;
        waiver_of(tx, v, &asked_for)
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct Hint {
    finding: String,
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/ignore", params(("id" = String, Path)), request_body = Hint, responses((status = 200, body = Waiver)))]
pub async fn pass_over(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Hint>,
) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let passed = acts::ignore(v.app, tx, id_of(&id)?, &body.finding)?;
        waiver_of(tx, v, &passed)
    })
    .await
}

/// Decides a waiver, then answers with it.
async fn decided(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    act: impl Fn(&mut Tx, WaiverId) -> Outcome<store::proofing::Waiver> + Send + 'static,
) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let now = act(tx, id_of(&id)?)?;
        waiver_of(tx, v, &now)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/waivers/{id}/agree", params(("id" = String, Path)), responses((status = 200, body = Waiver)))]
pub async fn agree(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Waiver>> {
    decided(asked, app, id, acts::agree).await
}

#[utoipa::path(post, path = "/api/v1/waivers/{id}/refuse", params(("id" = String, Path)), responses((status = 200, body = Waiver)))]
pub async fn refuse(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Waiver>> {
    decided(asked, app, id, acts::refuse).await
}

#[derive(Deserialize, ToSchema)]
pub struct WaiverEnd {
    reason: String,
}

#[utoipa::path(post, path = "/api/v1/waivers/{id}/end", params(("id" = String, Path)), request_body = WaiverEnd, responses((status = 200, body = Waiver)))]
pub async fn end(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<WaiverEnd>,
) -> Outcome<web::Json<Waiver>> {
    decided(asked, app, id, move |tx, id| acts::end(tx, id, &body.reason)).await
}

/// A waiver that reaches beyond one document.
#[derive(Serialize, ToSchema)]
pub struct WaiverRow {
    #[serde(flatten)]
    waiver: Waiver,
    /// The column's path or the site's name; empty for the whole platform.
    place: String,
    /// Where it was asked for, if the viewer may see that article.
    document: Option<String>,
    title: Option<String>,
}

#[derive(Deserialize)]
pub struct WideQuery {
    /// Only `wide` there is: a document's own waivers come with the document.
    scope: Option<String>,
    /// `requested`, `agreed` or `refused`
    state: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/waivers", params(("scope" = Option<String>, Query), ("state" = Option<String>, Query)), responses((status = 200, body = [WaiverRow])))]
pub async fn wide(asked: Asked, app: web::Data<App>, query: web::Query<WideQuery>) -> Outcome<web::Json<Vec<WaiverRow>>> {
    show(asked, app, move |r, v| {
        if query.scope.as_deref().is_some_and(|scope| scope != "wide") {
            return Err(Problem::field("scope", "这里只列出用于多篇稿件的，scope 应为 wide"));
        }
        let state = query.state.as_deref().map(|s| word_in("state", s, WaiverState::parse)).transpose()?;
        let mut rows = Vec::new();
        for kept in store::proofing::wide_waivers(r, false)? {
            if state.is_none_or(|s| s == kept.state()) {
                rows.extend(wide_row(r, v, &kept)?);
            }
        }
        Ok(rows)
    })
    .await
}

/// `None` for a waiver that the viewer may not know of.
fn wide_row(r: &mut Read, v: &mut Viewer, kept: &store::proofing::Waiver) -> Outcome<Option<WaiverRow>> {
    let Some(article) = store::articles::article(r, kept.document_id)? else { return Ok(None) };
    let judge = Judge::of(r, v.actor, &article, v.now)?;
    if !judge.sees(kept) {
        return Ok(None);
    }
    let sees = may(v.actor, Permission::View, Place::Column(article.site_id, article.column_id), v.now);
    let place = match (kept.site_id, kept.column_id) {
        (Some(site), Some(column)) => v.column_path(r, site, column)?,
        (Some(site), None) => v.site_name(r, site)?,
        _ => String::new(),
    };
    Ok(Some(WaiverRow {
        waiver: waiver(r, v, &judge, kept)?,
        place,
        document: sees.then(|| kept.document_id.to_string()),
        title: sees.then_some(article.title),
    }))
}
