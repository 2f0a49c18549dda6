//! The folder of kept files: `root/ab/cdef…` by SHA-256, resized copies beside the original.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::{Error, Kind, Refused, picture, sniff};

const WIDTHS: [u32; 3] = [480, 960, 1600];

/// What may be kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a file that is no picture.
    pub file: u64,
    /// Bytes of a picture.
    pub picture: u64,
    /// Width × height of a picture.
    pub pixels: u64,
}

impl Default for Limits {
    /// 100 MB, 20 MB, 40 million pixels.
    fn default() -> Limits {
        Limits { file: 100 << 20, picture: 20 << 20, pixels: 40_000_000 }
    }
}

/// A kept file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// 64 lower-case hex digits.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    pub kind: Kind,
    /// Pixels as seen (EXIF orientation applied); pictures only.
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// The folder of kept files; any number of processes may use it at once.
#[derive(Clone, Debug)]
pub struct Assets {
    root: PathBuf,
}

impl Assets {
    /// Opens the folder, making it if needed.
    pub fn open(root: PathBuf) -> Result<Assets, Error> {
        fs::create_dir_all(&root)?;
        Ok(Assets { root })
    }

    /// Checks a file and keeps it; the same content twice is one file.
    pub fn keep(&self, name: &str, bytes: &[u8], limits: &Limits) -> Result<Stored, Error> {
        let size = bytes.len() as u64;
        let promised_picture = Kind::of_name(name).is_some_and(Kind::is_picture);
        let limit = if promised_picture { limits.picture } else { limits.file };
        if size > limit {
            return Err(Refused::TooLarge { size, limit }.into());
        }
        let kind = sniff::sniff(name, bytes)?;
        let (mut width, mut height) = (None, None);
        if kind.is_picture() {
            let (wide, high) = picture::measure(kind, bytes, limits.pixels)?;
            (width, height) = (Some(wide), Some(high));
        }
        let sha256 = hash(bytes);
        let place = self.place(&sha256).ok_or(Error::Absent)?;
        if fs::metadata(&place).map(|kept| kept.len()).ok() != Some(size) {
            write(&place, bytes)?;
        }
        Ok(Stored { sha256, size, kind, width, height })
    }

    /// Where a kept file lies; `None` if the text is no hash or nothing is kept under it.
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        self.place(sha256).filter(|place| place.is_file())
    }

    /// The bytes of a kept file.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>, Error> {
        let place = self.path(sha256).ok_or(Error::Absent)?;
        Ok(fs::read(place)?)
    }

    /// A copy of a picture at most 480, 960 or 1600 pixels wide, made at the first asking.
    ///
    /// Its ending tells its kind (`jpg`, `png`). Never wider than the original; moving pictures
    /// come as they are.
    pub fn resized(&self, sha256: &str, width: u32) -> Result<PathBuf, Error> {
        if !WIDTHS.contains(&width) {
            return Err(Error::Width(width));
        }
        let original = self.path(sha256).ok_or(Error::Absent)?;
        let copy = |ending: &str| original.with_extension(format!("{width}.{ending}"));
        for made in [copy("jpg"), copy("png")] {
            if made.is_file() {
                return Ok(made);
            }
        }
        match picture::resized(&fs::read(&original)?, width)? {
            None => Ok(original),
            Some((kind, bytes)) => {
                let made = copy(kind.endings()[0]);
                write(&made, &bytes)?;
                Ok(made)
            }
        }
    }

    fn place(&self, sha256: &str) -> Option<PathBuf> {
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let valid = sha256.len() == 64 && sha256.bytes().all(hex);
        valid.then(|| self.root.join(&sha256[..2]).join(&sha256[2..]))
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Whole or not at all: written beside, synced, renamed, and the folder synced.
fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    static SERIAL: AtomicU64 = AtomicU64::new(0);
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
    let temporary = folder.join(format!(".{}-{serial}.tmp", process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, place))
        .and_then(|()| File::open(folder)?.sync_all());
    if written.is_err() {
        // The first fault is the one to tell; a left-over temporary file harms nobody.
        let _ = fs::remove_file(&temporary);
    }
    written
}

#[cfg(test)]
mod tests;
