//! The rules of the product: ids, types and decisions.
//!
//! Pure: no IO, no clock, no randomness, no async, no SQL, no HTTP. `now` and ids come in as arguments.

pub mod approval;
pub mod content_type;
pub mod event;
pub mod hash;
pub mod id;
pub mod identity;
pub mod job;
pub mod lexicons;
pub mod proofing;
pub mod publishing;
pub mod scanning;
pub mod sites;
pub mod text;
pub mod time;
mod word;

pub use hash::Hash;
pub use id::*;
pub use time::{Day, Time};
