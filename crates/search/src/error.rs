//! What can go wrong with the index; the texts are shown to operators.

use std::path::PathBuf;

/// Result of everything that touches the index.
pub type Result<T> = std::result::Result<T, Error>;

/// A fault of the index; never the visitor's fault, every query text is accepted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another writer, of this or another process, holds the directory.
    #[error("检索索引正被另一个进程写入：{0}")]
    Busy(PathBuf),
    /// The folder can't be made or listed.
    #[error("检索索引目录无法使用：{path}（{source}）")]
    Folder { path: PathBuf, source: std::io::Error },
    /// The commit's payload is not a cursor of ours.
    #[error("检索索引的进度记录无法识别：{0}")]
    Cursor(String),
    /// Reading or writing failed; if it persists, delete the directory and rebuild.
    #[error("检索索引读写失败：{0}")]
    Engine(#[from] tantivy::TantivyError),
}
