//! Hostile input for everything that reads what strangers write: no panic, and what comes out is safe.
//!
//! A few rounds from a fixed seed, or rounds for `JIYUE_TEST_FUZZ_SECONDS` from `JIYUE_TEST_FUZZ_SEED` (`cargo xtask test`).

#![allow(clippy::unwrap_used, clippy::panic)]

use proofing::{Engine, Lexicon, Options, TextDoc, parse_date};
use search::{Budget, Doc, Index, Query};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use theme::body::{self, Format};
use uuid::Uuid;

/// Rounds without a time limit.
const ROUNDS: usize = 150;
/// What rules, parsers and browsers stumble over.
const PIECES: &[&str] = &[
    "<script>", "</script>", "<p", "<p>", "</p>", "<a href=\"", "javascript:", "data:text/html,", "\">", "' onerror=alert(1) ",
    "<img src=x", "<svg/onload=", "<style>", "<!--", "-->", "<![CDATA[", "]]>", "&#x0;", "&#", "&lt;", "&amp", "<table><td>",
    "<math><mi>", "<iframe srcdoc=\"", "{{", "}}", "{%", "%}", "[x](", "](javascript:1)", "```", "***", "| a | b |\n|--|--|\n",
    "\n\n", "\t", "\u{0}", "\u{200b}", "\u{202e}", "\u{feff}", "\u{1f600}", "e\u{301}", "㈱", "①", "６", "云溪市", "的", "和",
    "《", "》", "“", "”", "。", "，", "2026年2月30日", "二〇二六年十三月", "110101199001011237", "6217000000000006",
    "13800138000", "云政发〔2026〕8号", "[2026]8号", "a@b.example", "http://", "//", "..", "\\", "\"", "'", "AND", "OR", "NOT",
    "*", "~", "^", "+", "-", "(", ")", ":", "title:", "0", "9999999999999999999", "-1", "NaN", "%00", "%", "_", " ", "　",
];

/// A small generator of our own, so that a seed means the same for ever.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % sides
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.roll(40) {
            match self.roll(8) {
                0 => text.extend(char::from_u32(self.roll(0x11_0000) as u32)),
                1 => text.push(char::from(self.roll(128) as u8)),
                2 => text += &PIECES[self.roll(PIECES.len())].repeat(self.roll(60)),
                _ => text += PIECES[self.roll(PIECES.len())],
            }
        }
        text
    }

    /// A tree that looks like an editor's document, or nearly.
    fn tree(&mut self, depth: usize) -> Value {
        let names = [
            "doc", "paragraph", "heading", "text", "table", "tableRow", "tableCell", "image", "bulletList", "listItem",
            "hardBreak", "x",
        ];
        let below = if depth == 0 { 0 } else { self.roll(4) };
        let content: Vec<Value> = (0..below).map(|_| self.tree(depth - 1)).collect();
        let attrs = json!({"href": self.text(), "src": self.text(), "level": self.roll(9), "colspan": self.text(), "textAlign": self.text()});
        let marks = json!([{"type": "link", "attrs": {"href": self.text()}}, {"type": self.text()}]);
        json!({"type": names[self.roll(names.len())], "text": self.text(), "attrs": attrs, "marks": marks, "content": content})
    }
}

fn rounds(mut round: impl FnMut(&mut Dice)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("JIYUE_TEST_FUZZ_SEED").unwrap_or(1).max(1);
    // A third each of the time that is given to all.
    let limit = number("JIYUE_TEST_FUZZ_SECONDS").map(|seconds| Duration::from_secs(seconds.max(3)) / 3);
    let (mut dice, begun) = (Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1), Instant::now());
    let mut done = 0;
    while limit.map_or(done < ROUNDS, |limit| begun.elapsed() < limit) {
        round(&mut dice);
        done += 1;
    }
    println!("{done} rounds from seed {seed}");
}

/// What would run or load something if it came out as markup.
fn is_safe(html: &str) -> bool {
    let low = html.to_lowercase();
    !["<script", "<iframe", "<svg", "<style", "<math", "<object", "<link", "<base", "<form"].iter().any(|tag| low.contains(tag))
}

#[test]
fn any_text_is_checked() {
    let (entries, _) = Lexicon::parse_csv("词条\n云溪市\n明星期三\n");
    let engine = Engine::new(&entries, "fuzz").unwrap();
    let options = Options { ref_date: parse_date("2026-06-15"), ..Options::default() };
    rounds(|dice| {
        let text = dice.text();
        for doc in [TextDoc::from_text(&text), TextDoc::from_html(&text), TextDoc::from_markdown(&text)] {
            engine.check(&doc, &options);
        }
        Lexicon::parse_csv(&text);
        domain::Time::parse(&text);
    });
}

#[test]
fn any_body_becomes_safe_html() {
    rounds(|dice| {
        let text = Value::String(dice.text());
        for (format, value) in [(Format::Html, &text), (Format::Markdown, &text), (Format::Doc, &dice.tree(4))] {
            let html = body::render(format, value, &|_| None);
            assert!(is_safe(&html), "{format:?} {value}\n{html}");
            body::outline(format, value);
            body::links(format, value);
        }
        let clean = body::sanitize(text.as_str().unwrap_or_default());
        // The parser swallows one byte order mark at the very beginning.
        let again = body::sanitize(&clean);
        assert_eq!(again.trim_start_matches('\u{feff}'), clean.trim_start_matches('\u{feff}'), "{text}");
    });
}

#[test]
fn any_question_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    let mut writer = index.writer(Budget::Trickle).unwrap();
    let (id, title) = (Uuid::from_u128(1), "云溪市供水通知".to_owned());
    writer
        .replace(id, &[Doc { id, title, body: "2026年6月1日停水".into(), url: "/a".into(), home: true, ..Doc::default() }])
        .unwrap();
    writer.commit(1).unwrap();
    index.reload().unwrap();
    rounds(|dice| {
        let query = Query {
            text: dice.text(),
            offset: dice.roll(20),
            limit: dice.roll(20),
            facets: dice.roll(2) == 0,
            ..Query::default()
        };
        index.search(&query).unwrap_or_else(|e| panic!("{:?}: {e}", query.text));
    });
}
