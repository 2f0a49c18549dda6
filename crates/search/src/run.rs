//! Running a query: for plain words the body phrases are asked only if few hits were found.

use std::collections::HashSet;
use std::ops::Bound;

use tantivy::aggregation::agg_result::AggregationResults;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{Query as Tree, RangeQuery, TermSetQuery};
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Order, Searcher, TantivyDocument, Term};
use uuid::Uuid;

use crate::query::{Asked, Stage, all_of, counted, scored, term};
use crate::writer::key;
use crate::{Hit, Index, Page, Query, Result, Sort, facets, rank, snippet};

/// Hits that can be reached by paging.
const REACH: usize = 10_000;
/// Fewer hits than this ask the body phrases too.
const FEW: usize = 20;

struct Found {
    total: usize,
    /// Best first, at least up to the end of the page.
    docs: Vec<DocAddress>,
    counts: Option<AggregationResults>,
}

impl Index {
    /// One page of hits. A text that can't be looked up gives an empty page; no text is an error.
    ///
    /// Without site and columns a document on several sites is one hit, its home row.
    pub fn search(&self, query: &Query) -> Result<Page> {
        let asked = Asked::new(&query.text, query.title_only, &self.cutter, &self.synonyms);
        let Some(asked) = asked else {
            return Ok(Page::default());
        };
        let searcher = self.searcher();
        // Whole words are nearly always cut alike in texts; anything else needs the phrases at once.
        let start = if asked.is_words() { Stage::Words } else { Stage::Phrases };
        let mut found = self.find(&searcher, query, &asked, start)?;
        if found.total < FEW && start == Stage::Words && !query.title_only {
            found = self.find(&searcher, query, &asked, Stage::Phrases)?;
        }
        let end = query.offset.saturating_add(query.limit).min(REACH);
        // Only columns of several sites can bring a document twice.
        let may_repeat = query.site.is_none() && !query.columns.is_empty();
        let first = if may_repeat { 0 } else { query.offset };
        let mut hits = Vec::new();
        let mut seen = HashSet::new();
        for (rank, &address) in found.docs.iter().enumerate().take(end).skip(first) {
            let row: TantivyDocument = searcher.doc(address)?;
            let fresh = seen.insert(self.id(&row, self.fields.id));
            if rank >= query.offset && (fresh || !may_repeat) {
                hits.push(self.hit(&row, &asked));
            }
        }
        Ok(Page { total: found.total, hits, facets: found.counts.as_ref().map(facets::read).unwrap_or_default() })
    }

    fn find(&self, searcher: &Searcher, query: &Query, asked: &Asked, stage: Stage) -> Result<Found> {
        let mut all = self.filters(query);
        all.push(asked.tree(&self.fields, stage));
        let tree = all_of(all);
        let counts = query.facets.then(facets::collector).transpose()?;
        let reach = query.offset.saturating_add(query.limit).min(REACH);
        if query.sort == Sort::Newest {
            let newest = TopDocs::with_limit(reach.max(1)).order_by_fast_field::<i64>("published_at", Order::Desc);
            let (docs, total, counts) = searcher.search(&tree, &(newest, Count, counts))?;
            let docs = docs.into_iter().map(|(_, address)| address).collect();
            return Ok(Found { total, docs, counts });
        }
        let best = rank::top(reach.max(rank::WINDOW), query.now, self.factors.clone());
        let (mut docs, total, counts) = searcher.search(&tree, &(best, Count, counts))?;
        rank::again(searcher, &self.fields, asked, &mut docs)?;
        let docs = docs.into_iter().map(|(_, address)| address).collect();
        Ok(Found { total, docs, counts })
    }

    fn filters(&self, query: &Query) -> Vec<Box<dyn Tree>> {
        let f = &self.fields;
        let mut all: Vec<Box<dyn Tree>> = Vec::new();
        match query.site {
            Some(site) => all.push(term(f.site, &key(site))),
            None if query.columns.is_empty() => all.push(counted(Term::from_field_u64(f.home, 1))),
            None => {}
        }
        if !query.columns.is_empty() {
            let terms = query.columns.iter().map(|&column| Term::from_field_text(f.column, &key(column)));
            all.push(Box::new(TermSetQuery::new(terms)));
        }
        if let Some(unit) = query.unit {
            all.push(term(f.unit, &key(unit)));
        }
        if let Some(content_type) = &query.content_type {
            all.push(term(f.content_type, content_type));
        }
        if query.from.is_some() || query.to.is_some() {
            let date = |at| Term::from_field_i64(f.published_at, at);
            let from = query.from.map_or(Bound::Unbounded, |at| Bound::Included(date(at)));
            let to = query.to.map_or(Bound::Unbounded, |at| Bound::Excluded(date(at)));
            all.push(Box::new(RangeQuery::new(from, to)));
        }
        all.into_iter().map(|tree| scored(tree, 0.0)).collect()
    }

    fn hit(&self, row: &TantivyDocument, asked: &Asked) -> Hit {
        let f = &self.fields;
        let title = text(row, f.title);
        Hit {
            id: self.id(row, f.id),
            site: self.id(row, f.site),
            title_html: snippet::title(title, asked),
            snippet_html: snippet::excerpt(text(row, f.body), asked),
            title: title.to_owned(),
            url: text(row, f.url).to_owned(),
            published_at: row.get_first(f.published_at).and_then(|value| value.as_i64()).unwrap_or(0),
            content_type: text(row, f.content_type).to_owned(),
            source: text(row, f.source).to_owned(),
        }
    }

    fn id(&self, row: &TantivyDocument, field: Field) -> Uuid {
        Uuid::parse_str(text(row, field)).unwrap_or_default()
    }
}

fn text(row: &TantivyDocument, field: Field) -> &str {
    row.get_first(field).and_then(|value| value.as_str()).unwrap_or("")
}
