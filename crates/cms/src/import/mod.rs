//! Bringing texts in from files: migration batches and plain text (导入、迁移).

mod articles;
mod begin;
mod line;
mod places;
mod text;

pub use articles::{Options, Report, import_articles, take_in};
pub use line::Line;
pub use places::Places;
pub use text::{import_text, read_text};
