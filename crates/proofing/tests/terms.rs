//! Former names, improper terms, laws out of force and superlatives: found when and where they are out of place.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proofing::{Engine, Lexicon, Options, TextDoc, parse_date};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&[], "shipped").unwrap());

fn rules(text: &str, day: &str) -> Vec<(String, String)> {
    #[allow(clippy::needless_update)]
    let options = Options { ref_date: parse_date(day), ..Options::default() };
    let found = ENGINE.check(&TextDoc::from_text(text), &options);
    found.into_iter().filter(|f| f.rule.starts_with("term.")).map(|f| (f.rule, f.found)).collect()
}

fn now(text: &str) -> Vec<(String, String)> {
    rules(text, "2026-06-15")
}

#[test]
fn a_renamed_agency_is_marked_only_after_its_reform() {
    for (text, before, word) in [
        ("请到市工商局办理登记", "2018-12-31", "工商局"),
        ("由国土资源部负责解释", "2018-03-20", "国土资源部"),
        ("报银保监局备案", "2023-07-19", "银保监局"),
        ("由中国银保监会监管", "2023-05-17", "中国银保监会"),
        ("公安消防大队现场指导", "2018-11-08", "公安消防大队"),
    ] {
        assert_eq!(now(text), [("term.renamed".into(), word.into())], "{text}");
        assert_eq!(rules(text, before), [], "{text}");
    }
}

#[test]
fn history_and_present_names_are_left_alone() {
    for text in [
        "原国土资源局退休职工",
        "他历任县农业局副局长",
        "文化和旅游局、农业农村局、生态环境局",
        "农业部门和文化部门要密切配合",
        "国家药品监督管理局发布公告",
        "农村长效管护机制",
        "社区区委员会委托的机构",
        "该镇镇政务服务大厅",
    ] {
        assert_eq!(now(text), [], "{text}");
    }
}

#[test]
fn laws_taken_into_the_civil_code_are_named_with_their_successor() {
    assert_eq!(now("依据《合同法》签订"), [("term.repealed".into(), "《合同法》".into())]);
    assert_eq!(now("依据《劳动合同法》签订"), []);
    assert_eq!(now("《合同法》同时废止"), []);
    assert_eq!(rules("依据《合同法》签订", "2020-12-31"), []);
    assert_eq!(now("根据《中华人民共和国物权法》办理"), [("term.repealed".into(), "《中华人民共和国物权法》".into())]);
}

#[test]
fn improper_terms_are_replaced() {
    for (text, word) in [("请各村村长通知到户", "村长"), ("残废人就业", "残废人"), ("中共某省省委书记讲话", "省省委")]
    {
        assert_eq!(now(text), [("term.usage".into(), word.into())], "{text}");
    }
}

#[test]
fn superlatives_count_in_advertising_only() {
    assert_eq!(now("招商推介顶级商圈"), [("term.superlative".into(), "顶级".into())]);
    assert_eq!(now("承办顶级赛事"), []);
    assert_eq!(now("禁止在广告中使用第一品牌等字样"), []);
}

#[test]
fn every_shipped_row_is_valid_and_suggests_something() {
    let files = [
        include_str!("../data/typos.csv"),
        include_str!("../data/idioms.csv"),
        include_str!("../data/terms.csv"),
        include_str!("../data/superlatives.csv"),
    ];
    for text in files {
        let (entries, errors) = Lexicon::parse_csv(text);
        assert_eq!(errors, []);
        assert!(entries.iter().all(|e| e.suggestion.as_deref().is_some_and(|s| s != e.word)));
    }
}
