//! The views of a block that are searched: A (folded) and B (A without noise, digits and repeats made even), each a
//! string whose every byte knows the character of the block it came from.

use crate::fold::{self, Folded};
use crate::lexicon::Variants;

/// A derived text with the map back to the block's characters.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub text: String,
    /// For each byte of `text`, the index of its character in the block.
    at: Vec<u32>,
}

impl View {
    fn push(&mut self, c: char, from: u32) {
        self.text.push(c);
        self.at.resize(self.text.len(), from);
    }

    /// The block's characters behind the bytes `start..end` of the view, whole characters only.
    pub fn range(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.at.get(start).map_or(0, |&i| i as usize);
        let last = end.checked_sub(1).and_then(|i| self.at.get(i));
        (first, last.map_or(first, |&i| i as usize + 1))
    }

    /// The part of the view that comes from the block's characters `start..end`.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        let first = self.at.partition_point(|&i| (i as usize) < start);
        let last = self.at.partition_point(|&i| (i as usize) < end);
        self.text.get(first..last).unwrap_or("")
    }

    /// View A: every character folded.
    pub fn folded(chars: &[char]) -> Self {
        let mut view = Self { text: String::with_capacity(chars.len() * 3), at: Vec::with_capacity(chars.len() * 3) };
        for (i, &c) in (0u32..).zip(chars) {
            match fold::fold(c) {
                Folded::One(c) => view.push(c, i),
                Folded::Many(cs) => cs.iter().for_each(|&c| view.push(c, i)),
            }
        }
        view
    }

    /// View B of a view A, or nothing when no word could match in it that does not match in A.
    pub fn reduced(&self) -> Option<Self> {
        let mut view = Self { text: String::with_capacity(self.text.len()), at: Vec::with_capacity(self.at.len()) };
        let mut last = None;
        for (byte, c) in self.text.char_indices() {
            let from = self.at.get(byte).copied().unwrap_or(0);
            let Some(c) = reduce_char(c, Variants::ALL) else { continue };
            if last == Some(c) && collapses(c) {
                view.reach(from);
            } else {
                view.push(c, from);
            }
            last = Some(c);
        }
        // A digit may stand for a Chinese numeral in a word, even where the text itself stays the same.
        (view.text != self.text || view.text.bytes().any(|b| b.is_ascii_digit())).then_some(view)
    }

    /// Makes the last character end at `from`, so that a run of repeats counts as one place.
    fn reach(&mut self, from: u32) {
        let len = self.text.chars().next_back().map_or(0, char::len_utf8);
        let first = self.at.len() - len;
        // The first byte keeps the start of the run, the last takes its end.
        if len > 1 {
            self.at[first + 1..].fill(from);
        }
    }
}

/// The canonical form of a word or text under the given variants, without positions.
pub(crate) fn reduce(folded: &str, variants: Variants) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut last = None;
    for c in folded.chars().filter_map(|c| reduce_char(c, variants)) {
        if !(variants.repeat && last == Some(c) && collapses(c)) {
            out.push(c);
        }
        last = Some(c);
    }
    out
}

fn reduce_char(c: char, variants: Variants) -> Option<char> {
    if variants.noise && fold::is_noise(c) {
        return None;
    }
    Some(if variants.digits { digit(c).unwrap_or(c) } else { c })
}

/// Repeats are evened out for Han characters only: doubled letters and digits carry meaning.
fn collapses(c: char) -> bool {
    fold::is_han(c)
}

/// The Arabic digit of a Chinese numeral, capital forms included.
pub(crate) fn digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '壹' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// The canonical form of an ASCII word written with digits and signs for letters (l33t).
pub(crate) fn unleet(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' | 'l' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        c if c.is_ascii_lowercase() => c,
        _ => return None,
    })
}

/// The runs of letters mixed with digits or signs in a view A, made plain; empty when there are none.
pub(crate) fn leet_view(folded: &View) -> View {
    let mut view = View::default();
    let mut run: Vec<(char, u32)> = Vec::new();
    let ends = std::iter::once((folded.text.len(), ' '));
    for (byte, c) in folded.text.char_indices().chain(ends) {
        if unleet(c).is_some() {
            run.push((c, folded.at.get(byte).copied().unwrap_or(0)));
            continue;
        }
        let letters = run.iter().filter(|(c, _)| c.is_ascii_lowercase()).count();
        if letters >= 2 && letters < run.len() {
            run.iter().for_each(|&(c, from)| view.push(unleet(c).unwrap_or(c), from));
            view.push(' ', run.last().map_or(0, |r| r.1));
        }
        run.clear();
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(text: &str) -> (View, Option<View>) {
        let a = View::folded(&text.chars().collect::<Vec<_>>());
        let b = a.reduced();
        (a, b)
    }

    #[test]
    fn view_b_drops_noise_and_keeps_positions() {
        let (_, b) = views("明\u{200b}＊星。柒號");
        let b = b.unwrap();
        assert_eq!(b.text, "明星。7号");
        assert_eq!(b.range(0, 6), (0, 4));
    }

    #[test]
    fn a_plain_text_needs_no_view_b() {
        assert!(views("云溪市发布通告。").1.is_none());
    }

    #[test]
    fn a_run_of_repeats_is_one_place() {
        let (_, b) = views("转转盘盘乐");
        assert_eq!(b.map(|b| (b.range(0, 6), b.text)), Some(((0, 4), "转盘乐".into())));
    }

    #[test]
    fn an_expansion_widens_to_the_whole_source_character() {
        let (a, _) = views("甲㈱乙");
        assert_eq!(a.text, "甲(株)乙");
        assert_eq!(a.range(4, 7), (1, 2));
    }

    #[test]
    fn only_mixed_runs_are_read_as_leet() {
        let (a, _) = views("lucky b3t，7月，lu(ky，1uckyb3t");
        assert_eq!(leet_view(&a).text, "bet iuckybet ");
    }
}
