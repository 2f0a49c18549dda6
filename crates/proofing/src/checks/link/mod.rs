//! Links by where they lead (domain.md §6.6, C12): nowhere, into a private network, to a listed host, elsewhere than
//! their text says. Whether a page answers is for the visitor of links, not for this pure check.

mod address;

use std::collections::HashSet;

use super::{Context, hit, hosts};
use crate::doc::{Anchor, Picture};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;
pub(super) use address::objection;

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    furniture(context, hits);
    for link in &context.doc.links {
        let Some(reading) = readings.get(link.block) else { continue };
        let range = (link.start, link.end.min(reading.plain.len()));
        let hidden = link
            .hidden
            .map(|why| ("link.hidden", Severity::Block, format!("隐藏链接（{why}）：访问者看不到，搜索引擎仍会跟踪，应删除")));
        let found = hidden
            .or_else(|| objection(&link.href, context.hosts))
            .or_else(|| elsewhere(reading, link))
            .or_else(|| other_contact(reading, link))
            .or_else(|| other_file(reading, link));
        let made = ["utm_source=chatgpt", "utm_source=openai", "utm_source=copilot"].iter().any(|mark| link.href.contains(mark));
        if made && found.is_none() {
            let message = "疑似粘贴或生成残留：生成工具给出的链接";
            hits[link.block].push(hit(Category::Residue, Severity::Info, "residue.paste", range, message));
        }
        let found = found.or_else(|| {
            let message = "链接文字是白色的，如果底色也是白色，访问者就看不到".to_owned();
            link.white.then_some(("link.hidden", Severity::Warn, message))
        });
        if let Some((rule, severity, message)) = found {
            hits[link.block].push(hit(Category::Link, severity, rule, range, message));
        }
    }
}

/// 返回顶部 and 上一篇： are remains in a text, but the words of a link where they lead somewhere.
fn furniture(context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let ends: HashSet<(usize, usize)> = context.doc.links.iter().flat_map(|l| [(l.block, l.start), (l.block, l.end)]).collect();
    if ends.is_empty() {
        return;
    }
    for (block, hits) in hits.iter_mut().enumerate() {
        hits.retain(|hit| {
            hit.rule != "residue.paste" || !hit.message.ends_with("网页功能文字") || !ends.contains(&(block, hit.end))
        });
    }
}

/// What is wrong with a picture's address: one that only the editor's own machine has.
pub(super) fn picture(picture: &Picture, listed: &[String]) -> Option<(&'static str, Severity, String)> {
    let src = &*picture.src;
    if let Some(why) = picture.hidden {
        return Some(("link.hidden", Severity::Block, format!("隐藏的嵌入页面（{why}）：访问者看不到，应删除")));
    }
    const LOCAL: [&str; 5] = ["blob:", "webkit-fake-url:", "content:", "ms-local-stream:", "cid:"];
    let lower = src.to_ascii_lowercase();
    if LOCAL.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(("link.private", Severity::Warn, "图片或音视频只在编辑者的电脑上，访问者看不到，请重新上传".into()));
    }
    let other = lower.starts_with("data:") || lower.starts_with("about:");
    let (rule, severity, message) = objection(src, listed).filter(|_| !other)?;
    Some((rule, severity, message.replacen("链接", "图片或嵌入内容", 1)))
}

/// A text that names one host over a link to another.
fn elsewhere(reading: &Reading<'_>, link: &Anchor) -> Option<(&'static str, Severity, String)> {
    let text = reading.text(link.start, link.end);
    let shown = text.trim();
    let shown = shown.strip_prefix("http://").or_else(|| shown.strip_prefix("https://")).unwrap_or(shown);
    let host = shown.split(['/', '?', '#', ':']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let top = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(|c| c.is_ascii_lowercase()));
    let file = matches!(
        labels.last().copied(),
        Some(
            "doc"
                | "docx"
                | "xls"
                | "xlsx"
                | "pdf"
                | "zip"
                | "rar"
                | "jpg"
                | "png"
                | "ofd"
                | "wps"
                | "et"
                | "txt"
                | "html"
                | "htm"
                | "ppt"
                | "pptx"
        )
    );
    let is_host = labels.len() >= 2 && top && !file && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let target = link.href.contains("//").then(|| hosts::parse(&link.href))??;
    if !is_host || text.contains('@') {
        return None;
    }
    let to = if !hosts::akin(host, target.host) {
        target.host
    } else if text.trim().starts_with("http") && is_other_page(shown, &link.href) {
        "另一页面"
    } else {
        return None;
    };
    Some(("link.elsewhere", Severity::Warn, format!("文字写的是{host}，链接却指向{to}，请核对")))
}

