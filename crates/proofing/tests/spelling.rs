//! The shipped spelling lists and the trigram tier: what is wrong is found, what is right is left alone.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proofing::trigram::{Model, Trainer};
use proofing::{Beside, Engine, Entry, Finding, Lexicon, Options, Severity, TextDoc};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&[], "shipped").unwrap());

fn findings(text: &str) -> Vec<Finding> {
    ENGINE.check(&TextDoc::from_text(text), &Options::default())
}

/// What the lists (not the trigram tier) mark.
fn listed(text: &str) -> Vec<String> {
    let typos = findings(text).into_iter().filter(|f| f.rule.starts_with("typo.") && f.rule != "typo.suspect");
    typos.map(|f| f.found).collect()
}

fn suspected(text: &str) -> Vec<(String, Option<String>)> {
    findings(text).into_iter().filter(|f| f.rule == "typo.suspect").map(|f| (f.found, f.suggestion)).collect()
}

fn rows() -> Vec<Entry> {
    let files = [include_str!("../data/typos.csv"), include_str!("../data/idioms.csv")];
    files.iter().flat_map(|text| Lexicon::parse_csv(text).0).collect()
}

/// A clause with the word in it, between what its guards ask for.
fn clause(entry: &Entry, word: &str) -> String {
    let wanted = |guards: &[Beside]| guards.iter().find(|g| !g.excluded).map_or(String::new(), |g| g.text.clone());
    format!("一、{}{word}{}。", wanted(&entry.left), wanted(&entry.right))
}

#[test]
fn every_pair_is_found_where_it_is_written_wrong() {
    let missed: Vec<String> = rows()
        .iter()
        .filter(|entry| !listed(&clause(entry, &entry.word)).iter().any(|found| found.contains(&entry.word)))
        .map(|entry| entry.word.clone())
        .collect();
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn no_pair_marks_the_right_spelling() {
    let right = |entry: &Entry| clause(entry, entry.suggestion.as_deref().unwrap());
    let marked: Vec<String> = rows().iter().map(right).filter(|text| !listed(text).is_empty()).collect();
    assert_eq!(marked, Vec::<String>::new());
}

#[test]
fn no_pair_hits_a_dictionary_word() {
    let lines = include_str!("clean_words.txt").lines().filter(|line| !line.starts_with('#'));
    let marked: Vec<(&str, Vec<String>)> = lines.map(|line| (line, listed(line))).filter(|l| !l.1.is_empty()).collect();
    assert_eq!(marked, []);
}

#[test]
fn the_lists_are_as_large_as_they_say() {
    let rows = rows();
    let idioms = rows.iter().filter(|row| row.category == "idiom").count();
    assert!(rows.len() - idioms >= 2_500 && idioms >= 2_000, "{} pairs, {idioms} idioms", rows.len() - idioms);
}

#[test]
fn a_state_body_written_wrong_blocks_and_an_idiom_warns() {
    let grade = |text: &str| findings(text).into_iter().map(|f| (f.rule, f.severity)).collect::<Vec<_>>();
    assert_eq!(grade("中华人民共合国成立"), [("typo.name".into(), Severity::Block)]);
    assert_eq!(grade("市人民攻府办公室"), [("typo.name".into(), Severity::Block)]);
    assert_eq!(grade("工作变本加历"), [("typo.idiom".into(), Severity::Warn)]);
    assert_eq!(grade("会议布署下一步工作"), [("typo.pair".into(), Severity::Warn)]);
}

#[test]
fn a_mistake_on_no_list_is_suspected_with_the_word_it_makes() {
    assert_eq!(suspected("申请人应当在收到通之之日起六十日内提出"), [("通之".into(), Some("通知".into()))]);
    assert_eq!(suspected("应当自受里之日起二十日内作出决定"), [("受里".into(), Some("受理".into()))]);
    assert!(findings("应当自受里之日起二十日内作出决定").iter().all(|f| f.severity == Severity::Info));
}

#[test]
fn a_wrong_character_that_leaves_fragments_is_suspected() {
    assert_eq!(suspected("逾期未缴纳的按日加收滞呐金"), [("滞呐金".into(), Some("滞纳金".into()))]);
    assert_eq!(suspected("要提高站位并增强紧破感"), [("紧破感".into(), Some("紧迫感".into()))]);
    assert_eq!(suspected("由云溪市柳树坳村周敏负责接待"), []);
}

#[test]
fn a_listed_mistake_is_not_suspected_as_well() {
    for text in ["会议布署下一步工作", "严格执行安全生产责任治", "行政许克的设定和实施"] {
        assert!(listed(text).len() == 1 && suspected(text).is_empty(), "{text}");
    }
}

#[test]
fn texts_of_another_kind_are_not_flooded() {
    let texts = [
        "床前看月光，疑是地上霜。举头望山月，低头思故乡。",
        "姓名：周敏、罗海生、程云芝、尹小满、邬国梁、覃秀娥、臧怀远、欧阳雪峰",
        "云溪市青石镇柳树坳村、白鹭湾社区、枫香岭林场、老鸦滩码头",
        "The quick brown fox jumps over the lazy dog 3 times.",
        "序号 单位 数量 单价 合计 备注",
        "下午他沿着河边慢慢走，看见几个孩子在柳树底下捉蚂蚱，便坐下来抽了一袋烟。",
        "砂锅里炖着萝卜排骨，灶台上摆着切好的葱花和香菜。",
    ];
    for text in texts {
        assert_eq!(suspected(text), [], "{text}");
    }
}

#[test]
fn a_model_learns_from_any_text_and_refuses_other_bytes() {
    let mut trainer = Trainer::default();
    (0..40).for_each(|_| trainer.add_text("申请人应当自收到通知之日起六十日内提出申请。"));
    let bytes = trainer.finish();
    let model = Model::parse(&bytes).unwrap();
    let spoilt: Vec<char> = "申请人应当自收到通之之日起六十日内提出申请。".chars().collect();
    assert_eq!(model.suspects(&spoilt).iter().map(|s| (s.at, s.meant)).collect::<Vec<_>>(), [(9, '知')]);
    assert!(Model::parse(&bytes[..bytes.len() - 1]).is_none() && Model::parse(b"JTG1\xff\xff").is_none());
}

#[test]
fn a_long_text_of_any_characters_is_read_in_one_go() {
    for unit in ["一", "的以", "申请人应当自收到通之之日起", "乞丐臼舂"] {
        findings(&unit.repeat(100_000 / unit.chars().count()));
    }
}
