//! Sessions, the throttle on logins, and tokens that were called back.

use crate::engine::Portable;
use crate::schema::{account, revoked_token, session, throttle};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::{Time, UserId};

#[derive(Clone, Debug, Queryable)]
pub struct Session {
    /// Hash of the cookie's token; the token itself is never stored.
    pub token_hash: String,
    pub user_id: UserId,
    pub csrf: String,
    pub created_at: Time,
    pub expires_at: Time,
}

pub fn insert_session(tx: &mut Tx, row: &Session) -> Result<()> {
    let values = (
        session::token_hash.eq(&row.token_hash),
        session::user_id.eq(row.user_id.sql()),
        session::csrf.eq(&row.csrf),
        session::created_at.eq(row.created_at.sql()),
        session::expires_at.eq(row.expires_at.sql()),
    );
    diesel::insert_into(session::table).values(values).execute(tx.db)?;
    diesel::delete(session::table.filter(session::expires_at.lt(tx.now().sql()))).execute(tx.db)?;
    diesel::update(account::table.find(row.user_id.sql())).set(account::seen_at.eq(Some(tx.now().sql()))).execute(tx.db)?;
    Ok(())
}

/// The session of a token that has not run out.
pub fn session(r: &mut Read, token_hash: &str, now: Time) -> Result<Option<Session>> {
    Ok(session::table.find(token_hash).filter(session::expires_at.gt(now.sql())).first(r.db).optional()?)
}

pub fn extend_session(tx: &mut Tx, token_hash: &str, until: Time) -> Result<()> {
    diesel::update(session::table.find(token_hash)).set(session::expires_at.eq(until.sql())).execute(tx.db)?;
    Ok(())
}

pub fn end_session(tx: &mut Tx, token_hash: &str) -> Result<()> {
    diesel::delete(session::table.find(token_hash)).execute(tx.db)?;
    Ok(())
}

/// Ends all sessions of a user but, at most, one.
pub fn end_sessions(tx: &mut Tx, user: UserId, but: Option<&str>) -> Result<()> {
    let all = session::table.filter(session::user_id.eq(user.sql()));
    diesel::delete(all.filter(session::token_hash.ne(but.unwrap_or("")))).execute(tx.db)?;
    Ok(())
}

/// Failures counted for a login name or an address, and until when it has to wait.
pub fn throttle(r: &mut Read, subject: &str) -> Result<Option<(i32, Time)>> {
    Ok(throttle::table.find(subject).select((throttle::failures, throttle::until)).first(r.db).optional()?)
}

pub fn count_failure(tx: &mut Tx, subject: &str, failures: i32, until: Time) -> Result<()> {
    let values = (throttle::subject.eq(subject), throttle::failures.eq(failures), throttle::until.eq(until.sql()));
    let upsert = diesel::insert_into(throttle::table).values(values).on_conflict(throttle::subject).do_update();
    Portable(upsert.set((throttle::failures.eq(excluded(throttle::failures)), throttle::until.eq(excluded(throttle::until)))))
        .execute(tx.db)?;
    Ok(())
}

pub fn clear_failures(tx: &mut Tx, subject: &str) -> Result<()> {
    diesel::delete(throttle::table.find(subject)).execute(tx.db)?;
    Ok(())
}

pub fn revoke_token(tx: &mut Tx, jti: &str, expires_at: Time) -> Result<()> {
    let values = (revoked_token::jti.eq(jti), revoked_token::expires_at.eq(expires_at.sql()));
    Portable(diesel::insert_into(revoked_token::table).values(values).on_conflict_do_nothing()).execute(tx.db)?;
    Ok(())
}

pub fn is_revoked(r: &mut Read, jti: &str) -> Result<bool> {
    Ok(revoked_token::table.find(jti).select(revoked_token::jti).first::<String>(r.db).optional()?.is_some())
}
