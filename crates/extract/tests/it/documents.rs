//! docx, odt, ofd, rtf, html, txt.

use crate::build::*;
use extract::{Hidden, Kind, Note};

#[test]
fn paragraphs_of_a_docx_are_counted() {
    let document = read("通知.docx", &docx(&(paragraph("云溪市水务局") + &paragraph("") + &paragraph("特此通知。"))));
    assert_eq!(document.kind, Kind::Docx);
    assert_eq!(shown(&document), ["第1段：云溪市水务局", "第3段：特此通知。"]);
    assert!(document.is_whole());
}

#[test]
fn a_word_in_pieces_is_one_text() {
    let body = "<w:p><w:r><w:t>云</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>溪</w:t></w:r><w:r><w:t>市&amp;&#25919;</w:t></w:r></w:p>";
    assert_eq!(shown(&read("a.docx", &docx(body))), ["第1段：云溪市&政"]);
}

#[test]
fn cells_of_a_table_share_their_row() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let document = read("a.docx", &docx(&format!("<w:tbl>{}{}</w:tbl>", row("姓名", "电话"), row("张三丰", "13800138000"))));
    assert_eq!(shown(&document)[2..], ["表1第2行第1列：张三丰", "表1第2行第2列：13800138000"]);
    assert_eq!(grid(&document), [(1, 1, Some(0)), (1, 1, Some(1)), (1, 2, Some(0)), (1, 2, Some(1))]);
}

#[test]
fn a_cell_behind_one_that_spans_two_columns_stands_in_the_third() {
    let wide = format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc>"#, paragraph("合计"));
    let row = format!("<w:tr>{wide}<w:tc>{}</w:tc></w:tr>", paragraph("65"));
    let document = read("a.docx", &docx(&format!("<w:tbl>{row}</w:tbl><w:tbl>{row}</w:tbl>")));
    assert_eq!(grid(&document), [(1, 1, Some(0)), (1, 1, Some(2)), (2, 1, Some(0)), (2, 1, Some(2))]);
}

#[test]
fn a_page_with_cells_that_span_tells_only_rows() {
    let page = "<table><tr><td>甲</td><td>乙</td></tr><tr><td colspan='2'>合计</td><td>3</td></tr></table><p>丙</p>";
    assert_eq!(grid(&read("a.html", page.as_bytes())), [(1, 1, Some(0)), (1, 1, Some(1)), (1, 2, None), (1, 2, None)]);
}

#[test]
fn deleted_text_of_a_revision_is_found() {
    let body = r#"<w:p><w:r><w:t>留下</w:t></w:r><w:del w:author="王小二"><w:r><w:delText>删去的号码13800138000</w:delText></w:r></w:del></w:p>"#;
    let document = read("a.docx", &docx(body));
    assert_eq!(hidden(&document, Hidden::Revision), ["删去的号码13800138000"]);
    assert!(says(&document, &Note::Revisions { count: 1 }));
    assert!(shown(&document).contains(&"第1段：留下".to_owned()));
}

#[test]
fn hidden_text_is_found_by_itself_and_by_its_style() {
    let styles = br#"<w:styles><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#;
    let body = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>"#;
    let document = read("a.docx", &docx_with(body, &[("styles", "styles.xml", styles)], &[]));
    assert_eq!((hidden(&document, Hidden::Text), shown(&document).last().unwrap().as_str()), (vec!["甲乙"], "第1段：丙"));
    assert!(says(&document, &Note::HiddenText { count: 1 }));
}

