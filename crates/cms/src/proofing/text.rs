//! The check of a whole text: all that visitors read of it, its attachments included.

use super::{Checked, attached};
use crate::App;
use crate::problem::Outcome;
use domain::Day;
use domain::text::{Format, Text};
use store::Read;

/// Checks all that visitors read of a text. Attachments that were not read yet are told, not read here.
pub fn check_text(app: &App, r: &mut Read, text: &Text, day: Day) -> Outcome<Checked> {
    let mut checked = app.proofing.check(text, day);
    checked.findings.extend(attached::findings(app, r, text, day)?);
    Ok(checked)
}

/// A text as lines without form: what a word could stand in. Not for findings, whose places it doesn't know.
pub fn lines_of(text: &Text) -> String {
    let format = match text.body.format {
        Format::Doc => theme::body::Format::Doc,
        Format::Html => theme::body::Format::Html,
        Format::Markdown => theme::body::Format::Markdown,
    };
    let mut lines = vec![text.title.clone(), text.subtitle.clone(), text.summary.clone()];
    lines.extend(text.fields.iter().map(|(name, value)| format!("{name}：{value}")));
    lines.extend(text.assets.iter().flat_map(|a| [a.name.clone(), a.alt.clone()]));
    lines.push(theme::body::text(format, &text.body.value));
    lines.join("\n")
}
