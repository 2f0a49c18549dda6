//! The shape of titles, alternative texts, names of attachments and the end of a paper (domain.md C15, R1.28).

use super::issued;
use super::{Context, advised, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest title, in characters.
const TITLE: usize = 60;
/// Content types whose papers are signed with body and date.
const SIGNED: [&str; 2] = ["notice", "policy"];
/// Alternative texts that say nothing.
const EMPTY_ALTS: [&str; 20] = [
    "图片",
    "图",
    "照片",
    "配图",
    "插图",
    "截图",
    "图像",
    "image",
    "img",
    "picture",
    "photo",
    "pic",
    "untitled",
    "未命名",
    "alt",
    "无",
    "banner",
    "logo图",
    "附图",
    "封面",
];
/// How names given by cameras, telephones and programs begin.
const MACHINE_NAMES: [&str; 20] = [
    "img_",
    "img-",
    "dsc_",
    "dsc0",
    "dscn",
    "dcim",
    "mmexport",
    "微信图片_",
    "微信截图_",
    "qq图片",
    "qq截图",
    "screenshot",
    "屏幕截图",
    "wx_camera",
    "timg",
    "p0",
    "pic_",
    "无标题",
    "未标题",
    "u=",
];
/// Names of attachments that tell nothing of their content.
const FILE_NAMES: [&str; 15] = [
    "新建microsoft",
    "新建文本文档",
    "新建文件夹",
    "新建doc",
    "新建xls",
    "新建wps",
    "新建压缩",
    "未命名",
    "无标题",
    "副本",
    "copyof",
    "最终版",
    "终稿",
    "定稿版",
    "修改稿",
];

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate() {
        let found = match reading.field() {
            Field::Title => title(reading),
            Field::Alt => alt(reading),
            Field::AttachmentName => file_name(reading),
            _ => in_text(reading),
        };
        hits[block].extend(found);
    }
    if context.options.content_type.is_some_and(|kind| SIGNED.contains(&kind)) {
        unsigned(readings, hits);
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

fn alt(reading: &Reading<'_>) -> Option<Hit> {
    let stem = stem(reading);
    let plain = reading.text(0, 24);
    let machine = MACHINE_NAMES.iter().any(|name| plain.starts_with(name))
        && reading.plain.iter().filter(|c| c.is_ascii_digit()).count() >= 3;
    let nothing = stem.is_empty() || EMPTY_ALTS.contains(&stem.as_str());
    (machine || nothing).then(|| element("element.alt", (0, reading.plain.len()), "图片替代文字没有说明图片内容"))?
}

fn file_name(reading: &Reading<'_>) -> Option<Hit> {
    let text: String = reading.plain.iter().filter(|c| !c.is_whitespace()).collect();
    let stem = stem(reading);
    let odd = FILE_NAMES.iter().any(|name| text.contains(name));
    let hash =
        stem.len() >= 12 && stem.chars().all(|c| c.is_ascii_hexdigit() || c == '-') && stem.chars().any(|c| c.is_ascii_digit());
    let bare = stem.is_empty() || matches!(stem.as_str(), "附件" | "文档" | "doc" | "file" | "document" | "表格" | "文件");
    let copy = text.contains("-副本") || stem.ends_with("copy");
    (odd || hash || bare || copy)
        .then(|| element("element.file_name", (0, reading.plain.len()), "附件名称没有说明内容，请改为有意义的名称"))?
}

/// A file named by its program, named in the text itself.
fn in_text(reading: &Reading<'_>) -> Option<Hit> {
    let at = (0..reading.plain.len())
        .filter(|&i| reading.plain[i] == '新')
        .find(|&i| reading.is_at(i, "新建 microsoft") || reading.is_at(i, "新建microsoft"))?;
    let part = |c: &&char| !matches!(**c, ',' | '。' | ';' | ')' | '》');
    let len = reading.plain[at..].iter().take(40).take_while(part).count();
    element("element.file_name", (at, at + len), "附件名称没有说明内容，请改为有意义的名称")
}

/// A notice without issuing body or date at its end.
fn unsigned(readings: &[Reading<'_>], hits: &mut [Vec<Hit>]) {
    let body: Vec<usize> =
        (0..readings.len()).filter(|&i| readings[i].field() == Field::Body && !readings[i].plain.is_empty()).collect();
    let Some(&last) = body.last().filter(|_| body.len() >= 3) else { return };
    let signed = body.iter().any(|&i| issued::is_body(&readings[i]));
    let dated = body.iter().any(|&i| {
        let reading = &readings[i];
        reading.plain.len() <= 40 && super::mention::mentions(reading).iter().any(|m| m.day.is_some() && m.year.is_some())
    });
    let missing = match (signed, dated) {
        (true, true) => return,
        (false, true) => "落款单位",
        (true, false) => "落款日期",
        (false, false) => "落款单位和日期",
    };
    let message = format!("没有找到{missing}");
    hits[last].push(hit(Category::Element, Severity::Info, "element.signature", (0, readings[last].plain.len()), message));
}

#[cfg(test)]
mod tests {
    use super::super::{Context, marked_in};
    use super::check;
    use crate::engine::Options;
    use crate::reading::Reading;
    use crate::{Block, Field, TextDoc};

    fn marked(field: Field, text: &str) -> bool {
        let doc = TextDoc::from_blocks(&[Block { field, text: text.into() }]);
        !marked_in(&doc, check).is_empty()
    }

    #[test]
    fn what_tells_nothing_is_marked() {
        for text in ["图片1", "IMG_2031.jpg", "微信图片_20260501093000.png", "截图", "image", "1.png"] {
            assert!(marked(Field::Alt, text), "{text}");
        }
        for text in [
            "新建 Microsoft Word 文档.docx",
            "通知最终版2.docx",
            "附件1.xlsx",
            "d41d8cd98f00b204.pdf",
            "名单 - 副本.xls",
            "1.doc",
        ] {
            assert!(marked(Field::AttachmentName, text), "{text}");
        }
        assert!(marked(Field::Title, &"长".repeat(61)) && marked(Field::Title, "关于开展试点的通知。"));
    }

    #[test]
    fn what_tells_its_content_is_left_alone() {
        for text in ["市长在防汛现场检查", "图1 2026年粮食产量示意图", "云溪市规划图", "二维码", "政务新媒体图标"]
        {
            assert!(!marked(Field::Alt, text), "{text}");
        }
        for text in
            ["云溪市试点名单.xlsx", "附件1 申报表.docx", "云政发〔2026〕8号.pdf", "2026年预算.xls", "办事指南（修订）.doc"]
        {
            assert!(!marked(Field::AttachmentName, text), "{text}");
        }
        assert!(!marked(Field::Title, "云溪市2026年工作要点") && !marked(Field::Title, "谁来监管？"));
    }

    #[test]
    fn a_notice_is_signed_with_body_and_date() {
        let missing = |text: &str| {
            let options = Options { content_type: Some("notice"), ..Options::default() };
            let run = |r: &[Reading<'_>], c: &Context<'_>, h: &mut [Vec<_>]| check(r, &Context { options: &options, ..*c }, h);
            marked_in(&TextDoc::from_text(text), run).len()
        };
        assert_eq!(missing("各区县：\n现通知如下。\n特此通知。"), 1);
        assert_eq!(missing("各区县：\n现通知如下。\n云溪市教育局\n2026年5月1日"), 0);
    }
}
