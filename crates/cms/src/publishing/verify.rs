//! Disk against manifest (网页防改): every page file as it was drawn, and nothing else.

use super::files::SiteFolder;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::Hash;
use domain::identity::Actor;
use serde::Serialize;
use std::collections::BTreeSet;
use store::publishing as rows;

/// One difference between disk and manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    pub site: String,
    pub path: String,
    /// `missing`, `changed` or `foreign`
    pub kind: &'static str,
}

/// Compares all sites; with `repair`, wanted pages are drawn again and foreign files are moved into
/// `spool/foreign`, never deleted.
pub fn reconcile(app: &App, repair: bool) -> Outcome<Vec<Mismatch>> {
    let mut found = Vec::new();
    for site in app.read(|r| Ok(store::sites::all(r)?))? {
        let folder = SiteFolder::lock(app.data(), &site.code)?;
        let mut expected = BTreeSet::new();
        let mut after = String::new();
        loop {
            let pages = app.read(|r| Ok(rows::pages(r, site.id, &after, 1000)?))?;
            let Some(last) = pages.last() else { break };
            after = last.path.clone();
            for page in &pages {
                expected.insert(page.path.clone());
                let Some(hash) = &page.hash else { continue };
                let kind = match folder.read(&page.path) {
                    Ok(bytes) if Hash::of(&bytes).as_str() == hash => continue,
                    Ok(_) => "changed",
                    Err(_) => "missing",
                };
                if repair {
                    folder.remove(&page.path).map_err(Problem::internal)?;
                    let subject = page.subject()?;
                    app.store.work(&app.context(Actor::worker()), |tx| rows::want(tx, site.id, &page.path, &subject))?;
                }
                found.push(Mismatch { site: site.code.clone(), path: page.path.clone(), kind });
            }
        }
        for path in folder.all().map_err(Problem::internal)? {
            if !expected.contains(&path) && !path.starts_with("/static/") && !path.starts_with("/files/") {
                if repair {
                    set_aside(app, &site.code, &path)?;
                }
                found.push(Mismatch { site: site.code.clone(), path, kind: "foreign" });
            }
        }
    }
    Ok(found)
}

fn set_aside(app: &App, code: &str, path: &str) -> Outcome<()> {
    let target = app.data().join("spool/foreign").join(code).join(path.trim_start_matches('/'));
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(Problem::internal)?;
    }
    let from = SiteFolder::current(app.data(), code).join(path.trim_start_matches('/'));
    std::fs::rename(from, target).map_err(Problem::internal)
}
