use super::*;
use crate::content::{Card, Column, ContentFault, NavItem, Site, SiteLink};
use crate::sample;
use std::cell::Cell;

/// One column "tzgg" with one row; counts questions, and fails to answer when told to.
#[derive(Default)]
struct Source {
    asked: Cell<u32>,
    broken: bool,
    name: &'static str,
}

impl Content for Source {
    fn site(&self) -> Result<Site, ContentFault> {
        let mut site = sample::site();
        site.name.push_str(self.name);
        Ok(site)
    }
    fn nav(&self) -> Result<Vec<NavItem>, ContentFault> {
        Ok(Vec::new())
    }
    fn column(&self, path: &str) -> Result<Option<Column>, ContentFault> {
        Ok((path == "tzgg").then(sample::column))
    }
    fn columns_of_class(&self, _: &str) -> Result<Vec<Column>, ContentFault> {
        Ok(vec![sample::column()])
    }
    fn children(&self, _: &str) -> Result<Vec<Column>, ContentFault> {
        Ok(Vec::new())
    }
    fn articles(&self, _: &str, limit: u32) -> Result<Vec<Card>, ContentFault> {
        self.asked.set(limit);
        if self.broken {
            return Err(ContentFault("database".to_owned()));
        }
        Ok(vec![sample::card("防汛<通告>")])
    }
    fn slot(&self, _: &str, _: u32) -> Result<Vec<Card>, ContentFault> {
        Ok(Vec::new())
    }
    fn sites(&self) -> Result<Vec<SiteLink>, ContentFault> {
        Ok(Vec::new())
    }
}

const HEADER: &str = "[{{ site.name }}{% if is_home %}*{% endif %}{{ top }}]";

fn theme_with(templates: &[(&str, &str)]) -> Result<Theme, ThemeFault> {
    let mut all = vec![("parts/header.html", HEADER), ("parts/footer.html", "")];
    all.retain(|(name, _)| templates.iter().all(|(n, _)| n != name));
    all.extend(templates);
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    Theme::build(Package {
        name: "t".to_owned(),
        hash: "0123456789abcdef".to_owned(),
        templates: all.into_iter().map(owned).collect(),
        assets: Vec::new(),
    })
}

