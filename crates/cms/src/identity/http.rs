//! Sessions, people, grants over HTTP.

use super::{LoggedIn, Opening};
use crate::http::{Access, AccessRow, Asked, COOKIE, id_in, id_of, word_in};
use crate::sites::address_of_site;
use crate::{App, Outcome, Problem};
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpResponse, web};
use domain::Time;
use domain::identity::{Actor, Permission, Place, Role, ScopeKind, may};
use serde::{Deserialize, Serialize};
use store::identity as rows;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/session", Access::Open),
    ("GET", "/api/v1/session", Access::Session),
    ("DELETE", "/api/v1/session", Access::Session),
    ("POST", "/api/v1/session/password", Access::Session),
    ("GET", "/api/v1/units", Access::Session),
    ("GET", "/api/v1/roles", Access::Session),
    ("GET", "/api/v1/users", Access::Needs(Permission::ManageUsers)),
    ("POST", "/api/v1/users", Access::Needs(Permission::ManageUsers)),
    ("POST", "/api/v1/users/{id}/grants", Access::Needs(Permission::ManageUsers)),
    ("POST", "/api/v1/users/{id}/lock", Access::Needs(Permission::ManageUsers)),
    ("POST", "/api/v1/users/{id}/unlock", Access::Needs(Permission::ManageUsers)),
    ("DELETE", "/api/v1/grants/{id}", Access::Needs(Permission::ManageUsers)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/session", web::post().to(log_in))
        .route("/api/v1/session", web::get().to(session))
        .route("/api/v1/session", web::delete().to(log_out))
        .route("/api/v1/session/password", web::post().to(change_password))
        .route("/api/v1/units", web::get().to(units))
        .route("/api/v1/roles", web::get().to(roles))
        .route("/api/v1/users", web::get().to(users))
        .route("/api/v1/users", web::post().to(open_user))
        .route("/api/v1/users/{id}/grants", web::post().to(grant))
        .route("/api/v1/users/{id}/lock", web::post().to(lock))
        .route("/api/v1/users/{id}/unlock", web::post().to(unlock))
        .route("/api/v1/grants/{id}", web::delete().to(end_grant));
}

#[derive(Deserialize, ToSchema)]
pub struct Credentials {
    login: String,
    password: String,
}

/// Who is logged in and what he may do.
#[derive(Serialize, ToSchema)]
pub struct Session {
    user: SessionUser,
    csrf: String,
    #[schema(value_type = String)]
    expires_at: Time,
    platform: String,
    permissions: Vec<String>,
    sites: Vec<SiteBrief>,
}

#[derive(Serialize, ToSchema)]
pub struct SessionUser {
    id: String,
    login: String,
    name: String,
    title: String,
    unit: String,
}

/// A site in a few words.
#[derive(Clone, Serialize, ToSchema)]
pub struct SiteBrief {
    pub id: String,
    pub code: String,
    pub name: String,
    pub level: String,
    /// Address of the live site.
    pub host: String,
    pub permissions: Vec<String>,
}

/// A site as the actor sees it.
pub(crate) fn brief(app: &App, units: &[rows::Unit], site: &store::sites::Site, actor: &Actor, now: Time) -> SiteBrief {
    let held = Permission::ALL.iter().filter(|p| may(actor, **p, Place::Site(site.id), now));
    SiteBrief {
        id: site.id.to_string(),
        code: site.code.clone(),
        name: site.name.clone(),
        level: units.iter().find(|u| u.id == site.unit_id).map(|u| u.level.clone()).unwrap_or_default(),
        host: address_of_site(&app.setup.site_address, site),
        permissions: held.map(|p| p.name().to_owned()).collect(),
    }
}

fn describe(app: &App, who: &LoggedIn) -> Outcome<Session> {
    let now = app.now();
    let permissions = who.actor.permissions(now);
    app.read(|r| {
        let mut visible = std::collections::BTreeMap::new();
        for permission in &permissions {
            for site in store::sites::in_scope(r, &who.actor.scope(*permission, now))? {
                visible.insert((site.position, site.code.clone()), site);
            }
        }
        let units = rows::units(r)?;
        let root = units.iter().find(|u| u.parent_id.is_none()).map(|u| u.name.clone());
        Ok(Session {
            user: SessionUser {
                id: who.user.id.to_string(),
                login: who.user.login.clone(),
                name: who.user.name.clone(),
                title: who.user.title.clone(),
                unit: who.user.unit.clone(),
            },
            csrf: who.session.csrf.clone(),
            expires_at: who.session.expires_at,
            platform: store::settings::get(r, "platform_name")?.or(root).unwrap_or_default(),
            permissions: permissions.iter().map(|p| p.name().to_owned()).collect(),
            sites: visible.values().map(|s| brief(app, &units, s, &who.actor, now)).collect(),
        })
    })
}

