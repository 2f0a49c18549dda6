//! The staff's console: its packages and its build, done again only when something changed.

use crate::{Outcome, paths, shell};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// npm in a folder.
pub fn npm(folder: &Path, args: &[&str]) -> Command {
    let mut command = shell::command("npm");
    command.args(args).current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

/// Installs a folder's packages when its lock file changed since the last time.
pub fn packages(folder: &Path) -> Outcome<()> {
    let lock = folder.join("package-lock.json");
    let state = fingerprint(std::slice::from_ref(&lock))?;
    let stamp = stamp("npm", folder);
    if folder.join("node_modules").is_dir() && is_stamped(&stamp, state) {
        return Ok(());
    }
    let args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    shell::run(&format!("npm ci in {}", shown(folder)), &mut npm(folder, &args))?;
    put_stamp(&stamp, state)
}

/// Builds the console into `dist` when its sources changed since the last time.
pub fn build() -> Outcome<()> {
    let web = paths::web();
    packages(&web)?;
    let mut sources = Vec::new();
    collect(&web, &mut sources)?;
    let state = fingerprint(&sources)?;
    let stamp = stamp("vite", &web);
    if web.join("dist/index.html").is_file() && is_stamped(&stamp, state) {
        shell::say("console: nothing changed");
        return Ok(());
    }
    shell::run("console: vite build", &mut npm(&web, &["run", "build", "--", "--logLevel", "warn"]))?;
    put_stamp(&stamp, state)
}

/// The sources of a folder, without what is made from them.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Outcome<()> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", shown(folder)))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !matches!(name.as_ref(), "node_modules" | "dist" | "mock") {
            collect(&path, into)?;
        } else if path.is_file() {
            into.push(path);
        }
    }
    into.sort();
    Ok(())
}

fn fingerprint(files: &[PathBuf]) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file).map_err(|e| format!("{}: {e}", shown(file)))?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn stamp(kind: &str, folder: &Path) -> PathBuf {
    let name = shown(folder).replace('/', "-");
    paths::target().join(format!("xtask/{kind}-{name}.stamp"))
}

fn is_stamped(stamp: &Path, state: u64) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == state.to_string())
}

fn put_stamp(stamp: &Path, state: u64) -> Outcome<()> {
    let folder = stamp.parent().unwrap_or(stamp);
    fs::create_dir_all(folder).and_then(|()| fs::write(stamp, state.to_string())).map_err(|e| format!("{}: {e}", shown(stamp)))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(paths::root()).unwrap_or(path).display().to_string()
}
