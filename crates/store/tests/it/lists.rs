//! Lists in order of (sort time, id): rank, neighbours, runs.

use crate::world::{START, World, id, read, work};
use domain::publishing::OPEN_RUN;
use domain::{ColumnId, DocumentId, Time};
use store::Store;
use store::publishing::{self, Position, Run};
use testkit::on_both;

fn hour(n: i64) -> Time {
    START.plus_hours(n)
}

/// Articles 100, 101, … at these hours, all in the open run of the notices.
fn listed(store: &Store, hours: &[i64]) -> ColumnId {
    let w = World::on(store);
    for (n, at) in hours.iter().enumerate() {
        let article = w.article(store, 100 + n as u128, w.notices, "通知");
        work(store, |tx| publishing::list(tx, w.notices, article, hour(*at), OPEN_RUN, None));
    }
    w.notices
}

fn place(hours: i64, n: u128) -> Position {
    (hour(hours), id(n))
}

fn run(column_id: ColumnId, number: i32, first: Position) -> Run {
    Run { column_id, number, size: 20, first_at: first.0, first_id: first.1 }
}

fn ids(rows: &[publishing::Listing]) -> Vec<DocumentId> {
    rows.iter().map(|row| row.document_id).collect()
}

on_both! {
    fn the_newest_come_first_and_equal_times_are_ordered_by_id(store) {
        let column = listed(store, &[1, 3, 2, 3]);
        assert_eq!(ids(&read(store, |r| publishing::newest(r, column, 3))), [id(103), id(101), id(102)]);
    }

    fn a_rank_counts_the_newer_rows_up_to_its_limit(store) {
        let column = listed(store, &[1, 3, 2, 3]);
        let rank = |at, limit| read(store, |r| publishing::rank(r, column, at, limit));
        assert_eq!([rank(place(3, 103), 9), rank(place(3, 101), 9), rank(place(1, 100), 9), rank(place(1, 100), 2)], [0, 1, 3, 2]);
    }

    fn neighbours_are_the_rows_next_to_a_place(store) {
        let column = listed(store, &[1, 3, 2, 3]);
        let of = |at| read(store, |r| publishing::neighbours(r, column, at));
        assert_eq!(of(place(3, 101)), (Some(id(103)), Some(id(102))));
        assert_eq!(of(place(1, 100)), (Some(id(102)), None));
        assert_eq!(of(place(3, 103)), (None, Some(id(101))));
    }

    fn an_article_stands_once_in_a_list(store) {
        let column = listed(store, &[1]);
        let again: store::Result<()> = store.work(&crate::world::at(0), |tx| publishing::list(tx, column, id(100), hour(5), OPEN_RUN, None));
        assert!(again.unwrap_err().is_taken());
    }

    fn a_place_belongs_to_the_frozen_run_that_begins_at_or_before_it(store) {
        let column = listed(store, &[1]);
        work(store, |tx| {
            publishing::put_run(tx, &run(column, 1, place(10, 100)))?;
            publishing::put_run(tx, &run(column, 2, place(20, 100)))?;
            publishing::put_run(tx, &run(column, OPEN_RUN, place(99, 100)))
        });
        let holds = |at| read(store, |r| publishing::run_at(r, column, at)).map(|run| run.number);
        assert_eq!([holds(place(25, 1)), holds(place(20, 101)), holds(place(20, 100)), holds(place(11, 1))], [None, None, Some(2), Some(2)]);
        assert_eq!([holds(place(10, 100)), holds(place(0, 1))], [Some(1), Some(1)]);
    }

    fn runs_know_the_next_older_and_newer_one(store) {
        let column = listed(store, &[1]);
        for (number, hours) in [(1, 10), (3, 15), (2, 20)] {
            work(store, |tx| publishing::put_run(tx, &run(column, number, place(hours, 100))));
        }
        let numbers = |runs: Vec<Run>| runs.iter().map(|run| run.number).collect::<Vec<_>>();
        assert_eq!(numbers(read(store, |r| publishing::frozen_runs(r, column))), [2, 3, 1]);
        let older = read(store, |r| publishing::older_run(r, column, place(15, 100))).unwrap();
        let newer = read(store, |r| publishing::newer_run(r, column, place(15, 100))).unwrap();
        assert_eq!((older.number, newer.number), (1, 2));
    }

    fn rows_move_to_another_run(store) {
        let column = listed(store, &[1, 2, 3]);
        work(store, |tx| publishing::move_rows(tx, column, &[id(100), id(101)], 1));
        assert_eq!(ids(&read(store, |r| publishing::run_rows(r, column, 1))), [id(101), id(100)]);
        assert_eq!(ids(&read(store, |r| publishing::run_rows(r, column, OPEN_RUN))), [id(102)]);
    }

    fn a_pin_ends_at_its_time(store) {
        let column = listed(store, &[1, 2]);
        work(store, |tx| publishing::pin(tx, column, id(100), Some(hour(9))));
        assert_eq!(ids(&read(store, |r| publishing::pinned(r, column, hour(8)))), [id(100)]);
        assert!(read(store, |r| publishing::pinned(r, column, hour(9))).is_empty());
    }
}
