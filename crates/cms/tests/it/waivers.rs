//! Waivers: how far they reach, how long they last, who gives them, and that edits elsewhere leave them alone.

use cms::proofing::{Asking, agree, end, ignore, request};
use domain::proofing::{Preset, WaiverScope, WaiverState};
use domain::{DocumentId, Id};
use store::proofing::Waiver;
use testkit::{TestSite, on_both, sqlite};

fn code<T>(outcome: cms::Outcome<T>) -> &'static str {
    outcome.err().map_or("done", |p| p.code)
}

fn ask(w: &TestSite, login: &str, id: DocumentId, scope: WaiverScope) -> cms::Outcome<Waiver> {
    let finding = w.findings(id)[0].id.clone();
    w.act(login, |tx| request(&w.app, tx, id, &Asking { scope, ..Asking::here(&finding, "馆名如此") }))
}

/// A notice about a place whose name a list blocks.
fn blocked(w: &TestSite) -> DocumentId {
    w.draft("云雀计划纪念馆开放通知", "<p>正文。</p>")
}

fn stored(w: &TestSite, waiver: &Waiver) -> Waiver {
    w.app.read(|r| Ok(store::proofing::waiver(r, waiver.id)?)).unwrap().unwrap()
}

const DAY: i64 = 86_400;

