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

pub fn open_column(tx: &mut Tx, site: SiteId, parent: Option<ColumnId>, slug: &str, settings: &ColumnSettings) -> Outcome<Column> {
    require_of_viewer(tx.actor(), Permission::ManageColumns, Place::Site(site), tx.now())?;
    check_column_slug(slug, parent.is_none()).map_err(|why| Problem::field("slug", why))?;
    check(settings)?;
    let above = parent.map(|id| own_column(tx, site, id)).transpose()?;
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

fn path_below(parent: Option<&Column>, slug: &str) -> String {
    parent.map_or_else(|| slug.to_owned(), |p| format!("{}/{slug}", p.path))
}

fn own_column(tx: &mut Tx, site: SiteId, id: ColumnId) -> Outcome<Column> {
    rows::column(tx, id)?.filter(|c| c.site_id == site).ok_or_else(Problem::not_found)
}

/// Writes a column's settings over the revision that the person saw; its kind stays.
pub fn change_column(tx: &mut Tx, id: ColumnId, base_revision: i32, settings: &ColumnSettings, state: ColumnState) -> Outcome<Column> {
    let column = rows::column(tx, id)?.ok_or_else(Problem::not_found)?;
    require_of_viewer(tx.actor(), Permission::ManageColumns, Place::Column(column.site_id, id), tx.now())?;
    check(settings)?;
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

/// What moving a column does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub pages: usize,
    pub redirects: usize,
}

/// Moves a column (with all below it) under another parent or to another position; its list pages move
/// and leave redirects, articles keep their addresses.
pub fn move_column(tx: &mut Tx, id: ColumnId, parent: Option<ColumnId>, position: usize) -> Outcome<Moved> {
    let column = rows::column(tx, id)?.ok_or_else(Problem::not_found)?;
    let site = column.site_id;
    require_of_viewer(tx.actor(), Permission::ManageColumns, Place::Site(site), tx.now())?;
    let all = rows::columns_of(tx, site)?;
    let above = parent.map(|p| own_column(tx, site, p)).transpose()?;
    if above.as_ref().is_some_and(|p| p.id == id || p.path.starts_with(&format!("{}/", column.path))) {
        return Err(Problem::new("column.cycle"));
    }
    check_column_slug(&column.slug, parent.is_none()).map_err(|why| Problem::field("parent", why))?;
    let (old, new) = (column.path.clone(), path_below(above.as_ref(), &column.slug));
    if old != new && all.iter().any(|c| c.path == new) {
        return Err(Problem::new("column.path_taken"));
    }
    let mut siblings: Vec<ColumnId> = all.iter().filter(|c| c.parent_id == parent && c.id != id).map(|c| c.id).collect();
    siblings.insert(position.min(siblings.len()), id);
    let mut moved = Moved { pages: 0, redirects: 0 };
    for mut c in all {
        let before = c.clone();
        if c.id == id {
            c.parent_id = parent;
            c.path = new.clone();
        } else if let Some(rest) = c.path.strip_prefix(&format!("{old}/")) {
            c.path = format!("{new}/{rest}");
        }
        if let Some(at) = siblings.iter().position(|s| *s == c.id) {
            c.position = at as i32;
        }
        if c.path != before.path || c.position != before.position || c.parent_id != before.parent_id {
            rows::update_column(tx, &c, before.revision)?;
        }
        if c.path != before.path {
            let count = pages::column_path_changed(tx, &before.path, &c)?;
            moved = Moved { pages: moved.pages + count, redirects: moved.redirects + count };
        }
    }
    pages::columns_changed(tx, site)?;
    tx.record(Event::ColumnMoved { site, column: id, from: old, to: new })?;
    Ok(moved)
}

/// The plan that holds for a column: its own, or its site's.
pub fn plan_of(r: &mut Read, column: &Column) -> Outcome<Plan> {
    let id = match column.plan_id {
        Some(id) => id,
        None => rows::site(r, column.site_id)?.ok_or_else(Problem::not_found)?.plan_id,
    };
    rows::plan(r, id)?.ok_or_else(Problem::not_found)
}
