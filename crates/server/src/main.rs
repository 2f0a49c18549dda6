//! The executable `jiyue`: settings, wiring, subcommands.

mod commands;
mod config;
mod demo;
mod open;
mod serve;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match commands::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for; everything else is wrong usage.
            let code = if error.use_stderr() { 2 } else { 0 };
            if error.print().is_err() {
                return ExitCode::from(1);
            }
            return ExitCode::from(code);
        }
    };
    match commands::run(cli) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("jiyue: {}", commands::one_line(&problem));
            ExitCode::from(1)
        }
    }
}
