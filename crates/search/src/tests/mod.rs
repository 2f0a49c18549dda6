//! The index from outside: a small world of pages of 云溪市 in a temporary folder.

mod finding;
mod hostile;
mod keeping;
mod showing;

use tempfile::TempDir;
use uuid::Uuid;

use crate::{Budget, Doc, Index, Page, Query};

/// 2026-11-01, seconds since 1970.
const NOW: i64 = 1_793_491_200;
const SITE: Uuid = Uuid::from_u128(0x51);
const OTHER_SITE: Uuid = Uuid::from_u128(0x52);
const NEWS: Uuid = Uuid::from_u128(0xC1);
const POLICY: Uuid = Uuid::from_u128(0xC2);

struct World {
    root: TempDir,
    index: Index,
}

fn doc(number: u128, title: &str, body: &str) -> Doc {
    Doc {
        id: Uuid::from_u128(number),
        site: SITE,
        column: NEWS,
        content_type: "news".to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        published_at: NOW - 86_400,
        url: format!("/news/{number}.html"),
        ..Doc::default()
    }
}

impl World {
    fn of(docs: &[Doc]) -> World {
        let root = TempDir::new().unwrap();
        let index = Index::open(root.path()).unwrap();
        let mut writer = index.writer(Budget::Trickle).unwrap();
        for doc in docs {
            writer.replace(doc.id, std::slice::from_ref(doc)).unwrap();
        }
        writer.commit(docs.len() as u64).unwrap();
        drop(writer);
        index.reload().unwrap();
        World { root, index }
    }

    fn ask(&self, text: &str) -> Page {
        self.find(Query { text: text.to_owned(), ..Query::default() })
    }

    fn find(&self, query: Query) -> Page {
        let query = Query { limit: 20, now: NOW, ..query };
        self.index.search(&query).unwrap()
    }

    /// Numbers of the documents found, best first.
    fn numbers(&self, text: &str) -> Vec<u128> {
        numbers(&self.ask(text))
    }
}

fn numbers(page: &Page) -> Vec<u128> {
    page.hits.iter().map(|hit| hit.id.as_u128()).collect()
}
