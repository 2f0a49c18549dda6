//! Writing: an article's one draft, its frozen versions, where it is to appear (拟稿、同时发到).

pub mod http;
mod placing;

pub use placing::{accept, arrange, propose, refuse, unplace};

use crate::identity::{require, require_of_viewer, user_of};
use crate::problem::{Outcome, Problem};
use domain::approval::RoundState;
use domain::content_type::{ContentType, TEXT_MAX_BYTES};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::publishing::{Read as PageRead, Touched};
use domain::sites::{ColumnKind, ColumnState};
use domain::text::{Format, Text};
use domain::{ColumnId, DocumentId, Hash, SiteId, Time};
use store::articles::{self as rows, Article, Draft, NewArticle, Version};
use store::placements::{self, Placement, State};
use store::sites::Column;
use store::{Read, Tx};

/// An article of one of the actor's columns, or 404.
pub fn visible(r: &mut Read, actor: &Actor, id: DocumentId, now: Time) -> Outcome<Article> {
    let article = rows::article(r, id)?.ok_or_else(Problem::not_found)?;
    require(actor, Permission::View, Place::Column(article.site_id, article.column_id), now)?;
    Ok(article)
}

/// An article whose text the actor may read, or 404: a visible one, or one that is offered to a column
/// for which he decides (签收). How it was reviewed is not his to see.
pub fn readable(r: &mut Read, actor: &Actor, id: DocumentId, now: Time) -> Outcome<Article> {
    let offered = |p: &Placement| {
        (p.is(State::Proposed) || p.is(State::Accepted))
            && may(actor, Permission::Accept, Place::Column(p.site_id, p.column_id), now)
    };
    match placements::of_document(r, id)?.iter().any(offered) {
        true => rows::article(r, id)?.ok_or_else(Problem::not_found),
        false => visible(r, actor, id, now),
    }
}

/// Why the actor may not change the draft of an article that he sees.
pub fn may_edit(r: &mut Read, actor: &Actor, article: &Article, now: Time) -> Outcome<()> {
    require_of_viewer(actor, Permission::Write, Place::Column(article.site_id, article.column_id), now)?;
    match open_round(r, article.document_id)? {
        Some(_) => Err(Problem::new("article.in_review")),
        None => Ok(()),
    }
}

/// Why the actor may not throw an article away that he sees.
pub fn may_discard(r: &mut Read, actor: &Actor, article: &Article, now: Time) -> Outcome<()> {
    if article.published_at.is_some() {
        return Err(Problem::new("article.published"));
    }
    may_edit(r, actor, article, now)
}

/// An article that the actor may write, or 404.
fn writable(tx: &mut Tx, id: DocumentId) -> Outcome<Article> {
    let article = rows::article(tx, id)?.ok_or_else(Problem::not_found)?;
    require(tx.actor(), Permission::Write, Place::Column(article.site_id, article.column_id), tx.now())?;
    Ok(article)
}

/// A column that takes articles.
pub fn open_column(r: &mut Read, id: ColumnId) -> Outcome<Column> {
    let column = store::sites::column(r, id)?.ok_or_else(Problem::not_found)?;
    if column.state != ColumnState::Open.name() {
        return Err(Problem::new("column.closed"));
    }
    if [ColumnKind::Channel, ColumnKind::Link].iter().any(|k| column.kind == k.name()) {
        return Err(Problem::new("column.not_list"));
    }
    Ok(column)
}

/// Begins an article in a column, with an empty draft.
pub fn create(tx: &mut Tx, column: ColumnId, content_type: Option<&str>) -> Outcome<DocumentId> {
    let column = open_column(tx, column)?;
    require(tx.actor(), Permission::Write, Place::Column(column.site_id, column.id), tx.now())?;
    let site = store::sites::site(tx, column.site_id)?.ok_or_else(Problem::not_found)?;
    let kind = content_type.unwrap_or(&column.content_type);
    if ContentType::find(kind).is_none() {
        return Err(Problem::field("content_type", "没有这种信息类型"));
    }
    let mut text = Text::blank(kind);
    text.source = site.name.clone();
    text.author = tx.actor().name.split(' ').next().unwrap_or_default().to_owned();
    let id: DocumentId = tx.id()?;
    rows::insert(
        tx,
        &NewArticle {
            id,
            unit: site.unit_id,
            site: site.id,
            column: column.id,
            content_type: kind,
            title: "",
            drafter: &text.author,
        },
    )?;
    let editors = [user_of(tx.actor())?];
    rows::put_draft(tx, id, 0, &text.canonical(), &text.hash(), &editors)?;
    tx.record(Event::ArticleCreated { site: site.id, document: id, title: String::new() })?;
    Ok(id)
}

