//! `cargo xtask bench proof-http`: how long another program waits for `POST /api/v1/proof`, on loopback, one request after
//! the other, with a long list in force.

#[path = "../../../proofing/examples/bench/text.rs"]
mod text;

use super::released;
use crate::served;
use crate::{Outcome, shell};
use std::time::Instant;
use ureq::Agent;

const WORDS: usize = 100_000;
const CHARS: usize = 3_000;
/// Requests that are not counted: the segmenter's dictionary is made at the first.
const WARMING: u64 = 20;
const COUNTED: u64 = 300;

pub fn run() -> Outcome<()> {
    let platform = released("bench-http")?;
    platform.fill(0)?;
    let (words, list) = (listed(), platform.data.join("words.csv"));
    std::fs::write(&list, text::csv(&words)).map_err(|e| format!("{}: {e}", list.display()))?;
    let mut import = platform.command(&["lexicon", "import"]);
    import.arg(&list).args(["--by", "xieqingyang", "--agreed-by", "mengke", "--name", "bench"]);
    shell::run(&format!("import of {WORDS} words"), &mut import)?;
    let served = platform.serve()?;
    let figures = measure(platform.port, &words)?;
    drop(served);
    served::clear(&platform.data)?;
    print(figures);
    Ok(())
}

/// Words long enough that no two are the same in variant characters, which an import refuses.
fn listed() -> Vec<String> {
    let long = text::words(WORDS + WORDS / 4).into_iter().filter(|word| word.chars().count() > 2);
    long.take(WORDS).collect()
}

/// Milliseconds of each request, the fastest first.
fn measure(port: u16, words: &[String]) -> Outcome<Vec<f64>> {
    let client = Client::enter(port)?;
    let timed = |seed: u64| {
        let article = text::article(seed, CHARS, words);
        let blocks: Vec<&str> = article.lines().collect();
        let body = serde_json::json!({"title": "关于开展检查的通知", "blocks": blocks, "ref_date": "2026-06-15"}).to_string();
        let begun = Instant::now();
        client.post("proof", &body).map(|_| begun.elapsed().as_secs_f64() * 1e3)
    };
    (0..WARMING).try_for_each(|seed| timed(seed).map(|_| ()))?;
    let mut times = (WARMING..WARMING + COUNTED).map(timed).collect::<Outcome<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    Ok(times)
}

fn print(times: Vec<f64>) {
    let at = |share: f64| times[(times.len() as f64 * share) as usize];
    let (p50, p95) = (at(0.5), at(0.95));
    let verdict = if p95 <= 20.0 { "met" } else { "NOT MET" };
    println!("POST /api/v1/proof, {CHARS} characters, {WORDS} words, {COUNTED} requests:");
    println!("p50 {p50:.1} ms, p95 {p95:.1} ms (goal 20: {verdict}), longest {:.1} ms", times[times.len() - 1]);
}

/// An editor of the demonstration platform, logged in.
struct Client {
    agent: Agent,
    base: String,
    cookie: String,
    csrf: String,
}

impl Client {
    fn enter(port: u16) -> Outcome<Client> {
        let base = format!("http://localhost:{port}/api/v1");
        let mut client = Client { agent: Agent::new_with_defaults(), base, cookie: String::new(), csrf: String::new() };
        let (cookie, answer) = client.post("session", r#"{"login": "zhoumin", "password": "Yunxi#2026"}"#)?;
        let answer: serde_json::Value = serde_json::from_str(&answer).map_err(|e| format!("session: {e}"))?;
        client.csrf = answer["csrf"].as_str().unwrap_or_default().to_owned();
        client.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(client)
    }

    /// The cookie that was set, if any, and the answer's text.
    fn post(&self, path: &str, body: &str) -> Outcome<(String, String)> {
        let request = self.agent.post(format!("{}/{path}", self.base)).header("Content-Type", "application/json");
        let request = request.header("Cookie", &self.cookie).header("X-CSRF-Token", &self.csrf);
        let mut answer = request.send(body).map_err(|e| format!("{path}: {e}"))?;
        let cookie = answer.headers().get("set-cookie").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let text = answer.body_mut().read_to_string().map_err(|e| format!("{path}: {e}"))?;
        Ok((cookie, text))
    }
}
