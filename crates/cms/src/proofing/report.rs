//! From a text to the engine's blocks, and from its findings to what people read.

use crate::articles::format_of;
use domain::Hash;
use domain::lexicons::RuleGrade;
use domain::proofing::Severity;
use domain::text::{AssetRole, Text};
use proofing::{Block, Cell, Field, Item, Link, TextDoc};
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// Where in HTML or Markdown as it was sent: the Unicode characters from the first up to the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<[usize; 2]>,
}

impl Finding {
    /// Whether an operator's word list gives it.
    pub fn is_from_word_list(&self) -> bool {
        self.category == proofing::Category::Sensitive.name() || self.rule == "term"
    }
}

/// Where a block of the checked document comes from.
pub(super) type PlaceOf = (&'static str, usize);

fn push(blocks: &mut Vec<Block>, places: &mut Vec<PlaceOf>, field: Field, name: &'static str, n: usize, text: &str) {
    blocks.push(Block::new(field, text));
    places.push((name, n));
}

/// All that visitors read of a text.
pub(super) fn doc_of(text: &Text) -> (TextDoc, Vec<PlaceOf>) {
    let (mut blocks, mut places) = heads_of(text);
    let (first, body) = (blocks.len(), theme::body::outline(format_of(text), &text.body.value));
    places.extend((0..body.blocks.len()).map(|n| ("body", n)));
    blocks.extend(body.blocks.into_iter().map(of_body));
    let link = |a: theme::body::Anchor| Link { block: first + a.block, start: a.start, end: a.end, href: a.href };
    let links: Vec<Link> = body.anchors.into_iter().map(link).collect();
    (TextDoc::from_blocks(&blocks).with_markup(body.pictured).with_links(&links), places)
}

fn heads_of(text: &Text) -> (Vec<Block>, Vec<PlaceOf>) {
    let (mut blocks, mut places) = (Vec::new(), Vec::new());
    push(&mut blocks, &mut places, Field::Title, "title", 0, &text.title);
    push(&mut blocks, &mut places, Field::Title, "subtitle", 0, &text.subtitle);
    push(&mut blocks, &mut places, Field::Summary, "summary", 0, &text.summary);
    for (n, (name, value)) in text.fields.iter().enumerate() {
        push(&mut blocks, &mut places, Field::Body, "fields", n, &format!("{name}：{value}"));
    }
    for (n, asset) in text.assets.iter().enumerate() {
        let (field, name, words) = match asset.role {
            AssetRole::Attachment => (Field::AttachmentName, "attachment", &asset.name),
            _ => (Field::Alt, "alt", &asset.alt),
        };
        push(&mut blocks, &mut places, field, name, n, words);
    }
    (blocks, places)
}

fn of_body(block: theme::body::Block) -> Block {
    let cell = block.cell.map(|c| Cell { table: c.table, row: c.row, column: c.column, merged: c.merged });
    let item = block.item.map(|item| Item { list: item.list, number: item.number });
    Block { field: Field::Body, text: block.text, cell, item, heading: block.heading }
}

/// A finding with the platform's own grade for its rule; `None` where the rule is switched off.
pub(super) fn finding(f: proofing::Finding, places: &[PlaceOf], grades: &BTreeMap<String, RuleGrade>) -> Option<Finding> {
    let severity = match grades.get(&f.rule) {
        Some(grade) => grade.severity()?,
        None => severity_of(f.severity),
    };
    let (field, block) = places.get(f.block).copied().unwrap_or(("body", f.block));
    let id = Hash::of_parts(&[f.rule.as_bytes(), field.as_bytes(), f.before.as_bytes(), f.found.as_bytes(), f.after.as_bytes()]);
    // What a word list says about a sensitive word is advice to the author, not words to put in its place.
    let is_advice = f.category == proofing::Category::Sensitive;
    let message = match &f.suggestion {
        Some(advice) if is_advice => format!("词库提醒：{advice}"),
        None if is_advice => "词库里列为不宜公开的词".to_owned(),
        _ => f.message,
    };
    Some(Finding {
        id: short(&id),
        severity,
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
        source: None,
    })
}

/// Findings of something missing have no words of their own: those with the same surroundings are counted.
pub(super) fn told_apart(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for one in found.iter_mut().filter(|f| f.found.is_empty()) {
        let nth = seen.entry(format!("{}{}", one.id, one.message)).or_default();
        one.id = short(&Hash::of_parts(&[one.id.as_bytes(), one.message.as_bytes(), nth.to_string().as_bytes()]));
        *nth += 1;
    }
    found
}

fn short(hash: &Hash) -> String {
    hash.digits().chars().take(24).collect()
}

fn severity_of(severity: proofing::Severity) -> Severity {
    match severity {
        proofing::Severity::Info => Severity::Info,
        proofing::Severity::Warn => Severity::Warn,
        proofing::Severity::Block => Severity::Block,
    }
}

/// Name of a category, for people.
pub fn label(category: proofing::Category) -> &'static str {
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
