//! Figures of sites for the directory that staff see.

use crate::schema::{article, page};
use crate::types::Bind;
use crate::{Read, Result};
use diesel::dsl::count_star;
use diesel::prelude::*;
use domain::SiteId;
use std::collections::BTreeMap;

/// What a site has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles at home here, whatever their state, without the recycle bin.
    pub articles: i64,
    /// Pages that have a file.
    pub pages: i64,
    /// Pages that wait to be drawn.
    pub pending_pages: i64,
}

/// The figures of these sites; one that has nothing yet is missing.
pub fn tallies(r: &mut Read, sites: &[SiteId]) -> Result<BTreeMap<SiteId, Tally>> {
    let mut all: BTreeMap<SiteId, Tally> = BTreeMap::new();
    let at_home = article::table.filter(article::site_id.eq_any(sites.sql()).and(article::discarded.eq(false)));
    for (site, n) in at_home.group_by(article::site_id).select((article::site_id, count_star())).load::<(SiteId, i64)>(r.db)? {
        all.entry(site).or_default().articles = n;
    }
    let written = page::table.filter(page::site_id.eq_any(sites.sql()).and(page::hash.is_not_null()));
    for (site, n) in written.group_by(page::site_id).select((page::site_id, count_star())).load::<(SiteId, i64)>(r.db)? {
        all.entry(site).or_default().pages = n;
    }
    let stale = page::table.filter(page::site_id.eq_any(sites.sql()).and(page::wanted.gt(page::rendered)));
    for (site, n) in stale.group_by(page::site_id).select((page::site_id, count_star())).load::<(SiteId, i64)>(r.db)? {
        all.entry(site).or_default().pending_pages = n;
    }
    Ok(all)
}
