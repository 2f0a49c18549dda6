//! What the staff's screens show: one answer per screen, put together from several nouns.
//!
//! Views only read. Nothing here decides: what a person may do is asked of the noun that would do it, so
//! that a button and its use case never disagree. The `http.rs` of the nouns answer with these views.

pub mod article;
pub mod findings;
pub mod http;
pub mod lists;
pub mod offers;
pub mod preview;
pub mod round;
pub mod scans;
pub mod steps;
pub mod timeline;
pub mod viewer;
pub mod workbench;

pub use viewer::Viewer;

use crate::problem::{Outcome, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a button may be pressed, and the sentence beside it when it may not.
#[derive(Clone, Serialize, ToSchema)]
pub struct Why {
    pub ok: bool,
    pub code: Option<String>,
    pub reason: Option<String>,
}

impl Why {
    /// What a use case would answer. A fault stays a fault.
    pub fn of<T>(answer: Outcome<T>) -> Outcome<Why> {
        match answer {
            Ok(_) => Ok(Why { ok: true, code: None, reason: None }),
            Err(fault) if fault.is_fault() => Err(fault),
            Err(Problem { code, detail, .. }) => Ok(Why { ok: false, code: Some(code.into()), reason: Some(detail) }),
        }
    }
}
