//! A site's columns as staff see them: flat, in tree order, with what is inherited and how much time is left.

use super::address_of_site;
use super::overview::left;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::publishing::{column_path, link};
use domain::sites::class_name;
use domain::{ColumnId, Time};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Read;
use store::sites::{self as rows, Column, Site};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct ColumnNode {
    pub id: String,
    pub parent: Option<String>,
    pub slug: String,
    pub name: String,
    pub path: String,
    pub kind: String,
    pub class: String,
    pub class_name: String,
    pub content_type: String,
    pub update_limit_days: Option<i32>,
    /// Negative when it ran over its limit.
    pub days_left: Option<i64>,
    pub plan: PlanName,
    /// The plan is the site's.
    pub plan_inherited: bool,
    pub accept: String,
    pub position: i32,
    pub state: String,
    pub description: String,
    /// Rows of its public list.
    pub articles: i64,
    #[schema(value_type = Option<String>)]
    pub last_published_at: Option<Time>,
    pub url: String,
    pub revision: i32,
    /// Whether the column template keeps the name; columns don't follow templates yet.
    pub template_locked: bool,
}

#[derive(Serialize, ToSchema)]
pub struct PlanName {
    pub id: String,
    pub name: String,
}

pub(super) fn nodes(app: &App, r: &mut Read, site: &Site, now: Time) -> Outcome<Vec<ColumnNode>> {
    let columns = rows::columns_of(r, site.id)?;
    let ids: Vec<ColumnId> = columns.iter().map(|c| c.id).collect();
    let articles: BTreeMap<ColumnId, i64> = rows::listing_counts(r, &ids)?.into_iter().collect();
    let plans: BTreeMap<_, _> = rows::plans(r)?.into_iter().map(|p| (p.id, p.name)).collect();
    let address = address_of_site(&app.setup.site_address, site);
    let node = |c: Column| {
        let plan = c.plan_id.unwrap_or(site.plan_id);
        ColumnNode {
            id: c.id.to_string(),
            parent: c.parent_id.map(|p| p.to_string()),
            class_name: class_name(&c.class).to_owned(),
            days_left: left(&c, now),
            plan: PlanName { id: plan.to_string(), name: plans.get(&plan).cloned().unwrap_or_default() },
            plan_inherited: c.plan_id.is_none(),
            articles: articles.get(&c.id).copied().unwrap_or(0),
            url: format!("{address}{}", link(&column_path(&c.path, "index.html"))),
            slug: c.slug,
            name: c.name,
            path: c.path,
            kind: c.kind,
            class: c.class,
            content_type: c.content_type,
            update_limit_days: c.update_limit_days,
            accept: c.accept,
            position: c.position,
            state: c.state,
            description: c.description,
            last_published_at: c.last_published_at,
            revision: c.revision,
            template_locked: false,
        }
    };
    Ok(columns.into_iter().map(node).collect())
}

pub(super) fn node(app: &App, r: &mut Read, site: &Site, id: ColumnId, now: Time) -> Outcome<ColumnNode> {
    let id = id.to_string();
    nodes(app, r, site, now)?.into_iter().find(|n| n.id == id).ok_or_else(Problem::not_found)
}
