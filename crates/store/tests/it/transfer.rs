//! The move from SQLite to PostgreSQL.

use crate::world::{START, World, at, id, read, some_event, work};
use domain::Hash;
use store::audit::{Filter, entries, seal, verify};
use store::{articles, settings, sites};

#[test]
fn a_platform_moves_to_postgresql_as_it_is() {
    let Some(target) = testkit::postgres() else { return };
    let source = testkit::sqlite();
    let w = World::on(&source);
    let odd = "引号'与\\反斜线\n换行 $1 ${x} 😀";
    let article = w.article(&source, 100, w.notices, odd);
    work(&source, |tx| articles::put_draft(tx, article, 0, "{}", &Hash::of(b"{}"), &[id(9)]));
    work(&source, |tx| articles::note_first_publication(tx, article, domain::Time::from_micros(START.micros() + 1)));
    assert!(source.copy_to(&target).unwrap() > 8);

    let (ours, theirs) = (read(&source, |r| articles::article(r, article)), read(&target, |r| articles::article(r, article)));
    assert_eq!(format!("{theirs:?}"), format!("{ours:?}"));
    assert_eq!(read(&target, |r| articles::draft(r, article)).unwrap().editors().unwrap(), [id(9)]);
    assert_eq!(read(&target, |r| sites::columns_of(r, w.site)).len(), 2);
}

#[test]
fn the_audit_chain_goes_on_after_the_move() {
    let Some(target) = testkit::postgres() else { return };
    let source = testkit::sqlite();
    (0..5).for_each(|_| source.write(&at(0), |tx| tx.record(some_event())).unwrap());
    work(&source, |tx| seal(tx, 3));
    source.copy_to(&target).unwrap();
    target.write(&at(1), |tx| tx.record(some_event())).unwrap();
    work(&target, |tx| seal(tx, 100));
    let chain = read(&target, verify);
    assert_eq!((chain.sealed, chain.unsealed, chain.broken_at), (6, 0, None));
    assert_eq!(read(&target, |r| entries(r, &Filter::default(), 1))[0].0.seq, 6);
}

#[test]
fn a_target_with_a_platform_is_left_alone() {
    let Some(target) = testkit::postgres() else { return };
    target.write(&at(0), |tx| tx.record(some_event())).unwrap();
    let source = testkit::sqlite();
    work(&source, |tx| settings::put(tx, "colour", "red"));
    assert!(source.copy_to(&target).is_err());
    assert_eq!(read(&target, |r| settings::get(r, "colour")), None);
}

#[test]
fn references_are_checked_again_after_the_move() {
    let Some(target) = testkit::postgres() else { return };
    testkit::sqlite().copy_to(&target).unwrap();
    let w = World { unit: id(1), site: id(2), notices: id(3), news: id(4), portal: id(5), portal_notices: id(6) };
    let new = articles::NewArticle {
        id: id(8),
        unit: w.unit,
        site: w.site,
        column: w.news,
        content_type: "notice",
        title: "",
        drafter: "",
    };
    assert!(target.work(&at(0), |tx| articles::insert(tx, &new)).is_err());
}
