//! Reading the audit: what happened in plain sentences, and whether its chain is whole (审计).

pub mod http;
mod words;

pub use words::{kinds_of, object, sentence};

use crate::problem::Outcome;
use domain::identity::{Actor, Permission};
use domain::{DocumentId, Time};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use store::Read;
use store::audit::{Entry, Filter};
use utoipa::ToSchema;

/// One act as the auditor reads it.
#[derive(Serialize, ToSchema)]
pub struct AuditRow {
    pub seq: i64,
    #[schema(value_type = String)]
    pub at: Time,
    pub kind: String,
    /// What was done, a Chinese sentence without its subject.
    pub what: String,
    pub who: String,
    pub actor_kind: String,
    pub site: Option<String>,
    pub document: Option<String>,
    /// What it was done to: an article's title, a login, a column's path.
    pub title: Option<String>,
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub detail: Map<String, Value>,
    pub sealed: bool,
    pub hash: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// Cursor of the following, older page.
    pub next: Option<String>,
}

/// Events within the actor's reach that the filter lets through, newest first.
pub fn page(r: &mut Read, actor: &Actor, filter: Filter, limit: i64, now: Time) -> Outcome<AuditPage> {
    let scope = actor.scope(Permission::ViewAudit, now);
    let sites = (!scope.is_all()).then(|| scope.sites().iter().copied().collect());
    let entries = store::audit::entries(r, &Filter { sites, ..filter }, limit)?;
    let names: BTreeMap<_, _> = store::sites::all(r)?.into_iter().map(|s| (s.id, s.name)).collect();
    let documents: Vec<DocumentId> = entries.iter().filter_map(|(e, _)| e.document_id).collect();
    let titles: BTreeMap<_, _> = store::articles::titles(r, &documents)?.into_iter().collect();
    let next = (entries.len() as i64 == limit).then(|| entries.last().map(|(e, _)| e.seq.to_string())).flatten();
    let row = |(entry, seal): (Entry, Option<String>)| {
        let detail = detail(&entry.payload);
        AuditRow {
            seq: entry.seq,
            at: entry.at,
            what: sentence(&entry.kind, &detail),
            title: entry.document_id.and_then(|d| titles.get(&d).filter(|t| !t.is_empty()).cloned()).or_else(|| object(&detail)),
            kind: entry.kind,
            who: entry.actor_name,
            actor_kind: entry.actor_kind,
            site: entry.site_id.and_then(|s| names.get(&s).cloned()),
            document: entry.document_id.map(|d| d.to_string()),
            detail,
            sealed: seal.is_some(),
            hash: seal,
        }
    };
    Ok(AuditPage { rows: entries.into_iter().map(row).collect(), next })
}

/// An event's stored members without its kind; a payload that was tampered with has none.
fn detail(payload: &str) -> Map<String, Value> {
    let mut detail: Map<String, Value> = serde_json::from_str(payload).unwrap_or_default();
    detail.remove("kind");
    detail
}
