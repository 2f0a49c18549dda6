//! Links that lead out of the platform: which public texts have which, and whether they still lead somewhere.

use crate::App;
use crate::articles::format_of;
use crate::problem::Outcome;
use crate::proofing::live::{self, Moved};
use crate::proofing::{Finding, Told};
use domain::DocumentId;
use domain::identity::Actor;
use domain::proofing::Severity;
use domain::publishing::is_web_address;
use domain::scanning::{FindingState, LinkState, Reached, Source};
use domain::text::Text;
use proofing::Category;
use std::collections::BTreeSet;
use store::Tx;
use store::links::{self as rows, Link};
use store::live_findings;
use url::Url;

/// Links of one round.
const ROUND: i64 = 120;
/// Seconds that a taken link is nobody else's.
const TAKEN: i64 = 900;
/// Seconds after which a round ends; the rest is due in the next.
const LONG: i64 = 120;
/// Longest address that is looked at.
const ADDRESS_MAX: usize = 2000;

/// Where a text leads out to, as (address, host), each once. The platform's own sites are left out: their pages are
/// known without asking.
pub fn of_text(app: &App, text: &Text) -> Outcome<Vec<(String, String)>> {
    let mut addresses = theme::body::links(format_of(text), &text.body.value);
    addresses.push(text.field("链接地址").to_owned());
    let found: BTreeSet<(String, String)> = addresses.iter().filter(|a| is_web_address(a)).filter_map(|a| leads_to(a)).collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let own: BTreeSet<String> = app.read(|r| Ok(store::sites::hosts(r)?.into_iter().map(|(host, _)| host).collect()))?;
    Ok(found.into_iter().filter(|(_, host)| !own.contains(host)).collect())
}

/// An address without its fragment, and its host.
fn leads_to(address: &str) -> Option<(String, String)> {
    let mut url = Url::parse(address.trim()).ok().filter(|u| matches!(u.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    let host = url.host_str()?.to_owned();
    let address = String::from(url);
    (address.len() <= ADDRESS_MAX).then_some((address, host))
}

/// One round: links that are due, within each host's budget, one after the other. Returns how many were looked at.
pub fn check_links(app: &App) -> Outcome<usize> {
    let begun = app.now();
    let (worker, per_host) = (app.context(Actor::worker()), app.setup.watch.links_per_host);
    let taken = app.store.work(&worker, |tx| rows::take_due(tx, ROUND, per_host, begun.plus_seconds(TAKEN)))?;
    let mut looked = 0;
    for link in taken {
        if app.now() > begun.plus_seconds(LONG) {
            app.store.work(&worker, |tx| rows::give_back(tx, &link.hash))?;
            continue;
        }
        let Ok(url) = Url::parse(&link.url) else { continue };
        let reached = (app.probe)(&url);
        note(app, &link, &reached)?;
        looked += 1;
    }
    Ok(looked)
}

/// Keeps what a look found; every document that has the link follows when its state changed.
fn note(app: &App, link: &Link, reached: &Reached) -> Outcome<()> {
    let context = app.context(Actor::worker());
    let standing = link.standing().after(reached, context.now);
    app.store.work(&context, |tx| {
        rows::note(tx, &link.hash, &standing, reached.status(), &reached.why())?;
        if standing.state != link.state() {
            for document in rows::users(tx, &link.hash)? {
                bring_in_line(tx, document)?;
            }
        }
        Ok(())
    })
}

/// Whether a round is worth beginning.
pub fn links_due(app: &App) -> Outcome<bool> {
    app.read(|r| Ok(rows::has_due(r, app.now())?))
}

/// Brings a document's findings in line with what is known of its links.
pub fn bring_in_line(tx: &mut Tx, document: DocumentId) -> Outcome<Moved> {
    let (Some(article), Some(live)) = (store::articles::article(tx, document)?, store::publishing::live(tx, document)?) else {
        return Ok(Moved::default());
    };
    let found: Vec<Finding> = rows::bad_of(tx, document)?.iter().map(finding).collect();
    let mut moved = Moved::default();
    for row in live_findings::open_of(tx, &[document])?.iter().filter(|row| row.is_from(Source::Link)) {
        if !found.iter().any(|f| f.id == row.identity) {
            live_findings::end(tx, row.id, FindingState::Closed)?;
            moved.ended += 1;
        }
    }
    let found: Vec<&Finding> = found.iter().collect();
    moved.opened = live::open_all(tx, &article, live.version_id, Source::Link, "", &found)?;
    Ok(moved)
}

fn finding(link: &Link) -> Finding {
    let what = match link.state() {
        LinkState::Broken => "错链",
        LinkState::Unreachable => "断链",
        LinkState::Redirected => "跳转异常",
        LinkState::Refused => "内网地址",
        LinkState::Unchecked | LinkState::Ok => "链接",
    };
    let told = Told {
        category: Category::Link,
        rule: &format!("link.{}", link.state),
        severity: Severity::Warn,
        field: "body",
        block: 0,
        found: &link.url,
        message: format!("{what}：{}", link.why),
        place: None,
        about: &link.hash,
    };
    told.into()
}
