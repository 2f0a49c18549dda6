//! The use cases through their public front, on the fixture world.

// Tests stop on a fault.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod approving;
mod http;
mod importing;
mod incremental;
mod lexicons;
mod lexicons_http;
mod publishing;
mod screens;
mod upgrading;
mod waivers;
mod withdrawing;
mod workers;
