//! Links that lead out (外链): where nobody may be sent, and what several looks come to (domain.md §6.6).
//!
//! No alarm from a single look: what failed is looked at again first, and what was mended must be seen twice.

use crate::Time;
use crate::words;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

words! {
    pub enum LinkState {
        Unchecked = "unchecked",
        Ok = "ok",
        /// 错链: 404, 410, 5xx, no such host, no valid certificate, no connection.
        Broken = "broken",
        /// 断链: no answer in time, three times.
        Unreachable = "unreachable",
        /// 跳转异常: leads to somebody else's domain.
        Redirected = "redirected",
        /// 内网地址: never asked.
        Refused = "refused",
    }
}

impl LinkState {
    pub fn is_bad(self) -> bool {
        !matches!(self, LinkState::Unchecked | LinkState::Ok)
    }
}

/// What one look at a link found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The final answer, after redirects within the same registrable domain.
    Answer {
        status: u16,
    },
    Timeout,
    /// No name, no connection, no valid certificate.
    Failed(Fault),
    /// Leads to another registrable domain: this host.
    Elsewhere {
        host: String,
    },
    /// The name stands for a private address; nothing was sent there.
    Private,
}

words! {
    pub enum Fault { Name = "dns", Certificate = "tls", Connection = "connect", Loop = "loop" }
}

impl Reached {
    /// The state that this look speaks for.
    fn state(&self) -> LinkState {
        match self {
            // Refusals to machines (401, 403, 405, 429) say that something is there.
            Reached::Answer { status: 404 | 410 | 500..=599 } | Reached::Failed(_) => LinkState::Broken,
            Reached::Answer { .. } => LinkState::Ok,
            Reached::Timeout => LinkState::Unreachable,
            Reached::Elsewhere { .. } => LinkState::Redirected,
            Reached::Private => LinkState::Refused,
        }
    }

    pub fn status(&self) -> Option<u16> {
        match self {
            Reached::Answer { status } => Some(*status),
            _ => None,
        }
    }

    /// The look in words.
    pub fn why(&self) -> String {
        match self {
            Reached::Answer { status: 404 | 410 } => "页面已不存在".into(),
            Reached::Answer { status } if *status >= 500 => format!("对方网站出错（{status}）"),
            Reached::Answer { status } => format!("有应答（{status}）"),
            Reached::Timeout => "15 秒内没有应答".into(),
            Reached::Failed(Fault::Name) => "域名解析不了".into(),
            Reached::Failed(Fault::Certificate) => "证书无效或已过期".into(),
            Reached::Failed(Fault::Connection) => "连接不上".into(),
            Reached::Failed(Fault::Loop) => "跳转次数太多".into(),
            Reached::Elsewhere { host } => format!("跳转到了别的网站 {host}"),
            Reached::Private => "指向内网地址".into(),
        }
    }
}

/// How often a look must fail before it counts: twice, three times where the other side was only slow.
fn looks_needed(state: LinkState) -> i32 {
    match state {
        LinkState::Unreachable => 3,
        LinkState::Refused => 1,
        _ => 2,
    }
}

/// Good looks after which a bad link is good again.
const GOOD_LOOKS: i32 = 2;
/// Seconds until a doubtful link is looked at again.
const SOON: i64 = 30 * 60;
/// Seconds until a bad link is looked at again: whether it was mended.
const DAY: i64 = 24 * 3600;
/// Seconds until a good link is looked at again.
const WEEK: i64 = 7 * DAY;

/// What is known of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: LinkState,
    /// Failed looks in a row.
    pub fails: i32,
    /// Good looks in a row.
    pub goods: i32,
    /// Since when it is in this state.
    pub since: Option<Time>,
    pub next_at: Time,
}

impl Standing {
    /// What is known after another look.
    pub fn after(self, reached: &Reached, now: Time) -> Standing {
        let seen = reached.state();
        let (fails, goods) = if seen == LinkState::Ok { (0, self.goods + 1) } else { (self.fails + 1, 0) };
        let settled = match seen {
            LinkState::Ok => !self.state.is_bad() || goods >= GOOD_LOOKS,
            _ => fails >= looks_needed(seen) || self.state == seen,
        };
        let state = if settled { seen } else { self.state };
        let since = if state == self.state { self.since } else { Some(now) };
        let pause = match settled {
            false => SOON,
            true if state.is_bad() => DAY,
            true => WEEK,
        };
        Standing { state, fails, goods, since, next_at: now.plus_seconds(pause) }
    }
}

/// Whether an address must never be connected to on somebody's behalf: loopback, private, link-local and the like.
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => match embedded_v4(ip) {
            Some(inner) => is_private_v4(inner),
            None => is_private_v6(ip),
        },
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (b == 18 || b == 19))
        || (a == 192 && b == 0 && c == 0)
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let first = ip.segments()[0];
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (first & 0xffc0) == 0xfec0
        || (first == 0x2001 && ip.segments()[1] == 0x0db8)
}

