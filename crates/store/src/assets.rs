//! Files and pictures that were taken in; their bytes lie in the asset folder under their hash.

use crate::engine::Portable;
use crate::schema::asset;
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::{Time, UserId};

#[derive(Clone, Debug, Queryable)]
pub struct Asset {
    pub sha256: String,
    pub name: String,
    pub kind: String,
    /// Bytes.
    pub size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub created_at: Time,
    pub created_by: Option<UserId>,
}

/// Keeps the first record of a content; the same bytes again change nothing.
pub fn keep(tx: &mut Tx, row: &Asset) -> Result<bool> {
    let values = (
        asset::sha256.eq(&row.sha256),
        asset::name.eq(&row.name),
        asset::kind.eq(&row.kind),
        asset::size.eq(row.size),
        asset::width.eq(row.width),
        asset::height.eq(row.height),
        asset::created_at.eq(row.created_at.sql()),
        asset::created_by.eq(row.created_by.sql()),
    );
    let added = Portable(diesel::insert_into(asset::table).values(values).on_conflict_do_nothing()).execute(tx.db)?;
    Ok(added == 1)
}

pub fn find(r: &mut Read, sha256: &str) -> Result<Option<Asset>> {
    Ok(asset::table.find(sha256).first(r.db).optional()?)
}
