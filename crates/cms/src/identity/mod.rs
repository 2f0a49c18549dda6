//! Accounts, grants, sessions and tokens: who someone is, and the one question what he may.

pub mod http;
mod password;
mod session;
mod token;

pub use password::{hash_password, verify_password};
pub use session::{LoggedIn, end_session, log_in, resume};
pub use token::{Keys, issue_token, token_actor};

use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, ActorKind, Permission, Place, Role, ScopeKind, UserState, check_password, may};
use domain::{GrantId, Id, Time, UnitId, UserId};
use store::identity::{self as rows, NewUser, User};
use store::{Read, Tx};

/// Login name of the first-start account.
pub const FOUNDER: &str = "admin";

/// 404 unless the actor may do this there: what a person may not see does not exist for him.
pub fn require(actor: &Actor, permission: Permission, place: Place, now: Time) -> Outcome<()> {
    if may(actor, permission, place, now) { Ok(()) } else { Err(Problem::not_found()) }
}

/// Like [`require`], for someone who already sees the thing: 403 with the permission's name.
pub fn require_of_viewer(actor: &Actor, permission: Permission, place: Place, now: Time) -> Outcome<()> {
    if may(actor, permission, place, now) { Ok(()) } else { Err(Problem::new("forbidden").with("permission", permission.name())) }
}

/// The account of an actor who must be a person or a command-line operator.
pub fn user_of(actor: &Actor) -> Outcome<UserId> {
    actor.user.ok_or_else(|| Problem::new("forbidden"))
}

/// The actor that stands behind a login name, for the command line.
pub fn operator(r: &mut Read, login: &str, now: Time) -> Outcome<Actor> {
    let user = rows::user_by_login(r, login)?
        .ok_or_else(|| Problem::new("identity.bad_credentials").saying(format!("没有账号 {login}")))?;
    if !user.is_active() {
        let code = if user.state == UserState::Sealed.name() { "identity.sealed" } else { "forbidden" };
        return Err(Problem::new(code));
    }
    Ok(rows::actor(r, &user, ActorKind::Operator, now)?)
}

/// What the platform has before anyone acts: the root unit, the two plans, the first-start account.
///
/// Returns the first password when the account is new.
pub fn found_platform(tx: &mut Tx, password: &str) -> Outcome<bool> {
    if rows::user_by_login(tx, FOUNDER)?.is_some() {
        return Ok(false);
    }
    let root = rows::Unit {
        id: tx.id()?,
        parent_id: None,
        code: "platform".into(),
        name: "集约化平台".into(),
        level: "city".into(),
        position: 0,
    };
    rows::insert_unit(tx, &root)?;
    for form in domain::approval::Form::ALL {
        let plan = store::sites::Plan {
            id: tx.id()?,
            code: form.name().into(),
            name: form.label().into(),
            form: *form,
            stages: form.stages(),
        };
        store::sites::insert_plan(tx, &plan)?;
    }
    let hash = hash_password(password)?;
    let user = rows::insert_user(tx, &NewUser { unit: root.id, login: FOUNDER, password: &hash, name: "初始管理员", title: "" })?;
    rows::insert_grant(tx, user, Role::Founder, ScopeKind::Platform, None, None)?;
    tx.record(Event::PlatformCreated)?;
    Ok(true)
}

pub fn open_unit(tx: &mut Tx, parent: Option<UnitId>, code: &str, name: &str, level: &str, position: i32) -> Outcome<UnitId> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    let unit =
        rows::Unit { id: tx.id()?, parent_id: parent, code: code.into(), name: name.into(), level: level.into(), position };
    rows::insert_unit(tx, &unit)?;
    tx.record(Event::UnitOpened { code: code.into(), name: name.into() })?;
    Ok(unit.id)
}

/// An account to be opened, its password still in clear.
pub struct Opening<'a> {
    pub unit: UnitId,
    pub login: &'a str,
    pub password: &'a str,
    pub name: &'a str,
    pub title: &'a str,
}

pub fn open_account(tx: &mut Tx, new: &Opening) -> Outcome<UserId> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    domain::sites::check_slug(new.login).map_err(|why| Problem::field("login", why.replace("代码", "登录名")))?;
    check_password(new.password, new.login).map_err(|why| Problem::field("password", why))?;
    if new.name.trim().is_empty() {
        return Err(Problem::field("name", "请填写姓名"));
    }
    if rows::user_by_login(tx, new.login)?.is_some() {
        return Err(Problem::new("identity.login_taken"));
    }
    let hash = hash_password(new.password)?;
    let user = rows::insert_user(
        tx,
        &NewUser { unit: new.unit, login: new.login, password: &hash, name: new.name.trim(), title: new.title.trim() },
    )?;
    tx.record(Event::UserCreated { user, login: new.login.into() })?;
    Ok(user)
}

