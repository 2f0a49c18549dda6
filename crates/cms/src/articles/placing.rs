//! Further placements of an article, and what the receiver decides in one signed act (同时发到、签收).

use super::{open_column, readable, working_draft, writable};
use crate::identity::{require, user_of};
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Permission, Place, may};
use domain::sites::AcceptPolicy;
use domain::{ColumnId, DocumentId, PlacementId, Time};
use store::Tx;
use store::placements::{self as rows, Placement, Provenance, State};

/// Proposes an article for a column. It is accepted at once where the column takes everything or the
/// proposer may accept there himself.
pub fn propose(tx: &mut Tx, id: DocumentId, column: ColumnId) -> Outcome<Placement> {
    let article = writable(tx, id)?;
    let to = open_column(tx, column)?;
    let old = rows::of_document(tx, id)?.into_iter().find(|p| p.column_id == column);
    if to.id == article.column_id || old.as_ref().is_some_and(|p| p.is(State::Proposed) || p.is(State::Accepted)) {
        return Err(Problem::new("placement.exists"));
    }
    let at_once =
        to.accept == AcceptPolicy::Auto.name() || may(tx.actor(), Permission::Accept, Place::Column(to.site_id, to.id), tx.now());
    let state = if at_once { State::Accepted } else { State::Proposed };
    let placement = match old {
        Some(old) => {
            let again = Placement {
                state: state.name().into(),
                decided_by: None,
                decided_at: None,
                accepted_hash: None,
                reason: None,
                ..old
            };
            rows::update(tx, &again)?;
            again
        }
        None => rows::insert(tx, id, to.site_id, to.id, Provenance::Push, state)?,
    };
    tx.record(Event::PlacementProposed { site: article.site_id, document: id, placement: placement.id, column: to.path })?;
    if at_once {
        let hash = working_draft(tx, id)?.map(|d| d.hash);
        decide(tx, placement.clone(), State::Accepted, hash, None)?;
    }
    rows::placement(tx, placement.id)?.ok_or_else(Problem::not_found)
}

/// The receiver takes the text that he saw: bound to its hash.
pub fn accept(tx: &mut Tx, id: PlacementId, hash: &str) -> Outcome<Placement> {
    let placement = proposed(tx, id)?;
    let shown = working_draft(tx, placement.document_id)?.ok_or_else(Problem::not_found)?;
    let live = store::publishing::live(tx, placement.document_id)?;
    if shown.hash != hash && live.is_none_or(|l| l.hash != hash) {
        return Err(Problem::new("placement.stale_text"));
    }
    decide(tx, placement, State::Accepted, Some(hash.to_owned()), None)
}

pub fn refuse(tx: &mut Tx, id: PlacementId, reason: &str) -> Outcome<Placement> {
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明不收的原因"));
    }
    let placement = proposed(tx, id)?;
    decide(tx, placement, State::Refused, None, Some(reason.trim().to_owned()))
}

/// A placement that nobody else decides or arranges before this ends.
fn held(tx: &mut Tx, id: PlacementId) -> Outcome<Placement> {
    rows::hold(tx, id)?;
    rows::placement(tx, id)?.ok_or_else(Problem::not_found)
}

fn proposed(tx: &mut Tx, id: PlacementId) -> Outcome<Placement> {
    let placement = held(tx, id)?;
    require(tx.actor(), Permission::Accept, Place::Column(placement.site_id, placement.column_id), tx.now())?;
    if placement.is(State::Proposed) { Ok(placement) } else { Err(Problem::new("placement.decided")) }
}

/// `hash` is that of the text that was accepted.
fn decide(tx: &mut Tx, placement: Placement, state: State, hash: Option<String>, reason: Option<String>) -> Outcome<Placement> {
    let by = user_of(tx.actor())?;
    let site = super::site_of(tx, placement.document_id)?;
    let decided = Placement {
        state: state.name().into(),
        decided_by: Some(by),
        decided_at: Some(tx.now()),
        accepted_hash: hash.clone(),
        reason: reason.clone(),
        ..placement
    };
    rows::update(tx, &decided)?;
    let (document, placement) = (decided.document_id, decided.id);
    tx.record(match state {
        State::Accepted => Event::PlacementAccepted { site, document, placement, hash: hash.unwrap_or_default() },
        _ => Event::PlacementRefused { site, document, placement, reason: reason.unwrap_or_default() },
    })?;
    Ok(decided)
}

/// The author or the receiver takes a further placement back; the home goes only by withdrawal.
pub fn unplace(tx: &mut Tx, id: PlacementId) -> Outcome<()> {
    let placement = held(tx, id)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    let receives = may(&actor, Permission::Accept, Place::Column(placement.site_id, placement.column_id), now);
    if !receives {
        writable(tx, placement.document_id)?;
    }
    if placement.provenance == Provenance::Home.name() {
        return Err(Problem::new("placement.home"));
    }
    let site = super::site_of(tx, placement.document_id)?;
    rows::update(tx, &Placement { state: State::Withdrawn.name().into(), slot: None, pinned_until: None, ..placement.clone() })?;
    Ok(tx.record(Event::PlacementRemoved { site, document: placement.document_id, placement: id })?)
}

/// Slots that a site's pages have (推荐位).
pub const SLOTS: &[&str] = &["headline", "gallery"];

/// Puts a placement into a slot or pins it on top of its list until a time; the receiving site decides.
pub fn arrange(tx: &mut Tx, id: PlacementId, slot: Option<&str>, pinned_until: Option<Time>) -> Outcome<Placement> {
    let placement = held(tx, id)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    readable(tx, &actor, placement.document_id, now)?;
    require(&actor, Permission::Accept, Place::Column(placement.site_id, placement.column_id), now)?;
    if slot.is_some_and(|s| !SLOTS.contains(&s)) {
        return Err(Problem::field("slot", "没有这个推荐位"));
    }
    let arranged = Placement { slot: slot.map(str::to_owned), pinned_until, ..placement };
    rows::update(tx, &arranged)?;
    store::publishing::pin(tx, arranged.column_id, arranged.document_id, pinned_until)?;
    let reads = [domain::publishing::Read::Slots(arranged.site_id), domain::publishing::Read::List(arranged.column_id, 0)];
    store::publishing::touch(tx, &reads.into_iter().map(domain::publishing::Touched).collect())?;
    tx.record(Event::PlacementArranged {
        site: arranged.site_id,
        document: arranged.document_id,
        placement: id,
        slot: arranged.slot.clone(),
    })?;
    Ok(arranged)
}
