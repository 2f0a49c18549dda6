//! The staff's interface over HTTP: sessions, CSRF, problems, and routes that lie side by side.

use actix_web::http::{StatusCode, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
use actix_web::{App, web};
use domain::Hash;
use serde_json::{Value, json};
use store::identity::Session;
use testkit::{TestSite, TestStore, sqlite};

/// A session of an account; its token and CSRF secret are the login.
pub fn log_in(w: &TestSite, login: &str) {
    let context = w.context(login);
    let session = Session {
        token_hash: Hash::of(login.as_bytes()).to_string(),
        user_id: context.actor.user.unwrap(),
        csrf: login.into(),
        created_at: context.now,
        expires_at: context.now.plus_hours(12),
    };
    w.app.store.work(&context, |tx| store::identity::insert_session(tx, &session)).unwrap();
}

/// Status, content security policy and JSON of an answer.
pub async fn ask(w: &TestSite, login: &str, request: TestRequest) -> (StatusCode, String, Value) {
    let service = init_service(App::new().app_data(web::Data::new(w.app.clone())).configure(cms::http::routes)).await;
    let request = request.insert_header((header::COOKIE, format!("{}={login}", cms::http::COOKIE)));
    let answer = call_service(&service, request.insert_header((cms::http::CSRF, login.to_owned())).to_request()).await;
    let policy =
        answer.headers().get(header::CONTENT_SECURITY_POLICY).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let status = answer.status();
    let is_json = answer.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.to_str().is_ok_and(|t| t.contains("json")));
    (status, policy, if is_json { read_body_json(answer).await } else { Value::Null })
}

/// The world, and the database that lasts as long as it is held.
pub fn world() -> (TestStore, TestSite) {
    let store = sqlite();
    let w = TestSite::new(&store);
    ["editor", "first", "outsider", "keeper", "other-keeper"].iter().for_each(|login| log_in(&w, login));
    (store, w)
}

#[actix_web::test]
async fn a_draft_is_saved_over_the_revision_that_was_seen() {
    let (_store, w) = world();
    let made =
        ask(&w, "editor", TestRequest::post().uri("/api/v1/articles").set_json(json!({"site": w.bureau, "column": w.notices})))
            .await
            .2;
    let (draft, mut text) = (format!("/api/v1/articles/{}/draft", made["id"].as_str().unwrap()), made["text"].clone());
    text["title"] = "关于供水的通知".into();
    let save = || TestRequest::put().uri(&draft).set_json(json!({"base_revision": 1, "text": text}));
    assert_eq!(ask(&w, "editor", save()).await.2["revision"], 2);
    let (status, _, problem) = ask(&w, "editor", save()).await;
    assert_eq!((status, &problem["code"], &problem["by"]), (StatusCode::CONFLICT, &"article.conflict".into(), &"editor".into()));
}

#[actix_web::test]
async fn a_round_is_signed_and_answers_with_the_next_stage() {
    let (_store, w) = world();
    let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
    let body = json!({"stage": "review_first", "hash": w.hash_of(round), "checklist": [true, true, true, true]});
    let sign = || TestRequest::post().uri(&format!("/api/v1/rounds/{round}/sign")).set_json(&body);
    assert_eq!(ask(&w, "editor", sign()).await.0, StatusCode::NOT_FOUND);
    let (status, _, shown) = ask(&w, "first", sign()).await;
    assert_eq!((status, &shown["stage"], &shown["flow"][0]["who"]), (StatusCode::OK, &"proof_first".into(), &"first".into()));
}

#[actix_web::test]
async fn the_targets_of_an_article_are_not_taken_for_a_column() {
    let (_store, w) = world();
    let id = w.draft("通知", "<p>正文</p>");
    let (status, _, found) = ask(&w, "editor", TestRequest::get().uri(&format!("/api/v1/columns/targets?article={id}"))).await;
    assert_eq!((status, found.as_array().unwrap().len()), (StatusCode::OK, 2));
}

#[actix_web::test]
async fn a_preview_runs_nothing_and_is_framed_by_the_console_only() {
    let (_store, w) = world();
    let id = w.draft("通知", "<p>正文</p>");
    let (status, policy, _) =
        ask(&w, "editor", TestRequest::get().uri(&format!("/api/v1/articles/{id}/preview?version=draft&mode=desktop"))).await;
    assert!(
        status.is_success() && policy.starts_with("sandbox; default-src 'none'") && policy.contains("frame-ancestors 'self'"),
        "{policy}"
    );
}

