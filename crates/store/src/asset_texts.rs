//! What was read out of attachments, once per content and reader.

use crate::engine::Portable;
use crate::schema::asset_text;
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::{Time, words};

words! {
    pub enum State {
        Read = "read",
        /// Of a kind that holds no text, or one that can't be read.
        Unread = "unread",
        /// The reader gave up: too large, too long, damaged.
        Failed = "failed",
    }
}

#[derive(Clone, Debug, Queryable)]
pub struct AssetText {
    pub sha256: String,
    pub state: String,
    /// JSON of what was read.
    pub detail: String,
    /// Which reader read it; another one reads again.
    pub engine: String,
    pub read_at: Time,
}

/// What `engine` read out of these; what it has not read yet is missing.
pub fn of(r: &mut Read, hashes: &[String], engine: &str) -> Result<Vec<AssetText>> {
    let rows = asset_text::table.filter(asset_text::sha256.eq_any(hashes.to_vec()).and(asset_text::engine.eq(engine)));
    Ok(rows.load(r.db)?)
}

/// Keeps what was read in place of what an earlier reader said.
pub fn keep(tx: &mut Tx, sha256: &str, state: State, detail: &str, engine: &str) -> Result<()> {
    let values = (
        asset_text::sha256.eq(sha256),
        asset_text::state.eq(state.name()),
        asset_text::detail.eq(detail),
        asset_text::engine.eq(engine),
        asset_text::read_at.eq(tx.now().sql()),
    );
    let set = (
        asset_text::state.eq(excluded(asset_text::state)),
        asset_text::detail.eq(excluded(asset_text::detail)),
        asset_text::engine.eq(excluded(asset_text::engine)),
        asset_text::read_at.eq(excluded(asset_text::read_at)),
    );
    let upsert = diesel::insert_into(asset_text::table).values(values).on_conflict(asset_text::sha256).do_update().set(set);
    Portable(upsert).execute(tx.db)?;
    Ok(())
}
