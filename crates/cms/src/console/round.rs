//! 审校: one round with its text, what it is compared with, and why the person may or may not sign.

use super::article::{Placement, chars, content_type, placements};
use super::findings::{Annotation, Shown, annotation, shown};
use super::steps::{RoundBrief, brief, due, steps};
use super::viewer::ColumnBrief;
use super::{Viewer, Why};
use crate::approval::{candidates, due_for, handable, visible_round};
use crate::identity::http::SiteBrief;
use crate::problem::{Outcome, Problem};
use crate::proofing::look;
use domain::approval::{self as rules, Form, RoundState, Stage, StageKind};
use domain::content_type::ContentType;
use domain::proofing::Severity;
use domain::text::Text;
use domain::{RoundId, Time};
use serde::Serialize;
use store::Read;
use store::approval::{self as rows, Round as Row, Signature};
use store::articles::Article;
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct Round {
    #[serde(flatten)]
    brief: RoundBrief,
    article: String,
    title: String,
    site: SiteBrief,
    column: ColumnBrief,
    #[schema(value_type = Object)]
    content_type: ContentType,
    drafter: String,
    submitted_by: String,
    #[schema(value_type = String)]
    submitted_at: Time,
    version: i32,
    #[schema(value_type = Object)]
    text: Text,
    hash: String,
    chars: usize,
    #[schema(value_type = Option<Object>)]
    live_text: Option<Text>,
    live_version: Option<i32>,
    #[schema(value_type = Option<Object>)]
    last_text: Option<Text>,
    last_version: Option<i32>,
    flow: Vec<Flow>,
    findings: Vec<Shown>,
    annotations: Vec<Annotation>,
    checklist: Vec<&'static str>,
    open_warnings: usize,
    placements: Vec<Placement>,
    last_return: Option<LastReturn>,
    may: May,
    claimed_by: Option<String>,
}

/// One stage with whoever signed it or may sign it.
#[derive(Serialize, ToSchema)]
pub struct Flow {
    #[schema(value_type = String)]
    stage: Stage,
    label: &'static str,
    #[schema(value_type = String)]
    kind: StageKind,
    state: &'static str,
    who: Option<String>,
    title: Option<String>,
    #[schema(value_type = Option<String>)]
    at: Option<Time>,
    opinion: Option<String>,
    #[schema(value_type = Option<String>)]
    due: Option<Time>,
    candidates: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub struct LastReturn {
    by: String,
    reason: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = RoundMay)]
pub struct May {
    sign: MaySign,
    #[serde(rename = "return")]
    give_back: Why,
    claim: Why,
    hand: Why,
}

/// The reason reads after "您不能签二校："; the candidates are for handing over, too.
#[derive(Serialize, ToSchema)]
pub struct MaySign {
    #[serde(flatten)]
    why: Why,
    rule: Option<&'static str>,
    candidates: Vec<Candidate>,
}

#[derive(Serialize, ToSchema)]
pub struct Candidate {
    id: String,
    name: String,
    title: String,
    /// Texts that the person has claimed and not signed yet.
    load: i64,
}

/// A round with what it is about, as loaded once.
struct Loaded {
    row: Row,
    article: Article,
    given: Vec<Signature>,
    rule: rules::Round,
}

/// The whole screen; 404 for a round that the viewer may not see.
pub fn view(r: &mut Read, v: &mut Viewer, id: RoundId) -> Outcome<Round> {
    let (row, article) = visible_round(r, v.actor, id, v.now)?;
    let given = rows::signatures(r, &[id])?;
    let rule = row.rule(&given)?;
    let loaded = Loaded { row, article, given, rule };
    let (row, article, rule) = (&loaded.row, &loaded.article, &loaded.rule);
    let version = store::articles::version(r, row.version_id)?.ok_or_else(Problem::not_found)?;
    let text = version.text()?;
    let judged = look(v.app, r, article, &text, v.now)?;
    let earlier: Vec<Row> = rows::rounds_of(r, article.document_id)?.into_iter().filter(|o| o.number < row.number).collect();
    let (live_text, live_version) = live(r, article)?;
    let (last_text, last_version) = last(r, &earlier)?;
    Ok(Round {
        brief: brief(r, v, row, rule, article)?,
        article: article.document_id.to_string(),
        title: text.title.clone(),
        site: v.site_brief(r, article.site_id)?,
        column: v.column(r, article.site_id, article.column_id)?,
        content_type: content_type(&text.content_type)?,
        drafter: article.drafter.clone(),
        submitted_by: v.name(r, Some(row.opened_by))?,
        submitted_at: row.opened_at,
        version: version.number,
        hash: row.hash.clone(),
        chars: chars(&text),
        live_text,
        live_version,
        last_text,
        last_version,
        flow: flow(r, v, &loaded)?,
        open_warnings: judged.open(Severity::Warn).len(),
        findings: shown(r, v, article, &judged)?,
        annotations: annotations(r, v, row)?,
        checklist: due(rule).map(|s| s.checklist().to_vec()).unwrap_or_default(),
        placements: placements(r, v, article.document_id)?,
        last_return: last_return(r, v, &earlier)?,
        may: may(r, v, &loaded)?,
        claimed_by: row.claimed_by.map(|by| v.name(r, Some(by))).transpose()?,
        text,
    })
}

