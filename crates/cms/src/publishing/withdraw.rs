//! Taking a text off everywhere (撤稿), and the one list of its places that withdrawal walks.

use super::go_live::touch_related;
use super::lists;
use crate::identity::require;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{self, Actor, Permission};
use domain::publishing::{Read, SHARD_SIZE, Subject, Touched, WITHDRAWAL_KINDS};
use domain::{ColumnId, DocumentId, SiteId, Time, words};
use serde::Serialize;
use std::collections::BTreeSet;
use store::Tx;
use store::articles::Article;
use store::placements::{self, Placement};
use store::publishing as rows;
use utoipa::ToSchema;

words! {
    pub enum PlaceState { Up = "up", Pending = "pending", Failed = "failed", Down = "down" }
}

/// One place where a document is or was public.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Place {
    pub site: String,
    pub column: String,
    /// Full address.
    pub url: String,
    #[schema(value_type = String)]
    pub state: PlaceState,
    #[schema(value_type = Option<String>)]
    pub at: Option<Time>,
    pub why: Option<String>,
}

/// Every place of a document, with whether its page stands as wanted.
pub fn places_of(
    r: &mut store::Read,
    document: DocumentId,
    address: &dyn Fn(&store::sites::Site) -> String,
) -> Outcome<Vec<Place>> {
    let mut latest: Vec<rows::Publication> = Vec::new();
    for interval in rows::publications(r, document)? {
        latest.retain(|p| p.column_id != interval.column_id);
        latest.push(interval);
    }
    let mut places = Vec::new();
    for interval in latest {
        let Some(site) = store::sites::site(r, interval.site_id)? else { continue };
        let column = store::sites::column(r, interval.column_id)?.map(|c| c.name).unwrap_or_default();
        let page = rows::page(r, site.id, &interval.path)?;
        let drawn = page.as_ref().is_none_or(|p| p.wanted <= p.rendered);
        let why = page.and_then(|p| p.failure);
        let state = match (interval.down_at, drawn, &why) {
            (_, _, Some(_)) => PlaceState::Failed,
            (_, false, _) => PlaceState::Pending,
            (Some(_), true, _) => PlaceState::Down,
            (None, true, _) => PlaceState::Up,
        };
        let url = format!("{}{}", address(&site), interval.path);
        places.push(Place { site: site.name, column, url, state, at: interval.down_at.or(Some(interval.up_at)), why });
    }
    Ok(places)
}

/// A live article that the actor may take off: the home column's place decides, wherever else it stands.
pub fn withdrawable(r: &mut store::Read, actor: &Actor, document: DocumentId, now: Time) -> Outcome<Article> {
    let article = store::articles::article(r, document)?.ok_or_else(Problem::not_found)?;
    require(actor, Permission::Withdraw, identity::Place::Column(article.site_id, article.column_id), now)?;
    if rows::live(r, document)?.is_none() {
        return Err(Problem::new("article.not_live"));
    }
    Ok(article)
}

/// Takes a document off all sites; it stays in the base. `kind` is one of [`WITHDRAWAL_KINDS`].
pub fn withdraw(tx: &mut Tx, document: DocumentId, kind: &str, reason: &str) -> Outcome<()> {
    if !WITHDRAWAL_KINDS.contains(&kind) {
        return Err(Problem::field("kind", format!("撤稿原因只能选：{}", WITHDRAWAL_KINDS.join("、"))));
    }
    if reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明撤稿原因"));
    }
    let (actor, now) = (tx.actor().clone(), tx.now());
    let article = withdrawable(tx, &actor, document, now)?;
    rows::one_at_a_time(tx)?;
    let mut touched = BTreeSet::from([Touched(Read::Document(document))]);
    let mut sites: BTreeSet<SiteId> = BTreeSet::new();
    let listed: BTreeSet<ColumnId> = rows::listings_of(tx, document)?.into_iter().map(|row| row.column_id).collect();
    // Where it stands, not only where it may: a placement that was just taken back may still be up.
    for placement in placements::of_document(tx, document)?.into_iter().filter(|p| listed.contains(&p.column_id)) {
        unlist(tx, &placement, &mut touched)?;
        sites.insert(placement.site_id);
    }
    for site in &sites {
        own_page_gone(tx, *site, document, &mut touched)?;
    }
    rows::take_down(tx, document, None, &format!("{kind}：{}", reason.trim()))?;
    touch_related(tx, document, &mut touched)?;
    rows::end_live(tx, document)?;
    sites.extend(rows::touch(tx, &touched)?);
    store::changes::append(tx, document)?;
    tx.record(Event::ArticleWithdrawn {
        site: article.site_id,
        document,
        sites: sites.into_iter().collect(),
        reason: format!("{kind}：{}", reason.trim()),
    })?;
    store::articles::refresh(tx, document)?;
    Ok(())
}

/// Takes one placement off; the article stays public elsewhere.
pub(super) fn take_down_placement(tx: &mut Tx, document: DocumentId, placement: &Placement, reason: &str) -> Outcome<()> {
    if rows::listing(tx, placement.column_id, document)?.is_none() {
        return Ok(());
    }
    let home = store::articles::article(tx, document)?.ok_or_else(Problem::not_found)?.site_id;
    rows::one_at_a_time(tx)?;
    let mut touched = BTreeSet::from([Touched(Read::Document(document))]);
    unlist(tx, placement, &mut touched)?;
    rows::take_down(tx, document, Some(placement.column_id), reason)?;
    let still_there = rows::places(tx, &[document])?.iter().any(|p| p.site_id == placement.site_id);
    if !still_there {
        own_page_gone(tx, placement.site_id, document, &mut touched)?;
    }
    touch_related(tx, document, &mut touched)?;
    let mut sites = rows::touch(tx, &touched)?;
    sites.insert(placement.site_id);
    store::changes::append(tx, document)?;
    tx.record(Event::ArticleWithdrawn { site: home, document, sites: sites.into_iter().collect(), reason: reason.into() })?;
    Ok(())
}

fn unlist(tx: &mut Tx, placement: &Placement, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let Some(column) = store::sites::column(tx, placement.column_id)? else { return Ok(()) };
    lists::remove(tx, &column, placement.document_id, touched)?;
    if placement.slot.is_some() {
        touched.insert(Touched(Read::Slots(placement.site_id)));
    }
    Ok(())
}

/// Where the notice lies that is shown in place of a withdrawn page: aside, so that whoever serves the
/// files never answers 200 for it.
pub fn gone_path(path: &str) -> String {
    format!("/gone{path}")
}

/// The address answers "gone" from now on.
fn own_page_gone(tx: &mut Tx, site: SiteId, document: DocumentId, touched: &mut BTreeSet<Touched>) -> Outcome<()> {
    let Some(address) = rows::address_of(tx, document, site)? else { return Ok(()) };
    touched.insert(Touched(Read::Shard(site, address.number.unwrap_or(0) / SHARD_SIZE)));
    rows::want(tx, site, &address.path, &Subject::Removed)?;
    rows::want(tx, site, &gone_path(&address.path), &Subject::Gone { document })?;
    Ok(rows::put_address(tx, &rows::Address { kind: "gone".into(), ..address })?)
}
