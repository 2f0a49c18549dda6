//! From a clearance to public: live version, addresses, lists, stale pages, one transaction.

use super::withdraw::{gone_path, take_down_placement};
use super::{final_check, lists};
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::approval::{Clearance, RoundState};
use domain::event::Event;
use domain::publishing::{Read, SHARD_SIZE, Subject, Touched, article_path, link};
use domain::{DocumentId, Hash, SiteId, Time};
use std::collections::BTreeSet;
use store::Tx;
use store::articles::{Article, Version};
use store::placements::{self, Placement, Provenance};
use store::publishing as rows;
use store::sites::Column;

/// A text that goes public.
pub struct Publishing<'a> {
    pub article: &'a Article,
    pub version: &'a Version,
    pub clearance: &'a Clearance,
    /// Used at first publication only (ARCHITECTURE.md invariant 13).
    pub published_at: Time,
    /// Part of an import: drawn in the bulk lane.
    pub bulk: bool,
}

/// The job behind `ArticleCleared` and the decisions on placements: brings what is public in line with
/// what was signed and accepted. Rebuilds the clearance from the stored signatures; does nothing twice. A text that
/// the word lists of now block stays back.
pub fn settle(app: &App, tx: &mut Tx, document: DocumentId) -> Outcome<()> {
    let Some(article) = store::articles::article(tx, document)? else { return Ok(()) };
    let completed = store::approval::rounds_of(tx, document)?.into_iter().find(|r| r.state() == RoundState::Completed);
    let shown_once = store::publishing::publications(tx, document)?;
    let withdrawn = rows::live(tx, document)?.is_none();
    // Also over when the text was withdrawn after the last signature: it needs a new round then.
    let is_over = |r: &store::approval::Round| {
        shown_once
            .iter()
            .any(|p| (p.version_id == r.version_id && p.up_at >= r.opened_at) || (withdrawn && p.down_at > r.closed_at))
    };
    if let Some(round) = completed.filter(|r| !is_over(r)) {
        let signatures = store::approval::signatures(tx, &[round.id])?;
        let clearance = Clearance::from_round(&round.rule(&signatures)?)
            .map_err(|why| Problem::new("publishing.not_cleared").saying(format!("审签不完整：{why:?}")))?;
        let version = store::articles::version(tx, round.version_id)?.ok_or_else(Problem::not_found)?;
        if !final_check::holds_back(app, tx, &article, &version)? {
            let now = tx.now();
            let what = Publishing { article: &article, version: &version, clearance: &clearance, published_at: now, bulk: false };
            bring_up(tx, &what)?;
            final_check::released(tx, document)?;
        }
    }
    settle_placements(tx, &article)
}

/// Accepted placements of a live article that are not up go up; those that are up and no longer
/// accepted come down.
fn settle_placements(tx: &mut Tx, article: &Article) -> Outcome<()> {
    let document = article.document_id;
    let Some(live) = rows::live(tx, document)? else { return Ok(()) };
    let version = store::articles::version(tx, live.version_id)?.ok_or_else(Problem::not_found)?;
    let up = rows::places(tx, &[document])?;
    for placement in placements::of_document(tx, document)? {
        let is_up = up.iter().any(|p| p.column_id == placement.column_id);
        match (placement.is(placements::State::Accepted), is_up) {
            (true, false) => put_up_placement(tx, article, &placement, &version, live.published_at)?,
            (false, true) => take_down_placement(tx, document, &placement, "取消发布")?,
            _ => {}
        }
    }
    Ok(())
}

/// Makes the version public everywhere it is placed.
pub fn bring_up(tx: &mut Tx, what: &Publishing) -> Outcome<()> {
    let (article, version) = (what.article, what.version);
    // The text itself, not the hash that is stored beside it.
    if !what.clearance.covers(&Hash::of(version.text.as_bytes())) {
        return Err(Problem::new("publishing.not_cleared"));
    }
    rows::one_at_a_time(tx)?;
    let document = article.document_id;
    let before = rows::live(tx, document)?;
    let first = article.published_at.unwrap_or(what.published_at);
    let replaced = before.as_ref().is_some_and(|b| b.hash != version.hash);
    let modified_at = if replaced { Some(tx.now()) } else { before.as_ref().and_then(|b| b.modified_at) };
    let live = rows::Live {
        document_id: document,
        version_id: version.id,
        hash: version.hash.clone(),
        clearance: serde_json::to_string(&what.clearance.by())?,
        published_at: first,
        modified_at,
    };
    rows::put_live(tx, &live)?;
    store::articles::note_first_publication(tx, document, first)?;
    store::articles::clear_editors(tx, document, &version.hash)?;

    let mut touched = BTreeSet::from([Touched(Read::Document(document))]);
    let mut sites = BTreeSet::new();
    for placement in accepted(tx, article)? {
        place(tx, &placement, version, first, &mut touched)?;
        sites.insert(placement.site_id);
    }
    touch_related(tx, document, &mut touched)?;
    sites.extend(rows::touch(tx, &touched)?);
    store::changes::append(tx, document)?;
    tx.record(Event::ArticlePublished {
        site: article.site_id,
        document,
        sites: sites.into_iter().collect(),
        hash: version.hash.clone(),
        bulk: what.bulk,
    })?;
    store::articles::refresh(tx, document)?;
    Ok(())
}

