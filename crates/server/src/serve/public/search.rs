//! The search page, drawn on request in the site's theme.

use cms::publishing::View;
use cms::{App, Outcome, Problem};
use domain::time::parse_day;
use domain::{SiteId, Time};
use search::Sort;
use std::rc::Rc;
use store::sites::Site;
use theme::page::{Facet, Hit, Page, Search};

/// Hits per page.
const ROWS: usize = 20;

/// What a visitor asked for.
#[derive(Default)]
struct Asked {
    q: String,
    everywhere: bool,
    column: String,
    from: String,
    to: String,
    by_time: bool,
    title_only: bool,
    page: usize,
}

fn read(query: &str) -> Asked {
    let mut asked = Asked { page: 1, ..Asked::default() };
    for (key, value) in pairs(query) {
        match key.as_str() {
            "q" => asked.q = value.chars().take(64).collect(),
            "scope" => asked.everywhere = value == "all",
            "column" => asked.column = value,
            "from" => asked.from = value,
            "to" => asked.to = value,
            "sort" => asked.by_time = value == "time",
            "title" => asked.title_only = value == "1",
            "page" => asked.page = value.parse().unwrap_or(1).clamp(1, 500),
            _ => {}
        }
    }
    asked
}

/// Decodes `a=b&c=d`; what can't be decoded is read as far as it goes.
fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |part: &str| {
        let mut bytes = Vec::new();
        let raw = part.as_bytes();
        let mut at = 0;
        while at < raw.len() {
            let hex =
                raw.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
            match (raw[at], hex) {
                (b'%', Some(byte)) => {
                    bytes.push(byte);
                    at += 2;
                }
                (b'+', _) => bytes.push(b' '),
                (other, _) => bytes.push(other),
            }
            at += 1;
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decode(k), decode(v))).collect()
}

/// Draws the page of results.
pub fn answer(app: &App, site: &Site, query: &str) -> Outcome<Vec<u8>> {
    let asked = read(query);
    let columns = app.read(|r| Ok(store::sites::columns_of(r, site.id)?))?;
    let chosen = columns.iter().find(|c| c.path == asked.column).map(|c| c.id.uuid());
    let start_of = |day: &str, plus: i64| {
        parse_day(day).and_then(|d| Time::parse(&d.to_string())).map(|t| t.plus_seconds(plus).unix_seconds())
    };
    let wanted = search::Query {
        text: asked.q.clone(),
        site: (!asked.everywhere).then(|| site.id.uuid()),
        columns: chosen.into_iter().collect(),
        from: start_of(&asked.from, 0),
        to: start_of(&asked.to, 86_400),
        title_only: asked.title_only,
        sort: if asked.by_time { Sort::Newest } else { Sort::Relevance },
        facets: true,
        offset: (asked.page - 1) * ROWS,
        limit: ROWS,
        now: app.now().unix_seconds(),
        ..search::Query::default()
    };
    let found = if asked.q.trim().is_empty() { search::Page::default() } else { app.search.search(app, &wanted)? };
    let sites = app.read(|r| Ok(store::sites::all(r)?))?;
    let hits = found.hits.into_iter().map(|h| hit(app, &sites, site.id, h)).collect();
    let facets = found.facets.columns.iter().filter_map(|(id, count)| {
        let column = columns.iter().find(|c| c.id.uuid() == *id)?;
        Some(Facet { path: column.path.clone(), name: column.name.clone(), count: *count })
    });
    let page = Search {
        columns: facets.collect(),
        newer: (asked.page > 1).then(|| link(&asked, asked.page - 1)),
        older: (asked.page * ROWS < found.total).then(|| link(&asked, asked.page + 1)),
        query: asked.q,
        everywhere: asked.everywhere,
        sort_by_time: asked.by_time,
        column: asked.column,
        from: asked.from,
        to: asked.to,
        title_only: asked.title_only,
        total: found.total,
        hits,
    };
    let mut out = Vec::new();
    app.theme.render(&Page::Search(page), Rc::new(View::new(app, site.clone(), None)), &mut out).map_err(Problem::internal)?;
    Ok(out)
}

fn hit(app: &App, sites: &[Site], here: SiteId, h: search::Hit) -> Hit {
    let owner = sites.iter().find(|s| s.id.uuid() == h.site);
    let elsewhere = owner.filter(|s| s.id != here && h.url.starts_with('/'));
    let url =
        elsewhere.map_or(h.url.clone(), |s| format!("{}{}", cms::sites::address_of_site(&app.setup.site_address, s), h.url));
    Hit {
        title: h.title,
        title_html: h.title_html,
        snippet_html: h.snippet_html,
        url,
        site: owner.map(|s| s.name.clone()).unwrap_or_default(),
        date: Time::from_micros(h.published_at * 1_000_000).day().to_string(),
        source: h.source,
        content_type: h.content_type,
    }
}

/// The same question, another page of results.
fn link(asked: &Asked, page: usize) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect::<String>()
    };
    let mut url = format!("/search?q={}&page={page}", escape(&asked.q));
    for (key, value) in [("column", &asked.column), ("from", &asked.from), ("to", &asked.to)] {
        if !value.is_empty() {
            url.push_str(&format!("&{key}={}", escape(value)));
        }
    }
    for (on, part) in [(asked.everywhere, "&scope=all"), (asked.by_time, "&sort=time"), (asked.title_only, "&title=1")] {
        if on {
            url.push_str(part);
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_query_string_is_read_as_far_as_it_goes() {
        let asked = read("q=%E6%B0%B4%E8%B4%A8+公报&page=x&from=%&&=&title=1");
        assert_eq!((asked.q.as_str(), asked.page, asked.title_only), ("水质 公报", 1, true));
    }
}
