//! Shows what is read out of files: `cargo run --release -p extract --example read -- FILE…`; `--soffice PATH` for old office files.
//!
//! `--quiet` leaves the parts out and shows counts and times.

use extract::office::{self, Soffice};
use extract::{Limits, Severity};
use std::time::{Duration, Instant};

fn main() -> std::io::Result<()> {
    let (mut quiet, mut soffice) = (false, None);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--quiet" => quiet = true,
            "--soffice" => {
                soffice = args.next().map(|path| Soffice { path: path.into(), timeout: Duration::from_secs(60) });
            }
            file => show(file, soffice.as_ref(), quiet)?,
        }
    }
    Ok(())
}

fn show(file: &str, soffice: Option<&Soffice>, quiet: bool) -> std::io::Result<()> {
    let bytes = std::fs::read(file)?;
    let begun = Instant::now();
    let document = office::read(file, &bytes, &Limits::default(), soffice);
    let took = begun.elapsed();
    let chars: usize = document.parts.iter().map(|part| part.text.chars().count()).sum();
    println!("{file}：{}，{}处、{chars}字，{:.1}毫秒", document.kind.label(), document.parts.len(), took.as_secs_f64() * 1000.0);
    for note in &document.notes {
        let mark = if note.severity() == Severity::Warn { "！" } else { "　" };
        println!("  {mark}{}", note.message());
    }
    for part in document.parts.iter().filter(|_| !quiet) {
        let hidden = part.hidden.map_or(String::new(), |hidden| format!("（{}）", hidden.label()));
        println!("  {}{hidden}：{}", part.place, part.text);
    }
    Ok(())
}
