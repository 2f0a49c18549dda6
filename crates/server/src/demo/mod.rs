//! The demonstration world (云溪市): data from a folder, brought in by the product's own use cases.

mod generate;
mod people;
mod rounds;
mod world;

use crate::commands::{Place, Progress};
use clap::Args;
use cms::import::{Options, import_articles, take_in};
use cms::{App, Outcome, Problem};
use domain::{DocumentId, Time};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Context;
use store::placements::{Provenance, State};
use world::{Story, World};

/// Password of every account of the demonstration.
pub const PASSWORD: &str = "Yunxi#2026";

#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    place: Place,
    /// 演示内容所在目录
    #[arg(long, default_value = "deploy/demo")]
    from: PathBuf,
    /// 另外生成多少篇稿件
    #[arg(long, default_value_t = 0)]
    articles: usize,
}

impl Demo {
    pub fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        if !app.read(|r| Ok(store::sites::all(r)?))?.is_empty() {
            return Err(Problem::new("conflict").saying("平台里已有站点，演示内容只装入空平台"));
        }
        let founder = self.place.context(&app)?;
        let world = World::read(&self.from)?;
        let mut progress = Progress::new("已装入");
        world::build(&app, &founder, &world, &self.from)?;
        let stories = world::stories(&self.from)?;
        let known = bring_published(&app, &founder, &self.from, &stories, &mut progress)?;
        place_elsewhere(&app, &founder, &stories, &known)?;
        if self.articles > 0 {
            generate(&app, &founder, self.articles, &mut progress)?;
        }
        people::open(&app, &founder, &world)?;
        rounds::play(&app, &self.from, &stories)?;
        drop(progress);
        finish(&app, &world)
    }
}

/// Draws everything and says where it is.
fn finish(app: &App, world: &World) -> Outcome<ExitCode> {
    let mut progress = Progress::new("已生成页面");
    while cms::worker::work_kind(app, "demo", "publish")? {}
    cms::publishing::draw_all(app, &mut |n| progress.at(n))?;
    cms::worker::drain(app, "demo")?;
    drop(progress);
    println!("演示平台已装好：{} 个站点，{} 位用户，密码都是 {PASSWORD}", world.sites.len(), world.people.len());
    for person in world.people.iter().filter(|p| !p.note.is_empty()).take(12) {
        println!("  {:<14}{} {}", person.login, person.name, person.note);
    }
    Ok(ExitCode::SUCCESS)
}

fn bring_published(
    app: &App,
    founder: &Context,
    folder: &Path,
    stories: &[Story],
    progress: &mut Progress,
) -> Outcome<HashMap<String, DocumentId>> {
    let options = Options { create: false, published: true, reason: "演示内容".into() };
    let mut known = HashMap::new();
    // What others refer to comes first, whatever the order in the files.
    let (plain, related): (Vec<_>, Vec<_>) =
        stories.iter().filter(|s| s.is_published()).partition(|s| !s.raw.contains("\"relations\""));
    for (n, story) in plain.iter().chain(&related).enumerate() {
        let taken = take_in(app, &at_now(app, founder), folder, &story.raw, &options)
            .map_err(|p| p.clone().saying(format!("{}：{}", story.source_id, crate::commands::one_line(&p))))?;
        if let Some(document) = taken {
            known.insert(story.source_id.clone(), document);
        }
        progress.at(n);
    }
    Ok(known)
}

fn at_now(app: &App, context: &Context) -> Context {
    Context { now: app.now(), ..context.clone() }
}

/// Placements on other sites, pins and headlines, as if their receivers had accepted them.
fn place_elsewhere(app: &App, founder: &Context, stories: &[Story], known: &HashMap<String, DocumentId>) -> Outcome<()> {
    for story in stories.iter().filter(|s| s.is_published()) {
        let Some(document) = known.get(&story.source_id).copied() else { continue };
        app.write(&at_now(app, founder), |tx| {
            let article = store::articles::article(tx, document)?.ok_or_else(Problem::not_found)?;
            for place in &story.also {
                let column = world::column_at(tx, place)?;
                let placement =
                    store::placements::insert(tx, document, column.site_id, column.id, Provenance::Push, State::Accepted)?;
                tx.record(domain::event::Event::PlacementAccepted {
                    site: article.site_id,
                    document,
                    placement: placement.id,
                    hash: String::new(),
                })?;
            }
            if story.pinned || story.headline {
                arrange(tx, document, story)?;
            }
            if tx.events().is_empty() {
                tx.record(domain::event::Event::RelationsChanged { site: article.site_id, document, sites: vec![] })?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn arrange(tx: &mut store::Tx, document: DocumentId, story: &Story) -> Outcome<()> {
    let Some(mut home) = store::placements::of_document(tx, document)?.into_iter().next() else { return Ok(()) };
    home.slot = story.headline.then(|| "headline".to_owned());
    home.pinned_until = story.pinned.then(|| tx.now().plus_hours(24 * 30));
    store::placements::update(tx, &home)?;
    store::publishing::pin(tx, home.column_id, document, home.pinned_until)?;
    tx.record(domain::event::Event::PlacementArranged {
        site: home.site_id,
        document,
        placement: home.id,
        slot: home.slot.clone(),
    })?;
    Ok(())
}

/// Further articles, the same ones for the same number, through the import.
fn generate(app: &App, founder: &Context, count: usize, progress: &mut Progress) -> Outcome<()> {
    let columns = app.read(|r| {
        let mut found = Vec::new();
        for site in store::sites::all(r)? {
            let open = store::sites::columns_of(r, site.id)?
                .into_iter()
                .filter(|c| c.kind == "list" && matches!(c.content_type.as_str(), "news" | "notice"));
            found.extend(open.map(|c| (site.code.clone(), site.name.clone(), c.path)));
        }
        Ok(found)
    })?;
    let file = app.data().join("spool/generated.jsonl");
    std::fs::create_dir_all(app.data().join("spool")).map_err(Problem::internal)?;
    generate::write(&file, &columns, count, Time::parse("2026-11-19 17:00").unwrap_or(founder.now)).map_err(Problem::internal)?;
    let options = Options { create: false, published: true, reason: "演示：批量生成".into() };
    import_articles(app, &at_now(app, founder), &file, &options, &mut |n| progress.at(n))?;
    std::fs::remove_file(&file).map_err(Problem::internal)
}
