//! Links of public texts that lead out: what is known of each, and which documents have it.

use crate::engine::Portable;
use crate::schema::{article, link, link_use};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use domain::identity::Scope;
use domain::scanning::{LinkState, Standing};
use domain::{ColumnId, DocumentId, Hash, SiteId, Time};

#[derive(Clone, Debug, Queryable)]
pub struct Link {
    pub hash: String,
    pub url: String,
    pub host: String,
    pub state: String,
    pub status: Option<i32>,
    pub why: String,
    pub fails: i32,
    pub goods: i32,
    pub checked_at: Option<Time>,
    pub next_at: Time,
    pub since: Option<Time>,
}

impl Link {
    pub fn state(&self) -> LinkState {
        LinkState::parse(&self.state).unwrap_or(LinkState::Unchecked)
    }
    pub fn standing(&self) -> Standing {
        Standing { state: self.state(), fails: self.fails, goods: self.goods, since: self.since, next_at: self.next_at }
    }
}

/// Replaces what a document links to, given as (address, host). New links are due at once.
pub fn put_uses(tx: &mut Tx, document: DocumentId, links: &[(String, String)]) -> Result<()> {
    let wanted: Vec<(String, &(String, String))> =
        links.iter().map(|l| (Hash::of(l.0.as_bytes()).digits().to_owned(), l)).collect();
    let had: Vec<String> = link_use::table.filter(link_use::document_id.eq(document.sql())).select(link_use::hash).load(tx.db)?;
    let gone: Vec<&String> = had.iter().filter(|h| !wanted.iter().any(|(hash, _)| hash == *h)).collect();
    let uses = link_use::table.filter(link_use::document_id.eq(document.sql()));
    diesel::delete(uses.filter(link_use::hash.eq_any(gone.clone()))).execute(tx.db)?;
    for (hash, (url, host)) in wanted.iter().filter(|(hash, _)| !had.contains(hash)) {
        let values = (
            (link::hash.eq(hash), link::url.eq(url), link::host.eq(host), link::state.eq(LinkState::Unchecked.name())),
            (link::why.eq(""), link::fails.eq(0), link::goods.eq(0), link::next_at.eq(tx.now().sql())),
        );
        Portable(diesel::insert_into(link::table).values(values).on_conflict_do_nothing()).execute(tx.db)?;
        let values = (link_use::document_id.eq(document.sql()), link_use::hash.eq(hash));
        Portable(diesel::insert_into(link_use::table).values(values).on_conflict_do_nothing()).execute(tx.db)?;
    }
    for hash in gone {
        let unused = diesel::dsl::not(diesel::dsl::exists(link_use::table.filter(link_use::hash.eq(hash))));
        diesel::delete(link::table.find(hash).filter(unused)).execute(tx.db)?;
    }
    Ok(())
}

/// Links whose time has come, longest waiting first, at most `per_host` of one host; they are not due again
/// before `until`, so that two workers never ask the same at once.
pub fn take_due(tx: &mut Tx, limit: i64, per_host: usize, until: Time) -> Result<Vec<Link>> {
    let due: Vec<Link> =
        link::table.filter(link::next_at.le(tx.now().sql())).order((link::next_at, link::hash)).limit(limit).load(tx.db)?;
    let mut asked: std::collections::BTreeMap<String, usize> = Default::default();
    let mut taken = Vec::new();
    for row in due {
        let of_host = asked.entry(row.host.clone()).or_default();
        if *of_host >= per_host {
            continue;
        }
        let still = link::table.find(&row.hash).filter(link::next_at.eq(row.next_at.sql()));
        if diesel::update(still).set(link::next_at.eq(until.sql())).execute(tx.db)? == 1 {
            *of_host += 1;
            taken.push(row);
        }
    }
    Ok(taken)
}

pub fn has_due(r: &mut Read, now: Time) -> Result<bool> {
    Ok(link::table.filter(link::next_at.le(now.sql())).select(link::hash).first::<String>(r.db).optional()?.is_some())
}

/// Notes another look.
pub fn note(tx: &mut Tx, hash: &str, standing: &Standing, status: Option<u16>, why: &str) -> Result<()> {
    let set = (
        (link::state.eq(standing.state.name()), link::status.eq(status.map(i32::from)), link::why.eq(why)),
        (link::fails.eq(standing.fails), link::goods.eq(standing.goods), link::since.eq(standing.since.sql())),
        (link::checked_at.eq(Some(tx.now().sql())), link::next_at.eq(standing.next_at.sql())),
    );
    diesel::update(link::table.find(hash)).set(set).execute(tx.db)?;
    Ok(())
}

