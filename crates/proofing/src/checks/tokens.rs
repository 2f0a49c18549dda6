//! The words of a short text by itself, for checks that join or part what stands in the block.

use crate::doc::TextDoc;
use crate::reading::Reading;
use crate::words::Segmenter;

/// The words of a text of one line, as character ranges.
pub(super) fn words(text: &str) -> Vec<(usize, usize)> {
    let doc = TextDoc::from_text(text);
    let Some(block) = doc.blocks.first() else { return Vec::new() };
    let reading = Reading::new(block);
    Segmenter::new(&reading).words(0, reading.plain.len(), false)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_text_is_parted_into_its_words() {
        assert_eq!(words("水表和服务"), [(0, 2), (2, 3), (3, 5)]);
        assert_eq!(words(""), []);
    }
}
