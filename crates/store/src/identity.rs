//! Units, people, accounts, grants and sessions.

mod access;
mod session;
pub use access::*;
pub use session::*;

use crate::schema::{account, grants, person, unit};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::identity::{Role, ScopeKind, UserState};
use domain::{GrantId, Id, PersonId, Time, UnitId, UserId};

#[derive(Clone, Debug, Queryable)]
pub struct Unit {
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub code: String,
    pub name: String,
    pub level: String,
    pub position: i32,
}

/// An account with the person behind it.
#[derive(Clone, Debug, Queryable)]
pub struct User {
    pub id: UserId,
    pub person_id: PersonId,
    pub login: String,
    /// PHC string of Argon2id.
    pub password: String,
    pub state: String,
    pub created_at: Time,
    pub seen_at: Option<Time>,
    pub name: String,
    pub title: String,
    pub unit: String,
}

impl User {
    pub fn is_active(&self) -> bool {
        self.state == UserState::Active.name()
    }
    /// "张岚 科长"
    pub fn titled_name(&self) -> String {
        if self.title.is_empty() { self.name.clone() } else { format!("{} {}", self.name, self.title) }
    }
}

#[derive(Clone, Debug, Queryable)]
pub struct Grant {
    pub id: GrantId,
    pub user_id: UserId,
    pub role: String,
    pub scope_kind: String,
    pub scope_id: Option<Id<()>>,
    pub valid_from: Time,
    pub valid_to: Option<Time>,
}

pub fn insert_unit(tx: &mut Tx, row: &Unit) -> Result<()> {
    let values = (
        unit::id.eq(row.id.sql()),
        unit::parent_id.eq(row.parent_id.sql()),
        unit::code.eq(&row.code),
        unit::name.eq(&row.name),
        unit::level.eq(&row.level),
        unit::position.eq(row.position),
    );
    diesel::insert_into(unit::table).values(values).execute(tx.db)?;
    Ok(())
}

/// All units, parents' children in their order.
pub fn units(r: &mut Read) -> Result<Vec<Unit>> {
    Ok(unit::table.order((unit::position, unit::code)).load(r.db)?)
}

pub fn unit_by_code(r: &mut Read, code: &str) -> Result<Option<Unit>> {
    Ok(unit::table.filter(unit::code.eq(code)).first(r.db).optional()?)
}

/// An account to be made, with its person.
pub struct NewUser<'a> {
    pub unit: UnitId,
    pub login: &'a str,
    pub password: &'a str,
    pub name: &'a str,
    pub title: &'a str,
}

pub fn insert_user(tx: &mut Tx, new: &NewUser) -> Result<UserId> {
    let (person_id, user_id): (PersonId, UserId) = (tx.id()?, tx.id()?);
    let values = (
        person::id.eq(person_id.sql()),
        person::unit_id.eq(new.unit.sql()),
        person::name.eq(new.name),
        person::title.eq(new.title),
    );
    diesel::insert_into(person::table).values(values).execute(tx.db)?;
    let values = (
        account::id.eq(user_id.sql()),
        account::person_id.eq(person_id.sql()),
        account::login.eq(new.login),
        account::password.eq(new.password),
        account::state.eq(UserState::Active.name()),
        account::created_at.eq(tx.now().sql()),
    );
    diesel::insert_into(account::table).values(values).execute(tx.db)?;
    Ok(user_id)
}

/// Accounts with their people, as [`User`] rows.
macro_rules! all_users {
    () => {
        account::table
            .inner_join(person::table.on(person::id.eq(account::person_id)))
            .inner_join(unit::table.on(unit::id.eq(person::unit_id)))
            .select((
                account::id,
                account::person_id,
                account::login,
                account::password,
                account::state,
                account::created_at,
                account::seen_at,
                person::name,
                person::title,
                unit::name,
            ))
    };
}

pub fn user_by_login(r: &mut Read, login: &str) -> Result<Option<User>> {
    Ok(all_users!().filter(account::login.eq(login)).first(r.db).optional()?)
}

pub fn user(r: &mut Read, id: UserId) -> Result<Option<User>> {
    Ok(all_users!().filter(account::id.eq(id.sql())).first(r.db).optional()?)
}

pub fn users(r: &mut Read) -> Result<Vec<User>> {
    Ok(all_users!().order((unit::position, account::login)).load(r.db)?)
}

/// Accounts by id; those that are gone are missing.
pub fn users_by_id(r: &mut Read, ids: &[UserId]) -> Result<Vec<User>> {
    Ok(all_users!().filter(account::id.eq_any(ids.sql())).load(r.db)?)
}

pub fn set_state(tx: &mut Tx, id: UserId, state: UserState) -> Result<()> {
    diesel::update(account::table.find(id.sql())).set(account::state.eq(state.name())).execute(tx.db)?;
    Ok(())
}

pub fn set_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<()> {
    diesel::update(account::table.find(id.sql())).set(account::password.eq(hash)).execute(tx.db)?;
    Ok(())
}

pub fn insert_grant(
    tx: &mut Tx,
    user: UserId,
    role: Role,
    kind: ScopeKind,
    scope: Option<Id<()>>,
    to: Option<Time>,
) -> Result<GrantId> {
    let id: GrantId = tx.id()?;
    let values = (
        grants::id.eq(id.sql()),
        grants::user_id.eq(user.sql()),
        grants::role.eq(role.name()),
        grants::scope_kind.eq(kind.name()),
        grants::scope_id.eq(scope.sql()),
        grants::valid_from.eq(tx.now().sql()),
        grants::valid_to.eq(to.sql()),
    );
    diesel::insert_into(grants::table).values(values).execute(tx.db)?;
    Ok(id)
}

pub fn grant(r: &mut Read, id: GrantId) -> Result<Option<Grant>> {
    Ok(grants::table.find(id.sql()).first(r.db).optional()?)
}

pub fn end_grant(tx: &mut Tx, id: GrantId) -> Result<()> {
    diesel::update(grants::table.find(id.sql())).set(grants::valid_to.eq(Some(tx.now().sql()))).execute(tx.db)?;
    Ok(())
}

/// Grants that hold at `now`, of one user or of all.
pub fn grants_at(r: &mut Read, user: Option<UserId>, now: Time) -> Result<Vec<Grant>> {
    let mut query = grants::table
        .filter(grants::valid_from.le(now.sql()))
        .filter(grants::valid_to.is_null().or(grants::valid_to.gt(Some(now.sql()))))
        .order(grants::id)
        .into_boxed();
    if let Some(user) = user {
        query = query.filter(grants::user_id.eq(user.sql()));
    }
    Ok(query.load(r.db)?)
}
