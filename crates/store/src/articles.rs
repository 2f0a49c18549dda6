//! Articles: the document, its one draft, its immutable versions, its relations.

mod lists;
pub use lists::*;

use crate::engine::Portable;
use crate::schema::{article, document, draft, live, publication, relation, round, version};
use crate::types::Bind;
use crate::{Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::approval::RoundState;
use domain::text::Text;
use domain::{ColumnId, DocumentId, Hash, SiteId, Time, UnitId, UserId, VersionId, words};

words! {
    /// Where an article stands; derived from its facts by [`refresh`] and kept for lists.
    pub enum State {
        Draft = "draft",
        Review = "review",
        Returned = "returned",
        Live = "live",
        /// Public, with a newer draft.
        LiveEditing = "live_editing",
        LiveReview = "live_review",
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, Debug, Queryable)]
pub struct Article {
    pub document_id: DocumentId,
    pub site_id: SiteId,
    pub column_id: ColumnId,
    pub content_type: String,
    pub title: String,
    pub state: String,
    pub drafter: String,
    pub updated_at: Time,
    /// First publication; never changes (ARCHITECTURE.md invariant 13).
    pub published_at: Option<Time>,
    pub discarded: bool,
}

#[derive(Clone, Debug, Queryable)]
pub struct Draft {
    pub document_id: DocumentId,
    pub revision: i32,
    pub text: String,
    pub hash: String,
    pub saved_at: Time,
    pub saved_by: Option<UserId>,
    /// JSON array of the users who edited since the text was last public.
    pub editors: String,
}

impl Draft {
    pub fn text(&self) -> Result<Text> {
        Ok(serde_json::from_str(&self.text)?)
    }
    pub fn editors(&self) -> Result<Vec<UserId>> {
        Ok(serde_json::from_str(&self.editors)?)
    }
}

#[derive(Clone, Debug, Queryable)]
pub struct Version {
    pub id: VersionId,
    pub document_id: DocumentId,
    pub number: i32,
    pub text: String,
    pub hash: String,
    pub reason: String,
    pub created_at: Time,
    pub created_by: Option<UserId>,
}

impl Version {
    pub fn text(&self) -> Result<Text> {
        Ok(serde_json::from_str(&self.text)?)
    }
    pub fn hash(&self) -> Hash {
        Hash::stored(&self.hash)
    }
}

/// A new article without any text yet.
pub struct NewArticle<'a> {
    pub id: DocumentId,
    pub unit: UnitId,
    pub site: SiteId,
    pub column: ColumnId,
    pub content_type: &'a str,
    pub title: &'a str,
    pub drafter: &'a str,
}

pub fn insert(tx: &mut Tx, new: &NewArticle) -> Result<()> {
    let by = tx.actor().user;
    let values = (
        document::id.eq(new.id.sql()),
        document::kind.eq("article"),
        document::unit_id.eq(new.unit.sql()),
        document::site_id.eq(Some(new.site.sql())),
        document::created_at.eq(tx.now().sql()),
        document::created_by.eq(by.sql()),
    );
    diesel::insert_into(document::table).values(values).execute(tx.db)?;
    let values = (
        (article::document_id.eq(new.id.sql()), article::site_id.eq(new.site.sql()), article::column_id.eq(new.column.sql())),
        (article::content_type.eq(new.content_type), article::title.eq(new.title), article::state.eq(State::Draft.name())),
        (article::drafter.eq(new.drafter), article::updated_at.eq(tx.now().sql()), article::discarded.eq(false)),
    );
    diesel::insert_into(article::table).values(values).execute(tx.db)?;
    Ok(())
}

pub fn article(r: &mut Read, id: DocumentId) -> Result<Option<Article>> {
    Ok(article::table.find(id.sql()).filter(article::discarded.eq(false)).first(r.db).optional()?)
}

pub fn draft(r: &mut Read, id: DocumentId) -> Result<Option<Draft>> {
    Ok(draft::table.find(id.sql()).first(r.db).optional()?)
}

