//! Addresses written in the text itself: what they lead to, and full-width marks or spaces that break them
//! (http：//…, www．yunxi．gov．cn).

use super::{Context, hit, link};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// How an address begins, in plain text.
const STARTS: [&str; 32] = [
    "htpp://", "httpp://", "ttps://", "ttp://", "htps://", "htttps//", "httpss://", "hhttps://", "htpps://", "www,", "www，",
    "http://", "https://", "ftp://", "file://", "www.", "wwww.", "http:/", "https:/", "www。", "http: //", "https: //",
    "http;//", "https;//", "http//", "https//", "htp://", "hppt://", "htttp://", "htttps://", "http:\\\\", "https:\\\\",
];
/// Longest address read, in characters.
const LONGEST: usize = 2048;

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    hits.extend(wide_mailbox(reading).or_else(|| comma_mailbox(reading)).or_else(|| comma_host(reading)));
    let mut at = 0;
    while at < reading.plain.len() {
        let start = matches!(reading.plain[at], 'h' | 'f' | 'w' | 't' | '1').then(|| start_at(reading, at)).flatten();
        let Some(head) = start else {
            at += 1;
            continue;
        };
        let end = end_of(reading, at, at + head);
        hits.extend(broken(reading, at, end).or_else(|| leads(reading, at, end, context.hosts)));
        at = end.max(at + 1);
    }
}

/// qxrsj＠yunxi.gov.cn: a full-width sign in the address of a mailbox.
fn wide_mailbox(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.block.chars.iter().position(|c| *c == '＠')?;
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let start = at - reading.plain[..at].iter().rev().take(64).take_while(part).count();
    let end = at + 1 + reading.plain[at + 1..].iter().take(64).take_while(part).count();
    let host = reading.text(at + 1, end);
    let public = host == "gov.cn" || host.ends_with(".gov.cn");
    let found = || hit(Category::Link, Severity::Info, "link.form", (start, end), "邮箱地址中有全角字符");
    // A person's own is a matter of privacy.
    (start < at && public).then(found)
}

/// jianyi@yunxi,gov.cn: a comma in the address of a mailbox.
fn comma_mailbox(reading: &Reading<'_>) -> Option<Hit> {
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..reading.plain.len()).filter(|&at| reading.plain[at] == '@').find_map(|at| {
        let start = at - reading.plain[..at].iter().rev().take(64).take_while(part).count();
        let comma = at + 1 + reading.plain[at + 1..].iter().take(40).take_while(part).count();
        let top = reading.one_of(comma + 1, &["gov.cn", "com", "cn"]).filter(|_| reading.char(comma) == Some(','))?;
        let found =
            || hit(Category::Link, Severity::Info, "link.form", (start, comma + 1 + top.len()), "邮箱地址中的点写成了逗号");
        (start < at && comma > at + 1).then(found)
    })
}

/// zwfw,yanchuan.gov.cn, www.yanxi，gov，cn: commas for the full points of a host.
fn comma_host(reading: &Reading<'_>) -> Option<Hit> {
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ',');
    let at = (3..reading.plain.len()).find(|&at| {
        let parted = matches!(reading.char(at + 3), Some('.' | ','));
        reading.is_at(at, "gov") && parted && reading.is_at(at + 4, "cn") && matches!(reading.plain[at - 1], '.' | ',')
    })?;
    let start = at - reading.plain[..at].iter().rev().take(40).take_while(part).count();
    let start = start + reading.plain[start..at].iter().take_while(|c| !c.is_ascii_alphanumeric()).count();
    let host = &reading.plain[start..at + 6];
    let comma = host.contains(&',');
    // a.gov.cn,b.gov.cn are two.
    let one = reading.text(start, at + 6).matches("cn").count() == 1 && !reading.text(start, at).contains("//");
    let mailbox = reading.char_before(start) == Some('@');
    (comma && one && !mailbox && start < at)
        .then(|| hit(Category::Link, Severity::Info, "link.form", (start, at + 6), "网址中的点写成了逗号"))
}

