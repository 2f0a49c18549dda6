//! The only crate that knows SQL. One code base on SQLite and PostgreSQL, chosen by the database URL.
//!
//! Every function takes `&mut Read` or `&mut Tx` first, so its signature tells whether it writes.
//! A [`Tx`] carries who acts and when; a business write records an event or fails (`Store::write`).

// diesel's MultiConnection derive and FromSql for blobs need it; nothing else here does.
#![allow(unsafe_code)]

#[macro_use]
mod engine;
pub mod approval;
pub mod articles;
pub mod asset_texts;
pub mod assets;
pub mod audit;
pub mod changes;
mod error;
pub mod identity;
pub mod imports;
pub mod jobs;
pub mod lexicons;
pub mod likeness;
pub mod links;
pub mod live_findings;
pub mod placements;
mod pool;
pub mod proofing;
pub mod publishing;
pub mod scans;
mod schema;
pub mod settings;
pub mod sites;
mod store;
mod transfer;
mod types;

pub use engine::Engine;
pub use error::{Error, Result};
pub use pool::Settings;
pub use store::{Context, Read, Store, Tx};
