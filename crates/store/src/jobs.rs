//! Jobs in the same database: one that is enqueued commits or rolls back with the change that asked for it.

use crate::engine::Portable;
use crate::schema::job;
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use domain::job::{Job, Lane, MAX_ATTEMPTS, retry_at};
use domain::{JobId, SiteId, Time};

#[derive(Clone, Debug, Queryable)]
pub struct Row {
    pub id: JobId,
    pub lane: i32,
    pub kind: String,
    pub dedup: String,
    pub payload: String,
    pub site_id: Option<SiteId>,
    pub state: String,
    pub run_at: Time,
    pub attempts: i32,
    pub max_attempts: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<Time>,
    pub last_error: Option<String>,
}

impl Row {
    pub fn job(&self) -> Result<Job> {
        serde_json::from_str(&self.payload).map_err(|e| Error::Data(format!("job {}: {e}", self.id)))
    }
}

/// A second waiting job of the same key is not added, but takes the sooner lane; one that runs blocks nothing.
pub fn enqueue(tx: &mut Tx, what: &Job, lane: Lane) -> Result<()> {
    let id: JobId = tx.id()?;
    let (dedup, now) = (what.dedup(), tx.now().sql());
    let row = (
        (job::id.eq(id.sql()), job::lane.eq(lane.number()), job::kind.eq(what.kind()), job::dedup.eq(&dedup)),
        (
            job::payload.eq(serde_json::to_string(what)?),
            job::site_id.eq(what.site().sql()),
            job::state.eq("ready"),
            job::run_at.eq(now),
        ),
        (job::attempts.eq(0), job::max_attempts.eq(MAX_ATTEMPTS)),
    );
    let added = Portable(diesel::insert_into(job::table).values(row).on_conflict_do_nothing()).execute(tx.db)?;
    if added == 0 && !hasten(tx, &dedup, lane)? {
        // A worker took the waiting row in between and may not see this transaction's change: wait again.
        return enqueue(tx, what, lane);
    }
    Ok(())
}

/// Moves the waiting row of a key into the sooner lane; false when none waits any more. Locks the row
/// in any case, so that no worker starts it before this transaction's change is visible.
fn hasten(tx: &mut Tx, dedup: &str, lane: Lane) -> Result<bool> {
    let waiting = job::table.filter(job::dedup.eq(dedup).and(job::state.eq("ready")));
    let held = diesel::update(waiting).set(job::dedup.eq(dedup)).execute(tx.db)?;
    diesel::update(waiting.filter(job::lane.gt(lane.number()))).set(job::lane.eq(lane.number())).execute(tx.db)?;
    let now = tx.now().sql();
    diesel::update(waiting.filter(job::run_at.gt(now))).set(job::run_at.eq(now)).execute(tx.db)?;
    Ok(held == 1)
}

/// Leases the next job to `owner` until `lease` seconds from now; run-out leases come back first.
pub fn claim(tx: &mut Tx, owner: &str, lease: i64) -> Result<Option<Row>> {
    claim_of(tx, owner, lease, Kinds::Without(&[]))
}

/// Which kinds of job a worker takes.
#[derive(Clone, Copy, Debug)]
pub enum Kinds<'a> {
    Only(&'a [&'a str]),
    Without(&'a [&'a str]),
}

/// Like [`claim`], of some kinds only.
pub fn claim_of(tx: &mut Tx, owner: &str, lease: i64, kinds: Kinds) -> Result<Option<Row>> {
    let (only, without) = match kinds {
        Kinds::Only(kinds) => (kinds, &[][..]),
        Kinds::Without(kinds) => (&[][..], kinds),
    };
    let now = tx.now();
    reclaim(tx)?;
    let ready = job::table
        .filter(job::state.eq("ready").and(job::run_at.le(now.sql())))
        .filter(job::kind.eq_any(only.to_vec()).or(only.is_empty().into_sql::<diesel::sql_types::Bool>()))
        .filter(job::kind.ne_all(without.to_vec()))
        .order((job::lane, job::run_at, job::id))
        .select(job::id)
        .limit(1);
    let next: Option<JobId> = on_engine!(&mut *tx.db,
        postgres(c) => ready.for_update().skip_locked().first(c).optional()?,
        sqlite(c) => ready.first(c).optional()?);
    let Some(id) = next else { return Ok(None) };
    diesel::update(job::table.find(id.sql()))
        .set((
            job::state.eq("running"),
            job::lease_owner.eq(Some(owner)),
            job::lease_until.eq(Some(now.plus_seconds(lease).sql())),
            job::attempts.eq(job::attempts + 1),
        ))
        .execute(tx.db)?;
    Ok(job::table.find(id.sql()).first(tx.db).optional()?)
}

