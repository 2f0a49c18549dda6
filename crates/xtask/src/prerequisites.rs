//! What must be on the machine, and the one command that brings it.

use crate::{Outcome, postgres, shell};
use std::path::PathBuf;
use std::process::Command;

/// Node's oldest version: (major, minor).
const NODE: (u32, u32) = (20, 19);

/// Needed to build: a C compiler, Node and npm.
pub fn to_build() -> Outcome<()> {
    let mut missing = Vec::new();
    if ["cc", "gcc", "clang"].iter().all(|name| find(name).is_none()) {
        missing.push("a C compiler (Debian: apt-get install build-essential)".to_owned());
    }
    match shell::read("node", Command::new("node").arg("--version")) {
        Ok(version) if new_enough(&version) => {}
        Ok(version) => {
            missing.push(format!("Node {}.{} or newer (found {}; https://nodejs.org)", NODE.0, NODE.1, version.trim()))
        }
        Err(_) => missing.push(format!("Node {}.{} or newer (https://nodejs.org)", NODE.0, NODE.1)),
    }
    if find("npm").is_none() {
        missing.push("npm (comes with Node)".to_owned());
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("please install {}", missing.join(", "))) }
}

/// Needed to test besides: PostgreSQL, Chromium, a Chinese font. Installs Debian packages as root.
pub fn to_test() -> Outcome<()> {
    to_build()?;
    let wanted = missing_packages();
    if wanted.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get install -y --no-install-recommends {}", wanted.join(" "));
    if find("apt-get").is_none() || !is_root() {
        return Err(format!("missing; please run: sudo {line}"));
    }
    shell::run("apt-get update", shell::command("apt-get").args(["update", "-q"]))?;
    let mut install = shell::command("apt-get");
    install.args(["install", "-y", "-q", "--no-install-recommends"]).args(&wanted).env("DEBIAN_FRONTEND", "noninteractive");
    shell::run(&line, &mut install)?;
    let still = missing_packages();
    if still.is_empty() { Ok(()) } else { Err(format!("still missing after the installation: {}", still.join(" "))) }
}

fn missing_packages() -> Vec<&'static str> {
    let font = Command::new("fc-list").arg(":lang=zh-cn").output().is_ok_and(|o| !o.stdout.is_empty());
    let there = [
        (postgres::program("initdb").is_ok(), "postgresql"),
        (chromium().is_some(), "chromium"),
        (font, "fonts-noto-cjk fontconfig"),
    ];
    there.iter().filter(|(there, _)| !there).flat_map(|(_, package)| package.split(' ')).collect()
}

/// The browser of the end-to-end tests; `JIYUE_TEST_CHROMIUM` names another one.
pub fn chromium() -> Option<PathBuf> {
    let told = std::env::var_os("JIYUE_TEST_CHROMIUM").map(PathBuf::from);
    told.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name)))
}

pub fn is_root() -> bool {
    shell::read("id", Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// A program on the PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|n| n.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= NODE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_is_compared_by_number() {
        assert!(["v20.19.0", "v20.20.2", "v22.1.0\n"].iter().all(|v| new_enough(v)));
        assert!(["v20.9.0", "v18.20.4", "", "what"].iter().all(|v| !new_enough(v)));
    }
}
