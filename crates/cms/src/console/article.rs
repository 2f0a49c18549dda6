//! 编辑: one article with its draft, what was found in it, where it goes, and what the person may do.

use super::findings::{Annotation, Shown, Waiver, annotation, shown, waivers};
use super::steps::{RoundBrief, brief_of};
use super::viewer::ColumnBrief;
use super::{Viewer, Why};
use crate::articles::{format_of, may_discard, may_edit, readable, visible, working_draft};
use crate::identity::http::SiteBrief;
use crate::problem::{Outcome, Problem};
use crate::proofing::look;
use crate::publishing::withdrawable;
use domain::approval::RoundState;
use domain::content_type::ContentType;
use domain::text::Text;
use domain::{DocumentId, Time};
use serde::Serialize;
use store::Read;
use store::approval::Round;
use store::articles::{self as rows, Draft, State};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub struct Article {
    id: String,
    site: SiteBrief,
    column: ColumnBrief,
    #[schema(value_type = Object)]
    content_type: ContentType,
    revision: i32,
    #[schema(value_type = Object)]
    text: Text,
    hash: String,
    #[schema(value_type = String)]
    saved_at: Time,
    saved_by: String,
    editable: bool,
    editable_why: Option<String>,
    state: String,
    live: Option<Live>,
    round: Option<RoundBrief>,
    returned: Option<Returned>,
    placements: Vec<Placement>,
    relations: Vec<Relation>,
    findings: Vec<Shown>,
    waivers: Vec<Waiver>,
    may: May,
}

#[derive(Serialize, ToSchema)]
pub struct Live {
    version: i32,
    url: String,
    #[schema(value_type = String)]
    published_at: Time,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ArticleReturned)]
pub struct Returned {
    reason: String,
    by: String,
    #[schema(value_type = String)]
    at: Time,
    annotations: Vec<Annotation>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ArticleMay)]
pub struct May {
    submit: Why,
    recall: Why,
    withdraw: Why,
    discard: Why,
}