#[actix_web::test]
async fn what_is_typed_is_checked_at_once() {
    let (_store, w) = world();
    let body = json!({"title": "关于云雀计划的通知", "blocks": ["正文", "稳赚不赔"]});
    let (_, _, answer) = ask(&w, "editor", TestRequest::post().uri("/api/v1/proof").set_json(body)).await;
    assert_eq!((&answer["findings"][0]["field"], &answer["findings"][1]["block"]), (&"title".into(), &1.into()));
}

#[actix_web::test]
async fn the_empty_cell_of_a_table_is_found_in_its_own_block() {
    let (_store, w) = world();
    let paragraph = |text: &str| match text {
        "" => json!({"type": "paragraph"}),
        _ => json!({"type": "paragraph", "content": [{"type": "text", "text": text}]}),
    };
    let row = |cells: [&str; 2]| json!({"type": "tableRow", "content": cells.map(|text| json!({"type": "tableCell", "content": [paragraph(text)]}))});
    let rows = [["岗位", "人数"], ["护理员", "4"], ["检验员", ""]].map(row);
    let doc = json!({"type": "doc", "content": [{"type": "table", "content": rows}]});
    let (_, _, answer) = ask(&w, "editor", TestRequest::post().uri("/api/v1/proof").set_json(json!({"doc": doc}))).await;
    let found = answer["findings"].as_array().unwrap().iter().map(|f| (f["rule"].as_str(), f["block"].as_u64()));
    assert_eq!(found.collect::<Vec<_>>(), [(Some("element.empty"), Some(5))]);
}

#[actix_web::test]
async fn html_is_checked_as_it_was_sent_with_places_in_its_source() {
    let (_store, w) = world();
    let html = "<p>现公布名单。</p><p>请看<a href=\"javascript:void(0)\">名单</a>，稳赚不赔。<img src=\"/a.png\"></p>";
    let body = json!({"title": "通知", "html": html});
    let (_, _, answer) = ask(&w, "editor", TestRequest::post().uri("/api/v1/proof").set_json(body)).await;
    let part = |source: &serde_json::Value| -> String {
        let at = |n: usize| source[n].as_u64().unwrap() as usize;
        html.chars().skip(at(0)).take(at(1) - at(0)).collect()
    };
    let found = answer["findings"].as_array().unwrap().iter().map(|f| (f["block"].as_u64().unwrap(), part(&f["source"])));
    let parts = ["<a href=\"javascript:void(0)\">名单</a>", "稳赚不赔", "<img src=\"/a.png\">"];
    assert_eq!(found.collect::<Vec<_>>(), parts.map(|part| (1, part.to_owned())));
}

#[actix_web::test]
async fn a_file_attached_is_no_missing_attachment() {
    let (_store, w) = world();
    let lines = ["名单见附件。", "云溪市民政局", "2026年6月8日"];
    let paragraphs = lines.map(|line| json!({"type": "paragraph", "content": [{"type": "text", "text": line}]}));
    for body in [
        json!({"text": lines.join("\n")}),
        json!({"html": lines.join("<br>")}),
        json!({"doc": {"type": "doc", "content": paragraphs}}),
    ] {
        let mut rules = Vec::new();
        for files in [json!([]), json!(["名单.xlsx"])] {
            let mut sent = body.clone();
            sent["attachments"] = files;
            let (_, _, answer) = ask(&w, "editor", TestRequest::post().uri("/api/v1/proof").set_json(sent)).await;
            rules.push(answer["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "attachment.list"));
        }
        assert_eq!(rules, [true, false], "{body}");
    }
}

#[actix_web::test]
async fn a_document_that_the_editor_does_not_know_is_refused() {
    let (_store, w) = world();
    let body = json!({"doc": {"type": "doc", "content": [{"type": "iframe"}]}});
    let (status, _, answer) = ask(&w, "editor", TestRequest::post().uri("/api/v1/proof").set_json(body)).await;
    assert_eq!((status, &answer["fields"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &"body".into()), "{answer}");
}

#[actix_web::test]
async fn every_screen_answers_and_a_stranger_finds_nothing() {
    let (_store, w) = world();
    let id = w.published("关于供水的通知");
    for path in [
        "workbench",
        "articles?mine=1&view=live",
        "rounds",
        &format!("articles/{id}"),
        &format!("articles/{id}/timeline"),
        &format!("articles/{id}/versions/1"),
    ] {
        assert_eq!(ask(&w, "editor", TestRequest::get().uri(&format!("/api/v1/{path}"))).await.0, StatusCode::OK, "{path}");
    }
    for path in [format!("articles/{id}"), format!("articles/{id}/versions"), "articles/none".into()] {
        assert_eq!(
            ask(&w, "outsider", TestRequest::get().uri(&format!("/api/v1/{path}"))).await.0,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
