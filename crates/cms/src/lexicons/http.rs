//! Word lists over HTTP.

mod upload;

use super::views::{self, ChangeRow, EntryPage, LexiconRow};
use super::{DryRun, Opening, Proposal, RuleRow};
use crate::articles::http::change;
use crate::console::findings::{Shown, unanswered};
use crate::console::http::show;
use crate::http::{Access, AccessRow, Asked, id_in, id_of, word_in};
use crate::proofing::rows::{errors, tidy};
use crate::proofing::{Setting, trial};
use crate::{App, Outcome, Problem};
use actix_web::{HttpResponse, web};
use domain::LexiconId;
use domain::identity::Permission;
use domain::lexicons::{ChangeState, Kind, Mode, Row};
use serde::{Deserialize, Serialize};
use std::time::Instant;
use store::lexicons::{self as stored, Search};
use utoipa::ToSchema;

/// Whoever keeps a list somewhere; the use case asks for the very list.
const KEEP: Access = Access::Any(&[Permission::ManageLexicon, Permission::ManageSite]);

pub const ACCESS: &[AccessRow] = &[
    ("GET", "/api/v1/lexicons", KEEP),
    ("POST", "/api/v1/lexicons", KEEP),
    ("POST", "/api/v1/lexicons/test", KEEP),
    ("GET", "/api/v1/lexicons/{id}/entries", KEEP),
    ("GET", "/api/v1/lexicons/{id}/changes", KEEP),
    ("POST", "/api/v1/lexicons/{id}/changes", KEEP),
    ("GET", "/api/v1/lexicons/{id}/export", KEEP),
    ("POST", "/api/v1/lexicons/{id}/dry-run", KEEP),
    ("GET", "/api/v1/lexicon-changes", KEEP),
    ("POST", "/api/v1/lexicon-changes/{id}/agree", KEEP),
    ("POST", "/api/v1/lexicon-changes/{id}/refuse", KEEP),
    ("GET", "/api/v1/rules", Access::Needs(Permission::ManageLexicon)),
];

/// Bytes of a change as JSON: as many rows as a file may have.
const CHANGE_MAX: usize = 64 << 20;

pub fn routes(config: &mut web::ServiceConfig) {
    let large = web::JsonConfig::default().limit(CHANGE_MAX).error_handler(|e, _| {
        let problem = match e {
            actix_web::error::JsonPayloadError::Overflow { .. }
            | actix_web::error::JsonPayloadError::OverflowKnownLength { .. } => Problem::new("too_large"),
            other => Problem::new("bad_request").saying(format!("请求的格式不对：{other}")),
        };
        problem.into()
    });
    config
        .route("/api/v1/lexicons", web::get().to(lists))
        .route("/api/v1/lexicons", web::post().to(open))
        .route("/api/v1/lexicons/test", web::post().to(test))
        .route("/api/v1/lexicons/{id}/entries", web::get().to(entries))
        .route("/api/v1/lexicons/{id}/export", web::get().to(export))
        .route("/api/v1/lexicons/{id}/dry-run", web::post().to(upload::dry_run))
        .service(
            web::resource("/api/v1/lexicons/{id}/changes")
                .app_data(large)
                .route(web::get().to(changes_of))
                .route(web::post().to(propose)),
        )
        .route("/api/v1/lexicon-changes", web::get().to(changes))
        .route("/api/v1/lexicon-changes/{id}/agree", web::post().to(agree))
        .route("/api/v1/lexicon-changes/{id}/refuse", web::post().to(refuse))
        .route("/api/v1/rules", web::get().to(rules));
}

