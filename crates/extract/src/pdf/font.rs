//! Codes of a font to characters: by its ToUnicode map, else by the predefined maps (GBK-EUC-H, UniGB-UCS2-H, …) or its encoding.

use super::glyph_names;
use super::page::unpacked;
use crate::reading::{Outcome, Reading};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;
use std::rc::Rc;

/// Ranges of widths kept of one font.
const WIDTHS: usize = 70_000;

pub(super) struct Font {
    coding: Coding,
    to_unicode: Option<Rc<CMap>>,
    /// Widths of codes from, to: in thousandths of the size.
    widths: HashMap<u32, f32>,
    default_width: f32,
}

enum Coding {
    /// One byte a character.
    Simple(Vec<Option<char>>),
    Composite {
        codes: Rc<CMap>,
        /// From numbers of the collection to characters.
        collection: Option<Rc<CMap>>,
        /// Codes are characters.
        is_unicode: bool,
    },
}

/// Predefined maps that were loaded already.
#[derive(Default)]
pub(super) struct Maps(HashMap<Vec<u8>, Option<Rc<CMap>>>);

impl Maps {
    fn named(&mut self, name: &[u8]) -> Option<Rc<CMap>> {
        let load = || match name {
            b"Identity-H" => Some(CMap::identity_h()),
            b"Identity-V" => Some(CMap::identity_v()),
            name => CMap::parse(load_embedded(CMapName::from_bytes(name))?, load_embedded),
        };
        self.0.entry(name.to_vec()).or_insert_with(|| load().map(Rc::new)).clone()
    }
}

impl Font {
    pub fn load(dict: &Dictionary, doc: &Document, maps: &mut Maps, reading: &mut Reading) -> Outcome<Self> {
        let to_unicode = match dict.get_deref(b"ToUnicode", doc) {
            Ok(Object::Stream(stream)) => CMap::parse(&unpacked(stream, reading)?, load_embedded).map(Rc::new),
            Ok(Object::Name(name)) => maps.named(name),
            _ => None,
        };
        let is_composite = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        if is_composite { Self::composite(dict, doc, to_unicode, maps, reading) } else { Ok(Self::simple(dict, doc, to_unicode)) }
    }

