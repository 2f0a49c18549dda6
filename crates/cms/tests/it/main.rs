//! The use cases through their public front, on the fixture world.

// Tests stop on a fault.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alike;
mod approving;
mod attachments;
mod http;
mod importing;
mod incremental;
mod lexicons;
mod lexicons_http;
mod links;
mod pages;
mod publishing;
mod scanning;
mod screens;
mod upgrading;
mod waivers;
mod watching;
mod withdrawing;
mod workers;
