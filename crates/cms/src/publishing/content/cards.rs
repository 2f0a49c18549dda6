//! Rows of lists as pages show them.

use super::{Answer, CARDS_KEPT, Card, View, fault};
use domain::publishing::{Read, is_web_address, link};
use domain::text::AssetUse;
use domain::{ColumnId, DocumentId};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::publishing as rows;

/// What a row needs of a canonical text; the body, most of it, is passed over unread.
#[derive(Deserialize)]
struct Heading {
    title: String,
    summary: String,
    source: String,
    fields: BTreeMap<String, String>,
    assets: Vec<AssetUse>,
}

impl Heading {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Kind of relation from an interpretation to what it explains (解读).
pub(super) const INTERPRETS: &str = "interprets";
/// The content type that is listed with its interpretations.
const POLICY: &str = "policy";

impl View {
    /// The newest rows of a column.
    pub(super) fn newest(&self, column: ColumnId, limit: u32) -> Answer<Vec<Card>> {
        let limit = limit.min(50);
        self.note(Read::List(column, limit));
        let listed = self.db(|r| rows::newest(r, column, i64::from(limit)))?;
        self.cards_of(&listed)
    }

    pub(super) fn cards_of(&self, listed: &[rows::Listing]) -> Answer<Vec<Card>> {
        let ids: Vec<DocumentId> = listed.iter().map(|l| l.document_id).collect();
        let mut cards = self.cards(&ids)?;
        for card in &mut cards {
            let pinned = listed
                .iter()
                .any(|l| l.document_id.to_string() == card.id && l.pinned_until.is_some_and(|until| until > self.now));
            card.pinned = pinned;
        }
        Ok(cards)
    }

    /// The cards of documents that are public, in the order asked for.
    pub(super) fn cards(&self, documents: &[DocumentId]) -> Answer<Vec<Card>> {
        let missing: Vec<DocumentId> = {
            let kept = self.kept.borrow();
            documents.iter().copied().filter(|d| !kept.cards.contains_key(d)).collect()
        };
        if !missing.is_empty() {
            let made = self.make_cards(&missing)?;
            let mut kept = self.kept.borrow_mut();
            if kept.cards.len() > CARDS_KEPT {
                kept.cards.clear();
            }
            let mut made: BTreeMap<DocumentId, Card> = made;
            for id in missing {
                kept.cards.insert(id, made.remove(&id));
            }
        }
        // Looked up again: clearing may have dropped some that were there before.
        let mut cards = Vec::with_capacity(documents.len());
        for id in documents {
            let known = self.kept.borrow().cards.get(id).cloned();
            match known {
                Some(card) => cards.extend(card),
                None => cards.extend(self.make_cards(&[*id])?.into_values()),
            }
            // Its interpretations stand beside it: what relates to it counts as its own change.
            if cards.last().is_some_and(|card| card.content_type == POLICY) {
                self.note(Read::Document(*id));
            }
        }
        Ok(cards)
    }

    fn make_cards(&self, documents: &[DocumentId]) -> Answer<BTreeMap<DocumentId, Card>> {
        let site = self.site.id;
        let (public, addresses) = self.db(|r| Ok((rows::public(r, documents)?, rows::addresses_of(r, documents)?)))?;
        let mut cards = BTreeMap::new();
        for row in public {
            let text: Heading = serde_json::from_str(&row.text).map_err(fault)?;
            let own = addresses.iter().find(|a| a.document_id == Some(row.document_id) && a.site_id == site && a.kind == "page");
            let Some(own) = own else { continue };
            let mut card = self.card(&row, &text, link(&own.path))?;
            if row.content_type == POLICY {
                card.interpretations = self.interpretations(row.document_id)?;
            }
            cards.insert(row.document_id, card);
        }
        Ok(cards)
    }

    fn card(&self, row: &rows::Public, text: &Heading, path: &str) -> Answer<Card> {
        let target = text.field("链接地址");
        let leads_away = row.content_type == "link" && is_web_address(target);
        let url = if leads_away { target.to_owned() } else { path.to_owned() };
        Ok(Card {
            id: row.document_id.to_string(),
            title: text.title.clone(),
            external: leads_away && !url.starts_with('/'),
            url,
            date: row.published_at.day().to_string(),
            published_at: row.published_at.shanghai_rfc3339(),
            summary: text.summary.clone(),
            source: text.source.clone(),
            content_type: row.content_type.clone(),
            pinned: false,
            cover: self.cover(&text.assets)?,
            docno: text.field("文号").to_owned(),
            made_on: text.field("成文日期").to_owned(),
            validity: text.field("有效性").to_owned(),
            interpretations: Vec::new(),
        })
    }

    /// Public interpretations of a document that have a page on this site.
    pub(super) fn interpretations(&self, document: DocumentId) -> Answer<Vec<Card>> {
        let related = self.db(|r| store::articles::relations(r, document))?;
        let ids: Vec<DocumentId> =
            related.into_iter().filter(|(kind, _, out)| kind == INTERPRETS && !out).map(|(_, id, _)| id).collect();
        self.related_cards(&ids)
    }

    pub(super) fn related_cards(&self, ids: &[DocumentId]) -> Answer<Vec<Card>> {
        for id in ids {
            self.note(Read::Document(*id));
        }
        if ids.is_empty() { Ok(Vec::new()) } else { Ok(self.make_plain_cards(ids)?) }
    }

    /// Cards without their own interpretations, so that two papers that explain each other end.
    fn make_plain_cards(&self, documents: &[DocumentId]) -> Answer<Vec<Card>> {
        let site = self.site.id;
        let (public, addresses) = self.db(|r| Ok((rows::public(r, documents)?, rows::addresses_of(r, documents)?)))?;
        let mut cards = Vec::new();
        for id in documents {
            let own = addresses.iter().find(|a| a.document_id == Some(*id) && a.site_id == site && a.kind == "page");
            if let (Some(row), Some(own)) = (public.iter().find(|p| p.document_id == *id), own) {
                let text: Heading = serde_json::from_str(&row.text).map_err(fault)?;
                cards.push(self.card(row, &text, link(&own.path))?);
            }
        }
        Ok(cards)
    }
}
