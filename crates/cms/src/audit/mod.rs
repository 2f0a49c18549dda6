//! Listing the audit and checking its chain.
pub mod http;
