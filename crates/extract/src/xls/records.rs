//! The records that a BIFF stream is made of.

use crate::cfb::u16_at;

pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
}

pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    pub fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record; `None` at the end or where the stream breaks off.
    pub fn next(&mut self) -> Option<Record<'a>> {
        let kind = u16_at(self.stream, self.at)?;
        let size = usize::from(u16_at(self.stream, self.at + 2)?);
        let from = self.at + 4;
        let data = self.stream.get(from..self.stream.len().min(from + size))?;
        self.at = from + size;
        Some(Record { kind, data })
    }

    /// The next record if it continues the one before.
    pub fn continued(&mut self) -> Option<&'a [u8]> {
        if u16_at(self.stream, self.at)? != 0x003c {
            return None;
        }
        self.next().map(|record| record.data)
    }
}
