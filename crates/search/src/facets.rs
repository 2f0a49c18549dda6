//! Counts by content type and column over all hits of a query.

use serde_json::json;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::agg_result::{AggregationResult, AggregationResults, BucketResult};
use tantivy::aggregation::{AggContextParams, AggregationCollector, Key};
use tantivy::{Result, TantivyError};
use uuid::Uuid;

use crate::Facets;

/// Most values listed for one facet.
const VALUES: usize = 200;

pub(crate) fn collector() -> Result<AggregationCollector> {
    let counts = json!({
        "content_type": { "terms": { "field": "content_type", "size": VALUES } },
        "column": { "terms": { "field": "column", "size": VALUES } },
    });
    let request: Aggregations =
        serde_json::from_value(counts).map_err(|fault| TantivyError::InvalidArgument(fault.to_string()))?;
    Ok(AggregationCollector::from_aggs(request, AggContextParams::default()))
}

pub(crate) fn read(results: &AggregationResults) -> Facets {
    let columns = counts(results, "column");
    Facets {
        content_types: counts(results, "content_type"),
        columns: columns.into_iter().filter_map(|(id, count)| Some((Uuid::parse_str(&id).ok()?, count))).collect(),
    }
}

fn counts(results: &AggregationResults, name: &str) -> Vec<(String, usize)> {
    let Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) = results.0.get(name) else {
        return Vec::new();
    };
    buckets
        .iter()
        .filter_map(|bucket| match &bucket.key {
            Key::Str(text) => Some((text.clone(), bucket.doc_count as usize)),
            _ => None,
        })
        .collect()
}
