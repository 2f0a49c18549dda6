//! Writing articles and placing them, over HTTP.

use crate::console::article::{Article, Placement, Relation, SavedDraft, VersionRow};
use crate::console::{Viewer, article};
use crate::http::{Access, AccessRow, Asked, id_in, id_of};
use crate::{App, Outcome, Problem};
use actix_web::{HttpResponse, web};
use domain::identity::Permission;
use domain::text::Text;
use domain::{DocumentId, Time};
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;

const WRITE: Access = Access::Needs(Permission::Write);
const ACCEPT: Access = Access::Needs(Permission::Accept);

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/articles", WRITE),
    ("PUT", "/api/v1/articles/{id}/draft", WRITE),
    ("PUT", "/api/v1/articles/{id}/column", WRITE),
    ("POST", "/api/v1/articles/{id}/discard", WRITE),
    ("POST", "/api/v1/articles/{id}/versions", WRITE),
    ("POST", "/api/v1/articles/{id}/versions/{number}/restore", WRITE),
    ("PUT", "/api/v1/articles/{id}/relations", WRITE),
    ("POST", "/api/v1/articles/{id}/placements", WRITE),
    ("PUT", "/api/v1/placements/{id}", ACCEPT),
    ("DELETE", "/api/v1/placements/{id}", Access::Any(&[Permission::Write, Permission::Accept])),
    ("POST", "/api/v1/placements/{id}/accept", ACCEPT),
    ("POST", "/api/v1/placements/{id}/refuse", ACCEPT),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/articles", web::post().to(create))
        .route("/api/v1/articles/{id}/draft", web::put().to(save))
        .route("/api/v1/articles/{id}/column", web::put().to(assign))
        .route("/api/v1/articles/{id}/discard", web::post().to(discard))
        .route("/api/v1/articles/{id}/versions", web::post().to(keep))
        .route("/api/v1/articles/{id}/versions/{number}/restore", web::post().to(restore))
        .route("/api/v1/articles/{id}/relations", web::put().to(relate))
        .route("/api/v1/articles/{id}/placements", web::post().to(propose))
        .route("/api/v1/placements/{id}", web::put().to(arrange))
        .route("/api/v1/placements/{id}", web::delete().to(unplace))
        .route("/api/v1/placements/{id}/accept", web::post().to(accept))
        .route("/api/v1/placements/{id}/refuse", web::post().to(refuse));
}

