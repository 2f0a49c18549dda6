//! Short words in sentences: uses are found, words that meet by chance and names are left alone.
#![allow(clippy::unwrap_used)]

use proofing::{Engine, Lexicon, Options, TextDoc};

/// The cases of `edges.txt`: word, whether it is used, sentence.
fn cases() -> impl Iterator<Item = (&'static str, bool, &'static str)> {
    let mut word = "";
    include_str!("edges.txt").lines().filter_map(move |line| match line.split_once(' ') {
        Some(("+", text)) => Some((word, true, text)),
        Some(("-", text)) => Some((word, false, text)),
        _ => {
            word = line;
            None
        }
    })
}

fn engine() -> Engine {
    let mut words: Vec<&str> = cases().map(|case| case.0).collect();
    words.dedup();
    let rows: String = words.iter().map(|word| format!("a,warn,{word},\n")).collect();
    let allow = "allow,,苹果园街道,\nallow,,白银市,\nallow,,黄金周,\nallow,,黄金时段,\nterm,warn,旅游局,文化和旅游局\n";
    let rows = rows.replace("a,warn,旅游局,\n", "");
    let (entries, errors) = Lexicon::parse_csv(&format!("category,severity,word,suggestion\n{rows}{allow}"));
    assert_eq!(errors, []);
    Engine::new(&entries, "1").unwrap()
}

#[test]
fn short_words_are_found_where_they_are_used_and_only_there() {
    let engine = engine();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for (word, used, text) in cases() {
        let found = engine.check(&TextDoc::from_text(text), &Options::default());
        let hit = found.iter().any(|f| f.found == word);
        match (used, hit) {
            (true, false) => missed.push(text),
            (false, true) => wrong.push(text),
            _ => {}
        }
    }
    let uses = cases().filter(|case| case.1).count();
    println!("{} of {uses} missed: {missed:?}", missed.len());
    println!("{} of {} wrong: {wrong:?}", wrong.len(), cases().count() - uses);
    assert!(missed.len() * 100 <= uses * 2 && wrong.len() * 100 <= (cases().count() - uses) * 3);
}
