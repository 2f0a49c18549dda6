//! What other systems call our documents: makes imports idempotent.

use crate::engine::Portable;
use crate::schema::external_id;
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::DocumentId;

/// The document that came in as `value`, and the hash of the line it came with.
pub fn find(r: &mut Read, system: &str, scope: &str, value: &str) -> Result<Option<(DocumentId, String)>> {
    let found = external_id::table.find((system, scope, value)).select((external_id::document_id, external_id::hash));
    Ok(found.first(r.db).optional()?)
}

pub fn put(tx: &mut Tx, system: &str, scope: &str, value: &str, document: DocumentId, hash: &str) -> Result<()> {
    let row = (
        external_id::system.eq(system),
        external_id::scope.eq(scope),
        external_id::value.eq(value),
        external_id::document_id.eq(document.sql()),
        external_id::hash.eq(hash),
    );
    let insert = diesel::insert_into(external_id::table).values(row).on_conflict((
        external_id::system,
        external_id::scope,
        external_id::value,
    ));
    Portable(insert.do_update().set(external_id::hash.eq(excluded(external_id::hash)))).execute(tx.db)?;
    Ok(())
}
