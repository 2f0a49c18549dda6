//! Search: the index follows the change log; hits are joined with what is public now.

use crate::App;
use crate::articles::format_of;
use crate::problem::{Outcome, Problem};
use domain::publishing::{is_web_address, link};
use domain::text::Text;
use domain::{ColumnId, DocumentId};
use search::{Budget, Doc, Index};
use std::path::Path;
use std::sync::Mutex;
use store::Read;
use store::publishing as rows;

/// Changes that one commit of the index takes in.
const BATCH: i64 = 500;

/// The platform's index; one writer at a time.
pub struct Finder {
    index: Index,
    following: Mutex<()>,
}

impl Finder {
    pub fn open(root: &Path) -> Outcome<Finder> {
        std::fs::create_dir_all(root).map_err(Problem::internal)?;
        Ok(Finder { index: Index::open(root).map_err(Problem::internal)?, following: Mutex::new(()) })
    }

    /// Changes that the index has not seen yet.
    pub fn behind(&self, r: &mut Read) -> Outcome<i64> {
        let cursor = self.index.cursor().map_err(Problem::internal)? as i64;
        Ok((store::changes::newest(r)? - cursor).max(0))
    }

    /// Brings the index up to the change log. When another process holds the writer, it follows for us.
    pub fn follow(&self, app: &App) -> Outcome<usize> {
        let _one = self.following.lock().unwrap_or_else(|e| e.into_inner());
        let cursor = self.index.cursor().map_err(Problem::internal)? as i64;
        let waiting = app.read(|r| Ok(store::changes::newest(r)?))? - cursor;
        if waiting <= 0 {
            self.index.reload().map_err(Problem::internal)?;
            return Ok(0);
        }
        let mut writer =
            self.index.writer(if waiting > 5000 { Budget::Rebuild } else { Budget::Trickle }).map_err(|e| match e {
                search::Error::Busy(_) => Problem::new("busy").saying("搜索索引正由另一个进程更新"),
                other => Problem::internal(other),
            })?;
        let mut cursor = self.index.cursor().map_err(Problem::internal)? as i64;
        let mut done = 0;
        loop {
            let changes = app.read(|r| Ok(store::changes::after(r, cursor, BATCH)?))?;
            let Some((last, _)) = changes.last() else { break };
            cursor = *last;
            let documents: std::collections::BTreeSet<DocumentId> = changes.iter().map(|(_, d)| *d).collect();
            for document in documents {
                let docs = app.read(|r| docs_of(r, document))?;
                writer.replace(document.uuid(), &docs).map_err(Problem::internal)?;
                done += 1;
            }
            writer.commit(cursor as u64).map_err(Problem::internal)?;
        }
        self.index.reload().map_err(Problem::internal)?;
        Ok(done)
    }

    /// Finds what is public: every hit is looked up in the database again, so that a withdrawn text is
    /// gone at once and the index may follow later.
    pub fn search(&self, app: &App, query: &search::Query) -> Outcome<search::Page> {
        self.index.reload().map_err(Problem::internal)?;
        let mut page = self.index.search(query).map_err(Problem::internal)?;
        let ids: Vec<DocumentId> = page.hits.iter().map(|h| DocumentId::from_uuid(h.id)).collect();
        let up = app.read(|r| Ok(rows::places(r, &ids)?))?;
        let before = page.hits.len();
        page.hits.retain(|h| up.iter().any(|p| p.document_id.uuid() == h.id && p.site_id.uuid() == h.site));
        page.total = page.total.saturating_sub(before - page.hits.len());
        Ok(page)
    }
}

/// The index rows of a document: one per site that carries it; none when it is not public.
fn docs_of(r: &mut Read, document: DocumentId) -> Outcome<Vec<Doc>> {
    let Some(public) = rows::public(r, &[document])?.into_iter().next() else { return Ok(Vec::new()) };
    let text: Text = serde_json::from_str(&public.text)?;
    let mut body = theme::body::text(format_of(&text), &text.body.value);
    if !text.subtitle.is_empty() || !text.summary.is_empty() || !text.fields.is_empty() {
        let fields: Vec<&str> = text.fields.values().map(String::as_str).collect();
        body = format!("{}\n{}\n{body}\n{}", text.subtitle, text.summary, fields.join("\n"));
    }
    let mut docs: Vec<Doc> = Vec::new();
    for place in rows::places(r, &[document])? {
        let above = above(r, place.column_id)?;
        if let Some(same) = docs.iter_mut().find(|d| d.site == place.site_id.uuid()) {
            same.columns.extend(above);
            continue;
        }
        let Some(address) = rows::address_of(r, document, place.site_id)? else { continue };
        let Some(site) = store::sites::site(r, place.site_id)? else { continue };
        let target = text.field("链接地址");
        let leads_away = public.content_type == "link" && is_web_address(target);
        let url = if leads_away { target.to_owned() } else { link(&address.path).to_owned() };
        docs.push(Doc {
            id: document.uuid(),
            site: site.id.uuid(),
            column: place.column_id.uuid(),
            columns: above,
            unit: site.unit_id.uuid(),
            content_type: public.content_type.clone(),
            title: text.title.clone(),
            body: body.clone(),
            source: text.source.clone(),
            docno: Some(text.field("文号").to_owned()).filter(|n| !n.is_empty()),
            published_at: public.published_at.unix_seconds(),
            url,
            home: place.site_id == public.site_id,
        });
    }
    Ok(docs)
}

/// A column and its ancestors.
fn above(r: &mut Read, id: ColumnId) -> Outcome<Vec<uuid::Uuid>> {
    let mut ids = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        ids.push(id.uuid());
        next = store::sites::column(r, id)?.and_then(|c| c.parent_id);
    }
    Ok(ids)
}

/// A plain question over all sites: the ten best.
pub fn query(text: &str) -> search::Query {
    search::Query { text: text.into(), limit: 10, ..search::Query::default() }
}