on_both! {
    fn a_version_s_waiver_ends_with_the_next_save(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let asked = ask(&w, "editor", id, WaiverScope::Version).unwrap();
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        w.rewrite(id, "云雀计划纪念馆开放通知", "<p>改了一句。</p>").unwrap();
        assert_eq!(code(w.submit(id)), "approval.blocked");
        w.rewrite(id, "云雀计划纪念馆开放通知", "<p>正文。</p>").unwrap();
        assert!(w.submit(id).is_ok());
    }

    fn a_document_s_waiver_outlives_edits_elsewhere_and_not_in_its_context(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>请到云雀计划纪念馆报名。</p><p>另行通知。</p>");
        let asked = ask(&w, "editor", id, WaiverScope::Document).unwrap();
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        w.rewrite(id, "改过的通知", "<p>请到云雀计划纪念馆报名。</p><p>全都改了。</p><p>又加一段。</p>").unwrap();
        let round = w.submit(id).unwrap();
        assert_eq!(stored(&w, &asked).uses, 1);
        w.act("editor", |tx| cms::approval::recall(tx, id, "再改")).unwrap();
        w.rewrite(id, "通知", "<p>请到云雀计划陈列馆报名。</p>").unwrap();
        assert_eq!(code(w.submit(id)), "approval.blocked");
        assert_ne!(round, Id::from_uuid(Default::default()));
    }

    fn a_wide_waiver_takes_a_second_person_with_authority_there(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>谨防稳赚不赔的骗局。</p>");
        w.submit(id).unwrap();
        let asked = ask(&w, "first", id, WaiverScope::Site).unwrap();
        assert_eq!(asked.state(), WaiverState::Requested);
        assert_eq!(code(w.act("first", |tx| agree(tx, asked.id))), "proofing.own_waiver");
        assert_eq!(code(w.act("editor", |tx| agree(tx, asked.id))), "proofing.author_may_not_decide");
        assert_eq!(code(w.act("outsider", |tx| agree(tx, asked.id))), "not_found");
        assert_eq!(w.act("second", |tx| agree(tx, asked.id)).unwrap().state(), WaiverState::Agreed);
    }

    fn a_site_s_waiver_answers_the_word_in_another_article(store) {
        let w = TestSite::new(store);
        let asked = ask(&w, "editor", blocked(&w), WaiverScope::Site).unwrap();
        let other = w.draft("参观通知", "<p>周六到云雀计划纪念馆参观。</p>");
        assert_eq!(code(w.submit(other)), "approval.blocked");
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        assert!(w.submit(other).is_ok());
        assert_eq!(stored(&w, &asked).uses, 1);
    }

    fn what_is_missing_is_waived_one_by_one_in_its_own_article(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>分工如下：</p><table><tr><td>单位</td><td>联系人</td><td>电话</td></tr><tr><td>甲</td><td></td><td></td></tr><tr><td>乙</td><td>王某</td><td>6620117</td></tr><tr><td>丙</td><td>李某</td><td>6620118</td></tr><tr><td>丁</td><td>赵某</td><td>6620119</td></tr></table>");
        let mut ids: Vec<String> = w.findings(id).into_iter().filter(|f| f.found.is_empty()).map(|f| f.id).collect();
        let wide = |tx: &mut store::Tx| request(&w.app, tx, id, &Asking { scope: WaiverScope::Site, ..Asking::here(&ids[0], "本来就空") });
        assert_eq!(w.act("editor", wide).unwrap_err().fields[0].field, "scope");
        ids.dedup();
        assert_eq!(ids.len(), 2);
    }

    fn a_column_s_waiver_stops_at_the_column(store) {
        let w = TestSite::new(store);
        let asked = ask(&w, "editor", blocked(&w), WaiverScope::Column).unwrap();
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        let elsewhere = w.act("editor", |tx| {
            let id = cms::articles::create(tx, w.news, None)?;
            cms::articles::save_draft(tx, id, 1, &testkit::site::text("云雀计划动态", "<p>正文。</p>"))?;
            Ok(id)
        });
        assert_eq!(code(w.submit(elsewhere.unwrap())), "approval.blocked");
        assert!(w.submit(w.draft("云雀计划通知", "<p>正文。</p>")).is_ok());
    }

    fn whoever_keeps_the_lists_decides_for_the_whole_platform(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let asked = ask(&w, "editor", id, WaiverScope::Platform).unwrap();
        assert_eq!(code(w.act("first", |tx| agree(tx, asked.id))), "forbidden");
        assert_eq!(w.act("keeper", |tx| agree(tx, asked.id)).unwrap().state(), WaiverState::Agreed);
        assert!(w.submit(id).is_ok());
    }

    fn a_wide_waiver_runs_out_and_may_be_asked_for_again(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let asked = ask(&w, "editor", id, WaiverScope::Site).unwrap();
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        assert_eq!(code(ask(&w, "editor", id, WaiverScope::Site)), "proofing.decided");
        w.pass(180 * DAY);
        assert_eq!(code(w.submit(id)), "approval.blocked");
        assert_eq!(ask(&w, "editor", id, WaiverScope::Site).unwrap().state(), WaiverState::Requested);
    }

    fn an_ended_waiver_answers_nothing(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let asked = ask(&w, "editor", id, WaiverScope::Site).unwrap();
        w.act("first", |tx| agree(tx, asked.id)).unwrap();
        assert_eq!(code(w.act("first", |tx| end(tx, asked.id, ""))), "invalid");
        assert_eq!(code(w.act("site-admin", |tx| end(tx, asked.id, "不再需要"))), "forbidden");
        w.act("second", |tx| end(tx, asked.id, "馆已改名")).unwrap();
        assert_eq!(code(w.submit(id)), "approval.blocked");
        assert_eq!(code(w.act("second", |tx| end(tx, asked.id, "再一次"))), "proofing.not_in_force");
    }

    fn a_hint_is_passed_over_by_one_person_and_a_warning_is_not(store) {
        let w = TestSite::new(store);
        let hint = w.draft("通知", "<p>请各单位按时报名，，过时不候。</p>");
        let found = w.findings(hint);
        assert_eq!(found[0].severity, domain::proofing::Severity::Info, "{found:?}");
        let passed = w.act("editor", |tx| ignore(&w.app, tx, hint, &found[0].id)).unwrap();
        assert_eq!((passed.state(), passed.preset()), (WaiverState::Agreed, Some(Preset::Ignored)));
        let warned = w.draft("通知", "<p>谨防稳赚不赔的骗局。</p>");
        let warning = w.findings(warned)[0].id.clone();
        assert_eq!(code(w.act("editor", |tx| ignore(&w.app, tx, warned, &warning))), "proofing.not_a_hint");
    }

    fn what_the_law_wants_public_names_its_law(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let finding = w.findings(id)[0].id.clone();
        let ask = |reason: &str| {
            let asking = Asking { preset: Some(Preset::PublicDuty), ..Asking::here(&finding, reason) };
            code(w.act("editor", |tx| request(&w.app, tx, id, &asking)))
        };
        assert_eq!((ask("按规定"), ask("《政府信息公开条例》第十九条")), ("invalid", "done"));
    }

    fn a_refused_waiver_is_kept_and_may_be_asked_for_again(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        let asked = ask(&w, "editor", id, WaiverScope::Document).unwrap();
        w.act("first", |tx| cms::proofing::refuse(tx, asked.id)).unwrap();
        ask(&w, "editor", id, WaiverScope::Document).unwrap();
        assert_eq!(w.app.read(|r| Ok(store::proofing::waivers(r, id)?.len())).unwrap(), 2);
    }

    fn a_wide_waiver_counts_once_for_each_text_that_it_answers(store) {
        let w = TestSite::new(store);
        let id = blocked(&w);
        for (scope, judge) in [(WaiverScope::Document, "first"), (WaiverScope::Site, "first")] {
            let asked = ask(&w, "editor", id, scope).unwrap();
            w.act(judge, |tx| agree(tx, asked.id)).unwrap();
        }
        w.submit(id).unwrap();
        w.submit(w.draft("参观通知", "<p>周六到云雀计划纪念馆参观。</p>")).unwrap();
        let since = w.app.now().plus_seconds(-DAY);
        let rules = w.app.read(|r| Ok(store::lexicons::hits_by_rule(r, since)?)).unwrap();
        assert_eq!((rules[0].rule.as_str(), rules[0].documents, rules[0].tally.hits, rules[0].tally.waived), ("codename", 2, 2, 2));
        let entries = w.app.read(|r| Ok(store::lexicons::hits_by_entry(r, since)?)).unwrap();
        assert_eq!((entries[0].1.as_str(), entries[0].2.hits), ("云雀计划", 2));
    }

    fn a_rule_that_people_mostly_overrule_is_proposed_for_a_milder_grade(store) {
        let w = TestSite::new(store);
        let body: String = (0..50).map(|n| format!("<p>第{n}条：稳赚不赔是骗局。</p>")).collect();
        let id = w.draft("通知", &body);
        w.submit(id).unwrap();
        for finding in w.findings(id).iter().take(45) {
            w.act("first", |tx| request(&w.app, tx, id, &Asking::here(&finding.id, "引用骗局用语"))).unwrap();
        }
        let context = w.context("keeper");
        let rules = w.app.read(|r| cms::lexicons::rules(r, &context.actor, context.now)).unwrap();
        let row = serde_json::to_value(&rules[0]).unwrap();
        assert_eq!((&row["rule"], &row["hits"], &row["waived"], &row["precision"]), (&"ad".into(), &50.into(), &45.into(), &10.into()));
        assert_eq!((&row["severity"], &row["proposal"]["severity"]), (&"warn".into(), &"info".into()));
    }
}

