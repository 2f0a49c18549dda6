//! The folder of a site's pages: `sites/<code>/current → gen-1`, whole files only.

use crate::problem::{Outcome, Problem};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One site's folder, locked against other drawers (also of other processes) while it is held.
pub struct SiteFolder {
    root: PathBuf,
    _lock: File,
}

impl SiteFolder {
    /// The folder that is served for a site.
    pub fn current(data: &Path, code: &str) -> PathBuf {
        data.join("sites").join(code).join("current")
    }

    /// Makes the folder if needed and waits for the lock.
    pub fn lock(data: &Path, code: &str) -> Outcome<SiteFolder> {
        let site = data.join("sites").join(code);
        let generation = site.join("gen-1");
        fs::create_dir_all(&generation).map_err(Problem::internal)?;
        let current = site.join("current");
        if !current.exists() {
            match std::os::unix::fs::symlink("gen-1", &current) {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => return Err(Problem::internal(e)),
                _ => {}
            }
        }
        let lock = File::create(site.join("lock")).map_err(Problem::internal)?;
        lock.lock().map_err(Problem::internal)?;
        Ok(SiteFolder { root: current, _lock: lock })
    }

    fn file(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    pub fn has(&self, path: &str) -> bool {
        self.file(path).is_file()
    }

    pub fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
        fs::read(self.file(path))
    }

    /// Writes beside and renames, so that a reader sees the old page or the new one. `durable` waits
    /// for the disk; a mass build syncs once per batch instead (see [`SiteFolder::sync`]).
    pub fn write(&self, path: &str, bytes: &[u8], durable: bool) -> std::io::Result<()> {
        let target = self.file(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = target.with_extension("jiyue-tmp");
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        if durable {
            file.sync_data()?;
        }
        drop(file);
        fs::rename(&beside, &target)
    }

    pub fn remove(&self, path: &str) -> std::io::Result<()> {
        match fs::remove_file(self.file(path)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }

    /// Copies a file in unless one of that name is there already; for content-addressed names.
    pub fn bring(&self, path: &str, from: &Path) -> std::io::Result<()> {
        let target = self.file(path);
        if target.is_file() {
            return Ok(());
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let beside = target.with_extension("jiyue-tmp");
        if fs::hard_link(from, &target).is_ok() {
            return Ok(());
        }
        fs::copy(from, &beside)?;
        fs::rename(&beside, &target)
    }

    /// Every file below the folder, as site paths; temporary ones of a crash are removed on the way.
    pub fn all(&self) -> std::io::Result<Vec<String>> {
        let mut found = Vec::new();
        let mut open = vec![self.root.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                let path = entry.path();
                if entry.file_type()?.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|e| e == "jiyue-tmp") {
                    fs::remove_file(&path)?;
                } else if let Ok(inner) = path.strip_prefix(&self.root) {
                    found.push(format!("/{}", inner.to_string_lossy()));
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Makes a batch of undurable writes durable.
    pub fn sync(&self) -> std::io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(&self.root)?)?)
    }
}
