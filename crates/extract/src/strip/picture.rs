//! JPEG and PNG: segments and chunks that tell of the taking are left out, pixels are not touched.

/// A JPEG without EXIF, XMP, IPTC and comments; how it is turned stays.
pub(super) fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut found = bytes.get(..2)?.to_vec();
    let (mut at, mut turned) = (2, None);
    loop {
        let (mark, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if mark != 0xff {
            return None;
        }
        // Fill bytes, and marks without content.
        if kind == 0xff {
            at += 1;
            continue;
        }
        // From the scan on there are pixels only.
        if matches!(kind, 0xda | 0xd9) {
            break;
        }
        let size = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + size)?;
        match kind {
            0xe1 => turned = turned.or_else(|| orientation(segment)),
            0xed | 0xfe => {}
            _ => found.extend_from_slice(segment),
        }
        at += 2 + size;
    }
    if let Some(turned) = turned.filter(|turned| (2..=8).contains(turned)) {
        let exif =
            [b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turned], b"\0\0\0\0\0\0"]
                .concat();
        found.splice(2..2, exif);
    }
    found.extend_from_slice(&bytes[at..]);
    Some(found)
}

/// How a picture is to be turned, out of its EXIF.
fn orientation(segment: &[u8]) -> Option<u8> {
    let data = segment.get(4..)?.strip_prefix(b"Exif\0\0")?;
    let little = data.starts_with(b"II");
    let u16_at = |at: usize| {
        let raw: [u8; 2] = data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(raw) } else { u16::from_be_bytes(raw) })
    };
    let raw: [u8; 4] = data.get(4..8)?.try_into().ok()?;
    let at = if little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) } as usize;
    let count = usize::from(u16_at(at)?);
    let entry = (0..count).map(|n| at + 2 + n * 12).find(|entry| u16_at(*entry) == Some(0x0112))?;
    u8::try_from(u16_at(entry + 8)?).ok()
}

/// A PNG without EXIF, texts and time.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut found = bytes.get(..8)?.to_vec();
    let mut at = 8;
    while at < bytes.len() {
        let size = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let end = at.checked_add(12)?.checked_add(size)?;
        let chunk = bytes.get(at..end)?;
        if !matches!(&chunk[4..8], b"eXIf" | b"tEXt" | b"zTXt" | b"iTXt" | b"tIME") {
            found.extend_from_slice(chunk);
        }
        at = end;
        if &chunk[4..8] == b"IEND" {
            break;
        }
    }
    Some(found)
}
