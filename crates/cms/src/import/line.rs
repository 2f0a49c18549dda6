//! One line of an import file, and the text that it becomes.

use crate::problem::{Outcome, Problem};
use domain::text::{AssetRole, AssetUse, Body, Format, Text};
use domain::{Hash, Time};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A JSON object as it stands on a line; `body_html` wins over `body_md`.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    pub site: String,
    pub column: String,
    pub title: String,
    #[serde(default)]
    pub subtitle: String,
    pub body_html: Option<String>,
    pub body_md: Option<String>,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub author: String,
    pub published_at: Option<String>,
    pub column_name: Option<String>,
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub summary: String,
    pub content_type: Option<String>,
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub attachments: Vec<LineFile>,
    pub cover: Option<LineFile>,
    #[serde(default)]
    pub relations: Vec<LineRelation>,
    pub source_id: Option<Value>,
    pub id: Option<Value>,
    pub source_url: Option<String>,
    /// What this reader does not know; counted, never an error.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct LineFile {
    pub path: Option<String>,
    pub url: Option<String>,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub alt: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct LineRelation {
    pub kind: String,
    pub source_id: Value,
}

/// An id as text: `17` and `"17"` are the same.
pub(super) fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.trim().to_owned()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

impl Line {
    pub fn parse(line: &str) -> Outcome<Line> {
        serde_json::from_str(line).map_err(|e| Problem::field("line", format!("不是合格的 JSON 行：{e}")))
    }

    /// What the source calls the text; without an id, a hash of site, title and time.
    pub fn key(&self) -> String {
        let own = self.source_id.as_ref().or(self.id.as_ref()).and_then(id_text);
        let parts = [self.site.as_str(), self.title.as_str(), self.published_at.as_deref().unwrap_or("")];
        own.unwrap_or_else(|| Hash::of_parts(&parts.map(str::as_bytes)).digits()[..32].to_owned())
    }

    /// First publication; a time without a zone is Asia/Shanghai.
    pub fn published_at(&self) -> Outcome<Option<Time>> {
        match self.published_at.as_deref().filter(|t| !t.trim().is_empty()) {
            None => Ok(None),
            Some(text) => {
                Time::parse(text).map(Some).ok_or_else(|| Problem::field("published_at", format!("发布时间读不懂：{text}")))
            }
        }
    }

    /// The canonical text; bodies are sanitised once, here.
    pub fn text(&self, content_type: &str, files: Vec<AssetUse>) -> Outcome<Text> {
        let body = match (&self.body_html, &self.body_md) {
            (Some(html), _) => Body { format: Format::Html, schema: 1, value: theme::body::sanitize(html).into() },
            (None, Some(markdown)) => Body { format: Format::Markdown, schema: 1, value: markdown.clone().into() },
            (None, None) => return Err(Problem::field("body_html", "没有正文（body_html 或 body_md）")),
        };
        if self.title.trim().is_empty() {
            return Err(Problem::field("title", "没有标题"));
        }
        let text = Text {
            subtitle: self.subtitle.trim().into(),
            summary: self.summary.trim().into(),
            source: self.source.trim().into(),
            author: self.author.trim().into(),
            keywords: self.keywords.iter().map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect(),
            fields: self.fields.clone(),
            body,
            assets: files,
            ..Text::html(content_type, self.title.trim(), "")
        };
        crate::articles::check_text(&text)?;
        Ok(text)
    }

    /// Files that the line names, relative to the import file, as (file, role).
    pub(super) fn files(&self) -> impl Iterator<Item = (&LineFile, AssetRole)> {
        self.attachments.iter().map(|f| (f, AssetRole::Attachment)).chain(self.cover.iter().map(|f| (f, AssetRole::Cover)))
    }
}
