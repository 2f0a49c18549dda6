//! What became of findings: hits, waived and ignored ones, per rule and per row of a list.
//!
//! A finding counts once per document, however many versions were checked.

use crate::types::{Bind, Moment};
use crate::{Read, Result};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use domain::lexicons::Tally;
use domain::{LexiconId, Time};
use std::collections::BTreeMap;

/// Each finding of a document once, since `$1`, and whether people let it stand: by a waiver of its own, or by one
/// for its words in its column, site or everywhere.
const FOUND: &str = "(SELECT d.document_id, d.rule, d.folded, \
    CASE WHEN EXISTS (SELECT 1 FROM waiver w WHERE w.state = 'agreed' AND (w.preset IS NULL OR w.preset <> 'ignored') AND \
        ((w.document_id = d.document_id AND w.finding = d.identity) OR (w.rule = d.rule AND w.found = d.folded AND \
        (w.scope = 'platform' OR (w.scope = 'site' AND w.site_id = d.site_id) OR (w.scope = 'column' AND w.column_id = d.column_id))))) \
        THEN 1 ELSE 0 END AS waived, \
    CASE WHEN EXISTS (SELECT 1 FROM waiver w WHERE w.state = 'agreed' AND w.preset = 'ignored' AND \
        w.document_id = d.document_id AND w.finding = d.identity) THEN 1 ELSE 0 END AS ignored \
    FROM (SELECT DISTINCT v.document_id, a.site_id, a.column_id, f.identity, f.rule, f.folded FROM finding f \
        JOIN version v ON v.id = f.version_id JOIN article a ON a.document_id = v.document_id WHERE f.found_at >= $1) d) h";
const COUNTS: &str = "count(*) AS hits, count(CASE WHEN h.waived = 1 THEN 1 END) AS waived, \
    count(CASE WHEN h.ignored = 1 AND h.waived = 0 THEN 1 END) AS ignored";

#[derive(QueryableByName)]
struct ByRule {
    #[diesel(sql_type = Text)]
    rule: String,
    #[diesel(sql_type = BigInt)]
    documents: i64,
    #[diesel(sql_type = BigInt)]
    hits: i64,
    #[diesel(sql_type = BigInt)]
    waived: i64,
    #[diesel(sql_type = BigInt)]
    ignored: i64,
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleHits {
    pub rule: String,
    pub documents: i64,
    pub tally: Tally,
}

/// Per rule, since `since`.
pub fn hits_by_rule(r: &mut Read, since: Time) -> Result<Vec<RuleHits>> {
    let query = format!(
        "SELECT h.rule AS rule, count(DISTINCT h.document_id) AS documents, {COUNTS} FROM {FOUND} GROUP BY h.rule ORDER BY h.rule"
    );
    let found: Vec<ByRule> = on_engine!(&mut *r.db, c => diesel::sql_query(query).bind::<Moment, _>(since.sql()).load(c))?;
    let of = |row: ByRule| RuleHits {
        rule: row.rule,
        documents: row.documents,
        tally: Tally { hits: row.hits, waived: row.waived, ignored: row.ignored },
    };
    Ok(found.into_iter().map(of).collect())
}

#[derive(QueryableByName)]
struct ByEntry {
    #[diesel(sql_type = crate::types::Key)]
    lexicon: LexiconId,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    hits: i64,
    #[diesel(sql_type = BigInt)]
    waived: i64,
    #[diesel(sql_type = BigInt)]
    ignored: i64,
}

/// List, key and tally of every row in force whose word was found as written, since `since`.
pub fn hits_by_entry(r: &mut Read, since: Time) -> Result<Vec<(LexiconId, String, Tally)>> {
    let query = format!(
        "SELECT e.lexicon_id AS lexicon, e.key AS key, {COUNTS} FROM {FOUND} \
        JOIN lexicon_entry e ON e.key = h.folded AND e.category = h.rule AND e.removed_in IS NULL GROUP BY e.lexicon_id, e.key"
    );
    let found: Vec<ByEntry> = on_engine!(&mut *r.db, c => diesel::sql_query(query).bind::<Moment, _>(since.sql()).load(c))?;
    let of = |row: ByEntry| (row.lexicon, row.key, Tally { hits: row.hits, waived: row.waived, ignored: row.ignored });
    Ok(found.into_iter().map(of).collect())
}

/// The grade that each rule's latest finding was given.
pub fn severities_of_rules(r: &mut Read) -> Result<BTreeMap<String, String>> {
    let query = "SELECT f.rule AS rule, max(f.severity) AS severity FROM finding f JOIN \
        (SELECT rule, max(found_at) AS at FROM finding GROUP BY rule) l ON l.rule = f.rule AND l.at = f.found_at GROUP BY f.rule";
    let found: Vec<RuleSeverity> = on_engine!(&mut *r.db, c => diesel::sql_query(query).load(c))?;
    Ok(found.into_iter().map(|row| (row.rule, row.severity)).collect())
}

#[derive(QueryableByName)]
struct RuleSeverity {
    #[diesel(sql_type = Text)]
    rule: String,
    #[diesel(sql_type = Text)]
    severity: String,
}
