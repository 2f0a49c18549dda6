//! Draws pages: the only crate that knows tera, and the one that makes HTML safe.
//!
//! A theme is a folder with `theme.toml` (`api = 1`, `name`), `templates/` and `assets/`.
//!
//! Templates: `home/{portal,department,township}.html` by the site's masthead, `channel.html`,
//! `list.html`, `article.html`, `policy.html`, `guide.html`, `leader.html` (the last three fall back
//! to `article.html`), `sitemap.html`, `search.html`, `gone.html`, `notfound.html`; names are
//! relative to `templates/`, also in `extends` and `include`.
//!
//! Context of a page: `page` (the fields of its [`page::Page`] variant, and the variant's name as
//! `page.page`), `site`, `hash8`, `home_url`, `header_html`, `footer_html`. The last two come from
//! `parts/header.html` and `parts/footer.html`, which see `site`, `hash8`, `home_url`, `top` (first
//! segment of the current column's path, or ""), `is_home`, and of all functions only `nav()`:
//! they are drawn once for all pages that share these.
//!
//! Functions: `nav()`, `sites()`, `column(path=)`, `children(path=)`, `columns_of_class(class=)`,
//! `articles(path=, limit=)`, `slot(name=, limit=)`; a limit is 8 unless told and at most 50.
//! Filters: `date_zh`, `month_day`, `truncate_zh(n=)`, `json`.
//!
//! The same page from the same content is the same bytes.

mod asking;
pub mod body;
pub mod content;
mod fault;
pub mod feed;
mod filters;
mod frame;
pub mod lint;
mod markup;
mod package;
pub mod page;
#[cfg(test)]
mod sample;
mod theme;

pub use fault::ThemeFault;
pub use theme::Theme;
