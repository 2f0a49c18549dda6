//! Moves a platform from SQLite to PostgreSQL: every row of every table, in one transaction.
//!
//! Only the tables that PostgreSQL's migrations made are copied, so a table can't be forgotten here.
//! SQLite's writer is held meanwhile: nobody changes what is being copied.

use crate::engine::{Db, Engine};
use crate::{Error, Result, Store};
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::SqliteConnection;
use diesel::{QueryableByName, sql_query};

/// Bytes of one INSERT statement, beyond which the next one begins.
const STATEMENT: usize = 1 << 20;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Migrations keep their own table; its name begins with two underscores.
const COLUMNS: &str = "SELECT table_name::text AS of, column_name::text AS name, data_type::text AS kind \
    FROM information_schema.columns WHERE table_schema = 'public' AND left(table_name, 2) <> '__' \
    ORDER BY table_name, ordinal_position";
/// Foreign keys, as the statements that put their check off to the end and back.
const KEYS: &str = "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I', conrelid::regclass, conname) AS line \
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace";
/// Numbers that PostgreSQL gives out itself go on behind the copied ones.
const COUNTERS: &str = "SELECT format('SELECT setval(%L, (SELECT coalesce(max(%I), 0) + 1 FROM %I), false)', \
    pg_get_serial_sequence(quote_ident(table_name), column_name), column_name, table_name) AS line \
    FROM information_schema.columns WHERE table_schema = 'public' AND is_identity = 'YES'";

impl Store {
    /// Copies all rows of this SQLite platform into `target`, a PostgreSQL platform without any events;
    /// returns the number of rows.
    pub fn copy_to(&self, target: &Store) -> Result<u64> {
        if (self.engine(), target.engine()) != (Engine::Sqlite, Engine::Postgres) {
            return Err(Error::Open("只能从 SQLite 转到 PostgreSQL".into()));
        }
        let mut from = self.writer()?;
        let mut to = target.writer()?;
        match (&mut *from, &mut *to) {
            (Db::Sqlite(from), Db::Postgres(to)) => from.immediate_transaction(|from| to.transaction(|to| copy(from, to))),
            _ => Err(Error::Open("engine and connection differ".into())),
        }
    }
}

fn copy(from: &mut SqliteConnection, to: &mut PgConnection) -> Result<u64> {
    if sql_query("SELECT count(*) AS n FROM event").get_result::<Count>(to)?.n > 0 {
        return Err(Error::Open("目标数据库里已有平台，只能转到空数据库".into()));
    }
    let keys = lines(to, KEYS)?;
    for key in &keys {
        to.batch_execute(&format!("{key} DEFERRABLE INITIALLY DEFERRED"))?;
    }
    let columns: Vec<Column> = sql_query(COLUMNS).load(to)?;
    let mut rows = 0;
    for table in columns.chunk_by(|a, b| a.of == b.of) {
        rows += copy_table(from, to, table)?;
    }
    // All references are checked here.
    to.batch_execute("SET CONSTRAINTS ALL IMMEDIATE")?;
    for key in &keys {
        to.batch_execute(&format!("{key} NOT DEFERRABLE"))?;
    }
    for counter in lines(to, COUNTERS)? {
        to.batch_execute(&counter)?;
    }
    Ok(rows)
}

fn lines(c: &mut PgConnection, query: &str) -> Result<Vec<String>> {
    Ok(sql_query(query).load::<Line>(c)?.into_iter().map(|row| row.line).collect())
}

fn copy_table(from: &mut SqliteConnection, to: &mut PgConnection, table: &[Column]) -> Result<u64> {
    let Some(first) = table.first() else { return Ok(0) };
    let names: Vec<String> = table.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let values: Vec<String> = table.iter().map(literal).collect();
    let query = format!("SELECT '(' || {} || ')' AS line FROM \"{}\"", values.join(" || ',' || "), first.of);
    let head = format!("INSERT INTO \"{}\" ({}) OVERRIDING SYSTEM VALUE VALUES ", first.of, names.join(","));
    let mut statement = head.clone();
    let mut rows = 0;
    for row in sql_query(query).load_iter::<Line, diesel::connection::DefaultLoadingMode>(from)? {
        if statement.len() > STATEMENT {
            to.batch_execute(&statement)?;
            statement.clone_from(&head);
        }
        if statement.len() > head.len() {
            statement.push(',');
        }
        statement += &row?.line;
        rows += 1;
    }
    if statement.len() > head.len() {
        to.batch_execute(&statement)?;
    }
    Ok(rows)
}

/// A SQLite expression whose text is the column's value as PostgreSQL reads it.
fn literal(column: &Column) -> String {
    let name = format!("\"{}\"", column.name);
    let value = match column.kind.as_str() {
        "uuid" => format!("'''' || hex({name}) || ''''"),
        "timestamp with time zone" => format!("'timestamptz ''epoch'' + ' || {name} || ' * interval ''1 microsecond'''"),
        "boolean" => format!("CASE {name} WHEN 0 THEN 'false' ELSE 'true' END"),
        _ => format!("quote({name})"),
    };
    format!("CASE WHEN {name} IS NULL THEN 'NULL' ELSE {value} END")
}
