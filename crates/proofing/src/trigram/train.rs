//! Building a model: counting runs of Han characters, keeping what was seen often enough, writing it down small.

use std::collections::{BTreeMap, HashMap};

use super::model::{COUNTS, MAGIC, MOST};
use crate::fold;

/// Triples seen less often than this are left out, and so are pairs that begin none.
const LEAST: u32 = 2;
/// Added to the pair a dictionary word of two characters makes, so that the word is never suspected.
const WORD: u32 = 31;

/// Counts of a text being learnt.
#[derive(Default)]
pub struct Trainer {
    single: HashMap<char, u32>,
    alone: HashMap<char, u32>,
    pairs: HashMap<(char, char), u32>,
    triples: HashMap<(char, char, char), u32>,
}

/// Stands for the edge of a run.
const EDGE: char = '\0';

impl Trainer {
    /// Learns a text: every run of Han characters, with its edges.
    pub fn add_text(&mut self, text: &str) {
        let folded: Vec<char> = text.chars().map(fold::fold_one).collect();
        for run in folded.split(|&c| !fold::is_han(c)).filter(|run| !run.is_empty()) {
            let mut chars = vec![EDGE];
            chars.extend(run);
            chars.push(EDGE);
            self.add(&chars, 1, 1);
        }
    }

    /// Learns a dictionary word by how often it is used; a rare short one is left out as unsure.
    pub fn add_word(&mut self, word: &str, uses: u32) {
        let chars: Vec<char> = word.chars().map(fold::fold_one).collect();
        if let &[one] = chars.as_slice() {
            *self.alone.entry(one).or_default() += uses;
            return;
        }
        if !chars.iter().all(|&c| fold::is_han(c)) || (chars.len() <= 3 && uses < 5) {
            return;
        }
        let weight = uses.isqrt().clamp(3, 60);
        self.add(&chars, weight, 0);
        if let &[x, y] = chars.as_slice() {
            *self.pairs.entry((x, y)).or_default() += WORD;
        }
    }

    fn add(&mut self, chars: &[char], weight: u32, single: u32) {
        for &c in chars {
            *self.single.entry(c).or_default() += single;
        }
        for pair in chars.windows(2) {
            *self.pairs.entry((pair[0], pair[1])).or_default() += weight;
        }
        for triple in chars.windows(3) {
            *self.triples.entry((triple[0], triple[1], triple[2])).or_default() += weight;
        }
    }

    /// The model as bytes for [`super::Model::parse`].
    pub fn finish(&self) -> Vec<u8> {
        let chars = self.chars();
        let ids: HashMap<char, u16> = (0u16..).zip(&chars).map(|(id, &c)| (c, id)).collect();
        let id = |c: char| ids.get(&c).copied();
        let mut thirds: BTreeMap<(u16, u16), Vec<u16>> = BTreeMap::new();
        for (&(x, y, z), &n) in self.triples.iter().filter(|(_, n)| **n >= LEAST) {
            if let (Some(x), Some(y), Some(z)) = (id(x), id(y), id(z)) {
                thirds.entry((x, y)).or_default().push(item(z, n));
            }
        }
        let mut rows: Vec<Vec<u16>> = vec![Vec::new(); chars.len()];
        for (&(x, y), &n) in &self.pairs {
            if let (Some(x), Some(y)) = (id(x), id(y))
                && (n >= LEAST || thirds.contains_key(&(x, y)))
            {
                rows[usize::from(x)].push(item(y, n));
            }
        }
        rows.iter_mut().for_each(|row| row.sort_unstable());
        thirds.values_mut().for_each(|list| list.sort_unstable());
        let mut out = MAGIC.to_vec();
        out.extend((chars.len() as u16).to_le_bytes());
        for c in &chars {
            out.extend((*c as u16).to_le_bytes());
            out.extend(self.single.get(c).copied().unwrap_or(0).to_le_bytes());
            let uses = self.alone.get(c).copied().unwrap_or(0) as f32;
            out.push(((1.0 + uses / 50.0).ln() * 16.0) as u8);
        }
        write(&mut out, rows.iter());
        let none = Vec::new();
        let ordered = (0u16..).zip(&rows).flat_map(|(x, row)| row.iter().map(move |pair| (x, pair >> 4)));
        write(&mut out, ordered.map(|pair| thirds.get(&pair).unwrap_or(&none)));
        out
    }

    /// The characters kept, most used first; the edge is always the first.
    fn chars(&self) -> Vec<char> {
        let mut uses: HashMap<char, u32> = HashMap::new();
        for (&(x, y), n) in &self.pairs {
            *uses.entry(x).or_default() += n;
            *uses.entry(y).or_default() += n;
        }
        uses.remove(&EDGE);
        let mut chars: Vec<(u32, char)> = uses.into_iter().map(|(c, n)| (n, c)).filter(|(_, c)| (*c as u32) < 0x1_0000).collect();
        chars.sort_unstable_by_key(|&(n, c)| (std::cmp::Reverse(n), c));
        std::iter::once(EDGE).chain(chars.into_iter().map(|(_, c)| c)).take(MOST).collect()
    }
}

fn item(id: u16, count: u32) -> u16 {
    let level = COUNTS.iter().rposition(|&n| n <= count).unwrap_or(0);
    id << 4 | level as u16
}

/// Writes the lengths of the lists, then their items.
fn write<'a>(out: &mut Vec<u8>, lists: impl Iterator<Item = &'a Vec<u16>> + Clone) {
    for list in lists.clone() {
        match u8::try_from(list.len()) {
            Ok(n) if n < 255 => out.push(n),
            _ => {
                out.push(255);
                out.extend((list.len() as u16).to_le_bytes());
            }
        }
    }
    lists.flatten().for_each(|item| out.extend(item.to_le_bytes()));
}
