//! The lowest tier of spelling checks (疑似错别字): characters that official texts never show in such surroundings, where
//! a homophone or look-alike is common. Only hints come from here, and any finding on the same characters goes first.

use std::sync::LazyLock;

use crate::checks::names;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::words;

mod confusion;
mod model;
mod search;
mod slips;
mod train;
mod vocabulary;

pub use model::Model;
pub use search::Suspect;
pub use train::Trainer;

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::parse(include_bytes!("../../data/trigram.bin")));

/// Characters shown around a suspect so that its word can be told.
const AROUND: usize = 6;

/// Adds the suspects of a block to its hits, except where a hit already lies.
pub(crate) fn add(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let mut suspects = suspects(reading);
    suspects.retain(|s| !is_place(reading, s) && !is_known(reading, s));
    suspects.retain(|s| !is_person(reading, s) && !is_correlative(reading, s));
    // 伍万元整
    suspects.retain(|s| !reading.block.chars[s.start..s.end].iter().any(|c| "壹贰叁肆伍陆柒捌玖拾佰仟".contains(*c)));
    suspects.retain(|s| hits.iter().all(|hit| hit.end <= s.start || s.end <= hit.start));
    hits.append(&mut suspects);
}

/// Words that the model has not met.
const KNOWN: [&str; 17] = [
    "凡对", "券面", "从市", "厂界", "标底", "夏种", "秋种", "春播", "住餐", "夏繁", "单品", "资源池", "赋责", "中端", "等一批",
    "稳稳的", "投洽",
];

fn is_known(reading: &Reading<'_>, suspect: &Hit) -> bool {
    let from = suspect.start.saturating_sub(2);
    (from..suspect.end).any(|at| reading.one_of(at, &KNOWN).is_some_and(|word| at + word.chars().count() > suspect.start))
}

/// 青禾水库: a name before what it is the name of.
fn is_place(reading: &Reading<'_>, suspect: &Hit) -> bool {
    const KINDS: [&str; 22] = [
        "县", "市", "区", "镇", "乡", "村", "街道", "社区", "水库", "小区", "公园", "大桥", "学校", "小学", "中学", "医院",
        "公司", "路", "河", "湖", "山", "站",
    ];
    reading.one_of(suspect.end, &KINDS).is_some() && suspect.end - suspect.start <= 3
}

/// 当事人俞晓东: a name behind what a person is called.
fn is_person(reading: &Reading<'_>, suspect: &Hit) -> bool {
    let called = reading.char_before(suspect.start).is_some_and(|c| "人员者师长生民户主事:、".contains(c));
    let name = |len: usize| reading.plain.get(suspect.start..suspect.start + len).is_some_and(names::is_name);
    called && (name(2) || name(3))
}

/// 既使…又使: 既 is meant where its partner follows.
fn is_correlative(reading: &Reading<'_>, suspect: &Hit) -> bool {
    let rest = reading.plain[suspect.end..].iter().take(40).take_while(|c| !matches!(c, '。' | ';'));
    reading.char(suspect.start) == Some('既') && rest.into_iter().any(|c| matches!(c, '又' | '也' | '且'))
}

/// The suspects of a block, each spanning the word it would make.
pub(crate) fn suspects(reading: &Reading<'_>) -> Vec<Hit> {
    let Some(model) = &*MODEL else { return Vec::new() };
    let mut found: Vec<Hit> = model.suspects(&reading.plain).iter().map(|suspect| hit(reading, suspect)).collect();
    for slip in model.slips(&reading.plain) {
        let slip = hit(reading, &slip);
        if found.iter().all(|hit| hit.end <= slip.start || slip.end <= hit.start) {
            found.push(slip);
        }
    }
    found
}

fn hit(reading: &Reading<'_>, suspect: &Suspect) -> Hit {
    let plain = &reading.plain;
    let left = plain[..suspect.at].iter().rev().take(AROUND).take_while(|&&c| fold::is_han(c)).count();
    let right = plain[suspect.at + 1..].iter().take(AROUND).take_while(|&&c| fold::is_han(c)).count();
    let from = suspect.at - left;
    let mut meant = plain[from..suspect.at + 1 + right].to_vec();
    meant[left] = suspect.meant;
    let words = words::segment(&meant.iter().collect::<String>());
    let (start, end) = words.into_iter().find(|&(start, end)| start <= left && left < end).unwrap_or((left, left + 1));
    let advice: String = meant[start..end].iter().collect();
    let message = format!("疑似错别字：「{}」是否应为「{advice}」", reading.text(from + start, from + end));
    Hit {
        category: Category::Typo,
        severity: Severity::Info,
        rule: "typo.suspect".to_owned(),
        start: from + start,
        end: from + end,
        suggestion: Some(advice),
        message,
    }
}
