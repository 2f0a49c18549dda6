//! The text-checking engine (内容检查): sensitive words, typing mistakes, privacy, dates, punctuation, document numbers.
//! Pure: no IO of its own, no clock, no randomness. The stages are one module each: `doc` (text and its source), `fold`
//! and `view` (what is searched), `lexicon` and `wordset` (rules and their automata), `words` and `filter` (which matches
//! count), `checks` (rules in code), `place` (positions), `engine` (all of it), `cli` (the command line contract).

mod builtin;
mod checks;
pub mod cli;
mod doc;
mod engine;
mod filter;
mod finding;
mod fold;
mod lexicon;
mod place;
mod reading;
pub mod similarity;
mod view;
mod words;
mod wordset;

pub use doc::{Block, Field, Link, TextDoc};
pub use engine::{Engine, Options, Rules};
pub use finding::{Category, Finding, Severity};
pub use lexicon::{Beside, Boundary, Entry, Grade, Lexicon, Person, RowError, Variants, parse_date};
pub use wordset::BuildError;
