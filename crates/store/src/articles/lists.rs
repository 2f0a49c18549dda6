//! Lists of articles for staff, always within a scope.

use super::Article;
use crate::schema::{article, document, draft};
use crate::types::Bind;
use crate::{Read, Result};
use diesel::prelude::*;
use domain::identity::Scope;
use domain::{ColumnId, DocumentId, SiteId, Time, UserId};

/// Which articles a list shows; empty parts don't restrict.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub site: Option<SiteId>,
    pub columns: Vec<ColumnId>,
    pub states: Vec<String>,
    /// Words that the title must contain, all of them.
    pub title: Vec<String>,
    pub documents: Option<Vec<DocumentId>>,
    /// Begun or last saved by this person.
    pub of: Option<UserId>,
    /// Keyset: rows before this one.
    pub before: Option<(Time, DocumentId)>,
}

macro_rules! filtered {
    ($query:expr, $scope:expr, $filter:expr) => {{
        let (scope, filter) = ($scope, $filter);
        let mut query = $query.filter(article::discarded.eq(false));
        if !scope.is_all() {
            let sites: Vec<SiteId> = scope.sites().iter().copied().collect();
            let columns: Vec<ColumnId> = scope.columns().iter().copied().collect();
            query = query
                .filter(article::site_id.eq_any(sites.as_slice().sql()).or(article::column_id.eq_any(columns.as_slice().sql())));
        }
        if let Some(site) = filter.site {
            query = query.filter(article::site_id.eq(site.sql()));
        }
        if !filter.columns.is_empty() {
            query = query.filter(article::column_id.eq_any(filter.columns.as_slice().sql()));
        }
        for word in &filter.title {
            query = query.filter(article::title.like(format!("%{}%", escape(word))).escape('\\'));
        }
        if let Some(ids) = &filter.documents {
            query = query.filter(article::document_id.eq_any(ids.as_slice().sql()));
        }
        if let Some(user) = filter.of {
            let begun = document::table.filter(document::created_by.eq(Some(user.sql()))).select(document::id);
            let saved = draft::table.filter(draft::saved_by.eq(Some(user.sql()))).select(draft::document_id);
            query = query.filter(article::document_id.eq_any(begun).or(article::document_id.eq_any(saved)));
        }
        query
    }};
}

/// A word as it stands in a LIKE pattern.
pub(crate) fn escape(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Last changed first.
pub fn list(r: &mut Read, scope: &Scope, filter: &Filter, limit: i64) -> Result<Vec<Article>> {
    let mut query = filtered!(article::table.into_boxed(), scope, filter);
    if !filter.states.is_empty() {
        query = query.filter(article::state.eq_any(filter.states.clone()));
    }
    if let Some((at, id)) = filter.before {
        query = query.filter(article::updated_at.le(at.sql()));
        query = query.filter(article::updated_at.lt(at.sql()).or(article::document_id.lt(id.sql())));
    }
    Ok(query.order((article::updated_at.desc(), article::document_id.desc())).limit(limit).load(r.db)?)
}

/// Articles per state, without the filter's own states.
pub fn count_by_state(r: &mut Read, scope: &Scope, filter: &Filter) -> Result<Vec<(String, i64)>> {
    let rows = article::table.group_by(article::state).select((article::state, diesel::dsl::count_star())).into_boxed();
    Ok(filtered!(rows, scope, filter).load(r.db)?)
}

/// Articles of one column, whatever their state.
pub fn in_column(r: &mut Read, column: ColumnId) -> Result<i64> {
    Ok(article::table.filter(article::column_id.eq(column.sql()).and(article::discarded.eq(false))).count().get_result(r.db)?)
}

/// The titles of these articles as they are now.
pub fn titles(r: &mut Read, ids: &[DocumentId]) -> Result<Vec<(DocumentId, String)>> {
    let rows = article::table.filter(article::document_id.eq_any(ids.sql()));
    Ok(rows.select((article::document_id, article::title)).load(r.db)?)
}
