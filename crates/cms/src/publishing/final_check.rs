//! The last look before a text goes live (domain.md R6.01): the word lists may have moved since it was signed.
//!
//! Only the article's own text counts. What it holds back stays signed: a waiver or the next version frees it, and
//! what was live before stays live.

use crate::App;
use crate::problem::Outcome;
use crate::proofing::{self, live};
use domain::DocumentId;
use domain::event::Event;
use domain::proofing::Severity;
use domain::scanning::Source;
use store::Tx;
use store::articles::{Article, Version};

/// Whether something blocks the version now; then each such finding has somebody who answers for it.
pub(super) fn holds_back(app: &App, tx: &mut Tx, article: &Article, version: &Version) -> Outcome<bool> {
    let now = tx.now();
    let judged = proofing::judge(app, tx, article, &version.text()?, now)?;
    let blocking = judged.open(Severity::Block);
    let Some(first) = blocking.first() else { return Ok(false) };
    // Told once, however often it is tried.
    if live::open_all(tx, article, version.id, Source::Page, &judged.checked.engine, &blocking)? > 0 {
        tx.record(Event::PublicationHeld {
            site: article.site_id,
            document: article.document_id,
            hash: version.hash.clone(),
            found: first.found.clone(),
        })?;
    }
    Ok(true)
}

/// The text went live: nothing of it is held back any more.
pub(super) fn released(tx: &mut Tx, document: DocumentId) -> Outcome<()> {
    live::end_all(tx, document, &[Source::Page]).map(|_| ())
}
