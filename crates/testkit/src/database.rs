//! Fresh, migrated databases on both engines, one per test.
//!
//! SQLite: a file copied from one migrated template per process. PostgreSQL, when `JIYUE_TEST_POSTGRES`
//! names a server: `CREATE DATABASE … TEMPLATE` from one migrated database per server. Both vanish with the
//! [`TestStore`]. A missing server is told loudly, and is a failure where all tests must run (`JIYUE_TEST_ALL`, `CI`).

// Test code: a fault here has to stop the test.
#![allow(clippy::expect_used, clippy::panic)]

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use store::{Settings, Store};
use tempfile::TempDir;

/// The variable that names a PostgreSQL server, `postgres://user@host:port/database`.
pub const SERVER: &str = "JIYUE_TEST_POSTGRES";
/// Any number: tests in several processes make the template one after the other.
const TEMPLATE_LOCK: i64 = 520_261_199;

/// A store on a database of its own, gone when this is dropped.
pub struct TestStore {
    store: Option<Store>,
    url: String,
    /// The SQLite file's folder, or where the PostgreSQL database is dropped.
    _folder: Option<TempDir>,
    server: Option<String>,
}

impl TestStore {
    /// How another connection or process reaches the same database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The settings it was opened with.
    pub fn settings(&self) -> Settings {
        settings(&self.url)
    }
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        self.store.as_ref().expect("open until dropped")
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        self.store = None;
        let Some(server) = &self.server else { return };
        let name = self.url.rsplit('/').next().unwrap_or_default();
        let dropped = PgConnection::establish(server)
            .map_err(|e| e.to_string())
            .and_then(|mut c| c.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).map_err(|e| e.to_string()));
        if let Err(error) = dropped {
            eprintln!("testkit: database {name} stays: {error}");
        }
    }
}

fn settings(url: &str) -> Settings {
    Settings { url: url.to_owned(), connections: 6, wait: Duration::from_secs(20) }
}

fn open(url: String, folder: Option<TempDir>, server: Option<String>) -> TestStore {
    let store = Store::open(&settings(&url)).expect("open the test database");
    TestStore { store: Some(store), url, _folder: folder, server }
}

/// A fresh SQLite file.
pub fn sqlite() -> TestStore {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("db.sqlite");
    std::fs::write(&file, sqlite_template()).expect("copy the template");
    open(file.display().to_string(), Some(folder), None)
}

/// The bytes of a migrated, closed file.
fn sqlite_template() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("template.sqlite");
        let url = file.display().to_string();
        drop(Store::open(&settings(&url)).expect("migrate the template"));
        let mut c = diesel::SqliteConnection::establish(&url).expect("open the template");
        // The pool may still be opening connections after its drop: the copy waits for them.
        let copy = folder.path().join("copy.sqlite");
        c.batch_execute(&format!("PRAGMA busy_timeout=20000; VACUUM INTO '{}'", copy.display())).expect("copy the template");
        std::fs::read(&copy).expect("read the template")
    })
}

/// A fresh PostgreSQL database; `None` (and a line on stderr) without a server.
///
/// Panics without a server where all tests must run.
pub fn postgres() -> Option<TestStore> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var(SERVER) else {
        let all = ["CI", "JIYUE_TEST_ALL"].iter().any(|name| std::env::var_os(name).is_some());
        assert!(!all, "{SERVER} is not set, but all tests must run");
        eprintln!("NOT RUN on PostgreSQL: {SERVER} is not set (cargo xtask test starts a server)");
        return None;
    };
    let template = postgres_template(&server);
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut c = PgConnection::establish(&server).expect("reach the PostgreSQL server");
    c.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).expect("copy the template");
    Some(open(beside(&server, &name), None, Some(server)))
}

/// The migrated database that others are copied from; its name follows the migrations' text.
fn postgres_template(server: &str) -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("template_{:016x}", fingerprint(&migrations().join("postgres")));
        let mut c = PgConnection::establish(server).expect("reach the PostgreSQL server");
        c.batch_execute(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).expect("wait for the template");
        let there = diesel::sql_query(format!("SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate"))
            .execute(&mut c)
            .expect("look for the template");
        if there == 0 {
            c.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).expect("drop a half-made template");
            c.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).expect("create the template");
            drop(Store::open(&settings(&beside(server, &name))).expect("migrate the template"));
            c.batch_execute(&format!("ALTER DATABASE {name} IS_TEMPLATE true")).expect("mark the template");
        }
        name
    })
}

/// Databases as an earlier release left them: its migrations and what it had stored, opened by this release.
/// `stored` is told the engine's name, for how it writes an id.
pub fn upgraded(migrations_until: &str, stored: impl Fn(&'static str) -> String) -> Vec<(&'static str, TestStore)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("db.sqlite").display().to_string();
    let mut c = diesel::SqliteConnection::establish(&file).expect("a new file");
    c.batch_execute(&earlier("sqlite", migrations_until, &stored("sqlite"))).expect("an earlier database");
    drop(c);
    let mut all = vec![("sqlite", open(file, Some(folder), None))];
    if let Some(fresh) = postgres() {
        let server = std::env::var(SERVER).expect("there was one");
        let name = format!("{}_before", fresh.url().rsplit('/').next().unwrap_or_default());
        drop(fresh);
        let mut c = PgConnection::establish(&server).expect("reach the PostgreSQL server");
        c.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).expect("a new database");
        let url = beside(&server, &name);
        let mut c = PgConnection::establish(&url).expect("reach the new database");
        c.batch_execute(&earlier("postgres", migrations_until, &stored("postgres"))).expect("an earlier database");
        drop(c);
        all.push(("postgres", open(url, None, Some(server))));
    }
    all
}

/// The text of the migrations up to one of them, with their own table, then what was stored.
fn earlier(engine: &str, until: &str, stored: &str) -> String {
    let folder = migrations().join(engine);
    let read = std::fs::read_dir(&folder).expect("the migrations").map(|entry| entry.expect("a migration").file_name());
    let mut names: Vec<String> = read.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.as_str() <= until);
    names.sort();
    let mut all = String::from(
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);\n",
    );
    for name in names {
        all += &std::fs::read_to_string(folder.join(&name).join("up.sql")).expect("a migration's text");
        let version = name.split('_').next().unwrap_or_default();
        all += &format!("\nINSERT INTO __diesel_schema_migrations (version) VALUES ('{version}');\n");
    }
    all + stored
}

/// Both engines, by name; the second only where a server is (see [`postgres`]).
pub fn stores() -> Vec<(&'static str, TestStore)> {
    let mut all = vec![("sqlite", sqlite())];
    all.extend(postgres().map(|store| ("postgres", store)));
    all
}

/// Another database of the same server.
fn beside(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').expect("a server URL ends in /database");
    format!("{base}/{name}")
}

/// The folder of both engines' migrations.
pub fn migrations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations")
}

fn fingerprint(folder: &Path) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the migrations")
        .map(|entry| entry.expect("a migration").path().join("up.sql"))
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).expect("a migration's text").hash(&mut hasher);
    }
    hasher.finish()
}

/// Makes of each `fn name(store) { … }` the tests `name::sqlite` and `name::postgres`; `store` is a
/// [`&TestStore`](TestStore) on an empty, migrated database.
#[macro_export]
macro_rules! on_both {
    ($(fn $name:ident($store:ident) $body:block)+) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn holds($store: &$crate::TestStore) $body
            #[test]
            fn sqlite() {
                holds(&$crate::sqlite());
            }
            #[test]
            fn postgres() {
                if let Some(store) = $crate::postgres() {
                    holds(&store);
                }
            }
        }
    )+ };
}
