//! The phases that look at code and run the tests of cargo and the console.

use crate::counts::Counts;
use crate::phases::Machine;
use crate::{Outcome, console, paths, prerequisites, shell};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds that hostile input is made up.
const FUZZ_SECONDS: u64 = 10;

/// Packages, types, unit tests and build of the console.
pub fn console(_: &mut Machine) -> Outcome<Counts> {
    let web = paths::web();
    console::packages(&web)?;
    shell::run("console: types", &mut console::npm(&web, &["run", "check", "--silent"]))?;
    let counts = counted("console: tests", &mut console::npm(&web, &["test", "--silent"]))?;
    console::build()?;
    Ok(counts)
}

pub fn lint(_: &mut Machine) -> Outcome<Counts> {
    shell::run("cargo fmt --check", shell::cargo().args(["fmt", "--all", "--check"]))?;
    let args = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    shell::run("cargo clippy", shell::cargo().args(args))?;
    Ok(Counts::default())
}

/// All tests of the workspace, on SQLite and on our PostgreSQL.
pub fn rust(machine: &mut Machine) -> Outcome<Counts> {
    let server = machine.postgres()?.url("postgres");
    let nextest = prerequisites::find("cargo-nextest").is_some();
    let mut counts = Counts::default();
    if nextest {
        // A stop at the first failure would leave the rest unknown.
        let args = ["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail", "--final-status-level", "fail"];
        counts += counted("cargo nextest", with_tests(shell::cargo().args(args), &server))?;
        counts +=
            counted("cargo test --doc", with_tests(shell::cargo().args(["test", "--workspace", "--doc", "--quiet"]), &server))?;
    } else {
        let args = ["test", "--workspace", "--no-fail-fast", "--quiet"];
        counts += counted("cargo test", with_tests(shell::cargo().args(args), &server))?;
    }
    machine.built = true;
    Ok(counts)
}

fn with_tests<'a>(command: &'a mut Command, server: &str) -> &'a mut Command {
    command.env("JIYUE_TEST_POSTGRES", server).env("JIYUE_TEST_ALL", "1").env("CARGO_TERM_COLOR", "never")
}

pub fn fuzz(_: &mut Machine) -> Outcome<Counts> {
    fuzz_some(FUZZ_SECONDS)
}

/// Hostile input for as long as one likes; fails when a test did.
pub fn fuzz_for(seconds: u64) -> Outcome<()> {
    let counts = fuzz_some(seconds)?;
    if counts.failed == 0 { Ok(()) } else { Err(format!("{} failed", counts.failed)) }
}

/// Hostile input for some seconds; the seed makes a failure come again.
fn fuzz_some(seconds: u64) -> Outcome<Counts> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |d| d.as_secs());
    let seed = std::env::var("JIYUE_TEST_FUZZ_SEED").unwrap_or_else(|_| now.to_string());
    shell::say(&format!("again with: JIYUE_TEST_FUZZ_SEED={seed} cargo xtask test --only fuzz"));
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--test", "fuzz", "--quiet"]);
    cargo.env("JIYUE_TEST_FUZZ_SEED", seed).env("JIYUE_TEST_FUZZ_SECONDS", seconds.to_string()).env("CARGO_TERM_COLOR", "never");
    counted("fuzz", &mut cargo)
}

/// Runs a test runner; a failure that it did not count itself is one.
pub fn counted(what: &str, command: &mut Command) -> Outcome<Counts> {
    let (succeeded, said) = shell::tee(what, command.env("NO_COLOR", "1"))?;
    let mut counts = Counts::of(&said);
    if !succeeded {
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}
