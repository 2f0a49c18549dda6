//! The application: one folder per noun, in reading order, which is also dependency order.
//!
//! A noun calls only nouns above it; what must happen further down goes through events
//! ([`reactions`] is the one page on which every side effect of the product can be read).

pub mod app;
pub mod approval;
pub mod articles;
pub mod assets;
pub mod audit;
pub mod console;
pub mod http;
pub mod identity;
pub mod import;
pub mod lexicons;
pub mod openapi;
pub mod problem;
pub mod proofing;
pub mod publishing;
pub mod reactions;
pub mod scanning;
pub mod search;
pub mod sites;
pub mod worker;

pub use app::{App, Clock};
pub use problem::{Outcome, Problem};