/// Whether the address in the text names another page of the host than the link leads to; a shortened one is no other.
fn is_other_page(shown: &str, href: &str) -> bool {
    let path = |address: &str| {
        let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_ascii_lowercase();
        rest.split_once('/').map(|(_, path)| path.to_owned()).unwrap_or_default()
    };
    let (text, link) = (path(shown), path(href));
    let short = text.ends_with("...") || text.ends_with('…') || link.starts_with(&text);
    !short && !link.is_empty()
}

/// 参展回执.docx over a link to huizhi.exe.
fn other_file(reading: &Reading<'_>, link: &Anchor) -> Option<(&'static str, Severity, String)> {
    const KINDS: [&[&str]; 8] = [
        &["doc", "docx", "wps"],
        &["xls", "xlsx", "et", "csv"],
        &["ppt", "pptx", "dps"],
        &["pdf"],
        &["ofd"],
        &["zip", "rar", "7z"],
        &["jpg", "jpeg", "png", "gif"],
        &["exe", "msi", "bat", "apk", "js"],
    ];
    let kind = |name: &str| {
        let name = name.split(['?', '#']).next().unwrap_or_default();
        let (_, end) = name.rsplit_once('.')?;
        KINDS.iter().position(|kind| kind.contains(&end)).map(|kind| (kind, end.to_owned()))
    };
    let (shown, told) = kind(reading.text(link.start, link.end).trim())?;
    let (leads, file) = kind(&link.href.to_ascii_lowercase())?;
    (shown != leads).then(|| ("link.elsewhere", Severity::Warn, format!("文字写的是.{told}文件，链接却指向.{file}文件，请核对")))
}

