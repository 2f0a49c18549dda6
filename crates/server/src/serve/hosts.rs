//! Which site a host name belongs to; the table is held in memory and read again every few seconds.

use cms::App;
use domain::SiteId;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};
use store::sites::Site;

/// After this long a new host or a changed site is seen.
const FRESH: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Table {
    by_host: HashMap<String, Arc<Site>>,
    /// Answers on the platform's own names: the first site without a parent.
    portal: Option<Arc<Site>>,
}

pub struct Hosts {
    app: App,
    table: RwLock<(Option<Instant>, Arc<Table>)>,
}

impl Hosts {
    pub fn new(app: App) -> Hosts {
        Hosts { app, table: RwLock::default() }
    }

    /// The site that answers for a host header (port and case don't matter).
    pub fn site(&self, host: &str) -> Option<Arc<Site>> {
        let name = without_port(host).to_lowercase();
        let table = self.table();
        match table.by_host.get(&name) {
            Some(site) => Some(site.clone()),
            None if is_own_name(&name) => table.portal.clone(),
            None => None,
        }
    }

    fn table(&self) -> Arc<Table> {
        let (read_at, table) = self.table.read().unwrap_or_else(|e| e.into_inner()).clone();
        if read_at.is_some_and(|at| at.elapsed() < FRESH) {
            return table;
        }
        match self.read() {
            Ok(fresh) => {
                let fresh = Arc::new(fresh);
                *self.table.write().unwrap_or_else(|e| e.into_inner()) = (Some(Instant::now()), fresh.clone());
                fresh
            }
            Err(fault) => {
                // The old table still serves; the fault is logged by `Problem::internal`.
                tracing::warn!(%fault, "host table not read");
                table
            }
        }
    }

    fn read(&self) -> cms::Outcome<Table> {
        self.app.read(|r| {
            let sites: Vec<Arc<Site>> = store::sites::all(r)?.into_iter().map(Arc::new).collect();
            let by_id: HashMap<SiteId, Arc<Site>> = sites.iter().map(|s| (s.id, s.clone())).collect();
            let hosts = store::sites::hosts(r)?;
            let by_host = hosts.into_iter().filter_map(|(host, id)| by_id.get(&id).map(|s| (host, s.clone()))).collect();
            Ok(Table { by_host, portal: sites.into_iter().find(|s| s.parent_id.is_none()) })
        })
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

fn is_own_name(name: &str) -> bool {
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_does_not_belong_to_the_name() {
        assert_eq!(without_port("swj.localhost:8080"), "swj.localhost");
        assert_eq!(without_port("[::1]:8080"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
