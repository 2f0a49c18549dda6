//! The main job over HTTP: one notice from its first, stopped draft to its withdrawal, on both engines.

use crate::platform::{PASSWORD, Person, Platform, Server, path, until};
use crate::wire::Answer;
use domain::Time;
use domain::identity::Actor;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::Context;
use testkit::{TestStore, on_both};

const HOME: &str = "swj.localhost";
const PORTAL: &str = "www.localhost";

/// Login, role and place; the author may review, too, but not his own text.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("author", "editor", "site:swj"),
    ("first", "reviewer_first", "site:swj"),
    ("proof-one", "proofreader", "site:swj"),
    ("second", "reviewer_second", "site:swj"),
    ("proof-two", "proofreader", "site:swj"),
    ("last", "reviewer_final", "site:swj"),
    ("proof-three", "proofreader", "site:swj"),
    ("receiver", "receiver", "site:www"),
    ("outsider", "reviewer_first", "site:www"),
];

/// Who signs which stage.
const SEATS: [(&str, &str); 6] = [
    ("first", "review_first"),
    ("proof-one", "proof_first"),
    ("second", "review_second"),
    ("proof-two", "proof_second"),
    ("last", "review_final"),
    ("proof-three", "proof_third"),
];

/// Portal and bureau with one older article each, a word list, and the people.
fn found(store: &TestStore) -> Platform {
    let platform = Platform::on(Some(store.url().to_owned()));
    let line = |site: &str, column: &str, name: &str| json!({"site": site, "column": column, "column_name": name, "title": "较早的一篇", "body_html": "<p>正文。</p>", "published_at": "2026-01-05 09:00", "source_id": 1});
    let report = platform.import(&format!("{}\n{}\n", line("www", "yw", "要闻"), line("swj", "tzgg", "通知公告")));
    assert_eq!(report["published"], 2);
    let words = platform.file("words.csv", "category,severity,word,suggestion\ncodename,block,云雀计划,改为公开名称\n");
    platform.ok(&["lexicon", "import", path(&words), "--name", "测试词库"]);
    PEOPLE.iter().for_each(|(login, role, scope)| platform.open_account(login, role, scope));
    platform.ok(&["user", "grant", "author", "reviewer_first", "--scope", "site:swj"]);
    platform
}

/// One notice and everybody who has to do with it.
struct Notice<'s> {
    server: &'s Server,
    people: HashMap<&'static str, Person<'s>>,
    id: String,
}

