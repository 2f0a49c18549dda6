//! The audit over HTTP.

use super::AuditPage;
use crate::http::{Access, AccessRow, Asked, id_in};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::identity::Permission;
use serde::{Deserialize, Serialize};
use store::audit::Filter;
use utoipa::{IntoParams, ToSchema};

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/audit", Access::Needs(Permission::ViewAudit)),
    ("GET", "/api/v1/audit/chain", Access::Needs(Permission::ViewAudit)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/api/v1/audit", web::get().to(list)).route("/api/v1/audit/chain", web::get().to(chain));
}

/// Rows of one page unless the asker says otherwise, and at most.
const ROWS: i64 = 100;
const MOST_ROWS: i64 = 200;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// A group (session article approval placement publish site column user) or one kind of event.
    kind: Option<String>,
    /// Part of a name.
    who: Option<String>,
    document: Option<String>,
    limit: Option<i64>,
}

impl AuditQuery {
    fn filter(&self) -> Outcome<Filter> {
        let given = |text: &Option<String>| text.clone().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        let before = given(&self.after).map(|after| after.parse().map_err(|_| Problem::field("after", "翻页的位置不对")));
        Ok(Filter {
            before: before.transpose()?,
            kinds: given(&self.kind).map(|word| super::kinds_of(&word)),
            actor: given(&self.who),
            document: given(&self.document).map(|id| id_in("document", &id)).transpose()?,
            ..Filter::default()
        })
    }
}

#[utoipa::path(get, path = "/api/v1/audit", params(AuditQuery), responses((status = 200, body = AuditPage)))]
async fn list(asked: Asked, app: web::Data<App>, query: web::Query<AuditQuery>) -> Outcome<web::Json<AuditPage>> {
    asked
        .run(app, move |app, caller| {
            let limit = query.limit.unwrap_or(ROWS).clamp(1, MOST_ROWS);
            let filter = query.filter()?;
            app.read(|r| super::page(r, caller.actor(), filter, limit, app.now()))
        })
        .await
        .map(web::Json)
}

/// Whether every sealed record still is what it was.
#[derive(Serialize, ToSchema)]
pub struct AuditChain {
    ok: bool,
    sealed: i64,
    unsealed: i64,
    broken_at: Option<i64>,
    head: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/audit/chain", responses((status = 200, body = AuditChain)))]
async fn chain(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<AuditChain>> {
    asked
        .run(app, |app, _| {
            let found = app.read(|r| Ok(store::audit::verify(r)?))?;
            Ok(AuditChain {
                ok: found.broken_at.is_none(),
                sealed: found.sealed,
                unsealed: found.unsealed,
                broken_at: found.broken_at,
                head: found.head,
            })
        })
        .await
        .map(web::Json)
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(list, chain))]
pub struct Api;
