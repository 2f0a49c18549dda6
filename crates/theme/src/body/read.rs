//! What a body uses: assets and links.

use super::html::asset_of;
use super::{is_safe_address, is_sha256};
use crate::markup::{Piece, attribute, pieces};
use serde_json::Value;

pub(super) const MAX_DEPTH: usize = 64;

pub(super) fn doc_assets(doc: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(doc, 0, &mut |node| {
        let sha256 = str_at(node, "/attrs/sha256");
        if kind(node) == "image" && is_sha256(sha256) {
            add(&mut found, sha256);
        }
    });
    found
}

pub(super) fn doc_links(doc: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(doc, 0, &mut |node| {
        let marks = node.get("marks").and_then(Value::as_array);
        for mark in marks.into_iter().flatten() {
            let href = str_at(mark, "/attrs/href");
            if kind(mark) == "link" && is_safe_address(href) {
                add(&mut found, href);
            }
        }
    });
    found
}

pub(super) fn walk(node: &Value, depth: usize, visit: &mut dyn FnMut(&Value)) {
    if depth > MAX_DEPTH {
        return;
    }
    visit(node);
    let children = node.get("content").and_then(Value::as_array);
    for child in children.into_iter().flatten() {
        walk(child, depth + 1, visit);
    }
}

pub(super) fn kind(node: &Value) -> &str {
    str_at(node, "/type")
}

pub(super) fn str_at<'a>(node: &'a Value, pointer: &str) -> &'a str {
    node.pointer(pointer).and_then(Value::as_str).unwrap_or("")
}

fn add(found: &mut Vec<String>, text: &str) {
    if !found.iter().any(|f| f == text) {
        found.push(text.to_owned());
    }
}

pub(super) fn html_assets(sanitised: &str) -> Vec<String> {
    let mut found = Vec::new();
    for source in attribute_of_all(sanitised, "img", "src") {
        if let Some(sha256) = asset_of(&source) {
            add(&mut found, sha256);
        }
    }
    found
}

pub(super) fn html_links(sanitised: &str) -> Vec<String> {
    let mut found = Vec::new();
    for address in attribute_of_all(sanitised, "a", "href") {
        add(&mut found, &address);
    }
    found
}

/// Whether it shows any picture, also one from elsewhere.
pub(super) fn doc_has_picture(doc: &Value) -> bool {
    let mut found = false;
    walk(doc, 0, &mut |node| found |= kind(node) == "image");
    found
}

fn attribute_of_all(html: &str, tag: &str, name: &str) -> Vec<String> {
    let value = |piece| match piece {
        Piece::Open(found, raw) if found == tag => Some(attribute(raw, name)?.into_owned()),
        _ => None,
    };
    pieces(html).filter_map(value).collect()
}
