//! Where a text is public, taking it off, and the jobs behind it, over HTTP.

use super::{JobBoard, Place, PlaceState, board, places_of, retry_job};
use crate::articles::visible;
use crate::http::{Access, AccessRow, Asked, id_of};
use crate::sites::address_of_site;
use crate::{App, Outcome};
use actix_web::{HttpResponse, web};
use domain::DocumentId;
use domain::identity::Permission;
use serde::{Deserialize, Serialize};
use store::Read;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/jobs", Access::Needs(Permission::ViewJobs)),
    ("POST", "/api/v1/jobs/{id}/retry", Access::Needs(Permission::Operate)),
    ("GET", "/api/v1/articles/{id}/places", Access::Needs(Permission::View)),
    ("POST", "/api/v1/articles/{id}/withdraw", Access::Needs(Permission::Withdraw)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/jobs", web::get().to(jobs))
        .route("/api/v1/jobs/{id}/retry", web::post().to(retry))
        .route("/api/v1/articles/{id}/places", web::get().to(places))
        .route("/api/v1/articles/{id}/withdraw", web::post().to(withdraw));
}

#[utoipa::path(get, path = "/api/v1/jobs", responses((status = 200, body = JobBoard)))]
async fn jobs(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<JobBoard>> {
    asked.run(app, |app, caller| app.read(|r| board(app, r, caller.actor(), app.now()))).await.map(web::Json)
}

#[utoipa::path(post, path = "/api/v1/jobs/{id}/retry", params(("id" = String, Path)), responses((status = 204)))]
async fn retry(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<HttpResponse> {
    asked.run(app, move |app, caller| retry_job(app, &caller.context, id_of(&id)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn where_it_is(app: &App, r: &mut Read, id: DocumentId) -> Outcome<Vec<Place>> {
    places_of(r, id, &|site| address_of_site(&app.setup.site_address, site))
}

#[utoipa::path(get, path = "/api/v1/articles/{id}/places", params(("id" = String, Path)), responses((status = 200, body = [Place])))]
async fn places(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Vec<Place>>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.read(|r| {
                visible(r, caller.actor(), id, app.now())?;
                where_it_is(app, r, id)
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct Withdrawal {
    /// 内容错误, 涉密, 隐私, 版权, 失效, 上级要求, 其他
    kind: String,
    reason: String,
    /// Only tell which places it would leave.
    dry_run: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = PlacesAnswer)]
pub struct Places {
    places: Vec<Place>,
}

#[utoipa::path(post, path = "/api/v1/articles/{id}/withdraw", params(("id" = String, Path)), request_body = Withdrawal, responses((status = 200, body = Places)))]
async fn withdraw(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<Withdrawal>,
) -> Outcome<web::Json<Places>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            let places = if body.dry_run {
                app.read(|r| {
                    super::withdrawable(r, caller.actor(), id, app.now())?;
                    Ok(where_it_is(app, r, id)?.into_iter().filter(|p| p.state != PlaceState::Down).collect())
                })?
            } else {
                app.write(&caller.context, |tx| {
                    super::withdraw(tx, id, &body.kind, &body.reason)?;
                    where_it_is(app, tx, id)
                })?
            };
            Ok(Places { places })
        })
        .await
        .map(web::Json)
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(jobs, retry, places, withdraw))]
pub struct Api;
