//! Connections: on SQLite one writer and several readers, on PostgreSQL one pool for both.

use crate::engine::{Db, Engine};
use crate::error::{Error, Result};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::R2D2Connection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use r2d2::Pool;
use std::time::Duration;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
/// Any number, the same on every node: guards the migrations of a PostgreSQL database.
const MIGRATION_LOCK: i64 = 520_261_101;

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `postgres://…`, or the path of a SQLite file.
    pub url: String,
    /// Readers on SQLite, all connections on PostgreSQL.
    pub connections: u32,
    /// How long a caller waits for a connection before it is told that the platform is busy.
    pub wait: Duration,
}

pub(crate) struct Connections {
    pub read: Pool<Manager>,
    pub write: Pool<Manager>,
}

impl Connections {
    pub fn open(settings: &Settings) -> Result<Self> {
        let engine = Engine::of(&settings.url);
        let pool = |size: u32, writer: bool| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(settings.wait)
                .test_on_check_out(engine == Engine::Postgres)
                .build(Manager { url: settings.url.clone(), engine, writer })
                .map_err(|e| Error::Open(e.to_string()))
        };
        let write = pool(if engine == Engine::Sqlite { 1 } else { settings.connections }, true)?;
        migrate(&mut *write.get()?)?;
        let read = if engine == Engine::Sqlite { pool(settings.connections, false)? } else { write.clone() };
        Ok(Connections { read, write })
    }
}

fn migrate(db: &mut Db) -> Result<()> {
    let done = match db {
        Db::Postgres(c) => {
            // Several nodes may start at once.
            c.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))?;
            let done = c.run_pending_migrations(POSTGRES).map(|_| ());
            c.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"))?;
            done
        }
        Db::Sqlite(c) => c.run_pending_migrations(SQLITE).map(|_| ()),
    };
    done.map_err(|e| Error::Open(e.to_string()))
}

pub(crate) struct Manager {
    url: String,
    engine: Engine,
    writer: bool,
}

impl r2d2::ManageConnection for Manager {
    type Connection = Db;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> std::result::Result<Db, Self::Error> {
        match self.engine {
            Engine::Postgres => Ok(Db::Postgres(PgConnection::establish(&self.url)?)),
            Engine::Sqlite => {
                let mut c = SqliteConnection::establish(&self.url)?;
                c.batch_execute(&pragmas(self.writer)).map_err(diesel::r2d2::Error::QueryError)?;
                Ok(Db::Sqlite(c))
            }
        }
    }
    fn is_valid(&self, db: &mut Db) -> std::result::Result<(), Self::Error> {
        db.ping().map_err(diesel::r2d2::Error::QueryError)
    }
    fn has_broken(&self, db: &mut Db) -> bool {
        db.is_broken()
    }
}

/// The wait comes first: switching to WAL may itself have to wait. FULL, because NORMAL loses the
/// last commits when the power fails.
fn pragmas(writer: bool) -> String {
    let mut sql = String::from(
        "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
         PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; \
         PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF;",
    );
    if !writer {
        sql.push_str(" PRAGMA query_only=ON;");
    }
    sql
}
