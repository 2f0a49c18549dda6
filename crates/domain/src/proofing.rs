//! How grave a finding is, which waiver answers it, and what stops a text (检查发现、确认无误).

mod waiver;

pub use waiver::*;

use crate::words;

words! {
    pub enum Severity {
        /// 提示: shown, may be ignored.
        Info = "info",
        /// 慎用: a reviewer other than the author decides.
        Warn = "warn",
        /// 禁发: stops submission and publication.
        Block = "block",
    }
}
