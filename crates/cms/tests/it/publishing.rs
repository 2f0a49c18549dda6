//! One notice's life in public.

use testkit::{TestSite, on_both};

on_both! {
    fn six_signatures_bring_page_list_home_feed_and_search_hit(store) {
        let w = TestSite::new(store);
        let id = w.published("城东片区停水通知");
        let path = w.path_of(id, w.bureau);
        assert!(path.starts_with("/tzgg/2026/11/"));
        for page in [path.as_str(), "/tzgg/index.html", "/index.html", "/tzgg/feed.xml"] {
            assert!(w.page("swj", page).unwrap().contains("城东片区停水通知"), "{page}");
        }
        assert_eq!(w.found("城东片区停水"), ["城东片区停水通知"]);
        assert!(w.page("swj", "/sitemap-0.xml").unwrap().contains(&path));
    }

    fn nothing_is_public_before_the_sixth_signature(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 5);
        w.work();
        assert!(!w.page("swj", "/tzgg/index.html").unwrap().contains("停水通知"));
        assert!(w.found("停水通知").is_empty());
    }

    fn the_portal_carries_what_its_receiver_accepted(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let placement = w.propose_to_portal(id);
        w.publish(id);
        assert!(!w.page("www", "/yw/index.html").unwrap().contains("停水通知"));
        w.accept(placement, id).unwrap();
        w.work();
        assert!(w.page("www", "/yw/index.html").unwrap().contains("停水通知"));
        assert!(w.page("www", &w.path_of(id, w.portal)).unwrap().contains("停水通知"));
    }

    fn an_edit_leaves_the_live_page_up_until_its_own_signatures(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let path = w.path_of(id, w.bureau);
        w.rewrite(id, "停水通知（更新）", "<p>改到十点。</p>").unwrap();
        let round = w.submit(id).unwrap();
        w.sign_through(round, 5);
        w.work();
        assert!(!w.page("swj", &path).unwrap().contains("更新"));
        w.sign("proof-three", round, domain::approval::Stage::ProofThird, &w.hash_of(round)).unwrap();
        w.work();
        assert!(w.page("swj", &path).unwrap().contains("停水通知（更新）"));
        assert!(w.page("swj", "/tzgg/index.html").unwrap().contains("停水通知（更新）"));
    }

    fn a_withdrawal_removes_page_lists_portal_copy_and_search_hit(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let placement = w.propose_to_portal(id);
        w.publish(id);
        w.accept(placement, id).unwrap();
        w.work();
        let (own, copy) = (w.path_of(id, w.bureau), w.path_of(id, w.portal));
        w.act("final", |tx| cms::publishing::withdraw(tx, id, "内容错误", "时间写错")).unwrap();
        assert!(w.found("停水通知").is_empty(), "gone before the index follows");
        w.work();
        for (site, page) in [("swj", own.as_str()), ("www", copy.as_str())] {
            assert_eq!(w.page(site, page), None);
            assert!(w.page(site, &format!("/gone{page}")).unwrap().contains("停水通知"));
        }
        for (site, page) in [("swj", "/tzgg/index.html"), ("swj", "/index.html"), ("www", "/yw/index.html"), ("swj", "/sitemap-0.xml")] {
            let html = w.page(site, page).unwrap();
            assert!(!html.contains("停水通知") && !html.contains(&own), "{page}");
        }
    }

    fn a_withdrawn_text_comes_back_to_its_old_address(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let path = w.path_of(id, w.bureau);
        w.act("final", |tx| cms::publishing::withdraw(tx, id, "失效", "已恢复供水")).unwrap();
        w.rewrite(id, "停水通知（重发）", "<p>再次停水。</p>").unwrap();
        w.publish(id);
        assert_eq!(w.path_of(id, w.bureau), path);
        assert!(w.page("swj", &path).unwrap().contains("重发"));
        assert_eq!(w.page("swj", &format!("/gone{path}")), None);
    }

    fn first_publication_time_never_changes(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let before = w.app.read(|r| Ok(store::articles::article(r, id)?)).unwrap().unwrap().published_at;
        w.pass(86_400);
        w.rewrite(id, "停水通知", "<p>改了。</p>").unwrap();
        w.publish(id);
        assert_eq!(w.app.read(|r| Ok(store::articles::article(r, id)?)).unwrap().unwrap().published_at, before);
    }

    fn a_page_changed_by_hand_is_found_and_repaired(store) {
        let w = TestSite::new(store);
        let path = w.path_of(w.published("停水通知"), w.bureau);
        let file = w.pages("swj").join(path.trim_start_matches('/'));
        std::fs::write(&file, "改过的页面").unwrap();
        std::fs::write(w.pages("swj").join("foreign.html"), "外来").unwrap();
        let found = cms::publishing::reconcile(&w.app, true).unwrap();
        let kinds: Vec<&str> = found.iter().map(|m| m.kind).collect();
        assert_eq!(kinds, ["changed", "foreign"]);
        cms::publishing::draw_all(&w.app, &mut |_| {}).unwrap();
        assert!(std::fs::read_to_string(&file).unwrap().contains("停水通知"));
        assert_eq!(cms::publishing::reconcile(&w.app, false).unwrap(), []);
    }

    fn a_column_moved_away_and_back_leads_nowhere_in_a_circle(store) {
        let w = TestSite::new(store);
        let moved = |parent| w.act("site-admin", |tx| cms::sites::move_column(tx, w.notices, parent, 0)).unwrap();
        moved(Some(w.news));
        moved(None);
        let first = w.app.read(|r| Ok(store::publishing::address(r, w.bureau, "/tzgg/index.html")?)).unwrap();
        assert!(first.is_none_or(|a| a.kind != "redirect"));
    }

    fn a_moved_column_leaves_redirects_and_articles_keep_their_address(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let path = w.path_of(id, w.bureau);
        w.act("site-admin", |tx| cms::sites::move_column(tx, w.notices, Some(w.news), 0)).unwrap();
        w.work();
        assert!(w.page("swj", "/gzdt/tzgg/index.html").unwrap().contains("停水通知"));
        assert_eq!(w.page("swj", "/tzgg/index.html"), None);
        assert!(w.page("swj", &path).is_some());
        let old = w.app.read(|r| Ok(store::publishing::address(r, w.bureau, "/tzgg/index.html")?)).unwrap().unwrap();
        assert_eq!(old.target.as_deref(), Some("/gzdt/tzgg/index.html"));
    }
}

on_both! {
    fn a_pin_ends_with_its_time(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let home = w.app.read(|r| Ok(store::placements::of_document(r, id)?)).unwrap()[0].id;
        let until = Some(w.app.now().plus_hours(1));
        w.act("site-admin", |tx| cms::articles::arrange(tx, home, None, until)).unwrap();
        w.work();
        let pinned = w.page("swj", "/tzgg/index.html").unwrap();
        w.pass(7200);
        w.work();
        assert_ne!(w.page("swj", "/tzgg/index.html").unwrap(), pinned);
    }
}
