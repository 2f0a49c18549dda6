//! What is public: live versions, publication intervals, lists in runs, addresses, pages and their reads.

mod lists;
mod pages;
pub use lists::*;
pub use pages::*;

use crate::engine::Portable;
use crate::schema::{address, article, live, publication, version};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::{ColumnId, DocumentId, PublicationId, SiteId, Time, VersionId};

/// The one live version of an article.
#[derive(Clone, Debug, Queryable)]
pub struct Live {
    pub document_id: DocumentId,
    pub version_id: VersionId,
    pub hash: String,
    pub clearance: String,
    pub published_at: Time,
    /// Set when a later version took the place of the first.
    pub modified_at: Option<Time>,
}

pub fn live(r: &mut Read, document: DocumentId) -> Result<Option<Live>> {
    Ok(live::table.find(document.sql()).first(r.db).optional()?)
}

/// Public documents, the newest first, at most `limit`; of one home site or of all.
pub fn newest_live(r: &mut Read, site: Option<SiteId>, limit: i64) -> Result<Vec<DocumentId>> {
    let mut query = live::table.inner_join(article::table.on(article::document_id.eq(live::document_id))).into_boxed();
    if let Some(site) = site {
        query = query.filter(article::site_id.eq(site.sql()));
    }
    let newest = query.order((live::published_at.desc(), live::document_id)).limit(limit);
    Ok(newest.select(live::document_id).load(r.db)?)
}

pub fn put_live(tx: &mut Tx, row: &Live) -> Result<()> {
    let set = (
        (live::version_id.eq(row.version_id.sql()), live::hash.eq(&row.hash), live::clearance.eq(&row.clearance)),
        (live::published_at.eq(row.published_at.sql()), live::modified_at.eq(row.modified_at.sql())),
    );
    let n = diesel::update(live::table.find(row.document_id.sql())).set(set).execute(tx.db)?;
    if n == 0 {
        diesel::insert_into(live::table).values((live::document_id.eq(row.document_id.sql()), set)).execute(tx.db)?;
    }
    Ok(())
}

pub fn end_live(tx: &mut Tx, document: DocumentId) -> Result<()> {
    diesel::delete(live::table.find(document.sql())).execute(tx.db)?;
    Ok(())
}

/// All that is needed to draw a public article or its row in a list.
#[derive(Clone, Debug, Queryable)]
pub struct Public {
    pub document_id: DocumentId,
    pub version_id: VersionId,
    pub site_id: SiteId,
    pub column_id: ColumnId,
    pub content_type: String,
    pub text: String,
    pub published_at: Time,
    pub modified_at: Option<Time>,
}

/// The live texts of these documents; what is not public is missing.
pub fn public(r: &mut Read, documents: &[DocumentId]) -> Result<Vec<Public>> {
    let rows = live::table
        .inner_join(version::table.on(version::id.eq(live::version_id)))
        .inner_join(article::table.on(article::document_id.eq(live::document_id)))
        .filter(live::document_id.eq_any(documents.sql()));
    let columns = (
        live::document_id,
        live::version_id,
        article::site_id,
        article::column_id,
        article::content_type,
        version::text,
        live::published_at,
        live::modified_at,
    );
    Ok(rows.select(columns).load(r.db)?)
}

/// One interval in which a document was public in a column of a site.
#[derive(Clone, Debug, Queryable)]
pub struct Publication {
    pub id: PublicationId,
    pub document_id: DocumentId,
    pub version_id: VersionId,
    pub site_id: SiteId,
    pub column_id: ColumnId,
    pub path: String,
    pub up_at: Time,
    pub down_at: Option<Time>,
    pub reason: Option<String>,
}

