//! Measures, checks and resizes pictures within limits of memory.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, ImageResult};

use crate::sniff::picture;
use crate::{Kind, Refused};

/// Bytes one decoding may take.
const MEMORY: u64 = 512 << 20;
const QUALITY: u8 = 82;

/// A picture as decoded, upright, with its colour profile if that fits RGB.
struct Decoded {
    image: DynamicImage,
    profile: Option<Vec<u8>>,
}

/// Width and height as seen, upright; refuses what is too big before decoding it, and what can't
/// be decoded.
pub(crate) fn measure(kind: Kind, bytes: &[u8], pixels: u64) -> Result<(u32, u32), Refused> {
    let format = format(kind).ok_or(Refused::UnknownType)?;
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().map_err(|_| Refused::Broken)?;
    if u64::from(width) * u64::from(height) > pixels {
        return Err(Refused::TooManyPixels { width, height, limit: pixels / 10_000 });
    }
    let decoded = decode(format, bytes).map_err(|fault| match fault {
        ImageError::Limits(_) => Refused::TooManyPixels { width, height, limit: pixels / 10_000 },
        _ => Refused::Broken,
    })?;
    Ok((decoded.image.width(), decoded.image.height()))
}

/// A copy at most `width` wide without metadata; `None` for moving pictures, which stay as they
/// are. Opaque pictures but PNG become JPEG.
pub(crate) fn resized(bytes: &[u8], width: u32) -> Result<Option<(Kind, Vec<u8>)>, Refused> {
    let kind = picture(bytes).ok_or(Refused::UnknownType)?;
    let format = format(kind).ok_or(Refused::UnknownType)?;
    if moves(kind, bytes) {
        return Ok(None);
    }
    let decoded = decode(format, bytes).map_err(|_| Refused::Broken)?;
    let small = narrowed(decoded.image, width);
    let as_png = kind == Kind::Png || small.color().has_alpha();
    let written = if as_png {
        png(&small, decoded.profile).map(|copy| (Kind::Png, copy))
    } else {
        jpeg(&small, decoded.profile).map(|copy| (Kind::Jpeg, copy))
    };
    written.map(Some).map_err(|_| Refused::Broken)
}

fn decode(format: ImageFormat, bytes: &[u8]) -> ImageResult<Decoded> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // A damaged EXIF block is no reason to refuse the picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or(None);
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(Decoded { image, profile: profile.filter(|icc| icc.get(16..20) == Some(b"RGB ")) })
}

fn narrowed(image: DynamicImage, width: u32) -> DynamicImage {
    if image.width() <= width {
        return image;
    }
    let exact = u64::from(image.height()) * u64::from(width) / u64::from(image.width());
    let height = u32::try_from(exact).unwrap_or(u32::MAX).max(1);
    image.resize_exact(width, height, FilterType::Lanczos3)
}

fn jpeg(image: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut copy = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut copy, QUALITY);
    if let Some(icc) = profile {
        let _: Result<(), _> = encoder.set_icc_profile(icc);
    }
    encoder.encode_image(&image.to_rgb8())?;
    Ok(copy)
}

fn png(image: &DynamicImage, profile: Option<Vec<u8>>) -> ImageResult<Vec<u8>> {
    let mut copy = Vec::new();
    let mut encoder = PngEncoder::new(&mut copy);
    if let Some(icc) = profile {
        let _: Result<(), _> = encoder.set_icc_profile(icc);
    }
    if image.color().has_alpha() {
        image.to_rgba8().write_with_encoder(encoder)?;
    } else {
        image.to_rgb8().write_with_encoder(encoder)?;
    }
    Ok(copy)
}

/// GIF always counts as moving; WebP says so in its header.
fn moves(kind: Kind, bytes: &[u8]) -> bool {
    let flagged = bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0b10 != 0);
    kind == Kind::Gif || kind == Kind::Webp && flagged
}

fn format(kind: Kind) -> Option<ImageFormat> {
    match kind {
        Kind::Jpeg => Some(ImageFormat::Jpeg),
        Kind::Png => Some(ImageFormat::Png),
        Kind::Gif => Some(ImageFormat::Gif),
        Kind::Webp => Some(ImageFormat::WebP),
        _ => None,
    }
}
