//! Keeping and resizing in a temporary folder, with pictures made on the spot.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use tempfile::TempDir;

use super::*;

fn assets() -> (TempDir, Assets) {
    let folder = TempDir::new().unwrap();
    let assets = Assets::open(folder.path().join("assets")).unwrap();
    (folder, assets)
}

/// Left half red, right half blue.
fn photo(width: u32, height: u32) -> DynamicImage {
    let colour = |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    RgbImage::from_fn(width, height, colour).into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG whose EXIF says: turn 90° clockwise, taken at `GPSHERE`.
fn turned() -> Vec<u8> {
    let plain = encoded(&photo(40, 20), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPSHERE");
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1];
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&plain[2..]);
    bytes
}

fn refusal(name: &str, bytes: &[u8], limits: &Limits) -> &'static str {
    let (_folder, assets) = assets();
    match assets.keep(name, bytes, limits) {
        Err(Error::Refused(refused)) => refused.code(),
        other => panic!("not refused: {other:?}"),
    }
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|part| part == text)
}

#[test]
fn the_same_content_is_kept_once_under_its_hash() {
    let (folder, assets) = assets();
    let one = assets.keep("a.txt", b"abc", &Limits::default()).unwrap();
    let two = assets.keep("b.txt", b"abc", &Limits::default()).unwrap();
    assert_eq!(one, two);
    assert!(one.sha256.starts_with("ba7816bf8f01cfea"));
    let shelf = folder.path().join("assets/ba");
    assert_eq!(fs::read_dir(shelf).unwrap().count(), 1);
    assert_eq!(assets.read(&one.sha256).unwrap(), b"abc");
}

#[test]
fn a_kept_file_cut_by_a_crash_is_written_again() {
    let (_folder, assets) = assets();
    let kept = assets.keep("a.txt", b"abc", &Limits::default()).unwrap();
    fs::write(assets.path(&kept.sha256).unwrap(), b"a").unwrap();
    assets.keep("a.txt", b"abc", &Limits::default()).unwrap();
    assert_eq!(assets.read(&kept.sha256).unwrap(), b"abc");
}

#[test]
fn only_a_hash_is_a_path() {
    let (_folder, assets) = assets();
    for text in ["", "../../etc/passwd", &"A".repeat(64), &"é".repeat(32), &"a".repeat(64)] {
        assert_eq!(assets.path(text), None, "{text}");
        assert!(matches!(assets.read(text), Err(Error::Absent)));
    }
}

#[test]
fn what_is_too_large_is_refused_by_its_kind() {
    let limits = Limits { file: 100, picture: 10, pixels: 100 };
    assert_eq!(refusal("a.txt", &[b'a'; 101], &limits), "media.too_large");
    assert_eq!(refusal("a.png", &[b'a'; 11], &limits), "media.too_large");
    let picture = encoded(&photo(20, 20), ImageFormat::Png);
    let limits = Limits { pixels: 399, ..Limits::default() };
    assert_eq!(refusal("a.png", &picture, &limits), "media.too_many_pixels");
}

#[test]
fn a_picture_that_claims_to_be_huge_is_not_decoded() {
    let mut bomb = encoded(&photo(8, 8), ImageFormat::Gif);
    bomb[6..10].fill(0xFF);
    assert_eq!(refusal("a.gif", &bomb, &Limits::default()), "media.too_many_pixels");
}

#[test]
fn a_cut_picture_is_broken() {
    let whole = encoded(&photo(64, 64), ImageFormat::Png);
    assert_eq!(refusal("a.png", &whole[..whole.len() / 2], &Limits::default()), "media.broken");
}

#[test]
fn a_turned_photo_is_measured_and_copied_upright_without_its_place() {
    let (_folder, assets) = assets();
    let kept = assets.keep("a.jpg", &turned(), &Limits::default()).unwrap();
    assert_eq!((kept.width, kept.height), (Some(20), Some(40)));
    let copy = fs::read(assets.resized(&kept.sha256, 480).unwrap()).unwrap();
    assert!(contains(&assets.read(&kept.sha256).unwrap(), b"GPSHERE"));
    assert!(!contains(&copy, b"GPSHERE") && !contains(&copy, b"Exif"));
    let upright = image::load_from_memory(&copy).unwrap().to_rgb8();
    assert_eq!(upright.dimensions(), (20, 40));
    assert!(upright.get_pixel(10, 5)[0] > 200, "red is on top");
}

#[test]
fn copies_narrow_keep_their_shape_and_never_grow() {
    let (_folder, assets) = assets();
    let bytes = encoded(&photo(1000, 500), ImageFormat::Jpeg);
    let kept = assets.keep("a.jpg", &bytes, &Limits::default()).unwrap();
    for (asked, size) in [(480, (480, 240)), (960, (960, 480)), (1600, (1000, 500))] {
        let copy = assets.resized(&kept.sha256, asked).unwrap();
        assert_eq!(image::image_dimensions(&copy).unwrap(), size);
        assert_eq!(copy.extension().unwrap(), "jpg");
    }
    assert!(matches!(assets.resized(&kept.sha256, 500), Err(Error::Width(500))));
}

#[test]
fn a_copy_is_made_once() {
    let (_folder, assets) = assets();
    let bytes = encoded(&photo(600, 10), ImageFormat::Png);
    let kept = assets.keep("a.png", &bytes, &Limits::default()).unwrap();
    let copy = assets.resized(&kept.sha256, 480).unwrap();
    fs::write(&copy, b"mark").unwrap();
    assert_eq!(assets.resized(&kept.sha256, 480).unwrap(), copy);
    assert_eq!(fs::read(&copy).unwrap(), b"mark");
}

#[test]
fn see_through_pictures_stay_so_and_opaque_webp_becomes_jpeg() {
    let (_folder, assets) = assets();
    let clear: DynamicImage = RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 9])).into();
    for (image, ending) in [(clear, "png"), (photo(4, 4), "jpg")] {
        let bytes = encoded(&image, ImageFormat::WebP);
        let kept = assets.keep("a.webp", &bytes, &Limits::default()).unwrap();
        let copy = assets.resized(&kept.sha256, 480).unwrap();
        assert_eq!(copy.extension().unwrap(), ending);
        assert_eq!(image::open(&copy).unwrap().color().has_alpha(), ending == "png");
    }
}

#[test]
fn a_gif_comes_as_it_is() {
    let (_folder, assets) = assets();
    let bytes = encoded(&photo(600, 10), ImageFormat::Gif);
    let kept = assets.keep("a.gif", &bytes, &Limits::default()).unwrap();
    assert_eq!(assets.resized(&kept.sha256, 480).unwrap(), assets.path(&kept.sha256).unwrap());
}

#[test]
fn no_temporary_file_is_left() {
    let (folder, assets) = assets();
    let kept = assets.keep("a.txt", b"abc", &Limits::default()).unwrap();
    let shelf = folder.path().join("assets").join(&kept.sha256[..2]);
    let names: Vec<_> = fs::read_dir(shelf).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [&kept.sha256[2..]]);
}
