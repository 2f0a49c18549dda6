//! `cargo xtask test`: the phases in order, each timed; one that fails does not hide the others.

use crate::counts::Counts;
use crate::postgres::Server;
use crate::{Outcome, api, browser, check, licences, paths, prerequisites, served, shell};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What phases share.
#[derive(Default)]
pub struct Machine {
    postgres: Option<Server>,
    /// The tests of cargo were run, and with them the program was built.
    pub built: bool,
}

impl Machine {
    /// Our PostgreSQL, started when first asked for; stops with the machine.
    pub fn postgres(&mut self) -> Outcome<&Server> {
        match &mut self.postgres {
            Some(server) => Ok(server),
            empty => Ok(empty.insert(Server::start()?)),
        }
    }

    /// The program under test. One that the tests have just built is not built again: alone it has other features.
    pub fn program(&self) -> Outcome<PathBuf> {
        if self.built { Ok(paths::jiyue()) } else { served::build() }
    }
}

type Phase = fn(&mut Machine) -> Outcome<Counts>;

/// The console comes first: the program embeds what it builds.
const PHASES: &[(&str, Phase)] = &[
    ("prerequisites", |_| prerequisites::to_test().map(|()| Counts::default())),
    ("console", check::console),
    ("lint", check::lint),
    ("postgres", |machine| machine.postgres().map(|_| Counts::default())),
    ("rust", check::rust),
    ("api", |machine| api::compare(&machine.program()?).map(|()| Counts::default())),
    ("licences", |_| licences::check().map(|()| Counts::default())),
    ("fuzz", check::fuzz),
    ("browser", browser::test),
];

/// The phases that were asked for.
pub fn only(args: &[String]) -> Outcome<Vec<&'static (&'static str, Phase)>> {
    match args {
        [] => Ok(PHASES.iter().collect()),
        [option, name] if option == "--only" => {
            let phase = PHASES.iter().find(|(known, _)| known == name);
            let names = || PHASES.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(" ");
            phase.map(|p| vec![p]).ok_or_else(|| format!("no phase {name}; there are: {}", names()))
        }
        _ => Err("usage: cargo xtask test [--only PHASE]".into()),
    }
}

struct Done {
    name: &'static str,
    took: Duration,
    result: Outcome<Counts>,
}

pub fn run(phases: Vec<&'static (&'static str, Phase)>) -> Outcome<()> {
    let mut machine = Machine::default();
    let mut done = Vec::new();
    for (name, phase) in phases {
        println!("\n== {name}");
        let begun = Instant::now();
        let result = phase(&mut machine);
        if let Err(error) = &result {
            eprintln!("error: {name}: {error}");
        }
        done.push(Done { name, took: begun.elapsed(), result });
        if shell::stopped() {
            return Err("stopped".into());
        }
    }
    drop(machine);
    summary(&done)
}

/// The table, and last the line of numbers; a phase that failed without counting is one failure.
fn summary(done: &[Done]) -> Outcome<()> {
    let mut all = Counts::default();
    println!("\n{:<15}{:>9}{:>9}{:>9}", "phase", "seconds", "passed", "failed");
    for phase in done {
        let counts = match &phase.result {
            Ok(counts) => *counts,
            Err(_) => Counts { passed: 0, failed: 1 },
        };
        all += counts;
        println!("{:<15}{:>9.1}{:>9}{:>9}", phase.name, phase.took.as_secs_f64(), counts.passed, counts.failed);
    }
    let total: Duration = done.iter().map(|phase| phase.took).sum();
    println!("{:<15}{:>9.1}", "all", total.as_secs_f64());
    for phase in done {
        if let Err(error) = &phase.result {
            println!("{}: {}", phase.name, error.lines().next().unwrap_or_default());
        }
    }
    println!("\n{} passed, {} failed", all.passed, all.failed);
    if all.failed == 0 { Ok(()) } else { Err("tests failed".into()) }
}
