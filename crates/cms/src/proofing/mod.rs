//! The machine check: word lists kept hot, texts checked, findings answered (检查发现、确认无误).

pub mod alike;
mod answers;
pub mod attached;
mod build;
mod checker;
pub mod http;
pub mod live;
mod owner;
mod read_out;
mod report;
pub mod rows;
mod text;
mod told;
mod waive;

pub use answers::{Answers, Judged, check_text, judge, look, open_findings};
pub use build::{Checked, Engines, Head, Setting, alone, trial};
pub use checker::Checker;
pub use owner::{owner_of, site_owner};
pub use read_out::block_of;
pub use report::{Finding, label};
pub use text::lines_of;
pub use told::Told;
pub use waive::{Asking, JUDGES, Judge, agree, end, ignore, refuse, request};
