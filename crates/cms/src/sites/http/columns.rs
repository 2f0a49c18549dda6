//! Columns over HTTP.

use crate::http::{Asked, id_in, id_of, word_in};
use crate::sites::overview::seen_site;
use crate::sites::tree::{self, ColumnNode};
use crate::sites::{self, ColumnSettings, Moved};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::identity::Actor;
use domain::sites::{AcceptPolicy, ColumnKind, ColumnState};
use domain::{ColumnId, PlanId, Time};
use serde::Deserialize;
use store::Read;
use store::sites::{Column, Site};
use utoipa::ToSchema;

#[utoipa::path(get, path = "/api/v1/sites/{id}/columns", params(("id" = String, Path)), responses((status = 200, body = [ColumnNode])))]
pub(super) async fn list(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Vec<ColumnNode>>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            app.read(|r| {
                let site = seen_site(r, caller.actor(), id, app.now())?;
                tree::nodes(app, r, &site, app.now())
            })
        })
        .await
        .map(web::Json)
}

/// The site's own plan is inherited, not copied: a later change of the site's plan goes through.
fn own_plan(site: &Site, plan: Option<&str>) -> Outcome<Option<PlanId>> {
    let chosen = plan.map(|p| id_in("plan", p)).transpose()?;
    Ok(chosen.filter(|p| *p != site.plan_id))
}

#[derive(Deserialize, ToSchema)]
pub struct NewColumn {
    parent: Option<String>,
    slug: String,
    name: String,
    kind: String,
    class: String,
    content_type: String,
    update_limit_days: Option<i32>,
    plan: Option<String>,
    accept: String,
    description: String,
}

impl NewColumn {
    fn settings(&self, site: &Site) -> Outcome<ColumnSettings> {
        Ok(ColumnSettings {
            name: self.name.clone(),
            kind: word_in("kind", &self.kind, ColumnKind::parse)?,
            class: self.class.clone(),
            content_type: self.content_type.clone(),
            update_limit_days: self.update_limit_days,
            plan: own_plan(site, self.plan.as_deref())?,
            accept: word_in("accept", &self.accept, AcceptPolicy::parse)?,
            description: self.description.clone(),
        })
    }
}

#[utoipa::path(post, path = "/api/v1/sites/{id}/columns", params(("id" = String, Path)), request_body = NewColumn, responses((status = 200, body = ColumnNode)))]
pub(super) async fn open(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewColumn>,
) -> Outcome<web::Json<ColumnNode>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            let parent = body.parent.as_deref().map(|p| id_in("parent", p)).transpose()?;
            app.write(&caller.context, |tx| {
                let site = seen_site(tx, caller.actor(), id, app.now())?;
                let column = sites::open_column(tx, id, parent, &body.slug, &body.settings(&site)?)?;
                tree::node(app, tx, &site, column.id, app.now())
            })
        })
        .await
        .map(web::Json)
}

/// A column of a site that the actor sees, with its site.
fn seen_column(r: &mut Read, actor: &Actor, id: ColumnId, now: Time) -> Outcome<(Site, Column)> {
    let column = store::sites::column(r, id)?.ok_or_else(Problem::not_found)?;
    Ok((seen_site(r, actor, column.site_id, now)?, column))
}

#[derive(Deserialize, ToSchema)]
pub struct ColumnChange {
    base_revision: i32,
    name: String,
    class: String,
    content_type: String,
    update_limit_days: Option<i32>,
    plan: Option<String>,
    accept: String,
    description: String,
    state: String,
}

impl ColumnChange {
    fn settings(&self, site: &Site, column: &Column) -> Outcome<ColumnSettings> {
        Ok(ColumnSettings {
            name: self.name.clone(),
            kind: ColumnKind::parse(&column.kind).ok_or_else(|| Problem::internal("column kind"))?,
            class: self.class.clone(),
            content_type: self.content_type.clone(),
            update_limit_days: self.update_limit_days,
            plan: own_plan(site, self.plan.as_deref())?,
            accept: word_in("accept", &self.accept, AcceptPolicy::parse)?,
            description: self.description.clone(),
        })
    }
}

#[utoipa::path(put, path = "/api/v1/columns/{id}", params(("id" = String, Path)), request_body = ColumnChange, responses((status = 200, body = ColumnNode)))]
pub(super) async fn change(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<ColumnChange>,
) -> Outcome<web::Json<ColumnNode>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            let state = word_in("state", &body.state, ColumnState::parse)?;
            app.write(&caller.context, |tx| {
                let (site, column) = seen_column(tx, caller.actor(), id, app.now())?;
                sites::change_column(tx, id, body.base_revision, &body.settings(&site, &column)?, state)?;
                tree::node(app, tx, &site, id, app.now())
            })
        })
        .await
        .map(web::Json)
}

#[derive(Deserialize, ToSchema)]
pub struct ColumnMove {
    parent: Option<String>,
    /// Among the new siblings, from 0.
    position: usize,
    /// Only tell what it would do.
    dry_run: bool,
}

#[utoipa::path(post, path = "/api/v1/columns/{id}/move", params(("id" = String, Path)), request_body = ColumnMove, responses((status = 200, body = Moved)))]
pub(super) async fn shift(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<ColumnMove>,
) -> Outcome<web::Json<Moved>> {
    asked
        .run(app, move |app, caller| {
            let id = id_of(&id)?;
            let parent = body.parent.as_deref().map(|p| id_in("parent", p)).transpose()?;
            app.read(|r| seen_column(r, caller.actor(), id, app.now()))?;
            if body.dry_run {
                return app.read(|r| sites::measure_move(r, caller.actor(), id, parent, body.position, app.now()));
            }
            app.write(&caller.context, |tx| sites::move_column(tx, id, parent, body.position))
        })
        .await
        .map(web::Json)
}
