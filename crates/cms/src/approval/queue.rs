//! Claiming a text, giving it back, handing it over (领取、转交).

use super::held_round;
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::approval::{self, PlanStage, RoundState};
use domain::event::Event;
use domain::identity::{Actor, Place, may};
use domain::{RoundId, Time, UserId};
use store::Tx;
use store::approval::{self as rows, Round};
use store::articles::Article;
use store::identity::User;

/// The stage that is due, when the actor may sign it; otherwise why not.
pub fn due_for<'a>(rule: &'a approval::Round, article: &Article, actor: &Actor, now: Time) -> Outcome<&'a PlanStage> {
    let due = due(rule)?;
    rule.may_take_part(due.stage, user_of(actor)?).map_err(Problem::from)?;
    holds(due, article, actor, now)
}

/// The stage that is due, when the actor may hand it on: whoever could have signed it but signed another
/// may, an author may not choose who reviews him.
pub fn handable<'a>(rule: &'a approval::Round, article: &Article, actor: &Actor, now: Time) -> Outcome<&'a PlanStage> {
    let due = due(rule)?;
    if rule.authors.contains(&user_of(actor)?) {
        return Err(Problem::new("approval.author_may_not_sign"));
    }
    holds(due, article, actor, now)
}

fn due(rule: &approval::Round) -> Outcome<&PlanStage> {
    rule.due().filter(|_| rule.state == RoundState::Open).ok_or_else(|| Problem::new("approval.round_closed"))
}

fn holds<'a>(due: &'a PlanStage, article: &Article, actor: &Actor, now: Time) -> Outcome<&'a PlanStage> {
    let held = may(actor, due.permission, Place::Column(article.site_id, article.column_id), now);
    if held { Ok(due) } else { Err(Problem::new("approval.no_authority")) }
}

/// People who may sign a stage of this round, whoever has claimed it.
pub fn candidates(people: &[User], rule: &approval::Round, stage: &PlanStage) -> Vec<User> {
    people.iter().filter(|p| rule.may_take_part(stage.stage, p.id).is_ok()).cloned().collect()
}

/// The round and its article, when the actor may sign the stage that is due.
fn signable(tx: &mut Tx, id: RoundId) -> Outcome<(Round, Article)> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = held_round(tx, id)?;
    let given = rows::signatures(tx, &[id])?;
    due_for(&round.rule(&given)?, &article, &actor, now)?;
    Ok((round, article))
}

pub fn claim(tx: &mut Tx, id: RoundId) -> Outcome<()> {
    let (round, article) = signable(tx, id)?;
    let user = user_of(tx.actor())?;
    if round.claimed_by.is_some_and(|by| by != user) {
        return Err(Problem::new("approval.claimed"));
    }
    rows::claim(tx, id, Some(user))?;
    Ok(tx.record(Event::RoundClaimed { site: article.site_id, document: round.document_id, round: id })?)
}

pub fn release(tx: &mut Tx, id: RoundId) -> Outcome<()> {
    let (round, article) = signable(tx, id)?;
    if round.claimed_by != tx.actor().user {
        return Err(Problem::new("approval.claimed"));
    }
    rows::claim(tx, id, None)?;
    Ok(tx.record(Event::RoundReleased { site: article.site_id, document: round.document_id, round: id })?)
}

/// Hands the stage that is due to another person who may sign it.
pub fn hand(tx: &mut Tx, id: RoundId, to: UserId) -> Outcome<()> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = held_round(tx, id)?;
    let given = rows::signatures(tx, &[id])?;
    let rule = round.rule(&given)?;
    let stage = handable(&rule, &article, &actor, now)?;
    let people = store::identity::people_who_may(tx, stage.permission, article.site_id, article.column_id, now)?;
    if !candidates(&people, &rule, stage).iter().any(|p| p.id == to) {
        return Err(Problem::field("user", "这位同事不能签这一步"));
    }
    rows::claim(tx, id, Some(to))?;
    Ok(tx.record(Event::RoundHanded { site: article.site_id, document: round.document_id, round: id, to })?)
}
