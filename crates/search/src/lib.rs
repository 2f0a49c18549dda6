//! Full-text search of the public pages: one tantivy index for the whole platform.
//!
//! The only crate that knows tantivy. The index is derived data: it can be thrown away and filled
//! again by following the change table from cursor 0. What must stay true:
//! - visitors' text is never handed to tantivy's query parser; queries are built from terms here;
//! - documents and queries go through the same folding and cutting (`analyse`), and whatever
//!   changes these changes the directory's name (`schema::fingerprint`);
//! - no input panics, an exact title is the first hit (`domain.md R1.36`).

mod analyse;
mod docno;
mod error;
mod facets;
mod fold;
mod index;
mod parts;
mod query;
mod rank;
mod run;
mod schema;
mod snippet;
mod synonyms;
mod writer;

#[cfg(test)]
mod tests;

use uuid::Uuid;

pub use error::{Error, Result};
pub use index::{Index, Settings};
pub use writer::{Budget, Writer};

/// One public text as it stands on one site; a document on three sites is three of these.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    /// The document.
    pub id: Uuid,
    /// The site it is public on.
    pub site: Uuid,
    /// Its column on that site.
    pub column: Uuid,
    /// That column's ancestors and further columns of the text on that site.
    pub columns: Vec<Uuid>,
    /// The responsible unit.
    pub unit: Uuid,
    /// Key of the content type.
    pub content_type: String,
    pub title: String,
    /// Plain text; line ends separate paragraphs.
    pub body: String,
    /// Where the text comes from (来源).
    pub source: String,
    /// Document number (文号) in whatever brackets.
    pub docno: Option<String>,
    /// First publication, seconds since 1970.
    pub published_at: i64,
    /// Absolute path on the site.
    pub url: String,
    /// The one row that stands for the document when no site is asked for.
    pub home: bool,
}

/// What a visitor asks for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// As typed; blanks separate parts that must all occur, quotes mean exact.
    pub text: String,
    pub site: Option<Uuid>,
    /// Any of these columns; empty means all.
    pub columns: Vec<Uuid>,
    pub unit: Option<Uuid>,
    pub content_type: Option<String>,
    /// Published at or after, seconds since 1970.
    pub from: Option<i64>,
    /// Published before, seconds since 1970.
    pub to: Option<i64>,
    pub title_only: bool,
    pub sort: Sort,
    /// Whether `Page::facets` is filled.
    pub facets: bool,
    pub offset: usize,
    /// Hits on the page; `offset + limit` is cut at 10,000.
    pub limit: usize,
    /// Now, seconds since 1970: newer texts rank a little higher.
    pub now: i64,
}

/// Order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By relevance (相关度).
    #[default]
    Relevance,
    /// By time (时间), newest first.
    Newest,
}

/// One page of results.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// All hits, also those on other pages.
    pub total: usize,
    pub hits: Vec<Hit>,
    pub facets: Facets,
}

/// How many hits fall under each value, most first.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub content_types: Vec<(String, usize)>,
    /// A hit counts for its column and all ancestors.
    pub columns: Vec<(Uuid, usize)>,
}

/// One result, ready to be joined with the database before it is shown.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    pub id: Uuid,
    pub site: Uuid,
    pub title: String,
    /// Escaped, with `<em>` around what was asked for.
    pub title_html: String,
    /// Escaped excerpt of at most 160 characters, with `<em>` marks.
    pub snippet_html: String,
    pub url: String,
    /// Seconds since 1970.
    pub published_at: i64,
    pub content_type: String,
    pub source: String,
}