    fn simple(dict: &Dictionary, doc: &Document, to_unicode: Option<Rc<CMap>>) -> Self {
        let mut codes = glyph_names::base(b"WinAnsiEncoding");
        match dict.get_deref(b"Encoding", doc) {
            Ok(Object::Name(name)) => codes = glyph_names::base(name),
            Ok(Object::Dictionary(encoding)) => {
                if let Ok(name) = encoding.get_deref(b"BaseEncoding", doc).and_then(Object::as_name) {
                    codes = glyph_names::base(name);
                }
                let differences = encoding.get_deref(b"Differences", doc).and_then(Object::as_array);
                let mut code = 0usize;
                for entry in differences.map(Vec::as_slice).unwrap_or_default() {
                    match entry {
                        Object::Integer(at) => code = (*at).clamp(0, 256) as usize,
                        Object::Name(name) => {
                            if let Some(slot) = codes.get_mut(code) {
                                *slot = glyph_names::character(name);
                            }
                            code += 1;
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        let first = dict.get_deref(b"FirstChar", doc).and_then(Object::as_i64).unwrap_or(0).clamp(0, 255) as u32;
        let list = dict.get_deref(b"Widths", doc).and_then(Object::as_array);
        let list = list.map(Vec::as_slice).unwrap_or_default().iter().take(256);
        let widths = (first..).zip(list.map(|width| float(width, doc).unwrap_or(0.0))).collect();
        // Type 3 fonts have a measure of their own, mostly a thousandth too.
        Self { coding: Coding::Simple(codes), to_unicode, widths, default_width: 500.0 }
    }

    fn composite(
        dict: &Dictionary,
        doc: &Document,
        to_unicode: Option<Rc<CMap>>,
        maps: &mut Maps,
        reading: &mut Reading,
    ) -> Outcome<Self> {
        let descendant = dict.get_deref(b"DescendantFonts", doc).and_then(Object::as_array).ok();
        let descendant = descendant.and_then(|list| doc.dereference(list.first()?).ok()?.1.as_dict().ok());
        let mut is_unicode = false;
        let codes = match dict.get_deref(b"Encoding", doc) {
            Ok(Object::Name(name)) => {
                is_unicode = name.windows(4).any(|window| window == b"UCS2") && to_unicode.is_none();
                maps.named(name)
            }
            Ok(Object::Stream(stream)) => CMap::parse(&unpacked(stream, reading)?, load_embedded).map(Rc::new),
            _ => None,
        };
        let codes = codes.or_else(|| maps.named(b"Identity-H")).unwrap_or_else(|| Rc::new(CMap::identity_h()));
        let collection = family(descendant, doc).or_else(|| codes.metadata().character_collection.clone().map(|c| c.family));
        let collection = collection.and_then(|family| family.ucs2_cmap()).and_then(|name| maps.named(name.to_bytes()));
        let (widths, default_width) = descendant.map_or((HashMap::new(), 1000.0), |descendant| cid_widths(descendant, doc));
        Ok(Self { coding: Coding::Composite { codes, collection, is_unicode }, to_unicode, widths, default_width })
    }

    /// Goes through the codes of a string: what each stands for (`None` if unknown), its width over the size, whether it is a blank
    /// of one byte.
    pub fn decode(&self, bytes: &[u8], mut each: impl FnMut(Option<BfString>, f32, bool)) {
        let known = |code: u32| {
            self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).filter(|s| *s != BfString::Char('\0'))
        };
        match &self.coding {
            Coding::Simple(codes) => {
                for b in bytes {
                    let found = known(u32::from(*b)).or_else(|| codes[usize::from(*b)].map(BfString::Char));
                    each(found, self.width(u32::from(*b)), *b == b' ');
                }
            }
            Coding::Composite { codes, collection, is_unicode } => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let (code, size, cid) = read_code(codes, rest);
                    let found = known(code)
                        .or_else(|| if *is_unicode { char::from_u32(code).map(BfString::Char) } else { None })
                        .or_else(|| collection.as_ref()?.lookup_bf_string(cid?));
                    each(found, self.width(cid.unwrap_or(code)), size == 1 && code == 32);
                    rest = &rest[size..];
                }
            }
        }
    }

    fn width(&self, code: u32) -> f32 {
        self.widths.get(&code).copied().unwrap_or(self.default_width) / 1000.0
    }
}

/// The next code of a string, its size in bytes, its number in the collection.
fn read_code(codes: &CMap, bytes: &[u8]) -> (u32, usize, Option<u32>) {
    let mut code = 0;
    for (at, b) in bytes.iter().take(4).enumerate() {
        code = code << 8 | u32::from(*b);
        if let Some(cid) = codes.lookup_cid_code(code, at as u8 + 1) {
            return (code, at + 1, Some(cid));
        }
    }
    (u32::from(bytes[0]), bytes.len().min(2), None)
}

fn family(descendant: Option<&Dictionary>, doc: &Document) -> Option<CidFamily> {
    let info = descendant?.get_deref(b"CIDSystemInfo", doc).ok()?.as_dict().ok()?;
    let text = |key: &[u8]| info.get_deref(key, doc).and_then(Object::as_str).unwrap_or_default();
    match CidFamily::from_registry_ordering(text(b"Registry"), text(b"Ordering")) {
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => None,
        family => Some(family),
    }
}

fn float(object: &Object, doc: &Document) -> Option<f32> {
    doc.dereference(object).ok()?.1.as_float().ok()
}

/// Widths by number: `[first [w …] first last w …]`.
fn cid_widths(font: &Dictionary, doc: &Document) -> (HashMap<u32, f32>, f32) {
    let default = font.get_deref(b"DW", doc).ok().and_then(|width| width.as_float().ok()).unwrap_or(1000.0);
    let list = font.get_deref(b"W", doc).and_then(Object::as_array);
    // Ranges may repeat each other: what they span counts, not what is new in it.
    let mut spanned = 0;
    let (mut found, mut entries) = (HashMap::new(), list.map(Vec::as_slice).unwrap_or_default().iter());
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Some(first) = float(first, doc).map(|at| at.clamp(0.0, 65_535.0) as u32) else { break };
        match doc.dereference(second) {
            Ok((_, Object::Array(list))) => {
                found.extend((first..).zip(list.iter().take(WIDTHS).filter_map(|width| float(width, doc))));
            }
            Ok((_, last)) => {
                let (Ok(last), Some(width)) = (last.as_float(), entries.next().and_then(|width| float(width, doc))) else {
                    break;
                };
                let last = last.clamp(0.0, 65_535.0) as u32;
                spanned += last.saturating_sub(first) as usize;
                found.extend((first..=last).map(|cid| (cid, width)));
            }
            Err(_) => break,
        }
        if found.len() > WIDTHS || spanned > WIDTHS * 4 {
            break;
        }
    }
    (found, default)
}
