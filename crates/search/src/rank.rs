//! Relevance beyond BM25: newer texts a little higher, and the first hits looked at again.

use tantivy::collector::{Collector, TopDocs};
use tantivy::query::{EnableScoring, Query as Tree};
use tantivy::{DocAddress, DocId, Result, Score, Searcher, SegmentReader};

use crate::query::Asked;
use crate::schema::Fields;

/// Hits that are looked at again.
pub(crate) const WINDOW: usize = 100;
const YEAR: f32 = 365.25 * 86_400.0;
const IN_TITLE: f32 = 8.0;
const IN_BODY: f32 = 6.0;
/// For a text that holds the characters of a word but in other words (研究生 in 研究生命).
const OTHER_WORD: f32 = 0.02;

/// The best `count` hits by BM25 × recency × the factor of the content type.
pub(crate) fn top(count: usize, now: i64, factors: Vec<(String, f32)>) -> impl Collector<Fruit = Vec<(Score, DocAddress)>> {
    TopDocs::with_limit(count).tweak_score(move |segment: &SegmentReader| {
        let dates = segment.fast_fields().i64("published_at").ok();
        let by_type = type_factors(segment, &factors);
        move |doc: DocId, score: Score| {
            let date = dates.as_ref().and_then(|dates| dates.first(doc));
            let factor = by_type.as_ref().map_or(1.0, |of| of(doc));
            score * recency(now, date.unwrap_or(0)) * factor
        }
    })
}

/// 1.6 for a text of today, 1.2 after four years, towards 1.
fn recency(now: i64, published_at: i64) -> f32 {
    let age = now.saturating_sub(published_at).max(0) as f32 / YEAR;
    1.0 + 0.6 / (1.0 + 0.5 * age)
}

/// The factor of each document of the segment; `None` if no factor is set.
fn type_factors(segment: &SegmentReader, factors: &[(String, f32)]) -> Option<impl Fn(DocId) -> f32 + use<>> {
    if factors.is_empty() {
        return None;
    }
    let types = segment.fast_fields().str("content_type").ok()??;
    let mut by_ord = vec![1.0; types.num_terms()];
    for (ord, factor) in by_ord.iter_mut().enumerate() {
        let mut name = String::new();
        if types.ord_to_str(ord as u64, &mut name).is_ok_and(|found| found) {
            *factor = factors.iter().find(|(of, _)| *of == name).map_or(1.0, |(_, factor)| *factor);
        }
    }
    Some(move |doc| {
        let ord = types.ords().first(doc).unwrap_or(0) as usize;
        by_ord.get(ord).copied().unwrap_or(1.0)
    })
}

/// Reorders the first hits: exact title, then document number, then by score with what is literal
/// in title or body raised.
pub(crate) fn again(searcher: &Searcher, fields: &Fields, asked: &Asked, hits: &mut [(Score, DocAddress)]) -> Result<()> {
    let count = hits.len().min(WINDOW);
    let window = &mut hits[..count];
    window.sort_unstable_by_key(|&(_, address)| address);
    let docs: Vec<DocAddress> = window.iter().map(|&(_, address)| address).collect();
    let holds = |tree: Box<dyn Tree>| matches(searcher, tree.as_ref(), &docs);
    let one_word = asked.is_words();
    let exact = holds(asked.exact_title(fields))?;
    let docno = holds(asked.docno(fields))?;
    let words = holds(asked.words(fields))?;
    let in_title = holds(asked.in_title(fields))?;
    let in_body = holds(asked.in_body(fields))?;
    let mut ranked: Vec<(u8, Score, DocAddress)> = Vec::with_capacity(count);
    for (i, &(score, address)) in window.iter().enumerate() {
        let tier = if exact[i] { 2 } else { u8::from(docno[i]) };
        let literal = match (in_title[i], in_body[i]) {
            (true, _) => IN_TITLE,
            (false, true) => IN_BODY,
            (false, false) => 1.0,
        };
        let word = if one_word && !words[i] { OTHER_WORD } else { 1.0 };
        let factor = literal * word;
        ranked.push((tier, score * factor, address));
    }
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    for (hit, (_, score, address)) in window.iter_mut().zip(ranked) {
        *hit = (score, address);
    }
    Ok(())
}

/// Which of `docs`, in the order of their addresses, match.
fn matches(searcher: &Searcher, tree: &dyn Tree, docs: &[DocAddress]) -> Result<Vec<bool>> {
    let weight = tree.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut found = Vec::with_capacity(docs.len());
    for segment in docs.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let reader = searcher.segment_reader(segment[0].segment_ord);
        let mut scorer = weight.scorer(reader, 1.0)?;
        for address in segment {
            if scorer.doc() < address.doc_id {
                scorer.seek(address.doc_id);
            }
            found.push(scorer.doc() == address.doc_id);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recency_fades_and_never_turns_against_a_text() {
        let year = YEAR as i64;
        assert!((recency(10 * year, 10 * year) - 1.6).abs() < 1e-4);
        assert!((recency(10 * year, 8 * year) - 1.3).abs() < 1e-3);
        assert!(recency(i64::MAX, i64::MIN) >= 1.0);
        assert!(recency(0, year) <= 1.6);
    }
}
