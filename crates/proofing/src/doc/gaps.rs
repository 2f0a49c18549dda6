//! What a source shows without any text: pictures without replacement text, empty headings, tables and links, remains of office
//! programs. A gap stands between the characters of a block and keeps the range of its tag in the source.

use super::{Field, Span, TextBlock};

/// What is wrong with a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// A picture without replacement text.
    Alt,
    /// A heading without text.
    Heading,
    /// A table without text.
    Rows,
    /// A cell without text among cells that have one; both count from 1.
    Cell { row: u32, column: u32 },
    /// An item of a list without text.
    Item,
    /// A link with nothing to be seen.
    Link,
    /// Markup that only an office program writes.
    Office,
    /// A comment in which someone notes what is still to be done.
    Note,
    /// A change that was tracked and is still marked as one.
    Revision,
}

/// A place of the source that has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub lack: Lack,
    pub spot: Spot,
}

/// A picture by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub src: String,
    /// Why nobody sees it, when that is so of embedded content.
    pub hidden: Option<&'static str>,
    pub spot: Spot,
}

/// Where something without text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub block: usize,
    /// The character of the block it stands before.
    pub at: usize,
    pub source: Span,
    /// The block handed over that stands empty here.
    pub empty: Option<usize>,
}

/// Elements that show something without text.
pub(super) const SHOWN: [&str; 12] =
    ["img", "input", "video", "audio", "svg", "canvas", "iframe", "object", "embed", "select", "textarea", "math"];

/// An open element that ought to show something.
pub(super) struct Opened {
    pub name: String,
    /// Where its tag begins in the source.
    pub from: usize,
    /// How much had been shown before it.
    pub shown: usize,
    /// How many gaps there were before it.
    pub gaps: usize,
}

impl Opened {
    /// Whether an element of that name ought to show something.
    pub fn counts(name: &str) -> bool {
        matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "figcaption" | "table" | "ul" | "ol" | "li")
    }
}

/// Whether a tag is one that only office programs write: of their name spaces, or with their styles.
pub(super) fn is_office(name: &str, tag: &[char]) -> bool {
    let space = name.split_once(':').is_some_and(|(space, _)| matches!(space, "o" | "w" | "v" | "m" | "st1" | "wps"));
    let written: String = tag.iter().take(400).map(char::to_ascii_lowercase).collect();
    space || written.contains("mso-") || ["class=\"mso", "class='mso", "class=mso"].iter().any(|style| written.contains(style))
}

/// Whether a comment notes what is still to be done.
pub(super) fn is_note(comment: &[char]) -> bool {
    let written: String = comment.iter().take(200).map(char::to_ascii_lowercase).collect();
    let word = |word: &str| {
        written.match_indices(word).any(|(at, _)| {
            let before = written[..at].chars().next_back();
            let after = written[at + word.len()..].chars().next();
            ![before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric())
        })
    };
    word("todo")
        || word("fixme")
        || ["待补", "待核", "待改", "待确认", "需修改", "请核实"].iter().any(|word| written.contains(word))
}

/// Whether a tag marks a tracked change: it tells when or by whom.
pub(super) fn is_tracked(tag: &[char]) -> bool {
    let written: String = tag.iter().take(400).map(char::to_ascii_lowercase).collect();
    written.contains("datetime=") || written.contains("cite=")
}

/// Puts every gap at an existing place: white space alone makes no block, and the end has none after it.
pub(super) fn settle<'s>(spots: impl Iterator<Item = &'s mut Spot>, blocks: &mut Vec<TextBlock>) {
    for spot in spots {
        if blocks.is_empty() {
            blocks.push(TextBlock::new(Field::Body, Vec::new(), Vec::new()));
        }
        if spot.block >= blocks.len() {
            spot.block = blocks.len().saturating_sub(1);
            spot.at = usize::MAX;
        }
        spot.at = spot.at.min(blocks.get(spot.block).map_or(0, |block| block.chars.len()));
    }
}
