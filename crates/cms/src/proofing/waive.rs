//! Waivers: what the machine found is right as it is, with a reason and a second person.

use super::answers::judge;
use super::rows::folded;
use crate::App;
use crate::articles::{open_round, visible, working_draft};
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::proofing::{self as rules, Preset, Severity, WaiverScope, WaiverState};
use domain::{DocumentId, Time, UserId, WaiverId};
use store::articles::Article;
use store::proofing::{self as rows, Waiver};
use store::{Read, Tx};

/// Permissions of those who judge: any stage of review or proof.
pub const JUDGES: &[Permission] = &[Permission::ReviewFirst, Permission::ReviewSecond, Permission::SignOff, Permission::Proof];

/// What a person may decide about the findings of one article.
pub struct Judge {
    actor: Actor,
    now: Time,
    home: Place,
    authors: Vec<UserId>,
}

impl Judge {
    pub fn of(r: &mut Read, actor: &Actor, article: &Article, now: Time) -> Outcome<Judge> {
        let authors = match open_round(r, article.document_id)? {
            Some(round) => round.authors()?,
            None => working_draft(r, article.document_id)?.map(|d| d.editors()).transpose()?.unwrap_or_default(),
        };
        Ok(Judge { actor: actor.clone(), now, home: Place::Column(article.site_id, article.column_id), authors })
    }

    fn holds(&self, permissions: &[Permission], place: Place) -> bool {
        permissions.iter().any(|p| may(&self.actor, *p, place, self.now))
    }

    /// Whether he judges at home of the article.
    fn judges_here(&self) -> bool {
        self.holds(JUDGES, self.home)
    }

    /// Whether he judges as far as the waiver reaches (whole platform: whoever keeps the word lists).
    fn judges(&self, waiver: &Waiver) -> bool {
        match (waiver.scope(), waiver.site_id, waiver.column_id) {
            (WaiverScope::Platform, ..) => self.holds(&[Permission::ManageLexicon], Place::Platform),
            (WaiverScope::Site, Some(site), _) => self.holds(JUDGES, Place::Site(site)),
            (WaiverScope::Column, Some(site), Some(column)) => self.holds(JUDGES, Place::Column(site, column)),
            (WaiverScope::Version | WaiverScope::Document, ..) => self.judges_here(),
            _ => false,
        }
    }

    /// Whether the waiver exists for him.
    pub fn sees(&self, waiver: &Waiver) -> bool {
        self.holds(&[Permission::View], self.home) || self.judges(waiver)
    }

    /// Whether he may agree to or refuse this waiver; otherwise why not.
    pub fn may_decide(&self, waiver: &Waiver) -> Outcome<()> {
        let user = self.actor.user.ok_or_else(|| Problem::new("forbidden"))?;
        rules::may_decide(waiver.state(), waiver.requested_by, user, &self.authors)?;
        if self.judges(waiver) { Ok(()) } else { Err(Problem::new("forbidden")) }
    }

    /// Whether he may end a waiver before its time; narrowing takes one person.
    pub fn may_end(&self, waiver: &Waiver) -> Outcome<()> {
        if !waiver.grant().in_force(self.now) {
            return Err(Problem::new("proofing.not_in_force"));
        }
        let own = self.actor.user == Some(waiver.requested_by);
        if own || self.judges(waiver) { Ok(()) } else { Err(Problem::new("forbidden")) }
    }
}

/// A waiver as it is asked for.
pub struct Asking<'a> {
    /// Identity of the finding.
    pub finding: &'a str,
    pub reason: &'a str,
    pub preset: Option<Preset>,
    pub scope: WaiverScope,
    pub expires_at: Option<Time>,
}

impl<'a> Asking<'a> {
    /// For this document, in the person's own words.
    pub fn here(finding: &'a str, reason: &'a str) -> Asking<'a> {
        Asking { finding, reason, preset: None, scope: WaiverScope::Document, expires_at: None }
    }
}

