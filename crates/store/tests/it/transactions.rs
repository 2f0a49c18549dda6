//! Where transactions begin and end, and what a failure leaves behind.

use crate::world::{at, read, some_event, work};
use domain::event::Event;
use store::settings::{get, put};
use store::{Error, Result, Tx};
use testkit::on_both;

on_both! {
    fn a_write_without_an_event_is_refused_and_changes_nothing(store) {
        let silent: Result<()> = store.write(&at(0), |tx| put(tx, "colour", "red"));
        assert!(matches!(silent, Err(Error::Silent(_))), "{silent:?}");
        assert_eq!(read(store, |r| get(r, "colour")), None);
    }

    fn a_write_with_an_event_keeps_both(store) {
        store.write(&at(0), |tx| { put(tx, "colour", "red")?; tx.record(some_event()) }).unwrap();
        assert_eq!(read(store, |r| get(r, "colour")).as_deref(), Some("red"));
        assert_eq!(read(store, store::audit::verify).unsealed, 1);
    }

    fn a_refused_use_case_changes_nothing(store) {
        let refused: Result<()> = store.write(&at(0), |tx| {
            put(tx, "colour", "red")?;
            tx.record(some_event())?;
            Err(Error::Data("refused".into()))
        });
        assert!(refused.is_err());
        assert_eq!(read(store, |r| get(r, "colour")), None);
        assert_eq!(read(store, store::audit::verify).unsealed, 0);
    }

    fn a_failed_attempt_undoes_only_what_it_did(store) {
        work(store, |tx| {
            put(tx, "before", "1")?;
            let tried: Result<()> = tx.attempt(|tx| { put(tx, "inside", "1")?; taken_twice(tx) });
            assert!(tried.unwrap_err().is_taken());
            put(tx, "after", "1")
        });
        let kept = ["before", "inside", "after"].map(|name| read(store, |r| get(r, name)).is_some());
        assert_eq!(kept, [true, false, true]);
    }

    fn a_failed_attempt_takes_its_events_back(store) {
        store.write(&at(0), |tx| {
            tx.record(some_event())?;
            let tried: Result<()> = tx.attempt(|tx| { tx.record(Event::PlatformCreated)?; Err(Error::Data("no".into())) });
            assert!(tried.is_err() && tx.events() == [some_event()]);
            Ok::<_, Error>(())
        }).unwrap();
        assert_eq!(read(store, store::audit::verify).unsealed, 1);
    }

    fn a_panic_in_a_use_case_leaves_the_store_usable(store) {
        let fell = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.work::<(), Error>(&at(0), |tx| { put(tx, "colour", "red")?; panic!("on purpose") })
        }));
        assert!(fell.is_err());
        work(store, |tx| put(tx, "size", "2"));
        assert_eq!(read(store, |r| get(r, "colour")), None);
    }

    fn a_reader_sees_one_state_while_others_write(store) {
        work(store, |tx| put(tx, "colour", "red"));
        read(store, |r| {
            assert_eq!(get(r, "colour")?.as_deref(), Some("red"));
            work(store, |tx| put(tx, "colour", "blue"));
            assert_eq!(get(r, "colour")?.as_deref(), Some("red"));
            Ok(())
        });
        assert_eq!(read(store, |r| get(r, "colour")).as_deref(), Some("blue"));
    }
}

/// The second insert of one login fails on both engines.
fn taken_twice(tx: &mut Tx) -> Result<()> {
    let unit = store::identity::Unit {
        id: tx.id()?,
        parent_id: None,
        code: "same".into(),
        name: String::new(),
        level: "city".into(),
        position: 0,
    };
    store::identity::insert_unit(tx, &unit)?;
    store::identity::insert_unit(tx, &store::identity::Unit { id: tx.id()?, ..unit })
}

/// Two transactions that lock two rows crosswise: one goes through, the other is told to try again.
#[test]
fn the_victim_of_a_deadlock_is_told_that_the_platform_is_busy() {
    let Some(store) = testkit::postgres() else { return };
    work(&store, |tx| put(tx, "a", "0").and(put(tx, "b", "0")));
    let both = std::sync::Barrier::new(2);
    let cross = |first: &str, second: &str| {
        let mut met = false;
        store.work(&at(0), |tx| {
            put(tx, first, "1")?;
            if !std::mem::replace(&mut met, true) {
                both.wait();
            }
            put(tx, second, "1")
        })
    };
    let (one, other) = std::thread::scope(|s| {
        let one = s.spawn(|| cross("a", "b"));
        (cross("b", "a"), one.join().unwrap())
    });
    let lost: Vec<Error> = [one, other].into_iter().filter_map(Result::err).collect();
    assert!(matches!(lost[..], [Error::Busy(_)]), "{lost:?}");
}
