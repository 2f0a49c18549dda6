//! 走到哪一步: what happened to one text, newest first, in the words of the audit.

use super::Viewer;
use crate::articles::visible;
use crate::audit::sentence;
use crate::problem::Outcome;
use domain::{DocumentId, RoundId, Time};
use serde::Serialize;
use serde_json::{Map, Value};
use store::Read;
use store::approval::Signature;
use store::audit::{Filter, entries};
use utoipa::ToSchema;

/// Longest timeline; an article with more has the rest in the audit.
const LONGEST: i64 = 300;

/// Events of a document that say nothing about how far it is.
const LEFT_OUT: &[&str] = &["draft_saved", "refused"];

#[derive(Serialize, ToSchema)]
pub struct TimelineEntry {
    #[schema(value_type = String)]
    at: Time,
    who: String,
    what: String,
    /// The opinion that came with a signature.
    detail: Option<String>,
}

pub fn view(r: &mut Read, v: &Viewer, id: DocumentId) -> Outcome<Vec<TimelineEntry>> {
    visible(r, v.actor, id, v.now)?;
    let rounds: Vec<RoundId> = store::approval::rounds_of(r, id)?.into_iter().map(|o| o.id).collect();
    let given = store::approval::signatures(r, &rounds)?;
    let told = entries(r, &Filter { document: Some(id), not: LEFT_OUT.to_vec(), ..Filter::default() }, LONGEST)?;
    let mut timeline = Vec::with_capacity(told.len());
    for (entry, _) in told {
        let payload: Map<String, Value> = serde_json::from_str(&entry.payload)?;
        let what = sentence(&entry.kind, &payload);
        timeline.push(TimelineEntry { at: entry.at, who: entry.actor_name, what, detail: opinion(&payload, &given) });
    }
    Ok(timeline)
}

fn opinion(payload: &Map<String, Value>, given: &[Signature]) -> Option<String> {
    let member = |name: &str| payload.get(name).and_then(Value::as_str);
    if member("kind") != Some("signed") {
        return None;
    }
    let round = RoundId::parse(member("round")?)?;
    let signature = given.iter().find(|g| g.round_id == round && Some(g.stage.as_str()) == member("stage"))?;
    Some(signature.opinion.clone()).filter(|o| !o.is_empty())
}
