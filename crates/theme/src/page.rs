//! The kinds of page and what the application hands over for each.

use crate::content::{Card, Column, Link, Picture};
use serde::Serialize;

/// One page to draw.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum Page {
    Home,
    /// A column whose page shows its children's newest rows.
    Channel {
        column: Column,
    },
    List(List),
    Article(Box<Article>),
    /// Directory of a site's columns (站点地图).
    SiteMap,
    Search(Search),
    Gone(Gone),
    NotFound,
}

/// One page of a column's list (列表页); the newest page is `index.html`.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    pub column: Column,
    pub pinned: Vec<Card>,
    pub rows: Vec<Card>,
    /// Towards page 1; `None` on the first page.
    pub newer: Option<String>,
    /// Towards the oldest; `None` on the last page.
    pub older: Option<String>,
    /// Address of `pager.json`: `{"pages":["/tzgg/","/tzgg/index_2.html","/tzgg/p7.html",…]}` newest first.
    /// Pages hold no total and no number of their own: the script reads them there.
    pub pager: String,
    /// Address of the column's feed.
    pub feed: String,
}

/// An article's page (内容页), of any content type.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    pub id: String,
    /// `notice | news | policy | interpretation | guide | page | leader`
    pub content_type: String,
    pub column: Column,
    pub title: String,
    pub subtitle: String,
    /// Safe HTML, already sanitised by this crate's `body` module.
    pub body: String,
    pub source: String,
    pub author: String,
    /// 责任编辑, or "".
    pub editor: String,
    /// "2026-11-20 09:30" in Asia/Shanghai.
    pub published_at: String,
    /// Set when the meaning changed after publication (domain.md R3.20), else "".
    pub modified_at: String,
    pub keywords: Vec<String>,
    /// At most 200 characters, never empty.
    pub description: String,
    /// Absolute address.
    pub canonical: String,
    pub cover: Option<Picture>,
    /// Rows of the record table: fields of the content type in schema order, without empty ones.
    pub fields: Vec<Field>,
    pub docno: String,
    pub validity: String,
    pub attachments: Vec<Attachment>,
    pub interpretations: Vec<Card>,
    /// What this text interprets.
    pub interprets: Vec<Card>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Key of the schema ("文号").
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Attachment {
    pub name: String,
    pub url: String,
    /// "PDF", "DOCX"
    pub kind: String,
    /// "36 KB"
    pub size: String,
}

/// What is shown in place of a withdrawn text (撤稿).
#[derive(Clone, Debug, Serialize)]
pub struct Gone {
    pub title: String,
    pub published_on: String,
    pub withdrawn_on: String,
    pub reason: String,
}

/// A page of search results; drawn by the server on request.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    pub query: String,
    /// Search all sites of the platform instead of this one.
    pub everywhere: bool,
    pub sort_by_time: bool,
    pub column: String,
    pub from: String,
    pub to: String,
    pub title_only: bool,
    pub total: usize,
    pub hits: Vec<Hit>,
    /// Columns with hits to filter by: path, name, count.
    pub columns: Vec<Facet>,
    pub newer: Option<String>,
    pub older: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Facet {
    pub path: String,
    pub name: String,
    pub count: usize,
}

#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    pub title: String,
    /// HTML with `<em>` around what was found; everything else escaped.
    pub title_html: String,
    pub snippet_html: String,
    pub url: String,
    pub site: String,
    pub date: String,
    pub source: String,
    pub content_type: String,
}
