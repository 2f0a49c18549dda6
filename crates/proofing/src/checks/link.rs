//! Links by where they lead (domain.md §6.6, C12): nowhere, into a private network, to a listed host, elsewhere than
//! their text says. Whether a page answers is for the visitor of links, not for this pure check.

use std::collections::HashSet;

use super::{Context, hit, hosts};
use crate::doc::Anchor;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    furniture(context, hits);
    for link in &context.doc.links {
        let Some(reading) = readings.get(link.block) else { continue };
        let range = (link.start, link.end.min(reading.plain.len()));
        let hidden = link
            .hidden
            .map(|why| ("link.hidden", Severity::Block, format!("隐藏链接（{why}）：访问者看不到，搜索引擎仍会跟踪，应删除")));
        let found = hidden.or_else(|| objection(&link.href, context.hosts)).or_else(|| elsewhere(reading, link));
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

/// What is wrong with an address, shared with addresses written in the text.
pub(super) fn objection(href: &str, listed: &[String]) -> Option<(&'static str, Severity, String)> {
    let href = href.trim();
    let lower: String = href.chars().take(64).map(|c| c.to_ascii_lowercase()).collect();
    let scheme = lower.split(':').next().unwrap_or_default();
    if is_nowhere(&lower) {
        return Some(("link.empty", Severity::Warn, "空链接，没有指向任何页面".into()));
    }
    match scheme {
        "file" => return Some(("link.private", Severity::Warn, "链接指向本机文件，访问者打不开".into())),
        "javascript" | "vbscript" => return Some(("link.script", Severity::Block, "链接里含有脚本，不得发布".into())),
        "data" if lower.starts_with("data:") => {
            return Some(("link.script", Severity::Warn, "链接里直接嵌入数据，请改为附件".into()));
        }
        "mailto" | "tel" | "sms" => {
            let bare = lower.split_once(':').is_some_and(|(_, rest)| rest.trim().is_empty());
            let address = lower.split_once(':').map(|(_, rest)| rest.split('?').next().unwrap_or_default().trim().to_owned());
            let wrong = |address: &String| {
                let host = address.split_once('@').map(|(_, host)| host);
                !address.is_empty() && host.is_none_or(|host| !host.contains('.') || host.contains([',', ' ', '，', '。']))
            };
            if scheme == "mailto" && address.as_ref().is_some_and(wrong) {
                return Some(("link.scheme", Severity::Warn, "链接里的邮箱地址写错".into()));
            }
            return bare.then(|| ("link.empty", Severity::Warn, "链接里没有写邮箱或电话号码".into()));
        }
        _ => {}
    }
    // A drive or share of the office's network.
    if href.starts_with("\\\\") || href.get(1..).is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/")) {
        return Some(("link.private", Severity::Warn, "链接指向本机或内网共享文件，访问者打不开".into()));
    }
    if lower.starts_with("www.") {
        return Some(("link.scheme", Severity::Warn, "链接的网址缺少http://或https://，访问者打不开".into()));
    }
    if is_misspelt(&lower) {
        return Some(("link.scheme", Severity::Warn, "链接的协议写错（应为http://或https://），访问者打不开".into()));
    }
    if !href.contains("//") {
        let host = lower.split(['/', ':', '?']).next().unwrap_or_default();
        // credit.yunxi.gov.cn/xzcf: read as a page of this site.
        let domain = [".gov.cn", ".com.cn", ".org.cn", ".edu.cn", ".com", ".cn", ".net"].iter().any(|top| host.ends_with(top));
        if domain && !host.contains('@') && !href.starts_with(['/', '.', '#', '?']) && host.matches('.').count() >= 2 {
            return Some(("link.scheme", Severity::Warn, "链接的网址缺少http://或https://，访问者打不开".into()));
        }
        let inner = host == "localhost" || (hosts::is_numeric(host) && hosts::private(host).is_some());
        return inner.then(|| ("link.private", Severity::Warn, format!("链接指向内网地址（{host}），访问者打不开")));
    }
    let address = hosts::parse(href)?;
    let lower_all = href.to_ascii_lowercase();
    let wrong = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '。' | '、' | '\u{ff01}'..='\u{ff5e}');
    if address.host.is_empty() || address.host.contains("..") || address.host.contains(wrong) || is_slip(address.host) {
        return Some(("link.scheme", Severity::Warn, "链接的网址写错，访问者打不开".into()));
    }
    let said = |rule: &'static str, severity, message: &str| Some((rule, severity, message.to_owned()));
    if hosts::is_listed(address.host, listed) {
        return said("link.dangerous", Severity::Block, "链接指向危险网站名单中的主机，不得发布");
    }
    if hosts::is_example(address.host) {
        return said("link.placeholder", Severity::Warn, "链接指向示例域名，没有换成真实网址");
    }
    if let Some(why) = hosts::private(address.host) {
        return Some(("link.private", Severity::Warn, format!("链接指向{why}（{}），访问者打不开", address.host)));
    }
    if address.user.is_some() {
        return said("link.credentials", Severity::Warn, "链接里带有用户名或口令，应删除");
    }
    if hosts::is_lookalike(address.host) {
        return said("link.lookalike", Severity::Warn, "链接的域名用了形近字母，请核对真伪");
    }
    if href.ends_with(['。', '，', '；', '、', '）', '”']) {
        return Some(("link.form", Severity::Warn, "链接的网址末尾带有中文标点，访问者打不开".into()));
    }
    if ["/admin/", "status=draft", "/preview?", "/manage/", "/backend/", "preview=true"]
        .iter()
        .any(|part| lower_all.contains(part))
    {
        return said("link.private", Severity::Warn, "链接指向后台或预览页面，访问者打不开");
    }
    if let Some(what) = TRACKS.iter().find(|what| lower_all.contains(*what)) {
        let name = what.trim_matches(['?', '&', ';', '=']);
        return Some(("link.tracking", Severity::Info, format!("链接里带有会话或跟踪参数（{name}），请改为不带参数的网址")));
    }
    if redirects(href, address.host) {
        return said("link.redirect", Severity::Warn, "链接经第三方跳转或带有跟踪参数，请改为目标网页的网址");
    }
    if hosts::is_numeric(address.host) {
        return said("link.numeric", Severity::Info, "链接直接使用IP地址，请改用域名");
    }
    (address.scheme.eq_ignore_ascii_case("ftp")).then(|| ("link.scheme", Severity::Info, "FTP链接多数浏览器已不能打开".into()))
}

