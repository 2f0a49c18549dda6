//! The description of the staff's interface, merged from every noun.

use utoipa::OpenApi;

/// The whole document, as served under `/api/openapi.json`.
pub fn document() -> utoipa::openapi::OpenApi {
    crate::identity::http::Api::openapi()
}
