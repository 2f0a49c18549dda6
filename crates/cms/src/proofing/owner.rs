//! Who answers for what is found in something public (责任人).

use crate::articles::working_draft;
use crate::problem::Outcome;
use domain::identity::Permission;
use domain::{ColumnId, SiteId, Time, UserId};
use store::Read;
use store::articles::Article;
use store::identity::people_who_may;

/// Who edited the article last, while he still writes there; else who manages the site.
pub fn owner_of(r: &mut Read, article: &Article, now: Time) -> Outcome<Option<UserId>> {
    let editor = working_draft(r, article.document_id)?.and_then(|d| d.saved_by);
    let writers = people_who_may(r, Permission::Write, article.site_id, article.column_id, now)?;
    match editor.filter(|e| writers.iter().any(|w| w.id == *e)) {
        Some(editor) => Ok(Some(editor)),
        None => site_owner(r, article.site_id, now),
    }
}

/// Who manages a site and decides about its content (站点管理员); an operator of the whole platform does only the first.
pub fn site_owner(r: &mut Read, site: SiteId, now: Time) -> Outcome<Option<UserId>> {
    let no_column = ColumnId::from_uuid(Default::default());
    let deciding = people_who_may(r, Permission::Accept, site, no_column, now)?;
    let managing = people_who_may(r, Permission::ManageSite, site, no_column, now)?;
    Ok(managing.iter().find(|m| deciding.iter().any(|d| d.id == m.id)).map(|m| m.id))
}
