//! `jiyue publish` and `jiyue search`

use super::{Place, Progress, bench, print_json};
use clap::Args;
use cms::publishing::{DrawReport, draw_all};
use cms::worker::Alive;
use cms::{App, Outcome, Problem};
use serde::Serialize;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Args)]
pub struct Publish {
    #[command(flatten)]
    place: Place,
    /// 只做一个站点
    #[arg(long)]
    site: Option<String>,
    /// 重新生成全部页面
    #[arg(long)]
    all: bool,
    #[arg(long)]
    json: bool,
    /// 逐篇发布 N 篇生成的稿件并计时
    #[arg(long, value_name = "N")]
    bench_one: Option<usize>,
    #[arg(long)]
    column: Option<String>,
}

#[derive(Serialize)]
struct Printed {
    pages: usize,
    written: usize,
    unchanged: usize,
    failed: usize,
    seconds: f64,
    cpu_seconds: f64,
    peak_rss_bytes: u64,
}

impl Publish {
    pub fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        if let Some(n) = self.bench_one {
            let (Some(site), Some(column)) = (&self.site, &self.column) else {
                return Err(Problem::field("site", "--bench-one 要同时给出 --site 和 --column"));
            };
            print_json(&bench::one_by_one(&app, &self.place.context(&app)?, site, column, n)?)?;
            return Ok(ExitCode::SUCCESS);
        }
        let (started, cpu) = (Instant::now(), bench::cpu_seconds());
        if self.all {
            self.want_all(&app)?;
        }
        let report = drain(&app)?;
        let printed = Printed {
            pages: report.pages,
            written: report.written,
            unchanged: report.unchanged,
            failed: report.failed,
            seconds: started.elapsed().as_secs_f64(),
            cpu_seconds: bench::cpu_seconds() - cpu,
            peak_rss_bytes: bench::peak_rss_bytes(),
        };
        if self.json {
            print_json(&printed)?;
        } else {
            println!(
                "生成 {} 页，写入 {}，未变 {}，失败 {}，用时 {:.1} 秒",
                printed.pages, printed.written, printed.unchanged, printed.failed, printed.seconds
            );
        }
        Ok(ExitCode::from(u8::from(report.failed > 0)))
    }

    fn want_all(&self, app: &App) -> Outcome<()> {
        let context = self.place.context(app)?;
        let sites = app.read(|r| Ok(store::sites::all(r)?))?;
        let wanted: Vec<_> = sites.iter().filter(|s| self.site.as_ref().is_none_or(|code| *code == s.code)).collect();
        if wanted.is_empty() && self.site.is_some() {
            return Err(Problem::field("site", "没有这个站点"));
        }
        for site in wanted {
            app.write(&context, |tx| cms::publishing::want_all(tx, site.id))?;
        }
        Ok(())
    }
}

/// Publishes what was cleared, draws what is stale, brings the index up to date.
fn drain(app: &App) -> Outcome<DrawReport> {
    let mut progress = Progress::new("已生成页面");
    let alive = Alive::enter(app, "publish")?;
    cms::worker::take_over(app)?;
    // Publishing jobs first: they make pages stale. Drawing all at once then leaves their render jobs nothing to do.
    while cms::worker::work_kind(app, alive.name(), "publish")? {}
    let report = draw_all(app, &mut |n| progress.at(n))?;
    match app.search.follow(app) {
        // A running server holds the index and follows by itself.
        Err(problem) if problem.code == "busy" => {}
        other => drop(other?),
    }
    // Checking again takes its time and changes no page: left to the server or to `jiyue scan`.
    cms::worker::drain_without(app, alive.name(), &["links", "scan", "recheck"])?;
    Ok(report)
}

#[derive(Args)]
pub struct Search {
    #[command(flatten)]
    place: Place,
    query: String,
    #[arg(long)]
    site: Option<String>,
    #[arg(long, default_value_t = 10)]
    limit: usize,
    #[arg(long)]
    json: bool,
}

impl Search {
    pub fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        match app.search.follow(&app) {
            Err(problem) if problem.code == "busy" => {}
            other => drop(other?),
        }
        let sites = app.read(|r| Ok(store::sites::all(r)?))?;
        let site = match &self.site {
            Some(code) => Some(
                sites
                    .iter()
                    .find(|s| s.code == *code)
                    .ok_or_else(|| Problem::field("site", format!("没有站点 {code}")))?
                    .id
                    .uuid(),
            ),
            None => None,
        };
        let query = search::Query {
            text: self.query.clone(),
            site,
            limit: self.limit.min(100),
            now: app.now().unix_seconds(),
            ..search::Query::default()
        };
        let started = Instant::now();
        let page = app.search.search(&app, &query)?;
        let took_us = started.elapsed().as_micros() as u64;
        let code = |id: uuid::Uuid| sites.iter().find(|s| s.id.uuid() == id).map(|s| s.code.clone()).unwrap_or_default();
        if self.json {
            let hits: Vec<_> = page
                .hits
                .iter()
                .map(|h| {
                    let at = domain::Time::from_micros(h.published_at * 1_000_000).shanghai_rfc3339();
                    serde_json::json!({ "id": h.id, "site": code(h.site), "title": h.title, "url": h.url, "published_at": at, "snippet": h.snippet_html })
                })
                .collect();
            print_json(&serde_json::json!({ "total": page.total, "took_us": took_us, "hits": hits }))?;
        } else {
            for h in &page.hits {
                println!("{}\t{}\t{}", code(h.site), h.title, h.url);
            }
            println!("共 {} 条", page.total);
        }
        Ok(ExitCode::SUCCESS)
    }
}