fn live(r: &mut Read, article: &Article) -> Outcome<(Option<Text>, Option<i32>)> {
    let Some(live) = store::publishing::live(r, article.document_id)? else { return Ok((None, None)) };
    let version = store::articles::version(r, live.version_id)?.ok_or_else(Problem::not_found)?;
    Ok((Some(version.text()?), Some(version.number)))
}

/// The text as it was submitted the time before.
fn last(r: &mut Read, earlier: &[Row]) -> Outcome<(Option<Text>, Option<i32>)> {
    let Some(before) = earlier.first() else { return Ok((None, None)) };
    let version = store::articles::version(r, before.version_id)?.ok_or_else(Problem::not_found)?;
    Ok((Some(version.text()?), Some(version.number)))
}

fn last_return(r: &mut Read, v: &mut Viewer, earlier: &[Row]) -> Outcome<Option<LastReturn>> {
    let Some(round) = earlier.iter().find(|o| o.state() == RoundState::Returned) else { return Ok(None) };
    Ok(Some(LastReturn { by: v.titled(r, round.closed_by)?, reason: round.reason.clone().unwrap_or_default() }))
}

/// Those of this round, and what is still open from earlier ones.
fn annotations(r: &mut Read, v: &mut Viewer, row: &Row) -> Outcome<Vec<Annotation>> {
    let mut all = rows::annotations(r, row.document_id)?;
    all.retain(|a| a.round_id == row.id || a.resolved_at.is_none());
    all.iter().map(|a| annotation(r, v, a)).collect()
}

fn flow(r: &mut Read, v: &mut Viewer, of: &Loaded) -> Outcome<Vec<Flow>> {
    let mut flow = Vec::new();
    for (step, stage) in steps(&of.row, &of.rule, v.now).into_iter().zip(&of.rule.stages) {
        let given = of.given.iter().find(|g| g.stage == step.stage.name());
        let is_due = due(&of.rule) == Some(step.stage);
        let who = match (given, step.state) {
            (Some(given), _) => Some(given.user_id),
            (None, "returned") => of.row.closed_by,
            (None, _) => of.row.claimed_by.filter(|_| is_due),
        };
        let who = match who {
            Some(id) => v.user(r, id)?.cloned(),
            None => None,
        };
        let unsigned = given.is_none() && of.rule.state == RoundState::Open;
        let people =
            if unsigned { candidates(&v.signers(r, stage.permission, &of.article)?, &of.rule, stage) } else { Vec::new() };
        let returned = step.state == "returned";
        flow.push(Flow {
            stage: step.stage,
            label: step.label,
            kind: step.kind,
            state: step.state,
            title: who.as_ref().map(|u| u.title.clone()),
            who: who.map(|u| u.name),
            at: given.map(|g| g.signed_at).or(of.row.closed_at.filter(|_| returned)),
            opinion: given.map(|g| g.opinion.clone()).filter(|o| !o.is_empty()).or(of.row.reason.clone().filter(|_| returned)),
            due: is_due.then_some(of.row.due_at),
            candidates: people.into_iter().map(|p| p.name).collect(),
        });
    }
    Ok(flow)
}

fn may(r: &mut Read, v: &mut Viewer, of: &Loaded) -> Outcome<May> {
    let (rule, article) = (&of.rule, &of.article);
    let own = v.actor.user;
    let due = due_for(rule, article, v.actor, v.now).map(|_| ());
    let other = match of.row.claimed_by.filter(|by| Some(*by) != own) {
        Some(by) => Err(Problem::new("approval.claimed").saying(format!("{}已经领取", v.name(r, Some(by))?))),
        None => Ok(()),
    };
    let free = due.clone().and(other);
    let sign = Why::of(free.clone())?;
    Ok(May {
        sign: MaySign {
            rule: sign.code.as_deref().and_then(|code| rule_behind(code, rule.form)),
            why: sign,
            candidates: others(r, v, of)?,
        },
        give_back: Why::of(due)?,
        claim: Why::of(free)?,
        hand: Why::of(handable(rule, article, v.actor, v.now))?,
    })
}

/// The rule that a refusal comes from, for the line below it.
fn rule_behind(code: &str, form: Form) -> Option<&'static str> {
    match (code, form) {
        ("approval.author_may_not_sign", _) => Some("拟稿和改过稿子的人不签字。"),
        ("approval.already_signed", Form::Six) => Some("六步由六个人签，一人只签一步。"),
        ("approval.already_signed", Form::Paired) => Some("三级由三个人签，一人只签一级。"),
        _ => None,
    }
}

/// Everyone else who may sign what is due.
fn others(r: &mut Read, v: &mut Viewer, of: &Loaded) -> Outcome<Vec<Candidate>> {
    let Some(stage) = of.rule.due().filter(|_| of.rule.state == RoundState::Open) else { return Ok(Vec::new()) };
    let people = v.signers(r, stage.permission, &of.article)?;
    let mut people = candidates(&people, &of.rule, stage);
    people.retain(|p| Some(p.id) != v.actor.user);
    let ids: Vec<_> = people.iter().map(|p| p.id).collect();
    let claims = rows::claims(r, &ids)?;
    let load = |id| claims.get(&id).copied().unwrap_or(0);
    Ok(people.into_iter().map(|p| Candidate { id: p.id.to_string(), load: load(p.id), name: p.name, title: p.title }).collect())
}
