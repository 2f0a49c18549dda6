//! Attachments in the check (附件): their text read once per content and reader, outside any transaction; their
//! findings beside those of the text, each with its place; what could not be read said as a finding of its own.

use super::build::{Engines, Setting};
use super::read_out::{Noted, ReadOut, block_of};
use super::{Finding, Told};
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::Day;
use domain::identity::Actor;
use domain::proofing::Severity;
use domain::scanning::LIST_ROWS;
use domain::text::{AssetRole, AssetUse, Text};
use proofing::{Block, Category, TextDoc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use store::Read;
use store::asset_texts::{self as rows, State};

/// The reader whose texts are good; raised when it reads more or otherwise.
const READER: &str = "extract-2";
/// The field that findings of an attachment's text have.
pub const FIELD: &str = "attachment_text";
/// A list of persons as a whole.
const LIST: &str = "privacy.list";
/// Findings that one attachment gives, at most.
const MOST: usize = 200;
/// Checked attachments that are kept in mind.
const KEPT: usize = 300;

/// Attachment, what it was checked with and for which place, day of a check.
type Key = (String, String, Day);

/// Findings of attachments, so that a text can be saved often without checking its attachments each time.
#[derive(Default)]
pub struct KeptInMind(Mutex<BTreeMap<Key, Arc<Vec<Finding>>>>);

impl KeptInMind {
    fn get(&self, key: &Key) -> Option<Arc<Vec<Finding>>> {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).get(key).cloned()
    }
    fn put(&self, key: Key, found: Arc<Vec<Finding>>) {
        let mut kept = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, found);
    }
}

/// The attachments of a text with their numbers.
fn attachments(text: &Text) -> impl Iterator<Item = (usize, &AssetUse)> {
    text.assets.iter().enumerate().filter(|(_, a)| a.role == AssetRole::Attachment)
}

/// What is found in a text's attachments; one that was not read yet is told as unchecked.
pub fn findings(app: &App, r: &mut Read, engines: &Engines, text: &Text, setting: &Setting, day: Day) -> Outcome<Vec<Finding>> {
    let by = format!("{} {setting:?}", engines.stamp());
    let mut found = Vec::new();
    for (n, asset) in attachments(text) {
        let key = (asset.sha256.clone(), by.clone(), day);
        let of_asset = match app.attached.get(&key) {
            Some(kept) => kept,
            None => match rows::of(r, std::slice::from_ref(&asset.sha256), READER)?.into_iter().next() {
                Some(row) => {
                    let checked = Arc::new(check(engines, &serde_json::from_str(&row.detail)?, &asset.sha256, setting, day));
                    app.attached.put(key, checked.clone());
                    checked
                }
                None => Arc::new(vec![of_note(&Noted::unread("附件还没有读完，请稍后再看"), &asset.sha256)]),
            },
        };
        found.extend(of_asset.iter().cloned().map(|f| placed(f, n, &asset.name)));
    }
    Ok(found)
}

/// A finding of an attachment as it stands in this text: by the attachment's number and name.
fn placed(finding: Finding, n: usize, name: &str) -> Finding {
    let place = match &finding.place {
        Some(place) => format!("{name} › {place}"),
        None => name.to_owned(),
    };
    let found = if finding.found.is_empty() { name.to_owned() } else { finding.found };
    Finding { block: n, place: Some(place), found, ..finding }
}

