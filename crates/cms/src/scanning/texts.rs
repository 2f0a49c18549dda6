//! Live texts checked again: in batches of a scan, or one by itself.

use super::links;
use super::terms::New;
use crate::App;
use crate::problem::{Outcome, Problem};
use crate::proofing::live::{self, bring_in_line};
use crate::proofing::{self, Checked};
use domain::identity::Actor;
use domain::job::{Job, Lane};
use domain::scanning::{ScanKind, Source};
use domain::text::Text;
use domain::{DocumentId, VersionId};
use std::collections::BTreeSet;
use store::Tx;
use store::publishing::Public;
use store::scans::{self as rows, Scan};

/// Documents of one batch, or entries of the change log.
const BATCH: i64 = 50;

/// The texts that a scan of a kind walks through.
pub struct Texts {
    kind: ScanKind,
    /// What the lists have gained; asked of a lexicon scan only.
    new: New,
}

/// Texts that were looked at.
pub struct Batch {
    pub position: String,
    pub done: i64,
    looked: Vec<Looked>,
}

/// One text, with what was found in it.
struct Looked {
    document: DocumentId,
    version: VersionId,
    checked: Checked,
    links: Vec<(String, String)>,
    fingerprint: Option<u64>,
}

impl Texts {
    pub fn of(app: &App, kind: ScanKind) -> Outcome<Texts> {
        let new = if kind == ScanKind::Lexicon { app.read(New::since_last_scan)? } else { New::Anything };
        app.read(|r| app.proofing.catch_up(r))?;
        Ok(Texts { kind, new })
    }

    pub fn next(&self, app: &App, scan: &Scan) -> Outcome<Option<Batch>> {
        let (documents, position, done) = match self.kind {
            ScanKind::Daily => {
                let after = scan.position.parse().unwrap_or(scan.from_seq);
                let changes = app.read(|r| Ok(store::changes::after(r, after, BATCH)?))?;
                let changes: Vec<_> = changes.into_iter().filter(|(seq, _)| *seq <= scan.to_seq).collect();
                let Some((last, _)) = changes.last() else { return Ok(None) };
                let documents: BTreeSet<DocumentId> = changes.iter().map(|(_, d)| *d).collect();
                (documents.into_iter().collect(), last.to_string(), changes.len() as i64)
            }
            _ => {
                let after = DocumentId::parse(&scan.position);
                let documents = app.read(|r| Ok(rows::public_after(r, after, BATCH)?))?;
                let Some(last) = documents.last() else { return Ok(None) };
                let (position, done) = (last.to_string(), documents.len() as i64);
                (documents, position, done)
            }
        };
        Ok(Some(Batch { looked: self.look(app, &documents)?, position, done }))
    }

    fn look(&self, app: &App, documents: &[DocumentId]) -> Outcome<Vec<Looked>> {
        let (texts, open) = app.read(|r| {
            let open = store::live_findings::open_of(r, documents)?;
            let open: BTreeSet<DocumentId> = open.into_iter().filter_map(|f| f.document_id).collect();
            Ok((store::publishing::public(r, documents)?, open))
        })?;
        let mut looked = Vec::new();
        for public in texts {
            let text: Text = serde_json::from_str(&public.text)?;
            if !open.contains(&public.document_id) && !self.may_concern(&text) {
                continue;
            }
            match look_at(app, &public, text) {
                Ok(found) => looked.push(found),
                // One text that can't be checked must not end the scan of all the others.
                Err(fault) => tracing::error!(%fault, document = %public.document_id, "a live text was not checked"),
            }
        }
        Ok(looked)
    }

    /// Whether the new words may stand in a text. Attachments are not read for this: a text that has some is
    /// checked in any case.
    fn may_concern(&self, text: &Text) -> bool {
        let has_attachments = text.assets.iter().any(|a| a.role == domain::text::AssetRole::Attachment);
        !self.new.is_nothing() && (has_attachments || self.new.may_concern(&proofing::lines_of(text)))
    }
}

fn look_at(app: &App, public: &Public, text: Text) -> Outcome<Looked> {
    // As of the day it went out: a name that was right then stays right.
    let day = public.modified_at.unwrap_or(public.published_at).day();
    proofing::attached::read_missing(app, &text)?;
    let checked = app.read(|r| {
        let article = store::articles::article(r, public.document_id)?.ok_or_else(Problem::not_found)?;
        proofing::check_text(app, r, &article, &text, day)
    })?;
    let links = links::of_text(app, &text)?;
    let fingerprint = proofing::alike::fingerprint(&text);
    Ok(Looked { document: public.document_id, version: public.version_id, checked, links, fingerprint })
}

impl Batch {
    /// Findings opened and ended.
    pub fn keep(&self, tx: &mut Tx) -> Outcome<(usize, usize)> {
        let (mut opened, mut ended) = (0, 0);
        for one in &self.looked {
            let moved = one.keep(tx)?;
            opened += moved.opened;
            ended += moved.ended;
        }
        Ok((opened, ended))
    }
}

impl Looked {
    fn keep(&self, tx: &mut Tx) -> Outcome<live::Moved> {
        let mut moved = bring_in_line(tx, self.document, self.version, &self.checked)?;
        if store::publishing::live(tx, self.document)?.is_some_and(|l| l.version_id == self.version) {
            store::links::put_uses(tx, self.document, &self.links)?;
            store::likeness::put(tx, self.document, self.fingerprint)?;
            let links = links::bring_in_line(tx, self.document)?;
            moved = live::Moved { opened: moved.opened + links.opened, ended: moved.ended + links.ended };
        }
        Ok(moved)
    }
}

/// Checks one document's live text again; of one that is not public all findings end.
pub fn recheck(app: &App, document: DocumentId) -> Outcome<()> {
    app.read(|r| app.proofing.catch_up(r))?;
    let worker = app.context(Actor::worker());
    let Some(public) = app.read(|r| Ok(store::publishing::public(r, &[document])?.into_iter().next()))? else {
        return app.store.work(&worker, |tx| not_public(tx, document));
    };
    let text: Text = serde_json::from_str(&public.text)?;
    let looked = look_at(app, &public, text)?;
    app.store.work(&worker, |tx| looked.keep(tx).map(|_| ()))
}

/// What is not public has no open findings, but for a text that waits to go live for the first time.
fn not_public(tx: &mut Tx, document: DocumentId) -> Outcome<()> {
    let waits = store::articles::article(tx, document)?.is_some() && store::publishing::publications(tx, document)?.is_empty();
    let over: &[Source] = if waits { &[Source::Scan, Source::Link] } else { Source::ALL };
    live::end_all(tx, document, over)?;
    store::likeness::put(tx, document, None)?;
    Ok(store::links::put_uses(tx, document, &[])?)
}

/// Word lists have moved: what was held back may be free to go live now.
pub fn publish_held(app: &App) -> Outcome<()> {
    let held = app.read(|r| Ok(store::live_findings::held(r)?))?;
    app.store.work(&app.context(Actor::worker()), |tx| {
        for document in &held {
            store::jobs::enqueue(tx, &Job::Publish { document: *document }, Lane::Urgent)?;
        }
        Ok(())
    })
}
