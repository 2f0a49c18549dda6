//! Word lists (词库): kept as rows, changed by two people, with every version to be found again.
//!
//! A platform's list is kept by whoever holds `lexicon.manage`; a site's own list by the site's administrators, too.
//! What an agreed change leaves is in force with the next check; the engines catch up by themselves.

mod adopt;
mod changes;
pub mod http;
mod import;
mod preview;
mod rules;
pub mod sheet;
pub mod views;

pub use adopt::adopt;
pub use changes::{Proposal, agree, may_decide, propose, refuse};
pub use import::{DryRun, Import, dry_run, import, import_csv};
pub use preview::{Preview, preview};
pub use rules::{RuleRow, rules};

use crate::identity::require;
use crate::problem::{Outcome, Problem};
use domain::event::Event;
use domain::identity::{Actor, Permission, Place, may};
use domain::lexicons::Kind;
use domain::{LexiconId, SiteId, Time};
use store::lexicons::{self as stored, Lexicon};
use store::{Read, Tx};

/// Bytes of an imported file, at most.
pub const FILE_MAX: usize = 20 << 20;
/// Rows of a file and of a list, at most.
pub const ROWS_MAX: usize = 200_000;
/// Columns of a file that are looked at.
pub const COLUMNS_MAX: usize = 64;

/// Whether the actor keeps this list.
pub fn keeps(actor: &Actor, site: Option<SiteId>, now: Time) -> bool {
    may(actor, Permission::ManageLexicon, Place::Platform, now)
        || site.is_some_and(|site| may(actor, Permission::ManageSite, Place::Site(site), now))
}

/// A list that the actor keeps; 404 for everyone else.
pub fn kept(r: &mut Read, actor: &Actor, id: LexiconId, now: Time) -> Outcome<Lexicon> {
    let list = stored::lexicon(r, id)?.ok_or_else(Problem::not_found)?;
    if keeps(actor, list.site_id, now) { Ok(list) } else { Err(Problem::not_found()) }
}

/// All lists that the actor keeps, by code.
pub fn all_kept(r: &mut Read, actor: &Actor, now: Time) -> Outcome<Vec<Lexicon>> {
    let mut all = stored::all(r)?;
    all.retain(|list| keeps(actor, list.site_id, now));
    Ok(all)
}

/// A list to be opened.
pub struct Opening<'a> {
    pub code: &'a str,
    pub title: &'a str,
    pub kind: Kind,
    pub site: Option<SiteId>,
}

/// Opens an empty list.
pub fn open(tx: &mut Tx, new: &Opening) -> Outcome<Lexicon> {
    match new.site {
        Some(site) if !keeps(tx.actor(), Some(site), tx.now()) => return Err(Problem::not_found()),
        Some(_) if new.kind != Kind::Words => {
            return Err(Problem::field("kind", "人员职务和规则等级只有平台统一的，站点只能有自己的词条"));
        }
        Some(site) => store::sites::site(tx, site)?.map(|_| ()).ok_or_else(|| Problem::field("site_id", "没有这个站点"))?,
        None => require(tx.actor(), Permission::ManageLexicon, Place::Platform, tx.now())?,
    }
    check_code(new.code.trim()).map_err(|why| Problem::field("code", why))?;
    if new.title.trim().is_empty() || new.title.chars().count() > 60 {
        return Err(Problem::field("title", "请填写名称，60 个字以内"));
    }
    let list = Lexicon {
        id: tx.id()?,
        code: new.code.trim().into(),
        title: new.title.trim().into(),
        kind: new.kind.name().into(),
        site_id: new.site,
        version: 0,
        changed_at: tx.now(),
    };
    stored::insert(tx, &list).map_err(|e| if e.is_taken() { Problem::new("lexicon.code_taken") } else { e.into() })?;
    let (code, title) = (list.code.clone(), list.title.clone());
    tx.record(Event::LexiconOpened { site: list.site_id, lexicon: list.id, code, title })?;
    Ok(list)
}

/// A code stands in the version that findings carry, so it holds none of the signs that part one there.
fn check_code(code: &str) -> Result<(), &'static str> {
    if code.is_empty() || code.chars().count() > 40 {
        Err("代码要 1–40 个字")
    } else if code.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        Ok(())
    } else {
        Err("代码只能用文字、数字、连字符、下划线和点")
    }
}
