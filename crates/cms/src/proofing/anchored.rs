//! The links of a text at their places among the checked blocks.

use super::report::PlaceOf;
use crate::articles::format_of;
use domain::text::Text;
use proofing::Link;

/// Links of the body; `places` says which checked block is the body's first.
pub(super) fn links_of(text: &Text, places: &[PlaceOf]) -> Vec<Link> {
    let Some(first) = places.iter().position(|(name, _)| *name == "body") else { return Vec::new() };
    let link = |a: theme::body::Anchor| Link { block: first + a.block, start: a.start, end: a.end, href: a.href };
    theme::body::anchors(format_of(text), &text.body.value).into_iter().map(link).collect()
}
