//! Sites as staff see them: the directory with its figures, and one site with its settings.

use super::address_of_site;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::identity::{Actor, Scope};
use domain::sites::{ColumnState, SiteIdentity, days_left};
use domain::{SiteId, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Read;
use store::sites::{self as rows, Column, Site, Tally};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct SiteRow {
    pub id: String,
    pub code: String,
    pub name: String,
    pub unit: String,
    pub level: String,
    pub parent: Option<String>,
    pub hosts: Vec<String>,
    pub url: String,
    pub state: String,
    pub hue: String,
    pub masthead: String,
    pub articles: i64,
    pub columns: usize,
    #[schema(value_type = Option<String>)]
    pub last_published_at: Option<Time>,
    /// Open columns that ran over their update limit.
    pub overdue_columns: usize,
    pub pages: i64,
    pub pending_pages: i64,
    pub grey: bool,
    pub notice: Option<String>,
    pub notice_url: Option<String>,
}

/// What a site says of itself in head, foot and meta tags.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SiteWords {
    pub identification_code: String,
    pub icp: String,
    pub police: String,
    pub organizer: String,
    pub undertaker: String,
    pub address: String,
    pub phone: String,
    pub description: String,
    pub keywords: String,
}

impl From<SiteIdentity> for SiteWords {
    fn from(said: SiteIdentity) -> Self {
        let SiteIdentity { identification_code, icp, police, organizer, undertaker, address, phone, description, keywords } =
            said;
        SiteWords { identification_code, icp, police, organizer, undertaker, address, phone, description, keywords }
    }
}

impl From<SiteWords> for SiteIdentity {
    fn from(said: SiteWords) -> Self {
        let SiteWords { identification_code, icp, police, organizer, undertaker, address, phone, description, keywords } = said;
        SiteIdentity { identification_code, icp, police, organizer, undertaker, address, phone, description, keywords }
    }
}

#[derive(Serialize, ToSchema)]
pub struct SiteDetail {
    #[serde(flatten)]
    pub row: SiteRow,
    #[serde(flatten)]
    pub words: SiteWords,
    pub domain: String,
    pub revision: i32,
}

/// The sites of which the actor may see or do anything, in the order of the directory.
pub fn seen(r: &mut Read, actor: &Actor, now: Time) -> Outcome<Vec<Site>> {
    let mut scopes: Vec<Scope> = Vec::new();
    for scope in actor.permissions(now).into_iter().map(|p| actor.scope(p, now)) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let mut found: BTreeMap<(i32, String), Site> = BTreeMap::new();
    for scope in &scopes {
        found.extend(rows::in_scope(r, scope)?.into_iter().map(|s| ((s.position, s.code.clone()), s)));
    }
    Ok(found.into_values().collect())
}

/// One of them, or 404.
pub fn seen_site(r: &mut Read, actor: &Actor, id: SiteId, now: Time) -> Outcome<Site> {
    seen(r, actor, now)?.into_iter().find(|s| s.id == id).ok_or_else(Problem::not_found)
}

/// These sites with their figures.
pub(super) fn site_rows(app: &App, r: &mut Read, sites: Vec<Site>, now: Time) -> Outcome<Vec<SiteRow>> {
    let ids: Vec<SiteId> = sites.iter().map(|s| s.id).collect();
    let tallies = rows::tallies(r, &ids)?;
    let units: BTreeMap<_, _> = store::identity::units(r)?.into_iter().map(|u| (u.id, (u.name, u.level))).collect();
    let mut hosts: BTreeMap<SiteId, Vec<String>> = BTreeMap::new();
    for (host, site) in rows::hosts(r)? {
        hosts.entry(site).or_default().push(host);
    }
    let mut columns: BTreeMap<SiteId, Vec<Column>> = BTreeMap::new();
    for column in rows::all_columns(r)? {
        columns.entry(column.site_id).or_default().push(column);
    }
    let row = |site: Site| {
        let columns = columns.remove(&site.id).unwrap_or_default();
        let tally = tallies.get(&site.id).copied().unwrap_or_default();
        let row = site_row(&site, &columns, tally, now);
        let (unit, level) = units.get(&site.unit_id).cloned().unwrap_or_default();
        let url = format!("{}/", address_of_site(&app.setup.site_address, &site));
        SiteRow { unit, level, url, hosts: hosts.remove(&site.id).unwrap_or_default(), ..row }
    };
    Ok(sites.into_iter().map(row).collect())
}

fn site_row(site: &Site, columns: &[Column], tally: Tally, now: Time) -> SiteRow {
    SiteRow {
        id: site.id.to_string(),
        code: site.code.clone(),
        name: site.name.clone(),
        unit: String::new(),
        level: String::new(),
        parent: site.parent_id.map(|p| p.to_string()),
        hosts: Vec::new(),
        url: String::new(),
        state: site.state.clone(),
        hue: site.hue.clone(),
        masthead: site.masthead.clone(),
        articles: tally.articles,
        columns: columns.len(),
        last_published_at: columns.iter().filter_map(|c| c.last_published_at).max(),
        overdue_columns: columns.iter().filter(|c| left(c, now).is_some_and(|days| days < 0)).count(),
        pages: tally.pages,
        pending_pages: tally.pending_pages,
        grey: site.grey,
        notice: site.notice.clone(),
        notice_url: site.notice_url.clone(),
    }
}

/// Days until a column runs over its limit; a closed one has none.
pub(super) fn left(column: &Column, now: Time) -> Option<i64> {
    let open = column.state == ColumnState::Open.name();
    days_left(column.update_limit_days.filter(|_| open), column.last_published_at, column.opened_at, now)
}

pub(super) fn row(app: &App, r: &mut Read, site: Site, now: Time) -> Outcome<SiteRow> {
    site_rows(app, r, vec![site], now)?.pop().ok_or_else(Problem::not_found)
}

pub(super) fn detail(app: &App, r: &mut Read, site: Site, now: Time) -> Outcome<SiteDetail> {
    let (words, domain, revision) = (site.identity()?.into(), site.domain.clone(), site.revision);
    Ok(SiteDetail { row: row(app, r, site, now)?, words, domain, revision })
}
