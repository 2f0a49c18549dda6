//! Folding of single characters, so that 繁體 meets 繁体, ＡＢＣ meets abc and 二○二六 meets 二〇二六.
//!
//! One character always becomes exactly one character: positions in the folded text are positions
//! in the original.

use std::sync::LazyLock;

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

/// What a character means to the cutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Stands alone: Chinese, kana, hangul.
    Han,
    /// Part of a run of letters.
    Letter,
    /// Part of a run of digits.
    Digit,
    /// Ends a clause; no phrase crosses it.
    Break,
    /// Brackets, blanks, quotes, signs: as if not there.
    Skip,
}

static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
    for line in include_str!("../data/traditional_simplified.txt").lines() {
        let mut pair = line.chars();
        if let (Some(from), Some(to)) = (pair.next(), pair.next())
            && let Some(slot) = slot(from)
        {
            table[slot] = to;
        }
    }
    table
});

fn slot(c: char) -> Option<usize> {
    let code = c as u32;
    (FIRST..=LAST).contains(&code).then(|| (code - FIRST) as usize)
}

/// Simplified, half width, lower case.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if let Some(slot) = slot(c) {
        return SIMPLIFIED[slot];
    }
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '○' => '〇',
        _ => c,
    };
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The meaning of a folded character.
pub(crate) fn kind(c: char) -> Kind {
    match c {
        'a'..='z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        ',' | ';' | ':' | '!' | '?' | '。' | '、' | '｡' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Kind::Break,
        _ if c.is_ascii() => Kind::Skip,
        '々' | '〇' | '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{30FF}' => Kind::Han,
        '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{3400}'..='\u{9FFF}' => Kind::Han,
        '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Kind::Han,
        _ if c.is_numeric() => Kind::Digit,
        _ if c.is_alphabetic() => Kind::Letter,
        _ => Kind::Skip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_full_width_and_capitals_meet() {
        let folded: String = "機動車ＡＢｃ２０○".chars().map(fold).collect();
        assert_eq!(folded, "机动车abc20〇");
    }

    #[test]
    fn a_letter_whose_lower_case_is_two_characters_stays_one() {
        assert_eq!(fold('İ'), 'İ');
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(SIMPLIFIED.len(), (LAST - FIRST + 1) as usize);
        assert_eq!(fold('著'), '著');
        assert_eq!(fold('瞭'), '了');
    }
}
