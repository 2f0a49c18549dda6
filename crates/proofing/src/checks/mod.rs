//! Rules in code: each looks at one block (or, for pairs and issue dates, at the blocks together) and reports hits.

use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::lexicon::Person;
use crate::reading::Reading;

mod bank_card;
mod dates;
mod digits;
mod docno;
mod dup;
mod email;
mod event;
mod id_number;
mod issued;
mod marks;
mod mention;
mod mobile;
mod pairs;
mod ranges;
mod residue;
mod secret;
mod weekday;

type Check = fn(&Reading<'_>, &Options<'_>, &mut Vec<Hit>);

/// What the checks know beside the text.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub options: &'a Options<'a>,
    // Not every build has a check that reads it.
    #[allow(dead_code)]
    pub persons: &'a [Person],
}

const PER_BLOCK: [Check; 12] = [
    id_number::check,
    bank_card::check,
    mobile::check,
    email::check,
    dates::check,
    weekday::check,
    event::check,
    ranges::check,
    marks::check,
    docno::check,
    secret::check,
    residue::check,
];

/// Runs every built-in check; `hits` holds one list per block.
pub(crate) fn run(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let options = context.options;
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        for check in PER_BLOCK {
            check(reading, options, hits);
        }
        dup::check(reading, hits);
    }
    pairs::check(readings, hits);
    issued::check(readings, options, hits);
}

/// A hit of a built-in check; the rule's category is the part of its name before the dot.
fn hit(category: Category, severity: Severity, rule: &str, (start, end): (usize, usize), message: String) -> Hit {
    Hit { category, severity, rule: rule.to_owned(), start, end, suggestion: None, message }
}

/// Runs one check on one line of text and gives back what it marks; shared by the tests of the checks.
#[cfg(test)]
fn marked(check: Check, text: &str) -> Vec<String> {
    let doc = crate::TextDoc::from_text(text);
    let reading = Reading::new(&doc.blocks[0]);
    let options = Options { ref_date: crate::parse_date("2026-06-15"), ..Options::default() };
    let mut hits = Vec::new();
    check(&reading, &options, &mut hits);
    hits.iter().map(|hit| reading.block.slice(hit.start, hit.end)).collect()
}
