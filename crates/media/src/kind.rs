//! The kinds of files that are known, with their endings, media types and names on screen.

/// A kind of file, recognised by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Doc,
    Xls,
    Ppt,
    /// WPS text (文字).
    Wps,
    /// WPS spreadsheet (表格).
    Et,
    /// WPS slides (演示).
    Dps,
    /// Fixed layout by GB/T 33190.
    Ofd,
    Txt,
    Csv,
    Zip,
    Rar,
    SevenZip,
    Mp3,
    Mp4,
}

impl Kind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Kind; 22] = [
        Kind::Jpeg,
        Kind::Png,
        Kind::Gif,
        Kind::Webp,
        Kind::Pdf,
        Kind::Docx,
        Kind::Xlsx,
        Kind::Pptx,
        Kind::Doc,
        Kind::Xls,
        Kind::Ppt,
        Kind::Wps,
        Kind::Et,
        Kind::Dps,
        Kind::Ofd,
        Kind::Txt,
        Kind::Csv,
        Kind::Zip,
        Kind::Rar,
        Kind::SevenZip,
        Kind::Mp3,
        Kind::Mp4,
    ];

    /// Endings a name may have, lower case; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Jpeg => &["jpg", "jpeg", "jpe"],
            Kind::Png => &["png"],
            Kind::Gif => &["gif"],
            Kind::Webp => &["webp"],
            Kind::Pdf => &["pdf"],
            Kind::Docx => &["docx"],
            Kind::Xlsx => &["xlsx"],
            Kind::Pptx => &["pptx"],
            Kind::Doc => &["doc"],
            Kind::Xls => &["xls"],
            Kind::Ppt => &["ppt"],
            Kind::Wps => &["wps"],
            Kind::Et => &["et"],
            Kind::Dps => &["dps"],
            Kind::Ofd => &["ofd"],
            Kind::Txt => &["txt"],
            Kind::Csv => &["csv"],
            Kind::Zip => &["zip"],
            Kind::Rar => &["rar"],
            Kind::SevenZip => &["7z"],
            Kind::Mp3 => &["mp3"],
            Kind::Mp4 => &["mp4", "m4v"],
        }
    }

    /// The kind a name promises by its ending; `None` if it has none or an unknown one.
    pub fn of_name(name: &str) -> Option<Kind> {
        let ending = ending(name)?;
        Kind::ALL.into_iter().find(|kind| kind.endings().contains(&ending.as_str()))
    }

    /// The media type to send it with.
    pub fn mime(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::Webp => "image/webp",
            Kind::Pdf => "application/pdf",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Kind::Doc => "application/msword",
            Kind::Xls => "application/vnd.ms-excel",
            Kind::Ppt => "application/vnd.ms-powerpoint",
            Kind::Wps | Kind::Et | Kind::Dps => "application/octet-stream",
            Kind::Ofd => "application/ofd",
            Kind::Txt => "text/plain",
            Kind::Csv => "text/csv",
            Kind::Zip => "application/zip",
            Kind::Rar => "application/vnd.rar",
            Kind::SevenZip => "application/x-7z-compressed",
            Kind::Mp3 => "audio/mpeg",
            Kind::Mp4 => "video/mp4",
        }
    }

    /// Whether it can stand in a text as a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Webp)
    }

    /// Its name on screen, such as `PDF`.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG 图片",
            Kind::Png => "PNG 图片",
            Kind::Gif => "GIF 图片",
            Kind::Webp => "WebP 图片",
            Kind::Pdf => "PDF",
            Kind::Docx | Kind::Doc => "Word 文档",
            Kind::Xlsx | Kind::Xls => "Excel 表格",
            Kind::Pptx | Kind::Ppt => "PPT 演示",
            Kind::Wps => "WPS 文字",
            Kind::Et => "WPS 表格",
            Kind::Dps => "WPS 演示",
            Kind::Ofd => "OFD",
            Kind::Txt => "文本",
            Kind::Csv => "CSV 表格",
            Kind::Zip => "ZIP 压缩包",
            Kind::Rar => "RAR 压缩包",
            Kind::SevenZip => "7Z 压缩包",
            Kind::Mp3 => "MP3 音频",
            Kind::Mp4 => "MP4 视频",
        }
    }
}

/// The ending of a file name, lower case, without the dot.
pub(crate) fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.trim().rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_endings() {
        for kind in Kind::ALL {
            for ending in kind.endings() {
                assert_eq!(Kind::of_name(&format!("附件1.{ending}")), Some(kind));
            }
        }
        assert_eq!(Kind::of_name("照片.JPG "), Some(Kind::Jpeg));
    }

    #[test]
    fn a_name_without_a_known_ending_promises_nothing() {
        for name in ["附件", ".pdf", "a.", "a.pdf.exe", ""] {
            assert_eq!(Kind::of_name(name), None, "{name}");
        }
    }
}
