//! Sites and what their settings choose from, over HTTP; columns are in `http/columns.rs`.

mod columns;

use super::catalogue::{self, ColumnClassRow, ColumnTemplateRow, ContentTypeRow, PlanRow};
use super::overview::{self, SiteDetail, SiteRow, SiteWords, seen, seen_site};
use super::{Opening, Standing};
use crate::http::{Access, AccessRow, Asked, id_in, id_of, word_in};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::identity::Permission;
use domain::sites::{Hue, Masthead, SiteIdentity};
use serde::Deserialize;
use store::Read;
use store::sites::Site;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/sites", Access::Session),
    ("POST", "/api/v1/sites", Access::Needs(Permission::OpenSite)),
    ("GET", "/api/v1/sites/{id}", Access::Session),
    ("PUT", "/api/v1/sites/{id}", Access::Needs(Permission::ManageSite)),
    ("PUT", "/api/v1/sites/{id}/appearance", Access::Needs(Permission::ManageSite)),
    ("GET", "/api/v1/sites/{id}/columns", Access::Session),
    ("POST", "/api/v1/sites/{id}/columns", Access::Needs(Permission::ManageColumns)),
    ("PUT", "/api/v1/columns/{id}", Access::Needs(Permission::ManageColumns)),
    ("POST", "/api/v1/columns/{id}/move", Access::Needs(Permission::ManageColumns)),
    ("GET", "/api/v1/plans", Access::Session),
    ("GET", "/api/v1/content-types", Access::Session),
    ("GET", "/api/v1/column-templates", Access::Session),
    ("GET", "/api/v1/column-classes", Access::Session),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/sites", web::get().to(sites))
        .route("/api/v1/sites", web::post().to(open))
        .route("/api/v1/sites/{id}", web::get().to(site))
        .route("/api/v1/sites/{id}", web::put().to(change))
        .route("/api/v1/sites/{id}/appearance", web::put().to(appearance))
        .route("/api/v1/sites/{id}/columns", web::get().to(columns::list))
        .route("/api/v1/sites/{id}/columns", web::post().to(columns::open))
        .route("/api/v1/columns/{id}", web::put().to(columns::change))
        .route("/api/v1/columns/{id}/move", web::post().to(columns::shift))
        .route("/api/v1/plans", web::get().to(plans))
        .route("/api/v1/content-types", web::get().to(content_types))
        .route("/api/v1/column-templates", web::get().to(templates))
        .route("/api/v1/column-classes", web::get().to(classes));
}

#[utoipa::path(get, path = "/api/v1/sites", responses((status = 200, body = [SiteRow])))]
async fn sites(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<SiteRow>>> {
    asked
        .run(app, |app, caller| {
            app.read(|r| {
                let sites = seen(r, caller.actor(), app.now())?;
                overview::site_rows(app, r, sites, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[utoipa::path(get, path = "/api/v1/sites/{id}", params(("id" = String, Path)), responses((status = 200, body = SiteDetail)))]
async fn site(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<SiteDetail>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.read(|r| {
                let site = seen_site(r, caller.actor(), id, app.now())?;
                overview::detail(app, r, site, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct NewSite {
    code: String,
    name: String,
    unit: String,
    domain: String,
    /// Code of a column template.
    template: String,
    hue: String,
    masthead: String,
    #[serde(flatten)]
    words: SiteWords,
}

impl NewSite {
    fn opening(&self, r: &mut Read) -> Outcome<Opening> {
        let unit = id_in("unit", &self.unit)?;
        let Standing { parent, plan, position } = super::standing(r, unit)?;
        Ok(Opening {
            unit,
            parent,
            plan,
            position,
            code: self.code.clone(),
            name: self.name.clone(),
            domain: self.domain.clone(),
            hue: word_in("hue", &self.hue, Hue::parse)?,
            masthead: word_in("masthead", &self.masthead, Masthead::parse)?,
            identity: self.words.clone().into(),
        })
    }
}

#[utoipa::path(post, path = "/api/v1/sites", request_body = NewSite, responses((status = 200, body = SiteDetail)))]
async fn open(asked: Asked, app: web::Data<App>, body: web::Json<NewSite>) -> Outcome<web::Json<SiteDetail>> {
    asked
        .run(app, move |app, caller| {
            app.write(&caller.context, |tx| {
                let opening = body.opening(tx)?;
                let id = super::open_site(tx, &opening)?;
                super::apply_template(tx, id, &body.template)?;
                let site = store::sites::site(tx, id)?.ok_or_else(Problem::not_found)?;
                overview::detail(app, tx, site, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct SiteSettings {
    base_revision: i32,
    name: String,
    domain: String,
    hue: String,
    masthead: String,
    #[serde(flatten)]
    words: SiteWords,
}

impl SiteSettings {
    fn over(&self, site: Site) -> Outcome<Site> {
        Ok(Site {
            name: self.name.trim().to_owned(),
            domain: self.domain.clone(),
            hue: word_in("hue", &self.hue, Hue::parse)?.name().into(),
            masthead: word_in("masthead", &self.masthead, Masthead::parse)?.name().into(),
            identity: serde_json::to_string(&SiteIdentity::from(self.words.clone()))?,
            ..site
        })
    }
}

#[utoipa::path(put, path = "/api/v1/sites/{id}", params(("id" = String, Path)), request_body = SiteSettings, responses((status = 200, body = SiteDetail)))]
async fn change(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<SiteSettings>,
) -> Outcome<web::Json<SiteDetail>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.write(&caller.context, |tx| {
                let changed = body.over(seen_site(tx, caller.actor(), id, app.now())?)?;
                super::change_site(tx, &changed, body.base_revision)?;
                overview::detail(app, tx, Site { revision: body.base_revision + 1, ..changed }, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct Appearance {
    grey: bool,
    notice: Option<String>,
    notice_url: Option<String>,
}

#[utoipa::path(put, path = "/api/v1/sites/{id}/appearance", params(("id" = String, Path)), request_body = Appearance, responses((status = 200, body = SiteRow)))]
async fn appearance(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Appearance>,
) -> Outcome<web::Json<SiteRow>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.write(&caller.context, |tx| {
                seen_site(tx, caller.actor(), id, app.now())?;
                super::set_appearance(tx, id, body.grey, body.notice.as_deref(), body.notice_url.as_deref())?;
                let site = store::sites::site(tx, id)?.ok_or_else(Problem::not_found)?;
                overview::row(app, tx, site, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[utoipa::path(get, path = "/api/v1/plans", responses((status = 200, body = [PlanRow])))]
async fn plans(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<PlanRow>>> {
    asked.run(app, |app, _| app.read(catalogue::plans)).await.map(web::Json)
}

#[utoipa::path(get, path = "/api/v1/content-types", responses((status = 200, body = [ContentTypeRow])))]
async fn content_types(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<ContentTypeRow>>> {
    asked.run(app, |_, _| Ok(catalogue::content_types())).await.map(web::Json)
}

#[utoipa::path(get, path = "/api/v1/column-templates", responses((status = 200, body = [ColumnTemplateRow])))]
async fn templates(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<ColumnTemplateRow>>> {
    asked.run(app, |app, _| app.read(catalogue::templates)).await.map(web::Json)
}

#[utoipa::path(get, path = "/api/v1/column-classes", responses((status = 200, body = [ColumnClassRow])))]
async fn classes(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<ColumnClassRow>>> {
    asked.run(app, |_, _| Ok(catalogue::classes())).await.map(web::Json)
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(
    sites, site, open, change, appearance, columns::list, columns::open, columns::change, columns::shift, plans, content_types,
    templates, classes
))]
pub struct Api;
