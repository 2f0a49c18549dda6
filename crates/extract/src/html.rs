//! HTML and other marked text: a part per block or table cell, hidden elements told apart.
//!
//! Not a browser: tags are cut out as they stand, without a tree, so that nothing nests.

use crate::reading::{At, Outcome, Reading};
use crate::{Hidden, decode};

/// Elements that end a line.
const BLOCKS: &[&str] = &[
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article", "header",
    "footer", "title", "option", "caption", "blockquote", "pre", "hr", "dt", "dd", "row", "body", "form", "label", "nav",
    "aside",
];
/// Elements whose content is no text.
const PASSED: &[&str] = &["script", "style", "template", "noembed"];

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let text = decode::labelled(bytes, charset(bytes));
    Page { rest: &text, line: String::new(), paragraph: 0, table: 0, row: 0, column: 0, spanned: false, hiding: Vec::new() }
        .read(reading)
}

/// The encoding that the page says it has.
fn charset(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(2048)];
    let at = decode::find(head, b"charset=").map(|at| at + 8).or_else(|| decode::find(head, b"encoding=").map(|at| at + 9))?;
    let name = head[at..].iter().position(|b| !matches!(b, b'"' | b'\'' | b' ')).map(|skip| &head[at + skip..])?;
    Some(&name[..name.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'_')).unwrap_or(name.len())])
}

struct Page<'a> {
    rest: &'a str,
    line: String,
    paragraph: u32,
    table: u32,
    row: u32,
    column: u32,
    /// Some cell of the table so far spans several, so that columns cannot be told.
    spanned: bool,
    /// Elements that hide, with how deep they were opened again inside themselves.
    hiding: Vec<(String, usize)>,
}

impl Page<'_> {
    fn read(mut self, reading: &mut Reading) -> Outcome {
        while let Some(at) = self.rest.find('<') {
            reading.step()?;
            let (text, rest) = self.rest.split_at(at);
            self.text(text);
            self.rest = rest;
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                let end = tag_end(rest);
                let tag = &rest[1..end];
                self.rest = rest.get(end + 1..).unwrap_or("");
                self.tag(tag, reading)?;
            } else {
                self.line.push('<');
                self.rest = &rest[1..];
            }
        }
        let rest = self.rest;
        self.text(rest);
        self.end_line(reading)
    }

    fn text(&mut self, text: &str) {
        for (at, piece) in text.split('&').enumerate() {
            if at == 0 {
                self.line.push_str(piece);
                continue;
            }
            let named = piece.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
            match named.and_then(|end| Some((entity(&piece[..end])?, end))) {
                Some((c, end)) => {
                    self.line.push(c);
                    self.line.push_str(&piece[end + 1..]);
                }
                None => {
                    self.line.push('&');
                    self.line.push_str(piece);
                }
            }
        }
    }

    fn tag(&mut self, tag: &str, reading: &mut Reading) -> Outcome {
        let closes = tag.starts_with('/');
        let body = tag.trim_start_matches('/');
        let name = body.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_ascii_lowercase();
        let name = name.rsplit(':').next().unwrap_or_default().to_owned();
        if !closes && PASSED.contains(&name.as_str()) {
            self.pass(&name);
            return Ok(());
        }
        let hides =
            !closes && is_hidden(body) && !body.ends_with('/') && !matches!(name.as_str(), "br" | "img" | "input" | "meta");
        if BLOCKS.contains(&name.as_str()) || matches!(name.as_str(), "td" | "th" | "cell") || hides {
            self.end_line(reading)?;
        }
        match name.as_str() {
            "table" if !closes => {
                (self.table, self.row, self.column, self.spanned) = (self.table + 1, 0, 0, false);
                reading.begin_table();
            }
            "table" => self.row = 0,
            "tr" | "row" if !closes => (self.row, self.column) = (self.row + 1, 0),
            "td" | "th" | "cell" if !closes => {
                self.column += 1;
                self.spanned |= ["colspan", "rowspan"].iter().any(|name| attribute(body, name).is_some_and(|n| n.trim() != "1"));
            }
            _ => {}
        }
        let described: &[&str] = match name.as_str() {
            _ if closes => &[],
            "img" => &["alt", "title"],
            "meta" if body.contains("escription") || body.contains("eywords") => &["content"],
            _ => &[],
        };
        for text in described.iter().filter_map(|what| attribute(body, what)) {
            reading.part("图片或页面说明", text, None, None)?;
        }
        self.hide(&name, closes, hides, reading)
    }

    /// Keeps count of the element that hides.
    fn hide(&mut self, name: &str, closes: bool, hides: bool, reading: &mut Reading) -> Outcome {
        if hides && self.hiding.len() < reading.limits.nesting {
            self.hiding.push((name.to_owned(), 0));
            return Ok(());
        }
        let Some((hiding, depth)) = self.hiding.last_mut() else { return Ok(()) };
        if hiding != name {
            return Ok(());
        }
        match (closes, *depth) {
            (false, _) => *depth += 1,
            (true, 0) => {
                self.end_line(reading)?;
                self.hiding.pop();
            }
            (true, _) => *depth -= 1,
        }
        Ok(())
    }

    /// Skips to the end of an element without text.
    fn pass(&mut self, name: &str) {
        let close = format!("</{name}");
        let found = self.rest.as_bytes().windows(close.len()).position(|window| window.eq_ignore_ascii_case(close.as_bytes()));
        self.rest = found.map_or("", |at| &self.rest[at..]);
    }

    fn end_line(&mut self, reading: &mut Reading) -> Outcome {
        let line = std::mem::take(&mut self.line);
        let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Ok(());
        }
        let hidden = (!self.hiding.is_empty()).then_some(Hidden::Text);
        if self.row > 0 && self.column > 0 {
            let place = format!("表{}第{}行第{}列", self.table.max(1), self.row, self.column);
            let at = if self.spanned { At::row(self.row) } else { At::cell(self.row, self.column - 1) };
            return reading.part(&place, &text, hidden, Some(at));
        }
        self.paragraph += 1;
        reading.part(&format!("第{}段", self.paragraph), &text, hidden, None)
    }
}

/// Where a tag ends; a `>` in quotes is not its end unless the quote never closes.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    // A quote that never closes must not swallow the document, nor be sought in it at every tag.
    for (at, b) in text.bytes().enumerate().take(8192) {
        match (quote, b) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if b == open => quote = None,
            _ => {}
        }
    }
    text.find('>').unwrap_or(text.len())
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.match_indices(name).map(|(at, _)| at).find(|at| tag[..*at].ends_with(char::is_whitespace))?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

fn is_hidden(tag: &str) -> bool {
    let low = tag.to_ascii_lowercase();
    let tight: String = low.chars().filter(|c| !c.is_whitespace()).collect();
    ["display:none", "visibility:hidden", "font-size:0;", "font-size:0\"", "font-size:0px", "mso-hide:all"]
        .iter()
        .any(|sign| tight.contains(sign))
        || low.split_whitespace().skip(1).any(|word| word == "hidden")
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "middot" => '·',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "times" => '×',
        "copy" => '©',
        "deg" => '°',
        "permil" => '‰',
        _ => return None,
    })
}
