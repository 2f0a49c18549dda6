//! Files changed at random, for every reader: an answer within the limits, no panic that gets out, and stripping likewise.
//!
//! A few rounds from a fixed seed, or rounds for `JIYUE_TEST_FUZZ_SECONDS` from `JIYUE_TEST_FUZZ_SEED` (`cargo xtask test`).

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "it/build.rs"]
#[allow(dead_code)]
mod build;

use build::*;
use extract::Limits;
use std::time::{Duration, Instant};

/// Rounds without a time limit.
const ROUNDS: usize = 40;
/// What formats are made of: a mutation puts some of it where it doesn't belong.
const PIECES: &[&[u8]] = &[
    b"<", b">", b"/", b"\"", b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:tc>", b"<w:del>", b"&a;", b"&#x0;", b"&#1114112;", b"<!--",
    b"<![CDATA[", b"1048577", b"4294967295", b"-1", b"99999999999999999999", b"1e308", b"NaN", b"obj", b"endobj", b"stream",
    b"endstream", b"<<", b">>", b"[", b"]", b"(", b")", b" R", b"0 0 R", b"1 0 R", b"/Kids", b"/Length", b"/Filter/LZWDecode",
    b"/Filter/FlateDecode", b"BI ID EI", b"Tj", b"TJ", b"Do", b"{", b"}", b"\\bin999999999 ", b"\\u-1", b"\\'", b"\0", b"\xff",
    b"\xff\xff\xff\xff", b"\0\0\0\x80", b"PK\x01\x02", b"PK\x05\x06", b"\xd0\xcf",
];

/// A small generator of our own, so that a seed means the same for ever.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % sides.max(1)
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(12) {
            let at = self.roll(bytes.len() + 1);
            let to = (at + self.roll(64)).min(bytes.len());
            match self.roll(7) {
                0 if at < bytes.len() => bytes[at] = self.roll(256) as u8,
                1 if at < bytes.len() => bytes[at] ^= 1 << self.roll(8),
                2 => drop(bytes.drain(at..to)),
                3 => bytes.truncate(at.max(8)),
                4 => {
                    let copied = bytes[at..to].repeat(1 + self.roll(20));
                    bytes.splice(at..at, copied);
                }
                5 => bytes[at..to].fill([0, 0xff, b'9'][self.roll(3)]),
                _ => {
                    let piece = PIECES[self.roll(PIECES.len())].repeat(1 + self.roll(30));
                    bytes.splice(at..at, piece);
                }
            }
        }
    }
}

/// Whole files, and the parts of packages that are changed inside an intact package.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let body = format!(
        r#"<w:tbl><w:tr><w:tc>{0}</w:tc></w:tr></w:tbl>{0}<w:p><w:del w:author="x"><w:r><w:delText>y</w:delText></w:r></w:del></w:p>"#,
        paragraph("云溪市")
    );
    let sheet = r#"<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46143</v></c></row></sheetData>"#;
    let cells = r#"<office:body><office:spreadsheet><table:table table:name="表"><table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="9"><table:table-cell office:value="12345678"><text:p>甲<office:annotation><text:p>注</text:p></office:annotation></text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"#;
    let text = pdf_page("BT /F1 12 Tf 100 700 Td <d4c6cfaacad0> Tj [(a) -900 (b)] TJ ET q /X Do Q", &gb_font("GBK-EUC-H"), "");
    let list = include_bytes!("fixtures/list.xls").to_vec();
    vec![
        ("a.docx", docx(&body)),
        ("a.xlsx", xlsx(&[("表", "", sheet)], &[])),
        ("a.pptx", pptx(&[("", "封面", "备注")])),
        ("a.ods", open_document("spreadsheet", cells, &[])),
        ("a.ofd", ofd(&[&ofd_text(1.0, 1.0, "文字")], &[])),
        ("a.pdf", text),
        ("b.pdf", include_bytes!("fixtures/browser.pdf").to_vec()),
        ("c.pdf", include_bytes!("fixtures/writer.pdf").to_vec()),
        ("a.xls", list.clone()),
        ("a.doc", include_bytes!("fixtures/notice.doc").to_vec()),
        ("a.ppt", compound(&[("PowerPoint Document", &ppt())])),
        ("a.rtf", br"{\rtf1\ansi\ansicpg936{\info{\author \'cd\'f5}}\trowd\pard \'d4\'c6\u24066 ?\cell\row{\v s}{\*\annotation{\par x}}\par}".to_vec()),
        ("a.html", "<html><table><tr><td hidden>甲</td></tr></table><p style='display:none'>乙&amp;</p><!-- x --></html>".into()),
        ("a.csv", "姓名,电话\n\"张,三\",138\n".into()),
        ("a.txt", "云溪市".into()),
        ("a.jpg", jpeg(&exif())),
        ("a.zip", zip(&[("a.xls", &list), ("b.zip", &zip(&[("c.txt", b"x")]))])),
    ]
}

/// A package with one member changed: what is packed would hardly survive a change otherwise.
fn change_inside(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let chosen = dice.roll(archive.len());
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let (name, mut data) = (member.name().ok()?.into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut member, &mut data).ok()?;
        if at == chosen {
            dice.change(&mut data);
        }
        members.push((name, data));
    }
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, data)| (name.as_str(), data.as_slice())).collect();
    Some(zip(&members))
}

#[test]
fn any_file_is_answered_within_its_limits() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("JIYUE_TEST_FUZZ_SEED").unwrap_or(1).max(1);
    let limit = number("JIYUE_TEST_FUZZ_SECONDS").map(Duration::from_secs);
    let (mut dice, begun, seeds) = (Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1), Instant::now(), seeds());
    let limits =
        Limits { bytes: 4 << 20, expanded_bytes: 32 << 20, chars: 100_000, parts: 20_000, steps: 2_000_000, ..Limits::default() };
    let mut done = 0;
    while limit.map_or(done < ROUNDS, |limit| begun.elapsed() < limit) {
        for (name, bytes) in &seeds {
            let mut bytes = bytes.clone();
            match change_inside(&bytes, &mut dice).filter(|_| dice.roll(4) > 0) {
                Some(changed) => bytes = changed,
                None => dice.change(&mut bytes),
            }
            let document = extract::read(name, &bytes, &limits);
            assert!(
                document.parts.len() <= limits.parts && document.notes.len() <= 2_000,
                "{name} from seed {seed}, round {done}"
            );
            for part in &document.parts {
                assert!(
                    !part.place.is_empty() && !part.text.trim().is_empty(),
                    "{name}: {part:?} from seed {seed}, round {done}"
                );
            }
            if let Ok(stripped) = extract::strip(name, &bytes) {
                assert!(extract::read(name, &stripped, &limits).parts.len() <= limits.parts);
            }
        }
        done += 1;
    }
    println!("{done} rounds of {} files from seed {seed}", seeds.len());
}