/// A text that names one telephone or mailbox over a link to another.
fn other_contact(reading: &Reading<'_>, link: &Anchor) -> Option<(&'static str, Severity, String)> {
    let text = reading.text(link.start, link.end);
    let (scheme, told) = link.href.split_once(':')?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let other = match scheme.to_ascii_lowercase().as_str() {
        "tel" => {
            let (shown, called) = (digits(&text), digits(told));
            shown.len() >= 7
                && called.len() >= 7
                && !called.ends_with(shown.trim_start_matches('0'))
                && !shown.ends_with(called.trim_start_matches('0'))
        }
        "mailto" => {
            let called = told.split('?').next().unwrap_or_default().trim().to_ascii_lowercase();
            text.trim().contains('@') && !text.trim().contains(' ') && called != text.trim()
        }
        _ => return None,
    };
    other.then(|| ("link.elsewhere", Severity::Warn, format!("文字写的是{}，链接却指向{told}，请核对", text.trim())))
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked_in};
    use super::*;
    use crate::TextDoc;

    fn marked(href: &str) -> bool {
        let html = format!("<p>请见<a href=\"{href}\">附件</a>。</p>");
        marked_in(&TextDoc::from_html(&html), check) == [(0, "附件".to_owned())]
    }

    #[test]
    fn links_that_lead_nowhere_or_inside_are_marked() {
        for href in [
            "#",
            "javascript:void(0)",
            "javascript:alert(1)",
            "http://192.168.1.5/oa",
            "http://oa/list",
            "file:///C:/a.doc",
            "ftp://a.example/x",
            "http://admin:1@a.example/",
            "http://8.8.4.4/",
            "data:text/html,x",
            "//10.0.0.1/x",
            "https://",
            "http://http://www.yunxi.gov.cn/",
            "localhost:8080/list",
            "192.168.1.5/oa",
            "undefined",
            "http://ww.yunxi.gov.cn/",
            "http://www.yunxi.govcn/",
            "http://www．yunxi.gov.cn/",
            "https://www.yunxi.gov.cn/art/2026/ 6/12/art_1.html",
            "http://test.yunxi.gov.cn:8088/yuyue",
            "https://www.yunxi.gov.cn\\\\tuji.html",
            "https://zwfw.yunxi.gov.cn点击进入",
            "https://www.yunxi.gov.cn/download?file=undefined",
        ] {
            assert!(marked(href), "{href}");
        }
    }

    #[test]
    fn ordinary_links_are_left_alone() {
        for href in ["/zwgk/1.html", "https://www.yunxi.gov.cn/a?x=1#b", "#p3", "mailto:a@b.example", "../a.html", "tel:12345"] {
            assert!(!marked(href), "{href}");
        }
    }

    #[test]
    fn a_text_that_names_another_page_or_number_is_marked() {
        let marked =
            |text: &str, href: &str| !marked_in(&TextDoc::from_html(&format!("<a href=\"{href}\">{text}</a>")), check).is_empty();
        assert!(marked("0897-6615521", "tel:08976612380"));
        assert!(marked("a@yunxi.gov.cn", "mailto:b@yunxi.gov.cn"));
        assert!(marked("https://www.yunxi.gov.cn/2026/yuan.pdf", "https://www.yunxi.gov.cn/2026/caigou.pdf"));
        assert!(!marked("0897-6615521", "tel:+868976615521"));
        assert!(!marked("https://www.yunxi.gov.cn/", "https://www.yunxi.gov.cn/index.html"));
        assert!(!marked("https://www.yunxi.gov.cn/2026/...", "https://www.yunxi.gov.cn/2026/caigou.pdf"));
    }

    #[test]
    fn an_embedded_page_that_nobody_sees_is_marked_and_hides_nothing_after_it() {
        let engine = crate::Engine::new(&[], "1").unwrap();
        let html = "<p>甲</p><iframe src='http://ad.example.cn/j' width='0' height='0'></iframe><p><a href='/a'>乙</a></p>";
        let found = engine.check(&TextDoc::from_html(html), &crate::Options::default());
        assert_eq!(found.iter().map(|f| (f.rule.as_str(), f.severity)).collect::<Vec<_>>(), [("link.hidden", Severity::Block)]);
    }

    #[test]
    fn words_of_a_page_that_lead_somewhere_are_no_remains() {
        let engine = crate::Engine::new(&[], "1").unwrap();
        let found = |html: &str| engine.check(&TextDoc::from_html(html), &crate::Options::default()).len();
        assert_eq!(found("<p><a href='#top'>返回顶部</a></p>"), 0);
        assert_eq!(found("<p>返回顶部</p>"), 1);
    }

    #[test]
    fn a_link_that_nobody_sees_is_marked() {
        let html = "<p>通知。<span style='font-size:0'><a href='/a'>特卖</a></span></p>";
        assert_eq!(marked_in(&TextDoc::from_html(html), check), [(0, "特卖".to_owned())]);
    }

    #[test]
    fn a_text_that_names_another_host_is_marked() {
        let found =
            |text: &str| marked_in(&TextDoc::from_html(&format!("<a href='https://evil.example/'>{text}</a>")), check).len();
        assert_eq!(
            (found("www.yunxi.gov.cn"), found("http://evil.example/a"), found("附件.docx"), found("通知.pdf")),
            (1, 0, 0, 0)
        );
    }

    #[test]
    fn a_listed_host_blocks() {
        let doc = TextDoc::from_markdown("见[这里](http://www.bad.example/x)。");
        let listed = ["bad.example".to_owned()];
        let severity = |readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]| {
            check(readings, &Context { hosts: &listed, ..*context }, hits);
            assert_eq!(hits[0][0].severity, Severity::Block);
        };
        assert_eq!(marked_in(&doc, severity), [(0, "这里".to_owned())]);
    }
}
