//! A document of the editor as HTML.
//!
//! Works on any JSON: what is not on the allow-list is passed over with its content.

use super::picture::{scale, write_img};
use super::{Pictures, is_safe_address};
use crate::markup::escape_into;
use serde_json::Value;

const MAX_DEPTH: usize = 40;

pub(super) fn render(doc: &Value, pictures: &Pictures) -> String {
    let mut writer = Writer {
        out: String::with_capacity(8 * 1024),
        pictures,
        top_heading: top_heading(doc, 0).unwrap_or(1),
        tables: 0,
        depth: 0,
    };
    writer.blocks(doc);
    writer.out
}

/// The page owns `h1`, so the highest heading in use becomes `h2`.
fn top_heading(node: &Value, depth: usize) -> Option<u64> {
    if depth > MAX_DEPTH {
        return None;
    }
    if kind(node) == "heading" {
        return attr(node, "level").and_then(Value::as_u64);
    }
    let below = children(node).iter();
    below.filter_map(|child| top_heading(child, depth + 1)).min()
}

struct Writer<'a> {
    out: String,
    pictures: &'a Pictures<'a>,
    top_heading: u64,
    tables: usize,
    depth: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, parent: &Value) {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            for node in children(parent) {
                self.block(node);
            }
        }
        self.depth -= 1;
    }

    fn block(&mut self, node: &Value) {
        match kind(node) {
            "paragraph" => self.text_block("p", node),
            "heading" => {
                let level = attr(node, "level").and_then(Value::as_u64).unwrap_or(1);
                let level = (level.saturating_sub(self.top_heading) + 2).clamp(2, 6);
                self.text_block(&format!("h{level}"), node);
            }
            "bulletList" => self.list("<ul>", "</ul>", node),
            "orderedList" => match attr(node, "start").and_then(Value::as_u64) {
                Some(start) if start != 1 => {
                    self.list(&format!("<ol start=\"{start}\">"), "</ol>", node);
                }
                _ => self.list("<ol>", "</ol>", node),
            },
            "blockquote" => {
                self.out.push_str("<blockquote>");
                self.blocks(node);
                self.out.push_str("</blockquote>\n");
            }
            "horizontalRule" => self.out.push_str("<hr>\n"),
            "table" => self.table(node),
            "image" => self.figure(node),
            _ => self.blocks(node),
        }
    }

    fn text_block(&mut self, tag: &str, node: &Value) {
        self.out.push('<');
        self.out.push_str(tag);
        self.class(&classes(node));
        self.out.push('>');
        self.inline(node);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn class(&mut self, classes: &str) {
        if !classes.is_empty() {
            self.out.push_str(&format!(" class=\"{classes}\""));
        }
    }

    fn list(&mut self, open: &str, close: &str, node: &Value) {
        self.out.push_str(open);
        for item in children(node) {
            self.out.push_str("<li>");
            self.only_text_or_blocks(item);
            self.out.push_str("</li>");
        }
        self.out.push_str(close);
        self.out.push('\n');
    }

    /// A single plain paragraph needs no `p` around it in an item or a cell.
    fn only_text_or_blocks(&mut self, node: &Value) {
        match children(node) {
            [only] if kind(only) == "paragraph" => self.inline(only),
            _ => self.blocks(node),
        }
    }

    fn table(&mut self, node: &Value) {
        self.tables += 1;
        let rows = children(node);
        let has_headers = rows.iter().flat_map(children).any(|c| kind(c) == "tableHeader");
        let first_is_head = rows.len() > 1
            && rows.first().is_some_and(|row| {
                let all = children(row).iter().all(|c| kind(c) == "tableHeader");
                (all || !has_headers) && children(row).iter().all(|c| span(c, "rowspan") == 1)
            });
        self.out.push_str(&format!(
            "<div class=\"tbl\" tabindex=\"0\" role=\"region\" aria-label=\"表{}，可左右滚动\"><table>",
            self.tables
        ));
        let body = if first_is_head { rows.get(1..).unwrap_or(&[]) } else { rows };
        if first_is_head && let Some(head) = rows.first() {
            self.out.push_str("<thead>");
            self.row(head, true);
            self.out.push_str("</thead>");
        }
        self.out.push_str("<tbody>");
        for (i, row) in body.iter().enumerate() {
            self.row(row, !has_headers && !first_is_head && i == 0 && rows.len() > 1);
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn row(&mut self, row: &Value, head: bool) {
        self.out.push_str("<tr>");
        for (i, cell) in children(row).iter().enumerate() {
            let is_header = head || kind(cell) == "tableHeader";
            let tag = if is_header { "th" } else { "td" };
            self.out.push('<');
            self.out.push_str(tag);
            if is_header {
                let scope = if !head && i == 0 { "row" } else { "col" };
                self.out.push_str(&format!(" scope=\"{scope}\""));
            }
            for name in ["colspan", "rowspan"] {
                let cells = span(cell, name);
                if cells > 1 {
                    self.out.push_str(&format!(" {name}=\"{cells}\""));
                }
            }
            if let [only] = children(cell) {
                self.class(&classes(only));
            }
            self.out.push('>');
            self.only_text_or_blocks(cell);
            self.out.push_str(&format!("</{tag}>"));
        }
        self.out.push_str("</tr>");
    }

    fn figure(&mut self, node: &Value) {
        let sha256 = attr_str(node, "sha256");
        let Some(mut picture) = (self.pictures)(sha256) else {
            return;
        };
        let alt = attr_str(node, "alt");
        if !alt.is_empty() {
            picture.alt = alt.to_owned();
        }
        scale(&mut picture, attr(node, "width").and_then(Value::as_u64));
        self.out.push_str("<figure");
        self.class(match attr_str(node, "align") {
            "left" => "jy-left",
            "right" => "jy-right",
            _ => "jy-center",
        });
        self.out.push('>');
        write_img(&picture, &mut self.out);
        let caption = attr_str(node, "title");
        if !caption.is_empty() {
            self.out.push_str("<figcaption>");
            escape_into(caption, &mut self.out);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn inline(&mut self, parent: &Value) {
        for node in children(parent) {
            match kind(node) {
                "hardBreak" => self.out.push_str("<br>"),
                "text" => self.text(node),
                _ => {}
            }
        }
    }

    fn text(&mut self, node: &Value) {
        let text = node.get("text").and_then(Value::as_str).unwrap_or("");
        let marks = node.get("marks").and_then(Value::as_array);
        let mut closing = Vec::new();
        for mark in marks.into_iter().flatten() {
            let tag = match kind(mark) {
                "bold" => "strong",
                "italic" => "em",
                "underline" => "u",
                "strike" => "s",
                "subscript" => "sub",
                "superscript" => "sup",
                "link" if is_safe_address(attr_str(mark, "href")) => {
                    self.out.push_str("<a href=\"");
                    escape_into(attr_str(mark, "href"), &mut self.out);
                    self.out.push_str("\">");
                    closing.push("a");
                    continue;
                }
                _ => continue,
            };
            self.out.push_str(&format!("<{tag}>"));
            closing.push(tag);
        }
        escape_into(text, &mut self.out);
        for tag in closing.iter().rev() {
            self.out.push_str(&format!("</{tag}>"));
        }
    }
}

fn classes(node: &Value) -> String {
    let mut classes = Vec::new();
    match attr_str(node, "textAlign") {
        "center" => classes.push("jy-center".to_owned()),
        "right" => classes.push("jy-right".to_owned()),
        "justify" => classes.push("jy-justify".to_owned()),
        _ => {}
    }
    if attr(node, "indent").and_then(Value::as_u64) == Some(2) {
        classes.push("jy-indent".to_owned());
    }
    if let Some(characters @ 1..=8) = attr(node, "rightIndent").and_then(Value::as_u64) {
        classes.push(format!("jy-right-{characters}"));
    }
    classes.join(" ")
}

fn kind(node: &Value) -> &str {
    node.get("type").and_then(Value::as_str).unwrap_or("")
}

fn children(node: &Value) -> &[Value] {
    node.get("content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn attr<'a>(node: &'a Value, name: &str) -> Option<&'a Value> {
    node.get("attrs")?.get(name)
}

fn attr_str<'a>(node: &'a Value, name: &str) -> &'a str {
    attr(node, name).and_then(Value::as_str).unwrap_or("")
}

fn span(cell: &Value, name: &str) -> u64 {
    attr(cell, name).and_then(Value::as_u64).unwrap_or(1).clamp(1, 2_000)
}
