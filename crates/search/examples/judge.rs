//! Asks an index of real text for random stretches of it and prints recall and precision.
//!
//! `cargo run --release -p search --example judge -- paragraphs.txt`, one paragraph a line.

use std::collections::HashSet;
use std::error::Error;
use std::time::{Duration, Instant};

use search::{Budget, Doc, Index, Query};
use uuid::Uuid;

const PARAGRAPHS: usize = 20;
const QUESTIONS: usize = 1000;

#[derive(Default)]
struct Score {
    recall: f64,
    precision: f64,
    top_holds_it: usize,
    title_first: usize,
    time: Duration,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of paragraphs")?;
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let docs: Vec<Doc> = lines.chunks(PARAGRAPHS).enumerate().map(|(i, lines)| doc(i, lines)).collect();
    let root = tempfile::tempdir()?;
    let index = Index::open(root.path())?;
    let started = Instant::now();
    let mut writer = index.writer(Budget::Rebuild)?;
    for doc in &docs {
        writer.replace(doc.id, std::slice::from_ref(doc))?;
    }
    writer.commit(1)?;
    index.reload()?;
    println!("filled {} documents, {} bytes, in {:?}", docs.len(), text.len(), started.elapsed());
    let mut score = Score::default();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..QUESTIONS {
        question(&index, &docs, &mut state, &mut score)?;
    }
    let of = QUESTIONS as f64;
    println!("recall {:.4}  precision {:.4}", score.recall / of, score.precision / of);
    println!("top hit holds it {}/{QUESTIONS}", score.top_holds_it);
    println!("exact title first {}/{QUESTIONS}", score.title_first);
    println!("mean {:?}", score.time / QUESTIONS as u32);
    Ok(())
}

fn doc(number: usize, lines: &[&str]) -> Doc {
    Doc {
        id: Uuid::from_u128(number as u128),
        title: lines[0].chars().take(30).collect(),
        body: lines.join("\n"),
        ..Doc::default()
    }
}

/// One random stretch of 2 to 5 Chinese characters, and one random title.
fn question(index: &Index, docs: &[Doc], state: &mut u64, score: &mut Score) -> Result<(), search::Error> {
    let mut below = |n: usize| {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        (*state % n as u64) as usize
    };
    let text = loop {
        let body: Vec<char> = docs[below(docs.len())].body.chars().collect();
        let start = below(body.len());
        let stretch: String = body.iter().skip(start).take(2 + below(4)).collect();
        if stretch.chars().count() > 1 && stretch.chars().all(|c| ('一'..='龥').contains(&c)) {
            break stretch;
        }
    };
    let ask = |text: &str| index.search(&Query { text: text.to_owned(), limit: 10_000, ..Query::default() });
    let holds: HashSet<Uuid> =
        docs.iter().filter(|doc| doc.body.contains(&text) || doc.title.contains(&text)).map(|doc| doc.id).collect();
    let found = ask(&text)?.hits;
    let right = found.iter().filter(|hit| holds.contains(&hit.id)).count() as f64;
    score.recall += right / holds.len() as f64;
    score.precision += right / found.len().max(1) as f64;
    score.top_holds_it += usize::from(found.first().is_some_and(|hit| holds.contains(&hit.id)));
    let title = &docs[below(docs.len())].title;
    let same = |other: &str| other.split_whitespace().eq(title.split_whitespace());
    score.title_first += usize::from(ask(title)?.hits.first().is_some_and(|hit| same(&hit.title)));
    let started = Instant::now();
    index.search(&Query { text, limit: 10, ..Query::default() })?;
    score.time += started.elapsed();
    Ok(())
}
