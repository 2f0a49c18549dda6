//! From the lists of the database to engines: one for the platform, one more for each site with lists of its own.
//!
//! Immutable once built; a change of any list makes a new set, told apart by its stamp.

use super::report::{Finding, PlaceOf, doc_of, finding, told_apart};
use super::rows;
use crate::problem::{Outcome, Problem};
use domain::lexicons::{Kind, Row, RuleGrade};
use domain::text::Text;
use domain::{Day, SiteId};
use proofing::{Block, Engine, Field, Options, Rules, TextDoc};
use std::collections::BTreeMap;
use store::Read;
use store::articles::Article;

const ENGINE: &str = "proofing-1";

/// Where a text stands, as far as rules ask.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    pub site: Option<SiteId>,
    /// Path of the column.
    pub column: Option<String>,
    pub content_type: Option<String>,
}

impl Setting {
    pub fn of(r: &mut Read, article: &Article) -> Outcome<Setting> {
        let column = store::sites::column(r, article.column_id)?.map(|c| c.path);
        Ok(Setting { site: Some(article.site_id), column, content_type: Some(article.content_type.clone()) })
    }
}

/// What an engine is told about a text: the one place where a setting becomes the engine's options.
fn options(setting: &Setting, day: Option<Day>) -> Options<'_> {
    Options { ref_date: day, column: setting.column.as_deref(), content_type: setting.content_type.as_deref() }
}

/// A checked text.
pub struct Checked {
    pub findings: Vec<Finding>,
    /// Engine and word lists it was checked with.
    pub engine: String,
}

/// The engines of one state of all lists.
pub struct Engines {
    /// Names every list with its version.
    stamp: String,
    /// Grows with every change of a list.
    age: i64,
    platform: Engine,
    sites: BTreeMap<SiteId, Engine>,
    grades: BTreeMap<String, RuleGrade>,
}

impl Engines {
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    pub(super) fn age(&self) -> i64 {
        self.age
    }

    fn engine(&self, site: Option<SiteId>) -> &Engine {
        site.and_then(|site| self.sites.get(&site)).unwrap_or(&self.platform)
    }

    /// Checks all that visitors read of a text.
    pub fn check(&self, text: &Text, setting: &Setting, today: Day) -> Checked {
        let (doc, places) = doc_of(text);
        Checked {
            findings: self.run(&doc, &places, setting, Some(today)),
            engine: self.engine(setting.site).version().to_owned(),
        }
    }

    /// Checks plain lines below what stands over them: tables and pictures may stand where they come from.
    pub fn check_lines<'a>(
        &self,
        heads: &[Head],
        lines: impl Iterator<Item = &'a str>,
        setting: &Setting,
        today: Day,
    ) -> Vec<Finding> {
        let blocks: Vec<Block> = heads.iter().map(Head::block).chain(lines.map(|line| Block::new(Field::Body, line))).collect();
        let places = places(heads, blocks.len() - heads.len());
        self.run(&TextDoc::from_blocks(&blocks), &places, setting, Some(today))
    }

    /// Checks HTML or Markdown as another system has it, before anything is taken out of it.
    pub fn check_source(&self, heads: &[Head], body: TextDoc, setting: &Setting, today: Day) -> Vec<Finding> {
        let places = places(heads, body.len());
        let doc = body.below(&heads.iter().map(Head::block).collect::<Vec<_>>());
        let found = self.engine(setting.site).check(&doc, &options(setting, Some(today)));
        let shown = |f: proofing::Finding| {
            let source = [f.char_start, f.char_end];
            let one = finding(f, &places, &self.grades)?;
            let source = (one.field == "body").then_some(source);
            Some(Finding { source, ..one })
        };
        told_apart(found.into_iter().filter_map(shown).collect())
    }

    /// A finding made elsewhere, with the platform's own grade for its rule; `None` where the rule is switched off.
    pub(super) fn graded(&self, finding: Finding) -> Option<Finding> {
        match self.grades.get(&finding.rule) {
            Some(grade) => Some(Finding { severity: grade.severity()?, ..finding }),
            None => Some(finding),
        }
    }

    /// Checks a document whose blocks stand in these places.
    pub(super) fn run(&self, doc: &TextDoc, places: &[PlaceOf], setting: &Setting, day: Option<Day>) -> Vec<Finding> {
        let found = self.engine(setting.site).check(doc, &options(setting, day));
        told_apart(found.into_iter().filter_map(|f| finding(f, places, &self.grades)).collect())
    }
}

/// What stands above a body that was sent without an article.
pub enum Head {
    Title(String),
    /// Name of an attached file.
    Attachment(String),
}

