//! Checking again what is public: what is found, who answers for it, and how it ends.

use cms::scanning::{self, run};
use domain::DocumentId;
use domain::scanning::{FindingState, ScanKind};
use store::live_findings::{self as rows, Filter, LiveFinding};
use testkit::{TestSite, on_both};

/// Replaces the word list of the fixture world.
fn words(w: &TestSite, csv_rows: &str) {
    let csv = format!("category,severity,word,suggestion\n{csv_rows}");
    w.act("admin", |tx| cms::lexicons::import_csv(tx, "测试词库", &csv).map(|_| ())).unwrap();
}

/// All findings that a person may see, as (state, words).
fn seen(w: &TestSite, login: &str) -> Vec<(String, String)> {
    let scope = w.context(login).actor.scope(domain::identity::Permission::View, w.app.now());
    let all = w.app.read(|r| Ok(rows::list(r, &scope, &Filter::default(), 0, 100)?)).unwrap();
    let found =
        |f: &LiveFinding| serde_json::from_str::<serde_json::Value>(&f.detail).unwrap()["found"].as_str().unwrap().to_owned();
    all.iter().map(|f| (f.state.clone(), found(f))).collect()
}

fn open_of(w: &TestSite, id: DocumentId) -> Vec<LiveFinding> {
    w.app.read(|r| Ok(rows::open_of(r, &[id])?)).unwrap()
}

/// Kinds of the scans that the hour began.
fn begun(w: &TestSite) -> Vec<String> {
    let all = w.app.read(|r| Ok(store::scans::newest(r, 9)?)).unwrap();
    let mut kinds: Vec<String> = all.into_iter().map(|s| s.kind).filter(|kind| kind != "lexicon").collect();
    kinds.sort();
    kinds
}

fn full(w: &TestSite) -> store::scans::Scan {
    w.pass(1);
    run(&w.app, &w.context("admin"), ScanKind::Full, "test", &mut |_, _| {}).unwrap()
}

