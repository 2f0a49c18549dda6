//! A content source held in memory: the sites of the preview and of the theme's own tests.

use theme::content::{Card, Column, Content, ContentFault, NavItem, Site, SiteLink};

/// One site with everything its pages may ask for.
pub struct Fixture {
    pub site: Site,
    /// All open columns in tree order.
    pub columns: Vec<Column>,
    /// Column path and its rows, newest first.
    pub rows: Vec<(String, Vec<Card>)>,
    pub slots: Vec<(String, Vec<Card>)>,
    pub sites: Vec<SiteLink>,
}

impl Fixture {
    pub fn rows_of(&self, path: &str) -> Vec<Card> {
        let found = self.rows.iter().find(|(p, _)| p == path);
        found.map(|(_, rows)| rows.clone()).unwrap_or_default()
    }

    fn below(&self, path: &str) -> Vec<Column> {
        let is_child = |c: &&Column| match c.path.rsplit_once('/') {
            Some((parent, _)) => parent == path,
            None => path.is_empty(),
        };
        self.columns.iter().filter(is_child).cloned().collect()
    }

    fn item(&self, column: &Column) -> NavItem {
        NavItem {
            name: column.name.clone(),
            url: column.url.clone(),
            path: column.path.clone(),
            class: column.class.clone(),
            children: self.below(&column.path).iter().map(|c| self.item(c)).collect(),
        }
    }
}

impl Content for Fixture {
    fn site(&self) -> Result<Site, ContentFault> {
        Ok(self.site.clone())
    }

    fn nav(&self) -> Result<Vec<NavItem>, ContentFault> {
        Ok(self.below("").iter().map(|c| self.item(c)).collect())
    }

    fn column(&self, path: &str) -> Result<Option<Column>, ContentFault> {
        Ok(self.columns.iter().find(|c| c.path == path).cloned())
    }

    fn columns_of_class(&self, class: &str) -> Result<Vec<Column>, ContentFault> {
        let wanted = |c: &&Column| c.class == class && c.kind == "list";
        Ok(self.columns.iter().filter(wanted).cloned().collect())
    }

    fn children(&self, path: &str) -> Result<Vec<Column>, ContentFault> {
        Ok(self.below(path))
    }

    fn articles(&self, path: &str, limit: u32) -> Result<Vec<Card>, ContentFault> {
        let mut rows = self.rows_of(path);
        rows.truncate(limit as usize);
        Ok(rows)
    }

    fn slot(&self, name: &str, limit: u32) -> Result<Vec<Card>, ContentFault> {
        let found = self.slots.iter().find(|(n, _)| n == name);
        let mut cards = found.map(|(_, cards)| cards.clone()).unwrap_or_default();
        cards.truncate(limit as usize);
        Ok(cards)
    }

    fn sites(&self) -> Result<Vec<SiteLink>, ContentFault> {
        Ok(self.sites.clone())
    }
}
