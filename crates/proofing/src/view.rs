//! The views of a block that are searched: A (folded), B (A without noise, digits and repeats made even), plain letters
//! of leet runs, and B with split characters put together. Each character of a view knows the characters it comes from.

use std::borrow::Cow;

use crate::fold;
use crate::lexicon::Variants;

/// Longest run of noise that is taken for a disguise inside a word, in characters.
pub(crate) const LONGEST_GAP: usize = 16;

/// A derived text with the map back to the block's characters.
#[derive(Debug, Default)]
pub(crate) struct View<'a> {
    pub chars: Cow<'a, [char]>,
    /// For each character, the block's characters it stands for; empty when they correspond one to one.
    spans: Vec<(u32, u32)>,
}

impl<'a> View<'a> {
    /// A view that has the block's characters in their places.
    pub fn one_to_one(chars: &'a [char]) -> Self {
        Self { chars: Cow::Borrowed(chars), spans: Vec::new() }
    }
}

impl View<'_> {
    pub fn with_capacity(len: usize) -> Self {
        Self { chars: Cow::Owned(Vec::with_capacity(len)), spans: Vec::with_capacity(len) }
    }

    /// The same view, borrowing its characters.
    pub fn borrowed(&self) -> View<'_> {
        View { chars: Cow::Borrowed(&self.chars), spans: self.spans.clone() }
    }

    pub fn push(&mut self, c: char, span: (u32, u32)) {
        self.chars.to_mut().push(c);
        self.spans.push(span);
    }

    /// The block's characters behind one character of the view.
    pub fn span(&self, at: usize) -> (u32, u32) {
        self.spans.get(at).copied().unwrap_or((at as u32, at as u32 + 1))
    }

    /// The block's characters behind the characters `start..end` of the view.
    pub fn range(&self, start: usize, end: usize) -> (usize, usize) {
        let last = end.saturating_sub(1).max(start);
        (self.span(start).0 as usize, self.span(last).1 as usize)
    }

    /// The characters that come from the block's characters `start..end`.
    pub fn slice(&self, start: usize, end: usize) -> &[char] {
        let (first, last) = match self.spans.is_empty() {
            true => (start, end),
            false => (
                self.spans.partition_point(|span| (span.0 as usize) < start),
                self.spans.partition_point(|span| (span.0 as usize) < end),
            ),
        };
        self.chars.get(first..last.min(self.chars.len())).unwrap_or(&[])
    }

    /// View B of a view A, or nothing when no word could match in it that does not match in A.
    pub fn reduced(&self) -> Option<View<'static>> {
        let differs = |(i, &c): (usize, &char)| {
            fold::is_noise(c) || c.is_ascii_digit() || digit(c).is_some() || (i > 0 && self.chars[i - 1] == c && collapses(c))
        };
        if !self.chars.iter().enumerate().any(differs) {
            return None;
        }
        let mut view = View::with_capacity(self.chars.len());
        let mut last = None;
        for (i, &c) in self.chars.iter().enumerate() {
            let Some(c) = reduce_char(c, Variants::ALL) else { continue };
            let span = self.span(i);
            match view.spans.last_mut() {
                // A run of repeats counts as one place.
                Some(run) if last == Some(c) && collapses(c) => run.1 = span.1,
                _ => view.push(c, span),
            }
            last = Some(c);
        }
        Some(view)
    }
}

/// The canonical form of a word or text under the given variants, without positions.
pub(crate) fn reduce(folded: impl Iterator<Item = char>, variants: Variants) -> String {
    let mut out = String::new();
    let mut last = None;
    for c in folded.filter_map(|c| reduce_char(c, variants)) {
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

/// The runs of letters mixed with digits or signs in a view A, made plain; empty when there are none. Noise other than
/// spaces does not end a run.
pub(crate) fn leet(folded: &View<'_>) -> View<'static> {
    let mut view = View::default();
    let mut run: Vec<(char, (u32, u32))> = Vec::new();
    let ends = std::iter::once((folded.chars.len(), ' '));
    for (i, c) in folded.chars.iter().copied().enumerate().chain(ends) {
        if unleet(c).is_some() {
            run.push((c, folded.span(i)));
            continue;
        }
        if c != ' ' && !run.is_empty() && fold::is_noise(c) {
            continue;
        }
        let letters = run.iter().filter(|(c, _)| c.is_ascii_lowercase()).count();
        if letters >= 2 && letters < run.len() {
            let end = run.last().map_or(0, |r| r.1.1);
            run.iter().for_each(|&(c, from)| view.push(unleet(c).unwrap_or(c), from));
            view.push(' ', (end, end));
        }
        run.clear();
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reduced(text: &str) -> Option<(String, View<'static>)> {
        let chars: Vec<char> = fold::fold_str(text).chars().collect();
        let view = View::one_to_one(&chars).reduced()?;
        Some((view.chars.iter().collect(), view))
    }

    #[test]
    fn view_b_drops_noise_and_keeps_positions() {
        let (text, view) = reduced("明\u{200b}＊星。柒號").unwrap();
        assert_eq!(text, "明星。7号");
        assert_eq!(view.range(0, 2), (0, 4));
    }

    #[test]
    fn a_plain_text_needs_no_view_b() {
        assert!(reduced("云溪市发布通告。").is_none());
    }

    #[test]
    fn a_run_of_repeats_is_one_place() {
        let (text, view) = reduced("转转盘盘乐").unwrap();
        assert_eq!((view.range(0, 2), text.as_str()), ((0, 4), "转盘乐"));
    }

    #[test]
    fn only_mixed_runs_are_read_as_leet() {
        let chars: Vec<char> = "lucky b3t，7月，lu(ky，1uckyb3t，1u-cky_b3t".chars().collect();
        let view = leet(&View::one_to_one(&chars));
        assert_eq!(view.chars.iter().collect::<String>(), "bet iuckybet iuckybet ");
    }
}
