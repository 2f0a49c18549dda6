//! The rules that the store claims, each on SQLite and on PostgreSQL.

// Test code: a fault here has to stop the test.
#![allow(clippy::unwrap_used, clippy::panic)]

mod approval;
mod articles;
mod audit;
mod identity;
mod jobs;
mod lists;
mod pages;
mod schema;
mod series;
mod transactions;
mod transfer;
mod world;
