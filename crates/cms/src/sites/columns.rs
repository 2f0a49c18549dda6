//! One column: its settings, its place in the tree, the plan that holds for it.

use super::pages;
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::content_type::ContentType;
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::sites::{AcceptPolicy, ColumnKind, ColumnState, check_column_slug};
use domain::{ColumnId, PlanId, SiteId};
use store::sites::{self as rows, Column, Plan};
use store::{Read, Tx};

/// What staff set on a column.
#[derive(Clone, Debug)]
pub struct ColumnSettings {
    pub name: String,
    pub kind: ColumnKind,
    pub class: String,
    pub content_type: String,
    pub update_limit_days: Option<i32>,
    pub plan: Option<PlanId>,
    pub accept: AcceptPolicy,
    pub description: String,
}

fn check(settings: &ColumnSettings) -> Outcome<()> {
    if settings.name.trim().is_empty() || settings.name.chars().count() > 30 {
        return Err(Problem::field("name", "栏目名称要 1–30 个字"));
    }
    if ContentType::find(&settings.content_type).is_none() {
        return Err(Problem::field("content_type", "没有这种信息类型"));
    }
    if settings.update_limit_days.is_some_and(|d| !(1..=3660).contains(&d)) {
        return Err(Problem::field("update_limit_days", "更新时限要在 1 至 3660 天之间"));
    }
    Ok(())
}

fn check_plan(r: &mut Read, plan: Option<PlanId>) -> Outcome<()> {
    match plan {
        Some(id) if rows::plan(r, id)?.is_none() => Err(Problem::field("plan", "没有这个审批链")),
        _ => Ok(()),
    }
}

pub fn open_column(
    tx: &mut Tx,
    site: SiteId,
    parent: Option<ColumnId>,
    slug: &str,
    settings: &ColumnSettings,
) -> Outcome<Column> {
    require_of_viewer(tx.actor(), Permission::ManageColumns, Place::Site(site), tx.now())?;
    check_column_slug(slug, parent.is_none()).map_err(|why| Problem::field("slug", why))?;
    check(settings)?;
    let above = parent.map(|id| own_column(tx, site, id)).transpose()?;
    check_plan(tx, settings.plan)?;
    let siblings = rows::columns_of(tx, site)?.iter().filter(|c| c.parent_id == parent).count();
    let column = Column {
        id: tx.id()?,
        site_id: site,
        parent_id: parent,
        slug: slug.into(),
        path: path_below(above.as_ref(), slug),
        name: settings.name.trim().into(),
        kind: settings.kind.name().into(),
        class: settings.class.clone(),
        content_type: settings.content_type.clone(),
        description: settings.description.trim().into(),
        update_limit_days: settings.update_limit_days,
        plan_id: settings.plan,
        accept: settings.accept.name().into(),
        state: ColumnState::Open.name().into(),
        position: siblings as i32,
        next_run: 1,
        opened_at: tx.now(),
        last_published_at: None,
        revision: 1,
    };
    if rows::column_by_path(tx, site, &column.path)?.is_some() {
        return Err(Problem::new("column.path_taken"));
    }
    rows::insert_column(tx, &column)?;
    pages::column_opened(tx, &column)?;
    tx.record(Event::ColumnOpened { site, column: column.id, path: column.path.clone() })?;
    Ok(column)
}

pub(super) fn path_below(parent: Option<&Column>, slug: &str) -> String {
    parent.map_or_else(|| slug.to_owned(), |p| format!("{}/{slug}", p.path))
}

pub(super) fn own_column(r: &mut Read, site: SiteId, id: ColumnId) -> Outcome<Column> {
    rows::column(r, id)?.filter(|c| c.site_id == site).ok_or_else(Problem::not_found)
}

/// Writes a column's settings over the revision that the person saw; its kind stays.
pub fn change_column(
    tx: &mut Tx,
    id: ColumnId,
    base_revision: i32,
    settings: &ColumnSettings,
    state: ColumnState,
) -> Outcome<Column> {
    let column = rows::column(tx, id)?.ok_or_else(Problem::not_found)?;
    require_of_viewer(tx.actor(), Permission::ManageColumns, Place::Column(column.site_id, id), tx.now())?;
    check(settings)?;
    check_plan(tx, settings.plan)?;
    let changed = Column {
        name: settings.name.trim().into(),
        class: settings.class.clone(),
        content_type: settings.content_type.clone(),
        description: settings.description.trim().into(),
        update_limit_days: settings.update_limit_days,
        plan_id: settings.plan,
        accept: settings.accept.name().into(),
        state: state.name().into(),
        ..column
    };
    if !rows::update_column(tx, &changed, base_revision)? {
        return Err(Problem::new("conflict"));
    }
    pages::column_changed(tx, &changed)?;
    tx.record(Event::ColumnChanged { site: changed.site_id, column: id, path: changed.path.clone() })?;
    Ok(changed)
}

/// The plan that holds for a column: its own, or its site's.
pub fn plan_of(r: &mut Read, column: &Column) -> Outcome<Plan> {
    let id = match column.plan_id {
        Some(id) => id,
        None => rows::site(r, column.site_id)?.ok_or_else(Problem::not_found)?.plan_id,
    };
    rows::plan(r, id)?.ok_or_else(Problem::not_found)
}
