//! Small files of every format, made on the fly.

use extract::{Document, Hidden, Limits, Note, Part};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn read(name: &str, bytes: &[u8]) -> Document {
    extract::read(name, bytes, &Limits::default())
}

/// Places and texts, hidden ones with why.
pub fn shown(document: &Document) -> Vec<String> {
    let of = |part: &Part| match part.hidden {
        Some(hidden) => format!("{}（{}）：{}", part.place, hidden.label(), part.text),
        None => format!("{}：{}", part.place, part.text),
    };
    document.parts.iter().map(of).collect()
}

/// Table, row and column of each part that has a row.
pub fn grid(document: &Document) -> Vec<(u32, u32, Option<u32>)> {
    document.parts.iter().filter_map(|part| part.cell).map(|cell| (cell.table, cell.row, cell.column)).collect()
}

pub fn hidden(document: &Document, why: Hidden) -> Vec<&str> {
    document.parts.iter().filter(|part| part.hidden == Some(why)).map(|part| part.text.as_str()).collect()
}

pub fn says(document: &Document, note: &Note) -> bool {
    document.notes.contains(note)
}

pub fn messages(document: &Document) -> String {
    document.notes.iter().map(Note::message).collect::<Vec<_>>().join("\n")
}

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn relations(list: &[(&str, &str)]) -> String {
    let rows = list.iter().enumerate().map(|(at, (kind, target))| {
        format!(r#"<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#, at + 1)
    });
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
        rows.collect::<String>()
    )
}

fn package(main: &str, content: &str, linked: &[(&str, &str, &[u8])], beside: &[(&str, &[u8])]) -> Vec<u8> {
    let folder = main.split('/').next().unwrap();
    let base = main.rsplit('/').next().unwrap();
    let root = relations(&[("officeDocument", main)]);
    let list: Vec<(&str, &str)> = linked.iter().map(|(kind, target, _)| (*kind, *target)).collect();
    let (rels, rels_name) = (relations(&list), format!("{folder}/_rels/{base}.rels"));
    let names: Vec<String> = linked.iter().map(|(_, target, _)| format!("{folder}/{target}")).collect();
    let mut members: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        (main, content.as_bytes()),
        (&rels_name, rels.as_bytes()),
    ];
    members.extend(names.iter().zip(linked).map(|(name, (_, _, data))| (name.as_str(), *data)));
    members.extend_from_slice(beside);
    zip(&members)
}

/// A docx of this body, with parts `(kind, target, content)` that it refers to and others.
pub fn docx_with(body: &str, linked: &[(&str, &str, &[u8])], beside: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:wp="wp" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
    );
    package("word/document.xml", &content, linked, beside)
}

pub fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[], &[])
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// An xlsx of sheets `(name, attributes, content)`.
pub fn xlsx(sheets: &[(&str, &str, &str)], beside: &[(&str, &[u8])]) -> Vec<u8> {
    let rows = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, more, _))| format!(r#"<sheet name="{name}" sheetId="{0}" r:id="rId{0}" {more}/>"#, at + 1));
    let content = format!(r#"<workbook xmlns:r="r"><sheets>{}</sheets></workbook>"#, rows.collect::<String>());
    let parts: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, _, data))| (format!("worksheets/sheet{}.xml", at + 1), format!("<worksheet>{data}</worksheet>")))
        .collect();
    let mut linked: Vec<(&str, &str, &[u8])> =
        parts.iter().map(|(name, data)| ("worksheet", name.as_str(), data.as_bytes())).collect();
    linked.push((
        "styles",
        "styles.xml",
        br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ));
    linked.push((
        "sharedStrings",
        "sharedStrings.xml",
        "<sst><si><t>张三丰</t></si><si><r><t>云溪</t></r><r><t>市</t></r></si></sst>".as_bytes(),
    ));
    package("xl/workbook.xml", &content, &linked, beside)
}