pub fn put_up(tx: &mut Tx, document: DocumentId, version: VersionId, site: SiteId, column: ColumnId, path: &str) -> Result<()> {
    let id: PublicationId = tx.id()?;
    let values = (
        (
            publication::id.eq(id.sql()),
            publication::document_id.eq(document.sql()),
            publication::version_id.eq(version.sql()),
            publication::site_id.eq(site.sql()),
        ),
        (publication::column_id.eq(column.sql()), publication::path.eq(path), publication::up_at.eq(tx.now().sql())),
    );
    diesel::insert_into(publication::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Ends the open interval of a document in a column, or in all columns.
pub fn take_down(tx: &mut Tx, document: DocumentId, column: Option<ColumnId>, reason: &str) -> Result<()> {
    let mut rows = diesel::update(publication::table)
        .filter(publication::document_id.eq(document.sql()).and(publication::down_at.is_null()))
        .into_boxed();
    if let Some(column) = column {
        rows = rows.filter(publication::column_id.eq(column.sql()));
    }
    rows.set((publication::down_at.eq(Some(tx.now().sql())), publication::reason.eq(reason))).execute(tx.db)?;
    Ok(())
}

/// Every interval of a document, oldest first.
pub fn publications(r: &mut Read, document: DocumentId) -> Result<Vec<Publication>> {
    Ok(publication::table
        .filter(publication::document_id.eq(document.sql()))
        .order((publication::up_at, publication::id))
        .load(r.db)?)
}

/// The open intervals of several documents.
pub fn places(r: &mut Read, documents: &[DocumentId]) -> Result<Vec<Publication>> {
    let open = publication::table.filter(publication::document_id.eq_any(documents.sql()).and(publication::down_at.is_null()));
    Ok(open.order((publication::up_at, publication::id)).load(r.db)?)
}

/// Who owns a path of a site.
#[derive(Clone, Debug, Queryable)]
pub struct Address {
    pub site_id: SiteId,
    pub path: String,
    /// `page`, `redirect` or `gone`
    pub kind: String,
    pub document_id: Option<DocumentId>,
    pub target: Option<String>,
    /// Running number of an article's page within the site.
    pub number: Option<i64>,
}

pub fn address(r: &mut Read, site: SiteId, path: &str) -> Result<Option<Address>> {
    Ok(address::table.find((site.sql(), path)).first(r.db).optional()?)
}

/// A document's own page on a site, whether up or withdrawn.
pub fn address_of(r: &mut Read, document: DocumentId, site: SiteId) -> Result<Option<Address>> {
    let rows = address::table.filter(address::document_id.eq(Some(document.sql())).and(address::site_id.eq(site.sql())));
    Ok(rows.filter(address::kind.ne("redirect")).first(r.db).optional()?)
}

/// The own pages of several documents.
pub fn addresses_of(r: &mut Read, documents: &[DocumentId]) -> Result<Vec<Address>> {
    let ids: Vec<_> = documents.iter().map(|d| Some(d.sql())).collect();
    Ok(address::table.filter(address::document_id.eq_any(ids).and(address::kind.ne("redirect"))).load(r.db)?)
}

/// Gives a path its owner, or a new kind to the one it has.
pub fn put_address(tx: &mut Tx, row: &Address) -> Result<()> {
    let values = (
        address::site_id.eq(row.site_id.sql()),
        address::path.eq(&row.path),
        address::kind.eq(&row.kind),
        address::document_id.eq(row.document_id.sql()),
        address::target.eq(&row.target),
        address::number.eq(row.number),
    );
    let upsert = diesel::insert_into(address::table).values(values).on_conflict((address::site_id, address::path)).do_update();
    let set = (
        address::kind.eq(excluded(address::kind)),
        address::document_id.eq(excluded(address::document_id)),
        address::target.eq(excluded(address::target)),
    );
    Portable(upsert.set(set)).execute(tx.db)?;
    Ok(())
}

/// A path leads nowhere else any more, since it has a page again.
pub fn drop_redirect(tx: &mut Tx, site: SiteId, path: &str) -> Result<()> {
    let row = address::table.filter(address::site_id.eq(site.sql()).and(address::path.eq(path)));
    diesel::delete(row.filter(address::kind.eq("redirect"))).execute(tx.db)?;
    Ok(())
}

/// Addresses of articles that are up, with numbers in `from..to`, and when they last changed: a shard of the site's map.
pub fn addresses_between(r: &mut Read, site: SiteId, from: i64, to: i64) -> Result<Vec<(String, Time)>> {
    let rows: Vec<(String, Time, Option<Time>)> = address::table
        .inner_join(live::table.on(address::document_id.eq(live::document_id.nullable())))
        .filter(
            address::site_id
                .eq(site.sql())
                .and(address::kind.eq("page"))
                .and(address::number.ge(from))
                .and(address::number.lt(to)),
        )
        .order(address::number)
        .select((address::path, live::published_at, live::modified_at))
        .load(r.db)?;
    Ok(rows.into_iter().map(|(path, up, changed)| (path, changed.unwrap_or(up))).collect())
}

/// The highest article number of a site.
pub fn highest_number(r: &mut Read, site: SiteId) -> Result<i64> {
    let rows = address::table.filter(address::site_id.eq(site.sql()).and(address::number.is_not_null()));
    Ok(rows.order(address::number.desc()).select(address::number).first::<Option<i64>>(r.db).optional()?.flatten().unwrap_or(0))
}
