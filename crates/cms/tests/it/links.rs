//! Links of public texts that lead out.

use cms::scanning::{check_links, keep_time};
use domain::DocumentId;
use domain::scanning::{Fault, Reached};
use std::sync::{Arc, Mutex};
use store::links::{Filter, Link, list};
use testkit::{TestSite, TestStore, on_both};

/// Addresses that were asked.
type Asked = Arc<Mutex<Vec<String>>>;

/// The world with a network that answers as told.
fn world(store: &TestStore, answer: impl Fn(&str) -> Reached + Send + Sync + 'static) -> (TestSite, Asked) {
    let mut w = TestSite::new(store);
    let asked = Asked::default();
    let noted = asked.clone();
    w.app.probe = Arc::new(move |url| {
        noted.lock().unwrap().push(url.to_string());
        answer(url.as_str())
    });
    (w, asked)
}

fn with_links(w: &TestSite, links: &[&str]) -> DocumentId {
    let body: String = links.iter().map(|l| format!("<p><a href=\"{l}\">链接</a></p>")).collect();
    let id = w.draft("办事指南", &body);
    w.publish(id);
    id
}

/// As many rounds as it takes until nothing is due within the next hour.
fn look(w: &TestSite, rounds: usize) {
    for _ in 0..rounds {
        check_links(&w.app).unwrap();
        w.pass(1800);
    }
}

fn links(w: &TestSite, login: &str) -> Vec<Link> {
    let scope = w.context(login).actor.scope(domain::identity::Permission::View, w.app.now());
    w.app.read(|r| Ok(list(r, &scope, &Filter::default(), 0, 100)?)).unwrap()
}

fn open(w: &TestSite, id: DocumentId) -> Vec<String> {
    let rows = w.app.read(|r| Ok(store::live_findings::open_of(r, &[id])?)).unwrap();
    rows.into_iter().map(|f| f.rule).collect()
}

on_both! {
    fn a_dead_link_is_a_finding_after_the_second_look(store) {
        let (w, _) = world(store, |_| Reached::Answer { status: 404 });
        let id = with_links(&w, &["https://gone.example/a"]);
        look(&w, 1);
        assert!(open(&w, id).is_empty());
        look(&w, 1);
        assert_eq!(open(&w, id), ["link.broken"]);
        assert_eq!(links(&w, "editor")[0].why, "页面已不存在");
    }

    fn a_link_that_was_mended_closes_its_finding_after_two_looks(store) {
        let dead = Arc::new(Mutex::new(true));
        let now = dead.clone();
        let (w, _) = world(store, move |_| if *now.lock().unwrap() { Reached::Failed(Fault::Name) } else { Reached::Answer { status: 200 } });
        let id = with_links(&w, &["https://gone.example/a"]);
        look(&w, 2);
        *dead.lock().unwrap() = false;
        w.pass(24 * 3600);
        look(&w, 1);
        assert_eq!(open(&w, id), ["link.broken"]);
        look(&w, 1);
        assert!(open(&w, id).is_empty());
    }

    fn every_document_with_a_dead_link_is_told(store) {
        let (w, asked) = world(store, |_| Reached::Answer { status: 410 });
        let both = [with_links(&w, &["https://gone.example/a#x"]), with_links(&w, &["https://gone.example/a"])];
        look(&w, 2);
        assert!(both.iter().all(|id| open(&w, *id) == ["link.broken"]));
        assert_eq!(*asked.lock().unwrap(), ["https://gone.example/a", "https://gone.example/a"]);
    }

    fn a_text_that_comes_later_with_a_dead_link_is_told_at_once(store) {
        let (w, _) = world(store, |_| Reached::Answer { status: 410 });
        with_links(&w, &["https://gone.example/a"]);
        look(&w, 2);
        let later = with_links(&w, &["https://gone.example/a"]);
        assert_eq!(open(&w, later), ["link.broken"]);
    }

    fn a_link_that_was_taken_out_is_forgotten(store) {
        let (w, _) = world(store, |_| Reached::Answer { status: 404 });
        let id = with_links(&w, &["https://gone.example/a"]);
        look(&w, 2);
        w.rewrite(id, "办事指南", "<p>正文</p>").unwrap();
        w.publish(id);
        assert!(open(&w, id).is_empty() && links(&w, "editor").is_empty());
    }

    fn a_host_is_asked_no_more_than_its_budget_in_a_round(store) {
        let (w, asked) = world(store, |_| Reached::Answer { status: 200 });
        let many: Vec<String> = (0..20).map(|n| format!("https://one.example/{n}")).collect();
        let mut all: Vec<&str> = many.iter().map(String::as_str).collect();
        all.push("https://other.example/");
        with_links(&w, &all);
        assert_eq!(check_links(&w.app).unwrap(), w.app.setup.watch.links_per_host + 1);
        assert_eq!(asked.lock().unwrap().iter().filter(|a| a.contains("one.example")).count(), w.app.setup.watch.links_per_host);
    }

    fn a_round_begins_at_most_once_a_minute(store) {
        let (w, _) = world(store, |_| Reached::Answer { status: 200 });
        with_links(&w, &["https://one.example/"]);
        let round = || {
            keep_time(&w.app).unwrap();
            cms::worker::work_kind(&w.app, "test", "links").unwrap()
        };
        assert!(round());
        with_links(&w, &["https://two.example/"]);
        assert_eq!((round(), { w.pass(60); round() }), (false, true));
    }

    fn own_sites_mail_and_scripts_are_not_asked(store) {
        let (w, asked) = world(store, |_| Reached::Answer { status: 200 });
        with_links(&w, &["https://www.yunxi.example/yw/", "/tzgg/", "mailto:a@b.example", "https://far.example/"]);
        look(&w, 1);
        assert_eq!(*asked.lock().unwrap(), ["https://far.example/"]);
    }

    fn a_stranger_sees_no_links_of_others(store) {
        let (w, _) = world(store, |_| Reached::Answer { status: 200 });
        with_links(&w, &["https://far.example/"]);
        assert_eq!((links(&w, "editor").len(), links(&w, "outsider").len()), (1, 0));
    }
}
