//! The job table: nothing lost, nothing twice, nothing that fails for ever.

use crate::world::{START, at, id, read, work, work_at};
use domain::job::{Job, Lane, MAX_ATTEMPTS};
use domain::{DocumentId, JobId};
use std::collections::BTreeSet;
use store::jobs::{Row, claim, complete, enqueue, fail, release, retry, rows};
use store::{Engine, Store};
use testkit::on_both;

const LEASE: i64 = 60;

fn publish(n: u128) -> Job {
    Job::Publish { document: id::<domain::noun::Document>(n) }
}

fn put(store: &Store, job: &Job) {
    work(store, |tx| enqueue(tx, job, Lane::Normal));
}

fn take(store: &Store, seconds: i64, owner: &str) -> Option<Row> {
    work_at(store, seconds, |tx| claim(tx, owner, LEASE))
}

fn states(store: &Store) -> Vec<String> {
    read(store, |r| rows(r, 100)).into_iter().map(|row| row.state).collect()
}

/// Claims and fails one job until it is dead.
fn wear_out(store: &Store) -> JobId {
    let mut now = 0;
    loop {
        now += 100_000;
        let row = take(store, now, "w").unwrap();
        work_at(store, now, |tx| fail(tx, &row, "disk full"));
        if row.attempts == MAX_ATTEMPTS {
            return row.id;
        }
    }
}

on_both! {
    fn the_same_waiting_work_is_kept_once(store) {
        put(store, &publish(1));
        put(store, &publish(1));
        put(store, &publish(2));
        assert_eq!(states(store), ["ready", "ready"]);
    }

    fn a_change_while_the_job_runs_makes_a_new_waiting_row(store) {
        put(store, &publish(1));
        let running = take(store, 0, "w").unwrap();
        put(store, &publish(1));
        assert_eq!(states(store), ["ready", "running"]);
        assert!(work(store, |tx| complete(tx, &running)));
        assert_eq!(take(store, 0, "w").unwrap().dedup, running.dedup);
    }

    fn a_dead_row_blocks_nothing(store) {
        put(store, &publish(1));
        wear_out(store);
        put(store, &publish(1));
        assert_eq!(states(store), ["dead", "ready"]);
    }

    fn a_second_wish_takes_the_sooner_lane(store) {
        put(store, &publish(1));
        put(store, &publish(2));
        work(store, |tx| enqueue(tx, &publish(2), Lane::Urgent));
        work(store, |tx| enqueue(tx, &publish(2), Lane::Bulk));
        assert_eq!(take(store, 0, "w").unwrap().dedup, publish(2).dedup());
    }

    fn a_second_wish_ends_the_pause_after_a_failure(store) {
        put(store, &publish(1));
        let row = take(store, 0, "w").unwrap();
        work(store, |tx| fail(tx, &row, "disk full"));
        assert!(take(store, 1, "w").is_none());
        work_at(store, 1, |tx| enqueue(tx, &publish(1), Lane::Normal));
        assert!(take(store, 1, "w").is_some());
    }

    fn a_job_goes_with_the_transaction_that_asked_for_it(store) {
        let undone: store::Result<()> = store.work(&at(0), |tx| {
            enqueue(tx, &publish(1), Lane::Normal)?;
            Err(store::Error::Data("undone".into()))
        });
        assert!(undone.is_err() && states(store).is_empty());
    }

    fn two_hundred_jobs_are_claimed_once_each_by_four_threads(store) {
        (0..200).for_each(|n| put(store, &publish(n)));
        let take_all = |owner: usize| {
            std::iter::from_fn(|| take(store, 0, &format!("w{owner}"))).map(|row| row.id).collect::<Vec<JobId>>()
        };
        let all: Vec<JobId> = std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|n| s.spawn(move || take_all(n))).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert_eq!((all.len(), BTreeSet::from_iter(&all).len()), (200, 200));
    }

    fn a_worker_that_lost_its_lease_changes_nothing(store) {
        put(store, &publish(1));
        let lost = take(store, 0, "slow").unwrap();
        let held = take(store, LEASE + 1, "quick").unwrap();
        assert_eq!((held.id, held.attempts), (lost.id, 2));
        assert!(!work(store, |tx| complete(tx, &lost)));
        work(store, |tx| fail(tx, &lost, "too late"));
        work(store, |tx| release(tx, &lost));
        assert_eq!(states(store), ["running"]);
        assert!(work(store, |tx| complete(tx, &held)));
    }

    fn a_lease_holds_until_it_runs_out(store) {
        put(store, &publish(1));
        take(store, 0, "w").unwrap();
        assert!(take(store, LEASE, "other").is_none());
        assert!(take(store, LEASE + 1, "other").is_some());
    }

    fn a_lost_job_goes_away_when_the_same_work_already_waits(store) {
        put(store, &publish(1));
        take(store, 0, "w").unwrap();
        put(store, &publish(1));
        let newer = take(store, LEASE + 1, "other").unwrap();
        assert_eq!(newer.attempts, 1);
        assert_eq!(states(store), ["running"]);
    }

    fn a_job_that_kills_its_workers_ends_as_dead(store) {
        put(store, &publish(1));
        let claims = (0..20).filter(|n| take(store, n * (LEASE + 1), "w").is_some()).count();
        assert_eq!((claims as i32, states(store)), (MAX_ATTEMPTS, vec!["dead".to_owned()]));
    }

    fn each_failure_doubles_the_pause(store) {
        put(store, &publish(1));
        let mut now = 0;
        for pause in [10, 20, 40] {
            let row = take(store, now, "w").unwrap();
            work_at(store, now, |tx| fail(tx, &row, "disk full"));
            assert!(take(store, now + pause - 1, "w").is_none(), "{pause}");
            now += pause;
        }
        assert!(take(store, now, "w").is_some());
    }

    fn a_job_is_dead_after_its_last_attempt_and_says_why(store) {
        put(store, &publish(1));
        wear_out(store);
        let row = &read(store, |r| rows(r, 1))[0];
        assert_eq!((row.state.as_str(), row.last_error.as_deref()), ("dead", Some("disk full")));
        assert!(take(store, 10_000_000, "w").is_none());
    }

    fn a_dead_job_starts_over_when_it_is_retried(store) {
        put(store, &publish(1));
        let dead = wear_out(store);
        assert_eq!(work(store, |tx| retry(tx, dead)), Some(publish(1)));
        assert_eq!(take(store, 0, "w").unwrap().attempts, 1);
        assert_eq!(work(store, |tx| retry(tx, dead)), None);
    }

    fn an_interrupted_job_goes_back_and_its_attempt_does_not_count(store) {
        put(store, &publish(1));
        let row = take(store, 0, "w").unwrap();
        work(store, |tx| release(tx, &row));
        assert_eq!(take(store, 0, "w").unwrap().attempts, 1);
    }

    fn a_waiting_row_that_was_wished_again_starts_only_after_that_commit(store) {
        // On SQLite there is one writer and nothing to race with.
        if store.engine() == Engine::Sqlite {
            return;
        }
        put(store, &publish(1));
        work(store, |tx| {
            enqueue(tx, &publish(1), Lane::Normal)?;
            assert!(take(store, 0, "w").is_none());
            Ok(())
        });
        assert!(take(store, 0, "w").is_some());
    }
}

#[test]
fn a_job_survives_its_way_through_the_row() {
    let store = testkit::sqlite();
    let document: DocumentId = id(9);
    put(&store, &Job::Publish { document });
    let row = take(&store, 0, "w").unwrap();
    assert_eq!((row.job().unwrap(), row.run_at), (Job::Publish { document }, START));
}
