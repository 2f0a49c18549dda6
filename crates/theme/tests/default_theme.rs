//! The default theme, drawn for every kind of site and checked as a visitor gets it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's own functions may fail the test")]

#[path = "../examples/preview/content.rs"]
mod content;
#[path = "../examples/preview/pages.rs"]
mod pages;
#[path = "../examples/preview/rows.rs"]
mod rows;
#[path = "../examples/preview/sites.rs"]
mod sites;

use content::Fixture;
use std::path::Path;
use std::rc::Rc;
use theme::content::Content;
use theme::lint::{Kind, lint};
use theme::{Theme, page::Page};

fn default_theme() -> Theme {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default");
    Theme::load(&dir).unwrap_or_else(|fault| panic!("{fault}"))
}

fn draw(theme: &Theme, page: &Page, content: &Rc<dyn Content>) -> String {
    let mut out = Vec::new();
    let drawn = theme.render(page, Rc::clone(content), &mut out);
    drawn.unwrap_or_else(|fault| panic!("{fault}"));
    String::from_utf8(out).unwrap()
}

/// Pages of a site with their faults, one a line.
fn faults_of(fixture: Fixture) -> String {
    let theme = default_theme();
    let pages = pages::of(&fixture);
    let content: Rc<dyn Content> = Rc::new(fixture);
    let lines = pages.iter().flat_map(|(name, page)| {
        let found = lint(&draw(&theme, page, &content), Kind::of(page));
        found.into_iter().map(move |fault| format!("{name}: {fault}\n"))
    });
    lines.collect()
}

#[test]
fn every_page_of_a_portal_passes() {
    assert_eq!(faults_of(sites::portal()), "");
}

#[test]
fn every_page_of_a_department_passes() {
    assert_eq!(faults_of(sites::department()), "");
}

#[test]
fn every_page_of_a_township_passes() {
    assert_eq!(faults_of(sites::township()), "");
}

#[test]
fn every_page_of_a_site_without_known_columns_passes() {
    assert_eq!(faults_of(sites::archive()), "");
}

#[test]
fn a_site_without_any_column_or_article_passes() {
    let mut empty = sites::portal();
    empty.columns.clear();
    empty.rows.clear();
    empty.slots.clear();
    empty.sites.clear();
    assert_eq!(faults_of(empty), "");
}

#[test]
fn a_page_is_the_same_bytes_each_time() {
    let content: Rc<dyn Content> = Rc::new(sites::portal());
    let (first, second) = (default_theme(), default_theme());
    let once = draw(&first, &Page::Home, &content);
    assert_eq!(draw(&first, &Page::Home, &content), once);
    assert_eq!(draw(&second, &Page::Home, &content), once);
}

#[test]
fn a_title_with_markup_is_shown_as_text() {
    let mut fixture = sites::portal();
    fixture.site.name = "云溪<script>alert(1)</script>".to_owned();
    let content: Rc<dyn Content> = Rc::new(fixture);
    let html = draw(&default_theme(), &Page::NotFound, &content);
    assert!(!html.contains("<script>alert(1)"));
    assert!(html.contains("云溪&lt;script&gt;alert(1)"));
}

#[test]
fn no_asset_of_the_theme_is_linked_that_does_not_exist() {
    let theme = default_theme();
    let content: Rc<dyn Content> = Rc::new(sites::portal());
    let html = draw(&theme, &Page::Home, &content);
    let prefix = format!("/static/{}/", theme.hash8());
    let assets = theme.assets();
    for link in html.split(&prefix).skip(1) {
        let name = link.split(['"', '\'', ')', ' ', '#', '?']).next().unwrap();
        assert!(assets.iter().any(|(asset, _)| asset == name), "{name}");
    }
    assert!(html.contains(&prefix));
}
