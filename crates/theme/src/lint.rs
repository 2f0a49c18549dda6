//! What every drawn page must carry before a theme may be used (domain.md §1.6, §1.7, R1.30–R1.35).
//!
//! Reads the HTML a theme wrote, not the theme: only what a visitor gets counts.

use crate::markup::{Piece, attribute, pieces, unescape};
use crate::page::Page;

/// Groups of pages with the same duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Home, search, site map, withdrawn and missing pages: tags of the site only.
    Site,
    /// Lists and channels.
    Column,
    /// Pages of an article.
    Article,
}

impl Kind {
    /// The group of a page.
    pub fn of(page: &Page) -> Kind {
        match page {
            Page::Channel { .. } | Page::List(_) => Kind::Column,
            Page::Article(_) => Kind::Article,
            Page::Home | Page::SiteMap | Page::Search(_) | Page::Gone(_) | Page::NotFound => Kind::Site,
        }
    }

    fn required(self) -> &'static [&'static str] {
        let all = &TAGS[..13];
        match self {
            Kind::Site => &all[..3],
            Kind::Column => &all[..7],
            Kind::Article => all,
        }
    }
}

/// The order lets each group be a prefix; the last two are optional.
const TAGS: [&str; 15] = [
    "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType", "ArticleTitle",
    "PubDate", "ContentSource", "Keywords", "Description", "Url", "Author", "Image",
];

/// Faults of a drawn page in Chinese; an empty list lets it pass.
pub fn lint(html: &str, kind: Kind) -> Vec<String> {
    let mut faults = Vec::new();
    let metas = metas(html);
    meta_tags(&metas, kind, &mut faults);
    let code = metas.iter().find(|(name, _)| name == "SiteIDCode");
    footer(html, code.map_or("", |(_, code)| code), &mut faults);
    structure(html, &mut faults);
    safety(html, &mut faults);
    faults
}

fn metas(html: &str) -> Vec<(String, String)> {
    let meta = |piece| match piece {
        Piece::Open("meta", raw) => {
            let name = attribute(raw, "name")?.into_owned();
            let content = attribute(raw, "content").unwrap_or_default();
            Some((name, content.trim().to_owned()))
        }
        _ => None,
    };
    pieces(html).filter_map(meta).collect()
}

fn meta_tags(metas: &[(String, String)], kind: Kind, faults: &mut Vec<String>) {
    for tag in TAGS {
        let found: Vec<&str> = metas.iter().filter(|(name, _)| name == tag).map(|(_, content)| content.as_str()).collect();
        match found[..] {
            [] if kind.required().contains(&tag) => faults.push(format!("缺少标签 {tag}")),
            [] => {}
            ["" | "null" | "undefined"] => faults.push(format!("标签 {tag} 的值为空")),
            [_] => {}
            _ => faults.push(format!("标签 {tag} 出现多次")),
        }
    }
    let date = metas.iter().find(|(name, _)| name == "PubDate");
    if date.is_some_and(|(_, date)| !is_minute(date)) {
        faults.push("标签 PubDate 不是“年-月-日 时:分”".to_owned());
    }
}

