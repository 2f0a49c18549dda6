//! Near-duplicates at submission.

use domain::DocumentId;
use testkit::{TestSite, on_both};

/// A text long enough to be told from others.
fn body(more: &str) -> String {
    let said: String = (1..=12).map(|n| format!("第{n}项工作由市水务局牵头，各镇街道配合，于月底前完成并报送情况。")).collect();
    format!("<p>{said}{more}</p>")
}

/// Rules and words that the gate kept for the submitted version.
fn kept(w: &TestSite, id: DocumentId) -> Vec<String> {
    w.app
        .read(|r| {
            let version = store::articles::versions(r, id)?[0].id;
            Ok(store::proofing::details(r, version)?)
        })
        .unwrap()
}

on_both! {
    fn a_text_that_says_what_a_public_one_says_is_told_which(store) {
        let w = TestSite::new(store);
        let first = w.draft("关于水务工作的通知", &body(""));
        w.publish(first);
        let again = w.draft("关于水务工作的通告", &body(""));
        w.submit(again).unwrap();
        assert!(kept(&w, again).iter().any(|f| f.contains("dup.article") && f.contains("关于水务工作的通知")), "{:?}", kept(&w, again));
    }

    fn a_text_is_not_held_against_itself_nor_short_ones_against_each_other(store) {
        let w = TestSite::new(store);
        let (long, short) = (w.draft("关于水务工作的通知", &body("")), w.published("停水通知"));
        w.publish(long);
        w.rewrite(long, "关于水务工作的通知", &body("特此通知。")).unwrap();
        w.submit(long).unwrap();
        let again = w.draft("停水通知", "<p>各片区值守电话畅通。</p>");
        w.submit(again).unwrap();
        for id in [long, again, short] {
            assert!(!kept(&w, id).iter().any(|f| f.contains("dup.article")), "{:?}", kept(&w, id));
        }
    }

    fn a_withdrawn_text_is_like_nothing(store) {
        let w = TestSite::new(store);
        let first = w.draft("关于水务工作的通知", &body(""));
        w.publish(first);
        w.act("final", |tx| cms::publishing::withdraw(tx, first, "内容错误", "名称有误")).unwrap();
        w.work();
        let again = w.draft("关于水务工作的通告", &body(""));
        w.submit(again).unwrap();
        assert!(!kept(&w, again).iter().any(|f| f.contains("dup.article")));
    }
}
