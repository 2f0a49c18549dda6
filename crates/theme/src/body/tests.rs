use super::*;
use serde_json::json;

const SHA: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

fn picture(sha256: &str) -> Option<Picture> {
    (sha256 == SHA).then(|| Picture {
        src: "/media/aa.jpg".to_owned(),
        srcset: "/media/aa-480.jpg 480w".to_owned(),
        alt: "河堤".to_owned(),
        width: 1600,
        height: 900,
    })
}

fn doc(content: Value) -> Value {
    json!({"type": "doc", "content": content})
}

fn html_of(content: Value) -> String {
    render(Format::Doc, &doc(content), &picture)
}

fn html(text: &str) -> String {
    render(Format::Html, &json!(text), &picture)
}

fn cell(kind: &str, text: &str) -> Value {
    json!({"type": kind, "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})
}

#[test]
fn alignment_and_indents_become_classes() {
    let html = html_of(json!([{"type": "paragraph", "attrs": {"textAlign": "right", "indent": 0, "rightIndent": 2},
        "content": [{"type": "text", "text": "云溪市水务局"}]}]));
    assert_eq!(html, "<p class=\"jy-right jy-right-2\">云溪市水务局</p>\n");
}

#[test]
fn text_of_a_document_is_escaped_and_marks_nest() {
    let html = html_of(json!([{"type": "paragraph", "content": [{"type": "text", "text": "a<b>&\"",
        "marks": [{"type": "bold"}, {"type": "link", "attrs": {"href": "/x?a=1&b=2"}}]}]}]));
    let expected = "<p><strong><a href=\"/x?a=1&amp;b=2\">a&lt;b&gt;&amp;&quot;</a></strong></p>\n";
    assert_eq!(html, expected);
}

#[test]
fn a_script_address_is_no_link_even_unchecked() {
    let content = json!([{"type": "paragraph", "content": [{"type": "text", "text": "x",
        "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}]}]}]);
    assert_eq!(html_of(content.clone()), "<p>x</p>\n");
    let problems = validate_doc(&doc(content)).unwrap_err();
    assert_eq!(problems[0].path, "/content/0/content/0/marks/0/attrs/href");
}

#[test]
fn the_highest_heading_in_use_stands_below_the_title() {
    let heading = |level: u64| json!({"type": "heading", "attrs": {"level": level}, "content": [{"type": "text", "text": "一"}]});
    assert_eq!(html_of(json!([heading(2), heading(3)])), "<h2>一</h2>\n<h3>一</h3>\n");
    assert_eq!(html("<h1>一</h1><h2>（一）</h2>"), "<h2>一</h2><h3>（一）</h3>");
}

#[test]
fn a_pasted_table_gets_header_cells_and_a_scroll_region() {
    let row = |text| json!({"type": "tableRow", "content": [cell("tableCell", text)]});
    let html = html_of(json!([{"type": "table", "content": [row("县区"), row("汀兰区")]}]));
    assert!(html.contains("<thead><tr><th scope=\"col\">县区</th></tr></thead><tbody><tr><td>汀兰区</td>"));
    assert!(html.starts_with("<div class=\"tbl\" tabindex=\"0\" role=\"region\" aria-label=\"表1，可左右滚动\">"));
}

#[test]
fn header_cells_of_the_first_column_head_their_row() {
    let row = json!({"type": "tableRow", "content": [cell("tableHeader", "汀兰区"), cell("tableCell", "18")]});
    let html = html_of(json!([{"type": "table", "content": [row.clone(), row]}]));
    assert!(html.contains("<tbody><tr><th scope=\"row\">汀兰区</th><td>18</td></tr>"));
}

#[test]
fn an_html_table_gets_the_same_and_is_named_by_its_caption() {
    let html = html("<table><caption>进展<b>表</b></caption><tr><td>县区</td></tr><tr><td>汀兰区</td></tr></table>");
    assert!(html.contains("aria-label=\"进展表，可左右滚动\""));
    assert!(html.contains("<th scope=\"col\">县区</th>"));
    assert!(html.contains("<td>汀兰区</td>") && html.ends_with("</table></div>"));
}

#[test]
fn a_picture_of_a_document_becomes_a_figure_with_sizes() {
    let html = html_of(json!([{"type": "image", "attrs": {"sha256": SHA, "alt": "", "title": "施工现场", "width": 800}}]));
    assert!(html.starts_with("<figure class=\"jy-center\"><img src=\"/media/aa.jpg\" srcset="));
    assert!(html.contains("alt=\"河堤\" width=\"800\" height=\"450\" loading=\"lazy\""));
    assert!(html.contains("<figcaption>施工现场</figcaption>"));
}

#[test]
fn a_picture_that_is_not_there_is_left_out() {
    let sha = "b".repeat(64);
    assert_eq!(html_of(json!([{"type": "image", "attrs": {"sha256": sha}}])), "");
    assert_eq!(html(&format!("<p>a<img src=\"asset:{sha}\"></p>")), "<p>a</p>");
}

#[test]
fn an_asset_source_survives_sanitising_and_is_resolved() {
    let clean = sanitize(&format!("<p><img src=\"asset:{SHA}\" alt=\"堤段\" onerror=\"x()\"></p>"));
    assert_eq!(clean, format!("<p><img src=\"asset:{SHA}\" alt=\"堤段\"></p>"));
    assert!(html(&clean).contains("<img src=\"/media/aa.jpg\" srcset=\"/media/aa-480.jpg 480w\""));
}

#[test]
fn scripts_styles_frames_and_foreign_pictures_are_taken_out() {
    let clean = sanitize(
        "<style>p{}</style><script>a()</script><iframe src=\"https://x.example\"></iframe>\
         <p style=\"color:red\" onclick=\"a()\" class=\"MsoNormal jy-center jy-evil\">文<img src=\"https://x.example/a.gif\"></p>\
         <a href=\"javascript:a()\">b</a>",
    );
    assert_eq!(clean, "<p class=\"jy-center\">文<img></p><a>b</a>");
    assert_eq!(html("<p>文<img src=\"https://x.example/a.gif\"></p>"), "<p>文</p>");
}

#[test]
fn sanitising_twice_changes_nothing() {
    let once = sanitize("<p>a &amp; b<table><tr><td>c</table><svg><style><img src=x onerror=a()>");
    assert_eq!(sanitize(&once), once);
}

#[test]
fn markdown_is_drawn_and_its_raw_html_sanitised() {
    let html = render(Format::Markdown, &json!("# 标题\n\n正文<script>a()</script>\n\n|a|b|\n|-|-|\n|1|2|"), &picture);
    assert!(html.starts_with("<h2>标题</h2>"));
    assert!(!html.contains("script") && html.contains("<th>a</th>"));
}

fn texts(format: Format, value: &Value) -> Vec<String> {
    outline(format, value).blocks.into_iter().map(|block| block.text).collect()
}

/// Text, row and column of each block that stands in a table.
fn cells(format: Format, value: &Value) -> Vec<(String, u32, u32)> {
    outline(format, value).blocks.into_iter().filter_map(|b| b.cell.map(|cell| (b.text, cell.row, cell.column))).collect()
}

#[test]
fn every_cell_has_its_row_and_column_and_an_empty_one_is_a_block() {
    let expected =
        [("甲", 1, 0), ("乙", 1, 1), ("丙", 2, 0), ("", 2, 1)].map(|(text, row, column)| (text.to_owned(), row, column));
    let html = "<p>前</p><table><tr><th>甲</th><th><p>乙</p></th></tr><tr><td>丙</td><td> </td></tr></table><p>后</p>";
    assert_eq!(cells(Format::Html, &html.into()), expected);
    let markdown = "前\n\n|甲|乙|\n|-|-|\n|丙||\n\n后";
    assert_eq!(cells(Format::Markdown, &markdown.into()), expected);
    let row = |one, other| json!({"type": "tableRow", "content": [cell("tableCell", one), cell("tableCell", other)]});
    let table = doc(json!([{"type": "table", "content": [row("甲", "乙"), row("丙", "")]}]));
    assert_eq!(cells(Format::Doc, &table), expected);
}

#[test]
fn a_picture_fills_its_cell() {
    let html = format!("<table><tr><td>甲</td><td><img src=\"asset:{SHA}\"></td></tr></table>");
    assert_eq!(cells(Format::Html, &html.into()).len(), 1);
    let image = json!({"type": "tableCell", "content": [{"type": "paragraph"}, {"type": "image", "attrs": {"sha256": SHA}}]});
    let table = doc(json!([{"type": "table", "content": [{"type": "tableRow", "content": [image]}]}]));
    assert!(cells(Format::Doc, &table).is_empty() && outline(Format::Doc, &table).pictured);
}

#[test]
fn what_stands_below_an_empty_paragraph_fills_its_item_and_its_cell() {
    let item = |content: Value| json!({"type": "bulletList", "content": [{"type": "listItem", "content": content}]});
    let inner = item(json!([{"type": "paragraph", "content": [{"type": "text", "text": "甲"}]}]));
    let listed = outline(Format::Doc, &doc(json!([item(json!([{"type": "paragraph"}, inner]))]))).blocks;
    assert_eq!(listed.iter().map(|b| b.item.map(|i| i.list)).collect::<Vec<_>>(), [None, Some(2)]);
    let table = |content: Value| json!({"type": "table", "content": [{"type": "tableRow", "content": [{"type": "tableCell", "content": content}]}]});
    let inner = table(json!([{"type": "paragraph"}]));
    let words = json!({"type": "paragraph", "content": [{"type": "text", "text": "甲"}]});
    let nested = outline(Format::Doc, &doc(json!([table(json!([{"type": "paragraph"}, words, inner]))]))).blocks;
    assert_eq!(nested.iter().map(|b| b.cell.map(|c| c.table)).collect::<Vec<_>>(), [None, Some(1), Some(2)]);
}

#[test]
fn a_superscript_reads_as_one() {
    let text = json!([{"type": "text", "text": "300m"}, {"type": "text", "text": "2", "marks": [{"type": "superscript"}]}]);
    let paragraph = doc(json!([{"type": "paragraph", "content": text}]));
    assert_eq!(texts(Format::Doc, &paragraph), ["300m²"]);
    assert_eq!(texts(Format::Html, &"<p>300m<sup>2</sup>2</p>".into()), ["300m²2"]);
}

#[test]
fn items_and_headings_are_told() {
    let html = "<h2>题</h2><ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul><table><tr><td colspan=\"2\">丁</td></tr></table>";
    let read = outline(Format::Html, &html.into()).blocks;
    assert_eq!(read.iter().map(|b| b.heading).collect::<Vec<_>>(), [2, 0, 0, 0, 0]);
    assert_eq!(read.iter().filter_map(|b| b.item).map(|i| (i.list, i.number)).collect::<Vec<_>>(), [(1, 1), (2, 1), (1, 2)]);
    assert!(read[4].cell.unwrap().merged);
}

#[test]
fn blocks_follow_the_text_blocks_of_the_editor() {
    let value = doc(json!([
        {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": "一、"}, {"type": "text", "text": "总则"}]},
        {"type": "paragraph"},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [
            {"type": "text", "text": "甲"}, {"type": "hardBreak"}, {"type": "text", "text": "乙"}]}]}]},
        {"type": "table", "content": [{"type": "tableRow", "content": [cell("tableCell", "县区")]}]},
    ]));
    assert_eq!(texts(Format::Doc, &value), ["一、总则", "", "甲\n乙", "县区"]);
    assert_eq!(text(Format::Doc, &value), "一、总则\n甲\n乙\n县区");
}

#[test]
fn blocks_of_html_end_at_block_elements() {
    let value = json!("<div>甲<p>乙<b>丙</b>&amp;</p>\n<ul><li>丁<br>戊</li></ul></div>");
    assert_eq!(texts(Format::Html, &value), ["甲", "乙丙&", "丁\n戊"]);
}

#[test]
fn assets_and_links_are_found_once_each() {
    let value = json!(format!(
        "<img src=\"asset:{SHA}\"><img src=\"asset:{SHA}\"><a href=\"/a?x=1&amp;y=2\">a</a><a href=\"/a?x=1&amp;y=2\">b</a>"
    ));
    assert_eq!(assets(Format::Html, &value), [SHA]);
    assert_eq!(links(Format::Html, &value), ["/a?x=1&y=2"]);
    let image = doc(json!([{"type": "image", "attrs": {"sha256": SHA}}]));
    assert_eq!(assets(Format::Doc, &image), [SHA]);
}

#[test]
fn a_document_within_the_allow_list_is_accepted() {
    let value = doc(json!([
        {"type": "paragraph", "attrs": {"textAlign": null, "indent": 2, "rightIndent": 0}, "content": [{"type": "text", "text": "x"}]},
        {"type": "orderedList", "attrs": {"start": 3}, "content": [{"type": "listItem", "content": [{"type": "paragraph"}]}]},
        {"type": "table", "content": [{"type": "tableRow", "content": [cell("tableHeader", "a")]}]},
        {"type": "horizontalRule"},
        {"type": "image", "attrs": {"sha256": SHA, "alt": "a", "align": "center"}},
    ]));
    assert_eq!(validate_doc(&value), Ok(()));
}

#[test]
fn each_thing_outside_the_allow_list_is_named_with_its_place() {
    let place = |node: Value| validate_doc(&doc(json!([node]))).unwrap_err()[0].path.clone();
    assert_eq!(place(json!({"type": "iframe"})), "/content/0");
    assert_eq!(place(json!({"type": "text", "text": "x"})), "/content/0");
    assert_eq!(place(json!({"type": "heading", "attrs": {"level": 5}})), "/content/0/attrs/level");
    assert_eq!(place(json!({"type": "paragraph", "attrs": {"style": "x"}})), "/content/0/attrs/style");
    assert_eq!(place(json!({"type": "image", "attrs": {"alt": "x"}})), "/content/0/attrs/sha256");
    assert_eq!(place(json!({"type": "paragraph", "html": "<b>"})), "/content/0");
}

#[test]
fn too_deep_a_document_is_refused_and_still_drawn_without_harm() {
    let mut node = json!({"type": "paragraph"});
    for _ in 0..60 {
        node = json!({"type": "blockquote", "content": [node]});
    }
    let value = doc(json!([node]));
    assert_eq!(validate_doc(&value).unwrap_err()[0].message, "嵌套过深");
    assert!(render(Format::Doc, &value, &picture).len() < 2_000);
}

#[test]
fn only_web_mail_telephone_and_local_addresses_are_safe() {
    for good in ["https://a.example/x", "/a:b", "?q=a:b", "mailto:a@b.example", "tel:12345", "#a"] {
        assert!(is_safe_address(good), "{good}");
    }
    for bad in ["", "javascript:a", "JaVaScript:a", "data:text/html,x", " javascript:a", "java\nscript:a", "asset:x"] {
        assert!(!is_safe_address(bad), "{bad}");
    }
}
