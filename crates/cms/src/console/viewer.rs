//! Who looks at a screen, and the names that were looked up for it already.

use crate::App;
use crate::identity::http::{SiteBrief, brief};
use crate::problem::{Outcome, Problem};
use crate::sites::address_of_site;
use domain::identity::{Actor, Permission};
use domain::publishing::link;
use domain::{ColumnId, DocumentId, SiteId, Time, UserId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;
use store::articles::Article;
use store::identity::{Unit, User};
use store::sites::{Column, Site};
use store::{Context, Read};
use utoipa::ToSchema;

/// A column in a few words.
#[derive(Clone, Serialize, ToSchema)]
pub struct ColumnBrief {
    pub id: String,
    pub name: String,
    pub path: String,
    pub class: String,
    /// From the top down to the column itself.
    pub names: Vec<String>,
}

/// A site in a few words.
#[derive(Clone, Serialize, ToSchema)]
pub struct SiteName {
    id: String,
    name: String,
}

/// Lives for one answer; what it remembers is never older than that.
pub struct Viewer<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Time,
    users: BTreeMap<UserId, Option<User>>,
    sites: BTreeMap<SiteId, Site>,
    columns: BTreeMap<SiteId, Rc<Vec<Column>>>,
    units: Option<Rc<Vec<Unit>>>,
    signers: BTreeMap<(Permission, ColumnId), Rc<Vec<User>>>,
}

impl<'a> Viewer<'a> {
    pub fn new(app: &'a App, context: &'a Context) -> Viewer<'a> {
        Viewer {
            app,
            actor: &context.actor,
            now: context.now,
            users: BTreeMap::new(),
            sites: BTreeMap::new(),
            columns: BTreeMap::new(),
            units: None,
            signers: BTreeMap::new(),
        }
    }

    pub fn user(&mut self, r: &mut Read, id: UserId) -> Outcome<Option<&User>> {
        let known = match self.users.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::identity::user(r, id)?),
        };
        Ok(known.as_ref())
    }

    /// "张岚"; empty for nobody.
    pub fn name(&mut self, r: &mut Read, id: Option<UserId>) -> Outcome<String> {
        let Some(id) = id else { return Ok(String::new()) };
        Ok(self.user(r, id)?.map(|u| u.name.clone()).unwrap_or_default())
    }

    /// "张岚 科长"; empty for nobody.
    pub fn titled(&mut self, r: &mut Read, id: Option<UserId>) -> Outcome<String> {
        let Some(id) = id else { return Ok(String::new()) };
        Ok(self.user(r, id)?.map(User::titled_name).unwrap_or_default())
    }

    pub fn units(&mut self, r: &mut Read) -> Outcome<Rc<Vec<Unit>>> {
        if let Some(units) = &self.units {
            return Ok(units.clone());
        }
        let units = Rc::new(store::identity::units(r)?);
        self.units = Some(units.clone());
        Ok(units)
    }

    pub fn site(&mut self, r: &mut Read, id: SiteId) -> Outcome<&Site> {
        Ok(match self.sites.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::sites::site(r, id)?.ok_or_else(Problem::not_found)?),
        })
    }

    pub fn site_name(&mut self, r: &mut Read, id: SiteId) -> Outcome<String> {
        Ok(self.site(r, id)?.name.clone())
    }

    pub fn site_named(&mut self, r: &mut Read, id: SiteId) -> Outcome<SiteName> {
        Ok(SiteName { id: id.to_string(), name: self.site_name(r, id)? })
    }

    pub fn site_brief(&mut self, r: &mut Read, id: SiteId) -> Outcome<SiteBrief> {
        let (app, actor, now, units) = (self.app, self.actor, self.now, self.units(r)?);
        Ok(brief(app, &units, self.site(r, id)?, actor, now))
    }

    /// Full address of a path of a site.
    pub fn url(&mut self, r: &mut Read, site: SiteId, path: &str) -> Outcome<String> {
        let app = self.app;
        Ok(format!("{}{}", address_of_site(&app.setup.site_address, self.site(r, site)?), link(path)))
    }

    /// A site's columns in tree order.
    pub fn columns(&mut self, r: &mut Read, site: SiteId) -> Outcome<Rc<Vec<Column>>> {
        if let Some(columns) = self.columns.get(&site) {
            return Ok(columns.clone());
        }
        let columns = Rc::new(store::sites::columns_of(r, site)?);
        self.columns.insert(site, columns.clone());
        Ok(columns)
    }

    pub fn column(&mut self, r: &mut Read, site: SiteId, id: ColumnId) -> Outcome<ColumnBrief> {
        let all = self.columns(r, site)?;
        let column = all.iter().find(|c| c.id == id).ok_or_else(Problem::not_found)?;
        Ok(column_brief(&all, column))
    }

    /// "政务公开 / 通知公告"
    pub fn column_path(&mut self, r: &mut Read, site: SiteId, id: ColumnId) -> Outcome<String> {
        Ok(self.column(r, site, id)?.names.join(" / "))
    }

    /// Everyone who holds a permission for an article's column.
    pub fn signers(&mut self, r: &mut Read, permission: Permission, article: &Article) -> Outcome<Rc<Vec<User>>> {
        let key = (permission, article.column_id);
        if let Some(people) = self.signers.get(&key) {
            return Ok(people.clone());
        }
        let people = store::identity::people_who_may(r, permission, article.site_id, article.column_id, self.now)?;
        let people = Rc::new(people);
        self.signers.insert(key, people.clone());
        Ok(people)
    }

    /// Where a document is up on a site, as a full address.
    pub fn page_of(&mut self, r: &mut Read, document: DocumentId, site: SiteId) -> Outcome<Option<String>> {
        match store::publishing::address_of(r, document, site)?.filter(|a| a.kind == "page") {
            Some(address) => self.url(r, site, &address.path).map(Some),
            None => Ok(None),
        }
    }
}

/// A column with the names of all above it.
pub fn column_brief(all: &[Column], column: &Column) -> ColumnBrief {
    let mut names = Vec::new();
    let mut next = Some(column);
    while let Some(at) = next {
        names.insert(0, at.name.clone());
        next = all.iter().find(|c| Some(c.id) == at.parent_id);
    }
    ColumnBrief {
        id: column.id.to_string(),
        name: column.name.clone(),
        path: column.path.clone(),
        class: column.class.clone(),
        names,
    }
}
