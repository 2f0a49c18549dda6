//! What tests of several crates share; never part of the product.
//!
//! Everything here is real: a SQLite file in a temporary folder, a database of a running PostgreSQL.

pub mod database;
pub mod site;

pub use database::{TestStore, postgres, sqlite, stores};
pub use site::TestSite;
