//! The links of a text at their places among the checked blocks.

use super::report::PlaceOf;
use domain::text::{Format, Text};
use proofing::Link;

/// Links of the body; `places` says which checked block is the body's first.
pub(super) fn links_of(text: &Text, places: &[PlaceOf]) -> Vec<Link> {
    let Some(first) = places.iter().position(|(name, _)| *name == "body") else { return Vec::new() };
    let format = match text.body.format {
        Format::Doc => theme::body::Format::Doc,
        Format::Html => theme::body::Format::Html,
        Format::Markdown => theme::body::Format::Markdown,
    };
    let link = |a: theme::body::Anchor| Link { block: first + a.block, start: a.start, end: a.end, href: a.href };
    theme::body::anchors(format, &text.body.value).into_iter().map(link).collect()
}
