//! xlsx, xls, ods, csv, pptx.

use crate::build::*;
use extract::{Hidden, Note};

const ROW: &str = r#"<sheetData><row r="7"><c r="A7" t="s"><v>0</v></c><c r="B7"><v>1.10101199001011E17</v></c><c r="C7" s="1"><v>46143</v></c><c r="D7" t="inlineStr"><is><t>云溪市</t></is></c></row></sheetData>"#;

#[test]
fn a_cell_has_its_place_and_row() {
    let document = read("a.xlsx", &xlsx(&[("名单", "", ROW)], &[]));
    assert_eq!(shown(&document), ["名单!A7：张三丰", "名单!B7：110101199001011000", "名单!C7：2026-05-01", "名单!D7：云溪市"]);
    assert_eq!(grid(&document), [(1, 7, Some(0)), (1, 7, Some(1)), (1, 7, Some(2)), (1, 7, Some(3))]);
}

#[test]
fn a_hidden_sheet_is_read_and_named() {
    let document = read("a.xlsx", &xlsx(&[("公示", "", ""), ("底册", r#"state="hidden""#, ROW)], &[]));
    assert_eq!(hidden(&document, Hidden::Sheet)[0], "张三丰");
    assert!(messages(&document).contains("含有隐藏的工作表“底册”"));
}

#[test]
fn a_sheet_hidden_beyond_the_menu_is_hidden_too() {
    let document = read("a.xlsx", &xlsx(&[("底册", r#"state="veryHidden""#, ROW)], &[]));
    assert!(says(&document, &Note::HiddenSheet { name: "底册".into() }));
}

#[test]
fn hidden_rows_and_columns_are_read() {
    let content = r#"<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row></sheetData>"#;
    let document = read("a.xlsx", &xlsx(&[("表", "", content)], &[]));
    assert_eq!((hidden(&document, Hidden::Row), hidden(&document, Hidden::Column)), (vec!["1"], vec!["3"]));
    assert!(says(&document, &Note::HiddenRows { sheet: "表".into(), count: 1 }));
    assert!(says(&document, &Note::HiddenColumns { sheet: "表".into(), columns: "B—C".into() }));
}

#[test]
fn comments_and_text_boxes_of_a_sheet_are_read() {
    let rels = r#"<Relationships><Relationship Id="r1" Type="x/comments" Target="../comments1.xml"/><Relationship Id="r2" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>"#;
    let comments = r#"<comments><authors><author>王小二</author></authors><commentList><comment ref="B7"><text><r><t>此人</t></r><r><t>已迁出</t></r></text></comment></commentList></comments>"#;
    let drawing = "<xdr:wsDr><xdr:sp><a:p><a:r><a:t>仅供内部</a:t></a:r></a:p></xdr:sp></xdr:wsDr>";
    let beside: [(&str, &[u8]); 3] = [
        ("xl/worksheets/_rels/sheet1.xml.rels", rels.as_bytes()),
        ("xl/comments1.xml", comments.as_bytes()),
        ("xl/drawings/drawing1.xml", drawing.as_bytes()),
    ];
    let document = read("a.xlsx", &xlsx(&[("表", "", "")], &beside));
    assert_eq!(shown(&document), ["表!B7批注（批注）：此人已迁出", "表文本框：仅供内部"]);
}

#[test]
fn dates_follow_the_calendar_of_their_workbook() {
    let cell = |serial: &str| format!(r#"<sheetData><row r="1"><c r="A1" s="1"><v>{serial}</v></c></row></sheetData>"#);
    for (serial, date) in [
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("45292", "2024-01-01"),
        ("45351.5", "2024-02-29 12:00"),
    ] {
        assert_eq!(shown(&read("a.xlsx", &xlsx(&[("表", "", &cell(serial))], &[]))), [format!("表!A1：{date}")]);
    }
}

#[test]
fn an_old_sheet_is_read() {
    let document = read("t.xls", include_bytes!("../fixtures/list.xls"));
    let expected =
        ["名单!A1：姓名", "名单!B1：电话", "名单!C1：日期", "名单!A2：张三丰", "名单!B2：13800138000", "名单!C2：2026-05-01"];
    assert_eq!(shown(&document)[..6], expected);
    assert!(says(&document, &Note::HiddenSheet { name: "底册".into() }), "{}", messages(&document));
    assert_eq!(hidden(&document, Hidden::Comment), ["请核对"]);
    assert_eq!(hidden(&document, Hidden::Row).len(), 3);
}

#[test]
fn an_ods_shows_what_is_hidden() {
    let body = r#"<office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
        <office:body><office:spreadsheet><table:table table:name="公示"><table:table-column/><table:table-column table:visibility="collapse"/>
        <table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell><text:p>丙</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="底册" table:style-name="ta1"><table:table-row><table:table-cell office:value="1.3800138000E10"><text:p>1.38E+10</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"#;
    let document = read("a.ods", &open_document("spreadsheet", body, &[]));
    assert_eq!(
        shown(&document),
        ["公示!A1：甲", "公示!B1（隐藏的列）：乙", "公示!A1048572（隐藏的行）：丙", "底册!A1（隐藏的工作表）：13800138000"]
    );
}

#[test]
fn a_csv_in_gbk_is_a_table() {
    let document = read("a.csv", b"\xd0\xd5\xc3\xfb,\"1,2\"\r\n\xd5\xc5\xc8\xfd,3");
    assert_eq!(shown(&document), ["A1：姓名", "B1：1,2", "A2：张三", "B2：3"]);
}

#[test]
fn slides_notes_and_hidden_slides_are_read() {
    let document = read("a.pptx", &pptx(&[("", "封面", "讲这一句"), (r#"show="0""#, "不放映", "")]));
    assert_eq!(
        shown(&document),
        [
            "第1张幻灯片：封面",
            "第1张幻灯片备注（演讲者备注或隐藏的幻灯片）：讲这一句",
            "第2张幻灯片（演讲者备注或隐藏的幻灯片）：不放映"
        ]
    );
    assert!(says(&document, &Note::SpeakerNotes { count: 1 }) && says(&document, &Note::HiddenSlides { count: 1 }));
}

#[test]
fn an_old_presentation_is_read() {
    let document = read("a.ppt", &compound(&[("PowerPoint Document", &ppt())]));
    let expected = [
        "第1张幻灯片：云溪市",
        "第1张幻灯片：供水工作",
        "第2张幻灯片（演讲者备注或隐藏的幻灯片）：不放映",
        "备注1（演讲者备注或隐藏的幻灯片）：讲这一句",
    ];
    assert_eq!(shown(&document), expected);
    assert!(says(&document, &Note::SpeakerNotes { count: 1 }) && says(&document, &Note::HiddenSlides { count: 1 }));
}
