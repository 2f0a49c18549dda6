//! From the lists of the database to engines: one for the platform, one more for each site with lists of its own.
//!
//! Immutable once built; a change of any list makes a new set, told apart by its stamp.

use super::report::{Finding, PlaceOf, blocks_of, finding, push};
use super::rows;
use crate::problem::{Outcome, Problem};
use domain::lexicons::{Kind, Row, RuleGrade};
use domain::text::Text;
use domain::{Day, SiteId};
use proofing::{Block, Engine, Entry, Field, Options, TextDoc};
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
fn options(_setting: &Setting, day: Option<Day>) -> Options {
    Options { ref_date: day }
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
        let (blocks, places) = blocks_of(text);
        Checked {
            findings: self.run(&blocks, &places, setting, Some(today)),
            engine: self.engine(setting.site).version().to_owned(),
        }
    }

    /// Checks a title and text blocks as they stand in the editor.
    pub fn check_blocks(&self, title: Option<&str>, body: &[String], setting: &Setting, today: Option<Day>) -> Vec<Finding> {
        let (mut blocks, mut places) = (Vec::new(), Vec::new());
        if let Some(title) = title {
            push(&mut blocks, &mut places, Field::Title, "title", 0, title);
        }
        for (n, text) in body.iter().enumerate() {
            push(&mut blocks, &mut places, Field::Body, "body", n, text);
        }
        self.run(&blocks, &places, setting, today)
    }

    fn run(&self, blocks: &[Block], places: &[PlaceOf], setting: &Setting, day: Option<Day>) -> Vec<Finding> {
        let found = self.engine(setting.site).check(&TextDoc::from_blocks(blocks), &options(setting, day));
        found.into_iter().filter_map(|f| finding(f, places, &self.grades)).collect()
    }
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
    words: BTreeMap<Option<SiteId>, Vec<Entry>>,
    grades: BTreeMap<String, RuleGrade>,
}

fn gather(r: &mut Read) -> Outcome<Gathered> {
    let mut all = Gathered::default();
    for list in store::lexicons::all(r)? {
        let rows = store::lexicons::rows(r, list.id)?;
        match list.kind()? {
            Kind::Words => all.words.entry(list.site_id).or_default().extend(rows::entries(rows.values())),
            Kind::Rules => all.grades.extend(rows.values().filter_map(grade)),
            // The engine takes no persons yet: rows of this kind belong into what it is built from, here.
            Kind::Persons => {}
        }
    }
    Ok(all)
}

fn grade(row: &Row) -> Option<(String, RuleGrade)> {
    Some((row.get("rule")?.clone(), RuleGrade::parse(row.get("severity")?)?))
}

pub(super) fn build(r: &mut Read) -> Outcome<Engines> {
    let lists = store::lexicons::versions(r)?;
    let Gathered { mut words, grades } = gather(r)?;
    let everywhere = words.remove(&None).unwrap_or_default();
    let mut sites = BTreeMap::new();
    for (site, own) in words.into_iter().filter_map(|(site, own)| Some((site?, own))) {
        let version = named(&lists, |s| s.is_none() || s == Some(site));
        sites.insert(site, over(&everywhere, own, version)?);
    }
    Ok(Engines {
        stamp: named(&lists, |_| true),
        age: lists.iter().map(|(_, version, _)| i64::from(*version) + 1).sum(),
        platform: engine(&everywhere, named(&lists, |s| s.is_none()))?,
        sites,
        grades,
    })
}

fn engine(entries: &[Entry], version: String) -> Outcome<Engine> {
    Engine::new(entries, version).map_err(Problem::internal)
}

/// Rules over those of the platform. A whole engine: once the engine can be extended, this is the place to share
/// the platform's automata instead.
fn over(everywhere: &[Entry], own: Vec<Entry>, version: String) -> Outcome<Engine> {
    let mut all = own;
    all.extend_from_slice(everywhere);
    engine(&all, version)
}

/// What is in force at a site, with rows that are not saved yet; for trying them out.
pub fn trial(r: &mut Read, site: Option<SiteId>, kind: Kind, more: &[Row]) -> Outcome<Engines> {
    let Gathered { words, mut grades } = gather(r)?;
    let mut own = if kind == Kind::Words { rows::entries(more.iter()) } else { Vec::new() };
    if kind == Kind::Rules {
        grades.extend(more.iter().filter_map(grade));
    }
    let in_force = words.into_iter().filter(|(s, _)| s.is_none() || *s == site);
    own.extend(in_force.flat_map(|(_, entries)| entries));
    let platform = engine(&own, "trial".into())?;
    Ok(Engines { stamp: "trial".into(), age: 0, platform, sites: BTreeMap::new(), grades })
}

/// Only these rows, over nothing; for telling what they would find.
pub fn alone(more: &[Row]) -> Outcome<Engines> {
    let platform = engine(&rows::entries(more.iter()), "alone".into())?;
    Ok(Engines { stamp: "alone".into(), age: 0, platform, sites: BTreeMap::new(), grades: BTreeMap::new() })
}
