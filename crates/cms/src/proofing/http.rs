//! Checking while someone types, and answering findings, over HTTP.

use crate::articles::http::change;
use crate::console::findings::{Shown, Waiver, shown, waiver_of};
use crate::http::{Access, AccessRow, Asked, id_of};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::identity::Permission;
use domain::time::parse_day;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use theme::body;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/proof", Access::Needs(Permission::View)),
    ("POST", "/api/v1/articles/{id}/waivers", Access::Needs(Permission::View)),
    ("POST", "/api/v1/waivers/{id}/agree", Access::Any(super::JUDGES)),
    ("POST", "/api/v1/waivers/{id}/refuse", Access::Any(super::JUDGES)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/proof", web::post().to(proof))
        .route("/api/v1/articles/{id}/waivers", web::post().to(request))
        .route("/api/v1/waivers/{id}/agree", web::post().to(agree))
        .route("/api/v1/waivers/{id}/refuse", web::post().to(refuse));
}

/// A text as it stands in the editor: its text blocks in order, or plain text, or HTML.
#[derive(Deserialize, ToSchema)]
pub struct Proof {
    title: Option<String>,
    text: Option<String>,
    blocks: Option<Vec<String>>,
    html: Option<String>,
    /// Day that dates are held against; today when missing.
    ref_date: Option<String>,
}

impl Proof {
    /// The text blocks of whatever was sent.
    fn body(&self) -> Vec<String> {
        match (&self.blocks, &self.html, &self.text) {
            (Some(blocks), _, _) => blocks.clone(),
            (None, Some(html), _) => body::blocks(body::Format::Html, &html.clone().into()),
            (None, None, Some(text)) => text.lines().map(str::to_owned).collect(),
            (None, None, None) => Vec::new(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct ProofAnswer {
    findings: Vec<Shown>,
    /// Microseconds that the check took.
    took_us: u64,
}

#[utoipa::path(post, path = "/api/v1/proof", request_body = Proof, responses((status = 200, body = ProofAnswer)))]
async fn proof(asked: Asked, app: web::Data<App>, body: web::Json<Proof>) -> Outcome<web::Json<ProofAnswer>> {
    asked
        .run(app, move |app, caller| {
            let day =
                body.ref_date.as_deref().map(|d| parse_day(d).ok_or_else(|| Problem::field("ref_date", "日期要写成 2026-11-20")));
            let day = day.transpose()?.unwrap_or_else(|| caller.context.now.day());
            app.read(|r| app.proofing.catch_up(r))?;
            let begun = Instant::now();
            let found = app.proofing.check_blocks(body.title.as_deref(), &body.body(), Some(day));
            Ok(ProofAnswer { took_us: begun.elapsed().as_micros() as u64, findings: shown(found, &[]) })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct NewWaiver {
    finding: String,
    reason: String,
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/waivers", params(("id" = String, Path)), request_body = NewWaiver, responses((status = 200, body = Waiver)))]
async fn request(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewWaiver>,
) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let asked_for = super::request(v.app, tx, id_of(&id)?, &body.finding, &body.reason)?;
        waiver_of(tx, v, &asked_for)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/waivers/{id}/agree", params(("id" = String, Path)), responses((status = 200, body = Waiver)))]
async fn agree(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let decided = super::agree(tx, id_of(&id)?)?;
        waiver_of(tx, v, &decided)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/waivers/{id}/refuse", params(("id" = String, Path)), responses((status = 200, body = Waiver)))]
async fn refuse(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Waiver>> {
    change(asked, app, move |tx, v| {
        let decided = super::refuse(tx, id_of(&id)?)?;
        waiver_of(tx, v, &decided)
    })
    .await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(proof, request, agree, refuse))]
pub struct Api;