/// The IPv4 address inside an IPv6 one: mapped, compatible, 6to4, NAT64.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = ip.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        // `::` and `::1` are told by their own names.
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 || low > 1 => Some(of(high, low)),
        _ => None,
    }
}

/// Labels under which the next one is somebody's own (`gov.cn`, `com.cn`, a province's code).
const SHARED: &[&str] = &["com", "net", "org", "gov", "edu", "mil", "ac", "co"];
const PROVINCES: &[&str] = &[
    "ah", "bj", "cq", "fj", "gd", "gs", "gx", "gz", "ha", "hb", "he", "hi", "hk", "hl", "hn", "jl", "js", "jx", "ln", "mo", "nm",
    "nx", "qh", "sc", "sd", "sh", "sn", "sx", "tj", "tw", "xj", "xz", "yn", "zj",
];

/// The part of a host name that somebody registered: `www.yunxi.gov.cn` → `yunxi.gov.cn`. An address stands for itself.
pub fn registrable(host: &str) -> String {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return host;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let kept = match labels.as_slice() {
        [.., second, "cn"] if SHARED.contains(second) || PROVINCES.contains(second) => 3,
        [.., second, country] if country.len() == 2 && SHARED.contains(second) => 3,
        _ => 2,
    };
    labels[labels.len().saturating_sub(kept)..].join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Standing =
        Standing { state: LinkState::Unchecked, fails: 0, goods: 0, since: None, next_at: Time::from_micros(0) };

    /// What looks at the given minutes come to.
    fn looked(from: Standing, looks: &[Reached]) -> Standing {
        looks.iter().fold(from, |standing, reached| standing.after(reached, standing.next_at))
    }
    fn answer(status: u16) -> Reached {
        Reached::Answer { status }
    }

    #[test]
    fn a_broken_link_is_looked_at_again_before_the_alarm() {
        let once = looked(NEW, &[answer(404)]);
        assert_eq!((once.state, once.next_at), (LinkState::Unchecked, Time::from_micros(0).plus_seconds(1800)));
        let twice = looked(once, &[answer(404)]);
        assert_eq!((twice.state, twice.since), (LinkState::Broken, Some(once.next_at)));
    }

    #[test]
    fn a_slow_site_is_unreachable_after_three_looks() {
        assert_eq!(looked(NEW, &[Reached::Timeout, Reached::Timeout]).state, LinkState::Unchecked);
        assert_eq!(looked(NEW, &[Reached::Timeout, Reached::Timeout, Reached::Timeout]).state, LinkState::Unreachable);
    }

    #[test]
    fn a_mended_link_must_be_seen_twice() {
        let broken = looked(NEW, &[answer(500), answer(500)]);
        let mended = looked(broken, &[answer(200)]);
        assert_eq!((mended.state, looked(mended, &[answer(200)]).state), (LinkState::Broken, LinkState::Ok));
        assert_eq!(looked(mended, &[answer(404), answer(200)]).state, LinkState::Broken);
    }

    #[test]
    fn a_refusal_to_machines_is_an_answer() {
        for status in [200, 301, 401, 403, 405, 429] {
            assert_eq!(looked(NEW, &[answer(status)]).state, LinkState::Ok, "{status}");
        }
    }

    #[test]
    fn a_private_address_is_refused_at_once() {
        assert_eq!(looked(NEW, &[Reached::Private]).state, LinkState::Refused);
        let elsewhere = Reached::Elsewhere { host: "shop.example".into() };
        assert_eq!(looked(NEW, &[elsewhere.clone(), elsewhere]).state, LinkState::Redirected);
    }

    #[test]
    fn nobody_is_sent_into_the_inner_net() {
        let inner = "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 ::1 :: fe80::1 fd00::1 \
            ::ffff:10.0.0.1 ::7f00:1 2002:0a00:0001:: 64:ff9b::7f00:1 255.255.255.255 198.18.0.1";
        for ip in inner.split_whitespace() {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        for ip in "8.8.8.8 172.32.0.1 100.128.0.1 2400:3200::1 ::ffff:8.8.8.8".split_whitespace() {
            assert!(!is_private(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn a_name_belongs_to_whom_it_was_registered_for() {
        for (host, owner) in [
            ("www.yunxi.gov.cn", "yunxi.gov.cn"),
            ("swj.YUNXI.gov.cn.", "yunxi.gov.cn"),
            ("a.b.example", "b.example"),
            ("www.shop.zj.cn", "shop.zj.cn"),
            ("www.site.co.uk", "site.co.uk"),
            ("localhost", "localhost"),
            ("10.0.0.1", "10.0.0.1"),
        ] {
            assert_eq!(registrable(host), owner, "{host}");
        }
    }
}