/// Parameters that tell who follows the link or belong to one visit.
const TRACKS: [&str; 12] = [
    "jsessionid=",
    "phpsessid=",
    "?openid=",
    "&openid=",
    "?token=",
    "&token=",
    "?sessionid=",
    "&sessionid=",
    "utm_source=",
    "?spm=",
    "&spm=",
    "gclid=",
];

/// https://ad.example/r?url=https%3A%2F%2Fwww.yunxi.gov.cn: another host that counts the visitor and sends him on.
fn redirects(href: &str, host: &str) -> bool {
    let target = ["url=http", "target=http", "redirect=http", "redirect_uri=http", "to=http", "u=http", "goto=http"]
        .iter()
        .find_map(|mark| href.find(mark).map(|at| &href[at + mark.len()..]));
    let target = target.map(|rest| {
        rest.trim_start_matches(['s', 'S']).replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/")
    });
    let to = target
        .as_deref()
        .and_then(|rest| rest.strip_prefix("://"))
        .map(|rest| rest.split(['/', '?', '&', '%']).next().unwrap_or_default().to_owned());
    // Signing on with one office's page for another's is no detour.
    let public = |host: &str| host.ends_with(".gov.cn");
    let bare = to.map(|to| to.split(':').next().unwrap_or_default().to_owned());
    bare.is_some_and(|to| {
        let same = to.is_empty() || to.eq_ignore_ascii_case(host);
        let offices = public(&to) && public(host);
        !same && !offices
    })
}

/// What is wrong with a picture's address: one that only the editor's own machine has.
pub(super) fn picture(src: &str, listed: &[String]) -> Option<(&'static str, Severity, String)> {
    const LOCAL: [&str; 5] = ["blob:", "webkit-fake-url:", "content:", "ms-local-stream:", "cid:"];
    let lower = src.to_ascii_lowercase();
    if LOCAL.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(("link.private", Severity::Warn, "图片或音视频只在编辑者的电脑上，访问者看不到，请重新上传".into()));
    }
    let other = lower.starts_with("data:") || lower.starts_with("about:");
    let (rule, severity, message) = objection(src, listed).filter(|_| !other)?;
    Some((rule, severity, message.replacen("链接", "图片或嵌入内容", 1)))
}

/// Addresses that stand for none: #, https:// alone, what a program writes for nothing.
fn is_nowhere(lower: &str) -> bool {
    let empty = matches!(
        lower,
        "" | "#"
            | "##"
            | "###"
            | "#!"
            | "#none"
            | "/#"
            | "//"
            | "http:"
            | "https:"
            | "http://"
            | "https://"
            | "undefined"
            | "null"
            | "void(0)"
            | "about:blank"
            | "javascript:"
            | "javascript:;"
            | "javascript:void(0)"
            | "javascript:void(0);"
    );
    empty || lower.starts_with("javascript:void")
}

/// htp://, http:/www, http//www, https;//: a web address whose beginning is written wrongly.
fn is_misspelt(href: &str) -> bool {
    let len = href.chars().take_while(char::is_ascii_alphabetic).count();
    let (scheme, rest) = href.split_at(len);
    let web = matches!(scheme, "http" | "https");
    let alike = !web && len >= 3 && scheme.contains("tp") && scheme != "ftp" && scheme.chars().all(|c| "htps".contains(c));
    let right = rest.starts_with("://") && !rest.starts_with(":///");
    let single = rest.starts_with('/') && !rest.starts_with("//");
    let wrong = [":", "/", ";", "：", "\\"].iter().any(|mark| rest.starts_with(mark)) && !right;
    (alike && rest.contains("//")) || (web && wrong && !single)
}

/// ww.yunxi.gov.cn, www.yunxi.govcn, www.yunxi.con: hosts that nobody means.
fn is_slip(host: &str) -> bool {
    const ENDS: [&str; 13] = [
        ".gov.cm",
        ".gov.on",
        ".govcn",
        ".gov.com",
        ".gov.con",
        ".gov.c",
        ".gov.ch",
        ".gvo.cn",
        ".goc.cn",
        ".con",
        ".cmo",
        ".comcn",
        ".gov.cn.cn",
    ];
    let host = host.to_ascii_lowercase();
    let head = ["ww.", "wwww.", ".", "www.www.", "http.", "https."].iter().any(|head| host.starts_with(head));
    head || ENDS.iter().any(|end| host.ends_with(end))
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
    (is_host && !text.contains('@') && !hosts::akin(host, target.host)).then(|| {
        let message = format!("文字写的是{host}，链接却指向{}，请核对", target.host);
        ("link.elsewhere", Severity::Warn, message)
    })
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
