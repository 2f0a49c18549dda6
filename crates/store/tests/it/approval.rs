//! Rounds and signatures: what the database itself refuses.

use crate::world::{START, World, id, person, read, work};
use domain::approval::{Form, RoundState, Stage};
use domain::identity::{Actor, Grant, Permission, Reach, Role};
use domain::{DocumentId, Hash, RoundId, UserId};
use store::approval::{self, NewRound, NewSignature, Round};
use store::placements::{self, Provenance, State};
use store::{Result, Store, Tx};
use testkit::on_both;

fn open(tx: &mut Tx, document: DocumentId) -> Result<Round> {
    let hash = Hash::of(b"text");
    let version = store::articles::keep_version(tx, document, "text", &hash, "送审")?.id;
    let stages = Form::Six.stages();
    let new = NewRound {
        document,
        version,
        hash: hash.as_str(),
        form: Form::Six,
        stages: &stages,
        authors: &[id(50)],
        by: id(50),
        due_at: START.plus_hours(4),
    };
    approval::open(tx, &new)
}

fn sign(store: &Store, round: RoundId, stage: Stage, user: UserId) -> Result<()> {
    let hash = Hash::of(b"text");
    let new = NewSignature { stage, user, hash: &hash, opinion: "", checklist: "[]" };
    store.work(&person(user), |tx| approval::sign(tx, round, &new))
}

fn opened(store: &Store) -> (World, Round) {
    let w = World::on(store);
    let article = w.article(store, 100, w.notices, "通知");
    (w, work(store, |tx| open(tx, article)))
}

on_both! {
    fn an_article_has_one_open_round(store) {
        let (_, first) = opened(store);
        let second: Result<Round> = store.work(&person(id(50)), |tx| open(tx, first.document_id));
        assert!(second.unwrap_err().is_taken());
        work(store, |tx| approval::close(tx, first.id, RoundState::Recalled, None, Some("改一处")));
        assert_eq!(work(store, |tx| open(tx, first.document_id)).number, 2);
    }

    fn a_person_signs_once_as_reviewer_and_once_as_proofreader(store) {
        let (_, round) = opened(store);
        sign(store, round.id, Stage::ReviewFirst, id(60)).unwrap();
        sign(store, round.id, Stage::ProofFirst, id(60)).unwrap();
        assert!(sign(store, round.id, Stage::ReviewSecond, id(60)).unwrap_err().is_taken());
        assert!(sign(store, round.id, Stage::ProofSecond, id(60)).unwrap_err().is_taken());
    }

    fn a_seat_is_signed_once(store) {
        let (_, round) = opened(store);
        sign(store, round.id, Stage::ReviewFirst, id(60)).unwrap();
        assert!(sign(store, round.id, Stage::ReviewFirst, id(61)).unwrap_err().is_taken());
    }

    fn of_four_who_sign_a_seat_at_once_one_succeeds(store) {
        let (_, round) = opened(store);
        let signed = std::thread::scope(|s| {
            let threads: Vec<_> = (0..4).map(|n| s.spawn(move || sign(store, round.id, Stage::ReviewFirst, id(60 + n)))).collect();
            threads.into_iter().map(|t| t.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!(signed, 1);
    }

    fn the_rule_sees_the_stored_round_with_its_signatures(store) {
        let (_, round) = opened(store);
        sign(store, round.id, Stage::ReviewFirst, id(60)).unwrap();
        let rule = round.rule(&read(store, |r| approval::signatures(r, &[round.id]))).unwrap();
        assert_eq!((rule.authors.as_slice(), rule.due().unwrap().stage), ([id(50)].as_slice(), Stage::ProofFirst));
        assert_eq!(rule.signatures[0].hash, Hash::of(b"text"));
    }

    fn the_queue_is_cut_by_scope_before_its_limit(store) {
        let (w, round) = opened(store);
        let queue = |reach| {
            let grant = Grant { role: Role::ReviewerFirst, reach, from: START, to: None };
            let scope = Actor { grants: vec![grant], ..Actor::public() }.scope(Permission::View, START);
            read(store, |r| approval::open_rounds(r, &scope, None)).iter().map(|(round, _)| round.id).collect::<Vec<_>>()
        };
        assert_eq!(queue(Reach::Sites([w.site].into())), [round.id]);
        assert_eq!(queue(Reach::Columns { site: w.site, columns: [w.notices].into() }), [round.id]);
        assert_eq!(queue(Reach::Sites([w.portal].into())), []);
    }

    fn a_proposal_is_seen_where_it_is_to_be_received(store) {
        let (w, round) = opened(store);
        let insert = |tx: &mut Tx| placements::insert(tx, round.document_id, w.portal, w.portal_notices, Provenance::Push, State::Proposed);
        let proposed = work(store, insert);
        let seen = |site| {
            let grant = Grant { role: Role::Receiver, reach: Reach::Sites([site].into()), from: START, to: None };
            let scope = Actor { grants: vec![grant], ..Actor::public() }.scope(Permission::Accept, START);
            read(store, |r| placements::proposed(r, &scope, None)).len()
        };
        assert_eq!((seen(w.portal), seen(w.site)), (1, 0));
        assert!(store.work(&person(id(50)), insert).unwrap_err().is_taken());
        assert_eq!(read(store, |r| placements::placement(r, proposed.id)).unwrap().column_id, w.portal_notices);
    }
}
