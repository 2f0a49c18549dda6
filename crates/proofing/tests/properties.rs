//! What holds for any text: no panic, positions inside the text, the same findings however the text is marked up.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proofing::{Block, Category, Engine, Field, Finding, Lexicon, Options, TextDoc, parse_date};
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let (entries, _) = Lexicon::parse_csv(include_str!("starter.csv"));
    Engine::new(&entries, "starter-1").unwrap()
});

fn check(doc: &TextDoc) -> Vec<Finding> {
    ENGINE.check(doc, &Options { ref_date: parse_date("2026-06-15"), ..Options::default() })
}

/// What was found, without positions in the source.
fn essence(doc: &TextDoc) -> Vec<(String, String, usize, usize)> {
    check(doc).into_iter().map(|f| (f.rule, f.found, f.start_utf16, f.end_utf16)).collect()
}

/// Texts made of pieces that matter to the rules, so that most of them have findings.
fn telling() -> impl Strategy<Value = String> {
    let pieces = vec![
        "云雀计划", "云*雀计劃", "芸却计划", "yun雀ji划", "云雀言十戈刂", "云云雀计划划", "Ⅶ号样机", "和服", "务", "明星",
        "期三", "luckybet", "1uckyb3t", "苹果园街道", "七号样机", "⑦", "号", "2月30日", "2026年5月1日", "星期三", "至", "138",
        "12345678", "110101199001011237", "6217000000000006", "《", "》", "”", "。", "，", "的", "云政发[2026]8号", "已于2036年",
        "机密★", "布署", "\u{200b}", "😀", "é", "㈱", "a@b.example",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn markup_changes_no_finding(text in telling()) {
        let plain = essence(&TextDoc::from_text(&text));
        let coded: String = text.chars().map(|c| format!("&#{};", c as u32)).collect();
        let bold: String = text.chars().map(|c| format!("<b>{c}</b>")).collect();
        prop_assert_eq!(&plain, &essence(&TextDoc::from_html(&format!("<p><b>{text}</b></p>"))));
        prop_assert_eq!(&plain, &essence(&TextDoc::from_html(&coded)));
        prop_assert_eq!(&plain, &essence(&TextDoc::from_html(&bold)));
    }

    #[test]
    fn a_finding_quotes_exactly_its_source(text in telling()) {
        let source: Vec<char> = text.chars().collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        for f in check(&TextDoc::from_text(&text)) {
            prop_assert_eq!(&source[f.char_start..f.char_end].iter().collect::<String>(), &f.found);
            prop_assert_eq!(String::from_utf16(&units[f.start_utf16..f.end_utf16]).unwrap(), f.found);
        }
    }

    #[test]
    fn a_finding_in_markup_comes_from_the_source_it_names(text in telling()) {
        let html: String = text.chars().enumerate().map(|(i, c)| match i % 4 {
            0 => format!("<b class=\"a>b\">{c}</b>"),
            1 => format!("&#x{:x};", c as u32),
            2 => format!("{c}<!-- 乙 -->"),
            _ => c.to_string(),
        }).collect();
        let source: Vec<char> = html.chars().collect();
        for f in check(&TextDoc::from_html(&html)) {
            let part: String = source[f.char_start..f.char_end].iter().collect();
            let read: String = TextDoc::from_html(&part).blocks().map(|b| b.text).collect();
            prop_assert_eq!(read.replace(['\u{a0}', ' '], ""), f.found.replace(['\u{a0}', ' '], ""));
        }
    }

    #[test]
    fn a_finding_in_markdown_comes_from_the_source_it_names(text in telling()) {
        let marked: String = text.split('*').map(|part| format!("**{part}**x")).collect::<Vec<_>>().join("\n\n# ");
        let source: Vec<char> = marked.chars().collect();
        for f in check(&TextDoc::from_markdown(&marked)) {
            let part: String = source[f.char_start..f.char_end].iter().collect();
            // Marks that CommonMark takes for text (`**㈱**x`) are in both.
            prop_assert_eq!(part.replace("**", ""), f.found.replace("**", ""));
        }
    }

    #[test]
    fn a_finding_in_a_block_lies_in_that_block(texts in proptest::collection::vec(telling(), 1..4)) {
        let blocks: Vec<Block> = texts.iter().map(|text| Block::new(Field::Body, text)).collect();
        let joined: Vec<char> = texts.join("\n").chars().collect();
        for f in check(&TextDoc::from_blocks(&blocks)) {
            let units: Vec<u16> = texts[f.block].encode_utf16().collect();
            prop_assert_eq!(&String::from_utf16(&units[f.start_utf16..f.end_utf16]).unwrap(), &f.found);
            prop_assert_eq!(joined[f.char_start..f.char_end].iter().collect::<String>(), f.found);
        }
    }

    #[test]
    fn text_around_a_sentence_takes_no_word_from_it(before in telling(), text in telling(), after in telling()) {
        let words = |text: &str| -> Vec<(usize, String)> {
            let found = check(&TextDoc::from_text(text)).into_iter();
            let listed = |f: &Finding| matches!(f.category, Category::Sensitive | Category::Term | Category::Typo);
            found.filter(listed).map(|f| (f.char_start, f.found)).collect()
        };
        let around = words(&format!("{before}。{text}。{after}"));
        let shift = before.chars().count() + 1;
        for (start, found) in words(&format!("{text}。")) {
            prop_assert!(around.contains(&(start + shift, found.clone())), "{found} in {around:?}");
        }
    }

    #[test]
    fn findings_are_sorted_and_one_per_span(text in telling()) {
        let spans: Vec<_> = check(&TextDoc::from_text(&text)).iter().map(|f| (f.start_utf16, f.end_utf16)).collect();
        prop_assert!(spans.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn any_text_is_accepted(text in any::<String>(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check(&TextDoc::from_text(&text));
        check(&TextDoc::from_markdown(&text));
        check(&TextDoc::from_html(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn any_markup_is_accepted(html in "[<>/!&;#a-z=\"' 甲月日0-9-]{0,80}") {
        check(&TextDoc::from_html(&html));
        check(&TextDoc::from_markdown(&html));
    }
}

#[test]
fn a_megabyte_of_one_character_is_read_in_one_go() {
    for c in ["的", "1", "a", "《", "*", "&", "<", "@", "\u{a0}", "。", "绝"] {
        let text = c.repeat(1_000_000 / c.len());
        check(&TextDoc::from_text(&text));
        check(&TextDoc::from_html(&text));
    }
}

#[test]
fn very_many_empty_cells_are_read_in_one_go() {
    let table = format!("<table>{}{}", "<tr><td>甲<td>乙".repeat(4), "<tr><td><td>".repeat(80_000));
    check(&TextDoc::from_html(&table));
}

#[test]
fn very_many_hits_are_read_in_one_go() {
    for unit in ["和服", "明星期", "<b", "&#", "11010119900101123", "2026年2月30日至", "（", "[2026]8号", "云*雀计划"]
    {
        check(&TextDoc::from_text(&unit.repeat(30_000)));
        check(&TextDoc::from_html(&unit.repeat(30_000)));
    }
}
