//! The two engines behind one connection type, and everything that differs between them.
//!
//! The size of this file is a health gauge: what is here had to be said twice.

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::pg::{Pg, PgConnection};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sqlite::{Sqlite, SqliteConnection};

#[derive(diesel::MultiConnection)]
pub enum Db {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Postgres,
    Sqlite,
}

impl Engine {
    /// `postgres://…` or `postgresql://…`; anything else is a SQLite file.
    pub fn of(url: &str) -> Engine {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") { Engine::Postgres } else { Engine::Sqlite }
    }
}

/// Runs a query on the concrete connection: where the text differs, or where the derived backend
/// has no node for it (several rows in one insert).
macro_rules! on_engine {
    ($db:expr, $conn:ident => $body:expr) => {
        match $db {
            $crate::engine::Db::Postgres($conn) => $body,
            $crate::engine::Db::Sqlite($conn) => $body,
        }
    };
    ($db:expr, postgres($p:ident) => $pg:expr, sqlite($s:ident) => $lite:expr) => {
        match $db {
            $crate::engine::Db::Postgres($p) => $pg,
            $crate::engine::Db::Sqlite($s) => $lite,
        }
    };
}

/// Begins a transaction that means to write: takes SQLite's write lock at once, so that it can't
/// fail half way because another writer came between.
pub(crate) fn begin(db: &mut Db) -> QueryResult<()> {
    match db {
        Db::Postgres(c) => AnsiTransactionManager::begin_transaction(c),
        Db::Sqlite(c) => {
            let nested = AnsiTransactionManager::transaction_manager_status_mut(c).transaction_depth()?.is_some();
            if nested {
                AnsiTransactionManager::begin_transaction(c)
            } else {
                AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")
            }
        }
    }
}

pub(crate) fn commit(db: &mut Db) -> QueryResult<()> {
    <Db as Connection>::TransactionManager::commit_transaction(db)
}

pub(crate) fn rollback(db: &mut Db) -> QueryResult<()> {
    <Db as Connection>::TransactionManager::rollback_transaction(db)
}

/// Orders the rows of an append-only table on PostgreSQL: held until commit, so that sequence order
/// is commit order. SQLite has one writer and needs nothing.
pub(crate) fn append_lock(db: &mut Db, lock: i64) -> QueryResult<()> {
    on_engine!(db,
        postgres(c) => diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<diesel::sql_types::BigInt, _>(lock).execute(c).map(|_| ()),
        sqlite(_c) => Ok(()))
}

/// A query both engines accept but the derived backend has no node for (upserts): written once,
/// rendered by the engine in use. Rests on diesel's `walk_variant_ast`; diesel is pinned for it.
#[derive(Debug, Clone, Copy, QueryId)]
pub(crate) struct Portable<Q>(pub Q);

impl<Q> QueryFragment<MultiBackend> for Portable<Q>
where
    Q: QueryFragment<Pg> + QueryFragment<Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}
impl<Q: Query> Query for Portable<Q> {
    type SqlType = Q::SqlType;
}
impl<Q> diesel::RunQueryDsl<Db> for Portable<Q> {}
