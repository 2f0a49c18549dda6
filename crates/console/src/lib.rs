//! The staff's console, as built by `cargo xtask`: its files inside the binary.

use rust_embed::RustEmbed;
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/web/dist"]
#[allow_missing = true]
struct Built;

/// A file of the console and how long a browser may keep it.
pub struct File {
    pub bytes: Cow<'static, [u8]>,
    pub mime: &'static str,
    /// The name holds a hash of the content.
    pub immutable: bool,
}

/// The file at a path below `/console/`; an address of the application itself is answered with its
/// `index.html`. `None` for a missing asset, or when the console was not built.
pub fn file(path: &str) -> Option<File> {
    let path = path.trim_start_matches('/');
    let is_asset = path.starts_with("assets/");
    let name = if path.is_empty() || (!is_asset && Built::get(path).is_none()) { "index.html" } else { path };
    let found = Built::get(name)?;
    Some(File { bytes: found.data, mime: mime(name), immutable: is_asset })
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}
