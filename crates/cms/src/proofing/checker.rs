//! The engine with the word lists of the database, swapped whole when a list changes.

use crate::problem::{Outcome, Problem};
use domain::proofing::Severity;
use domain::text::{AssetRole, Format, Text};
use domain::{Day, Hash};
use proofing::{Block, Engine, Field, Options, TextDoc};
use serde::Serialize;
use std::sync::{Arc, RwLock};
use store::{Read, Store};
use utoipa::ToSchema;

/// One problem found in a text, at its place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Finding {
    /// The same for the same rule, place and context, so that an answer outlives edits elsewhere.
    pub id: String,
    #[schema(value_type = String)]
    pub severity: Severity,
    pub category: String,
    pub rule: String,
    /// Name of the check, for people.
    pub label: String,
    /// `title`, `subtitle`, `summary`, `body`, `alt`, `attachment`, `attachment_text`, `fields` or `page`.
    pub field: &'static str,
    /// Within `body`: number of the text block; of `attachment_text`: number of the file.
    pub block: usize,
    /// UTF-16 offsets within the block.
    pub start: usize,
    pub end: usize,
    pub found: String,
    pub suggestion: Option<String>,
    pub message: String,
    pub before: String,
    pub after: String,
    /// Where in an attachment: its name, and page, sheet and cell, or paragraph. Of a page file: its address.
    pub place: Option<String>,
}

impl Finding {
    /// Whether an operator's word list gives it.
    pub fn is_from_word_list(&self) -> bool {
        self.category == proofing::Category::Sensitive.name() || self.rule == "term"
    }
}

/// A checked text.
pub struct Checked {
    pub findings: Vec<Finding>,
    /// Engine and word lists it was checked with.
    pub engine: String,
}

/// Holds the engine; readers never wait for a new one to be built.
pub struct Checker {
    engine: RwLock<Arc<Engine>>,
}

const ENGINE: &str = "proofing-1";

impl Checker {
    pub fn open(store: &Store) -> Outcome<Checker> {
        let engine = store.read(build)?;
        Ok(Checker { engine: RwLock::new(Arc::new(engine)) })
    }

    pub fn engine(&self) -> Arc<Engine> {
        self.engine.read().unwrap_or_else(|e| e.into_inner()).clone()
    }

    /// Builds a new engine when a word list has changed since.
    pub fn catch_up(&self, r: &mut Read) -> Outcome<()> {
        if version_of(r)? != self.engine().version() {
            let fresh = Arc::new(build(r)?);
            *self.engine.write().unwrap_or_else(|e| e.into_inner()) = fresh;
        }
        Ok(())
    }

    /// Checks all that visitors read of a text.
    pub fn check(&self, text: &Text, today: Day) -> Checked {
        let (blocks, places) = blocks_of(text);
        let engine = self.engine();
        let doc = TextDoc::from_blocks(&blocks).with_links(&super::anchored::links_of(text, &places));
        let found = engine.check(&doc, &Options { ref_date: Some(today), ..Options::default() });
        Checked { findings: found.into_iter().map(|f| finding(f, &places)).collect(), engine: engine.version().to_owned() }
    }

    /// Checks a title and text blocks as they stand in the editor.
    pub fn check_blocks(&self, title: Option<&str>, body: &[String], today: Option<Day>) -> Vec<Finding> {
        let mut blocks = Vec::new();
        let mut places = Vec::new();
        if let Some(title) = title {
            push(&mut blocks, &mut places, Field::Title, "title", 0, title);
        }
        for (n, text) in body.iter().enumerate() {
            push(&mut blocks, &mut places, Field::Body, "body", n, text);
        }
        let found = self.engine().check(&TextDoc::from_blocks(&blocks), &Options { ref_date: today, ..Options::default() });
        found.into_iter().map(|f| finding(f, &places)).collect()
    }
}

fn version_of(r: &mut Read) -> Outcome<String> {
    let lists = store::proofing::lexicon_versions(r)?;
    Ok(lists.iter().fold(ENGINE.to_owned(), |all, (name, version)| format!("{all};{name}@{version}")))
}

