//! Figures: what publishing one article costs on the real path.

use cms::import::{Options, take_in};
use cms::publishing::draw_all;
use cms::{App, Outcome, Problem};
use serde::Serialize;
use std::path::Path;
use std::time::Instant;
use store::Context;

#[derive(Serialize)]
pub struct OneByOne {
    pub articles: usize,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// CPU per article, all threads of this process.
    pub cpu_ms: f64,
    /// Files written per article.
    pub files_touched: f64,
    pub list_pages_touched: f64,
}

/// Publishes generated articles one by one: database, reads, files, each finished before the next.
pub fn one_by_one(app: &App, context: &Context, site: &str, column: &str, count: usize) -> Outcome<OneByOne> {
    draw_all(app, &mut |_| {})?;
    let run = uuid::Uuid::new_v4().simple().to_string();
    let options = Options { create: false, published: true, reason: "计时".into() };
    let (mut times, mut files, mut lists) = (Vec::with_capacity(count), 0, 0);
    let cpu = cpu_seconds();
    for n in 0..count {
        let line = serde_json::json!({
            "site": site, "column": column, "source_id": format!("bench-{run}-{n}"),
            "title": format!("计时稿件第 {n} 篇"), "source": "计时",
            "body_html": format!("<p>{}</p>", "城市供水管网巡查按计划推进，各片区值守电话畅通。".repeat(30)),
            "published_at": app.now().shanghai_rfc3339(),
        });
        let started = Instant::now();
        let fresh = Context { now: app.now(), ..context.clone() };
        take_in(app, &fresh, Path::new("."), &line.to_string(), &options)?;
        let report = draw_all(app, &mut |_| {})?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        files += report.written;
        lists += report.list_pages;
    }
    let cpu_ms = (cpu_seconds() - cpu) * 1000.0;
    if times.is_empty() {
        return Err(Problem::field("bench-one", "至少一篇"));
    }
    times.sort_by(f64::total_cmp);
    let at = |q: f64| times[((times.len() - 1) as f64 * q).round() as usize];
    let per = |n: usize| n as f64 / count as f64;
    Ok(OneByOne {
        articles: count,
        p50_ms: at(0.5),
        p99_ms: at(0.99),
        cpu_ms: cpu_ms / count as f64,
        files_touched: per(files),
        list_pages_touched: per(lists),
    })
}

/// CPU of this process so far, user and system, in seconds; 0 where the system does not tell.
pub fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15, counted after the command's closing bracket; 100 ticks a second on Linux.
    let fields: Vec<&str> = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
    let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Most memory that this process ever held, in bytes; 0 where the system does not tell.
pub fn peak_rss_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}
