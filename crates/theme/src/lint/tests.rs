use super::*;

const GOOD: &str = r##"<!doctype html><html lang="zh-CN"><head>
<meta name="SiteName" content="云溪市人民政府"><meta name="SiteDomain" content="www.yunxi.example"><meta name="SiteIDCode" content="0000000001">
</head><body><a href="#main">跳到正文</a><main id="main"><h1>云溪市人民政府</h1></main>
<footer><a href="/sitemap.html">站点地图</a>主办单位：办公室 联系电话：0000 网站标识码：0000000001
<a href="https://beian.miit.gov.cn/">示ICP备00000000号-1</a><a href="https://beian.mps.gov.cn/">示公网安备00000000000000号</a>
<a href="https://bszs.conac.cn/">标识</a><a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=0000000001&amp;url=x">找错</a></footer></body></html>"##;

fn faults_after(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    lint(&GOOD.replacen(from, to, 1), Kind::Site).join("；")
}

#[test]
fn a_whole_page_passes() {
    assert_eq!(lint(GOOD, Kind::Site), Vec::<String>::new());
}

#[test]
fn a_missing_empty_or_doubled_tag_is_a_fault() {
    assert_eq!(faults_after("SiteName", "Other"), "缺少标签 SiteName");
    assert_eq!(faults_after("www.yunxi.example", ""), "标签 SiteDomain 的值为空");
    let double = r#"<meta name="SiteName" content="a"></head>"#;
    assert_eq!(faults_after("</head>", double), "标签 SiteName 出现多次");
}

#[test]
fn each_group_of_pages_has_its_own_tags() {
    assert_eq!(lint(GOOD, Kind::Column).len(), 4);
    assert_eq!(lint(GOOD, Kind::Article).len(), 10);
}

#[test]
fn a_publication_time_without_minutes_is_a_fault() {
    let tag = r#"<meta name="PubDate" content="2026-11-20"></head>"#;
    assert_eq!(faults_after("</head>", tag), "标签 PubDate 不是“年-月-日 时:分”");
}

#[test]
fn each_item_of_the_footer_is_missed() {
    assert_eq!(faults_after("bszs.conac.cn", "a.example"), "页脚缺少党政机关网站标识（F1）");
    assert_eq!(faults_after("?site_code=0000000001", "?site_code=2"), "页脚缺少与网站标识码一致的找错入口（F2）");
    assert_eq!(faults_after("网站标识码：", "代码："), "页脚缺少网站标识码（F3）");
    assert_eq!(faults_after("ICP备", "备"), "页脚缺少ICP备案编号（F4）");
    assert_eq!(faults_after("beian.mps.gov.cn", "a.example"), "页脚缺少公安机关备案标识（F5）");
    assert_eq!(faults_after("主办单位", "单位"), "页脚缺少主办单位（F6）");
    assert_eq!(faults_after("联系电话", "电"), "页脚缺少联系方式（F7）");
    assert_eq!(faults_after("站点地图", "地图"), "页脚缺少站点地图（F8）");
}

#[test]
fn one_heading_of_the_first_level_and_none_skipped() {
    assert_eq!(faults_after("</main>", "<h1>二</h1></main>"), "h1 应有且只有一个，现有 2 个");
    assert_eq!(faults_after("</main>", "<h3>二</h3></main>"), "标题层级从 h1 跳到 h3");
}

#[test]
fn the_first_link_leads_to_an_id_of_the_page() {
    assert_eq!(faults_after("#main", "#none"), "第一个链接不是“跳到正文”");
    assert!(faults_after("</main>", "<p id=main></main>").contains("id“main”出现多次"));
}

#[test]
fn dead_links_and_inline_code_are_faults() {
    assert!(faults_after("</main>", r##"<a href="#">x</a></main>"##).contains("链接没有去处"));
    assert!(faults_after("</main>", r#"<p style="color:red"></main>"#).contains("内联样式"));
    assert!(faults_after("</main>", "<script>a()</script></main>").contains("内联脚本"));
    assert!(faults_after("</main>", r#"<p onclick="a()"></main>"#).contains("onclick"));
    assert!(faults_after("</main>", r#"<img src="a.jpg"></main>"#).contains("替代文字"));
}
