//! Writing, cursor, directories, sites and filters.

use super::*;
use crate::{Error, Settings};

#[test]
fn replacing_twice_is_replacing_once() {
    let world = World::of(&[doc(1, "旧题", "旧文")]);
    let mut writer = world.index.writer(Budget::Trickle).unwrap();
    for _ in 0..2 {
        let new = doc(1, "新题", "新文");
        writer.replace(new.id, &[new]).unwrap();
    }
    writer.commit(2).unwrap();
    world.index.reload().unwrap();
    assert_eq!(world.index.rows(), 1);
    assert_eq!(world.numbers("新题"), [1]);
    assert_eq!(world.ask("旧题").total, 0);
}

#[test]
fn an_empty_replacement_removes_and_clear_removes_all() {
    let world = World::of(&[doc(1, "甲公告", ""), doc(2, "乙公告", "")]);
    let mut writer = world.index.writer(Budget::Trickle).unwrap();
    writer.replace(Uuid::from_u128(1), &[]).unwrap();
    writer.commit(3).unwrap();
    world.index.reload().unwrap();
    assert_eq!(world.numbers("公告"), [2]);
    writer.clear().unwrap();
    writer.commit(0).unwrap();
    world.index.reload().unwrap();
    assert_eq!((world.index.rows(), world.index.cursor().unwrap()), (0, 0));
}

#[test]
fn the_cursor_survives_reopening() {
    let world = World::of(&[doc(1, "甲", "")]);
    let mut writer = world.index.writer(Budget::Trickle).unwrap();
    writer.commit(41_000_000_007).unwrap();
    drop(writer);
    let again = Index::open(world.root.path()).unwrap();
    assert_eq!(again.cursor().unwrap(), 41_000_000_007);
    assert_eq!(again.rows(), 1);
}

#[test]
fn what_was_not_committed_is_lost_with_the_writer() {
    let world = World::of(&[doc(1, "甲", "")]);
    let mut writer = world.index.writer(Budget::Trickle).unwrap();
    writer.replace(Uuid::from_u128(1), &[]).unwrap();
    drop(writer);
    world.index.reload().unwrap();
    assert_eq!((world.index.rows(), world.index.cursor().unwrap()), (1, 1));
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_gone() {
    let world = World::of(&[]);
    let second = Index::open(world.root.path()).unwrap();
    let first = world.index.writer(Budget::Trickle).unwrap();
    let refused = second.writer(Budget::Trickle).err().unwrap();
    assert!(matches!(refused, Error::Busy(_)));
    assert!(refused.to_string().contains("正被另一个进程写入"));
    drop(first);
    assert!(second.writer(Budget::Trickle).is_ok());
}

#[test]
fn other_words_make_another_directory_and_the_old_one_is_reported() {
    let world = World::of(&[doc(1, "甲", "")]);
    let settings = Settings { words: vec!["溪桐渡口".to_owned()], ..Settings::default() };
    let fresh = Index::open_with(world.root.path(), &settings).unwrap();
    assert_eq!((fresh.rows(), fresh.cursor().unwrap()), (0, 0));
    assert_eq!(fresh.stale_dirs().unwrap(), [world.index.dir()]);
}

/// One document on two sites, home on the other one.
fn shared() -> World {
    let world = World::of(&[]);
    let here = doc(1, "防汛提示", "注意安全");
    let there = Doc {
        site: OTHER_SITE,
        column: POLICY,
        columns: vec![NEWS],
        content_type: "policy".to_owned(),
        home: true,
        ..here.clone()
    };
    let mut writer = world.index.writer(Budget::Trickle).unwrap();
    writer.replace(here.id, &[here, there]).unwrap();
    writer.commit(1).unwrap();
    world.index.reload().unwrap();
    world
}

#[test]
fn without_a_site_a_document_is_one_hit_at_its_home() {
    let page = shared().ask("防汛提示");
    assert_eq!((page.total, page.hits[0].site), (1, OTHER_SITE));
}

#[test]
fn with_a_site_its_own_row_is_found() {
    let query = Query { text: "防汛".to_owned(), site: Some(SITE), ..Query::default() };
    let page = shared().find(query);
    assert_eq!((page.total, page.hits[0].site), (1, SITE));
}

#[test]
fn columns_without_a_site_never_show_a_document_twice() {
    let query = Query { text: "防汛".to_owned(), columns: vec![NEWS, POLICY], ..Query::default() };
    assert_eq!(shared().find(query).hits.len(), 1);
}

#[test]
fn filters_narrow() {
    let mut policy = doc(2, "供水办法", "供水");
    policy.content_type = "policy".to_owned();
    policy.column = POLICY;
    policy.unit = Uuid::from_u128(7);
    policy.published_at = NOW - 1000;
    let world = World::of(&[doc(1, "供水公告", "供水"), policy]);
    let ask = |query: Query| numbers(&world.find(Query { text: "供水".to_owned(), ..query }));
    let by = Query::default;
    assert_eq!(ask(Query { columns: vec![POLICY], ..by() }), [2]);
    assert_eq!(ask(Query { content_type: Some("news".to_owned()), ..by() }), [1]);
    assert_eq!(ask(Query { unit: Some(Uuid::from_u128(7)), ..by() }), [2]);
    assert_eq!(ask(Query { from: Some(NOW - 1000), ..by() }), [2]);
    assert_eq!(ask(Query { to: Some(NOW - 1000), ..by() }), [1]);
    assert_eq!(ask(Query { site: Some(OTHER_SITE), ..by() }).len(), 0);
}

#[test]
fn title_only_does_not_look_into_the_body() {
    let world = World::of(&[doc(1, "停水公告", "检修"), doc(2, "检修公告", "停水")]);
    for text in ["停水", "“停水”", "停"] {
        let query = Query { text: text.to_owned(), title_only: true, ..Query::default() };
        assert_eq!(numbers(&world.find(query)), [1], "{text}");
    }
}

#[test]
fn facets_count_all_hits() {
    let mut third = doc(3, "供水办法", "");
    third.content_type = "policy".to_owned();
    third.columns = vec![POLICY];
    let world = World::of(&[doc(1, "供水一", ""), doc(2, "供水二", ""), third]);
    let page = world.find(Query { text: "供水".to_owned(), facets: true, ..Query::default() });
    assert_eq!(page.facets.content_types, [("news".to_owned(), 2), ("policy".to_owned(), 1)]);
    assert_eq!(page.facets.columns, [(NEWS, 3), (POLICY, 1)]);
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let docs: Vec<Doc> = (0..30).map(|i| doc(i, &format!("供水公告{i}"), "")).collect();
    let world = World::of(&docs);
    let mut seen = Vec::new();
    for offset in (0..30).step_by(7) {
        let page = world.index.search(&Query { text: "供水公告".to_owned(), offset, limit: 7, now: NOW, ..Query::default() });
        seen.extend(numbers(&page.unwrap()));
    }
    seen.sort_unstable();
    assert_eq!(seen, (0..30).collect::<Vec<u128>>());
}