/// Two judges decide the same waiver at once: one counts, the other is told.
#[test]
fn of_two_decisions_at_once_one_counts() {
    for (engine, store) in testkit::stores() {
        let w = TestSite::new(&store);
        let asked = ask(&w, "editor", blocked(&w), WaiverScope::Document).unwrap();
        let people = ["first", "second"].map(|login| w.context(login));
        let outcomes: Vec<&str> = std::thread::scope(|scope| {
            let (app, id) = (&w.app, asked.id);
            let begun = people
                .each_ref()
                .map(|context| scope.spawn(move || code(app.write(context, |tx| cms::proofing::refuse(tx, id)))));
            begun.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|o| **o == "done").count(), 1, "{engine}: {outcomes:?}");
        assert!(outcomes.contains(&"proofing.decided"), "{engine}: {outcomes:?}");
    }
}

/// The identities found in a text whose first paragraph surrounds the word as given.
fn identities(w: &TestSite, before: &str, after: &str, rest: &str) -> Vec<String> {
    let text = testkit::site::text("通知", &format!("<p>{before}云雀计划{after}</p><p>{rest}</p>"));
    let found = w.app.proofing.check(&text, &Default::default(), w.app.now().day()).findings;
    found.into_iter().filter(|f| f.found == "云雀计划").map(|f| f.id).collect()
}

#[test]
fn an_edit_elsewhere_keeps_a_finding_s_identity_and_one_in_its_context_does_not() {
    use proptest::prelude::*;
    let store = sqlite();
    let w = TestSite::new(&store);
    let near = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳";
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let far = "[一二三四五六]{0,30}";
    let strategy = (far, far, far, 0usize..16);
    let holds = runner.run(&strategy, |(ahead, behind, rest, at)| {
        let first = identities(&w, near, near, "原文");
        let moved = identities(&w, &format!("{ahead}{near}"), &format!("{near}{behind}"), &rest);
        prop_assert_eq!(&first, &moved);
        let changed: String = near.chars().enumerate().map(|(n, c)| if n == at { '改' } else { c }).collect();
        prop_assert!(identities(&w, &changed, near, &rest).iter().all(|id| !first.contains(id)));
        prop_assert!(identities(&w, near, &changed, &rest).iter().all(|id| !first.contains(id)));
        Ok(())
    });
    holds.unwrap();
}
