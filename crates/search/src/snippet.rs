//! What a hit shows: title and excerpt, escaped, original script kept, marks merged.

use std::ops::Range;

use crate::analyse::Units;
use crate::query::Asked;

/// Units of an excerpt.
const LENGTH: usize = 120;
/// Characters of an excerpt.
const CHARS: usize = 160;
/// Units shown before the first mark.
const BEFORE: usize = 16;
/// Bytes of the body that are looked through.
const BODY: usize = 120_000;

/// The title with marks.
pub(crate) fn title(title: &str, asked: &Asked) -> String {
    let units = Units::of(title);
    let marks = marks(&units, &needles(asked));
    let mut html = String::new();
    render(&mut html, title, 0..title.len(), &units, &marks);
    html
}

/// The stretch of the body that holds most of what was asked, or its beginning.
pub(crate) fn excerpt(body: &str, asked: &Asked) -> String {
    let body = body.trim();
    let body = &body[..body.floor_char_boundary(BODY)];
    let units = Units::of(body);
    let marks = marks(&units, &needles(asked));
    let shown = window(&marks);
    let start = match units.list.get(shown.start) {
        Some(first) if shown.start > 0 => first.origin.start,
        _ => 0,
    };
    let end = match units.list.get(shown.end) {
        Some(next) => next.origin.start,
        None => body.len(),
    };
    // Signs are no units and a word of letters is one: cut what is still too long.
    let longest = body[start..].char_indices().nth(CHARS);
    let end = longest.map_or(end, |(length, _)| end.min(start + length));
    let mut html = String::new();
    if start > 0 {
        html.push('…');
    }
    render(&mut html, body, start..end, &units, &marks);
    if end < body.len() {
        html.push('…');
    }
    html
}

/// What is marked: every part as a whole and each of its words of two characters or more.
fn needles(asked: &Asked) -> Vec<Vec<String>> {
    let mut needles = Vec::new();
    for variant in asked.parts.iter().flat_map(|part| &part.variants) {
        let whole: Vec<String> = (0..variant.units.list.len()).map(|i| variant.units.text(i).to_owned()).collect();
        needles.push(whole);
        for word in &variant.words {
            let inside = |r: &Range<usize>| word.start <= r.start && r.end <= word.end;
            let units: Vec<String> = (0..variant.units.list.len())
                .filter(|&i| inside(&variant.units.list[i].text))
                .map(|i| variant.units.text(i).to_owned())
                .collect();
            if units.len() > 1 || units.iter().any(|unit| unit.len() > 4) {
                needles.push(units);
            }
        }
    }
    needles.sort();
    needles.dedup();
    needles.truncate(60);
    needles
}

/// For each unit the set of needles, as bits, that cover it.
fn marks(units: &Units, needles: &[Vec<String>]) -> Vec<u64> {
    let mut marks = vec![0; units.list.len()];
    for i in 0..marks.len() {
        for (bit, needle) in needles.iter().enumerate() {
            let fits = units.text(i) == needle[0]
                && i + needle.len() <= marks.len()
                && (1..needle.len()).all(|k| units.text(i + k) == needle[k]);
            if fits {
                marks[i..i + needle.len()].iter_mut().for_each(|mark| *mark |= 1 << bit);
            }
        }
    }
    marks
}

/// The units to show.
fn window(marks: &[u64]) -> Range<usize> {
    let worth = |from: usize| {
        let shown = &marks[from..marks.len().min(from + LENGTH - BEFORE)];
        let kinds = shown.iter().fold(0, |all, mark| all | mark).count_ones() as usize;
        kinds * LENGTH + shown.iter().filter(|mark| **mark != 0).count()
    };
    let mut best = (0, 0);
    let starts = (0..marks.len()).filter(|&i| marks[i] != 0 && (i == 0 || marks[i - 1] == 0));
    for from in starts.take(200) {
        let value = worth(from);
        if value > best.0 {
            best = (value, from);
        }
    }
    let start = best.1.saturating_sub(BEFORE);
    start..marks.len().min(start + LENGTH)
}

/// Writes `shown` of `text`, escaped; marked neighbours share one `<em>`.
fn render(html: &mut String, text: &str, shown: Range<usize>, units: &Units, marks: &[u64]) {
    let mut at = shown.start;
    let mut i = 0;
    while i < marks.len() {
        let first = &units.list[i];
        if marks[i] == 0 || first.origin.start < at || first.origin.end > shown.end {
            i += 1;
            continue;
        }
        let mut last = i;
        while last + 1 < marks.len()
            && marks[last + 1] != 0
            && units.list[last + 1].position == units.list[last].position + 1
            && units.list[last + 1].origin.end <= shown.end
        {
            last += 1;
        }
        let end = units.list[last].origin.end;
        escape(html, &text[at..first.origin.start]);
        html.push_str("<em>");
        escape(html, &text[first.origin.start..end]);
        html.push_str("</em>");
        at = end;
        i = last + 1;
    }
    escape(html, &text[at..shown.end.max(at)]);
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() => html.push(' '),
            c => html.push(c),
        }
    }
}
