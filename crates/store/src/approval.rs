//! Rounds, signatures, claims and annotations (三审三校).

use crate::engine::Db;
use crate::schema::{annotation, article, round, signature};
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use domain::approval::{Form, PlanStage, RoundState, Stage};
use domain::identity::Scope;
use domain::{AnnotationId, ColumnId, DocumentId, Hash, RoundId, SignatureId, SiteId, Time, UserId, VersionId};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Queryable)]
pub struct Round {
    pub id: RoundId,
    pub document_id: DocumentId,
    pub version_id: VersionId,
    pub number: i32,
    pub hash: String,
    pub form: String,
    pub stages: String,
    pub authors: String,
    pub state: String,
    pub opened_at: Time,
    pub opened_by: UserId,
    /// When the stage that is due should be signed.
    pub due_at: Time,
    pub closed_at: Option<Time>,
    pub closed_by: Option<UserId>,
    /// The stage that returned it.
    pub closing_stage: Option<String>,
    pub reason: Option<String>,
    pub claimed_by: Option<UserId>,
    pub claimed_at: Option<Time>,
}

#[derive(Clone, Debug, Queryable)]
pub struct Signature {
    pub id: SignatureId,
    pub round_id: RoundId,
    pub stage: String,
    pub seat: i32,
    pub kind: String,
    pub user_id: UserId,
    pub hash: String,
    pub opinion: String,
    pub checklist: String,
    pub signed_at: Time,
}

impl Round {
    pub fn state(&self) -> RoundState {
        RoundState::parse(&self.state).unwrap_or(RoundState::Void)
    }
    pub fn authors(&self) -> Result<Vec<UserId>> {
        Ok(serde_json::from_str(&self.authors)?)
    }
    pub fn stages(&self) -> Result<Vec<PlanStage>> {
        Ok(serde_json::from_str(&self.stages)?)
    }
    /// The rule's view of the row and its signatures.
    pub fn rule(&self, signatures: &[Signature]) -> Result<domain::approval::Round> {
        let mut given = Vec::new();
        for s in signatures.iter().filter(|s| s.round_id == self.id) {
            let stage = Stage::parse(&s.stage).ok_or_else(|| Error::Data(format!("stage {}", s.stage)))?;
            given.push(domain::approval::Signature { stage, user: s.user_id, hash: Hash::stored(&s.hash) });
        }
        Ok(domain::approval::Round {
            form: Form::parse(&self.form).ok_or_else(|| Error::Data(format!("form {}", self.form)))?,
            stages: self.stages()?,
            state: self.state(),
            hash: Hash::stored(&self.hash),
            authors: self.authors()?,
            signatures: given,
        })
    }
}

/// A round to be opened.
pub struct NewRound<'a> {
    pub document: DocumentId,
    pub version: VersionId,
    pub hash: &'a str,
    pub form: Form,
    pub stages: &'a [PlanStage],
    pub authors: &'a [UserId],
    pub by: UserId,
    pub due_at: Time,
}

/// Opens the next round of a document; the database allows one open round.
pub fn open(tx: &mut Tx, new: &NewRound) -> Result<Round> {
    let last: Option<i32> =
        round::table.filter(round::document_id.eq(new.document.sql())).select(diesel::dsl::max(round::number)).first(tx.db)?;
    let id: RoundId = tx.id()?;
    let values = (
        (
            round::id.eq(id.sql()),
            round::document_id.eq(new.document.sql()),
            round::version_id.eq(new.version.sql()),
            round::number.eq(last.unwrap_or(0) + 1),
        ),
        (
            round::hash.eq(new.hash),
            round::form.eq(new.form.name()),
            round::stages.eq(serde_json::to_string(new.stages)?),
            round::authors.eq(serde_json::to_string(new.authors)?),
        ),
        (
            round::state.eq(RoundState::Open.name()),
            round::opened_at.eq(tx.now().sql()),
            round::opened_by.eq(new.by.sql()),
            round::due_at.eq(new.due_at.sql()),
        ),
    );
    diesel::insert_into(round::table).values(values).execute(tx.db)?;
    Ok(round::table.find(id.sql()).first(tx.db)?)
}

