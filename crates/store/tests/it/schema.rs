//! Both engines' tables compared with `src/schema.rs` and with each other.

use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use std::collections::BTreeSet;
use testkit::TestStore;

#[derive(QueryableByName, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

/// An index with its columns, or a foreign key with its target.
#[derive(QueryableByName, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    #[diesel(sql_type = Text)]
    of: String,
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS of, c.name AS name, c.type AS kind, c.\"notnull\" = 0 AS nullable \
    FROM sqlite_master m JOIN pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text AS of, column_name::text AS name, data_type::text AS kind, \
    is_nullable = 'YES' AS nullable FROM information_schema.columns \
    WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";
const SQLITE_INDEXES: &str = "SELECT m.name AS of, \
    CASE i.\"unique\" WHEN 1 THEN 'unique' ELSE 'plain' END || CASE i.partial WHEN 1 THEN ' partial' ELSE '' END AS kind, \
    (SELECT group_concat(name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS columns \
    FROM sqlite_master m JOIN pragma_index_list(m.name) i \
    WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND i.origin <> 'pk'";
const POSTGRES_INDEXES: &str = "SELECT t.relname::text AS of, \
    CASE WHEN i.indisunique THEN 'unique' ELSE 'plain' END || CASE WHEN i.indpred IS NULL THEN '' ELSE ' partial' END AS kind, \
    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(att, n) \
     JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.att) AS columns \
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace \
    WHERE s.nspname = 'public' AND t.relname NOT LIKE '\\_\\_%' AND NOT i.indisprimary";
const SQLITE_KEYS: &str = "SELECT m.name AS of, k.\"from\" AS columns, k.\"table\" AS kind \
    FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'";
const POSTGRES_KEYS: &str = "SELECT t.relname::text AS of, a.attname::text AS columns, r.relname::text AS kind \
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid \
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'";

fn sqlite<T>(store: &TestStore, query: &str) -> BTreeSet<T>
where
    T: QueryableByName<diesel::sqlite::Sqlite> + Ord + 'static,
{
    let mut c = SqliteConnection::establish(store.url()).unwrap();
    sql_query(query).load::<T>(&mut c).unwrap().into_iter().collect()
}

fn postgres<T>(store: &TestStore, query: &str) -> BTreeSet<T>
where
    T: QueryableByName<diesel::pg::Pg> + Ord + 'static,
{
    let mut c = PgConnection::establish(store.url()).unwrap();
    sql_query(query).load::<T>(&mut c).unwrap().into_iter().collect()
}

/// The columns that `src/schema.rs` declares, in the words of one engine.
fn declared(type_name: fn(&str) -> &'static str) -> BTreeSet<Column> {
    let text = include_str!("../../src/schema.rs");
    let mut all = BTreeSet::new();
    for table in text.split("diesel::table! {").skip(1) {
        let mut of = String::new();
        for line in table.split("diesel::allow_tables").next().unwrap().lines().map(str::trim) {
            if let Some(name) = line.strip_prefix("#[sql_name = \"") {
                of = name.trim_end_matches("\"]").to_owned();
            } else if let Some((name, _)) = line.split_once(" (").filter(|_| of.is_empty()) {
                of = name.to_owned();
            } else if let Some((name, kind)) = line.split_once(" -> ") {
                let kind = kind.trim_end_matches(',');
                let inner = kind.trim_start_matches("Nullable<").trim_end_matches('>');
                let column = Column { of: of.clone(), name: name.into(), kind: type_name(inner).into(), nullable: inner != kind };
                all.insert(column);
            }
        }
    }
    all
}

#[test]
fn sqlite_tables_are_as_declared() {
    let declared = declared(|kind| match kind {
        "Key" => "BLOB",
        "Text" => "TEXT",
        "Moment" | "Integer" | "BigInt" | "Bool" => "INTEGER",
        other => panic!("{other} is new here"),
    });
    assert!(declared.len() > 200);
    assert_eq!(sqlite::<Column>(&testkit::sqlite(), SQLITE_COLUMNS), declared);
}

#[test]
fn postgres_tables_are_as_declared() {
    let Some(store) = testkit::postgres() else { return };
    let declared = declared(|kind| match kind {
        "Key" => "uuid",
        "Text" => "text",
        "Moment" => "timestamp with time zone",
        "Integer" => "integer",
        "BigInt" => "bigint",
        "Bool" => "boolean",
        other => panic!("{other} is new here"),
    });
    assert_eq!(postgres::<Column>(&store, POSTGRES_COLUMNS), declared);
}

#[test]
fn both_engines_have_the_same_indexes() {
    let Some(store) = testkit::postgres() else { return };
    let ours: BTreeSet<Tie> = sqlite(&testkit::sqlite(), SQLITE_INDEXES);
    assert!(ours.len() > 30);
    assert_eq!(postgres::<Tie>(&store, POSTGRES_INDEXES), ours);
}

#[test]
fn both_engines_have_the_same_foreign_keys() {
    let Some(store) = testkit::postgres() else { return };
    let ours: BTreeSet<Tie> = sqlite(&testkit::sqlite(), SQLITE_KEYS);
    assert!(ours.len() > 30);
    assert_eq!(postgres::<Tie>(&store, POSTGRES_KEYS), ours);
}

#[test]
fn every_migration_is_there_for_both_engines() {
    let names = |engine: &str| {
        let folder = std::fs::read_dir(testkit::database::migrations().join(engine)).unwrap();
        folder.map(|entry| entry.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

/// Conditions of partial indexes are not compared by the catalogues, so their text is.
#[test]
fn both_engines_create_their_indexes_with_the_same_words() {
    let words = |engine: &str| {
        let folder = std::fs::read_dir(testkit::database::migrations().join(engine)).unwrap();
        let texts = folder.map(|entry| std::fs::read_to_string(entry.unwrap().path().join("up.sql")).unwrap());
        texts
            .flat_map(|t| t.split(';').filter(|s| s.contains("INDEX ")).map(|s| s.trim().to_owned()).collect::<Vec<_>>())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(words("sqlite"), words("postgres"));
}
