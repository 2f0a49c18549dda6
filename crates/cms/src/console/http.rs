//! Routes of the screens: everything that only reads.

use super::article::{Article, VersionRow, VersionText};
use super::lists::{ArticlePage, Question, Queue, cursor};
use super::offers::{Proposal, TargetSite};
use super::round::Round;
use super::timeline::TimelineEntry;
use super::workbench::Workbench;
use super::{Viewer, article, lists, offers, preview, round, timeline, workbench};
use crate::http::{Access, AccessRow, Asked, id_in, id_of};
use crate::{App, Outcome, Problem};
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use domain::SiteId;
use domain::identity::Permission;
use serde::Deserialize;
use store::Read;

/// Those who see articles: at home, or because they are offered to them.
const READERS: Access = Access::Any(&[Permission::View, Permission::Accept]);

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/workbench", Access::Session),
    ("GET", "/api/v1/articles", Access::Needs(Permission::View)),
    ("GET", "/api/v1/articles/{id}", READERS),
    ("GET", "/api/v1/articles/{id}/versions", Access::Needs(Permission::View)),
    ("GET", "/api/v1/articles/{id}/versions/{number}", Access::Needs(Permission::View)),
    ("GET", "/api/v1/articles/{id}/timeline", Access::Needs(Permission::View)),
    ("GET", "/api/v1/articles/{id}/preview", READERS),
    ("GET", "/api/v1/columns/targets", Access::Needs(Permission::Write)),
    ("GET", "/api/v1/placements", Access::Needs(Permission::Accept)),
    ("GET", "/api/v1/rounds", Access::Needs(Permission::View)),
    ("GET", "/api/v1/rounds/{id}", Access::Needs(Permission::View)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/workbench", web::get().to(bench))
        .route("/api/v1/articles", web::get().to(articles))
        .route("/api/v1/articles/{id}", web::get().to(one_article))
        .route("/api/v1/articles/{id}/versions", web::get().to(versions))
        .route("/api/v1/articles/{id}/versions/{number}", web::get().to(version))
        .route("/api/v1/articles/{id}/timeline", web::get().to(progress))
        .route("/api/v1/articles/{id}/preview", web::get().to(page_preview))
        .route("/api/v1/columns/targets", web::get().to(targets))
        .route("/api/v1/placements", web::get().to(proposals))
        .route("/api/v1/rounds", web::get().to(rounds))
        .route("/api/v1/rounds/{id}", web::get().to(one_round));
}

/// Answers with a view in one look at the database.
pub(crate) async fn show<T: Send + 'static>(
    asked: Asked,
    app: web::Data<App>,
    view: impl FnOnce(&mut Read, &mut Viewer) -> Outcome<T> + Send + 'static,
) -> Outcome<web::Json<T>> {
    asked.run(app, move |app, caller| app.read(|r| view(r, &mut Viewer::new(app, &caller.context)))).await.map(web::Json)
}

#[derive(Deserialize)]
pub struct OfSite {
    site: Option<String>,
}

/// The site that a list is narrowed to; an empty word is none.
fn site_in(site: Option<&String>) -> Outcome<Option<SiteId>> {
    site.filter(|s| !s.is_empty()).map(|s| id_in("site", s)).transpose()
}

#[utoipa::path(get, path = "/api/v1/workbench", params(("site" = Option<String>, Query)), responses((status = 200, body = Workbench)))]
async fn bench(asked: Asked, app: web::Data<App>, query: web::Query<OfSite>) -> Outcome<web::Json<Workbench>> {
    show(asked, app, move |r, v| workbench::view(r, v, site_in(query.site.as_ref())?)).await
}

#[derive(Deserialize)]
pub struct ArticleQuery {
    site: Option<String>,
    column: Option<String>,
    view: Option<String>,
    mine: Option<String>,
    q: Option<String>,
    after: Option<String>,
    limit: Option<i64>,
}

impl ArticleQuery {
    fn question(&self) -> Outcome<Question> {
        let filled = |text: &Option<String>| text.clone().filter(|t| !t.is_empty());
        let after = filled(&self.after).map(|text| cursor(&text).ok_or_else(|| Problem::field("after", "页码不对")));
        Ok(Question {
            site: site_in(self.site.as_ref())?,
            column: filled(&self.column).map(|c| id_in("column", &c)).transpose()?,
            view: filled(&self.view).unwrap_or_else(|| "all".into()),
            mine: filled(&self.mine).is_some_and(|m| m != "0"),
            words: filled(&self.q).unwrap_or_default(),
            after: after.transpose()?,
            limit: self.limit.unwrap_or(50),
        })
    }
}

