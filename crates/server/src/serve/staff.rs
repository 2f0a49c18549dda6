//! The console's files and the staff's interface.

use actix_web::{HttpRequest, HttpResponse, web};
use cms::Problem;

/// Only the console's own scripts run; pasted HTML may carry inline styles while it is read.
const CONSOLE_CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; frame-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const NOT_BUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>集约</title><p>管理台还没有构建。请在项目目录执行 <code>cargo xtask demo</code>，或先构建 crates/console/web。</p>";

pub fn routes(config: &mut web::ServiceConfig) {
    cms::http::routes(config);
    config
        .route("/api/openapi.json", web::get().to(|| async { HttpResponse::Ok().json(cms::openapi::document()) }))
        .route(
            "/console",
            web::get().to(|| async { HttpResponse::PermanentRedirect().insert_header(("location", "/console/")).finish() }),
        )
        .route("/console/{path:.*}", web::get().to(console))
        .service(web::scope("/api").default_service(web::to(|| async { Problem::not_found().into_response() })));
}

trait IntoResponse {
    fn into_response(self) -> HttpResponse;
}
impl IntoResponse for Problem {
    fn into_response(self) -> HttpResponse {
        actix_web::ResponseError::error_response(&self)
    }
}

async fn console(req: HttpRequest) -> HttpResponse {
    let path = req.match_info().query("path");
    match console::file(path) {
        Some(file) => {
            let keep = if file.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
            HttpResponse::Ok()
                .content_type(file.mime)
                .insert_header(("cache-control", keep))
                .insert_header(("content-security-policy", CONSOLE_CSP))
                .body(file.bytes.into_owned())
        }
        None if path.starts_with("assets/") => HttpResponse::NotFound().finish(),
        None => HttpResponse::ServiceUnavailable().content_type("text/html; charset=utf-8").body(NOT_BUILT),
    }
}