pub fn round(r: &mut Read, id: RoundId) -> Result<Option<Round>> {
    Ok(round::table.find(id.sql()).first(r.db).optional()?)
}

/// Keeps others from changing a round until this transaction ends, so that what is read of it next stays true.
/// SQLite lets one transaction write at a time anyway.
pub fn hold(tx: &mut Tx, id: RoundId) -> Result<()> {
    if let Db::Postgres(c) = &mut *tx.db {
        round::table.find(id.sql()).select(round::id).for_update().first::<RoundId>(c).optional()?;
    }
    Ok(())
}

/// Newest first.
pub fn rounds_of(r: &mut Read, document: DocumentId) -> Result<Vec<Round>> {
    Ok(round::table.filter(round::document_id.eq(document.sql())).order(round::number.desc()).load(r.db)?)
}

/// The newest round of each document; one that was never submitted is missing.
pub fn newest_rounds(r: &mut Read, documents: &[DocumentId]) -> Result<BTreeMap<DocumentId, Round>> {
    let rows: Vec<Round> = round::table.filter(round::document_id.eq_any(documents.sql())).order(round::number).load(r.db)?;
    Ok(rows.into_iter().map(|row| (row.document_id, row)).collect())
}

/// How many open rounds each of these people has claimed.
pub fn claims(r: &mut Read, users: &[UserId]) -> Result<BTreeMap<UserId, i64>> {
    let ids: Vec<_> = users.iter().map(|u| Some(u.sql())).collect();
    let rows = round::table.filter(round::state.eq(RoundState::Open.name()).and(round::claimed_by.eq_any(ids)));
    let held: Vec<Option<UserId>> = rows.select(round::claimed_by).load(r.db)?;
    let mut counts = BTreeMap::new();
    for user in held.into_iter().flatten() {
        *counts.entry(user).or_default() += 1;
    }
    Ok(counts)
}

pub fn signatures(r: &mut Read, rounds: &[RoundId]) -> Result<Vec<Signature>> {
    Ok(signature::table
        .filter(signature::round_id.eq_any(rounds.sql()))
        .order((signature::signed_at, signature::id))
        .load(r.db)?)
}

/// Open rounds within a scope, soonest due first, with the article's site and column.
pub fn open_rounds(r: &mut Read, scope: &Scope, site: Option<SiteId>) -> Result<Vec<(Round, crate::articles::Article)>> {
    let mut query = round::table
        .inner_join(article::table.on(article::document_id.eq(round::document_id)))
        .filter(round::state.eq(RoundState::Open.name()).and(article::discarded.eq(false)))
        .order((round::due_at, round::id))
        .limit(500)
        .select((round::all_columns, article::all_columns))
        .into_boxed();
    if let Some(site) = site {
        query = query.filter(article::site_id.eq(site.sql()));
    }
    if !scope.is_all() {
        let sites: Vec<SiteId> = scope.sites().iter().copied().collect();
        let columns: Vec<ColumnId> = scope.columns().iter().copied().collect();
        query =
            query.filter(article::site_id.eq_any(sites.as_slice().sql()).or(article::column_id.eq_any(columns.as_slice().sql())));
    }
    Ok(query.load(r.db)?)
}

/// A signature to be given.
pub struct NewSignature<'a> {
    pub stage: Stage,
    pub user: UserId,
    pub hash: &'a Hash,
    pub opinion: &'a str,
    pub checklist: &'a str,
}

/// The database refuses a second signature of a seat, and of a person per kind.
pub fn sign(tx: &mut Tx, round: RoundId, new: &NewSignature) -> Result<()> {
    let id: SignatureId = tx.id()?;
    let values = (
        (
            signature::id.eq(id.sql()),
            signature::round_id.eq(round.sql()),
            signature::stage.eq(new.stage.name()),
            signature::seat.eq(0),
        ),
        (
            signature::kind.eq(new.stage.kind().name()),
            signature::user_id.eq(new.user.sql()),
            signature::hash.eq(new.hash.as_str()),
        ),
        (signature::opinion.eq(new.opinion), signature::checklist.eq(new.checklist), signature::signed_at.eq(tx.now().sql())),
    );
    diesel::insert_into(signature::table).values(values).execute(tx.db)?;
    Ok(())
}

