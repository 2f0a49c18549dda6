//! Changing a list: one person proposes, another agrees; hints alone take one (domain.md §6.2).
//!
//! Rows that others did not touch in between are applied to whatever the list has become; touched ones refuse the
//! whole change, which stays as it was proposed.

use super::{ROWS_MAX, kept};
use crate::identity::user_of;
use crate::problem::{Outcome, Problem};
use crate::proofing::rows::{RowError, clashes, errors, tidy};
use domain::content_type::FieldProblem;
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::lexicons::{self as rules, ChangeState, Difference, Kind, Mode, Row, Weight, acts_alone, needs_second};
use domain::{LexiconChangeId, LexiconId, Time};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::lexicons::{self as stored, Applied, Change, Lexicon, Rows};
use store::{Read, Tx};

/// Rows that a change keeps for the eye.
const SAMPLE: usize = 50;

/// A change as someone proposes it.
pub struct Proposal<'a> {
    /// The version of the list that he saw.
    pub base_version: i32,
    pub add: Vec<Row>,
    /// Keys to take out.
    pub remove: &'a [String],
    pub mode: Mode,
    pub note: &'a str,
}

/// Proposes a change; one that needs no second person is in force at once.
pub fn propose(tx: &mut Tx, id: LexiconId, proposal: Proposal) -> Outcome<Change> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let list = kept(tx, &actor, id, now)?;
    let (kind, user) = (list.kind()?, user_of(&actor)?);
    let rows = sound_rows(kind, proposal.add)?;
    let in_force = stored::rows(tx, id)?;
    unmoved(tx, &list, proposal.base_version, kind, &rows, proposal.remove)?;
    let difference = Difference::between(kind, &in_force, rows, proposal.remove, proposal.mode);
    let Some(severest) = difference.severest() else { return Err(Problem::new("lexicon.nothing_new")) };
    fits(kind, &in_force, &difference)?;
    let change = Change {
        id: tx.id()?,
        lexicon_id: id,
        base_version: list.version,
        number: None,
        state: ChangeState::Proposed.name().into(),
        sample: sample(&in_force, &difference).to_string(),
        added: difference.added.len() as i32,
        changed: difference.changed.len() as i32,
        removed: difference.removed.len() as i32,
        severest: severest.name().into(),
        note: proposal.note.trim().chars().take(500).collect(),
        proposed_by: user,
        proposed_at: now,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    let put = difference.added.into_iter().chain(difference.changed).collect();
    let rows = Rows { put, remove: difference.removed };
    stored::insert_change(tx, &change, &rows)?;
    let (added, changed, removed) = counts(&change);
    let (site, lexicon, title) = (list.site_id, list.id, list.title.clone());
    tx.record(Event::LexiconProposed { site, lexicon, change: change.id, title, added, changed, removed })?;
    if !needs_second(kind, severest) || acts_alone(&actor) {
        put_into_force(tx, &list, &change, &rows)?;
    }
    stored::change(tx, change.id)?.ok_or_else(Problem::not_found)
}

fn counts(change: &Change) -> (usize, usize, usize) {
    let count = |n: i32| usize::try_from(n).unwrap_or_default();
    (count(change.added), count(change.changed), count(change.removed))
}

/// Tidy rows without an error, or all errors.
fn sound_rows(kind: Kind, rows: Vec<Row>) -> Outcome<Vec<Row>> {
    if rows.len() > ROWS_MAX {
        return Err(Problem::new("too_large").saying(format!("一次最多 {} 万行", ROWS_MAX / 10_000)));
    }
    let numbered: Vec<(u64, Row)> = (1..).zip(rows.into_iter().map(|row| tidy(kind, row))).collect();
    refuse_errors(errors(kind, &numbered))?;
    Ok(numbered.into_iter().map(|(_, row)| row).collect())
}

fn refuse_errors(wrong: Vec<RowError>) -> Outcome<()> {
    let Some(first) = wrong.first() else { return Ok(()) };
    let fields = wrong.iter().take(SAMPLE).map(|e| FieldProblem { field: format!("add.{}", e.row), message: e.message.clone() });
    let problem =
        Problem::new("lexicon.bad_rows").saying(format!("第 {} 行：{}（共 {} 行有误）", first.row, first.message, wrong.len()));
    Err(Problem { fields: fields.collect(), ..problem }.with("errors", serde_json::to_value(&wrong)?))
}

/// Refuses a change of rows that someone else changed since the proposer looked.
fn unmoved(tx: &mut Tx, list: &Lexicon, base: i32, kind: Kind, rows: &[Row], remove: &[String]) -> Outcome<()> {
    if base > list.version || base < 0 {
        return Err(Problem::field("base_version", "没有这个版本"));
    }
    let keys: Vec<String> = rows.iter().map(|row| kind.key(row)).chain(remove.iter().cloned()).collect();
    let moved = if base < list.version { stored::moved_since(tx, list.id, base, &keys)? } else { Vec::new() };
    if moved.is_empty() { Ok(()) } else { Err(conflict(&moved, list.version)) }
}

