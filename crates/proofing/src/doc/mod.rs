//! The text under examination: blocks of tag-free text, each character knowing where it stands in the source.
//! A match never crosses a block; every character's source range is non-empty and ranges never run backwards.

mod blanks;
mod entities;
mod gaps;
mod handed;
pub(crate) mod hiding;
mod html;
mod markdown;
mod table;
mod tags;

use serde::{Deserialize, Serialize};

pub(crate) use gaps::{Gap, Lack, Picture, Spot};
pub use handed::{Block, Item};
pub use table::Cell;

/// Which part of an article a block of text belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Subtitle,
    Summary,
    #[default]
    Body,
    /// Replacement text of an image.
    Alt,
    AttachmentName,
    AttachmentText,
    LinkText,
    /// Any other field of the form (source, author, keywords, …).
    Other,
}

impl Field {
    /// Reads a field's name as used in a lexicon's `scope` column.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "subtitle" => Self::Subtitle,
            "summary" => Self::Summary,
            "body" => Self::Body,
            "alt" => Self::Alt,
            "attachment_name" => Self::AttachmentName,
            "attachment_text" => Self::AttachmentText,
            "link_text" => Self::LinkText,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// A link as the editor hands it over: the UTF-16 range of its text in a block, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Index of the block.
    pub block: usize,
    /// Start within the block's text, in UTF-16 units.
    pub start: usize,
    /// End (exclusive) within the block's text, in UTF-16 units.
    pub end: usize,
    pub href: String,
}

/// A link in the text: the characters `start..end` of a block lead to `href`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub block: usize,
    pub start: usize,
    pub end: usize,
    pub href: String,
    /// Why nobody sees it.
    pub hidden: Option<&'static str>,
    /// Where the whole element stands in the source, as far as it is one.
    pub source: Option<Span>,
    /// Written in white by its own style, without a ground of its own.
    pub white: bool,
}

/// Where one character of text stands in the source, in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

/// A block of tag-free text with the map back to its source.
#[derive(Clone, Debug)]
pub(crate) struct TextBlock {
    pub field: Field,
    pub chars: Vec<char>,
    pub spans: Vec<Span>,
    /// Where it stands in a table, if in one.
    pub cell: Option<Cell>,
    /// Number of the list it is an item of, from 1, if of one.
    pub list: Option<u32>,
    /// Level of the heading of the markup that it is, from 1; 0 for none.
    pub heading: u8,
    /// The cell beside it is empty.
    pub bare: bool,
    /// The block handed over that it was read from; `None` where blocks are counted as they are read.
    pub origin: Option<Origin>,
}

/// A place in a block that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub block: usize,
    /// UTF-16 units of that block before this place.
    pub units: usize,
}

impl TextBlock {
    /// A block outside of any table, list or heading.
    pub fn new(field: Field, chars: Vec<char>, spans: Vec<Span>) -> Self {
        Self { field, chars, spans, cell: None, list: None, heading: 0, bare: false, origin: None }
    }

    /// The characters `start..end` as a string, clipped to the block.
    pub fn slice(&self, start: usize, end: usize) -> String {
        let end = end.min(self.chars.len());
        self.chars[start.min(end)..end].iter().collect()
    }

    /// The source range, in characters, of the text range `start..end`.
    pub fn source(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.spans.get(start).map_or(0, |s| s.start);
        let last = end.checked_sub(1).and_then(|i| self.spans.get(i));
        (first as usize, last.map_or(first, |s| s.end) as usize)
    }
}

/// A whole document as the engine reads it.
#[derive(Clone, Debug, Default)]
pub struct TextDoc {
    pub(crate) blocks: Vec<TextBlock>,
    /// The links that have text to be seen, in order of that text.
    pub(crate) links: Vec<Anchor>,
    /// What the source shows without text, in order.
    pub(crate) gaps: Vec<Gap>,
    /// The pictures that have an address, in order.
    pub(crate) pictures: Vec<Picture>,
    /// Whether a table or picture that its text speaks of would be among its blocks.
    pub(crate) markup: bool,
    /// Whether it shows pictures that nothing else here tells of.
    pub(crate) pictured: bool,
}

impl TextDoc {
    /// Plain text: every non-empty line is a block of body text.
    pub fn from_text(source: &str) -> Self {
        let mut writer = Writer::default();
        for (at, c) in source.chars().enumerate() {
            match c {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => writer.break_block(),
                _ => writer.push(c, at, at + 1),
            }
        }
        Self { markup: true, ..writer.finish() }
    }

    /// HTML source: inline tags join the text, a block edge, `td`, `li` or `br` breaks it; `alt` texts are blocks of their own.
    pub fn from_html(source: &str) -> Self {
        Self { markup: true, ..html::read(source) }
    }

    /// Markdown source (CommonMark with tables).
    pub fn from_markdown(source: &str) -> Self {
        Self { markup: true, ..markdown::read(source) }
    }