#[utoipa::path(get, path = "/api/v1/lexicons", responses((status = 200, body = [LexiconRow])))]
async fn lists(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<LexiconRow>>> {
    show(asked, app, views::lists).await
}

#[derive(Deserialize, ToSchema)]
pub struct NewLexicon {
    code: String,
    title: String,
    /// `words`, `persons` or `rules`
    kind: String,
    site_id: Option<String>,
}

#[utoipa::path(post, path = "/api/v1/lexicons", request_body = NewLexicon, responses((status = 200, body = LexiconRow)))]
async fn open(asked: Asked, app: web::Data<App>, body: web::Json<NewLexicon>) -> Outcome<web::Json<LexiconRow>> {
    change(asked, app, move |tx, v| {
        let kind = word_in("kind", &body.kind, Kind::parse)?;
        let site = body.site_id.as_deref().map(|id| id_in("site_id", id)).transpose()?;
        let list = super::open(tx, &Opening { code: &body.code, title: &body.title, kind, site })?;
        views::list(tx, v, list)
    })
    .await
}

#[derive(Deserialize)]
pub struct EntryQuery {
    #[serde(default)]
    q: String,
    category: Option<String>,
    severity: Option<String>,
    page: Option<i64>,
}

#[utoipa::path(get, path = "/api/v1/lexicons/{id}/entries", params(("id" = String, Path), ("q" = Option<String>, Query), ("category" = Option<String>, Query), ("severity" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = EntryPage)))]
async fn entries(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    query: web::Query<EntryQuery>,
) -> Outcome<web::Json<EntryPage>> {
    show(asked, app, move |r, v| {
        let said = |word: &Option<String>| word.clone().filter(|w| !w.is_empty());
        let search = Search { words: query.q.clone(), category: said(&query.category), severity: said(&query.severity) };
        views::entries(r, v, id_of(&id)?, &search, query.page.unwrap_or(1))
    })
    .await
}

#[utoipa::path(get, path = "/api/v1/lexicons/{id}/changes", params(("id" = String, Path)), responses((status = 200, body = [ChangeRow])))]
async fn changes_of(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<Vec<ChangeRow>>> {
    show(asked, app, move |r, v| views::changes_of(r, v, id_of(&id)?)).await
}

#[derive(Deserialize)]
pub struct VersionQuery {
    version: Option<i32>,
}

#[utoipa::path(get, path = "/api/v1/lexicons/{id}/export", params(("id" = String, Path), ("version" = Option<i32>, Query)), responses((status = 200, content_type = "text/csv")))]
async fn export(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    query: web::Query<VersionQuery>,
) -> Outcome<HttpResponse> {
    let (name, text) = asked
        .run(app, move |app, caller| {
            app.read(|r| {
                let list = super::kept(r, caller.actor(), id_of(&id)?, caller.context.now)?;
                let version = query.version.unwrap_or(list.version);
                if !(0..=list.version).contains(&version) {
                    return Err(Problem::not_found());
                }
                let rows = stored::rows_at(r, list.id, version)?;
                Ok((format!("{}-{version}.csv", list.code), super::sheet::export(list.kind()?, &rows)))
            })
        })
        .await?;
    Ok(upload::attachment(name, text))
}

#[derive(Deserialize, ToSchema)]
pub struct NewChange {
    /// The version of the list that the person saw.
    base_version: i32,
    #[serde(default)]
    #[schema(value_type = Vec<std::collections::HashMap<String, String>>)]
    add: Vec<Row>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    note: String,
}

/// After a change came into force, the engines are built anew without anyone waiting for them.
async fn settled(
    asked: Asked,
    app: web::Data<App>,
    act: impl Fn(&mut store::Tx) -> Outcome<stored::Change> + Send + 'static,
) -> Outcome<web::Json<ChangeRow>> {
    let engines = app.clone();
    let answer = change(asked, app, move |tx, v| {
        let now = act(tx)?;
        views::change(tx, v, now)
    })
    .await?;
    let begun = web::block(move || engines.read(|r| engines.proofing.refresh(r, &engines.store))).await;
    if let Ok(Err(fault)) = begun {
        tracing::warn!(%fault, "the engines will be built with the next check");
    }
    Ok(answer)
}

#[utoipa::path(post, path = "/api/v1/lexicons/{id}/changes", params(("id" = String, Path)), request_body = NewChange, responses((status = 200, body = ChangeRow)))]
async fn propose(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<NewChange>,
) -> Outcome<web::Json<ChangeRow>> {
    settled(asked, app, move |tx| {
        let (add, remove) = (body.add.clone(), body.remove.as_slice());
        let proposal = Proposal { base_version: body.base_version, add, remove, mode: Mode::Add, note: &body.note };
        super::propose(tx, id_of(&id)?, proposal)
    })
    .await
}

#[derive(Deserialize)]
pub struct StateQuery {
    state: Option<String>,
}

#[utoipa::path(get, path = "/api/v1/lexicon-changes", params(("state" = Option<String>, Query)), responses((status = 200, body = [ChangeRow])))]
async fn changes(asked: Asked, app: web::Data<App>, query: web::Query<StateQuery>) -> Outcome<web::Json<Vec<ChangeRow>>> {
    show(asked, app, move |r, v| {
        let state =
            query.state.as_deref().filter(|s| !s.is_empty()).map(|s| word_in("state", s, ChangeState::parse)).transpose()?;
        views::changes(r, v, state)
    })
    .await
}

#[utoipa::path(post, path = "/api/v1/lexicon-changes/{id}/agree", params(("id" = String, Path)), responses((status = 200, body = ChangeRow)))]
async fn agree(asked: Asked, app: web::Data<App>, id: web::Path<String>) -> Outcome<web::Json<ChangeRow>> {
    settled(asked, app, move |tx| super::agree(tx, id_of(&id)?)).await
}

#[derive(Deserialize, ToSchema)]
pub struct ChangeRefusal {
    reason: String,
}

#[utoipa::path(post, path = "/api/v1/lexicon-changes/{id}/refuse", params(("id" = String, Path)), request_body = ChangeRefusal, responses((status = 200, body = ChangeRow)))]
async fn refuse(
    asked: Asked,
    app: web::Data<App>,
    id: web::Path<String>,
    body: web::Json<ChangeRefusal>,
) -> Outcome<web::Json<ChangeRow>> {
    settled(asked, app, move |tx| super::refuse(tx, id_of(&id)?, &body.reason)).await
}

/// A text to be tried on what is in force and rows that are not saved yet (试一试).
#[derive(Deserialize, ToSchema)]
pub struct Trial {
    text: String,
    kind: Option<String>,
    #[serde(default)]
    #[schema(value_type = Vec<std::collections::HashMap<String, String>>)]
    rows: Vec<Row>,
    site_id: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub struct TrialAnswer {
    findings: Vec<Shown>,
    /// Microseconds that the check took.
    took_us: u64,
}

/// Characters and rows of a trial, at most.
const TRIAL_CHARS: usize = 20_000;
const TRIAL_ROWS: usize = 1_000;

#[utoipa::path(post, path = "/api/v1/lexicons/test", request_body = Trial, responses((status = 200, body = TrialAnswer)))]
async fn test(asked: Asked, app: web::Data<App>, body: web::Json<Trial>) -> Outcome<web::Json<TrialAnswer>> {
    show(asked, app, move |r, v| {
        if body.text.chars().count() > TRIAL_CHARS || body.rows.len() > TRIAL_ROWS {
            return Err(Problem::new("too_large").saying(format!("一次最多试 {TRIAL_CHARS} 个字、{TRIAL_ROWS} 行")));
        }
        let kind = body.kind.as_deref().map_or(Ok(Kind::Words), |k| word_in("kind", k, Kind::parse))?;
        let site = body.site_id.as_deref().map(|id| id_in("site_id", id)).transpose()?;
        if !super::keeps(v.actor, site, v.now) {
            return Err(Problem::not_found());
        }
        let numbered: Vec<(u64, Row)> = (1..).zip(body.rows.iter().map(|row| tidy(kind, row.clone()))).collect();
        if let Some(wrong) = errors(kind, &numbered).first() {
            return Err(Problem::field("rows", format!("第 {} 行：{}", wrong.row, wrong.message)));
        }
        let rows: Vec<Row> = numbered.into_iter().map(|(_, row)| row).collect();
        let engines = trial(r, site, kind, &rows)?;
        let begun = Instant::now();
        let setting = Setting { site, ..Setting::default() };
        let found = engines.check_lines(&[], body.text.lines(), &setting, v.now.day());
        Ok(TrialAnswer { took_us: begun.elapsed().as_micros() as u64, findings: unanswered(found) })
    })
    .await
}

#[utoipa::path(get, path = "/api/v1/rules", responses((status = 200, body = [RuleRow])))]
async fn rules(asked: Asked, app: web::Data<App>) -> Outcome<web::Json<Vec<RuleRow>>> {
    show(asked, app, |r, v| super::rules(r, v.actor, v.now)).await
}

#[derive(utoipa::OpenApi)]
#[openapi(paths(lists, open, test, entries, export, upload::dry_run, changes_of, propose, changes, agree, refuse, rules))]
pub struct Api;

/// The list of a path; for the upload.
fn list_of(id: &str) -> Outcome<LexiconId> {
    id_of(id)
}
