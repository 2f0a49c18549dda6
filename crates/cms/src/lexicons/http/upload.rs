//! Files of rows on their way in and out.

use super::{App, Asked, DryRun, Outcome, Problem, list_of};
use crate::lexicons::FILE_MAX;
use actix_multipart::Multipart;
use actix_web::http::header::{self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue};
use actix_web::{HttpRequest, HttpResponse, web};
use domain::lexicons::Mode;
use futures_util::StreamExt;
use utoipa::ToSchema;

/// The body as the document describes it.
#[derive(ToSchema)]
#[allow(dead_code)]
pub struct RowFile {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `add` (beside the rows of the list) or `replace` (in place of all of them)
    mode: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/lexicons/{id}/dry-run", params(("id" = String, Path)), request_body(content = RowFile, content_type = "multipart/form-data"), responses((status = 200, body = DryRun)))]
pub async fn dry_run(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    req: HttpRequest,
    payload: web::Payload,
) -> Outcome<web::Json<DryRun>> {
    let id = list_of(&id)?;
    // Who may not is told so before a byte is read.
    let seen = move |app: &App, caller: crate::http::Caller| {
        app.read(|r| crate::lexicons::kept(r, caller.actor(), id, caller.context.now))?;
        Ok(caller.context)
    };
    let context = asked.run(app.clone(), seen).await?;
    let (bytes, mode) = read_parts(Multipart::new(req.headers(), payload)).await?;
    let run = move || app.read(|r| crate::lexicons::dry_run(r, &context.actor, id, &bytes, mode, context.now));
    web::block(run).await.map_err(Problem::internal)?.map(web::Json)
}

/// The parts called `file` and `mode`.
async fn read_parts(mut parts: Multipart) -> Outcome<(Vec<u8>, Mode)> {
    let (mut file, mut mode) = (None, Mode::Add);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Problem::new("bad_request"))?;
        let name = part.name().unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_| Problem::new("bad_request"))?);
            if bytes.len() > FILE_MAX {
                return Err(Problem::new("too_large").saying(format!("文件超过了 {} MB 的上限", FILE_MAX >> 20)));
            }
        }
        match name.as_str() {
            "file" => file = Some(bytes),
            "mode" => {
                let word = String::from_utf8_lossy(&bytes).into_owned();
                mode = Mode::parse(word.trim()).ok_or_else(|| Problem::field("mode", "导入方式应为 add 或 replace"))?;
            }
            _ => {}
        }
    }
    file.map(|file| (file, mode)).ok_or_else(|| Problem::field("file", "请选择要导入的文件"))
}

/// A CSV file to be saved under its name.
pub fn attachment(name: String, text: String) -> HttpResponse {
    let name = ExtendedValue { charset: Charset::Ext("UTF-8".into()), language_tag: None, value: name.into_bytes() };
    let saved =
        ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![DispositionParam::FilenameExt(name)] };
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header(saved)
        .body(text)
}