/// The next stage is due: a new term, and nobody's claim.
pub fn advance(tx: &mut Tx, id: RoundId, due_at: Time) -> Result<()> {
    let set =
        (round::due_at.eq(due_at.sql()), round::claimed_by.eq(None::<UserId>.sql()), round::claimed_at.eq(None::<Time>.sql()));
    diesel::update(round::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}

/// Ends an open round; fails as taken when someone else ended it in between.
pub fn close(tx: &mut Tx, id: RoundId, state: RoundState, stage: Option<Stage>, reason: Option<&str>) -> Result<()> {
    let by = tx.actor().user;
    let set = (
        (round::state.eq(state.name()), round::closed_at.eq(Some(tx.now().sql())), round::closed_by.eq(by.sql())),
        (round::closing_stage.eq(stage.map(Stage::name)), round::reason.eq(reason), round::claimed_by.eq(None::<UserId>.sql())),
    );
    let open = round::table.find(id.sql()).filter(round::state.eq(RoundState::Open.name()));
    match diesel::update(open).set(set).execute(tx.db)? {
        1 => Ok(()),
        _ => Err(Error::Taken(format!("round {id} is closed"))),
    }
}

pub fn claim(tx: &mut Tx, id: RoundId, user: Option<UserId>) -> Result<()> {
    let at = user.map(|_| tx.now());
    diesel::update(round::table.find(id.sql()))
        .set((round::claimed_by.eq(user.sql()), round::claimed_at.eq(at.sql())))
        .execute(tx.db)?;
    Ok(())
}

/// What a person said about a place in a submitted text (批注).
#[derive(Clone, Debug, Queryable)]
pub struct Annotation {
    pub id: AnnotationId,
    pub document_id: DocumentId,
    pub round_id: RoundId,
    pub field: String,
    pub block: i32,
    pub start_at: i32,
    pub end_at: i32,
    pub quote: String,
    pub text: String,
    pub made_by: UserId,
    pub made_at: Time,
    pub resolved_by: Option<UserId>,
    pub resolved_at: Option<Time>,
}

pub fn annotate(tx: &mut Tx, row: &Annotation) -> Result<()> {
    let values = (
        (
            annotation::id.eq(row.id.sql()),
            annotation::document_id.eq(row.document_id.sql()),
            annotation::round_id.eq(row.round_id.sql()),
            annotation::field.eq(&row.field),
        ),
        (
            annotation::block.eq(row.block),
            annotation::start_at.eq(row.start_at),
            annotation::end_at.eq(row.end_at),
            annotation::quote.eq(&row.quote),
        ),
        (annotation::text.eq(&row.text), annotation::made_by.eq(row.made_by.sql()), annotation::made_at.eq(row.made_at.sql())),
    );
    diesel::insert_into(annotation::table).values(values).execute(tx.db)?;
    Ok(())
}

pub fn annotations(r: &mut Read, document: DocumentId) -> Result<Vec<Annotation>> {
    Ok(annotation::table
        .filter(annotation::document_id.eq(document.sql()))
        .order((annotation::block, annotation::start_at, annotation::made_at))
        .load(r.db)?)
}

pub fn annotation(r: &mut Read, id: AnnotationId) -> Result<Option<Annotation>> {
    Ok(annotation::table.find(id.sql()).first(r.db).optional()?)
}

pub fn resolve_annotation(tx: &mut Tx, id: AnnotationId) -> Result<()> {
    let by = tx.actor().user;
    diesel::update(annotation::table.find(id.sql()))
        .set((annotation::resolved_by.eq(by.sql()), annotation::resolved_at.eq(Some(tx.now().sql()))))
        .execute(tx.db)?;
    Ok(())
}
