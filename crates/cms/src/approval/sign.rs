//! Signing a stage, returning to the author, recalling.

use super::{due_for, held_round};
use crate::App;
use crate::articles::{open_round, visible};
use crate::identity::{require_of_viewer, user_of};
use crate::problem::{Outcome, Problem};
use crate::proofing::judge;
use domain::approval::{RoundState, Stage};
use domain::event::Event;
use domain::identity::ActorKind;
use domain::identity::{Actor, Permission, Place, may};
use domain::proofing::Severity;
use domain::{DocumentId, Hash, RoundId, Time};
use store::approval::{self as rows, NewSignature};
use store::articles::Article;
use store::{Read, Tx};

/// What a signer hands in.
pub struct Signing<'a> {
    pub stage: Stage,
    /// Hash of the text that he was shown (防改校验码).
    pub hash: &'a Hash,
    pub opinion: &'a str,
    pub checklist: &'a [bool],
}

/// Gives one signature; the last one clears the text for publication.
pub fn sign(app: &App, tx: &mut Tx, id: RoundId, signing: &Signing) -> Outcome<()> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = held_round(tx, id)?;
    let document = round.document_id;
    let refused = |p: Problem| p.with("document", document.to_string());
    let user = user_of(&actor)?;
    if actor.kind == ActorKind::Machine {
        return Err(refused(Problem::new("approval.no_authority").saying("签字要由本人登录后进行，接口令牌不能代签")));
    }
    let given = rows::signatures(tx, &[id])?;
    let rule = round.rule(&given)?;
    rule.may_sign(signing.stage, user, signing.hash).map_err(|r| refused(r.into()))?;
    let Some(stage) = rule.due().cloned() else { return Err(Problem::new("approval.round_closed")) };
    if !may(&actor, stage.permission, Place::Column(article.site_id, article.column_id), now) {
        return Err(refused(Problem::new("approval.no_authority")));
    }
    if round.claimed_by.is_some_and(|by| by != user) {
        return Err(refused(Problem::new("approval.claimed")));
    }
    if signing.checklist.len() != stage.stage.checklist().len() || signing.checklist.iter().any(|ticked| !ticked) {
        return Err(refused(Problem::new("approval.checklist_incomplete")));
    }
    check_findings(app, tx, &round, &article)?;
    let checklist = serde_json::to_string(stage.stage.checklist())?;
    let new =
        NewSignature { stage: stage.stage, user, hash: signing.hash, opinion: signing.opinion.trim(), checklist: &checklist };
    rows::sign(tx, id, &new).map_err(|e| if e.is_taken() { Problem::new("approval.wrong_stage") } else { e.into() })?;
    tx.record(Event::Signed {
        site: article.site_id,
        document,
        round: id,
        stage: stage.stage.name().into(),
        hash: signing.hash.to_string(),
    })?;
    let next = rule.stages.iter().skip_while(|s| s.stage != stage.stage).nth(1);
    match next {
        Some(next) => rows::advance(tx, id, now.plus_hours(i64::from(next.hours)))?,
        None => {
            rows::close(tx, id, RoundState::Completed, None, None)?;
            tx.record(Event::ArticleCleared { site: article.site_id, document, hash: signing.hash.to_string() })?;
        }
    }
    store::articles::refresh(tx, document)?;
    Ok(())
}

/// What the machine finds now must be answered: blocking findings waived by two, warnings by a reviewer.
fn check_findings(app: &App, tx: &mut Tx, round: &rows::Round, article: &Article) -> Outcome<()> {
    let version = store::articles::version(tx, round.version_id)?.ok_or_else(Problem::not_found)?;
    let now = tx.now();
    let judged = judge(app, tx, article, &version.text()?, now)?;
    let document = round.document_id.to_string();
    if !judged.open(Severity::Block).is_empty() {
        return Err(Problem::new("approval.blocked").saying("有禁发问题，不能签字，请退回作者修改").with("document", document));
    }
    let open = judged.open(Severity::Warn).len();
    if open > 0 {
        return Err(Problem::new("approval.open_warnings")
            .saying(format!("还不能签：{open} 处慎用等您表态"))
            .with("document", document));
    }
    Ok(())
}

/// Sends the text back to its author with a reason; all signatures lose their ground.
pub fn return_to_author(tx: &mut Tx, id: RoundId, reason: &str) -> Outcome<()> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = held_round(tx, id)?;
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请用一句话写明退回原因"));
    }
    let given = rows::signatures(tx, &[id])?;
    let rule = round.rule(&given)?;
    let stage = due_for(&rule, &article, &actor, now)?;
    rows::close(tx, id, RoundState::Returned, Some(stage.stage), Some(reason.trim()))?;
    tx.record(Event::Returned {
        site: article.site_id,
        document: round.document_id,
        round: id,
        stage: stage.stage.name().into(),
        reason: reason.trim().into(),
    })?;
    store::articles::refresh(tx, round.document_id)?;
    Ok(())
}

/// The author takes the text back before 终审 is signed (domain.md R3.16).
pub fn recall(tx: &mut Tx, document: DocumentId, reason: &str) -> Outcome<()> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, document, now)?;
    let round = recallable(tx, &actor, &article, now)?;
    rows::close(tx, round.id, RoundState::Recalled, None, Some(reason.trim()))?;
    tx.record(Event::Recalled { site: article.site_id, document, round: round.id, reason: reason.trim().into() })?;
    store::articles::refresh(tx, document)?;
    Ok(())
}

/// The open round that the actor may take back, or why he may not.
pub fn recallable(r: &mut Read, actor: &Actor, article: &Article, now: Time) -> Outcome<rows::Round> {
    require_of_viewer(actor, Permission::Write, Place::Column(article.site_id, article.column_id), now)?;
    let round =
        open_round(r, article.document_id)?.ok_or_else(|| Problem::new("approval.round_closed").saying("稿件没有在审校"))?;
    let rule = round.rule(&rows::signatures(r, &[round.id])?)?;
    rule.may_recall().map_err(Problem::from)?;
    if !rule.authors.contains(&user_of(actor)?) {
        return Err(Problem::new("approval.not_author"));
    }
    Ok(round)
}
