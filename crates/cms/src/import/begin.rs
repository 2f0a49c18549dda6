//! How every import begins an article: in a column where the operator may, with or without a draft.

use crate::identity::require_of_viewer;
use crate::problem::Outcome;
use domain::DocumentId;
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::text::Text;
use store::Tx;
use store::articles::NewArticle;
use store::sites::{Column, Site};

/// A new article without a text yet; `permission` is asked at the very column.
pub(super) fn begin(tx: &mut Tx, site: &Site, column: &Column, text: &Text, permission: Permission) -> Outcome<DocumentId> {
    require_of_viewer(tx.actor(), permission, Place::Column(site.id, column.id), tx.now())?;
    let id: DocumentId = tx.id()?;
    let new = NewArticle {
        id,
        unit: site.unit_id,
        site: site.id,
        column: column.id,
        content_type: &text.content_type,
        title: &text.title,
        drafter: &text.author,
    };
    store::articles::insert(tx, &new)?;
    Ok(id)
}

/// The text as the article's first draft, in the operator's hand.
pub(super) fn first_draft(tx: &mut Tx, site: &Site, id: DocumentId, text: &Text) -> Outcome<()> {
    let editors: Vec<_> = tx.actor().user.into_iter().collect();
    store::articles::put_draft(tx, id, 0, &text.canonical(), &text.hash(), &editors)?;
    Ok(tx.record(Event::ArticleCreated { site: site.id, document: id, title: text.title.clone() })?)
}
