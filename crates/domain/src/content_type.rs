//! Content types (信息类型) as data: what fields a kind of article has and which of them must be filled.

use crate::text::Text;
use crate::time::parse_day;
use crate::words;
use serde::{Deserialize, Serialize};

words! {
    pub enum FieldKind { Text = "text", Long = "long", Date = "date", Choice = "choice", Number = "number" }
}

/// One field of a content type; its name is the Chinese word shown on screen and page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    pub kind: FieldKind,
    pub required: bool,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub hint: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ContentType {
    pub code: String,
    pub name: String,
    pub version: u32,
    pub fields: Vec<Field>,
}

/// A field that does not hold what its content type asks for, in words for the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

/// Longest title, in characters (domain.md C15).
pub const TITLE_MAX: usize = 60;
/// Largest canonical text, in bytes.
pub const TEXT_MAX_BYTES: usize = 4 << 20;

impl ContentType {
    /// The types that every platform starts with (domain.md §4.2, §4.8).
    pub fn built_in() -> Vec<ContentType> {
        serde_json::from_str(include_str!("content_types.json")).unwrap_or_default()
    }

    pub fn find(code: &str) -> Option<ContentType> {
        ContentType::built_in().into_iter().find(|t| t.code == code)
    }

    /// What must be mended before the text may be submitted.
    pub fn problems(&self, text: &Text) -> Vec<FieldProblem> {
        let mut out = Vec::new();
        let mut say = |field: &str, message: String| out.push(FieldProblem { field: field.into(), message });
        let title = text.title.trim();
        if title.is_empty() {
            say("title", "请填写标题".into());
        } else if title.chars().count() > TITLE_MAX {
            say("title", format!("标题有 {} 字，最多 {TITLE_MAX} 字", title.chars().count()));
        }
        for field in &self.fields {
            let value = text.field(&field.name).trim();
            if value.is_empty() {
                if field.required {
                    say(&field.name, format!("请填写{}", field.name));
                }
                continue;
            }
            match field.kind {
                FieldKind::Date if parse_day(value).is_none() => {
                    say(&field.name, format!("{}要写成 2026-11-20 这样的日期", field.name))
                }
                FieldKind::Choice if !field.choices.iter().any(|c| c == value) => {
                    say(&field.name, format!("{}只能选：{}", field.name, field.choices.join("、")))
                }
                FieldKind::Number if value.parse::<i64>().is_err() => say(&field.name, format!("{}要填整数", field.name)),
                _ => {}
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_type_reads() {
        let codes: Vec<String> = ContentType::built_in().into_iter().map(|t| t.code).collect();
        assert_eq!(codes, ["notice", "news", "policy", "interpretation", "guide", "page", "leader", "link"]);
    }

    #[test]
    fn a_policy_document_needs_its_made_date() {
        let policy = ContentType::find("policy").unwrap();
        let mut text = Text::html("policy", "关于某事的意见", "<p>正文</p>");
        assert!(policy.problems(&text).iter().any(|p| p.field == "成文日期"));
        text.fields.insert("成文日期".into(), "2026年4月".into());
        assert!(policy.problems(&text).iter().any(|p| p.message.contains("2026-11-20")));
    }

    #[test]
    fn a_title_of_sixty_one_characters_is_too_long() {
        let text = Text::html("news", &"字".repeat(61), "<p>正文</p>");
        assert_eq!(ContentType::find("news").unwrap().problems(&text).len(), 1);
    }
}
