//! Feeds, sitemaps and robots.txt: small files for machines, written without a template.
//!
//! All addresses in them are absolute. Text is escaped and freed of characters XML forbids.

use crate::content::{Card, Column, Site};
use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// RSS 2.0 of a column; `rows` newest first. The feed's own address is `feed.xml` below the column.
pub fn rss(site: &Site, column: &Column, rows: &[Card]) -> String {
    let mut out = String::with_capacity(1024 + rows.len() * 600);
    let page = absolute(&site.base_url, &column.url);
    let own = format!("{}/feed.xml", page.trim_end_matches('/'));
    out.push_str(HEAD);
    out.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n");
    element(&mut out, "title", &format!("{} - {}", column.name, site.name));
    element(&mut out, "link", &page);
    element(&mut out, "description", &column.description);
    element(&mut out, "language", "zh-CN");
    out.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
    escape_into(&own, &mut out);
    out.push_str("\"/>\n");
    if let Some(newest) = rows.iter().map(|row| row.published_at.as_str()).max() {
        date(&mut out, "lastBuildDate", newest);
    }
    for row in rows {
        item(&mut out, site, row);
    }
    out.push_str("</channel></rss>\n");
    out
}

fn item(out: &mut String, site: &Site, row: &Card) {
    out.push_str("<item>\n");
    element(out, "title", &row.title);
    element(out, "link", &absolute(&site.base_url, &row.url));
    out.push_str("<guid isPermaLink=\"false\">");
    escape_into(&row.id, out);
    out.push_str("</guid>\n");
    date(out, "pubDate", &row.published_at);
    if !row.summary.is_empty() {
        element(out, "description", &row.summary);
    }
    out.push_str("</item>\n");
}

/// A sitemap index over `sitemap-{n}.xml` of each shard number.
pub fn sitemap_index(base_url: &str, shards: &[u32]) -> String {
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{SITEMAP}\">\n");
    for shard in shards {
        out.push_str("<sitemap>");
        element(&mut out, "loc", &absolute(base_url, &format!("/sitemap-{shard}.xml")));
        out.push_str("</sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One shard: addresses (absolute, or paths below `base_url`) and when each changed last, as an ISO
/// date or time; an empty one is left out.
pub fn sitemap_shard(base_url: &str, entries: &[(String, String)]) -> String {
    let mut out = String::with_capacity(256 + entries.len() * 120);
    out.push_str(HEAD);
    out.push_str(&format!("<urlset xmlns=\"{SITEMAP}\">\n"));
    for (url, changed) in entries {
        out.push_str("<url>");
        element(&mut out, "loc", &absolute(base_url, url));
        if !changed.is_empty() {
            element(&mut out, "lastmod", changed);
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// Keeps crawlers out of search results and leads them to the sitemap.
pub fn robots(base_url: &str) -> String {
    let sitemap = absolute(base_url, "/sitemap.xml");
    format!("User-agent: *\nDisallow: /search\n\nSitemap: {sitemap}\n")
}

fn absolute(base_url: &str, url: &str) -> String {
    if url.starts_with('/') && !url.starts_with("//") {
        format!("{}{url}", base_url.trim_end_matches('/'))
    } else {
        url.to_owned()
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape_into(text, out);
    out.push_str(&format!("</{name}>\n"));
}

/// RFC 2822 as RSS wants it; a time that can't be read is left out.
fn date(out: &mut String, name: &str, rfc3339: &str) {
    let read = OffsetDateTime::parse(rfc3339, &Rfc3339).ok();
    if let Some(text) = read.and_then(|at| at.format(&Rfc2822).ok()) {
        element(out, name, &text);
    }
}

fn escape_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_feed_holds_absolute_addresses_and_rfc_2822_dates() {
        let mut row = sample::card("防汛<通告>&安排");
        row.published_at = "2026-11-20T09:30:00+08:00".to_owned();
        let xml = rss(&sample::site(), &sample::column(), &[row]);
        assert!(xml.contains("<title>防汛&lt;通告&gt;&amp;安排</title>"));
        assert!(xml.contains("<link>https://www.yunxi.example/tzgg/a.html</link>"));
        assert!(xml.contains("<pubDate>Fri, 20 Nov 2026 09:30:00 +0800</pubDate>"));
        assert!(xml.contains("rel=\"self\" type=\"application/rss+xml\" href=\"https://www.yunxi.example/tzgg/feed.xml\""));
    }

    #[test]
    fn control_characters_never_reach_a_feed() {
        let xml = rss(&sample::site(), &sample::column(), &[sample::card("a\u{0}b\u{8}c")]);
        assert!(xml.contains("<title>abc</title>"));
    }

    #[test]
    fn the_index_names_each_shard() {
        let xml = sitemap_index("https://www.yunxi.example", &[0, 7]);
        assert!(xml.contains("<loc>https://www.yunxi.example/sitemap-0.xml</loc>"));
        assert!(xml.contains("<loc>https://www.yunxi.example/sitemap-7.xml</loc>"));
    }

    #[test]
    fn a_shard_holds_address_and_date_of_each_page() {
        let entries = [("/a.html?x=1&y=2".to_owned(), "2026-11-20".to_owned()), ("/b.html".to_owned(), String::new())];
        let xml = sitemap_shard("https://www.yunxi.example", &entries);
        assert!(xml.contains("<loc>https://www.yunxi.example/a.html?x=1&amp;y=2</loc>\n<lastmod>2026-11-20</lastmod>"));
        assert_eq!(xml.matches("<lastmod>").count(), 1);
    }

    #[test]
    fn robots_point_to_the_sitemap() {
        let text = robots("https://www.yunxi.example");
        assert!(text.ends_with("Sitemap: https://www.yunxi.example/sitemap.xml\n"));
    }
}
