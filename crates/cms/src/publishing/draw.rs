//! Drawing stale pages: read, render, compare, write what differs, keep the manifest.

use super::content::View;
use super::files::SiteFolder;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::identity::Actor;
use domain::publishing::{Read, SHARD_SIZE, Subject};
use domain::{Hash, SiteId};
use serde::Serialize;
use std::collections::BTreeSet;
use std::rc::Rc;
use store::publishing::{self as rows, Drawn, Page};
use store::sites::Site;
use theme::feed;

/// Pages per batch: one look at the database, one manifest transaction.
const BATCH: i64 = 400;
/// From this many pages on, writes wait for the disk once per batch instead of one by one.
const MASS: usize = 40;

/// What drawing came to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DrawReport {
    /// Pages drawn.
    pub pages: usize,
    /// Of these, those whose bytes differed and were written or removed.
    pub written: usize,
    pub unchanged: usize,
    pub failed: usize,
    /// List pages among those written.
    pub list_pages: usize,
}

impl DrawReport {
    fn add(&mut self, other: &DrawReport) {
        self.pages += other.pages;
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.list_pages += other.list_pages;
    }
}

/// Draws every stale page of every site; `progress` hears the running total.
pub fn draw_all(app: &App, progress: &mut dyn FnMut(usize)) -> Outcome<DrawReport> {
    let mut report = DrawReport::default();
    for (site, _) in app.read(|r| Ok(rows::stale_sites(r)?))? {
        report.add(&draw_site(app, site, &mut |n| progress(report.pages + n))?);
    }
    Ok(report)
}

/// Draws the stale pages of a site until there are none.
fn draw_site(app: &App, site: SiteId, progress: &mut dyn FnMut(usize)) -> Outcome<DrawReport> {
    draw_while(app, site, &mut |report| {
        progress(report.pages);
        Ok(true)
    })
}

/// Draws batches of a site's stale pages while there are any and `go_on` agrees.
pub fn draw_while(app: &App, site: SiteId, go_on: &mut dyn FnMut(&DrawReport) -> Outcome<bool>) -> Outcome<DrawReport> {
    let mut report = DrawReport::default();
    let Some(row) = app.read(|r| Ok(store::sites::site(r, site)?))? else { return Ok(report) };
    let folder = Rc::new(SiteFolder::lock(app.data(), &row.code)?);
    bring_theme(app, &folder)?;
    loop {
        // The site first, the stale pages second: whatever changes later raises a page's number again.
        let Some(row) = app.read(|r| Ok(store::sites::site(r, site)?))? else { return Ok(report) };
        let (touches, stale) = app.read(|r| Ok((rows::touches(r)?, rows::stale(r, site, BATCH)?)))?;
        if stale.is_empty() {
            return Ok(report);
        }
        report.add(&draw_batch(app, row, &folder, &stale, touches)?);
        if !go_on(&report)? {
            return Ok(report);
        }
    }
}

fn draw_batch(app: &App, site: Site, folder: &Rc<SiteFolder>, stale: &[Page], touches: i64) -> Outcome<DrawReport> {
    let view = Rc::new(View::new(app, site, Some(folder.clone())));
    let mut report = DrawReport { pages: stale.len(), ..DrawReport::default() };
    let mut drawn = Vec::with_capacity(stale.len());
    let mut bytes = Vec::with_capacity(64 << 10);
    for page in stale {
        let subject = page.subject()?;
        bytes.clear();
        let outcome = match draw_page(app, &view, &subject, &mut bytes) {
            Ok(there) => write_page(folder, page, there.then_some(&bytes), view.take_reads(), stale.len() < MASS),
            Err(problem) => rows::Outcome::Failed(problem.detail),
        };
        match &outcome {
            rows::Outcome::Written { .. } | rows::Outcome::Removed => {
                report.written += 1;
                report.list_pages +=
                    usize::from(matches!(subject, Subject::List { .. } | Subject::ListRest { .. } | Subject::Run { .. }));
            }
            rows::Outcome::Same { .. } => report.unchanged += 1,
            rows::Outcome::Failed(why) => {
                tracing::error!(path = page.path, why, "page not drawn");
                report.failed += 1;
            }
        }
        drawn.push(Drawn { site: page.site_id, path: page.path.clone(), wanted: page.wanted, outcome });
    }
    if stale.len() >= MASS {
        folder.sync().map_err(Problem::internal)?;
    }
    let worker = app.context(Actor::worker());
    app.store.work(&worker, |tx| rows::drawn(tx, &drawn, touches))?;
    Ok(report)
}

