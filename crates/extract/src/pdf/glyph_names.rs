//! What simple fonts call their glyphs.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Names of glyphs that aren't their own letter.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("bullet", '•'),
    ("endash", '–'),
    ("emdash", '—'),
    ("ellipsis", '…'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("degree", '°'),
    ("periodcentered", '·'),
    ("multiply", '×'),
    ("copyright", '©'),
    ("registered", '®'),
    ("section", '§'),
    ("perthousand", '‰'),
    ("nbspace", ' '),
];

/// Characters of a base encoding, by code.
pub(super) fn base(name: &[u8]) -> Vec<Option<char>> {
    let encoding = if name == b"MacRomanEncoding" { MACINTOSH } else { WINDOWS_1252 };
    (0u8..=255).map(|b| encoding.decode_without_bom_handling(&[b]).0.chars().next().filter(|c| !c.is_control())).collect()
}

/// The character that a glyph's name stands for: `A`, `comma`, `uni4E2D`, `u20000`; `None` for names of a font's own (`g12`).
pub(super) fn character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let mut letters = name.chars();
    if let (Some(c), None) = (letters.next(), letters.next()) {
        return Some(c);
    }
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let hex =
        name.strip_prefix("uni").and_then(|hex| hex.get(..4)).or_else(|| name.strip_prefix('u').filter(|hex| hex.len() >= 4))?;
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}