    /// The editor's blocks in order; block n of a finding is element n, and source positions count the blocks joined by one newline.
    pub fn from_blocks(blocks: &[Block]) -> Self {
        handed::read(blocks)
    }

    /// The same document, whose blocks say all of its lists and tables; `pictured` where it shows pictures, too.
    pub fn with_markup(self, pictured: bool) -> Self {
        Self { markup: true, pictured, ..self }
    }

    /// The same document below a title or names of files; the first blocks of findings are those, each with positions of its own.
    pub fn below(mut self, heads: &[Block]) -> Self {
        let block = |head: &Block| {
            let chars: Vec<char> = head.text.chars().collect();
            let spans = (0..chars.len() as u32).map(|at| Span { start: at, end: at + 1 }).collect();
            TextBlock::new(head.field, chars, spans)
        };
        self.blocks.splice(0..0, heads.iter().map(block));
        let spots = self.gaps.iter_mut().map(|gap| &mut gap.spot);
        let spots = spots.chain(self.pictures.iter_mut().map(|picture| &mut picture.spot)).map(|spot| &mut spot.block);
        spots.chain(self.links.iter_mut().map(|link| &mut link.block)).for_each(|block| *block += heads.len());
        self
    }

    /// The same document with the links of its blocks; a link whose place lies outside the text is left out.
    pub fn with_links(mut self, links: &[Link]) -> Self {
        let mut cursor = Cursor::default();
        let mut anchor = |link: &Link| {
            let begun = |block: &TextBlock| block.origin.is_none_or(|o| (o.block, o.units) <= (link.block, link.start));
            let behind = self.blocks.partition_point(begun);
            // A link that begins with a hard break has its words in the line behind.
            [behind.checked_sub(1), Some(behind)].into_iter().flatten().find_map(|block| {
                let (line, units) = (self.blocks.get(block)?, self.blocks[block].origin.filter(|o| o.block == link.block)?.units);
                let mut at = |place: usize| cursor.to(block, &line.chars, place.saturating_sub(units));
                let (start, end) = (at(link.start), at(link.end));
                let href = (start < end).then(|| link.href.clone())?;
                Some(Anchor { block, start, end, href, hidden: None, source: None, white: false })
            })
        };
        let found = links.iter().filter_map(&mut anchor).collect();
        self.links = found;
        self
    }

    /// Whether any picture is to be seen.
    pub(crate) fn has_picture(&self) -> bool {
        let described = self.blocks.iter().any(|block| block.field == Field::Alt);
        self.pictured || !self.pictures.is_empty() || described || self.gaps.iter().any(|gap| gap.lack == Lack::Alt)
    }

    /// How many blocks of text there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text of each block with its field, in order.
    pub fn blocks(&self) -> impl Iterator<Item = Block> + '_ {
        self.blocks.iter().map(|b| Block::new(b.field, b.chars.iter().collect::<String>()))
    }
}

/// A place in a block, from which the next is sought: places asked for in order take one walk.
#[derive(Default)]
struct Cursor {
    block: usize,
    at: usize,
    units: usize,
}

impl Cursor {
    /// The index of the character that starts at or after the given number of UTF-16 units.
    fn to(&mut self, block: usize, chars: &[char], units: usize) -> usize {
        if self.block != block || units < self.units {
            *self = Self { block, at: 0, units: 0 };
        }
        while let Some(c) = chars.get(self.at).filter(|_| self.units < units) {
            (self.at, self.units) = (self.at + 1, self.units + c.len_utf16());
        }
        self.at
    }
}

/// A link whose end has not been met.
struct OpenLink {
    href: String,
    hidden: Option<&'static str>,
    /// Where its text begins in the open block.
    start: usize,
    /// Where its element begins in the source.
    tag: Option<usize>,
    white: bool,
}

/// Collects characters into blocks; the readers of each format write through it.
#[derive(Default)]
struct Writer {
    blocks: Vec<TextBlock>,
    chars: Vec<char>,
    spans: Vec<Span>,
    field: Field,
    links: Vec<Anchor>,
    gaps: Vec<Gap>,
    pictures: Vec<Picture>,
    open: Option<OpenLink>,
    /// Level of the open heading.
    heading: u8,
    /// The lists now open, by number, and how many there were.
    lists: (Vec<u32>, u32),
}

impl Writer {
    /// Begins a link; links do not nest, so an open one ends.
    fn open_link(&mut self, href: String, hidden: Option<&'static str>, tag: Option<usize>) {
        self.close_link(None);
        self.open = Some(OpenLink { href, hidden, start: self.chars.len(), tag, white: false });
    }

