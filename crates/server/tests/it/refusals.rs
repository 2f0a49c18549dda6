//! What is refused, and how: status, code, and nothing given away.

use crate::platform::{PASSWORD, Person, Platform, Server, until};
use serde_json::{Value, json};
use std::fs;
use testkit::on_both;

/// One site with a column and a published article.
fn platform() -> Platform {
    let platform = Platform::new();
    let line = json!({"site": "swj", "column": "tzgg", "title": "停水通知", "body_html": "<p>正文。</p>", "published_at": "2026-01-05 09:00", "source_id": 1});
    platform.import(&line.to_string());
    platform.ok(&["publish"]);
    platform
}

fn admin<'s>(platform: &Platform, server: &'s Server) -> Person<'s> {
    server.log_in("admin", &platform.admin_password)
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const LOCAL: (&str, &str) = ("Host", "localhost");

#[test]
fn a_body_that_cannot_be_read_is_a_bad_request() {
    let platform = Platform::new();
    let server = platform.serve();
    for body in ["{", "[]", r#"{"login": 1, "password": "x"}"#, ""] {
        let answer = server.send("POST", "/api/v1/session", &[LOCAL, JSON], body.as_bytes());
        assert_eq!(answer.problem(), (400, "bad_request".into()), "{body}");
    }
    let plain = server.send("POST", "/api/v1/session", &[LOCAL, ("Content-Type", "text/plain")], b"{}");
    assert_eq!(plain.problem(), (400, "bad_request".into()));
}

#[test]
fn a_body_without_measure_is_too_large() {
    let platform = Platform::new();
    let server = platform.serve();
    let answer = server.send("POST", "/api/v1/session", &[LOCAL, JSON], &vec![b' '; 9 << 20]);
    assert_eq!(answer.problem(), (413, "too_large".into()));
}

#[test]
fn an_unknown_route_of_the_interface_is_a_problem() {
    let platform = Platform::new();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    for (method, route) in [("GET", "nothing"), ("DELETE", "sites"), ("GET", "articles/x/y/z"), ("PATCH", "session")] {
        assert_eq!(admin.ask(method, route, &Value::Null).problem(), (404, "not_found".into()), "{method} {route}");
    }
    assert_eq!(server.visit("localhost", "/api/v2/articles").problem(), (404, "not_found".into()));
}

