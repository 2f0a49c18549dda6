//! Findings of what is public: found after publication, each with somebody who answers for it.

use crate::schema::{article, live_finding};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::identity::Scope;
use domain::proofing::Severity;
use domain::scanning::{FindingState, Source};
use domain::{ColumnId, DocumentId, LiveFindingId, SiteId, Time, UserId, VersionId};

#[derive(Clone, Debug, Queryable)]
pub struct LiveFinding {
    pub id: LiveFindingId,
    /// The document, or site and path of a page that is no document's.
    pub subject: String,
    pub document_id: Option<DocumentId>,
    pub site_id: SiteId,
    pub path: Option<String>,
    pub version_id: Option<VersionId>,
    /// Same for the same rule, place and context.
    pub identity: String,
    pub rule: String,
    pub category: String,
    pub severity: String,
    /// JSON of the finding as screens show it.
    pub detail: String,
    pub source: String,
    pub state: String,
    pub owner_id: Option<UserId>,
    pub engine: String,
    pub found_at: Time,
    pub closed_at: Option<Time>,
}

impl LiveFinding {
    pub fn is_open(&self) -> bool {
        self.state == FindingState::Open.name()
    }
    pub fn is_from(&self, source: Source) -> bool {
        self.source == source.name()
    }
}

/// A finding to be kept.
#[derive(Clone, Debug)]
pub struct NewFinding {
    pub subject: String,
    pub document: Option<DocumentId>,
    pub site: SiteId,
    pub path: Option<String>,
    pub version: Option<VersionId>,
    pub identity: String,
    pub rule: String,
    pub category: String,
    pub severity: Severity,
    pub detail: String,
    pub source: Source,
    pub owner: Option<UserId>,
    pub engine: String,
}

/// Opens a finding, anew where it had been closed. True when it was not open before.
pub fn open(tx: &mut Tx, new: &NewFinding) -> Result<bool> {
    let known = live_finding::table.filter(live_finding::subject.eq(&new.subject).and(live_finding::identity.eq(&new.identity)));
    let old: Option<LiveFinding> = known.first(tx.db).optional()?;
    let facts = (
        (
            live_finding::site_id.eq(new.site.sql()),
            live_finding::path.eq(&new.path),
            live_finding::version_id.eq(new.version.sql()),
        ),
        (
            live_finding::rule.eq(&new.rule),
            live_finding::category.eq(&new.category),
            live_finding::severity.eq(new.severity.name()),
        ),
        (live_finding::detail.eq(&new.detail), live_finding::source.eq(new.source.name()), live_finding::engine.eq(&new.engine)),
    );
    let begun = (
        live_finding::state.eq(FindingState::Open.name()),
        live_finding::owner_id.eq(new.owner.sql()),
        live_finding::found_at.eq(tx.now().sql()),
        live_finding::closed_at.eq(None::<Time>.sql()),
    );
    match old {
        Some(old) if old.is_open() => {
            diesel::update(live_finding::table.find(old.id.sql())).set(facts).execute(tx.db)?;
            return Ok(false);
        }
        Some(old) => {
            diesel::update(live_finding::table.find(old.id.sql())).set((facts, begun)).execute(tx.db)?;
        }
        None => {
            let id: LiveFindingId = tx.id()?;
            let key = (
                live_finding::id.eq(id.sql()),
                live_finding::subject.eq(&new.subject),
                live_finding::document_id.eq(new.document.sql()),
                live_finding::identity.eq(&new.identity),
            );
            diesel::insert_into(live_finding::table).values((key, facts, begun)).execute(tx.db)?;
        }
    }
    Ok(true)
}

/// Ends an open finding.
pub fn end(tx: &mut Tx, id: LiveFindingId, state: FindingState) -> Result<()> {
    let set = (live_finding::state.eq(state.name()), live_finding::closed_at.eq(Some(tx.now().sql())));
    diesel::update(live_finding::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}

/// The open findings of several documents.
pub fn open_of(r: &mut Read, documents: &[DocumentId]) -> Result<Vec<LiveFinding>> {
    let ids: Vec<_> = documents.iter().map(|d| Some(d.sql())).collect();
    let rows = live_finding::table.filter(live_finding::document_id.eq_any(ids));
    Ok(rows.filter(live_finding::state.eq(FindingState::Open.name())).order(live_finding::id).load(r.db)?)
}

/// The open findings of one subject.
pub fn open_of_subject(r: &mut Read, subject: &str) -> Result<Vec<LiveFinding>> {
    let rows = live_finding::table.filter(live_finding::subject.eq(subject));
    Ok(rows.filter(live_finding::state.eq(FindingState::Open.name())).order(live_finding::id).load(r.db)?)
}

/// Documents whose publication is held back.
pub fn held(r: &mut Read) -> Result<Vec<DocumentId>> {
    let rows = live_finding::table
        .filter(live_finding::source.eq(Source::Page.name()).and(live_finding::state.eq(FindingState::Open.name())))
        .filter(live_finding::document_id.is_not_null())
        .select(live_finding::document_id)
        .distinct();
    Ok(rows.load::<Option<DocumentId>>(r.db)?.into_iter().flatten().collect())
}

/// Which findings a list shows; empty parts don't restrict.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub site: Option<SiteId>,
    pub severity: Option<Severity>,
    pub source: Option<Source>,
    pub state: Option<FindingState>,
    pub owner: Option<UserId>,
}

macro_rules! filtered {
    ($query:expr, $scope:expr, $filter:expr) => {{
        let (scope, filter) = ($scope, $filter);
        let mut query = $query;
        if !scope.is_all() {
            let sites: Vec<SiteId> = scope.sites().iter().copied().collect();
            let columns: Vec<ColumnId> = scope.columns().iter().copied().collect();
            let within = article::table.filter(article::column_id.eq_any(columns.as_slice().sql()));
            let documents = within.select(article::document_id.nullable());
            query = query.filter(
                live_finding::site_id
                    .eq_any(sites.as_slice().sql())
                    .or(live_finding::document_id.eq_any(documents).assume_not_null()),
            );
        }
        if let Some(site) = filter.site {
            query = query.filter(live_finding::site_id.eq(site.sql()));
        }
        if let Some(source) = filter.source {
            query = query.filter(live_finding::source.eq(source.name()));
        }
        if let Some(state) = filter.state {
            query = query.filter(live_finding::state.eq(state.name()));
        }
        if let Some(owner) = filter.owner {
            query = query.filter(live_finding::owner_id.eq(Some(owner.sql())));
        }
        query
    }};
}

/// Newest first.
pub fn list(r: &mut Read, scope: &Scope, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<LiveFinding>> {
    let mut query = filtered!(live_finding::table.into_boxed(), scope, filter);
    if let Some(severity) = filter.severity {
        query = query.filter(live_finding::severity.eq(severity.name()));
    }
    let order = (live_finding::found_at.desc(), live_finding::id.desc());
    Ok(query.order(order).offset(offset).limit(limit).load(r.db)?)
}

/// Findings per severity, without the filter's own severity.
pub fn count_by_severity(r: &mut Read, scope: &Scope, filter: &Filter) -> Result<Vec<(String, i64)>> {
    let rows = live_finding::table
        .group_by(live_finding::severity)
        .select((live_finding::severity, diesel::dsl::count_star()))
        .into_boxed();
    Ok(filtered!(rows, scope, filter).load(r.db)?)
}
