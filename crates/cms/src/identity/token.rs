//! JWT for machine clients (HS256): a token speaks for an account until it runs out or the account is locked.

use super::session::random_token;
use crate::App;
use crate::problem::{Outcome, Problem};
use domain::Time;
use domain::event::Event;
use domain::identity::{Actor, ActorKind};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use std::path::Path;
use store::Context;
use store::identity as rows;

/// Signing keys of the installation, in `keys/`.
#[derive(Clone)]
pub struct Keys {
    secret: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: String,
    jti: String,
    iat: i64,
    exp: i64,
}

impl Keys {
    /// Reads the key, or makes one on first use (readable by the owner only).
    pub fn open(data: &Path) -> Outcome<Keys> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        let file = data.join("keys/jwt");
        if let Ok(secret) = std::fs::read(&file) {
            return Ok(Keys { secret });
        }
        std::fs::create_dir_all(data.join("keys")).map_err(Problem::internal)?;
        let secret = random_token()?.into_bytes();
        let made = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&file)
            .and_then(|mut f| f.write_all(&secret));
        match made {
            Ok(()) => Ok(Keys { secret }),
            // Another process was faster.
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                Ok(Keys { secret: std::fs::read(&file).map_err(Problem::internal)? })
            }
            Err(e) => Err(Problem::internal(e)),
        }
    }
}

/// A token that speaks for the account `login` for `days` days.
pub fn issue_token(app: &App, context: &Context, login: &str, days: i64) -> Outcome<String> {
    super::require_of_viewer(
        &context.actor,
        domain::identity::Permission::ManageUsers,
        domain::identity::Place::Platform,
        app.now(),
    )?;
    if !(1..=366).contains(&days) {
        return Err(Problem::field("days", "有效期为 1 至 366 天"));
    }
    let now = app.now().unix_seconds();
    let claims = Claims { sub: login.to_owned(), jti: random_token()?, iat: now, exp: now + days * 86_400 };
    let token =
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(&Keys::open(app.data())?.secret))
            .map_err(Problem::internal)?;
    app.write(context, |tx| {
        rows::user_by_login(tx, login)?.ok_or_else(Problem::not_found)?;
        Ok(tx.record(Event::TokenIssued { login: login.into(), days })?)
    })?;
    Ok(token)
}

/// The machine actor behind a bearer token.
pub fn token_actor(app: &App, token: &str) -> Outcome<Actor> {
    let refused = || Problem::new("identity.no_session");
    let mut rules = Validation::new(Algorithm::HS256);
    // The clock is the application's: expiry is compared below.
    rules.validate_exp = false;
    let key = DecodingKey::from_secret(&Keys::open(app.data())?.secret);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules).map_err(|_| refused())?.claims;
    let now: Time = app.now();
    if claims.exp <= now.unix_seconds() {
        return Err(refused());
    }
    app.read(|r| {
        if rows::is_revoked(r, &claims.jti)? {
            return Err(refused());
        }
        let user = rows::user_by_login(r, &claims.sub)?.filter(|u| u.is_active()).ok_or_else(refused)?;
        Ok(rows::actor(r, &user, ActorKind::Machine, now)?)
    })
}