/// Jobs of a worker that died become ready again, unless a newer one of the same key already waits;
/// one that was lost on its last attempt stays visible as dead, since it may be what kills the workers.
fn reclaim(tx: &mut Tx) -> Result<()> {
    let lost: Vec<Row> =
        job::table.filter(job::state.eq("running").and(job::lease_until.lt(Some(tx.now().sql())))).load(tx.db)?;
    give_back(tx, lost)
}

/// The jobs of a worker that is known to be dead, without waiting for their leases to run out.
pub fn abandon(tx: &mut Tx, owner: &str) -> Result<()> {
    let lost: Vec<Row> = job::table.filter(job::state.eq("running").and(job::lease_owner.eq(Some(owner)))).load(tx.db)?;
    give_back(tx, lost)
}

fn give_back(tx: &mut Tx, lost: Vec<Row>) -> Result<()> {
    for row in lost {
        let error = row.last_error.as_deref().unwrap_or("the worker was lost");
        let state = if row.attempts >= row.max_attempts { "dead" } else { "ready" };
        put_back(tx, &row, state, tx.now(), row.attempts, Some(error))?;
    }
    Ok(())
}

/// Back to ready, or away when the same work already waits (a dead row stays in any case, to be seen).
fn put_back(tx: &mut Tx, row: &Row, state: &str, run_at: Time, attempts: i32, error: Option<&str>) -> Result<()> {
    let set = (
        job::state.eq(state),
        job::run_at.eq(run_at.sql()),
        job::attempts.eq(attempts),
        job::lease_owner.eq(None::<String>),
        job::lease_until.eq(None::<Time>.sql()),
        job::last_error.eq(error),
    );
    match tx.attempt(|tx| Ok(diesel::update(ours(row)).set(set).execute(tx.db)?)) {
        Err(Error::Taken(_)) => diesel::delete(ours(row)).execute(tx.db)?,
        changed => changed?,
    };
    Ok(())
}

/// The row only while the lease is still ours: a worker that lost it changes nothing.
#[diesel::dsl::auto_type(no_type_alias)]
fn ours(row: &Row) -> _ {
    let id: crate::types::BoundKey = row.id.sql();
    let attempts: i32 = row.attempts;
    let owner: Option<String> = row.lease_owner.clone();
    job::table
        .filter(job::id.eq(id))
        .filter(job::state.eq("running"))
        .filter(job::attempts.eq(attempts))
        .filter(job::lease_owner.eq(owner))
}

/// True when the lease still was ours.
pub fn complete(tx: &mut Tx, row: &Row) -> Result<bool> {
    Ok(diesel::delete(ours(row)).execute(tx.db)? == 1)
}

/// Tries again after a growing pause, or stays visible as dead after the last attempt.
pub fn fail(tx: &mut Tx, row: &Row, error: &str) -> Result<()> {
    let state = if row.attempts >= row.max_attempts { "dead" } else { "ready" };
    put_back(tx, row, state, retry_at(tx.now(), row.attempts), row.attempts, Some(error))
}

/// A job that was interrupted by a stop goes back at once, its attempt not counted.
pub fn release(tx: &mut Tx, row: &Row) -> Result<()> {
    put_back(tx, row, "ready", tx.now(), row.attempts - 1, row.last_error.as_deref())
}

/// A dead job once more, from the first attempt.
pub fn retry(tx: &mut Tx, id: JobId) -> Result<Option<Job>> {
    let Some(row) = job::table.find(id.sql()).filter(job::state.eq("dead")).first::<Row>(tx.db).optional()? else {
        return Ok(None);
    };
    diesel::delete(job::table.find(id.sql())).execute(tx.db)?;
    let again = row.job()?;
    enqueue(tx, &again, Lane::of(row.lane))?;
    Ok(Some(again))
}

/// Jobs that wait, run or died, soonest first.
pub fn rows(r: &mut Read, limit: i64) -> Result<Vec<Row>> {
    Ok(job::table.order((job::state, job::lane, job::run_at)).limit(limit).load(r.db)?)
}

/// Rows per lane and state.
pub fn counts(r: &mut Read) -> Result<Vec<(i32, String, i64)>> {
    Ok(job::table.group_by((job::lane, job::state)).select((job::lane, job::state, diesel::dsl::count_star())).load(r.db)?)
}

/// How many jobs run or may run at `now`.
pub fn pending(r: &mut Read, now: Time) -> Result<i64> {
    Ok(job::table
        .filter(job::state.eq("running").or(job::state.eq("ready").and(job::run_at.le(now.sql()))))
        .count()
        .get_result(r.db)?)
}

/// Whether a more urgent job than those of `lane` waits.
pub fn sooner_waits(r: &mut Read, lane: i32, now: Time) -> Result<bool> {
    let sooner = job::table.filter(job::state.eq("ready").and(job::lane.lt(lane)).and(job::run_at.le(now.sql())));
    Ok(sooner.select(job::id).first::<JobId>(r.db).optional()?.is_some())
}