/// The length of an address's beginning at `at`; a private number with port or path counts as one.
fn start_at(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let joined =
        reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '@' | '-' | '_' | '='));
    if joined {
        return None;
    }
    if let Some(start) = reading.one_of(at, &STARTS) {
        return Some(start.chars().count());
    }
    let len = reading.plain[at..].iter().take(16).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let host = reading.text(at, at + len);
    let private = host.matches('.').count() == 3 && super::hosts::is_numeric(&host) && super::hosts::private(&host).is_some();
    let used = matches!(reading.char(at + len), Some('/' | ':'))
        || reading.has_before(at, 10, &["访问", "登录", "网址", "地址", "浏览器", "打开", "系统", "平台"]);
    // 路由器的管理地址通常为192.168.1.1: a lesson about networks.
    let taught = reading.has_before(at, 20, &["路由器", "网关", "局域网", "ip地址", "网段", "版本", "出厂", "默认"])
        || ["子网掩码", "网关", "升级", "路由"].iter().any(|word| reading.text(at + len, at + len + 12).contains(word));
    // 10.0.0.0/8 names a network, not a page.
    let mask = reading.plain[at + len..].iter().skip(1).take(4).take_while(|c| c.is_ascii_digit()).count();
    let path = reading.char(at + len + 1 + mask).is_some_and(|c| c.is_ascii_graphic());
    let network = reading.char(at + len) == Some('/') && (1..=2).contains(&mask) && !path;
    (private && used && !network && !taught).then_some(len)
}

/// Where the address ends: at the first character that belongs to none, closing marks excluded.
fn end_of(reading: &Reading<'_>, start: usize, from: usize) -> usize {
    let chars = &reading.block.chars;
    let inside = |at: usize| {
        let plain = reading.plain[at];
        let ascii = chars[at].is_ascii_graphic() && !matches!(chars[at], '<' | '>' | '"' | '\'' | '`' | '|' | '^' | '{' | '}');
        let wide =
            chars[at] != plain && (plain.is_ascii_alphanumeric() || matches!(plain, '.' | '/' | ':' | '?' | '=' | '&' | '-'));
        let next_is_part = reading.char(at + 1).is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
        // A full-width mark belongs to the address only between its parts.
        ascii
            || (wide && next_is_part)
            || (chars[at] == '。' && next_is_part && reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric()))
    };
    let mut end = from;
    while end < chars.len() && end - start < LONGEST && inside(end) {
        end += 1;
    }
    while end > from && matches!(reading.plain[end - 1], '.' | ',' | ';' | ':' | ')' | ']' | '?' | '!' | '。') {
        end -= 1;
    }
    end
}

