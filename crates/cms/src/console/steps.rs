//! The six-step glyph: where a text stands on its round, and who holds it.

use super::Viewer;
use crate::approval::candidates;
use crate::problem::Outcome;
use domain::Time;
use domain::approval::{self as rules, RoundState, Stage, StageKind};
use serde::Serialize;
use store::Read;
use store::approval::Round;
use store::articles::Article;
use store::identity::User;
use utoipa::ToSchema;

#[derive(Clone, Serialize, ToSchema)]
pub struct Step {
    #[schema(value_type = String)]
    pub stage: Stage,
    #[schema(value_type = String)]
    pub kind: StageKind,
    pub label: &'static str,
    /// `signed`, `now`, `late`, `waiting`, `returned`, `void`
    pub state: &'static str,
}

/// A round in a few words.
#[derive(Serialize, ToSchema)]
pub struct RoundBrief {
    pub id: String,
    pub number: i32,
    #[schema(value_type = Option<String>)]
    pub stage: Option<Stage>,
    /// The stage that is due, or how the round ended.
    pub stage_label: &'static str,
    pub steps: Vec<Step>,
    /// Who can sign now: "张岚 科长".
    pub holders: Vec<String>,
    #[schema(value_type = String)]
    pub due: Time,
    #[schema(value_type = String)]
    pub state: RoundState,
}

/// The stages of a round with their states; the signatures of a round that ended early bind nothing.
pub fn steps(round: &Round, rule: &rules::Round, now: Time) -> Vec<Step> {
    let due = due(rule);
    let state = |stage: Stage| {
        let signed = rule.signatures.iter().any(|s| s.stage == stage);
        match rule.state {
            RoundState::Completed => "signed",
            RoundState::Open if signed => "signed",
            RoundState::Open if due == Some(stage) => {
                if round.due_at < now {
                    "late"
                } else {
                    "now"
                }
            }
            RoundState::Returned if round.closing_stage.as_deref() == Some(stage.name()) => "returned",
            _ if signed => "void",
            _ => "waiting",
        }
    };
    rule.stages
        .iter()
        .map(|s| Step { stage: s.stage, kind: s.stage.kind(), label: s.stage.label(), state: state(s.stage) })
        .collect()
}

/// The stage that is due in an open round.
pub fn due(rule: &rules::Round) -> Option<Stage> {
    rule.due().filter(|_| rule.state == RoundState::Open).map(|s| s.stage)
}

fn label(rule: &rules::Round) -> &'static str {
    match (rule.state, due(rule)) {
        (_, Some(stage)) => stage.label(),
        (RoundState::Returned, _) => "已退回",
        (RoundState::Recalled, _) => "已撤回",
        (RoundState::Void, _) => "已作废",
        _ => "已签完",
    }
}

/// Who can sign what is due: whoever claimed it, else all who may.
pub fn holders(r: &mut Read, v: &mut Viewer, round: &Round, rule: &rules::Round, article: &Article) -> Outcome<Vec<User>> {
    let Some(stage) = rule.due().filter(|_| rule.state == RoundState::Open) else { return Ok(Vec::new()) };
    if let Some(holder) = round.claimed_by {
        return Ok(v.user(r, holder)?.cloned().into_iter().collect());
    }
    let people = v.signers(r, stage.permission, article)?;
    Ok(candidates(&people, rule, stage))
}

pub fn brief(r: &mut Read, v: &mut Viewer, round: &Round, rule: &rules::Round, article: &Article) -> Outcome<RoundBrief> {
    Ok(RoundBrief {
        id: round.id.to_string(),
        number: round.number,
        stage: due(rule),
        stage_label: label(rule),
        steps: steps(round, rule, v.now),
        holders: holders(r, v, round, rule, article)?.iter().map(User::titled_name).collect(),
        due: round.due_at,
        state: rule.state,
    })
}

/// Like [`brief`], with the signatures looked up.
pub fn brief_of(r: &mut Read, v: &mut Viewer, round: &Round, article: &Article) -> Outcome<RoundBrief> {
    let given = store::approval::signatures(r, &[round.id])?;
    brief(r, v, round, &round.rule(&given)?, article)
}
