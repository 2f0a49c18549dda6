//! Pages: what each shows and read, which are stale, and what was written (the manifest).

use crate::engine::Portable;
use crate::schema::{page, page_read};
use crate::types::Bind;
use crate::{Error, Read, Result, Tx};
use diesel::prelude::*;
use diesel::upsert::excluded;
use domain::publishing::{Read as PageRead, Subject, Touched};
use domain::{SiteId, Time};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Queryable)]
pub struct Page {
    pub site_id: SiteId,
    pub path: String,
    pub subject: String,
    pub lane: i32,
    /// Raised with each change of what the page shows; stale while above `rendered`.
    pub wanted: i64,
    pub rendered: i64,
    /// SHA-256 of the file's bytes; `None` while there is no file.
    pub hash: Option<String>,
    pub size: i64,
    pub written_at: Option<Time>,
    pub failure: Option<String>,
}

impl Page {
    pub fn subject(&self) -> Result<Subject> {
        serde_json::from_str(&self.subject).map_err(|e| Error::Data(format!("page {}: {e}", self.path)))
    }
}

/// Wants a page: new, or again with what it shows now.
pub fn want(tx: &mut Tx, site: SiteId, path: &str, subject: &Subject) -> Result<()> {
    let values = (
        (
            page::site_id.eq(site.sql()),
            page::path.eq(path),
            page::subject.eq(serde_json::to_string(subject)?),
            page::lane.eq(subject.lane()),
        ),
        (page::wanted.eq(1), page::rendered.eq(0), page::size.eq(0)),
    );
    let upsert = diesel::insert_into(page::table).values(values).on_conflict((page::site_id, page::path)).do_update();
    let set = (
        page::subject.eq(excluded(page::subject)),
        page::lane.eq(excluded(page::lane)),
        page::wanted.eq(page::wanted + 1),
        page::failure.eq(None::<String>),
    );
    Portable(upsert.set(set)).execute(tx.db)?;
    Ok(())
}

/// The pages that read one of these, by site.
pub fn readers(r: &mut Read, touched: &BTreeSet<Touched>) -> Result<BTreeMap<SiteId, BTreeSet<String>>> {
    let mut pages: BTreeMap<SiteId, BTreeSet<String>> = BTreeMap::new();
    for (key, untouched) in touched.iter().map(Touched::key) {
        let mut readers =
            page_read::table.filter(page_read::key.eq(key)).select((page_read::site_id, page_read::path)).into_boxed();
        if untouched >= 0 {
            readers = readers.filter(page_read::depth.gt(untouched));
        }
        for (site, path) in readers.load::<(SiteId, String)>(r.db)? {
            pages.entry(site).or_default().insert(path);
        }
    }
    Ok(pages)
}

/// Marks every page stale that read one of these; returns the sites concerned.
pub fn touch(tx: &mut Tx, touched: &BTreeSet<Touched>) -> Result<BTreeSet<SiteId>> {
    crate::settings::next_number(tx, TOUCHES, "", 0)?;
    let pages = readers(tx, touched)?;
    for (site, paths) in &pages {
        for chunk in paths.iter().collect::<Vec<_>>().chunks(500) {
            let rows = page::table.filter(
                page::site_id.eq(site.sql()).and(page::path.eq_any(chunk.iter().map(|p| p.as_str()).collect::<Vec<_>>())),
            );
            diesel::update(rows).set((page::wanted.eq(page::wanted + 1), page::failure.eq(None::<String>))).execute(tx.db)?;
        }
    }
    Ok(pages.into_keys().collect())
}

/// Series that counts calls of [`touch`].
const TOUCHES: &str = "touches";

/// Lets one transaction at a time change what is public: lists are counted and cut from what was read.
/// It is the row that [`touch`] writes at the end anyway, taken at the beginning.
pub fn one_at_a_time(tx: &mut Tx) -> Result<()> {
    crate::settings::next_number(tx, TOUCHES, "", 0).map(|_| ())
}

/// How often anything was touched so far. A drawing whose reads are not yet stored can't be found by a
/// change that happens meanwhile; this number tells that there was one.
pub fn touches(r: &mut Read) -> Result<i64> {
    crate::settings::last_number(r, TOUCHES, "", 0)
}

/// Wants every page of a site again.
pub fn touch_all(tx: &mut Tx, site: SiteId) -> Result<usize> {
    Ok(diesel::update(page::table.filter(page::site_id.eq(site.sql())))
        .set((page::wanted.eq(page::wanted + 1), page::failure.eq(None::<String>)))
        .execute(tx.db)?)
}

/// Pages that must be drawn, most urgent first; those that failed come last.
pub fn stale(r: &mut Read, site: SiteId, limit: i64) -> Result<Vec<Page>> {
    let rows = page::table.filter(page::site_id.eq(site.sql()).and(page::wanted.gt(page::rendered)).and(page::failure.is_null()));
    Ok(rows.order((page::lane, page::path)).limit(limit).load(r.db)?)
}

/// Sites with pages to draw.
pub fn stale_sites(r: &mut Read) -> Result<Vec<(SiteId, i64)>> {
    let rows = page::table.filter(page::wanted.gt(page::rendered)).group_by(page::site_id);
    Ok(rows.select((page::site_id, diesel::dsl::count_star())).load(r.db)?)
}

