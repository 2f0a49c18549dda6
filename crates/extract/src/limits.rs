//! How much work and memory one file may cost.
//!
//! Every reader asks before it unpacks, keeps or walks on, so that no file costs more than its limits, whatever it claims.

use std::time::Duration;

/// Bounds on reading one file with all that is packed in it; the default suits attachments of up to 100 MiB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: usize,
    /// Bytes unpacked from it, in total over everything it holds.
    pub expanded_bytes: u64,
    /// Bytes of one member when unpacked.
    pub member_bytes: u64,
    /// Unpacked size over packed size of a member above 4 MiB; XML of real sheets stays below 300.
    pub ratio: u64,
    /// Files in archives, and members of one office package times 20.
    pub files: usize,
    /// Archives in archives.
    pub depth: usize,
    /// Elements of XML inside each other.
    pub nesting: usize,
    /// Parts kept.
    pub parts: usize,
    /// Characters of text kept.
    pub chars: usize,
    /// Units of work: XML events, operators of PDF pages, records.
    pub steps: u64,
    /// Time for the whole file; `None` leaves the clock unread, so that the same bytes always give the same answer.
    pub time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 100 << 20,
            expanded_bytes: 384 << 20,
            member_bytes: 128 << 20,
            ratio: 400,
            files: 1_000,
            depth: 3,
            nesting: 256,
            parts: 300_000,
            chars: 20_000_000,
            steps: 60_000_000,
            time: None,
        }
    }
}

/// A limit that a file went over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    Bytes,
    Expanded,
    Ratio,
    Files,
    Depth,
    Nesting,
    Parts,
    Chars,
    Steps,
    Time,
}

impl Limit {
    /// What was too much, in Chinese.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Bytes => "文件过大",
            Self::Expanded => "解压后过大",
            Self::Ratio => "压缩比异常（疑似压缩炸弹）",
            Self::Files => "内含文件过多",
            Self::Depth => "压缩包嵌套过深",
            Self::Nesting => "内部结构嵌套过深",
            Self::Parts => "段落或单元格过多",
            Self::Chars => "文字过多",
            Self::Steps => "内容过于复杂",
            Self::Time => "读取时间过长",
        }
    }
}
