//! Runs the operators of a page as far as text needs it: where each string stands, and in which font.

use super::font::{Font, Maps};
use super::lexer::{Lexer, Operand};
use super::lines::Run;
use super::radicals;
use crate::reading::{Outcome, Reading};
use hayro_cmap::BfString;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// Forms in forms.
const FORMS: usize = 12;
/// States saved at once.
const STATES: usize = 256;

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn product(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

/// What outlives a page: fonts, maps, unpacked forms.
#[derive(Default)]
pub(super) struct Shared {
    fonts: HashMap<ObjectId, Rc<Font>>,
    maps: Maps,
    forms: HashMap<ObjectId, Rc<Vec<u8>>>,
}

/// What a page gave.
#[derive(Default)]
pub(super) struct Page {
    pub runs: Vec<Run>,
    pub images: u32,
    pub paths: u32,
    /// Codes that stand for no known character.
    pub unknown: u32,
}

pub(super) struct Walk<'a, 'r, 'l> {
    pub doc: &'a Document,
    pub shared: &'r mut Shared,
    pub page: Page,
    pub reading: &'r mut Reading<'l>,
}

struct Text {
    matrix: Matrix,
    line: Matrix,
}

impl<'a> Walk<'a, '_, '_> {
    pub fn run(&mut self, content: &[u8], resources: &[&'a Dictionary]) -> Outcome {
        let state = State {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.content(content, resources, state, 0)
    }

    fn content(&mut self, content: &[u8], resources: &[&'a Dictionary], mut state: State, depth: usize) -> Outcome {
        let (mut lexer, mut operands, mut saved) = (Lexer::new(content), Vec::new(), Vec::new());
        let mut text = Text { matrix: IDENTITY, line: IDENTITY };
        // Fonts of this stream by name: looking them up for each string would be slow.
        let mut fonts: HashMap<Vec<u8>, Option<Rc<Font>>> = HashMap::new();
        while let Some(operator) = lexer.next(&mut operands) {
            self.reading.step()?;
            let number = |at: usize| operands.get(at).map_or(0.0, Operand::number);
            match operator {
                b"q" if saved.len() < STATES => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.matrix = product(std::array::from_fn(number), state.matrix),
                b"BT" => text = Text { matrix: IDENTITY, line: IDENTITY },
                b"Tf" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        if !fonts.contains_key(name) {
                            let font = self.font(name, resources)?;
                            fonts.insert(name.clone(), font);
                        }
                        state.font = fonts.get(name).cloned().flatten();
                    }
                    state.size = number(1);
                }
                b"Do" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        self.object(name, resources, &state, depth)?;
                    }
                }
                b"BI" => self.page.images += 1,
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"S" | b"s" | b"c" | b"l" => self.page.paths += 1,
                _ => self.text_operator(operator, &operands, &mut state, &mut text)?,
            }
        }
        Ok(())
    }

    fn text_operator(&mut self, operator: &[u8], operands: &[Operand], state: &mut State, text: &mut Text) -> Outcome {
        let number = |at: usize| operands.get(at).map_or(0.0, Operand::number);
        let string = |at: usize| operands.get(at).map_or(&[][..], Operand::text);
        match operator {
            b"Tc" => state.spacing = number(0),
            b"Tw" => state.word_spacing = number(0),
            b"Tz" => state.scale = number(0) / 100.0,
            b"TL" => state.leading = number(0),
            b"Ts" => state.rise = number(0),
            b"Td" => text.next_line(number(0), number(1)),
            b"TD" => {
                state.leading = -number(1);
                text.next_line(number(0), number(1));
            }
            b"Tm" => {
                text.line = std::array::from_fn(number);
                text.matrix = text.line;
            }
            b"T*" => text.next_line(0.0, -state.leading),
            b"Tj" => self.show(string(0), state, text)?,
            b"'" => {
                text.next_line(0.0, -state.leading);
                self.show(string(0), state, text)?;
            }
            b"\"" => {
                (state.word_spacing, state.spacing) = (number(0), number(1));
                text.next_line(0.0, -state.leading);
                self.show(string(2), state, text)?;
            }
            b"TJ" => {
                let Some(Operand::Array(pieces)) = operands.first() else { return Ok(()) };
                for piece in pieces {
                    match piece {
                        Operand::Text(piece) => self.show(piece, state, text)?,
                        Operand::Number(gap) => text.advance(-gap / 1000.0 * state.size * state.scale),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a string where it stands.
    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Text) -> Outcome {
        let Some(font) = &state.font else {
            self.page.unknown += u32::from(!bytes.is_empty());
            return Ok(());
        };
        self.reading.work(bytes.len())?;
        let base = [state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise];
        let from = product(product(base, text.matrix), state.matrix);
        let (mut shown, mut unknown) = (String::new(), 0);
        font.decode(bytes, |found, width, is_blank| {
            match found {
                Some(BfString::Char(c)) => shown.push(radicals::whole(c)),
                Some(BfString::String(s)) => shown.push_str(&s),
                None => {
                    unknown += 1;
                    shown.push(char::REPLACEMENT_CHARACTER);
                }
            }
            let word = if is_blank { state.word_spacing } else { 0.0 };
            text.advance((width * state.size + state.spacing + word) * state.scale);
        });
        self.page.unknown += unknown;
        let to = product(product(base, text.matrix), state.matrix);
        if !shown.is_empty() && self.page.runs.len() < self.reading.limits.chars {
            self.page.runs.push(Run::new(&from, &to, shown));
        }
        Ok(())
    }

    fn font(&mut self, name: &[u8], resources: &[&'a Dictionary]) -> Outcome<Option<Rc<Font>>> {
        self.reading.work(500)?;
        let fonts = resources.iter().rev().filter_map(|r| r.get_deref(b"Font", self.doc).ok()?.as_dict().ok());
        let Some(found) = fonts.filter_map(|fonts| fonts.get(name).ok()).next() else { return Ok(None) };
        let id = found.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.shared.fonts.get(&id)) {
            return Ok(Some(Rc::clone(font)));
        }
        let Ok((_, Object::Dictionary(dict))) = self.doc.dereference(found) else { return Ok(None) };
        let font = Rc::new(Font::load(dict, self.doc, &mut self.shared.maps, self.reading)?);
        if let Some(id) = id {
            self.shared.fonts.insert(id, Rc::clone(&font));
        }
        Ok(Some(font))
    }

    /// A picture is counted, a form run; what a form costs to look up is counted as work.
    fn object(&mut self, name: &[u8], resources: &[&'a Dictionary], state: &State, depth: usize) -> Outcome {
        self.reading.work(64)?;
        let objects = resources.iter().rev().filter_map(|r| r.get_deref(b"XObject", self.doc).ok()?.as_dict().ok());
        let Some(found) = objects.filter_map(|objects| objects.get(name).ok()).next() else { return Ok(()) };
        let Ok((id, Object::Stream(stream))) = self.doc.dereference(found) else { return Ok(()) };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.page.images += 1,
            Ok(b"Form") if depth < FORMS => {
                let content = self.form(id, stream)?;
                let mut state = state.clone();
                if let Ok(list) = stream.dict.get_deref(b"Matrix", self.doc).and_then(Object::as_array) {
                    let number = |at: usize| list.get(at).and_then(|n| n.as_float().ok()).unwrap_or(0.0);
                    state.matrix = product(std::array::from_fn(number), state.matrix);
                }
                let own = stream.dict.get_deref(b"Resources", self.doc).and_then(Object::as_dict).ok();
                let resources: Vec<&Dictionary> = resources.iter().copied().chain(own).collect();
                self.content(&content, &resources, state, depth + 1)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn form(&mut self, id: Option<ObjectId>, stream: &Stream) -> Outcome<Rc<Vec<u8>>> {
        if let Some(content) = id.and_then(|id| self.shared.forms.get(&id)) {
            return Ok(Rc::clone(content));
        }
        let content = Rc::new(unpacked(stream, self.reading)?);
        if let Some(id) = id {
            self.shared.forms.insert(id, Rc::clone(&content));
        }
        Ok(content)
    }
}

/// Content of a stream within limits; a damaged one is empty.
pub(super) fn unpacked(stream: &Stream, reading: &mut Reading) -> Outcome<Vec<u8>> {
    let room = usize::try_from(reading.room()).unwrap_or(usize::MAX);
    match stream.get_plain_content_with_limit(room) {
        Ok(content) => {
            reading.unpacked(content.len())?;
            Ok(content)
        }
        Err(error) if is_too_much(&error) => Err(crate::reading::Stop::Over(crate::Limit::Expanded)),
        Err(_) => Ok(Vec::new()),
    }
}

fn is_too_much(error: &lopdf::Error) -> bool {
    matches!(error, lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }))
}

impl Text {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = product([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.matrix = self.line;
    }

    fn advance(&mut self, x: f32) {
        self.matrix = product([1.0, 0.0, 0.0, 1.0, x, 0.0], self.matrix);
    }
}
