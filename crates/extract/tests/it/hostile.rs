//! Files that were made to cost much: each is answered within its limits, and says so.

use crate::build::*;
use extract::{Document, Kind, Limit, Limits, Note};

fn goes_over(document: &Document, limit: Limit) -> bool {
    document.notes.iter().any(|note| {
        let mut note = note;
        while let Note::Inside { note: inner, .. } = note {
            note = inner;
        }
        *note == Note::Truncated { limit }
    })
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let document = read("a.zip", &zip(&[("a.txt", &vec![b'0'; 64 << 20])]));
    assert!(goes_over(&document, Limit::Ratio) && document.parts.is_empty(), "{}", messages(&document));
}

#[test]
fn a_bomb_of_bombs_ends_at_the_depth() {
    let mut layer = zip(&[("a.txt", b"a")]);
    for _ in 0..8 {
        layer = zip(&[("1.zip", &layer), ("2.zip", &layer), ("3.zip", &layer)]);
    }
    assert!(goes_over(&read("a.zip", &layer), Limit::Depth));
}

#[test]
fn many_small_bombs_share_one_limit() {
    let members: Vec<(String, Vec<u8>)> = (0..40).map(|at| (format!("{at}.bin"), vec![1; 3 << 20])).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, data)| (name.as_str(), data.as_slice())).collect();
    let document = extract::read("a.zip", &zip(&members), &Limits { expanded_bytes: 20 << 20, ..Limits::default() });
    assert!(goes_over(&document, Limit::Expanded) && messages(&document).contains("个文件"));
}

#[test]
fn laughs_are_not_expanded() {
    let mut dtd = String::from("<!DOCTYPE x [<!ENTITY a0 \"哈哈\">");
    for at in 1..30 {
        dtd += &format!("<!ENTITY a{at} \"&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};&a{0};\">", at - 1);
    }
    let main = format!("{dtd}]><w:document><w:body><w:p><w:r><w:t>前&a29;后</w:t></w:r></w:p></w:body></w:document>");
    let bytes = zip(&[("[Content_Types].xml", b""), ("word/document.xml", main.as_bytes())]);
    assert_eq!(shown(&read("a.docx", &bytes)), ["第1段：前后"]);
}

#[test]
fn entities_of_files_are_not_read() {
    let main = r#"<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document><w:p><w:r><w:t>前&f;后</w:t></w:r></w:p></w:document>"#;
    let bytes = zip(&[("[Content_Types].xml", b""), ("word/document.xml", main.as_bytes())]);
    assert_eq!(shown(&read("a.docx", &bytes)), ["第1段：前后"]);
}

#[test]
fn deep_nesting_ends_at_a_limit() {
    let deep = docx(&("<w:tbl><w:tr><w:tc>".repeat(100_000) + &paragraph("底")));
    assert!(goes_over(&read("a.docx", &deep), Limit::Nesting));
    let groups = [b"{\\rtf1 ".to_vec(), vec![b'{'; 1_000_000]].concat();
    assert!(goes_over(&read("a.rtf", &groups), Limit::Nesting));
    let page = format!("<html>{}底", "<div hidden>".repeat(100_000));
    assert_eq!(read("a.html", page.as_bytes()).parts.len(), 1);
}

#[test]
fn a_sheet_that_claims_all_cells_costs_what_stands_in_it() {
    let content = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    assert_eq!(shown(&read("a.xlsx", &xlsx(&[("表", "", content)], &[]))), ["表!A1：1", "表!XFD1048576：2"]);
}

#[test]
fn a_sheet_of_too_many_cells_is_cut() {
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(1_000);
    let content = format!("<sheetData>{}</sheetData>", format!("<row>{cells}</row>").repeat(20));
    let document = extract::read("a.xlsx", &xlsx(&[("表", "", &content)], &[]), &Limits { parts: 5_000, ..Limits::default() });
    assert!(goes_over(&document, Limit::Parts) && document.parts.len() == 5_000);
}

#[test]
fn a_tree_of_pages_that_eats_its_tail_ends() {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 99999999/Parent 3 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 4 0 R]/Parent 2 0 R>>".to_vec(),
        b"<</Type/Page/Parent 3 0 R>>".to_vec(),
    ];
    let document = read("a.pdf", &pdf(&objects, ""));
    assert_eq!((document.kind, document.is_whole()), (Kind::Pdf, true));
}

#[test]
fn forms_that_draw_themselves_end() {
    let form = |next: &str| stream("/Subtype/Form/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>", next.repeat(10).as_bytes());
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>".to_vec(),
        stream("", b"/A Do "),
        form("/B Do /A Do "),
        form("/A Do "),
    ];
    let document = extract::read("a.pdf", &pdf(&objects, ""), &Limits { steps: 500_000, ..Limits::default() });
    assert!(goes_over(&document, Limit::Steps));
}

#[test]
fn a_table_of_references_that_loops_ends() {
    let mut bytes = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[]>>".to_vec()], "/Prev 80");
    let at = bytes.windows(4).rposition(|window| window == b"xref").unwrap();
    let here = bytes.windows(5).position(|window| window == b"xref\n").unwrap();
    bytes = String::from_utf8(bytes).unwrap().replace("/Prev 80", &format!("/Prev {here}")).into_bytes();
    assert!(at > 0 && !read("a.pdf", &bytes).is_whole());
}

#[test]
fn a_page_that_unpacks_to_much_is_refused() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &vec![b' '; 40 << 20]).unwrap();
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
        stream("/Filter/FlateDecode", &packed.finish().unwrap()),
    ];
    let document = extract::read("a.pdf", &pdf(&objects, ""), &Limits { member_bytes: 10 << 20, ..Limits::default() });
    assert!(goes_over(&document, Limit::Expanded), "{}", messages(&document));
}

#[test]
fn arrays_in_arrays_of_a_pdf_end() {
    let objects = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), [vec![b'['; 200_000], vec![b']'; 200_000]].concat()];
    assert!(!read("a.pdf", &pdf(&objects, "")).is_whole());
}

#[test]
fn a_compound_file_whose_chains_loop_ends() {
    let mut bytes = include_bytes!("../fixtures/list.xls").to_vec();
    // Every sector is followed by itself or the first.
    let table = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize);
    for at in (table..table + 512).step_by(4) {
        bytes[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
    }
    let document = read("a.xls", &bytes);
    assert!(!document.is_whole() || document.parts.len() < 1_000);
}

#[test]
fn a_file_too_large_is_not_begun() {
    let document = extract::read("a.txt", &[b'a'; 100], &Limits { bytes: 99, ..Limits::default() });
    assert_eq!((document.parts.len(), messages(&document).as_str()), (0, "未检查：文件过大"));
}

#[test]
fn a_pdf_of_nothing_but_numbers_is_not_begun() {
    let objects = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), [b"[".as_slice(), &b"0 ".repeat(9_000_000), b"]"].concat()];
    assert!(goes_over(&read("a.pdf", &pdf(&objects, "")), Limit::Steps));
}
