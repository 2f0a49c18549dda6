//! Sites, columns, column templates: opening, changing, moving, and their state.

mod catalogue;
mod columns;
pub mod http;
mod moving;
mod overview;
mod pages;
mod template;
mod tree;

pub use catalogue::{ColumnClassRow, ColumnTemplateRow, ContentTypeRow, FieldRow, PlanRow};
pub use columns::{ColumnSettings, change_column, open_column, plan_of};
pub use moving::{Moved, measure_move, move_column};
pub use overview::{SiteDetail, SiteRow, SiteWords, seen, seen_site};
pub use template::{TemplateColumn, apply_template, keep_template};
pub use tree::{ColumnNode, PlanName};

use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::approval::Form;
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::sites::{Hue, Masthead, SiteIdentity, SiteState, check_host, check_identification_code, check_slug};
use domain::{PlanId, SiteId, UnitId};
use store::sites::{self as rows, Site};
use store::{Read, Tx};

/// A site's address without a slash at the end; `{domain}` and `{code}` are filled in.
pub fn address_of_site(pattern: &str, site: &Site) -> String {
    pattern.replace("{domain}", &site.domain).replace("{code}", &site.code)
}

/// A site to be opened.
#[derive(Clone, Debug)]
pub struct Opening {
    pub unit: UnitId,
    pub parent: Option<SiteId>,
    pub code: String,
    pub name: String,
    pub domain: String,
    pub hue: Hue,
    pub masthead: Masthead,
    pub identity: SiteIdentity,
    pub plan: PlanId,
    pub position: i32,
}

/// Opens a site with its standing pages. It answers on its domain and on `<code>.localhost`.
pub fn open_site(tx: &mut Tx, new: &Opening) -> Outcome<SiteId> {
    require_of_viewer(tx.actor(), Permission::OpenSite, Place::Platform, tx.now())?;
    check_slug(&new.code).map_err(|why| Problem::field("code", why))?;
    check_settings(&new.name, &new.domain, &new.identity)?;
    if rows::site_by_code(tx, &new.code)?.is_some() {
        return Err(Problem::new("site.code_taken"));
    }
    let site = Site {
        id: tx.id()?,
        unit_id: new.unit,
        parent_id: new.parent,
        code: new.code.clone(),
        name: new.name.trim().into(),
        domain: new.domain.clone(),
        state: SiteState::Running.name().into(),
        theme: "default".into(),
        hue: new.hue.name().into(),
        masthead: new.masthead.name().into(),
        identity: serde_json::to_string(&new.identity)?,
        grey: false,
        notice: None,
        notice_url: None,
        plan_id: new.plan,
        position: new.position,
        revision: 1,
    };
    rows::insert(tx, &site)?;
    for host in [new.domain.clone(), format!("{}.localhost", new.code)] {
        add_host(tx, &host, site.id)?;
    }
    let sites = pages::site_opened(tx, site.id)?;
    tx.record(Event::SiteOpened { site: site.id, code: site.code, name: site.name, sites })?;
    Ok(site.id)
}

/// Where a new site stands among the others.
pub struct Standing {
    pub parent: Option<SiteId>,
    pub plan: PlanId,
    pub position: i32,
}

/// Below the site of the nearest unit above and with its plan, else with the plan of six people; behind
/// all others.
pub fn standing(r: &mut Read, unit: UnitId) -> Outcome<Standing> {
    let (units, sites) = (store::identity::units(r)?, rows::all(r)?);
    let position = sites.iter().map(|s| s.position + 1).max().unwrap_or(0);
    let mut at = units.iter().find(|u| u.id == unit).ok_or_else(|| Problem::field("unit", "没有这个单位"))?.parent_id;
    while let Some(above) = at {
        if let Some(site) = sites.iter().find(|s| s.unit_id == above) {
            return Ok(Standing { parent: Some(site.id), plan: site.plan_id, position });
        }
        at = units.iter().find(|u| u.id == above).and_then(|u| u.parent_id);
    }
    let six = rows::plans(r)?.into_iter().find(|p| p.form == Form::Six);
    Ok(Standing { parent: None, plan: six.ok_or_else(|| Problem::internal("no plan"))?.id, position })
}

fn add_host(tx: &mut Tx, host: &str, site: SiteId) -> Outcome<()> {
    match rows::hosts(tx)?.iter().find(|(h, _)| h == host) {
        Some((_, owner)) if *owner == site => Ok(()),
        Some(_) => Err(Problem::new("site.host_taken").saying(format!("域名 {host} 已有站点使用"))),
        None => Ok(rows::add_host(tx, host, site)?),
    }
}

fn check_settings(name: &str, domain: &str, identity: &SiteIdentity) -> Outcome<()> {
    if name.trim().is_empty() || name.chars().count() > 40 {
        return Err(Problem::field("name", "站点名称要 1–40 个字"));
    }
    check_host(domain).map_err(|why| Problem::field("domain", why))?;
    if !identity.identification_code.is_empty() {
        check_identification_code(&identity.identification_code).map_err(|why| Problem::field("identification_code", why))?;
    }
    Ok(())
}

/// Writes a site's settings over the revision that the person saw.
pub fn change_site(tx: &mut Tx, changed: &Site, base_revision: i32) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::ManageSite, Place::Site(changed.id), tx.now())?;
    check_settings(&changed.name, &changed.domain, &changed.identity()?)?;
    add_host(tx, &changed.domain, changed.id)?;
    if !rows::update(tx, changed, base_revision)? {
        return Err(Problem::new("conflict"));
    }
    let sites = pages::site_changed(tx, changed.id)?;
    Ok(tx.record(Event::SiteChanged { site: changed.id, name: changed.name.clone(), sites })?)
}

/// Greys a site or shows a notice on all its pages at once, without touching them.
pub fn set_appearance(tx: &mut Tx, id: SiteId, grey: bool, notice: Option<&str>, notice_url: Option<&str>) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::ManageSite, Place::Site(id), tx.now())?;
    let site = rows::site(tx, id)?.ok_or_else(Problem::not_found)?;
    let notice = notice.map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned);
    if notice.as_ref().is_some_and(|n| n.chars().count() > 80) {
        return Err(Problem::field("notice", "公告最多 80 字"));
    }
    let notice_url = notice_url.map(str::trim).filter(|u| !u.is_empty() && notice.is_some()).map(str::to_owned);
    if notice_url
        .as_ref()
        .is_some_and(|u| u.chars().count() > 300 || !["https://", "http://", "/"].iter().any(|start| u.starts_with(start)))
    {
        return Err(Problem::field("notice_url", "网址要以 https://、http:// 或 / 开头，最多 300 字"));
    }
    let base = site.revision;
    if !rows::update(tx, &Site { grey, notice: notice.clone(), notice_url, ..site }, base)? {
        return Err(Problem::new("conflict"));
    }
    store::publishing::want(tx, id, "/site-state.css", &domain::publishing::Subject::SiteState)?;
    Ok(tx.record(Event::AppearanceChanged { site: id, grey, notice })?)
}