/// Asks that a finding be let stand. A reviewer who is no author answers a 慎用 finding by this alone.
pub fn request(app: &App, tx: &mut Tx, document: DocumentId, asking: &Asking) -> Outcome<Waiver> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = visible(tx, &actor, document, now)?;
    let person = Judge::of(tx, &actor, &article, now)?;
    if !person.judges_here() && !person.holds(&[Permission::Write], person.home) {
        return Err(Problem::new("forbidden"));
    }
    let reason = rules::reason(asking.preset, asking.reason)?;
    let expires_at = rules::expiry(asking.scope, asking.expires_at, now)?;
    let text = working_draft(tx, document)?.ok_or_else(Problem::not_found)?.text()?;
    let judged = judge(app, tx, &article, &text, now)?;
    let of = |id: &str| judged.checked.findings.iter().find(|f| f.id == id);
    let found = of(asking.finding).ok_or_else(|| Problem::new("proofing.no_finding"))?;
    rules::reach(asking.scope, &found.found)?;
    if asking.preset == Some(Preset::Ignored) && found.severity != Severity::Info {
        return Err(Problem::new("proofing.not_a_hint"));
    }
    let user = user_of(&actor)?;
    let agreed = rules::agreed_at_once(found.severity, asking.scope, user, &person.authors, person.judges_here());
    let scoped = |scopes: &[WaiverScope]| scopes.contains(&asking.scope);
    let row = Waiver {
        id: tx.id()?,
        document_id: document,
        finding: asking.finding.to_owned(),
        severity: found.severity.name().into(),
        reason,
        state: if agreed { WaiverState::Agreed } else { WaiverState::Requested }.name().into(),
        requested_by: user,
        requested_at: now,
        decided_by: agreed.then_some(user),
        decided_at: agreed.then_some(now),
        scope: asking.scope.name().into(),
        version_hash: scoped(&[WaiverScope::Version]).then(|| text.hash().to_string()),
        column_id: scoped(&[WaiverScope::Column]).then_some(article.column_id),
        site_id: scoped(&[WaiverScope::Column, WaiverScope::Site]).then_some(article.site_id),
        rule: found.rule.clone(),
        found: folded(&found.found),
        preset: asking.preset.map(|p| p.name().into()),
        expires_at,
        uses: 0,
        ended_at: None,
    };
    match rows::insert_waiver(tx, &row) {
        Err(fault) if fault.is_taken() => return Err(Problem::new("proofing.decided")),
        other => other?,
    }
    let (found, reason) = (found.found.clone(), row.reason.clone());
    tx.record(Event::WaiverRequested { site: article.site_id, document, waiver: row.id, found, reason })?;
    Ok(row)
}

/// Passes over a hint, without a reason.
pub fn ignore(app: &App, tx: &mut Tx, document: DocumentId, finding: &str) -> Outcome<Waiver> {
    request(app, tx, document, &Asking { preset: Some(Preset::Ignored), ..Asking::here(finding, "") })
}

pub fn agree(tx: &mut Tx, id: WaiverId) -> Outcome<Waiver> {
    decide(tx, id, WaiverState::Agreed)
}

pub fn refuse(tx: &mut Tx, id: WaiverId) -> Outcome<Waiver> {
    decide(tx, id, WaiverState::Refused)
}

/// A waiver that the actor may know of, with its article; 404 otherwise.
fn known(tx: &mut Tx, id: WaiverId) -> Outcome<(Waiver, Article, Judge)> {
    let waiver = rows::waiver(tx, id)?.ok_or_else(Problem::not_found)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = store::articles::article(tx, waiver.document_id)?.ok_or_else(Problem::not_found)?;
    let person = Judge::of(tx, &actor, &article, now)?;
    if person.sees(&waiver) { Ok((waiver, article, person)) } else { Err(Problem::not_found()) }
}

fn decide(tx: &mut Tx, id: WaiverId, state: WaiverState) -> Outcome<Waiver> {
    let (waiver, article, person) = known(tx, id)?;
    person.may_decide(&waiver)?;
    if !rows::decide_waiver(tx, id, state)? {
        return Err(Problem::new("proofing.decided"));
    }
    let (site, document, found) = (article.site_id, waiver.document_id, waiver.found);
    tx.record(match state {
        WaiverState::Agreed => Event::WaiverAgreed { site, document, waiver: id, found },
        _ => Event::WaiverRefused { site, document, waiver: id, found },
    })?;
    rows::waiver(tx, id)?.ok_or_else(Problem::not_found)
}

/// Takes a waiver's force away before its time.
pub fn end(tx: &mut Tx, id: WaiverId, reason: &str) -> Outcome<Waiver> {
    let (waiver, article, person) = known(tx, id)?;
    person.may_end(&waiver)?;
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明为什么不再放行"));
    }
    if !rows::end_waiver(tx, id)? {
        return Err(Problem::new("proofing.not_in_force"));
    }
    let (site, document, found) = (article.site_id, waiver.document_id, waiver.found);
    tx.record(Event::WaiverEnded { site, document, waiver: id, found, reason: reason.trim().into() })?;
    rows::waiver(tx, id)?.ok_or_else(Problem::not_found)
}
