//! Strings of BIFF8: short ones, and the shared table that runs over several records.

use super::records::Records;
use crate::cfb::{u16_at, u32_at, utf16};
use crate::reading::{Outcome, Reading};
use encoding_rs::WINDOWS_1252;

/// A string whose length takes one byte.
pub(super) fn short8(data: &[u8]) -> String {
    let (Some(length), Some(flags)) = (data.first(), data.get(1)) else { return String::new() };
    characters(data.get(2..).unwrap_or_default(), usize::from(*length), flags & 1 != 0)
}

/// A string whose length takes two bytes.
pub(super) fn short16(data: &[u8]) -> String {
    let (Some(length), Some(flags)) = (u16_at(data, 0), data.get(2)) else { return String::new() };
    characters(data.get(3..).unwrap_or_default(), usize::from(length), flags & 1 != 0)
}

fn characters(data: &[u8], length: usize, wide: bool) -> String {
    let size = if wide { length * 2 } else { length };
    let data = &data[..data.len().min(size)];
    if wide { utf16(data) } else { WINDOWS_1252.decode_without_bom_handling(data).0.into_owned() }
}

/// Text of a comment or box: its record says how long, those after it hold it.
pub(super) fn object(records: &mut Records, data: &[u8]) -> String {
    let mut left = usize::from(u16_at(data, 10).unwrap_or(0));
    let mut text = String::new();
    while left > 0 {
        let Some((flags, data)) = records.continued().and_then(|data| data.split_first()) else { break };
        let wide = flags & 1 != 0;
        let here = left.min(if wide { data.len() / 2 } else { data.len() });
        if here == 0 {
            break;
        }
        text += &characters(data, here, wide);
        left -= here;
    }
    text
}

/// The shared table; each string may break off at the end of a record and go on in the next, in another width.
pub(super) fn shared<'a>(records: &mut Records<'a>, data: &'a [u8], reading: &mut Reading) -> Outcome<Vec<Box<str>>> {
    let count = u32_at(data, 4).unwrap_or(0) as usize;
    let mut run = Run { records, data: data.get(8..).unwrap_or_default() };
    let mut found = Vec::new();
    while found.len() < count {
        reading.step()?;
        let Some(text) = run.string() else { break };
        found.push(text.into_boxed_str());
    }
    Ok(found)
}

struct Run<'r, 'a> {
    records: &'r mut Records<'a>,
    data: &'a [u8],
}

impl Run<'_, '_> {
    fn string(&mut self) -> Option<String> {
        if self.data.is_empty() {
            self.data = self.records.continued()?;
        }
        let (length, flags) = (usize::from(u16_at(self.data, 0)?), *self.data.get(2)?);
        let mut header = 3;
        let runs = if flags & 8 != 0 { usize::from(u16_at(self.data, header)?) } else { 0 };
        header += if flags & 8 != 0 { 2 } else { 0 };
        let extra = if flags & 4 != 0 { u32_at(self.data, header)? as usize } else { 0 };
        header += if flags & 4 != 0 { 4 } else { 0 };
        self.data = self.data.get(header..)?;
        let (mut text, mut left, mut wide) = (String::new(), length, flags & 1 != 0);
        while left > 0 {
            if self.data.is_empty() {
                let (flags, data) = self.records.continued()?.split_first()?;
                (wide, self.data) = (flags & 1 != 0, data);
            }
            let width = if wide { 2 } else { 1 };
            let here = left.min(self.data.len() / width);
            if here == 0 {
                self.data = &[];
                continue;
            }
            text += &characters(self.data, here, wide);
            self.data = &self.data[here * width..];
            left -= here;
        }
        self.skip(runs * 4 + extra)?;
        Some(text)
    }

    /// Passes over formats and readings, which run over records too.
    fn skip(&mut self, mut left: usize) -> Option<()> {
        while left > self.data.len() {
            left -= self.data.len();
            self.data = self.records.continued()?;
        }
        self.data = &self.data[left..];
        Some(())
    }
}
