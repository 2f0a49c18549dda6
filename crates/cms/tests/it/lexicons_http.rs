//! Word lists and checking for other systems, over HTTP.

use crate::http::{ask, world};
use actix_web::http::{StatusCode, header};
use actix_web::test::{TestRequest, call_service, init_service, read_body, read_body_json};
use actix_web::{App, web};
use serde_json::{Value, json};
use testkit::TestSite;

async fn post(w: &TestSite, login: &str, path: &str, body: Value) -> (StatusCode, Value) {
    let (status, _, answer) = ask(w, login, TestRequest::post().uri(&format!("/api/v1/{path}")).set_json(body)).await;
    (status, answer)
}

async fn get(w: &TestSite, login: &str, path: &str) -> (StatusCode, Value) {
    let (status, _, answer) = ask(w, login, TestRequest::get().uri(&format!("/api/v1/{path}"))).await;
    (status, answer)
}

/// A list with its id, made by one keeper.
async fn list(w: &TestSite) -> String {
    let (_, made) = post(w, "keeper", "lexicons", json!({"code": "gg", "title": "广告用语", "kind": "words"})).await;
    made["id"].as_str().unwrap().to_owned()
}

async fn dry_run(w: &TestSite, login: &str, id: &str, file: &str, mode: &str) -> (StatusCode, Value) {
    let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let body = format!("{}{}--x--\r\n", part("name=\"file\"; filename=\"a.csv\"", file), part("name=\"mode\"", mode));
    let request = TestRequest::post().uri(&format!("/api/v1/lexicons/{id}/dry-run")).set_payload(body);
    let (status, _, answer) =
        ask(w, login, request.insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=x"))).await;
    (status, answer)
}

#[actix_web::test]
async fn a_file_becomes_a_change_that_another_person_agrees_to() {
    let (_store, w) = world();
    let id = list(&w).await;
    let (status, run) = dry_run(&w, "keeper", &id, "category,severity,word\nad,block,包赚不赔\nad,info,最佳\n", "replace").await;
    assert_eq!(
        (status, &run["added"], &run["needs_second"], &run["severest"]),
        (StatusCode::OK, &2.into(), &true.into(), &"block".into())
    );
    let change = json!({"base_version": run["base_version"], "add": run["add"], "remove": run["remove"], "note": "首批"});
    let (_, asked) = post(&w, "keeper", &format!("lexicons/{id}/changes"), change).await;
    assert_eq!((&asked["state"], &asked["may_decide"]["code"]), (&"proposed".into(), &"lexicon.own_change".into()));
    assert_eq!(get(&w, "other-keeper", "lexicon-changes?state=proposed").await.1[0]["may_decide"]["ok"], true);
    let agree = format!("lexicon-changes/{}/agree", asked["id"].as_str().unwrap());
    assert_eq!(post(&w, "keeper", &agree, json!({})).await.0, StatusCode::FORBIDDEN);
    assert_eq!(post(&w, "other-keeper", &agree, json!({})).await.1["version"], 1);
    let (_, rows) = get(&w, "keeper", &format!("lexicons/{id}/entries?q=%E5%8C%85%E8%B5%9A&severity=block")).await;
    assert_eq!((&rows["total"], &rows["entries"][0]["row"]["word"]), (&1.into(), &"包赚不赔".into()));
    let all = get(&w, "keeper", "lexicons").await.1;
    let row = all.as_array().unwrap().iter().find(|l| l["code"] == "gg").unwrap();
    assert_eq!((&row["entries"], &row["by_severity"]["info"], &row["pending"]), (&2.into(), &1.into(), &0.into()));
}

#[actix_web::test]
async fn a_wrong_row_is_named_and_a_wrong_file_refused() {
    let (_store, w) = world();
    let id = list(&w).await;
    let wrong = json!({"base_version": 0, "add": [{"category": "ad", "severity": "high", "word": "包赚不赔"}]});
    let (status, problem) = post(&w, "keeper", &format!("lexicons/{id}/changes"), wrong).await;
    assert_eq!((status, &problem["errors"][0]["row"]), (StatusCode::UNPROCESSABLE_ENTITY, &1.into()));
    assert_eq!(dry_run(&w, "keeper", &id, "word\n甲乙\n", "over").await.1["fields"][0]["field"], "mode");
    assert_eq!(dry_run(&w, "keeper", &id, "没有列名\n", "add").await.1["fields"][0]["field"], "file");
}

#[actix_web::test]
async fn whoever_keeps_no_list_finds_none() {
    let (_store, w) = world();
    let id = list(&w).await;
    for path in [
        "lexicons".into(),
        "rules".into(),
        "lexicon-changes".into(),
        format!("lexicons/{id}/entries"),
        format!("lexicons/{id}/export"),
    ] {
        assert_eq!(get(&w, "editor", &path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    let nowhere = "00000000-0000-0000-0000-000000000001";
    for path in [format!("lexicons/{nowhere}/entries"), format!("lexicons/{nowhere}/changes"), "lexicons/x/export".into()] {
        assert_eq!(get(&w, "keeper", &path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(dry_run(&w, "editor", &id, "word\n甲乙\n", "add").await.0, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn an_export_is_a_file_for_spreadsheets() {
    let (_store, w) = world();
    let id = list(&w).await;
    let row = json!({"base_version": 0, "add": [{"category": "ad", "severity": "info", "word": "=SUM(A1)"}]});
    post(&w, "keeper", &format!("lexicons/{id}/changes"), row).await;
    let service = init_service(App::new().app_data(web::Data::new(w.app.clone())).configure(cms::http::routes)).await;
    let request = TestRequest::get().uri(&format!("/api/v1/lexicons/{id}/export?version=1"));
    let answer =
        call_service(&service, request.insert_header((header::COOKIE, format!("{}=keeper", cms::http::COOKIE))).to_request())
            .await;
    let saved = answer.headers().get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap().to_owned();
    let text = String::from_utf8(read_body(answer).await.to_vec()).unwrap();
    assert!(saved.contains("gg%2D1.csv") && text.starts_with("\u{feff}category,severity,word"), "{saved} {text}");
    assert!(text.contains("ad,info,'=SUM(A1)"), "{text}");
}

#[actix_web::test]
async fn rows_are_tried_before_they_are_saved() {
    let (_store, w) = world();
    let rows = json!([{"category": "ad", "severity": "block", "word": "包赚不赔"}, {"category": "allow", "word": "云雀计划展"}]);
    let (_, answer) =
        post(&w, "keeper", "lexicons/test", json!({"text": "云雀计划展上\n都说包赚不赔", "kind": "words", "rows": rows})).await;
    let found: Vec<&Value> = answer["findings"].as_array().unwrap().iter().map(|f| &f["found"]).collect();
    assert_eq!(found, ["包赚不赔"]);
    assert_eq!(
        post(&w, "keeper", "lexicons/test", json!({"text": "字", "rows": [{"word": "甲"}]})).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[actix_web::test]
async fn another_system_has_a_text_checked_with_its_token() {
    let (_store, w) = world();
    let token = cms::identity::issue_token(&w.app, &w.context("admin"), "editor", 1).unwrap();
    let service = init_service(App::new().app_data(web::Data::new(w.app.clone())).configure(cms::http::routes)).await;
    let body =
        json!({"markdown": "# 通知\n\n**云雀计划**今日启动。", "column": "tzgg", "content_type": "notice", "site_id": w.bureau});
    let request = TestRequest::post().uri("/api/v1/proof").insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
    let answer: Value = read_body_json(call_service(&service, request.set_json(body).to_request()).await).await;
    assert_eq!((&answer["findings"][0]["found"], &answer["findings"][0]["block"]), (&"云雀计划".into(), &1.into()));
}

#[actix_web::test]
async fn what_can_t_be_checked_is_told_with_its_field() {
    let (_store, w) = world();
    let told = |body: Value| {
        let w = &w;
        async move {
            let (status, answer) = post(w, "editor", "proof", body).await;
            (status.as_u16(), answer["fields"][0]["field"].as_str().unwrap_or_default().to_owned())
        }
    };
    assert_eq!(told(json!({})).await, (422, "text".into()));
    assert_eq!(told(json!({"text": "字", "content_type": "poem"})).await, (422, "content_type".into()));
    assert_eq!(told(json!({"text": "字", "site_id": "x"})).await, (422, "site_id".into()));
    assert_eq!(told(json!({"text": "字", "ref_date": "昨天"})).await, (422, "ref_date".into()));
    assert_eq!(told(json!({"text": "字", "site_id": w.portal})).await.0, 404);
}

#[actix_web::test]
async fn reasons_stand_ready_and_a_hint_is_passed_over() {
    let (_store, w) = world();
    let presets = get(&w, "editor", "waiver-presets").await.1;
    assert_eq!((presets.as_array().map(Vec::len), &presets[0]["code"]), (Some(7), &"quote".into()));
    let id = w.draft("通知", "<p>请按时报名，，过时不候。</p>");
    let finding = w.findings(id)[0].id.clone();
    let (status, waiver) = post(&w, "editor", &format!("articles/{id}/ignore"), json!({"finding": finding})).await;
    assert_eq!((status, &waiver["state"], &waiver["preset"]), (StatusCode::OK, &"agreed".into(), &"ignored".into()));
    let named = json!({"finding": finding, "reason": "", "preset": "ignored"});
    assert_eq!(post(&w, "editor", &format!("articles/{id}/waivers"), named).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn wide_waivers_are_listed_for_those_who_may_know_of_them() {
    let (_store, w) = world();
    let id = w.draft("云雀计划纪念馆开放通知", "<p>正文。</p>");
    let finding = w.findings(id)[0].id.clone();
    let asking = json!({"finding": finding, "preset": "proper_name", "scope": "platform"});
    let (_, asked) = post(&w, "editor", &format!("articles/{id}/waivers"), asking).await;
    assert_eq!((&asked["state"], &asked["reason"]), (&"requested".into(), &"专有名称（地名、人名、机构名）".into()));
    let (_, seen) = get(&w, "keeper", "waivers?scope=wide&state=requested").await;
    assert_eq!(
        (&seen[0]["may_decide"]["ok"], &seen[0]["title"], &seen[0]["scope"]),
        (&true.into(), &Value::Null, &"platform".into())
    );
    assert_eq!(get(&w, "first", "waivers").await.1[0]["title"], "云雀计划纪念馆开放通知");
    let agreed = post(&w, "keeper", &format!("waivers/{}/agree", asked["id"].as_str().unwrap()), json!({})).await.1;
    assert_eq!(agreed["state"], "agreed");
}