fn conflict(moved: &[String], version: i32) -> Problem {
    let named: Vec<&str> = moved.iter().take(5).map(String::as_str).collect();
    let problem = Problem::new("lexicon.conflict");
    let said = format!("提出之后，别人改动了「{}」等 {} 行，请按现在的词库重新提出", named.join("」「"), moved.len());
    problem.saying(said).with("keys", json!(moved)).with("version", version)
}

/// What the list would become must be a list: not too long, and no word twice in two ways of writing.
fn fits(kind: Kind, in_force: &BTreeMap<String, Row>, difference: &Difference) -> Outcome<()> {
    if in_force.len() + difference.added.len() > ROWS_MAX + difference.removed.len() {
        return Err(Problem::new("too_large").saying(format!("一个词库最多 {} 万行", ROWS_MAX / 10_000)));
    }
    if kind != Kind::Words {
        return Ok(());
    }
    let put: Vec<(u64, Row)> = (1..).zip(difference.added.iter().chain(&difference.changed).cloned()).collect();
    let gone: BTreeSet<String> = put.iter().map(|(_, row)| kind.key(row)).chain(difference.removed.iter().cloned()).collect();
    let stays = in_force.iter().filter(|(key, _)| !gone.contains(*key)).map(|(k, row)| (k.clone(), row.clone())).collect();
    refuse_errors(clashes(&stays, &put))
}

fn sample(in_force: &BTreeMap<String, Row>, difference: &Difference) -> serde_json::Value {
    let added = difference.added.iter().map(|row| json!({"op": "add", "row": row}));
    let changed = difference.changed.iter().map(|row| json!({"op": "change", "row": row}));
    let removed = difference.removed.iter().filter_map(|key| in_force.get(key)).map(|row| json!({"op": "remove", "row": row}));
    added.chain(changed).chain(removed).take(SAMPLE).collect()
}

/// Decides a change as agreed and writes its rows.
fn put_into_force(tx: &mut Tx, list: &Lexicon, change: &Change, rows: &Rows) -> Outcome<()> {
    if !stored::decide_change(tx, change.id, ChangeState::Agreed, None)? {
        return Err(Problem::new("lexicon.decided"));
    }
    let version = match stored::apply_change(tx, change, list.kind()?, rows)? {
        Applied::Version(version) => version,
        Applied::Moved(keys) => return Err(conflict(&keys, list.version)),
    };
    let (added, changed, removed) = counts(change);
    tx.record(Event::LexiconChanged {
        site: list.site_id,
        lexicon: list.id,
        change: change.id,
        code: list.code.clone(),
        title: list.title.clone(),
        version,
        added,
        changed,
        removed,
    })?;
    Ok(())
}

/// Whether the actor may agree to a change of this list; otherwise why not. Exceptions and blocking rows of a
/// site's own list are agreed to by someone who keeps the platform's.
pub fn may_decide(actor: &Actor, list: &Lexicon, change: &Change, now: Time) -> Outcome<()> {
    rules::may_decide(change.state(), change.proposed_by, user_of(actor)?)?;
    let weighty = Weight::parse(&change.severest).is_none_or(|w| w >= Weight::Allow);
    let central = may(actor, Permission::ManageLexicon, Place::Platform, now);
    if list.site_id.is_some() && weighty && !central {
        return Err(Problem::new("forbidden").saying("站点自己的禁发词和例外，要由安全管理员同意"));
    }
    Ok(())
}

fn known(r: &mut Read, actor: &Actor, id: LexiconChangeId, now: Time) -> Outcome<(Lexicon, Change)> {
    let change = stored::change(r, id)?.ok_or_else(Problem::not_found)?;
    Ok((kept(r, actor, change.lexicon_id, now)?, change))
}

/// The second person agrees: the change is in force as the list's next version.
pub fn agree(tx: &mut Tx, id: LexiconChangeId) -> Outcome<Change> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (list, change) = known(tx, &actor, id, now)?;
    may_decide(&actor, &list, &change, now)?;
    let rows = stored::rows_of_change(tx, id)?;
    put_into_force(tx, &list, &change, &rows)?;
    stored::change(tx, id)?.ok_or_else(Problem::not_found)
}

/// Refuses a change with a reason; its proposer may take it back like this.
pub fn refuse(tx: &mut Tx, id: LexiconChangeId, reason: &str) -> Outcome<Change> {
    let (actor, now) = (tx.actor().clone(), tx.now());
    let (list, change) = known(tx, &actor, id, now)?;
    if change.state() != ChangeState::Proposed {
        return Err(Problem::new("lexicon.decided"));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Problem::field("reason", "请写明为什么不同意"));
    }
    if !stored::decide_change(tx, id, ChangeState::Refused, Some(reason))? {
        return Err(Problem::new("lexicon.decided"));
    }
    let (site, lexicon, title, reason) = (list.site_id, list.id, list.title, reason.to_owned());
    tx.record(Event::LexiconRefused { site, lexicon, change: id, title, reason })?;
    stored::change(tx, id)?.ok_or_else(Problem::not_found)
}
