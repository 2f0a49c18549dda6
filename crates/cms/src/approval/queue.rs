//! Claiming a text, giving it back, handing it over (领取、转交).

use super::visible_round;
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::approval::RoundState;
use domain::event::Event;
use domain::identity::{Place, may};
use domain::{RoundId, UserId};
use store::Tx;
use store::approval::{self as rows, Round};
use store::articles::Article;

/// The open round and its article, when the actor may sign the stage that is due.
fn signable(tx: &mut Tx, id: RoundId) -> Outcome<(Round, Article)> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (round, article) = visible_round(tx, &actor, id, now)?;
    let given = rows::signatures(tx, &[id])?;
    let rule = round.rule(&given)?;
    let Some(stage) = rule.due().filter(|_| round.state() == RoundState::Open) else { return Err(Problem::new("approval.round_closed")) };
    rule.may_take_part(stage.stage, user_of(&actor)?).map_err(Problem::from)?;
    if !may(&actor, stage.permission, Place::Column(article.site_id, article.column_id), now) {
        return Err(Problem::new("approval.no_authority"));
    }
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
    let (round, article) = signable(tx, id)?;
    let given = rows::signatures(tx, &[id])?;
    let rule = round.rule(&given)?;
    let Some(stage) = rule.due() else { return Err(Problem::new("approval.round_closed")) };
    let now = tx.now();
    let people = store::identity::people_who_may(tx, stage.permission, article.site_id, article.column_id, now)?;
    if !people.iter().any(|p| p.id == to) || rule.may_take_part(stage.stage, to).is_err() {
        return Err(Problem::field("user", "这位同事不能签这一步"));
    }
    rows::claim(tx, id, Some(to))?;
    Ok(tx.record(Event::RoundHanded { site: article.site_id, document: round.document_id, round: id, to })?)
}