/// How the body of a text is to be read and drawn.
pub fn format_of(text: &Text) -> theme::body::Format {
    match text.body.format {
        Format::Doc => theme::body::Format::Doc,
        Format::Html => theme::body::Format::Html,
        Format::Markdown => theme::body::Format::Markdown,
    }
}

/// Checks what any text must be, whoever wrote it: canonical, of bounded size, a body that can be drawn.
pub fn check_text(text: &Text) -> Outcome<()> {
    text.check().map_err(|why| Problem::field("text", why))?;
    if ContentType::find(&text.content_type).is_none() {
        return Err(Problem::field("type", "没有这种信息类型"));
    }
    if text.canonical().len() > TEXT_MAX_BYTES {
        return Err(Problem::field("body", "稿件太长，正文数据最多 4 MB"));
    }
    match (text.body.format, &text.body.value) {
        (Format::Doc, value) => check_doc(value),
        (_, serde_json::Value::String(_)) => Ok(()),
        _ => Err(Problem::field("body", "正文格式不对")),
    }
}

/// Refuses a document of the editor with anything but what the editor knows.
pub fn check_doc(doc: &serde_json::Value) -> Outcome<()> {
    theme::body::validate_doc(doc).map_err(|problems| {
        let first = problems.first().map(|p| format!("{}（{}）", p.message, p.path)).unwrap_or_default();
        Problem::field("body", format!("正文里有不支持的内容：{first}"))
    })
}

/// What a save left behind.
pub struct Saved {
    pub revision: i32,
    pub hash: Hash,
}

/// Saves the draft over the revision that the person saw; autosave makes no version.
pub fn save_draft(tx: &mut Tx, id: DocumentId, base_revision: i32, text: &Text) -> Outcome<Saved> {
    let article = writable(tx, id)?;
    check_text(text)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    may_edit(tx, &actor, &article, now)?;
    put(tx, &article, base_revision, text)
}

fn put(tx: &mut Tx, article: &Article, base_revision: i32, text: &Text) -> Outcome<Saved> {
    let id = article.document_id;
    let before = working_draft(tx, id)?;
    let revision = before.as_ref().map_or(0, |d| d.revision);
    if revision != base_revision {
        return Err(conflict(tx, before)?);
    }
    let hash = text.hash();
    if before.as_ref().is_some_and(|d| d.hash == hash.as_str()) {
        tx.record(Event::DraftSaved { site: article.site_id, document: id, title: text.title.clone(), revision })?;
        return Ok(Saved { revision, hash });
    }
    let mut editors = before.as_ref().map(Draft::editors).transpose()?.unwrap_or_default();
    if let Some(user) = tx.actor().user.filter(|u| !editors.contains(u)) {
        editors.push(user);
    }
    if !rows::put_draft(tx, id, base_revision, &text.canonical(), &hash, &editors)? {
        let now = rows::draft(tx, id)?;
        return Err(conflict(tx, now)?);
    }
    rows::set_heading(tx, id, &text.title, &text.author)?;
    rows::refresh(tx, id)?;
    tx.record(Event::DraftSaved { site: article.site_id, document: id, title: text.title.clone(), revision: base_revision + 1 })?;
    Ok(Saved { revision: base_revision + 1, hash })
}

/// Who saved in between, and when.
fn conflict(tx: &mut Tx, draft: Option<Draft>) -> Outcome<Problem> {
    let by = match draft.as_ref().and_then(|d| d.saved_by) {
        Some(user) => store::identity::user(tx, user)?.map(|u| u.name),
        None => None,
    };
    let problem = Problem::new("article.conflict").with("by", by.unwrap_or_else(|| "别人".into()));
    Ok(match draft {
        Some(d) => problem.with("at", d.saved_at.utc_rfc3339()).with("revision", d.revision),
        None => problem,
    })
}

pub fn open_round(r: &mut Read, id: DocumentId) -> Outcome<Option<store::approval::Round>> {
    Ok(store::approval::rounds_of(r, id)?.into_iter().find(|round| round.state() == RoundState::Open))
}

/// The draft; an article that was brought in as published gets its live text as the first one.
pub fn working_draft(r: &mut Read, id: DocumentId) -> Outcome<Option<Draft>> {
    if let Some(draft) = rows::draft(r, id)? {
        return Ok(Some(draft));
    }
    let Some(version) = rows::versions(r, id)?.into_iter().next() else { return Ok(None) };
    Ok(Some(Draft {
        document_id: id,
        revision: 0,
        text: version.text,
        hash: version.hash,
        saved_at: version.created_at,
        saved_by: version.created_by,
        editors: "[]".into(),
    }))
}

