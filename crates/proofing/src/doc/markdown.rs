//! Reads Markdown into blocks of text: a thin layer over the event stream, with source offsets kept.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::table::Tables;
use super::{Field, Lack, Picture, Span, TextBlock, TextDoc, Writer};

pub(super) fn read(source: &str) -> TextDoc {
    let mut reader = Reader {
        source,
        at: CharIndex { source, byte: 0, chars: 0 },
        out: Writer::default(),
        image: Start::default(),
        heading: Start::default(),
        alts: Vec::new(),
        table: Tables::default(),
        items: Vec::new(),
        ordinals: Vec::new(),
    };
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Text(text) => reader.text(&text, range),
            Event::Code(text) => reader.code(&text, range),
            Event::Html(text) | Event::InlineHtml(text) => reader.html(&text, range),
            Event::SoftBreak => {
                let start = reader.at.of(range.start);
                reader.out.push_space(start, start + 1);
            }
            Event::HardBreak | Event::Rule => reader.break_block(),
            Event::Start(tag) => reader.begin(tag, range),
            Event::End(tag) => reader.end(tag, range),
            _ => {}
        }
        reader.out.field = Field::Body;
    }
    reader.break_block();
    reader.out.finish()
}

/// Where something open began: how many blocks, characters of the open block and pictures there were.
#[derive(Default)]
struct Start {
    blocks: usize,
    chars: usize,
    pictures: usize,
}

struct Reader<'a> {
    source: &'a str,
    at: CharIndex<'a>,
    out: Writer,
    image: Start,
    heading: Start,
    /// Texts of pictures met in the open block; they follow it as blocks of their own.
    alts: Vec<(Vec<char>, Vec<Span>)>,
    table: Tables,
    /// How many blocks there were before each open item.
    items: Vec<usize>,
    /// The number of the next item of each open list that does not begin with 1.
    ordinals: Vec<Option<u64>>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str, range: Range<usize>) {
        let start = self.at.of(range.start);
        // An escape or reference stands for other characters than the source has; all of it is the range.
        let same = self.source.get(range.clone()) == Some(text);
        let whole = if same { 0 } else { self.at.of(range.end) };
        for (i, c) in text.chars().enumerate() {
            match c {
                '\n' => self.break_block(),
                _ if same => self.out.push(c, start + i, start + i + 1),
                _ => self.out.push(c, start, whole.max(start + 1)),
            }
        }
    }

    fn code(&mut self, text: &str, range: Range<usize>) {
        let inside = self.source.get(range.clone()).and_then(|s| s.find(text)).unwrap_or(0);
        let start = self.at.of(range.start + inside);
        text.chars().enumerate().for_each(|(i, c)| self.out.push(c, start + i, start + i + 1));
    }

    fn html(&mut self, text: &str, range: Range<usize>) {
        let chars: Vec<char> = text.chars().collect();
        if text.trim_start().starts_with("<!--") && super::gaps::is_note(&chars) {
            let (start, end) = self.place(range);
            self.out.lack(Lack::Note, start, end);
        }
    }

    fn begin(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let start = Start { blocks: self.out.blocks.len(), chars: self.out.chars.len(), pictures: self.out.pictures.len() };
        match tag {
            Tag::Link { dest_url, .. } => {
                let start = self.at.of(range.start);
                self.out.open_link(dest_url.trim().to_owned(), None, Some(start));
            }
            Tag::Heading { level, .. } => {
                self.heading = start;
                self.out.heading = level as u8;
            }
            Tag::Image { dest_url, .. } => {
                self.image = start;
                let (start, end) = self.place(range);
                let spot = self.out.spot(start, end);
                self.out.pictures.push(Picture { src: dest_url.trim().to_owned(), hidden: None, spot });
            }
            Tag::Table(_) => self.table.begin(),
            Tag::TableRow | Tag::TableHead => {
                let at = self.at.of(range.start);
                self.table.begin_row(&mut self.out, 0, at);
            }
            Tag::TableCell => {
                let at = self.at.of(range.start);
                self.table.begin_cell(&mut self.out, 0, at, false);
            }
            Tag::Item => {
                self.break_block();
                self.items.push(self.out.blocks.len());
                self.ordinal(range.start);
            }
            Tag::List(first) => {
                self.break_block();
                self.ordinals.push(first.filter(|first| *first > 1));
                self.out.list(false);
            }
            _ => {}
        }
    }

    /// The number of an item whose list goes on from a line above (附件：1. 甲, then 2. 乙): there it is a line of the text.
    fn ordinal(&mut self, at: usize) {
        let Some(Some(number)) = self.ordinals.last_mut() else { return };
        let mark = format!("{number}.");
        *number += 1;
        if self.source[at..].starts_with(&mark) {
            let start = self.at.of(at);
            mark.chars().enumerate().for_each(|(i, c)| self.out.push(c, start + i, start + i + 1));
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Link => {
                let end = self.at.of(range.end);
                self.out.close_link(Some(end));
            }
            TagEnd::Image => self.end_image(range),
            TagEnd::Heading(_) => {
                if self.is_empty(&self.heading) && self.out.pictures.len() == self.heading.pictures {
                    self.gap(Lack::Heading, range);
                }
                self.break_block();
                self.out.heading = 0;
            }
            TagEnd::Table => {
                let at = self.at.of(range.end);
                self.table.end(&mut self.out, 0, at);
            }
            TagEnd::TableCell => {
                self.break_block();
                let at = self.at.of(range.end);
                self.table.close(&mut self.out, 0, at);
            }
            TagEnd::Item => {
                self.break_block();
                if self.items.pop() == Some(self.out.blocks.len()) {
                    self.gap(Lack::Item, range);
                }
            }
            TagEnd::List(_) => {
                self.break_block();
                self.ordinals.pop();
                self.out.list(true);
            }
            tag if !inline(&tag) => self.break_block(),
            _ => {}
        }
    }

    fn end_image(&mut self, range: Range<usize>) {
        if self.is_empty(&self.image) {
            self.gap(Lack::Alt, range);
        } else if self.out.open.is_none() && self.image.blocks == self.out.blocks.len() {
            // A picture that is a link's text stays where it is.
            self.alts.push((self.out.chars.split_off(self.image.chars), self.out.spans.split_off(self.image.chars)));
        }
    }

    /// Whether nothing but blanks was written since.
    fn is_empty(&self, start: &Start) -> bool {
        let text = self.out.chars.get(start.chars..).unwrap_or_default();
        start.blocks == self.out.blocks.len() && text.iter().all(|c| c.is_whitespace())
    }

    /// Notes a gap, unless one inside it is noted.
    fn gap(&mut self, lack: Lack, range: Range<usize>) {
        let (start, end) = self.place(range);
        if self.out.gaps.last().is_none_or(|gap| (gap.spot.source.start as usize) < start) {
            self.out.lack(lack, start, end);
        }
    }

    /// The range in characters, without the blanks at its end.
    fn place(&mut self, range: Range<usize>) -> (usize, usize) {
        let len = self.source[range.clone()].trim_end().len();
        (self.at.of(range.start), self.at.of(range.start + len))
    }

    /// Ends the block; the texts of its pictures follow it.
    fn break_block(&mut self) {
        self.out.break_block();
        for (chars, spans) in self.alts.drain(..) {
            self.out.blocks.push(TextBlock::new(Field::Alt, chars, spans));
        }
    }
}

