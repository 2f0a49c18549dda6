//! Submitting, signing, returning, claiming, annotating, over HTTP.

use super::{Marking, Signing};
use crate::articles::http::{BaseRevision, change};
use crate::console::Viewer;
use crate::console::article::Article;
use crate::console::findings::{Annotation, annotation};
use crate::console::round::Round;
use crate::console::steps::{RoundBrief, brief_of};
use crate::console::{article, round};
use crate::http::{Access, AccessRow, Asked, id_in, id_of, word_in};
use crate::proofing::JUDGES;
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::approval::Stage;
use domain::identity::Permission;
use domain::{Hash, RoundId};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

const WRITE: Access = Access::Needs(Permission::Write);
const JUDGE: Access = Access::Any(JUDGES);
const VIEW: Access = Access::Needs(Permission::View);

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/articles/{id}/submit", WRITE),
    ("POST", "/api/v1/articles/{id}/recall", WRITE),
    ("POST", "/api/v1/rounds/{id}/sign", JUDGE),
    ("POST", "/api/v1/rounds/{id}/return", JUDGE),
    ("POST", "/api/v1/rounds/{id}/claim", JUDGE),
    ("DELETE", "/api/v1/rounds/{id}/claim", JUDGE),
    ("POST", "/api/v1/rounds/{id}/hand", JUDGE),
    ("POST", "/api/v1/rounds/{id}/annotations", VIEW),
    ("POST", "/api/v1/annotations/{id}/resolve", VIEW),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/articles/{id}/submit", web::post().to(submit))
        .route("/api/v1/articles/{id}/recall", web::post().to(recall))
        .route("/api/v1/rounds/{id}/sign", web::post().to(sign))
        .route("/api/v1/rounds/{id}/return", web::post().to(give_back))
        .route("/api/v1/rounds/{id}/claim", web::post().to(claim))
        .route("/api/v1/rounds/{id}/claim", web::delete().to(release))
        .route("/api/v1/rounds/{id}/hand", web::post().to(hand))
        .route("/api/v1/rounds/{id}/annotations", web::post().to(annotate))
        .route("/api/v1/annotations/{id}/resolve", web::post().to(resolve));
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/submit", params(("id" = String, Path)), request_body = BaseRevision, responses((status = 200, body = RoundBrief)))]
async fn submit(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<BaseRevision>,
) -> Outcome<web::Json<RoundBrief>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            super::prepare(app, &caller.context, id)?;
            app.write(&caller.context, |tx| {
                let opened = super::submit(app, tx, id, body.base_revision)?;
                let article = store::articles::article(tx, id)?.ok_or_else(Problem::not_found)?;
                brief_of(tx, &mut Viewer::new(app, &caller.context), &opened, &article)
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct Recall {
    #[serde(default)]
    reason: String,
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/recall", params(("id" = String, Path)), request_body = Recall, responses((status = 200, body = Article)))]
async fn recall(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Recall>,
) -> Outcome<web::Json<Article>> {
    change(asked, app, move |tx, v| {
        let id = id_of(&id)?;
        super::recall(tx, id, &body.reason)?;
        article::view(tx, v, id)
    })
    .await
}

/// Changes a round, then answers with all of it.
async fn change_round(
    asked: Asked,
    app: web::Data<App>,
    id: String,
    act: impl Fn(&App, &mut Tx, RoundId) -> Outcome<()> + Send + 'static,
) -> Outcome<web::Json<Round>> {
    change(asked, app, move |tx, v| {
        let id = id_of(&id)?;
        act(v.app, tx, id)?;
        round::view(tx, v, id)
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct Signature {
    stage: String,
    /// Hash of the text that the signer was shown.
    hash: String,
    #[serde(default)]
    opinion: String,
    checklist: Vec<bool>,
}

#[utoipa::path(post, path = "/api/v1/rounds/{id}/sign", params(("id" = String, Path)), request_body = Signature, responses((status = 200, body = Round)))]
async fn sign(asked: Asked, app: web::Data<App>, id: web::Path<String>, body: web::Json<Signature>) -> Outcome<web::Json<Round>> {
    change_round(asked, app, id.into_inner(), move |app, tx, id| {
        let stage = word_in("stage", &body.stage, Stage::parse)?;
        let hash = Hash::stored(&body.hash);
        super::sign(app, tx, id, &Signing { stage, hash: &hash, opinion: &body.opinion, checklist: &body.checklist })
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct GiveBack {
    reason: String,
    /// Kind of what is wrong, in a word; stands before the reason.
    kind: Option<String>,
    #[serde(default)]
    annotations: Vec<NewAnnotation>,
}

#[derive(Deserialize, ToSchema)]
pub struct NewAnnotation {
    field: String,
    block: i32,
    start: i32,
    end: i32,
    quote: String,
    text: String,
}

impl NewAnnotation {
    fn marking(&self) -> Marking {
        let NewAnnotation { field, quote, text, .. } = self;
        Marking {
            field: field.clone(),
            block: self.block,
            start: self.start,
            end: self.end,
            quote: quote.clone(),
            text: text.clone(),
        }
    }
}

impl GiveBack {
    /// "数字日期：请写明起止时间"
    fn words(&self) -> String {
        let kind = self.kind.as_deref().map(str::trim).filter(|k| !k.is_empty() && *k != "其他");
        let reason = self.reason.trim();
        kind.filter(|_| !reason.is_empty()).map_or(reason.to_owned(), |kind| format!("{kind}：{reason}"))
    }
}

#[utoipa::path(post, path = "/api/v1/rounds/{id}/return", params(("id" = String, Path)), request_body = GiveBack, responses((status = 200, body = Round)))]
async fn give_back(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<GiveBack>,
) -> Outcome<web::Json<Round>> {
    change_round(asked, app, id.into_inner(), move |_, tx, id| {
        for new in &body.annotations {
            super::annotate(tx, id, &new.marking())?;
        }
        super::return_to_author(tx, id, &body.words())
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/rounds/{id}/claim", params(("id" = String, Path)), responses((status = 200, body = Round)))]
async fn claim(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Round>> {
    change_round(asked, app, id.into_inner(), |_, tx, id| super::claim(tx, id)).await
}

#[utoipa::path(delete, path = "/api/v1/rounds/{id}/claim", params(("id" = String, Path)), responses((status = 200, body = Round)))]
async fn release(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Round>> {
    change_round(asked, app, id.into_inner(), |_, tx, id| super::release(tx, id)).await
}

#[derive(Deserialize, ToSchema)]
pub struct Handing {
    user: String,
}

#[utoipa::path(post, path = "/api/v1/rounds/{id}/hand", params(("id" = String, Path)), request_body = Handing, responses((status = 200, body = Round)))]
async fn hand(asked: Asked, app: web::Data<App>, id: web::Path<String>, body: web::Json<Handing>) -> Outcome<web::Json<Round>> {
    change_round(asked, app, id.into_inner(), move |_, tx, id| super::hand(tx, id, id_in("user", &body.user)?)).await
}

#[utoipa::path(post, path = "/api/v1/rounds/{id}/annotations", params(("id" = String, Path)), request_body = NewAnnotation, responses((status = 200, body = Annotation)))]
async fn annotate(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewAnnotation>,
) -> Outcome<web::Json<Annotation>> {
    change(asked, app, move |tx, v| {
        let made = super::annotate(tx, id_of(&id)?, &body.marking())?;
        annotation(tx, v, &made)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/annotations/{id}/resolve", params(("id" = String, Path)), responses((status = 200, body = Annotation)))]
async fn resolve(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Annotation>> {
    change(asked, app, move |tx, v| {
        let done = super::resolve(tx, id_of(&id)?)?;
        annotation(tx, v, &done)
    })
    .await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(submit, recall, sign, give_back, claim, release, hand, annotate, resolve))]
pub struct Api;
