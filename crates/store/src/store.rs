//! The store: where transactions begin and end.

use crate::engine::{self, Db, Engine};
use crate::error::{Error, Result};
use crate::pool::{Connections, Settings};
use domain::event::Event;
use domain::identity::Actor;
use domain::{Id, Time};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// Who acts, when, and for which request.
#[derive(Clone, Debug)]
pub struct Context {
    pub actor: Arc<Actor>,
    pub now: Time,
    pub request: Option<String>,
}

impl Context {
    pub fn new(actor: Actor, now: Time) -> Self {
        Context { actor: Arc::new(actor), now, request: None }
    }
}

/// Leave to read.
pub struct Read<'a> {
    pub(crate) db: &'a mut Db,
}

/// Leave to write: one transaction of one actor at one instant.
pub struct Tx<'a> {
    read: Read<'a>,
    context: &'a Context,
    events: Vec<Event>,
}

impl<'a> Deref for Tx<'a> {
    type Target = Read<'a>;
    fn deref(&self) -> &Self::Target {
        &self.read
    }
}
impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.read
    }
}

impl Tx<'_> {
    pub fn now(&self) -> Time {
        self.context.now
    }
    pub fn actor(&self) -> &Actor {
        &self.context.actor
    }
    pub(crate) fn context(&self) -> &Context {
        self.context
    }
    /// A new id, born now.
    pub fn id<K>(&self) -> Result<Id<K>> {
        new_id(self.now())
    }
    /// Writes `event` into the audit and hands it to the reactions.
    pub fn record(&mut self, event: Event) -> Result<()> {
        crate::audit::append(self, &event)?;
        self.events.push(event);
        Ok(())
    }
    /// What happened so far in this transaction.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
    /// Runs `body` so that a failure undoes only what it did (PostgreSQL gives up the whole
    /// transaction otherwise).
    pub fn attempt<T, E: From<Error>>(
        &mut self,
        body: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        engine::begin(self.read.db).map_err(Error::from)?;
        let recorded = self.events.len();
        match body(self) {
            Ok(value) => {
                engine::commit(self.read.db).map_err(Error::from)?;
                Ok(value)
            }
            Err(error) => {
                self.events.truncate(recorded);
                engine::rollback(self.read.db).map_err(Error::from)?;
                Err(error)
            }
        }
    }
}

/// A new UUIDv7 born at `now`.
pub(crate) fn new_id<K>(now: Time) -> Result<Id<K>> {
    let mut random = [0u8; 10];
    getrandom::fill(&mut random).map_err(|e| Error::Open(e.to_string()))?;
    Ok(Id::born(now, random))
}

#[derive(Clone)]
pub struct Store {
    connections: Arc<Connections>,
    engine: Engine,
}

/// How often a transaction that lost against another one runs again.
const RETRIES: usize = 5;

impl Store {
    /// Opens the database and brings its schema up to this release.
    pub fn open(settings: &Settings) -> Result<Store> {
        Ok(Store { connections: Arc::new(Connections::open(settings)?), engine: Engine::of(&settings.url) })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A use case that changes something; it must record at least one event.
    pub fn write<T, E: From<Error>>(
        &self,
        context: &Context,
        mut use_case: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.transact(context, |tx| {
            let value = use_case(tx)?;
            if tx.events.is_empty() {
                return Err(Error::Silent("no event recorded").into());
            }
            Ok(value)
        })
    }

    /// Bookkeeping of the machine (leases, manifests, sessions, throttles): changes without a business act.
    pub fn work<T, E: From<Error>>(
        &self,
        context: &Context,
        mut body: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.transact(context, |tx| body(tx))
    }

    fn transact<T, E: From<Error>>(
        &self,
        context: &Context,
        mut body: impl FnMut(&mut Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = self.connections.write.get().map_err(Error::from)?;
        let mut tries = 0;
        loop {
            engine::begin(&mut connection).map_err(Error::from)?;
            let mut tx = Tx { read: Read { db: &mut connection }, context, events: Vec::new() };
            let result = body(&mut tx);
            let error = match result {
                Ok(value) => match engine::commit(&mut connection).map_err(Error::from) {
                    Ok(()) => return Ok(value),
                    Err(error) if error.may_retry() && tries < RETRIES => error,
                    Err(error) => return Err(error.into()),
                },
                Err(error) => {
                    engine::rollback(&mut connection).map_err(Error::from)?;
                    return Err(error);
                }
            };
            tries += 1;
            tracing::debug!(%error, tries, "transaction runs again");
        }
    }

    /// Reads from one consistent state.
    pub fn read<T, E: From<Error>>(
        &self,
        body: impl FnOnce(&mut Read) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut connection = self.connections.read.get().map_err(Error::from)?;
        begin_read(&mut connection)?;
        let result = body(&mut Read { db: &mut connection });
        engine::rollback(&mut connection).map_err(Error::from)?;
        result
    }

    /// A consistent copy of a SQLite database into a new file, made while others write. PostgreSQL has
    /// its own tools for that.
    pub fn snapshot(&self, to: &std::path::Path) -> Result<()> {
        let mut connection = self.connections.read.get()?;
        on_engine!(&mut *connection,
        postgres(_c) => return Err(Error::Open("PostgreSQL 数据库请用 pg_dump 备份".into())),
        sqlite(c) => {
            use diesel::prelude::*;
            diesel::sql_query("PRAGMA query_only=OFF").execute(c)?;
            let copied = diesel::sql_query("VACUUM INTO $1").bind::<diesel::sql_types::Text, _>(to.to_string_lossy()).execute(c);
            diesel::sql_query("PRAGMA query_only=ON").execute(c)?;
            copied?;
        });
        Ok(())
    }

    /// A connection that may write, for work on whole databases.
    pub(crate) fn writer(&self) -> Result<r2d2::PooledConnection<crate::pool::Manager>> {
        Ok(self.connections.write.get()?)
    }

    /// Whether the database answers.
    pub fn ping(&self) -> Result<()> {
        self.read(|r| crate::settings::get(r, "ping").map(|_| ()))
    }
}

/// A snapshot for all queries of one read: deferred on SQLite (WAL), repeatable read on PostgreSQL.
fn begin_read(db: &mut Db) -> Result<()> {
    use diesel::connection::{AnsiTransactionManager, TransactionManager};
    on_engine!(db,
        postgres(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?,
        sqlite(c) => AnsiTransactionManager::begin_transaction(c)?);
    Ok(())
}