/// A placement that was accepted while the article is live goes up on its own.
fn put_up_placement(tx: &mut Tx, article: &Article, placement: &Placement, version: &Version, published_at: Time) -> Outcome<()> {
    let document = article.document_id;
    rows::one_at_a_time(tx)?;
    let mut touched = BTreeSet::from([Touched(Read::Document(document))]);
    place(tx, placement, version, published_at, &mut touched)?;
    touch_related(tx, document, &mut touched)?;
    let mut sites = rows::touch(tx, &touched)?;
    sites.insert(placement.site_id);
    store::changes::append(tx, document)?;
    tx.record(Event::ArticlePublished {
        site: article.site_id,
        document,
        sites: sites.into_iter().collect(),
        hash: version.hash.clone(),
        bulk: false,
    })?;
    Ok(())
}

/// The accepted placements, the home among them in any case.
fn accepted(tx: &mut Tx, article: &Article) -> Outcome<Vec<Placement>> {
    let mut all = placements::of_document(tx, article.document_id)?;
    if !all.iter().any(|p| p.provenance == Provenance::Home.name()) {
        let home = placements::insert(
            tx,
            article.document_id,
            article.site_id,
            article.column_id,
            Provenance::Home,
            placements::State::Accepted,
        )?;
        all.insert(0, home);
    }
    all.retain(|p| p.is(placements::State::Accepted));
    Ok(all)
}

fn place(
    tx: &mut Tx,
    placement: &Placement,
    version: &Version,
    published_at: Time,
    touched: &mut BTreeSet<Touched>,
) -> Outcome<()> {
    let column: Column = store::sites::column(tx, placement.column_id)?.ok_or_else(Problem::not_found)?;
    let document = version.document_id;
    let path = own_page(tx, placement.site_id, document, &column, published_at, touched)?;
    if rows::listing(tx, column.id, document)?.is_some() {
        lists::changed(tx, column.id, document, touched)?;
    } else {
        lists::insert(tx, &column, (published_at, document), placement.pinned_until, touched)?;
    }
    let shown = rows::places(tx, &[document])?.into_iter().find(|p| p.column_id == column.id);
    if shown.as_ref().is_none_or(|p| p.version_id != version.id) {
        if shown.is_some() {
            rows::take_down(tx, document, Some(column.id), "新版本")?;
        }
        rows::put_up(tx, document, version.id, placement.site_id, column.id, link(&path))?;
    }
    if placement.slot.is_some() {
        touched.insert(Touched(Read::Slots(placement.site_id)));
    }
    store::sites::note_publication(tx, column.id, published_at)?;
    Ok(())
}

/// The document's own page on a site: the address it always had, or a new one.
fn own_page(
    tx: &mut Tx,
    site: SiteId,
    document: DocumentId,
    column: &Column,
    published_at: Time,
    touched: &mut BTreeSet<Touched>,
) -> Outcome<String> {
    let known = rows::address_of(tx, document, site)?;
    if let Some(back) = known.as_ref().filter(|a| a.kind == "gone") {
        rows::want(tx, site, &gone_path(&back.path), &Subject::Removed)?;
    }
    let address = match known {
        Some(address) => rows::Address { kind: "page".into(), ..address },
        None => {
            let (path, number) = new_article_path(tx, site, column, published_at)?;
            rows::Address {
                site_id: site,
                path,
                kind: "page".into(),
                document_id: Some(document),
                target: None,
                number: Some(number),
            }
        }
    };
    rows::put_address(tx, &address)?;
    rows::want(tx, site, &address.path, &Subject::Article { document })?;
    let shard = address.number.unwrap_or(0) / SHARD_SIZE;
    let shard_path = format!("/sitemap-{shard}.xml");
    if rows::page(tx, site, &shard_path)?.is_none() {
        rows::want(tx, site, &shard_path, &Subject::SiteMapShard { shard })?;
        rows::want(tx, site, "/sitemap.xml", &Subject::SiteMapIndex)?;
    }
    touched.insert(Touched(Read::Shard(site, shard)));
    Ok(address.path)
}

/// What is related shows this document's title: its page, and its row where lists pair both.
pub(super) fn touch_related(tx: &mut Tx, document: DocumentId, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    for (_, other, _) in store::articles::relations(tx, document)? {
        touched.insert(Touched(Read::Document(other)));
        for row in rows::listings_of(tx, other)? {
            lists::changed(tx, row.column_id, other, touched)?;
        }
    }
    Ok(())
}

/// A free path for a new article's page, with its running number.
fn new_article_path(tx: &mut Tx, site: SiteId, column: &Column, at: Time) -> Outcome<(String, i64)> {
    let number = store::settings::next_number(tx, &format!("site:{site}"), "page", 0)?;
    Ok((article_path(&column.path, at, number), number))
}
