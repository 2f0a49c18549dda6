//! The fields of the index and the fingerprint that names its directory.

use sha2::{Digest, Sha256};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

/// Raise it whenever fields, folding, cutting or what is written into a field changes.
const VERSION: &str = "1 jieba-rs 0.11.0";

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub id: Field,
    pub site: Field,
    /// Column, ancestors and further columns.
    pub column: Field,
    pub unit: Field,
    pub content_type: Field,
    pub source: Field,
    pub published_at: Field,
    pub home: Field,
    pub url: Field,
    /// Document number, normalised, with and without its prefix.
    pub docno: Field,
    /// `Units::key` of the title.
    pub title_key: Field,
    pub title_words: Field,
    pub body_words: Field,
    /// Units and pairs of units with positions.
    pub title_pairs: Field,
    /// Pairs of units with positions.
    pub body_pairs: Field,
    /// Distinct units of the body.
    pub chars: Field,
    /// Original title and body, for what is shown.
    pub title: Field,
    pub body: Field,
}

/// Terms come cut (`PreTokenizedString`), so the tokenizer's name is a formality.
fn cut(option: IndexRecordOption, norms: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option).set_fieldnorms(norms);
    TextOptions::default().set_indexing_options(indexing)
}

pub(crate) fn build() -> (Schema, Fields) {
    let words = || cut(IndexRecordOption::WithFreqs, true);
    let pairs = || cut(IndexRecordOption::WithFreqsAndPositions, true);
    let facet = || cut(IndexRecordOption::Basic, false).set_fast("raw");
    let stored = || TextOptions::default().set_stored();
    let mut b = Schema::builder();
    let fields = Fields {
        id: b.add_text_field("id", STRING | STORED),
        site: b.add_text_field("site", STRING | STORED),
        column: b.add_text_field("column", facet()),
        unit: b.add_text_field("unit", STRING),
        content_type: b.add_text_field("content_type", facet().set_stored()),
        source: b.add_text_field("source", stored()),
        published_at: b.add_i64_field("published_at", INDEXED | FAST | STORED),
        home: b.add_u64_field("home", INDEXED),
        url: b.add_text_field("url", stored()),
        docno: b.add_text_field("docno", STRING),
        title_key: b.add_text_field("title_key", STRING),
        title_words: b.add_text_field("title_words", words()),
        body_words: b.add_text_field("body_words", words()),
        title_pairs: b.add_text_field("title_pairs", pairs()),
        body_pairs: b.add_text_field("body_pairs", pairs()),
        chars: b.add_text_field("chars", cut(IndexRecordOption::Basic, false)),
        title: b.add_text_field("title", stored()),
        body: b.add_text_field("body", stored()),
    };
    (b.build(), fields)
}

/// Name of the directory for this schema, cutter and own words: 16 hex digits.
pub(crate) fn fingerprint(words: &[String]) -> String {
    let mut hash = Sha256::new();
    hash.update(VERSION);
    hash.update(include_str!("../data/traditional_simplified.txt"));
    for word in words {
        hash.update([0]);
        hash.update(word);
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
