//! 页面预览: a text drawn as its page would look, without being public.
//!
//! The page is shown in a sandboxed frame, which sends no session and belongs to no origin: pictures and icons
//! go along inside the page, scripts stay away.

use crate::App;
use crate::articles::{format_of, readable, working_draft};
use crate::problem::{Outcome, Problem};
use crate::publishing::View;
use base64::Engine;
use domain::DocumentId;
use domain::text::Text;
use std::collections::BTreeSet;
use std::rc::Rc;
use store::Context;
use theme::page::Page;

/// What a preview's answer allows: drawn with the theme's styles, framed by the console, nothing runs.
pub const POLICY: &str =
    "sandbox; default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors 'self'";
/// Width in pixels to which pictures are brought.
const WIDTH: u32 = 960;

/// `version` is `draft` or the number of a kept version.
pub fn draw(app: &App, context: &Context, id: DocumentId, version: &str) -> Outcome<String> {
    let (text, site, column) = app.read(|r| {
        let article = readable(r, &context.actor, id, context.now)?;
        let text = match version {
            "draft" => working_draft(r, id)?.map(|d| d.text()).transpose()?,
            number => match number.parse() {
                Ok(number) => store::articles::version_by_number(r, id, number)?.map(|v| v.text()).transpose()?,
                Err(_) => None,
            },
        };
        let site = store::sites::site(r, article.site_id)?;
        let column = store::sites::column(r, article.column_id)?;
        match (text, site, column) {
            (Some(text), Some(site), Some(column)) => Ok((text, site, column)),
            _ => Err(Problem::not_found()),
        }
    })?;
    let view = Rc::new(View::new(app, site, None));
    let mut page = view.article(id, &text, &column, "/")?;
    page.published_at = context.now.shanghai_minute();
    let mut drawn = Vec::new();
    app.theme
        .render(&Page::Article(Box::new(page)), view, &mut drawn)
        .map_err(|e| Problem::internal(&e).saying(format!("页面画不出来：{e}")))?;
    let html = String::from_utf8(drawn).map_err(Problem::internal)?;
    with_pictures(app, with_icons(app, without_scripts(&html))?, &text)
}

/// A sandbox runs no script; one that is not there is not refused loudly either.
fn without_scripts(html: &str) -> String {
    let mut parts = html.split("<script");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once("</script>").map_or("", |(_, rest)| rest));
    }
    out
}

/// Puts the theme's icons into the page: a frame of no origin may not take them from a file.
fn with_icons(app: &App, html: String) -> Outcome<String> {
    let Some((_, path)) = app.theme.assets().into_iter().find(|(name, _)| name == "icons.svg") else { return Ok(html) };
    let icons = std::fs::read_to_string(path).map_err(Problem::internal)?;
    let icons = icons.replacen("<svg", "<svg width=\"0\" height=\"0\" aria-hidden=\"true\"", 1).replace("id=\"", "id=\"icon-");
    let named = format!("href=\"/static/{}/icons.svg#", app.theme.hash8());
    Ok(html.replace(&named, "href=\"#icon-").replace("</body>", &format!("{icons}</body>")))
}

/// Puts each picture of the text into the page where its public file would be named.
fn with_pictures(app: &App, mut html: String, text: &Text) -> Outcome<String> {
    let listed = text.assets.iter().map(|a| a.sha256.clone());
    let used: BTreeSet<String> = listed.chain(theme::body::assets(format_of(text), &text.body.value)).collect();
    for sha256 in used {
        let start = format!("src=\"/files/{}/", sha256.get(..16).unwrap_or(&sha256));
        if !html.contains(&start) {
            continue;
        }
        let path = app.assets.resized(&sha256, WIDTH)?;
        let bytes = std::fs::read(&path).map_err(Problem::internal)?;
        let mime =
            path.file_name().and_then(|n| media::Kind::of_name(&n.to_string_lossy())).map_or("image/jpeg", media::Kind::mime);
        let data = format!("src=\"data:{mime};base64,{}", base64::prelude::BASE64_STANDARD.encode(bytes));
        html = embed(&html, &start, &data);
    }
    Ok(html)
}

/// Replaces each attribute that begins so, and the list of other widths after it.
fn embed(html: &str, start: &str, data: &str) -> String {
    let mut parts = html.split(start);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('"').map_or("", |(_, rest)| rest);
        out.push_str(data);
        out.push('"');
        out.push_str(match rest.trim_start().strip_prefix("srcset=\"").and_then(|list| list.split_once('"')) {
            Some((_, after)) => after,
            None => rest,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{embed, without_scripts};

    #[test]
    fn no_script_goes_along() {
        assert_eq!(without_scripts("<p>甲</p><script src=\"/static/1/site.js\"></script><p>乙</p>"), "<p>甲</p><p>乙</p>");
    }

    #[test]
    fn a_picture_goes_along_inside_the_page() {
        let html = r#"<p><img src="/files/ab/640.jpg" srcset="/files/ab/480.jpg 480w" alt="图"></p>"#;
        assert_eq!(embed(html, "src=\"/files/ab/", "src=\"data:x"), r#"<p><img src="data:x" alt="图"></p>"#);
    }
}