/// Gives pages that could not be drawn another try.
pub fn forgive(tx: &mut Tx, site: SiteId) -> Result<usize> {
    let failed = page::table.filter(page::site_id.eq(site.sql()).and(page::failure.is_not_null()));
    Ok(diesel::update(failed).set(page::failure.eq(None::<String>)).execute(tx.db)?)
}

pub fn page(r: &mut Read, site: SiteId, path: &str) -> Result<Option<Page>> {
    Ok(page::table.find((site.sql(), path)).first(r.db).optional()?)
}

/// The pages of a site that have or should have a file, in order of path, after `after`.
pub fn pages(r: &mut Read, site: SiteId, after: &str, limit: i64) -> Result<Vec<Page>> {
    let rows = page::table.filter(page::site_id.eq(site.sql()).and(page::path.gt(after)));
    Ok(rows.order(page::path).limit(limit).load(r.db)?)
}

/// Pages per site.
pub fn page_counts(r: &mut Read) -> Result<Vec<(SiteId, i64)>> {
    Ok(page::table
        .filter(page::hash.is_not_null())
        .group_by(page::site_id)
        .select((page::site_id, diesel::dsl::count_star()))
        .load(r.db)?)
}

/// What came of drawing a page.
pub struct Drawn {
    pub site: SiteId,
    pub path: String,
    /// The page's `wanted` when it was read.
    pub wanted: i64,
    pub outcome: Outcome,
}

pub enum Outcome {
    Written {
        hash: String,
        size: i64,
        reads: BTreeSet<PageRead>,
    },
    /// Same bytes as before; the reads may differ all the same.
    Same {
        reads: BTreeSet<PageRead>,
    },
    Removed,
    Failed(String),
}

/// Writes the manifest of a batch of drawn pages. An older drawing never takes the place of a newer one.
///
/// `touches` is what [`touches`] said before the pages were read. A page whose reads are new stays stale
/// when something was touched since: the change could not have found it.
pub fn drawn(tx: &mut Tx, batch: &[Drawn], touches: i64) -> Result<()> {
    let quiet = self::touches(tx)? == touches;
    for d in batch {
        let row = page::table.find((d.site.sql(), d.path.as_str())).filter(page::rendered.lt(d.wanted));
        let (changed, reads) = match &d.outcome {
            Outcome::Written { hash, size, reads } => {
                let set = (
                    page::rendered.eq(d.wanted),
                    page::hash.eq(Some(hash)),
                    page::size.eq(size),
                    page::written_at.eq(Some(tx.now().sql())),
                    page::failure.eq(None::<String>),
                );
                (diesel::update(row).set(set).execute(tx.db)?, Some(reads))
            }
            Outcome::Same { reads } => (
                diesel::update(row).set((page::rendered.eq(d.wanted), page::failure.eq(None::<String>))).execute(tx.db)?,
                Some(reads),
            ),
            // What was wanted since may succeed: only the newest drawing may set a page aside.
            Outcome::Failed(why) => {
                (diesel::update(row.filter(page::wanted.eq(d.wanted))).set(page::failure.eq(Some(why))).execute(tx.db)?, None)
            }
            Outcome::Removed => {
                let gone = page::table.find((d.site.sql(), d.path.as_str())).filter(page::wanted.eq(d.wanted));
                let removed = diesel::delete(gone).execute(tx.db)?;
                if removed == 1 {
                    clear_reads(tx, d)?;
                }
                (removed, None)
            }
        };
        if let (1, Some(reads)) = (changed, reads)
            && put_reads(tx, d, reads)?
            && !quiet
        {
            let again = page::table.find((d.site.sql(), d.path.as_str())).filter(page::wanted.eq(d.wanted));
            diesel::update(again).set(page::wanted.eq(page::wanted + 1)).execute(tx.db)?;
        }
    }
    Ok(())
}

fn clear_reads(tx: &mut Tx, d: &Drawn) -> Result<()> {
    let old = page_read::table.filter(page_read::site_id.eq(d.site.sql()).and(page_read::path.eq(&d.path)));
    diesel::delete(old).execute(tx.db)?;
    Ok(())
}

/// True when they differ from those of the drawing before.
fn put_reads(tx: &mut Tx, d: &Drawn, reads: &BTreeSet<PageRead>) -> Result<bool> {
    let mut wanted: BTreeMap<String, i32> = BTreeMap::new();
    for (key, depth) in reads.iter().map(PageRead::key) {
        let deepest = wanted.entry(key).or_insert(depth);
        *deepest = (*deepest).max(depth);
    }
    let stored: Vec<(String, i32)> = page_read::table
        .filter(page_read::site_id.eq(d.site.sql()).and(page_read::path.eq(&d.path)))
        .select((page_read::key, page_read::depth))
        .load(tx.db)?;
    if stored.len() == wanted.len() && stored.iter().all(|(k, depth)| wanted.get(k) == Some(depth)) {
        return Ok(false);
    }
    clear_reads(tx, d)?;
    let rows: Vec<_> = wanted
        .iter()
        .map(|(key, depth)| {
            (page_read::key.eq(key), page_read::site_id.eq(d.site.sql()), page_read::path.eq(&d.path), page_read::depth.eq(depth))
        })
        .collect();
    on_engine!(&mut *tx.db, c => diesel::insert_into(page_read::table).values(rows).execute(c))?;
    Ok(true)
}
