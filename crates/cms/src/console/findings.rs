//! Findings and annotations as screens show them: with the answers that people gave.

use super::{Viewer, Why};
use crate::problem::Outcome;
use crate::proofing::{Finding, Judge};
use domain::Time;
use domain::proofing::WaiverState;
use domain::text::Text;
use serde::Serialize;
use store::Read;
use store::approval::Annotation as Marked;
use store::articles::Article;
use store::proofing::Waiver as Kept;
use utoipa::ToSchema;

/// A finding with the waiver that answers it, if any.
#[derive(Serialize, ToSchema)]
pub struct Shown {
    #[serde(flatten)]
    pub finding: Finding,
    pub waiver: Option<Waiver>,
}

#[derive(Clone, Serialize, ToSchema)]
pub struct Waiver {
    id: String,
    finding: String,
    reason: String,
    requested_by: String,
    #[schema(value_type = String)]
    requested_at: Time,
    #[schema(value_type = String)]
    state: WaiverState,
    decided_by: Option<String>,
    #[schema(value_type = Option<String>)]
    decided_at: Option<Time>,
    may_decide: Why,
}

/// What people said about a place (批注); offsets are UTF-16 within the text block.
#[derive(Serialize, ToSchema)]
pub struct Annotation {
    id: String,
    field: String,
    block: i32,
    start: i32,
    end: i32,
    quote: String,
    text: String,
    by: String,
    #[schema(value_type = String)]
    at: Time,
    resolved_by: Option<String>,
    #[schema(value_type = Option<String>)]
    resolved_at: Option<Time>,
}

impl Waiver {
    /// Whether it is about the finding of this identity.
    pub fn answers(&self, finding: &str) -> bool {
        self.finding == finding
    }
}

pub fn waiver(r: &mut Read, v: &mut Viewer, judge: &Judge, kept: &Kept) -> Outcome<Waiver> {
    Ok(Waiver {
        id: kept.id.to_string(),
        finding: kept.finding.clone(),
        reason: kept.reason.clone(),
        requested_by: v.name(r, Some(kept.requested_by))?,
        requested_at: kept.requested_at,
        state: kept.state(),
        decided_by: kept.decided_by.map(|by| v.name(r, Some(by))).transpose()?,
        decided_at: kept.decided_at,
        may_decide: Why::of(judge.may_decide(kept))?,
    })
}

/// A waiver after it was asked for or decided.
pub fn waiver_of(r: &mut Read, v: &mut Viewer, kept: &Kept) -> Outcome<Waiver> {
    let article = crate::articles::visible(r, v.actor, kept.document_id, v.now)?;
    let judge = Judge::of(r, v.actor, &article, v.now)?;
    waiver(r, v, &judge, kept)
}

pub fn waivers(r: &mut Read, v: &mut Viewer, article: &Article) -> Outcome<Vec<Waiver>> {
    let judge = Judge::of(r, v.actor, article, v.now)?;
    let kept = store::proofing::waivers(r, article.document_id)?;
    kept.iter().map(|w| waiver(r, v, &judge, w)).collect()
}

/// Checks a text of an article with the word lists of now.
pub fn check(r: &mut Read, v: &Viewer, text: &Text) -> Outcome<Vec<Finding>> {
    v.app.proofing.catch_up(r)?;
    Ok(crate::proofing::check_text(v.app, r, text, v.now.day())?.findings)
}

pub fn shown(found: Vec<Finding>, waivers: &[Waiver]) -> Vec<Shown> {
    let answer = |f: &Finding| waivers.iter().find(|w| w.finding == f.id).cloned();
    found.into_iter().map(|f| Shown { waiver: answer(&f), finding: f }).collect()
}

pub fn annotation(r: &mut Read, v: &mut Viewer, row: &Marked) -> Outcome<Annotation> {
    Ok(Annotation {
        id: row.id.to_string(),
        field: row.field.clone(),
        block: row.block,
        start: row.start_at,
        end: row.end_at,
        quote: row.quote.clone(),
        text: row.text.clone(),
        by: v.titled(r, Some(row.made_by))?,
        at: row.made_at,
        resolved_by: row.resolved_by.map(|by| v.titled(r, Some(by))).transpose()?,
        resolved_at: row.resolved_at,
    })
}
