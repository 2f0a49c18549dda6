//! A plain text file becomes a draft: first line title, known lines fields, the rest paragraphs.

use super::begin::{begin, first_draft};
use super::places::Places;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::identity::Permission;
use domain::text::Text;
use domain::{DocumentId, Time};
use store::Context;

/// What was recognised in a text file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    pub title: String,
    pub source: String,
    pub author: String,
    pub published_at: Option<Time>,
    pub paragraphs: Vec<String>,
}

/// Marks that stand before a value in the lines under a title, and where the value goes.
const SOURCES: &[&str] = &["来源", "信息来源", "文章来源", "稿件来源"];
const AUTHORS: &[&str] = &["作者", "撰稿", "撰稿人", "拟稿人"];
const DATES: &[&str] = &["发布时间", "发布日期", "日期", "时间"];
/// Only this many lines under the title are looked through for such marks.
const HEAD_LINES: usize = 6;

/// Reads a text: the first line that is no breadcrumb is the title.
pub fn read_text(content: &str) -> Recognised {
    let clean =
        |line: &str| line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{3000}' | '\u{a0}')).to_owned();
    let mut lines = content.lines().map(clean).filter(|l| !l.is_empty()).skip_while(|l| is_breadcrumb(l));
    let mut found = Recognised { title: lines.next().unwrap_or_default(), ..Recognised::default() };
    for (n, line) in lines.enumerate() {
        if n >= HEAD_LINES || !read_head(&line, &mut found) {
            found.paragraphs.push(line);
        }
    }
    found
}

fn is_breadcrumb(line: &str) -> bool {
    ["您的位置", "当前位置", "您现在的位置", "首页>", "首页 >"].iter().any(|m| line.starts_with(m))
}

/// True when the line is one of source, author and date, in whatever order.
fn read_head(line: &str, found: &mut Recognised) -> bool {
    let marks: Vec<(usize, &str)> = [SOURCES, AUTHORS, DATES]
        .concat()
        .into_iter()
        .flat_map(|mark| ["：", ":"].map(|colon| format!("{mark}{colon}")))
        .filter_map(|mark| line.find(&mark).map(|at| (at, at + mark.len())))
        .map(|(at, end)| (at, &line[at..end]))
        .collect();
    if marks.is_empty() {
        return false;
    }
    let mut ends: Vec<usize> = marks.iter().map(|(at, _)| *at).collect();
    ends.push(line.len());
    ends.sort_unstable();
    for (at, mark) in &marks {
        let from = at + mark.len();
        let to = ends.iter().copied().find(|e| *e > *at).unwrap_or(line.len()).max(from);
        let value = line[from..to].trim_matches(|c: char| c.is_whitespace() || "【】[]|　".contains(c)).trim();
        let name = mark.trim_end_matches(['：', ':']);
        if SOURCES.contains(&name) && found.source.is_empty() {
            found.source = value.split(['【', '［']).next().unwrap_or(value).trim().to_owned();
        } else if AUTHORS.contains(&name) && found.author.is_empty() {
            found.author = value.split_whitespace().collect();
        } else if DATES.contains(&name) {
            found.published_at = found.published_at.or_else(|| Time::parse(&value.replace(['年', '月'], "-").replace('日', "")));
        }
    }
    true
}

/// Takes a text file in as a draft.
pub fn import_text(app: &App, context: &Context, site: &str, column: &str, content: &str, create: bool) -> Outcome<DocumentId> {
    let read = read_text(content);
    if read.title.is_empty() {
        return Err(Problem::field("file", "文件里没有文字"));
    }
    let paragraphs: Vec<serde_json::Value> = read
        .paragraphs
        .iter()
        .map(|p| serde_json::json!({"type": "paragraph", "attrs": {"indent": 2}, "content": [{"type": "text", "text": p}]}))
        .collect();
    app.write(context, |tx| {
        let (site, column) = Places::default().find(tx, site, column.trim_matches('/'), None, create)?;
        let mut text = Text::blank(&column.content_type);
        text.title = read.title.clone();
        text.source = if read.source.is_empty() { site.name.clone() } else { read.source.clone() };
        text.author = read.author.clone();
        if !paragraphs.is_empty() {
            text.body.value = serde_json::json!({"type": "doc", "content": paragraphs});
        }
        crate::articles::check_text(&text)?;
        let document = begin(tx, &site, &column, &text, Permission::Write)?;
        first_draft(tx, &site, document, &text)?;
        Ok(document)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_text_becomes_fields() {
        let read = read_text(
            "当前位置：首页>要闻\n\n云溪市召开供水会议\n\n作者：周 敏发布时间：2026-11-20 09:30 来源：云溪日报 【字体：\n\n　　第一段。\n第二段。",
        );
        assert_eq!((read.title.as_str(), read.author.as_str(), read.source.as_str()), ("云溪市召开供水会议", "周敏", "云溪日报"));
        assert_eq!(read.published_at.map(|t| t.shanghai_minute()).as_deref(), Some("2026-11-20 09:30"));
        assert_eq!(read.paragraphs, ["第一段。", "第二段。"]);
    }

    #[test]
    fn a_text_without_a_head_keeps_every_paragraph() {
        assert_eq!(read_text("标题\n来源很多，需要核对。").paragraphs, ["来源很多，需要核对。"]);
    }
}
