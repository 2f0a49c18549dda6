//! Pages: which change makes which page stale, and which drawing wins.

use crate::world::{World, id, read, work};
use domain::publishing::{Read, Subject, Touched};
use domain::{ColumnId, SiteId};
use std::collections::BTreeSet;
use store::Store;
use store::publishing::{self, Drawn, Outcome, Page};
use testkit::on_both;

const SITE: u128 = 2;

fn want(store: &Store, path: &str) {
    work(store, |tx| publishing::want(tx, id(SITE), path, &Subject::Home));
}

fn written(path: &str, wanted: i64, hash: &str, reads: &[Read]) -> Drawn {
    let outcome = Outcome::Written { hash: hash.into(), size: 1, reads: reads.iter().cloned().collect() };
    Drawn { site: id(SITE), path: path.into(), wanted, outcome }
}

fn drawn(store: &Store, drawn: Drawn) {
    work(store, |tx| {
        let touches = publishing::touches(tx)?;
        publishing::drawn(tx, std::slice::from_ref(&drawn), touches)
    });
}

/// A page that was drawn once and read this.
fn page_that_read(store: &Store, path: &str, reads: &[Read]) {
    want(store, path);
    drawn(store, written(path, 1, "h1", reads));
}

fn touch(store: &Store, what: Read) -> BTreeSet<SiteId> {
    work(store, |tx| publishing::touch(tx, &[Touched(what.clone())].into()))
}

fn page(store: &Store, path: &str) -> Option<Page> {
    read(store, |r| publishing::page(r, id(SITE), path))
}

fn stale(store: &Store) -> Vec<String> {
    read(store, |r| publishing::stale(r, id(SITE), 100)).into_iter().map(|page| page.path).collect()
}

on_both! {
    fn a_change_makes_stale_who_read_it_and_nobody_else(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        page_that_read(store, "/b", &[Read::Document(id(101))]);
        assert_eq!(touch(store, Read::Document(id(100))), [id(SITE)].into());
        assert_eq!(stale(store), ["/a"]);
    }

    fn a_change_deeper_than_a_block_shows_leaves_it_alone(store) {
        World::on(store);
        let column: ColumnId = id(3);
        page_that_read(store, "/eight", &[Read::List(column, 8)]);
        page_that_read(store, "/twenty", &[Read::List(column, 20)]);
        touch(store, Read::List(column, 8));
        assert_eq!(stale(store), ["/twenty"]);
        touch(store, Read::List(column, 7));
        assert_eq!(stale(store), ["/eight", "/twenty"]);
    }

    fn of_two_depths_of_one_list_the_deeper_counts(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::List(id(3), 5), Read::List(id(3), 20)]);
        touch(store, Read::List(id(3), 10));
        assert_eq!(stale(store), ["/a"]);
    }

    fn what_a_page_no_longer_reads_does_not_touch_it(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        want(store, "/a");
        drawn(store, written("/a", 2, "h2", &[Read::Document(id(101))]));
        touch(store, Read::Document(id(100)));
        assert!(stale(store).is_empty());
        touch(store, Read::Document(id(101)));
        assert_eq!(stale(store), ["/a"]);
    }

    fn an_older_drawing_never_takes_the_place_of_a_newer_one(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        want(store, "/a");
        drawn(store, written("/a", 2, "h2", &[Read::Document(id(101))]));
        drawn(store, written("/a", 1, "old", &[Read::Document(id(100))]));
        assert_eq!(page(store, "/a").unwrap().hash.as_deref(), Some("h2"));
        assert!(touch(store, Read::Document(id(100))).is_empty());
    }

    fn a_page_wanted_again_while_it_was_drawn_stays_stale(store) {
        World::on(store);
        want(store, "/a");
        want(store, "/a");
        drawn(store, written("/a", 1, "h1", &[]));
        assert_eq!(stale(store), ["/a"]);
    }

    fn a_late_removal_leaves_the_newer_page_and_its_reads(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        want(store, "/a");
        drawn(store, written("/a", 2, "h2", &[Read::Document(id(100))]));
        drawn(store, Drawn { site: id(SITE), path: "/a".into(), wanted: 1, outcome: Outcome::Removed });
        assert!(page(store, "/a").is_some());
        assert_eq!(touch(store, Read::Document(id(100))), [id(SITE)].into());
    }

    fn a_removed_page_is_gone_with_its_reads(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        drawn(store, Drawn { site: id(SITE), path: "/a".into(), wanted: 1, outcome: Outcome::Removed });
        assert!(page(store, "/a").is_none());
        assert!(touch(store, Read::Document(id(100))).is_empty());
    }

    fn a_page_that_fails_is_set_aside_until_something_changes(store) {
        World::on(store);
        page_that_read(store, "/a", &[Read::Document(id(100))]);
        want(store, "/a");
        drawn(store, Drawn { site: id(SITE), path: "/a".into(), wanted: 2, outcome: Outcome::Failed("文件夹不可写".into()) });
        assert!(stale(store).is_empty());
        touch(store, Read::Document(id(100)));
        assert_eq!(stale(store), ["/a"]);
    }

    fn a_late_failure_does_not_set_a_newer_wish_aside(store) {
        World::on(store);
        want(store, "/a");
        want(store, "/a");
        drawn(store, Drawn { site: id(SITE), path: "/a".into(), wanted: 1, outcome: Outcome::Failed("旧".into()) });
        assert_eq!(stale(store), ["/a"]);
    }

    fn what_visitors_miss_first_is_drawn_first(store) {
        World::on(store);
        for (path, subject) in [("/c", Subject::NotFound), ("/b", Subject::Home), ("/a", Subject::Robots), ("/z", Subject::Removed)] {
            work(store, |tx| publishing::want(tx, id(SITE), path, &subject));
        }
        assert_eq!(stale(store), ["/z", "/b", "/a", "/c"]);
    }
}

testkit::on_both! {
    fn a_change_during_a_first_drawing_draws_the_page_again(store) {
        World::on(store);
        let path = "/first";
        work(store, |tx| publishing::want(tx, id(SITE), path, &Subject::Home));
        let before = store.read(publishing::touches).unwrap();
        work(store, |tx| publishing::touch(tx, &[Touched(Read::Document(id(100)))].into()));
        let batch = [written(path, 1, "h1", &[Read::Document(id(100))])];
        work(store, |tx| publishing::drawn(tx, &batch, before));
        let stale = store.read(|r| publishing::stale(r, id(SITE), 10)).unwrap();
        assert!(stale.iter().any(|p| p.path == path));
    }
}
