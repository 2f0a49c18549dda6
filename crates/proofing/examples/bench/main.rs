//! Measures the engine against its goals: `cargo run --release -p proofing --example bench [-- --text FILE]`.
//! Times are CPU times of this thread, those of single articles the least of five rounds; texts and words are the same
//! in every run. Parts can be named: `reload articles speed linearity`.
#![allow(clippy::unwrap_used)]

mod text;

use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use cpu_time::ThreadTime;
use daachorse::CharwiseDoubleArrayAhoCorasick;
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
        match given {
            Some(file) => speed(file, &std::fs::read_to_string(file).unwrap()),
            None => {
                speed("articles of the demonstration", &natural(2_000_000));
                speed("sentences of a hundred phrases", &text::article(1, 2_000_000, &text::words(10_000)));
            }
        }
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

/// CPU time of one run, by as many runs as take long enough to be told.
fn cost<T>(mut work: impl FnMut() -> T) -> Duration {
    let begun = ThreadTime::now();
    for runs in 1.. {
        work();
        let spent = begun.elapsed();
        if spent.as_millis() >= 400 {
            return spent / runs;
        }
    }
    Duration::ZERO
}

/// The least CPU time of some runs, for short work: what the caches and the machine's other work add is left out.
fn best<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    let timed = |_| {
        let begun = ThreadTime::now();
        work();
        begun.elapsed()
    };
    (0..runs).map(timed).min().unwrap_or_default()
}

fn rate(bytes: usize, work: impl FnMut() -> usize) -> f64 {
    bytes as f64 / 1e6 / cost(work).as_secs_f64()
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "NOT MET" }
}

/// All matchers seek the same forms, the shipped lists' among them, in the same folded text.
fn speed(what: &str, text: &str) {
    println!("\n{what}: {} characters, {:.1} MB", text.chars().count(), text.len() as f64 / 1e6);
    println!("\nMB/s                               10k       100k         1M words");
    let names = [
        "view A, matching", "view A, folding and matching", "views A, B, C and split", "aho-corasick, default",
        "aho-corasick, contiguous NFA", "daachorse, by character",
    ];
    let mut rows: [Vec<f64>; 6] = Default::default();
    let (doc, lines) = (TextDoc::from_text(text), Engine::folded(text));
    let folded: String = lines.iter().flat_map(|line| line.iter().chain(['\n'].iter())).collect();
    for count in [10_000, 100_000, 1_000_000] {
        let engine = engine(&text::words(count));
        rows[0].push(rate(text.len(), || engine.count_words(&lines)));
        rows[1].push(rate(text.len(), || text.lines().map(|line| engine.count_words(&Engine::folded(line))).sum()));
        rows[2].push(rate(text.len(), || engine.count_matches(&doc)));
        let forms = engine.forms();
        drop(engine);
        for (row, kind) in [(3, None), (4, Some(AhoCorasickKind::ContiguousNFA))] {
            let other = AhoCorasick::builder().kind(kind).build(&forms).unwrap();
            rows[row].push(rate(text.len(), || other.find_overlapping_iter(&folded).count()));
        }
        let other = CharwiseDoubleArrayAhoCorasick::<u32>::new(&forms).unwrap();
        rows[5].push(rate(text.len(), || other.find_overlapping_iter(&folded).count()));
    }
    for (name, figures) in names.iter().zip(&rows) {
        println!("{name:30}{:>8.0}{:>11.0}{:>11.0}", figures[0], figures[1], figures[2]);
    }
    let other = rows[3][1].max(rows[4][1]);
    let (alone, folding) = (rows[0][1] / other, rows[1][1] / other);
    println!(
        "view A against aho-corasick, which does not fold, at 100k words: {alone:.1} times (goal 3: {})",
        verdict(alone >= 3.0)
    );
    println!("with the folding: {folding:.1} times");
}

/// At least `chars` characters of prose: the articles of the demonstration platform, without their tags, over and over.
fn natural(chars: usize) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/demo/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut once = String::new();
    for line in
        files.iter().flat_map(|file| std::fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
    {
        let article: serde_json::Value = serde_json::from_str(&line).unwrap();
        let doc = TextDoc::from_html(article["body_html"].as_str().unwrap_or_default());
        doc.blocks().for_each(|block| once += &(block.text + "\n"));
    }
    once.repeat(chars.div_ceil(once.chars().count().max(1)))
}

fn articles() {
    let words = text::words(100_000);
    let engine = engine(&words);
    let options = Options { ref_date: parse_date("2026-06-15"), ..Options::default() };
    let articles: Vec<String> = (0..300).map(|seed| text::article(seed, 3_000, &words)).collect();
    let mut times = vec![Duration::MAX; articles.len()];
    // Round by round, so that a spell in which the machine is slow does not fall on all runs of an article.
    for _ in 0..5 {
        for (time, article) in times.iter_mut().zip(&articles) {
            *time = best(1, || engine.check(&TextDoc::from_text(article), &options).len()).min(*time);
        }
    }
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
    let parse = cost(|| Lexicon::parse_csv(&csv).0.len());
    let rules = Rules { entries, persons: Vec::new() };
    let before = resident();
    let engine = Engine::build(&rules, "bench").unwrap();
    let megabytes = resident().saturating_sub(before) as f64 / 1e6;
    let build = cost(|| Engine::build(&rules, "bench").unwrap().version().len());
    println!(
        "100k rows: parse {:.2} s, build {:.2} s (goal 0.5: {})",
        parse.as_secs_f64(),
        build.as_secs_f64(),
        verdict(build.as_secs_f64() <= 0.5)
    );
    println!("memory of the set: {megabytes:.0} MB (goal 50: {})", verdict(megabytes <= 50.0));
    let own = Rules { entries: self::entries(&text::words(50)), persons: Vec::new() };
    let time = best(5, || engine.extended(&own, "site").unwrap());
    println!("a site's 50 words over it: {:.1} ms", time.as_secs_f64() * 1e3);
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
        "的", "一", "1", "a", "<", "（", "《", "和服", "云*雀计划", "<b>", "&#", "2026年2月30日至", "木", "yun", "。", "\u{301}",
        "1101011990", "进行",
    ];
    let mut worst: f64 = 0.0;
    for unit in units {
        let check = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let read = |doc: TextDoc| engine.check(&doc, &Options::default()).len();
            cost(|| read(TextDoc::from_text(&text)) + read(TextDoc::from_html(&text)))
        };
        let (small, large) = (check(1_000_000), check(10_000_000));
        let ratio = large.as_secs_f64() / small.as_secs_f64().max(0.001);
        worst = worst.max(ratio);
        println!("{unit:24} {:.2} s, {:.2} s: {ratio:.1} times", small.as_secs_f64(), large.as_secs_f64());
    }
    println!("worst: {worst:.1} times (linear: {})", verdict(worst < 15.0));
}
