//! Waivers: what the machine found is right as it is, with a reason and a second person.

use crate::App;
use crate::articles::{visible, working_draft};
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place, may};
use domain::proofing::{Severity, WaiverState, agreed_at_once, may_decide};
use domain::{DocumentId, UserId, WaiverId};
use store::Tx;
use store::articles::Article;
use store::proofing::{self as rows, Waiver};

/// Permissions of those who judge: any stage of review or proof.
const JUDGES: [Permission; 4] = [Permission::ReviewFirst, Permission::ReviewSecond, Permission::SignOff, Permission::Proof];

fn judges(tx: &Tx, article: &Article) -> bool {
    JUDGES.iter().any(|p| may(tx.actor(), *p, Place::Column(article.site_id, article.column_id), tx.now()))
}

fn authors(tx: &mut Tx, document: DocumentId) -> Outcome<Vec<UserId>> {
    match crate::articles::open_round(tx, document)? {
        Some(round) => Ok(round.authors()?),
        None => Ok(working_draft(tx, document)?.map(|d| d.editors()).transpose()?.unwrap_or_default()),
    }
}

/// Asks that a finding be let stand. A reviewer who is no author answers a 慎用 finding by this alone.
pub fn request(app: &App, tx: &mut Tx, document: DocumentId, finding: &str, reason: &str) -> Outcome<Waiver> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, document, now)?;
    let judge = judges(tx, &article);
    if !judge && !may(&actor, Permission::Write, Place::Column(article.site_id, article.column_id), now) {
        return Err(Problem::new("forbidden"));
    }
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明为什么确认无误"));
    }
    let text = working_draft(tx, document)?.ok_or_else(Problem::not_found)?.text()?;
    let checked = app.proofing.check(&text, now.day());
    let found = checked.findings.iter().find(|f| f.id == finding).ok_or_else(|| Problem::new("proofing.no_finding"))?;
    let user = user_of(&actor)?;
    let agreed = found.severity == Severity::Info || agreed_at_once(found.severity, user, &authors(tx, document)?, judge);
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
    tx.record(Event::WaiverRequested { site: article.site_id, document, waiver: row.id, found: found.found.clone(), reason: row.reason.clone() })?;
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
    may_decide(waiver.state(), waiver.requested_by, user_of(&actor)?, &authors(tx, waiver.document_id)?)?;
    if !judges(tx, &article) {
        return Err(Problem::new("forbidden"));
    }
    rows::decide_waiver(tx, id, state)?;
    let (site, document, found) = (article.site_id, waiver.document_id, waiver.finding.clone());
    tx.record(match state {
        WaiverState::Agreed => Event::WaiverAgreed { site, document, waiver: id, found },
        _ => Event::WaiverRefused { site, document, waiver: id, found },
    })?;
    rows::waiver(tx, id)?.ok_or_else(Problem::not_found)
}
