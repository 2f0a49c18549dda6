//! Pictures: where they were taken and by whom, as EXIF and XMP in them say.

use crate::reading::Reading;
use crate::{Note, decode, properties};

/// Notes what a picture tells besides what it shows; `name` is what the screen calls it.
pub(crate) fn look(bytes: &[u8], name: &str, reading: &mut Reading) {
    if let Some(found) = tiff(bytes).and_then(Exif::read) {
        if let Some((lat, lon)) = found.position {
            reading.note(Note::Position { lat, lon, picture: name.to_owned() });
        }
        properties::author("图片作者", &found.artist, reading);
    } else if let Some((lat, lon)) = xmp_position(bytes) {
        reading.note(Note::Position { lat, lon, picture: name.to_owned() });
    }
}

/// The EXIF block: of a JPEG's APP1, a PNG's eXIf, a HEIC's item, or the TIFF itself.
fn tiff(bytes: &[u8]) -> Option<&[u8]> {
    let is_tiff = |data: &[u8]| data.starts_with(b"II*\0") || data.starts_with(b"MM\0*");
    if is_tiff(bytes) {
        return Some(bytes);
    }
    if bytes.starts_with(b"\x89PNG") {
        return png_chunk(bytes, b"eXIf").filter(|data| is_tiff(data));
    }
    // Within its segments a JPEG has it near the front; a HEIC somewhere among its items.
    let head = &bytes[..bytes.len().min(if bytes.starts_with(b"\xff\xd8") { 1 << 20 } else { 64 << 20 })];
    let mut from = 0;
    while let Some(at) = decode::find(&head[from..], b"Exif\0\0") {
        let data = &bytes[from + at + 6..];
        if is_tiff(data) {
            return Some(data);
        }
        from += at + 6;
    }
    None
}

/// Content of the first chunk of this type.
fn png_chunk<'a>(bytes: &'a [u8], wanted: &[u8; 4]) -> Option<&'a [u8]> {
    let mut at = 8usize;
    loop {
        let size = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind = bytes.get(at + 4..at + 8)?;
        if kind == wanted {
            return bytes.get(at + 8..at.checked_add(8)?.checked_add(size)?);
        }
        at = at.checked_add(12)?.checked_add(size)?;
    }
}

struct Exif {
    position: Option<(f64, f64)>,
    artist: String,
}

/// A directory of a TIFF.
struct Directory<'a> {
    data: &'a [u8],
    little: bool,
    at: usize,
}

impl Exif {
    fn read(data: &[u8]) -> Option<Self> {
        let little = data.starts_with(b"II");
        let header = Directory { data, little, at: 0 };
        let first = Directory { data, little, at: header.u32(4)? as usize };
        let artist = first.text(0x013b).unwrap_or_default();
        let position = first.entry(0x8825).and_then(|entry| {
            let gps = Directory { data, little, at: first.u32(entry + 8)? as usize };
            let (lat, lon) = (gps.angle(2)?, gps.angle(4)?);
            let south = gps.text(1).is_some_and(|sign| sign.starts_with('S'));
            let west = gps.text(3).is_some_and(|sign| sign.starts_with('W'));
            Some((if south { -lat } else { lat }, if west { -lon } else { lon }))
        });
        Some(Self { position, artist })
    }
}

impl Directory<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.data.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    /// Where the entry of this tag is.
    fn entry(&self, tag: u16) -> Option<usize> {
        let count = self.u16(self.at)? as usize;
        (0..count).map(|at| self.at + 2 + at * 12).find(|at| self.u16(*at) == Some(tag))
    }

    fn text(&self, tag: u16) -> Option<String> {
        let entry = self.entry(tag)?;
        let size = self.u32(entry + 4)? as usize;
        let at = if size <= 4 { entry + 8 } else { self.u32(entry + 8)? as usize };
        let bytes = self.data.get(at..at.checked_add(size)?)?;
        Some(decode::text(bytes).trim_end_matches('\0').trim().to_owned())
    }

    /// Degrees out of degrees, minutes and seconds as fractions.
    fn angle(&self, tag: u16) -> Option<f64> {
        let at = self.u32(self.entry(tag)? + 8)? as usize;
        let fraction = |at: usize| Some(f64::from(self.u32(at)?) / f64::from(self.u32(at + 4)?.max(1)));
        let angle = fraction(at)? + fraction(at + 8)? / 60.0 + fraction(at + 16)? / 3600.0;
        (angle <= 180.0).then_some(angle)
    }
}

/// A position in XMP: `exif:GPSLatitude="30,15.5N"`.
fn xmp_position(bytes: &[u8]) -> Option<(f64, f64)> {
    let at = decode::find(&bytes[..bytes.len().min(4 << 20)], b"exif:GPSLatitude")?;
    let text = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 4096)]).into_owned();
    let angle = |name: &str| {
        let rest = &text[text.find(name)? + name.len()..];
        let value: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| !matches!(c, '"' | '<')).collect();
        let (value, sign) = value.split_at_checked(value.len().checked_sub(1)?)?;
        let mut pieces = value.split(',').map(|piece| piece.parse::<f64>().ok());
        let angle =
            pieces.next()?? + pieces.next().flatten().unwrap_or(0.0) / 60.0 + pieces.next().flatten().unwrap_or(0.0) / 3600.0;
        Some(if matches!(sign, "S" | "W") { -angle } else { angle })
    };
    Some((angle("exif:GPSLatitude")?, angle("exif:GPSLongitude")?))
}
