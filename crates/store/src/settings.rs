//! Named values of the platform, and numbers that are given out once.

use crate::engine::Portable;
use crate::schema::{series, setting};
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;

pub fn get(r: &mut Read, name: &str) -> Result<Option<String>> {
    Ok(setting::table.find(name).select(setting::value).first(r.db).optional()?)
}

pub fn put(tx: &mut Tx, name: &str, value: &str) -> Result<()> {
    let row = (setting::name.eq(name), setting::value.eq(value));
    Portable(
        diesel::insert_into(setting::table)
            .values(row)
            .on_conflict(setting::name)
            .do_update()
            .set(setting::value.eq(excluded(setting::value))),
    )
    .execute(tx.db)?;
    Ok(())
}

/// The next number of a series, from 1; atomic, never given twice (索引号, page numbers).
pub fn next_number(tx: &mut Tx, scope: &str, pattern: &str, year: i32) -> Result<i64> {
    take_numbers(tx, scope, pattern, year, 1)
}

/// Takes `count` numbers at once and returns the first.
pub fn take_numbers(tx: &mut Tx, scope: &str, pattern: &str, year: i32, count: i64) -> Result<i64> {
    let row = (series::scope.eq(scope), series::pattern.eq(pattern), series::year.eq(year), series::next.eq(count + 1));
    let upsert = diesel::insert_into(series::table)
        .values(row)
        .on_conflict((series::scope, series::pattern, series::year))
        .do_update()
        .set(series::next.eq(series::next + count))
        .returning(series::next);
    let next: i64 = Portable(upsert).get_result(tx.db)?;
    Ok(next - count)
}

/// The number given out last; 0 when there was none.
pub fn last_number(r: &mut Read, scope: &str, pattern: &str, year: i32) -> Result<i64> {
    let next: Option<i64> = series::table.find((scope, pattern, year)).select(series::next).first(r.db).optional()?;
    Ok(next.map_or(0, |n| n - 1))
}
