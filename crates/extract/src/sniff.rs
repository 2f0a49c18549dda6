//! Which format bytes have: magic numbers first, the name only where bytes can't tell.

use crate::package::Package;
use crate::reading::Reading;
use crate::{Kind, Note, cfb, decode};

/// The extension of a name in lower case, without the dot.
pub(crate) fn extension(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    base.rsplit_once('.').map_or(String::new(), |(_, end)| end.trim().to_lowercase())
}

/// Tells the kind; zips and compound files are opened for it.
pub(crate) fn kind(name: &str, bytes: &[u8], reading: &mut Reading) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes, reading);
    }
    if bytes.starts_with(cfb::MAGIC) {
        return compound(name, bytes);
    }
    if let Some(kind) = by_magic(bytes) {
        return kind;
    }
    if decode::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    textual(name, bytes)
}

fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    Some(match () {
        () if starts(b"{\\rtf") => Kind::Rtf,
        () if starts(b"\xff\xd8\xff") => Kind::Jpeg,
        () if starts(b"\x89PNG\r\n\x1a\n") => Kind::Png,
        () if bytes.get(4..8) == Some(b"ftyp") && is_heif(bytes) => Kind::Heic,
        () if starts(b"GIF8") || starts(b"BM") && bytes.len() > 26 && bytes.get(6..10) == Some(&[0; 4]) => Kind::Picture,
        () if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Kind::Picture,
        () if starts(b"II*\0") || starts(b"MM\0*") => Kind::Picture,
        () if starts(b"Rar!\x1a\x07") || starts(b"7z\xbc\xaf\x27\x1c") || starts(b"\x1f\x8b") || starts(b"BZh") => Kind::Packed,
        () if starts(b"\xfd7zXZ\0") || bytes.get(257..262) == Some(b"ustar") => Kind::Packed,
        () => return None,
    })
}

fn is_heif(bytes: &[u8]) -> bool {
    matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"heif" | b"mif1" | b"msf1" | b"hevc" | b"avif"))
}

fn packed(bytes: &[u8], reading: &mut Reading) -> Kind {
    let Ok(mut package) = Package::open(bytes, reading) else { return Kind::Zip };
    if package.has("OFD.xml") {
        return Kind::Ofd;
    }
    if package.has("[Content_Types].xml") {
        let folder = |name: &str| package.names().any(|found| found.starts_with(name));
        return match () {
            () if folder("word/") => Kind::Docx,
            () if folder("xl/") => Kind::Xlsx,
            () if folder("ppt/") => Kind::Pptx,
            () => Kind::Zip,
        };
    }
    match package.read("mimetype", reading).ok().flatten().as_deref() {
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.text") => Kind::Odt,
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => Kind::Ods,
        Some(mime) if mime.starts_with(b"application/vnd.oasis.opendocument.presentation") => Kind::Odp,
        _ => Kind::Zip,
    }
}

fn compound(name: &str, bytes: &[u8]) -> Kind {
    let Some(file) = cfb::Compound::open(bytes) else { return Kind::Unknown };
    match () {
        () if file.has("Workbook") || file.has("Book") => Kind::Xls,
        () if file.has("WordDocument") => Kind::Doc,
        () if file.has("PowerPoint Document") => Kind::Ppt,
        () if file.has("EncryptedPackage") => match extension(name).as_str() {
            "xlsx" | "xlsm" | "et" => Kind::Xlsx,
            "pptx" | "pptm" | "dps" => Kind::Pptx,
            _ => Kind::Docx,
        },
        () => Kind::Unknown,
    }
}

fn textual(name: &str, bytes: &[u8]) -> Kind {
    if !decode::is_text(bytes) {
        return Kind::Unknown;
    }
    let head = decode::text(&bytes[..bytes.len().min(2048)]).trim_start().to_lowercase();
    let starts = |what: &str| head.starts_with(what);
    let marked = starts("<!doctype html") || starts("<html") || starts("<table") || starts("<?xml") || starts("<head");
    match extension(name).as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Kind::Html,
        _ if marked || head.contains("<html") => Kind::Html,
        _ if starts("mime-version:") => Kind::Unknown,
        "csv" | "tsv" => Kind::Csv,
        _ => Kind::Text,
    }
}

/// Says so where the name claims another format than the bytes have (`domain.md` C13).
pub(crate) fn compare(name: &str, is: Kind, reading: &mut Reading) {
    let said = extension(name);
    let fits = match said.as_str() {
        "docx" | "docm" | "dotx" => is == Kind::Docx,
        "xlsx" | "xlsm" | "xltx" => is == Kind::Xlsx,
        "pptx" | "pptm" | "ppsx" | "potx" => is == Kind::Pptx,
        "odt" | "ott" => is == Kind::Odt,
        "ods" | "ots" => is == Kind::Ods,
        "odp" | "otp" => is == Kind::Odp,
        "pdf" => is == Kind::Pdf,
        "ofd" => is == Kind::Ofd,
        "xls" | "xlt" => is == Kind::Xls,
        "et" | "ett" => matches!(is, Kind::Xls | Kind::Xlsx),
        "doc" | "dot" => is == Kind::Doc,
        "wps" | "wpt" => matches!(is, Kind::Doc | Kind::Docx),
        "ppt" | "pps" => is == Kind::Ppt,
        "dps" | "dpt" => matches!(is, Kind::Ppt | Kind::Pptx),
        "rtf" => is == Kind::Rtf,
        "html" | "htm" => is == Kind::Html,
        "csv" | "tsv" | "txt" | "md" | "log" => matches!(is, Kind::Csv | Kind::Text | Kind::Html),
        "zip" => is == Kind::Zip,
        "rar" | "7z" | "gz" | "tar" => is == Kind::Packed,
        "jpg" | "jpeg" => is == Kind::Jpeg,
        "png" => is == Kind::Png,
        "heic" | "heif" => is == Kind::Heic,
        "gif" | "bmp" | "webp" | "tif" | "tiff" => is == Kind::Picture,
        _ => true,
    };
    if !fits {
        reading.note(Note::WrongKind { said, is });
    }
}
