//! What is taken off stays off, whatever happened shortly before.

use testkit::{TestSite, on_both};

fn withdraw(w: &TestSite, id: domain::DocumentId) {
    w.act("final", |tx| cms::publishing::withdraw(tx, id, "内容错误", "时间写错")).unwrap();
}

on_both! {
    fn the_notice_of_a_withdrawn_page_shows_the_signed_title(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let path = w.path_of(id, w.bureau);
        w.rewrite(id, "没有人签过的标题", "<p>新的正文。</p>").unwrap();
        withdraw(&w, id);
        w.work();
        let notice = w.page("swj", &format!("/gone{path}")).unwrap();
        assert!(notice.contains("停水通知") && !notice.contains("没有人签过的标题"));
    }

    fn a_pinned_row_of_an_old_page_goes_with_its_text(store) {
        let w = TestSite::new(store);
        let line = |n: i32| format!(r#"{{"site":"swj","column":"gzdt","id":{n},"title":"动态第{n}号","body_html":"<p>正文</p>","published_at":"2026-10-{:02} 09:00"}}"#, n);
        w.import(&(1..=30).map(line).collect::<Vec<_>>().join("\n"), true).unwrap();
        let (id, _) = w.app.read(|r| Ok(store::imports::find(r, "import", "swj", "1")?)).unwrap().unwrap();
        let home = w.app.read(|r| Ok(store::placements::of_document(r, id)?)).unwrap().remove(0);
        let until = w.app.now().plus_hours(100);
        w.act("site-admin", |tx| cms::articles::arrange(tx, home.id, None, Some(until))).unwrap();
        w.work();
        assert!(w.page("swj", "/gzdt/index.html").unwrap().contains("动态第1号"));
        withdraw(&w, id);
        w.work();
        assert!(!w.page("swj", "/gzdt/index.html").unwrap().contains("动态第1号"));
    }

    fn of_two_decisions_at_once_the_first_stands(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let placement = w.propose_to_portal(id);
        std::thread::scope(|at_once| {
            let late = w.act("receiver", |tx| {
                cms::articles::refuse(tx, placement, "本栏目不收")?;
                Ok(at_once.spawn(|| w.accept(placement, id)))
            });
            let second = late.unwrap().join().unwrap();
            assert_eq!(second.expect_err("a refusal").code, "placement.decided");
        });
    }

    fn a_placement_taken_back_just_before_is_withdrawn_too(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let placement = w.propose_to_portal(id);
        w.publish(id);
        w.accept(placement, id).unwrap();
        w.work();
        w.act("editor", |tx| cms::articles::unplace(tx, placement)).unwrap();
        withdraw(&w, id);
        w.work();
        assert!(!w.page("www", "/yw/index.html").unwrap().contains("停水通知"));
    }

    fn a_placement_taken_back_before_the_last_signature_comes_down_with_it(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let placement = w.propose_to_portal(id);
        w.publish(id);
        w.accept(placement, id).unwrap();
        w.work();
        w.rewrite(id, "停水通知", "<p>改到十点。</p>").unwrap();
        let round = w.submit(id).unwrap();
        w.act("editor", |tx| cms::articles::unplace(tx, placement)).unwrap();
        w.sign_through(round, 6);
        w.work();
        assert!(!w.page("www", "/yw/index.html").unwrap().contains("停水通知"));
    }

    fn a_withdrawal_after_the_last_signature_holds(store) {
        let w = TestSite::new(store);
        let id = w.published("停水通知");
        let path = w.path_of(id, w.bureau);
        w.rewrite(id, "停水通知", "<p>改到十点。</p>").unwrap();
        let round = w.submit(id).unwrap();
        w.sign_through(round, 6);
        withdraw(&w, id);
        w.work();
        assert_eq!(w.page("swj", &path), None);
    }

    fn who_edits_after_the_last_signature_stays_an_author(store) {
        let w = TestSite::new(store);
        let id = w.draft("停水通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 6);
        w.rewrite(id, "停水通知", "<p>改到十点。</p>").unwrap();
        w.work();
        let draft = w.app.read(|r| Ok(store::articles::draft(r, id)?)).unwrap().unwrap();
        assert_eq!(draft.editors().unwrap().len(), 1);
    }

    fn a_renamed_parent_site_is_named_on_the_pages_of_its_children(store) {
        let w = TestSite::new(store);
        let mut portal = w.app.read(|r| Ok(store::sites::site(r, w.portal)?)).unwrap().unwrap();
        portal.name = "云溪市人民政府门户".into();
        let base = portal.revision;
        w.act("admin", |tx| cms::sites::change_site(tx, &portal, base)).unwrap();
        w.work();
        assert!(w.page("swj", "/tzgg/index.html").unwrap().contains("云溪市人民政府门户"));
    }

    fn a_file_is_served_as_what_it_is_not_as_it_is_called(store) {
        let w = TestSite::new(store);
        let kept = cms::assets::keep(&w.app, &w.context("editor"), "说明.txt", b"<script src=x.js></script>").unwrap();
        let id = w.draft("停水通知", "<p>正文</p>");
        let file = domain::text::AssetUse { sha256: kept.sha256, name: "页面.html".into(), alt: String::new(), role: domain::text::AssetRole::Attachment };
        let text = domain::text::Text { assets: vec![file], ..testkit::site::text("停水通知", "<p>正文</p>") };
        w.act("editor", |tx| cms::articles::save_draft(tx, id, 2, &text).map(|_| ())).unwrap();
        w.publish(id);
        let html = w.page("swj", &w.path_of(id, w.bureau)).unwrap();
        assert!(html.contains("页面.html.txt") && !html.contains("页面.html\""));
    }
}
