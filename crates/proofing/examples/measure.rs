//! Measures the shipped rules on clean text: how many hits each rule has per 10,000 characters.
//!
//! `cargo run --release -p proofing --example measure -- [--list] [--rule PREFIX] FILE…`
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proofing::{Engine, Options, TextDoc};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let list = args.iter().any(|a| a == "--list");
    let rule = args.iter().position(|a| a == "--rule").and_then(|i| args.get(i + 1)).cloned().unwrap_or_default();
    let engine = Engine::new(&[], "measure").expect("the shipped lists compile");
    for file in args.iter().filter(|a| !a.starts_with("--") && **a != rule) {
        let text = std::fs::read_to_string(file).expect("a readable file");
        let mut hits: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut spent = Duration::ZERO;
        for paragraph in text.lines() {
            let doc = TextDoc::from_text(paragraph);
            let start = Instant::now();
            let findings = engine.check(&doc, &Options::default());
            spent += start.elapsed();
            for f in findings.into_iter().filter(|f| f.rule.starts_with(&rule)) {
                let advice = f.suggestion.unwrap_or_default();
                let quote = format!("{}[{}→{advice}]{}", f.before, f.found, f.after);
                hits.entry(f.rule).or_default().push(quote);
            }
        }
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        let per_3000 = spent.as_secs_f64() * 1e3 * 3000.0 / chars as f64;
        println!("{file}: {chars} characters, all checks {per_3000:.2} ms per 3,000");
        for (rule, quotes) in hits {
            println!("  {rule:<18} {:>6}  {:>7.3} per 10,000", quotes.len(), quotes.len() as f64 * 1e4 / chars as f64);
            quotes.iter().filter(|_| list).for_each(|quote| println!("    {quote}"));
        }
    }
}
