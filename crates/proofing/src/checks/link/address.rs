//! What is wrong with the address of a link: nowhere, a script, a slip of the hand, a host nobody reaches or should reach, a
//! page or parameters that are not for the public.

use super::super::hosts::{self, Address};
use crate::finding::Severity;

/// Rule, grade and message.
type Objection = (&'static str, Severity, String);

fn warn(rule: &'static str, message: &str) -> Option<Objection> {
    Some((rule, Severity::Warn, message.to_owned()))
}

/// What is wrong with an address, shared with addresses written in the text.
pub(in super::super) fn objection(href: &str, listed: &[String]) -> Option<Objection> {
    let href = href.trim();
    let lower = href.to_ascii_lowercase();
    if is_nowhere(&lower) {
        return warn("link.empty", "空链接，没有指向任何页面");
    }
    match lower.split(':').next().unwrap_or_default() {
        "file" => warn("link.private", "链接指向本机文件，访问者打不开"),
        "javascript" | "vbscript" => Some(("link.script", Severity::Block, "链接里含有脚本，不得发布".into())),
        "data" if lower.starts_with("data:") => warn("link.script", "链接里直接嵌入数据，请改为附件"),
        "mailto" => mailbox(&lower),
        "tel" | "sms" => unaddressed(&lower),
        _ => without_host(href, &lower).or_else(|| {
            let address = hosts::parse(href).filter(|_| href.contains("//"))?;
            host(&address, listed).or_else(|| page(href, &lower, &address))
        }),
    }
}

/// mailto: and tel: with nothing behind them.
fn unaddressed(lower: &str) -> Option<Objection> {
    let bare = lower.split_once(':').is_some_and(|(_, rest)| rest.trim().is_empty());
    bare.then(|| warn("link.empty", "链接里没有写邮箱或电话号码"))?
}

/// mailto:pgk@heling,gov.cn
fn mailbox(lower: &str) -> Option<Objection> {
    let (_, rest) = lower.split_once(':')?;
    let address = rest.split('?').next().unwrap_or_default().trim();
    let host = address.split_once('@').map(|(_, host)| host);
    let wrong = host.is_none_or(|host| !host.contains('.') || host.contains([',', ' ', '，', '。']));
    if address.is_empty() { unaddressed(lower) } else { wrong.then(|| warn("link.scheme", "链接里的邮箱地址写错"))? }
}

/// Addresses that name no host, or not in a way that a browser understands.
fn without_host(href: &str, lower: &str) -> Option<Objection> {
    // A drive or share of the office's network.
    if href.starts_with("\\\\") || href.get(1..).is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/")) {
        return warn("link.private", "链接指向本机或内网共享文件，访问者打不开");
    }
    if lower.starts_with("www.") {
        return warn("link.scheme", "链接的网址缺少http://或https://，访问者打不开");
    }
    if is_misspelt(lower) {
        return warn("link.scheme", "链接的协议写错（应为http://或https://），访问者打不开");
    }
    if href.contains("//") {
        return None;
    }
    let host = lower.split(['/', ':', '?']).next().unwrap_or_default();
    // credit.yunxi.gov.cn/xzcf: read as a page of this site.
    let domain = [".gov.cn", ".com.cn", ".org.cn", ".edu.cn", ".com", ".cn", ".net"].iter().any(|top| host.ends_with(top));
    if domain && !host.contains('@') && !href.starts_with(['/', '.', '#', '?']) && host.matches('.').count() >= 2 {
        return warn("link.scheme", "链接的网址缺少http://或https://，访问者打不开");
    }
    let inner = host == "localhost" || (hosts::is_numeric(host) && hosts::private(host).is_some());
    inner.then(|| warn("link.private", &format!("链接指向内网地址（{host}），访问者打不开")))?
}

