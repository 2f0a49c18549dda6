//! Folding of single characters by one table made once: NFKC, lower case, traditional and variant forms to simplified,
//! look-alikes, and a noise mark. Patterns and texts go through the same table, so a fold can be coarse but never one-sided.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Planes 0 to 2 are in the table; characters above fold to themselves, as noise.
const SIZE: usize = 0x3_0000;
/// Stands in the table for a character that folds to several.
const MANY: char = '\u{10ffff}';

/// Marks that carry meaning in official texts and would be lost by NFKC.
const KEPT: &str = "〔〕《》…";

/// Punctuation that separates words for good; everything else that is neither letter nor digit is noise.
const SENTENCE: &str = "。!?;:,、…()《》〈〉〔〕“”‘’「」『』\"";

struct Table {
    ones: Vec<char>,
    /// A bit for each character that carries no text.
    noise: Vec<u64>,
    expansions: HashMap<char, Vec<char>>,
}

/// What one character folds to.
pub(crate) enum Folded {
    One(char),
    Many(&'static [char]),
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

/// Folds one character; an expansion like `㎏` yields several.
pub(crate) fn fold(c: char) -> Folded {
    match TABLE.ones.get(c as usize) {
        Some(&MANY) => Folded::Many(TABLE.expansions.get(&c).map_or(&[], Vec::as_slice)),
        Some(&one) => Folded::One(one),
        None => Folded::One(c),
    }
}

/// Folds to exactly one character; a character that would expand stays itself.
pub(crate) fn fold_one(c: char) -> char {
    TABLE.ones.get(c as usize).copied().filter(|&one| one != MANY).unwrap_or(c)
}

/// Folds each character to exactly one, and tells whether some would have expanded.
pub(crate) fn fold_each(chars: impl Iterator<Item = char>) -> (Vec<char>, bool) {
    let ones = TABLE.ones.as_slice();
    let mut expands = false;
    let fold = |c: char| match ones.get(c as usize) {
        Some(&MANY) => {
            expands = true;
            c
        }
        Some(&one) => one,
        None => c,
    };
    (chars.map(fold).collect(), expands)
}

/// Whether the character carries no text: space, zero-width, symbol, emoji, but not sentence punctuation.
pub(crate) fn is_noise(c: char) -> bool {
    TABLE.noise.get(c as usize / 64).is_none_or(|bits| bits >> (c as usize % 64) & 1 == 1)
}

/// Whether the character belongs to the one before it: a combining mark, a variation selector or a joiner.
pub(crate) fn is_extender(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether the character ends or parts a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | ',' | '！' | '？' | '；' | '，' | '：' | ':' | '…' | '\n')
}

/// A Han ideograph, the ideographic zero included.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Folds a whole string; for words of a lexicon, not for texts whose positions matter.
pub(crate) fn fold_str(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match fold(c) {
            Folded::One(c) => out.push(c),
            Folded::Many(cs) => out.extend(cs),
        }
    }
    out
}

