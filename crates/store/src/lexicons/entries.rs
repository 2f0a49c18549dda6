//! The rows of a list.

use crate::articles::escape;
use crate::schema::lexicon_entry;
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::dsl::count_star;
use diesel::prelude::*;
use domain::lexicons::{Kind, Row};
use domain::{LexiconEntryId, LexiconId};
use std::collections::BTreeMap;

/// Rows of one insert, and keys of one question.
const BATCH: usize = 400;

fn read_row(text: &str) -> Result<Row> {
    serde_json::from_str(text).map_err(|e| Error::Data(format!("lexicon row: {e}")))
}

/// The rows in force, by key.
pub fn rows(r: &mut Read, id: LexiconId) -> Result<BTreeMap<String, Row>> {
    let in_force = lexicon_entry::table.filter(lexicon_entry::lexicon_id.eq(id.sql()).and(lexicon_entry::removed_in.is_null()));
    let found: Vec<(String, String)> = in_force.select((lexicon_entry::key, lexicon_entry::row)).load(r.db)?;
    found.into_iter().map(|(key, row)| Ok((key, read_row(&row)?))).collect()
}

/// The rows of a version, by key.
pub fn rows_at(r: &mut Read, id: LexiconId, version: i32) -> Result<BTreeMap<String, Row>> {
    let then = lexicon_entry::table
        .filter(lexicon_entry::lexicon_id.eq(id.sql()).and(lexicon_entry::added_in.le(version)))
        .filter(lexicon_entry::removed_in.is_null().or(lexicon_entry::removed_in.gt(Some(version))));
    let found: Vec<(String, String)> = then.select((lexicon_entry::key, lexicon_entry::row)).load(r.db)?;
    found.into_iter().map(|(key, row)| Ok((key, read_row(&row)?))).collect()
}

/// Which rows a page shows; empty parts don't restrict.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Folded words that the key contains.
    pub words: String,
    pub category: Option<String>,
    pub severity: Option<String>,
}

/// How many rows there are, and those of one page by key.
pub fn search(r: &mut Read, id: LexiconId, wanted: &Search, from: i64, size: i64) -> Result<(i64, Vec<(String, Row)>)> {
    macro_rules! wanted {
        ($query:expr) => {{
            let mut query = $query.filter(lexicon_entry::lexicon_id.eq(id.sql())).filter(lexicon_entry::removed_in.is_null());
            if !wanted.words.is_empty() {
                query = query.filter(lexicon_entry::key.like(format!("%{}%", escape(&wanted.words))).escape('\\'));
            }
            if let Some(category) = &wanted.category {
                query = query.filter(lexicon_entry::category.eq(category));
            }
            if let Some(severity) = &wanted.severity {
                query = query.filter(lexicon_entry::severity.eq(severity));
            }
            query
        }};
    }
    let total: i64 = wanted!(lexicon_entry::table.select(count_star()).into_boxed()).first(r.db)?;
    let page = wanted!(lexicon_entry::table.select((lexicon_entry::key, lexicon_entry::row)).into_boxed());
    let found: Vec<(String, String)> = page.order(lexicon_entry::key).offset(from).limit(size).load(r.db)?;
    Ok((total, found.into_iter().map(|(key, row)| Ok((key, read_row(&row)?))).collect::<Result<_>>()?))
}

/// Rows in force per list and severity.
pub fn tallies(r: &mut Read) -> Result<Vec<(LexiconId, String, i64)>> {
    let in_force = lexicon_entry::table.filter(lexicon_entry::removed_in.is_null());
    let grouped = in_force.group_by((lexicon_entry::lexicon_id, lexicon_entry::severity));
    Ok(grouped.select((lexicon_entry::lexicon_id, lexicon_entry::severity, count_star())).load(r.db)?)
}

/// Those of these keys whose row was added or removed after `version`.
pub fn moved_since(r: &mut Read, id: LexiconId, version: i32, keys: &[String]) -> Result<Vec<String>> {
    let mut moved = Vec::new();
    for some in keys.chunks(BATCH) {
        let of =
            lexicon_entry::table.filter(lexicon_entry::lexicon_id.eq(id.sql()).and(lexicon_entry::key.eq_any(some.to_vec())));
        let later = of.filter(lexicon_entry::added_in.gt(version).or(lexicon_entry::removed_in.gt(Some(version))));
        moved.extend(later.select(lexicon_entry::key).distinct().load::<String>(r.db)?);
    }
    moved.sort();
    moved.dedup();
    Ok(moved)
}

/// Writes a version: the rows of `put` take the place of those with their keys, those of `remove` end.
pub(super) fn write(tx: &mut Tx, id: LexiconId, kind: Kind, version: i32, put: &[Row], remove: &[String]) -> Result<()> {
    let keys: Vec<String> = put.iter().map(|row| kind.key(row)).collect();
    for some in keys.chunks(BATCH).chain(remove.chunks(BATCH)) {
        let old = lexicon_entry::table
            .filter(lexicon_entry::lexicon_id.eq(id.sql()).and(lexicon_entry::removed_in.is_null()))
            .filter(lexicon_entry::key.eq_any(some.to_vec()));
        diesel::update(old).set(lexicon_entry::removed_in.eq(Some(version))).execute(tx.db)?;
    }
    for (rows, keys) in put.chunks(BATCH).zip(keys.chunks(BATCH)) {
        let mut values = Vec::new();
        for (row, key) in rows.iter().zip(keys) {
            let entry: LexiconEntryId = tx.id()?;
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            values.push((
                lexicon_entry::id.eq(entry.sql()),
                lexicon_entry::lexicon_id.eq(id.sql()),
                lexicon_entry::key.eq(key),
                lexicon_entry::category.eq(cell("category")),
                lexicon_entry::severity.eq(kind.weight_word(row)),
                lexicon_entry::row.eq(serde_json::to_string(row)?),
                lexicon_entry::added_in.eq(version),
            ));
        }
        on_engine!(&mut *tx.db, c => diesel::insert_into(lexicon_entry::table).values(values).execute(c))?;
    }
    Ok(())
}

/// The rows of a list that an earlier release kept as one CSV, in force since its version of then.
pub fn adopt(tx: &mut Tx, id: LexiconId, version: i32, rows: &[Row]) -> Result<()> {
    write(tx, id, Kind::Words, version, rows, &[])
}