/// Writes the draft over revision `base` (0: there is none yet); false when someone saved in between.
pub fn put_draft(tx: &mut Tx, id: DocumentId, base: i32, text: &str, hash: &Hash, editors: &[UserId]) -> Result<bool> {
    let by = tx.actor().user;
    let editors = serde_json::to_string(editors)?;
    let set = (
        draft::revision.eq(base + 1),
        draft::text.eq(text),
        draft::hash.eq(hash.as_str()),
        draft::saved_at.eq(tx.now().sql()),
        draft::saved_by.eq(by.sql()),
        draft::editors.eq(editors),
    );
    let n = if base == 0 {
        Portable(diesel::insert_into(draft::table).values((draft::document_id.eq(id.sql()), set)).on_conflict_do_nothing())
            .execute(tx.db)?
    } else {
        diesel::update(draft::table.find(id.sql()).filter(draft::revision.eq(base))).set(set).execute(tx.db)?
    };
    Ok(n == 1)
}

/// The draft became public: from now on only new edits count as authorship. One that was edited after
/// the last signature keeps its editors.
pub fn clear_editors(tx: &mut Tx, id: DocumentId, public: &str) -> Result<()> {
    diesel::update(draft::table.find(id.sql()).filter(draft::hash.eq(public))).set(draft::editors.eq("[]")).execute(tx.db)?;
    Ok(())
}

pub fn set_heading(tx: &mut Tx, id: DocumentId, title: &str, drafter: &str) -> Result<()> {
    let set = (article::title.eq(title), article::drafter.eq(drafter), article::updated_at.eq(tx.now().sql()));
    diesel::update(article::table.find(id.sql())).set(set).execute(tx.db)?;
    Ok(())
}

pub fn set_column(tx: &mut Tx, id: DocumentId, column: ColumnId) -> Result<()> {
    diesel::update(article::table.find(id.sql())).set(article::column_id.eq(column.sql())).execute(tx.db)?;
    Ok(())
}

/// Remembers the first publication; a later one changes nothing.
pub fn note_first_publication(tx: &mut Tx, id: DocumentId, at: Time) -> Result<()> {
    diesel::update(article::table.find(id.sql()).filter(article::published_at.is_null()))
        .set(article::published_at.eq(Some(at.sql())))
        .execute(tx.db)?;
    Ok(())
}

pub fn discard(tx: &mut Tx, id: DocumentId) -> Result<()> {
    diesel::update(article::table.find(id.sql()))
        .set((article::discarded.eq(true), article::updated_at.eq(tx.now().sql())))
        .execute(tx.db)?;
    Ok(())
}

/// Freezes a text as the next version; the same text again gives the version that is there.
pub fn keep_version(tx: &mut Tx, id: DocumentId, text: &str, hash: &Hash, reason: &str) -> Result<Version> {
    let newest: Option<Version> =
        version::table.filter(version::document_id.eq(id.sql())).order(version::number.desc()).first(tx.db).optional()?;
    if let Some(same) = newest.as_ref().filter(|v| v.hash == hash.as_str()) {
        return Ok(same.clone());
    }
    let row = Version {
        id: tx.id()?,
        document_id: id,
        number: newest.map_or(1, |v| v.number + 1),
        text: text.to_owned(),
        hash: hash.to_string(),
        reason: reason.to_owned(),
        created_at: tx.now(),
        created_by: tx.actor().user,
    };
    let values = (
        (
            version::id.eq(row.id.sql()),
            version::document_id.eq(id.sql()),
            version::number.eq(row.number),
            version::text.eq(&row.text),
        ),
        (
            version::hash.eq(&row.hash),
            version::reason.eq(&row.reason),
            version::created_at.eq(row.created_at.sql()),
            version::created_by.eq(row.created_by.sql()),
        ),
    );
    diesel::insert_into(version::table).values(values).execute(tx.db)?;
    Ok(row)
}