fn build(r: &mut Read) -> Outcome<Engine> {
    let version = version_of(r)?;
    let mut entries = Vec::new();
    for list in store::proofing::lexicons(r)? {
        entries.extend(proofing::Lexicon::parse_csv(&list.entries).0);
    }
    Engine::new(&entries, version).map_err(Problem::internal)
}

/// Where a block of the checked document comes from.
pub(super) type PlaceOf = (&'static str, usize);

fn push(blocks: &mut Vec<Block>, places: &mut Vec<PlaceOf>, field: Field, name: &'static str, n: usize, text: &str) {
    blocks.push(Block { field, text: text.to_owned() });
    places.push((name, n));
}

fn blocks_of(text: &Text) -> (Vec<Block>, Vec<PlaceOf>) {
    let (mut blocks, mut places) = (Vec::new(), Vec::new());
    push(&mut blocks, &mut places, Field::Title, "title", 0, &text.title);
    push(&mut blocks, &mut places, Field::Title, "subtitle", 0, &text.subtitle);
    push(&mut blocks, &mut places, Field::Summary, "summary", 0, &text.summary);
    for (n, (name, value)) in text.fields.iter().enumerate() {
        push(&mut blocks, &mut places, Field::Body, "fields", n, &format!("{name}：{value}"));
    }
    for (n, asset) in text.assets.iter().enumerate() {
        let (field, name) =
            if asset.role == AssetRole::Attachment { (Field::AttachmentName, "attachment") } else { (Field::Alt, "alt") };
        push(
            &mut blocks,
            &mut places,
            field,
            name,
            n,
            if asset.role == AssetRole::Attachment { &asset.name } else { &asset.alt },
        );
    }
    let format = match text.body.format {
        Format::Doc => theme::body::Format::Doc,
        Format::Html => theme::body::Format::Html,
        Format::Markdown => theme::body::Format::Markdown,
    };
    for (n, block) in theme::body::blocks(format, &text.body.value).iter().enumerate() {
        push(&mut blocks, &mut places, Field::Body, "body", n, block);
    }
    (blocks, places)
}

pub(super) fn finding(f: proofing::Finding, places: &[PlaceOf]) -> Finding {
    let (field, block) = places.get(f.block).copied().unwrap_or(("body", f.block));
    let id = Hash::of_parts(&[f.rule.as_bytes(), field.as_bytes(), f.before.as_bytes(), f.found.as_bytes(), f.after.as_bytes()]);
    // What a word list says about a sensitive word is advice to the author, not words to put in its place.
    let is_advice = f.category == proofing::Category::Sensitive;
    let message = match &f.suggestion {
        Some(advice) if is_advice => format!("词库提醒：{advice}"),
        None if is_advice => "词库里列为不宜公开的词".to_owned(),
        _ => f.message,
    };
    Finding {
        id: id.digits().chars().take(24).collect(),
        severity: match f.severity {
            proofing::Severity::Info => Severity::Info,
            proofing::Severity::Warn => Severity::Warn,
            proofing::Severity::Block => Severity::Block,
        },
        label: label(f.category).to_owned(),
        category: f.category.name().to_owned(),
        rule: f.rule,
        field,
        block,
        start: f.start_utf16,
        end: f.end_utf16,
        found: f.found,
        suggestion: f.suggestion.filter(|_| !is_advice),
        message,
        before: f.before,
        after: f.after,
        place: None,
    }
}

pub(super) fn label(category: proofing::Category) -> &'static str {
    use proofing::Category::*;
    match category {
        Sensitive => "敏感词",
        Typo => "错别字",
        Term => "规范用语",
        Date => "日期",
        Punct => "标点",
        Privacy => "个人信息",
        Dup => "重复",
        Docno => "文号",
        Number => "数字",
        Link => "链接",
        Secret => "涉密标志",
        Element => "要素",
        Attachment => "附件",
        Residue => "粘贴残留",
    }
}
