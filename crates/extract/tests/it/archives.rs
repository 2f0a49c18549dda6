//! Zips, wrong names, what can't be read.

use crate::build::*;
use extract::{Kind, Limit, Limits, Note};

#[test]
fn a_zip_names_its_files_before_their_places() {
    let sheet = xlsx(&[("名单", "", r#"<sheetData><row r="7"><c r="B7" t="s"><v>1</v></c></row></sheetData>"#)], &[]);
    let inner = zip(&[("说明.txt", "云溪".as_bytes())]);
    let document = read("a.zip", &zip(&[("附件/名单.xlsx", &sheet), ("内层.zip", &inner), ("__MACOSX/x", b"x")]));
    assert_eq!(shown(&document), ["附件/名单.xlsx › 名单!B7：云溪市", "内层.zip › 说明.txt › 第1行：云溪"]);
    assert!(document.is_whole());
}

#[test]
fn what_cannot_be_read_is_said_never_silent() {
    let cases: [(&str, &[u8]); 9] = [
        ("a.rar", b"Rar!\x1a\x07\0rest"),
        ("a.bin", b"\0\x01\x02\x03\x04\x05"),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.pdf", b"%PDF-1.7 nothing"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.mht", b"MIME-Version: 1.0\r\n\r\n=E4=BA=91"),
        ("a.rtf", b"{\\rtf1"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.txt", b""),
    ];
    for (name, bytes) in cases {
        let document = read(name, bytes);
        let silent = document.parts.is_empty() && document.notes.is_empty();
        assert!(!silent || matches!(document.kind, Kind::Png | Kind::Rtf), "{name}: {document:?}");
    }
}

#[test]
fn an_empty_file_says_so() {
    assert_eq!(read("a.docx", b"").notes, [Note::Empty]);
}

#[test]
fn a_wrong_extension_is_noted() {
    let document = read("名单.pdf", &docx(&paragraph("正文")));
    assert_eq!((document.kind, document.parts.len()), (Kind::Docx, 1));
    assert!(messages(&document).contains("扩展名是“pdf”，内容却是Word文档（docx）"));
}

#[test]
fn an_encrypted_member_is_said() {
    let mut bytes = zip(&[("a.txt", b"abc")]);
    for at in 0..bytes.len() - 10 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    let document = read("a.zip", &bytes);
    assert_eq!(document.notes, [Note::Inside { file: "a.txt".into(), note: Box::new(Note::Encrypted) }]);
}

#[test]
fn paths_out_of_an_archive_are_only_names() {
    let document = read("a.zip", &zip(&[("../../etc/cron.d/x.txt", b"abc"), ("/root/y.txt", b"abc")]));
    assert_eq!(shown(&document), ["etc/cron.d/x.txt › 第1行：abc", "root/y.txt › 第1行：abc"]);
}

#[test]
fn files_beyond_a_limit_are_counted() {
    let limits = Limits { files: 2, ..Limits::default() };
    let document = extract::read("a.zip", &zip(&[("1.txt", b"a"), ("2.txt", b"b"), ("3.txt", b"c"), ("4.txt", b"d")]), &limits);
    assert_eq!(document.parts.len(), 2);
    assert!(messages(&document).contains("从“3.txt”起的2个文件") && says(&document, &Note::Truncated { limit: Limit::Files }));
}

#[test]
fn names_in_gbk_are_names() {
    let mut bytes = zip(&[("ab.txt", b"x")]);
    for at in 0..bytes.len() - 6 {
        if &bytes[at..at + 6] == b"ab.txt" {
            bytes[at..at + 2].copy_from_slice(b"\xd4\xc6");
        }
    }
    assert_eq!(shown(&read("a.zip", &bytes)), ["云.txt › 第1行：x"]);
}

#[test]
fn a_text_is_cut_at_the_limit_and_says_so() {
    let document = extract::read("a.txt", "云溪市".as_bytes(), &Limits { chars: 2, ..Limits::default() });
    assert_eq!(
        (shown(&document), document.notes),
        (vec!["第1行：云溪".to_owned()], vec![Note::Truncated { limit: Limit::Chars }])
    );
}

#[test]
fn a_picture_tells_where_it_was_taken() {
    let document = read("现场.jpg", &jpeg(&exif()));
    assert!(messages(&document).contains("北纬28.21000°，东经112.98000°"), "{}", messages(&document));
    assert!(says(&document, &Note::Author { field: "图片作者", value: "Wang".into() }));
}

#[test]
fn a_document_with_a_password_says_so() {
    let document = read("a.docx", &compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"y")]));
    assert_eq!((document.kind, document.notes), (Kind::Docx, vec![Note::Encrypted]));
}
