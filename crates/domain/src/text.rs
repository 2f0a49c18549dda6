//! Canonical text v1: all that visitors read of an article, as one JSON text that is signed byte for byte.
//!
//! Column, order, pin, schedule and times are acts with their own audit and stand outside it.

use crate::Hash;
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The content of an article. `canonical` is what is stored, hashed and signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// Always 1; a later form gets its own reader.
    pub v: u8,
    /// Code of the content type ("notice").
    #[serde(rename = "type")]
    pub content_type: String,
    pub title: String,
    #[serde(default)]
    pub subtitle: String,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub source: String,
    /// Who drafted it (拟稿人); often not who types it in.
    #[serde(default)]
    pub author: String,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    pub body: Body,
    #[serde(default)]
    pub assets: Vec<AssetUse>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    pub format: Format,
    /// Version of the document schema for `doc`, 1 otherwise.
    pub schema: u32,
    /// Editor JSON for `doc`, a string for `html` and `markdown`.
    pub value: serde_json::Value,
}

words! {
    pub enum Format { Doc = "doc", Html = "html", Markdown = "markdown" }
}

words! {
    pub enum AssetRole { Attachment = "attachment", Inline = "inline", Cover = "cover" }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssetUse {
    pub sha256: String,
    pub name: String,
    #[serde(default)]
    pub alt: String,
    pub role: AssetRole,
}

impl Text {
    pub fn html(content_type: &str, title: &str, html: &str) -> Self {
        Text {
            v: 1,
            content_type: content_type.into(),
            title: title.into(),
            subtitle: String::new(),
            summary: String::new(),
            source: String::new(),
            author: String::new(),
            keywords: Vec::new(),
            fields: BTreeMap::new(),
            body: Body { format: Format::Html, schema: 1, value: html.into() },
            assets: Vec::new(),
        }
    }

    /// An empty text of a content type, to begin writing with.
    pub fn blank(content_type: &str) -> Self {
        let empty = serde_json::json!({"type": "doc", "content": [{"type": "paragraph"}]});
        Text { body: Body { format: Format::Doc, schema: 1, value: empty }, ..Text::html(content_type, "", "") }
    }

    /// JSON with sorted keys, no blanks, integers only; the same text always gives the same bytes.
    pub fn canonical(&self) -> String {
        // Sorted here because another crate of the build may switch on serde_json's `preserve_order`.
        sorted(serde_json::to_value(self).unwrap_or_default()).to_string()
    }

    pub fn hash(&self) -> Hash {
        Hash::of(self.canonical().as_bytes())
    }

    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Refuses what can't be made canonical: fractions, U+0000, another form version.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.v != 1 {
            return Err("稿件格式版本不认识");
        }
        let canonical = self.canonical();
        if canonical.contains("\\u0000") {
            return Err("含有不可用的空字符");
        }
        if has_fraction(&self.body.value) {
            return Err("正文数据含有小数");
        }
        Ok(())
    }
}

fn sorted(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value::{Array, Object};
    match value {
        Object(map) => {
            let ordered: BTreeMap<_, _> = map.into_iter().map(|(k, v)| (k, sorted(v))).collect();
            Object(ordered.into_iter().collect())
        }
        Array(items) => Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

fn has_fraction(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(n) => !n.is_i64() && !n.is_u64(),
        serde_json::Value::Array(items) => items.iter().any(has_fraction),
        serde_json::Value::Object(map) => map.values().any(has_fraction),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_text_sorts_keys_and_is_stable() {
        let text = Text::html("notice", "标题", "<p>甲</p>");
        let canonical = text.canonical();
        assert!(canonical.starts_with(r#"{"assets":[],"author":"","body":{"format":"html","schema":1"#), "{canonical}");
        let again: Text = serde_json::from_str(&canonical).unwrap();
        assert_eq!(again.canonical(), canonical);
    }

    #[test]
    fn one_changed_character_changes_the_hash() {
        let a = Text::html("notice", "标题", "<p>甲</p>");
        let b = Text::html("notice", "标题", "<p>乙</p>");
        assert_ne!(a.hash(), b.hash());
        assert!(a.hash().as_str().starts_with("sha256:"));
    }

    #[test]
    fn fractions_and_zero_bytes_are_refused() {
        let mut text = Text::blank("notice");
        text.body.value = serde_json::json!({"attrs": {"width": 1.5}});
        assert!(text.check().is_err());
        assert!(Text { title: "a\0b".into(), ..Text::blank("notice") }.check().is_err());
        assert!(Text::blank("notice").check().is_ok());
    }
}
