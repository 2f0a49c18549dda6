//! PDF.

use crate::build::*;
use extract::{Hidden, Kind, Note};

#[test]
fn a_pdf_of_a_browser_is_read() {
    let document = read("a.pdf", include_bytes!("../fixtures/browser.pdf"));
    assert_eq!(document.kind, Kind::Pdf);
    assert_eq!(shown(&document), ["第1页：云溪市水务局通知", "第1页：6月1日停水。", "第2页：第二页"]);
    assert!(document.is_whole(), "{}", messages(&document));
}

#[test]
fn a_pdf_of_a_word_processor_is_read() {
    let document = read("a.pdf", include_bytes!("../fixtures/writer.pdf"));
    assert_eq!(shown(&document), ["第1页：云溪市水务局通知", "第1页：6月1日停水。", "第2页：第二页"]);
}

#[test]
fn fonts_without_a_map_are_read_by_the_predefined_ones() {
    let gbk = "BT /F1 12 Tf 100 700 Td <d4c6cfaacad0> Tj 0 -20 Td (2026) Tj ET";
    let utf16 = "BT /F1 12 Tf 100 700 Td <4e916eaa5e02> Tj 0 -20 Td <0032003000320036> Tj ET";
    for (encoding, content) in [
        ("GBK-EUC-H", gbk),
        ("GBKp-EUC-H", gbk),
        ("GBK2K-H", gbk),
        ("GB-EUC-H", gbk),
        ("UniGB-UCS2-H", utf16),
        ("UniGB-UTF16-H", utf16),
    ] {
        let document = read("a.pdf", &pdf_page(content, &gb_font(encoding), ""));
        assert_eq!(shown(&document), ["第1页：云溪市", "第1页：2026"], "{encoding}");
    }
}

#[test]
fn numbers_of_the_national_collection_are_characters() {
    // Adobe-GB1 4559 is 中 in every implementation of the collection's map.
    let document = read("a.pdf", &pdf_page("BT /F1 12 Tf <11cf> Tj ET", &gb_font("Identity-H"), ""));
    assert_eq!(document.parts.len(), 1, "{}", messages(&document));
}

#[test]
fn simple_fonts_are_read_by_their_encoding() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/one/two/uni4E91]>>>>";
    let document = read("a.pdf", &pdf_page("BT /F1 12 Tf (ABC tel) Tj ET", font, ""));
    assert_eq!(shown(&document), ["第1页：12云 tel"]);
}

#[test]
fn a_word_broken_at_the_line_is_whole() {
    let line = "d4c6cfaa".repeat(8);
    let content = format!("BT /F1 10 Tf 100 700 Td <{line}> Tj 0 -15 Td <cad0> Tj 0 -40 Td <d4c6> Tj ET");
    let expected = [format!("第1页：{}市", "云溪".repeat(8)), "第1页：云".into()];
    assert_eq!(shown(&read("a.pdf", &pdf_page(&content, &gb_font("GBK-EUC-H"), ""))), expected);
}

#[test]
fn a_row_of_a_table_is_one_part_with_a_row() {
    let row = |y: u32, a: &str, b: &str| format!("BT /F1 10 Tf 100 {y} Td ({a}) Tj 100 0 Td ({b}) Tj ET ");
    let document = read(
        "a.pdf",
        &pdf_page(&(row(700, "Wang", "138") + &row(680, "Li", "139")), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", ""),
    );
    assert_eq!(shown(&document), ["第1页：Wang\t138", "第1页：Li\t139"]);
    assert_eq!(
        document.parts.iter().map(|part| part.cell.map(|cell| (cell.row, cell.column))).collect::<Vec<_>>(),
        [Some((1, None)), Some((2, None))]
    );
}

#[test]
fn text_in_forms_is_read() {
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>", b"BT /F1 9 Tf <d4c6> Tj ET");
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</XObject<</X 6 0 R>>>>>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
        stream("", b"q /X Do Q"),
        gb_font("GBK-EUC-H").into_bytes(),
        form,
    ];
    assert_eq!(shown(&read("a.pdf", &pdf(&objects, ""))), ["第1页：云"]);
}

#[test]
fn a_pdf_without_text_says_so() {
    let image = "/XObject<</I 5 0 R>>";
    let document = read("a.pdf", &pdf_page("q /I Do Q", "<</Type/XObject/Subtype/Image/Length 0>>stream\n\nendstream", image));
    assert!(says(&document, &Note::NoTextLayer { pages: vec![1], of: 1 }));
    assert!(messages(&document).contains("全部1页只有图像，没有文字层") && !document.is_whole());
}

#[test]
fn codes_that_stand_for_nothing_known_are_said() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>]>>";
    let document = read("a.pdf", &pdf_page("BT /F1 9 Tf <00120013> Tj ET", font, ""));
    assert!(messages(&document).contains("第1页的部分文字用了无法辨认的字体编码"), "{}", messages(&document));
}

#[test]
fn remarks_scripts_files_and_authors_of_a_pdf_are_found() {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert)>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Annots[4 0 R 5 0 R]>>".to_vec(),
        b"<</Type/Annot/Subtype/Text/Contents<feff8bf76838>>>".to_vec(),
        b"<</Type/Annot/Subtype/Widget/FT/Tx/V<feff5f204e09>>>".to_vec(),
        b"<</Type/Filespec/F(list.csv)/EF<</F 7 0 R>>>>".to_vec(),
        stream("/Type/EmbeddedFile", b"Li,139"),
        b"<</Author<feff738b5c0f4e8c>>>".to_vec(),
        b"<</S/JavaScript/JS(x)>>".to_vec(),
    ];
    let document = read("a.pdf", &pdf(&objects, "/Info 8 0 R"));
    assert_eq!(hidden(&document, Hidden::Comment), ["请核"]);
    assert!(
        shown(&document).contains(&"第1页表单：张三".to_owned()) && shown(&document).contains(&"list.csv › B1：139".to_owned())
    );
    assert!(says(&document, &Note::Macros) && says(&document, &Note::Author { field: "作者", value: "王小二".into() }));
}

#[test]
fn a_password_to_open_is_said_one_to_change_does_not_matter() {
    assert_eq!(read("a.pdf", include_bytes!("../fixtures/user-password.pdf")).notes, [Note::Encrypted]);
    let document = read("a.pdf", include_bytes!("../fixtures/owner-password.pdf"));
    assert_eq!(shown(&document), ["第1页：云溪市水务局通知", "第1页：6月1日停水。", "第2页：第二页"]);
}
