//! What the machine found in submitted versions, and waivers (确认无误).

use crate::schema::{finding, waiver};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::proofing::{Grant, Preset, Severity, WaiverScope, WaiverState};
use domain::{ColumnId, DocumentId, FindingId, SiteId, Time, UserId, VersionId, WaiverId};

/// A finding as it is kept.
pub struct Found<'a> {
    pub identity: &'a str,
    pub severity: Severity,
    pub rule: &'a str,
    /// Its words, folded.
    pub folded: &'a str,
    pub detail: String,
}

/// Keeps what was found in a submitted version, once.
pub fn keep_findings(tx: &mut Tx, version: VersionId, engine: &str, found: &[Found]) -> Result<()> {
    diesel::delete(finding::table.filter(finding::version_id.eq(version.sql()))).execute(tx.db)?;
    for one in found {
        let id: FindingId = tx.id()?;
        let values = (
            (
                finding::id.eq(id.sql()),
                finding::version_id.eq(version.sql()),
                finding::identity.eq(one.identity),
                finding::severity.eq(one.severity.name()),
                finding::rule.eq(one.rule),
                finding::folded.eq(one.folded),
            ),
            (finding::detail.eq(&one.detail), finding::engine.eq(engine), finding::found_at.eq(tx.now().sql())),
        );
        diesel::insert_into(finding::table).values(values).execute(tx.db)?;
    }
    Ok(())
}

/// A finding that was kept with a submitted version.
#[derive(Clone, Debug, Queryable)]
pub struct Kept {
    pub identity: String,
    pub severity: String,
    pub rule: String,
    pub folded: String,
    /// Engine and lists that found it.
    pub engine: String,
}

/// What was found in a submitted version.
pub fn kept(r: &mut Read, version: VersionId) -> Result<Vec<Kept>> {
    let columns = (finding::identity, finding::severity, finding::rule, finding::folded, finding::engine);
    Ok(finding::table.filter(finding::version_id.eq(version.sql())).order(finding::id).select(columns).load(r.db)?)
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
    /// Where it was asked for, whatever its scope.
    pub document_id: DocumentId,
    /// Identity of the finding: rule, field and context.
    pub finding: String,
    pub severity: String,
    pub reason: String,
    pub state: String,
    pub requested_by: UserId,
    pub requested_at: Time,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Time>,
    pub scope: String,
    /// Of scope `version`: hash of the text it holds for.
    pub version_hash: Option<String>,
    /// Of scope `column`, with all below it.
    pub column_id: Option<ColumnId>,
    /// Of scope `column` and `site`.
    pub site_id: Option<SiteId>,
    pub rule: String,
    /// The words, folded.
    pub found: String,
    pub preset: Option<String>,
    pub expires_at: Option<Time>,
    /// Submissions that it let through.
    pub uses: i32,
    pub ended_at: Option<Time>,
}

impl Waiver {
    pub fn state(&self) -> WaiverState {
        WaiverState::parse(&self.state).unwrap_or(WaiverState::Refused)
    }
    pub fn scope(&self) -> WaiverScope {
        WaiverScope::parse(&self.scope).unwrap_or(WaiverScope::Version)
    }
    pub fn preset(&self) -> Option<Preset> {
        self.preset.as_deref().and_then(Preset::parse)
    }
    /// As the rule reads it.
    pub fn grant(&self) -> Grant<'_> {
        Grant {
            scope: self.scope(),
            state: self.state(),
            document: self.document_id,
            version_hash: self.version_hash.as_deref(),
            column: self.column_id,
            site: self.site_id,
            finding: &self.finding,
            rule: &self.rule,
            found: &self.found,
            expires_at: self.expires_at,
            ended_at: self.ended_at,
        }
    }
}

/// Waivers asked for in a document, oldest first, whatever became of them.
pub fn waivers(r: &mut Read, document: DocumentId) -> Result<Vec<Waiver>> {
    Ok(waiver::table.filter(waiver::document_id.eq(document.sql())).order((waiver::requested_at, waiver::id)).load(r.db)?)
}

