//! The first sheet of an XLSX file as cells.
//!
//! An XLSX file is a zip of XML. It is unpacked once to be measured before the reader may trust any number in it.

use super::{Cells, Problem};
use crate::lexicons::{COLUMNS_MAX, ROWS_MAX};
use crate::problem::Outcome;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of all parts unpacked, at most; and parts.
const UNPACKED: u64 = 128 << 20;
const PARTS: usize = 500;
/// Strings that a file may claim to hold: the reader reserves room for them.
const STRINGS: u64 = 3_000_000;

fn refused(why: &str) -> Problem {
    Problem::field("file", format!("XLSX 文件读不出来：{why}"))
}

pub(super) fn cells(bytes: &[u8]) -> Outcome<Cells> {
    // The readers are others' code: what panics in them is a file that can't be read.
    catch_unwind(AssertUnwindSafe(|| {
        measure(bytes)?;
        read(bytes)
    }))
    .unwrap_or_else(|_| Err(refused("文件已损坏")))
}

/// Refuses what would unpack to too much, or claims to.
fn measure(bytes: &[u8]) -> Outcome<()> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| refused("不是有效的文件"))?;
    if archive.len() > PARTS {
        return Err(refused("内部文件太多"));
    }
    let mut left = UNPACKED;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| refused("已加密或已损坏"))?;
        let mut text = Vec::new();
        part.take(left + 1).read_to_end(&mut text).map_err(|_| refused("文件已损坏"))?;
        left = left.checked_sub(text.len() as u64).ok_or_else(|| refused("解开后太大"))?;
        if claims_too_much(&text) {
            return Err(refused("声明的内容太多"));
        }
    }
    Ok(())
}

/// `uniqueCount="…"` of the shared strings, wherever it stands; parts that are not plain UTF-8 text can't hide one
/// unless they have zero bytes, and pictures don't claim anything.
fn claims_too_much(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"uniqueCount";
    let is_wide_text =
        part.starts_with(b"\xff\xfe") || part.starts_with(b"\xfe\xff") || part.starts_with(b"<\0") || part.starts_with(b"\0<");
    let number = |at: usize| {
        let digits = part.iter().skip(at + CLAIM.len()).take(40).skip_while(|c| !c.is_ascii_digit());
        digits.take_while(|c| c.is_ascii_digit()).fold(0u64, |n, c| n.saturating_mul(10).saturating_add(u64::from(c - b'0')))
    };
    is_wide_text || part.windows(CLAIM.len()).enumerate().any(|(at, w)| w == CLAIM && number(at) > STRINGS)
}

fn read(bytes: &[u8]) -> Outcome<Cells> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| refused("文件已损坏"))?;
    let sheet = book.sheet_names().into_iter().next().ok_or_else(|| refused("没有工作表"))?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(|_| refused("文件已损坏"))?;
    // Only cells that are there: a sheet that names its last corner costs nothing.
    let mut rows: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|_| refused("文件已损坏"))? {
        let ((row, column), text) = (cell.get_position(), said(cell.get_value()));
        if column as usize >= COLUMNS_MAX || text.is_empty() {
            continue;
        }
        let cells = rows.entry(u64::from(row) + 1).or_default();
        if cells.len() <= column as usize {
            cells.resize(column as usize + 1, String::new());
        }
        cells[column as usize] = text;
        if rows.len() > ROWS_MAX + 1 {
            break;
        }
    }
    Ok(rows.into_iter().collect())
}

/// A cell as people see it.
fn said(value: &DataRef) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => day(at),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn day(at: &ExcelDateTime) -> String {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    /// A file of these parts.
    fn file(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// The smallest workbook around a sheet and its strings.
    fn book(sheet: &str, strings: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let kind = |last: &str| format!("{rel}/{last}");
        file(&[
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            (
                "_rels/.rels",
                &format!(
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{}\" Target=\"xl/workbook.xml\"/></Relationships>",
                    kind("officeDocument")
                ),
            ),
            (
                "xl/workbook.xml",
                &format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets><sheet name=\"词库\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &format!(
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{}\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{}\" Target=\"sharedStrings.xml\"/></Relationships>",
                    kind("worksheet"),
                    kind("sharedStrings")
                ),
            ),
            ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
            ("xl/sharedStrings.xml", &format!("<sst xmlns=\"{main}\" {strings}</sst>")),
        ])
    }

    #[test]
    fn cells_come_with_the_numbers_of_their_rows() {
        let strings = "uniqueCount=\"2\"><si><t>word</t></si><si><t>甲乙</t></si>";
        let sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"C4\"><v>3</v></c></row>";
        let read = cells(&book(sheet, strings)).unwrap();
        assert_eq!(read[0], (1, vec!["word".to_owned()]));
        assert_eq!(read[1], (4, vec!["甲乙".to_owned(), String::new(), "3".to_owned()]));
    }

    #[test]
    fn a_cell_in_the_last_corner_costs_nothing() {
        let sheet = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c><c r=\"A1048576\"><v>2</v></c></row>";
        assert_eq!(cells(&book(sheet, "uniqueCount=\"0\">")).unwrap().len(), 2);
    }

    #[test]
    fn a_file_that_claims_or_unpacks_to_too_much_is_refused() {
        assert!(cells(&book("", "uniqueCount=\"99999999999999\">")).is_err());
        let zeros = " ".repeat(UNPACKED as usize + 1);
        assert!(cells(&file(&[("xl/workbook.xml", &zeros)])).is_err());
    }

    #[test]
    fn a_changed_byte_is_read_or_refused_and_never_stops_the_process() {
        let whole = book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "uniqueCount=\"1\"><si><t>word</t></si>");
        let mut seed = 520_261_122u64;
        for _ in 0..400 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut file = whole.clone();
            let at = (seed >> 33) as usize % file.len();
            file[at] ^= (seed >> 24) as u8 | 1;
            // Either way is right; only a fault of the process would not be.
            let _ = cells(&file);
        }
    }

    #[test]
    fn a_broken_file_is_refused_wherever_it_breaks() {
        let whole = book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "uniqueCount=\"0\">");
        (0..whole.len()).step_by(7).for_each(|end| assert!(cells(&whole[..end]).is_err(), "{end}"));
    }
}
