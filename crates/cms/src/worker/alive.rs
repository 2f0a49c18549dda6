//! Which workers live: each holds a lock on a file in `spool/workers` for as long as its process lasts, so
//! that the jobs of one that was killed are taken over at once, not when their leases run out.

use crate::App;
use crate::problem::{Outcome, Problem};
use domain::identity::Actor;
use std::fs::{self, File};
use std::path::PathBuf;

/// A worker that lives, under the name in its leases.
pub struct Alive {
    name: String,
    file: PathBuf,
    _lock: File,
}

impl Alive {
    /// Makes a worker known; the name begins with `kind`, for people who read the table of jobs.
    pub fn enter(app: &App, kind: &str) -> Outcome<Alive> {
        // Not the process number alone: it comes again, in a container at every start.
        let name = format!("{kind}-{}-{}", std::process::id(), uuid::Uuid::new_v4().simple());
        let file = folder(app)?.join(&name);
        // Locked under a name that nobody looks at, so that it never lies there without its lock.
        let unseen = file.with_file_name(format!(".{name}"));
        let lock = File::create(&unseen).map_err(Problem::internal)?;
        lock.lock().map_err(Problem::internal)?;
        fs::rename(&unseen, &file).map_err(Problem::internal)?;
        Ok(Alive { name, file, _lock: lock })
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        // Whoever falls while at work leaves his file, so that the others find his job.
        if std::thread::panicking() {
            return;
        }
        if let Err(error) = fs::remove_file(&self.file) {
            tracing::warn!(%error, file = %self.file.display(), "a worker's file stays");
        }
    }
}

fn folder(app: &App) -> Outcome<PathBuf> {
    let folder = app.data().join("spool/workers");
    fs::create_dir_all(&folder).map_err(Problem::internal)?;
    Ok(folder)
}

/// Makes the jobs ready again that workers of this data folder held when they were killed.
pub fn take_over(app: &App) -> Outcome<()> {
    for entry in fs::read_dir(folder(app)?).map_err(Problem::internal)? {
        let entry = entry.map_err(Problem::internal)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // One that has just left took its file with it.
        let Ok(file) = File::open(entry.path()) else { continue };
        if name.starts_with('.') || file.try_lock().is_err() {
            continue;
        }
        app.store.work(&app.context(Actor::worker()), |tx| store::jobs::abandon(tx, &name))?;
        match fs::remove_file(entry.path()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Problem::internal(error)),
            _ => {}
        }
    }
    Ok(())
}
