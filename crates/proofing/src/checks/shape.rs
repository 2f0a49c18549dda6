//! The shape of titles, alternative texts (domain.md C15, R1.28).

use super::{Context, advised, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest title, in characters.
const TITLE: usize = 60;
/// Alternative texts that say nothing.
const EMPTY_ALTS: [&str; 20] = [
    "图片", "图", "照片", "配图", "插图", "截图", "图像", "image", "img", "picture", "photo", "pic", "untitled", "未命名", "alt",
    "无", "banner", "logo图", "附图", "封面",
];
/// How names given by cameras, telephones and programs begin.
const MACHINE_NAMES: [&str; 20] = [
    "img_", "img-", "dsc_", "dsc0", "dscn", "dcim", "mmexport", "微信图片_", "微信截图_", "qq图片", "qq截图", "screenshot",
    "屏幕截图", "wx_camera", "timg", "p0", "pic_", "无标题", "未标题", "u=",
];
pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate() {
        let found = match reading.field() {
            Field::Title => title(reading),
            Field::Alt => alt(reading),
            _ => None,
        };
        hits[block].extend(found);
    }
}

fn element(rule: &str, range: (usize, usize), message: impl Into<String>) -> Option<Hit> {
    Some(hit(Category::Element, Severity::Warn, rule, range, message))
}

fn title(reading: &Reading<'_>) -> Option<Hit> {
    let len = reading.plain.len();
    if len > TITLE {
        return element("element.title", (TITLE, len), format!("标题有{len}字，超过{TITLE}字"));
    }
    let last = reading.block.chars.iter().rposition(|c| !c.is_whitespace())?;
    let wrong = matches!(reading.block.chars[last], '。' | '，' | '；' | '：' | '、' | ',' | ';' | '.');
    let found = hit(Category::Punct, Severity::Info, "punct.title", (last, last + 1), "标题末尾不用标点");
    wrong.then(|| advised(found, ""))
}

/// The text without spaces, extension and the number at its end.
fn stem(reading: &Reading<'_>) -> String {
    let text: String = reading.plain.iter().filter(|c| !c.is_whitespace()).collect();
    let text = text
        .rsplit_once('.')
        .filter(|(_, ext)| (1..=5).contains(&ext.len()) && ext.is_ascii())
        .map_or(text.clone(), |(stem, _)| stem.to_owned());
    text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '_' | '-')).to_owned()
}

/// IMG_2031, 微信图片_20260501: given by a camera, a telephone or a program; in lower case.
pub(super) fn is_machine_name(name: &str) -> bool {
    MACHINE_NAMES.iter().any(|start| name.starts_with(start)) && name.chars().filter(char::is_ascii_digit).count() >= 3
}

fn alt(reading: &Reading<'_>) -> Option<Hit> {
    let stem = stem(reading);
    let plain = reading.text(0, 40);
    let machine = is_machine_name(&plain);
    let nothing = stem.is_empty() || EMPTY_ALTS.contains(&stem.as_str());
    (machine || nothing).then(|| element("element.alt", (0, reading.plain.len()), "图片替代文字没有说明图片内容"))?
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::{Block, Field, TextDoc};

    fn marked(field: Field, text: &str) -> bool {
        let doc = TextDoc::from_blocks(&[Block::new(field, text)]);
        !marked_in(&doc, check).is_empty()
    }

    #[test]
    fn what_tells_nothing_is_marked() {
        for text in ["图片1", "IMG_2031.jpg", "微信图片_20260501093000.png", "截图", "image", "1.png"] {
            assert!(marked(Field::Alt, text), "{text}");
        }
        assert!(marked(Field::Title, &"长".repeat(61)) && marked(Field::Title, "关于开展试点的通知。"));
    }

    #[test]
    fn what_tells_its_content_is_left_alone() {
        for text in ["市长在防汛现场检查", "图1 2026年粮食产量示意图", "云溪市规划图", "二维码", "政务新媒体图标"]
        {
            assert!(!marked(Field::Alt, text), "{text}");
        }
        assert!(!marked(Field::Title, "云溪市2026年工作要点") && !marked(Field::Title, "谁来监管？"));
    }
}
