//! views
pub mod http;
