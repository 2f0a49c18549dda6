//! Prints how the engine does on marked texts: a table by category, then every miss and false mark.
//!
//! `cargo run --release -p proofing --example evaluate -- --lexicon tests/proofing/lexicon.csv tests/proofing/open.jsonl`,
//! and with `--persons tests/proofing/persons.csv` those of office-holders.

#[path = "../tests/scoring/mod.rs"]
mod scoring;

use std::error::Error;
use std::fs;
use std::io::Write;

use proofing::{Engine, Lexicon, Rules};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut rules, mut sets) = (Rules::default(), String::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--lexicon" {
            let (rows, errors) = Lexicon::parse_csv(&fs::read_to_string(args.next().ok_or("--lexicon FILE")?)?);
            errors.iter().for_each(|e| eprintln!("{e:?}"));
            rules.entries.extend(rows);
        } else if arg == "--persons" {
            let (rows, errors) = Lexicon::parse_persons_csv(&fs::read_to_string(args.next().ok_or("--persons FILE")?)?);
            errors.iter().for_each(|e| eprintln!("{e:?}"));
            rules.persons.extend(rows);
        } else {
            sets += &fs::read_to_string(&arg).map_err(|e| format!("{arg}: {e}"))?;
        }
    }
    let engine = Engine::build(&rules, "evaluation").map_err(|e| format!("{e:?}"))?;
    let score = scoring::score(&engine, &sets)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{score}")?;
    for category in score.categories() {
        writeln!(out, "{category}")?;
        for line in score.wrongs(&[category]) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}
