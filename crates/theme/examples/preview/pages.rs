//! One page of every kind for a site of the preview.

use crate::content::Fixture;
use crate::rows::{card, picture};
use theme::content::{Card, Column, Link};
use theme::page::{Article, Attachment, Facet, Field, Gone, Hit, List, Page, Search};

/// File name and page.
pub fn of(fixture: &Fixture) -> Vec<(String, Page)> {
    let mut pages = vec![
        ("index.html".to_owned(), Page::Home),
        ("sitemap.html".to_owned(), Page::SiteMap),
        ("search.html".to_owned(), Page::Search(search(fixture))),
        ("search-none.html".to_owned(), Page::Search(nothing())),
        ("410.html".to_owned(), Page::Gone(gone())),
        ("404.html".to_owned(), Page::NotFound),
    ];
    for column in &fixture.columns {
        let at = |file: &str| format!("{}/{file}", column.path);
        match column.kind.as_str() {
            "channel" => pages.push((at("index.html"), Page::Channel { column: column.clone() })),
            "page" => pages.push((at("index.html"), Page::Article(article(column, "page")))),
            _ => {
                pages.push((at("index.html"), Page::List(list(fixture, column))));
                let kind = column.content_type.as_str();
                let name = if kind == "policy" { "policy.html" } else { "article.html" };
                pages.push((at(name), Page::Article(article(column, kind))));
            }
        }
    }
    pages
}

fn list(fixture: &Fixture, column: &Column) -> List {
    let mut pinned: Vec<Card> = fixture.rows_of(&column.path).into_iter().take(1).collect();
    pinned.iter_mut().for_each(|row| row.pinned = true);
    let pages = ["index_2.html", "p7.html"].map(|file| format!("{}{file}", column.url));
    List {
        column: column.clone(),
        pinned: if column.content_type == "notice" { pinned } else { Vec::new() },
        rows: fixture.rows_of(&column.path),
        newer: None,
        older: Some(pages[0].clone()),
        pager: format!("{}pager.json", column.url),
        feed: format!("{}feed.xml", column.url),
    }
}

fn article(column: &Column, content_type: &str) -> Box<Article> {
    let title = match content_type {
        "policy" => "云溪市人民政府关于印发《云溪市城市内涝治理三年行动方案（2026—2028年）》的通知",
        "guide" => "灵活就业人员参保登记",
        "leader" => "周敏",
        "page" => column.name.as_str(),
        _ => "云溪市召开城市内涝治理现场推进会：六类积水点分类施策，主汛期前完成首批42处整治",
    };
    let policy = content_type == "policy";
    Box::new(Article {
        id: "0197a0c2".to_owned(),
        content_type: content_type.to_owned(),
        column: column.clone(),
        title: title.to_owned(),
        subtitle: if content_type == "news" { "首批整治点完成过半".to_owned() } else { String::new() },
        body: body_html(policy),
        source: "云溪市水务局".to_owned(),
        author: "张岚".to_owned(),
        editor: "周敏".to_owned(),
        published_at: "2026-04-17 10:30".to_owned(),
        modified_at: if content_type == "notice" { "2026-04-18 09:00".to_owned() } else { String::new() },
        keywords: vec!["内涝治理".to_owned(), "积水点".to_owned(), "防汛".to_owned()],
        description: "全市118处积水点按成因分为六类，首批42处计划于6月10日前完成，进度每周公开。".to_owned(),
        canonical: format!("https://www.yunxi.example{}article.html", column.url),
        cover: Some(picture(if content_type == "leader" { "portrait" } else { "bridge" }, "滨河东路石桥段")),
        fields: fields(content_type),
        docno: if policy { "云政发〔2026〕8号".to_owned() } else { String::new() },
        validity: if policy { "有效".to_owned() } else { String::new() },
        attachments: if content_type == "leader" { Vec::new() } else { attachments() },
        interpretations: if policy { related("interpretation") } else { Vec::new() },
        interprets: if content_type == "interpretation" { related("policy") } else { Vec::new() },
        newer: Some(link("市政府常务会议研究汛前准备和城市内涝治理工作", &column.url)),
        older: Some(link("一季度重点项目进展公布：年度计划开工率96.4%", &column.url)),
    })
}

fn fields(content_type: &str) -> Vec<Field> {
    let pairs: &[(&str, &str)] = match content_type {
        "policy" => &[
            ("索引号", "000000000X/2026-00012"),
            ("文号", "云政发〔2026〕8号"),
            ("成文日期", "2026-04-10"),
            ("发布机构", "云溪市人民政府"),
            ("有效性", "有效"),
            ("主题分类", "城乡建设、环境保护/城市建设"),
            ("公开方式", "主动公开"),
        ],
        "guide" => &[
            ("事项名称", "灵活就业人员参保登记"),
            ("办理依据", "《云溪市灵活就业人员参加职工社会保险办法》第六条"),
            ("办理条件", "在本市办理就业登记、未在用人单位参保的人员"),
            ("申请材料", "居民身份证；灵活就业人员参保登记表"),
            ("办理流程", "提出申请、受理、审核、办结"),
            ("办理地点和时间", "市政务服务中心二楼社保窗口，工作日8:30—12:00，14:00—17:30"),
            ("收费标准", "不收费"),
            ("办理时限", "法定20个工作日，承诺3个工作日"),
            ("咨询电话", "0000-8800123"),
        ],
        "leader" => &[
            ("姓名", "周敏"),
            ("职务", "市长"),
            ("分工", "主持市政府全面工作，负责审计工作。"),
            ("简历", "1974年8月生，大学学历。2021年任云溪市副市长，2025年任现职。"),
        ],
        _ => &[],
    };
    let field = |(name, value): &(&str, &str)| Field { name: (*name).to_owned(), value: (*value).to_owned() };
    pairs.iter().map(field).collect()
}

