//! HTML and Markdown bodies: sanitising, and the finishing that makes them fit a page.

use super::picture::write_img;
use super::{Pictures, is_safe_address, is_sha256};
use crate::markup::{Piece, attribute, escape_into, pieces, unescape};
use ammonia::Builder;
use pulldown_cmark::{Options, Parser};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TAGS: &[&str] = &[
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "strong", "em", "b", "i", "u", "s", "del", "sub", "sup", "a",
    "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "table", "caption", "thead", "tbody", "tfoot", "tr", "th",
    "td", "img", "figure", "figcaption",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes = HashMap::from([
        ("a", HashSet::from(["href", "title"])),
        ("img", HashSet::from(["src", "alt", "title", "width", "height"])),
        ("ol", HashSet::from(["start"])),
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan", "scope"])),
    ]);
    let mut cleaner = Builder::new();
    cleaner
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["class"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "asset"]))
        .link_rel(None)
        .attribute_filter(keep);
    cleaner
});

/// HTML with nothing but what is on the allow-list: no scripts, styles or frames, classes `jy-*` only,
/// pictures only as `asset:<sha256>` or from this host.
pub fn sanitize(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

pub(super) fn from_markdown(source: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(source.len() * 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(source, options));
    sanitize(&html)
}

fn keep<'v>(tag: &str, name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let small_number = || value.parse::<u32>().is_ok_and(|n| n <= 20_000);
    let kept = match (tag, name) {
        ("img", "src") => asset_of(value).is_some() || is_on_this_host(value),
        (_, "href") => is_safe_address(value),
        (_, "class") => {
            let classes: Vec<&str> = value.split_ascii_whitespace().filter(|c| is_ours(c)).collect();
            return (!classes.is_empty()).then(|| Cow::Owned(classes.join(" ")));
        }
        (_, "colspan" | "rowspan" | "start" | "width" | "height") => small_number(),
        (_, "scope") => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        _ => true,
    };
    kept.then_some(Cow::Borrowed(value))
}

fn is_ours(class: &str) -> bool {
    const NAMES: [&str; 5] = ["left", "center", "right", "justify", "indent"];
    let Some(name) = class.strip_prefix("jy-") else {
        return false;
    };
    let right = name.strip_prefix("right-").and_then(|n| n.parse::<u8>().ok());
    NAMES.contains(&name) || right.is_some_and(|n| (1..=8).contains(&n))
}

pub(super) fn asset_of(address: &str) -> Option<&str> {
    address.strip_prefix("asset:").filter(|sha256| is_sha256(sha256))
}

fn is_on_this_host(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && is_safe_address(address)
}

/// Resolves pictures, wraps tables, gives pasted tables header cells and moves headings below `h1`.
pub(super) fn render(sanitised: &str, pictures: &Pictures) -> String {
    let mut finisher = Finisher {
        out: String::with_capacity(sanitised.len() + 1024),
        pictures,
        top_heading: top_heading(sanitised),
        tables: 0,
        open_tables: 0,
        row: 0,
        head_row: false,
    };
    let mut all = pieces(sanitised);
    while let Some(piece) = all.next() {
        match piece {
            Piece::Text(text) => finisher.out.push_str(text),
            Piece::Open(name, raw) => finisher.open(name, raw, all.rest()),
            Piece::Close(name) => finisher.close(name),
        }
    }
    finisher.out
}

struct Finisher<'a> {
    out: String,
    pictures: &'a Pictures<'a>,
    top_heading: u32,
    tables: usize,
    open_tables: usize,
    row: usize,
    /// The first row of the outermost table becomes header cells.
    head_row: bool,
}

impl Finisher<'_> {
    fn open(&mut self, name: &str, raw: &str, rest: &str) {
        match name {
            "img" => self.picture(raw),
            "table" => {
                self.open_tables += 1;
                if self.open_tables == 1 {
                    self.region(rest);
                }
                self.tag("table", raw);
            }
            "tr" => {
                self.row += 1;
                self.tag("tr", raw);
            }
            "td" if self.is_head_cell() => self.tag("th", &format!("scope=\"col\" {raw}")),
            _ => match heading_level(name) {
                Some(level) => self.tag(&self.heading(level), raw),
                None => self.tag(name, raw),
            },
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "td" if self.is_head_cell() => self.out.push_str("</th>"),
            "table" => {
                self.out.push_str("</table>");
                if self.open_tables == 1 {
                    self.out.push_str("</div>");
                }
                self.open_tables = self.open_tables.saturating_sub(1);
            }
            _ => match heading_level(name) {
                Some(level) => self.out.push_str(&format!("</{}>", self.heading(level))),
                None => self.out.push_str(&format!("</{name}>")),
            },
        }
    }

    fn tag(&mut self, name: &str, raw: &str) {
        let raw = raw.trim();
        self.out.push('<');
        self.out.push_str(name);
        if !raw.is_empty() {
            self.out.push(' ');
            self.out.push_str(raw);
        }
        self.out.push('>');
    }

    fn heading(&self, level: u32) -> String {
        format!("h{}", (level.saturating_sub(self.top_heading) + 2).clamp(2, 6))
    }

    fn is_head_cell(&self) -> bool {
        self.head_row && self.open_tables == 1 && self.row == 1
    }

    fn region(&mut self, rest: &str) {
        let table = rest.split("</table>").next().unwrap_or(rest);
        let rows = table.matches("<tr>").count() + table.matches("<tr ").count();
        let has_header = table.contains("<th>") || table.contains("<th ");
        self.head_row = rows > 1 && !has_header;
        self.row = 0;
        self.tables += 1;
        let label = caption_of(table).unwrap_or_else(|| format!("表{}", self.tables));
        self.out.push_str("<div class=\"tbl\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape_into(&label, &mut self.out);
        self.out.push_str("，可左右滚动\">");
    }

    fn picture(&mut self, raw: &str) {
        let Some(source) = attribute(raw, "src") else {
            return;
        };
        let Some(sha256) = asset_of(&source) else {
            self.tag("img", &format!("{raw} loading=\"lazy\""));
            return;
        };
        let Some(mut picture) = (self.pictures)(sha256) else {
            return;
        };
        if let Some(alt) = attribute(raw, "alt").filter(|alt| !alt.is_empty()) {
            picture.alt = alt.into_owned();
        }
        write_img(&picture, &mut self.out);
    }
}

fn caption_of(table: &str) -> Option<String> {
    let (_, after) = table.split_once("<caption")?;
    let (inside, _) = after.split_once('>')?.1.split_once("</caption>")?;
    let text = |piece| match piece {
        Piece::Text(text) => Some(unescape(text)),
        _ => None,
    };
    let caption: String = pieces(inside).filter_map(text).collect();
    let caption = caption.trim().to_owned();
    (!caption.is_empty()).then_some(caption)
}

pub(super) fn heading_level(name: &str) -> Option<u32> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn top_heading(html: &str) -> u32 {
    let level = |piece| match piece {
        Piece::Open(name, _) => heading_level(name),
        _ => None,
    };
    pieces(html).filter_map(level).min().unwrap_or(1)
}
