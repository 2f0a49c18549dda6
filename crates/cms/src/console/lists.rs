//! 稿件 and 待我审校: the lists, each within the person's scope.

use super::Viewer;
use super::steps::{Step, due, holders, steps};
use crate::approval::due_for;
use crate::problem::{Outcome, Problem};
use domain::approval::{RoundState, Stage};
use domain::identity::Permission;
use domain::{ColumnId, DocumentId, SiteId, Time};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Read;
use store::approval::{self, Round, Signature};
use store::articles::{self as rows, Article, Filter, State};
use utoipa::ToSchema;

/// Views of the list of articles and the states that each shows; `all` shows every state.
const VIEWS: &[(&str, &[State])] = &[
    ("all", &[]),
    ("draft", &[State::Draft, State::LiveEditing]),
    ("review", &[State::Review, State::LiveReview]),
    ("returned", &[State::Returned]),
    ("live", &[State::Live, State::LiveEditing, State::LiveReview]),
    ("withdrawn", &[State::Withdrawn]),
];

#[derive(Serialize, ToSchema)]
pub struct ArticlePage {
    rows: Vec<ArticleRow>,
    /// Cursor of the following page.
    next: Option<String>,
    counts: BTreeMap<&'static str, i64>,
}

#[derive(Serialize, ToSchema)]
pub struct ArticleRow {
    id: String,
    title: String,
    site: String,
    site_id: String,
    column: String,
    column_path: String,
    content_type: String,
    drafter: String,
    state: String,
    steps: Option<Vec<Step>>,
    #[schema(value_type = String)]
    updated_at: Time,
    #[schema(value_type = Option<String>)]
    published_at: Option<Time>,
    url: Option<String>,
    holder: Option<String>,
    #[schema(value_type = Option<String>)]
    due: Option<Time>,
    places: usize,
}

/// What a list was asked for.
#[derive(Default)]
pub struct Question {
    pub site: Option<SiteId>,
    pub column: Option<ColumnId>,
    pub view: String,
    pub mine: bool,
    pub words: String,
    pub after: Option<(Time, DocumentId)>,
    pub limit: i64,
}

/// States that a view shows.
pub fn states(view: &str) -> Vec<String> {
    let found = VIEWS.iter().find(|(name, _)| *name == view);
    found.map(|(_, states)| states.iter().map(|s| s.name().to_owned()).collect()).unwrap_or_default()
}

/// One page of articles, last changed first, with the size of every view.
pub fn articles(r: &mut Read, v: &mut Viewer, q: &Question) -> Outcome<ArticlePage> {
    if !VIEWS.iter().any(|(name, _)| *name == q.view) {
        return Err(Problem::field("view", "没有这个视图"));
    }
    let scope = v.actor.scope(Permission::View, v.now);
    let filter = Filter {
        site: q.site,
        columns: q.column.map(|c| below(r, v, c)).transpose()?.unwrap_or_default(),
        states: states(&q.view),
        title: q.words.split_whitespace().map(str::to_owned).collect(),
        documents: None,
        of: v.actor.user.filter(|_| q.mine),
        before: q.after,
    };
    let limit = q.limit.clamp(1, 200);
    let mut found = rows::list(r, &scope, &filter, limit + 1)?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|a| format!("{}_{}", a.updated_at.micros(), a.document_id));
    let per_state = rows::count_by_state(r, &scope, &filter)?;
    Ok(ArticlePage { counts: counts(&per_state), rows: article_rows(r, v, found)?, next })
}

/// Reads a cursor that [`articles`] gave.
pub fn cursor(text: &str) -> Option<(Time, DocumentId)> {
    let (at, id) = text.split_once('_')?;
    Some((Time::from_micros(at.parse().ok()?), DocumentId::parse(id)?))
}

/// Articles per view.
pub fn counts(per_state: &[(String, i64)]) -> BTreeMap<&'static str, i64> {
    let shows = |states: &[State], state: &str| states.is_empty() || states.iter().any(|s| s.name() == state);
    let sum = |states: &[State]| per_state.iter().filter(|(state, _)| shows(states, state)).map(|(_, n)| n).sum();
    VIEWS.iter().map(|(name, states)| (*name, sum(states))).collect()
}

/// A column and all below it; 404 for one that does not exist.
fn below(r: &mut Read, v: &mut Viewer, id: ColumnId) -> Outcome<Vec<ColumnId>> {
    let top = store::sites::column(r, id)?.ok_or_else(Problem::not_found)?;
    let inside = format!("{}/", top.path);
    let all = v.columns(r, top.site_id)?;
    Ok(all.iter().filter(|c| c.id == id || c.path.starts_with(&inside)).map(|c| c.id).collect())
}