/// Gives a role within a scope; the third administrator seals the first-start account.
pub fn grant(tx: &mut Tx, user: UserId, role: Role, kind: ScopeKind, scope: Option<Id<()>>) -> Outcome<GrantId> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    if role == Role::Founder {
        return Err(Problem::field("role", "初始管理员不能授予别人"));
    }
    if scope.is_none() != (kind == ScopeKind::Platform) {
        return Err(Problem::field("scope_id", "请选择管理范围"));
    }
    let account = rows::user(tx, user)?.ok_or_else(Problem::not_found)?;
    keep_duties_apart(tx, user, role)?;
    let id = rows::insert_grant(tx, user, role, kind, scope, None)?;
    tx.record(Event::Granted { user, login: account.login, role: role.name().into(), scope: kind.name().into() })?;
    seal_founder(tx)?;
    Ok(id)
}

/// An administrator holds no content role, and one administrator role at most (三员分立; domain.md R3.11 e).
fn keep_duties_apart(tx: &mut Tx, user: UserId, role: Role) -> Outcome<()> {
    let now = tx.now();
    let held: Vec<Role> = rows::grants_at(tx, Some(user), now)?.iter().filter_map(|g| Role::parse(&g.role)).collect();
    let clash = held.iter().find(|h| **h != role && (h.is_administrator() || role.is_administrator()));
    match clash {
        Some(other) => Err(Problem::field("role", format!("已是{}，不能再兼任{}", other.label(), role.label()))),
        None => Ok(()),
    }
}

fn seal_founder(tx: &mut Tx) -> Outcome<()> {
    let now = tx.now();
    let held: Vec<Role> = rows::grants_at(tx, None, now)?.iter().filter_map(|g| Role::parse(&g.role)).collect();
    let complete = Role::ALL.iter().filter(|r| r.is_administrator()).all(|r| held.contains(r));
    let Some(founder) = rows::user_by_login(tx, FOUNDER)?.filter(User::is_active) else { return Ok(()) };
    if complete {
        rows::set_state(tx, founder.id, UserState::Sealed)?;
        rows::end_sessions(tx, founder.id, None)?;
        tx.record(Event::UserSealed { user: founder.id, login: founder.login })?;
    }
    Ok(())
}

pub fn end_grant(tx: &mut Tx, id: GrantId) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    let grant = rows::grant(tx, id)?.ok_or_else(Problem::not_found)?;
    let account = rows::user(tx, grant.user_id)?.ok_or_else(Problem::not_found)?;
    rows::end_grant(tx, id)?;
    Ok(tx.record(Event::GrantEnded { user: account.id, login: account.login, role: grant.role })?)
}

/// Locks or unlocks an account; locking ends its sessions.
pub fn set_locked(tx: &mut Tx, id: UserId, locked: bool) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    let account = rows::user(tx, id)?.ok_or_else(Problem::not_found)?;
    if account.state == UserState::Sealed.name() {
        return Err(Problem::new("identity.sealed"));
    }
    rows::set_state(tx, id, if locked { UserState::Locked } else { UserState::Active })?;
    let login = account.login;
    if locked {
        rows::end_sessions(tx, id, None)?;
        Ok(tx.record(Event::UserLocked { user: id, login })?)
    } else {
        Ok(tx.record(Event::UserUnlocked { user: id, login })?)
    }
}

/// A new password set by someone else, at the command line.
pub fn reset_password(tx: &mut Tx, login: &str, password: &str) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::ManageUsers, Place::Platform, tx.now())?;
    let account = rows::user_by_login(tx, login)?.ok_or_else(Problem::not_found)?;
    check_password(password, login).map_err(|why| Problem::field("password", why))?;
    rows::set_password(tx, account.id, &hash_password(password)?)?;
    rows::end_sessions(tx, account.id, None)?;
    Ok(tx.record(Event::PasswordChanged { login: login.into() })?)
}

/// The person's own new password; other sessions end.
pub fn change_own_password(app: &crate::App, who: &LoggedIn, old: &str, new: &str) -> Outcome<()> {
    if !verify_password(old, Some(&who.user.password))? {
        return Err(Problem::field("old", "原密码不对"));
    }
    check_password(new, &who.user.login).map_err(|why| Problem::field("new", why))?;
    let hash = hash_password(new)?;
    app.write(&app.context(who.actor.clone()), |tx| {
        rows::set_password(tx, who.user.id, &hash)?;
        rows::end_sessions(tx, who.user.id, Some(&who.session.token_hash))?;
        Ok(tx.record(Event::PasswordChanged { login: who.user.login.clone() })?)
    })
}
