//! A text as words alone.

use crate::articles::format_of;
use domain::text::Text;

/// A text as lines without form: what a word could stand in. Not for findings, whose places it doesn't know.
pub fn lines_of(text: &Text) -> String {
    let mut lines = vec![text.title.clone(), text.subtitle.clone(), text.summary.clone()];
    lines.extend(text.fields.iter().map(|(name, value)| format!("{name}：{value}")));
    lines.extend(text.assets.iter().flat_map(|a| [a.name.clone(), a.alt.clone()]));
    lines.push(theme::body::text(format_of(text), &text.body.value));
    lines.join("\n")
}
