//! End to end in a real browser, on both engines: a fresh demonstration platform, served on a free port.

use crate::check::counted;
use crate::counts::Counts;
use crate::phases::Machine;
use crate::served::{self, Platform};
use crate::{Outcome, console, paths, postgres, prerequisites, shell};

pub fn test(machine: &mut Machine) -> Outcome<Counts> {
    let chromium = prerequisites::chromium().ok_or("no browser: apt-get install chromium")?;
    console::build()?;
    console::packages(&paths::browser())?;
    let program = machine.program()?;
    let mut counts = Counts::default();
    for engine in ["sqlite", "postgres"] {
        let database = if engine == "postgres" { Some(machine.postgres()?.database("browser")?) } else { None };
        let data = served::scratch(&format!("browser-{engine}"))?;
        let port = postgres::free_port()?;
        let platform = Platform { program: program.clone(), data, port, database };
        platform.fill(0)?;
        let server = platform.serve()?;
        let mut npx = shell::command("npx");
        npx.args(["--no-install", "playwright", "test"]).current_dir(paths::browser());
        npx.env("JIYUE_TEST_PORT", port.to_string())
            .env("JIYUE_TEST_CHROMIUM", &chromium)
            .env("JIYUE_TEST_ENGINE", engine)
            .env("CI", "1");
        npx.env("JIYUE_TEST_DATA", &platform.data).env("JIYUE_TEST_PROGRAM", &platform.program);
        counts += counted(&format!("playwright on {engine}"), &mut npx)?;
        drop(server);
        served::clear(&platform.data)?;
    }
    Ok(counts)
}
