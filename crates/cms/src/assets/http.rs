//! Uploading files and showing them to staff.

use crate::http::{Access, AccessRow, Asked};
use crate::{App, Outcome, Problem};
use actix_multipart::Multipart;
use actix_web::http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use actix_web::{HttpRequest, HttpResponse, web};
use domain::identity::Permission;
use futures_util::StreamExt;
use media::Kind;
use serde::{Deserialize, Serialize};
use std::path::Path;
use store::assets::Asset;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/assets", Access::Needs(Permission::Write)),
    ("GET", "/api/v1/assets/{sha256}", Access::Session),
    ("POST", "/api/v1/assets/{sha256}/strip", Access::Needs(Permission::Write)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/api/v1/assets", web::post().to(upload))
        .route("/api/v1/assets/{sha256}", web::get().to(show))
        .route("/api/v1/assets/{sha256}/strip", web::post().to(strip));
}

/// Bytes of one upload, at most.
const UPLOAD_MAX: usize = 100 << 20;

#[derive(Serialize, ToSchema)]
#[schema(as = Asset)]
pub struct AssetRow {
    sha256: String,
    name: String,
    size: i64,
    /// Name on screen: "PDF".
    kind: String,
    mime: String,
    picture: bool,
    width: Option<i32>,
    height: Option<i32>,
    url: String,
}

impl From<Asset> for AssetRow {
    fn from(asset: Asset) -> Self {
        let kind = Kind::of_name(&asset.name);
        AssetRow {
            mime: kind.map_or("application/octet-stream", Kind::mime).into(),
            picture: kind.is_some_and(Kind::is_picture),
            url: format!("/api/v1/assets/{}", asset.sha256),
            sha256: asset.sha256,
            name: asset.name,
            size: asset.size,
            kind: asset.kind,
            width: asset.width,
            height: asset.height,
        }
    }
}

/// The body as the document describes it.
#[derive(ToSchema)]
#[allow(dead_code)]
struct Upload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

#[utoipa::path(post, path = "/api/v1/assets", request_body(content = Upload, content_type = "multipart/form-data"), responses((status = 200, body = AssetRow)))]
async fn upload(asked: Asked, app: web::Data<App>, req: HttpRequest, payload: web::Payload) -> Outcome<web::Json<AssetRow>> {
    // Who may not upload is told so before a byte is read.
    let context = asked.run(app.clone(), |_, caller| Ok(caller.context)).await?;
    let (name, bytes) = read_file(Multipart::new(req.headers(), payload)).await?;
    let kept = web::block(move || super::keep(&app, &context, &name, &bytes)).await.map_err(Problem::internal)??;
    Ok(web::Json(kept.into()))
}

/// Name and bytes of the part called `file`.
async fn read_file(mut parts: Multipart) -> Outcome<(String, Vec<u8>)> {
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Problem::new("bad_request"))?;
        let sought = part.name() == Some("file");
        let name = part.content_disposition().and_then(|d| d.get_filename()).unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_| Problem::new("bad_request"))?);
            if bytes.len() > UPLOAD_MAX {
                return Err(Problem::new("too_large").saying("文件超过了 100 MB 的上限"));
            }
        }
        if sought {
            return Ok((name, bytes));
        }
    }
    Err(Problem::field("file", "请选择要上传的文件"))
}

#[derive(Deserialize)]
pub struct Width {
    w: Option<u32>,
}

#[utoipa::path(get, path = "/api/v1/assets/{sha256}", params(("sha256" = String, Path), ("w" = Option<u32>, Query)), responses((status = 200, content_type = "application/octet-stream")))]
async fn show(asked: Asked, app: web::Data<App>, sha256: web::Path<String>, query: web::Query<Width>) -> Outcome<HttpResponse> {
    let (asset, kind, bytes) = asked
        .run(app, move |app, _| {
            let (asset, place) = super::find(app, &sha256, query.w)?;
            let bytes = std::fs::read(&place).map_err(Problem::internal)?;
            Ok((asset.name.clone(), kind_at(&place, &asset.name), bytes))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .content_type(kind.map_or("application/octet-stream", Kind::mime))
        .insert_header((header::CACHE_CONTROL, "private, max-age=31536000, immutable"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"))
        .insert_header(disposition(kind, asset))
        .body(bytes))
}

/// A resized copy says its kind by its own ending; the file as it came by its name.
fn kind_at(place: &Path, name: &str) -> Option<Kind> {
    place.file_name().and_then(|f| f.to_str()).and_then(Kind::of_name).or_else(|| Kind::of_name(name))
}

/// Pictures and PDF are shown, everything else is saved under its name.
fn disposition(kind: Option<Kind>, name: String) -> ContentDisposition {
    let shown = kind.is_some_and(|k| k.is_picture() || k == Kind::Pdf);
    let name = ExtendedValue { charset: Charset::Ext("UTF-8".into()), language_tag: None, value: name.into_bytes() };
    ContentDisposition {
        disposition: if shown { DispositionType::Inline } else { DispositionType::Attachment },
        parameters: vec![DispositionParam::FilenameExt(name)],
    }
}

/// The file without author and position, as a file of its own; the old one stays.
#[utoipa::path(post, path = "/api/v1/assets/{sha256}/strip", params(("sha256" = String, Path)), responses((status = 200, body = AssetRow)))]
async fn strip(asked: Asked, app: web::Data<App>, sha256: web::Path<String>) -> Outcome<web::Json<AssetRow>> {
    asked.run(app, move |app, caller| super::strip(app, &caller.context, &sha256)).await.map(|kept| web::Json(kept.into()))
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(upload, show, strip))]
pub struct Api;
