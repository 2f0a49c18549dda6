//! Where things lie in the repository.

use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The console's sources.
pub fn web() -> PathBuf {
    root().join("crates/console/web")
}

/// The end-to-end tests of the browser.
pub fn browser() -> PathBuf {
    root().join("tests/browser")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The platform's program, as the dev profile builds it.
pub fn jiyue() -> PathBuf {
    target().join("debug/jiyue")
}
