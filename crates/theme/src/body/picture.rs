//! A published picture as an `img` that reserves its room and loads when it is needed.

use crate::content::Picture;
use crate::markup::escape_into;

/// Shrinks the picture to the width that the editor chose, keeping its shape.
pub(super) fn scale(picture: &mut Picture, wanted: Option<u64>) {
    let Some(wanted) = wanted.and_then(|w| u32::try_from(w).ok()) else {
        return;
    };
    if wanted > 0 && wanted < picture.width {
        let height = u64::from(picture.height) * u64::from(wanted) / u64::from(picture.width);
        picture.height = u32::try_from(height).unwrap_or(picture.height).max(1);
        picture.width = wanted;
    }
}

pub(super) fn write_img(picture: &Picture, out: &mut String) {
    out.push_str("<img src=\"");
    escape_into(&picture.src, out);
    if !picture.srcset.is_empty() {
        out.push_str("\" srcset=\"");
        escape_into(&picture.srcset, out);
        out.push_str("\" sizes=\"(min-width: 52em) 50rem, 100vw");
    }
    out.push_str("\" alt=\"");
    escape_into(&picture.alt, out);
    out.push('"');
    if picture.width > 0 && picture.height > 0 {
        out.push_str(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
    }
    out.push_str(" loading=\"lazy\" decoding=\"async\">");
}
