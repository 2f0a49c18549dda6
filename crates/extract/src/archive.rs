//! A zip of files: each is read as if it stood alone, with its name before every place.

use crate::package::Package;
use crate::reading::{Outcome, Reading, Stop};
use crate::{Limit, Note, read_one};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    if reading.depth() >= reading.limits.depth {
        return Err(Stop::Over(Limit::Depth));
    }
    let mut package = Package::open(bytes, reading)?;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| !is_passed(name)) {
        if let Err(stop) = member(&mut package, at, name, reading) {
            // What is spent for one member is spent for those after it.
            let left = names[at..].iter().filter(|name| !is_passed(name)).count();
            reading.note(Note::Unread { why: format!("压缩包内从“{}”起的{left}个文件", tidy(name)) });
            return Err(stop);
        }
    }
    Ok(())
}

/// Reads one member; an error means that no further one can be read.
fn member(package: &mut Package, at: usize, name: &str, reading: &mut Reading) -> Outcome {
    reading.enter(&tidy(name))?;
    let read = package.read_at(at, reading).and_then(|bytes| read_one(name, &bytes, reading));
    let outcome = match read {
        Ok(_) => Ok(()),
        // Of this member alone.
        Err(stop @ (Stop::Unread(_) | Stop::Encrypted | Stop::Over(Limit::Ratio | Limit::Depth | Limit::Nesting))) => {
            reading.note(stop.note());
            Ok(())
        }
        Err(stop) => Err(stop),
    };
    reading.leave();
    outcome
}

/// Folders, and what systems leave in archives.
fn is_passed(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    name.ends_with('/') || name.starts_with("__MACOSX/") || matches!(base, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// A name for the screen: no way out of the archive, no control characters.
fn tidy(name: &str) -> String {
    let pieces: Vec<&str> = name.split('/').filter(|piece| !matches!(*piece, "" | "." | "..")).collect();
    pieces.join("/").chars().filter(|c| !c.is_control()).take(200).collect()
}
