//! Aho-Corasick over characters, several rules to a pattern. Input is any characters; output is every occurrence, the
//! longest first at each end.

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Why a word set could not be built (far more words than an automaton can hold).
#[derive(Debug)]
pub struct BuildError(String);

impl BuildError {
    pub(crate) fn new(why: impl ToString) -> Self {
        Self(why.to_string())
    }
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "词库无法编译：{}", self.0)
    }
}

impl std::error::Error for BuildError {}

/// An automaton whose equal patterns share a value: a group of tags.
pub(crate) struct Automaton {
    pma: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    groups: Vec<Group>,
    tags: Vec<u32>,
}

struct Group {
    /// One past the last of its tags; they begin where the previous group's end.
    end: u32,
    /// Length of the pattern in characters.
    len: u32,
}

impl Automaton {
    /// Compiles patterns with their tags; an empty pattern is not one.
    pub fn build(mut forms: Vec<(String, u32)>) -> Result<Self, BuildError> {
        forms.retain(|(form, _)| !form.is_empty());
        forms.sort_unstable();
        let mut groups: Vec<Group> = Vec::with_capacity(forms.len());
        let mut tags = Vec::with_capacity(forms.len());
        let mut patterns: Vec<(&str, u32)> = Vec::with_capacity(forms.len());
        for (form, tag) in &forms {
            if patterns.last().is_none_or(|last| last.0 != form) {
                patterns.push((form, patterns.len() as u32));
                groups.push(Group { end: 0, len: form.chars().count() as u32 });
            }
            tags.push(*tag);
            if let Some(group) = groups.last_mut() {
                group.end = tags.len() as u32;
            }
        }
        let pma = match patterns.is_empty() {
            true => None,
            false => Some(CharwiseDoubleArrayAhoCorasick::with_values(patterns).map_err(BuildError::new)?),
        };
        Ok(Self { pma, groups, tags })
    }

    pub fn is_empty(&self) -> bool {
        self.pma.is_none()
    }

    /// Reports tag, start and end of every occurrence.
    pub fn search(&self, chars: &[char], mut report: impl FnMut(u32, usize, usize)) {
        let Some(pma) = &self.pma else { return };
        let mut stepper = pma.find_overlapping_stepper();
        for (i, &c) in chars.iter().enumerate() {
            stepper.consume(c);
            for m in stepper.matches() {
                let at = m.value() as usize;
                let group = &self.groups[at];
                let first = at.checked_sub(1).map_or(0, |before| self.groups[before].end as usize);
                for &tag in &self.tags[first..group.end as usize] {
                    report(tag, i + 1 - group.len as usize, i + 1);
                }
            }
        }
    }

    /// How many occurrences there are.
    pub fn count(&self, chars: impl Iterator<Item = char>) -> usize {
        let Some(pma) = &self.pma else { return 0 };
        let mut stepper = pma.find_overlapping_stepper();
        chars.map(|c| {
            stepper.consume(c);
            stepper.matches().count()
        })
        .sum()
    }
}
