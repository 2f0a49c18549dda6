//! The body of an article: what may stand in it, how it becomes HTML, and what it says.
//!
//! Nothing leaves [`render`] that is not on the allow-list, whether or not it was checked before.
//! No inline styles: alignment and indents are classes `jy-*` which themes style.

mod doc;
mod html;
mod outline;
mod picture;
mod read;
mod schema;

use crate::content::Picture;
use serde_json::Value;

pub use html::sanitize;
pub use outline::{Anchor, Block, Cell, Item, Outline};
pub use schema::{Problem, validate_doc};

/// How a body is stored: a JSON tree of the editor, or a JSON string of HTML or Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Doc,
    Html,
    Markdown,
}

/// Finds the published picture of an asset by its SHA-256; `None` leaves the picture out.
pub type Pictures<'a> = dyn Fn(&str) -> Option<Picture> + 'a;

/// Safe HTML for a page.
pub fn render(format: Format, value: &Value, pictures: &Pictures) -> String {
    match format {
        Format::Doc => doc::render(value, pictures),
        Format::Html | Format::Markdown => html::render(&as_html(format, value), pictures),
    }
}

/// What it says, read once.
pub fn outline(format: Format, value: &Value) -> Outline {
    match format {
        Format::Doc => outline::of_doc(value),
        Format::Html | Format::Markdown => outline::of_html(&as_html(format, value)),
    }
}

/// All text, a line for each text block that is not blank; for the search index.
pub fn text(format: Format, value: &Value) -> String {
    let blocks = outline(format, value).blocks;
    let texts: Vec<&str> = blocks.iter().filter(|block| !block.is_blank()).map(|block| block.text.as_str()).collect();
    texts.join("\n")
}

/// SHA-256 of the assets used, in order of first use.
pub fn assets(format: Format, value: &Value) -> Vec<String> {
    match format {
        Format::Doc => read::doc_assets(value),
        Format::Html | Format::Markdown => read::html_assets(&as_html(format, value)),
    }
}

/// Addresses of the links, in order of first use.
pub fn links(format: Format, value: &Value) -> Vec<String> {
    match format {
        Format::Doc => read::doc_links(value),
        Format::Html | Format::Markdown => read::html_links(&as_html(format, value)),
    }
}

/// Sanitised HTML of a text format.
fn as_html(format: Format, value: &Value) -> String {
    let source = value.as_str().unwrap_or("");
    match format {
        Format::Markdown => html::from_markdown(source),
        Format::Doc | Format::Html => sanitize(source),
    }
}

/// Whether a link may lead there: web, mail, telephone, or a place on this site.
pub(crate) fn is_safe_address(address: &str) -> bool {
    let strange = |c: char| c.is_control() || c == '\\' || c == '<' || c == '>' || c == '"';
    if address.is_empty() || address.len() > 2_000 || address.contains(strange) {
        return false;
    }
    if address.starts_with(char::is_whitespace) {
        return false;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)),
    }
}

/// 64 lower-case hexadecimal digits.
pub(crate) fn is_sha256(text: &str) -> bool {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.len() == 64 && text.bytes().all(hex)
}

#[cfg(test)]
mod tests;
