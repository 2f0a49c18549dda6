//! What the staff's screens show, and to whom.

use cms::Outcome;
use cms::console::lists::Question;
use cms::console::{Viewer, article, lists, offers, preview, round, timeline, workbench};
use domain::approval::Stage;
use serde::Serialize;
use serde_json::Value;
use store::Read;
use testkit::{TestSite, on_both};

/// A view as an account sees it, as JSON.
fn seen<T: Serialize>(w: &TestSite, login: &str, view: impl FnOnce(&mut Read, &mut Viewer) -> Outcome<T>) -> Outcome<Value> {
    let context = w.context(login);
    w.app.read(|r| Ok(serde_json::to_value(view(r, &mut Viewer::new(&w.app, &context))?)?))
}

fn states(steps: &Value) -> Vec<&str> {
    steps.as_array().unwrap().iter().map(|s| s["state"].as_str().unwrap()).collect()
}

fn all(mine: bool) -> Question {
    Question { view: "all".into(), mine, limit: 50, ..Question::default() }
}

on_both! {
    fn an_author_in_review_sees_who_holds_the_text_and_may_recall_it(store) {
        let w = TestSite::new(store);
        let id = w.draft("关于供水的通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 1);
        let shown = seen(&w, "editor", |r, v| article::view(r, v, id)).unwrap();
        assert_eq!((&shown["editable"], &shown["may"]["recall"]["ok"], &shown["state"]), (&false.into(), &true.into(), &"review".into()));
        assert_eq!(states(&shown["round"]["steps"])[..3], ["signed", "now", "waiting"]);
        assert_eq!(shown["round"]["holders"], serde_json::json!(["proof-one", "proof-three", "proof-two"]));
        assert_eq!(shown["may"]["discard"]["code"], "article.in_review");
    }

    fn the_queue_holds_what_the_person_may_sign_now(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        let mine = |login: &str| seen(&w, login, |r, v| lists::queue(r, v, None)).unwrap()["mine"].as_array().unwrap().len();
        assert_eq!((mine("first"), mine("proof-one"), mine("editor"), mine("outsider")), (1, 0, 0, 0));
        w.sign_through(round, 1);
        assert_eq!((mine("first"), mine("proof-one")), (0, 1));
    }

    fn a_claimed_text_is_shown_under_others(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        w.sign_through(round, 1);
        w.act("proof-one", |tx| cms::approval::claim(tx, round)).unwrap();
        let queue = seen(&w, "proof-two", |r, v| lists::queue(r, v, None)).unwrap();
        assert_eq!((queue["mine"].as_array().unwrap().len(), &queue["others"][0]["claimed_by"]), (0, &"proof-one".into()));
        let shown = seen(&w, "proof-two", |r, v| round::view(r, v, round)).unwrap();
        assert_eq!((&shown["may"]["sign"]["code"], &shown["may"]["sign"]["reason"]), (&"approval.claimed".into(), &"proof-one已经领取".into()));
    }

    fn a_second_signature_is_refused_with_the_rule_and_who_may_instead(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        w.sign_through(round, 3);
        let shown = seen(&w, "proof-one", |r, v| round::view(r, v, round)).unwrap();
        let sign = &shown["may"]["sign"];
        assert_eq!((&sign["ok"], &sign["code"]), (&false.into(), &"approval.already_signed".into()));
        let names: Vec<&str> = sign["candidates"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
        assert_eq!((names, sign["rule"].is_string(), &shown["may"]["hand"]["ok"]), (vec!["proof-three", "proof-two"], true, &true.into()));
    }

    fn who_signed_already_hands_the_next_stage_on(store) {
        let w = TestSite::new(store);
        let round = w.submit(w.draft("通知", "<p>正文</p>")).unwrap();
        w.sign_through(round, 3);
        let to = w.context("proof-two").actor.user.unwrap();
        w.act("proof-one", |tx| cms::approval::hand(tx, round, to)).unwrap();
        assert_eq!(seen(&w, "first", |r, v| round::view(r, v, round)).unwrap()["claimed_by"], "proof-two");
    }

    fn a_returned_text_names_the_reason_on_the_author_s_workbench(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let round = w.submit(id).unwrap();
        w.sign_through(round, 1);
        w.act("proof-one", |tx| cms::approval::return_to_author(tx, round, "写明起止钟点")).unwrap();
        let bench = seen(&w, "editor", |r, v| workbench::view(r, v, None)).unwrap();
        let back = &bench["returned"][0];
        assert_eq!((&back["reason"], &back["stage"], &bench["counts"]["returned"]), (&"写明起止钟点".into(), &"proof_first".into(), &1.into()));
        assert_eq!(states(&back["steps"])[..3], ["void", "returned", "waiting"]);
    }

    fn a_resubmitted_text_is_compared_with_the_one_before(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>夜间停水</p>");
        let first = w.submit(id).unwrap();
        w.act("first", |tx| cms::approval::return_to_author(tx, first, "写明起止钟点")).unwrap();
        w.rewrite(id, "通知", "<p>八点至十点停水</p>").unwrap();
        let again = w.submit(id).unwrap();
        let shown = seen(&w, "first", |r, v| round::view(r, v, again)).unwrap();
        assert_eq!((&shown["number"], &shown["last_version"], &shown["version"], &shown["live_text"]), (&2.into(), &1.into(), &2.into(), &Value::Null));
        assert_eq!(shown["last_return"]["reason"], "写明起止钟点");
    }

    fn a_list_shows_the_person_s_own_sites_only(store) {
        let w = TestSite::new(store);
        w.published("关于供水的通知");
        w.draft("未写完的通知", "<p>正文</p>");
        let list = |login: &str, mine| seen(&w, login, move |r, v| lists::articles(r, v, &all(mine))).unwrap();
        assert_eq!(list("outsider", false)["rows"].as_array().unwrap().len(), 0);
        assert_eq!((&list("editor", true)["counts"]["all"], &list("first", true)["counts"]["all"]), (&2.into(), &0.into()));
        let row = &list("first", false)["rows"][1];
        assert_eq!((&row["state"], &row["places"], row["url"].is_string()), (&"live".into(), &1.into(), true));
    }

    fn a_list_goes_on_where_its_cursor_stands(store) {
        let w = TestSite::new(store);
        (0..5).for_each(|n| { w.draft(&format!("通知 {n}"), "<p>正文</p>"); });
        let page = |after| seen(&w, "editor", move |r, v| lists::articles(r, v, &Question { limit: 2, after, ..all(false) })).unwrap();
        let first = page(None);
        let second = page(lists::cursor(first["next"].as_str().unwrap()));
        assert_eq!((&first["rows"][1]["title"], &second["rows"][0]["title"]), (&"通知 3".into(), &"通知 2".into()));
        assert!(page(lists::cursor(second["next"].as_str().unwrap()))["next"].is_null());
    }

    fn a_receiver_reads_what_is_offered_but_not_its_review(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let read = |w: &TestSite| seen(w, "receiver", |r, v| article::view(r, v, id)).is_ok();
        assert!(!read(&w));
        w.propose_to_portal(id);
        let round = w.submit(id).unwrap();
        assert!(read(&w) && preview::draw(&w.app, &w.context("receiver"), id, "draft").is_ok());
        assert_eq!(seen(&w, "receiver", |r, v| round::view(r, v, round)).unwrap_err().code, "not_found");
        assert_eq!(seen(&w, "receiver", |r, v| offers::proposals(r, v, None)).unwrap()[0]["title"], "通知");
    }

    fn the_timeline_tells_each_act_with_its_opinion(store) {
        let w = TestSite::new(store);
        let id = w.published("关于供水的通知");
        let told = seen(&w, "editor", |r, v| timeline::view(r, v, id)).unwrap();
        let signed: Vec<&Value> = told.as_array().unwrap().iter().filter(|t| t["detail"] == "同意").collect();
        assert_eq!((signed.len(), &signed[5]["what"], &signed[5]["who"]), (6, &"签了初审".into(), &"first".into()));
        assert!(told.as_array().unwrap().iter().any(|t| t["what"] == "第 1 次送审"));
    }

    fn a_preview_shows_the_draft_in_the_site_s_pages(store) {
        let w = TestSite::new(store);
        let id = w.published("线上的标题");
        w.rewrite(id, "改过的标题", "<p>正文</p>").unwrap();
        let draw = |version: &str| preview::draw(&w.app, &w.context("editor"), id, version);
        assert!(draw("draft").unwrap().contains("改过的标题") && draw("1").unwrap().contains("线上的标题"));
        assert_eq!((draw("9").unwrap_err().code, draw("x").unwrap_err().code), ("not_found", "not_found"));
    }

    fn an_open_warning_is_counted_until_a_reviewer_answers_it(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>这项投资稳赚不赔。</p>");
        let round = w.submit(id).unwrap();
        let shown = |w: &TestSite| seen(w, "first", |r, v| round::view(r, v, round)).unwrap();
        let before = shown(&w);
        assert_eq!((&before["open_warnings"], &before["findings"][0]["waiver"]), (&1.into(), &Value::Null));
        let finding = before["findings"][0]["id"].as_str().unwrap();
        w.act("first", |tx| cms::proofing::request(&w.app, tx, id, &cms::proofing::Asking::here(finding, "引文如此"))).unwrap();
        assert_eq!((&shown(&w)["open_warnings"], &shown(&w)["findings"][0]["waiver"]["state"]), (&0.into(), &"agreed".into()));
        assert!(w.sign("first", round, Stage::ReviewFirst, &w.hash_of(round)).is_ok());
    }

    fn a_text_may_be_sent_to_columns_of_other_sites(store) {
        let w = TestSite::new(store);
        let id = w.draft("通知", "<p>正文</p>");
        let names = |w: &TestSite| {
            let found = seen(w, "editor", |r, v| offers::targets(r, v, id)).unwrap();
            found.as_array().unwrap().iter().map(|t| t["columns"][0]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&w), ["要闻", "工作动态"]);
        w.propose_to_portal(id);
        assert_eq!(names(&w), ["工作动态"]);
        assert!(seen(&w, "first", |r, v| offers::targets(r, v, id)).is_err());
    }
}
