//! Making texts public and taking them back: addresses, lists, pages, files (上线、撤稿).
//!
//! A transaction decides what is public and which pages are stale; drawing happens afterwards, from
//! what the database says, so that a crash at any moment leaves only stale pages that are drawn again.

mod content;
mod draw;
mod files;
mod final_check;
mod go_live;
pub mod http;
mod jobs;
mod lists;
mod verify;
mod withdraw;

pub use content::View;
pub use draw::{DrawReport, draw_all, draw_while, drawn_anew};
pub use files::SiteFolder;
pub use go_live::{Publishing, bring_up, settle};
pub use jobs::{JobBoard, JobRow, LaneRow, board, retry_job};
pub use verify::{Mismatch, reconcile};
pub use withdraw::{Place, PlaceState, gone_path, places_of, withdraw, withdrawable};

use crate::identity::require_of_viewer;
use crate::problem::Outcome;
use domain::SiteId;
use domain::event::Event;
use domain::identity::{Permission, Place as Where};
use store::Tx;

/// Takes off pins whose time has come (置顶到期) and makes stale what showed them.
pub fn end_pins(tx: &mut Tx) -> Outcome<()> {
    for column in store::publishing::end_pins(tx)? {
        let lists = [domain::publishing::Read::List(column, 0)].map(domain::publishing::Touched);
        for site in store::publishing::touch(tx, &lists.into())? {
            store::jobs::enqueue(tx, &domain::job::Job::Render { site }, domain::job::Lane::Normal)?;
        }
    }
    Ok(())
}

/// Wants every page of a site again: after a change of theme, or after a restore.
pub fn want_all(tx: &mut Tx, site: SiteId) -> Outcome<usize> {
    require_of_viewer(tx.actor(), Permission::Operate, Where::Platform, tx.now())?;
    let pages = store::publishing::touch_all(tx, site)?;
    tx.record(Event::PagesAsked { site })?;
    Ok(pages)
}
