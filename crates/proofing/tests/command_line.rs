//! The command line contract: one JSON line per input line, malformed ones answered, offsets in characters of the source.
#![allow(clippy::unwrap_used)]

use proofing::cli::{Format, Tally, check_reader, jsonl_line};
use proofing::{Engine, Lexicon, parse_date};
use serde_json::{Value, json};

fn engine() -> Engine {
    Engine::new(&Lexicon::parse_csv(include_str!("starter.csv")).0, "starter-1").unwrap()
}

fn run(format: Format, input: &[u8]) -> (Vec<String>, Tally) {
    let mut out = Vec::new();
    let tally = check_reader(&engine(), format, parse_date("2026-06-15"), input, &mut out).unwrap();
    (String::from_utf8(out).unwrap().lines().map(str::to_owned).collect(), tally)
}

#[test]
fn a_line_is_answered_in_the_agreed_form() {
    let line = json!({"id": "a1", "text": "<p>公布云雀&#35745;划</p>", "format": "html"}).to_string();
    let answer: Value = serde_json::from_str(&jsonl_line(&engine(), &line, None)).unwrap();
    let hit = json!({"start": 5, "end": 16, "category": "sensitive", "severity": "block", "rule": "codename",
        "found": "云雀计划", "suggestion": "改为公开项目名称", "message": "命中词库「codename」类词条「云雀计划」"});
    assert_eq!(answer, json!({"id": "a1", "hits": [hit]}));
}

#[test]
fn every_line_gets_one_line_even_a_broken_one() {
    let (lines, tally) = run(Format::Jsonl, b"{\"id\":7,\"text\":\"\"}\nnot json\n\xff\n\n{\"id\":8,\"text\":\"x\"}");
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0], r#"{"hits":[],"id":7}"#);
    let broken: Value = serde_json::from_str(&lines[1]).unwrap();
    assert!(broken["id"].is_null() && broken["error"].is_string());
    assert_eq!((tally.checked, tally.malformed), (2, 3));
}

#[test]
fn a_lines_own_reference_day_goes_before_the_callers() {
    let text = "该项目已于2026年7月1日建成";
    let hits = |day: &str| {
        let line = json!({"id": 1, "text": text, "ref_date": day}).to_string();
        jsonl_line(&engine(), &line, None).contains("date.future_event")
    };
    assert!(hits("2026-06-15") && !hits("2026-07-02"));
    let line = json!({"id": 1, "text": text, "ref_date": "soon"}).to_string();
    assert!(jsonl_line(&engine(), &line, None).contains("error"));
}

#[test]
fn other_formats_answer_with_lines_to_read() {
    let (lines, tally) = run(Format::Markdown, "# 公布**云雀**计划".as_bytes());
    assert_eq!(lines, ["6-12\t禁发\tcodename\t「云雀计划」\t命中词库「codename」类词条「云雀计划」\t建议：改为公开项目名称"]);
    assert_eq!((tally.blocking, tally.findings), (1, 1));
    assert_eq!(run(Format::Text, "云溪市发布通告。".as_bytes()).0, Vec::<String>::new());
}
