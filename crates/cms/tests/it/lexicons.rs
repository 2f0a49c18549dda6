//! Word lists: two people, versions, conflicts, what a file would do, and engines that follow.

use cms::lexicons::{Opening, Proposal, agree, dry_run, open, propose, refuse};
use domain::LexiconId;
use domain::lexicons::{ChangeState, Kind, Mode, Row};
use store::lexicons::Change;
use testkit::{TestSite, on_both};

fn code<T>(outcome: cms::Outcome<T>) -> &'static str {
    outcome.err().map_or("done", |p| p.code)
}

fn row(severity: &str, word: &str) -> Row {
    [("category", "ad"), ("severity", severity), ("word", word)].map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

fn rule(name: &str, severity: &str) -> Row {
    [("rule", name), ("severity", severity), ("reason", "误报多")].map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

/// A new list of the platform.
fn list(w: &TestSite, code: &str, kind: Kind) -> LexiconId {
    w.act("keeper", |tx| Ok(open(tx, &Opening { code, title: code, kind, site: None })?.id)).unwrap()
}

fn ask(w: &TestSite, login: &str, list: LexiconId, base: i32, rows: &[Row], remove: &[&str]) -> cms::Outcome<Change> {
    let remove: Vec<String> = remove.iter().map(|key| (*key).to_owned()).collect();
    w.act(login, |tx| {
        propose(tx, list, Proposal { base_version: base, add: rows.to_vec(), remove: &remove, mode: Mode::Add, note: "" })
    })
}

/// Proposes as one keeper and agrees as the other.
fn put(w: &TestSite, list: LexiconId, base: i32, rows: &[Row]) -> Change {
    let change = ask(w, "keeper", list, base, rows, &[]).unwrap();
    w.act("other-keeper", |tx| agree(tx, change.id)).unwrap()
}

fn words(w: &TestSite, list: LexiconId) -> Vec<String> {
    w.app.read(|r| Ok(store::lexicons::rows(r, list)?.into_keys().collect())).unwrap()
}

fn run(w: &TestSite, list: LexiconId, file: &str, mode: Mode) -> serde_json::Value {
    let context = w.context("keeper");
    let told = w.app.read(|r| dry_run(r, &context.actor, list, file.as_bytes(), mode, context.now)).unwrap();
    serde_json::to_value(told).unwrap()
}

/// Rules that find something in a draft, after the engines caught up.
fn found(w: &TestSite, title: &str) -> Vec<String> {
    let id = w.draft(title, "<p>正文。</p>");
    w.app.read(|r| w.app.proofing.catch_up(r)).unwrap();
    w.findings(id).into_iter().map(|f| format!("{}:{}", f.severity, f.found)).collect()
}

on_both! {
    fn a_blocking_word_takes_two_people_and_a_hint_one(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        let hint = ask(&w, "keeper", list, 0, &[row("info", "最佳")], &[]).unwrap();
        assert_eq!((hint.state(), hint.number), (ChangeState::Agreed, Some(1)));
        let asked = ask(&w, "keeper", list, 1, &[row("block", "包赚")], &[]).unwrap();
        assert_eq!((asked.state(), words(&w, list).len()), (ChangeState::Proposed, 1));
        assert_eq!(code(w.act("keeper", |tx| agree(tx, asked.id))), "lexicon.own_change");
        assert_eq!(w.act("other-keeper", |tx| agree(tx, asked.id)).unwrap().number, Some(2));
        assert_eq!(code(w.act("other-keeper", |tx| agree(tx, asked.id))), "lexicon.decided");
        assert_eq!(words(&w, list), ["包赚", "最佳"]);
    }

    fn taking_a_blocking_word_out_takes_two_people(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("block", "包赚")]);
        assert_eq!(ask(&w, "keeper", list, 1, &[], &["包赚"]).unwrap().state(), ChangeState::Proposed);
        assert_eq!(ask(&w, "keeper", list, 1, &[row("info", "包赚")], &[]).unwrap().state(), ChangeState::Proposed);
    }

    fn a_refused_change_leaves_the_list_and_keeps_its_reason(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        let asked = ask(&w, "keeper", list, 0, &[row("warn", "包赚")], &[]).unwrap();
        assert_eq!(code(w.act("other-keeper", |tx| refuse(tx, asked.id, " "))), "invalid");
        let refused = w.act("other-keeper", |tx| refuse(tx, asked.id, "误伤太多")).unwrap();
        assert_eq!((refused.state(), refused.reason.as_deref()), (ChangeState::Refused, Some("误伤太多")));
        assert!(words(&w, list).is_empty());
        assert_eq!(code(w.act("other-keeper", |tx| agree(tx, asked.id))), "lexicon.decided");
    }

    fn every_version_is_found_again(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "甲方"), row("warn", "乙方")]);
        put(&w, list, 1, &[row("block", "甲方")]);
        let gone = ask(&w, "keeper", list, 2, &[], &["乙方"]).unwrap();
        w.act("other-keeper", |tx| agree(tx, gone.id)).unwrap();
        let at = |version| w.app.read(|r| Ok(store::lexicons::rows_at(r, list, version)?)).unwrap();
        assert_eq!((at(0).len(), at(1).len(), at(2).len(), at(3).len()), (0, 2, 2, 1));
        assert_eq!((at(1)["甲方"]["severity"].as_str(), at(2)["甲方"]["severity"].as_str()), ("warn", "block"));
    }

    fn two_changes_of_different_rows_both_come_into_force(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "甲方")]);
        let one = ask(&w, "keeper", list, 1, &[row("warn", "乙方")], &[]).unwrap();
        let two = ask(&w, "other-keeper", list, 1, &[row("block", "甲方")], &[]).unwrap();
        w.act("other-keeper", |tx| agree(tx, one.id)).unwrap();
        assert_eq!(w.act("keeper", |tx| agree(tx, two.id)).unwrap().number, Some(3));
        assert_eq!(words(&w, list), ["乙方", "甲方"]);
    }

    fn a_change_of_a_row_that_moved_is_refused_and_stays_as_proposed(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "甲方")]);
        let one = ask(&w, "keeper", list, 1, &[row("block", "甲方")], &[]).unwrap();
        let two = ask(&w, "other-keeper", list, 1, &[row("info", "甲方"), row("info", "丙方")], &[]).unwrap();
        w.act("other-keeper", |tx| agree(tx, one.id)).unwrap();
        assert_eq!(code(w.act("keeper", |tx| agree(tx, two.id))), "lexicon.conflict");
        let kept = w.app.read(|r| Ok((store::lexicons::change(r, two.id)?.unwrap(), store::lexicons::lexicon(r, list)?.unwrap()))).unwrap();
        assert_eq!((kept.0.state(), kept.1.version, words(&w, list).len()), (ChangeState::Proposed, 2, 1));
        assert_eq!(code(ask(&w, "keeper", list, 1, &[row("info", "甲方")], &[])), "lexicon.conflict");
    }

    fn a_wrong_row_is_named_and_nothing_is_proposed(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        let wrong = ask(&w, "keeper", list, 0, &[row("warn", "甲方"), row("high", "乙方")], &[]).unwrap_err();
        assert_eq!((wrong.code, wrong.extra["errors"][0]["row"].as_i64()), ("lexicon.bad_rows", Some(2)));
        put(&w, list, 0, &[row("warn", "計劃甲")]);
        assert_eq!(code(ask(&w, "keeper", list, 1, &[row("warn", "计划甲")], &[])), "lexicon.bad_rows");
        assert_eq!(code(ask(&w, "keeper", list, 1, &[row("warn", "計劃甲")], &[])), "lexicon.nothing_new");
        assert_eq!(code(ask(&w, "keeper", list, 9, &[row("warn", "乙方")], &[])), "invalid");
    }

    fn for_an_outsider_a_list_does_not_exist(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        let asked = ask(&w, "keeper", list, 0, &[row("warn", "甲方")], &[]).unwrap();
        for login in ["editor", "site-admin", "outsider"] {
            assert_eq!(code(ask(&w, login, list, 0, &[row("warn", "甲方")], &[])), "not_found", "{login}");
            assert_eq!(code(w.act(login, |tx| agree(tx, asked.id))), "not_found", "{login}");
        }
        assert_eq!(code(w.act("keeper", |tx| open(tx, &Opening { code: "gg", title: "又一个", kind: Kind::Words, site: None }))), "lexicon.code_taken");
    }

    fn a_dry_run_tells_errors_changes_and_hits_and_changes_nothing(store) {
        let w = TestSite::new(store);
        w.published("三季度理财产品稳稳当当");
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "甲方"), row("warn", "乙方")]);
        let told = run(&w, list, "分类,级别,词条\n广告,慎用,稳稳当当\n广告,高,丁方\nad,warn,甲方\n", Mode::Replace);
        assert_eq!((&told["rows"], &told["added"], &told["unchanged"], &told["removed"]), (&3.into(), &1.into(), &1.into(), &1.into()));
        assert_eq!((&told["errors"][0]["row"], &told["needs_second"], &told["severest"]), (&3.into(), &true.into(), &"warn".into()));
        let preview = &told["preview"];
        assert_eq!((&preview["articles"], &preview["hits"], &preview["per_1000"]), (&1.into(), &1.into(), &1000.into()));
        assert_eq!(preview["by_word"][0]["samples"][0]["found"], "稳稳当当");
        assert_eq!(words(&w, list).len(), 2);
    }

    fn what_a_wrong_line_names_is_not_taken_out(store) {
        let w = TestSite::new(store);
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "甲方")]);
        let told = run(&w, list, "category,severity,word\nad,high,甲方\nad,warn,乙方\n", Mode::Replace);
        assert_eq!((&told["removed"], &told["added"]), (&0.into(), &1.into()));
    }

    fn the_engines_follow_a_change_and_findings_name_the_version(store) {
        let w = TestSite::new(store);
        assert!(found(&w, "最佳方案").is_empty());
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("warn", "最佳方案")]);
        assert_eq!(found(&w, "最佳方案"), ["warn:最佳方案"]);
        let id = w.draft("又一个最佳方案", "<p>正文。</p>");
        let round = w.submit(id).unwrap();
        let version = w.app.read(|r| Ok(store::approval::round(r, round)?)).unwrap().unwrap().version_id;
        let kept = w.app.read(|r| Ok(store::proofing::kept(r, version)?)).unwrap();
        assert_eq!((kept[0].rule.as_str(), kept[0].folded.as_str()), ("ad", "最佳方案"));
        assert!(kept[0].engine.contains(";gg@1;") && kept[0].engine.contains(";测试词库@1"), "{}", kept[0].engine);
    }

    fn the_gate_waits_for_the_lists_of_now_and_typing_does_not(store) {
        let w = TestSite::new(store);
        let id = w.draft("最佳方案", "<p>正文。</p>");
        let list = list(&w, "gg", Kind::Words);
        put(&w, list, 0, &[row("block", "最佳方案")]);
        assert!(w.findings(id).is_empty());
        w.app.read(|r| w.app.proofing.refresh(r, &w.app.store)).unwrap();
        w.app.proofing.settle();
        assert_eq!(w.findings(id).len(), 1);
        put(&w, list, 1, &[row("block", "方案")]);
        assert_eq!(w.submit(id).unwrap_err().code, "approval.blocked");
    }

    fn a_site_s_own_list_holds_there_alone(store) {
        let w = TestSite::new(store);
        let own = |site| Opening { code: "own", title: "本站用语", kind: Kind::Words, site: Some(site) };
        assert_eq!(code(w.act("site-admin", |tx| open(tx, &own(w.portal)))), "not_found");
        let list = w.act("site-admin", |tx| Ok(open(tx, &own(w.bureau))?.id)).unwrap();
        let asked = ask(&w, "site-admin", list, 0, &[row("warn", "水管所")], &[]).unwrap();
        w.act("keeper", |tx| agree(tx, asked.id)).unwrap();
        assert_eq!(found(&w, "水管所搬迁"), ["warn:水管所"]);
        let here = cms::proofing::Setting { site: Some(w.portal), ..Default::default() };
        let text = testkit::site::text("水管所搬迁", "<p>正文。</p>");
        assert!(w.app.proofing.check(&text, &here, w.app.now().day()).findings.is_empty());
    }

    fn a_rule_is_graded_by_two_people_and_its_findings_follow(store) {
        let w = TestSite::new(store);
        let text = "稳赚不赔的说法";
        assert_eq!(found(&w, text), ["warn:稳赚不赔"]);
        let list = list(&w, "grades", Kind::Rules);
        put(&w, list, 0, &[rule("ad", "block")]);
        assert_eq!(found(&w, text), ["block:稳赚不赔"]);
        put(&w, list, 1, &[rule("ad", "off")]);
        assert!(found(&w, text).is_empty());
    }

    fn a_person_takes_two_people_and_a_full_row(store) {
        let w = TestSite::new(store);
        let list = list(&w, "leaders", Kind::Persons);
        let person = |cells: &[(&str, &str)]| cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Row>();
        assert_eq!(code(ask(&w, "keeper", list, 0, &[person(&[("person", "林远山")])], &[])), "lexicon.bad_rows");
        let asked = ask(&w, "keeper", list, 0, &[person(&[("person", "林远山"), ("title", "局长"), ("unit", "云溪市水务局")])], &[]).unwrap();
        assert_eq!((asked.state(), asked.severest.as_str()), (ChangeState::Proposed, "block"));
    }

    fn the_first_start_account_imports_alone_at_the_command_line_only(store) {
        let w = TestSite::new(store);
        let csv = "category,severity,word\nad,block,包赚\n";
        let change = w.act("admin", |tx| cms::lexicons::import_csv(tx, "命令行", csv)).unwrap();
        assert_eq!(change.number, Some(1));
        let mut context = w.context("admin");
        let mut actor = (*context.actor).clone();
        actor.kind = domain::identity::ActorKind::Person;
        context.actor = actor.into();
        let asked = w.app.write(&context, |tx| cms::lexicons::import_csv(tx, "网页", csv)).unwrap();
        assert_eq!(asked.state(), ChangeState::Proposed);
    }

    fn a_bad_file_is_refused_whole_and_names_its_line(store) {
        let w = TestSite::new(store);
        let refused = w.act("admin", |tx| cms::lexicons::import_csv(tx, "新", "category,severity,word\nad,warn,甲方\n\nad,高,乙方\n")).unwrap_err();
        assert!(refused.detail.starts_with("第 4 行") && refused.detail.contains("共 1 行有误"), "{}", refused.detail);
        assert!(w.app.read(|r| Ok(store::lexicons::by_code(r, "新")?)).unwrap().is_none());
    }
}

/// Two keepers agree to the same change at once: one does, the other is told.
#[test]
fn of_two_decisions_at_once_one_counts() {
    for (engine, store) in testkit::stores() {
        let w = TestSite::new(&store);
        let list = list(&w, "gg", Kind::Words);
        let asked = ask(&w, "admin", list, 0, &[row("warn", "甲方")], &[]);
        assert_eq!(asked.unwrap().number, Some(1), "the first-start account acts alone");
        let asked = ask(&w, "keeper", list, 1, &[row("warn", "乙方")], &[]).unwrap();
        let people = ["other-keeper", "admin"].map(|login| w.context(login));
        let outcomes: Vec<&str> = std::thread::scope(|scope| {
            let (app, id) = (&w.app, asked.id);
            let begun = people.each_ref().map(|context| scope.spawn(move || code(app.write(context, |tx| agree(tx, id)))));
            begun.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|o| **o == "done").count(), 1, "{engine}: {outcomes:?}");
        assert!(outcomes.contains(&"lexicon.decided"), "{engine}: {outcomes:?}");
        assert_eq!(w.app.read(|r| Ok(store::lexicons::lexicon(r, list)?.unwrap().version)).unwrap(), 2);
    }
}
