//! The one port of this crate: what a page may ask for while it is drawn.
//!
//! The application implements [`Content`] and records each call as a read of the page; a change of
//! anything read is what draws the page again. A theme therefore can't show what it did not ask for.
//! Every `url` is an absolute path on the site's own host unless it leads to another host.

use serde::Serialize;

/// A fault of the content source (database, files); the page is not drawn and the job tries again.
#[derive(Debug, thiserror::Error)]
#[error("content: {0}")]
pub struct ContentFault(pub String);

/// What a template may ask for. Each answer is a snapshot of what is public now.
pub trait Content {
    /// The site that the page belongs to.
    fn site(&self) -> Result<Site, ContentFault>;
    /// Open top-level columns with their open children, in order.
    fn nav(&self) -> Result<Vec<NavItem>, ContentFault>;
    /// The column at `path` ("zwgk/tzgg").
    fn column(&self, path: &str) -> Result<Option<Column>, ContentFault>;
    /// Open list columns of a class (domain.md §1.5, "TZ"), in tree order.
    fn columns_of_class(&self, class: &str) -> Result<Vec<Column>, ContentFault>;
    /// Open children of the column at `path`; the top level for "".
    fn children(&self, path: &str) -> Result<Vec<Column>, ContentFault>;
    /// The newest `limit` (at most 50) rows of the column at `path`, newest first.
    fn articles(&self, path: &str, limit: u32) -> Result<Vec<Card>, ContentFault>;
    /// Hand-picked articles of a slot of this site (`headline`, `gallery`), best first.
    fn slot(&self, name: &str, limit: u32) -> Result<Vec<Card>, ContentFault>;
    /// The platform's other running sites in tree order, for the site directory of a portal.
    fn sites(&self) -> Result<Vec<SiteLink>, ContentFault>;
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Site {
    pub code: String,
    pub name: String,
    /// Host only, "www.yunxi.example" (meta SiteDomain).
    pub domain: String,
    /// "https://www.yunxi.example" without a slash at the end; for canonical and absolute addresses.
    pub base_url: String,
    /// `dai | dian | song | zi`
    pub hue: String,
    /// `portal | department | township`
    pub masthead: String,
    /// Ten digits or "bm" and eight (domain.md R1.13).
    pub identification_code: String,
    pub icp: String,
    pub police: String,
    pub organizer: String,
    pub undertaker: String,
    pub address: String,
    pub phone: String,
    pub description: String,
    pub keywords: String,
    /// The site one level up (a department leads back to its portal).
    pub parent: Option<Link>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Link {
    pub name: String,
    pub url: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct SiteLink {
    pub name: String,
    pub url: String,
    /// `city | county | department | township`
    pub level: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NavItem {
    pub name: String,
    pub url: String,
    pub path: String,
    pub class: String,
    pub children: Vec<NavItem>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub name: String,
    pub path: String,
    pub url: String,
    /// Class code of domain.md §1.5 ("TZ").
    pub class: String,
    /// Words for meta ColumnType ("通知公告").
    pub column_type: String,
    /// `list | channel | page | leaders | link`
    pub kind: String,
    pub content_type: String,
    pub description: String,
    pub keywords: String,
    /// From the top level down to this column itself.
    pub crumbs: Vec<Link>,
}

/// One row of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    pub id: String,
    pub title: String,
    pub url: String,
    /// Leads to another host (link article, or a government site elsewhere).
    pub external: bool,
    /// Civil date in Asia/Shanghai, "2026-11-20".
    pub date: String,
    /// "2026-11-20T09:30:00+08:00"
    pub published_at: String,
    pub summary: String,
    pub source: String,
    pub content_type: String,
    pub pinned: bool,
    pub cover: Option<Picture>,
    /// 文号, or "".
    pub docno: String,
    /// 成文日期 "2026-04-10", or "".
    pub made_on: String,
    /// `有效 | 已修改 | 已废止`, or "".
    pub validity: String,
    /// Interpretations of a policy document (政策解读); empty inside such a row.
    pub interpretations: Vec<Card>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    pub src: String,
    /// "… 480w, … 960w", or "".
    pub srcset: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}