#[test]
fn comments_headers_and_notes_are_read() {
    let part = |name: &str, inner: &str| format!("<w:{name}>{inner}</w:{name}>").into_bytes();
    let comment = part("comments", &format!(r#"<w:comment w:id="0" w:author="王小二">{}</w:comment>"#, paragraph("请核对")));
    let header = part("hdr", &paragraph("内部资料"));
    let notes = part("footnotes", &format!(r#"<w:footnote w:id="2">{}</w:footnote>"#, paragraph("见附件")));
    let linked: [(&str, &str, &[u8]); 3] =
        [("comments", "comments.xml", &comment), ("header", "header1.xml", &header), ("footnotes", "footnotes.xml", &notes)];
    let document = read("a.docx", &docx_with(&paragraph("正文"), &linked, &[]));
    assert_eq!(shown(&document), ["第1段：正文", "批注1（王小二）（批注）：请核对", "页眉第1段：内部资料", "脚注2：见附件"]);
    assert!(says(&document, &Note::Comments { count: 1 }));
}

#[test]
fn a_text_box_is_read_once() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph("框内文字"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(shown(&read("a.docx", &docx(&body))), ["第1段文本框：框内文字"]);
}

#[test]
fn authors_macros_and_positions_are_noted() {
    let core = "<cp:coreProperties><dc:creator>王小二</dc:creator></cp:coreProperties>".as_bytes();
    let picture = jpeg(&exif());
    let beside: [(&str, &[u8]); 3] =
        [("docProps/core.xml", core), ("word/vbaProject.bin", b"x"), ("word/media/image1.jpeg", &picture)];
    let document = read("a.docx", &docx_with(&paragraph("正文"), &[], &beside));
    assert!(says(&document, &Note::Author { field: "作者", value: "王小二".into() }));
    assert!(says(&document, &Note::Macros));
    assert!(
        messages(&document).contains("图片“image1.jpeg”带有拍摄位置（北纬28.21000°，东经112.98000°）"),
        "{}",
        messages(&document)
    );
}

#[test]
fn a_sheet_inside_a_document_is_read() {
    let inner = xlsx(&[("名单", "", r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#)], &[]);
    let document = read(
        "a.docx",
        &docx_with(&paragraph("正文"), &[], &[("word/embeddings/sheet.xlsx", &inner), ("word/embeddings/ole.bin", b"x")]),
    );
    assert_eq!(shown(&document), ["第1段：正文", "sheet.xlsx › 名单!A1：张三丰"]);
    assert!(says(&document, &Note::Embedded { count: 1 }) && !document.is_whole());
}

#[test]
fn an_odt_shows_its_comments_deletions_and_hidden_text() {
    let body = r#"<office:automatic-styles><style:style style:name="T1"><style:text-properties text:display="none"/></style:style></office:automatic-styles>
        <office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p>正文<office:annotation><dc:creator>王小二</dc:creator><text:p>核对</text:p></office:annotation></text:p>
        <text:p text:style-name="T1">看不见</text:p></office:text></office:body>"#;
    let document = read("a.odt", &open_document("text", body, &[]));
    assert_eq!(hidden(&document, Hidden::Revision), ["删去"]);
    assert_eq!(hidden(&document, Hidden::Comment), ["核对"]);
    assert_eq!(hidden(&document, Hidden::Text), ["看不见"]);
    assert!(shown(&document).contains(&"第1段：正文".to_owned()), "{:?}", shown(&document));
}

#[test]
fn an_ofd_is_read_by_pages_and_lines() {
    let page = ofd_text(10.0, 10.0, "云溪市") + &ofd_text(22.5, 10.0, "人民政府") + &ofd_text(10.0, 20.0, "通知");
    let document = read("a.ofd", &ofd(&[&page, &ofd_text(10.0, 10.0, "第二页")], &[]));
    assert_eq!(shown(&document), ["第1页：云溪市人民政府", "第1页：通知", "第2页：第二页"]);
    assert!(says(&document, &Note::Author { field: "作者", value: "王小二".into() }));
}

#[test]
fn annotations_and_attachments_of_an_ofd_are_read() {
    let list =
        r#"<ofd:Annotations><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>"#;
    let annotation = format!(
        "<ofd:PageAnnot><ofd:Annot><ofd:Appearance>{}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>",
        ofd_text(1.0, 1.0, "批一句")
    );
    let attachments = "<ofd:Attachments><ofd:Attachment><ofd:FileLoc>名单.csv</ofd:FileLoc></ofd:Attachment></ofd:Attachments>";
    let beside: [(&str, &[u8]); 4] = [
        ("Doc_0/Annots/Annotations.xml", list.as_bytes()),
        ("Doc_0/Annots/Page_0/Annotation.xml", annotation.as_bytes()),
        ("Doc_0/Attachs/Attachments.xml", attachments.as_bytes()),
        ("Doc_0/Attachs/名单.csv", "张三丰,男".as_bytes()),
    ];
    let document = read("a.ofd", &ofd(&[&ofd_text(1.0, 1.0, "正文")], &beside));
    assert_eq!(shown(&document), ["第1页：正文", "第1页批注（批注）：批一句", "名单.csv › A1：张三丰", "名单.csv › B1：男"]);
}

#[test]
fn an_ofd_of_pictures_says_so() {
    let document = read("a.ofd", &ofd(&["<ofd:ImageObject/>", &ofd_text(1.0, 1.0, "有字")], &[]));
    assert!(says(&document, &Note::NoTextLayer { pages: vec![1], of: 2 }));
}

#[test]
fn a_paragraph_of_blanks_around_a_null_character_is_passed_over() {
    assert_eq!(read("a.rtf", b"{\\rtf1\\ansi   \\u0   \\par}").parts, []);
}

#[test]
fn rtf_of_a_chinese_program_is_read() {
    let source = br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}{\info{\author \'cd\'f5}}\pard \'d4\'c6\'cf\'aa\u24066 ?\par {\v secret}\par {\deleted gone}\par}";
    let document = read("a.rtf", source);
    assert_eq!(shown(&document)[0], "第1段：云溪市");
    assert_eq!((hidden(&document, Hidden::Text), hidden(&document, Hidden::Revision)), (vec!["secret"], vec!["gone"]));
    assert!(says(&document, &Note::Author { field: "作者", value: "王".into() }));
}

#[test]
fn text_is_read_in_the_encodings_of_the_country() {
    let gbk = b"\xd4\xc6\xcf\xaa\xca\xd0".as_slice();
    let utf16 = b"\xff\xfe\x91\x4e\xaa\x6e".as_slice();
    let gb18030 = b"\x95\x32\x82\x36\xd4\xc6".as_slice();
    for (bytes, text) in [(gbk, "云溪市"), (utf16, "云溪"), (gb18030, "𠀀云"), ("云溪".as_bytes(), "云溪")] {
        assert_eq!(shown(&read("a.txt", bytes)), [format!("第1行：{text}")]);
    }
}

#[test]
fn a_page_is_read_without_its_scripts() {
    let page = "<html><script>var a='不读';</script><p>一段<b>文</b>字&nbsp;&#25919;</p><div style='display: none'>藏着<div>的</div></div><p>后文</p></html>";
    let document = read("a.html", page.as_bytes());
    assert_eq!(shown(&document), ["第1段：一段文字 政", "第2段（隐藏文字）：藏着", "第3段（隐藏文字）：的", "第4段：后文"]);
}

#[test]
fn a_sheet_that_is_a_page_says_what_it_is() {
    let document = read("名单.xls", "<html><meta charset=gbk><table><tr><td>a</td><td>b</td></tr></table></html>".as_bytes());
    assert_eq!(shown(&document), ["表1第1行第1列：a", "表1第1行第2列：b"]);
    assert!(says(&document, &Note::WrongKind { said: "xls".into(), is: Kind::Html }));
}

#[test]
fn an_old_document_is_read_without_a_program() {
    let document = read("通知.doc", include_bytes!("../fixtures/notice.doc"));
    let expected = [
        "第1段：云溪市水务局通知",
        "第2段：6月1日停水。",
        "表格第1行第1列：姓名",
        "表格第1行第2列：电话",
        "表格第2行第1列：张三丰",
    ];
    assert_eq!(shown(&document)[..5], expected);
    assert!(shown(&document).contains(&"页眉页脚第1段：内部资料".to_owned()));
    assert_eq!(hidden(&document, Hidden::Comment), ["请核对"]);
    assert!(says(&document, &Note::Author { field: "作者", value: "王小二".into() }));
}
