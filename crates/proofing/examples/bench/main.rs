//! Measures the engine against its goals: `cargo run --release -p proofing --example bench [-- --text FILE]`.
//! Each time is the best of several runs of one thread, CPU time where it is long enough to be told, so that other load does
//! not count; texts and words are the same in every run. Parts can be named: `reload articles speed linearity`.
#![allow(clippy::unwrap_used)]

mod text;

use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use proofing::{Engine, Entry, Lexicon, Options, Rules, TextDoc, parse_date};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let given = args.iter().position(|arg| arg == "--text").and_then(|i| args.get(i + 1));
    let parts: Vec<&String> = args.iter().filter(|arg| *arg != "--text" && Some(*arg) != given).collect();
    let asked = |part: &str| parts.is_empty() || parts.iter().any(|arg| *arg == part);
    // The shipped lists and the segmenter's dictionary are made once per process.
    engine(&[]).check(&TextDoc::from_text("产品和服务，以及布署"), &Options::default());
    // First, while the process has given nothing back that a set could be made of.
    if asked("reload") {
        reload();
    }
    if asked("articles") {
        articles();
    }
    if asked("speed") {
        let text = match given {
            Some(file) => std::fs::read_to_string(file).unwrap(),
            None => text::article(1, 2_000_000, &text::words(10_000)),
        };
        speed(&text);
    }
    if asked("linearity") {
        linearity();
    }
}

fn engine(words: &[String]) -> Engine {
    Engine::build(&Rules { entries: entries(words), persons: Vec::new() }, "bench").unwrap()
}

fn entries(words: &[String]) -> Vec<Entry> {
    Lexicon::parse_csv(&text::csv(words)).0
}

/// What the work took: CPU time of this thread where the system keeps a fine enough account of it, else wall time.
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let account = || -> Option<Duration> {
        let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        line.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    let (start, cpu) = (Instant::now(), account());
    let out = work();
    let wall = start.elapsed();
    // Some systems count in ticks of some milliseconds.
    let cpu = cpu.zip(account()).map(|(from, to)| to - from).filter(|cpu| cpu.as_millis() >= 80);
    (out, cpu.map_or(wall, |cpu| cpu.min(wall)))
}

/// The best of several runs: what the work costs when nothing else wants the processor.
fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    (0..runs).map(|_| timed(&mut work).1).min().unwrap_or_default()
}

fn rate(bytes: usize, work: impl FnMut() -> usize) -> f64 {
    bytes as f64 / 1e6 / best(5, work).as_secs_f64()
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "NOT MET" }
}

fn speed(text: &str) {
    println!("\ntext: {} characters, {:.1} MB", text.chars().count(), text.len() as f64 / 1e6);
    println!("\nMB/s                               10k       100k         1M words");
    let mut rows: [(&str, Vec<f64>); 4] = [
        ("view A (fold and match)", vec![]),
        ("views A, B, C and split", vec![]),
        ("aho-corasick, default", vec![]),
        ("aho-corasick, contiguous NFA", vec![]),
    ];
    let doc = TextDoc::from_text(text);
    for count in [10_000, 100_000, 1_000_000] {
        let words = text::words(count);
        let engine = engine(&words);
        rows[0].1.push(rate(text.len(), || engine.count_words(text)));
        rows[1].1.push(rate(text.len(), || engine.count_matches(&doc)));
        drop(engine);
        for (row, kind) in [(2, None), (3, Some(AhoCorasickKind::ContiguousNFA))] {
            let other = AhoCorasick::builder().kind(kind).build(&words).unwrap();
            rows[row].1.push(rate(text.len(), || other.find_overlapping_iter(text).count()));
        }
    }
    for (name, figures) in &rows {
        println!("{name:30}{:>8.0}{:>11.0}{:>11.0}", figures[0], figures[1], figures[2]);
    }
    let ratio = rows[0].1[1] / rows[2].1[1].max(rows[3].1[1]);
    println!("view A against aho-corasick at 100k words: {ratio:.1} times (goal 3: {})", verdict(ratio >= 3.0));
}

fn articles() {
    let words = text::words(100_000);
    let engine = engine(&words);
    let options = Options { ref_date: parse_date("2026-06-15"), ..Options::default() };
    let mut times: Vec<Duration> = (0..300)
        .map(|seed| {
            let article = text::article(seed, 3_000, &words);
            best(3, || engine.check(&TextDoc::from_text(&article), &options).len())
        })
        .collect();
    times.sort();
    let (p50, p95) = (times[150].as_secs_f64() * 1e3, times[285].as_secs_f64() * 1e3);
    println!(
        "\nfull check of 3,000 characters, 100k words: p50 {p50:.2} ms, p95 {p95:.2} ms CPU (goal 5: {})",
        verdict(p95 <= 5.0)
    );
}

fn reload() {
    let csv = text::csv(&text::words(100_000));
    let entries = Lexicon::parse_csv(&csv).0;
    let parse = best(3, || Lexicon::parse_csv(&csv).0.len());
    let rules = Rules { entries, persons: Vec::new() };
    let before = resident();
    let engine = Engine::build(&rules, "bench").unwrap();
    let megabytes = resident().saturating_sub(before) as f64 / 1e6;
    let build = best(3, || Engine::build(&rules, "bench").unwrap().version().len());
    println!(
        "100k rows: parse {:.2} s, build {:.2} s (goal 0.5: {})",
        parse.as_secs_f64(),
        build.as_secs_f64(),
        verdict(build.as_secs_f64() <= 0.5)
    );
    println!("memory of the set: {megabytes:.0} MB (goal 50: {})", verdict(megabytes <= 50.0));
    let own = Rules { entries: self::entries(&text::words(50)), persons: Vec::new() };
    let (site, time) = timed(|| engine.extended(&own, "site").unwrap());
    println!("a site's 50 words over it: {:.1} ms ({})", time.as_secs_f64() * 1e3, site.version());
}

/// Bytes of this process in memory.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}

fn linearity() {
    let nested: Vec<String> = (2..=64).map(|n| "的".repeat(n)).chain((2..=64).map(|n| "a".repeat(n))).collect();
    let engine = engine(&[nested, text::words(1_000)].concat());
    println!("\n10 MB against 1 MB (linear: 10 times)");
    let units = [
        "的",
        "一",
        "1",
        "a",
        "<",
        "（",
        "《",
        "和服",
        "云*雀计划",
        "<b>",
        "&#",
        "2026年2月30日至",
        "木",
        "yun",
        "。",
        "\u{301}",
        "1101011990",
        "进行",
    ];
    let mut worst: f64 = 0.0;
    for unit in units {
        let check = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let plain = timed(|| engine.check(&TextDoc::from_text(&text), &Options::default()).len()).1;
            plain + timed(|| engine.check(&TextDoc::from_html(&text), &Options::default()).len()).1
        };
        let (small, large) = (check(1_000_000), check(10_000_000));
        let ratio = large.as_secs_f64() / small.as_secs_f64().max(0.001);
        worst = worst.max(ratio);
        println!("{unit:24} {:.2} s, {:.2} s: {ratio:.1} times", small.as_secs_f64(), large.as_secs_f64());
    }
    println!("worst: {worst:.1} times (linear: {})", verdict(worst < 15.0));
}
