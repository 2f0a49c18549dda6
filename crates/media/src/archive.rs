//! Looks at what ZIP and old Office (OLE) containers say they hold. Nothing is ever unpacked.

/// Most entries that are listed.
const ENTRIES: usize = 20_000;

/// Names of the entries by the central directory; `None` if that can't be read.
pub(crate) fn zip_names(bytes: &[u8]) -> Option<Vec<String>> {
    let tail = bytes.len().saturating_sub(65_557);
    let end = tail + bytes[tail..].windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let comment = usize::from(u16_at(bytes, end + 20)?);
    bytes.get(end + 22..end + 22 + comment)?;
    let mut at = u32_at(bytes, end + 16)? as usize;
    let mut names = Vec::new();
    // All entries before the end record, not as many as it admits to.
    while at < end && names.len() < ENTRIES {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let name = usize::from(u16_at(bytes, at + 28)?);
        let rest = usize::from(u16_at(bytes, at + 30)?) + usize::from(u16_at(bytes, at + 32)?);
        let text = bytes.get(at + 46..at + 46 + name)?;
        names.push(String::from_utf8_lossy(text).into_owned());
        at += 46 + name + rest;
    }
    let admitted = usize::from(u16_at(bytes, end + 10)?).min(ENTRIES);
    (names.len() >= admitted).then_some(names)
}

/// Whether an OLE container has a stream or storage of this name.
///
/// Directory entries are 128 bytes on 128-byte boundaries: the name in UTF-16, its length at 64.
pub(crate) fn ole_has(bytes: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    bytes
        .as_chunks::<128>()
        .0
        .iter()
        .skip(4)
        .any(|entry| entry.starts_with(&wanted) && u16_at(entry, 64).map(usize::from) == Some(wanted.len()))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A ZIP of entries that claim to unpack to 4 GB each and hold nothing.
    pub(crate) fn zip_of(names: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        let start = bytes.len() as u32;
        for name in names {
            let mut entry = vec![0; 46];
            entry[..4].copy_from_slice(b"PK\x01\x02");
            entry[24..28].fill(0xFF);
            entry[28..30].copy_from_slice(&(name.len() as u16).to_le_bytes());
            bytes.extend(entry);
            bytes.extend(name.as_bytes());
        }
        let mut end = vec![0; 22];
        end[..4].copy_from_slice(b"PK\x05\x06");
        end[10..12].copy_from_slice(&(names.len() as u16).to_le_bytes());
        end[16..20].copy_from_slice(&start.to_le_bytes());
        bytes.extend(end);
        bytes
    }

    /// An OLE container whose directory holds `names`.
    pub(crate) fn ole_of(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        for name in names {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let length = entry.len() as u16 + 2;
            entry.resize(128, 0);
            entry[64..66].copy_from_slice(&length.to_le_bytes());
            bytes.extend(entry);
        }
        bytes
    }

    #[test]
    fn a_bomb_is_listed_not_unpacked() {
        let names = zip_names(&zip_of(&["a.bin", "乙/丙.txt"]));
        assert_eq!(names.unwrap(), ["a.bin", "乙/丙.txt"]);
    }

    #[test]
    fn a_cut_or_lying_directory_is_no_directory() {
        let whole = zip_of(&["a.bin", "b.bin"]);
        for length in 0..whole.len() {
            assert_eq!(zip_names(&whole[..length]), None, "{length}");
        }
        let mut lying = whole;
        let at = lying.len() - 6;
        lying[at..at + 4].fill(0xFF);
        assert_eq!(zip_names(&lying), None);
    }

    #[test]
    fn a_stream_is_found_by_its_whole_name() {
        let ole = ole_of(&["Root Entry", "WordDocument"]);
        assert!(ole_has(&ole, "WordDocument"));
        assert!(!ole_has(&ole, "Word"));
    }
}
