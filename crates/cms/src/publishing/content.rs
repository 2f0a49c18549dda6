//! What pages may see: the database as [`theme::content::Content`], every question recorded as a read.

use super::files::SiteFolder;
use crate::problem::Problem;
use crate::sites::address_of_site;
use domain::publishing::{Read, column_path, link};
use domain::sites::{ColumnKind, ColumnState, SiteState, class_name};
use domain::text::{AssetRole, AssetUse};
use domain::{ColumnId, DocumentId, SiteId, Time};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;
use store::Store;
use store::publishing as rows;
use store::sites::{Column, Site};
use theme::content::{self as port, Card, ContentFault};

mod cards;
mod pages;

pub(super) type Answer<T> = Result<T, ContentFault>;

pub(super) fn fault(error: impl std::fmt::Display) -> ContentFault {
    ContentFault(error.to_string())
}

/// One site as its pages see it. Made anew for each batch of pages: what it keeps in mind is never
/// older than the batch's knowledge of which pages are stale.
pub struct View {
    store: Store,
    assets: media::Assets,
    site: Site,
    site_address: String,
    now: Time,
    /// Where pictures and attachments are brought to; `None` for a preview.
    folder: Option<Rc<SiteFolder>>,
    reads: RefCell<BTreeSet<Read>>,
    kept: RefCell<Kept>,
}

#[derive(Default)]
struct Kept {
    columns: Option<Rc<Vec<Column>>>,
    site: Option<port::Site>,
    nav: Option<Vec<port::NavItem>>,
    cards: BTreeMap<DocumentId, Option<Card>>,
    sizes: BTreeMap<String, Option<Rc<store::assets::Asset>>>,
}

/// Widest copy of a picture on a page, in pixels.
const WIDEST: u32 = 1600;
/// Cards kept in mind before all are dropped: bounds memory in a build of a large site.
const CARDS_KEPT: usize = 20_000;

impl View {
    pub fn new(app: &crate::App, site: Site, folder: Option<Rc<SiteFolder>>) -> View {
        View {
            store: app.store.clone(),
            assets: app.assets.clone(),
            site,
            site_address: app.setup.site_address.clone(),
            now: app.now(),
            folder,
            reads: RefCell::default(),
            kept: RefCell::default(),
        }
    }

    /// Hands over what was read since the last call.
    pub fn take_reads(&self) -> BTreeSet<Read> {
        self.reads.take()
    }

    fn note(&self, read: Read) {
        self.reads.borrow_mut().insert(read);
    }

    fn db<T>(&self, body: impl FnOnce(&mut store::Read) -> store::Result<T>) -> Answer<T> {
        self.store.read(body).map_err(fault)
    }

    fn base_url(&self) -> String {
        address_of_site(&self.site_address, &self.site)
    }

    /// The open columns of the site in tree order.
    fn columns(&self) -> Answer<Rc<Vec<Column>>> {
        self.note(Read::Columns(self.site.id));
        if let Some(columns) = &self.kept.borrow().columns {
            return Ok(columns.clone());
        }
        let id = self.site.id;
        let mut all = self.db(|r| store::sites::columns_of(r, id))?;
        all.retain(|c| c.state == ColumnState::Open.name());
        let all = Rc::new(all);
        self.kept.borrow_mut().columns = Some(all.clone());
        Ok(all)
    }

    fn column_by_id(&self, id: ColumnId) -> Answer<Option<Column>> {
        if let Some(found) = self.columns()?.iter().find(|c| c.id == id) {
            return Ok(Some(found.clone()));
        }
        self.db(|r| store::sites::column(r, id))
    }

    fn described(&self, column: &Column) -> Answer<port::Column> {
        let columns = self.columns()?;
        let mut crumbs = Vec::new();
        let mut next = Some(column.clone());
        while let Some(at) = next {
            crumbs.insert(0, port::Link { name: at.name.clone(), url: url_of(&at) });
            next = columns.iter().find(|c| Some(c.id) == at.parent_id).cloned();
        }
        let described = if column.description.is_empty() {
            format!("{}{}栏目发布{}相关信息。", self.site.name, column.name, column.name)
        } else {
            column.description.clone()
        };
        Ok(port::Column {
            name: column.name.clone(),
            path: column.path.clone(),
            url: url_of(column),
            class: column.class.clone(),
            column_type: class_name(&column.class).to_owned(),
            kind: column.kind.clone(),
            content_type: column.content_type.clone(),
            description: described,
            keywords: format!("{},{}", self.site.name, column.name),
            crumbs,
        })
    }

