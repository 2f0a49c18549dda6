//! A migration batch: one JSON object a line, idempotent by (site, source id), bounded memory.

use super::begin::{begin, first_draft};
use super::line::{Line, id_text};
use super::places::Places;
use crate::App;
use crate::articles::overwrite_draft;
use crate::identity::require_of_viewer;
use crate::problem::{Outcome, Problem};
use crate::proofing::{Answers, Setting, open_findings};
use crate::publishing::{Publishing, bring_up};
use domain::approval::Clearance;
use domain::event::Event;
use domain::identity::{Permission, Place};
use domain::proofing::Severity;
use domain::text::{AssetUse, Text};
use domain::{DocumentId, Hash, Time};
use serde::Serialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use store::publishing as rows;
use store::{Context, Tx};

/// How a batch comes in.
#[derive(Clone, Debug)]
pub struct Options {
    /// Make unknown sites and columns.
    pub create: bool,
    /// As published, else as drafts.
    pub published: bool,
    pub reason: String,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub lines: usize,
    pub published: usize,
    pub drafts: usize,
    /// Came in as drafts because the machine check blocks them.
    pub blocked: usize,
    /// Known texts with new content: a new draft.
    pub changed: usize,
    pub skipped: usize,
    pub rejected: usize,
    pub unknown_keys: usize,
}

/// Lines per transaction.
const BATCH: usize = 100;
const SYSTEM: &str = "import";

/// Takes a file in. Bad lines go into `<file>.rejects.jsonl` with number and reason; the rest goes in.
pub fn import_articles(
    app: &App,
    context: &Context,
    file: &Path,
    options: &Options,
    progress: &mut dyn FnMut(usize),
) -> Outcome<Report> {
    let needed = if options.published { Permission::Migrate } else { Permission::Write };
    require_of_viewer(&context.actor, needed, Place::Anywhere, context.now)?;
    if options.reason.trim().is_empty() {
        return Err(Problem::field("reason", "请写明导入原因"));
    }
    let open = File::open(file).map_err(|e| Problem::field("file", format!("文件打不开：{e}")))?;
    let mut rejects = Rejects::new(file);
    let mut report = Report::default();
    let mut batch: Vec<(usize, String)> = Vec::new();
    let mut places = Places::default();
    app.read(|r| app.proofing.catch_up(r))?;
    for (n, line) in BufReader::new(open).split(b'\n').enumerate() {
        let bytes = line.map_err(|e| Problem::field("file", format!("文件读不下去：{e}")))?;
        let line = String::from_utf8_lossy(&bytes);
        if !line.trim().is_empty() {
            batch.push((n + 1, line.trim().trim_start_matches('\u{feff}').to_owned()));
        }
        if batch.len() == BATCH {
            take_batch(app, context, file, options, &mut batch, &mut places, &mut report, &mut rejects)?;
            progress(report.lines);
        }
    }
    take_batch(app, context, file, options, &mut batch, &mut places, &mut report, &mut rejects)?;
    rejects.close()?;
    Ok(report)
}

#[allow(clippy::too_many_arguments)]
fn take_batch(
    app: &App,
    context: &Context,
    file: &Path,
    options: &Options,
    batch: &mut Vec<(usize, String)>,
    places: &mut Places,
    report: &mut Report,
    rejects: &mut Rejects,
) -> Outcome<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut counted = report.clone();
    let mut bad: Vec<(usize, String, String)> = Vec::new();
    let prepared: Vec<(usize, &str, Outcome<Prepared>)> =
        batch.iter().map(|(n, raw)| (*n, raw.as_str(), prepare(app, context, folder, raw, options))).collect();
    app.write(context, |tx| {
        counted = report.clone();
        bad.clear();
        let mut site = None;
        for (n, raw, line) in &prepared {
            counted.lines += 1;
            let done = match line {
                Ok(line) => tx.attempt(|tx| take_line(tx, line, places, options)),
                Err(problem) => Err(problem.clone()),
            };
            match done {
                Ok(taken) => {
                    site = Some(taken.site);
                    counted.unknown_keys += line.as_ref().map_or(0, |l| l.line.unknown.len());
                    taken.outcome.count(&mut counted);
                }
                Err(problem) if problem.is_fault() => return Err(problem),
                Err(problem) => {
                    // What the failed line made was rolled back with it.
                    places.forget();
                    counted.rejected += 1;
                    bad.push((*n, (*raw).to_owned(), problem.detail));
                }
            }
        }
        match site {
            Some(site) => tx.record(Event::ArticlesImported {
                site,
                file: name.clone(),
                published: counted.published - report.published,
                drafts: counted.drafts - report.drafts,
                skipped: counted.skipped - report.skipped,
                rejected: counted.rejected - report.rejected,
                reason: options.reason.clone(),
            })?,
            None => tx.record(Event::Refused { code: "import.rejected".into(), document: None })?,
        }
        Ok(())
    })?;
    *report = counted;
    for (n, raw, reason) in bad {
        rejects.add(n, &raw, &reason)?;
    }
    batch.clear();
    Ok(())
}

