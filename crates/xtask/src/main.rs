//! `cargo xtask …`: everything around the product that needs more than one program.
//!
//! A step that can't run fails with the reason and the one command to type; nothing is skipped in silence.

mod api;
mod bench;
mod browser;
mod check;
mod console;
mod counts;
mod demo;
mod licences;
mod paths;
mod phases;
mod postgres;
mod prerequisites;
mod served;
mod shell;

use std::process::ExitCode;

/// What a step answers; the text is for people.
type Outcome<T> = Result<T, String>;

const USAGE: &str = "\
cargo xtask demo [--fresh] [--articles N] [--port 8080]   build, load the demonstration world, serve
cargo xtask test [--only PHASE]                           run every test, or one phase of them
cargo xtask api                                           write openapi.json and schema.d.ts anew
cargo xtask bench [--articles N] [--one N]                publishing figures of a release build
cargo xtask bench proof [--text FILE]                     figures of the text check, beside aho-corasick
cargo xtask bench proof-http                              what a check takes over HTTP
cargo xtask fuzz SECONDS                                  hostile input for longer than the tests take";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    shell::watch_signals();
    let done = match args.first().map(String::as_str) {
        Some("demo") => demo::Order::read(&args[1..]).map(|order| demo::run(&order)),
        Some("test") => phases::only(&args[1..]).map(phases::run),
        Some("api") if args.len() == 1 => Ok(api::write()),
        Some("bench") if args.get(1).is_some_and(|what| what == "proof") => Ok(bench::proof(&args[2..])),
        Some("bench") if args[1..] == ["proof-http"] => Ok(bench::http::run()),
        Some("fuzz") if args.len() == 2 => args[1].parse().map(check::fuzz_for).map_err(|_| "how many seconds?".into()),
        Some("bench") => bench::Order::read(&args[1..]).map(|order| bench::run(&order)),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => Err(String::new()),
    };
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
        Err(wrong) => {
            eprintln!("{wrong}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}