impl<'s> Notice<'s> {
    /// A new, empty draft of the author in the bureau's 通知公告.
    fn begin(server: &'s Server) -> Notice<'s> {
        let people: HashMap<_, _> = PEOPLE.iter().map(|(login, ..)| (*login, server.log_in(login, PASSWORD))).collect();
        let site = people["author"].get("sites")[0]["id"].clone();
        let columns = people["author"].get(&format!("sites/{}/columns", site.as_str().unwrap()));
        let made = people["author"].done("POST", "articles", &json!({"site": site, "column": columns[0]["id"]}));
        Notice { server, people, id: made["id"].as_str().unwrap().to_owned() }
    }

    fn seen_by(&self, login: &str) -> Value {
        self.people[login].get(&format!("articles/{}", self.id))
    }

    fn write(&self, title: &str, html: &str) {
        let shown = self.seen_by("author");
        let mut text = shown["text"].clone();
        text["title"] = title.into();
        text["body"] = json!({"format": "html", "schema": 1, "value": html});
        let save = json!({"base_revision": shown["revision"], "text": text});
        self.people["author"].done("PUT", &format!("articles/{}/draft", self.id), &save);
    }

    fn submit(&self) -> Answer {
        let revision = self.seen_by("author")["revision"].clone();
        self.people["author"].ask("POST", &format!("articles/{}/submit", self.id), &json!({"base_revision": revision}))
    }

    /// The round that submitting opens.
    fn open_round(&self) -> String {
        let answer = self.submit();
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    fn sign_over(&self, login: &str, round: &str, stage: &str, hash: &Value) -> Answer {
        let shown = self.people["first"].get(&format!("rounds/{round}"));
        let ticked = vec![true; shown["checklist"].as_array().unwrap().len()];
        let body = json!({"stage": stage, "hash": hash, "opinion": "同意", "checklist": ticked});
        self.people[login].ask("POST", &format!("rounds/{round}/sign"), &body)
    }

    fn sign(&self, login: &str, round: &str, stage: &str) -> Answer {
        let hash = self.people["first"].get(&format!("rounds/{round}"))["hash"].clone();
        self.sign_over(login, round, stage, &hash)
    }

    /// The signatures of these seats.
    fn sign_seats(&self, round: &str, seats: &[(&str, &str)]) {
        for (login, stage) in seats {
            let answer = self.sign(login, round, stage);
            assert_eq!(answer.status, 200, "{login} signs {stage}: {}", answer.text());
        }
    }

    /// Proposes it to the portal's 要闻.
    fn propose(&self) -> Value {
        let targets = self.people["author"].get(&format!("columns/targets?article={}", self.id));
        let portal = targets.as_array().unwrap().iter().find(|t| t["site"]["code"] == "www").unwrap();
        let to = json!({"column": portal["columns"][0]["id"]});
        self.people["author"].done("POST", &format!("articles/{}/placements", self.id), &to)
    }

    /// Its pages' paths by host, once all of them stand (or are gone) as wanted.
    fn places(&self, count: usize, state: &str) -> HashMap<String, String> {
        let settled = || {
            let places = self.people["author"].get(&format!("articles/{}/places", self.id));
            let urls = places.as_array()?.iter().filter(|p| p["state"] == state).filter_map(|p| p["url"].as_str());
            let split =
                |url: &str| url.split_once("://")?.1.split_once('/').map(|(host, path)| (host.to_owned(), format!("/{path}")));
            let found: HashMap<_, _> = urls.filter_map(split).collect();
            (found.len() == count).then_some(found)
        };
        until("its pages stand as wanted", settled)
    }

    fn await_shown(&self, host: &str, page: &str, what: &str) {
        until(&format!("{host}{page} shows {what}"), || self.server.shows(host, page, what).then_some(()));
    }

    fn await_gone(&self, host: &str, page: &str, what: &str) {
        until(&format!("{host}{page} shows no {what}"), || (!self.server.shows(host, page, what)).then_some(()));
    }
}

/// "停水通知" as a browser writes it.
const SEARCH: &str = "/search?q=%E5%81%9C%E6%B0%B4%E9%80%9A%E7%9F%A5";
const TITLE: &str = "城东片区停水通知";
const EDITED: &str = "城东片区停水通知（更新）";

fn a_bad_text_is_stopped(notice: &Notice) {
    notice.write(TITLE, "<p>云雀计划由张某负责，身份证号110101199003070011。</p>");
    let answer = notice.submit();
    assert_eq!(answer.problem(), (422, "approval.blocked".into()));
    assert_eq!(answer.json()["findings"].as_array().unwrap().len(), 2, "{}", answer.text());
}

fn who_may_not_sign_is_told_why(notice: &Notice, round: &str) {
    let refused = |login, stage, status: u16, code: &str| {
        assert_eq!(notice.sign(login, round, stage).problem(), (status, code.into()), "{login} signs {stage}");
    };
    refused("author", "review_first", 403, "approval.author_may_not_sign");
    refused("outsider", "review_first", 404, "not_found");
    refused("last", "review_final", 409, "approval.wrong_stage");
    refused("second", "review_first", 403, "approval.no_authority");
    let other = json!(format!("sha256:{}", "0".repeat(64)));
    let stale = notice.sign_over("first", round, "review_first", &other).problem();
    assert_eq!(stale, (409, "approval.stale_text".into()));
    notice.sign_seats(round, &SEATS[..3]);
    refused("proof-one", "proof_second", 403, "approval.already_signed");
    refused("first", "review_first", 409, "approval.wrong_stage");
}

fn the_portal_takes_it_when_its_receiver_signs(notice: &Notice) {
    let receiver = &notice.people["receiver"];
    let offers = receiver.get("placements?state=proposed");
    assert_eq!((&offers[0]["title"], offers.as_array().unwrap().len()), (&TITLE.into(), 1));
    assert!(!notice.server.shows(PORTAL, "/yw/", TITLE));
    let accept = format!("placements/{}/accept", offers[0]["placement"].as_str().unwrap());
    let stale = receiver.ask("POST", &accept, &json!({"hash": "sha256:0"})).problem();
    assert_eq!(stale, (409, "placement.stale_text".into()));
    let taken = receiver.done("POST", &accept, &json!({"hash": notice.seen_by("receiver")["hash"]}));
    assert_eq!(taken["state"], "accepted");
}

fn it_is_public_everywhere(notice: &Notice, own: &str, copy: &str) {
    for (host, page) in [(HOME, own), (HOME, "/tzgg/"), (HOME, "/"), (HOME, "/tzgg/feed.xml"), (HOME, SEARCH)] {
        notice.await_shown(host, page, if page == SEARCH { own } else { TITLE });
    }
    for page in [copy, "/yw/", "/"] {
        notice.await_shown(PORTAL, page, TITLE);
    }
    assert_eq!(notice.server.visit(PORTAL, own).status, 404, "the bureau's address is none of the portal's");
}

fn an_edit_waits_for_its_own_signatures(notice: &Notice, platform: &Platform, own: &str) {
    notice.write(EDITED, "<p>改到晚上十点。</p>");
    let round = notice.open_round();
    notice.sign_seats(&round, &SEATS[..5]);
    platform.ok(&["publish"]);
    assert!(notice.server.shows(HOME, own, TITLE) && !notice.server.shows(HOME, own, EDITED));
    notice.sign_seats(&round, &SEATS[5..]);
    for (host, page) in [(HOME, own), (HOME, "/tzgg/"), (PORTAL, "/yw/")] {
        notice.await_shown(host, page, EDITED);
    }
}

fn withdrawn_it_is_nowhere(notice: &Notice, own: &str, copy: &str) {
    let order = json!({"kind": "内容错误", "reason": "时间写错", "dry_run": false});
    notice.people["last"].done("POST", &format!("articles/{}/withdraw", notice.id), &order);
    assert!(!notice.server.shows(HOME, SEARCH, own), "gone from search before the index follows");
    notice.places(2, "down");
    for (host, page) in [(HOME, own), (PORTAL, copy)] {
        assert_eq!(notice.server.visit(host, page).status, 410, "{host}{page}");
    }
    for (host, page) in [(HOME, "/tzgg/"), (HOME, "/"), (HOME, "/tzgg/feed.xml"), (PORTAL, "/yw/"), (PORTAL, "/")] {
        notice.await_gone(host, page, TITLE);
    }
}

fn a_changed_row_of_the_audit_is_found(platform: &Platform, store: &TestStore) {
    assert_eq!(platform.json(&["verify", "--json"])["ok"], true);
    let context = Context::new(Actor::worker(), Time::from_micros(0));
    store.work(&context, |tx| store::audit::tamper(tx, 7)).unwrap();
    let output = platform.run(&["verify", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &said["ok"], &said["chain"]["broken_at"]), (Some(1), &false.into(), &7.into()));
}

/// The first reviewer presses the button six times at once.
fn only_one_signature_counts(notice: &Notice, round: &str) {
    let answers: Vec<(u16, String)> = std::thread::scope(|s| {
        let signing: Vec<_> = (0..6).map(|_| s.spawn(|| notice.sign("first", round, "review_first").problem())).collect();
        signing.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1, "{answers:?}");
    let refused = answers.iter().filter(|(status, code)| *status == 409 && code == "approval.wrong_stage");
    assert_eq!(refused.count(), 5, "{answers:?}");
}

/// Ten saves over one revision.
fn only_one_save_counts(notice: &Notice) {
    let shown = notice.seen_by("author");
    let body = |n: usize| {
        let mut text = shown["text"].clone();
        text["title"] = format!("第 {n} 种标题").into();
        json!({"base_revision": shown["revision"], "text": text})
    };
    let draft = format!("articles/{}/draft", notice.id);
    let codes: Vec<(u16, String)> = std::thread::scope(|s| {
        let saving: Vec<_> = (0..10)
            .map(|n| {
                s.spawn({
                    let (body, draft) = (body(n), &draft);
                    move || notice.people["author"].ask("PUT", draft, &body).problem()
                })
            })
            .collect();
        saving.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert_eq!(codes.iter().filter(|(status, _)| *status == 200).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|(_, code)| code == "article.conflict").count(), 9, "{codes:?}");
}

on_both! {
    fn what_many_do_at_once_is_done_once(store) {
        let platform = found(store);
        let server = platform.serve();
        let notice = Notice::begin(&server);
        only_one_save_counts(&notice);
        only_one_signature_counts(&notice, &notice.open_round());
        assert_eq!(platform.json(&["verify", "--json"])["chain"]["broken_at"], Value::Null);
    }

    fn a_notice_lives_from_its_draft_to_its_withdrawal(store) {
        let platform = found(store);
        let server = platform.serve();
        let notice = Notice::begin(&server);
        a_bad_text_is_stopped(&notice);
        notice.write(TITLE, "<p>夜间检修，八点至十点停水。</p>");
        assert_eq!(notice.propose()["state"], "proposed");
        let round = notice.open_round();
        who_may_not_sign_is_told_why(&notice, &round);
        notice.sign_seats(&round, &SEATS[3..]);
        let own = notice.places(1, "up")[HOME].clone();
        the_portal_takes_it_when_its_receiver_signs(&notice);
        let copy = notice.places(2, "up")[PORTAL].clone();
        it_is_public_everywhere(&notice, &own, &copy);
        an_edit_waits_for_its_own_signatures(&notice, &platform, &own);
        withdrawn_it_is_nowhere(&notice, &own, &copy);
        a_changed_row_of_the_audit_is_found(&platform, store);
    }
}
