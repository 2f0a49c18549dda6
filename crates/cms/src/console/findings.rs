//! Findings and annotations as screens show them: with the answers that people gave.

use super::{Viewer, Why};
use crate::problem::{Outcome, Problem};
use crate::proofing::{Finding, Judge, Judged};
use domain::Time;
use domain::proofing::{WaiverScope, WaiverState};
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
    rule: String,
    /// The words, folded.
    found: String,
    #[schema(value_type = String)]
    scope: WaiverScope,
    preset: Option<String>,
    reason: String,
    requested_by: String,
    #[schema(value_type = String)]
    requested_at: Time,
    #[schema(value_type = String)]
    state: WaiverState,
    decided_by: Option<String>,
    #[schema(value_type = Option<String>)]
    decided_at: Option<Time>,
    #[schema(value_type = Option<String>)]
    expires_at: Option<Time>,
    #[schema(value_type = Option<String>)]
    ended_at: Option<Time>,
    /// Submissions that it let through.
    uses: i32,
    may_decide: Why,
    may_end: Why,
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
    /// Whether it was asked for about the finding of this identity.
    pub fn answers(&self, finding: &str) -> bool {
        self.finding == finding
    }
}

pub fn waiver(r: &mut Read, v: &mut Viewer, judge: &Judge, kept: &Kept) -> Outcome<Waiver> {
    Ok(Waiver {
        id: kept.id.to_string(),
        finding: kept.finding.clone(),
        rule: kept.rule.clone(),
        found: kept.found.clone(),
        scope: kept.scope(),
        preset: kept.preset.clone(),
        reason: kept.reason.clone(),
        requested_by: v.name(r, Some(kept.requested_by))?,
        requested_at: kept.requested_at,
        state: kept.state(),
        decided_by: kept.decided_by.map(|by| v.name(r, Some(by))).transpose()?,
        decided_at: kept.decided_at,
        expires_at: kept.expires_at,
        ended_at: kept.ended_at,
        uses: kept.uses,
        may_decide: Why::of(judge.may_decide(kept))?,
        may_end: Why::of(judge.may_end(kept))?,
    })
}

/// A waiver for someone who was just let at it: he may know it by its scope and not see the article.
pub fn waiver_of(r: &mut Read, v: &mut Viewer, kept: &Kept) -> Outcome<Waiver> {
    let article = store::articles::article(r, kept.document_id)?.ok_or_else(Problem::not_found)?;
    let judge = Judge::of(r, v.actor, &article, v.now)?;
    waiver(r, v, &judge, kept)
}

pub fn waivers(r: &mut Read, v: &mut Viewer, article: &Article) -> Outcome<Vec<Waiver>> {
    let judge = Judge::of(r, v.actor, article, v.now)?;
    let kept = store::proofing::waivers(r, article.document_id)?;
    kept.iter().map(|w| waiver(r, v, &judge, w)).collect()
}

/// Findings of an article's text, each with its answer.
pub fn shown(r: &mut Read, v: &mut Viewer, article: &Article, judged: &Judged) -> Outcome<Vec<Shown>> {
    let judge = Judge::of(r, v.actor, article, v.now)?;
    let mut all = Vec::new();
    for finding in &judged.checked.findings {
        let answer = judged.answers.shown(finding).map(|kept| waiver(r, v, &judge, kept)).transpose()?;
        all.push(Shown { finding: finding.clone(), waiver: answer });
    }
    Ok(all)
}

/// Findings of a text that is no article's.
pub fn unanswered(found: Vec<Finding>) -> Vec<Shown> {
    found.into_iter().map(|finding| Shown { finding, waiver: None }).collect()
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
