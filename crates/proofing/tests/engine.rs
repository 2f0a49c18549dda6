//! The engine as its callers use it: lexicon in, findings out, positions exact.
#![allow(clippy::unwrap_used)]

use proofing::{Block, Category, Engine, Entry, Field, Finding, Lexicon, Options, Rules, Severity, TextDoc, parse_date};

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
fn every_dress_of_a_word_is_taken_off() {
    let rows = "a,block,云雀计划,\na,block,跳跳粉,\na,block,七号样机,\na,block,luckybet,\na,block,转盘乐局,\na,block,稳赚不赔,";
    let engine = with(rows);
    for text in [
        "ｌｕｃｋｙｂｅｔ",
        "lυсkуbеt",
        "ⓛⓤⓒⓚⓨⓑⓔⓣ",
        "⒧⒰⒞⒦⒴⒝⒠⒯",
        "l.u.c.k.y.b.e.t",
        "LUCKYBET",
        "1uck-yb3t",
        "🅛🅤🅒🅚🅨🅑🅔🅣",
        "Ⅶ号样机",
        "⑦号样机",
        "7️⃣号样机",
        "㈦号样机",
        "柒号样机",
        "七號樣機",
        "云\u{ad}雀\u{200d}计\u{202e}划",
        "云·雀．计｜划",
        "云༙雀་计ཀ划",
        "云̶雀̶计̶划̶",
        "云😀雀🎉计划",
        "云_雀_计_划",
        "跳跳跳粉",
        "转转转盘乐局",
        "转转盘盘乐乐局局",
        "跳*跳*粉",
        "芸却计画",
        "yun雀计划",
        "yunquejihua",
        "Yun Que Ji Hua",
        "稳转不赔",
        "稳赚卟赔",
        "云雀讠十戈刂",
        "云雀言十划",
    ] {
        assert_eq!(found(&engine, &format!("网传{text}，请勿相信")), [text]);
    }
}

#[test]
fn text_that_only_sounds_or_looks_like_a_word_is_left_alone() {
    let engine = with("a,block,权力机关,\na,block,公式公办,\na,block,明星小组,\na,block,艾滋病毒,\na,block,计划,");
    for text in ["依法行使权利，机关应当公示", "公事公办", "日月星小组", "艾滋病病毒感染者", "第十戈壁，十戈刂"]
    {
        assert_eq!(found(&engine, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn columns_and_types_limit_an_entry_where_they_are_known() {
    let rows = "category,severity,word,columns,types\na,warn,松塔数据,zwgk/tzgg,notice\n";
    let engine = Engine::new(&Lexicon::parse_csv(rows).0, "1").unwrap();
    let hits = |column, content_type| {
        let options = Options { column, content_type, ..Options::default() };
        engine.check(&TextDoc::from_text("松塔数据"), &options).len()
    };
    assert_eq!((hits(None, None), hits(Some("zwgk/tzgg/2026"), Some("notice"))), (1, 1));
    assert_eq!((hits(Some("zwgk/tzggs"), None), hits(Some("zwgk/tzgg"), Some("news"))), (0, 0));
}

#[test]
fn a_sites_rules_lie_over_the_platforms() {
    let rules = |rows: &str| Rules { entries: Lexicon::parse_csv(rows).0, persons: Vec::new() };
    let head = "category,severity,word,suggestion\n";
    let platform = Engine::build(&rules(&format!("{head}a,block,松塔数据,\na,warn,云雀计划,\n")), "p").unwrap();
    let site =
        platform.extended(&rules(&format!("{head}b,info,松塔数据,\nb,warn,蓝鲸工程,\nallow,,云雀计划书,\n")), "p+s").unwrap();
    let text = "松塔数据、蓝鲸工程、云雀计划书";
    assert_eq!(found(&platform, text), ["松塔数据", "云雀计划"]);
    assert_eq!(found(&site, text), ["松塔数据", "蓝鲸工程"]);
    assert_eq!((check(&site, text)[0].severity, site.version()), (Severity::Block, "p+s"));
}

#[test]
fn an_exception_holds_in_disguise_too() {
    assert_eq!(found(&engine(), "苹*果*园街道，蘋果園街道"), Vec::<String>::new());
}

#[test]
fn names_hold_a_word_without_using_it() {
    let engine = with("a,warn,黄金,\na,warn,明星,\nterm,warn,旅游局,文化和旅游局\nb,block,白银,");
    for text in ["黄金镇举办活动", "明星小学开学", "黄金波同志任职", "明星食品有限公司", "市文化和旅游局", "文化广电和旅游局"]
    {
        assert_eq!(found(&engine, text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(found(&engine, "工商局和旅游局查处黄金走私，明星代言"), ["工商局", "旅游局", "黄金", "明星"]);
    assert_eq!(check(&engine, "白银村民委员会")[0].severity, Severity::Warn);
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
    let blocks = [Field::Title, Field::Body].map(|field| Block::new(field, "松塔数据"));
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