/// The links of a document that lead nowhere good.
pub fn bad_of(r: &mut Read, document: DocumentId) -> Result<Vec<Link>> {
    let good = [LinkState::Unchecked, LinkState::Ok].map(LinkState::name);
    Ok(link_use::table
        .inner_join(link::table.on(link::hash.eq(link_use::hash)))
        .filter(link_use::document_id.eq(document.sql()).and(link::state.ne_all(good)))
        .select(link::all_columns)
        .order(link::url)
        .load(r.db)?)
}

/// Documents that have a link.
pub fn users(r: &mut Read, hash: &str) -> Result<Vec<DocumentId>> {
    Ok(link_use::table.filter(link_use::hash.eq(hash)).order(link_use::document_id).select(link_use::document_id).load(r.db)?)
}

/// Rows of articles within a scope.
macro_rules! within {
    ($query:expr, $scope:expr) => {{
        let mut query = $query;
        if !$scope.is_all() {
            let sites: Vec<SiteId> = $scope.sites().iter().copied().collect();
            let columns: Vec<ColumnId> = $scope.columns().iter().copied().collect();
            query = query
                .filter(article::site_id.eq_any(sites.as_slice().sql()).or(article::column_id.eq_any(columns.as_slice().sql())));
        }
        query
    }};
}
/// (document, title, site) of those who have one of these links, by hash, within the scope.
pub fn places(r: &mut Read, scope: &Scope, hashes: &[String]) -> Result<Vec<(String, DocumentId, String, SiteId)>> {
    let rows = link_use::table
        .inner_join(article::table.on(article::document_id.eq(link_use::document_id)))
        .filter(link_use::hash.eq_any(hashes.to_vec()))
        .order((link_use::hash, article::document_id))
        .select((link_use::hash, article::document_id, article::title, article::site_id))
        .into_boxed();
    Ok(within!(rows, scope).load(r.db)?)
}

/// Which links a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<LinkState>,
    pub site: Option<SiteId>,
}

/// The links that documents within the scope have.
macro_rules! filtered {
    ($query:expr, $scope:expr, $filter:expr) => {{
        let mut query = $query;
        let sites: Vec<SiteId> = $scope.sites().iter().copied().collect();
        let columns: Vec<ColumnId> = $scope.columns().iter().copied().collect();
        let used = link_use::table.inner_join(article::table.on(article::document_id.eq(link_use::document_id)));
        let held = article::site_id.eq_any(sites.as_slice().sql()).or(article::column_id.eq_any(columns.as_slice().sql()));
        match ($scope.is_all(), $filter.site) {
            (true, None) => {}
            (true, Some(site)) => {
                query = query.filter(link::hash.eq_any(used.filter(article::site_id.eq(site.sql())).select(link_use::hash)));
            }
            (false, None) => query = query.filter(link::hash.eq_any(used.filter(held).select(link_use::hash))),
            (false, Some(site)) => {
                let held = used.filter(held.and(article::site_id.eq(site.sql())));
                query = query.filter(link::hash.eq_any(held.select(link_use::hash)));
            }
        }
        query
    }};
}

/// In order of address.
pub fn list(r: &mut Read, scope: &Scope, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<Link>> {
    let mut query = filtered!(link::table.into_boxed(), scope, filter);
    if let Some(state) = filter.state {
        query = query.filter(link::state.eq(state.name()));
    }
    Ok(query.order((link::url, link::hash)).offset(offset).limit(limit).load(r.db)?)
}

/// Links per state, without the filter's own state.
pub fn count_by_state(r: &mut Read, scope: &Scope, filter: &Filter) -> Result<Vec<(String, i64)>> {
    let rows = link::table.group_by(link::state).select((link::state, diesel::dsl::count_star())).into_boxed();
    Ok(filtered!(rows, scope, filter).load(r.db)?)
}

/// A link that was taken and not looked at is due again.
pub fn give_back(tx: &mut Tx, hash: &str) -> Result<()> {
    diesel::update(link::table.find(hash)).set(link::next_at.eq(tx.now().sql())).execute(tx.db)?;
    Ok(())
}