fn draw(theme: &Theme, page: &Page, source: Source) -> Result<String, ThemeFault> {
    let mut out = Vec::new();
    theme.render(page, Rc::new(source), &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn not_found(template: &str) -> Result<String, ThemeFault> {
    let theme = theme_with(&[("notfound.html", template)])?;
    draw(&theme, &Page::NotFound, Source::default())
}

fn message(result: Result<String, ThemeFault>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_template_asks_content_and_its_text_is_escaped() {
    let html = not_found("{% for a in articles(path='tzgg', limit=3) %}{{ a.title }}{% endfor %}{{ hash8 }}");
    assert_eq!(html.unwrap(), "防汛&lt;通告&gt;01234567");
}

#[test]
fn header_and_footer_are_inserted_as_they_are() {
    let theme = theme_with(&[("home/portal.html", "{{ header_html }}{{ footer_html }}"), ("parts/footer.html", "<footer>")]);
    let html = draw(&theme.unwrap(), &Page::Home, Source::default());
    assert_eq!(html.unwrap(), "[云溪市人民政府*]<footer>");
}

#[test]
fn a_header_is_shared_only_by_pages_with_the_same_site_and_column() {
    let theme = theme_with(&[("notfound.html", "{{ header_html }}"), ("channel.html", "{{ header_html }}")]).unwrap();
    let of = |page: &Page, name| draw(&theme, page, Source { name, ..Source::default() }).unwrap();
    let channel = Page::Channel { column: sample::column() };
    assert_eq!(of(&Page::NotFound, ""), "[云溪市人民政府]");
    assert_eq!(of(&channel, ""), "[云溪市人民政府tzgg]");
    assert_eq!(of(&Page::NotFound, "办公室"), "[云溪市人民政府办公室]");
}

#[test]
fn a_header_may_not_ask_what_its_cache_does_not_know() {
    let header = ("parts/header.html", "\n{{ articles(path='tzgg') | length }}");
    let theme = theme_with(&[header, ("notfound.html", "")]).unwrap();
    let told = message(draw(&theme, &Page::NotFound, Source::default()));
    assert!(told.starts_with("模板 parts/header.html 第 2 行：页眉和页脚只能使用"), "{told}");
}

#[test]
fn a_fault_of_the_content_is_not_blamed_on_the_template() {
    let theme = theme_with(&[("notfound.html", "{{ articles(path='tzgg') | length }}")]).unwrap();
    let source = Source { broken: true, ..Source::default() };
    let fault = draw(&theme, &Page::NotFound, source).unwrap_err();
    assert!(matches!(fault, ThemeFault::Content(ContentFault(why)) if why == "database"));
}

#[test]
fn a_draw_leaves_nothing_behind_for_the_next() {
    let broken = theme_with(&[("notfound.html", "{{ articles(path='tzgg') | length }}")]).unwrap();
    let source = Source { broken: true, ..Source::default() };
    assert!(draw(&broken, &Page::NotFound, source).is_err());
    assert_eq!(draw(&broken, &Page::NotFound, Source::default()).unwrap(), "1");
}

#[test]
fn a_syntax_error_names_file_line_and_reason() {
    let told = message(not_found("<p>\n{{ a | nofilter }}"));
    assert_eq!(told, "模板 notfound.html 第 2 行：没有这个过滤器 `nofilter`");
    let told = message(not_found("<p>\n\n{% if %}"));
    assert!(told.starts_with("模板 notfound.html 第 3 行："), "{told}");
}

#[test]
fn a_fault_while_drawing_names_file_and_line() {
    let told = message(not_found("\n\n{{ page.nothing.more }}"));
    assert!(told.starts_with("模板 notfound.html 第 3 行："), "{told}");
}

#[test]
fn a_missing_parent_or_template_is_named() {
    let told = message(not_found("{% extends 'base.html' %}"));
    assert_eq!(told, "模板 notfound.html：所继承的模板 base.html 不存在");
    let theme = theme_with(&[]).unwrap();
    let told = message(draw(&theme, &Page::SiteMap, Source::default()));
    assert_eq!(told, "模板 sitemap.html：主题缺少这个模板");
}

#[test]
fn a_page_without_end_is_stopped() {
    let loops = "{% for i in range(end=99999) %}{% for j in range(end=100) %}xxxxxxxxxx{% endfor %}{% endfor %}";
    let fault = not_found(loops).unwrap_err();
    assert!(matches!(fault, ThemeFault::TooLarge { .. }), "{fault}");
}

#[test]
fn a_limit_beyond_fifty_is_refused_and_eight_is_usual() {
    let told = message(not_found("{{ articles(path='tzgg', limit=51) | length }}"));
    assert!(told.contains("limit 最大为 50"), "{told}");
    let theme = theme_with(&[("notfound.html", "{{ articles(path='tzgg') | length }}")]).unwrap();
    let source = Rc::new(Source::default());
    let content: Rc<dyn Content> = Rc::clone(&source) as Rc<dyn Content>;
    theme.render(&Page::NotFound, content, &mut Vec::new()).unwrap();
    assert_eq!(source.asked.get(), 8);
}

#[test]
fn a_site_without_own_home_template_gets_the_portal() {
    let theme = theme_with(&[("home/portal.html", "portal"), ("home/township.html", "township")]).unwrap();
    assert_eq!(theme.template_for(&Page::Home, "department").unwrap(), "home/portal.html");
    assert_eq!(theme.template_for(&Page::Home, "township").unwrap(), "home/township.html");
}

#[test]
fn a_theme_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&theme_with(&[]).unwrap());
}
