//! A platform in a temporary folder, its commands, its server and the people who use it.

use crate::wire::{Answer, send};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Password of every account that a test opens.
pub const PASSWORD: &str = "Ceshi-2026-yun";

pub struct Platform {
    folder: TempDir,
    database: Option<String>,
    /// Of the first-start account.
    pub admin_password: String,
}

impl Platform {
    /// A migrated platform on SQLite in its own folder.
    pub fn new() -> Platform {
        Platform::on(None)
    }

    /// A migrated platform on the database of this URL.
    pub fn on(database: Option<String>) -> Platform {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut platform = Platform { folder, database, admin_password: String::new() };
        let said = platform.ok(&["migrate"]);
        let (_, rest) = said.split_once("密码 ").expect("the first password");
        platform.admin_password = rest.split('（').next().unwrap_or_default().to_owned();
        platform
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path beside the data folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file beside the data folder.
    pub fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.beside(name);
        fs::write(&path, content).expect("write a file");
        path
    }

    /// A command on this platform; nothing of the caller's own settings reaches it.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = bare(args);
        command.arg("--data").arg(self.data());
        if let Some(url) = &self.database {
            command.env("JIYUE_DATABASE_URL", url);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("run the program")
    }

    /// What a command says that must succeed.
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", error_of(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The one JSON line of a command that must succeed.
    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args)).expect("a JSON line")
    }

    /// Brings lines in as published, making sites and columns.
    pub fn import(&self, lines: &str) -> Value {
        let file = self.file("batch.jsonl", lines);
        self.json(&["import", "articles", path(&file), "--create", "--as", "published", "--reason", "迁移"])
    }

    pub fn open_account(&self, login: &str, role: &str, scope: &str) {
        let mut add = self.command(&["user", "add", login, "--name", login, "--by", "admin"]);
        let mut process = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("run the program");
        process.stdin.take().expect("its input").write_all(PASSWORD.as_bytes()).expect("give the password");
        assert!(process.wait().expect("its end").success(), "add {login}");
        self.ok(&["user", "grant", login, role, "--scope", scope, "--by", "admin"]);
    }

    pub fn serve(&self) -> Server {
        let log = self.beside("log");
        let file = File::create(&log).expect("a log file");
        let mut command = self.command(&["serve"]);
        command.env("JIYUE_LISTEN", "127.0.0.1:0").stderr(file);
        let process = command.spawn().expect("start the server");
        let mut server = Server { process, address: ([127, 0, 0, 1], 0).into(), log };
        server.address = until("the server listens", || server.listening());
        server
    }

    /// The folder of a site's pages.
    pub fn pages(&self, site: &str) -> PathBuf {
        self.data().join("sites").join(site).join("current")
    }
}

/// The program with nothing set.
pub fn bare(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiyue"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("JIYUE_")) {
        command.env_remove(name);
    }
    command.args(args).stdin(Stdio::null());
    command
}

pub fn error_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn path(path: &Path) -> &str {
    path.to_str().expect("a readable path")
}

/// Waits for a condition, a minute at most.
pub fn until<T>(what: &str, mut holds: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = holds() {
            return value;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A running server, killed when dropped.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    log: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("the server said:\n{}", fs::read_to_string(&self.log).unwrap_or_default());
        }
    }
}

impl Server {
    fn listening(&self) -> Option<SocketAddr> {
        let log = fs::read_to_string(&self.log).ok()?;
        let (_, rest) = log.split_once("listening address=")?;
        // A line that is only half written has no end yet.
        rest.split_once('\n').and_then(|(address, _)| address.trim().parse().ok())
    }

    /// As kill -9 does it.
    pub fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Asks it to stop and waits for its end.
    pub fn stop(&mut self) -> ExitStatus {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().expect("run kill");
        assert!(asked.success());
        until("the server stopped", || self.process.try_wait().expect("its end"))
    }

    pub fn is_running(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        send(self.address, method, path, headers, body).unwrap_or_else(|e| panic!("{method} {path}: {e}"))
    }

    /// What a visitor gets under a host name.
    pub fn visit(&self, host: &str, path: &str) -> Answer {
        self.send("GET", path, &[("Host", host)], b"")
    }

    /// Whether a public page is there and contains this.
    pub fn shows(&self, host: &str, path: &str, what: &str) -> bool {
        let answer = self.visit(host, path);
        answer.status == 200 && answer.text().contains(what)
    }

    pub fn try_login(&self, login: &str, password: &str) -> Answer {
        let body = json!({"login": login, "password": password}).to_string();
        self.send("POST", "/api/v1/session", &[("Host", "localhost"), ("Content-Type", "application/json")], body.as_bytes())
    }

    pub fn log_in(&self, login: &str, password: &str) -> Person<'_> {
        let answer = self.try_login(login, password);
        assert_eq!(answer.status, 200, "{login}: {}", answer.text());
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Person { server: self, cookie, csrf: answer.json()["csrf"].as_str().expect("a CSRF secret").to_owned() }
    }
}

/// Someone with a session.
pub struct Person<'s> {
    server: &'s Server,
    pub cookie: String,
    csrf: String,
}

impl Person<'_> {
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers =
            [("Host", "localhost"), ("Cookie", &self.cookie), ("X-CSRF-Token", &self.csrf), ("Content-Type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.send(method, &format!("/api/v1/{path}"), &headers, body.as_bytes())
    }

    /// What a question answers that must succeed.
    pub fn get(&self, path: &str) -> Value {
        self.done("GET", path, &Value::Null)
    }

    /// What an act answers that must succeed.
    pub fn done(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.ask(method, path, body);
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text());
        answer.json()
    }
}
