//! The tokens of a content stream: operands and operators, one at a time, without keeping the stream's tree.

/// Operands kept for one operator.
const OPERANDS: usize = 64;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f32),
    Text(Vec<u8>),
    Name(Vec<u8>),
    Array(Vec<Operand>),
}

impl Operand {
    pub fn number(&self) -> f32 {
        if let Self::Number(number) = self { *number } else { 0.0 }
    }

    pub fn text(&self) -> &[u8] {
        if let Self::Text(text) = self { text } else { &[] }
    }
}

pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

enum Token<'a> {
    Operand(Operand),
    Open,
    Close,
    Word(&'a [u8]),
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next operator; its operands are put into `operands`.
    pub fn next(&mut self, operands: &mut Vec<Operand>) -> Option<&'a [u8]> {
        operands.clear();
        loop {
            match self.token()? {
                Token::Operand(operand) => push(operands, operand),
                Token::Open => {
                    let array = self.array();
                    push(operands, Operand::Array(array));
                }
                Token::Close => {}
                Token::Word(b"BI") => {
                    self.skip_image();
                    return Some(b"BI");
                }
                Token::Word(word) => return Some(word),
            }
        }
    }

    /// Numbers and texts to the end of an array; arrays in it are taken as parts of it.
    fn array(&mut self) -> Vec<Operand> {
        let (mut found, mut depth) = (Vec::new(), 0usize);
        while let Some(token) = self.token() {
            match token {
                Token::Operand(operand) => found.push(operand),
                Token::Open => depth += 1,
                Token::Close if depth == 0 => break,
                Token::Close => depth -= 1,
                Token::Word(_) => {}
            }
        }
        found
    }

    fn token(&mut self) -> Option<Token<'a>> {
        loop {
            let b = *self.bytes.get(self.at)?;
            match b {
                b'%' => self.skip_until(|b| matches!(b, b'\n' | b'\r')),
                b'(' => return Some(Token::Operand(Operand::Text(self.literal()))),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.skip_dictionary(),
                b'<' => return Some(Token::Operand(Operand::Text(self.hex()))),
                b'[' | b']' => {
                    self.at += 1;
                    return Some(if b == b'[' { Token::Open } else { Token::Close });
                }
                b'/' => {
                    self.at += 1;
                    let name = unescape(self.word());
                    return Some(Token::Operand(Operand::Name(name)));
                }
                b if is_regular(b) => {
                    let word = self.word();
                    return Some(number(word).map_or(Token::Word(word), |n| Token::Operand(Operand::Number(n))));
                }
                _ => self.at += 1,
            }
        }
    }

    fn skip_until(&mut self, stops: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|b| !stops(*b)) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let from = self.at;
        self.skip_until(|b| !is_regular(b));
        &self.bytes[from..self.at]
    }

    /// A dictionary's properties don't matter here: it is passed over with all in it.
    fn skip_dictionary(&mut self) {
        let mut depth = 0usize;
        while let Some(b) = self.bytes.get(self.at) {
            let next = self.bytes.get(self.at + 1);
            match b {
                b'(' => {
                    self.literal();
                    continue;
                }
                b'<' if next == Some(&b'<') => (self.at, depth) = (self.at + 1, depth + 1),
                b'>' if next == Some(&b'>') => (self.at, depth) = (self.at + 1, depth - 1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn literal(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 0usize);
        while let Some(b) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match b {
                b'\\' => text.extend(self.escape()),
                b'(' => {
                    if depth > 0 {
                        text.push(b);
                    }
                    depth += 1;
                }
                b')' if depth <= 1 => break,
                b')' => {
                    depth -= 1;
                    text.push(b);
                }
                b => text.push(b),
            }
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        let b = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match b {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n'));
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut code = u32::from(b - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(b @ b'0'..=b'7') => code = code * 8 + u32::from(b - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                code as u8
            }
            b => b,
        })
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let from = self.at;
        self.skip_until(|b| b == b'>');
        let digits: Vec<u8> =
            self.bytes[from..self.at].iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
        self.at += 1;
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    /// An image within the stream ends at `EI` between blanks.
    fn skip_image(&mut self) {
        let rest = &self.bytes[self.at..];
        let is_blank = |b: Option<&u8>| b.is_none_or(|b| b.is_ascii_whitespace() || *b == 0);
        let end = rest.windows(3).position(|window| window[0].is_ascii_whitespace() && &window[1..] == b"EI");
        let mut at = end;
        while let Some(found) = at {
            if is_blank(rest.get(found + 3)) {
                break;
            }
            at = rest[found + 1..]
                .windows(3)
                .position(|window| window[0].is_ascii_whitespace() && &window[1..] == b"EI")
                .map(|more| found + 1 + more);
        }
        self.at += at.map_or(rest.len(), |found| found + 3);
    }
}

fn push(operands: &mut Vec<Operand>, operand: Operand) {
    if operands.len() < OPERANDS {
        operands.push(operand);
    }
}

fn is_regular(b: u8) -> bool {
    !b.is_ascii_whitespace() && b != 0 && !matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn number(word: &[u8]) -> Option<f32> {
    if !matches!(word.first()?, b'0'..=b'9' | b'+' | b'-' | b'.') || word.len() > 40 {
        return None;
    }
    let text = std::str::from_utf8(word).ok()?;
    // `--5` and `5-3` are met with; readers take them as far as they go.
    let text = text.trim_start_matches("--");
    text.parse().ok().filter(|n: &f32| n.is_finite()).or_else(|| text.split('-').next()?.parse().ok())
}

/// `#2B` in names.
fn unescape(raw: &[u8]) -> Vec<u8> {
    let (mut name, mut at) = (Vec::with_capacity(raw.len()), 0);
    while let Some(b) = raw.get(at).copied() {
        let code = raw
            .get(at + 1..at + 3)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (b, code) {
            (b'#', Some(code)) => {
                name.push(code);
                at += 3;
            }
            _ => {
                name.push(b);
                at += 1;
            }
        }
    }
    name
}