on_both! {
    fn a_new_word_finds_what_is_public_and_names_who_answers(store) {
        let w = TestSite::new(store);
        let (hit, clean) = (w.published("关于白鹭工程的通知"), w.published("停水通知"));
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        let open = open_of(&w, hit);
        assert_eq!((open.len(), open[0].severity.as_str(), open[0].source.as_str()), (1, "block", "scan"));
        assert_eq!(open[0].owner_id, w.context("editor").actor.user);
        assert!(open_of(&w, clean).is_empty());
    }

    fn the_same_problem_is_told_once(store) {
        let w = TestSite::new(store);
        w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        assert_eq!(full(&w).found, 0);
        assert_eq!(seen(&w, "editor").len(), 1);
    }

    fn a_finding_that_is_gone_closes_by_itself(store) {
        let w = TestSite::new(store);
        let id = w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        w.rewrite(id, "关于供水改造的通知", "<p>正文</p>").unwrap();
        w.publish(id);
        assert_eq!(seen(&w, "editor"), [("closed".into(), "白鹭工程".into())]);
    }

    fn a_word_taken_off_the_list_closes_its_findings(store) {
        let w = TestSite::new(store);
        w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        words(&w, "codename,block,云雀计划,改为公开名称\n");
        w.work();
        assert_eq!(seen(&w, "editor"), [("closed".into(), "白鹭工程".into())]);
    }

    fn an_agreed_waiver_ends_the_finding_as_waived(store) {
        let w = TestSite::new(store);
        let id = w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        let finding = open_of(&w, id)[0].identity.clone();
        let asked = w.act("editor", |tx| cms::proofing::request(&w.app, tx, id, &finding, "馆名如此")).unwrap();
        w.act("first", |tx| cms::proofing::agree(tx, asked.id)).unwrap();
        w.work();
        assert_eq!(seen(&w, "editor"), [("waived".into(), "白鹭工程".into())]);
    }

    fn a_withdrawn_text_has_no_open_findings(store) {
        let w = TestSite::new(store);
        let id = w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        w.act("final", |tx| cms::publishing::withdraw(tx, id, "内容错误", "名称有误")).unwrap();
        w.work();
        assert!(open_of(&w, id).is_empty());
    }

    fn a_daily_scan_looks_at_what_changed_since_the_last(store) {
        let w = TestSite::new(store);
        w.published("第一篇");
        scanning::keep_time(&w.app).unwrap();
        for expected in [1, 0] {
            w.pass(24 * 3600);
            scanning::keep_time(&w.app).unwrap();
            w.work();
            let last = w.app.read(|r| Ok(store::scans::last_done(r, &[ScanKind::Daily])?)).unwrap().unwrap();
            assert_eq!((last.total, last.done), (expected, expected));
        }
    }

    fn scans_begin_at_their_hour_once(store) {
        let w = TestSite::new(store);
        scanning::keep_time(&w.app).unwrap();
        w.pass(17 * 3600);
        scanning::keep_time(&w.app).unwrap();
        assert!(begun(&w).is_empty());
        w.pass(1800);
        scanning::keep_time(&w.app).unwrap();
        scanning::keep_time(&w.app).unwrap();
        assert_eq!(begun(&w), ["daily"]);
    }

    fn sunday_brings_a_full_scan_and_one_of_the_pages(store) {
        let w = TestSite::new(store);
        scanning::keep_time(&w.app).unwrap();
        w.pass(2 * 24 * 3600);
        scanning::keep_time(&w.app).unwrap();
        assert_eq!(begun(&w), ["daily", "full", "pages"]);
    }

    fn one_scan_of_a_kind_runs_at_a_time(store) {
        let w = TestSite::new(store);
        w.act("admin", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).unwrap();
        let again = w.act("admin", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).unwrap_err();
        assert_eq!(again.code, "scan.running");
        w.work();
        assert!(w.act("admin", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).is_ok());
    }

    fn an_editor_may_not_ask_for_a_scan(store) {
        let w = TestSite::new(store);
        assert_eq!(w.act("editor", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).unwrap_err().code, "forbidden");
    }

    fn a_killed_scan_goes_on_behind_its_last_batch(store) {
        let w = TestSite::new(store);
        let lines: String = (0..120).map(|n| line(n, "正文")).collect();
        w.import(&lines, true).unwrap();
        w.work();
        let scan = w.act("admin", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).unwrap();
        // An urgent job that waits makes the scan stop after its first batch, as a kill would.
        w.act("admin", |tx| {
            store::jobs::enqueue(tx, &domain::job::Job::Index, domain::job::Lane::Urgent)?;
            Ok(tx.record(domain::event::Event::PlatformCreated)?)
        }).unwrap();
        cms::worker::work_kind(&w.app, "killed", "scan").unwrap();
        let half = w.app.read(|r| Ok(store::scans::scan(r, scan.id)?)).unwrap().unwrap();
        assert_eq!((half.state.as_str(), half.done), ("running", 50));
        w.work();
        let whole = w.app.read(|r| Ok(store::scans::scan(r, scan.id)?)).unwrap().unwrap();
        assert_eq!((whole.state.as_str(), whole.done, whole.total), ("done", 120, 120));
    }

    fn a_batch_of_a_worker_that_was_overtaken_counts_nothing(store) {
        let w = TestSite::new(store);
        let scan = w.act("admin", |tx| scanning::ask(&w.app, tx, ScanKind::Full)).unwrap();
        let step = store::scans::Step { position: "x".into(), done: 5, worked_ms: 0 };
        let advance = || w.app.store.work(&w.context("admin"), |tx| store::scans::advance(tx, &scan, &step)).unwrap();
        assert_eq!((advance(), advance()), (true, false));
    }

    fn what_a_stranger_s_site_has_is_not_shown(store) {
        let w = TestSite::new(store);
        w.published("关于白鹭工程的通知");
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        assert_eq!((seen(&w, "editor").len(), seen(&w, "outsider").len()), (1, 0));
    }

    fn a_held_text_goes_live_when_its_finding_is_waived(store) {
        let w = TestSite::new(store);
        let id = held(&w);
        let finding = open_of(&w, id)[0].clone();
        assert_eq!((finding.source.as_str(), finding.severity.as_str()), ("page", "block"));
        assert!(w.app.read(|r| Ok(store::publishing::live(r, id)?)).unwrap().is_none());
        let asked = w.act("editor", |tx| cms::proofing::request(&w.app, tx, id, &finding.identity, "馆名如此")).unwrap();
        w.act("first", |tx| cms::proofing::agree(tx, asked.id)).unwrap();
        w.work();
        assert!(w.page("swj", &w.path_of(id, w.bureau)).unwrap().contains("白鹭工程"));
        assert!(open_of(&w, id).is_empty());
    }

    fn a_held_text_goes_live_when_the_list_moves_on(store) {
        let w = TestSite::new(store);
        let id = held(&w);
        words(&w, "codename,block,云雀计划,改为公开名称\n");
        w.work();
        assert!(w.page("swj", &w.path_of(id, w.bureau)).is_some() && open_of(&w, id).is_empty());
    }

    fn a_new_version_takes_the_place_of_a_held_one(store) {
        let w = TestSite::new(store);
        let id = held(&w);
        w.rewrite(id, "关于供水改造的通知", "<p>正文</p>").unwrap();
        w.publish(id);
        assert!(w.page("swj", &w.path_of(id, w.bureau)).unwrap().contains("供水改造"));
        assert!(open_of(&w, id).is_empty());
    }

    fn what_was_live_stays_while_its_next_version_is_held(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        w.rewrite(id, "关于白鹭工程的通知", "<p>正文</p>").unwrap();
        let round = w.submit(id).unwrap();
        w.sign_through(round, 6);
        words(&w, "codename,block,白鹭工程,改为公开名称\n");
        w.work();
        assert!(w.page("swj", &w.path_of(id, w.bureau)).unwrap().contains("停水通知"));
        assert_eq!(open_of(&w, id)[0].source, "page");
        full(&w);
        assert_eq!(open_of(&w, id)[0].state, FindingState::Open.name());
    }

    fn a_held_text_tells_so_once(store) {
        let w = TestSite::new(store);
        let id = held(&w);
        w.app.store.work(&w.context("admin"), |tx| {
            store::jobs::enqueue(tx, &domain::job::Job::Publish { document: id }, domain::job::Lane::Urgent)
        }).unwrap();
        w.work();
        let filter = store::audit::Filter { kind: Some("publication_held".into()), ..Default::default() };
        assert_eq!(w.app.read(|r| Ok(store::audit::entries(r, &filter, 10)?)).unwrap().len(), 1);
    }
}

/// An article that was signed by all and held back by a word that was listed meanwhile.
fn held(w: &TestSite) -> DocumentId {
    let id = w.draft("关于白鹭工程的通知", "<p>正文</p>");
    let round = w.submit(id).unwrap();
    w.sign_through(round, 6);
    words(w, "codename,block,白鹭工程,改为公开名称\n");
    w.work();
    id
}

fn line(n: usize, body: &str) -> String {
    format!(
        "{{\"id\":\"d{n}\",\"site\":\"swj\",\"column\":\"tzgg\",\"title\":\"通知第{n}号\",\"body_html\":\"<p>{body}</p>\",\"published_at\":\"2026-11-01 09:00\"}}\n"
    )
}