fn article_rows(r: &mut Read, v: &mut Viewer, found: Vec<Article>) -> Outcome<Vec<ArticleRow>> {
    let ids: Vec<DocumentId> = found.iter().map(|a| a.document_id).collect();
    let rounds = approval::newest_rounds(r, &ids)?;
    let round_ids: Vec<_> = rounds.values().map(|o| o.id).collect();
    let given = approval::signatures(r, &round_ids)?;
    let up = store::publishing::places(r, &ids)?;
    let mut all = Vec::with_capacity(found.len());
    for article in found {
        let column = v.column(r, article.site_id, article.column_id)?;
        let round = rounds.get(&article.document_id).filter(|_| article.state != State::Draft.name());
        let (steps, holder, due) = match round {
            Some(round) => progress(r, v, round, &given, &article)?,
            None => (None, None, None),
        };
        let places: Vec<_> = up.iter().filter(|p| p.document_id == article.document_id).collect();
        let home = places.iter().find(|p| p.site_id == article.site_id);
        all.push(ArticleRow {
            id: article.document_id.to_string(),
            site: v.site_name(r, article.site_id)?,
            site_id: article.site_id.to_string(),
            column_path: column.names.join(" / "),
            column: column.name,
            steps,
            url: home.map(|p| v.url(r, p.site_id, &p.path)).transpose()?,
            holder,
            due,
            places: places.len(),
            title: article.title,
            content_type: article.content_type,
            drafter: article.drafter,
            state: article.state,
            updated_at: article.updated_at,
            published_at: article.published_at,
        });
    }
    Ok(all)
}

type Progress = (Option<Vec<Step>>, Option<String>, Option<Time>);

fn progress(r: &mut Read, v: &mut Viewer, round: &Round, given: &[Signature], article: &Article) -> Outcome<Progress> {
    let rule = round.rule(given)?;
    let people = holders(r, v, round, &rule, article)?;
    let holder = match people.as_slice() {
        [] => None,
        [one] => Some(one.titled_name()),
        [first, ..] => Some(format!("{} 等 {} 人", first.name, people.len())),
    };
    Ok((Some(steps(round, &rule, v.now)), holder, (rule.state == RoundState::Open).then_some(round.due_at)))
}

/// What waits for signatures: `mine` may be signed now, `others` were claimed by someone else.
#[derive(Serialize, ToSchema)]
pub struct Queue {
    pub mine: Vec<QueueItem>,
    pub others: Vec<QueueItem>,
}

#[derive(Serialize, ToSchema)]
pub struct QueueItem {
    round: String,
    article: String,
    title: String,
    site: String,
    unit: String,
    column: String,
    number: i32,
    #[schema(value_type = String)]
    stage: Stage,
    stage_label: &'static str,
    steps: Vec<Step>,
    #[schema(value_type = String)]
    waiting_since: Time,
    #[schema(value_type = String)]
    pub due: Time,
    late: bool,
    claimed_by: Option<String>,
    claimed_by_me: bool,
}

/// Soonest due first.
pub fn queue(r: &mut Read, v: &mut Viewer, site: Option<SiteId>) -> Outcome<Queue> {
    let open = approval::open_rounds(r, &v.actor.scope(Permission::View, v.now), site)?;
    let ids: Vec<_> = open.iter().map(|(round, _)| round.id).collect();
    let given = approval::signatures(r, &ids)?;
    let mut queue = Queue { mine: Vec::new(), others: Vec::new() };
    for (round, article) in open {
        let rule = round.rule(&given)?;
        if due_for(&rule, &article, v.actor, v.now).is_err() {
            continue;
        }
        let Some(stage) = due(&rule) else { continue };
        let last = given.iter().filter(|g| g.round_id == round.id).map(|g| g.signed_at).max();
        let units = v.units(r)?;
        let site = v.site(r, article.site_id)?;
        let item = QueueItem {
            round: round.id.to_string(),
            article: article.document_id.to_string(),
            title: article.title.clone(),
            site: site.name.clone(),
            unit: units.iter().find(|u| u.id == site.unit_id).map(|u| u.name.clone()).unwrap_or_default(),
            column: v.column(r, article.site_id, article.column_id)?.name,
            number: round.number,
            stage,
            stage_label: stage.label(),
            steps: steps(&round, &rule, v.now),
            waiting_since: last.unwrap_or(round.opened_at),
            due: round.due_at,
            late: round.due_at < v.now,
            claimed_by: round.claimed_by.map(|by| v.name(r, Some(by))).transpose()?,
            claimed_by_me: round.claimed_by.is_some() && round.claimed_by == v.actor.user,
        };
        let of_another = round.claimed_by.is_some() && !item.claimed_by_me;
        if of_another { queue.others.push(item) } else { queue.mine.push(item) }
    }
    Ok(queue)
}
