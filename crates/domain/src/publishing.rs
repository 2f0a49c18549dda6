//! What a page reads, what a change touches, and how lists are cut into runs.
//!
//! A page is a function of what it read. A change names the same keys, so looking them up backwards
//! finds every page that must be drawn again, and no other.

mod runs;
pub use runs::*;

use crate::{ColumnId, DocumentId, SiteId, Time};
use serde::{Deserialize, Serialize};

/// Something a page read while it was drawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    /// Name, identity, settings of the site.
    Site(SiteId),
    /// The tree of open columns.
    Columns(SiteId),
    /// The newest `depth` rows of a column's list.
    List(ColumnId, u32),
    /// One run of a column's list with its neighbours.
    Run(ColumnId, i32),
    /// Which pages a column's list has, in order.
    Chain(ColumnId),
    /// Text, placements and record of one article.
    Document(DocumentId),
    /// Who stands before and after an article in a column.
    Neighbours(ColumnId, DocumentId),
    /// Hand-picked articles of a site.
    Slots(SiteId),
    /// The directory of all sites.
    Sites,
    /// One shard of a site's map.
    Shard(SiteId, i64),
}

impl Read {
    /// The key that is stored, and the depth below which a change does not matter (0: always matters).
    pub fn key(&self) -> (String, i32) {
        match self {
            Read::Site(id) => (format!("site:{id}"), 0),
            Read::Columns(id) => (format!("columns:{id}"), 0),
            Read::List(id, depth) => (format!("list:{id}"), *depth as i32),
            Read::Run(id, run) => (format!("run:{id}:{run}"), 0),
            Read::Chain(id) => (format!("chain:{id}"), 0),
            Read::Document(id) => (format!("document:{id}"), 0),
            Read::Neighbours(column, id) => (format!("neighbours:{column}:{id}"), 0),
            Read::Slots(id) => (format!("slots:{id}"), 0),
            Read::Sites => ("sites".into(), 0),
            Read::Shard(site, shard) => (format!("shard:{site}:{shard}"), 0),
        }
    }
}

/// What changed: pages that read the same thing are stale. For a list, `depth` is the rank (from 0) at
/// which it changed; blocks that show no more than that many rows keep.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched(pub Read);

impl Touched {
    /// Stored key, and the largest depth that still is untouched (-1: everything is touched).
    pub fn key(&self) -> (String, i32) {
        match &self.0 {
            Read::List(id, rank) => (format!("list:{id}"), *rank as i32),
            other => (other.key().0, -1),
        }
    }
}

/// What a page shows; stored with its path, so that a page can be drawn from its row alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum Subject {
    Home,
    /// `index.html` of a list: the newest rows of the open run.
    List {
        column: ColumnId,
    },
    /// `index_2.html`: the rest of the open run.
    ListRest {
        column: ColumnId,
    },
    /// `p{n}.html`: a frozen run.
    Run {
        column: ColumnId,
        run: i32,
    },
    Channel {
        column: ColumnId,
    },
    /// A column that shows its newest article itself.
    Single {
        column: ColumnId,
    },
    Pager {
        column: ColumnId,
    },
    Feed {
        column: ColumnId,
    },
    Article {
        document: DocumentId,
    },
    /// In place of a withdrawn article; answered with 410.
    Gone {
        document: DocumentId,
    },
    /// The file is taken away.
    Removed,
    SiteMap,
    SiteMapIndex,
    SiteMapShard {
        shard: i64,
    },
    Robots,
    SiteState,
    NotFound,
}

impl Subject {
    /// Order of drawing within a site: what visitors miss first comes first.
    pub fn lane(&self) -> i32 {
        match self {
            Subject::Removed | Subject::Gone { .. } | Subject::SiteState => 0,
            Subject::Article { .. } => 1,
            Subject::Home | Subject::List { .. } | Subject::Single { .. } => 2,
            Subject::Channel { .. } | Subject::ListRest { .. } | Subject::Run { .. } | Subject::Pager { .. } => 3,
            _ => 4,
        }
    }
}

/// Articles per shard of a site's map.
pub const SHARD_SIZE: i64 = 1000;

/// An article's first address: `/{column path}/{yyyy}/{mm}/{number}.html`, frozen at first publication.
pub fn article_path(column_path: &str, published_at: Time, number: i64) -> String {
    let day = published_at.day();
    format!("/{column_path}/{:04}/{:02}/{number}.html", day.year(), u8::from(day.month()))
}

/// The path of a list's page: `index.html`, `index_2.html`, `p{n}.html`.
pub fn column_path(column_path: &str, file: &str) -> String {
    format!("/{column_path}/{file}")
}

/// How an address is written in links: `…/index.html` as `…/`.
pub fn link(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path)
}

/// Whether a link article may lead there: to the web or to this host, never to a script.
pub fn is_web_address(address: &str) -> bool {
    ["https://", "http://", "/"].iter().any(|start| address.starts_with(start))
}

/// Why a text is taken off (domain.md R3.20).
pub const WITHDRAWAL_KINDS: &[&str] = &["内容错误", "涉密", "隐私", "版权", "失效", "上级要求", "其他"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_path_uses_the_month_of_shanghai() {
        let t = Time::parse("2025-12-31T16:30:00Z").unwrap();
        assert_eq!(article_path("zwgk/tzgg", t, 17), "/zwgk/tzgg/2026/01/17.html");
    }

    #[test]
    fn an_insertion_at_rank_eight_leaves_a_block_of_eight_alone() {
        let column = ColumnId::from_uuid(Default::default());
        let (_, untouched_up_to) = Touched(Read::List(column, 8)).key();
        let (_, block_depth) = Read::List(column, 8).key();
        assert!(block_depth <= untouched_up_to);
    }

    #[test]
    fn a_link_never_leads_to_a_script() {
        assert!(is_web_address("https://www.yunxi.example/a") && is_web_address("/tzgg/"));
        assert!(!is_web_address("javascript:alert(1)") && !is_web_address(""));
    }

    #[test]
    fn an_index_page_is_linked_by_its_folder() {
        assert_eq!(link("/tzgg/index.html"), "/tzgg/");
        assert_eq!(link("/tzgg/index_2.html"), "/tzgg/index_2.html");
    }
}
