//! What people say about a place in a submitted text (批注).

use super::visible_round;
use crate::articles::visible;
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::{AnnotationId, RoundId};
use store::Tx;
use store::approval::{self as rows, Annotation};

/// A place and what is said about it; offsets are UTF-16 within the text block.
pub struct Marking {
    pub field: String,
    pub block: i32,
    pub start: i32,
    pub end: i32,
    pub quote: String,
    pub text: String,
}

pub fn annotate(tx: &mut Tx, id: RoundId, marking: &Marking) -> Outcome<Annotation> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = visible_round(tx, &actor, id, now)?;
    if marking.text.trim().is_empty() || marking.text.chars().count() > 500 {
        return Err(Problem::field("text", "批注要 1–500 个字"));
    }
    if marking.block < 0 || marking.start < 0 || marking.end < marking.start {
        return Err(Problem::field("start", "批注的位置不对"));
    }
    let row = Annotation {
        id: tx.id()?,
        document_id: round.document_id,
        round_id: id,
        field: marking.field.chars().take(20).collect(),
        block: marking.block,
        start_at: marking.start,
        end_at: marking.end,
        quote: marking.quote.chars().take(200).collect(),
        text: marking.text.trim().into(),
        made_by: user_of(&actor)?,
        made_at: now,
        resolved_by: None,
        resolved_at: None,
    };
    rows::annotate(tx, &row)?;
    tx.record(Event::Annotated { site: article.site_id, document: round.document_id, annotation: row.id })?;
    Ok(row)
}

pub fn resolve(tx: &mut Tx, id: AnnotationId) -> Outcome<Annotation> {
    let annotation = rows::annotation(tx, id)?.ok_or_else(Problem::not_found)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, annotation.document_id, now)?;
    rows::resolve_annotation(tx, id)?;
    tx.record(Event::AnnotationResolved { site: article.site_id, document: annotation.document_id, annotation: id })?;
    rows::annotation(tx, id)?.ok_or_else(Problem::not_found)
}