fn attachments() -> Vec<Attachment> {
    let file = |name: &str, kind: &str, size: &str| Attachment {
        name: name.to_owned(),
        url: "/files/list.xlsx".to_owned(),
        kind: kind.to_owned(),
        size: size.to_owned(),
    };
    vec![file("首批积水点整治清单（42处）", "XLSX", "38 KB"), file("城市内涝治理三年行动方案（2026—2028年）", "PDF", "1.2 MB")]
}

fn related(content_type: &str) -> Vec<Card> {
    let titles = ["一图看懂：六类积水点怎么治", "《行动方案》政策解读"];
    let row = |title: &str| card(title, "/article.html", content_type, 11);
    titles.into_iter().map(row).collect()
}

fn search(fixture: &Fixture) -> Search {
    let rows = fixture.rows.iter().flat_map(|(_, rows)| rows.iter()).take(12);
    let hit = |row: &Card| Hit {
        title: row.title.clone(),
        title_html: row.title.replace("公布", "<em>公布</em>"),
        snippet_html: "全市118处积水点按成因分为六类，<em>公布</em>完成时限和责任单位。".to_owned(),
        url: row.url.clone(),
        site: fixture.site.name.clone(),
        date: row.date.clone(),
        source: row.source.clone(),
        content_type: row.content_type.clone(),
    };
    let hits: Vec<Hit> = rows.map(hit).collect();
    let facet = |c: &Column| Facet { path: c.path.clone(), name: c.name.clone(), count: 4 };
    Search {
        query: "公布".to_owned(),
        total: 46,
        hits,
        columns: fixture.columns.iter().filter(|c| c.kind == "list").take(5).map(facet).collect(),
        older: Some("/search?q=%E5%85%AC%E5%B8%83&page=2".to_owned()),
        ..nothing()
    }
}

fn nothing() -> Search {
    Search {
        query: "不存在的事项".to_owned(),
        everywhere: false,
        sort_by_time: false,
        column: String::new(),
        from: String::new(),
        to: String::new(),
        title_only: false,
        total: 0,
        hits: Vec::new(),
        columns: Vec::new(),
        newer: None,
        older: None,
    }
}

fn gone() -> Gone {
    Gone {
        title: "关于临时调整部分公交线路的通告".to_owned(),
        published_on: "2026-03-02".to_owned(),
        withdrawn_on: "2026-04-12".to_owned(),
        reason: "内容已失效".to_owned(),
    }
}

fn link(name: &str, url: &str) -> Link {
    Link { name: name.to_owned(), url: url.to_owned() }
}

/// A body with everything that editors use; `policy` adds the headings of an official document.
fn body_html(policy: bool) -> String {
    let opening = if policy {
        "<p>各县、区人民政府，市政府各部门：</p><p class=\"jy-indent\">现将《云溪市城市内涝治理三年行动方案（2026—2028年）》印发给你们，请认真贯彻执行。</p><h2>一、总体要求</h2><h3>（一）工作目标</h3>"
    } else {
        "<p class=\"jy-indent\">4月16日，全市城市内涝治理现场推进会在汀兰区召开。会议通报了一季度积水点整治进展，对主汛期前的重点任务作出安排。</p>"
    };
    format!("{opening}{BODY}")
}

const BODY: &str = r#"<p class="jy-indent">全市118处积水点按成因分为管网断头、口径不足、下穿低洼、河道顶托、收水不畅、在建影响六类，<strong>一点一策、逐一销号</strong>。首批42处计划于6月10日前完成。</p>
<figure><img src="/pictures/bridge.svg" srcset="/pictures/bridge.svg 480w, /pictures/bridge.svg 960w" alt="滨河东路石桥段" width="960" height="540" loading="lazy"><figcaption>滨河东路石桥段雨水管网改造后，排水能力由一年一遇提高到三年一遇。</figcaption></figure>
<h2>二、首批整治点完成过半</h2>
<div class="tbl" tabindex="0" role="region" aria-label="表格，可左右滚动"><table><thead><tr><th scope="col">县区</th><th scope="col">计划（处）</th><th scope="col">完工</th><th scope="col">责任单位</th></tr></thead><tbody><tr><td>汀兰区</td><td>18</td><td>11</td><td>区住房城乡建设局</td></tr><tr><td>望岚县</td><td>6</td><td>3</td><td>县水务局</td></tr></tbody></table></div>
<ol><li><p>每周五更新进度。</p></li><li><p>完工点位公布施工前后对比。</p></li></ol>
<blockquote><p>市民发现新的积水点，可提交位置和照片，属地24小时内到场核查并回复。</p></blockquote>
<p class="jy-indent">详见<a href="/zwgk/">政务公开</a>。</p>
<p class="jy-right jy-right-2">云溪市人民政府</p><p class="jy-right jy-right-2">2026年4月10日</p>"#;
