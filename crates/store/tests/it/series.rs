//! Numbers that are given out once, and the change log's order.

use crate::world::{World, id, read, work};
use domain::DocumentId;
use std::collections::BTreeSet;
use store::changes;
use store::settings::{next_number, take_numbers};
use testkit::on_both;

on_both! {
    fn a_series_begins_at_one_and_each_year_has_its_own(store) {
        let taken = work(store, |tx| {
            Ok([next_number(tx, "slj", "A", 2026)?, next_number(tx, "slj", "A", 2026)?, next_number(tx, "slj", "A", 2027)?])
        });
        assert_eq!(taken, [1, 2, 1]);
    }

    fn a_block_of_numbers_is_skipped_by_the_next(store) {
        let taken = work(store, |tx| Ok((take_numbers(tx, "s", "p", 0, 10)?, next_number(tx, "s", "p", 0)?)));
        assert_eq!(taken, (1, 11));
    }

    fn a_number_is_never_given_twice_by_four_threads(store) {
        let take = || (0..25).map(|_| work(store, |tx| next_number(tx, "s", "p", 0))).collect::<Vec<i64>>();
        let all: Vec<i64> = std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|_| s.spawn(take)).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(BTreeSet::from_iter(all), (1..=100).collect());
    }

    fn a_run_number_is_never_given_twice_by_four_threads(store) {
        let column = World::on(store).notices;
        let take = || (0..10).map(|_| work(store, |tx| store::sites::take_run_number(tx, column))).collect::<Vec<i32>>();
        let all: Vec<i32> = std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|_| s.spawn(take)).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(BTreeSet::from_iter(all), (1..=40).collect());
    }

    fn the_change_log_is_read_in_order_from_a_cursor(store) {
        for n in [7, 8, 7] {
            work(store, |tx| changes::append(tx, id(n)));
        }
        let all = read(store, |r| changes::after(r, 0, 10));
        assert_eq!(all.iter().map(|(_, d)| *d).collect::<Vec<DocumentId>>(), [id(7), id(8), id(7)]);
        assert!(all.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(read(store, |r| changes::after(r, all[0].0, 1)), [all[1]]);
        assert_eq!(read(store, changes::newest), all[2].0);
    }

    fn a_reader_of_the_change_log_misses_nothing_while_four_threads_write(store) {
        let mut seen = Vec::new();
        std::thread::scope(|s| {
            let threads: Vec<_> = (0..4u128)
                .map(|t| s.spawn(move || (0..20).for_each(|n| work(store, |tx| changes::append(tx, id(t * 100 + n))))))
                .collect();
            let mut last = false;
            while !last {
                last = threads.iter().all(|t| t.is_finished());
                let cursor = seen.last().map_or(0, |(seq, _)| *seq);
                seen.extend(read(store, |r| changes::after(r, cursor, 1000)));
            }
        });
        assert_eq!(seen.iter().map(|(_, d)| *d).collect::<BTreeSet<DocumentId>>().len(), 80);
    }
}
