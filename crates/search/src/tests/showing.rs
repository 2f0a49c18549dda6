//! Titles and excerpts as HTML.

use super::*;

fn shown(title: &str, body: &str, text: &str) -> (String, String) {
    let page = World::of(&[doc(1, title, body)]).ask(text);
    (page.hits[0].title_html.clone(), page.hits[0].snippet_html.clone())
}

#[test]
fn html_in_titles_and_texts_is_escaped() {
    let (title, body) = shown("<b>供水</b>&\"'", "<script>供水</script>", "供水");
    assert_eq!(title, "&lt;b&gt;<em>供水</em>&lt;/b&gt;&amp;&quot;&#39;");
    assert_eq!(body, "&lt;script&gt;<em>供水</em>&lt;/script&gt;");
}

#[test]
fn neighbouring_marks_are_one_and_the_script_stays() {
    let (title, _) = shown("關於機動車駕駛證〔換領〕的公告", "", "机动车 驾驶证 换领");
    assert_eq!(title, "關於<em>機動車駕駛證〔換領</em>〕的公告");
}

#[test]
fn the_excerpt_moves_to_where_the_words_are() {
    let body = "开头的话。".repeat(100) + "恢复溪桐渡口通航。" + &"结尾的话。".repeat(100);
    let (_, excerpt) = shown("公告", &body, "溪桐渡口");
    assert!(excerpt.starts_with('…') && excerpt.ends_with('…'));
    assert!(excerpt.contains("恢复<em>溪桐渡口</em>通航"), "{excerpt}");
    assert!(excerpt.chars().count() < 180);
}

#[test]
fn without_a_match_the_beginning_is_shown() {
    let (_, excerpt) = shown("供水公告", &"开头的话。".repeat(100), "供水");
    assert!(excerpt.starts_with("开头的话。") && excerpt.ends_with('…'));
}

#[test]
fn lines_become_blanks_and_long_signs_are_cut() {
    let (_, excerpt) = shown("公告", &format!("第一行\n第二行{}", "*".repeat(5000)), "公告");
    assert!(excerpt.starts_with("第一行 第二行***"));
    assert!(excerpt.chars().count() < 180);
}