fn host(address: &Address<'_>, listed: &[String]) -> Option<Objection> {
    let host = address.host;
    let wrong = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '。' | '、' | '\u{ff01}'..='\u{ff5e}');
    let port = address.port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err());
    if host.is_empty() || host.contains("..") || host.contains(wrong) || is_slip(host) || port {
        return warn("link.scheme", "链接的网址写错，访问者打不开");
    }
    if hosts::is_listed(host, listed) {
        return Some(("link.dangerous", Severity::Block, "链接指向危险网站名单中的主机，不得发布".into()));
    }
    if hosts::is_example(host) {
        return warn("link.placeholder", "链接指向示例域名，没有换成真实网址");
    }
    if hosts::is_trial(host) {
        return warn("link.private", "链接指向测试环境，访问者不应进入");
    }
    if let Some(why) = hosts::private(host) {
        return warn("link.private", &format!("链接指向{why}（{host}），访问者打不开"));
    }
    if address.user.is_some() {
        return warn("link.credentials", "链接里带有用户名或口令，应删除");
    }
    hosts::is_lookalike(host).then(|| warn("link.lookalike", "链接的域名用了形近字母，请核对真伪"))?
}

/// Pages and parameters of a host that is right.
fn page(href: &str, lower: &str, address: &Address<'_>) -> Option<Objection> {
    const INNER: [&str; 6] = ["/admin/", "status=draft", "/preview?", "/manage/", "/backend/", "preview=true"];
    if href.ends_with(['。', '，', '；', '、', '）', '”']) {
        return warn("link.form", "链接的网址末尾带有中文标点，访问者打不开");
    }
    let path = href.split_once("//").map_or(href, |(_, rest)| rest);
    if path.contains(['\\', '…']) || path.contains("/ ") || path.contains(" /") || path.contains("...") {
        return warn("link.form", "链接的网址中有空格、反斜杠或省略号，访问者打不开");
    }
    if ["=undefined", "=null", "=nan", "/undefined", "/null"]
        .iter()
        .any(|void| lower.ends_with(void) || lower.contains(&format!("{void}&")))
    {
        return warn("link.form", "链接的网址里有程序没有取到的值，访问者打不开");
    }
    if INNER.iter().any(|part| lower.contains(part)) {
        return warn("link.private", "链接指向后台或预览页面，访问者打不开");
    }
    if let Some(what) = TRACKS.iter().find(|what| lower.contains(*what)) {
        let name = what.trim_matches(['?', '&', ';', '=']);
        return Some(("link.tracking", Severity::Info, format!("链接里带有会话或跟踪参数（{name}），请改为不带参数的网址")));
    }
    if redirects(href, address.host) {
        return warn("link.redirect", "链接经第三方跳转，请改为目标网页的网址");
    }
    if hosts::is_numeric(address.host) {
        return Some(("link.numeric", Severity::Info, "链接直接使用IP地址，请改用域名".into()));
    }
    (address.scheme.eq_ignore_ascii_case("ftp")).then(|| ("link.scheme", Severity::Info, "FTP链接多数浏览器已不能打开".into()))
}

/// Parameters that tell who follows the link or belong to one visit.
const TRACKS: [&str; 12] = [
    "jsessionid=", "phpsessid=", "?openid=", "&openid=", "?token=", "&token=", "?sessionid=", "&sessionid=", "utm_source=",
    "?spm=", "&spm=", "gclid=",
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
        ".gov.cm", ".gov.on", ".govcn", ".gov.com", ".gov.con", ".gov.c", ".gov.ch", ".gvo.cn", ".goc.cn", ".con", ".cmo",
        ".comcn", ".gov.cn.cn",
    ];
    let host = host.to_ascii_lowercase();
    let head = ["ww.", "wwww.", ".", "www.www.", "http.", "https."].iter().any(|head| host.starts_with(head));
    // www.yunxi.gov.cn点击进入: words that ran into the address.
    let last = host.rsplit('.').next().unwrap_or_default();
    let ran_on = last.starts_with(|c: char| c.is_ascii_lowercase()) && last.chars().any(crate::fold::is_han);
    head || ran_on
        || host.split('.').any(|label| matches!(label, "g0v" | "c0m" | "0rg"))
        || ENDS.iter().any(|end| host.ends_with(end))
}
