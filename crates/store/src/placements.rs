//! Placements: an article in a column of any site, with the receiver's decision (同时发到、待签收).

use crate::engine::Db;
use crate::schema::{article, placement};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::identity::Scope;
use domain::{ColumnId, DocumentId, PlacementId, SiteId, Time, UserId, words};

words! {
    pub enum Provenance { Home = "home", Push = "push", Reference = "reference" }
}
words! {
    pub enum State { Proposed = "proposed", Accepted = "accepted", Refused = "refused", Withdrawn = "withdrawn" }
}

#[derive(Clone, Debug, Queryable)]
pub struct Placement {
    pub id: PlacementId,
    pub document_id: DocumentId,
    pub site_id: SiteId,
    pub column_id: ColumnId,
    pub provenance: String,
    pub state: String,
    pub slot: Option<String>,
    pub pinned_until: Option<Time>,
    pub proposed_by: Option<UserId>,
    pub proposed_at: Time,
    pub decided_by: Option<UserId>,
    pub decided_at: Option<Time>,
    /// The text that the receiver saw when he accepted.
    pub accepted_hash: Option<String>,
    pub reason: Option<String>,
}

impl Placement {
    pub fn is(&self, state: State) -> bool {
        self.state == state.name()
    }
}

/// Proposes a document for a column, or takes it in at once.
pub fn insert(
    tx: &mut Tx,
    document: DocumentId,
    site: SiteId,
    column: ColumnId,
    provenance: Provenance,
    state: State,
) -> Result<Placement> {
    let by = tx.actor().user;
    let row = Placement {
        id: tx.id()?,
        document_id: document,
        site_id: site,
        column_id: column,
        provenance: provenance.name().into(),
        state: state.name().into(),
        slot: None,
        pinned_until: None,
        proposed_by: by,
        proposed_at: tx.now(),
        decided_by: by.filter(|_| state == State::Accepted),
        decided_at: (state == State::Accepted).then(|| tx.now()),
        accepted_hash: None,
        reason: None,
    };
    let values = (
        (
            placement::id.eq(row.id.sql()),
            placement::document_id.eq(document.sql()),
            placement::site_id.eq(site.sql()),
            placement::column_id.eq(column.sql()),
        ),
        (
            placement::provenance.eq(&row.provenance),
            placement::state.eq(&row.state),
            placement::proposed_by.eq(by.sql()),
            placement::proposed_at.eq(row.proposed_at.sql()),
        ),
        (placement::decided_by.eq(row.decided_by.sql()), placement::decided_at.eq(row.decided_at.sql())),
    );
    diesel::insert_into(placement::table).values(values).execute(tx.db)?;
    Ok(row)
}

pub fn placement(r: &mut Read, id: PlacementId) -> Result<Option<Placement>> {
    Ok(placement::table.find(id.sql()).first(r.db).optional()?)
}

/// Keeps others from changing a placement until this transaction ends, so that what is read of it next stays true.
/// SQLite lets one transaction write at a time anyway.
pub fn hold(tx: &mut Tx, id: PlacementId) -> Result<()> {
    if let Db::Postgres(c) = &mut *tx.db {
        placement::table.find(id.sql()).select(placement::id).for_update().first::<PlacementId>(c).optional()?;
    }
    Ok(())
}

/// The home first, then as proposed.
pub fn of_document(r: &mut Read, document: DocumentId) -> Result<Vec<Placement>> {
    Ok(placement::table
        .filter(placement::document_id.eq(document.sql()))
        .order((placement::proposed_at, placement::id))
        .load(r.db)?)
}

/// The hand-picked articles of a site's slot.
pub fn in_slot(r: &mut Read, site: SiteId, slot: &str) -> Result<Vec<Placement>> {
    let rows = placement::table
        .filter(placement::site_id.eq(site.sql()).and(placement::slot.eq(slot)).and(placement::state.eq(State::Accepted.name())));
    Ok(rows.order((placement::decided_at.desc(), placement::id.desc())).limit(50).load(r.db)?)
}

/// Writes state, arrangement and decision back.
pub fn update(tx: &mut Tx, row: &Placement) -> Result<()> {
    let set = (
        (
            placement::state.eq(&row.state),
            placement::slot.eq(&row.slot),
            placement::pinned_until.eq(row.pinned_until.sql()),
            placement::column_id.eq(row.column_id.sql()),
        ),
        (placement::decided_by.eq(row.decided_by.sql()), placement::decided_at.eq(row.decided_at.sql())),
        (placement::accepted_hash.eq(&row.accepted_hash), placement::reason.eq(&row.reason)),
    );
    diesel::update(placement::table.find(row.id.sql())).set(set).execute(tx.db)?;
    Ok(())
}

/// What waits for a decision within the scope, oldest first, with the title.
pub fn proposed(r: &mut Read, scope: &Scope, site: Option<SiteId>) -> Result<Vec<(Placement, String, SiteId)>> {
    let mut query = placement::table
        .inner_join(article::table.on(article::document_id.eq(placement::document_id)))
        .filter(placement::state.eq(State::Proposed.name()).and(article::discarded.eq(false)))
        .order((placement::proposed_at, placement::id))
        .limit(200)
        .select((placement::all_columns, article::title, article::site_id))
        .into_boxed();
    if let Some(site) = site {
        query = query.filter(placement::site_id.eq(site.sql()));
    }
    if !scope.is_all() {
        let sites: Vec<SiteId> = scope.sites().iter().copied().collect();
        let columns: Vec<ColumnId> = scope.columns().iter().copied().collect();
        query = query
            .filter(placement::site_id.eq_any(sites.as_slice().sql()).or(placement::column_id.eq_any(columns.as_slice().sql())));
    }
    Ok(query.load(r.db)?)
}
