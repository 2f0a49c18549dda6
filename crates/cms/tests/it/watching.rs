//! Scans, findings of live texts and links over HTTP: what each may see, and what the screens are told.

use crate::http::{ask, log_in, world};
use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use serde_json::Value;
use testkit::TestSite;

fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(&format!("/api/v1/{path}"))
}

/// A published text with a word that was listed afterwards, found by the scan that follows.
fn found(w: &TestSite) {
    w.published("关于白鹭工程的通知");
    let csv = "category,severity,word,suggestion\ncodename,block,白鹭工程,改为公开名称\n";
    w.act("admin", |tx| cms::lexicons::import_csv(tx, "测试词库", csv).map(|_| ())).unwrap();
    w.work();
}

#[actix_web::test]
async fn a_finding_is_shown_with_its_text_its_owner_and_its_answer() {
    let (_store, w) = world();
    found(&w);
    let (_, _, seen) = ask(&w, "editor", get("live-findings?state=open&mine=1")).await;
    let one = &seen["findings"][0];
    assert_eq!((&seen["total"], &seen["counts"]["block"], &one["owner"]), (&1.into(), &1.into(), &"editor".into()));
    assert_eq!((&one["finding"]["found"], &one["finding"]["waiver"]), (&"白鹭工程".into(), &Value::Null));
    assert!(one["url"].as_str().unwrap().starts_with("https://swj.yunxi.example/tzgg/"));
}

#[actix_web::test]
async fn filters_narrow_and_wrong_words_are_told() {
    let (_store, w) = world();
    found(&w);
    for (query, total) in [("severity=warn", 0), ("source=scan", 1), ("state=closed", 0), ("page=2", 1), ("state=", 1)] {
        assert_eq!(ask(&w, "editor", get(&format!("live-findings?{query}"))).await.2["total"], total, "{query}");
    }
    assert_eq!(ask(&w, "editor", get("live-findings?state=none")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn a_stranger_finds_nothing_and_the_unit_is_told_on_its_workbench() {
    let (_store, w) = world();
    found(&w);
    assert_eq!(ask(&w, "outsider", get("live-findings")).await.2["total"], 0);
    let bench = ask(&w, "editor", get("workbench")).await.2;
    assert_eq!(bench["alerts"][0]["text"], "复查发现 1 处禁发问题待处理");
    assert_eq!(ask(&w, "outsider", get("workbench")).await.2["alerts"], serde_json::json!([]));
}

#[actix_web::test]
async fn a_full_scan_is_asked_for_by_those_who_may() {
    let (_store, w) = world();
    log_in(&w, "admin");
    assert_eq!(ask(&w, "editor", TestRequest::post().uri("/api/v1/scans")).await.0, StatusCode::NOT_FOUND);
    let (status, _, begun) = ask(&w, "admin", TestRequest::post().uri("/api/v1/scans")).await;
    assert_eq!((status, &begun["kind"], &begun["state"]), (StatusCode::OK, &"full".into(), &"running".into()));
    let (status, _, refused) = ask(&w, "admin", TestRequest::post().uri("/api/v1/scans")).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"scan.running".into()));
    w.work();
    let shown = ask(&w, "editor", get("scans")).await.2;
    assert_eq!((&shown["scans"][0]["state"], &shown["scans"][0]["started_by"]), (&"done".into(), &"初始管理员".into()));
    assert_eq!(shown["next_daily"], "2026-11-20T18:30:00Z");
}

#[actix_web::test]
async fn links_are_shown_with_the_texts_that_have_them() {
    let (_store, w) = world();
    let id = w.draft("办事指南", "<p><a href=\"https://far.example/a\">办理</a></p>");
    w.publish(id);
    let shown = ask(&w, "editor", get("links?state=unchecked")).await.2;
    assert_eq!((&shown["total"], &shown["links"][0]["places"][0]["title"]), (&1.into(), &"办事指南".into()));
    assert_eq!(ask(&w, "outsider", get("links")).await.2["total"], 0);
}

#[actix_web::test]
async fn a_submission_waits_for_its_attachments_to_be_read() {
    let (_store, w) = world();
    let id = crate::attachments::draft(&w, &[("说明.txt", "关于云雀计划的说明".as_bytes())]);
    let base = w.app.read(|r| Ok(cms::articles::working_draft(r, id)?.unwrap().revision)).unwrap();
    let body = serde_json::json!({"base_revision": base});
    let submit = TestRequest::post().uri(&format!("/api/v1/articles/{id}/submit")).set_json(body);
    let (status, _, refused) = ask(&w, "editor", submit).await;
    assert_eq!((status, &refused["findings"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"attachment_text".into()));
}
