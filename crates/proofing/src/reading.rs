//! One block prepared for the checks: its characters, the same characters made plain one to one, and view A.

use std::cell::OnceCell;

use crate::checks::Mention;
use crate::doc::{Field, TextBlock};
use crate::fold::{self, Folded};
use crate::view::View;

/// A block as every check reads it; positions are characters of the block throughout.
pub(crate) struct Reading<'a> {
    pub block: &'a TextBlock,
    /// The characters folded one to one: half width, lower case, simplified; positions equal the block's.
    pub plain: Vec<char>,
    /// View A where it differs from `plain`: some character has become several.
    expanded: Option<View<'static>>,
    /// The dates of the block, read once for all checks of dates.
    pub dates: OnceCell<Vec<Mention>>,
}

impl<'a> Reading<'a> {
    pub fn new(block: &'a TextBlock) -> Self {
        let (plain, expands) = fold::fold_each(block.chars.iter().copied());
        Self { block, plain, expanded: expands.then(|| expanded(&block.chars)), dates: OnceCell::new() }
    }

    /// View A: every character folded.
    pub fn folded(&self) -> View<'_> {
        match &self.expanded {
            None => View::one_to_one(&self.plain),
            Some(view) => view.borrowed(),
        }
    }

    pub fn field(&self) -> Field {
        self.block.field
    }

    /// The plain characters `start..end`, clipped to the block.
    pub fn text(&self, start: usize, end: usize) -> String {
        let end = end.min(self.plain.len());
        self.plain[start.min(end)..end].iter().collect()
    }

    /// Up to `count` plain characters before `start`.
    pub fn before(&self, start: usize, count: usize) -> String {
        self.text(start.saturating_sub(count), start)
    }

    /// Whether the plain text at `start` reads `what`.
    pub fn is_at(&self, start: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(i, c)| self.plain.get(start + i) == Some(&c))
    }

    /// The first of `words` that stands at `start`.
    pub fn one_of<'w>(&self, start: usize, words: &[&'w str]) -> Option<&'w str> {
        words.iter().find(|word| self.is_at(start, word)).copied()
    }

    /// Whether one of `words` stands right before `at`.
    pub fn led_by(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| {
            let before = self.plain[..at.min(self.plain.len())].iter().rev();
            let mut chars = word.chars().rev();
            before.zip(&mut chars).all(|(one, other)| *one == other) && chars.next().is_none()
        })
    }

    /// Whether one of `words` stands within the `reach` characters before `at`.
    pub fn has_before(&self, at: usize, reach: usize, words: &[&str]) -> bool {
        let at = at.min(self.plain.len());
        let window = &self.plain[at.saturating_sub(reach)..at];
        words.iter().any(|word| {
            let len = word.chars().count();
            let first = word.chars().next();
            let fits = |(i, c): (usize, &char)| {
                Some(*c) == first && window.len() - i >= len && word.chars().zip(&window[i..]).all(|(one, other)| one == *other)
            };
            window.iter().enumerate().any(fits)
        })
    }

    /// The plain character at `at`.
    pub fn char(&self, at: usize) -> Option<char> {
        self.plain.get(at).copied()
    }

    /// The plain character before `at`.
    pub fn char_before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|i| self.char(i))
    }

    /// The first position from `at` on that holds no space.
    pub fn skip_spaces(&self, mut at: usize) -> usize {
        while self.char(at) == Some(' ') {
            at += 1;
        }
        at
    }

    /// How many ASCII digits stand from `at` on, at most `most`; none past the end.
    pub fn digits(&self, at: usize, most: usize) -> usize {
        self.plain.iter().skip(at).take(most).take_while(|c| c.is_ascii_digit()).count()
    }

    /// How many ASCII digits stand right before `at`, at most `most`.
    pub fn digits_before(&self, at: usize, most: usize) -> usize {
        self.plain[..at].iter().rev().take(most).take_while(|c| c.is_ascii_digit()).count()
    }

    /// The clause around `start..end`: as far as sentence punctuation, at most `reach` characters to each side.
    pub fn clause(&self, start: usize, end: usize, reach: usize) -> (usize, usize) {
        let left = self.plain[..start].iter().rev().take(reach).take_while(|&&c| !fold::ends_sentence(c)).count();
        let end = end.min(self.plain.len());
        let right = self.plain[end..].iter().take(reach).take_while(|&&c| !fold::ends_sentence(c)).count();
        (start - left, end + right)
    }
}

fn expanded(chars: &[char]) -> View<'static> {
    let mut view = View::with_capacity(chars.len());
    for (i, &c) in (0u32..).zip(chars) {
        match fold::fold(c) {
            Folded::One(c) => view.push(c, (i, i + 1)),
            Folded::Many(cs) => cs.iter().for_each(|&c| view.push(c, (i, i + 1))),
        }
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TextDoc;

    #[test]
    fn words_before_a_place_are_found_by_where_they_end() {
        let doc = TextDoc::from_text("甲乙丙丁");
        let reading = Reading::new(&doc.blocks[0]);
        assert!(reading.led_by(3, &["甲", "乙丙"]) && !reading.led_by(3, &["甲乙"]) && !reading.led_by(1, &["乙甲"]));
        assert!(reading.has_before(3, 2, &["乙"]) && !reading.has_before(3, 2, &["甲", "丙丁"]));
    }

    #[test]
    fn an_expansion_widens_to_the_whole_source_character() {
        let doc = TextDoc::from_text("甲㎏乙");
        let reading = Reading::new(&doc.blocks[0]);
        let view = reading.folded();
        assert_eq!(view.chars.iter().collect::<String>(), "甲kg乙");
        assert_eq!(view.range(2, 3), (1, 2));
    }
}
