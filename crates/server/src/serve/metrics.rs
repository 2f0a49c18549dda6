//! Whether the platform lives and how it does: `/healthz`, `/readyz`, `/metrics`.

use super::Shared;
use actix_web::{HttpResponse, web};
use cms::{App, Outcome, Problem};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Answers by class of status.
#[derive(Default)]
pub struct Metrics {
    answers: [AtomicU64; 6],
}

impl Metrics {
    pub fn count(&self, status: u16) {
        self.answers[usize::from(status / 100).min(5)].fetch_add(1, Ordering::Relaxed);
    }
}

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/healthz", web::get().to(|| async { "ok\n" }))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(metrics));
}

async fn ready(app: web::Data<App>) -> Outcome<&'static str> {
    web::block(move || app.store.ping().map_err(Problem::from)).await.map_err(Problem::internal)??;
    Ok("ready\n")
}

async fn metrics(app: web::Data<App>, shared: web::Data<Shared>) -> Outcome<HttpResponse> {
    let text = web::block(move || describe(&app, &shared.metrics)).await.map_err(Problem::internal)??;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text))
}

fn describe(app: &App, metrics: &Metrics) -> Outcome<String> {
    let mut out = String::from("# TYPE jiyue_answers_total counter\n");
    let line = |out: &mut String, name: &str, value: i64| writeln!(out, "{name} {value}").map_err(Problem::internal);
    for (class, count) in metrics.answers.iter().enumerate().skip(1) {
        line(&mut out, &format!("jiyue_answers_total{{class=\"{class}xx\"}}"), count.load(Ordering::Relaxed) as i64)?;
    }
    let (jobs, stale, behind) = app.read(|r| {
        let stale: i64 = store::publishing::stale_sites(r)?.iter().map(|(_, n)| n).sum();
        Ok((store::jobs::counts(r)?, stale, app.search.behind(r)?))
    })?;
    out.push_str("# TYPE jiyue_jobs gauge\n");
    for (lane, state, count) in jobs {
        line(&mut out, &format!("jiyue_jobs{{lane=\"{}\",state=\"{state}\"}}", domain::job::Lane::of(lane).name()), count)?;
    }
    out.push_str("# TYPE jiyue_stale_pages gauge\n");
    line(&mut out, "jiyue_stale_pages", stale)?;
    out.push_str("# TYPE jiyue_index_behind gauge\n");
    line(&mut out, "jiyue_index_behind", behind)?;
    Ok(out)
}
