//! Waivers: what the machine found is right as it is, with a reason and a second person.

use crate::App;
use crate::articles::{open_round, visible, working_draft};
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::proofing::{Severity, WaiverState, agreed_at_once, may_decide};
use domain::{DocumentId, Time, UserId, WaiverId};
use store::articles::Article;
use store::proofing::{self as rows, Waiver};
use store::{Read, Tx};

/// Permissions of those who judge: any stage of review or proof.
pub const JUDGES: &[Permission] = &[Permission::ReviewFirst, Permission::ReviewSecond, Permission::SignOff, Permission::Proof];

/// What a person may decide about the findings of one article.
pub struct Judge {
    user: Option<UserId>,
    judges: bool,
    authors: Vec<UserId>,
}

impl Judge {
    pub fn of(r: &mut Read, actor: &Actor, article: &Article, now: Time) -> Outcome<Judge> {
        let place = Place::Column(article.site_id, article.column_id);
        let authors = match open_round(r, article.document_id)? {
            Some(round) => round.authors()?,
            None => working_draft(r, article.document_id)?.map(|d| d.editors()).transpose()?.unwrap_or_default(),
        };
        Ok(Judge { user: actor.user, judges: JUDGES.iter().any(|p| may(actor, *p, place, now)), authors })
    }

    /// Whether he may agree to or refuse this waiver; otherwise why not.
    pub fn may_decide(&self, waiver: &Waiver) -> Outcome<()> {
        let user = self.user.ok_or_else(|| Problem::new("forbidden"))?;
        may_decide(waiver.state(), waiver.requested_by, user, &self.authors)?;
        if self.judges { Ok(()) } else { Err(Problem::new("forbidden")) }
    }
}

/// Asks that a finding be let stand. A reviewer who is no author answers a 慎用 finding by this alone.
pub fn request(app: &App, tx: &mut Tx, document: DocumentId, finding: &str, reason: &str) -> Outcome<Waiver> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, document, now)?;
    let judge = Judge::of(tx, &actor, &article, now)?;
    if !judge.judges && !may(&actor, Permission::Write, Place::Column(article.site_id, article.column_id), now) {
        return Err(Problem::new("forbidden"));
    }
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明为什么确认无误"));
    }
    let text = working_draft(tx, document)?.ok_or_else(Problem::not_found)?.text()?;
    app.proofing.catch_up(tx)?;
    let checked = super::check_text(app, tx, &text, now.day())?;
    let found = checked.findings.iter().find(|f| f.id == finding).ok_or_else(|| Problem::new("proofing.no_finding"))?;
    let user = user_of(&actor)?;
    let agreed = found.severity == Severity::Info || agreed_at_once(found.severity, user, &judge.authors, judge.judges);
    let row = Waiver {
        id: tx.id()?,
        document_id: document,
        finding: finding.to_owned(),
        severity: found.severity.name().into(),
        reason: reason.trim().to_owned(),
        state: if agreed { WaiverState::Agreed } else { WaiverState::Requested }.name().into(),
        requested_by: user,
        requested_at: now,
        decided_by: agreed.then_some(user),
        decided_at: agreed.then_some(now),
    };
    match rows::insert_waiver(tx, &row) {
        Err(fault) if fault.is_taken() => return Err(Problem::new("proofing.decided")),
        other => other?,
    }
    tx.record(Event::WaiverRequested {
        site: article.site_id,
        document,
        waiver: row.id,
        found: found.found.clone(),
        reason: row.reason.clone(),
    })?;
    Ok(row)
}

pub fn agree(tx: &mut Tx, id: WaiverId) -> Outcome<Waiver> {
    decide(tx, id, WaiverState::Agreed)
}

pub fn refuse(tx: &mut Tx, id: WaiverId) -> Outcome<Waiver> {
    decide(tx, id, WaiverState::Refused)
}

fn decide(tx: &mut Tx, id: WaiverId, state: WaiverState) -> Outcome<Waiver> {
    let waiver = rows::waiver(tx, id)?.ok_or_else(Problem::not_found)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, waiver.document_id, now)?;
    Judge::of(tx, &actor, &article, now)?.may_decide(&waiver)?;
    rows::decide_waiver(tx, id, state)?;
    let (site, document, found) = (article.site_id, waiver.document_id, waiver.finding.clone());
    tx.record(match state {
        WaiverState::Agreed => Event::WaiverAgreed { site, document, waiver: id, found },
        _ => Event::WaiverRefused { site, document, waiver: id, found },
    })?;
    rows::waiver(tx, id)?.ok_or_else(Problem::not_found)
}
