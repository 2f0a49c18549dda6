//! Page files against what was drawn (暗链、篡改): a file that differs from the manifest is held against a drawing
//! made anew in memory, and every link that the drawing doesn't have is named.

use super::anchors::{Anchor, foreign};
use crate::App;
use crate::problem::Outcome;
use crate::proofing::{Finding, Told, site_owner};
use crate::publishing::{SiteFolder, drawn_anew};
use domain::event::Event;
use domain::proofing::Severity;
use domain::publishing::link;
use domain::scanning::{FindingState, Source};
use domain::{Hash, SiteId};
use proofing::Category;
use store::Tx;
use store::live_findings::{self as rows, NewFinding};
use store::publishing::Page;
use store::scans::Scan;
use store::sites::Site;

/// Pages of one batch.
const BATCH: i64 = 200;
/// Foreign links that one message names.
const NAMED: usize = 5;

/// Pages that were looked at.
pub struct Batch {
    pub position: String,
    pub done: i64,
    /// Pages as they were drawn.
    sound: Vec<String>,
    altered: Vec<Altered>,
}

struct Altered {
    site: SiteId,
    path: String,
    finding: Finding,
}

/// The subject under which a page's findings are known.
fn subject(site: SiteId, path: &str) -> String {
    format!("{site}{path}")
}

pub fn next(app: &App, scan: &Scan) -> Outcome<Option<Batch>> {
    let (at, mut after) = match scan.position.split_once('/') {
        Some((site, path)) => (SiteId::parse(site), format!("/{path}")),
        None => (None, String::new()),
    };
    let mut sites = app.read(|r| Ok(store::sites::all(r)?))?;
    sites.sort_by_key(|s| s.id);
    for site in sites.into_iter().filter(|s| at.is_none_or(|at| s.id >= at)) {
        if Some(site.id) != at {
            after.clear();
        }
        let pages = app.read(|r| Ok(store::publishing::pages(r, site.id, &after, BATCH)?))?;
        if let Some(last) = pages.last() {
            let position = subject(site.id, &last.path);
            return look(app, site, &pages, position).map(Some);
        }
    }
    Ok(None)
}

fn look(app: &App, site: Site, pages: &[Page], position: String) -> Outcome<Batch> {
    let done = pages.iter().filter(|p| p.hash.is_some()).count() as i64;
    let mut batch = Batch { position, done, sound: Vec::new(), altered: Vec::new() };
    for page in pages {
        match difference(app, &site, page)? {
            Some(Difference::None) => batch.sound.push(subject(site.id, &page.path)),
            Some(Difference::Missing) => batch.altered.push(altered(&site, page, "page.missing", "", "页面文件不见了".into())),
            Some(Difference::Changed(bytes)) => batch.altered.push(compared(app, &site, page, &bytes)?),
            None => {}
        }
    }
    Ok(batch)
}

enum Difference {
    None,
    Missing,
    Changed(Vec<u8>),
}

/// How a page's file differs; `None` for one that is being drawn or has no file.
fn difference(app: &App, site: &Site, page: &Page) -> Outcome<Option<Difference>> {
    let Some(hash) = page.hash.as_ref().filter(|_| page.wanted == page.rendered) else { return Ok(None) };
    let file = SiteFolder::current(app.data(), &site.code).join(page.path.trim_start_matches('/'));
    let found = match std::fs::read(&file) {
        Ok(bytes) if Hash::of(&bytes).as_str() == hash => return Ok(Some(Difference::None)),
        Ok(bytes) => Difference::Changed(bytes),
        Err(_) => Difference::Missing,
    };
    // It may have been drawn between the two looks.
    let again = app.read(|r| Ok(store::publishing::page(r, site.id, &page.path)?))?;
    let same = again.is_some_and(|a| a.hash == page.hash && a.wanted == page.wanted);
    Ok(same.then_some(found))
}

fn compared(app: &App, site: &Site, page: &Page, bytes: &[u8]) -> Outcome<Altered> {
    let drawn = drawn_anew(app, site.clone(), &page.subject()?)?.unwrap_or_default();
    let foreign = foreign(&String::from_utf8_lossy(bytes), &String::from_utf8_lossy(&drawn));
    let Some(first) = foreign.first() else {
        return Ok(altered(site, page, "page.altered", "", "页面文件与签发的内容不一致".into()));
    };
    let hidden = foreign.iter().any(|a| a.hidden.is_some());
    let names: Vec<String> = foreign.iter().take(NAMED).map(named).collect();
    let what = if hidden {
        "页面里有隐藏的、签发内容中没有的链接"
    } else {
        "页面里有签发内容中没有的链接"
    };
    let rule = if hidden { "page.hidden_link" } else { "page.foreign_link" };
    Ok(altered(site, page, rule, &first.href, format!("{what}（{} 处）：{}", foreign.len(), names.join("；"))))
}

fn named(anchor: &Anchor) -> String {
    let href: String = anchor.href.chars().take(200).collect();
    anchor.hidden.map_or(href.clone(), |by| format!("{href}（{by}）"))
}

fn altered(site: &Site, page: &Page, rule: &str, found: &str, message: String) -> Altered {
    let told = Told {
        category: Category::Link,
        rule,
        severity: Severity::Block,
        field: "page",
        block: 0,
        found,
        message,
        place: Some(link(&page.path).to_owned()),
        about: &format!("{}{}{found}", site.id, page.path),
    };
    Altered { site: site.id, path: page.path.clone(), finding: told.into() }
}

impl Batch {
    /// Findings opened and ended.
    pub fn keep(&self, tx: &mut Tx) -> Outcome<(usize, usize)> {
        let (mut opened, mut ended) = (0, 0);
        for subject in &self.sound {
            ended += end_others(tx, subject, None)?;
        }
        for page in &self.altered {
            ended += end_others(tx, &subject(page.site, &page.path), Some(&page.finding.id))?;
            opened += usize::from(page.open(tx)?);
        }
        Ok((opened, ended))
    }
}

/// Ends a page's findings, all but one.
fn end_others(tx: &mut Tx, subject: &str, but: Option<&str>) -> Outcome<usize> {
    let gone: Vec<_> = rows::open_of_subject(tx, subject)?.into_iter().filter(|f| Some(f.identity.as_str()) != but).collect();
    for row in &gone {
        rows::end(tx, row.id, FindingState::Closed)?;
    }
    Ok(gone.len())
}

impl Altered {
    fn open(&self, tx: &mut Tx) -> Outcome<bool> {
        let now = tx.now();
        let new = NewFinding {
            subject: subject(self.site, &self.path),
            document: None,
            site: self.site,
            path: Some(self.path.clone()),
            version: None,
            identity: self.finding.id.clone(),
            rule: self.finding.rule.clone(),
            category: self.finding.category.clone(),
            severity: self.finding.severity,
            detail: serde_json::to_string(&self.finding)?,
            source: Source::Page,
            owner: site_owner(tx, self.site, now)?,
            engine: String::new(),
        };
        let opened = rows::open(tx, &new)?;
        if opened {
            let found = self.finding.message.clone();
            tx.record(Event::PageAltered { site: self.site, path: self.path.clone(), found })?;
        }
        Ok(opened)
    }
}
