//! Taking out who wrote a file.

use crate::build::*;
use extract::{CannotStrip, Note, strip};

fn tells(bytes: &[u8], name: &str) -> bool {
    read(name, bytes).notes.iter().any(|note| matches!(note, Note::Author { .. } | Note::Position { .. }))
}

#[test]
fn a_stripped_docx_opens_and_names_nobody() {
    let (core, picture) = ("<cp:coreProperties><dc:creator>王小二</dc:creator></cp:coreProperties>".as_bytes(), jpeg(&exif()));
    let body =
        paragraph("正文") + r#"<w:p><w:del w:author="王小二" w:initials="W"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"#;
    let source = docx_with(&body, &[], &[("docProps/core.xml", core), ("word/media/1.jpg", &picture)]);
    let stripped = strip("a.docx", &source).unwrap();
    assert!(tells(&source, "a.docx") && !tells(&stripped, "a.docx"));
    assert_eq!(shown(&read("a.docx", &stripped)), shown(&read("a.docx", &source)));
}

#[test]
fn a_stripped_odt_keeps_its_kind() {
    let meta = "<office:document-meta><meta:initial-creator>王小二</meta:initial-creator></office:document-meta>".as_bytes();
    let source = open_document("text", "<office:body><text:p>正文</text:p></office:body>", &[("meta.xml", meta)]);
    let stripped = strip("a.odt", &source).unwrap();
    assert!(tells(&source, "a.odt") && !tells(&stripped, "a.odt"));
    assert_eq!(
        (read("a.odt", &stripped).kind, shown(&read("a.odt", &stripped))),
        (extract::Kind::Odt, vec!["第1段：正文".to_owned()])
    );
}

#[test]
fn a_stripped_pdf_has_the_same_text() {
    let source = include_bytes!("../fixtures/browser.pdf");
    let stripped = strip("a.pdf", source).unwrap();
    assert!(tells(source, "a.pdf") && !tells(&stripped, "a.pdf"));
    assert_eq!(shown(&read("a.pdf", &stripped)), shown(&read("a.pdf", source)));
}

#[test]
fn a_stripped_picture_keeps_how_it_is_turned() {
    let stripped = strip("a.jpg", &jpeg(&exif())).unwrap();
    assert!(!tells(&stripped, "a.jpg") && stripped.ends_with(b"pixels\xff\xd9"));
    assert!(stripped.windows(10).any(|window| window == b"\x01\x12\0\x03\0\0\0\x01\0\x06"));
}

#[test]
fn a_png_loses_its_texts_only() {
    let chunk = |kind: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes(), kind, data, &[0; 4]].concat();
    let source = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", b"x"),
        chunk(b"eXIf", &exif()),
        chunk(b"tEXt", b"Author"),
        chunk(b"IEND", b""),
    ]
    .concat();
    assert!(tells(&source, "a.png"));
    assert_eq!(
        strip("a.png", &source).unwrap(),
        [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", b"x"), chunk(b"IEND", b"")].concat()
    );
}

#[test]
fn a_signed_or_old_file_is_left_alone() {
    let signed = docx_with("", &[], &[("_xmlsignatures/sig1.xml", b"<x/>")]);
    assert_eq!(strip("a.docx", &signed), Err(CannotStrip::Signed));
    assert_eq!(strip("a.xls", include_bytes!("../fixtures/list.xls")), Err(CannotStrip::Format));
    assert_eq!(strip("a.pdf", b"%PDF-1.4 /ByteRange [0 1 2 3]"), Err(CannotStrip::Signed));
}
