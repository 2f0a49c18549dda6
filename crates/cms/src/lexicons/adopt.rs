//! Reading the CSV that an earlier release kept per list into rows: once per list, when the platform is opened.
//!
//! SQL can't read CSV, so the migration only lays it aside. Taking it and writing its rows is one transaction; a
//! process that comes second finds nothing to take.

use super::sheet;
use crate::problem::Outcome;
use domain::Time;
use domain::identity::Actor;
use domain::lexicons::{Kind, Row};
use std::collections::BTreeMap;
use store::lexicons as stored;
use store::{Context, Store};

pub fn adopt(store: &Store, now: Time) -> Outcome<()> {
    if store.read(|r| stored::waiting_csv(r).map(|all| all.is_empty()))? {
        return Ok(());
    }
    store.work(&Context::new(Actor::worker(), now), |tx| {
        for (id, csv) in stored::waiting_csv(tx)? {
            let Some(list) = stored::lexicon(tx, id)? else { continue };
            if stored::take_csv(tx, id)? {
                stored::adopt(tx, id, list.version, &rows(&csv)?)?;
            }
        }
        Ok(())
    })
}

/// The last row of a key: the earlier release took a file with a word twice only where the two differed to it.
fn rows(csv: &str) -> Outcome<Vec<Row>> {
    if csv.trim().is_empty() {
        return Ok(Vec::new());
    }
    let read = sheet::read(Kind::Words, csv.as_bytes())?;
    let by_key: BTreeMap<String, Row> = read.rows.into_iter().map(|(_, row)| (Kind::Words.key(&row), row)).collect();
    Ok(by_key.into_iter().filter(|(key, _)| !key.is_empty()).map(|(_, row)| row).collect())
}