fn inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript)
}

/// Turns byte offsets into character offsets; cheap while they grow.
struct CharIndex<'a> {
    source: &'a str,
    byte: usize,
    chars: usize,
}

impl CharIndex<'_> {
    fn of(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            self.chars -= self.source.get(byte..self.byte).map_or(0, |s| s.chars().count());
        } else {
            self.chars += self.source.get(self.byte..byte).map_or(0, |s| s.chars().count());
        }
        self.byte = byte;
        self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Field, TextDoc};

    #[test]
    fn the_text_of_a_picture_is_a_block_of_its_own() {
        let doc = TextDoc::from_markdown("甲![图片](a.png)乙\n\n丙");
        let texts: Vec<_> = doc.blocks().map(|b| (b.field, b.text)).collect();
        let body = |text: &str| (Field::Body, text.to_owned());
        assert_eq!(texts, [body("甲乙"), (Field::Alt, "图片".to_owned()), body("丙")]);
    }

    #[test]
    fn pictures_and_headings_without_text_are_gaps() {
        let gaps = |text: &str| {
            TextDoc::from_markdown(text).gaps.iter().map(|g| (g.spot.source.start, g.spot.source.end)).collect::<Vec<_>>()
        };
        assert_eq!(gaps("甲![](a.png)乙"), [(1, 11)]);
        assert_eq!(gaps("甲\n\n##\n\n乙"), [(3, 5)]);
        assert_eq!(gaps("# 甲\n\n![图](a.png)"), []);
        assert_eq!(gaps("# 标题![图](a.png)\n\n# ![云溪市政府](logo.png)"), []);
    }

    #[test]
    fn emphasis_joins_and_headings_and_items_break() {
        let doc = TextDoc::from_markdown("# 标题\n\n明**星**出席\n\n- 甲\n- 乙\n");
        let texts: Vec<String> = doc.blocks().map(|b| b.text).collect();
        assert_eq!(texts, ["标题", "明星出席", "甲", "乙"]);
        assert_eq!(doc.blocks[1].source(0, 2), (6, 10));
    }
}
