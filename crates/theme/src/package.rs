//! A theme's folder: manifest, templates, assets, and the hash that names this exact state of them.
//!
//! Links are not followed and hidden files don't count, so a folder means the same on every machine.

use crate::fault::ThemeFault;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

const API: u32 = 1;
const MAX_FILES: usize = 1_000;
const MAX_TEMPLATE: u64 = 512 * 1024;

#[derive(Deserialize)]
struct Manifest {
    api: u32,
    name: String,
}

/// Everything read from the folder of a theme.
pub(crate) struct Package {
    pub name: String,
    /// 64 hexadecimal digits over the names and bytes of all files.
    pub hash: String,
    /// Name below `templates/` and source, sorted by name.
    pub templates: Vec<(String, String)>,
    /// Name below `assets/` and file, sorted by name.
    pub assets: Vec<(String, PathBuf)>,
}

impl Package {
    pub fn read(dir: &Path) -> Result<Package, ThemeFault> {
        let manifest = manifest(dir)?;
        let mut files = Vec::new();
        walk(dir, "", &mut files)?;
        files.sort();
        let mut digest = Sha256::new();
        let (mut templates, mut assets) = (Vec::new(), Vec::new());
        for (name, path) in files {
            let bytes = fs::read(&path).map_err(|e| ThemeFault::file(&name, e))?;
            digest.update((name.len() as u64).to_le_bytes());
            digest.update(&name);
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(&bytes);
            if let Some(below) = name.strip_prefix("templates/") {
                templates.push((below.to_owned(), template(&name, bytes)?));
            } else if let Some(below) = name.strip_prefix("assets/") {
                assets.push((below.to_owned(), path));
            }
        }
        Ok(Package { name: manifest.name, hash: hex(&digest.finalize()), templates, assets })
    }
}

fn manifest(dir: &Path) -> Result<Manifest, ThemeFault> {
    let path = dir.join("theme.toml");
    let text = fs::read_to_string(&path).map_err(|e| ThemeFault::file(path.display(), e))?;
    let manifest: Manifest = toml::from_str(&text).map_err(|e| ThemeFault::file("theme.toml", e.message()))?;
    if manifest.api != API {
        let reason = format!("api = {}，本程序支持 api = {API}", manifest.api);
        return Err(ThemeFault::file("theme.toml", reason));
    }
    Ok(manifest)
}

fn walk(dir: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), ThemeFault> {
    let entries = fs::read_dir(dir).map_err(|e| ThemeFault::file(dir.display(), e))?;
    for entry in entries {
        let entry = entry.map_err(|e| ThemeFault::file(dir.display(), e))?;
        let kind = entry.file_type().map_err(|e| ThemeFault::file(dir.display(), e))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            return Err(ThemeFault::file(entry.path().display(), "文件名不是 UTF-8"));
        };
        if name.starts_with('.') || kind.is_symlink() {
            continue;
        }
        let name = format!("{prefix}{name}");
        if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path()));
        }
        if files.len() > MAX_FILES {
            return Err(ThemeFault::file(dir.display(), format!("文件超过 {MAX_FILES} 个")));
        }
    }
    Ok(())
}

fn template(name: &str, bytes: Vec<u8>) -> Result<String, ThemeFault> {
    if bytes.len() as u64 > MAX_TEMPLATE {
        return Err(ThemeFault::file(name, format!("模板超过 {MAX_TEMPLATE} 字节")));
    }
    String::from_utf8(bytes).map_err(|_| ThemeFault::file(name, "模板不是 UTF-8 文本"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
