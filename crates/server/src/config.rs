//! Settings: `config.toml` in the data folder, overridden by `JIYUE_…` variables. Unknown keys are errors.

use cms::scanning::Watch;
use domain::scanning::Clock;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What an operator sets; every key has a default.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port; `[::]` answers on IPv4 too.
    pub listen: String,
    /// `postgres://…`; empty: SQLite in the data folder.
    pub database_url: String,
    /// Database connections.
    pub connections: u32,
    /// Allow `postgres://` to another host without TLS.
    pub database_without_tls: bool,
    /// How sites are addressed in links; `{domain}` and `{code}` are filled in.
    pub site_address: String,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// Filter of the log, as `info` or `info,cms=debug`.
    pub log: String,
    /// `text` or `json`
    pub log_format: String,
    /// Folder of page styles; empty: the ones inside the binary.
    pub themes: String,
    /// When the nightly scan begins, Asia/Shanghai; the full one on Sundays.
    pub scan_at: String,
    /// Look at links that lead out; off where the server has no way out.
    pub check_links: bool,
    /// Requests to one host per minute, at most.
    pub links_per_host: u32,
    /// What the server calls itself when it looks at a link; empty: its name and version.
    pub user_agent: String,
    /// Largest attachment that is read for checking, in MB.
    pub attachment_mb: u32,
    /// Longest time for reading one, in seconds.
    pub attachment_seconds: u32,
    /// LibreOffice's program, for doc, wps and et; empty: these are told as unchecked where they can't be read.
    pub soffice: String,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            listen: "[::]:8080".into(),
            database_url: String::new(),
            connections: 8,
            database_without_tls: false,
            site_address: "https://{domain}".into(),
            trusted_proxies: Vec::new(),
            log: "info".into(),
            log_format: "text".into(),
            themes: String::new(),
            scan_at: "02:30".into(),
            check_links: true,
            links_per_host: 6,
            user_agent: String::new(),
            attachment_mb: 100,
            attachment_seconds: 60,
            soffice: String::new(),
        }
    }
}

impl Config {
    pub fn load(data: &Path, env: impl Iterator<Item = (String, String)>) -> Result<Config, String> {
        let file = data.join("config.toml");
        let mut table: toml::Table = match std::fs::read_to_string(&file) {
            Ok(text) => text.parse().map_err(|e| format!("{} 写法有误：{e}", file.display()))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => toml::Table::new(),
            Err(e) => return Err(format!("{} 读不出来：{e}", file.display())),
        };
        for (name, value) in env {
            let Some(key) = name.strip_prefix("JIYUE_").filter(|k| !k.starts_with("TEST_")) else { continue };
            let key = key.to_lowercase();
            table.insert(key.clone(), from_env(&key, &value).ok_or_else(|| format!("环境变量 {name} 的值不对"))?);
        }
        let config: Config = table.try_into().map_err(|e: toml::de::Error| format!("配置有误：{}", e.message()))?;
        config.check().map(|()| config)
    }

    fn check(&self) -> Result<(), String> {
        if !self.site_address.contains("{domain}") && !self.site_address.contains("{code}") {
            return Err("配置 site_address 要含 {domain} 或 {code}".into());
        }
        if Clock::parse(&self.scan_at).is_none() {
            return Err("配置 scan_at 要写成 02:30".into());
        }
        let Some(rest) = self.database_url.split_once("://").map(|(_, r)| r) else { return Ok(()) };
        let host = rest.rsplit('@').next().unwrap_or(rest).split(['/', '?']).next().unwrap_or("");
        let host = host.rsplit_once(':').map_or(host, |(h, _)| h);
        let near = host.is_empty() || matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        if near
            || self.database_without_tls
            || self.database_url.contains("sslmode=require")
            || self.database_url.contains("sslmode=verify")
        {
            return Ok(());
        }
        Err("数据库在另一台机器上而连接没有加密；加 sslmode=verify-full，或确认内网安全后设 database_without_tls = true".into())
    }

    pub fn database(&self, data: &Path) -> store::Settings {
        let url = if self.database_url.is_empty() {
            data.join("db.sqlite").to_string_lossy().into_owned()
        } else {
            self.database_url.clone()
        };
        store::Settings { url, connections: self.connections.max(2), wait: Duration::from_secs(5) }
    }

    /// How what is public is looked after.
    pub fn watch(&self) -> Watch {
        let own = Watch::default();
        Watch {
            scan_at: Clock::parse(&self.scan_at).unwrap_or(own.scan_at),
            links: self.check_links,
            links_per_host: self.links_per_host.max(1) as usize,
            user_agent: if self.user_agent.is_empty() { own.user_agent } else { self.user_agent.clone() },
            attachment_bytes: (self.attachment_mb as usize) << 20,
            attachment_time: Duration::from_secs(self.attachment_seconds.max(1).into()),
            soffice: (!self.soffice.is_empty()).then(|| PathBuf::from(&self.soffice)),
        }
    }

    pub fn themes(&self) -> Option<PathBuf> {
        (!self.themes.is_empty()).then(|| PathBuf::from(&self.themes))
    }

    /// As TOML, without the password of the database.
    pub fn masked(&self) -> String {
        let mut shown = self.clone();
        if let Some((scheme, rest)) = self.database_url.split_once("://")
            && let Some((who, host)) = rest.rsplit_once('@')
        {
            let user = who.split(':').next().unwrap_or_default();
            shown.database_url = format!("{scheme}://{user}:***@{host}");
        }
        toml::to_string(&shown).unwrap_or_default()
    }
}

fn from_env(key: &str, value: &str) -> Option<toml::Value> {
    Some(match key {
        "connections" | "links_per_host" | "attachment_mb" | "attachment_seconds" => toml::Value::Integer(value.parse().ok()?),
        "database_without_tls" | "check_links" => toml::Value::Boolean(value.parse().ok()?),
        "trusted_proxies" => {
            toml::Value::Array(value.split(',').filter(|v| !v.trim().is_empty()).map(|v| v.trim().into()).collect())
        }
        _ => toml::Value::String(value.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(env: &[(&str, &str)]) -> Result<Config, String> {
        Config::load(Path::new("/nonexistent"), env.iter().map(|(k, v)| (k.to_string(), v.to_string())))
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(load(&[("JIYUE_LISTENN", "x")]).unwrap_err().contains("listenn"));
    }

    #[test]
    fn the_hour_of_the_scan_is_an_hour() {
        assert_eq!(load(&[("JIYUE_SCAN_AT", "23:05")]).unwrap().watch().scan_at, Clock { hour: 23, minute: 5 });
        assert!(load(&[("JIYUE_SCAN_AT", "25:00")]).is_err());
        assert!(!load(&[("JIYUE_CHECK_LINKS", "false")]).unwrap().watch().links);
    }

    #[test]
    fn a_distant_database_needs_tls() {
        assert!(load(&[("JIYUE_DATABASE_URL", "postgres://a:b@db.example/jiyue")]).is_err());
        assert!(load(&[("JIYUE_DATABASE_URL", "postgres://a:b@db.example/jiyue?sslmode=verify-full")]).is_ok());
        assert!(load(&[("JIYUE_DATABASE_URL", "postgres://a:b@127.0.0.1:5432/jiyue")]).is_ok());
    }

    #[test]
    fn the_database_password_is_masked() {
        let shown = load(&[("JIYUE_DATABASE_URL", "postgres://jiyue:secret@localhost/jiyue")]).unwrap().masked();
        assert!(shown.contains("jiyue:***@localhost") && !shown.contains("secret"), "{shown}");
    }
}
