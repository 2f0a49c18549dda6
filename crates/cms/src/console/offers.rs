//! 待签收 and 同时发到: what is offered to a person's columns, and where he may offer a text.

use super::Viewer;
use super::viewer::{ColumnBrief, column_brief};
use crate::identity::http::SiteBrief;
use crate::problem::{Outcome, Problem};
use domain::identity::{Permission, Place, may};
use domain::sites::{ColumnKind, ColumnState, SiteState};
use domain::{ColumnId, DocumentId, SiteId, Time};
use serde::Serialize;
use std::collections::BTreeSet;
use store::Read;
use utoipa::ToSchema;

/// What another site or column offers and the person may take (待签收).
#[derive(Serialize, ToSchema)]
pub struct Proposal {
    placement: String,
    article: String,
    title: String,
    from_site: String,
    site: String,
    column: String,
    column_path: String,
    proposed_by: String,
    #[schema(value_type = String)]
    at: Time,
}

pub fn proposals(r: &mut Read, v: &mut Viewer, site: Option<SiteId>) -> Outcome<Vec<Proposal>> {
    let waiting = store::placements::proposed(r, &v.actor.scope(Permission::Accept, v.now), site)?;
    let mut all = Vec::with_capacity(waiting.len());
    for (p, title, from) in waiting {
        let column = v.column(r, p.site_id, p.column_id)?;
        all.push(Proposal {
            placement: p.id.to_string(),
            article: p.document_id.to_string(),
            title,
            from_site: v.site_name(r, from)?,
            site: v.site_name(r, p.site_id)?,
            column_path: column.names.join(" / "),
            column: column.name,
            proposed_by: v.name(r, p.proposed_by)?,
            at: p.proposed_at,
        });
    }
    Ok(all)
}

/// Columns of one site that an article may be proposed to (同时发到).
#[derive(Serialize, ToSchema)]
pub struct TargetSite {
    site: SiteBrief,
    columns: Vec<ColumnBrief>,
}

/// Open columns for articles of every site, the article's own and those it stands in left out.
pub fn targets(r: &mut Read, v: &mut Viewer, id: DocumentId) -> Outcome<Vec<TargetSite>> {
    let article = crate::articles::visible(r, v.actor, id, v.now)?;
    let write = may(v.actor, Permission::Write, Place::Column(article.site_id, article.column_id), v.now);
    if !write {
        return Err(Problem::not_found());
    }
    let taken: BTreeSet<ColumnId> =
        store::placements::of_document(r, id)?.into_iter().filter(is_standing).map(|p| p.column_id).collect();
    let mut found = Vec::new();
    for site in store::sites::all(r)?.into_iter().filter(|s| s.state == SiteState::Running.name()) {
        let all = v.columns(r, site.id)?;
        let takes = |c: &&store::sites::Column| takes_articles(c) && c.id != article.column_id && !taken.contains(&c.id);
        let columns: Vec<ColumnBrief> = all.iter().filter(takes).map(|c| column_brief(&all, c)).collect();
        if !columns.is_empty() {
            found.push(TargetSite { site: v.site_brief(r, site.id)?, columns });
        }
    }
    Ok(found)
}

fn is_standing(p: &store::placements::Placement) -> bool {
    p.is(store::placements::State::Proposed) || p.is(store::placements::State::Accepted)
}

/// A column that others' texts may be sent to.
fn takes_articles(c: &store::sites::Column) -> bool {
    c.state == ColumnState::Open.name() && c.kind == ColumnKind::List.name()
}
