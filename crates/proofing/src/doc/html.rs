//! Reads HTML source into blocks of text without building a tree: a tag either breaks the text or is skipped.
//! Comments, scripts, styles and attributes other than `alt` are not text. Any input is accepted.

use super::gaps::{self, Opened};
use super::hiding;
use super::table::Tables;
use super::tags::Source;
use super::{Field, Lack, Picture, TextDoc, Writer, entities};

/// Elements whose content is never shown as text.
const RAW: [&str; 4] = ["script", "style", "template", "iframe"];

/// Elements that do not interrupt a line of text; every other tag ends the block.
const INLINE: [&str; 36] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "tt", "u", "wbr",
];

/// As many digits in an attribute may be a telephone or an identity number that the page masks.
const NUMBER: usize = 11;

pub(super) fn read(source: &str) -> TextDoc {
    let chars: Vec<char> = source.chars().collect();
    let mut reader = Reader {
        source: Source(&chars),
        at: 0,
        out: Writer::default(),
        alts: Vec::new(),
        linked: Vec::new(),
        preformatted: 0,
        shown: 0,
        open: Vec::new(),
        office: false,
        table: Tables::default(),
        unseen: Vec::new(),
    };
    reader.run();
    reader.out.finish()
}

struct Reader<'a> {
    source: Source<'a>,
    at: usize,
    out: Writer,
    /// Ranges of `alt` values met inside the open block; they follow it as blocks of their own, and so do the values of
    /// `title` that tell a long number.
    alts: Vec<(Field, usize, usize)>,
    /// Links around nothing but the image with this index among `alts`.
    linked: Vec<(usize, String)>,
    preformatted: usize,
    /// How many characters and pictures have been shown so far.
    shown: usize,
    /// Headings, tables and links now open.
    open: Vec<Opened>,
    /// Whether a remain of an office program was met; one tells of the whole paste.
    office: bool,
    table: Tables,
    /// Open elements that nobody sees, and how many of their name are open inside.
    unseen: Vec<(String, &'static str, usize)>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(&c) = self.source.0.get(self.at) {
            match c {
                '<' if self.opens_markup() => self.markup(),
                '&' => self.reference(),
                _ => {
                    self.text(&[c], self.at, self.at + 1, true);
                    self.at += 1;
                }
            }
        }
        self.break_block();
    }

    fn opens_markup(&self) -> bool {
        self.source.0.get(self.at + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
    }

    fn reference(&mut self) {
        let decoded = entities::decode(self.source.0, self.at);
        let (chars, taken) = decoded.unwrap_or((vec!['&'], 1));
        self.text(&chars, self.at, self.at + taken, false);
        self.at += taken;
    }

    fn text(&mut self, chars: &[char], start: usize, end: usize, literal: bool) {
        for &c in chars {
            self.shown += usize::from(!c.is_whitespace());
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            match c {
                '\n' if literal && self.preformatted > 0 => self.break_block(),
                _ if space && self.preformatted == 0 => self.out.push_space(start, end),
                _ => self.out.push(c, start, end),
            }
        }
    }

    fn markup(&mut self) {
        let tag = self.at;
        if self.source.is_at(self.at, "<!--") {
            return self.comment();
        }
        if matches!(self.source.0.get(self.at + 1), Some('!' | '?')) {
            self.at = self.source.find(">", self.at).map_or(self.source.0.len(), |i| i + 1);
            return;
        }
        let closing = self.source.0.get(self.at + 1) == Some(&'/');
        let first = self.at + 1 + usize::from(closing);
        let rest = &self.source.0[first..];
        let stop = |c: &char| c.is_ascii_whitespace() || matches!(c, '>' | '/');
        let len = rest.iter().position(stop).unwrap_or(rest.len());
        let name: String = rest[..len].iter().take(16).map(char::to_ascii_lowercase).collect();
        let wanted = match &*name {
            "img" => "alt",
            "a" => "href",
            _ => "",
        };
        let value;
        (self.at, value) = self.source.attribute(first + len, wanted);
        let hidden = self.conceal(&name, closing, tag);
        if !closing {
            match &*name {
                "a" => self.link(value, hidden, tag),
                "img" => self.image(value, tag),
                _ => {}
            }
            self.told_in_attributes(&name, first + len, tag, hidden);
        }
        self.left_by_office(&name, closing, tag);
        self.shown += usize::from(gaps::SHOWN.contains(&&*name));
        if closing {
            self.close(&name);
        }
        self.element(&name, closing, tag);
        if !closing && Opened::counts(&name) {
            self.opened(&name, tag);
        }
    }

    fn comment(&mut self) {
        let (tag, office) = (self.at, self.source.is_at(self.at, "<!--[if"));
        self.at = self.source.find("-->", tag + 4).map_or(self.source.0.len(), |i| i + 3);
        if gaps::is_note(&self.source.0[tag..self.at]) {
            self.out.lack(Lack::Note, tag, self.at);
        }
        self.office_remain(office, tag);
    }

    fn link(&mut self, href: Option<(usize, usize)>, hidden: Option<&'static str>, tag: usize) {
        let Some((start, end)) = href else {
            if !self.is_target(tag) {
                self.out.open_link(String::new(), hidden, Some(tag));
            }
            return;
        };
        let href = self.source.decoded(start, end).map(|(c, _, _)| c).collect::<String>();
        self.out.open_link(href.trim().to_owned(), hidden, Some(tag));
        let text: String = self.source.0[tag + 1..self.at].iter().take(400).collect();
        if let Some(open) = &mut self.out.open {
            open.white = hiding::is_white(text.trim_end_matches('>'));
        }
        if !href.trim().starts_with('#') && hidden.is_none() {
            self.opened("a", tag);
        }
    }

    fn image(&mut self, alt: Option<(usize, usize)>, tag: usize) {
        match alt.filter(|&(start, end)| self.source.decoded(start, end).any(|(c, _, _)| !c.is_whitespace())) {
            Some((start, end)) => self.alts.push((Field::Alt, start, end)),
            None => self.out.lack(Lack::Alt, tag, self.at),
        }
    }

    /// Long numbers in `title`, and where pictures come from.
    fn told_in_attributes(&mut self, name: &str, from: usize, tag: usize, hidden: Option<&'static str>) {
        if let Some((start, end)) = self.source.attribute(from, "title").1
            && self.source.0[start..end].iter().filter(|c| c.is_ascii_digit()).count() >= NUMBER
        {
            self.alts.push((Field::Other, start, end));
        }
        if matches!(name, "img" | "iframe" | "video" | "audio" | "source" | "embed") {
            self.picture(from, tag, hidden.filter(|_| name == "iframe"));
        }
    }

    /// Remains of an office program, and what its tracked changes left.
    fn left_by_office(&mut self, name: &str, closing: bool, tag: usize) {
        let office = gaps::is_office(name, &self.source.0[tag..self.at]);
        if office && !self.office && self.source.is_at(self.at, &format!("</{name}>")) {
            self.at += name.chars().count() + 3;
        }
        self.office_remain(office && !closing, tag);
        let beside = name == "ins" && self.source.0[..tag].ends_with(&['<', '/', 'd', 'e', 'l', '>']);
        if matches!(name, "del" | "ins") && !closing && (beside || gaps::is_tracked(&self.source.0[tag..self.at])) {
            self.out.lack(Lack::Revision, tag, self.at);
        }
    }

    fn picture(&mut self, from: usize, tag: usize, hidden: Option<&'static str>) {
        let Some((start, end)) = self.source.attribute(from, "src").1 else { return };
        let src = self.source.decoded(start, end).map(|(c, _, _)| c).collect::<String>().trim().to_owned();
        let spot = self.out.spot(tag, self.at);
        self.out.pictures.extend((!src.is_empty()).then_some(Picture { src, hidden, spot }));
    }

    /// `<a name=…>` and `<a id=…>`: where links lead, not a link.
    fn is_target(&self, tag: usize) -> bool {
        let text: String = self.source.0[tag + 1..self.at].iter().take(400).collect();
        ["name", "id"].iter().any(|name| hiding::attribute(&text, name).is_some())
    }

    fn opened(&mut self, name: &str, tag: usize) {
        self.open.push(Opened { name: name.to_owned(), from: tag, shown: self.shown, gaps: self.out.gaps.len() });
    }

    /// What hides the element whose tag was read, itself or one around it.
    fn conceal(&mut self, name: &str, closing: bool, tag: usize) -> Option<&'static str> {
        if let Some(last) = self.unseen.last_mut().filter(|last| last.0 == name) {
            match (closing, last.2) {
                (true, 0) => drop(self.unseen.pop()),
                (true, _) => last.2 -= 1,
                (false, _) => last.2 += 1,
            }
        }
        let around = self.unseen.first().map(|hidden| hidden.1);
        if closing || around.is_some() {
            return around;
        }
        let text: String = self.source.0[tag + 1..self.at].iter().collect();
        let hidden = hiding::hidden_by(text.trim_end_matches('>'))?;
        if !matches!(name, "img" | "br" | "hr" | "input") && !RAW.contains(&name) {
            self.unseen.push((name.to_owned(), hidden, 0));
        }
        Some(hidden)
    }

    fn office_remain(&mut self, office: bool, tag: usize) {
        if office && !self.office {
            self.office = true;
            self.out.lack(Lack::Office, tag, self.at);
        }
    }

    /// Ends the heading or table that the closing tag belongs to; one that showed nothing is a gap.
    fn close(&mut self, name: &str) {
        let Some(opened) = self.open.iter().rposition(|opened| opened.name == name) else { return };
        let Some(opened) = self.open.drain(opened..).next() else { return };
        if opened.shown == self.shown && opened.gaps == self.out.gaps.len() {
            let lack = match name {
                "table" | "ul" | "ol" => Lack::Rows,
                "li" => Lack::Item,
                "a" => Lack::Link,
                _ => Lack::Heading,
            };
            self.out.lack(lack, opened.from, self.at);
        }
    }

    fn element(&mut self, name: &str, closing: bool, tag: usize) {
        if RAW.contains(&name) && !closing {
            self.at = self.end_of_raw(name);
            return;
        }
        if name == "a" && closing {
            let image = self.alts.iter().rposition(|alt| alt.0 == Field::Alt);
            let around = self.out.close_link(Some(self.at)).zip(image);
            self.linked.extend(around.map(|(link, image)| (image, link.href)));
        }
        if name == "pre" {
            self.preformatted = if closing { self.preformatted.saturating_sub(1) } else { self.preformatted + 1 };
        }
        if !INLINE.contains(&name) {
            self.break_block();
        }
        self.structure(name, closing, tag);
    }

    /// Follows lists and the rows and cells of tables.
    fn structure(&mut self, name: &str, closing: bool, tag: usize) {
        match (name, closing) {
            ("table" | "dl", false) => self.table.begin(),
            ("table" | "dl", true) => self.table.end(&mut self.out, self.shown, self.at),
            ("tr", false) => self.table.begin_row(&mut self.out, self.shown, tag),
            // A term with its description stands like a row.
            ("dt", false) => {
                self.table.begin_row(&mut self.out, self.shown, tag);
                self.table.begin_cell(&mut self.out, self.shown, tag, true);
            }
            ("dd", false) => self.table.begin_cell(&mut self.out, self.shown, tag, true),
            ("td" | "th", false) => {
                let text: String = self.source.0[tag + 1..self.at].iter().take(400).collect();
                let spans = |name| hiding::attribute(&text, name).is_some_and(|value| value.trim() != "1");
                let merged = spans("colspan") || spans("rowspan");
                self.table.begin_cell(&mut self.out, self.shown, tag, merged);
            }
            ("ul" | "ol", _) => self.out.list(closing),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", _) => {
                self.out.heading = if closing { 0 } else { name.as_bytes()[1] - b'0' };
            }
            ("td" | "th" | "dt" | "dd", true) => self.table.close(&mut self.out, self.shown, self.at),
            _ => {}
        }
    }

    fn end_of_raw(&self, name: &str) -> usize {
        let close = format!("</{name}");
        let Some(found) = self.source.find(&close, self.at) else { return self.source.0.len() };
        self.source.find(">", found).map_or(self.source.0.len(), |i| i + 1)
    }

    fn break_block(&mut self) {
        self.out.break_block();
        let linked = std::mem::take(&mut self.linked);
        let mut linked = linked.into_iter().peekable();
        let open = self.out.open.take();
        for (i, (field, start, end)) in std::mem::take(&mut self.alts).into_iter().enumerate() {
            self.out.field = field;
            if let Some((_, href)) = linked.next_if(|link| link.0 == i) {
                self.out.open_link(href, None, None);
            }
            self.source.decoded(start, end).collect::<Vec<_>>().into_iter().for_each(|(c, from, to)| self.out.push(c, from, to));
            self.out.break_block();
            self.out.open = None;
            self.out.field = Field::Body;
        }
        self.out.open = open;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Field, Lack, TextDoc};

    fn texts(html: &str) -> Vec<String> {
        TextDoc::from_html(html).blocks().map(|b| b.text).collect()
    }

    #[test]
    fn inline_tags_join_and_block_edges_break() {
        assert_eq!(texts("<p>明<b>星</b></p><td>甲</td><li>乙<br>丙"), ["明星", "甲", "乙", "丙"]);
    }

    #[test]
    fn what_is_not_shown_is_not_text() {
        assert_eq!(texts("甲<!-- 乙 --><b>丙</b><script>丁</SCRIPT ><style>x</style>"), ["甲丙"]);
    }

    #[test]
    fn an_entity_keeps_its_exact_source_range() {
        let doc = TextDoc::from_html("<p>&#26126;&#x661F;</p>");
        assert_eq!(doc.blocks[0].source(0, 2), (3, 19));
        assert_eq!(doc.blocks[0].source(1, 2), (11, 19));
    }

    #[test]
    fn alt_text_is_a_block_of_its_own_after_the_line_it_stands_in() {
        let doc = TextDoc::from_html("甲<img src=x alt=\"图&amp;注\">乙");
        let alt = Block::new(Field::Alt, "图&注");
        assert_eq!(doc.blocks().nth(1), Some(alt));
        assert_eq!(texts("甲<img alt=x>乙")[0], "甲乙");
    }

    #[test]
    fn a_long_number_in_a_title_is_text_too() {
        assert_eq!(texts("<span title='15274893306'>152****3306</span><a title='说明'>甲</a>"), ["152****3306甲", "15274893306"]);
    }

    #[test]
    fn what_shows_nothing_is_a_gap_with_the_range_of_its_tag() {
        for (html, lack, start, end) in [
            ("甲<img src=x>乙", Lack::Alt, 1, 12),
            ("<p><img alt=' '></p>", Lack::Alt, 3, 16),
            ("甲<h2><b>&nbsp;</b></h2>乙", Lack::Heading, 1, 23),
            ("<table><tr><td></td></tr></table>甲", Lack::Rows, 0, 33),
            ("甲<o:p></o:p>乙<o:p></o:p>", Lack::Office, 1, 12),
            ("甲<a href=/x> </a>乙", Lack::Link, 1, 17),
            ("甲<ins datetime=2026>乙</ins>", Lack::Revision, 1, 20),
            ("甲<del>乙</del><ins>丙</ins>", Lack::Revision, 13, 18),
            ("甲<!-- TODO: 补充 -->乙", Lack::Note, 1, 18),
        ] {
            let gaps = TextDoc::from_html(html).gaps;
            let [gap] = gaps[..] else { panic!("{html}") };
            assert_eq!((gap.lack, gap.spot.source.start, gap.spot.source.end), (lack, start, end), "{html}");
        }
        let full = TextDoc::from_html("<a href='#f1'></a><h1>甲</h1><table><td><img src=x alt=图></table>");
        assert_eq!(full.gaps, []);
    }

    #[test]
    fn items_know_their_list() {
        let lists = |doc: TextDoc| doc.blocks.iter().map(|block| block.list).collect::<Vec<_>>();
        assert_eq!(
            lists(TextDoc::from_html("甲<ul><li>乙</li><ol><li>丙</ol><li>丁</ul>戊")),
            [None, Some(1), Some(2), Some(1), None]
        );
        assert_eq!(lists(TextDoc::from_markdown("甲\n\n- 乙\n- 丙\n\n丁")), [None, Some(1), Some(1), None]);
    }

    #[test]
    fn headings_know_their_level() {
        let levels = |doc: TextDoc| doc.blocks.iter().map(|block| block.heading).collect::<Vec<_>>();
        assert_eq!(levels(TextDoc::from_html("<h1>甲</h1>乙<h2>丙</h2><p>丁")), [1, 0, 2, 0]);
        assert_eq!(levels(TextDoc::from_markdown("# 甲\n\n乙\n\n## 丙\n\n丁")), [1, 0, 2, 0]);
    }

    #[test]
    fn a_link_inside_something_hidden_is_hidden() {
        let hidden = |html: &str| TextDoc::from_html(html).links.iter().map(|link| link.hidden.is_some()).collect::<Vec<_>>();
        assert_eq!(hidden("<div style='display:none'><div>甲</div><a href=/x>乙</a></div><a href=/y>丙</a>"), [true, false]);
        assert_eq!(hidden("<a style='display:none' href=/x>乙</a><a href=/y>丙</a>"), [true, false]);
    }

    #[test]
    fn broken_markup_loses_no_text() {
        assert_eq!(texts("1 < 2 & 3"), ["1 < 2 & 3"]);
        assert_eq!(texts("甲<b 乙"), ["甲"]);
        assert_eq!(texts("<!-- 甲"), Vec::<String>::new());
    }
}
