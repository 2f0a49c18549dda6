//! The machine check: word lists kept hot, texts checked, findings answered (检查发现、确认无误).

mod answers;
mod build;
mod checker;
pub mod http;
mod report;
pub mod rows;
mod waive;

pub use answers::{Answers, Judged, judge, look, open_findings};
pub use build::{Checked, Engines, Setting, alone, trial};
pub use checker::Checker;
pub use report::{Finding, label};
pub use waive::{Asking, JUDGES, Judge, agree, end, ignore, refuse, request};
