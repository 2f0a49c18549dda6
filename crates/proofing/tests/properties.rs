//! What holds for any text: no panic, positions inside the text, the same findings however the text is marked up.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;

use proofing::{Engine, Finding, Lexicon, Options, TextDoc, parse_date};
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
        "云雀计划",
        "云*雀计劃",
        "和服",
        "务",
        "明星",
        "期三",
        "luckybet",
        "1uckyb3t",
        "苹果园街道",
        "七号样机",
        "⑦",
        "号",
        "2月30日",
        "2026年5月1日",
        "星期三",
        "至",
        "138",
        "12345678",
        "110101199001011237",
        "6217000000000006",
        "《",
        "》",
        "”",
        "。",
        "，",
        "的",
        "云政发[2026]8号",
        "已于2036年",
        "机密★",
        "布署",
        "\u{200b}",
        "😀",
        "é",
        "㈱",
        "a@b.example",
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
fn very_many_hits_are_read_in_one_go() {
    for unit in ["和服", "明星期", "<b", "&#", "11010119900101123", "2026年2月30日至", "（", "[2026]8号", "云*雀计划"]
    {
        check(&TextDoc::from_text(&unit.repeat(30_000)));
        check(&TextDoc::from_html(&unit.repeat(30_000)));
    }
}
