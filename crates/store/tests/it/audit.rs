//! The audit chain: every event sealed in order, every change found.

use crate::world::{at, id, read, some_event, work};
use domain::event::Event;
use domain::identity::Actor;
use store::audit::{Chain, Filter, entries, seal, tamper, verify};
use store::{Context, Store};
use testkit::on_both;

fn record(store: &Store, count: usize) {
    for _ in 0..count {
        store.write(&at(0), |tx| tx.record(some_event())).unwrap();
    }
}

fn chain(store: &Store) -> Chain {
    read(store, verify)
}

on_both! {
    fn a_sealed_chain_verifies_and_tells_the_unsealed_tail(store) {
        record(store, 5);
        assert_eq!(work(store, |tx| seal(tx, 3)), 3);
        let found = chain(store);
        assert_eq!((found.sealed, found.unsealed, found.broken_at), (3, 2, None));
    }

    fn sealing_goes_on_where_it_stopped(store) {
        record(store, 3);
        work(store, |tx| seal(tx, 2));
        let head = chain(store).head;
        assert_eq!(work(store, |tx| seal(tx, 100)), 1);
        assert_eq!(work(store, |tx| seal(tx, 100)), 0);
        let found = chain(store);
        assert!(found.broken_at.is_none() && found.head != head);
    }

    fn a_changed_row_breaks_the_chain_at_its_place(store) {
        record(store, 4);
        work(store, |tx| seal(tx, 100));
        let third = read(store, |r| entries(r, &Filter::default(), 10))[1].0.seq;
        work(store, |tx| tamper(tx, third));
        assert_eq!(chain(store).broken_at, Some(3));
    }

    fn a_seal_covers_the_one_before_it(store) {
        record(store, 2);
        work(store, |tx| seal(tx, 100));
        let seals: Vec<_> = read(store, |r| entries(r, &Filter::default(), 10)).into_iter().map(|(_, s)| s.unwrap()).collect();
        assert_ne!(seals[0], seals[1]);
        assert_eq!(chain(store).head.as_ref(), Some(&seals[0]));
    }

    fn two_sealers_at_once_make_one_chain(store) {
        record(store, 60);
        std::thread::scope(|s| {
            for _ in 0..4 {
                s.spawn(|| while work(store, |tx| seal(tx, 7)) > 0 {});
            }
        });
        let found = chain(store);
        assert_eq!((found.sealed, found.unsealed, found.broken_at), (60, 0, None));
    }

    fn an_event_keeps_who_when_and_what(store) {
        let mut context = Context::new(Actor { name: "周敏".into(), ..Actor::public() }, at(7).now);
        context.request = Some("r-1".into());
        store.write(&context, |tx| tx.record(Event::PagesAsked { site: id(5) })).unwrap();
        let (entry, sealed) = read(store, |r| entries(r, &Filter::default(), 1)).remove(0);
        assert_eq!((entry.actor_name.as_str(), entry.at, entry.kind.as_str()), ("周敏", at(7).now, "pages_asked"));
        assert_eq!((entry.site_id, entry.request.as_deref(), sealed), (Some(id(5)), Some("r-1"), None));
    }

    fn a_list_is_filtered_and_goes_on_before_a_number(store) {
        record(store, 3);
        store.write(&at(0), |tx| tx.record(Event::PlatformCreated)).unwrap();
        let kind = Filter { kind: Some("logged_out".into()), ..Filter::default() };
        let first = read(store, |r| entries(r, &kind, 2));
        let rest = read(store, |r| entries(r, &Filter { before: Some(first[1].0.seq), ..kind.clone() }, 2));
        assert_eq!((first.len(), rest.len()), (2, 1));
    }
}
