//! The text-checking engine (内容检查): sensitive words, typing mistakes, privacy, dates, punctuation, document numbers.
//! Pure: no IO of its own, no clock, no randomness. The stages are one module each: `doc` (text and its source), `fold`
//! and `view` (what is searched), `lexicon`, `rule`, `index`, `wordset` and `matches` (rules and the search for them),
//! `homophone` and `split` (words by sound and from components), `words`, `names`, `disguise` and `filter` (which matches
//! count), `checks` (rules in code), `trigram` (suspected slips), `place` (positions), `engine` (all of it), `cli` (the command line contract).

mod builtin;
mod checks;
pub mod cli;
mod disguise;
mod doc;
mod engine;
mod filter;
mod finding;
mod fold;
mod homophone;
mod index;
mod lexicon;
mod matches;
mod names;
mod place;
mod reading;
/// Reading single tags of HTML.
pub mod html {
    pub use crate::doc::hiding::{attribute, hidden_by};
}
pub mod report;
mod rule;
pub mod similarity;
mod sounds;
mod split;
pub mod trigram;
mod view;
mod words;
mod wordset;

pub use doc::{Block, Cell, Field, Item, Link, TextDoc};
pub use engine::{Engine, Options, Rules};
pub use finding::{Category, Finding, Severity};
pub use index::BuildError;
pub use lexicon::{Beside, Boundary, Entry, Grade, Homophones, Lexicon, Person, RowError, Variants, parse_date};