    /// Ends the open link, whose element ends at `to` in the source; gives it back when no text stood in it.
    fn close_link(&mut self, to: Option<usize>) -> Option<OpenLink> {
        let link = self.open.take()?;
        let (block, start, end) = (self.blocks.len(), link.start, self.chars.len());
        if self.chars.get(start..end).is_none_or(|text| text.iter().all(|c| c.is_whitespace())) {
            return Some(link);
        }
        let to = to.map(|to| to as u32).or_else(|| self.spans.last().map(|span| span.end));
        let source = link.tag.zip(to).map(|(from, to)| Span { start: from as u32, end: to });
        self.links.push(Anchor { block, start, end, href: link.href, hidden: link.hidden, source, white: link.white });
        None
    }

    /// Notes that the source range shows something without text at this point of the open block.
    fn lack(&mut self, lack: Lack, start: usize, end: usize) {
        let spot = self.spot(start, end);
        self.gaps.push(Gap { lack, spot });
    }

    /// This point of the open block, for what stands at the source range.
    fn spot(&self, start: usize, end: usize) -> Spot {
        Spot {
            block: self.blocks.len(),
            at: self.chars.len(),
            source: Span { start: start as u32, end: end as u32 },
            empty: None,
        }
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.spans.push(Span { start: start as u32, end: end as u32 });
    }

    /// Adds a white-space character the way a browser shows it: one space, none at a block's start.
    fn push_space(&mut self, start: usize, end: usize) {
        if self.chars.last().is_some_and(|&c| c != ' ') {
            self.push(' ', start, end);
        }
    }

    /// Ends the block; white space alone makes no block.
    fn break_block(&mut self) {
        // A link around several blocks counts by the first of them that has text.
        let open = self.close_link(None);
        let chars = std::mem::take(&mut self.chars);
        let spans = std::mem::take(&mut self.spans);
        if chars.iter().any(|c| !c.is_whitespace()) {
            let list = self.lists.0.last().copied();
            self.blocks.push(TextBlock { list, heading: self.heading, ..TextBlock::new(self.field, chars, spans) });
        }
        self.open = open.map(|link| OpenLink { start: 0, ..link });
    }

    /// Ends the block and begins a list, or ends the innermost one.
    fn list(&mut self, ends: bool) {
        self.break_block();
        if ends {
            self.lists.0.pop();
        } else {
            self.lists.1 += 1;
            self.lists.0.push(self.lists.1);
        }
    }

    fn finish(mut self) -> TextDoc {
        self.break_block();
        let spots =
            self.gaps.iter_mut().map(|gap| &mut gap.spot).chain(self.pictures.iter_mut().map(|picture| &mut picture.spot));
        gaps::settle(spots, &mut self.blocks);
        TextDoc { blocks: self.blocks, links: self.links, gaps: self.gaps, pictures: self.pictures, ..TextDoc::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_plain_text_is_a_block_with_source_positions() {
        let doc = TextDoc::from_text("甲乙\r\n\r\n丙");
        assert_eq!(doc.blocks.len(), 2);
        assert_eq!(doc.blocks[1].source(0, 1), (6, 7));
    }

    #[test]
    fn links_keep_the_place_of_their_text() {
        let anchor = |block, start, end| (block, start, end, "/a".to_owned());
        let links = |doc: TextDoc| doc.links.into_iter().map(|a| (a.block, a.start, a.end, a.href)).collect::<Vec<_>>();
        assert_eq!(links(TextDoc::from_html("<p>见<a href='/a'>附<b>件</b></a>。</p>")), [anchor(0, 1, 3)]);
        assert_eq!(links(TextDoc::from_html("甲<a href=/a><p>乙</p><p>丙</p></a>")), [anchor(1, 0, 1)]);
        assert_eq!(links(TextDoc::from_html("甲<a href=/a><img alt=图></a>乙")), [anchor(1, 0, 1)]);
        assert_eq!(links(TextDoc::from_markdown("见[附件](/a)。")), [anchor(0, 1, 3)]);
        let block = Block::new(Field::Body, "令\n😀附件");
        let link = Link { block: 0, start: 4, end: 6, href: "/a".into() };
        assert_eq!(links(TextDoc::from_blocks(&[block]).with_links(&[link])), [anchor(1, 1, 3)]);
        let behind_a_break = Link { block: 0, start: 2, end: 5, href: "/a".into() };
        let block = Block::new(Field::Body, "请看\n附件");
        assert_eq!(links(TextDoc::from_blocks(&[block]).with_links(&[behind_a_break])), [anchor(1, 0, 2)]);
    }

    #[test]
    fn a_link_knows_its_whole_element() {
        let source = |doc: TextDoc| doc.links[0].source.map(|s| (s.start, s.end));
        assert_eq!(source(TextDoc::from_html("见<a href='/a'>附件</a>。")), Some((1, 20)));
        assert_eq!(source(TextDoc::from_html("<a href=/a><p>乙</p></a>")), Some((0, 15)));
        assert_eq!(source(TextDoc::from_markdown("见[附件](/a)。")), Some((1, 9)));
    }
}