/// "2026-11-20 09:30"
fn is_minute(text: &str) -> bool {
    let pattern = "0000-00-00 00:00";
    let fits = |(byte, like): (u8, u8)| {
        if like == b'0' { byte.is_ascii_digit() } else { byte == like }
    };
    text.len() == pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

/// F1–F8 of the footer (底部功能区), R1.30.
fn footer(html: &str, code: &str, faults: &mut Vec<String>) {
    let Some(start) = html.rfind("<footer") else {
        return faults.push("缺少页脚".to_owned());
    };
    let footer = html.get(start..).unwrap_or("");
    let (text, links) = text_and_links(footer);
    let link = |host: &str| links.iter().find(|(address, _)| address.contains(host));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let mut need = |fulfilled: bool, what: &str| {
        if !fulfilled {
            faults.push(format!("页脚缺少{what}"));
        }
    };
    need(link("conac.cn").is_some(), "党政机关网站标识（F1）");
    let report = link("zfwzgl.www.gov.cn").map_or("", |(address, _)| address);
    need(!report.is_empty(), "找错入口（F2）");
    need(report.contains(&format!("code={code}")), "与网站标识码一致的找错入口（F2）");
    need(text.contains(&format!("网站标识码：{code}")) && !code.is_empty(), "网站标识码（F3）");
    need(text.contains("ICP备") && link("beian.miit.gov.cn").is_some(), "ICP备案编号（F4）");
    let police = link("beian.mps.gov.cn").or_else(|| link("www.beian.gov.cn"));
    need(text.contains("公网安备") && police.is_some(), "公安机关备案标识（F5）");
    need(has(&["主办单位"]), "主办单位（F6）");
    need(has(&["联系电话", "联系方式", "地址：", "邮箱"]), "联系方式（F7）");
    let site_map = links.iter().any(|(_, words)| words.contains("站点地图") || words.contains("网站地图"));
    need(site_map, "站点地图（F8）");
}

/// All text, and each link or script with its address and words.
fn text_and_links(html: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut links: Vec<(String, String)> = Vec::new();
    let mut in_link = false;
    for piece in pieces(html) {
        match piece {
            Piece::Text(part) => {
                let part = unescape(part);
                if let Some((_, words)) = links.last_mut().filter(|_| in_link) {
                    words.push_str(&part);
                }
                text.push_str(&part);
            }
            Piece::Open(name @ ("a" | "script"), raw) => {
                in_link = name == "a";
                let address = attribute(raw, "href").or_else(|| attribute(raw, "src"));
                links.push((address.unwrap_or_default().into_owned(), String::new()));
            }
            Piece::Close("a") => in_link = false,
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    (text, links)
}

fn structure(html: &str, faults: &mut Vec<String>) {
    let (mut headings, mut last_level, mut first_link) = (0, 0, None);
    let mut ids: Vec<String> = Vec::new();
    let mut language = false;
    for piece in pieces(html) {
        let Piece::Open(name, raw) = piece else {
            continue;
        };
        language |= name == "html" && attribute(raw, "lang").is_some_and(|l| !l.is_empty());
        if name == "a" && first_link.is_none() {
            first_link = attribute(raw, "href").map(|href| href.into_owned());
        }
        if let Some(id) = attribute(raw, "id") {
            if ids.iter().any(|known| *known == id) {
                faults.push(format!("id“{id}”出现多次"));
            }
            ids.push(id.into_owned());
        }
        if let Some(level) = heading_level(name) {
            headings += usize::from(level == 1);
            if last_level > 0 && level > last_level + 1 {
                faults.push(format!("标题层级从 h{last_level} 跳到 h{level}"));
            }
            last_level = level;
        }
    }
    if headings != 1 {
        faults.push(format!("h1 应有且只有一个，现有 {headings} 个"));
    }
    if !language {
        faults.push("html 缺少 lang".to_owned());
    }
    let skip = first_link.as_deref().and_then(|href| href.strip_prefix('#'));
    if !skip.is_some_and(|id| ids.iter().any(|known| known == id)) {
        faults.push("第一个链接不是“跳到正文”".to_owned());
    }
}

fn heading_level(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Pictures without words, dead links, and what the content security policy would refuse.
fn safety(html: &str, faults: &mut Vec<String>) {
    for piece in pieces(html) {
        let Piece::Open(name, raw) = piece else {
            continue;
        };
        let has = |wanted: &str| attribute(raw, wanted).is_some();
        let address = attribute(raw, "href");
        match name {
            "img" if !has("alt") => faults.push(format!("图片缺少替代文字：{raw}")),
            "a" if address.as_deref().is_some_and(|a| a.is_empty() || a == "#") => {
                faults.push(format!("链接没有去处：{raw}"));
            }
            "style" => faults.push("不允许内联样式表".to_owned()),
            "script" if !has("src") && attribute(raw, "type").is_none_or(|t| !t.contains("json")) => {
                faults.push("不允许内联脚本".to_owned());
            }
            _ => {}
        }
        if has("style") {
            faults.push(format!("{name} 不允许内联样式"));
        }
        let handler = crate::markup::attributes(raw).into_iter().find(|(n, _)| n.starts_with("on"));
        if let Some((handler, _)) = handler {
            faults.push(format!("{name} 不允许内联脚本 {handler}"));
        }
    }
}

#[cfg(test)]
mod tests;
