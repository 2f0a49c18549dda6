//! Routes of publishing.

use crate::http::AccessRow;
use actix_web::web;

pub const ACCESS: &[AccessRow] = &[];

pub fn routes(_config: &mut web::ServiceConfig) {}