#[test]
fn a_change_needs_the_session_and_its_secret() {
    let platform = Platform::new();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    let check = |headers: &[(&str, &str)]| {
        let all = [&[LOCAL, JSON], headers].concat();
        server.send("POST", "/api/v1/proof", &all, br#"{"title": "x"}"#).problem()
    };
    assert_eq!(check(&[]), (401, "identity.no_session".into()));
    assert_eq!(check(&[("Cookie", &admin.cookie)]), (403, "identity.csrf".into()));
    assert_eq!(check(&[("Cookie", &admin.cookie), ("X-CSRF-Token", "")]), (403, "identity.csrf".into()));
    assert_eq!(check(&[("Cookie", "jiyue_session=0000")]), (401, "identity.no_session".into()));
    assert_eq!(admin.ask("POST", "proof", &json!({"title": "标题"})).status, 200);
}

#[test]
fn a_session_ends_with_its_logout() {
    let platform = Platform::new();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    assert_eq!(admin.ask("DELETE", "session", &Value::Null).status, 204);
    assert_eq!(admin.ask("GET", "session", &Value::Null).problem(), (401, "identity.no_session".into()));
}

#[test]
fn who_guesses_passwords_has_to_wait() {
    let platform = Platform::new();
    let server = platform.serve();
    for _ in 0..5 {
        assert_eq!(server.try_login("admin", "Falsch-2026-x").problem(), (401, "identity.bad_credentials".into()));
    }
    let answer = server.try_login("admin", &platform.admin_password);
    assert_eq!(answer.problem(), (429, "identity.throttled".into()));
    let wait: i64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
}

#[test]
fn a_host_that_is_no_site_gets_nothing() {
    let platform = platform();
    let server = platform.serve();
    assert_eq!(server.visit("swj.localhost", "/").status, 200);
    for host in ["other.example", "swj.localhost.other.example", "localhost.example:80"] {
        let answer = server.visit(host, "/");
        assert!(answer.status == 421 && !answer.text().contains("停水通知"), "{host}: {}", answer.status);
    }
}

#[test]
fn no_path_leads_out_of_the_pages() {
    let platform = platform();
    fs::write(platform.pages("swj").join("../secret.html"), "机密").unwrap();
    let server = platform.serve();
    for path in [
        "/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/tzgg/..%5c..%5csecret.html",
        "/%2e%2e%2f%2e%2e/db.sqlite", "/..%00/secret.html", "//../secret.html",
    ] {
        let answer = server.visit("swj.localhost", path);
        assert!(answer.status == 404 && !answer.text().contains("机密"), "{path}: {}", answer.status);
    }
}

#[test]
fn what_is_no_page_is_not_served_from_the_folder_of_pages() {
    let platform = platform();
    let pages = platform.pages("swj");
    fs::create_dir_all(pages.join("gone/tzgg")).unwrap();
    fs::write(pages.join("gone/tzgg/1.html"), "已撤下").unwrap();
    fs::write(pages.join("tzgg/index.jiyue-tmp"), "半页").unwrap();
    let server = platform.serve();
    for path in ["/gone/tzgg/1.html", "//gone/tzgg/1.html", "/./gone/tzgg/1.html", "/%67one/tzgg/1.html", "/tzgg/index.jiyue-tmp"]
    {
        assert_eq!(server.visit("swj.localhost", path).status, 404, "{path}");
    }
}

#[test]
fn a_visitor_s_answers_carry_their_safety() {
    let platform = platform();
    let server = platform.serve();
    let page = server.visit("swj.localhost", "/tzgg/");
    assert!(page.header("content-security-policy").contains("script-src 'self'") && !page.header("x-request-id").is_empty());
    let again = server.send("GET", "/tzgg/", &[("Host", "swj.localhost"), ("If-None-Match", page.header("etag"))], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let cookie = server.try_login("admin", &platform.admin_password).header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    for path in ["/healthz", "/readyz", "/metrics", "/api/openapi.json"] {
        assert_eq!(server.visit("localhost", path).status, 200, "{path}");
    }
}

#[test]
fn a_page_can_only_be_read() {
    let platform = platform();
    let server = platform.serve();
    for method in ["DELETE", "PUT", "POST"] {
        let answer = server.send(method, "/tzgg/", &[("Host", "swj.localhost")], b"");
        assert_eq!(answer.problem(), (405, "method_not_allowed".into()), "{method}");
    }
    let head = server.send("HEAD", "/tzgg/", &[("Host", "swj.localhost")], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

/// A draft of the administrator's in the one column; its address and its text.
fn draft(admin: &Person) -> (String, Value) {
    let site = admin.get("sites")[0]["id"].clone();
    let columns = admin.get(&format!("sites/{}/columns", site.as_str().unwrap()));
    let made = admin.done("POST", "articles", &json!({"site": site, "column": columns[0]["id"]}));
    (format!("articles/{}", made["id"].as_str().unwrap()), made["text"].clone())
}

#[test]
fn a_title_without_end_is_named_as_the_field_that_is_wrong() {
    let platform = platform();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    let (article, mut text) = draft(&admin);
    text["title"] = "长".repeat(100_000).into();
    admin.done("PUT", &format!("{article}/draft"), &json!({"base_revision": 1, "text": text}));
    let answer = admin.ask("POST", &format!("{article}/submit"), &json!({"base_revision": 2}));
    assert_eq!(answer.problem(), (422, "article.incomplete".into()));
    assert_eq!(answer.json()["fields"][0]["field"], "title");
}

#[test]
fn a_guessed_id_is_not_found() {
    let platform = platform();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    for id in ["01990000-0000-7000-8000-000000000001", "1", "%2e%2e", "x%00y"] {
        for route in ["articles/ID", "articles/ID/versions", "rounds/ID", "sites/ID", "articles/ID/places"] {
            let route = route.replace("ID", id);
            assert_eq!(admin.ask("GET", &route, &Value::Null).problem(), (404, "not_found".into()), "{route}");
        }
    }
}

#[test]
fn a_token_works_until_its_account_is_locked() {
    let platform = platform();
    platform.open_account("machine", "editor", "site:swj");
    let token = format!("Bearer {}", platform.ok(&["user", "token", "machine"]).trim());
    let server = platform.serve();
    let ask = || server.send("GET", "/api/v1/articles?view=all", &[LOCAL, ("Authorization", &token)], b"").problem();
    assert_eq!(ask(), (200, String::new()));
    let admin = admin(&platform, &server);
    let users = admin.get("users");
    let id = users.as_array().unwrap().iter().find(|u| u["login"] == "machine").unwrap()["id"].clone();
    admin.done("POST", &format!("users/{}/lock", id.as_str().unwrap()), &Value::Null);
    assert_eq!(ask(), (401, "identity.no_session".into()));
}

#[test]
fn a_token_of_another_make_is_refused() {
    let platform = Platform::new();
    let server = platform.serve();
    // {"alg":"none"}.{"sub":"admin","jti":"1","iat":0,"exp":9999999999}.
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZG1pbiIsImp0aSI6IjEiLCJpYXQiOjAsImV4cCI6OTk5OTk5OTk5OX0.";
    for token in [unsigned, "", "x.y.z"] {
        let answer = server.send("GET", "/api/v1/workbench", &[LOCAL, ("Authorization", &format!("Bearer {token}"))], b"");
        assert_eq!(answer.problem(), (401, "identity.no_session".into()), "{token}");
    }
}

#[test]
fn the_first_account_is_sealed_by_the_third_administrator() {
    let platform = Platform::new();
    let server = platform.serve();
    let admin = admin(&platform, &server);
    for (login, role) in [("one", "operator"), ("two", "security_admin"), ("three", "auditor")] {
        platform.open_account(login, role, "platform");
    }
    until("the session ended", || (admin.ask("GET", "session", &Value::Null).status == 401).then_some(()));
    assert_eq!(server.try_login("admin", &platform.admin_password).problem(), (403, "identity.sealed".into()));
    let output = platform.run(&["user", "grant", "one", "editor"]);
    assert!(!output.status.success(), "the command line obeys it, too");
    assert_eq!(server.log_in("two", PASSWORD).ask("GET", "audit", &Value::Null).status, 404);
}

on_both! {
    fn a_zero_byte_is_never_a_fault(store) {
        let platform = Platform::on(Some(store.url().to_owned()));
        let server = platform.serve();
        assert!(server.try_login("ad\u{0}min", "Falsch-2026-x").status < 500);
        let admin = server.log_in("admin", &platform.admin_password);
        for route in ["articles?q=%00", "users?q=%00", "audit?who=%00&kind=%00"] {
            assert!(admin.ask("GET", route, &Value::Null).status < 500, "{route}");
        }
        let unit = admin.get("units")[0]["id"].clone();
        let user = json!({"login": "zhao", "name": "赵\u{0}某", "title": "", "unit": unit, "password": PASSWORD});
        assert!(admin.ask("POST", "users", &user).status < 500);
    }
}
