//! Builds the trigram model out of clean official texts, or measures it on texts held back.
//!
//! `cargo run --release -p proofing --example train -- FOLDER_OR_FILE… [--dict FILE] [--words FILE] --out FILE`
//! `cargo run --release -p proofing --example train -- FOLDER_OR_FILE… [--dict FILE] [--words FILE] --holdout 10 [--clean FILE]…`
//!
//! Texts are plain, one paragraph a line; a dictionary has a word and how often it is used on each line; a word list
//! has words between spaces.
#![allow(clippy::expect_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use proofing::trigram::{Model, Suspect, Trainer};

/// Least margin measured.
const LOWEST: f32 = 5.0;
/// Uses credited to a word of a word list.
const LISTED: u32 = 1600;

struct Args {
    texts: Vec<String>,
    dict: Option<String>,
    words: Option<String>,
    out: Option<String>,
    holdout: Option<usize>,
    clean: Vec<String>,
}

fn args() -> Args {
    let mut args = Args { texts: vec![], dict: None, words: None, out: None, holdout: None, clean: vec![] };
    let mut given = std::env::args().skip(1);
    while let Some(arg) = given.next() {
        let mut value = || given.next().expect("a value after the option");
        match arg.as_str() {
            "--dict" => args.dict = Some(value()),
            "--words" => args.words = Some(value()),
            "--out" => args.out = Some(value()),
            "--holdout" => args.holdout = Some(value().parse().expect("a number")),
            "--clean" => args.clean.push(value()),
            _ => args.texts.push(arg),
        }
    }
    args
}

fn main() {
    let args = args();
    let mut seen = HashSet::new();
    let mut lines: Vec<String> = args.texts.iter().flat_map(|path| read(Path::new(path))).collect();
    lines.retain(|line| seen.insert(line.clone()));
    let mut trainer = Trainer::default();
    if let Some(dict) = &args.dict {
        learn_dictionary(&mut trainer, dict);
    }
    if let Some(words) = &args.words {
        let text = fs::read_to_string(words).expect("a readable word list");
        let listed = text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        listed.for_each(|word| trainer.add_word(word, LISTED));
    }
    let held = |i: usize| args.holdout.is_some_and(|n| i.is_multiple_of(n));
    let (tests, learnt): (Vec<_>, Vec<_>) = lines.iter().enumerate().partition(|(i, _)| held(*i));
    learnt.iter().for_each(|(_, line)| trainer.add_text(line));
    let bytes = trainer.finish();
    println!("{} paragraphs learnt, model of {} bytes", learnt.len(), bytes.len());
    if let Some(out) = &args.out {
        fs::write(out, &bytes).expect("a writable file");
    }
    if args.holdout.is_some() {
        let start = Instant::now();
        let model = Model::parse(&bytes).expect("the model just built");
        println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
        measure(&model, "held back", &tests.iter().map(|(_, line)| (*line).clone()).collect::<Vec<_>>());
        for file in &args.clean {
            measure(&model, file, &read(Path::new(file)));
        }
    }
}

/// The paragraphs of a file, or of every file of a folder in order of name.
fn read(path: &Path) -> Vec<String> {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a readable folder");
        let mut inside: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        inside.sort();
        return inside.iter().flat_map(|path| read(path)).collect();
    }
    fs::read_to_string(path).expect("a readable text").lines().map(str::to_owned).collect()
}

/// Learns the words of a dictionary, but none that the project's own lists call a mistake.
fn learn_dictionary(trainer: &mut Trainer, path: &str) {
    let lists = [include_str!("../data/typos.csv"), include_str!("../data/idioms.csv")];
    let wrong: HashSet<&str> = lists.iter().flat_map(|list| list.lines()).filter_map(|row| row.split(',').nth(2)).collect();
    for line in fs::read_to_string(path).expect("a readable dictionary").lines() {
        let mut cells = line.split_whitespace();
        if let (Some(word), Some(uses)) = (cells.next(), cells.next().and_then(|n| n.parse().ok()))
            && !wrong.contains(word)
        {
            trainer.add_word(word, uses);
        }
    }
}

/// Prints false marks on the texts as they are, and what is found of one mistake put into each sentence.
fn measure(model: &Model, name: &str, lines: &[String]) {
    let chars: usize = lines.iter().map(|line| line.chars().filter(|c| !c.is_whitespace()).count()).sum();
    let start = Instant::now();
    let clean: Vec<Suspect> =
        lines.iter().flat_map(|line| model.suspects_above(LOWEST, &line.chars().collect::<Vec<_>>())).collect();
    let per_3000 = start.elapsed().as_secs_f64() * 1e3 * 3000.0 / chars as f64;
    let mut dice = Dice(7);
    let mut found = Vec::new();
    let mut put = 0;
    for sentence in lines.iter().flat_map(|line| line.split_inclusive('。')) {
        let mut text: Vec<char> = sentence.chars().collect();
        let Some((at, meant)) = spoil(model, &mut text, &mut dice) else { continue };
        put += 1;
        found.extend(model.suspects_above(LOWEST, &text).iter().map(|s| (s.at == at && s.meant == meant, s.margin)));
    }
    println!("{name}: {chars} characters, {per_3000:.3} ms per 3,000; {put} mistakes put in");
    for margin in [LOWEST, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0] {
        let marks = clean.iter().filter(|s| s.margin >= margin).count();
        let right = found.iter().filter(|f| f.0 && f.1 >= margin).count();
        let all = found.iter().filter(|f| f.1 >= margin).count();
        println!(
            "  margin {margin:>4}: false marks {:.3} per 10,000, recall {:.3}, precision {:.3}",
            marks as f64 * 1e4 / chars as f64,
            right as f64 / f64::from(put.max(1)),
            right as f64 / all.max(1) as f64,
        );
    }
}

/// Puts one confusable character into a sentence; gives its place and the right character.
fn spoil(model: &Model, text: &mut [char], dice: &mut Dice) -> Option<(usize, char)> {
    let places: Vec<usize> = (0..text.len()).filter(|&i| !model.confusable(text[i]).is_empty()).collect();
    if places.len() < 6 {
        return None;
    }
    let at = places[dice.throw(places.len())];
    let meant = text[at];
    let choices = model.confusable(meant);
    text[at] = choices[dice.throw(choices.len())];
    Some((at, meant))
}

/// A small generator of its own, so that every run measures the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}