/// A pptx of slides `(attributes, text)`; each has notes if they aren't empty.
pub fn pptx(slides: &[(&str, &str, &str)]) -> Vec<u8> {
    let ids = (1..=slides.len()).map(|at| format!(r#"<p:sldId id="{}" r:id="rId{at}"/>"#, 255 + at));
    let content = format!(
        r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{}</p:sldIdLst></p:presentation>"#,
        ids.collect::<String>()
    );
    let shape = |text: &str| format!("<p:cSld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:cSld>");
    let parts: Vec<(String, String)> = slides
        .iter()
        .enumerate()
        .map(|(at, (more, text, _))| (format!("slides/slide{}.xml", at + 1), format!("<p:sld {more}>{}</p:sld>", shape(text))))
        .collect();
    let linked: Vec<(&str, &str, &[u8])> = parts.iter().map(|(name, data)| ("slide", name.as_str(), data.as_bytes())).collect();
    let mut beside = Vec::new();
    for (at, (_, _, notes)) in slides.iter().enumerate().filter(|(_, slide)| !slide.2.is_empty()) {
        let rels = relations(&[("notesSlide", &format!("../notesSlides/notesSlide{}.xml", at + 1))]);
        beside.push((format!("ppt/slides/_rels/slide{}.xml.rels", at + 1), rels));
        beside.push((format!("ppt/notesSlides/notesSlide{}.xml", at + 1), format!("<p:notes>{}</p:notes>", shape(notes))));
    }
    let beside: Vec<(&str, &[u8])> = beside.iter().map(|(name, data)| (name.as_str(), data.as_bytes())).collect();
    package("ppt/presentation.xml", &content, &linked, &beside)
}

pub fn open_document(kind: &str, body: &str, beside: &[(&str, &[u8])]) -> Vec<u8> {
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    let content = format!(r#"<office:document-content xmlns:office="o">{body}</office:document-content>"#);
    let mut members: Vec<(&str, &[u8])> = vec![("mimetype", mime.as_bytes()), ("content.xml", content.as_bytes())];
    members.extend_from_slice(beside);
    zip(&members)
}

/// An OFD whose pages hold these objects.
pub fn ofd(pages: &[&str], beside: &[(&str, &[u8])]) -> Vec<u8> {
    let main = r#"<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:Author>王小二</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"#;
    let list = (0..pages.len()).map(|at| format!(r#"<ofd:Page ID="{}" BaseLoc="Pages/Page_{at}/Content.xml"/>"#, at + 1));
    let document = format!(
        r#"<ofd:Document><ofd:Pages>{}</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>"#,
        list.collect::<String>()
    );
    let parts: Vec<(String, String)> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            (
                format!("Doc_0/Pages/Page_{at}/Content.xml"),
                format!("<ofd:Page><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"),
            )
        })
        .collect();
    let mut members: Vec<(&str, &[u8])> = vec![("OFD.xml", main.as_bytes()), ("Doc_0/Document.xml", document.as_bytes())];
    members.extend(parts.iter().map(|(name, data)| (name.as_str(), data.as_bytes())));
    members.extend_from_slice(beside);
    zip(&members)
}

pub fn ofd_text(x: f64, y: f64, text: &str) -> String {
    format!(
        r#"<ofd:TextObject Boundary="{x} {y} 100 5" Size="4"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>"#
    )
}

/// A PDF of objects, numbered from 1, the first its catalog.
pub fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    bytes.extend(places.iter().flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()));
    bytes.extend(format!("trailer\n<</Size {}/Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF", objects.len() + 1).bytes());
    bytes
}

pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dict}/Length {}>>stream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// A PDF of one page with this content and this font (object 5).
pub fn pdf_page(content: &str, font: &str, more: &str) -> Vec<u8> {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{more}>>>>").into_bytes(),
        stream("", content.as_bytes()),
        font.as_bytes().to_vec(),
    ];
    pdf(&objects, "")
}

/// A composite font that isn't embedded and has no map to characters: predefined ones only.
pub fn gb_font(encoding: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
    )
}

/// A TIFF block with a position and an artist.
pub fn exif() -> Vec<u8> {
    let mut data = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    data.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x3b\0\x02\0\0\0\x04Wang\x88\x25\0\x04\0\0\0\x01\0\0\0\x32\0\0\0\0");
    // The directory of the position, at 50.
    data.extend(b"\0\x04\0\x01\0\x02\0\0\0\x02N\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x68\0\x03\0\x02\0\0\0\x02E\0\0\0\0\x04\0\x05\0\0\0\x03\0\0\0\x80\0\0\0\0");
    for number in [28u32, 1, 12, 1, 36, 1, 112, 1, 58, 1, 48, 1] {
        data.extend(number.to_be_bytes());
    }
    data
}

pub fn jpeg(exif: &[u8]) -> Vec<u8> {
    let segment = [b"Exif\0\0".as_slice(), exif].concat();
    let size = (segment.len() as u16 + 2).to_be_bytes();
    [b"\xff\xd8\xff\xe0\0\x04ab\xff\xe1".as_slice(), &size, &segment, b"\xff\xda\0\x02pixels\xff\xd9"].concat()
}

/// A compound file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let sectors = |data: &[u8]| data.len().div_ceil(512);
    let (mut table, mut content, mut entries) = (vec![0xffff_fffd_u32, 0xffff_fffe], Vec::new(), Vec::new());
    let entry = |name: &str, kind: u8, start: u32, size: usize| {
        let mut raw: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = raw.len() as u16 + 2;
        raw.resize(64, 0);
        raw.extend(length.to_le_bytes());
        raw.extend([kind, 1]);
        raw.resize(116, 0);
        raw.extend(start.to_le_bytes());
        raw.extend((size as u64).to_le_bytes());
        raw
    };
    entries.extend(entry("Root Entry", 5, 0xffff_fffe, 0));
    for (name, data) in streams {
        entries.extend(entry(name, 2, table.len() as u32, data.len()));
        let first = table.len() as u32;
        let count = sectors(data) as u32;
        table.extend((1..count).map(|at| first + at).chain([0xffff_fffe]));
        content.extend_from_slice(data);
        content.resize(content.len().next_multiple_of(512), 0);
    }
    table.resize(128, 0xffff_ffff);
    entries.resize(512, 0);
    let mut header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    header.resize(24, 0);
    header.extend(b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0");
    header.resize(44, 0);
    for number in [1u32, 1, 0, 0, 0xffff_fffe, 0, 0xffff_fffe, 0, 0] {
        header.extend(number.to_le_bytes());
    }
    header.resize(512, 0xff);
    [header, table.into_iter().flat_map(u32::to_le_bytes).collect(), entries, content].concat()
}

fn record(version: u16, kind: u16, data: &[u8]) -> Vec<u8> {
    [version.to_le_bytes().as_slice(), &kind.to_le_bytes(), &(data.len() as u32).to_le_bytes(), data].concat()
}

/// The stream of an old presentation: a master, two slides, the second hidden, notes.
pub fn ppt() -> Vec<u8> {
    let chars = |text: &str| record(0, 0x0fa0, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    let hidden = record(0, 0x03f9, b"\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\0\0");
    [
        record(0xf, 0x03f8, &chars("母版提示")),
        record(0xf, 0x03ee, &chars("云溪市\r供水工作")),
        record(0xf, 0x03ee, &[hidden, chars("不放映")].concat()),
        record(0xf, 0x03f0, &chars("讲这一句")),
    ]
    .concat()
}
