//! The pages that a site and its columns have before anything is published, and what moves with them.

use crate::problem::Outcome;
use domain::publishing::{OPEN_RUN, PAGE_ROWS, Read, Subject, Touched, column_path};
use domain::sites::ColumnKind;
use domain::{ColumnId, SiteId};
use std::collections::BTreeSet;
use store::Tx;
use store::publishing as rows;
use store::sites::Column;

/// Wants the pages that every site has; returns the sites with pages to draw.
pub(super) fn site_opened(tx: &mut Tx, site: SiteId) -> Outcome<Vec<SiteId>> {
    for (path, subject) in [
        ("/index.html", Subject::Home),
        ("/sitemap.html", Subject::SiteMap),
        ("/sitemap.xml", Subject::SiteMapIndex),
        ("/sitemap-0.xml", Subject::SiteMapShard { shard: 0 }),
        ("/robots.txt", Subject::Robots),
        ("/site-state.css", Subject::SiteState),
        ("/404.html", Subject::NotFound),
    ] {
        rows::want(tx, site, path, &subject)?;
    }
    all_with(site, rows::touch(tx, &BTreeSet::from([Touched(Read::Sites)]))?)
}

/// Name, head or foot of a site changed: all its pages and the directories that name it.
pub(super) fn site_changed(tx: &mut Tx, site: SiteId) -> Outcome<Vec<SiteId>> {
    rows::want(tx, site, "/site-state.css", &Subject::SiteState)?;
    all_with(site, rows::touch(tx, &BTreeSet::from([Touched(Read::Site(site)), Touched(Read::Sites)]))?)
}

fn all_with(site: SiteId, mut touched: BTreeSet<SiteId>) -> Outcome<Vec<SiteId>> {
    touched.insert(site);
    Ok(touched.into_iter().collect())
}

/// Wants a column's pages; the navigation of the whole site shows it.
pub(super) fn column_opened(tx: &mut Tx, column: &Column) -> Outcome<()> {
    for (file, subject) in pages_of(column) {
        rows::want(tx, column.site_id, &column_path(&column.path, file), &subject)?;
    }
    rows::touch(tx, &BTreeSet::from([Touched(Read::Columns(column.site_id))]))?;
    Ok(())
}

fn pages_of(column: &Column) -> Vec<(&'static str, Subject)> {
    let id = column.id;
    match ColumnKind::parse(&column.kind) {
        Some(ColumnKind::Channel) => vec![("index.html", Subject::Channel { column: id })],
        Some(ColumnKind::Page) => vec![("index.html", Subject::Single { column: id })],
        Some(ColumnKind::Link) => vec![],
        _ => vec![
            ("index.html", Subject::List { column: id }),
            ("pager.json", Subject::Pager { column: id }),
            ("feed.xml", Subject::Feed { column: id }),
        ],
    }
}

/// Name or settings of a column changed: the navigation shows it, and its lists.
pub(super) fn column_changed(tx: &mut Tx, column: &Column) -> Outcome<()> {
    columns_changed(tx, column.site_id)
}

/// The order or shape of a site's column tree changed.
pub(super) fn columns_changed(tx: &mut Tx, site: SiteId) -> Outcome<()> {
    rows::touch(tx, &BTreeSet::from([Touched(Read::Columns(site))]))?;
    Ok(())
}

/// The files of a column's own pages, frozen runs included.
fn files_of(r: &mut store::Read, column: &Column) -> Outcome<Vec<(String, Subject)>> {
    let mut files: Vec<(String, Subject)> =
        pages_of(column).into_iter().map(|(file, subject)| (file.to_owned(), subject)).collect();
    if rows::run(r, column.id, OPEN_RUN)?.is_some_and(|open| open.size > PAGE_ROWS as i32) {
        files.push(("index_2.html".into(), Subject::ListRest { column: column.id }));
    }
    for run in rows::frozen_runs(r, column.id)? {
        files.push((format!("p{}.html", run.number), Subject::Run { column: column.id, run: run.number }));
    }
    Ok(files)
}

/// The addresses of a column's own pages.
pub(super) fn paths_of(r: &mut store::Read, column: &Column) -> Outcome<Vec<String>> {
    Ok(files_of(r, column)?.iter().map(|(file, _)| column_path(&column.path, file)).collect())
}

/// The pages of a site that show its column tree, or the way to one of these columns.
pub(super) fn readers_of_tree(r: &mut store::Read, site: SiteId, columns: &[ColumnId]) -> Outcome<BTreeSet<String>> {
    let chains = columns.iter().map(|c| Touched(Read::Chain(*c)));
    let touched = chains.chain([Touched(Read::Columns(site))]).collect();
    Ok(rows::readers(r, &touched)?.remove(&site).unwrap_or_default())
}

/// A column moved from `old` to its new path: its own pages move and leave redirects; articles keep
/// their addresses.
pub(super) fn column_path_changed(tx: &mut Tx, old: &str, column: &Column) -> Outcome<()> {
    for (file, subject) in &files_of(tx, column)? {
        let (from, to) = (column_path(old, file), column_path(&column.path, file));
        rows::want(tx, column.site_id, &from, &Subject::Removed)?;
        rows::want(tx, column.site_id, &to, subject)?;
        rows::drop_redirect(tx, column.site_id, &to)?;
        let address = rows::Address {
            site_id: column.site_id,
            path: from,
            kind: "redirect".into(),
            document_id: None,
            target: Some(to),
            number: None,
        };
        rows::put_address(tx, &address)?;
    }
    rows::touch(tx, &BTreeSet::from([Touched(Read::Columns(column.site_id)), Touched(Read::Chain(column.id))]))?;
    Ok(())
}
