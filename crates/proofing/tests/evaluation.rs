//! The goals of recall and precision, held on the open half of the evaluation set (`tests/proofing/open.jsonl`).
#![allow(clippy::unwrap_used)]

mod scoring;

use std::sync::LazyLock;

use proofing::{Engine, Lexicon, Rules};
use scoring::{Counts, STRUCTURE, Score, TYPOS, WORDS};

const LEXICON: &str = include_str!("../../../tests/proofing/lexicon.csv");
const OPEN: &str = include_str!("../../../tests/proofing/open.jsonl");

static SCORE: LazyLock<Score> = LazyLock::new(|| {
    let (entries, errors) = Lexicon::parse_csv(LEXICON);
    assert_eq!(errors, []);
    scoring::score(&Engine::new(&entries, "evaluation").unwrap(), OPEN).unwrap()
});

/// Fails with the table and every wrong answer of these categories.
fn hold(categories: &[&str], goal: impl Fn(Counts) -> bool) {
    let wrongs: Vec<&str> = SCORE.wrongs(categories).collect();
    assert!(goal(SCORE.of(categories)), "\n{}\n{}", *SCORE, wrongs.join("\n"));
}

#[test]
fn words_of_the_lists_are_found_exactly_and_look_alikes_left_alone() {
    hold(WORDS, |c| c.recall() >= 0.97 && c.exact() >= 0.95 && c.flagged() <= 0.01);
}

#[test]
fn structural_checks_find_and_are_right() {
    hold(STRUCTURE, |c| c.recall() >= 0.97 && c.precision() >= 0.97);
}

#[test]
fn known_official_mistakes_are_found() {
    hold(TYPOS, |c| c.recall() >= 0.85);
}

#[test]
fn office_holders_are_held_against_their_table() {
    let (persons, errors) = Lexicon::parse_persons_csv(include_str!("../../../tests/proofing/persons.csv"));
    assert_eq!(errors, []);
    let engine = Engine::build(&Rules { persons, ..Rules::default() }, "evaluation").unwrap();
    let score = scoring::score(&engine, include_str!("../../../tests/proofing/persons.jsonl")).unwrap();
    let counts = score.of(WORDS);
    let wrongs: Vec<&str> = score.wrongs(WORDS).collect();
    assert!(counts.recall() >= 0.97 && counts.precision() >= 0.97, "\n{score}\n{}", wrongs.join("\n"));
}
