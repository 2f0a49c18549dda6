//! Characters of HTML source and what stands in its tags: attributes, their values, references decoded. Any input is accepted.

use super::entities;

/// The source, looked at from any position.
#[derive(Clone, Copy)]
pub(super) struct Source<'a>(pub &'a [char]);

impl Source<'_> {
    /// Skips the attributes: the position after `>`, and the range of the value of the wanted one.
    pub fn attribute(self, mut at: usize, wanted: &str) -> (usize, Option<(usize, usize)>) {
        let mut name = String::new();
        let mut found = None;
        while let Some(&c) = self.0.get(at) {
            match c {
                '>' => return (at + 1, found),
                '=' => {
                    let (value, next) = self.value(at + 1);
                    if found.is_none() && name.eq_ignore_ascii_case(wanted) {
                        found = Some(value);
                    }
                    name.clear();
                    at = next;
                    continue;
                }
                c if c.is_ascii_whitespace() || c == '/' => {
                    let next = self.0.get(at + 1);
                    let starts_name = next.is_some_and(|&next| next != '=' && !next.is_ascii_whitespace());
                    name = if starts_name { String::new() } else { name };
                }
                c if name.len() < 16 => name.push(c),
                _ => {}
            }
            at += 1;
        }
        (at, found)
    }

    /// The range of an attribute's value, quotes excluded, and the position after it.
    fn value(self, mut at: usize) -> ((usize, usize), usize) {
        while self.0.get(at).is_some_and(char::is_ascii_whitespace) {
            at += 1;
        }
        let len = self.0.len();
        match self.0.get(at) {
            Some(&quote @ ('"' | '\'')) => {
                let rest = &self.0[at + 1..];
                let end = rest.iter().position(|&c| c == quote).map_or(len, |i| at + 1 + i);
                ((at + 1, end), (end + 1).min(len))
            }
            _ => {
                let rest = &self.0[at.min(len)..];
                let end = rest.iter().position(|c| c.is_ascii_whitespace() || *c == '>').map_or(len, |i| at + i);
                ((at, end), end)
            }
        }
    }

    /// The decoded characters of an attribute's value, each with its source range.
    pub fn decoded(&self, start: usize, end: usize) -> impl Iterator<Item = (char, usize, usize)> + '_ {
        let mut at = start;
        std::iter::from_fn(move || {
            let here = at;
            (here < end).then(|| {
                let decoded = (self.0[here] == '&').then(|| entities::decode(&self.0[..end], here)).flatten();
                let (chars, taken) = decoded.unwrap_or((vec![self.0[here]], 1));
                at += taken;
                chars.into_iter().map(move |c| (c, here, here + taken))
            })
        })
        .flatten()
    }

    /// Whether `what` stands at `at`, in just these letters.
    pub fn is_at(self, at: usize, what: &str) -> bool {
        what.chars().enumerate().all(|(i, c)| self.0.get(at + i) == Some(&c))
    }

    /// The first place of `what` from `from` on, whatever its case.
    pub fn find(self, what: &str, from: usize) -> Option<usize> {
        let what: Vec<char> = what.chars().collect();
        let rest = self.0.get(from..)?;
        let same = |w: &[char]| w.iter().zip(&what).all(|(a, b)| a.eq_ignore_ascii_case(b));
        rest.windows(what.len()).position(same).map(|i| i + from)
    }
}