/// Full-width marks within the address, a slash too few, or a space after the scheme.
fn broken(reading: &Reading<'_>, start: usize, end: usize) -> Option<Hit> {
    let chars = &reading.block.chars[start..end];
    let wide = chars.iter().any(|c| !c.is_ascii());
    let text = reading.text(start, end);
    let one_slash = text.starts_with("http:/") && !text.starts_with("http://")
        || text.starts_with("https:/") && !text.starts_with("https://");
    let head: String = text.chars().take_while(|c| !c.is_ascii_digit() && *c != '.').collect();
    let slip = ["http:", "https:", "ftp:", "file:", "www"].iter().all(|right| !head.starts_with(right));
    let odd = slip && head.contains("//") || head.contains('\\') || head.contains(": /");
    let cut = text.ends_with("://")
        && reading.char(end) == Some(' ')
        && reading.char(end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    let parted = parted(reading, end);
    // [平台]（https://…）: a link of Markdown in full-width brackets.
    let bracketed = start >= 2 && reading.block.chars[start - 1] == '（' && reading.char(start - 2) == Some(']');
    // https://www.yunxi.gov.cn/zwgk/art_...
    let short = text.rsplit("//").next().is_some_and(|rest| rest.contains('/'))
        && (reading.is_at(end, "...") || reading.char(end) == Some('…'));
    let stop = parted.unwrap_or(end);
    (wide || one_slash || cut || odd || bracketed || short || parted.is_some())
        .then(|| hit(Category::Link, Severity::Info, "link.form", (start, stop), "网址中有全角标点、空格或写法有误，请核对"))
}

/// https://www.yunxi.gov.cn /ztzl/: the end of the part that a space has cut off.
fn parted(reading: &Reading<'_>, end: usize) -> Option<usize> {
    let path = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    // https://jyj.yunxi. gov.cn/cjcx
    if reading.is_at(end, ". ") && reading.one_of(end + 2, &["gov.cn", "org.cn", "com.cn", "edu.cn"]).is_some() {
        return Some(end + 2 + reading.plain[end + 2..].iter().take(80).take_while(path).count());
    }
    let len = reading.plain.get(end + 1..)?.iter().take(80).take_while(path).count();
    let rest = reading.text(end + 1, end + 1 + len);
    // https://www.yunxi.gov .cn/yjzj
    if reading.is_at(end, " .cn") || reading.is_at(end, " .gov.cn") {
        return Some(end + 1 + len);
    }
    let after_slash = reading.char_before(end) == Some('/') && rest.contains('/') && !rest.contains("//");
    (reading.char(end) == Some(' ') && len > 1 && (rest.starts_with('/') || after_slash)).then_some(end + 1 + len)
}

fn leads(reading: &Reading<'_>, start: usize, end: usize, listed: &[String]) -> Option<Hit> {
    let text = reading.text(start, end);
    // 以https://开头的网址 is talked about.
    if (text.ends_with("://") || text == "www.") && reading.one_of(end, &["开头", "协议", "或", "和", "、", "”"]).is_some()
    {
        return None;
    }
    let href = if text.contains("://") { text } else { format!("http://{text}") };
    let (rule, severity, message) = link::objection(&href, listed)?;
    Some(hit(Category::Link, severity, rule, (start, end), message))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn commas_for_the_points_of_a_host_are_marked() {
        assert_eq!(marked(check, "政务服务网（zwfw,yanchuan.gov.cn）查阅"), ["zwfw,yanchuan.gov.cn"]);
        assert_eq!(marked(check, "通过www.yanxixian，gov，cn提交"), ["www.yanxixian，gov，cn"]);
        assert_eq!(marked(check, "见a.gov.cn,b.gov.cn"), Vec::<String>::new());
    }

    #[test]
    fn addresses_that_lead_inside_or_are_broken_are_marked() {
        for (text, found) in [
            ("请登录http://192.168.1.10/oa办理", "http://192.168.1.10/oa"),
            ("网址：10.12.3.4:8080/app。", "10.12.3.4:8080/app"),
            ("见http://localhost:3000/。", "http://localhost:3000/"),
            ("详见http：//www.yunxi.gov.cn。", "http：//www.yunxi.gov.cn"),
            ("网址：wwww.yunxi.gov.cn", "wwww.yunxi.gov.cn"),
            ("请登录http://www.xxxx.gov.cn办理", "http://www.xxxx.gov.cn"),
            ("全文见https://www.yunxi.gov.cn/zwgk/art_...，请阅", "https://www.yunxi.gov.cn/zwgk/art_"),
            ("可进入https://www.yunxi.g0v.cn预约", "https://www.yunxi.g0v.cn"),
            ("直播：http://live.yunxi.gov.cn:80800/k", "http://live.yunxi.gov.cn:80800/k"),
            ("进入[平台]（https://fw.yunxi.gov.cn）办理", "https://fw.yunxi.gov.cn"),
            ("登录www.yunxi。gov.cn查询", "www.yunxi。gov.cn"),
            ("见http:/www.yunxi.gov.cn", "http:/www.yunxi.gov.cn"),
            ("下载ftp://a.example/x.zip", "ftp://a.example/x.zip"),
            ("见http;//www.yunxi.gov.cn", "http;//www.yunxi.gov.cn"),
            ("请访问http://。", "http://"),
            ("请访问htpp://ksy.yunxi.gov.cn/cjcx，", "htpp://ksy.yunxi.gov.cn/cjcx"),
            ("发送至电子邮箱jianyi@yunxi,gov.cn。", "jianyi@yunxi,gov.cn"),
            ("邮箱：qxrsj＠yunxi.gov.cn，", "qxrsj＠yunxi.gov.cn"),
            ("网址：htps://www.shiqiao.gov.cn/jszg", "htps://www.shiqiao.gov.cn/jszg"),
            ("登录https://www.yunxi.gov.cn /ztzl/查看", "https://www.yunxi.gov.cn /ztzl/"),
            ("登录https://www.yunxi.gov .cn/yjzj提交", "https://www.yunxi.gov .cn/yjzj"),
            ("网址为https://jyj.yunxi. gov.cn/cjcx，", "https://jyj.yunxi. gov.cn/cjcx"),
            ("网址https://www.yunxi.gov.cn/ bm/2026/index.html", "https://www.yunxi.gov.cn/ bm/2026/index.html"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn ordinary_addresses_and_numbers_are_left_alone() {
        for text in [
            "网址：https://www.yunxi.gov.cn/zwgk/。",
            "登录www.yunxi.gov.cn，点击",
            "（http://www.yunxi.gov.cn）",
            "版本10.1.2.3发布",
            "系统版本由10.2.1.3升级至10.3.0.1",
            "设备出厂默认管理地址为192.168.1.1",
            "https://www.yunxi.gov.cn……",
            "地址段10.0.0.0/8为私有地址",
            "第192.168.1条",
            "使用http协议",
            "以https://开头的网址",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
