//! What stops a text, and who may sign it.

use cms::proofing::Asking;
use domain::Hash;
use domain::approval::Stage;
use testkit::{TestSite, on_both};

fn code<T: std::fmt::Debug>(outcome: cms::Outcome<T>) -> &'static str {
    outcome.expect_err("a refusal").code
}

on_both! {
    fn a_listed_word_and_an_id_number_stop_submission(store) {
        let w = TestSite::new(store);
        let id = w.draft("关于云雀计划的通知", "<p>联系人身份证号11010519491231002X。</p>");
        let refused = w.submit(id).unwrap_err();
        assert_eq!((refused.code, refused.extra["findings"].as_array().map(Vec::len)), ("approval.blocked", Some(2)));
        w.rewrite(id, "关于供水改造的通知", "<p>联系服务窗口。</p>").unwrap();
        assert!(w.submit(id).is_ok());
    }

    fn the_author_may_not_sign(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        assert_eq!(code(w.sign("editor", round, Stage::ReviewFirst, &w.hash_of(round))), "approval.author_may_not_sign");
    }

    fn the_same_person_may_not_sign_a_second_stage(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        w.sign_through(round, 2);
        w.sign("second", round, Stage::ReviewSecond, &w.hash_of(round)).unwrap();
        assert_eq!(code(w.sign("proof-one", round, Stage::ProofSecond, &w.hash_of(round))), "approval.already_signed");
    }

    fn a_stage_is_not_signed_before_its_turn(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        assert_eq!(code(w.sign("final", round, Stage::ReviewFinal, &w.hash_of(round))), "approval.wrong_stage");
    }

    fn a_stale_text_is_not_signed(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        assert_eq!(code(w.sign("first", round, Stage::ReviewFirst, &Hash::of(b"another text"))), "approval.stale_text");
    }

    fn someone_without_the_stage_s_role_may_not_sign(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        assert_eq!(code(w.sign("proof-one", round, Stage::ReviewFirst, &w.hash_of(round))), "approval.no_authority");
    }

    fn for_an_outsider_the_round_does_not_exist(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        assert_eq!(code(w.sign("outsider", round, Stage::ReviewFirst, &w.hash_of(round))), "not_found");
    }

    fn a_text_in_review_is_not_edited(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        w.submit(id).unwrap();
        assert_eq!(code(w.rewrite(id, "通知", "<p>改了</p>")), "article.in_review");
    }

    fn a_return_voids_the_signatures_and_opens_the_text(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 1);
        w.act("proof-one", |tx| cms::approval::return_to_author(tx, round, "写明起止钟点")).unwrap();
        w.rewrite(id, "通知", "<p>八点至十点</p>").unwrap();
        let again = w.submit(id).unwrap();
        assert_eq!(code(w.sign("proof-one", again, Stage::ProofFirst, &w.hash_of(again))), "approval.wrong_stage");
    }

    fn the_author_recalls_before_the_final_review_only(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 5);
        assert_eq!(code(w.act("editor", |tx| cms::approval::recall(tx, id, ""))), "approval.already_signed_off");
    }

    fn a_warning_is_answered_by_a_reviewer_before_he_signs(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>投资稳赚不赔是骗局。</p>");
        let round = w.submit(id).unwrap();
        let hash = w.hash_of(round);
        assert_eq!(code(w.sign("first", round, Stage::ReviewFirst, &hash)), "approval.open_warnings");
        let finding = w.findings(id)[0].id.clone();
        w.act("first", |tx| cms::proofing::request(&w.app, tx, id, &Asking::here(&finding, "引用的是骗局用语"))).unwrap();
        assert!(w.sign("first", round, Stage::ReviewFirst, &hash).is_ok());
    }

    fn a_blocking_finding_takes_two_people_to_waive(store) {
        let w = TestSite::new(store);
        let id = w.draft("云雀计划纪念馆开放通知", "<p>正文</p>");
        let finding = w.findings(id)[0].id.clone();
        let asked = w.act("editor", |tx| cms::proofing::request(&w.app, tx, id, &Asking::here(&finding, "馆名如此"))).unwrap();
        assert_eq!(code(w.act("editor", |tx| cms::proofing::agree(tx, asked.id))), "proofing.own_waiver");
        w.act("first", |tx| cms::proofing::agree(tx, asked.id)).unwrap();
        assert!(w.submit(id).is_ok());
    }

    fn a_link_into_the_inner_net_is_found_at_its_words(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>甲</p><p>请<a href=\"http://192.168.1.8/oa\">点此</a>办理。</p>");
        let text = w.app.read(|r| store::articles::draft(r, id)?.unwrap().text().map_err(Into::into)).unwrap();
        let found = w.app.proofing.check(&text, w.app.now().day()).findings;
        let link = found.iter().find(|f| f.rule == "link.private").unwrap();
        assert_eq!((link.field, link.block, link.start, link.found.as_str()), ("body", 1, 1, "点此"));
    }

    fn a_refused_act_is_recorded(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        w.sign("editor", round, Stage::ReviewFirst, &w.hash_of(round)).unwrap_err();
        let filter = store::audit::Filter { kind: Some("refused".into()), ..Default::default() };
        let entries = w.app.read(|r| Ok(store::audit::entries(r, &filter, 10)?)).unwrap();
        assert!(entries[0].0.payload.contains("approval.author_may_not_sign"));
    }

    fn a_changed_row_breaks_the_audit_chain(store) {
        let w = TestSite::new(store);
        w.published("停水通知");
        let chain = w.app.read(|r| Ok(store::audit::verify(r)?)).unwrap();
        assert_eq!((chain.broken_at, chain.unsealed), (None, 0));
        w.app.store.work(&w.context("admin"), |tx| store::audit::tamper(tx, 5)).unwrap();
        assert!(w.app.read(|r| Ok(store::audit::verify(r)?)).unwrap().broken_at.is_some());
    }
}
