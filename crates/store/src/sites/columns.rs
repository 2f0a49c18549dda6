//! The column trees of sites.

use crate::schema::{columns, listing};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::identity::Scope;
use domain::{ColumnId, PlanId, SiteId, Time};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Queryable)]
pub struct Column {
    pub id: ColumnId,
    pub site_id: SiteId,
    pub parent_id: Option<ColumnId>,
    pub slug: String,
    /// Slugs from the top, "zwgk/tzgg"; unique within the site.
    pub path: String,
    pub name: String,
    pub kind: String,
    pub class: String,
    pub content_type: String,
    pub description: String,
    /// Days within which something new must appear (更新时限).
    pub update_limit_days: Option<i32>,
    /// `None`: the site's plan.
    pub plan_id: Option<PlanId>,
    pub accept: String,
    pub state: String,
    pub position: i32,
    /// Number of the next frozen run.
    pub next_run: i32,
    pub opened_at: Time,
    pub last_published_at: Option<Time>,
    pub revision: i32,
}

pub fn insert_column(tx: &mut Tx, row: &Column) -> Result<()> {
    let values = (
        (columns::id.eq(row.id.sql()), columns::site_id.eq(row.site_id.sql()), columns::parent_id.eq(row.parent_id.sql())),
        (columns::slug.eq(&row.slug), columns::path.eq(&row.path), columns::name.eq(&row.name), columns::kind.eq(&row.kind)),
        (columns::class.eq(&row.class), columns::content_type.eq(&row.content_type), columns::description.eq(&row.description)),
        (
            columns::update_limit_days.eq(row.update_limit_days),
            columns::plan_id.eq(row.plan_id.sql()),
            columns::accept.eq(&row.accept),
        ),
        (columns::state.eq(&row.state), columns::position.eq(row.position), columns::next_run.eq(row.next_run)),
        (
            columns::opened_at.eq(row.opened_at.sql()),
            columns::last_published_at.eq(row.last_published_at.sql()),
            columns::revision.eq(row.revision),
        ),
    );
    diesel::insert_into(columns::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Writes what staff may change when the stored revision still is `base`; false when someone was faster.
pub fn update_column(tx: &mut Tx, row: &Column, base: i32) -> Result<bool> {
    let set = (
        (
            columns::parent_id.eq(row.parent_id.sql()),
            columns::path.eq(&row.path),
            columns::name.eq(&row.name),
            columns::class.eq(&row.class),
        ),
        (
            columns::content_type.eq(&row.content_type),
            columns::description.eq(&row.description),
            columns::plan_id.eq(row.plan_id.sql()),
        ),
        (columns::update_limit_days.eq(row.update_limit_days), columns::accept.eq(&row.accept), columns::state.eq(&row.state)),
        (columns::position.eq(row.position), columns::revision.eq(base + 1)),
    );
    let n = diesel::update(columns::table.find(row.id.sql()).filter(columns::revision.eq(base))).set(set).execute(tx.db)?;
    Ok(n == 1)
}

pub fn column(r: &mut Read, id: ColumnId) -> Result<Option<Column>> {
    Ok(columns::table.find(id.sql()).first(r.db).optional()?)
}

pub fn column_by_path(r: &mut Read, site: SiteId, path: &str) -> Result<Option<Column>> {
    Ok(columns::table.filter(columns::site_id.eq(site.sql()).and(columns::path.eq(path))).first(r.db).optional()?)
}

/// A site's columns in tree order: parents first, siblings by position.
pub fn columns_of(r: &mut Read, site: SiteId) -> Result<Vec<Column>> {
    let all: Vec<Column> =
        columns::table.filter(columns::site_id.eq(site.sql())).order((columns::position, columns::slug)).load(r.db)?;
    let mut ordered = Vec::with_capacity(all.len());
    below(&all, None, &mut ordered);
    Ok(ordered)
}

fn below(all: &[Column], parent: Option<ColumnId>, into: &mut Vec<Column>) {
    for column in all.iter().filter(|c| c.parent_id == parent) {
        into.push(column.clone());
        below(all, Some(column.id), into);
    }
}

/// All columns, of every site.
pub fn all_columns(r: &mut Read) -> Result<Vec<Column>> {
    Ok(columns::table.order((columns::site_id, columns::path)).load(r.db)?)
}

/// The sites that own a scope's columns.
pub(super) fn sites_of(r: &mut Read, scope: &Scope) -> Result<BTreeSet<SiteId>> {
    let ids: Vec<ColumnId> = scope.columns().iter().copied().collect();
    let sites: Vec<SiteId> =
        columns::table.filter(columns::id.eq_any(ids.as_slice().sql())).select(columns::site_id).distinct().load(r.db)?;
    Ok(sites.into_iter().collect())
}

/// Takes the next number for a frozen run of a column.
pub fn take_run_number(tx: &mut Tx, id: ColumnId) -> Result<i32> {
    // First the update, which holds the row: two transactions can't take the same number.
    diesel::update(columns::table.find(id.sql())).set(columns::next_run.eq(columns::next_run + 1)).execute(tx.db)?;
    let next: i32 = columns::table.find(id.sql()).select(columns::next_run).first(tx.db)?;
    Ok(next - 1)
}

/// Remembers when something was last published here; never goes back.
pub fn note_publication(tx: &mut Tx, id: ColumnId, at: Time) -> Result<()> {
    let earlier = columns::last_published_at.is_null().or(columns::last_published_at.lt(Some(at.sql())));
    diesel::update(columns::table.find(id.sql()).filter(earlier))
        .set(columns::last_published_at.eq(Some(at.sql())))
        .execute(tx.db)?;
    Ok(())
}

/// Rows in each column's list.
pub fn listing_counts(r: &mut Read, ids: &[ColumnId]) -> Result<Vec<(ColumnId, i64)>> {
    let rows = listing::table.filter(listing::column_id.eq_any(ids.sql())).group_by(listing::column_id);
    Ok(rows.select((listing::column_id, diesel::dsl::count_star())).load(r.db)?)
}
