//! Column templates (栏目模板): a blueprint of columns that a new site is opened with.

use super::{ColumnSettings, open_column};
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::sites::{AcceptPolicy, ColumnKind};
use domain::{ColumnId, SiteId};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::sites as rows;

/// One column of a template with all below it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TemplateColumn {
    pub slug: String,
    pub name: String,
    pub class: String,
    pub content_type: String,
    #[serde(default)]
    pub update_limit_days: Option<i32>,
    pub kind: ColumnKind,
    /// Code of the plan; the site's own when missing.
    #[serde(default)]
    pub plan: Option<String>,
    #[serde(default = "by_signature")]
    pub accept: AcceptPolicy,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub children: Vec<TemplateColumn>,
}

fn by_signature() -> AcceptPolicy {
    AcceptPolicy::Sign
}

/// How many columns a template opens.
pub fn size(columns: &[TemplateColumn]) -> usize {
    columns.iter().map(|c| 1 + size(&c.children)).sum()
}

pub fn keep_template(tx: &mut Tx, code: &str, name: &str, columns: &[TemplateColumn]) -> Outcome<()> {
    require_of_viewer(tx.actor(), Permission::OpenSite, Place::Platform, tx.now())?;
    rows::put_template(tx, code, name, &serde_json::to_string(columns)?)?;
    Ok(tx.record(Event::TemplateKept { code: code.into() })?)
}

/// Opens the template's columns on a site that has none of them yet.
pub fn apply_template(tx: &mut Tx, site: SiteId, code: &str) -> Outcome<usize> {
    let template = rows::templates(tx)?.into_iter().find(|(c, _, _)| c == code);
    let (_, _, tree) = template.ok_or_else(|| Problem::field("template", "没有这个栏目模板"))?;
    let columns: Vec<TemplateColumn> = serde_json::from_str(&tree)?;
    open_below(tx, site, None, &columns)
}

fn open_below(tx: &mut Tx, site: SiteId, parent: Option<ColumnId>, columns: &[TemplateColumn]) -> Outcome<usize> {
    let mut opened = 0;
    for c in columns {
        let plan = match &c.plan {
            Some(code) => rows::plans(tx)?.into_iter().find(|p| p.code == *code).map(|p| p.id),
            None => None,
        };
        let settings = ColumnSettings {
            name: c.name.clone(),
            kind: c.kind,
            class: c.class.clone(),
            content_type: c.content_type.clone(),
            update_limit_days: c.update_limit_days,
            plan,
            accept: c.accept,
            description: c.description.clone(),
        };
        let column = open_column(tx, site, parent, &c.slug, &settings)?;
        opened += 1 + open_below(tx, site, Some(column.id), &c.children)?;
    }
    Ok(opened)
}
