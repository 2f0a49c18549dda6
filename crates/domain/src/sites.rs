//! Sites and columns: names, codes and kinds that are valid, and the classes of domain.md §1.5.

use crate::words;
use serde::{Deserialize, Serialize};

words! { pub enum UnitLevel { City = "city", County = "county", Department = "department", Township = "township" } }
words! { pub enum SiteState { Running = "running", Suspended = "suspended", Closed = "closed" } }
words! { pub enum Hue { Dai = "dai", Dian = "dian", Song = "song", Zi = "zi" } }
words! { pub enum Masthead { Portal = "portal", Department = "department", Township = "township" } }
words! { pub enum ColumnKind { List = "list", Channel = "channel", Page = "page", Leaders = "leaders", Link = "link" } }
words! { pub enum ColumnState { Open = "open", Closed = "closed" } }
words! {
    /// Whether a column takes what others propose by itself or waits for a person (签收).
    pub enum AcceptPolicy { Auto = "auto", Sign = "sign" }
}

/// What a site says of itself in head, foot and meta tags (domain.md §1.6–1.7).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteIdentity {
    pub identification_code: String,
    pub icp: String,
    pub police: String,
    pub organizer: String,
    pub undertaker: String,
    pub address: String,
    pub phone: String,
    pub description: String,
    pub keywords: String,
}

/// A column class (domain.md §1.5): code, words for meta ColumnType, usual update limit in days.
pub struct ColumnClass {
    pub code: &'static str,
    pub name: &'static str,
    pub limit_days: Option<u32>,
}

const fn class(code: &'static str, name: &'static str, limit_days: Option<u32>) -> ColumnClass {
    ColumnClass { code, name, limit_days }
}

pub const COLUMN_CLASSES: &[ColumnClass] = &[
    class("DT", "工作动态", Some(14)),
    class("TZ", "通知公告", Some(180)),
    class("ZC", "政策文件", Some(180)),
    class("JD", "政策解读", Some(180)),
    class("RS", "人事规划", Some(365)),
    class("GK", "概况信息", Some(365)),
    class("JG", "机构职能", None),
    class("LD", "负责人信息", None),
    class("SJ", "统计数据", None),
    class("GKZN", "信息公开指南", None),
    class("GKML", "信息公开目录", None),
    class("NB", "信息公开年报", None),
    class("HD-ZX", "互动交流", Some(60)),
    class("HD-ZJ", "征集调查", Some(365)),
    class("HD-FT", "在线访谈", Some(365)),
    class("BS", "办事服务", None),
    class("ZT", "专题专栏", None),
    class("LJ", "链接", None),
];

/// The class's words; the code itself for a class that is not known.
pub fn class_name(code: &str) -> &str {
    COLUMN_CLASSES.iter().find(|c| c.code == code).map_or(code, |c| c.name)
}

/// A site's or column's short name in addresses: a–z, 0–9, inner hyphens, 1–40 characters.
pub fn check_slug(slug: &str) -> Result<(), &'static str> {
    let ok = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.is_empty() || slug.len() > 40 {
        Err("代码要 1–40 个字符")
    } else if !slug.chars().all(ok) || slug.starts_with('-') || slug.ends_with('-') {
        Err("代码只能用小写字母、数字和中间的连字符")
    } else {
        Ok(())
    }
}

/// Top-level names that the server or the pages of a site use themselves.
const RESERVED: &[&str] = &[
    "api", "console", "search", "static", "files", "feed", "sitemap", "preview", "healthz", "readyz", "metrics", "assets",
    "gone", "p", "index", "404", "410",
];

/// A column's slug: a valid one that no page of the site itself uses.
pub fn check_column_slug(slug: &str, top_level: bool) -> Result<(), &'static str> {
    check_slug(slug)?;
    if top_level && RESERVED.contains(&slug) {
        return Err("这个代码由系统使用，请换一个");
    }
    // Years would stand where articles keep their dates.
    if slug.len() == 4 && slug.chars().all(|c| c.is_ascii_digit()) {
        return Err("代码不能是四位数字（与年份目录相同）");
    }
    Ok(())
}

/// A host name without port, lower case.
pub fn check_host(host: &str) -> Result<(), &'static str> {
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if host.len() > 253 || !host.split('.').all(label) {
        return Err("域名写法不对");
    }
    Ok(())
}

/// 网站标识码: ten digits, or `bm` and eight (domain.md R1.13).
pub fn check_identification_code(code: &str) -> Result<(), &'static str> {
    let digits = |s: &str, n: usize| s.len() == n && s.chars().all(|c| c.is_ascii_digit());
    if digits(code, 10) || code.strip_prefix("bm").is_some_and(|rest| digits(rest, 8)) {
        Ok(())
    } else {
        Err("网站标识码是 10 位数字，或 bm 加 8 位数字")
    }
}

/// Days until a column runs over its update limit; negative when it has. `None` without a limit.
pub fn days_left(limit_days: Option<i32>, last: Option<crate::Time>, opened: crate::Time, now: crate::Time) -> Option<i64> {
    let limit = i64::from(limit_days?);
    let since = last.unwrap_or(opened);
    Some(limit - crate::time::days_between(since.day(), now.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Time;

    #[test]
    fn slugs_that_addresses_need_are_refused() {
        for bad in ["", "Tzgg", "通知", "-a", "a-", "a b", "../x"] {
            assert!(check_slug(bad).is_err(), "{bad}");
        }
        assert!(check_column_slug("search", true).is_err() && check_column_slug("search", false).is_ok());
        assert!(check_column_slug("2026", false).is_err());
    }

    #[test]
    fn identification_codes_have_two_forms() {
        assert!(check_identification_code("3308000001").is_ok());
        assert!(check_identification_code("bm29030010").is_ok());
        assert!(check_identification_code("330800000").is_err());
    }

    #[test]
    fn a_column_runs_over_its_limit_by_civil_days() {
        let at = |s| Time::parse(s).unwrap();
        let opened = at("2026-01-01");
        assert_eq!(days_left(Some(14), Some(at("2026-11-06 23:59")), opened, at("2026-11-22 00:01")), Some(-2));
        assert_eq!(days_left(None, None, opened, opened), None);
    }
}
