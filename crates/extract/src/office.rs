//! Old office files through LibreOffice, where it is installed: as today's formats they show revisions and hidden text too.
//!
//! The program runs in a folder and with a profile of its own, and ends with all its children when its time is up.

use crate::{Document, Kind, Limits, Note, read as read_file, sniff};
use rustix::process::{Pid, Signal, kill_process_group};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Why a conversion gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("这种格式不经过LibreOffice转换")]
    Format,
    #[error("LibreOffice没有启动：{0}")]
    Start(#[source] io::Error),
    #[error("LibreOffice转换超时")]
    Time,
    #[error("LibreOffice转换失败")]
    Nothing,
    #[error("临时文件读写失败：{0}")]
    Folder(#[source] io::Error),
}

/// An installed LibreOffice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Soffice {
    /// The program, e.g. `/usr/bin/soffice`.
    pub path: PathBuf,
    /// Time for one file.
    pub timeout: Duration,
}

/// Reads a file, an old one through LibreOffice if there is one; without it, or if it fails, as [`crate::read`] does.
#[must_use]
pub fn read(name: &str, bytes: &[u8], limits: &Limits, soffice: Option<&Soffice>) -> Document {
    let direct = read_file(name, bytes, limits);
    let Some(soffice) = soffice.filter(|_| matches!(direct.kind, Kind::Doc | Kind::Ppt)) else { return direct };
    if direct.notes.contains(&Note::Encrypted) {
        return direct;
    }
    let Ok((named, converted)) = soffice.convert(name, direct.kind, bytes) else { return direct };
    let mut found = read_file(&named, &converted, limits);
    if found.parts.is_empty() && !direct.parts.is_empty() {
        return direct;
    }
    // The converted file names LibreOffice; who wrote the original stands in the original.
    let about = |note: &Note| matches!(note, Note::Author { .. } | Note::Macros | Note::WrongKind { .. });
    found.notes.retain(|note| !about(note));
    found.notes.extend(direct.notes.into_iter().filter(about));
    Document { kind: direct.kind, ..found }
}

impl Soffice {
    /// The file in today's format, with its new name.
    ///
    /// # Errors
    /// [`Failure`] if the format is none of the old ones, the program can't be run, takes too long or writes nothing.
    pub fn convert(&self, name: &str, kind: Kind, bytes: &[u8]) -> Result<(String, Vec<u8>), Failure> {
        let (from, to) = match kind {
            Kind::Doc => ("doc", "docx"),
            Kind::Xls => ("xls", "xlsx"),
            Kind::Ppt => ("ppt", "pptx"),
            Kind::Rtf => ("rtf", "docx"),
            _ => return Err(Failure::Format),
        };
        let folder = tempfile::Builder::new().prefix("jiyue-office-").tempdir().map_err(Failure::Folder)?;
        let source = folder.path().join(format!("source.{from}"));
        std::fs::write(&source, bytes).map_err(Failure::Folder)?;
        let mut child = self.start(folder.path(), &source, to).map_err(Failure::Start)?;
        let status = self.wait(&mut child);
        end_all(&child);
        // The child itself is waited for, so that it doesn't linger.
        let _ = child.wait();
        if !status?.success() {
            return Err(Failure::Nothing);
        }
        let target = folder.path().join("out").join(format!("source.{to}"));
        let converted = std::fs::read(target).map_err(|_| Failure::Nothing)?;
        let stem = name.strip_suffix(&sniff::extension(name)).unwrap_or(name).trim_end_matches('.');
        Ok((format!("{stem}.{to}"), converted))
    }

    fn start(&self, folder: &Path, source: &Path, to: &str) -> io::Result<Child> {
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        Command::new(&self.path)
            .args([
                &profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--convert-to", to, "--outdir",
            ])
            .arg(folder.join("out"))
            .arg(source)
            .current_dir(folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", folder)
            .env("TMPDIR", folder)
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that its children end with it.
            .process_group(0)
            .spawn()
    }

    fn wait(&self, child: &mut Child) -> Result<ExitStatus, Failure> {
        let begun = Instant::now();
        loop {
            match child.try_wait().map_err(Failure::Start)? {
                Some(status) => return Ok(status),
                None if begun.elapsed() > self.timeout => return Err(Failure::Time),
                None => std::thread::sleep(Duration::from_millis(40)),
            }
        }
    }
}

/// Ends the group of a child, itself included; one that has ended already is no failure.
fn end_all(child: &Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}
