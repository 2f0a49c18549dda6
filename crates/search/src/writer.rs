//! Writing: replace a document's rows, commit them together with the cursor.
//!
//! A row is visible after `commit` and `Index::reload`; what was not committed is lost with the
//! process and comes again from the change table.

use std::collections::BTreeSet;
use std::thread::available_parallelism;

use tantivy::indexer::LogMergePolicy;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};
use uuid::Uuid;

use crate::analyse::{Cutter, Units};
use crate::schema::Fields;
use crate::{Doc, Error, Index, Result, docno};

/// Longest exact-title term, in bytes.
const KEY: usize = 3000;
const DELETED_BEFORE_MERGE: f32 = 0.25;

/// How much memory writing may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// One thread, 50 MB: following the change table.
    Trickle,
    /// All cores (at most 4), 300 MB: filling an empty index.
    Rebuild,
}

/// The one writer of an index; dropping it releases the directory.
pub struct Writer {
    fields: Fields,
    cutter: Cutter,
    inner: IndexWriter,
}

impl Writer {
    pub(crate) fn open(index: &Index, budget: Budget) -> Result<Writer> {
        let (threads, bytes) = match budget {
            Budget::Trickle => (1, 50_000_000),
            Budget::Rebuild => (available_parallelism().map_or(1, |n| n.get().min(4)), 300_000_000),
        };
        let inner = index.inner.writer_with_num_threads(threads, bytes).map_err(|fault| match fault {
            TantivyError::LockFailure(..) => Error::Busy(index.dir().to_owned()),
            other => Error::Engine(other),
        })?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(DELETED_BEFORE_MERGE);
        inner.set_merge_policy(Box::new(merging));
        Ok(Writer { fields: index.fields, cutter: index.cutter.clone(), inner })
    }

    /// Replaces all rows of `document` by `docs`, one for each site; an empty list removes it.
    /// If no row is marked as home, the first becomes it.
    pub fn replace(&mut self, document: Uuid, docs: &[Doc]) -> Result<()> {
        let id = Term::from_field_text(self.fields.id, &key(document));
        self.inner.delete_term(id);
        let home = docs.iter().position(|doc| doc.home).unwrap_or(0);
        for (i, doc) in docs.iter().enumerate() {
            self.inner.add_document(self.row(document, doc, i == home))?;
        }
        Ok(())
    }

    /// Makes everything since the last commit durable, together with the change it reaches to.
    pub fn commit(&mut self, cursor: u64) -> Result<()> {
        let mut commit = self.inner.prepare_commit()?;
        commit.set_payload(&cursor.to_string());
        commit.commit()?;
        Ok(())
    }

    /// Empties the index; takes effect with the next commit.
    pub fn clear(&mut self) -> Result<()> {
        self.inner.delete_all_documents()?;
        Ok(())
    }

    fn row(&self, document: Uuid, doc: &Doc, home: bool) -> TantivyDocument {
        let f = &self.fields;
        let mut row = TantivyDocument::default();
        row.add_text(f.id, key(document));
        row.add_text(f.site, key(doc.site));
        row.add_text(f.unit, key(doc.unit));
        let columns: BTreeSet<Uuid> = doc.columns.iter().copied().chain([doc.column]).collect();
        for column in columns {
            row.add_text(f.column, key(column));
        }
        row.add_text(f.content_type, &doc.content_type);
        row.add_text(f.source, &doc.source);
        row.add_text(f.url, &doc.url);
        row.add_i64(f.published_at, doc.published_at);
        row.add_u64(f.home, u64::from(home));
        for term in doc.docno.iter().flat_map(|no| docno::index_terms(no)) {
            row.add_text(f.docno, term);
        }
        row.add_text(f.title, &doc.title);
        row.add_text(f.body, &doc.body);
        self.add_cut_text(&mut row, doc);
        row
    }

    fn add_cut_text(&self, row: &mut TantivyDocument, doc: &Doc) {
        let f = &self.fields;
        let cutter = &self.cutter;
        let title = Units::of(&doc.title);
        let title_key = title.key();
        if !title_key.is_empty() && title_key.len() <= KEY {
            row.add_text(f.title_key, title_key);
        }
        row.add_pre_tokenized_text(f.title_words, words(&cutter.index_words(&title)));
        row.add_pre_tokenized_text(f.title_pairs, pairs(&title, true));
        let body = Units::of(&doc.body);
        row.add_pre_tokenized_text(f.body_words, words(&cutter.index_words(&body)));
        row.add_pre_tokenized_text(f.body_pairs, pairs(&body, false));
        let distinct: BTreeSet<&str> = (0..body.list.len()).map(|i| body.text(i)).collect();
        row.add_pre_tokenized_text(f.chars, words(&distinct.into_iter().collect::<Vec<_>>()));
    }
}

/// The term of an id.
pub(crate) fn key(id: Uuid) -> String {
    id.simple().to_string()
}

fn words(words: &[&str]) -> PreTokenizedString {
    let token = |(position, word): (usize, &&str)| token(position, (*word).to_owned());
    PreTokenizedString { text: String::new(), tokens: words.iter().enumerate().map(token).collect() }
}

fn pairs(units: &Units, with_singles: bool) -> PreTokenizedString {
    let mut tokens = Vec::with_capacity(units.list.len() * (1 + usize::from(with_singles)));
    for (i, unit) in units.list.iter().enumerate() {
        if with_singles {
            tokens.push(token(unit.position, units.text(i).to_owned()));
        }
        if let Some(pair) = units.pair(i) {
            tokens.push(token(unit.position, pair));
        }
    }
    PreTokenizedString { text: String::new(), tokens }
}

fn token(position: usize, text: String) -> Token {
    Token { position, text, ..Token::default() }
}
