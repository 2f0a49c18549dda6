//! The running server: listening, the worker beside it, a graceful end.

mod frame;
mod hosts;
mod metrics;
mod public;
mod staff;

use crate::commands::Place;
use crate::config::Config;
use crate::open;
use actix_web::middleware::{Compress, from_fn};
use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use actix_web::{App as Web, HttpServer, web};
use cms::worker::Alive;
use cms::{App, Outcome, Problem};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

pub use hosts::Hosts;
pub use metrics::Metrics;

/// Largest JSON body of a request, in bytes.
const JSON_LIMIT: usize = 8 << 20;
/// Seconds that open requests get to finish when the server stops.
const GRACE: u64 = 20;

/// What the handlers of the server itself share.
pub struct Shared {
    pub hosts: Hosts,
    pub metrics: Metrics,
    pub trusted_proxies: Vec<String>,
}

/// Starts the log once per process; a second start keeps the first.
pub fn start_log(filter: &str, format: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Already started in this process: the first one stays.
    let _ = if format == "json" { log.json().try_init() } else { log.with_ansi(false).try_init() };
}

pub fn serve(place: &Place, with_worker: bool) -> Outcome<ExitCode> {
    let config = open::config(&place.data)?;
    start_log(&config.log, &config.log_format);
    let app = open::app(&place.data, &config)?;
    let stop = Arc::new(AtomicBool::new(false));
    let system = actix_web::rt::System::new();
    // Before any work begins: a signal without a handler would end the process in the midst of it.
    let asked = system.block_on(async { signal(SignalKind::terminate()) }).map_err(Problem::internal)?;
    let workers = if with_worker { start_workers(&app, &stop)? } else { Vec::new() };
    let served = system.block_on(listen(app.clone(), &config, asked));
    stop.store(true, Ordering::SeqCst);
    app.wake();
    end_workers(workers);
    served.map(|()| ExitCode::SUCCESS)
}

/// Works without listening, until the process is told to stop.
pub fn work(place: &Place) -> Outcome<ExitCode> {
    let app = place.open()?;
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT] {
        signal_hook::flag::register(signal, stop.clone()).map_err(Problem::internal)?;
    }
    let slow = start_slow(&app, &stop)?;
    let alive = Alive::enter(&app, "worker")?;
    cms::worker::run(&app, alive.name(), &stop);
    app.wake();
    end_workers(vec![slow]);
    Ok(ExitCode::SUCCESS)
}

/// The worker, and beside it the one that waits for other people's servers.
fn start_workers(app: &App, stop: &Arc<AtomicBool>) -> Outcome<Vec<JoinHandle<()>>> {
    let slow = start_slow(app, stop)?;
    let (app, stop) = (app.clone(), stop.clone());
    let alive = Alive::enter(&app, "worker")?;
    Ok(vec![std::thread::spawn(move || cms::worker::run(&app, alive.name(), &stop)), slow])
}

fn start_slow(app: &App, stop: &Arc<AtomicBool>) -> Outcome<JoinHandle<()>> {
    let (app, stop) = (app.clone(), stop.clone());
    let alive = Alive::enter(&app, "links")?;
    Ok(std::thread::spawn(move || cms::worker::run_slow(&app, alive.name(), &stop)))
}

fn end_workers(workers: Vec<JoinHandle<()>>) {
    for worker in workers {
        if worker.join().is_err() {
            tracing::error!("a worker had panicked");
        }
    }
}

/// Serves until the process is asked to stop; actix hears of it only when all its threads run, `asked` from the beginning.
async fn listen(app: App, config: &Config, mut asked: Signal) -> Outcome<()> {
    let shared = web::Data::new(Shared {
        hosts: Hosts::new(app.clone()),
        metrics: Metrics::default(),
        trusted_proxies: config.trusted_proxies.clone(),
    });
    let data = web::Data::new(app);
    let server = HttpServer::new(move || {
        Web::new()
            .app_data(data.clone())
            .app_data(shared.clone())
            .configure(frame::extractors)
            .wrap(Compress::default())
            .wrap(from_fn(frame::around))
            .configure(metrics::routes)
            .configure(staff::routes)
            .default_service(web::to(public::visit))
    });
    let busy = |e: std::io::Error| Problem::new("internal").saying(format!("{} 监听不了：{e}", config.listen));
    let server = server.workers(2).shutdown_timeout(GRACE).bind(&config.listen).map_err(busy)?;
    for address in server.addrs() {
        tracing::info!(%address, "listening");
    }
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(async move {
        asked.recv().await;
        handle.stop(true).await;
    });
    server.await.map_err(Problem::internal)
}
