//! The files of the demonstration: units, sites, column templates, people, stories.

use cms::sites::{Opening, TemplateColumn, apply_template, keep_template, open_site};
use cms::{App, Outcome, Problem};
use domain::sites::{Hue, Masthead, SiteIdentity};
use domain::{SiteId, UnitId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::Path;
use store::sites::Column;
use store::{Context, Tx};

#[derive(Deserialize)]
pub struct World {
    pub platform: PlatformName,
    pub units: Vec<UnitFile>,
    pub sites: Vec<SiteFile>,
    pub column_templates: Vec<TemplateFile>,
    pub people: Vec<PersonFile>,
}

#[derive(Deserialize)]
pub struct PlatformName {
    pub name: String,
}

#[derive(Deserialize)]
pub struct UnitFile {
    pub code: String,
    pub parent: Option<String>,
    pub name: String,
    pub level: String,
    pub position: i32,
}

#[derive(Deserialize)]
pub struct SiteFile {
    pub code: String,
    pub unit: String,
    pub name: String,
    pub domain: String,
    pub hue: Hue,
    pub masthead: Masthead,
    pub identification_code: String,
    pub icp: String,
    pub police: String,
    pub description: String,
    pub keywords: Vec<String>,
    pub organizer: String,
    pub undertaker: String,
    pub address: String,
    pub phone: String,
    pub parent: Option<String>,
    pub template: String,
}

#[derive(Deserialize)]
pub struct TemplateFile {
    pub code: String,
    pub name: String,
    pub columns: Vec<TemplateColumn>,
}

#[derive(Deserialize)]
pub struct PersonFile {
    pub login: String,
    pub name: String,
    pub title: String,
    pub unit: String,
    pub roles: Vec<RoleFile>,
    #[serde(default)]
    pub note: String,
}

#[derive(Deserialize)]
pub struct RoleFile {
    pub role: String,
    pub scope: String,
}

/// One line of an article file with what the import does not know.
#[derive(Deserialize)]
pub struct Story {
    pub source_id: String,
    pub site: String,
    pub column: String,
    pub state: String,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub return_reason: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub headline: bool,
    #[serde(skip)]
    pub raw: String,
}

impl Story {
    pub fn is_published(&self) -> bool {
        self.state == "published"
    }
}

fn read_json<T: DeserializeOwned>(path: &Path, text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|e| Problem::field("from", format!("{} 有误：{e}", path.display())))
}

fn read_text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|e| Problem::field("from", format!("{} 读不出来：{e}", path.display())))
}

impl World {
    pub fn read(folder: &Path) -> Outcome<World> {
        let path = folder.join("world.json");
        read_json(&path, &read_text(&path)?)
    }
}

/// All stories, file by file in order of name.
pub fn stories(folder: &Path) -> Outcome<Vec<Story>> {
    let listed = std::fs::read_dir(folder.join("articles")).map_err(Problem::internal)?;
    let mut files: Vec<_> =
        listed.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|e| e == "jsonl")).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        for line in read_text(&file)?.lines().filter(|l| !l.trim().is_empty()) {
            let story: Story = read_json(&file, line)?;
            all.push(Story { raw: line.to_owned(), ..story });
        }
    }
    Ok(all)
}

/// Opens units, templates, sites and the word list.
pub fn build(app: &App, founder: &Context, world: &World, folder: &Path) -> Outcome<()> {
    let words = folder.join("lexicon.csv");
    let csv = read_text(&words)?;
    app.write(founder, |tx| {
        store::settings::put(tx, "platform_name", &world.platform.name)?;
        let units = open_units(tx, world)?;
        for t in &world.column_templates {
            keep_template(tx, &t.code, &t.name, &t.columns)?;
        }
        let mut sites: HashMap<&str, SiteId> = HashMap::new();
        for (n, site) in world.sites.iter().enumerate() {
            let unit = units
                .get(site.unit.as_str())
                .copied()
                .ok_or_else(|| Problem::field("unit", format!("没有单位 {}", site.unit)))?;
            let parent = site.parent.as_deref().and_then(|p| sites.get(p).copied());
            let plan = plan_by_code(tx, "six")?;
            let id = open_site(tx, &opening(plan, site, unit, parent, n as i32))?;
            apply_template(tx, id, &site.template)?;
            sites.insert(&site.code, id);
        }
        cms::lexicons::import_csv(tx, "演示词库", &csv)?;
        Ok(())
    })
}

fn open_units<'w>(tx: &mut Tx, world: &'w World) -> Outcome<HashMap<&'w str, UnitId>> {
    let root = store::identity::units(tx)?.into_iter().next().map(|u| u.id);
    let mut units = HashMap::new();
    for unit in &world.units {
        let parent = unit.parent.as_deref().and_then(|p| units.get(p).copied()).or(root);
        let id = cms::identity::open_unit(tx, parent, &unit.code, &unit.name, &unit.level, unit.position)?;
        units.insert(unit.code.as_str(), id);
    }
    Ok(units)
}

fn plan_by_code(tx: &mut Tx, code: &str) -> Outcome<domain::PlanId> {
    let plan = store::sites::plans(tx)?.into_iter().find(|p| p.code == code);
    plan.map(|p| p.id).ok_or_else(Problem::not_found)
}

fn opening(plan: domain::PlanId, site: &SiteFile, unit: UnitId, parent: Option<SiteId>, position: i32) -> Opening {
    Opening {
        unit,
        parent,
        code: site.code.clone(),
        name: site.name.clone(),
        domain: site.domain.clone(),
        hue: site.hue,
        masthead: site.masthead,
        identity: SiteIdentity {
            identification_code: site.identification_code.clone(),
            icp: site.icp.clone(),
            police: site.police.clone(),
            organizer: site.organizer.clone(),
            undertaker: site.undertaker.clone(),
            address: site.address.clone(),
            phone: site.phone.clone(),
            description: site.description.clone(),
            keywords: site.keywords.join(","),
        },
        plan,
        position,
    }
}

/// The column written as `site:path`.
pub fn column_at(tx: &mut Tx, place: &str) -> Outcome<Column> {
    let missing = || Problem::field("also", format!("没有 {place}"));
    let (code, path) = place.split_once(':').ok_or_else(missing)?;
    let site = store::sites::site_by_code(tx, code)?.ok_or_else(missing)?;
    store::sites::column_by_path(tx, site.id, path)?.ok_or_else(missing)
}
