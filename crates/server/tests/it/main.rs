//! The executable from outside: commands, the staff's interface and the public pages over HTTP.

// Test code: a fault here has to stop the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli;
mod kill;
mod main_job;
mod platform;
mod refusals;
mod wire;
