//! Takes out of a file who wrote it and where its pictures were taken; its text and looks stay.
//!
//! What comes out opens again, or nothing comes out. A signed file is left alone: any change would void its signature.

mod package;
mod pdf;
mod picture;

use crate::reading::Reading;
use crate::{Kind, Limits, cfb, sniff};

/// Why a file is not stripped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotStrip {
    #[error("这种格式不支持清除作者信息，请另存为docx、xlsx、pptx或PDF后再试")]
    Format,
    #[error("文件带有数字签名，清除作者信息会使签名失效")]
    Signed,
    #[error("文件已加密，无法清除作者信息")]
    Encrypted,
    #[error("文件已损坏或过大，无法清除作者信息")]
    Broken,
}

/// The file without its authors' names, programs and pictures' positions: docx, xlsx, pptx, odt, ods, odp, ofd, pdf, jpg, png.
///
/// # Errors
/// [`CannotStrip`] says why nothing came out; the file itself is never changed.
pub fn strip(name: &str, bytes: &[u8]) -> Result<Vec<u8>, CannotStrip> {
    let limits = Limits::default();
    if bytes.len() > limits.bytes {
        return Err(CannotStrip::Broken);
    }
    let worker = || {
        let mut reading = Reading::new(&limits);
        match sniff::kind(name, bytes, &mut reading) {
            Kind::Docx | Kind::Xlsx | Kind::Pptx if bytes.starts_with(cfb::MAGIC) => Err(CannotStrip::Encrypted),
            Kind::Docx | Kind::Xlsx | Kind::Pptx | Kind::Odt | Kind::Ods | Kind::Odp | Kind::Ofd => {
                package::strip(bytes, &mut reading)
            }
            Kind::Pdf => pdf::strip(bytes),
            Kind::Jpeg => picture::jpeg(bytes).ok_or(CannotStrip::Broken),
            Kind::Png => picture::png(bytes).ok_or(CannotStrip::Broken),
            _ => Err(CannotStrip::Format),
        }
    };
    // A library's panic, on a stack that its recursion fits on.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(crate::STACK).spawn_scoped(scope, worker);
        thread.ok().and_then(|thread| thread.join().ok()).unwrap_or(Err(CannotStrip::Broken))
    })
}