#[utoipa::path(post, path = "/api/v1/session", request_body = Credentials, responses((status = 200, body = Session)))]
async fn log_in(asked: Asked, app: web::Data<App>, body: web::Json<Credentials>) -> Outcome<HttpResponse> {
    let secure = asked.secure;
    let (session, token) = asked
        .open(app, move |app, asked| {
            let (who, token) = super::log_in(app, &body.login, &body.password, &asked.address, asked.request_id.clone())?;
            Ok((describe(app, &who)?, token))
        })
        .await?;
    let cookie = Cookie::build(COOKIE, token).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).finish();
    Ok(HttpResponse::Ok().cookie(cookie).json(session))
}

#[utoipa::path(get, path = "/api/v1/session", responses((status = 200, body = Session)))]
async fn session(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Session>> {
    asked.run(app, |app, caller| describe(app, caller.session.as_ref().ok_or_else(Problem::not_found)?)).await.map(web::Json)
}

#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204)))]
async fn log_out(asked: Asked, app: web::Data<App>) -> Outcome<HttpResponse> {
    asked.run(app, |app, caller| super::end_session(app, caller.session.as_ref().ok_or_else(Problem::not_found)?)).await?;
    let mut gone = Cookie::build(COOKIE, "").path("/").finish();
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

#[derive(Deserialize, ToSchema)]
pub struct PasswordChange {
    old: String,
    new: String,
}

#[utoipa::path(post, path = "/api/v1/session/password", request_body = PasswordChange, responses((status = 204)))]
async fn change_password(asked: Asked, app: web::Data<App>, body: web::Json<PasswordChange>) -> Outcome<HttpResponse> {
    asked
        .run(app, move |app, caller| {
            super::change_own_password(app, caller.session.as_ref().ok_or_else(Problem::not_found)?, &body.old, &body.new)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(Serialize, ToSchema)]
pub struct UnitRow {
    id: String,
    code: String,
    parent: Option<String>,
    name: String,
    level: String,
    sites: usize,
    people: usize,
}

#[utoipa::path(get, path = "/api/v1/units", responses((status = 200, body = [UnitRow])))]
async fn units(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<UnitRow>>> {
    asked
        .run(app, |app, _| {
            app.read(|r| {
                let (sites, users) = (store::sites::all(r)?, rows::users(r)?);
                let row = |u: rows::Unit| UnitRow {
                    sites: sites.iter().filter(|s| s.unit_id == u.id).count(),
                    people: users.iter().filter(|p| p.unit == u.name).count(),
                    id: u.id.to_string(),
                    code: u.code,
                    parent: u.parent_id.map(|p| p.to_string()),
                    name: u.name,
                    level: u.level,
                };
                Ok(rows::units(r)?.into_iter().map(row).collect())
            })
        })
        .await
        .map(web::Json)
}

#[derive(Serialize, ToSchema)]
pub struct RoleRow {
    code: String,
    name: String,
    permissions: Vec<String>,
}

#[utoipa::path(get, path = "/api/v1/roles", responses((status = 200, body = [RoleRow])))]
async fn roles(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<RoleRow>>> {
    let row = |r: &Role| RoleRow {
        code: r.name().into(),
        name: r.label().into(),
        permissions: r.permissions().iter().map(|p| p.name().to_owned()).collect(),
    };
    asked.run(app, move |_, _| Ok(Role::ALL.iter().filter(|r| **r != Role::Founder).map(row).collect())).await.map(web::Json)
}

#[derive(Serialize, ToSchema)]
pub struct UserRow {
    id: String,
    login: String,
    name: String,
    title: String,
    unit: String,
    state: String,
    grants: Vec<GrantRow>,
    #[schema(value_type = Option<String>)]
    last_seen_at: Option<Time>,
}

#[derive(Serialize, ToSchema)]
pub struct GrantRow {
    id: String,
    role: String,
    role_name: String,
    /// In words: "云溪市水务局".
    scope: String,
    until: Option<String>,
}

fn user_row(r: &mut store::Read, user: rows::User, now: Time) -> Outcome<UserRow> {
    let mut grants = Vec::new();
    for g in rows::grants_at(r, Some(user.id), now)? {
        let role = Role::parse(&g.role);
        grants.push(GrantRow {
            id: g.id.to_string(),
            role_name: role.map_or(g.role.clone(), |r| r.label().into()),
            scope: scope_in_words(r, &g)?,
            until: g.valid_to.map(|t| t.day().to_string()),
            role: g.role,
        });
    }
    Ok(UserRow {
        id: user.id.to_string(),
        login: user.login,
        name: user.name,
        title: user.title,
        unit: user.unit,
        state: user.state,
        grants,
        last_seen_at: user.seen_at,
    })
}

fn user_now(app: &App, id: domain::UserId) -> Outcome<UserRow> {
    let now = app.now();
    app.read(|r| {
        let user = rows::user(r, id)?.ok_or_else(Problem::not_found)?;
        user_row(r, user, now)
    })
}

fn scope_in_words(r: &mut store::Read, g: &rows::Grant) -> Outcome<String> {
    let Some(id) = g.scope_id else { return Ok("全平台".into()) };
    Ok(match ScopeKind::parse(&g.scope_kind) {
        Some(ScopeKind::Unit) => rows::units(r)?.into_iter().find(|u| u.id == id.cast()).map(|u| format!("{}及下级", u.name)),
        Some(ScopeKind::Site) => store::sites::site(r, id.cast())?.map(|s| s.name),
        Some(ScopeKind::Column) => match store::sites::column(r, id.cast())? {
            Some(c) => store::sites::site(r, c.site_id)?.map(|s| format!("{} {}", s.name, c.name)),
            None => None,
        },
        _ => Some("全平台".into()),
    }
    .unwrap_or_default())
}

#[derive(Deserialize)]
pub struct UserQuery {
    q: Option<String>,
    unit: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/users", params(("q" = Option<String>, Query), ("unit" = Option<String>, Query)), responses((status = 200, body = [UserRow])))]
async fn users(asked: Asked, app: web::Data<App>, query: web::Query<UserQuery>) -> Outcome<web::Json<Vec<UserRow>>> {
    asked
        .run(app, move |app, _| {
            let now = app.now();
            app.read(|r| {
                let unit = query.unit.as_deref().and_then(domain::UnitId::parse);
                let unit = rows::units(r)?.into_iter().find(|u| Some(u.id) == unit).map(|u| u.name);
                let wanted = query.q.clone().unwrap_or_default();
                let all = rows::users(r)?.into_iter();
                let found = all.filter(|u| {
                    unit.as_ref().is_none_or(|n| *n == u.unit) && (u.name.contains(&wanted) || u.login.contains(&wanted))
                });
                found.map(|u| user_row(r, u, now)).collect()
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct NewUser {
    login: String,
    name: String,
    title: String,
    unit: String,
    password: String,
}

/// Writes, then answers with the account as it is now.
async fn change_user(
    asked: Asked,
    app: web::Data<App>,
    id: String,
    change: impl Fn(&mut store::Tx, domain::UserId) -> Outcome<()> + Send + 'static,
) -> Outcome<web::Json<UserRow>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.write(&caller.context, |tx| change(tx, id))?;
            user_now(app, id)
        })
        .await
        .map(web::Json)
}

#[utoipa::path(post, path = "/api/v1/users", request_body = NewUser, responses((status = 200, body = UserRow)))]
async fn open_user(asked: Asked, app: web::Data<App>, body: web::Json<NewUser>) -> Outcome<web::Json<UserRow>> {
    asked
        .run(app, move |app, caller| {
            let unit = id_in("unit", &body.unit)?;
            let new = Opening { unit, login: &body.login, password: &body.password, name: &body.name, title: &body.title };
            let id = app.write(&caller.context, |tx| super::open_account(tx, &new))?;
            user_now(app, id)
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct NewGrant {
    role: String,
    scope_kind: String,
    scope_id: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/users/{id}/grants", request_body = NewGrant, responses((status = 200, body = UserRow)))]
async fn grant(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewGrant>,
) -> Outcome<web::Json<UserRow>> {
    change_user(asked, app, id.into_inner(), move |tx, id| {
        let role = word_in("role", &body.role, Role::parse)?;
        let kind = word_in("scope_kind", &body.scope_kind, ScopeKind::parse)?;
        let scope = body.scope_id.as_deref().map(|s| id_in("scope_id", s)).transpose()?;
        super::grant(tx, id, role, kind, scope).map(|_| ())
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/users/{id}/lock", responses((status = 200, body = UserRow)))]
async fn lock(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<UserRow>> {
    change_user(asked, app, id.into_inner(), |tx, id| super::set_locked(tx, id, true)).await
}

#[utoipa::path(post, path = "/api/v1/users/{id}/unlock", responses((status = 200, body = UserRow)))]
async fn unlock(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<UserRow>> {
    change_user(asked, app, id.into_inner(), |tx, id| super::set_locked(tx, id, false)).await
}

#[utoipa::path(delete, path = "/api/v1/grants/{id}", responses((status = 204)))]
async fn end_grant(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<HttpResponse> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.write(&caller.context, |tx| super::end_grant(tx, id))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(log_in, session, log_out, change_password, units, roles, users, open_user, grant, lock, unlock, end_grant))]
pub struct Api;
