//! A PostgreSQL of our own: in a temporary folder, on a free port, as an unprivileged user, gone at the end.

use crate::{Outcome, prerequisites, shell};
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Server {
    process: Child,
    folder: PathBuf,
    port: u16,
}

/// A program of PostgreSQL; Debian keeps the server's outside the PATH.
pub fn program(name: &str) -> Outcome<PathBuf> {
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").map(|entries| entries.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    versions.sort_by_key(|path| path.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse::<u32>().ok()));
    let newest = versions.into_iter().rev().map(|path| path.join("bin").join(name)).find(|file| file.is_file());
    newest.or_else(|| prerequisites::find(name)).ok_or_else(|| format!("{name} not found: apt-get install postgresql"))
}

/// A port that nobody listens on.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| format!("no free port: {e}"))?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}

impl Server {
    pub fn start() -> Outcome<Server> {
        let folder = std::env::temp_dir().join(format!("jiyue-postgres-{}", std::process::id()));
        fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let user = unprivileged()?;
        if let Some(user) = user {
            shell::read("chown", Command::new("chown").arg(user).arg(&folder))?;
        }
        let data = folder.join("data");
        let mut initdb = as_user(user, &program("initdb")?, &folder);
        initdb.arg("-D").arg(&data).args(["-U", "jiyue", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]);
        shell::read("initdb", &mut initdb)?;
        let port = free_port()?;
        let mut postgres = as_user(user, &program("postgres")?, &folder);
        postgres.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        // Nothing here outlives the tests, so nothing has to reach the disk.
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"] {
            postgres.args(["-c", setting]);
        }
        let log = fs::File::create(folder.join("log")).map_err(|e| e.to_string())?;
        let errors = log.try_clone().map_err(|e| e.to_string())?;
        let process = shell::spawn("postgres", postgres.stdout(log).stderr(errors))?;
        let mut server = Server { process, folder, port };
        server.await_answer()?;
        Ok(server)
    }

    fn await_answer(&mut self) -> Outcome<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            if !matches!(self.process.try_wait(), Ok(None)) {
                break;
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() && self.sql("SELECT 1").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(format!("PostgreSQL did not start: {}", log.trim()))
    }

    fn sql(&self, statement: &str) -> Outcome<String> {
        let mut psql = Command::new(program("psql")?);
        psql.args(["-q", "-X", "-d", &self.url("postgres"), "-c", statement]).stderr(Stdio::piped());
        shell::read("psql", &mut psql)
    }

    /// An empty database by this name, made anew.
    pub fn database(&self, name: &str) -> Outcome<String> {
        self.sql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))?;
        self.sql(&format!("CREATE DATABASE {name} TEMPLATE template0"))?;
        Ok(self.url(name))
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://jiyue@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // INT: do not wait for connections that are still open.
        let asked = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        if asked.is_ok() {
            let begun = Instant::now();
            while matches!(self.process.try_wait(), Ok(None)) && begun.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(30));
            }
        }
        if matches!(self.process.try_wait(), Ok(None)) {
            shell::end(&mut self.process);
        }
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("{} stays: {error}", self.folder.display());
        }
    }
}

/// PostgreSQL refuses to run as root; who it runs as instead.
fn unprivileged() -> Outcome<Option<&'static str>> {
    if !prerequisites::is_root() {
        return Ok(None);
    }
    let known = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|o| o.status.success());
    let user = ["postgres", "nobody"].iter().find(known);
    user.copied().map(Some).ok_or_else(|| "no unprivileged user (postgres, nobody) for PostgreSQL".into())
}

/// A command of that user, which ends when we are killed.
fn as_user(user: Option<&str>, program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if let Some(user) = user {
        command.args(["--reuid", user, "--regid", &group_of(user), "--clear-groups"]);
    }
    command.arg(program).current_dir(folder).env("LC_ALL", "C.UTF-8");
    command
}

fn group_of(user: &str) -> String {
    shell::read("id", Command::new("id").args(["-g", user])).map_or_else(|_| user.to_owned(), |id| id.trim().to_owned())
}
