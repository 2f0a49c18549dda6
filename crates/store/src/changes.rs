//! The append-only change log that the search index follows with its own cursor.

use crate::engine::append_lock;
use crate::schema::change;
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::DocumentId;

/// Held until commit: a reader that saw number n has seen every number below it.
const LOCK: i64 = 520_261_102;

pub fn append(tx: &mut Tx, document: DocumentId) -> Result<()> {
    append_lock(tx.db, LOCK)?;
    let row = (change::document_id.eq(document.sql()), change::at.eq(tx.now().sql()));
    diesel::insert_into(change::table).values(row).execute(tx.db)?;
    Ok(())
}

/// Changes after `seq`, oldest first, at most `limit`.
pub fn after(r: &mut Read, seq: i64, limit: i64) -> Result<Vec<(i64, DocumentId)>> {
    Ok(change::table
        .filter(change::seq.gt(seq))
        .order(change::seq)
        .limit(limit)
        .select((change::seq, change::document_id))
        .load(r.db)?)
}

/// The newest number; 0 when nothing has changed yet.
pub fn newest(r: &mut Read) -> Result<i64> {
    Ok(change::table.order(change::seq.desc()).select(change::seq).first(r.db).optional()?.unwrap_or(0))
}
