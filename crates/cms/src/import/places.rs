//! Finding the site and column of a line, and making them where `--create` allows.

use crate::problem::{Outcome, Problem};
use crate::sites::{ColumnSettings, Opening, open_column, open_site};
use domain::sites::{AcceptPolicy, ColumnKind, Hue, Masthead, SiteIdentity, check_slug};
use domain::{ColumnId, SiteId};
use std::collections::HashMap;
use store::Tx;
use store::sites::{self as rows, Column, Site};

/// Sites and columns by name, kept for the length of an import.
#[derive(Default)]
pub struct Places {
    sites: HashMap<String, Site>,
    columns: HashMap<(SiteId, String), Column>,
}

impl Places {
    /// The site and column of a line.
    pub fn find(&mut self, tx: &mut Tx, site: &str, path: &str, name: Option<&str>, create: bool) -> Outcome<(Site, Column)> {
        let site = self.site(tx, site, create)?;
        let key = (site.id, path.to_owned());
        if let Some(column) = self.columns.get(&key) {
            return Ok((site, column.clone()));
        }
        let column = match rows::column_by_path(tx, site.id, path)? {
            Some(column) => column,
            None if create => create_path(tx, site.id, path, name)?,
            None => return Err(Problem::new("import.unknown_column").saying(format!("站点 {} 没有栏目 {path}", site.code))),
        };
        self.columns.insert(key, column.clone());
        Ok((site, column))
    }

    fn site(&mut self, tx: &mut Tx, code: &str, create: bool) -> Outcome<Site> {
        if let Some(site) = self.sites.get(code) {
            return Ok(site.clone());
        }
        let site = match rows::site_by_code(tx, code)? {
            Some(site) => site,
            None if create => create_site(tx, code)?,
            None => return Err(Problem::new("import.unknown_site").saying(format!("没有站点 {code}"))),
        };
        self.sites.insert(code.to_owned(), site.clone());
        Ok(site)
    }

    /// Forgets what a failed transaction may have made.
    pub fn forget(&mut self) {
        *self = Places::default();
    }
}

/// A site of the root unit, with the code as its name until someone gives it a better one.
fn create_site(tx: &mut Tx, code: &str) -> Outcome<Site> {
    check_slug(code).map_err(|why| Problem::field("site", why))?;
    let units = store::identity::units(tx)?;
    let root = units.iter().find(|u| u.parent_id.is_none()).ok_or_else(Problem::not_found)?;
    let plan = rows::plans(tx)?.into_iter().find(|p| p.code == "six").ok_or_else(Problem::not_found)?;
    let position = rows::all(tx)?.len() as i32;
    let opening = Opening {
        unit: root.id,
        parent: None,
        code: code.into(),
        name: code.into(),
        domain: format!("{code}.localhost"),
        hue: Hue::Dai,
        masthead: Masthead::Portal,
        identity: SiteIdentity { identification_code: format!("{:010}", position + 1), ..SiteIdentity::default() },
        plan: plan.id,
        position,
    };
    let id = open_site(tx, &opening)?;
    rows::site(tx, id)?.ok_or_else(Problem::not_found)
}

/// Makes the missing columns of a path `a/b`; the last one gets the name.
fn create_path(tx: &mut Tx, site: SiteId, path: &str, name: Option<&str>) -> Outcome<Column> {
    let mut parent: Option<ColumnId> = None;
    let mut made = None;
    let slugs: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    for (n, slug) in slugs.iter().enumerate() {
        let so_far = slugs[..=n].join("/");
        let column = match rows::column_by_path(tx, site, &so_far)? {
            Some(column) => column,
            None => {
                let last = n + 1 == slugs.len();
                let settings = ColumnSettings {
                    name: name.filter(|_| last).unwrap_or(slug).to_owned(),
                    kind: if last { ColumnKind::List } else { ColumnKind::Channel },
                    class: "LJ".into(),
                    content_type: "news".into(),
                    update_limit_days: None,
                    plan: None,
                    accept: AcceptPolicy::Sign,
                    description: String::new(),
                };
                open_column(tx, site, parent, slug, &settings)?
            }
        };
        parent = Some(column.id);
        made = Some(column);
    }
    made.ok_or_else(|| Problem::field("column", "没有写明栏目"))
}
