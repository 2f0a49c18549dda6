//! How characters are read: toneless syllables, the common readings of each character, and syllables spelt in letters.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Number of a toneless syllable; there are a little over four hundred.
pub(crate) type Syllable = u16;

/// Longest syllable in letters (zhuang, chuang, shuang).
pub(crate) const LONGEST: usize = 6;

/// No more readings of one character than these are kept.
const READINGS: usize = 3;
const NONE: Syllable = Syllable::MAX;

/// The block with all characters that have readings here; a few rare ones outside go without.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

struct Table {
    by_char: Vec<[Syllable; READINGS]>,
    by_name: HashMap<&'static str, Syllable>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_char = vec![[NONE; READINGS]; (LAST - FIRST + 1) as usize];
    let mut by_name = HashMap::new();
    for line in include_str!("../data/pinyin.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((name, chars)) = line.split_once(' ') else { continue };
        let syllable = by_name.len() as Syllable;
        by_name.insert(name, syllable);
        for c in chars.chars() {
            let slot = (c as u32).checked_sub(FIRST).and_then(|i| by_char.get_mut(i as usize));
            if let Some(free) = slot.and_then(|readings| readings.iter_mut().find(|r| **r == NONE)) {
                *free = syllable;
            }
        }
    }
    Table { by_char, by_name }
});

/// The readings of a Han character or digit; none for anything else.
pub(crate) fn of(c: char) -> &'static [Syllable] {
    const NUMERALS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let c = c.to_digit(10).map_or(c, |digit| NUMERALS[digit as usize]);
    let Some(readings) = (c as u32).checked_sub(FIRST).and_then(|i| TABLE.by_char.get(i as usize)) else { return &[] };
    &readings[..readings.iter().position(|&r| r == NONE).unwrap_or(READINGS)]
}

/// The syllable these letters spell.
pub(crate) fn spelt(letters: &[char]) -> Option<Syllable> {
    let mut name = [0u8; LONGEST];
    for (to, c) in name.iter_mut().zip(letters) {
        *to = *c as u8;
    }
    let name = std::str::from_utf8(name.get(..letters.len())?).ok()?;
    TABLE.by_name.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Syllable {
        spelt(&name.chars().collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn characters_and_digits_have_their_common_readings() {
        assert_eq!(of('云'), [named("yun")]);
        assert_eq!(of('乐'), [named("le"), named("yue")]);
        assert_eq!(of('7'), of('七'));
        assert!(of('a').is_empty() && of('，').is_empty());
    }

    #[test]
    fn no_character_has_more_readings_than_are_kept() {
        let mut lines: HashMap<char, usize> = HashMap::new();
        for line in include_str!("../data/pinyin.txt").lines().filter(|l| !l.starts_with('#')) {
            line.split_once(' ').unwrap().1.chars().for_each(|c| *lines.entry(c).or_default() += 1);
        }
        assert_eq!(lines.iter().filter(|(_, n)| **n > READINGS).collect::<Vec<_>>(), []);
    }
}
