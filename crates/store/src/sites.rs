//! Sites, their hosts, columns, plans and column templates.

mod columns;
mod tally;
pub use columns::*;
pub use tally::*;
// By name, because diesel's prelude has a `Column` too.
pub use columns::Column;

use crate::schema::{column_template, plan, site, site_host};
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use domain::approval::{Form, PlanStage};
use domain::identity::Scope;
use domain::sites::SiteIdentity;
use domain::{PlanId, SiteId, UnitId};

#[derive(Clone, Debug, Queryable)]
pub struct Site {
    pub id: SiteId,
    pub unit_id: UnitId,
    pub parent_id: Option<SiteId>,
    pub code: String,
    pub name: String,
    pub domain: String,
    pub state: String,
    pub theme: String,
    pub hue: String,
    pub masthead: String,
    pub identity: String,
    pub grey: bool,
    pub notice: Option<String>,
    pub notice_url: Option<String>,
    pub plan_id: PlanId,
    pub position: i32,
    pub revision: i32,
}

impl Site {
    pub fn identity(&self) -> Result<SiteIdentity> {
        Ok(serde_json::from_str(&self.identity)?)
    }
}

pub fn insert(tx: &mut Tx, row: &Site) -> Result<()> {
    let values = (
        (
            site::id.eq(row.id.sql()),
            site::unit_id.eq(row.unit_id.sql()),
            site::parent_id.eq(row.parent_id.sql()),
            site::code.eq(&row.code),
        ),
        (site::name.eq(&row.name), site::domain.eq(&row.domain), site::state.eq(&row.state), site::theme.eq(&row.theme)),
        (site::hue.eq(&row.hue), site::masthead.eq(&row.masthead), site::identity.eq(&row.identity), site::grey.eq(row.grey)),
        (site::notice.eq(&row.notice), site::notice_url.eq(&row.notice_url), site::plan_id.eq(row.plan_id.sql())),
        (site::position.eq(row.position), site::revision.eq(row.revision)),
    );
    diesel::insert_into(site::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Writes all settings when the stored revision still is `base`; false when someone was faster.
pub fn update(tx: &mut Tx, row: &Site, base: i32) -> Result<bool> {
    let set = (
        (site::name.eq(&row.name), site::domain.eq(&row.domain), site::state.eq(&row.state), site::hue.eq(&row.hue)),
        (
            site::masthead.eq(&row.masthead),
            site::identity.eq(&row.identity),
            site::grey.eq(row.grey),
            site::notice.eq(&row.notice),
        ),
        (site::notice_url.eq(&row.notice_url), site::plan_id.eq(row.plan_id.sql()), site::revision.eq(base + 1)),
    );
    let n = diesel::update(site::table.find(row.id.sql()).filter(site::revision.eq(base))).set(set).execute(tx.db)?;
    Ok(n == 1)
}

pub fn site(r: &mut Read, id: SiteId) -> Result<Option<Site>> {
    Ok(site::table.find(id.sql()).first(r.db).optional()?)
}

pub fn site_by_code(r: &mut Read, code: &str) -> Result<Option<Site>> {
    Ok(site::table.filter(site::code.eq(code)).first(r.db).optional()?)
}

/// Every site in the order of the directory; what visitors may see of them is public.
pub fn all(r: &mut Read) -> Result<Vec<Site>> {
    Ok(site::table.order((site::position, site::code)).load(r.db)?)
}

/// The sites within a scope, including those of its columns.
pub fn in_scope(r: &mut Read, scope: &Scope) -> Result<Vec<Site>> {
    let owners = columns::sites_of(r, scope)?;
    let mut sites = all(r)?;
    sites.retain(|s| scope.is_all() || scope.sites().contains(&s.id) || owners.contains(&s.id));
    Ok(sites)
}

pub fn add_host(tx: &mut Tx, host: &str, id: SiteId) -> Result<()> {
    diesel::insert_into(site_host::table).values((site_host::host.eq(host), site_host::site_id.eq(id.sql()))).execute(tx.db)?;
    Ok(())
}

pub fn hosts(r: &mut Read) -> Result<Vec<(String, SiteId)>> {
    Ok(site_host::table.order(site_host::host).load(r.db)?)
}

/// An approval plan as data (审批链).
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: PlanId,
    pub code: String,
    pub name: String,
    pub form: Form,
    pub stages: Vec<PlanStage>,
}

type PlanRow = (PlanId, String, String, String, String);

fn read_plan((id, code, name, form, stages): PlanRow) -> Result<Plan> {
    let form = Form::parse(&form).ok_or_else(|| Error::Data(format!("plan form {form}")))?;
    Ok(Plan { id, code, name, form, stages: serde_json::from_str(&stages)? })
}

pub fn insert_plan(tx: &mut Tx, row: &Plan) -> Result<()> {
    let values = (
        plan::id.eq(row.id.sql()),
        plan::code.eq(&row.code),
        plan::name.eq(&row.name),
        plan::form.eq(row.form.name()),
        plan::stages.eq(serde_json::to_string(&row.stages)?),
    );
    diesel::insert_into(plan::table).values(values).execute(tx.db)?;
    Ok(())
}

pub fn plans(r: &mut Read) -> Result<Vec<Plan>> {
    plan::table.order(plan::code).load::<PlanRow>(r.db)?.into_iter().map(read_plan).collect()
}

pub fn plan(r: &mut Read, id: PlanId) -> Result<Option<Plan>> {
    plan::table.find(id.sql()).first::<PlanRow>(r.db).optional()?.map(read_plan).transpose()
}

/// Keeps a column template: code, name and the tree as JSON.
pub fn put_template(tx: &mut Tx, code: &str, name: &str, tree: &str) -> Result<()> {
    diesel::delete(column_template::table.find(code)).execute(tx.db)?;
    let values = (column_template::code.eq(code), column_template::name.eq(name), column_template::tree.eq(tree));
    diesel::insert_into(column_template::table).values(values).execute(tx.db)?;
    Ok(())
}

/// Code, name and tree of every column template.
pub fn templates(r: &mut Read) -> Result<Vec<(String, String, String)>> {
    Ok(column_template::table.order(column_template::code).load(r.db)?)
}
