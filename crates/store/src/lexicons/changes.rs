//! Changes of a list: proposed by one person, decided by another, kept for ever as its history.

use super::{entries, next_version};
use crate::schema::lexicon_change;
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use domain::lexicons::{ChangeState, Kind, Row};
use domain::{LexiconChangeId, LexiconId, Time, UserId};
use serde::{Deserialize, Serialize};

/// A change without its rows, which may be many.
#[derive(Clone, Debug, Queryable)]
pub struct Change {
    pub id: LexiconChangeId,
    pub lexicon_id: LexiconId,
    /// Version of the list that the proposer saw.
    pub base_version: i32,
    /// The version that it made; `None` unless agreed.
    pub number: Option<i32>,
    pub state: String,
    /// JSON, some of the rows for the eye.
    pub sample: String,
    pub added: i32,
    pub changed: i32,
    pub removed: i32,
    pub severest: String,
    pub note: String,
    pub proposed_by: UserId,
    pub proposed_at: Time,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Time>,
    pub reason: Option<String>,
}

impl Change {
    pub fn state(&self) -> ChangeState {
        ChangeState::parse(&self.state).unwrap_or(ChangeState::Refused)
    }
}

/// What a change does: rows to put (new, or in place of those with their keys) and keys to take out.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rows {
    pub put: Vec<Row>,
    pub remove: Vec<String>,
}

type Columns = (
    lexicon_change::id,
    lexicon_change::lexicon_id,
    lexicon_change::base_version,
    lexicon_change::number,
    lexicon_change::state,
    lexicon_change::sample,
    lexicon_change::added,
    lexicon_change::changed,
    lexicon_change::removed,
    lexicon_change::severest,
    lexicon_change::note,
    lexicon_change::proposed_by,
    lexicon_change::proposed_at,
    lexicon_change::decided_by,
    lexicon_change::decided_at,
    lexicon_change::reason,
);

const COLUMNS: Columns = (
    lexicon_change::id,
    lexicon_change::lexicon_id,
    lexicon_change::base_version,
    lexicon_change::number,
    lexicon_change::state,
    lexicon_change::sample,
    lexicon_change::added,
    lexicon_change::changed,
    lexicon_change::removed,
    lexicon_change::severest,
    lexicon_change::note,
    lexicon_change::proposed_by,
    lexicon_change::proposed_at,
    lexicon_change::decided_by,
    lexicon_change::decided_at,
    lexicon_change::reason,
);

pub fn change(r: &mut Read, id: LexiconChangeId) -> Result<Option<Change>> {
    Ok(lexicon_change::table.find(id.sql()).select(COLUMNS).first(r.db).optional()?)
}

/// Newest first, at most `limit`; the empty filter is all of them.
pub fn changes(r: &mut Read, of: Option<LexiconId>, state: Option<ChangeState>, limit: i64) -> Result<Vec<Change>> {
    let mut query = lexicon_change::table.select(COLUMNS).into_boxed();
    if let Some(id) = of {
        query = query.filter(lexicon_change::lexicon_id.eq(id.sql()));
    }
    if let Some(state) = state {
        query = query.filter(lexicon_change::state.eq(state.name()));
    }
    Ok(query.order((lexicon_change::proposed_at.desc(), lexicon_change::id.desc())).limit(limit).load(r.db)?)
}

/// Proposed changes per list.
pub fn pending(r: &mut Read) -> Result<Vec<(LexiconId, i64)>> {
    let open = lexicon_change::table.filter(lexicon_change::state.eq(ChangeState::Proposed.name()));
    Ok(open.group_by(lexicon_change::lexicon_id).select((lexicon_change::lexicon_id, count_star())).load(r.db)?)
}

pub fn rows_of_change(r: &mut Read, id: LexiconChangeId) -> Result<Rows> {
    let text: String = lexicon_change::table.find(id.sql()).select(lexicon_change::rows).first(r.db)?;
    serde_json::from_str(&text).map_err(|e| Error::Data(format!("lexicon change {id}: {e}")))
}

pub fn insert_change(tx: &mut Tx, row: &Change, rows: &Rows) -> Result<()> {
    let values = (
        (
            lexicon_change::id.eq(row.id.sql()),
            lexicon_change::lexicon_id.eq(row.lexicon_id.sql()),
            lexicon_change::base_version.eq(row.base_version),
            lexicon_change::state.eq(&row.state),
            lexicon_change::rows.eq(serde_json::to_string(rows)?),
            lexicon_change::sample.eq(&row.sample),
        ),
        (
            lexicon_change::added.eq(row.added),
            lexicon_change::changed.eq(row.changed),
            lexicon_change::removed.eq(row.removed),
            lexicon_change::severest.eq(&row.severest),
            lexicon_change::note.eq(&row.note),
            lexicon_change::proposed_by.eq(row.proposed_by.sql()),
            lexicon_change::proposed_at.eq(row.proposed_at.sql()),
        ),
    );
    diesel::insert_into(lexicon_change::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Decides a change that is still proposed; false when someone else was faster.
pub fn decide_change(tx: &mut Tx, id: LexiconChangeId, state: ChangeState, reason: Option<&str>) -> Result<bool> {
    let open = lexicon_change::table.find(id.sql()).filter(lexicon_change::state.eq(ChangeState::Proposed.name()));
    let set = (
        lexicon_change::state.eq(state.name()),
        lexicon_change::decided_by.eq(tx.actor().user.sql()),
        lexicon_change::decided_at.eq(Some(tx.now().sql())),
        lexicon_change::reason.eq(reason),
    );
    Ok(diesel::update(open).set(set).execute(tx.db)? > 0)
}

/// What came of putting a change into force.
#[derive(Debug, PartialEq, Eq)]
pub enum Applied {
    Version(i32),
    /// These rows were changed by someone else since the proposer saw the list; nothing was written.
    Moved(Vec<String>),
}

/// Puts a decided change into force as the list's next version. The list is locked first, so that two
/// changes at once are written one after the other and each sees the rows of the one before.
pub fn apply_change(tx: &mut Tx, change: &Change, kind: Kind, rows: &Rows) -> Result<Applied> {
    let version = next_version(tx, change.lexicon_id)?;
    if version > change.base_version + 1 {
        let keys: Vec<String> = rows.put.iter().map(|row| kind.key(row)).chain(rows.remove.iter().cloned()).collect();
        let moved = entries::moved_since(tx, change.lexicon_id, change.base_version, &keys)?;
        if !moved.is_empty() {
            return Ok(Applied::Moved(moved));
        }
    }
    entries::write(tx, change.lexicon_id, kind, version, &rows.put, &rows.remove)?;
    diesel::update(lexicon_change::table.find(change.id.sql())).set(lexicon_change::number.eq(Some(version))).execute(tx.db)?;
    Ok(Applied::Version(version))
}
