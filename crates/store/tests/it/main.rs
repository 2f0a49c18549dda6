//! The rules that the store claims, each on SQLite and on PostgreSQL.

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
mod world;
