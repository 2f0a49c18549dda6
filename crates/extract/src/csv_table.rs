//! CSV and TSV: a part per cell.

use crate::reading::{At, Outcome, Reading, Stop};
use crate::{cells, decode};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading) -> Outcome {
    let text = decode::text(bytes);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    reading.begin_table();
    for (row, record) in (1u32..).zip(reader.records()) {
        let record = record.map_err(|_| Stop::broken())?;
        for (column, cell) in (0u32..).zip(record.iter()) {
            reading.step()?;
            reading.part(&cells::name(row, column), cell, None, Some(At::cell(row, column)))?;
        }
    }
    Ok(())
}

/// The likeliest separator of the first lines.
fn delimiter(text: &str) -> u8 {
    let head: Vec<u8> = text.bytes().take(4096).collect();
    let count = |b: u8| head.iter().filter(|c| **c == b).count();
    [b',', b'\t', b';'].into_iter().max_by_key(|b| (count(*b), *b == b',')).unwrap_or(b',')
}
