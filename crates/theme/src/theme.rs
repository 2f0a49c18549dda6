//! A loaded theme: one tera instance for all threads, and the choice of template for each page.

use crate::asking::{self, Drawing};
use crate::content::Content;
use crate::fault::ThemeFault;
use crate::filters;
use crate::frame::{Frame, FrameKey, Frames};
use crate::package::Package;
use crate::page::Page;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tera::{Context, Tera, Value};

/// No page of a register is larger; beyond it a template is in a loop.
const MAX_PAGE: usize = 4 * 1024 * 1024;
const HOME_URL: &str = "/";

/// A theme ready to draw pages; shared between threads.
pub struct Theme {
    name: String,
    hash: String,
    assets: Vec<(String, PathBuf)>,
    tera: Tera,
    frames: Frames,
}

impl Theme {
    /// Reads `theme.toml`, `templates/` and `assets/` below `dir`; a template that does not parse or
    /// uses an unknown function, filter or parent is a fault.
    pub fn load(dir: &Path) -> Result<Theme, ThemeFault> {
        Theme::build(Package::read(dir)?)
    }

    fn build(package: Package) -> Result<Theme, ThemeFault> {
        let mut tera = Tera::new();
        filters::register(&mut tera);
        asking::register(&mut tera);
        let pages = package.templates.iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".xml"));
        tera.add_raw_templates(pages.map(|(name, source)| (name, source))).map_err(|e| ThemeFault::from_tera(&e, "templates"))?;
        Ok(Theme { name: package.name, hash: package.hash, assets: package.assets, tera, frames: Frames::default() })
    }

    /// The name in `theme.toml`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 over all files of the theme, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// First 8 digits of the hash: pages link assets below `/static/{hash8}/`.
    pub fn hash8(&self) -> &str {
        self.hash.get(..8).unwrap_or(&self.hash)
    }

    /// Path below `assets/` and file of every asset, sorted by path.
    pub fn assets(&self) -> Vec<(String, PathBuf)> {
        self.assets.clone()
    }

    /// Appends the page to `out`; what was appended before a fault must be thrown away.
    pub fn render(&self, page: &Page, content: Rc<dyn Content>, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
        let key = FrameKey {
            site: content.site()?,
            nav: content.nav()?,
            top: top_of(page).to_owned(),
            home: matches!(page, Page::Home),
        };
        let name = self.template_for(page, &key.site.masthead)?;
        let frame = self.frames.get(key, |key| self.draw_frame(key, &content))?;
        let mut context = self.context(&frame.site);
        let page = Value::try_from_serializable(page).map_err(|e| ThemeFault::from_tera(&e, name))?;
        context.insert_value("page", page);
        context.insert_value("header_html", frame.header.clone());
        context.insert_value("footer_html", frame.footer.clone());
        let drawing = Drawing::begin(content, frame.nav.clone(), false);
        self.draw(name, &context, &drawing, out)
    }

    fn draw_frame(&self, key: &FrameKey, content: &Rc<dyn Content>) -> Result<Frame, ThemeFault> {
        let value = |error: tera::Error| ThemeFault::from_tera(&error, "parts/header.html");
        let site = Value::try_from_serializable(&key.site).map_err(value)?;
        let nav = Value::try_from_serializable(&key.nav).map_err(value)?;
        let mut context = self.context(&site);
        context.insert("top", &key.top);
        context.insert("is_home", &key.home);
        let drawing = Drawing::begin(Rc::clone(content), nav.clone(), true);
        let part = |name: &str| -> Result<Value, ThemeFault> {
            let mut out = Vec::with_capacity(8 * 1024);
            self.draw(name, &context, &drawing, &mut out)?;
            Ok(Value::safe_string(&String::from_utf8_lossy(&out)))
        };
        let header = part("parts/header.html")?;
        let footer = part("parts/footer.html")?;
        Ok(Frame { site, nav, header, footer })
    }

    fn context(&self, site: &Value) -> Context {
        let mut context = Context::new();
        context.insert_value("site", site.clone());
        context.insert("hash8", self.hash8());
        context.insert("home_url", HOME_URL);
        context
    }

    fn draw(&self, name: &str, context: &Context, drawing: &Drawing, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
        let mut limited = Limited { room: MAX_PAGE, out };
        let Err(error) = self.tera.render_to(name, context, &mut limited) else {
            return Ok(());
        };
        if let Some(fault) = drawing.fault() {
            return Err(ThemeFault::Content(fault));
        }
        if limited.room == 0 {
            return Err(ThemeFault::TooLarge { name: name.to_owned(), limit: MAX_PAGE });
        }
        Err(ThemeFault::from_tera(&error, name))
    }

    fn template_for(&self, page: &Page, masthead: &str) -> Result<&'static str, ThemeFault> {
        let candidates = candidates(page, masthead);
        candidates.iter().find(|name| self.tera.contains_template(name)).copied().ok_or_else(|| ThemeFault::Template {
            name: candidates.first().copied().unwrap_or_default().to_owned(),
            line: 0,
            message: "主题缺少这个模板".to_owned(),
        })
    }
}

/// Templates for a page, the most particular first.
fn candidates(page: &Page, masthead: &str) -> &'static [&'static str] {
    match page {
        Page::Home => match masthead {
            "department" => &["home/department.html", "home/portal.html"],
            "township" => &["home/township.html", "home/portal.html"],
            _ => &["home/portal.html"],
        },
        Page::Channel { .. } => &["channel.html"],
        Page::List(_) => &["list.html"],
        Page::Article(article) => match article.content_type.as_str() {
            "policy" => &["policy.html", "article.html"],
            "guide" => &["guide.html", "article.html"],
            "leader" => &["leader.html", "article.html"],
            _ => &["article.html"],
        },
        Page::SiteMap => &["sitemap.html"],
        Page::Search(_) => &["search.html"],
        Page::Gone(_) => &["gone.html"],
        Page::NotFound => &["notfound.html"],
    }
}

fn top_of(page: &Page) -> &str {
    let path = match page {
        Page::Channel { column } => &column.path,
        Page::List(list) => &list.column.path,
        Page::Article(article) => &article.column.path,
        Page::Home | Page::SiteMap | Page::Search(_) | Page::Gone(_) | Page::NotFound => return "",
    };
    path.split('/').next().unwrap_or("")
}

struct Limited<'a> {
    room: usize,
    out: &'a mut Vec<u8>,
}

impl Write for Limited<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.room {
            self.room = 0;
            return Err(io::Error::other("page too large"));
        }
        self.room -= bytes.len();
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