/// Writes, then answers with what stands afterwards, in the same transaction.
pub(crate) async fn change<T: Send + 'static>(
    asked: Asked,
    app: web::Data<App>,
    act: impl Fn(&mut Tx, &mut Viewer) -> Outcome<T> + Send + 'static,
) -> Outcome<web::Json<T>> {
    asked
        .run(app, move |app, caller| app.write(&caller.context, |tx| act(tx, &mut Viewer::new(app, &caller.context))))
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct NewArticle {
    site: String,
    column: String,
    content_type: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/articles", request_body = NewArticle, responses((status = 200, body = Article)))]
async fn create(asked: Asked, app: web::Data<App>, body: web::Json<NewArticle>) -> Outcome<web::Json<Article>> {
    change(asked, app, move |tx, v| {
        let column = id_in("column", &body.column)?;
        if super::open_column(tx, column)?.site_id != id_in("site", &body.site)? {
            return Err(Problem::field("column", "这个站点没有这个栏目"));
        }
        let id = super::create(tx, column, body.content_type.as_deref())?;
        article::view(tx, v, id)
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct DraftSave {
    base_revision: i32,
    #[schema(value_type = Object)]
    text: Text,
}

#[utoipa::path(put, path = "/api/v1/articles/{id}/draft", params(("id" = String, Path)), request_body = DraftSave, responses((status = 200, body = SavedDraft)))]
async fn save(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<DraftSave>,
) -> Outcome<web::Json<SavedDraft>> {
    change(asked, app, move |tx, v| {
        let id = id_of(&id)?;
        super::save_draft(tx, id, body.base_revision, &body.text)?;
        article::saved(tx, v, id)
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct ToColumn {
    column: String,
}

/// Changes an article, then answers with all of it.
async fn change_article(
    asked: Asked,
    app: web::Data<App>,
    id: String,
    act: impl Fn(&mut Tx, DocumentId) -> Outcome<()> + Send + 'static,
) -> Outcome<web::Json<Article>> {
    change(asked, app, move |tx, v| {
        let id = id_of(&id)?;
        act(tx, id)?;
        article::view(tx, v, id)
    })
    .await
}

#[utoipa::path(put, path = "/api/v1/articles/{id}/column", params(("id" = String, Path)), request_body = ToColumn, responses((status = 200, body = Article)))]
async fn assign(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<ToColumn>,
) -> Outcome<web::Json<Article>> {
    change_article(asked, app, id.into_inner(), move |tx, id| super::assign_column(tx, id, id_in("column", &body.column)?)).await
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/discard", params(("id" = String, Path)), responses((status = 204)))]
async fn discard(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<HttpResponse> {
    change(asked, app, move |tx, _| super::discard(tx, id_of(&id)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/versions", params(("id" = String, Path)), responses((status = 200, body = VersionRow)))]
async fn keep(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<VersionRow>> {
    change(asked, app, move |tx, v| {
        let kept = super::keep_version(tx, id_of(&id)?, "save")?;
        article::version_row(tx, v, &kept)
    })
    .await
}

#[derive(Deserialize, ToSchema)]
pub struct BaseRevision {
    pub base_revision: i32,
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/versions/{number}/restore", params(("id" = String, Path), ("number" = i32, Path)), request_body = BaseRevision, responses((status = 200, body = Article)))]
async fn restore(
    asked: Asked,
    app: web::Data<App>,
    path: web::Path<(String, i32)>,
    body: web::Json<BaseRevision>,
) -> Outcome<web::Json<Article>> {
    let (id, number) = path.into_inner();
    change_article(asked, app, id, move |tx, id| super::restore(tx, id, number, body.base_revision).map(|_| ())).await
}

#[derive(Deserialize, ToSchema)]
pub struct NewRelation {
    /// `interprets`, `replaces` or `repeals`
    kind: String,
    to: String,
}

#[utoipa::path(put, path = "/api/v1/articles/{id}/relations", params(("id" = String, Path)), request_body = [NewRelation], responses((status = 200, body = [Relation])))]
async fn relate(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Vec<NewRelation>>,
) -> Outcome<web::Json<Vec<Relation>>> {
    change(asked, app, move |tx, _| {
        let id = id_of(&id)?;
        let to = body.iter().map(|n| Ok((n.kind.clone(), id_in("to", &n.to)?))).collect::<Outcome<Vec<_>>>()?;
        super::relate(tx, id, &to)?;
        article::relations(tx, id)
    })
    .await
}

/// Changes a placement, then answers with it.
async fn change_placement(
    asked: Asked,
    app: web::Data<App>,
    act: impl Fn(&mut Tx) -> Outcome<store::placements::Placement> + Send + 'static,
) -> Outcome<web::Json<Placement>> {
    change(asked, app, move |tx, v| {
        let changed = act(tx)?;
        article::placement(tx, v, changed)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/placements", params(("id" = String, Path)), request_body = ToColumn, responses((status = 200, body = Placement)))]
async fn propose(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<ToColumn>,
) -> Outcome<web::Json<Placement>> {
    change_placement(asked, app, move |tx| super::propose(tx, id_of(&id)?, id_in("column", &body.column)?)).await
}

#[derive(Deserialize, ToSchema)]
pub struct Arrangement {
    /// `headline` or `gallery`
    slot: Option<String>,
    #[schema(value_type = Option<String>)]
    pinned_until: Option<Time>,
}

#[utoipa::path(put, path = "/api/v1/placements/{id}", params(("id" = String, Path)), request_body = Arrangement, responses((status = 200, body = Placement)))]
async fn arrange(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Arrangement>,
) -> Outcome<web::Json<Placement>> {
    change_placement(asked, app, move |tx| super::arrange(tx, id_of(&id)?, body.slot.as_deref(), body.pinned_until)).await
}

#[utoipa::path(delete, path = "/api/v1/placements/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn unplace(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<HttpResponse> {
    change(asked, app, move |tx, _| super::unplace(tx, id_of(&id)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Deserialize, ToSchema)]
pub struct Acceptance {
    /// Hash of the text that the receiver was shown.
    hash: String,
}

#[utoipa::path(post, path = "/api/v1/placements/{id}/accept", params(("id" = String, Path)), request_body = Acceptance, responses((status = 200, body = Placement)))]
async fn accept(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Acceptance>,
) -> Outcome<web::Json<Placement>> {
    change_placement(asked, app, move |tx| super::accept(tx, id_of(&id)?, &body.hash)).await
}

#[derive(Deserialize, ToSchema)]
#[schema(as = PlacementRefusal)]
pub struct Refusal {
    reason: String,
}

#[utoipa::path(post, path = "/api/v1/placements/{id}/refuse", params(("id" = String, Path)), request_body = Refusal, responses((status = 200, body = Placement)))]
async fn refuse(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Refusal>,
) -> Outcome<web::Json<Placement>> {
    change_placement(asked, app, move |tx| super::refuse(tx, id_of(&id)?, &body.reason)).await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(create, save, assign, discard, keep, restore, relate, propose, arrange, unplace, accept, refuse))]
pub struct Api;
