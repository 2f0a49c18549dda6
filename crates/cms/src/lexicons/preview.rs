//! What rows that are not in force yet would find in what is published: hits per 1,000 articles, word by word.

use crate::problem::Outcome;
use crate::proofing::rows::folded;
use crate::proofing::{Finding, Setting, alone};
use domain::lexicons::{Kind, Row};
use domain::{SiteId, Time};
use serde::Serialize;
use std::collections::BTreeMap;
use store::Read;
use utoipa::ToSchema;

/// Articles that are looked through, the newest; words that are told; samples of each.
const ARTICLES: i64 = 1000;
const WORDS: usize = 100;
const SAMPLES: usize = 3;

#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// Published articles that were looked through.
    articles: usize,
    hits: usize,
    per_1000: usize,
    /// Noisiest first.
    by_word: Vec<WordHits>,
}

#[derive(Serialize, ToSchema)]
pub struct WordHits {
    word: String,
    hits: usize,
    samples: Vec<Sample>,
}

#[derive(Serialize, ToSchema)]
pub struct Sample {
    document: String,
    title: String,
    before: String,
    found: String,
    after: String,
}

/// Runs only these rows over the newest published articles, of one site for a site's own list.
pub fn preview(r: &mut Read, site: Option<SiteId>, rows: &[Row], now: Time) -> Outcome<Preview> {
    let engines = alone(rows)?;
    let words: BTreeMap<String, &str> =
        rows.iter().map(|row| (Kind::Words.key(row), row.get("word").map_or("", String::as_str))).collect();
    let mut by_word: BTreeMap<String, WordHits> = BTreeMap::new();
    let ids = store::publishing::newest_live(r, site, ARTICLES)?;
    let mut articles = 0;
    for some in ids.chunks(100) {
        for public in store::publishing::public(r, some)? {
            articles += 1;
            let text: domain::text::Text = serde_json::from_str(&public.text)?;
            let setting = Setting { content_type: Some(public.content_type), ..Setting::default() };
            let found = engines.check(&text, &setting, now.day()).findings;
            for f in found.into_iter().filter(is_of_a_list) {
                let word = words.get(&folded(&f.found)).map_or_else(|| f.found.clone(), |word| (*word).to_owned());
                let hits = by_word.entry(word.clone()).or_insert(WordHits { word, hits: 0, samples: Vec::new() });
                hits.hits += 1;
                if hits.samples.len() < SAMPLES {
                    let (document, title) = (public.document_id.to_string(), text.title.clone());
                    hits.samples.push(Sample { document, title, before: f.before, found: f.found, after: f.after });
                }
            }
        }
    }
    let hits = by_word.values().map(|w| w.hits).sum();
    let mut by_word: Vec<WordHits> = by_word.into_values().collect();
    by_word.sort_by(|a, b| b.hits.cmp(&a.hits).then_with(|| a.word.cmp(&b.word)));
    by_word.truncate(WORDS);
    Ok(Preview { articles, hits, per_1000: (hits * 1000).checked_div(articles).unwrap_or(0), by_word })
}

/// The engine brings its own checks along; only what the rows found counts here.
fn is_of_a_list(f: &Finding) -> bool {
    f.category == "sensitive" || f.rule == "term"
}
