//! The platform as a running program: a data folder with its settings, a port, and its commands.

use crate::{Outcome, paths, shell};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A platform in a data folder.
pub struct Platform {
    pub program: PathBuf,
    pub data: PathBuf,
    pub port: u16,
    /// URL of a PostgreSQL database; `None`: SQLite in the data folder.
    pub database: Option<String>,
}

/// Who runs the demonstration platform (平台管理员); its first-start account is sealed.
const OPERATOR: &str = "shenyan";
/// Settings that the environment must not change under us.
const SETTINGS: [&str; 3] = ["JIYUE_LISTEN", "JIYUE_DATABASE_URL", "JIYUE_SITE_ADDRESS"];

impl Platform {
    /// One of the program's commands on this platform.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = shell::command(&self.program.display().to_string());
        command.args(args).arg("--data").arg(&self.data);
        for name in SETTINGS {
            command.env_remove(name);
        }
        command
    }

    /// Writes `config.toml`, so that commands typed by hand reach the same platform; true when it changed.
    pub fn configure(&self) -> Outcome<bool> {
        let mut text = format!("listen = \"[::]:{0}\"\nsite_address = \"http://{{code}}.localhost:{0}\"\n", self.port);
        if let Some(url) = &self.database {
            text += &format!("database_url = \"{url}\"\n");
        }
        let file = self.data.join("config.toml");
        if std::fs::read_to_string(&file).is_ok_and(|kept| kept == text) {
            return Ok(false);
        }
        std::fs::create_dir_all(&self.data)
            .and_then(|()| std::fs::write(&file, text))
            .map_err(|e| format!("{}: {e}", file.display()))?;
        Ok(true)
    }

    /// Makes an empty platform and loads the demonstration world; what the loading said.
    pub fn fill(&self, articles: u64) -> Outcome<String> {
        self.configure()?;
        shell::run("jiyue migrate", &mut self.command(&["migrate"]))?;
        let count = articles.to_string();
        let mut load = self.command(&["demo", "--from", "deploy/demo"]);
        if articles > 0 {
            load.args(["--articles", &count]);
        }
        let (loaded, said) = shell::tee("jiyue demo", &mut load)?;
        if !loaded {
            return Err("jiyue demo failed".into());
        }
        shell::run("jiyue publish", &mut self.command(&["publish", "--json"]))?;
        Ok(said)
    }

    /// Draws every page anew.
    pub fn publish_all(&self) -> Outcome<()> {
        shell::run("jiyue publish --all", &mut self.command(&["publish", "--all", "--by", OPERATOR, "--json"]))
    }

    /// Starts serving and waits until it answers.
    pub fn serve(&self) -> Outcome<Served> {
        let process = shell::spawn("jiyue serve", &mut self.command(&["serve"]))?;
        let mut served = Served(process);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) && !shell::stopped() {
            if let Ok(Some(status)) = served.0.try_wait() {
                return Err(format!("jiyue serve: {status}"));
            }
            if answers(self.port, "/readyz") {
                return Ok(served);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err("jiyue serve does not answer".into())
    }
}

/// A running server; ends with this value.
pub struct Served(pub Child);

impl Drop for Served {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            shell::end(&mut self.0);
        }
    }
}

/// Whether a GET of this path is answered with 200.
fn answers(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
        let mut head = [0u8; 12];
        stream.read_exact(&mut head)?;
        Ok(head.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

/// Builds the program as the dev profile has it.
pub fn build() -> Outcome<PathBuf> {
    shell::run("cargo build -p jiyue", shell::cargo().args(["build", "-p", "jiyue"]))?;
    Ok(paths::jiyue())
}

/// A fresh temporary folder by this name.
pub fn scratch(name: &str) -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("jiyue-{name}-{}", std::process::id()));
    clear(&folder)?;
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}

/// Takes a folder away, if it is there.
pub fn clear(folder: &Path) -> Outcome<()> {
    match std::fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {e}", folder.display())),
        _ => Ok(()),
    }
}
