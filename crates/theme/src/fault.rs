//! What can go wrong with a theme, in words for the person who looks after the site.
//!
//! A template fault always names the file, and the line where tera knows it.

use crate::content::ContentFault;

/// A theme that can't be loaded, or a page that can't be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ThemeFault {
    /// The folder lacks a file or a file can't be read.
    #[error("主题文件 {path}：{reason}")]
    File { path: String, reason: String },
    /// A template that does not parse or fails while it is drawn; `line` is 0 where it is unknown.
    #[error("{}", at_template(name, *line, message))]
    Template { name: String, line: usize, message: String },
    /// The page grew beyond the limit, in bytes.
    #[error("模板 {name} 输出超过 {limit} 字节，已中止")]
    TooLarge { name: String, limit: usize },
    /// The content source failed; drawing may be tried again.
    #[error(transparent)]
    Content(#[from] ContentFault),
}

fn at_template(name: &str, line: usize, message: &str) -> String {
    if line == 0 { format!("模板 {name}：{message}") } else { format!("模板 {name} 第 {line} 行：{message}") }
}

impl ThemeFault {
    pub(crate) fn file(path: impl ToString, reason: impl ToString) -> Self {
        ThemeFault::File { path: path.to_string(), reason: reason.to_string() }
    }

    /// Turns tera's report into a place and a sentence; `asked_for` stands in where tera names no file.
    pub(crate) fn from_tera(error: &tera::Error, asked_for: &str) -> Self {
        use tera::ErrorKind::{MissingParent, RenderingError, SyntaxError, TemplateNotFound};
        let (name, line, message) = match error.kind() {
            SyntaxError(report) | RenderingError(report) => {
                (report.filename().to_owned(), report.span().start_line, in_chinese(report.message()))
            }
            TemplateNotFound(name) => (name.clone(), 0, "没有这个模板".to_owned()),
            MissingParent { current, parent } => (current.clone(), 0, format!("所继承的模板 {parent} 不存在")),
            other => from_text(&other.to_string(), asked_for),
        };
        ThemeFault::Template { name, line, message }
    }
}

/// Reads file and line back out of a printed report ("error: …\n --> list.html:12:3").
fn from_text(text: &str, asked_for: &str) -> (String, usize, String) {
    let place = text.lines().find_map(|line| {
        let (name, rest) = line.trim().strip_prefix("--> ")?.split_once(':')?;
        let number = rest.split(':').next()?.parse().ok()?;
        Some((name.to_owned(), number))
    });
    let first = text.lines().next().unwrap_or(text);
    let message = in_chinese(first.strip_prefix("error: ").unwrap_or(first));
    let (name, line) = place.unwrap_or_else(|| (asked_for.to_owned(), 0));
    (name, line, message)
}

fn in_chinese(message: &str) -> String {
    let known = [
        ("Unknown filter", "没有这个过滤器"),
        ("Unknown function", "没有这个函数"),
        ("Unknown test", "没有这个判断"),
        ("Unknown component", "没有这个组件"),
        ("Unknown template", "没有这个模板"),
        ("Unexpected end of input", "模板不完整，缺少结束标记"),
        ("Missing keyword argument", "缺少参数"),
    ];
    for (english, chinese) in known {
        if let Some(rest) = message.strip_prefix(english) {
            return format!("{chinese}{rest}");
        }
    }
    message.to_owned()
}
