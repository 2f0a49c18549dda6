//! Reading and escaping of HTML text.
//!
//! [`pieces`] is made for HTML this crate wrote or sanitised: quotes closed, no stray `<`. It is no
//! parser for hostile input; that goes through `body::sanitize` first.

use std::borrow::Cow;

/// A tag or a stretch of text; comments and declarations are passed over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    /// Name and the raw text of its attributes.
    Open(&'a str, &'a str),
    Close(&'a str),
    /// Still escaped.
    Text(&'a str),
}

pub(crate) struct Pieces<'a> {
    rest: &'a str,
    /// Inside `script` and `style` everything up to the closing tag is text.
    raw: Option<&'a str>,
}

pub(crate) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, raw: None }
}

impl<'a> Pieces<'a> {
    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        self.rest
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.rest = rest;
        taken
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            let end = self.rest.find(&format!("</{name}"));
            let text = self.take(end.unwrap_or(self.rest.len()));
            if !text.is_empty() {
                return Some(Piece::Text(text));
            }
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Piece::Text(self.take(end)));
            }
            if self.rest.starts_with("<!--") {
                let end = self.rest.find("-->").map_or(self.rest.len(), |at| at + 3);
                self.take(end);
                continue;
            }
            let tag = self.take(end_of_tag(self.rest));
            let inner = tag.trim_start_matches('<').trim_end_matches('>');
            if inner.starts_with('!') {
                continue;
            }
            if let Some(name) = inner.strip_prefix('/') {
                return Some(Piece::Close(name.trim()));
            }
            let inner = inner.trim_end_matches('/');
            let (name, attributes) = inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
            if name == "script" || name == "style" {
                self.raw = Some(name);
            }
            return Some(Piece::Open(name, attributes));
        }
    }
}

/// Bytes up to and with the `>` that is not inside quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Name and unescaped value of each attribute; a bare name has the value "".
pub(crate) fn attributes(raw: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut found = Vec::new();
    let mut rest = raw.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            found.push((name, Cow::Borrowed("")));
            rest = after.trim_start();
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = value.get(1..).unwrap_or("");
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => {
                let end = value.find(|c: char| c.is_ascii_whitespace());
                value.split_at(end.unwrap_or(value.len()))
            }
        };
        found.push((name, unescape(value)));
        rest = after.trim_start();
    }
    found
}

/// Unescaped value of one attribute.
pub(crate) fn attribute<'a>(raw: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut all = attributes(raw).into_iter();
    all.find(|(n, _)| *n == name).map(|(_, value)| value)
}

/// Escapes text for content and for attributes in double quotes.
pub(crate) fn escape_into(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Resolves the entities that this crate, tera and the sanitiser write.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2F;", "/")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&");
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_sign_in_quotes_does_not_end_a_tag() {
        let read: Vec<_> = pieces(r#"<a title="a>b">c</a>"#).collect();
        let title = r#"title="a>b""#;
        assert_eq!(read, [Piece::Open("a", title), Piece::Text("c"), Piece::Close("a")]);
    }

    #[test]
    fn script_text_is_not_read_as_tags() {
        let read: Vec<_> = pieces("<script>if (a<b) {}</script><p>").collect();
        assert_eq!(read[1], Piece::Text("if (a<b) {}"));
        assert_eq!(read[3], Piece::Open("p", ""));
    }

    #[test]
    fn attributes_are_read_quoted_bare_and_alone() {
        let read = attributes(r#"a="1 &amp; 2" b=3 hidden c='4'"#);
        let values: Vec<&str> = read.iter().map(|(_, v)| v.as_ref()).collect();
        assert_eq!(values, ["1 & 2", "3", "", "4"]);
    }

    #[test]
    fn escaping_and_unescaping_give_the_same_text() {
        let mut out = String::new();
        escape_into("a<b & \"c\" > d", &mut out);
        assert_eq!(out, "a&lt;b &amp; &quot;c&quot; &gt; d");
        assert_eq!(unescape(&out), "a<b & \"c\" > d");
        assert_eq!(unescape("&amp;lt;"), "&lt;");
    }
}
