//! Shows what is read out of files: `cargo run --release -p extract --example read -- FILE…`.
//!
//! `--quiet` shows counts and times only; `--soffice PATH` reads old office files through LibreOffice; `--strip FOLDER` writes each
//! file without its authors there.

use extract::office::{self, Soffice};
use extract::{Limits, Severity};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Default)]
struct Wish {
    quiet: bool,
    soffice: Option<Soffice>,
    strip: Option<PathBuf>,
}

fn main() -> std::io::Result<()> {
    let mut wish = Wish::default();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--quiet" => wish.quiet = true,
            "--soffice" => wish.soffice = args.next().map(|path| Soffice { path: path.into(), timeout: Duration::from_secs(60) }),
            "--strip" => wish.strip = args.next().map(PathBuf::from),
            file => show(file, &wish)?,
        }
    }
    Ok(())
}

fn show(file: &str, wish: &Wish) -> std::io::Result<()> {
    let bytes = std::fs::read(file)?;
    let begun = Instant::now();
    let document = office::read(file, &bytes, &Limits::default(), wish.soffice.as_ref());
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    let chars: usize = document.parts.iter().map(|part| part.text.chars().count()).sum();
    println!("{file}：{}，{}处、{chars}字，{took:.1}毫秒", document.kind.label(), document.parts.len());
    for note in &document.notes {
        let mark = if note.severity() == Severity::Warn { "！" } else { "　" };
        println!("  {mark}{}", note.message());
    }
    for part in document.parts.iter().filter(|_| !wish.quiet) {
        let hidden = part.hidden.map_or(String::new(), |hidden| format!("（{}）", hidden.label()));
        println!("  {}{hidden}：{}", part.place, part.text);
    }
    let Some(folder) = &wish.strip else { return Ok(()) };
    match extract::strip(file, &bytes) {
        Ok(stripped) => std::fs::write(folder.join(Path::new(file).file_name().unwrap_or_default()), stripped),
        Err(why) => {
            println!("  ！{why}");
            Ok(())
        }
    }
}