fn write_page(folder: &SiteFolder, page: &Page, bytes: Option<&Vec<u8>>, reads: BTreeSet<Read>, durable: bool) -> rows::Outcome {
    let Some(bytes) = bytes else {
        return match folder.remove(&page.path) {
            Ok(()) => rows::Outcome::Removed,
            Err(error) => rows::Outcome::Failed(format!("页面文件删不掉：{error}")),
        };
    };
    let hash = Hash::of(bytes).to_string();
    // The file is asked, not only the manifest: a kill between the two leaves a page that nobody wrote down.
    if page.hash.as_ref() == Some(&hash) && folder.read(&page.path).is_ok_and(|there| there == *bytes) {
        return rows::Outcome::Same { reads };
    }
    match folder.write(&page.path, bytes, durable) {
        Ok(()) => rows::Outcome::Written { hash, size: bytes.len() as i64, reads },
        Err(error) => rows::Outcome::Failed(format!("页面文件写不进：{error}")),
    }
}

/// A page as it would be drawn now, written nowhere; `None` when there is no such page (any more).
pub fn drawn_anew(app: &App, site: Site, subject: &Subject) -> Outcome<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let there = draw_page(app, &Rc::new(View::new(app, site, None)), subject, &mut bytes)?;
    Ok(there.then_some(bytes))
}

/// Draws one page into `out`; false when there is no such page (any more).
fn draw_page(app: &App, view: &Rc<View>, subject: &Subject, out: &mut Vec<u8>) -> Outcome<bool> {
    if let Some(page) = view.page(subject)? {
        app.theme.render(&page, view.clone(), out).map_err(|e| Problem::internal(&e).saying(e.to_string()))?;
        return Ok(true);
    }
    let text = match subject {
        Subject::Pager { column } => view.chain(*column)?.map(|pages| serde_json::json!({ "pages": pages }).to_string()),
        Subject::Feed { column } => view.feed(*column)?,
        Subject::Robots => Some(feed::robots(&view.address())),
        Subject::SiteMapIndex => Some(view.site_map_index()?),
        Subject::SiteMapShard { shard } => Some(view.site_map_shard(*shard)?),
        Subject::SiteState => Some(view.site_state()),
        _ => None,
    };
    if let Some(text) = &text {
        out.extend_from_slice(text.as_bytes());
    }
    Ok(text.is_some())
}

/// Files that are no pages of the theme.
impl View {
    fn feed(&self, column: domain::ColumnId) -> Outcome<Option<String>> {
        let Some((described, rows)) = self.feed_rows(column)? else { return Ok(None) };
        Ok(Some(feed::rss(&theme::content::Content::site(self)?, &described, &rows)))
    }

    fn site_map_index(&self) -> Outcome<String> {
        let shards: Vec<u32> = (0..=self.highest_shard()?).map(|n| n as u32).collect();
        Ok(feed::sitemap_index(&self.address(), &shards))
    }

    fn site_map_shard(&self, shard: i64) -> Outcome<String> {
        let entries = self.shard(shard, shard * SHARD_SIZE, (shard + 1) * SHARD_SIZE)?;
        Ok(feed::sitemap_shard(&self.address(), &entries))
    }
}

/// The theme's own files lie under their hash, so that old pages keep theirs.
fn bring_theme(app: &App, folder: &SiteFolder) -> Outcome<()> {
    for (name, from) in app.theme.assets() {
        folder.bring(&format!("/static/{}/{name}", app.theme.hash8()), &from).map_err(Problem::internal)?;
    }
    Ok(())
}
