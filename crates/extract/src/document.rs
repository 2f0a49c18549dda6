//! What reading a file gives: its kind, its text in parts with places, and notes.

use serde::{Deserialize, Serialize};

use crate::Note;

/// The format of a file, told by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Pdf,
    Ofd,
    Xls,
    Doc,
    Ppt,
    Rtf,
    Html,
    Csv,
    Text,
    Zip,
    Jpeg,
    Png,
    Heic,
    /// GIF, WebP, BMP, TIFF: pictures without text.
    Picture,
    /// RAR, 7z, gzip, tar: packed in a way that is not read here.
    Packed,
    Unknown,
}

impl Kind {
    /// Its name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Docx => "Word文档（docx）",
            Self::Xlsx => "Excel表格（xlsx）",
            Self::Pptx => "PPT演示文稿（pptx）",
            Self::Odt => "文字文档（odt）",
            Self::Ods => "电子表格（ods）",
            Self::Odp => "演示文稿（odp）",
            Self::Pdf => "PDF文件",
            Self::Ofd => "OFD版式文件",
            Self::Xls => "旧版表格（xls、et）",
            Self::Doc => "旧版文档（doc、wps）",
            Self::Ppt => "旧版演示文稿（ppt、dps）",
            Self::Rtf => "RTF文档",
            Self::Html => "网页文件",
            Self::Csv => "CSV表格",
            Self::Text => "文本文件",
            Self::Zip => "ZIP压缩包",
            Self::Jpeg => "JPEG图片",
            Self::Png => "PNG图片",
            Self::Heic => "HEIC图片",
            Self::Picture => "图片",
            Self::Packed => "压缩包（rar、7z等）",
            Self::Unknown => "未知格式",
        }
    }
}

/// Why a reader of the opened file does not see a part at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    Sheet,
    Row,
    Column,
    Comment,
    /// Deleted in a tracked revision, still in the file.
    Revision,
    /// Speaker's notes, or a slide that isn't shown.
    Notes,
    /// Marked as hidden, invisible, or outside what is shown.
    Text,
}

impl Hidden {
    /// Its name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sheet => "隐藏的工作表",
            Self::Row => "隐藏的行",
            Self::Column => "隐藏的列",
            Self::Comment => "批注",
            Self::Revision => "修订中删除的文字",
            Self::Notes => "演讲者备注或隐藏的幻灯片",
            Self::Text => "隐藏文字",
        }
    }
}

/// A piece of text with the place it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `第3页`, `Sheet1!B7`, `第2段`; inside an archive with the file's name in front: `名单.xlsx › Sheet1!B7`.
    pub place: String,
    pub text: String,
    pub hidden: Option<Hidden>,
    /// Of a part of a table or sheet.
    pub cell: Option<Cell>,
}

/// Where a part stands in a table or sheet; parts of one row share table and row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Number of the table or sheet in the file, from 1.
    pub table: u32,
    /// From 1.
    pub row: u32,
    /// From 0, as a grid counts them; `None` where only rows can be told.
    pub column: Option<u32>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub kind: Kind,
    pub parts: Vec<Part>,
    pub notes: Vec<Note>,
}

impl Document {
    /// Whether some of it could not be read: the notes say what and why.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.notes.iter().any(Note::leaves_unread)
    }
}
