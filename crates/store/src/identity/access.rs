//! From stored grants to an actor, and from a place to the people who may act there.

use super::{Grant, User, grants_at, units, users_by_id};
use crate::schema::{columns, grants, site};
use crate::types::Bind;
use crate::{Error, Read, Result};
use diesel::prelude::*;
use domain::identity::{Actor, ActorKind, Permission, Reach, Role, ScopeKind};
use domain::{ColumnId, Id, SiteId, Time, UnitId, UserId};
use std::collections::BTreeSet;

/// The actor that a user is now, with each grant's scope brought down to sites and columns.
pub fn actor(r: &mut Read, user: &User, kind: ActorKind, now: Time) -> Result<Actor> {
    let mut held = Vec::new();
    for row in grants_at(r, Some(user.id), now)? {
        let role = Role::parse(&row.role).ok_or_else(|| Error::Data(format!("role {}", row.role)))?;
        let reach = reach(r, &row)?;
        held.push(domain::identity::Grant { role, reach, from: row.valid_from, to: row.valid_to });
    }
    Ok(Actor { kind, user: Some(user.id), person: Some(user.person_id), name: user.titled_name(), grants: held })
}

fn reach(r: &mut Read, row: &Grant) -> Result<Reach> {
    let kind = ScopeKind::parse(&row.scope_kind).ok_or_else(|| Error::Data(format!("scope {}", row.scope_kind)))?;
    let scope = row.scope_id.unwrap_or(Id::from_uuid(uuid::Uuid::nil()));
    Ok(match kind {
        ScopeKind::Platform => Reach::All,
        ScopeKind::Site => Reach::Sites(BTreeSet::from([scope.cast()])),
        ScopeKind::Unit => {
            let below = subtree(r, scope.cast())?;
            let ids: Vec<SiteId> =
                site::table.filter(site::unit_id.eq_any(below.as_slice().sql())).select(site::id).load(r.db)?;
            Reach::Sites(ids.into_iter().collect())
        }
        ScopeKind::Column => column_reach(r, scope.cast())?,
    })
}

/// A unit and all below it.
fn subtree(r: &mut Read, root: UnitId) -> Result<Vec<UnitId>> {
    let all = units(r)?;
    let mut found = vec![root];
    let mut next = 0;
    while next < found.len() {
        let parent = found[next];
        found.extend(all.iter().filter(|u| u.parent_id == Some(parent)).map(|u| u.id));
        next += 1;
    }
    Ok(found)
}

fn column_reach(r: &mut Read, root: ColumnId) -> Result<Reach> {
    let of: Option<(SiteId, String)> =
        columns::table.find(root.sql()).select((columns::site_id, columns::path)).first(r.db).optional()?;
    let Some((site, path)) = of else { return Ok(Reach::Sites(BTreeSet::new())) };
    let all: Vec<(ColumnId, String)> =
        columns::table.filter(columns::site_id.eq(site.sql())).select((columns::id, columns::path)).load(r.db)?;
    let below = format!("{path}/");
    let columns = all.into_iter().filter(|(_, p)| *p == path || p.starts_with(&below)).map(|(id, _)| id).collect();
    Ok(Reach::Columns { site, columns })
}

/// Active people who hold `permission` for a column of a site now.
pub fn people_who_may(r: &mut Read, permission: Permission, site_id: SiteId, column: ColumnId, now: Time) -> Result<Vec<User>> {
    let roles: Vec<&str> =
        Role::ALL.iter().filter(|role| role.permissions().contains(&permission)).map(|role| role.name()).collect();
    let above = scopes_above(r, site_id, column)?;
    let ids: Vec<UserId> = grants::table
        .filter(grants::role.eq_any(roles))
        .filter(grants::valid_from.le(now.sql()).and(grants::valid_to.is_null().or(grants::valid_to.gt(Some(now.sql())))))
        .filter(grants::scope_kind.eq(ScopeKind::Platform.name()).or(grants::scope_id.eq_any(above.as_slice().sql())))
        .select(grants::user_id)
        .distinct()
        .load(r.db)?;
    let mut people = users_by_id(r, &ids)?;
    people.retain(User::is_active);
    people.sort_by(|a, b| a.login.cmp(&b.login));
    Ok(people)
}

/// The ids that a grant's scope may hold to reach this column.
fn scopes_above(r: &mut Read, site_id: SiteId, column: ColumnId) -> Result<Vec<Id<()>>> {
    let mut above = vec![site_id.cast(), column.cast()];
    let all = units(r)?;
    let mut unit: Option<UnitId> = site::table.find(site_id.sql()).select(site::unit_id).first(r.db).optional()?;
    while let Some(id) = unit {
        above.push(id.cast());
        unit = all.iter().find(|u| u.id == id).and_then(|u| u.parent_id);
    }
    let tree: Vec<(ColumnId, Option<ColumnId>)> =
        columns::table.filter(columns::site_id.eq(site_id.sql())).select((columns::id, columns::parent_id)).load(r.db)?;
    let mut parent = tree.iter().find(|(id, _)| *id == column).and_then(|(_, p)| *p);
    while let Some(id) = parent {
        above.push(id.cast());
        parent = tree.iter().find(|(c, _)| *c == id).and_then(|(_, p)| *p);
    }
    Ok(above)
}
