//! The allow-list of editor nodes and the check of a document against it.
//!
//! A `null` attribute counts as absent. Checking stops after [`MAX_PROBLEMS`].

use super::{is_safe_address, is_sha256};
use serde_json::{Map, Value};

const MAX_DEPTH: usize = 20;
const MAX_NODES: usize = 50_000;
const MAX_CHARACTERS: usize = 1_000_000;
const MAX_PROBLEMS: usize = 50;

/// One thing that may not stand in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer ("/content/3/attrs/level").
    pub path: String,
    /// What is wrong, in Chinese.
    pub message: String,
}

const BLOCKS: &[&str] = &["paragraph", "heading", "bulletList", "orderedList", "blockquote", "horizontalRule", "table", "image"];
const TEXT_ALIGN: &[&str] = &["textAlign", "indent", "rightIndent"];
const CELL: &[&str] = &["colspan", "rowspan", "colwidth"];
const IMAGE: &[&str] = &["sha256", "alt", "title", "width", "height", "align"];

/// Children that a node may have; `None` for a node that is not allowed at all.
fn children_of(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "doc" | "blockquote" | "listItem" | "tableCell" | "tableHeader" => BLOCKS,
        "paragraph" | "heading" => &["text", "hardBreak"],
        "bulletList" | "orderedList" => &["listItem"],
        "table" => &["tableRow"],
        "tableRow" => &["tableCell", "tableHeader"],
        "text" | "hardBreak" | "horizontalRule" | "image" => &[],
        _ => return None,
    })
}

fn attributes_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "paragraph" => TEXT_ALIGN,
        "heading" => &["level", "textAlign", "indent", "rightIndent"],
        "orderedList" => &["start"],
        "tableCell" | "tableHeader" => CELL,
        "image" => IMAGE,
        _ => &[],
    }
}

/// Checks a document of the editor against the allow-list, with limits on depth and size.
pub fn validate_doc(doc: &Value) -> Result<(), Vec<Problem>> {
    let mut check = Check { problems: Vec::new(), nodes: 0, characters: 0 };
    if doc.get("type").and_then(Value::as_str) == Some("doc") {
        check.node(doc, "", &["doc"], 0);
    } else {
        check.add("/type", "正文的最外层必须是 doc");
    }
    if check.nodes > MAX_NODES || check.characters > MAX_CHARACTERS {
        check.problems.insert(0, problem("", "正文过长"));
    }
    if check.problems.is_empty() { Ok(()) } else { Err(check.problems) }
}

struct Check {
    problems: Vec<Problem>,
    nodes: usize,
    characters: usize,
}

impl Check {
    fn add(&mut self, path: &str, message: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem(path, message));
        }
    }

    fn node(&mut self, node: &Value, path: &str, allowed: &[&str], depth: usize) {
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.problems.len() >= MAX_PROBLEMS {
            return;
        }
        if depth > MAX_DEPTH {
            return self.add(path, "嵌套过深");
        }
        let kind = node.get("type").and_then(Value::as_str).unwrap_or("");
        let Some(children) = children_of(kind) else {
            return self.add(path, format!("不允许的内容“{kind}”"));
        };
        if !allowed.contains(&kind) {
            return self.add(path, format!("“{kind}”不能放在这里"));
        }
        self.keys(node, path);
        self.attributes(node, kind, path);
        if kind == "text" {
            self.text(node, path);
        } else if node.get("marks").is_some_and(|m| !m.is_null()) && kind != "hardBreak" {
            self.add(path, format!("“{kind}”不能带字符样式"));
        }
        match node.get("content") {
            None | Some(Value::Null) => {}
            Some(Value::Array(content)) => {
                for (i, child) in content.iter().enumerate() {
                    self.node(child, &format!("{path}/content/{i}"), children, depth + 1);
                }
            }
            Some(_) => self.add(&format!("{path}/content"), "应为列表"),
        }
    }

    fn keys(&mut self, node: &Value, path: &str) {
        const KNOWN: [&str; 5] = ["type", "attrs", "content", "marks", "text"];
        let unknown = |key: &&String| !KNOWN.contains(&key.as_str());
        if let Some(key) = node.as_object().and_then(|o| o.keys().find(unknown)) {
            self.add(path, format!("不认识的成员“{key}”"));
        }
    }

    fn text(&mut self, node: &Value, path: &str) {
        match node.get("text").and_then(Value::as_str) {
            Some(text) if !text.is_empty() => self.characters += text.chars().count(),
            _ => self.add(path, "文字不能为空"),
        }
        let marks = node.get("marks").and_then(Value::as_array);
        for (i, mark) in marks.into_iter().flatten().enumerate() {
            let path = format!("{path}/marks/{i}");
            match mark.get("type").and_then(Value::as_str).unwrap_or("") {
                "bold" | "italic" | "underline" | "strike" | "subscript" | "superscript" => {}
                "link" => {
                    let href = mark.pointer("/attrs/href").and_then(Value::as_str);
                    if !href.is_some_and(is_safe_address) {
                        self.add(&format!("{path}/attrs/href"), "链接地址不允许");
                    }
                }
                other => self.add(&path, format!("不允许的字符样式“{other}”")),
            }
        }
    }

    fn attributes(&mut self, node: &Value, kind: &str, path: &str) {
        let empty = Map::new();
        let attributes = match node.get("attrs") {
            None | Some(Value::Null) => &empty,
            Some(Value::Object(attributes)) => attributes,
            Some(_) => return self.add(&format!("{path}/attrs"), "应为对象"),
        };
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_null()) {
            let known = attributes_of(kind).contains(&name.as_str());
            if !known {
                self.add(&format!("{path}/attrs/{name}"), format!("“{kind}”没有这个属性"));
            } else if !is_allowed(kind, name, value) {
                self.add(&format!("{path}/attrs/{name}"), format!("属性值 {value} 不允许"));
            }
        }
        let required = match kind {
            "heading" => "level",
            "image" => "sha256",
            _ => return,
        };
        if attributes.get(required).is_none_or(Value::is_null) {
            self.add(&format!("{path}/attrs/{required}"), "缺少这个属性");
        }
    }
}

fn is_allowed(kind: &str, name: &str, value: &Value) -> bool {
    let number = |low: u64, high: u64| value.as_u64().is_some_and(|n| (low..=high).contains(&n));
    let word = |allowed: &[&str]| value.as_str().is_some_and(|w| allowed.contains(&w));
    match name {
        "level" => number(1, 4),
        "textAlign" => word(&["left", "center", "right", "justify"]),
        "indent" => number(0, 0) || number(2, 2),
        "rightIndent" => number(0, 8),
        "start" => number(0, 9_999),
        "colspan" => number(1, 100),
        "rowspan" => number(1, 2_000),
        "colwidth" => {
            value.as_array().is_some_and(|widths| widths.len() <= 100 && widths.iter().all(|w| w.is_null() || w.is_number()))
        }
        "sha256" => value.as_str().is_some_and(is_sha256),
        "alt" | "title" => value.as_str().is_some_and(|t| t.chars().count() <= 300),
        "width" | "height" => number(1, 20_000),
        "align" => kind == "image" && word(&["left", "center", "right"]),
        _ => false,
    }
}

fn problem(path: &str, message: impl Into<String>) -> Problem {
    Problem { path: path.to_owned(), message: message.into() }
}
