//! Word lists, what the machine found in submitted versions, and waivers (确认无误).

use crate::schema::{finding, lexicon, waiver};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::proofing::{Severity, WaiverState};
use domain::{DocumentId, FindingId, LexiconId, Time, UserId, VersionId, WaiverId};

#[derive(Clone, Debug, Queryable)]
pub struct Lexicon {
    pub id: LexiconId,
    pub name: String,
    pub version: i32,
    /// CSV as it was imported.
    pub entries: String,
    pub changed_at: Time,
}

pub fn lexicons(r: &mut Read) -> Result<Vec<Lexicon>> {
    Ok(lexicon::table.order(lexicon::name).load(r.db)?)
}

/// Names and versions of all word lists; changes whenever a list does.
pub fn lexicon_versions(r: &mut Read) -> Result<Vec<(String, i32)>> {
    Ok(lexicon::table.order(lexicon::name).select((lexicon::name, lexicon::version)).load(r.db)?)
}

/// Replaces a word list and returns its new version.
pub fn put_lexicon(tx: &mut Tx, name: &str, csv: &str) -> Result<i32> {
    let old: Option<(LexiconId, i32)> =
        lexicon::table.filter(lexicon::name.eq(name)).select((lexicon::id, lexicon::version)).first(tx.db).optional()?;
    let set = (lexicon::entries.eq(csv), lexicon::changed_at.eq(tx.now().sql()));
    let version = old.map_or(1, |(_, v)| v + 1);
    match old {
        Some((id, _)) => diesel::update(lexicon::table.find(id.sql())).set((set, lexicon::version.eq(version))).execute(tx.db)?,
        None => {
            let id: LexiconId = tx.id()?;
            diesel::insert_into(lexicon::table)
                .values((lexicon::id.eq(id.sql()), lexicon::name.eq(name), lexicon::version.eq(version), set))
                .execute(tx.db)?
        }
    };
    Ok(version)
}

/// Keeps what was found in a submitted version, once.
pub fn keep_findings(tx: &mut Tx, version: VersionId, engine: &str, found: &[(String, Severity, String)]) -> Result<()> {
    diesel::delete(finding::table.filter(finding::version_id.eq(version.sql()))).execute(tx.db)?;
    for (identity, severity, detail) in found {
        let id: FindingId = tx.id()?;
        let values = (
            (
                finding::id.eq(id.sql()),
                finding::version_id.eq(version.sql()),
                finding::identity.eq(identity),
                finding::severity.eq(severity.name()),
            ),
            (finding::detail.eq(detail), finding::engine.eq(engine), finding::found_at.eq(tx.now().sql())),
        );
        diesel::insert_into(finding::table).values(values).execute(tx.db)?;
    }
    Ok(())
}

/// What was found in a version when it was submitted, as JSON.
pub fn details(r: &mut Read, version: VersionId) -> Result<Vec<String>> {
    Ok(finding::table.filter(finding::version_id.eq(version.sql())).order(finding::id).select(finding::detail).load(r.db)?)
}

/// Identities of what was found in a version when it was submitted.
pub fn identities(r: &mut Read, version: VersionId) -> Result<Vec<String>> {
    Ok(finding::table.filter(finding::version_id.eq(version.sql())).select(finding::identity).load(r.db)?)
}

#[derive(Clone, Debug, Queryable)]
pub struct Waiver {
    pub id: WaiverId,
    pub document_id: DocumentId,
    /// Identity of the finding: rule, place and context.
    pub finding: String,
    pub severity: String,
    pub reason: String,
    pub state: String,
    pub requested_by: UserId,
    pub requested_at: Time,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Time>,
}

impl Waiver {
    pub fn state(&self) -> WaiverState {
        WaiverState::parse(&self.state).unwrap_or(WaiverState::Refused)
    }
}

pub fn waivers(r: &mut Read, document: DocumentId) -> Result<Vec<Waiver>> {
    Ok(waiver::table.filter(waiver::document_id.eq(document.sql())).order(waiver::requested_at).load(r.db)?)
}

pub fn waiver(r: &mut Read, id: WaiverId) -> Result<Option<Waiver>> {
    Ok(waiver::table.find(id.sql()).first(r.db).optional()?)
}

/// A new request takes the place of a refused one for the same finding.
pub fn insert_waiver(tx: &mut Tx, row: &Waiver) -> Result<()> {
    let old = waiver::table.filter(waiver::document_id.eq(row.document_id.sql()).and(waiver::finding.eq(&row.finding)));
    diesel::delete(old.filter(waiver::state.eq(WaiverState::Refused.name()))).execute(tx.db)?;
    let values = (
        (
            waiver::id.eq(row.id.sql()),
            waiver::document_id.eq(row.document_id.sql()),
            waiver::finding.eq(&row.finding),
            waiver::severity.eq(&row.severity),
        ),
        (
            waiver::reason.eq(&row.reason),
            waiver::state.eq(&row.state),
            waiver::requested_by.eq(row.requested_by.sql()),
            waiver::requested_at.eq(row.requested_at.sql()),
        ),
        (waiver::decided_by.eq(row.decided_by.sql()), waiver::decided_at.eq(row.decided_at.sql())),
    );
    diesel::insert_into(waiver::table).values(values).execute(tx.db)?;
    Ok(())
}

pub fn decide_waiver(tx: &mut Tx, id: WaiverId, state: WaiverState) -> Result<()> {
    let by = tx.actor().user;
    let set = (waiver::state.eq(state.name()), waiver::decided_by.eq(by.sql()), waiver::decided_at.eq(Some(tx.now().sql())));
    diesel::update(waiver::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}
