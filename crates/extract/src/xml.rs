//! XML as a stream of tags and text, bounded.
//!
//! Never recurses, never resolves an entity but the five of XML and character references, so that neither deep nesting nor
//! entities that name entities cost anything.

use crate::reading::{Outcome, Reading, Stop};
use crate::{Limit, decode};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};
use std::borrow::Cow;

/// Bytes of a file decoded to text for [`Xml`].
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    decode::xml(bytes)
}

pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// What comes next in a document; names are without their prefixes.
#[derive(Debug)]
pub(crate) enum Tag<'a> {
    Open(Element<'a>),
    Close(Cow<'a, str>),
    Text(Cow<'a, str>),
    End,
}

#[derive(Debug)]
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    pub fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Value of the attribute of this name, whatever its prefix.
    pub fn attr(&self, name: &str) -> Option<String> {
        let mut found = self.0.attributes();
        let found = found.with_checks(false).flatten().find(|attr| local(attr.key.as_ref()) == name)?;
        Some(match escape::unescape(&found.value) {
            Ok(value) => value.into_owned(),
            Err(_) => found.value.into_owned(),
        })
    }

    /// Value of the attribute of this whole name.
    pub fn attr_exact(&self, name: &str) -> Option<String> {
        let mut found = self.0.attributes();
        let found = found.with_checks(false).flatten().find(|attr| attr.key.as_ref() == name)?;
        Some(escape::unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.attr(name)?.trim().parse().ok()
    }

    /// Whether a switch such as `w:vanish` or `hidden="1"` is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.attr(name).is_some_and(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The outermost element.
    pub fn root(mut self, reading: &mut Reading) -> Outcome<Option<Element<'a>>> {
        loop {
            match self.next(reading)? {
                Tag::Open(tag) => return Ok(Some(tag)),
                Tag::End => return Ok(None),
                Tag::Close(_) | Tag::Text(_) => {}
            }
        }
    }

    /// The next tag or text; a document that breaks off or is no XML ends there with an error.
    pub fn next(&mut self, reading: &mut Reading) -> Outcome<Tag<'a>> {
        loop {
            reading.step()?;
            let event = self.reader.read_event().map_err(|_| Stop::broken())?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > reading.limits.nesting {
                        return Err(Stop::Over(Limit::Nesting));
                    }
                    Tag::Open(Element(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Tag::Close(Cow::Owned(local(end.name().as_ref()).to_owned()))
                }
                Event::Text(text) => Tag::Text(text.into_inner()),
                Event::CData(text) => Tag::Text(text.into_inner()),
                Event::GeneralRef(named) => match entity(&named) {
                    Some(found) => Tag::Text(Cow::Owned(found.to_string())),
                    None => continue,
                },
                Event::Eof => Tag::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }
}

/// The five entities of XML and numbers; those that a document declares are left out.
fn entity(named: &quick_xml::events::BytesRef) -> Option<char> {
    if named.is_char_ref() {
        return named.resolve_char_ref().ok().flatten();
    }
    let name: &str = named;
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        _ => return None,
    })
}
