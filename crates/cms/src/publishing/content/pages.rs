//! From a page's subject to what the theme draws.

use super::cards::INTERPRETS;
use super::{Answer, View, fault};
use crate::articles::format_of;
use domain::content_type::ContentType;
use domain::publishing::{OPEN_RUN, PAGE_ROWS, Read, Subject, column_path, link};
use domain::text::{AssetRole, Text};
use domain::{ColumnId, DocumentId};
use store::publishing as rows;
use store::sites::Column;
use theme::body;
use theme::content::{Card, Link};
use theme::page::{Article, Attachment, Field, Gone, List, Page};

impl View {
    /// The page of a subject; `None` when there is nothing to show (any more).
    pub(in crate::publishing) fn page(&self, subject: &Subject) -> Answer<Option<Page>> {
        match subject {
            Subject::Home => Ok(Some(Page::Home)),
            Subject::SiteMap => Ok(Some(Page::SiteMap)),
            Subject::NotFound => Ok(Some(Page::NotFound)),
            Subject::Channel { column } => self.channel(*column),
            Subject::List { column } => self.list(*column, true),
            Subject::ListRest { column } => self.list(*column, false),
            Subject::Run { column, run } => self.run(*column, *run),
            Subject::Single { column } => self.single(*column),
            Subject::Article { document } => Ok(self.public_article(*document)?.map(|a| Page::Article(Box::new(a)))),
            Subject::Gone { document } => self.gone(*document),
            _ => Ok(None),
        }
    }