    fn nav_below(&self, all: &[Column], parent: Option<ColumnId>, depth: usize) -> Vec<port::NavItem> {
        let children = all.iter().filter(|c| c.parent_id == parent);
        children
            .map(|c| port::NavItem {
                name: c.name.clone(),
                url: url_of(c),
                path: c.path.clone(),
                class: c.class.clone(),
                children: if depth > 0 { self.nav_below(all, Some(c.id), depth - 1) } else { Vec::new() },
            })
            .collect()
    }
}

fn url_of(column: &Column) -> String {
    link(&column_path(&column.path, "index.html")).to_owned()
}

impl port::Content for View {
    fn site(&self) -> Answer<port::Site> {
        self.note(Read::Site(self.site.id));
        // Its name and address stand in head and foot.
        self.site.parent_id.into_iter().for_each(|parent| self.note(Read::Site(parent)));
        if let Some(site) = &self.kept.borrow().site {
            return Ok(site.clone());
        }
        let identity = self.site.identity().map_err(fault)?;
        let parent = match self.site.parent_id {
            Some(id) => self.db(|r| store::sites::site(r, id))?,
            None => None,
        };
        let or_dash = |s: String, dash: &str| if s.is_empty() { dash.to_owned() } else { s };
        let site = port::Site {
            code: self.site.code.clone(),
            name: self.site.name.clone(),
            domain: self.site.domain.clone(),
            base_url: self.base_url(),
            hue: self.site.hue.clone(),
            masthead: self.site.masthead.clone(),
            identification_code: identity.identification_code,
            icp: identity.icp,
            police: identity.police,
            organizer: or_dash(identity.organizer, &self.site.name),
            undertaker: identity.undertaker,
            address: identity.address,
            phone: identity.phone,
            description: or_dash(identity.description, &format!("{}网站", self.site.name)),
            keywords: or_dash(identity.keywords, &self.site.name),
            parent: parent.map(|p| port::Link { url: format!("{}/", address_of_site(&self.site_address, &p)), name: p.name }),
        };
        self.kept.borrow_mut().site = Some(site.clone());
        Ok(site)
    }

    fn nav(&self) -> Answer<Vec<port::NavItem>> {
        let columns = self.columns()?;
        if let Some(nav) = &self.kept.borrow().nav {
            return Ok(nav.clone());
        }
        let nav = self.nav_below(&columns, None, 2);
        self.kept.borrow_mut().nav = Some(nav.clone());
        Ok(nav)
    }

    fn column(&self, path: &str) -> Answer<Option<port::Column>> {
        let found = self.columns()?.iter().find(|c| c.path == path).cloned();
        found.map(|c| self.described(&c)).transpose()
    }

    fn columns_of_class(&self, class: &str) -> Answer<Vec<port::Column>> {
        let columns = self.columns()?;
        let of_class = columns
            .iter()
            .filter(|c| c.class == class && ![ColumnKind::Link, ColumnKind::Channel].iter().any(|k| c.kind == k.name()));
        of_class.map(|c| self.described(c)).collect()
    }

    fn children(&self, path: &str) -> Answer<Vec<port::Column>> {
        let columns = self.columns()?;
        let parent = columns.iter().find(|c| c.path == path).map(|c| c.id);
        if parent.is_none() && !path.is_empty() {
            return Ok(Vec::new());
        }
        columns.iter().filter(|c| c.parent_id == parent).map(|c| self.described(c)).collect()
    }

    fn articles(&self, path: &str, limit: u32) -> Answer<Vec<Card>> {
        let Some(column) = self.columns()?.iter().find(|c| c.path == path).cloned() else { return Ok(Vec::new()) };
        self.newest(column.id, limit)
    }

    fn slot(&self, name: &str, limit: u32) -> Answer<Vec<Card>> {
        self.note(Read::Slots(self.site.id));
        let (site, slot) = (self.site.id, name.to_owned());
        let picked = self.db(|r| store::placements::in_slot(r, site, &slot))?;
        let documents: Vec<DocumentId> = picked.iter().map(|p| p.document_id).collect();
        let mut cards = self.cards(&documents)?;
        for document in &documents {
            self.note(Read::Document(*document));
        }
        cards.truncate(limit as usize);
        Ok(cards)
    }

    fn sites(&self) -> Answer<Vec<port::SiteLink>> {
        self.note(Read::Sites);
        let own: SiteId = self.site.id;
        let (sites, units) = self.db(|r| Ok((store::sites::all(r)?, store::identity::units(r)?)))?;
        let level = |s: &Site| units.iter().find(|u| u.id == s.unit_id).map_or(String::new(), |u| u.level.clone());
        let running = sites.iter().filter(|s| s.id != own && s.state == SiteState::Running.name());
        Ok(running
            .map(|s| port::SiteLink {
                name: s.name.clone(),
                url: format!("{}/", address_of_site(&self.site_address, s)),
                level: level(s),
            })
            .collect())
    }
}

