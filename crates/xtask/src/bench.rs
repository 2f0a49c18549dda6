//! `cargo xtask bench`: publishing figures of a release build on generated articles; not part of the tests.

use crate::served::{self, Platform};
use crate::{Outcome, console, paths, postgres, prerequisites, shell};

pub struct Order {
    articles: u64,
    one: u64,
}

impl Order {
    pub fn read(args: &[String]) -> Outcome<Order> {
        let mut order = Order { articles: 10_000, one: 50 };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--articles" => order.articles = shell::value(arg, args.next())?,
                "--one" => order.one = shell::value(arg, args.next())?,
                other => return Err(format!("unknown option {other}")),
            }
        }
        Ok(order)
    }
}

/// Loads a world, publishes all of it, then articles one by one; the program prints the figures.
pub fn run(order: &Order) -> Outcome<()> {
    prerequisites::to_build()?;
    console::build()?;
    shell::run("cargo build --release -p jiyue", shell::cargo().args(["build", "--release", "-p", "jiyue"]))?;
    let port = postgres::free_port()?;
    let platform = Platform {
        program: paths::target().join("release/jiyue"),
        data: served::scratch("bench")?,
        port,
        database: std::env::var("JIYUE_TEST_POSTGRES").ok(),
    };
    platform.fill(order.articles)?;
    let one = order.one.to_string();
    let args = ["publish", "--bench-one", &one, "--site", "yunxi", "--column", "tzgg", "--json"];
    shell::run(&format!("{one} articles, one by one"), &mut platform.command(&args))?;
    served::clear(&platform.data)
}
