//! The engine as its callers use it: lexicon in, findings out, positions exact.
#![allow(clippy::unwrap_used)]

use proofing::{Block, Category, Engine, Entry, Field, Finding, Lexicon, Options, Severity, TextDoc, parse_date};

const STARTER: &str = include_str!("starter.csv");

fn engine() -> Engine {
    let (entries, errors) = Lexicon::parse_csv(STARTER);
    assert_eq!(errors, []);
    Engine::new(&entries, "starter-1").unwrap()
}

fn with(rows: &str) -> Engine {
    let head = "category,severity,word,suggestion,boundary,left,right,near,not_near,scope,valid_from,valid_to\n";
    let (entries, errors) = Lexicon::parse_csv(&format!("{head}{rows}"));
    assert_eq!(errors, []);
    Engine::new(&entries, "1").unwrap()
}

fn check(engine: &Engine, text: &str) -> Vec<Finding> {
    engine.check(&TextDoc::from_text(text), &Options { ref_date: parse_date("2026-06-15"), ..Options::default() })
}

fn found(engine: &Engine, text: &str) -> Vec<String> {
    check(engine, text).into_iter().map(|f| f.found).collect()
}

#[test]
fn a_hit_says_what_where_and_why() {
    let f = check(&engine(), "😀本周公布云雀计划的进展。").remove(0);
    assert_eq!((f.category, f.severity, f.rule.as_str()), (Category::Sensitive, Severity::Block, "codename"));
    assert_eq!((f.start_utf16, f.end_utf16, f.char_start, f.char_end), (6, 10, 5, 9));
    assert_eq!((f.before.as_str(), f.after.as_str()), ("😀本周公布", "的进展。"));
    assert_eq!(f.suggestion.as_deref(), Some("改为公开项目名称"));
    assert!(f.message.contains("codename"));
}

#[test]
fn disguises_are_found_with_their_whole_span() {
    for text in ["云*雀*计*划", "云\u{200b}雀计劃", "雲雀計畫".replace('畫', "劃").as_str(), "云 雀 计 划", "云😀雀计划"]
    {
        assert_eq!(found(&engine(), &format!("介绍{text}。")), [text]);
    }
    assert_eq!(found(&engine(), "试用ＬuckуBet。"), ["ＬuckуBet"]);
    assert_eq!(found(&engine(), "试用1uckyb3t。"), ["1uckyb3t"]);
}

#[test]
fn an_exception_silences_only_what_it_covers() {
    assert_eq!(found(&engine(), "苹果园街道办事处"), Vec::<String>::new());
    assert_eq!(found(&engine(), "苹果园街道发放苹果一箱"), ["苹果"]);
}

#[test]
fn a_hit_that_cuts_words_is_dropped() {
    for text in ["优质产品和服务", "文明星期六", "墨水表面", "进口琴弦", "中国画展"] {
        assert_eq!(found(&engine(), text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(found(&engine(), "身着和服、检修水表、明星代言"), ["和服", "水表", "明星"]);
}

#[test]
fn a_hit_inside_a_longer_word_is_one_grade_lower_unless_edges_are_off() {
    let grade = |engine: &Engine| check(engine, "更换智能水表").first().map(|f| f.severity);
    assert_eq!(grade(&with("a,warn,水表,,auto")), Some(Severity::Info));
    assert_eq!(grade(&with("a,warn,水表,,off")), Some(Severity::Warn));
    assert_eq!(grade(&with("a,warn,水表,,strict")), None);
}

#[test]
fn english_words_count_only_as_a_whole() {
    assert_eq!(found(&with("a,warn,bluesugar,"), "bluesugars，BlueSugar。"), ["BlueSugar"]);
}

#[test]
fn guards_look_beside_and_near_the_hit() {
    assert_eq!(found(&with("a,warn,松塔数据,,,!旧|!老,,,"), "旧松塔数据，新松塔数据"), ["松塔数据"]);
    assert_eq!(found(&with("a,warn,松塔数据,,,,平台,,"), "松塔数据平台，松塔数据集").len(), 1);
    assert_eq!(found(&with("a,warn,松塔数据,,,,,内部|未公开,"), "内部的松塔数据。松塔数据展览。").len(), 1);
    assert_eq!(found(&with("a,warn,松塔数据,,,,,,展览"), "内部的松塔数据。松塔数据展览。").len(), 1);
}

#[test]
fn scope_and_dates_limit_an_entry() {
    let blocks = [Field::Title, Field::Body].map(|field| Block { field, text: "松塔数据".into() });
    let fields = with("a,warn,松塔数据,,,,,,,title").check(&TextDoc::from_blocks(&blocks), &Options::default());
    assert_eq!(fields.iter().map(|f| f.block).collect::<Vec<_>>(), [0]);
    assert_eq!(found(&with("a,warn,松塔数据,,,,,,,,2026-07-01,"), "松塔数据").len(), 0);
    assert_eq!(found(&with("a,warn,松塔数据,,,,,,,,,2026-06-15"), "松塔数据").len(), 1);
}

#[test]
fn the_longest_hit_wins_but_never_hides_a_severer_one() {
    assert_eq!(found(&with("a,warn,松塔数据,\nb,warn,松塔数据中心,"), "松塔数据中心"), ["松塔数据中心"]);
    let both = with("a,block,松塔数据,\nb,info,松塔数据中心,");
    assert_eq!(found(&both, "松塔数据中心"), ["松塔数据中心", "松塔数据"].iter().rev().copied().collect::<Vec<_>>());
}

#[test]
fn terms_and_typos_report_their_own_categories() {
    let kinds = |text: &str| check(&engine(), text).into_iter().map(|f| (f.category, f.rule)).collect::<Vec<_>>();
    assert_eq!(kinds("请到环保局办理"), [(Category::Term, "term".into())]);
    assert_eq!(kinds("请到安监局办理"), [(Category::Term, "term.renamed".into())]);
    assert_eq!(kinds("会议布署下一步工作"), [(Category::Typo, "typo.pair".into())]);
    assert_eq!(kinds("原环保局旧址，公布署名"), []);
}

#[test]
fn a_match_never_crosses_a_block() {
    assert_eq!(engine().check(&TextDoc::from_html("<td>云雀</td><td>计划</td>"), &Options::default()), []);
}

#[test]
fn the_version_is_the_callers() {
    assert_eq!(engine().version(), "starter-1");
    assert!(Engine::new(&[] as &[Entry], "").is_ok());
}
