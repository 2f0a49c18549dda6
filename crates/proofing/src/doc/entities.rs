//! Character references of HTML (`&amp;`, `&#x4E00;`), decoded as a browser does, with the length they take in the source.

use std::collections::HashMap;
use std::sync::LazyLock;

struct Named {
    chars: Vec<char>,
    /// May stand without its closing semicolon.
    legacy: bool,
}

/// The longest name of the HTML standard, in characters.
const LONGEST: usize = 31;

static NAMED: LazyLock<HashMap<&'static str, Named>> =
    LazyLock::new(|| include_str!("../../data/entities.txt").lines().filter_map(named).collect());

fn named(line: &'static str) -> Option<(&'static str, Named)> {
    let mut parts = line.split(' ').take_while(|_| !line.starts_with('#'));
    let name = parts.next()?;
    let code = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let chars = parts.next()?.split('+').map(code).collect::<Option<Vec<char>>>()?;
    Some((name, Named { chars, legacy: parts.next().is_some() }))
}

/// Decodes the reference starting at `source[at] == '&'`: its characters and how many source characters it takes.
pub(super) fn decode(source: &[char], at: usize) -> Option<(Vec<char>, usize)> {
    match source.get(at + 1)? {
        '#' => numeric(source, at).map(|(c, taken)| (vec![c], taken)),
        c if c.is_ascii_alphabetic() => by_name(source, at),
        _ => None,
    }
}

fn numeric(source: &[char], at: usize) -> Option<(char, usize)> {
    let hex = matches!(source.get(at + 2), Some('x' | 'X'));
    let (first, radix) = if hex { (at + 3, 16) } else { (at + 2, 10) };
    let mut end = first;
    let mut code = 0u32;
    while let Some(digit) = source.get(end).and_then(|c| c.to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == first {
        return None;
    }
    let closed = source.get(end) == Some(&';');
    Some((character(code), end + usize::from(closed) - at))
}

fn character(code: u32) -> char {
    // Browsers read the C1 range as windows-1252.
    const C1: [u32; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ];
    let code = match code {
        0 => 0xFFFD,
        0x80..=0x9F => C1[(code - 0x80) as usize],
        _ => code,
    };
    char::from_u32(code).unwrap_or('\u{FFFD}')
}

fn by_name(source: &[char], at: usize) -> Option<(Vec<char>, usize)> {
    let tail = source[at + 1..].iter().take(LONGEST + 1);
    let name: String = tail.take_while(|c| c.is_ascii_alphanumeric()).collect();
    if source.get(at + 1 + name.len()) == Some(&';')
        && let Some(found) = NAMED.get(name.as_str())
    {
        return Some((found.chars.clone(), name.len() + 2));
    }
    (2..=name.len()).rev().find_map(|n| {
        let found = NAMED.get(&name[..n]).filter(|found| found.legacy)?;
        Some((found.chars.clone(), n + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn read(text: &str) -> Option<(String, usize)> {
        let chars: Vec<char> = text.chars().collect();
        decode(&chars, 0).map(|(c, n)| (c.into_iter().collect(), n))
    }

    #[test]
    fn named_decimal_and_hexadecimal_references_are_decoded() {
        assert_eq!(read("&amp;x"), Some(("&".into(), 5)));
        assert_eq!(read("&#26126;"), Some(("明".into(), 8)));
        assert_eq!(read("&#x661Fz"), Some(("星".into(), 7)));
    }

    #[test]
    fn old_names_need_no_semicolon_and_unknown_ones_stay_text() {
        assert_eq!(read("&nbsp星"), Some(("\u{a0}".into(), 5)));
        assert_eq!(read("&ldquo星"), None);
        assert_eq!(read("&#;"), None);
    }
}
