//! Fingerprints of public texts, to find the ones that are nearly the same (雷同稿, domain.md C16).
//!
//! Two fingerprints of 64 bits that differ in at most three share one of their four parts whole: that part is looked up.

use crate::schema::{article, likeness};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::DocumentId;

/// Texts with the same part that are looked at.
const LOOKED_AT: i64 = 500;

fn parts(signature: u64) -> [i32; 4] {
    [48, 32, 16, 0].map(|shift| ((signature >> shift) & 0xffff) as i32)
}

/// Keeps the fingerprint of a public text, or takes it away.
pub fn put(tx: &mut Tx, document: DocumentId, signature: Option<u64>) -> Result<()> {
    diesel::delete(likeness::table.find(document.sql())).execute(tx.db)?;
    let Some(signature) = signature else { return Ok(()) };
    let [a, b, c, d] = parts(signature);
    let values = (
        (likeness::document_id.eq(document.sql()), likeness::signature.eq(signature as i64)),
        (likeness::part_a.eq(a), likeness::part_b.eq(b), likeness::part_c.eq(c), likeness::part_d.eq(d)),
    );
    diesel::insert_into(likeness::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Public texts, other than `document`, whose fingerprint shares a part with this one: document, title, fingerprint.
pub fn sharing(r: &mut Read, document: DocumentId, signature: u64) -> Result<Vec<(DocumentId, String, u64)>> {
    let [a, b, c, d] = parts(signature);
    let same = likeness::part_a.eq(a).or(likeness::part_b.eq(b)).or(likeness::part_c.eq(c)).or(likeness::part_d.eq(d));
    let rows: Vec<(DocumentId, String, i64)> = likeness::table
        .inner_join(article::table.on(article::document_id.eq(likeness::document_id)))
        .filter(same.and(likeness::document_id.ne(document.sql())))
        .select((article::document_id, article::title, likeness::signature))
        .limit(LOOKED_AT)
        .load(r.db)?;
    Ok(rows.into_iter().map(|(id, title, bits)| (id, title, bits as u64)).collect())
}
