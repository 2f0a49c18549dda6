//! Moving a column within its site's tree: worked out first, then written, so that the cost can be shown.

use super::columns::{own_column, path_below};
use super::pages;
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place};
use domain::sites::check_column_slug;
use domain::{ColumnId, Time};
use serde::Serialize;
use std::collections::BTreeSet;
use store::sites::{self as rows, Column};
use store::{Read, Tx};
use utoipa::ToSchema;

/// What moving a column does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Moved {
    /// Pages that are drawn again.
    pub pages: usize,
    /// Addresses that change and lead on to the new one.
    pub redirects: usize,
}

/// The columns that change, each as it is and as it will be; the moved one is `column`.
struct Move {
    column: Column,
    to: String,
    changed: Vec<(Column, Column)>,
}

impl Move {
    /// The columns that get another path.
    fn renamed(&self) -> impl Iterator<Item = &(Column, Column)> {
        self.changed.iter().filter(|(before, after)| before.path != after.path)
    }
}

fn work_out(r: &mut Read, actor: &Actor, id: ColumnId, parent: Option<ColumnId>, position: usize, now: Time) -> Outcome<Move> {
    let column = rows::column(r, id)?.ok_or_else(Problem::not_found)?;
    let site = column.site_id;
    require_of_viewer(actor, Permission::ManageColumns, Place::Site(site), now)?;
    let above = parent.map(|p| own_column(r, site, p)).transpose()?;
    if above.as_ref().is_some_and(|p| p.id == id || p.path.starts_with(&format!("{}/", column.path))) {
        return Err(Problem::new("column.cycle"));
    }
    check_column_slug(&column.slug, parent.is_none()).map_err(|why| Problem::field("parent", why))?;
    let all = rows::columns_of(r, site)?;
    let to = path_below(above.as_ref(), &column.slug);
    if column.path != to && all.iter().any(|c| c.path == to) {
        return Err(Problem::new("column.path_taken"));
    }
    let mut siblings: Vec<ColumnId> = all.iter().filter(|c| c.parent_id == parent && c.id != id).map(|c| c.id).collect();
    siblings.insert(position.min(siblings.len()), id);
    let below = format!("{}/", column.path);
    let after = |before: &Column| {
        let mut after = before.clone();
        if after.id == id {
            after.parent_id = parent;
            after.path = to.clone();
        } else if let Some(rest) = before.path.strip_prefix(&below) {
            after.path = format!("{to}/{rest}");
        }
        if let Some(at) = siblings.iter().position(|s| *s == after.id) {
            after.position = at as i32;
        }
        after
    };
    let differs = |(a, b): &(Column, Column)| a.path != b.path || a.position != b.position || a.parent_id != b.parent_id;
    let pairs = all.into_iter().map(|before| (before.clone(), after(&before)));
    let changed = pairs.filter(differs).collect();
    Ok(Move { column, to, changed })
}

/// What [`move_column`] would do; writes nothing.
pub fn measure_move(
    r: &mut Read,
    actor: &Actor,
    id: ColumnId,
    parent: Option<ColumnId>,
    position: usize,
    now: Time,
) -> Outcome<Moved> {
    let plan = work_out(r, actor, id, parent, position, now)?;
    measure(r, &plan)
}

fn measure(r: &mut Read, plan: &Move) -> Outcome<Moved> {
    let mut old = BTreeSet::new();
    for (before, _) in plan.renamed() {
        old.extend(pages::paths_of(r, before)?);
    }
    let renamed: Vec<ColumnId> = plan.renamed().map(|(before, _)| before.id).collect();
    let readers = pages::readers_of_tree(r, plan.column.site_id, &renamed)?;
    Ok(Moved { pages: readers.difference(&old).count() + old.len(), redirects: old.len() })
}

/// Moves a column (with all below it) under another parent or to another position; its list pages move
/// and leave redirects, articles keep their addresses.
pub fn move_column(tx: &mut Tx, id: ColumnId, parent: Option<ColumnId>, position: usize) -> Outcome<Moved> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let plan = work_out(tx, &actor, id, parent, position, now)?;
    let moved = measure(tx, &plan)?;
    for (before, after) in &plan.changed {
        if !rows::update_column(tx, after, before.revision)? {
            return Err(Problem::new("conflict"));
        }
        if before.path != after.path {
            pages::column_path_changed(tx, &before.path, after)?;
        }
    }
    let site = plan.column.site_id;
    pages::columns_changed(tx, site)?;
    tx.record(Event::ColumnMoved { site, column: id, from: plan.column.path, to: plan.to })?;
    Ok(moved)
}
