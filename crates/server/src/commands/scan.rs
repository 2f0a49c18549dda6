//! `jiyue scan`: checks what is public again, to the end, here and now.

use super::{Place, Progress, print_json};
use clap::Args;
use cms::worker::Alive;
use cms::{App, Outcome};
use domain::scanning::{ScanKind, ScanState};
use serde::Serialize;
use std::process::ExitCode;
use std::time::Instant;
use store::Context;

#[derive(Args)]
pub struct Scan {
    #[command(flatten)]
    place: Place,
    /// 复查全部线上稿件；不给则只查上次以来有变动的
    #[arg(long)]
    full: bool,
    /// 也核对页面文件（暗链、篡改）
    #[arg(long)]
    pages: bool,
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Printed {
    kind: ScanKind,
    state: String,
    total: i64,
    done: i64,
    found: i64,
    closed: i64,
    seconds: f64,
    per_minute: Option<i64>,
}

impl Scan {
    pub fn run(self) -> Outcome<ExitCode> {
        let app = self.place.open()?;
        let context = self.place.context(&app)?;
        let alive = Alive::enter(&app, "scan")?;
        cms::worker::take_over(&app)?;
        let texts = if self.full { ScanKind::Full } else { ScanKind::Daily };
        let kinds = [Some(texts), self.pages.then_some(ScanKind::Pages)];
        let mut all = Vec::new();
        for kind in kinds.into_iter().flatten() {
            all.push(carry_out(&app, &context, kind, alive.name())?);
        }
        cms::worker::seal(&app)?;
        if self.json {
            print_json(&all)?;
        } else {
            all.iter().for_each(told);
        }
        let sound = all.iter().all(|p| p.state == ScanState::Done.name());
        Ok(ExitCode::from(u8::from(!sound)))
    }
}

fn carry_out(app: &App, context: &Context, kind: ScanKind, owner: &str) -> Outcome<Printed> {
    let (mut progress, begun) = (Progress::new(kind.label()), Instant::now());
    let scan = cms::scanning::run(app, context, kind, owner, &mut |done, _| progress.at(done as usize))?;
    Ok(Printed {
        kind,
        state: scan.state,
        total: scan.total,
        done: scan.done,
        found: scan.found,
        closed: scan.closed,
        seconds: begun.elapsed().as_secs_f64(),
        per_minute: domain::scanning::per_minute(scan.done, scan.worked_ms),
    })
}

fn told(p: &Printed) {
    let rate = p.per_minute.map(|n| format!("，每分钟 {n} 项")).unwrap_or_default();
    println!(
        "{}：查了 {} 项，新发现 {} 处，消除 {} 处，用时 {:.1} 秒{rate}",
        p.kind.label(),
        p.done,
        p.found,
        p.closed,
        p.seconds
    );
}
