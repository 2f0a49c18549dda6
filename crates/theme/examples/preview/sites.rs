//! The four sites of the preview: portal, department, township, and one with no known column class.

use crate::content::Fixture;
use crate::rows;
use theme::content::{Card, Column, Link, Site, SiteLink};

/// `path|name|class|kind|content type`, one column a line, in tree order.
const PORTAL: &str = "zjyx|走进云溪|GK|page|page
ldzc|领导之窗|LD|leaders|leader
zwdt|政务动态|DT|channel|news
zwdt/yw|要闻|DT|list|news
zwdt/bmdt|部门动态|DT|list|news
zwdt/xqdt|县区动态|DT|list|news
zwgk|政务公开|ZC|channel|policy
zwgk/zfwj|政策文件|ZC|list|policy
zwgk/zcjd|政策解读|JD|list|interpretation
zwgk/tzgg|通知公告|TZ|list|notice
zwgk/rsxx|人事信息|RS|list|notice
zwgk/ghjh|规划计划|RS|list|notice
zwgk/gkzn|信息公开指南|GKZN|list|page
zwgk/gkml|信息公开目录|GKML|list|page
zwgk/nb|信息公开年报|NB|list|notice
zwgk/jgzn|机构职能|JG|list|page
bsfw|办事服务|BS|channel|guide
bsfw/grbs|个人办事|BS|list|guide
bsfw/frbs|法人办事|BS|list|guide
hdjl|互动交流|HD-ZX|channel|notice
hdjl/xxgk|来信选登|HD-ZX|list|notice
hdjl/yjzj|意见征集|HD-ZJ|list|notice
sjfb|数据发布|SJ|list|notice
ztzl|专题专栏|ZT|channel|news
ztzl/mssh|2026年民生实事|ZT|list|news
ztzl/fxbx|防汛备汛|ZT|list|news";

const DEPARTMENT: &str = "bmgk|部门概况|GK|page|page
jgld|机构领导|LD|leaders|leader
gzdt|工作动态|DT|list|news
tzgg|通知公告|TZ|list|notice
zcwj|政策文件|ZC|list|policy
zcjd|政策解读|JD|list|interpretation
bszn|办事指南|BS|list|guide
sjfb|数据发布|SJ|list|notice
gkzn|信息公开指南|GKZN|list|page
gkml|信息公开目录|GKML|list|page
nb|信息公开年报|NB|list|notice";

const TOWNSHIP: &str = "zqgk|镇情概况|GK|page|page
gg|公告|TZ|list|notice
zwdt|镇务动态|DT|list|news
btgs|补贴公示|GKML|list|notice
bmfw|便民服务|BS|list|guide
cwgk|村务公开|SJ|list|notice
gkzn|信息公开指南|GKZN|list|page
nb|信息公开年报|NB|list|notice";

const ARCHIVE: &str = "xwzx|新闻中心|LJ|channel|news
xwzx/szyw|时政要闻|LJ|list|news
xwzx/jcdt|基层动态|LJ|list|news
gsl|公示栏|LJ|list|notice
zlxz|资料下载|LJ|list|notice
fwdt|服务大厅|LJ|list|notice";

pub fn portal() -> Fixture {
    let mut fixture = fixture(site("www", "云溪市人民政府", "dai", "portal"), PORTAL);
    let covers = rows::with_covers();
    fixture.slots = vec![("headline".to_owned(), rows::headline()), ("gallery".to_owned(), covers)];
    fixture.sites = directory();
    fixture
}

pub fn department() -> Fixture {
    let mut site = site("swj", "云溪市水务局", "dian", "department");
    site.parent = Some(link("云溪市人民政府", "https://www.yunxi.example/"));
    fixture(site, DEPARTMENT)
}

pub fn township() -> Fixture {
    let mut site = site("qlz", "青芦镇人民政府", "song", "township");
    site.parent = Some(link("望岚县人民政府", "https://wanglan.yunxi.example/"));
    fixture(site, TOWNSHIP)
}

/// What an import of an older site leaves: columns without a class that blocks look for.
pub fn archive() -> Fixture {
    fixture(site("old", "云溪市旧站资料", "zi", "portal"), ARCHIVE)
}

fn fixture(site: Site, columns: &str) -> Fixture {
    let columns = parse(columns);
    let rows = columns
        .iter()
        .filter(|c| c.kind == "list" || c.kind == "leaders")
        .map(|c| (c.path.clone(), rows::of(c)))
        .collect::<Vec<(String, Vec<Card>)>>();
    Fixture { site, columns, rows, slots: Vec::new(), sites: Vec::new() }
}

fn site(code: &str, name: &str, hue: &str, masthead: &str) -> Site {
    let domain = format!("{code}.yunxi.example");
    Site {
        code: code.to_owned(),
        name: name.to_owned(),
        base_url: format!("https://{domain}"),
        domain,
        hue: hue.to_owned(),
        masthead: masthead.to_owned(),
        identification_code: "0000000001".to_owned(),
        icp: "示ICP备00000000号-1".to_owned(),
        police: "示公网安备00000000000000号".to_owned(),
        organizer: format!("{name}办公室"),
        undertaker: "云溪市数据管理服务中心".to_owned(),
        address: "云溪市汀兰区明堂路1号".to_owned(),
        phone: "0000-8800123（工作日8:30—12:00，14:00—17:30）".to_owned(),
        description: format!("{name}网站：政策文件、通知公告、办事服务、互动交流。"),
        keywords: format!("{name},政务公开"),
        parent: None,
    }
}

fn parse(lines: &str) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for line in lines.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        let [path, name, class, kind, content_type] = parts[..] else {
            continue;
        };
        let parent = path.rsplit_once('/').map(|(parent, _)| parent);
        let above = columns.iter().find(|c| Some(c.path.as_str()) == parent);
        let mut crumbs = above.map(|c| c.crumbs.clone()).unwrap_or_default();
        let url = format!("/{path}/");
        crumbs.push(link(name, &url));
        columns.push(Column {
            name: name.to_owned(),
            path: path.to_owned(),
            url,
            class: class.to_owned(),
            column_type: name.to_owned(),
            kind: kind.to_owned(),
            content_type: content_type.to_owned(),
            description: format!("{name}栏目发布{name}相关信息。"),
            keywords: name.to_owned(),
            crumbs,
        });
    }
    columns
}

fn directory() -> Vec<SiteLink> {
    let rows = [
        ("city", "云溪市人民政府", "www"),
        ("county", "汀兰区", "tinglan"),
        ("county", "望岚县", "wanglan"),
        ("department", "水务局", "swj"),
        ("department", "教育局", "jyj"),
        ("department", "住房城乡建设局", "zjj"),
        ("department", "文化和旅游局", "wlj"),
        ("township", "青芦镇", "qlz"),
        ("township", "竹影镇", "zyz"),
    ];
    let entry = |(level, name, code): (&str, &str, &str)| SiteLink {
        name: name.to_owned(),
        url: format!("https://{code}.yunxi.example/"),
        level: level.to_owned(),
    };
    rows.into_iter().map(entry).collect()
}

fn link(name: &str, url: &str) -> Link {
    Link { name: name.to_owned(), url: url.to_owned() }
}