/// Waivers wider than a document, newest first; only those agreed and not ended, or all.
pub fn wide_waivers(r: &mut Read, only_agreed: bool) -> Result<Vec<Waiver>> {
    // The scopes stand in the text: PostgreSQL takes its partial index for constants only.
    let wide = waiver::table.filter(diesel::dsl::sql::<diesel::sql_types::Bool>("scope IN ('column', 'site', 'platform')"));
    let mut query = wide.into_boxed();
    if only_agreed {
        query = query.filter(waiver::state.eq(WaiverState::Agreed.name()).and(waiver::ended_at.is_null()));
    }
    Ok(query.order((waiver::requested_at.desc(), waiver::id.desc())).load(r.db)?)
}

/// Those that may answer a finding of this document: its own, and agreed ones from elsewhere that reach further.
pub fn waivers_over(r: &mut Read, document: DocumentId) -> Result<Vec<Waiver>> {
    let mut all = waivers(r, document)?;
    all.extend(wide_waivers(r, true)?.into_iter().filter(|w| w.document_id != document));
    Ok(all)
}

pub fn waiver(r: &mut Read, id: WaiverId) -> Result<Option<Waiver>> {
    Ok(waiver::table.find(id.sql()).first(r.db).optional()?)
}

/// Fails as taken when the finding already has a waiver of this scope that is asked for or in force. One that
/// ran out makes way.
pub fn insert_waiver(tx: &mut Tx, row: &Waiver) -> Result<()> {
    let same = waiver::table
        .filter(waiver::document_id.eq(row.document_id.sql()).and(waiver::finding.eq(&row.finding)))
        .filter(waiver::scope.eq(&row.scope).and(waiver::ended_at.is_null()));
    diesel::update(same.filter(waiver::expires_at.le(Some(tx.now().sql()))))
        .set(waiver::ended_at.eq(waiver::expires_at))
        .execute(tx.db)?;
    let values = (
        (
            waiver::id.eq(row.id.sql()),
            waiver::document_id.eq(row.document_id.sql()),
            waiver::finding.eq(&row.finding),
            waiver::severity.eq(&row.severity),
            waiver::reason.eq(&row.reason),
            waiver::state.eq(&row.state),
        ),
        (
            waiver::requested_by.eq(row.requested_by.sql()),
            waiver::requested_at.eq(row.requested_at.sql()),
            waiver::decided_by.eq(row.decided_by.sql()),
            waiver::decided_at.eq(row.decided_at.sql()),
            waiver::scope.eq(&row.scope),
            waiver::version_hash.eq(&row.version_hash),
        ),
        (waiver::column_id.eq(row.column_id.sql()), waiver::site_id.eq(row.site_id.sql()), waiver::rule.eq(&row.rule)),
        (
            waiver::found.eq(&row.found),
            waiver::preset.eq(&row.preset),
            waiver::expires_at.eq(row.expires_at.sql()),
            waiver::uses.eq(row.uses),
        ),
    );
    diesel::insert_into(waiver::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Decides a waiver that is still asked for; false when someone else was faster.
pub fn decide_waiver(tx: &mut Tx, id: WaiverId, state: WaiverState) -> Result<bool> {
    let by = tx.actor().user;
    let open = waiver::table.find(id.sql()).filter(waiver::state.eq(WaiverState::Requested.name()));
    let set = (waiver::state.eq(state.name()), waiver::decided_by.eq(by.sql()), waiver::decided_at.eq(Some(tx.now().sql())));
    Ok(diesel::update(open).set(set).execute(tx.db)? > 0)
}

/// Ends a waiver that is not ended yet; false when it was.
pub fn end_waiver(tx: &mut Tx, id: WaiverId) -> Result<bool> {
    let open = waiver::table.find(id.sql()).filter(waiver::ended_at.is_null());
    Ok(diesel::update(open).set(waiver::ended_at.eq(Some(tx.now().sql()))).execute(tx.db)? > 0)
}

/// Counts a submission that these let through.
pub fn count_uses(tx: &mut Tx, ids: &[WaiverId]) -> Result<()> {
    diesel::update(waiver::table.filter(waiver::id.eq_any(ids.sql()))).set(waiver::uses.eq(waiver::uses + 1)).execute(tx.db)?;
    Ok(())
}