fn check(engines: &Engines, read: &ReadOut, sha256: &str, setting: &Setting, day: Day) -> Vec<Finding> {
    let blocks: Vec<Block> = read.parts.iter().map(|p| block_of(&p.text, p.cell)).collect();
    let places: Vec<(&'static str, usize)> = (0..blocks.len()).map(|part| (FIELD, part)).collect();
    let mut found: Vec<Finding> = Vec::new();
    let mut persons: BTreeSet<(Option<(u32, u32)>, String)> = BTreeSet::new();
    for hit in engines.run(&TextDoc::from_blocks(&blocks), &places, setting, Some(day)) {
        let Some(part) = read.parts.get(hit.block) else { continue };
        let one = Finding { place: Some(part.shown_place()), ..hit };
        if is_personal(&one) {
            // A row of a table is one person; elsewhere each number is.
            persons.insert(match part.cell {
                Some(cell) => (Some((cell.table, cell.row)), String::new()),
                None => (None, one.found.clone()),
            });
        }
        found.push(one);
    }
    if persons.len() >= LIST_ROWS {
        found.retain(|f| !is_personal(f) && f.rule != LIST);
        found.push(list_of_persons(persons.len(), sha256));
    }
    found.extend(read.notes.iter().filter_map(|note| engines.graded(of_note(note, sha256))));
    shortened(found, sha256)
}

/// Someone's own number or address, not an office's.
fn is_personal(finding: &Finding) -> bool {
    finding.category == Category::Privacy.name()
        && finding.severity != Severity::Info
        && ![LIST, "privacy.email"].contains(&finding.rule.as_str())
}

fn list_of_persons(count: usize, sha256: &str) -> Finding {
    let told = Told {
        category: Category::Privacy,
        rule: LIST,
        severity: Severity::Block,
        field: FIELD,
        block: 0,
        found: "",
        message: format!("附件是含个人信息的名单：{count} 人的证件号、电话或账号，遮盖后才能公开"),
        place: None,
        about: sha256,
    };
    told.into()
}

fn of_note(note: &Noted, sha256: &str) -> Finding {
    let told = Told {
        category: Category::Attachment,
        rule: &note.rule,
        severity: note.severity,
        field: FIELD,
        block: 0,
        found: "",
        message: note.message.clone(),
        place: None,
        about: &format!("{sha256}{}", note.message),
    };
    told.into()
}

/// The gravest first where there are too many to show, and that there are more.
fn shortened(mut found: Vec<Finding>, sha256: &str) -> Vec<Finding> {
    if found.len() > MOST {
        let all = found.len();
        found.sort_by_key(|f| std::cmp::Reverse(f.severity));
        found.truncate(MOST);
        let message = format!("附件里共有 {all} 处问题，只列出最重的 {MOST} 处");
        found.push(of_note(&Noted { rule: "attachment.many".into(), severity: Severity::Warn, message }, sha256));
    }
    found
}

/// Reads the attachments of a text that were not read yet. Never inside a transaction: reading takes its time.
pub fn read_missing(app: &App, text: &Text) -> Outcome<()> {
    let wanted: Vec<String> = attachments(text).map(|(_, a)| a.sha256.clone()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let known = app.read(|r| Ok(rows::of(r, &wanted, READER)?))?;
    for sha256 in wanted.iter().filter(|w| !known.iter().any(|k| k.sha256 == **w)) {
        read_one(app, sha256)?;
    }
    Ok(())
}

/// Reads one kept file and keeps what was read; does nothing for one that is not kept here.
pub fn read_one(app: &App, sha256: &str) -> Outcome<()> {
    let Some(asset) = app.read(|r| store::assets::find(r, sha256).map_err(Problem::from))? else { return Ok(()) };
    let (state, read) = match app.assets.read(sha256) {
        Ok(bytes) => read_out(app, &asset.name, &bytes),
        Err(fault) => {
            tracing::error!(%fault, sha256, "an attachment's file can't be read");
            (State::Failed, ReadOut::failed("文件读不出来"))
        }
    };
    let detail = serde_json::to_string(&read)?;
    app.store.work(&app.context(Actor::worker()), |tx| Ok(rows::keep(tx, sha256, state, &detail, READER)?))
}

fn read_out(app: &App, name: &str, bytes: &[u8]) -> (State, ReadOut) {
    let watch = &app.setup.watch;
    let limits =
        extract::Limits { bytes: watch.attachment_bytes, time: Some(watch.attachment_time), ..extract::Limits::default() };
    let soffice = watch.soffice.clone().map(|path| extract::office::Soffice { path, timeout: watch.attachment_time });
    let document = extract::office::read(name, bytes, &limits, soffice.as_ref());
    let state = if document.is_whole() { State::Read } else { State::Unread };
    (state, ReadOut::from(document))
}
