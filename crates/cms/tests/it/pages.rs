//! Page files that are not as they were drawn.

use cms::scanning::run;
use domain::scanning::ScanKind;
use store::live_findings::{Filter, LiveFinding, list};
use testkit::{TestSite, on_both};

fn scan(w: &TestSite) -> store::scans::Scan {
    w.pass(1);
    run(&w.app, &w.context("admin"), ScanKind::Pages, "test", &mut |_, _| {}).unwrap()
}

fn findings(w: &TestSite) -> Vec<LiveFinding> {
    let scope = w.context("site-admin").actor.scope(domain::identity::Permission::View, w.app.now());
    w.app.read(|r| Ok(list(r, &scope, &Filter::default(), 0, 100)?)).unwrap()
}

/// Puts `html` before the end of a page of the department.
fn slip_in(w: &TestSite, path: &str, html: &str) {
    let page = w.page("swj", path).unwrap().replace("</body>", &format!("{html}</body>"));
    std::fs::write(w.pages("swj").join(path.trim_start_matches('/')), page).unwrap();
}

on_both! {
    fn pages_as_they_were_drawn_are_sound(store) {
        let w = TestSite::new(store);
        w.published("停水通知");
        let done = scan(&w);
        assert!((done.done, done.found) == (done.total, 0) && done.total > 10);
    }

    fn a_hidden_link_is_named_and_the_site_s_administrator_answers(store) {
        let w = TestSite::new(store);
        w.published("停水通知");
        slip_in(&w, "/index.html", "<div style='display:none'><a href='https://bet.example/'>x</a></div>");
        scan(&w);
        let found = findings(&w);
        assert_eq!((found.len(), found[0].rule.as_str(), found[0].severity.as_str()), (1, "page.hidden_link", "block"));
        assert!(found[0].detail.contains("https://bet.example/（display:none）"), "{}", found[0].detail);
        assert_eq!(found[0].owner_id, w.context("site-admin").actor.user);
    }

    fn a_page_that_was_mended_closes_its_finding(store) {
        let w = TestSite::new(store);
        let path = w.path_of(w.published("停水通知"), w.bureau);
        slip_in(&w, &path, "<a href='https://bet.example/'>x</a>");
        scan(&w);
        cms::publishing::reconcile(&w.app, true).unwrap();
        cms::publishing::draw_all(&w.app, &mut |_| {}).unwrap();
        assert_eq!(scan(&w).closed, 1);
        assert_eq!(findings(&w)[0].state, "closed");
    }

    fn other_changes_and_missing_files_are_told(store) {
        let w = TestSite::new(store);
        let path = w.path_of(w.published("停水通知"), w.bureau);
        slip_in(&w, "/index.html", "<p>闲话</p>");
        std::fs::remove_file(w.pages("swj").join(path.trim_start_matches('/'))).unwrap();
        scan(&w);
        let mut rules: Vec<String> = findings(&w).into_iter().map(|f| f.rule).collect();
        rules.sort();
        assert_eq!(rules, ["page.altered", "page.missing"]);
    }

    fn a_page_that_waits_to_be_drawn_is_not_judged(store) {
        let w = TestSite::new(store);
        w.published("停水通知");
        slip_in(&w, "/index.html", "<p>闲话</p>");
        w.act("admin", |tx| cms::publishing::want_all(tx, w.bureau)).unwrap();
        assert!(cms::worker::work_kind(&w.app, "test", "none").is_ok());
        let begun = w.act("admin", |tx| cms::scanning::ask(&w.app, tx, ScanKind::Pages)).unwrap();
        cms::worker::work_kind(&w.app, "test", "scan").unwrap();
        assert_eq!(w.app.read(|r| Ok(store::scans::scan(r, begun.id)?)).unwrap().unwrap().found, 0);
    }
}