/// A line that was read and checked, before the database is asked.
pub struct Prepared {
    line: Line,
    text: Text,
    published_at: Option<Time>,
    /// What the machine check blocks: the text comes in as a draft.
    blocked: bool,
}

fn prepare(app: &App, context: &Context, folder: &Path, raw: &str, options: &Options) -> Outcome<Prepared> {
    let line = Line::parse(raw)?;
    let published_at = line.published_at()?;
    if options.published && published_at.is_some_and(|t| t > context.now) {
        return Err(Problem::field("published_at", "发布时间在将来"));
    }
    let files = keep_files(app, context, folder, &line)?;
    let text = line.text(line.content_type.as_deref().unwrap_or("news"), files)?;
    let day = published_at.unwrap_or(context.now).day();
    let setting = Setting { content_type: Some(text.content_type.clone()), ..Setting::default() };
    let found = app.proofing.check(&text, &setting, day).findings;
    let blocked = options.published && !open_findings(&found, &Answers::none(context.now), Severity::Block).is_empty();
    Ok(Prepared { line, text, published_at, blocked })
}

fn keep_files(app: &App, context: &Context, folder: &Path, line: &Line) -> Outcome<Vec<AssetUse>> {
    let mut kept = Vec::new();
    for (file, role) in line.files() {
        let Some(path) = &file.path else { continue };
        if path.starts_with('/') || path.split('/').any(|part| part == "..") {
            return Err(Problem::field("attachments", format!("附件路径要在导入文件的目录之内：{path}")));
        }
        let bytes =
            std::fs::read(folder.join(path)).map_err(|e| Problem::field("attachments", format!("附件 {path} 读不出来：{e}")))?;
        let own = path.rsplit('/').next().unwrap_or(path);
        let asset = crate::assets::keep(app, context, own, &bytes)?;
        let ending = own.rsplit_once('.').map(|(_, e)| format!(".{e}")).unwrap_or_default();
        let name = if file.name.is_empty() {
            own.to_owned()
        } else if file.name.ends_with(&ending) {
            file.name.clone()
        } else {
            format!("{}{ending}", file.name)
        };
        kept.push(AssetUse { sha256: asset.sha256, name, alt: file.alt.clone(), role });
    }
    Ok(kept)
}

/// What became of one line.
enum LineOutcome {
    Published,
    Draft,
    Blocked,
    Changed,
    Skipped,
}

impl LineOutcome {
    fn count(&self, report: &mut Report) {
        match self {
            LineOutcome::Published => report.published += 1,
            LineOutcome::Draft => report.drafts += 1,
            LineOutcome::Blocked => {
                report.drafts += 1;
                report.blocked += 1;
            }
            LineOutcome::Changed => report.changed += 1,
            LineOutcome::Skipped => report.skipped += 1,
        }
    }
}

struct Taken {
    site: domain::SiteId,
    outcome: LineOutcome,
}

fn take_line(tx: &mut Tx, prepared: &Prepared, places: &mut Places, options: &Options) -> Outcome<Taken> {
    let line = &prepared.line;
    let (site, column) =
        places.find(tx, &line.site, line.column.trim_matches('/'), line.column_name.as_deref(), options.create)?;
    let mut text = prepared.text.clone();
    if line.content_type.is_none() {
        text.content_type = column.content_type.clone();
    }
    let hash = text.hash();
    let known = store::imports::find(tx, SYSTEM, &site.code, &line.key())?;
    if let Some((document, seen)) = known {
        if seen == hash.as_str() {
            return Ok(Taken { site: site.id, outcome: LineOutcome::Skipped });
        }
        overwrite_draft(tx, document, &text)?;
        store::imports::put(tx, SYSTEM, &site.code, &line.key(), document, hash.as_str())?;
        return Ok(Taken { site: site.id, outcome: LineOutcome::Changed });
    }
    let permission = if options.published { Permission::Migrate } else { Permission::Write };
    let document = begin(tx, &site, &column, &text, permission)?;
    store::imports::put(tx, SYSTEM, &site.code, &line.key(), document, hash.as_str())?;
    relate(tx, &site.code, document, line)?;
    if !options.published || prepared.blocked {
        first_draft(tx, &site, document, &text)?;
        let outcome = if prepared.blocked { LineOutcome::Blocked } else { LineOutcome::Draft };
        return Ok(Taken { site: site.id, outcome });
    }
    publish(tx, document, &text, &hash, prepared.published_at, line)?;
    Ok(Taken { site: site.id, outcome: LineOutcome::Published })
}

