//! Work that must happen outside a transaction, and its order.

use crate::scanning::ScanKind;
use crate::{DocumentId, SiteId, Time};
use serde::{Deserialize, Serialize};

/// Lower is sooner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Withdrawals and an editor's own page.
    Urgent = 0,
    Normal = 1,
    /// Imports and whole sites.
    Bulk = 2,
}

impl Lane {
    pub const ALL: [Lane; 3] = [Lane::Urgent, Lane::Normal, Lane::Bulk];
    pub fn number(self) -> i32 {
        self as i32
    }
    pub fn name(self) -> &'static str {
        match self {
            Lane::Urgent => "urgent",
            Lane::Normal => "normal",
            Lane::Bulk => "bulk",
        }
    }
    pub fn of(number: i32) -> Lane {
        Lane::ALL.into_iter().find(|l| l.number() == number).unwrap_or(Lane::Bulk)
    }
}

/// A job; idempotent, so that it may run again after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Make a cleared text public: addresses, lists, stale pages.
    Publish { document: DocumentId },
    /// Draw the stale pages of a site.
    Render { site: SiteId },
    /// Bring the search index up to the change log.
    Index,
    /// Check again what is public (复查), from where the last worker stopped.
    Scan { scan: ScanKind },
    /// Check one document's live text again.
    Recheck { document: DocumentId },
    /// Read the text of an attachment.
    Extract { sha256: String },
    /// Look at the links that are due.
    Links,
}

impl Job {
    pub fn kind(&self) -> &'static str {
        match self {
            Job::Publish { .. } => "publish",
            Job::Render { .. } => "render",
            Job::Index => "index",
            Job::Scan { .. } => "scan",
            Job::Recheck { .. } => "recheck",
            Job::Extract { .. } => "extract",
            Job::Links => "links",
        }
    }

    /// At most one waiting job per key.
    pub fn dedup(&self) -> String {
        match self {
            Job::Publish { document } => format!("publish:{document}"),
            Job::Render { site } => format!("render:{site}"),
            Job::Index => "index".into(),
            Job::Scan { scan } => format!("scan:{scan}"),
            Job::Recheck { document } => format!("recheck:{document}"),
            Job::Extract { sha256 } => format!("extract:{sha256}"),
            Job::Links => "links".into(),
        }
    }

    pub fn label(&self) -> &'static str {
        match self {
            Job::Publish { .. } => "稿件上线",
            Job::Render { .. } => "生成页面",
            Job::Index => "更新搜索",
            Job::Scan { scan } => scan.label(),
            Job::Recheck { .. } => "复查稿件",
            Job::Extract { .. } => "读取附件文字",
            Job::Links => "检查链接",
        }
    }

    pub fn site(&self) -> Option<SiteId> {
        match self {
            Job::Render { site } => Some(*site),
            _ => None,
        }
    }
}

/// How often a job is tried before it stays visible as failed.
pub const MAX_ATTEMPTS: i32 = 8;

/// When a job that failed for the `attempts`-th time is tried again: 5·2ⁿ seconds.
pub fn retry_at(now: Time, attempts: i32) -> Time {
    now.plus_seconds(5i64 << attempts.clamp(0, 10))
}
