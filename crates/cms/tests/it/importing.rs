//! Migration batches.

use testkit::{TestSite, on_both};

fn line(n: usize, title: &str) -> String {
    format!(
        r#"{{"site":"old","column":"a/b","column_name":"旧闻","id":{n},"title":"{title}","body_html":"<p>第{n}篇正文。</p>","source":"旧站","published_at":"2020-01-0{n} 08:00","spare":1}}"#
    )
}

on_both! {
    fn a_published_batch_keeps_its_times_and_is_idempotent(store) {
        let w = TestSite::new(store);
        let lines = format!("{}\n{}\n", line(1, "旧闻一"), line(2, "旧闻二"));
        let report = w.import(&lines, true).unwrap();
        assert_eq!((report.published, report.unknown_keys, report.rejected), (2, 2, 0));
        w.work();
        assert!(w.page("old", "/a/b/index.html").unwrap().contains("2020-01-02"));
        let again = w.import(&lines, true).unwrap();
        assert_eq!((again.published, again.skipped), (0, 2));
    }

    fn a_changed_line_comes_in_as_a_draft(store) {
        let w = TestSite::new(store);
        w.import(&line(1, "旧闻一"), true).unwrap();
        let report = w.import(&line(1, "旧闻一改"), true).unwrap();
        assert_eq!((report.changed, report.published), (1, 0));
        w.work();
        assert!(!w.page("old", "/a/b/index.html").unwrap().contains("旧闻一改"));
    }

    fn a_bad_line_stays_out_with_number_and_reason(store) {
        let w = TestSite::new(store);
        let lines = format!("{}\n{{broken\n{}", line(1, "旧闻一"), r#"{"site":"old","column":"a","title":"没有正文"}"#);
        let report = w.import(&lines, true).unwrap();
        assert_eq!((report.published, report.rejected), (1, 2));
        let rejects = std::fs::read_to_string(w.app.data().join("batch.jsonl.rejects.jsonl")).unwrap();
        assert!(rejects.contains(r#""line":2"#) && rejects.contains("没有正文（body_html 或 body_md）"));
    }

    fn what_the_machine_check_blocks_comes_in_as_a_draft(store) {
        let w = TestSite::new(store);
        let report = w.import(&line(1, "云雀计划纪实"), true).unwrap();
        assert_eq!((report.published, report.drafts, report.blocked), (0, 1, 1));
    }

    fn an_old_address_of_the_site_leads_to_the_new_page(store) {
        let w = TestSite::new(store);
        let with_url = line(1, "旧闻一").replace("\"spare\":1", "\"source_url\":\"http://old.localhost/art/2020/1.htm?x=1\"");
        w.import(&with_url, true).unwrap();
        let site = w.app.read(|r| Ok(store::sites::site_by_code(r, "old")?)).unwrap().unwrap();
        let old = w.app.read(|r| Ok(store::publishing::address(r, site.id, "/art/2020/1.htm")?)).unwrap().unwrap();
        assert_eq!((old.kind.as_str(), old.target.as_deref()), ("redirect", Some("/a/b/2020/01/1.html")));
    }

    fn a_batch_as_published_needs_the_permission(store) {
        let w = TestSite::new(store);
        let file = w.app.data().join("x.jsonl");
        std::fs::write(&file, line(1, "旧闻一")).unwrap();
        let options = cms::import::Options { create: true, published: true, reason: "迁移".into() };
        let refused = cms::import::import_articles(&w.app, &w.context("editor"), &file, &options, &mut |_| {});
        assert_eq!(refused.unwrap_err().code, "forbidden");
    }

    fn an_editor_brings_no_drafts_into_another_site(store) {
        let w = TestSite::new(store);
        let file = w.app.data().join("x.jsonl");
        let line = r#"{"site":"www","column":"yw","title":"越界","body_html":"<p>正文</p>"}"#;
        std::fs::write(&file, line).unwrap();
        let options = cms::import::Options { create: false, published: false, reason: "导入".into() };
        let report = cms::import::import_articles(&w.app, &w.context("editor"), &file, &options, &mut |_| {}).unwrap();
        assert_eq!((report.drafts, report.rejected), (0, 1));
    }
}
