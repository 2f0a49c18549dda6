//! Compound files (MS-CFB): the container of xls, doc, ppt and of encrypted office packages.
//!
//! Our own reader: those found follow a chain of sectors that comes back into itself until memory ends. Here no chain is longer
//! than the file has sectors.

use crate::decode;

pub(crate) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Sector numbers from here on are marks.
const LAST: u32 = 0xffff_fffa;

pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini: Vec<u8>,
    cutoff: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30)?;
        if !bytes.starts_with(MAGIC) || !matches!(shift, 9 | 12) {
            return None;
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini: Vec::new(),
            cutoff: u32_at(bytes, 56)? as usize,
            entries: Vec::new(),
        };
        file.read_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
        let root = directory.get(..128).map(entry)?;
        file.entries = directory.chunks_exact(128).filter(|raw| raw[66] == 2).map(entry).collect();
        file.mini = file.chain(root.start, root.size);
        let minis = file.chain(u32_at(bytes, 60)?, usize::MAX);
        file.mini_table = minis.chunks_exact(4).map(|raw| u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]])).collect();
        Some(file)
    }

    /// The table of what follows each sector, itself spread over sectors.
    fn read_table(&mut self) -> Option<()> {
        let mut lists: Vec<u32> = (0..109).filter_map(|at| u32_at(self.bytes, 76 + at * 4)).collect();
        let mut next = u32_at(self.bytes, 68)?;
        let sectors = self.bytes.len() / self.sector;
        for _ in 0..sectors {
            let Some(data) = self.sector_at(next) else { break };
            let numbers: Vec<u32> = data.chunks_exact(4).filter_map(|raw| u32_at(raw, 0)).collect();
            let (last, body) = numbers.split_last()?;
            lists.extend(body);
            next = *last;
        }
        lists.truncate(sectors + 1);
        for at in lists.into_iter().filter(|at| *at < LAST) {
            let data = self.sector_at(at)?;
            self.table.extend(data.chunks_exact(4).filter_map(|raw| u32_at(raw, 0)));
        }
        self.table.truncate(sectors + 1);
        Some(())
    }

    fn sector_at(&self, at: u32) -> Option<&'a [u8]> {
        let from = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        let to = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..to).filter(|data| !data.is_empty())
    }

    /// Bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let (mut found, mut at) = (Vec::new(), start);
        for _ in 0..=self.table.len() {
            let Some(data) = self.sector_at(at).filter(|_| found.len() < size) else { break };
            found.extend_from_slice(data);
            at = self.table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        found.truncate(size);
        found
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Bytes of the first stream of this name, in whatever folder.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        if entry.size >= self.cutoff {
            return Some(self.chain(entry.start, entry.size));
        }
        let (mut found, mut at) = (Vec::new(), entry.start);
        for _ in 0..=self.mini_table.len() {
            let from = (at as usize).saturating_mul(64);
            let Some(data) = self.mini.get(from..self.mini.len().min(from.saturating_add(64))) else { break };
            if data.is_empty() || found.len() >= entry.size {
                break;
            }
            found.extend_from_slice(data);
            at = self.mini_table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        found.truncate(entry.size);
        Some(found)
    }
}

fn entry(raw: &[u8]) -> Entry {
    let length = usize::from(u16_at(raw, 64).unwrap_or(0)).clamp(2, 64) - 2;
    let name = utf16(&raw[..length]);
    Entry { name, start: u32_at(raw, 116).unwrap_or(u32::MAX), size: u32_at(raw, 120).unwrap_or(0) as usize }
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(crate) fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Who wrote it, out of the summary of old office files (MS-OLEPS).
pub(crate) fn authors(file: &Compound, reading: &mut crate::reading::Reading) {
    let fields: [(&str, &[(u32, &'static str)]); 2] = [
        ("\u{5}SummaryInformation", &[(4, "作者"), (8, "最后修改者"), (18, "软件")]),
        ("\u{5}DocumentSummaryInformation", &[(14, "经理"), (15, "单位")]),
    ];
    for (stream, wanted) in fields {
        let Some(data) = file.read(stream) else { continue };
        for (id, label) in wanted {
            if let Some(value) = property(&data, *id) {
                crate::properties::author(label, &value, reading);
            }
        }
    }
    if file.names().any(|name| name.eq_ignore_ascii_case("_VBA_PROJECT") || name.eq_ignore_ascii_case("PROJECTwm")) {
        reading.note(crate::Note::Macros);
    }
}

/// A text among the properties of the first set.
fn property(data: &[u8], wanted: u32) -> Option<String> {
    let set = data.get(u32_at(data, 44)? as usize..)?;
    let count = u32_at(set, 4)?.min(1_000) as usize;
    let place = (0..count).find(|at| u32_at(set, 8 + at * 8) == Some(wanted))?;
    let value = set.get(u32_at(set, 12 + place * 8)? as usize..)?;
    let size = u32_at(value, 4)? as usize;
    match u32_at(value, 0)? {
        30 => value.get(8..8usize.checked_add(size)?).map(|raw| decode::text(raw).into_owned()),
        31 => value.get(8..8usize.checked_add(size.checked_mul(2)?)?).map(utf16),
        _ => None,
    }
}
