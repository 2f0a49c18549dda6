//! `cargo xtask demo`: from a fresh clone to a platform that one can walk through.

use crate::served::{self, Platform};
use crate::{Outcome, console, paths, prerequisites, shell};
use std::net::TcpListener;
use std::time::Instant;

/// Written last when the world was loaded: its addresses and logins.
const LOADED: &str = "demo.txt";

pub struct Order {
    fresh: bool,
    articles: u64,
    port: u16,
}

impl Order {
    pub fn read(args: &[String]) -> Outcome<Order> {
        let mut order = Order { fresh: false, articles: 0, port: 8080 };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--fresh" => order.fresh = true,
                "--articles" => order.articles = shell::value(arg, args.next())?,
                "--port" => order.port = shell::value(arg, args.next())?,
                other => return Err(format!("unknown option {other}")),
            }
        }
        Ok(order)
    }
}

pub fn run(order: &Order) -> Outcome<()> {
    let begun = Instant::now();
    prerequisites::to_build()?;
    let taken = |e| format!("port {} is in use ({e}); choose another: cargo xtask demo --port 8090", order.port);
    drop(TcpListener::bind(("127.0.0.1", order.port)).map_err(taken)?);
    console::build()?;
    let program = served::build()?;
    let platform = Platform { program, data: paths::root().join("data/demo"), port: order.port, database: None };
    let told = load(order, &platform)?;
    let mut server = platform.serve()?;
    println!("\n{}\n", told.trim_end());
    println!("  platform  http://localhost:{}/", order.port);
    println!("  console   http://localhost:{}/console/", order.port);
    println!("  sites     http://<code>.localhost:{}/", order.port);
    println!("\nready after {:.0} s; Ctrl-C ends it", begun.elapsed().as_secs_f64());
    match shell::wait(&mut server.0) {
        Ok(status) => Err(format!("jiyue serve ended: {status}")),
        Err(_) if shell::stopped() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Loads the world once; later runs keep it.
fn load(order: &Order, platform: &Platform) -> Outcome<String> {
    let mark = platform.data.join(LOADED);
    if !order.fresh
        && let Ok(told) = std::fs::read_to_string(&mark)
    {
        if order.articles > 0 {
            return Err("the demonstration data is there already: add --fresh to generate articles".into());
        }
        // Another port than last time stands in the pages' links.
        if platform.configure()? {
            platform.publish_all()?;
        }
        return Ok(told);
    }
    // Without its mark the folder is half made.
    served::clear(&platform.data)?;
    let told = platform.fill(order.articles)?;
    std::fs::write(&mark, &told).map_err(|e| format!("{}: {e}", mark.display()))?;
    Ok(told)
}