impl Table {
    fn build() -> Self {
        let simplified = pairs(include_str!("../data/simplified.txt"));
        let variants = pairs(include_str!("../data/variants.txt"));
        let lookalikes = lookalikes();
        let step = |c: char| [&lookalikes, &variants, &simplified].iter().find_map(|map| map.get(&c).copied());
        let mut table = Self { ones: Vec::with_capacity(SIZE), noise: vec![0; SIZE / 64], expansions: HashMap::new() };
        for code in 0..SIZE {
            let c = char::from_u32(code as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
            // A variant may be a traditional form, and that a variant of another.
            let target = |c: char| (0..3).fold(c, |c, _| step(c).unwrap_or(c));
            let folded: Vec<char> = compose(c).into_iter().map(target).collect();
            if folded.iter().all(|&c| noise(c)) {
                table.noise[code / 64] |= 1 << (code % 64);
            }
            table.ones.push(match folded.as_slice() {
                &[one] => one,
                _ => MANY,
            });
            if folded.len() != 1 {
                table.expansions.insert(c, folded);
            }
        }
        table
    }
}

/// NFKC and lower case of one character; Latin letters lose their accents, a lone accent stays (as noise).
fn compose(c: char) -> Vec<char> {
    if KEPT.contains(c) {
        return vec![c];
    }
    if let Some(letter) = enclosed_letter(c).or_else(|| foreign_digit(c)) {
        return vec![letter];
    }
    if let Some(number) = enclosed_number(c) {
        return number.to_string().chars().collect();
    }
    // ㈠ and ㈱ are one sign; the brackets of their expansion are no brackets of the text.
    if matches!(c, '\u{3220}'..='\u{3243}') {
        return std::iter::once(c).nfkc().filter(|c| !matches!(c, '(' | ')')).collect();
    }
    let composed: Vec<char> = std::iter::once(c).nfkc().flat_map(char::to_lowercase).collect();
    let plain = |c: char| {
        let base = std::iter::once(c).nfd().next().unwrap_or(c);
        if base.is_ascii_alphabetic() { base } else { c }
    };
    let letters: Vec<char> = composed.into_iter().map(plain).filter(|&m| m == c || !is_combining_mark(m)).collect();
    if letters.is_empty() { vec![c] } else { letters }
}

/// Letters in circles, squares and brackets that NFKC leaves alone or spells with brackets (🅐, 🅰, ⒜, 🄐), and flags' letters.
fn enclosed_letter(c: char) -> Option<char> {
    let first = match c {
        '\u{1f150}'..='\u{1f169}' => 0x1f150,
        '\u{1f170}'..='\u{1f189}' => 0x1f170,
        '\u{249c}'..='\u{24b5}' => 0x249c,
        '\u{1f110}'..='\u{1f129}' => 0x1f110,
        '\u{1f1e6}'..='\u{1f1ff}' => 0x1f1e6,
        _ => return None,
    };
    char::from_u32('a' as u32 + (c as u32 - first))
}

/// Numbers written as one sign: Roman numerals, numbers in brackets or with a full stop, Suzhou numerals.
fn enclosed_number(c: char) -> Option<u32> {
    let first = match c {
        'Ⅰ'..='Ⅻ' => 'Ⅰ',
        'ⅰ'..='ⅻ' => 'ⅰ',
        '⑴'..='⒇' => '⑴',
        '⒈'..='⒛' => '⒈',
        '⓵'..='⓾' => '⓵',
        '〡'..='〩' => '〡',
        _ => return None,
    };
    Some(c as u32 - first as u32 + 1)
}

/// Decimal digits of other scripts and the negative circled digits.
fn foreign_digit(c: char) -> Option<char> {
    const ZEROS: [u32; 8] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x2775, 0x277f, 0x2789];
    let code = c as u32;
    let at = ZEROS.iter().position(|&zero| (zero..zero + 10).contains(&code))?;
    // The dingbat rows start at one, so their zero is no digit.
    if ZEROS[at] >= 0x2000 && code == ZEROS[at] {
        return None;
    }
    char::from_digit(code - ZEROS[at], 10)
}

fn noise(c: char) -> bool {
    // The Hangul fillers and the like are letters by name only.
    let blank = matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{17b4}' | '\u{17b5}');
    blank || foreign_script(c) || is_combining_mark(c) || (!c.is_alphanumeric() && !SENTENCE.contains(c))
}

/// Letters of scripts that never stand in a Chinese word (Hebrew to Khmer, Mongolian), which only dress one up.
fn foreign_script(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{10ff}' | '\u{1200}'..='\u{1cff}') && !c.is_ascii()
}

fn pairs(table: &str) -> HashMap<char, char> {
    let pair = |line: &str| {
        let mut chars = line.chars();
        Some((chars.next()?, chars.next()?))
    };
    table.lines().filter(|l| !l.starts_with('#')).filter_map(pair).collect()
}

fn lookalikes() -> HashMap<char, char> {
    let mut map = HashMap::new();
    for line in include_str!("../data/lookalikes.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut chars = line.chars();
        if let Some(target) = chars.next() {
            map.extend(chars.filter(|&c| c != ' ').map(|c| (c, target)));
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_script_and_look_alikes_fold_away() {
        assert_eq!(fold_str("ＡbЁ雲雀計劃"), "abe云雀计划".replace('e', &fold_str("ё")));
        assert_eq!(fold_str("lυckуbеt"), "luckybet");
        assert_eq!(fold_str("⼈⺠①🅰é㎏㈱"), "人民1aekg株");
        assert_eq!(fold_str("⒜⑴⒉Ⅶ㈦ⅳ〥🄑"), "a127七45b");
        assert_eq!(fold_str("峯羣囯沢"), "峰群国泽");
    }

    #[test]
    fn the_marks_of_official_texts_survive() {
        assert_eq!(fold_str("〔2026〕《甲》…"), "〔2026〕《甲》…");
    }

    #[test]
    fn noise_is_what_carries_no_text() {
        assert!("\u{200b} \u{3000}*·★😀\u{202e}\u{301}-".chars().all(is_noise));
        assert!(!"。，、“”（）《》甲a7".chars().any(is_noise));
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        let twice = |c: char| fold_str(&fold_str(&c.to_string())) == fold_str(&c.to_string());
        let bad: String = (0..SIZE as u32).filter_map(char::from_u32).filter(|&c| !twice(c)).take(20).collect();
        assert_eq!(bad, "");
    }
}