#[derive(Serialize, ToSchema)]
pub struct Placement {
    id: String,
    site: String,
    column: String,
    /// Names from the top: "政务公开 / 通知公告".
    column_path: String,
    provenance: String,
    state: String,
    reason: Option<String>,
    slot: Option<String>,
    #[schema(value_type = Option<String>)]
    pinned_until: Option<Time>,
    url: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct Relation {
    kind: String,
    /// `to` or `from`
    direction: &'static str,
    article: String,
    title: String,
}

/// The whole screen; 404 for an article that the viewer may not see.
pub fn view(r: &mut Read, v: &mut Viewer, id: DocumentId) -> Outcome<Article> {
    let article = readable(r, v.actor, id, v.now)?;
    let draft = working_draft(r, id)?.ok_or_else(Problem::not_found)?;
    let text = draft.text()?;
    let newest = store::approval::rounds_of(r, id)?.into_iter().next();
    let edit = Why::of(may_edit(r, v.actor, &article, v.now))?;
    let answers = waivers(r, v, &article)?;
    let judged = look(v.app, r, &article, &text, v.now)?;
    Ok(Article {
        id: id.to_string(),
        site: v.site_brief(r, article.site_id)?,
        column: v.column(r, article.site_id, article.column_id)?,
        content_type: content_type(&text.content_type)?,
        revision: draft.revision,
        hash: draft.hash.clone(),
        saved_at: draft.saved_at,
        saved_by: v.name(r, draft.saved_by)?,
        editable: edit.ok,
        editable_why: edit.reason.clone(),
        live: live(r, v, &article)?,
        round: match &newest {
            Some(round) if is_under_way(round, &article.state) => Some(brief_of(r, v, round, &article)?),
            _ => None,
        },
        returned: match &newest {
            Some(round) if round.state() == RoundState::Returned => Some(returned(r, v, round)?),
            _ => None,
        },
        placements: placements(r, v, id)?,
        relations: relations(r, id)?,
        findings: shown(r, v, &article, &judged)?,
        waivers: answers,
        may: May {
            submit: edit,
            recall: Why::of(crate::approval::recallable(r, v.actor, &article, v.now))?,
            withdraw: Why::of(withdrawable(r, v.actor, id, v.now).map_err(unseen_to_forbidden))?,
            discard: Why::of(may_discard(r, v.actor, &article, v.now))?,
        },
        state: article.state,
        text,
    })
}

/// Beside a button of an article that he sees, "not found" would be odd.
fn unseen_to_forbidden(problem: Problem) -> Problem {
    if problem.code == "not_found" { Problem::new("forbidden") } else { problem }
}

/// The type that a text was written with.
pub fn content_type(code: &str) -> Outcome<ContentType> {
    ContentType::find(code).ok_or_else(|| Problem::internal(format!("content type {code}")))
}

/// Open, or signed by all and not yet public.
fn is_under_way(round: &Round, state: &str) -> bool {
    let waits = [State::Review, State::LiveReview].iter().any(|s| state == s.name());
    match round.state() {
        RoundState::Open => true,
        RoundState::Completed => waits,
        _ => false,
    }
}

fn live(r: &mut Read, v: &mut Viewer, article: &rows::Article) -> Outcome<Option<Live>> {
    let Some(live) = store::publishing::live(r, article.document_id)? else { return Ok(None) };
    let version = rows::version(r, live.version_id)?.ok_or_else(Problem::not_found)?;
    let url = v.page_of(r, article.document_id, article.site_id)?.unwrap_or_default();
    Ok(Some(Live { version: version.number, url, published_at: live.published_at }))
}

fn returned(r: &mut Read, v: &mut Viewer, round: &Round) -> Outcome<Returned> {
    let mut marked = store::approval::annotations(r, round.document_id)?;
    marked.retain(|a| a.round_id == round.id);
    Ok(Returned {
        reason: round.reason.clone().unwrap_or_default(),
        by: v.titled(r, round.closed_by)?,
        at: round.closed_at.unwrap_or(round.opened_at),
        annotations: marked.iter().map(|a| annotation(r, v, a)).collect::<Outcome<_>>()?,
    })
}

/// Every place that the article was proposed for, the home first.
pub fn placements(r: &mut Read, v: &mut Viewer, id: DocumentId) -> Outcome<Vec<Placement>> {
    let all = store::placements::of_document(r, id)?;
    all.into_iter().map(|p| placement(r, v, p)).collect()
}

pub fn placement(r: &mut Read, v: &mut Viewer, p: store::placements::Placement) -> Outcome<Placement> {
    let column = v.column(r, p.site_id, p.column_id)?;
    let up = store::publishing::places(r, &[p.document_id])?.into_iter().find(|up| up.column_id == p.column_id);
    Ok(Placement {
        id: p.id.to_string(),
        site: v.site_name(r, p.site_id)?,
        column: column.name,
        column_path: column.names.join(" / "),
        provenance: p.provenance,
        state: p.state,
        reason: p.reason,
        slot: p.slot,
        pinned_until: p.pinned_until,
        url: up.map(|up| v.url(r, up.site_id, &up.path)).transpose()?,
    })
}

/// Relations in both directions, with the titles of the other ends.
pub fn relations(r: &mut Read, id: DocumentId) -> Outcome<Vec<Relation>> {
    let related = rows::relations(r, id)?;
    let ids: Vec<DocumentId> = related.iter().map(|(_, other, _)| *other).collect();
    let titles = rows::titles(r, &ids)?;
    let title = |id: DocumentId| titles.iter().find(|(other, _)| *other == id).map(|(_, t)| t.clone()).unwrap_or_default();
    let direction = |out: bool| if out { "to" } else { "from" };
    let relation = |(kind, other, out): (String, DocumentId, bool)| Relation {
        kind,
        direction: direction(out),
        article: other.to_string(),
        title: title(other),
    };
    Ok(related.into_iter().map(relation).collect())
}

/// A save as the editor needs it back.
#[derive(Serialize, ToSchema)]
pub struct SavedDraft {
    revision: i32,
    #[schema(value_type = String)]
    saved_at: Time,
    hash: String,
    findings: Vec<Shown>,
}

pub fn saved(r: &mut Read, v: &mut Viewer, id: DocumentId) -> Outcome<SavedDraft> {
    let article = visible(r, v.actor, id, v.now)?;
    let draft: Draft = working_draft(r, id)?.ok_or_else(Problem::not_found)?;
    let judged = look(v.app, r, &article, &draft.text()?, v.now)?;
    let findings = shown(r, v, &article, &judged)?;
    Ok(SavedDraft { revision: draft.revision, saved_at: draft.saved_at, hash: draft.hash, findings })
}

#[derive(Serialize, ToSchema)]
pub struct VersionRow {
    number: i32,
    reason: String,
    #[schema(value_type = String)]
    created_at: Time,
    by: String,
    chars: usize,
    live: bool,
    hash: String,
}

/// A kept version with its text.
#[derive(Serialize, ToSchema)]
pub struct VersionText {
    number: i32,
    #[schema(value_type = Object)]
    text: Text,
    hash: String,
    #[schema(value_type = String)]
    created_at: Time,
    by: String,
}

/// Newest first.
pub fn versions(r: &mut Read, v: &mut Viewer, id: DocumentId) -> Outcome<Vec<VersionRow>> {
    visible(r, v.actor, id, v.now)?;
    let all = rows::versions(r, id)?;
    all.iter().map(|version| version_row(r, v, version)).collect()
}

pub fn version_row(r: &mut Read, v: &mut Viewer, version: &rows::Version) -> Outcome<VersionRow> {
    Ok(VersionRow {
        number: version.number,
        reason: version.reason.clone(),
        created_at: version.created_at,
        by: v.name(r, version.created_by)?,
        chars: chars(&version.text()?),
        live: store::publishing::live(r, version.document_id)?.is_some_and(|live| live.version_id == version.id),
        hash: version.hash.clone(),
    })
}

pub fn version(r: &mut Read, v: &mut Viewer, id: DocumentId, number: i32) -> Outcome<VersionText> {
    visible(r, v.actor, id, v.now)?;
    let version = rows::version_by_number(r, id, number)?.ok_or_else(Problem::not_found)?;
    let by = v.name(r, version.created_by)?;
    Ok(VersionText { number, text: version.text()?, hash: version.hash, created_at: version.created_at, by })
}

/// Characters of the body, blanks not counted.
pub fn chars(text: &Text) -> usize {
    let plain = theme::body::text(format_of(text), &text.body.value);
    plain.chars().filter(|c| !c.is_whitespace()).count()
}
