//! Recognises a file by its content and compares it with the ending of its name.

use crate::archive::{ole_has, zip_names};
use crate::kind::ending;
use crate::{Kind, Refused};

const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// Bytes of a text that are looked at.
const TEXT: usize = 64 * 1024;
const WITH_MACROS: [&str; 7] = ["docm", "xlsm", "pptm", "dotm", "xltm", "potm", "xlam"];

/// The kind of a file that may be kept.
pub(crate) fn sniff(name: &str, bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    let ending = ending(name).unwrap_or_default();
    if WITH_MACROS.contains(&ending.as_str()) {
        return Err(Refused::Macro);
    }
    if ending == "svg" || ending == "svgz" || is_svg(bytes) {
        return Err(Refused::Svg);
    }
    let promised = Kind::of_name(name).ok_or(Refused::UnknownType)?;
    let found = content(bytes, promised)?;
    if found == promised {
        return Ok(found);
    }
    Err(Refused::Mismatch { ending, found: found.label() })
}

/// The kind of picture, by magic bytes alone.
pub(crate) fn picture(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
        _ => None,
    }
}

/// `promised` decides only between kinds that look the same inside.
fn content(bytes: &[u8], promised: Kind) -> Result<Kind, Refused> {
    if let Some(kind) = picture(bytes) {
        return Ok(kind);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes);
    }
    if bytes.starts_with(&OLE) {
        return ole(bytes, promised);
    }
    let head = &bytes[..bytes.len().min(1024)];
    match bytes {
        _ if head.windows(5).any(|five| five == b"%PDF-") => Ok(Kind::Pdf),
        [b'R', b'a', b'r', b'!', 0x1A, 0x07, ..] => Ok(Kind::Rar),
        [b'7', b'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => Ok(Kind::SevenZip),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Ok(Kind::Mp4),
        [b'I', b'D', b'3', ..] | [0xFF, 0xE2..=0xE7 | 0xF2..=0xF7 | 0xFA..=0xFB, ..] => Ok(Kind::Mp3),
        _ if is_text(bytes) && promised == Kind::Csv => Ok(Kind::Csv),
        _ if is_text(bytes) => Ok(Kind::Txt),
        _ => Err(Refused::UnknownType),
    }
}

fn zip(bytes: &[u8]) -> Result<Kind, Refused> {
    let names = zip_names(bytes).ok_or(Refused::Broken)?;
    let office = names.iter().any(|name| name == "[Content_Types].xml");
    let has = |folder: &str| office && names.iter().any(|name| name.starts_with(folder));
    let is_macro = |name: &String| name.to_lowercase().ends_with("vbaproject.bin");
    match () {
        () if office && names.iter().any(is_macro) => Err(Refused::Macro),
        () if has("word/") => Ok(Kind::Docx),
        () if has("xl/") => Ok(Kind::Xlsx),
        () if has("ppt/") => Ok(Kind::Pptx),
        () if names.iter().any(|name| name == "OFD.xml") => Ok(Kind::Ofd),
        () => Ok(Kind::Zip),
    }
}

fn ole(bytes: &[u8], promised: Kind) -> Result<Kind, Refused> {
    if ole_has(bytes, "_VBA_PROJECT") || ole_has(bytes, "_VBA_PROJECT_CUR") {
        return Err(Refused::Macro);
    }
    let wps = |office, wps| if promised == wps { wps } else { office };
    match () {
        () if ole_has(bytes, "WordDocument") => Ok(wps(Kind::Doc, Kind::Wps)),
        () if ole_has(bytes, "Workbook") || ole_has(bytes, "Book") => Ok(wps(Kind::Xls, Kind::Et)),
        () if ole_has(bytes, "PowerPoint Document") => Ok(wps(Kind::Ppt, Kind::Dps)),
        () => Err(Refused::UnknownType),
    }
}

/// No control characters but blanks and line ends: UTF-8 or GB 18030, which one is not asked.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(TEXT)];
    head.iter().all(|&byte| byte >= 0x20 && byte != 0x7F || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    is_text(head) && head.windows(4).any(|four| four.eq_ignore_ascii_case(b"<svg"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::{ole_of, zip_of};

    fn code(name: &str, bytes: &[u8]) -> &'static str {
        sniff(name, bytes).unwrap_err().code()
    }

    #[test]
    fn office_files_are_told_apart_by_their_entries() {
        let docx = zip_of(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(sniff("通知.docx", &docx), Ok(Kind::Docx));
        assert_eq!(code("通知.xlsx", &docx), "media.mismatch");
        assert_eq!(code("通知.zip", &docx), "media.mismatch");
        assert_eq!(sniff("公文.ofd", &zip_of(&["OFD.xml"])), Ok(Kind::Ofd));
        assert_eq!(sniff("a.zip", &zip_of(&["word/a.txt"])), Ok(Kind::Zip));
    }

    #[test]
    fn old_office_and_wps_share_their_insides() {
        let text = ole_of(&["WordDocument"]);
        assert_eq!(sniff("a.doc", &text), Ok(Kind::Doc));
        assert_eq!(sniff("a.wps", &text), Ok(Kind::Wps));
        assert_eq!(code("a.xls", &text), "media.mismatch");
        assert_eq!(sniff("a.et", &ole_of(&["Workbook"])), Ok(Kind::Et));
        assert_eq!(code("a.doc", &ole_of(&["EncryptedPackage"])), "media.unknown_type");
    }

    #[test]
    fn macros_are_refused_by_name_and_by_content() {
        let hidden = zip_of(&["[Content_Types].xml", "word/a.xml", "word/vbaProject.bin"]);
        assert_eq!(code("a.docm", b"x"), "media.macro");
        assert_eq!(code("a.docx", &hidden), "media.macro");
        assert_eq!(code("a.xls", &ole_of(&["Workbook", "_VBA_PROJECT_CUR"])), "media.macro");
    }

    #[test]
    fn a_name_that_lies_is_refused_with_both_sides_named() {
        let refused = sniff("报告.pdf", b"MZ plain").unwrap_err();
        assert_eq!(refused.to_string(), "文件内容是文本，与扩展名“.pdf”不符，请核对后重新上传");
        assert_eq!(code("图.png", &[0xFF, 0xD8, 0xFF, 0xE0]), "media.mismatch");
    }

    #[test]
    fn programs_svg_and_nothing_are_refused() {
        assert_eq!(code("a.exe", b"MZ\x90\0"), "media.unknown_type");
        assert_eq!(code("a.txt", b"MZ\x90\0"), "media.unknown_type");
        assert_eq!(code("a", b"text"), "media.unknown_type");
        assert_eq!(code("a.svg", b"<svg/>"), "media.svg");
        assert_eq!(code("a.txt", b"<?xml?> <SVG onload=x>"), "media.svg");
        assert_eq!(code("a.txt", b""), "media.empty");
    }

    #[test]
    fn texts_of_both_encodings_are_texts() {
        assert_eq!(sniff("a.txt", "云溪市\r\n".as_bytes()), Ok(Kind::Txt));
        assert_eq!(sniff("a.csv", &[0xD4, 0xC6, b',', 0xCF, 0xAA]), Ok(Kind::Csv));
    }

    #[test]
    fn a_cut_zip_is_broken() {
        let docx = zip_of(&["[Content_Types].xml", "word/document.xml"]);
        assert_eq!(code("a.docx", &docx[..60]), "media.broken");
    }
}
