//! One block prepared for the checks: its characters, the same characters made plain one to one, and view A.

use crate::doc::{Field, TextBlock};
use crate::fold;
use crate::view::View;

/// A block as every check reads it; positions are characters of the block throughout.
pub(crate) struct Reading<'a> {
    pub block: &'a TextBlock,
    /// The characters folded one to one: half width, lower case, simplified; positions equal the block's.
    pub plain: Vec<char>,
    /// View A, where one character may have become several.
    pub folded: View,
}

impl<'a> Reading<'a> {
    pub fn new(block: &'a TextBlock) -> Self {
        let plain = block.chars.iter().map(|&c| fold::fold_one(c)).collect();
        Self { block, plain, folded: View::folded(&block.chars) }
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

    /// The clause around `start..end`: as far as sentence punctuation, at most `reach` characters to each side.
    pub fn clause(&self, start: usize, end: usize, reach: usize) -> (usize, usize) {
        let left = self.plain[..start].iter().rev().take(reach).take_while(|&&c| !fold::ends_sentence(c)).count();
        let end = end.min(self.plain.len());
        let right = self.plain[end..].iter().take(reach).take_while(|&&c| !fold::ends_sentence(c)).count();
        (start - left, end + right)
    }
}