pub fn version(r: &mut Read, id: VersionId) -> Result<Option<Version>> {
    Ok(version::table.find(id.sql()).first(r.db).optional()?)
}

pub fn version_by_number(r: &mut Read, id: DocumentId, number: i32) -> Result<Option<Version>> {
    Ok(version::table.filter(version::document_id.eq(id.sql()).and(version::number.eq(number))).first(r.db).optional()?)
}

/// Newest first.
pub fn versions(r: &mut Read, id: DocumentId) -> Result<Vec<Version>> {
    Ok(version::table.filter(version::document_id.eq(id.sql())).order(version::number.desc()).load(r.db)?)
}

/// (kind, other document, whether the relation leads from here) in order.
pub fn relations(r: &mut Read, id: DocumentId) -> Result<Vec<(String, DocumentId, bool)>> {
    let out: Vec<(String, DocumentId)> = relation::table
        .filter(relation::from_id.eq(id.sql()))
        .order((relation::kind, relation::ordinal))
        .select((relation::kind, relation::to_id))
        .load(r.db)?;
    let back: Vec<(String, DocumentId)> = relation::table
        .filter(relation::to_id.eq(id.sql()))
        .order((relation::kind, relation::from_id))
        .select((relation::kind, relation::from_id))
        .load(r.db)?;
    Ok(out.into_iter().map(|(k, d)| (k, d, true)).chain(back.into_iter().map(|(k, d)| (k, d, false))).collect())
}

/// Replaces the relations that lead from a document.
pub fn put_relations(tx: &mut Tx, from: DocumentId, to: &[(String, DocumentId)]) -> Result<()> {
    diesel::delete(relation::table.filter(relation::from_id.eq(from.sql()))).execute(tx.db)?;
    for (ordinal, (kind, id)) in to.iter().enumerate() {
        let values = (
            relation::from_id.eq(from.sql()),
            relation::to_id.eq(id.sql()),
            relation::kind.eq(kind),
            relation::ordinal.eq(ordinal as i32),
        );
        Portable(
            diesel::insert_into(relation::table)
                .values(values)
                .on_conflict((relation::from_id, relation::to_id, relation::kind))
                .do_update()
                .set(relation::ordinal.eq(excluded(relation::ordinal))),
        )
        .execute(tx.db)?;
    }
    Ok(())
}

/// Derives an article's state from its facts and keeps it: the one place that sets it.
pub fn refresh(tx: &mut Tx, id: DocumentId) -> Result<State> {
    let open = round::table
        .filter(round::document_id.eq(id.sql()))
        .order(round::number.desc())
        .select(round::state)
        .first::<String>(tx.db)
        .optional()?;
    let round = open.and_then(|s| RoundState::parse(&s));
    let public: Option<String> = live::table.find(id.sql()).select(live::hash).first(tx.db).optional()?;
    let draft: Option<String> = draft::table.find(id.sql()).select(draft::hash).first(tx.db).optional()?;
    let was_public = publication::table
        .filter(publication::document_id.eq(id.sql()))
        .select(publication::id)
        .first::<domain::PublicationId>(tx.db)
        .optional()?
        .is_some();
    let state = match (&public, round) {
        (Some(_), Some(RoundState::Open)) => State::LiveReview,
        (None, Some(RoundState::Open)) => State::Review,
        (_, Some(RoundState::Returned)) => State::Returned,
        (Some(shown), _) if draft.as_ref().is_some_and(|d| d != shown) => State::LiveEditing,
        (Some(_), _) => State::Live,
        (None, _) if was_public => State::Withdrawn,
        (None, Some(RoundState::Completed)) => State::Review,
        (None, _) => State::Draft,
    };
    diesel::update(article::table.find(id.sql()))
        .set((article::state.eq(state.name()), article::updated_at.eq(tx.now().sql())))
        .execute(tx.db)?;
    Ok(state)
}