/// Freezes the draft as a version that can be found again.
pub fn keep_version(tx: &mut Tx, id: DocumentId, reason: &str) -> Outcome<Version> {
    let article = writable(tx, id)?;
    let draft = working_draft(tx, id)?.ok_or_else(Problem::not_found)?;
    let version = rows::keep_version(tx, id, &draft.text, &Hash::stored(&draft.hash), reason)?;
    tx.record(Event::VersionKept { site: article.site_id, document: id, number: version.number, reason: reason.into() })?;
    Ok(version)
}

/// Puts an earlier version's text into the draft; what the draft held is kept as a version first.
pub fn restore(tx: &mut Tx, id: DocumentId, number: i32, base_revision: i32) -> Outcome<Saved> {
    let old = rows::version_by_number(tx, id, number)?.ok_or_else(Problem::not_found)?;
    keep_version(tx, id, "restore")?;
    save_draft(tx, id, base_revision, &old.text()?)
}

/// Another home column, before the article is first published.
pub fn assign_column(tx: &mut Tx, id: DocumentId, column: ColumnId) -> Outcome<()> {
    let article = writable(tx, id)?;
    let to = open_column(tx, column)?;
    require(tx.actor(), Permission::Write, Place::Column(to.site_id, to.id), tx.now())?;
    if to.site_id != article.site_id {
        return Err(Problem::field("column", "主栏目只能在本站点内选"));
    }
    if article.published_at.is_some() {
        return Err(Problem::new("article.published").saying("已发布过的稿件不能换主栏目"));
    }
    if open_round(tx, id)?.is_some() {
        return Err(Problem::new("article.in_review"));
    }
    // One placement per column: publishing could not make the home one there.
    if placements::of_document(tx, id)?.iter().any(|p| p.column_id == column) {
        return Err(Problem::new("placement.exists"));
    }
    rows::set_column(tx, id, column)?;
    Ok(tx.record(Event::ColumnAssigned { site: article.site_id, document: id, column: to.path })?)
}

/// Puts a text that was never published into the recycle bin.
pub fn discard(tx: &mut Tx, id: DocumentId) -> Outcome<()> {
    let article = writable(tx, id)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    may_discard(tx, &actor, &article, now)?;
    rows::discard(tx, id)?;
    Ok(tx.record(Event::ArticleDiscarded { site: article.site_id, document: id, title: article.title })?)
}

/// Kinds of relation between articles.
pub const RELATION_KINDS: &[&str] = &["interprets", "replaces", "repeals"];

/// Replaces what an article relates to; both ends must be visible to the actor.
pub fn relate(tx: &mut Tx, id: DocumentId, to: &[(String, DocumentId)]) -> Outcome<()> {
    let article = writable(tx, id)?;
    let (actor, now) = (tx.actor().clone(), tx.now());
    for (kind, other) in to {
        if !RELATION_KINDS.contains(&kind.as_str()) || *other == id {
            return Err(Problem::field("kind", "没有这种关联"));
        }
        visible(tx, &actor, *other, now)?;
    }
    let before = rows::relations(tx, id)?;
    rows::put_relations(tx, id, to)?;
    let ends = before.into_iter().map(|(_, other, _)| other).chain(to.iter().map(|(_, other)| *other)).chain([id]);
    let touched = ends.map(|end| Touched(PageRead::Document(end))).collect();
    let sites = store::publishing::touch(tx, &touched)?.into_iter().collect();
    Ok(tx.record(Event::RelationsChanged { site: article.site_id, document: id, sites })?)
}

/// A text that comes in from outside (import): the draft is overwritten, an open round loses its ground.
pub fn overwrite_draft(tx: &mut Tx, id: DocumentId, text: &Text) -> Outcome<Saved> {
    let article = writable(tx, id)?;
    check_text(text)?;
    if let Some(round) = open_round(tx, id)? {
        store::approval::close(tx, round.id, RoundState::Void, None, Some("导入了新的稿件内容"))?;
        tx.record(Event::RoundVoided {
            site: article.site_id,
            document: id,
            round: round.id,
            reason: "导入了新的稿件内容".into(),
        })?;
    }
    let base = rows::draft(tx, id)?.map_or(0, |d| d.revision);
    put(tx, &article, base, text)
}

/// The site of an article's home.
pub fn site_of(r: &mut Read, id: DocumentId) -> Outcome<SiteId> {
    Ok(rows::article(r, id)?.ok_or_else(Problem::not_found)?.site_id)
}
