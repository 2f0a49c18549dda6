//! One look at a link over the network: name resolved first, and connected to nothing but what was resolved, so that
//! no link sends the platform into the inner net, not by a redirect either.

use super::Watch;
use domain::scanning::{Fault, Reached, is_private, registrable};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use url::Url;

/// Looks at an address; tests put another in its place.
pub type Probe = dyn Fn(&Url) -> Reached + Send + Sync;

/// Longest wait for an answer, redirects included (domain.md §6.6).
const WAIT: Duration = Duration::from_secs(15);
/// Redirects that are followed.
const HOPS: usize = 5;
/// Bytes of an answer that are read where a server refuses to tell by its head alone.
const BODY: u64 = 16 << 10;

/// The look over the network.
pub fn probe(watch: &Watch) -> Arc<Probe> {
    let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls = TlsConfig::builder().root_certs(RootCerts::WebPki).unversioned_rustls_crypto_provider(crypto).build();
    let config = Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .user_agent(watch.user_agent.clone())
        .tls_config(tls)
        .max_idle_connections(0)
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), OutsideOnly(DefaultResolver::default()));
    Arc::new(move |url| follow(&agent, url))
}

/// Goes where the answers lead, within the registrable domain.
fn follow(agent: &Agent, from: &Url) -> Reached {
    let until = Instant::now() + WAIT;
    let mut at = from.clone();
    for _ in 0..=HOPS {
        let (status, location) = match ask(agent, &at, until) {
            Ok(answer) => answer,
            Err(error) => return fault(&error),
        };
        let next = location.filter(|_| (300..400).contains(&status)).and_then(|to| at.join(&to).ok());
        let Some(next) = next.filter(|n| matches!(n.scheme(), "http" | "https")) else { return Reached::Answer { status } };
        let (here, there) = (from.host_str().unwrap_or_default(), next.host_str().unwrap_or_default());
        if registrable(here) != registrable(there) {
            return Reached::Elsewhere { host: there.to_owned() };
        }
        at = next;
    }
    Reached::Failed(Fault::Loop)
}

/// Status and location; by the head alone where the server answers that.
fn ask(agent: &Agent, url: &Url, until: Instant) -> Result<(u16, Option<String>), Error> {
    let left = || Some(until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1)));
    let head = agent.head(url.as_str()).config().timeout_global(left()).build().call()?;
    let answer = match head.status().as_u16() {
        // Many servers do not know HEAD, or answer it with an error.
        400.. => {
            let mut answer = agent.get(url.as_str()).config().timeout_global(left()).build().call()?;
            // Taken off the line as far as allowed; what it says matters to nobody.
            let _ = answer.body_mut().with_config().limit(BODY).read_to_vec();
            answer
        }
        _ => head,
    };
    let location = answer.headers().get("location").and_then(|l| l.to_str().ok()).map(str::to_owned);
    Ok((answer.status().as_u16(), location))
}

fn fault(error: &Error) -> Reached {
    match error {
        Error::Timeout(_) => Reached::Timeout,
        Error::HostNotFound => Reached::Failed(Fault::Name),
        Error::Tls(_) | Error::Rustls(_) => Reached::Failed(Fault::Certificate),
        Error::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<Inside>()) => Reached::Private,
        Error::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => Reached::Failed(Fault::Certificate),
        Error::Io(io) if io.kind() == io::ErrorKind::TimedOut => Reached::Timeout,
        Error::Io(io) if io.to_string().contains("lookup address") => Reached::Failed(Fault::Name),
        _ => Reached::Failed(Fault::Connection),
    }
}

/// Resolves names, and refuses those that stand for an address of the inner net.
#[derive(Debug)]
struct OutsideOnly(DefaultResolver);

#[derive(Debug, thiserror::Error)]
#[error("a private address")]
struct Inside;

impl Resolver for OutsideOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        // One is enough: a name that stands for both could be asked until it gives the wrong one.
        match found.iter().any(|address| is_private(address.ip())) {
            true => Err(Error::Io(io::Error::other(Inside))),
            false => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn an_inner_address_is_refused_before_a_connection_is_made() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let look = probe(&Watch::default());
        for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
            let url = Url::parse(&format!("http://{host}:{port}/")).unwrap();
            assert_eq!(look(&url), Reached::Private, "{host}");
        }
        assert_eq!(listener.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock);
    }
}
