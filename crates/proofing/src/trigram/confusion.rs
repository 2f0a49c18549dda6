//! Which characters are written for one another: homophones an input method offers, and characters of similar shape.

use std::sync::LazyLock;

/// The confusable characters of each id of a model, sorted, the character itself left out.
pub(super) struct Confusions {
    of: Vec<Vec<u16>>,
}

/// Characters that sound alike but for the tone, and characters of similar shape.
pub(super) static ALL: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| groups(include_str!("../../data/confusion.txt")));
/// Characters that sound alike, the tone included.
pub(super) static TONED: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| groups(include_str!("../../data/tones.txt")));

fn groups(text: &str) -> Vec<Vec<char>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.chars().collect()).collect()
}

impl Confusions {
    /// The table of these groups over the ids that `id` gives to characters (0: none).
    pub fn new(groups: &[Vec<char>], size: usize, id: impl Fn(char) -> u16) -> Self {
        let mut of = vec![Vec::new(); size];
        for group in groups {
            let ids: Vec<u16> = group.iter().map(|&c| id(c)).filter(|&id| id != 0).collect();
            for &one in &ids {
                if let Some(list) = of.get_mut(one as usize) {
                    list.extend(ids.iter().filter(|&&other| other != one));
                }
            }
        }
        for list in &mut of {
            list.sort_unstable();
            list.dedup();
        }
        Self { of }
    }

    pub fn of(&self, id: u16) -> &[u16] {
        self.of.get(id as usize).map_or(&[], Vec::as_slice)
    }
}
