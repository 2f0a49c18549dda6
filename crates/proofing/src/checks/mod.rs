//! Rules in code: each looks at one block, or at all blocks together, and reports hits. A rule never changes a text and
//! its work grows with the length of the text alone.

use crate::doc::{Lack, Picture, TextDoc};
use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::lexicon::Person;
use crate::reading::Reading;
use crate::trigram;

mod accounts;
mod address;
mod among;
mod amounts;
mod announced;
mod attachments;
mod bank_card;
mod bare_links;
mod brackets;
mod calendar;
mod capitals;
mod closings;
mod contact;
mod counting;
mod courses;
mod credit_code;
mod dates;
mod days;
mod digits;
mod docno;
mod dup;
mod durations;
mod edges;
mod email;
mod endings;
mod enumeration;
mod event;
mod festivals;
mod figures;
mod garbage;
mod growth;
mod hosts;
mod hours;
mod id_number;
mod issued;
mod labels;
mod lengths;
mod letter;
mod link;
mod marks;
mod measures;
mod mention;
mod misdated;
mod mixed;
mod mobile;
pub(crate) mod names;
mod notation;
mod numerals;
mod ordinals;
mod outline;
mod pairs;
mod papers;
mod parts;
mod pauses;
mod periods;
mod personal;
mod persons;
mod phrases;
mod placeholder;
mod placing;
mod points;
mod post;
mod quantity;
mod quotes;
mod ranges;
mod reckon;
mod redundant;
mod repeats;
mod residue;
mod roster;
mod secret;
mod shape;
mod shares;
mod spans;
mod speech;
mod stages;
mod sums;
mod tables;
mod template;
mod times;
mod tokens;
mod trend;
mod units;
mod weekday;

pub(crate) use mention::Mention;

/// What the checks may know beside the text itself.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub options: &'a Options<'a>,
    /// The posts of leaders; empty when the operator keeps no such list.
    pub persons: &'a [Person],
    /// Hosts no link may lead to, their subdomains included.
    pub hosts: &'a [String],
    /// The document with its links and pictures.
    pub doc: &'a TextDoc,
    /// Whether the document is a form that others fill in.
    pub form: bool,
}

type Check = fn(&Reading<'_>, &Context<'_>, &mut Vec<Hit>);

type Whole = fn(&[Reading<'_>], &Context<'_>, &mut [Vec<Hit>]);

const PER_BLOCK: [Check; 43] = [
    id_number::check,
    address::check,
    papers::check,
    accounts::check,
    dates::check,
    misdated::check,
    times::check,
    weekday::check,
    event::check,
    ranges::check,
    courses::check,
    hours::check,
    lengths::check,
    durations::check,
    periods::check,
    festivals::check,
    marks::check,
    edges::check,
    quotes::check,
    pauses::check,
    ordinals::check,
    speech::check,
    placing::check,
    docno::check,
    mixed::check,
    numerals::check,
    notation::check,
    figures::check,
    redundant::check,
    spans::check,
    trend::check,
    units::check,
    counting::check,
    shares::check,
    amounts::check,
    capitals::check,
    measures::check,
    sums::check,
    dup::check,
    residue::check,
    garbage::check,
    placeholder::check,
    // Last: brackets of a remain or a placeholder are no punctuation.
    brackets::check,
];

const WHOLE: [Whole; 29] = [
    mobile::check,
    email::check,
    roster::check,
    secret::check,
    personal::check,
    pairs::check,
    issued::check,
    docno::variants::check,
    bank_card::check,
    calendar::check,
    weekday::in_rows,
    residue::credited_twice,
    closings::check,
    stages::check,
    outline::check,
    repeats::check,
    labels::check,
    endings::check,
    enumeration::check,
    announced::check,
    attachments::check,
    shape::check,
    letter::check,
    link::check,
    persons::check,
    tables::check,
    reckon::check,
    days::check,
    points::check,
];

/// Runs every built-in check; `hits` holds one list per block.
pub(crate) fn run(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let context = &Context { form: readings.iter().any(placeholder::is_form), ..*context };
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        for check in PER_BLOCK {
            check(reading, context, hits);
        }
        bare_links::check(reading, context, hits);
    }
    for check in WHOLE {
        check(readings, context, hits);
    }
    // Last: a suspicion says nothing where something is already said.
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        trigram::add(reading, hits);
    }
}

