//! Reads Markdown into blocks of text: a thin layer over the event stream, with source offsets kept.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::table::Tables;
use super::{Field, Lack, Picture, Span, TextBlock, TextDoc, Writer};

pub(super) fn read(source: &str) -> TextDoc {
    let mut at = CharIndex { source, byte: 0, chars: 0 };
    let mut out = Writer::default();
    // Where the text of the open picture or heading begins, and that block; for headings also how many pictures there were.
    let (mut from, mut heading) = ((0, 0), (0, 0, 0));
    // Texts of pictures met in the open block; they follow it as blocks of their own.
    let mut alts: Vec<(Vec<char>, Vec<Span>)> = Vec::new();
    let mut table = Tables::default();
    for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Text(text) => {
                let start = at.of(range.start);
                // An escape or reference stands for other characters than the source has; all of it is the range.
                let same = source.get(range.clone()) == Some(&*text);
                let whole = if same { 0 } else { at.of(range.end) };
                for (i, c) in text.chars().enumerate() {
                    match c {
                        '\n' => break_block(&mut out, &mut alts),
                        _ if same => out.push(c, start + i, start + i + 1),
                        _ => out.push(c, start, whole.max(start + 1)),
                    }
                }
            }
            Event::Code(text) => {
                let inside = source.get(range.clone()).and_then(|s| s.find(&*text)).unwrap_or(0);
                let start = at.of(range.start + inside);
                text.chars().enumerate().for_each(|(i, c)| out.push(c, start + i, start + i + 1));
            }
            Event::Html(text) | Event::InlineHtml(text) if text.trim_start().starts_with("<!--") => {
                let chars: Vec<char> = text.chars().collect();
                if super::gaps::is_note(&chars) {
                    out.lack(Lack::Note, at.of(range.start), at.of(range.start + source[range].trim_end().len()));
                }
            }
            Event::SoftBreak => {
                let start = at.of(range.start);
                out.push_space(start, start + 1);
            }
            Event::HardBreak | Event::Rule => break_block(&mut out, &mut alts),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let start = at.of(range.start);
                out.open_link(dest_url.trim().to_owned(), None, Some(start));
            }
            Event::End(TagEnd::Link) => {
                let end = at.of(range.end);
                out.close_link(Some(end));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                heading = (out.blocks.len(), out.chars.len(), out.pictures.len());
                out.heading = level as u8;
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                from = (out.blocks.len(), out.chars.len());
                let spot = out.spot(at.of(range.start), at.of(range.start + source[range.clone()].trim_end().len()));
                out.pictures.push(Picture { src: dest_url.trim().to_owned(), spot });
            }
            Event::End(tag @ (TagEnd::Image | TagEnd::Heading(_))) => {
                let (block, first) = if tag == TagEnd::Image { from } else { (heading.0, heading.1) };
                let text = out.chars.get(first..).unwrap_or_default();
                let shown = tag != TagEnd::Image && out.pictures.len() > heading.2;
                let empty = block == out.blocks.len() && text.iter().all(|c| c.is_whitespace()) && !shown;
                let lack = if tag == TagEnd::Image { Lack::Alt } else { Lack::Heading };
                if empty && out.gaps.last().is_none_or(|gap| (gap.spot.source.start as usize) < at.of(range.start)) {
                    out.lack(lack, at.of(range.start), at.of(range.start + source[range].trim_end().len()));
                }
                // A picture that is a link's text stays where it is.
                if tag == TagEnd::Image && !empty && out.open.is_none() && from.0 == out.blocks.len() {
                    alts.push((out.chars.split_off(from.1), out.spans.split_off(from.1)));
                }
                if tag != TagEnd::Image {
                    break_block(&mut out, &mut alts);
                    out.heading = 0;
                }
            }
            Event::Start(Tag::Table(_)) => table.begin(),
            Event::Start(Tag::TableRow | Tag::TableHead) => table.begin_row(&mut out.blocks, 0),
            Event::End(TagEnd::Table) => table.end(&mut out.blocks, 0),
            Event::Start(Tag::TableCell) => table.begin_cell(&mut out.blocks, 0, false),
            Event::End(TagEnd::TableCell) => {
                break_block(&mut out, &mut alts);
                table.close(&mut out.blocks, 0);
            }
            Event::Start(Tag::Item) => break_block(&mut out, &mut alts),
            Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)) => {
                break_block(&mut out, &mut alts);
                out.list(matches!(event, Event::End(_)));
            }
            Event::End(tag) if !inline(&tag) => break_block(&mut out, &mut alts),
            _ => {}
        }
        out.field = Field::Body;
    }
    break_block(&mut out, &mut alts);
    out.finish()
}

/// Ends the block; the texts of its pictures follow it.
fn break_block(out: &mut Writer, alts: &mut Vec<(Vec<char>, Vec<Span>)>) {
    out.break_block();
    for (chars, spans) in alts.drain(..) {
        out.blocks.push(TextBlock { field: Field::Alt, chars, spans, cell: None, list: None, heading: 0 });
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
