//! `cargo xtask bench`: publishing figures of a release build on generated articles; not part of the tests.

pub mod http;

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

/// Figures of the text check by itself; the example prints them with the goals beside.
pub fn proof(args: &[String]) -> Outcome<()> {
    let mut cargo = shell::cargo();
    cargo.args(["run", "--release", "-p", "proofing", "--example", "bench", "--"]).args(args);
    shell::run("proofing: bench", &mut cargo)
}

/// Loads a world, publishes all of it, then articles one by one; the program prints the figures.
pub fn run(order: &Order) -> Outcome<()> {
    let platform = released("bench")?;
    platform.configure()?;
    shell::run("jiyue migrate", &mut platform.command(&["migrate"]))?;
    let file = platform.data.join("articles.jsonl");
    std::fs::write(&file, corpus(order.articles)).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut import = platform.command(&["import", "articles", "--create", "--as", "published", "--reason", "bench"]);
    shell::run(&format!("import of {} articles", order.articles), import.arg(&file))?;
    shell::run("full publish", &mut platform.command(&["publish", "--all", "--json"]))?;
    let one = order.one.to_string();
    let args = ["publish", "--bench-one", &one, "--site", "s0", "--column", "c0", "--json"];
    shell::run(&format!("{one} articles, one by one"), &mut platform.command(&args))?;
    served::clear(&platform.data)
}

/// An empty platform with the program as it is shipped.
fn released(name: &str) -> Outcome<Platform> {
    prerequisites::to_build()?;
    console::build()?;
    shell::run("cargo build --release -p jiyue", shell::cargo().args(["build", "--release", "-p", "jiyue"]))?;
    Ok(Platform {
        program: paths::target().join("release/jiyue"),
        data: served::scratch(name)?,
        port: postgres::free_port()?,
        database: std::env::var("JIYUE_TEST_POSTGRES").ok(),
    })
}

/// Articles on five sites with ten columns each, the same ones for the same number.
fn corpus(count: u64) -> String {
    let line = |n: u64| {
        let (site, column, day) = (n % 5, n / 5 % 10, n % 28 + 1);
        let body = "<p>为方便群众办事，现将有关事项通知如下，请各单位按时做好准备。</p>".repeat(6 + n as usize % 7);
        let title = format!("关于做好第{n}项便民服务工作的通知");
        let date = format!("{}-{:02}-{day:02} 09:00", 2020 + n % 6, n % 12 + 1);
        serde_json::json!({"site": format!("s{site}"), "column": format!("c{column}"), "title": title, "body_html": body,
            "published_at": date, "source": "云溪市人民政府办公室", "source_id": n.to_string()})
        .to_string()
    };
    (0..count).map(|n| line(n) + "\n").collect()
}
