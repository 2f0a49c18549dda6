//! Taking addresses of links apart, and what can be said of a host: private, bare, numeric, of mixed scripts, listed.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The parts of an address that matter; borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// Lower-case comparison is the reader's matter; empty for `//host` and bare hosts.
    pub scheme: &'a str,
    pub user: Option<&'a str>,
    pub host: &'a str,
    pub port: Option<&'a str>,
}

/// Reads `scheme://user@host:port/…`, `//host/…` or a bare host; anything without a host is none.
pub(super) fn parse(href: &str) -> Option<Address<'_>> {
    let (scheme, rest) = match href.find("://") {
        Some(at) if href[..at].chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')) => {
            (&href[..at], &href[at + 3..])
        }
        _ => ("", href.strip_prefix("//").unwrap_or(href)),
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (user, place) = match authority.rfind('@') {
        Some(at) => (Some(&authority[..at]), &authority[at + 1..]),
        None => (None, authority),
    };
    if let Some(inner) = place.strip_prefix('[') {
        let end = inner.find(']')?;
        return Some(Address { scheme, user, host: &inner[..end], port: inner[end + 1..].strip_prefix(':') });
    }
    let (host, port) = place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
    (!host.is_empty()).then_some(Address { scheme, user, host, port })
}

/// Why no visitor can reach the host, if none can.
pub(super) fn private(host: &str) -> Option<&'static str> {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) if inner_v4(ip) => return Some("内网地址"),
        Ok(IpAddr::V6(ip)) if inner_v6(ip) => return Some("内网地址"),
        Ok(_) => return None,
        Err(_) => {}
    }
    if host == "localhost"
        || [".localhost", ".local", ".lan", ".internal", ".intranet", ".corp"].iter().any(|end| host.ends_with(end))
    {
        return Some("内网地址");
    }
    (!host.contains('.')).then_some("内网主机名")
}

/// test.yunxi.gov.cn: where a site is tried before it is public.
pub(super) fn is_trial(host: &str) -> bool {
    const TRIALS: [&str; 7] = ["test", "dev", "demo", "uat", "staging", "ceshi", "localdev"];
    let (first, rest) = host.split_once('.').unwrap_or_default();
    TRIALS.iter().any(|trial| first.eq_ignore_ascii_case(trial)) && rest.contains('.')
}

/// Hosts set aside for examples in documents (RFC 2606), and those that stand for a name still to be written: www.xxxx.gov.cn.
pub(super) fn is_example(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host.split('.').any(|label| label.len() >= 2 && label.chars().all(|c| c == 'x') || label == "yourdomain") {
        return true;
    }
    ["example.com", "example.org", "example.net"].iter().any(|name| host == *name || host.ends_with(&format!(".{name}")))
}

fn inner_v4(ip: Ipv4Addr) -> bool {
    ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified()
}

fn inner_v6(ip: Ipv6Addr) -> bool {
    let first = ip.segments()[0];
    let mapped = ip.to_ipv4_mapped().is_some_and(inner_v4);
    ip.is_loopback() || ip.is_unspecified() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80 || mapped
}

/// Whether the host is an address of numbers.
pub(super) fn is_numeric(host: &str) -> bool {
    host.parse::<IpAddr>().is_ok()
}

/// Whether the host is one of the listed or below one.
pub(super) fn is_listed(host: &str, listed: &[String]) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    listed.iter().any(|known| {
        let known = known.trim().trim_start_matches("*.").to_ascii_lowercase();
        !known.is_empty() && (host == known || host.strip_suffix(&known).is_some_and(|rest| rest.ends_with('.')))
    })
}

/// Whether two hosts belong together: equal but for `www.`, or one below the other.
pub(super) fn akin(a: &str, b: &str) -> bool {
    let plain = |host: &str| host.trim_end_matches('.').to_ascii_lowercase().trim_start_matches("www.").to_owned();
    let (a, b) = (plain(a), plain(b));
    let below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    below(&a, &b) || below(&b, &a)
}

/// Whether a label of the host passes for Latin with letters of other scripts (pаypal, xn--pypal-4ve).
pub(super) fn is_lookalike(host: &str) -> bool {
    host.split('.').any(|label| {
        let label = label.to_ascii_lowercase();
        let shown = match label.strip_prefix("xn--") {
            Some(code) => punycode(code).unwrap_or_default(),
            None => label,
        };
        shown.chars().any(|c| matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}'))
    })
}

/// Decodes the part of a label after `xn--` (RFC 3492); nothing for what is not well-formed.
fn punycode(code: &str) -> Option<String> {
    let (basic, digits) = code.rfind('-').map_or(("", code), |at| (&code[..at], &code[at + 1..]));
    let mut out: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128u32, 0u32, 72u32);
    let mut rest = digits.chars().peekable();
    while rest.peek().is_some() {
        let (old, mut weight, mut k) = (i, 1u32, 36u32);
        loop {
            let digit = match rest.next()? {
                c @ 'a'..='z' => c as u32 - 'a' as u32,
                c @ '0'..='9' => c as u32 - '0' as u32 + 26,
                _ => return None,
            };
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            k += 36;
        }
        let len = u32::try_from(out.len()).ok()? + 1;
        let mut delta = (i - old) / if old == 0 { 700 } else { 2 };
        delta += delta / len;
        let mut steps = 0;
        while delta > 455 {
            delta /= 35;
            steps += 36;
        }
        bias = steps + 36 * delta / (delta + 38);
        n = n.checked_add(i / len)?;
        i %= len;
        // A host's label has at most 63 characters.
        if out.len() > 63 {
            return None;
        }
        out.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let address = parse("http://admin:x@a.example:8080/p?q").unwrap();
        assert_eq!(address, Address { scheme: "http", user: Some("admin:x"), host: "a.example", port: Some("8080") });
        assert_eq!(parse("http://[::1]:80/").unwrap().host, "::1");
        assert_eq!(parse("/path"), None);
    }

    #[test]
    fn hosts_no_visitor_can_reach_are_known() {
        for host in [
            "10.1.2.3", "172.31.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "localhost", "oa", "nas.local", "::1",
            "fd00::1", "fe80::1",
        ] {
            assert!(private(host).is_some(), "{host}");
        }
        for host in ["172.32.0.1", "11.0.0.1", "www.yunxi.gov.cn", "2001:db8::1", "10.example.com"] {
            assert!(private(host).is_none(), "{host}");
        }
    }

    #[test]
    fn lookalike_labels_are_seen_through_their_code() {
        assert!(is_lookalike("xn--pypal-4ve.example") && is_lookalike("yunхi.example"));
        assert!(!is_lookalike("xn--fiqs8s") && !is_lookalike("www.yunxi.gov.cn") && !is_lookalike("政务.example"));
    }

    #[test]
    fn a_listed_host_stands_for_those_below_it() {
        let listed = ["bad.example".to_owned()];
        assert!(is_listed("www.Bad.example", &listed) && !is_listed("notbad.example", &listed));
    }
}
