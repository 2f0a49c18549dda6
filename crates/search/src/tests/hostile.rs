//! No text a visitor can type panics, fails, or reaches a filter.

use super::*;
use crate::Sort;

fn world() -> World {
    World::of(&[doc(1, "供水公告（第0号）", "site:0 body:* AND NOT 供水 -公告")])
}

#[test]
fn hostile_texts_are_harmless() {
    let world = world();
    let texts = [
        "(".repeat(1000),
        ")(".repeat(1000),
        "\"".repeat(999),
        "“".repeat(64),
        "供".repeat(350_000),
        "a".repeat(1_000_000),
        "1 ".repeat(500_000),
        "[2026]".repeat(1000),
        "公告^99999999999999999999 OR site:[* TO *]".to_owned(),
        "\0\u{FEFF}\u{202E}供\u{301}\u{10FFFF}".to_owned(),
        "👩‍👩‍👧‍👦🇨🇳供水🎉".to_owned(),
        "İſKßﬁ".to_owned(),
    ];
    for text in &texts {
        for (title_only, sort) in [(false, Sort::Relevance), (true, Sort::Newest)] {
            world.find(Query { text: text.clone(), title_only, sort, facets: true, ..Query::default() });
        }
    }
}

#[test]
fn nothing_to_look_up_is_an_empty_page() {
    let world = world();
    for text in ["", "   ", "，。！？", "()[]{}", "👍🎉", "\"\"", "“”", "***", "\u{3000}"] {
        assert_eq!(world.ask(text).total, 0, "{text:?}");
    }
}

#[test]
fn operators_are_text() {
    let world = World::of(&[doc(1, "公告一", "site:0 body:*"), doc(2, "公告二", "停水")]);
    assert_eq!(world.numbers("site:0"), [1]);
    assert_eq!(world.numbers("body:*"), [1]);
    assert_eq!(world.numbers("停水 OR 公告").len(), 0);
    assert_eq!(world.numbers("公告 -停水"), [2]);
}

#[test]
fn a_page_out_of_reach_is_empty() {
    let world = world();
    let page =
        world.index.search(&Query { text: "供水".to_owned(), offset: usize::MAX, limit: usize::MAX, ..Query::default() });
    let page = page.unwrap();
    assert_eq!((page.total, page.hits.len()), (1, 0));
}

#[test]
fn hostile_documents_are_kept() {
    let numbered = Doc { docno: Some("〔〔〔2026〕".repeat(500)), ..doc(2, &"字".repeat(100_000), &"x".repeat(1_000_000)) };
    let world = World::of(&[numbered, doc(3, "", ""), doc(4, "<>&", "\0\n\n,,,")]);
    assert_eq!(world.index.rows(), 3);
    assert_eq!(world.numbers("字字字字"), [2]);
}