fn publish(tx: &mut Tx, document: DocumentId, text: &Text, hash: &Hash, at: Option<Time>, line: &Line) -> Outcome<()> {
    let version = store::articles::keep_version(tx, document, &text.canonical(), hash, "import")?;
    let held = tx.actor().permissions(tx.now());
    let clearance = Clearance::migration(hash.clone(), &held, false).map_err(|_| Problem::new("forbidden"))?;
    let article = store::articles::article(tx, document)?.ok_or_else(Problem::not_found)?;
    let published_at = at.unwrap_or(tx.now());
    bring_up(tx, &Publishing { article: &article, version: &version, clearance: &clearance, published_at, bulk: true })?;
    match &line.source_url {
        Some(url) => old_address(tx, &article, document, url),
        None => Ok(()),
    }
}

/// An old address on one of the site's own hosts leads to the new page from now on.
fn old_address(tx: &mut Tx, article: &store::articles::Article, document: DocumentId, url: &str) -> Outcome<()> {
    let Some((host, path)) = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')) else { return Ok(()) };
    let host = host.split(':').next().unwrap_or(host).to_lowercase();
    let ours = store::sites::hosts(tx)?.into_iter().any(|(h, site)| h == host && site == article.site_id);
    let path = format!("/{}", path.split(['?', '#']).next().unwrap_or(path));
    if !ours || path == "/" || rows::address(tx, article.site_id, &path)?.is_some() {
        return Ok(());
    }
    let Some(own) = rows::address_of(tx, document, article.site_id)? else { return Ok(()) };
    let redirect = rows::Address {
        site_id: article.site_id,
        path,
        kind: "redirect".into(),
        document_id: None,
        target: Some(domain::publishing::link(&own.path).to_owned()),
        number: None,
    };
    Ok(rows::put_address(tx, &redirect)?)
}

/// Relations to texts that came in before; one that comes later names this one itself.
fn relate(tx: &mut Tx, site: &str, document: DocumentId, line: &Line) -> Outcome<()> {
    let mut to = Vec::new();
    for relation in &line.relations {
        let Some(id) = id_text(&relation.source_id) else { continue };
        if !crate::articles::RELATION_KINDS.contains(&relation.kind.as_str()) {
            return Err(Problem::field("relations", format!("没有 {} 这种关联", relation.kind)));
        }
        if let Some((other, _)) = store::imports::find(tx, SYSTEM, site, &id)? {
            to.push((relation.kind.clone(), other));
        }
    }
    if to.is_empty() { Ok(()) } else { Ok(store::articles::put_relations(tx, document, &to)?) }
}

/// Takes one line in within a transaction of the caller's; for the demonstration world.
pub fn take_in(app: &App, context: &Context, folder: &Path, raw: &str, options: &Options) -> Outcome<Option<DocumentId>> {
    let prepared = prepare(app, context, folder, raw, options)?;
    app.write(context, |tx| {
        let taken = take_line(tx, &prepared, &mut Places::default(), options)?;
        if tx.events().is_empty() {
            tx.record(Event::ArticlesImported {
                site: taken.site,
                file: String::new(),
                published: 0,
                drafts: 0,
                skipped: 1,
                rejected: 0,
                reason: options.reason.clone(),
            })?;
        }
        let found = store::imports::find(tx, SYSTEM, &prepared.line.site, &prepared.line.key())?;
        Ok(found.map(|(document, _)| document))
    })
}

/// The lines that did not go in.
struct Rejects {
    path: std::path::PathBuf,
    file: Option<File>,
}

impl Rejects {
    fn new(file: &Path) -> Rejects {
        let mut name = file.as_os_str().to_owned();
        name.push(".rejects.jsonl");
        Rejects { path: name.into(), file: None }
    }

    fn add(&mut self, line: usize, raw: &str, reason: &str) -> Outcome<()> {
        if self.file.is_none() {
            self.file = Some(File::create(&self.path).map_err(Problem::internal)?);
        }
        let entry = serde_json::json!({ "line": line, "reason": reason, "text": raw });
        match &mut self.file {
            Some(file) => writeln!(file, "{entry}").map_err(Problem::internal),
            None => Ok(()),
        }
    }

    fn close(self) -> Outcome<()> {
        self.file.map_or(Ok(()), |file| file.sync_all().map_err(Problem::internal))
    }
}
