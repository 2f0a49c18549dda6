//! The frame of every route: who asks, what the route permits, one blocking hop, problems as JSON.
//!
//! Each noun's `http.rs` has `routes()` (handlers), `ACCESS` (what each route permits) and its wire types.
//! A route that states nothing in `ACCESS` answers 404 to everyone.

use crate::identity::{LoggedIn, resume, token_actor};
use crate::{App, Outcome, Problem};
use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use domain::identity::{Actor, Permission, Place, may};
use std::future::{Ready, ready};
use store::Context;

/// What a route asks of whoever calls it; the use case asks again at the exact place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone, without a session.
    Open,
    /// Any account with a session or a token.
    Session,
    /// An account that holds this permission somewhere.
    Needs(Permission),
    /// An account that holds one of these somewhere.
    Any(&'static [Permission]),
}

/// Method, pattern as registered, access.
pub type AccessRow = (&'static str, &'static str, Access);

/// Name of the session cookie.
pub const COOKIE: &str = "jiyue_session";
/// Header that repeats the session's secret on every request that changes something.
pub const CSRF: &str = "X-CSRF-Token";

/// All routes of the staff's interface with what they permit.
pub fn access_table() -> Vec<AccessRow> {
    [
        crate::identity::http::ACCESS,
        crate::audit::http::ACCESS,
        crate::sites::http::ACCESS,
        crate::assets::http::ACCESS,
        crate::articles::http::ACCESS,
        crate::proofing::http::ACCESS,
        crate::lexicons::http::ACCESS,
        crate::publishing::http::ACCESS,
        crate::approval::http::ACCESS,
        crate::scanning::http::ACCESS,
        crate::console::http::ACCESS,
    ]
    .concat()
}

/// Registers every route of the staff's interface.
pub fn routes(config: &mut web::ServiceConfig) {
    crate::identity::http::routes(config);
    crate::audit::http::routes(config);
    crate::sites::http::routes(config);
    crate::assets::http::routes(config);
    crate::articles::http::routes(config);
    crate::proofing::http::routes(config);
    crate::lexicons::http::routes(config);
    crate::publishing::http::routes(config);
    crate::approval::http::routes(config);
    crate::scanning::http::routes(config);
    crate::console::http::routes(config);
}

/// A request before anyone looked who asks.
pub struct Asked {
    token: Option<String>,
    bearer: Option<String>,
    csrf: Option<String>,
    changes: bool,
    /// Whether the browser came over TLS: the session cookie then never travels without.
    pub secure: bool,
    access: Option<Access>,
    /// Address of the caller, behind trusted proxies the one they name.
    pub address: String,
    pub request_id: Option<String>,
}

/// Whoever asked, recognised.
pub struct Caller {
    pub context: Context,
    /// `None` for machine clients.
    pub session: Option<LoggedIn>,
}

impl Caller {
    pub fn actor(&self) -> &Actor {
        &self.context.actor
    }
}

/// Set by the server's middleware.
#[derive(Clone)]
pub struct RequestId(pub String);
#[derive(Clone)]
pub struct CallerAddress(pub String);

impl FromRequest for Asked {
    type Error = Problem;
    type Future = Ready<Result<Asked, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let pattern = req.match_pattern().unwrap_or_default();
        let access = access_table().into_iter().find(|(method, path, _)| *method == req.method().as_str() && *path == pattern);
        // Cookies and addresses are parsed into the extensions: read before these are borrowed.
        let secure = req.connection_info().scheme() == "https";
        let token = req.cookie(COOKIE).map(|c| c.value().to_owned());
        let extensions = req.extensions();
        ready(Ok(Asked {
            token,
            bearer: header(header::AUTHORIZATION.as_str()).and_then(|v| v.strip_prefix("Bearer ").map(str::to_owned)),
            csrf: header(CSRF),
            secure,
            changes: !matches!(*req.method(), Method::GET | Method::HEAD),
            access: access.map(|(_, _, access)| access),
            address: extensions.get::<CallerAddress>().map(|a| a.0.clone()).unwrap_or_default(),
            request_id: extensions.get::<RequestId>().map(|id| id.0.clone()),
        }))
    }
}

impl Asked {
    /// Recognises the caller, asks whether the route permits him, and runs `body`, all in one hop to the
    /// blocking pool.
    pub async fn run<T: Send + 'static>(
        self,
        app: web::Data<App>,
        body: impl FnOnce(&App, Caller) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let hop = web::block(move || {
            let caller = self.recognise(&app)?;
            body(&app, caller)
        });
        hop.await.map_err(Problem::internal)?
    }

    /// For routes that anyone may call.
    pub async fn open<T: Send + 'static>(
        self,
        app: web::Data<App>,
        body: impl FnOnce(&App, &Asked) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        if self.access != Some(Access::Open) {
            return Err(Problem::not_found());
        }
        web::block(move || body(&app, &self)).await.map_err(Problem::internal)?
    }

    fn recognise(&self, app: &App) -> Outcome<Caller> {
        let (actor, session) = match (&self.bearer, &self.token) {
            (Some(bearer), _) => (token_actor(app, bearer)?, None),
            (None, Some(token)) => {
                let found = resume(app, token)?;
                if self.changes && self.csrf.as_deref() != Some(found.session.csrf.as_str()) {
                    return Err(Problem::new("identity.csrf"));
                }
                (found.actor.clone(), Some(found))
            }
            (None, None) => return Err(Problem::new("identity.no_session")),
        };
        let now = app.now();
        let held = |p: &Permission| may(&actor, *p, Place::Anywhere, now);
        let permitted = match self.access {
            Some(Access::Open | Access::Session) => true,
            Some(Access::Needs(permission)) => held(&permission),
            Some(Access::Any(any)) => any.iter().any(held),
            None => false,
        };
        if !permitted {
            return Err(Problem::not_found());
        }
        let context = Context { request: self.request_id.clone(), ..Context::new(actor, now) };
        Ok(Caller { context, session })
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut body = self.extra.clone();
        let mut put = |key: &str, value: serde_json::Value| body.insert(key.to_owned(), value);
        put("type", "about:blank".into());
        put("title", self.status_code().canonical_reason().unwrap_or_default().into());
        put("status", self.status.into());
        put("code", self.code.into());
        put("detail", self.detail.clone().into());
        if !self.fields.is_empty() {
            put("fields", serde_json::to_value(&self.fields).unwrap_or_default());
        }
        let mut answer = HttpResponse::build(self.status_code());
        if let Some(wait) = self.extra.get("retry_after").and_then(|w| w.as_i64()) {
            answer.insert_header((header::RETRY_AFTER, wait.to_string()));
        }
        answer.insert_header((header::CONTENT_TYPE, "application/problem+json")).body(serde_json::Value::Object(body).to_string())
    }
}

/// A path segment that must be an id; anything else is not found.
pub fn id_of<K>(text: &str) -> Outcome<domain::Id<K>> {
    domain::Id::parse(text).ok_or_else(Problem::not_found)
}

/// An id inside a body or a query.
pub fn id_in<K>(field: &str, text: &str) -> Outcome<domain::Id<K>> {
    domain::Id::parse(text).ok_or_else(|| Problem::field(field, "编号不对"))
}

/// A word of a fixed list inside a body.
pub fn word_in<T>(field: &str, word: &str, parse: impl Fn(&str) -> Option<T>) -> Outcome<T> {
    parse(word).ok_or_else(|| Problem::field(field, format!("不认识 {word}")))
}
