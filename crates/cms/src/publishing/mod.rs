//! Making texts public and taking them back: addresses, lists, pages, files (上线、撤稿).
//!
//! A transaction decides what is public and which pages are stale; drawing happens afterwards, from
//! what the database says, so that a crash at any moment leaves only stale pages that are drawn again.

mod content;
pub mod http;
mod draw;
mod files;
mod go_live;
mod lists;
mod verify;
mod withdraw;

pub use content::View;
pub use draw::{DrawReport, draw_all, draw_site};
pub use files::SiteFolder;
pub use go_live::{Publishing, bring_up, settle};
pub use verify::{Mismatch, reconcile};
pub use withdraw::{Place, PlaceState, places_of, withdraw};
