//! What is to be said about a file besides its text.
//!
//! What could not be read is always said here, never left out in silence (`domain.md` C13).

use crate::{Kind, Limit};

/// How much a note matters: none of them alone forbids publication (`domain.md` C13: 慎用).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Info,
    Warn,
}

/// An observation about a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// Not read, or a piece of it not (未检查).
    Unread {
        why: String,
    },
    /// Read up to a limit.
    Truncated {
        limit: Limit,
    },
    /// Pages of a PDF or OFD that hold pictures but no text; numbers count from 1.
    NoTextLayer {
        pages: Vec<u32>,
        of: u32,
    },
    /// A password is needed.
    Encrypted,
    /// Holds macros (VBA) or scripts.
    Macros,
    /// Holds files or objects of other programs that are not read.
    Embedded {
        count: usize,
    },
    /// The name says another format than the bytes.
    WrongKind {
        said: String,
        is: Kind,
    },
    /// No bytes at all.
    Empty,
    HiddenSheet {
        name: String,
    },
    HiddenRows {
        sheet: String,
        count: u32,
    },
    HiddenColumns {
        sheet: String,
        columns: String,
    },
    HiddenText {
        count: u32,
    },
    HiddenSlides {
        count: u32,
    },
    Comments {
        count: u32,
    },
    Revisions {
        count: u32,
    },
    SpeakerNotes {
        count: u32,
    },
    /// Who wrote it and with what, as its properties say; `field` in Chinese.
    Author {
        field: &'static str,
        value: String,
    },
    /// A picture says where it was taken; degrees, north and east positive.
    Position {
        lat: f64,
        lon: f64,
        picture: String,
    },
    /// About a file inside an archive.
    Inside {
        file: String,
        note: Box<Note>,
    },
}

impl Note {
    /// The sentence for the screen.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Unread { why } => format!("未检查：{why}"),
            Self::Truncated { limit } => format!("未检查完：{}，超出部分没有检查", limit.message()),
            Self::NoTextLayer { pages, of } if pages.len() == *of as usize => {
                format!("未检查：全部{of}页只有图像，没有文字层")
            }
            Self::NoTextLayer { pages, .. } => format!("未检查：第{}页只有图像，没有文字层", listed(pages)),
            Self::Encrypted => "未检查：文件已加密，需要密码才能打开".into(),
            Self::Macros => "含有宏或脚本代码".into(),
            Self::Embedded { count } => format!("未检查：内嵌{count}个其他程序的对象"),
            Self::WrongKind { said, is } => format!("扩展名是“{said}”，内容却是{}", is.label()),
            Self::Empty => "文件是空的（0字节）".into(),
            Self::HiddenSheet { name } => format!("含有隐藏的工作表“{name}”"),
            Self::HiddenRows { sheet, count } => format!("工作表“{sheet}”有{count}个隐藏的行"),
            Self::HiddenColumns { sheet, columns } => format!("工作表“{sheet}”有隐藏的列：{columns}"),
            Self::HiddenText { count } => format!("含有{count}处隐藏文字"),
            Self::HiddenSlides { count } => format!("含有{count}张隐藏的幻灯片"),
            Self::Comments { count } => format!("含有{count}条批注"),
            Self::Revisions { count } => format!("含有{count}处修订痕迹"),
            Self::SpeakerNotes { count } => format!("{count}张幻灯片有演讲者备注"),
            Self::Author { field, value } => format!("文件属性中留有{field}“{value}”"),
            Self::Position { lat, lon, picture } => {
                let (ns, ew) = (if *lat < 0.0 { "南纬" } else { "北纬" }, if *lon < 0.0 { "西经" } else { "东经" });
                format!("图片“{picture}”带有拍摄位置（{ns}{:.5}°，{ew}{:.5}°）", lat.abs(), lon.abs())
            }
            Self::Inside { file, note } => format!("{file}：{}", note.message()),
        }
    }

    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Author { .. } | Self::SpeakerNotes { .. } | Self::WrongKind { is: Kind::Text, .. } => Severity::Info,
            Self::Inside { note, .. } => note.severity(),
            _ => Severity::Warn,
        }
    }

    /// Whether text may stand in the file that was not read.
    #[must_use]
    pub fn leaves_unread(&self) -> bool {
        match self {
            Self::Unread { .. } | Self::Truncated { .. } | Self::NoTextLayer { .. } | Self::Encrypted | Self::Embedded { .. } => {
                true
            }
            Self::Inside { note, .. } => note.leaves_unread(),
            _ => false,
        }
    }
}

/// Page numbers for a sentence, long lists cut.
fn listed(pages: &[u32]) -> String {
    let shown: Vec<String> = pages.iter().take(20).map(u32::to_string).collect();
    let more = if pages.len() > 20 { format!("等{}", pages.len()) } else { String::new() };
    shown.join("、") + &more
}