/// The pictures and files of a text, where its pages find them.
impl View {
    fn asset(&self, sha256: &str) -> Answer<Option<Rc<store::assets::Asset>>> {
        if let Some(known) = self.kept.borrow().sizes.get(sha256) {
            return Ok(known.clone());
        }
        let found = self.db(|r| store::assets::find(r, sha256))?.map(Rc::new);
        self.kept.borrow_mut().sizes.insert(sha256.to_owned(), found.clone());
        Ok(found)
    }

    /// Brings a kept file into the site's folder under a name that tells its content.
    fn bring(&self, from: Option<PathBuf>, path: &str) -> Answer<()> {
        match (&self.folder, from) {
            (Some(folder), Some(from)) => folder.bring(path, &from).map_err(fault),
            _ => Ok(()),
        }
    }

    fn picture(&self, sha256: &str, alt: &str) -> Answer<Option<port::Picture>> {
        let Some(asset) = self.asset(sha256)? else { return Ok(None) };
        let (Some(width), Some(height)) = (asset.width, asset.height) else { return Ok(None) };
        let (full, tall) = (width.max(1) as u32, height.max(1) as u32);
        // Never the original: copies carry no EXIF, so no camera's position reaches the public.
        let width = full.min(WIDEST);
        let height = (u64::from(tall) * u64::from(width) / u64::from(full)).max(1) as u32;
        let stem = format!("/files/{}", &sha256[..16.min(sha256.len())]);
        let src = self.bring_copy(sha256, WIDEST, &stem, width)?;
        let mut srcset = Vec::new();
        for smaller in [480u32, 960].into_iter().filter(|w| *w < width) {
            srcset.push(format!("{} {smaller}w", self.bring_copy(sha256, smaller, &stem, smaller)?));
        }
        if !srcset.is_empty() {
            srcset.push(format!("{src} {width}w"));
        }
        Ok(Some(port::Picture { src, srcset: srcset.join(", "), alt: alt.to_owned(), width, height }))
    }

    /// Brings a copy of a picture, at most `limit` pixels wide; its address.
    fn bring_copy(&self, sha256: &str, limit: u32, stem: &str, width: u32) -> Answer<String> {
        let path = self.assets.resized(sha256, limit).map_err(fault)?;
        let ending = path.extension().map_or("gif".into(), |e| e.to_string_lossy().into_owned());
        let name = format!("{stem}/{width}.{ending}");
        self.bring(Some(path), &name)?;
        Ok(name)
    }

    fn cover(&self, assets: &[AssetUse]) -> Answer<Option<port::Picture>> {
        match assets.iter().find(|a| a.role == AssetRole::Cover) {
            Some(cover) => self.picture(&cover.sha256, &cover.alt),
            None => Ok(None),
        }
    }
}

impl From<ContentFault> for Problem {
    fn from(error: ContentFault) -> Self {
        Problem::internal(error)
    }
}

/// What files beside the theme's pages need.
impl View {
    pub(super) fn address(&self) -> String {
        self.note(Read::Site(self.site.id));
        self.base_url()
    }

    pub(super) fn feed_rows(&self, id: ColumnId) -> Answer<Option<(port::Column, Vec<Card>)>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        Ok(Some((self.described(&column)?, self.newest(id, 20)?)))
    }

    pub(super) fn highest_shard(&self) -> Answer<i64> {
        let id = self.site.id;
        Ok(self.db(|r| rows::highest_number(r, id))? / domain::publishing::SHARD_SIZE)
    }

    /// Addresses and days of last change of the articles with these numbers.
    pub(super) fn shard(&self, shard: i64, from: i64, to: i64) -> Answer<Vec<(String, String)>> {
        let id = self.site.id;
        self.note(Read::Shard(id, shard));
        let entries = self.db(|r| rows::addresses_between(r, id, from, to))?;
        Ok(entries.into_iter().map(|(path, at)| (link(&path).to_owned(), at.day().to_string())).collect())
    }

    /// The one small style sheet that greys a site or shows its notice, without touching pages.
    pub(super) fn site_state(&self) -> String {
        self.note(Read::Site(self.site.id));
        let mut css = String::from("/* 网站状态 */\n");
        if self.site.grey {
            css.push_str("html{filter:grayscale(1)}\n");
        }
        if let Some(notice) = self.site.notice.as_deref().filter(|n| !n.is_empty()) {
            css.push_str(&format!(".site-notice{{display:block}}\n.site-notice::after{{content:\"{}\"}}\n", css_text(notice)));
        }
        css
    }
}

/// Text inside a CSS string: everything but letters, digits and plain marks as an escape.
fn css_text(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_alphanumeric() || "，。、：（）《》 ".contains(c) {
                c.to_string()
            } else {
                format!("\\{:x} ", u32::from(c))
            }
        })
        .collect()
}
