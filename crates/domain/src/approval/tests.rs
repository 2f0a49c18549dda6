use super::*;
use uuid::Uuid;

fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}
fn text() -> Hash {
    Hash::of(b"text")
}
const AUTHOR: u128 = 99;

fn round(form: Form) -> Round {
    Round { form, stages: form.stages(), state: RoundState::Open, hash: text(), authors: vec![user(AUTHOR)], signatures: vec![] }
}

fn signed_by(form: Form, people: &[u128]) -> Round {
    let mut round = round(form);
    for (stage, n) in Stage::ALL.iter().zip(people) {
        round.may_sign(*stage, user(*n), &text()).unwrap();
        round.signatures.push(Signature { stage: *stage, user: user(*n), hash: text() });
    }
    round
}

#[test]
fn six_different_people_clear_a_text() {
    let round = signed_by(Form::Six, &[1, 2, 3, 4, 5, 6]);
    assert!(Clearance::from_round(&round).unwrap().covers(&text()));
}

#[test]
fn the_paired_form_takes_three_people() {
    assert!(Clearance::from_round(&signed_by(Form::Paired, &[1, 1, 2, 2, 3, 3])).is_ok());
}

#[test]
fn an_author_signs_no_stage() {
    assert_eq!(round(Form::Six).may_sign(Stage::ReviewFirst, user(AUTHOR), &text()), Err(Refusal::AuthorMayNotSign));
}

#[test]
fn nobody_signs_twice_in_the_six_person_form() {
    let round = signed_by(Form::Six, &[1]);
    assert_eq!(round.may_sign(Stage::ProofFirst, user(1), &text()), Err(Refusal::AlreadySigned { stage: Stage::ReviewFirst }));
}

#[test]
fn levels_stay_apart_in_the_paired_form() {
    let round = signed_by(Form::Paired, &[1, 1]);
    assert_eq!(round.may_sign(Stage::ReviewSecond, user(1), &text()), Err(Refusal::AlreadySigned { stage: Stage::ReviewFirst }));
}

#[test]
fn stages_are_signed_in_order() {
    assert_eq!(
        round(Form::Six).may_sign(Stage::ReviewSecond, user(3), &text()),
        Err(Refusal::WrongStage { due: Stage::ReviewFirst })
    );
}

#[test]
fn a_stale_text_is_not_signed() {
    assert_eq!(round(Form::Six).may_sign(Stage::ReviewFirst, user(1), &Hash::of(b"older")), Err(Refusal::StaleText));
}

#[test]
fn five_signatures_clear_nothing() {
    let round = signed_by(Form::Six, &[1, 2, 3, 4, 5]);
    assert_eq!(Clearance::from_round(&round), Err(NotCleared::StageMissing(Stage::ProofThird)));
}

#[test]
fn a_forged_record_clears_nothing() {
    let mut forged = signed_by(Form::Six, &[1, 2, 3, 4, 5, 6]);
    forged.signatures[5].user = user(1);
    assert_eq!(Clearance::from_round(&forged), Err(NotCleared::Improper(Stage::ProofThird)));
    forged.signatures[5] = Signature { stage: Stage::ProofThird, user: user(6), hash: Hash::of(b"other") };
    assert_eq!(Clearance::from_round(&forged), Err(NotCleared::OtherText(Stage::ProofThird)));
}

#[test]
fn the_author_recalls_until_the_final_review_is_signed() {
    assert_eq!(signed_by(Form::Six, &[1, 2, 3, 4]).may_recall(), Ok(()));
    assert_eq!(signed_by(Form::Six, &[1, 2, 3, 4, 5]).may_recall(), Err(Refusal::AlreadySignedOff));
}

#[test]
fn a_migration_needs_its_permission_and_a_clean_text() {
    let held = [Permission::Migrate].into();
    assert!(Clearance::migration(text(), &held, false).is_ok());
    assert_eq!(Clearance::migration(text(), &held, true), Err(NotCleared::Blocked));
    assert_eq!(Clearance::migration(text(), &Default::default(), false), Err(NotCleared::NotAllowed));
}