impl Head {
    fn block(&self) -> Block {
        match self {
            Head::Title(title) => Block::new(Field::Title, title),
            Head::Attachment(name) => Block::new(Field::AttachmentName, name),
        }
    }
}

/// The places of these heads, attachments by their number, and of the body's blocks below.
fn places(heads: &[Head], body: usize) -> Vec<PlaceOf> {
    let mut files = 0..;
    let of_head = heads.iter().map(|head| match head {
        Head::Title(_) => ("title", 0),
        Head::Attachment(_) => ("attachment", files.next().unwrap_or_default()),
    });
    of_head.chain((0..body).map(|n| ("body", n))).collect()
}

/// The lists as they are now, in words: differs whenever one does. With a site, only what is in force there.
type Lists = Vec<(String, i32, Option<SiteId>)>;

fn named(lists: &Lists, holds: impl Fn(Option<SiteId>) -> bool) -> String {
    let here = lists.iter().filter(|(_, _, site)| holds(*site));
    here.fold(ENGINE.to_owned(), |all, (code, version, _)| format!("{all};{code}@{version}"))
}

pub(super) fn stamp_of(r: &mut Read) -> Outcome<String> {
    Ok(named(&store::lexicons::versions(r)?, |_| true))
}

/// Rows by the site they are in force at; `None` everywhere.
#[derive(Default)]
struct Gathered {
    rules: BTreeMap<Option<SiteId>, Rules>,
    grades: BTreeMap<String, RuleGrade>,
}

fn gather(r: &mut Read) -> Outcome<Gathered> {
    let mut all = Gathered::default();
    for list in store::lexicons::all(r)? {
        let rows = store::lexicons::rows(r, list.id)?;
        match list.kind()? {
            Kind::Rules => all.grades.extend(rows.values().filter_map(grade)),
            kind => add(all.rules.entry(list.site_id).or_default(), kind, rows.values()),
        }
    }
    Ok(all)
}

/// Adds the rows of a list of words or persons.
fn add<'a>(rules: &mut Rules, kind: Kind, rows: impl Iterator<Item = &'a Row>) {
    match kind {
        Kind::Words => rules.entries.extend(rows::entries(rows)),
        Kind::Persons => rules.persons.extend(rows::persons(rows)),
        Kind::Rules => {}
    }
}

fn grade(row: &Row) -> Option<(String, RuleGrade)> {
    Some((row.get("rule")?.clone(), RuleGrade::parse(row.get("severity")?)?))
}

pub(super) fn build(r: &mut Read) -> Outcome<Engines> {
    let lists = store::lexicons::versions(r)?;
    let Gathered { mut rules, grades } = gather(r)?;
    let platform = engine(&rules.remove(&None).unwrap_or_default(), named(&lists, |s| s.is_none()))?;
    let mut sites = BTreeMap::new();
    for (site, own) in rules.into_iter().filter_map(|(site, own)| Some((site?, own))) {
        let version = named(&lists, |s| s.is_none() || s == Some(site));
        sites.insert(site, platform.extended(&own, version).map_err(Problem::internal)?);
    }
    Ok(Engines {
        stamp: named(&lists, |_| true),
        age: lists.iter().map(|(_, version, _)| i64::from(*version) + 1).sum(),
        platform,
        sites,
        grades,
    })
}

fn engine(rules: &Rules, version: String) -> Outcome<Engine> {
    Engine::build(rules, version).map_err(Problem::internal)
}

/// What is in force at a site, with rows that are not saved yet; for trying them out.
pub fn trial(r: &mut Read, site: Option<SiteId>, kind: Kind, more: &[Row]) -> Outcome<Engines> {
    let Gathered { rules, mut grades } = gather(r)?;
    let mut all = Rules::default();
    add(&mut all, kind, more.iter());
    if kind == Kind::Rules {
        grades.extend(more.iter().filter_map(grade));
    }
    for (_, here) in rules.into_iter().filter(|(s, _)| s.is_none() || *s == site) {
        all.entries.extend(here.entries);
        all.persons.extend(here.persons);
    }
    let platform = engine(&all, "trial".into())?;
    Ok(Engines { stamp: "trial".into(), age: 0, platform, sites: BTreeMap::new(), grades })
}

/// Only these words, over nothing; for telling what they would find.
pub fn alone(words: &[Row]) -> Outcome<Engines> {
    let rules = Rules { entries: rows::entries(words.iter()), ..Rules::default() };
    let platform = engine(&rules, "alone".into())?;
    Ok(Engines { stamp: "alone".into(), age: 0, platform, sites: BTreeMap::new(), grades: BTreeMap::new() })
}
