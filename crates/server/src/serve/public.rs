//! What visitors see: files of a site, then redirects, then 410 and 404; and the search page.

mod search;

use super::Shared;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use cms::publishing::{SiteFolder, gone_path};
use cms::{App, Outcome, Problem};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::sites::Site;

/// Pages run their theme's script only and load nothing from elsewhere.
const PAGE_CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// What is sent.
struct Answer {
    status: StatusCode,
    bytes: Vec<u8>,
    mime: &'static str,
    tag: Option<String>,
    location: Option<String>,
    immutable: bool,
}

impl Answer {
    fn page(status: u16, bytes: Vec<u8>) -> Answer {
        Answer {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
            bytes,
            mime: "text/html; charset=utf-8",
            tag: None,
            location: None,
            immutable: false,
        }
    }
}

/// Any request that no other route took.
pub async fn visit(req: HttpRequest, app: web::Data<App>, shared: web::Data<Shared>) -> Outcome<HttpResponse> {
    if req.method() != Method::GET && req.method() != Method::HEAD {
        return Err(Problem::new("method_not_allowed"));
    }
    let host = req.connection_info().host().to_owned();
    let (path, query) = (req.path().to_owned(), req.query_string().to_owned());
    let known = req.headers().get("if-none-match").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let answer = web::block(move || {
        let Some(site) = shared.hosts.site(&host) else { return Ok(Answer::page(421, "没有这个站点".into())) };
        if path == "/search" || path == "/search/" {
            search::answer(&app, &site, &query).map(|bytes| Answer::page(200, bytes))
        } else {
            find(&app, &site, &path)
        }
    });
    Ok(send(answer.await.map_err(Problem::internal)??, known))
}

fn send(answer: Answer, known: Option<String>) -> HttpResponse {
    let mut reply = HttpResponse::build(answer.status);
    reply.insert_header(("content-security-policy", PAGE_CSP));
    if let Some(location) = answer.location {
        return reply.insert_header(("location", location)).finish();
    }
    reply.insert_header(("cache-control", if answer.immutable { "public, max-age=31536000, immutable" } else { "no-cache" }));
    if let Some(tag) = answer.tag {
        if known.as_deref() == Some(tag.as_str()) {
            return HttpResponse::NotModified().insert_header(("etag", tag)).finish();
        }
        reply.insert_header(("etag", tag));
    }
    reply.content_type(answer.mime).body(answer.bytes)
}

fn find(app: &App, site: &Arc<Site>, path: &str) -> Outcome<Answer> {
    let root = SiteFolder::current(app.data(), &site.code);
    let Some(decoded) = decode(path) else { return not_found(&root) };
    if !decoded.starts_with("/gone/") {
        for name in names(&decoded) {
            if let Some(found) = file(&root, &name)? {
                return Ok(found);
            }
        }
    }
    match app.read(|r| Ok(store::publishing::address(r, site.id, &decoded)?))? {
        Some(address) if address.kind == "redirect" => {
            let target = address.target.unwrap_or_else(|| "/".into());
            Ok(Answer { location: Some(target), ..Answer::page(301, Vec::new()) })
        }
        Some(address) if address.kind == "gone" => {
            let notice =
                std::fs::read(root.join(gone_path(&decoded).trim_start_matches('/'))).unwrap_or_else(|_| "本页内容已撤下".into());
            Ok(Answer::page(410, notice))
        }
        _ => not_found(&root),
    }
}

/// File names that a path may stand for.
fn names(path: &str) -> Vec<String> {
    if path.ends_with('/') { vec![format!("{path}index.html")] } else { vec![path.to_owned(), format!("{path}/index.html")] }
}

/// The path without escapes; `None` when it is not text, climbs out of the folder, is not written the one
/// plain way (`//`, `/./`), or names a page that is still being written.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let hex = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            bytes.push(b);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    let odd = text.split(['/', '\\']).any(|part| matches!(part, "." | "..")) || text.contains("//") || text.contains('\0');
    (!odd && !text.ends_with(".jiyue-tmp")).then_some(text)
}

fn file(root: &Path, name: &str) -> Outcome<Option<Answer>> {
    let path: PathBuf = root.join(name.trim_start_matches('/'));
    let Ok(meta) = std::fs::metadata(&path) else { return Ok(None) };
    if !meta.is_file() {
        return Ok(None);
    }
    let changed = meta.modified().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos());
    let bytes = std::fs::read(&path).map_err(Problem::internal)?;
    let immutable = name.starts_with("/static/") || name.starts_with("/files/");
    Ok(Some(Answer {
        tag: Some(format!("\"{:x}-{changed:x}\"", meta.len())),
        mime: mime(name),
        immutable,
        ..Answer::page(200, bytes)
    }))
}

fn not_found(root: &Path) -> Outcome<Answer> {
    Ok(Answer::page(404, std::fs::read(root.join("404.html")).unwrap_or_else(|_| "没有这个页面".into())))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_climbs_out_of_the_folder() {
        assert_eq!(decode("/%2e%2e/%2E%2e/etc/passwd"), None);
        assert_eq!(decode("/a/..\\b"), None);
        assert_eq!(decode("/files/%E5%90%8D.pdf").as_deref(), Some("/files/名.pdf"));
        assert_eq!(decode("/%zz"), None);
    }
}