#[utoipa::path(get, path = "/api/v1/articles",
    params(("site" = Option<String>, Query), ("column" = Option<String>, Query), ("view" = Option<String>, Query), ("mine" = Option<String>, Query),
        ("q" = Option<String>, Query), ("after" = Option<String>, Query), ("limit" = Option<i64>, Query)),
    responses((status = 200, body = ArticlePage)))]
async fn articles(asked: Asked, app: web::Data<App>, query: web::Query<ArticleQuery>) -> Outcome<web::Json<ArticlePage>> {
    show(asked, app, move |r, v| lists::articles(r, v, &query.question()?)).await
}

#[utoipa::path(get, path = "/api/v1/articles/{id}", params(("id" = String, Path)), responses((status = 200, body = Article)))]
async fn one_article(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Article>> {
    show(asked, app, move |r, v| article::view(r, v, id_of(&id)?)).await
}

#[utoipa::path(get, path = "/api/v1/articles/{id}/versions", params(("id" = String, Path)), responses((status = 200, body = [VersionRow])))]
async fn versions(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Vec<VersionRow>>> {
    show(asked, app, move |r, v| article::versions(r, v, id_of(&id)?)).await
}

#[utoipa::path(get, path = "/api/v1/articles/{id}/versions/{number}", params(("id" = String, Path), ("number" = i32, Path)), responses((status = 200, body = VersionText)))]
async fn version(asked: Asked, app: web::Data<App>, path: web::Path<(String, i32)>) -> Outcome<web::Json<VersionText>> {
    show(asked, app, move |r, v| article::version(r, v, id_of(&path.0)?, path.1)).await
}

#[utoipa::path(get, path = "/api/v1/articles/{id}/timeline", params(("id" = String, Path)), responses((status = 200, body = [TimelineEntry])))]
async fn progress(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Vec<TimelineEntry>>> {
    show(asked, app, move |r, v| timeline::view(r, v, id_of(&id)?)).await
}

#[derive(Deserialize)]
pub struct PreviewQuery {
    version: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/articles/{id}/preview", params(("id" = String, Path), ("version" = Option<String>, Query), ("mode" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "text/html")))]
async fn page_preview(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    query: web::Query<PreviewQuery>,
) -> Outcome<HttpResponse> {
    let html = asked
        .run(app, move |app, caller| {
            preview::draw(app, &caller.context, id_of(&id)?, query.version.as_deref().unwrap_or("draft"))
        })
        .await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::CONTENT_SECURITY_POLICY, preview::POLICY)).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.content_type("text/html; charset=utf-8").body(html))
}

#[derive(Deserialize)]
pub struct TargetQuery {
    article: String,
}

#[utoipa::path(get, path = "/api/v1/columns/targets", params(("article" = String, Query)), responses((status = 200, body = [TargetSite])))]
async fn targets(asked: Asked, app: web::Data<App>, query: web::Query<TargetQuery>) -> Outcome<web::Json<Vec<TargetSite>>> {
    show(asked, app, move |r, v| offers::targets(r, v, id_of(&query.article)?)).await
}

#[utoipa::path(get, path = "/api/v1/placements", params(("state" = Option<String>, Query), ("site" = Option<String>, Query)), responses((status = 200, body = [Proposal])))]
async fn proposals(asked: Asked, app: web::Data<App>, query: web::Query<OfSite>) -> Outcome<web::Json<Vec<Proposal>>> {
    show(asked, app, move |r, v| offers::proposals(r, v, site_in(query.site.as_ref())?)).await
}

#[utoipa::path(get, path = "/api/v1/rounds", params(("site" = Option<String>, Query)), responses((status = 200, body = Queue)))]
async fn rounds(asked: Asked, app: web::Data<App>, query: web::Query<OfSite>) -> Outcome<web::Json<Queue>> {
    show(asked, app, move |r, v| lists::queue(r, v, site_in(query.site.as_ref())?)).await
}

#[utoipa::path(get, path = "/api/v1/rounds/{id}", params(("id" = String, Path)), responses((status = 200, body = Round)))]
async fn one_round(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Round>> {
    show(asked, app, move |r, v| round::view(r, v, id_of(&id)?)).await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(bench, articles, one_article, versions, version, progress, page_preview, targets, proposals, rounds, one_round))]
pub struct Api;