    fn channel(&self, id: ColumnId) -> Answer<Option<Page>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        Ok(Some(Page::Channel { column: self.described(&column)? }))
    }

    /// `index.html` with the newest page of rows, or `index_2.html` with the rest of the open run.
    fn list(&self, id: ColumnId, first: bool) -> Answer<Option<Page>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        self.note(Read::Run(id, OPEN_RUN));
        let open = self.db(|r| rows::run_rows(r, id, OPEN_RUN))?;
        let frozen = self.db(|r| rows::frozen_runs(r, id))?.into_iter().next();
        let oldest = frozen.map(|run| column_path(&column.path, &format!("p{}.html", run.number)));
        let rest = (open.len() > PAGE_ROWS).then(|| column_path(&column.path, "index_2.html"));
        let (shown, newer, older, pinned) = if first {
            self.note(Read::List(id, PAGE_ROWS as u32));
            let now = self.now;
            let pinned = self.db(|r| rows::pinned(r, id, now))?;
            // They may stand far below the rows whose changes this page hears of.
            pinned.iter().for_each(|row| self.note(Read::Document(row.document_id)));
            (&open[..open.len().min(PAGE_ROWS)], None, rest.or(oldest), self.cards_of(&pinned)?)
        } else {
            (&open[open.len().min(PAGE_ROWS)..], Some(self.link_to(&column)), oldest, Vec::new())
        };
        let rows = self.cards_of(shown)?;
        Ok(Some(Page::List(self.list_page(&column, pinned, rows, newer, older)?)))
    }

    fn run(&self, id: ColumnId, number: i32) -> Answer<Option<Page>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        self.note(Read::Run(id, number));
        let Some(run) = self.db(|r| rows::run(r, id, number))? else { return Ok(None) };
        let shown = self.db(|r| rows::run_rows(r, id, number))?;
        let at = (run.first_at, run.first_id);
        let (newer, older, open) =
            self.db(|r| Ok((rows::newer_run(r, id, at)?, rows::older_run(r, id, at)?, rows::run(r, id, OPEN_RUN)?)))?;
        let page_of = |run: rows::Run| column_path(&column.path, &format!("p{}.html", run.number));
        let newest = if open.is_some_and(|o| o.size > PAGE_ROWS as i32) {
            column_path(&column.path, "index_2.html")
        } else {
            self.link_to(&column)
        };
        let rows = self.cards_of(&shown)?;
        Ok(Some(Page::List(self.list_page(
            &column,
            Vec::new(),
            rows,
            Some(newer.map_or(newest, page_of)),
            older.map(page_of),
        )?)))
    }

    fn link_to(&self, column: &Column) -> String {
        link(&column_path(&column.path, "index.html")).to_owned()
    }

    fn list_page(
        &self,
        column: &Column,
        pinned: Vec<Card>,
        rows: Vec<Card>,
        newer: Option<String>,
        older: Option<String>,
    ) -> Answer<List> {
        Ok(List {
            column: self.described(column)?,
            pinned,
            // Only the block on top tells pins: rows of further pages would not follow when one ends.
            rows: rows.into_iter().map(|row| Card { pinned: false, ..row }).collect(),
            newer,
            older,
            pager: column_path(&column.path, "pager.json"),
            feed: column_path(&column.path, "feed.xml"),
        })
    }

    /// Addresses of all pages of a list, newest first.
    pub(in crate::publishing) fn chain(&self, id: ColumnId) -> Answer<Option<Vec<String>>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        self.note(Read::Chain(id));
        let (open, frozen) = self.db(|r| Ok((rows::run(r, id, OPEN_RUN)?, rows::frozen_runs(r, id)?)))?;
        let mut pages = vec![self.link_to(&column)];
        if open.is_some_and(|o| o.size > PAGE_ROWS as i32) {
            pages.push(column_path(&column.path, "index_2.html"));
        }
        pages.extend(frozen.iter().map(|run| column_path(&column.path, &format!("p{}.html", run.number))));
        Ok(Some(pages))
    }

    /// A column that shows its newest article itself.
    fn single(&self, id: ColumnId) -> Answer<Option<Page>> {
        let Some(column) = self.column_by_id(id)? else { return Ok(None) };
        self.note(Read::List(id, 1));
        match self.db(|r| rows::newest(r, id, 1))?.first() {
            Some(row) => {
                let shown = self.public_article(row.document_id)?;
                Ok(shown.map(|a| Page::Article(Box::new(Article { newer: None, older: None, ..a }))))
            }
            None => Ok(Some(Page::List(self.list_page(&column, Vec::new(), Vec::new(), None, None)?))),
        }
    }

    fn gone(&self, id: DocumentId) -> Answer<Option<Page>> {
        self.note(Read::Document(id));
        let (article, intervals) = self.db(|r| Ok((store::articles::article(r, id)?, rows::publications(r, id)?)))?;
        let Some(article) = article else { return Ok(None) };
        let Some(last) = intervals.iter().filter(|p| p.site_id == self.site.id).max_by_key(|p| p.down_at) else {
            return Ok(None);
        };
        // The title that was public: the draft's may have changed since, and nobody signed it.
        let Some(shown) = self.db(|r| store::articles::version(r, last.version_id))? else { return Ok(None) };
        Ok(Some(Page::Gone(Gone {
            title: shown.text().map_err(fault)?.title,
            published_on: article.published_at.map(|t| t.day().to_string()).unwrap_or_default(),
            withdrawn_on: last.down_at.map(|t| t.day().to_string()).unwrap_or_default(),
            reason: last.reason.as_deref().and_then(|r| r.split('：').next()).unwrap_or_default().to_owned(),
        })))
    }

    fn public_article(&self, id: DocumentId) -> Answer<Option<Article>> {
        self.note(Read::Document(id));
        let Some(row) = self.db(|r| rows::public(r, &[id]))?.into_iter().next() else { return Ok(None) };
        let text: Text = serde_json::from_str(&row.text).map_err(fault)?;
        let site = self.site.id;
        let (address, places) = self.db(|r| Ok((rows::address_of(r, id, site)?, store::placements::of_document(r, id)?)))?;
        let path = address.map(|a| a.path).unwrap_or_default();
        // On another site the text stands in the column that took it.
        let own = places
            .iter()
            .find(|p| p.site_id == site && p.is(store::placements::State::Accepted))
            .map_or(row.column_id, |p| p.column_id);
        let Some(column) = self.column_by_id(own)? else { return Ok(None) };
        let mut article = self.article(id, &text, &column, &path)?;
        article.published_at = row.published_at.shanghai_minute();
        article.modified_at = row.modified_at.map(|t| t.shanghai_minute()).unwrap_or_default();
        self.note(Read::Neighbours(column.id, id));
        let (newer, older) = self.db(|r| rows::neighbours(r, column.id, (row.published_at, id)))?;
        let as_link = |id: Option<DocumentId>| -> Answer<Option<Link>> {
            let card = id.map(|id| self.cards(&[id])).transpose()?.and_then(|cards| cards.into_iter().next());
            Ok(card.map(|c| Link { name: c.title, url: c.url }))
        };
        (article.newer, article.older) = (as_link(newer)?, as_link(older)?);
        article.interpretations = self.interpretations(id)?;
        let explained: Vec<DocumentId> = self
            .db(|r| store::articles::relations(r, id))?
            .into_iter()
            .filter(|(kind, _, out)| kind == INTERPRETS && *out)
            .map(|(_, id, _)| id)
            .collect();
        article.interprets = self.related_cards(&explained)?;
        Ok(Some(article))
    }

    /// A text as an article's page, public or not (preview); times and neighbours are the caller's.
    pub fn article(&self, id: DocumentId, text: &Text, column: &Column, path: &str) -> Answer<Article> {
        let format = format_of(text);
        let picture = |sha256: &str| {
            let alt = text.assets.iter().find(|a| a.sha256 == sha256).map_or("", |a| a.alt.as_str());
            self.picture(sha256, alt).ok().flatten()
        };
        let html = body::render(format, &text.body.value, &picture);
        let site = theme::content::Content::site(self)?;
        let fields = ContentType::find(&text.content_type).map(|t| t.fields).unwrap_or_default();
        let filled = fields.iter().filter(|f| !text.field(&f.name).is_empty());
        Ok(Article {
            id: id.to_string(),
            content_type: text.content_type.clone(),
            column: self.described(column)?,
            title: text.title.clone(),
            subtitle: text.subtitle.clone(),
            source: if text.source.is_empty() { site.name.clone() } else { text.source.clone() },
            author: text.author.clone(),
            editor: text.field("责任编辑").to_owned(),
            published_at: String::new(),
            modified_at: String::new(),
            keywords: if text.keywords.is_empty() { vec![column.name.clone()] } else { text.keywords.clone() },
            description: describe(text, &body::text(format, &text.body.value)),
            canonical: format!("{}{}", site.base_url, link(path)),
            cover: self.cover(&text.assets)?,
            fields: filled.map(|f| Field { name: f.name.clone(), value: text.field(&f.name).to_owned() }).collect(),
            docno: text.field("文号").to_owned(),
            validity: text.field("有效性").to_owned(),
            attachments: self.attachments(text)?,
            interpretations: Vec::new(),
            interprets: Vec::new(),
            newer: None,
            older: None,
            body: html,
        })
    }

    fn attachments(&self, text: &Text) -> Answer<Vec<Attachment>> {
        let mut files = Vec::new();
        for file in text.assets.iter().filter(|a| a.role == AssetRole::Attachment) {
            let Some(asset) = self.asset(&file.sha256)? else { continue };
            let safe: String = file
                .name
                .chars()
                .map(|c| if matches!(c, '/' | '\\' | '?' | '#' | '%' | '\0'..='\u{1f}') { '_' } else { c })
                .collect();
            // The file's own ending decides how it is served: a text may not call itself a page or a script.
            let ending = asset.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
            let same = media::Kind::of_name(&safe) == media::Kind::of_name(&asset.name);
            let safe = if same { safe } else { format!("{safe}.{ending}") };
            let path = format!("/files/{}/{safe}", &file.sha256[..16.min(file.sha256.len())]);
            self.bring(self.assets.path(&file.sha256), &path)?;
            files.push(Attachment {
                name: file.name.clone(),
                url: path,
                kind: asset.kind.clone(),
                size: size_in_words(asset.size),
            });
        }
        Ok(files)
    }
}

/// "36 KB"
pub(crate) fn size_in_words(bytes: i64) -> String {
    match bytes {
        b if b < 1024 => format!("{b} B"),
        b if b < 1 << 20 => format!("{} KB", (b + 512) / 1024),
        b => format!("{:.1} MB", b as f64 / f64::from(1 << 20)),
    }
}

/// At most 200 characters, never empty.
fn describe(text: &Text, plain: &str) -> String {
    let from = [text.summary.as_str(), plain, text.title.as_str()].into_iter().find(|s| !s.trim().is_empty()).unwrap_or("");
    from.split_whitespace().collect::<Vec<_>>().join("").chars().take(200).collect()
}
