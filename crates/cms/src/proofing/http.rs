//! Checking while someone types, and for other systems, over HTTP.

mod waivers;

use crate::articles::check_doc;
use crate::console::findings::{Shown, unanswered};
use crate::http::{Access, AccessRow, Asked, id_in};
use crate::identity::require;
use crate::proofing::{Head, Setting};
use crate::{App, Outcome, Problem};
use actix_web::web;
use domain::SiteId;
use domain::content_type::ContentType;
use domain::identity::{Permission, Place};
use domain::text::{AssetRole, AssetUse, Body, Format, Text};
use domain::time::parse_day;
use proofing::TextDoc;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use utoipa::ToSchema;

pub const ACCESS: &[AccessRow] = &[
    ("POST", "/api/v1/proof", Access::Needs(Permission::View)),
    ("GET", "/api/v1/waiver-presets", Access::Session),
    ("POST", "/api/v1/articles/{id}/waivers", Access::Needs(Permission::View)),
    ("POST", "/api/v1/articles/{id}/ignore", Access::Needs(Permission::View)),
    ("GET", "/api/v1/waivers", Access::Any(waivers::DECIDERS)),
    ("POST", "/api/v1/waivers/{id}/agree", Access::Any(waivers::DECIDERS)),
    ("POST", "/api/v1/waivers/{id}/refuse", Access::Any(waivers::DECIDERS)),
    ("POST", "/api/v1/waivers/{id}/end", Access::Any(waivers::ENDERS)),
];

pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/api/v1/proof", web::post().to(proof)).configure(waivers::routes);
}

/// Characters that one request may have checked, at most.
const LONGEST: usize = 1_000_000;

/// A text as it stands in an editor or another system; its body in one of five forms.
#[derive(Deserialize, ToSchema)]
pub struct Proof {
    title: Option<String>,
    /// The editor's own document, as an article's body keeps it.
    #[schema(value_type = Option<Object>)]
    doc: Option<serde_json::Value>,
    /// Paragraphs in order.
    blocks: Option<Vec<String>>,
    html: Option<String>,
    markdown: Option<String>,
    /// Plain text, a line each.
    text: Option<String>,
    /// Names of the files that are attached to it.
    attachments: Option<Vec<String>>,
    /// Day that dates are held against; today when missing.
    ref_date: Option<String>,
    /// Path of the column that it is meant for.
    column: Option<String>,
    content_type: Option<String>,
    /// A site whose own lists apply, too.
    site_id: Option<String>,
}

/// What was sent to be checked.
enum Sent<'a> {
    Text(Box<Text>),
    Source(TextDoc),
    Lines(Vec<&'a str>),
}

impl Proof {
    fn sent(&self) -> Outcome<Sent<'_>> {
        let texts = [self.title.as_ref(), self.html.as_ref(), self.markdown.as_ref(), self.text.as_ref()];
        let texts = texts.into_iter().flatten().chain(self.blocks.iter().flatten()).chain(self.attachments.iter().flatten());
        // A character has one byte at least: short texts need no counting.
        if texts.clone().map(String::len).sum::<usize>() > LONGEST && texts.map(|s| s.chars().count()).sum::<usize>() > LONGEST {
            return Err(Problem::new("too_large").saying(format!("一次最多检查 {} 万字，请分开检查", LONGEST / 10_000)));
        }
        if let Some(doc) = &self.doc {
            check_doc(doc)?;
            let body = Body { format: Format::Doc, schema: 1, value: doc.clone() };
            let file = |name: &String| AssetUse {
                sha256: String::new(),
                name: name.clone(),
                alt: String::new(),
                role: AssetRole::Attachment,
            };
            let (title, assets) = (self.title.clone().unwrap_or_default(), self.attachments.iter().flatten().map(file).collect());
            return Ok(Sent::Text(Box::new(Text { title, assets, body, ..Text::blank("") })));
        }
        Ok(match (&self.blocks, &self.html, &self.markdown, &self.text) {
            (Some(blocks), ..) => Sent::Lines(blocks.iter().map(String::as_str).collect()),
            (_, Some(html), ..) => Sent::Source(TextDoc::from_html(html)),
            (_, _, Some(markdown), _) => Sent::Source(TextDoc::from_markdown(markdown)),
            (_, _, _, Some(text)) => Sent::Lines(text.lines().collect()),
            _ if self.title.is_some() => Sent::Lines(Vec::new()),
            _ => return Err(Problem::field("text", "请给出要检查的文字：doc、blocks、html、markdown 或 text")),
        })
    }

    fn heads(&self) -> Vec<Head> {
        let title = self.title.iter().filter(|title| !title.trim().is_empty()).cloned().map(Head::Title);
        title.chain(self.attachments.iter().flatten().cloned().map(Head::Attachment)).collect()
    }

    fn setting(&self) -> Outcome<Setting> {
        if let Some(code) = &self.content_type {
            ContentType::find(code).ok_or_else(|| Problem::field("content_type", format!("没有 {code} 这种信息类型")))?;
        }
        let site = self.site_id.as_deref().map(|id| id_in::<domain::noun::Site>("site_id", id)).transpose()?;
        Ok(Setting { site, column: self.column.clone(), content_type: self.content_type.clone() })
    }
}

#[derive(Serialize, ToSchema)]
pub struct ProofAnswer {
    findings: Vec<Shown>,
    /// Microseconds that the check took.
    took_us: u64,
}

#[utoipa::path(post, path = "/api/v1/proof", request_body = Proof, responses((status = 200, body = ProofAnswer)))]
async fn proof(asked: Asked, app: web::Data<App>, body: web::Json<Proof>) -> Outcome<web::Json<ProofAnswer>> {
    asked
        .run(app, move |app, caller| {
            let day =
                body.ref_date.as_deref().map(|d| parse_day(d).ok_or_else(|| Problem::field("ref_date", "日期要写成 2026-11-20")));
            let day = day.transpose()?.unwrap_or_else(|| caller.context.now.day());
            let (sent, setting) = (body.sent()?, body.setting()?);
            let here = |site: SiteId| require(caller.actor(), Permission::View, Place::Site(site), caller.context.now);
            setting.site.map(here).transpose()?;
            app.read(|r| app.proofing.refresh(r, &app.store))?;
            let begun = Instant::now();
            let engines = app.proofing.at_hand();
            let found = match sent {
                Sent::Text(text) => engines.check(&text, &setting, day).findings,
                Sent::Source(source) => engines.check_source(&body.heads(), source, &setting, day),
                Sent::Lines(lines) => engines.check_lines(&body.heads(), lines.into_iter(), &setting, day),
            };
            Ok(ProofAnswer { took_us: begun.elapsed().as_micros() as u64, findings: unanswered(found) })
        })
        .await
        .map(web::Json)
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(
    proof, waivers::presets, waivers::request, waivers::pass_over, waivers::wide, waivers::agree, waivers::refuse, waivers::end
))]
pub struct Api;
