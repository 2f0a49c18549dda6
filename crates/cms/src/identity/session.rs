//! Logging in and out; a session is a random token in a cookie, stored as its hash.

use super::verify_password;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::Hash;
use domain::event::Event;
use domain::identity::{Actor, ActorKind, UserState};
use store::Context;
use store::identity::{self as rows, Session, User};

/// A session lives this long after its last use, in hours.
const HOURS: i64 = 12;
/// Failures in a row before a login name has to wait.
const FREE_FAILURES: i32 = 5;
/// The same for an address, behind which a whole office may sit.
const FREE_FAILURES_OF_ADDRESS: i32 = 50;
/// Longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;

/// Someone with a session.
#[derive(Clone)]
pub struct LoggedIn {
    pub user: User,
    pub actor: Actor,
    pub session: Session,
}

/// Checks login and password; after several failures the name and the address wait longer and longer.
///
/// Returns the session and the token for the cookie.
pub fn log_in(app: &App, login: &str, password: &str, address: &str, request: Option<String>) -> Outcome<(LoggedIn, String)> {
    let now = app.now();
    let subjects = [format!("login:{}", login.to_lowercase()), format!("address:{address}")];
    let user = app.read(|r| {
        for subject in &subjects {
            if let Some((_, until)) = rows::throttle(r, subject)?.filter(|(_, until)| *until > now) {
                return Err(Problem::new("identity.throttled").with("retry_after", until.unix_seconds() - now.unix_seconds()));
            }
        }
        Ok(rows::user_by_login(r, login)?)
    })?;
    let known = user.as_ref().map(|u| u.password.as_str());
    if !verify_password(password, known)? {
        failed(app, login, &subjects, request)?;
        return Err(Problem::new("identity.bad_credentials"));
    }
    let user = user.ok_or_else(|| Problem::new("identity.bad_credentials"))?;
    if !user.is_active() {
        return Err(Problem::new(if user.state == UserState::Sealed.name() {
            "identity.sealed"
        } else {
            "identity.bad_credentials"
        }));
    }
    begin(app, user, &subjects, request)
}

fn begin(app: &App, user: User, subjects: &[String], request: Option<String>) -> Outcome<(LoggedIn, String)> {
    let now = app.now();
    let actor = app.read(|r| Ok(rows::actor(r, &user, ActorKind::Person, now)?))?;
    let (token, csrf) = (random_token()?, random_token()?);
    let session =
        Session { token_hash: digest(&token), user_id: user.id, csrf, created_at: now, expires_at: now.plus_hours(HOURS) };
    let context = Context { request, ..Context::new(actor.clone(), now) };
    app.write(&context, |tx| {
        for subject in subjects {
            rows::clear_failures(tx, subject)?;
        }
        rows::insert_session(tx, &session)?;
        Ok(tx.record(Event::LoggedIn { login: user.login.clone() })?)
    })?;
    Ok((LoggedIn { user, actor, session }, token))
}

fn failed(app: &App, login: &str, subjects: &[String], request: Option<String>) -> Outcome<()> {
    let context = Context { request, ..Context::new(Actor::public(), app.now()) };
    app.write(&context, |tx| {
        for subject in subjects {
            let failures = rows::throttle(tx, subject)?.map_or(0, |(n, _)| n) + 1;
            let free = if subject.starts_with("login:") { FREE_FAILURES } else { FREE_FAILURES_OF_ADDRESS };
            let wait = if failures < free { 0 } else { (15i64 << (failures - free).min(6)).min(LONGEST_WAIT) };
            let until = tx.now().plus_seconds(wait);
            rows::count_failure(tx, subject, failures, until)?;
        }
        // The name as typed may be a password in the wrong field: only its beginning is kept.
        Ok(tx.record(Event::LoginFailed { login: login.chars().take(20).collect() })?)
    })
}

/// The session behind a cookie's token; used past its half, it is extended.
pub fn resume(app: &App, token: &str) -> Outcome<LoggedIn> {
    let now = app.now();
    let hash = digest(token);
    let found = app.read(|r| {
        let Some(session) = rows::session(r, &hash, now)? else { return Ok(None) };
        let Some(user) = rows::user(r, session.user_id)?.filter(User::is_active) else { return Ok(None) };
        let actor = rows::actor(r, &user, ActorKind::Person, now)?;
        Ok(Some(LoggedIn { user, actor, session }))
    })?;
    let mut found = found.ok_or_else(|| Problem::new("identity.no_session"))?;
    if found.session.expires_at < now.plus_hours(HOURS / 2) {
        found.session.expires_at = now.plus_hours(HOURS);
        let (hash, until) = (&found.session.token_hash, found.session.expires_at);
        app.store.work(&app.context(Actor::worker()), |tx| rows::extend_session(tx, hash, until))?;
    }
    Ok(found)
}

pub fn end_session(app: &App, who: &LoggedIn) -> Outcome<()> {
    app.write(&app.context(who.actor.clone()), |tx| {
        rows::end_session(tx, &who.session.token_hash)?;
        Ok(tx.record(Event::LoggedOut)?)
    })
}

fn digest(token: &str) -> String {
    Hash::of(token.as_bytes()).to_string()
}

/// 32 random bytes as hex.
pub(super) fn random_token() -> Outcome<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
