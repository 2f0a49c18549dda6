//! Files of rows: CSV (UTF-8 or GB18030) and XLSX in, CSV for spreadsheets out.
//!
//! A file is hostile until read: limits come before any parser sees it, and a parser that panics refuses the file.

mod xlsx;

use super::{COLUMNS_MAX, FILE_MAX, ROWS_MAX};
use crate::problem::{Outcome, Problem};
use crate::proofing::rows::{RowError, column_named, columns, csv_line, tidy};
use domain::lexicons::{Kind, Row};
use std::collections::BTreeMap;

/// Cells by line, the first line being 1.
pub(super) type Cells = Vec<(u64, Vec<String>)>;

/// Rows of a file with what is wrong with its frame.
pub struct Sheet {
    /// The columns that the file has, in its order.
    pub columns: Vec<&'static str>,
    pub rows: Vec<(u64, Row)>,
    pub errors: Vec<RowError>,
}

/// Reads a file by what it is, not by what it is called.
pub fn read(kind: Kind, bytes: &[u8]) -> Outcome<Sheet> {
    if bytes.len() > FILE_MAX {
        return Err(Problem::new("too_large").saying(format!("文件超过了 {} MB 的上限", FILE_MAX >> 20)));
    }
    let cells = if bytes.starts_with(b"PK") { xlsx::cells(bytes)? } else { csv_cells(bytes)? };
    let mut cells = cells.into_iter().filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let Some((line, header)) = cells.next() else { return Err(Problem::field("file", "文件里没有内容")) };
    let mut errors = Vec::new();
    let mut named = Vec::new();
    for (at, cell) in header.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        match column_named(kind, cell) {
            Some(name) => named.push((at, name)),
            None => errors.push(RowError { row: line, message: format!("不认识的列「{}」", cell.trim()) }),
        }
    }
    if named.is_empty() {
        let known = columns(kind).join("、");
        return Err(Problem::field("file", format!("第一行要是列名，可用的列有：{known}")));
    }
    let mut rows = Vec::new();
    for (line, cells) in cells {
        if rows.len() == ROWS_MAX {
            return Err(Problem::new("too_large").saying(format!("一次最多 {} 万行，请分成几个文件", ROWS_MAX / 10_000)));
        }
        let row: Row = named.iter().filter_map(|(at, name)| Some(((*name).to_owned(), cells.get(*at)?.clone()))).collect();
        rows.push((line, tidy(kind, row.into_iter().map(|(name, cell)| (name, disarmed_back(cell))).collect())));
    }
    Ok(Sheet { columns: named.into_iter().map(|(_, name)| name).collect(), rows, errors })
}

fn csv_cells(bytes: &[u8]) -> Outcome<Cells> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| Problem::field("file", format!("文件不是有效的 CSV：{e}")))?;
        let line = record.position().map_or(0, |at| line_of(&text, at));
        cells.push((line, record.iter().take(COLUMNS_MAX).map(str::to_owned).collect()));
        if cells.len() > ROWS_MAX + 1 {
            break;
        }
    }
    Ok(cells)
}

/// The line that a record begins on; the reader's position lies before the blank lines ahead of it.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let from = usize::try_from(at.byte()).unwrap_or_default();
    let blank = text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|c| matches!(c, b'\n' | b'\r'));
    at.line() + blank.filter(|c| **c == b'\n').count() as u64
}

/// UTF-8 with or without a mark, else GB18030 as spreadsheets save CSV.
fn decoded(bytes: &[u8]) -> Outcome<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    if broken {
        Err(Problem::field("file", "文件既不是 UTF-8 也不是 GB18030 编码，读不出来"))
    } else {
        Ok(text.into_owned())
    }
}

/// Signs at which a spreadsheet takes a cell for a formula.
const ARMED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet runs: an apostrophe makes it text.
fn disarmed(cell: &str) -> String {
    // One that already has its apostrophe gets a second, so that reading takes off exactly one.
    let quoted = cell.strip_prefix('\'').is_some_and(|rest| rest.trim_start_matches('\'').starts_with(ARMED));
    if cell.starts_with(ARMED) || quoted { format!("'{cell}") } else { cell.to_owned() }
}

fn disarmed_back(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(ARMED) => rest.to_owned(),
        _ => cell,
    }
}

/// All rows as CSV with a byte order mark, by key.
pub fn export(kind: Kind, rows: &BTreeMap<String, Row>) -> String {
    let names = columns(kind);
    let mut text = String::from("\u{feff}");
    text.push_str(&csv_line(names.iter().copied()));
    for row in rows.values() {
        let cells: Vec<String> = names.iter().map(|name| disarmed(row.get(*name).map_or("", String::as_str))).collect();
        text.push_str(&csv_line(cells.iter().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(file: &[u8]) -> Vec<(u64, Row)> {
        read(Kind::Words, file).unwrap().rows
    }

    #[test]
    fn what_is_exported_is_read_back_and_runs_in_no_spreadsheet() {
        let odd = ["=1+1", "+86", "-减", "@at", "'=x", "''=x", "a,\"b\"", "'引号"];
        let list: BTreeMap<String, Row> = odd
            .iter()
            .map(|w| {
                (
                    (*w).to_owned(),
                    [("category", "a"), ("severity", "warn"), ("word", w)].map(|(k, v)| (k.into(), v.into())).into(),
                )
            })
            .collect();
        let text = export(Kind::Words, &list);
        assert!(text.starts_with('\u{feff}') && !text.contains(",=1") && !text.contains(",@at") && text.contains(",'=1+1"));
        let back: BTreeMap<String, Row> = rows(text.as_bytes()).into_iter().map(|(_, row)| (row["word"].clone(), row)).collect();
        assert_eq!(back, list);
    }

    #[test]
    fn a_line_keeps_its_number_over_blank_lines_and_lines_within_a_cell() {
        let read = rows("category,severity,word\n\n\"a\nb\",warn,甲乙\n\na,warn,丙丁\n".as_bytes());
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 6]);
        assert_eq!(read[0].1["category"], "a b");
    }

    #[test]
    fn a_file_saved_by_a_chinese_spreadsheet_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("分类,级别,词条\n广告,慎用,稳赚不赔\n");
        assert_eq!(rows(&bytes)[0].1["word"], "稳赚不赔");
        assert!(read(Kind::Words, b"word\n\xff\xff\xff").is_err());
    }

    #[test]
    fn a_column_that_nobody_knows_is_told_and_a_file_without_names_refused() {
        let sheet = read(Kind::Words, "词条,颜色\n甲乙,红\n".as_bytes()).unwrap();
        assert_eq!((sheet.errors.len(), sheet.columns.as_slice()), (1, &["word"][..]));
        assert!(read(Kind::Words, "甲乙,红\n".as_bytes()).is_err() && read(Kind::Words, b" \n").is_err());
    }
}
