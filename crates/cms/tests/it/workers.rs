//! Jobs of workers that were killed.

use cms::worker::{Alive, take_over, work_once};
use std::fs;
use testkit::{TestSite, on_both};

/// Leases a job to `owner`, who never finishes it.
fn begin_job(w: &TestSite, owner: &str) {
    let id = w.draft("停水通知", "<p>正文</p>");
    let round = w.submit(id).unwrap();
    w.sign_through(round, 6);
    let context = w.context("admin");
    assert!(w.app.store.work(&context, |tx| store::jobs::claim(tx, owner, 600)).unwrap().is_some());
}

on_both! {
    fn the_job_of_a_killed_worker_is_taken_over_at_once(store) {
        let w = TestSite::new(store);
        begin_job(&w, "killed");
        assert!(!work_once(&w.app, "next").unwrap());
        // A kill leaves the file and drops the lock.
        fs::create_dir_all(w.app.data().join("spool/workers")).unwrap();
        fs::write(w.app.data().join("spool/workers/killed"), "").unwrap();
        take_over(&w.app).unwrap();
        w.work();
        assert_eq!(w.found("停水通知"), ["停水通知"]);
    }

    fn the_job_of_a_worker_that_lives_stays_its_own(store) {
        let w = TestSite::new(store);
        let alive = Alive::enter(&w.app, "test").unwrap();
        begin_job(&w, alive.name());
        take_over(&w.app).unwrap();
        assert!(!work_once(&w.app, "next").unwrap());
        drop(alive);
        assert_eq!(fs::read_dir(w.app.data().join("spool/workers")).unwrap().count(), 0);
    }
}
