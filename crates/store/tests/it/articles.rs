//! Drafts, versions, states, and lists within a scope.

use crate::world::{START, World, at, id, person, read, work, work_at};
use domain::identity::{Actor, Grant, Permission, Reach, Role, Scope};
use domain::{DocumentId, Hash, SiteId};
use store::articles::{self, Filter, State, put_draft};
use testkit::on_both;

fn scope(reach: Reach) -> Scope {
    let grant = Grant { role: Role::Editor, reach, from: START, to: None };
    Actor { grants: vec![grant], ..Actor::public() }.scope(Permission::View, START)
}

fn titles(rows: &[articles::Article]) -> Vec<&str> {
    rows.iter().map(|a| a.title.as_str()).collect()
}

on_both! {
    fn a_draft_is_saved_over_the_revision_that_was_read(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        let save = |base, text: &str| store.work(&person(id(9)), |tx| put_draft(tx, article, base, text, &Hash::of(text.as_bytes()), &[])).unwrap();
        assert!(save(0, "一"));
        assert!(save(1, "二"));
        assert!(!save(1, "晚了"));
        assert!(!save(0, "重来"));
        let draft = read(store, |r| articles::draft(r, article)).unwrap();
        assert_eq!((draft.revision, draft.text.as_str(), draft.saved_by), (2, "二", Some(id(9))));
    }

    fn of_two_who_save_at_once_one_is_told(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        work(store, |tx| put_draft(tx, article, 0, "一", &Hash::of(b"1"), &[]));
        let save = || work(store, |tx| put_draft(tx, article, 1, "二", &Hash::of(b"2"), &[]));
        let saved = std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|_| s.spawn(save)).collect();
            threads.into_iter().filter_map(|t| t.join().ok()).filter(|saved| *saved).count()
        });
        assert_eq!(saved, 1);
    }

    fn the_same_text_makes_no_second_version(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        let keep = |text: &str| work(store, |tx| articles::keep_version(tx, article, text, &Hash::of(text.as_bytes()), "送审"));
        assert_eq!([keep("一").number, keep("一").number, keep("二").number, keep("一").number], [1, 1, 2, 3]);
    }

    fn the_first_publication_never_changes(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        for seconds in [5, 9] {
            work(store, |tx| articles::note_first_publication(tx, article, at(seconds).now));
        }
        assert_eq!(read(store, |r| articles::article(r, article)).unwrap().published_at, Some(at(5).now));
    }

    fn a_list_goes_on_after_its_last_row_even_among_equal_times(store) {
        let w = World::on(store);
        (0..7).for_each(|n| { w.article(store, 100 + n, w.notices, &format!("t{n}")); });
        let mut filter = Filter::default();
        let mut seen = Vec::new();
        loop {
            let rows = read(store, |r| articles::list(r, &scope(Reach::All), &filter, 3));
            let Some(last) = rows.last() else { break };
            filter.before = Some((last.updated_at, last.document_id));
            seen.extend(rows.iter().map(|a| a.title.clone()));
        }
        assert_eq!(seen, ["t6", "t5", "t4", "t3", "t2", "t1", "t0"]);
    }

    fn a_list_holds_only_what_the_scope_reaches(store) {
        let w = World::on(store);
        for (n, column) in [w.notices, w.news, w.portal_notices].into_iter().enumerate() {
            w.article_at(store, n as i64, 100 + n as u128, column, &format!("t{n}"));
        }
        let list = |reach| read(store, |r| articles::list(r, &scope(reach), &Filter::default(), 10));
        assert_eq!(titles(&list(Reach::All)), ["t2", "t1", "t0"]);
        assert_eq!(titles(&list(Reach::Sites([w.site].into()))), ["t1", "t0"]);
        assert_eq!(titles(&list(Reach::Columns { site: w.site, columns: [w.news].into() })), ["t1"]);
        assert_eq!(titles(&list(Reach::Sites([].into()))), [""; 0]);
    }

    fn counts_stay_within_the_scope(store) {
        let w = World::on(store);
        w.article(store, 100, w.notices, "一");
        w.article(store, 101, w.portal_notices, "二");
        let count = |site: SiteId| read(store, |r| articles::count_by_state(r, &scope(Reach::Sites([site].into())), &Filter::default()));
        assert_eq!(count(w.site), [("draft".to_owned(), 1)]);
    }

    fn a_title_is_searched_literally(store) {
        let w = World::on(store);
        w.article(store, 100, w.notices, "完成100%_验收");
        w.article(store, 101, w.notices, "完成1000件验收");
        let find = |words: &[&str]| {
            let filter = Filter { title: words.iter().map(|w| (*w).into()).collect(), ..Filter::default() };
            read(store, |r| articles::list(r, &scope(Reach::All), &filter, 10)).len()
        };
        assert_eq!([find(&["验收"]), find(&["100%"]), find(&["%_"]), find(&["验收", "件"]), find(&["\\"])], [2, 1, 1, 1, 0]);
    }

    fn a_discarded_article_is_gone_from_lists(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        work(store, |tx| articles::discard(tx, article));
        assert!(read(store, |r| articles::article(r, article)).is_none());
        assert!(read(store, |r| articles::list(r, &scope(Reach::All), &Filter::default(), 10)).is_empty());
    }

    fn a_relation_is_seen_from_both_ends(store) {
        let w = World::on(store);
        let policy: DocumentId = w.article(store, 100, w.notices, "办法");
        let reading = w.article(store, 101, w.notices, "解读");
        work(store, |tx| articles::put_relations(tx, reading, &[("interprets".into(), policy)]));
        assert_eq!(read(store, |r| articles::relations(r, reading)), [("interprets".to_owned(), policy, true)]);
        assert_eq!(read(store, |r| articles::relations(r, policy)), [("interprets".to_owned(), reading, false)]);
    }

    fn a_state_follows_from_the_facts(store) {
        let article = World::on(store).article(store, 100, id(3), "通知");
        assert_eq!(work_at(store, 1, |tx| articles::refresh(tx, article)), State::Draft);
        assert_eq!(read(store, |r| articles::article(r, article)).unwrap().updated_at, at(1).now);
    }
}
