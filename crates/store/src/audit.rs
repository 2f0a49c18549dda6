//! The audit: events in the order they were written, and the chain that seals them (domain.md R3.21).
//!
//! Events are written in the transaction of the act. A sealer chains them afterwards, in the order in
//! which it found them committed; each seal's hash covers the event and the seal before it. What waits
//! for its seal stands in a table of its own: to find it costs the same whatever the audit's length.

use crate::articles::escape;
use crate::engine::{Portable, append_lock};
use crate::schema::{event, seal, unsealed};
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use domain::event::Event;
use domain::{DocumentId, EventId, Hash, Id, SiteId, Time};

const SEAL_LOCK: i64 = 520_261_103;
/// What the first seal is chained to.
const GENESIS: &str = "sha256:jiyue";

#[derive(Clone, Debug, Queryable)]
pub struct Entry {
    pub seq: i64,
    pub id: EventId,
    pub at: Time,
    pub kind: String,
    pub version: i32,
    pub actor_kind: String,
    pub actor_id: Option<Id<domain::noun::User>>,
    pub actor_name: String,
    pub site_id: Option<SiteId>,
    pub document_id: Option<DocumentId>,
    pub payload: String,
    pub request: Option<String>,
}

impl Entry {
    fn hash(&self, previous: &str) -> Hash {
        let user = self.actor_id.map(|u| u.to_string()).unwrap_or_default();
        let site = self.site_id.map(|u| u.to_string()).unwrap_or_default();
        let document = self.document_id.map(|u| u.to_string()).unwrap_or_default();
        let (id, at) = (self.id.to_string(), self.at.micros().to_string());
        let version = self.version.to_string();
        let parts = [
            previous,
            &id,
            &at,
            &self.kind,
            &version,
            &self.actor_kind,
            &user,
            &self.actor_name,
            &site,
            &document,
            &self.payload,
            self.request.as_deref().unwrap_or(""),
        ]
        .map(str::as_bytes);
        Hash::of_parts(&parts)
    }
}

pub(crate) fn append(tx: &mut Tx, what: &Event) -> Result<()> {
    let context = tx.context().clone();
    let id: EventId = tx.id()?;
    let row = (
        event::id.eq(id.sql()),
        event::at.eq(context.now.sql()),
        event::kind.eq(what.kind()),
        event::version.eq(Event::VERSION),
        event::actor_kind.eq(context.actor.kind.name()),
        event::actor_id.eq(context.actor.user.sql()),
        event::actor_name.eq(&context.actor.name),
        event::site_id.eq(what.site().sql()),
        event::document_id.eq(what.document().sql()),
        event::payload.eq(serde_json::to_string(what)?),
        event::request.eq(&context.request),
    );
    let seq: i64 = Portable(diesel::insert_into(event::table).values(row).returning(event::seq)).get_result(tx.db)?;
    diesel::insert_into(unsealed::table).values(unsealed::event_seq.eq(seq)).execute(tx.db)?;
    Ok(())
}

/// Which events a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub before: Option<i64>,
    pub kind: Option<String>,
    /// One of these kinds.
    pub kinds: Option<Vec<String>>,
    /// None of these kinds.
    pub not: Vec<&'static str>,
    /// Part of the name of who acted.
    pub actor: Option<String>,
    pub document: Option<DocumentId>,
    /// Only what happened on these sites.
    pub sites: Option<Vec<SiteId>>,
}

/// Newest first, each with the hash of its seal.
pub fn entries(r: &mut Read, filter: &Filter, limit: i64) -> Result<Vec<(Entry, Option<String>)>> {
    let mut query = event::table
        .left_join(seal::table.on(seal::event_seq.eq(event::seq)))
        .order(event::seq.desc())
        .limit(limit)
        .select((event::all_columns, seal::hash.nullable()))
        .into_boxed();
    if let Some(before) = filter.before {
        query = query.filter(event::seq.lt(before));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(event::kind.eq(kind.clone()));
    }
    if let Some(actor) = &filter.actor {
        query = query.filter(event::actor_name.like(format!("%{}%", escape(actor))).escape('\\'));
    }
    if let Some(kinds) = &filter.kinds {
        query = query.filter(event::kind.eq_any(kinds.clone()));
    }
    if !filter.not.is_empty() {
        query = query.filter(event::kind.ne_all(filter.not.clone()));
    }
    if let Some(document) = filter.document {
        query = query.filter(event::document_id.eq(document.sql()));
    }
    if let Some(sites) = &filter.sites {
        let sites: Vec<_> = sites.iter().map(|s| Some(s.sql())).collect();
        query = query.filter(event::site_id.eq_any(sites));
    }
    Ok(query.load(r.db)?)
}

/// Seals at most `limit` events that have none; returns how many.
pub fn seal(tx: &mut Tx, limit: i64) -> Result<usize> {
    append_lock(tx.db, SEAL_LOCK)?;
    let last: Option<(i64, String)> =
        seal::table.order(seal::position.desc()).select((seal::position, seal::hash)).first(tx.db).optional()?;
    let (mut position, mut previous) = last.unwrap_or((0, GENESIS.into()));
    let open: Vec<Entry> = unsealed::table
        .inner_join(event::table.on(event::seq.eq(unsealed::event_seq)))
        .order(unsealed::event_seq)
        .limit(limit)
        .select(event::all_columns)
        .load(tx.db)?;
    for entry in &open {
        position += 1;
        previous = entry.hash(&previous).to_string();
        let row = (seal::position.eq(position), seal::event_seq.eq(entry.seq), seal::hash.eq(&previous));
        diesel::insert_into(seal::table).values(row).execute(tx.db)?;
        diesel::delete(unsealed::table.find(entry.seq)).execute(tx.db)?;
    }
    Ok(open.len())
}

/// What a walk over the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub sealed: i64,
    pub unsealed: i64,
    /// The first position whose event was changed or is missing.
    pub broken_at: Option<i64>,
    pub head: Option<String>,
}

/// Computes every seal again.
pub fn verify(r: &mut Read) -> Result<Chain> {
    let events: i64 = event::table.count().get_result(r.db)?;
    let mut previous = GENESIS.to_owned();
    let mut position = 0i64;
    let mut broken_at = None;
    loop {
        let batch: Vec<(i64, String, Option<Entry>)> = seal::table
            .left_join(event::table.on(seal::event_seq.eq(event::seq)))
            .filter(seal::position.gt(position))
            .order(seal::position)
            .limit(1000)
            .select((seal::position, seal::hash, event::all_columns.nullable()))
            .load(r.db)?;
        if batch.is_empty() {
            break;
        }
        for (at, hash, entry) in batch {
            let expected = entry.map(|e| e.hash(&previous).to_string());
            if broken_at.is_none() && (at != position + 1 || expected.as_deref() != Some(hash.as_str())) {
                broken_at = Some(position + 1);
            }
            position = at;
            previous = hash;
        }
    }
    let head = (position > 0).then_some(previous);
    Ok(Chain { sealed: position, unsealed: (events - position).max(0), broken_at, head })
}

/// Changes a stored payload behind the chain's back; for the test that such a change is found.
#[doc(hidden)]
pub fn tamper(tx: &mut Tx, seq: i64) -> Result<()> {
    let changed = diesel::update(event::table.find(seq)).set(event::payload.eq("{}")).execute(tx.db)?;
    if changed == 1 { Ok(()) } else { Err(Error::Data(format!("no event {seq}"))) }
}
