//! Around every request: an id, the caller's address, safe headers, one log line; and errors as problems.

use super::Shared;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use cms::Problem;
use cms::http::{CallerAddress, RequestId};
use std::time::Instant;

/// Every extractor's error becomes a problem; actix's own are plain text.
pub fn extractors(config: &mut web::ServiceConfig) {
    let unreadable = |e: &dyn std::fmt::Display| Problem::new("bad_request").saying(format!("请求的格式不对：{e}"));
    config
        .app_data(web::JsonConfig::default().limit(super::JSON_LIMIT).error_handler(move |e, _| {
            let too_large = matches!(
                e,
                actix_web::error::JsonPayloadError::Overflow { .. }
                    | actix_web::error::JsonPayloadError::OverflowKnownLength { .. }
            );
            if too_large { Problem::new("too_large").into() } else { unreadable(&e).into() }
        }))
        .app_data(web::QueryConfig::default().error_handler(move |e, _| unreadable(&e).into()))
        .app_data(web::PathConfig::default().error_handler(|_, _| Problem::not_found().into()))
        .app_data(web::PayloadConfig::new(120 << 20));
}

/// Headers that every answer carries.
const SAFE: &[(&str, &str)] = &[("x-content-type-options", "nosniff"), ("referrer-policy", "strict-origin-when-cross-origin")];

pub async fn around(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let started = Instant::now();
    let id = uuid::Uuid::new_v4().simple().to_string()[..16].to_owned();
    let shared = req.app_data::<web::Data<Shared>>().cloned();
    let address = caller_address(&req, shared.as_ref().map(|s| s.trusted_proxies.as_slice()).unwrap_or_default());
    req.extensions_mut().insert(RequestId(id.clone()));
    req.extensions_mut().insert(CallerAddress(address.clone()));
    let (method, path) = (req.method().clone(), req.path().to_owned());
    let host = req.connection_info().host().to_owned();
    let mut answer = next.call(req).await?;
    let status = answer.status().as_u16();
    if let Some(shared) = shared {
        shared.metrics.count(status);
    }
    for (name, value) in SAFE {
        answer.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let ms = started.elapsed().as_millis() as u64;
    if path.starts_with("/api/") || status >= 500 {
        tracing::info!(request = id, %method, host, path, status, ms, address, "answered");
    } else {
        tracing::debug!(request = id, %method, host, path, status, ms, address, "answered");
    }
    Ok(answer)
}

/// The peer's address, or what a trusted proxy says of the peer before it.
fn caller_address(req: &ServiceRequest, trusted: &[String]) -> String {
    let peer = req.peer_addr().map(|a| a.ip().to_canonical().to_string()).unwrap_or_default();
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = req.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok()).unwrap_or_default();
    forwarded.rsplit(',').map(str::trim).find(|a| !a.is_empty() && !trusted.iter().any(|t| t == a)).unwrap_or(&peer).to_owned()
}
