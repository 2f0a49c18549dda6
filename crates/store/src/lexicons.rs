//! Word lists: the lists, their rows by version, proposed and decided changes, and what became of their hits (词库).
//!
//! Version v of a list is the rows with `added_in <= v` that were not removed in v or before.

mod changes;
mod entries;
mod hits;

pub use changes::*;
pub use entries::*;
pub use hits::*;

use crate::schema::{lexicon, lexicon_csv};
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use domain::lexicons::Kind;
use domain::{LexiconId, SiteId, Time};

#[derive(Clone, Debug, Queryable)]
pub struct Lexicon {
    pub id: LexiconId,
    /// Unique; names the list in the version that each finding carries.
    pub code: String,
    pub title: String,
    pub kind: String,
    /// `None` is in force everywhere.
    pub site_id: Option<SiteId>,
    /// Number of the last agreed change; 0 for a new list.
    pub version: i32,
    pub changed_at: Time,
}

impl Lexicon {
    pub fn kind(&self) -> Result<Kind> {
        Kind::parse(&self.kind).ok_or_else(|| Error::Data(format!("lexicon kind {}", self.kind)))
    }
}

pub fn all(r: &mut Read) -> Result<Vec<Lexicon>> {
    Ok(lexicon::table.order(lexicon::code).load(r.db)?)
}

pub fn lexicon(r: &mut Read, id: LexiconId) -> Result<Option<Lexicon>> {
    Ok(lexicon::table.find(id.sql()).first(r.db).optional()?)
}

pub fn by_code(r: &mut Read, code: &str) -> Result<Option<Lexicon>> {
    Ok(lexicon::table.filter(lexicon::code.eq(code)).first(r.db).optional()?)
}

/// Fails as taken when another list has the code.
pub fn insert(tx: &mut Tx, row: &Lexicon) -> Result<()> {
    let values = (
        (lexicon::id.eq(row.id.sql()), lexicon::code.eq(&row.code), lexicon::title.eq(&row.title), lexicon::kind.eq(&row.kind)),
        (lexicon::site_id.eq(row.site_id.sql()), lexicon::version.eq(row.version), lexicon::changed_at.eq(row.changed_at.sql())),
    );
    diesel::insert_into(lexicon::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Code, version and site of every list, by code: differs whenever a list does.
pub fn versions(r: &mut Read) -> Result<Vec<(String, i32, Option<SiteId>)>> {
    let columns = (lexicon::code, lexicon::version, lexicon::site_id);
    Ok(lexicon::table.order(lexicon::code).select(columns).load(r.db)?)
}

/// Takes the next version; other changes of the same list wait until this transaction ends.
pub(crate) fn next_version(tx: &mut Tx, id: LexiconId) -> Result<i32> {
    let set = (lexicon::version.eq(lexicon::version + 1), lexicon::changed_at.eq(tx.now().sql()));
    diesel::update(lexicon::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(lexicon::table.find(id.sql()).select(lexicon::version).first(tx.db)?)
}

/// Lists of an earlier release whose CSV has not been read into rows yet.
pub fn waiting_csv(r: &mut Read) -> Result<Vec<(LexiconId, String)>> {
    Ok(lexicon_csv::table.select((lexicon_csv::lexicon_id, lexicon_csv::entries)).load(r.db)?)
}

/// Claims a waiting CSV; false when another process was faster.
pub fn take_csv(tx: &mut Tx, id: LexiconId) -> Result<bool> {
    Ok(diesel::delete(lexicon_csv::table.find(id.sql())).execute(tx.db)? > 0)
}
