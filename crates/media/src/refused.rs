//! Why a file is not taken (a value, told to the editor), and what can break (a fault).

use std::io;

/// Why a file is not kept; `code` is stable, the text is shown to the editor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("文件是空的，请检查后重新上传")]
    Empty,
    /// Sizes in bytes.
    #[error("文件有 {}，超过了 {} 的上限", megabytes(*.size), megabytes(*.limit))]
    TooLarge { size: u64, limit: u64 },
    #[error("不支持这种文件，请换成常用的图片、文档或压缩包格式")]
    UnknownType,
    #[error("不支持 SVG 图片，请另存为 PNG 后上传")]
    Svg,
    #[error("文件内容是{found}，与扩展名“.{ending}”不符，请核对后重新上传")]
    Mismatch { ending: String, found: &'static str },
    #[error("图片为 {width}×{height} 像素，超过了 {limit} 万像素的上限，请缩小后上传")]
    TooManyPixels {
        width: u32,
        height: u32,
        /// In units of 10,000 pixels (万像素).
        limit: u64,
    },
    #[error("文件含有宏，请另存为不含宏的文档后上传")]
    Macro,
    #[error("文件已损坏或不完整，无法读取")]
    Broken,
}

impl Refused {
    /// The stable problem code.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::Empty => "media.empty",
            Refused::TooLarge { .. } => "media.too_large",
            Refused::UnknownType => "media.unknown_type",
            Refused::Svg => "media.svg",
            Refused::Mismatch { .. } => "media.mismatch",
            Refused::TooManyPixels { .. } => "media.too_many_pixels",
            Refused::Macro => "media.macro",
            Refused::Broken => "media.broken",
        }
    }
}

/// A refusal, or a fault of the storage.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No file with this hash, or the text is no hash.
    #[error("文件不存在")]
    Absent,
    /// Only 480, 960 and 1600 are made.
    #[error("不提供 {0} 像素宽的图片")]
    Width(u32),
    #[error("文件存储读写失败：{0}")]
    Io(#[from] io::Error),
}

fn megabytes(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..MB => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_reads_sizes_not_bytes() {
        let refused = Refused::TooLarge { size: 22_544_384, limit: 20 << 20 };
        assert_eq!(refused.to_string(), "文件有 21.5 MB，超过了 20.0 MB 的上限");
        assert_eq!(refused.code(), "media.too_large");
    }
}