/// What is said of a place without text; the range is the caller's.
pub(crate) fn lacking(lack: Lack) -> Hit {
    let (category, severity, rule, message) = match lack {
        Lack::Alt => (Category::Element, Severity::Warn, "element.alt", "图片没有替代文字"),
        Lack::Heading => (Category::Element, Severity::Warn, "element.empty", "标题没有内容"),
        Lack::Rows => (Category::Element, Severity::Warn, "element.empty", "表格或列表没有内容"),
        Lack::Cell { row, column } => {
            let message = format!("表格第{row}行第{column}列没有填");
            return hit(Category::Element, Severity::Info, "element.empty", (0, 0), message);
        }
        Lack::Item => (Category::Element, Severity::Warn, "element.empty", "列表项没有内容"),
        Lack::Link => (Category::Link, Severity::Warn, "link.empty", "链接没有文字，访问者看不到"),
        Lack::Note => (Category::Residue, Severity::Warn, "residue.note", "源代码里留有编辑备注，任何人都能看到"),
        Lack::Revision => (Category::Residue, Severity::Warn, "residue.revision", "修订痕迹没有接受或拒绝"),
        Lack::Office => (Category::Residue, Severity::Info, "residue.paste", "疑似粘贴或生成残留：文字处理软件样式"),
    };
    hit(category, severity, rule, (0, 0), message)
}

/// What is said of a picture by its address; the range is the caller's.
pub(crate) fn picture(picture: &Picture, hosts: &[String]) -> Option<Hit> {
    let (rule, severity, message) = link::picture(picture, hosts)?;
    Some(hit(Category::Link, severity, rule, (0, 0), message))
}

/// A hit of a built-in check; the rule's category is the part of its name before the dot.
fn hit(category: Category, severity: Severity, rule: &str, (start, end): (usize, usize), message: impl Into<String>) -> Hit {
    Hit { category, severity, rule: rule.to_owned(), start, end, suggestion: None, message: message.into() }
}

/// The same hit with the one right form.
fn advised(hit: Hit, advice: impl Into<String>) -> Hit {
    Hit { suggestion: Some(advice.into()), ..hit }
}

/// Runs one check on one line of text and gives back what it marks; shared by the tests of the checks.
#[cfg(test)]
fn marked(check: Check, text: &str) -> Vec<String> {
    marked_each(check, &crate::TextDoc::from_text(text))
}

/// The same on each block of a whole document.
#[cfg(test)]
fn marked_each(check: Check, doc: &crate::TextDoc) -> Vec<String> {
    let whole = |readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]| {
        readings.iter().zip(hits).for_each(|(reading, hits)| check(reading, context, hits));
    };
    marked_in(doc, whole).into_iter().map(|(_, found)| found).collect()
}

/// Runs one check on a whole document and gives back the block and the text of what it marks.
#[cfg(test)]
fn marked_in(doc: &crate::TextDoc, check: impl Fn(&[Reading<'_>], &Context<'_>, &mut [Vec<Hit>])) -> Vec<(usize, String)> {
    let readings: Vec<Reading<'_>> = doc.blocks.iter().map(Reading::new).collect();
    let options = Options { ref_date: crate::parse_date("2026-06-15"), ..Options::default() };
    let form = readings.iter().any(placeholder::is_form);
    let context = Context { options: &options, persons: &[], hosts: &[], doc, form };
    let mut hits = vec![Vec::new(); readings.len()];
    check(&readings, &context, &mut hits);
    let found = |(block, hits): (usize, &Vec<Hit>)| {
        hits.iter().map(|hit| (block, doc.blocks[block].slice(hit.start, hit.end))).collect::<Vec<_>>()
    };
    hits.iter().enumerate().flat_map(found).collect()
}
