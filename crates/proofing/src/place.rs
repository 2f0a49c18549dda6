//! Turns the hits of a block into findings: sorted, one per source span, with UTF-16 and source positions.

use crate::doc::{Anchor, Spot, TextBlock};
use crate::finding::{Category, Finding, Hit};

/// Characters of context given to each side of a finding.
const CONTEXT: usize = 16;

pub(crate) fn findings(block: usize, text: &TextBlock, links: &[Anchor], mut hits: Vec<Hit>) -> Vec<Finding> {
    hits.retain(|hit| hit.start < hit.end && hit.end <= text.chars.len());
    hits.sort_by(|a, b| (a.start, a.end, b.severity, a.category).cmp(&(b.start, b.end, a.severity, b.category)));
    hits.dedup_by_key(|hit| (hit.start, hit.end));
    let (number, units) = numbered(block, text);
    // A running count keeps a block with many findings linear.
    let (mut at, mut units) = (0, units);
    let place = |hit: Hit| {
        units += width(&text.chars[at..hit.start]);
        at = hit.start;
        let (char_start, char_end) = element(block, links, &hit).unwrap_or_else(|| text.source(hit.start, hit.end));
        Finding {
            block: number,
            start_utf16: units,
            end_utf16: units + width(&text.chars[hit.start..hit.end]),
            char_start,
            char_end,
            found: text.slice(hit.start, hit.end),
            before: text.slice(hit.start.saturating_sub(CONTEXT), hit.start),
            after: text.slice(hit.end, hit.end + CONTEXT),
            category: hit.category,
            severity: hit.severity,
            rule: hit.rule,
            suggestion: hit.suggestion,
            message: hit.message,
        }
    };
    hits.into_iter().map(place).collect()
}

/// A wrong link is its whole element in the source: what is wrong stands in the tag.
fn element(block: usize, links: &[Anchor], hit: &Hit) -> Option<(usize, usize)> {
    let at = links.binary_search_by_key(&(block, hit.start), |link| (link.block, link.start)).ok()?;
    let source = links[at]
        .source
        .filter(|_| matches!(hit.category, Category::Link | Category::Residue | Category::Privacy) && links[at].end == hit.end)?;
    Some((source.start as usize, source.end as usize))
}

/// The finding of what has no text, at the range of its tag in the source. `told` gives it all but its place.
pub(crate) fn spot(gap: &Spot, blocks: &[TextBlock], told: Hit) -> Option<Finding> {
    let text = blocks.get(gap.block)?;
    let (number, units) = numbered(gap.block, text);
    let (block, at) = gap.empty.map_or_else(|| (number, units + width(&text.chars[..gap.at])), |empty| (empty, 0));
    Some(Finding {
        block,
        start_utf16: at,
        end_utf16: at,
        char_start: gap.source.start as usize,
        char_end: gap.source.end as usize,
        found: String::new(),
        before: text.slice(gap.at.saturating_sub(CONTEXT), gap.at),
        after: text.slice(gap.at, gap.at + CONTEXT),
        category: told.category,
        severity: told.severity,
        rule: told.rule,
        suggestion: told.suggestion,
        message: told.message,
    })
}

/// What a finding calls the block, and how much of that lies before the text.
fn numbered(block: usize, text: &TextBlock) -> (usize, usize) {
    text.origin.map_or((block, 0), |origin| (origin.block, origin.units))
}

fn width(chars: &[char]) -> usize {
    chars.iter().map(|c| c.len_utf16()).sum()
}
