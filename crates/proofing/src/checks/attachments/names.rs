//! Names of files that tell nothing of their content (新建文档.docx, 扫描件001.pdf, 20260601153022.pdf), as names of attachments
//! and wherever the text names a file.

use super::super::{hit, shape};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Longest name of a file in running text, in characters.
const LONGEST: usize = 60;
pub(super) const EXTENSIONS: [&str; 22] = [
    "docx", "doc", "xlsx", "xls", "pptx", "ppt", "pdf", "ofd", "wps", "et", "txt", "csv", "zip", "rar", "7z", "jpeg", "jpg",
    "png", "gif", "bmp", "tif", "rtf",
];
/// How names begin that programs and devices give.
const GIVEN: [&str; 16] = [
    "新建", "未命名", "无标题", "未标题", "扫描件", "扫描文件", "扫描文档", "扫描全能王", "camscanner", "scan", "副本", "copyof",
    "copy of", "我的文档", "临时", "untitled",
];
/// What a program calls its next file; a number follows.
const NUMBERED: [&str; 17] = [
    "文档", "doc", "document", "文件", "file", "附件", "表格", "工作簿", "book", "sheet", "演示文稿", "presentation", "图片",
    "照片", "无", "1", "下载",
];
/// How a name ends that tells a state of work.
const STATES: [&str; 12] =
    ["副本", "copy", "最终版", "终稿", "定稿", "定稿版", "修改稿", "最终", "终版", "最新版", "改", "修改版"];

/// The names of files in a block.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Hit> {
    if reading.field() == Field::AttachmentName {
        let range = (0, reading.plain.len());
        return tells_nothing(&reading.text(0, range.1)).then(|| found(range)).into_iter().collect();
    }
    if reading.field() != Field::Body && reading.field() != Field::LinkText {
        return Vec::new();
    }
    let names = (0..reading.plain.len()).filter(|&at| reading.plain[at] == '.').filter_map(|point| in_text(reading, point));
    names.filter(|&(start, end)| tells_nothing(&reading.text(start, end))).map(found).collect()
}

fn found(range: (usize, usize)) -> Hit {
    hit(Category::Attachment, Severity::Warn, "attachment.file_name", range, "附件名称没有说明内容，请改为有意义的名称")
}

/// 附件：2.新建 Microsoft Word 文档: what a program calls a new file, as the name in the list.
pub(super) fn given(reading: &Reading<'_>, from: usize) -> Option<Hit> {
    let at = reading.skip_spaces(from);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let name = reading.text(at, end);
    (at < end && !name.contains('.') && GIVEN.iter().any(|word| name.starts_with(word)) && tells_nothing(&name))
        .then(|| found((at, end)))
}

/// The name of the file whose extension follows the point.
fn in_text(reading: &Reading<'_>, point: usize) -> Option<(usize, usize)> {
    let extension = reading.one_of(point + 1, &EXTENSIONS)?;
    let end = point + 1 + extension.len();
    if reading.char(end).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_')) {
        return None;
    }
    let part = |c: &&char| !matches!(**c, ':' | ',' | '。' | ';' | '、' | '《' | '“' | '/' | '\\' | '=' | '\u{3000}');
    let len = reading.plain[..point].iter().rev().take(LONGEST).take_while(part).count();
    let start = reading.skip_spaces(point - len);
    // 2.扫描件001.pdf: the number of the item.
    let digits = reading.plain[start..point].iter().take_while(|c| c.is_ascii_digit()).count();
    let numbered = (1..=2).contains(&digits) && reading.char(start + digits) == Some('.') && start + digits < point;
    let start = if numbered { reading.skip_spaces(start + digits + 1) } else { start };
    (start < point).then_some((start, end))
}

fn tells_nothing(name: &str) -> bool {
    let name = name.trim();
    let stem = name.rsplit_once('.').filter(|(_, ext)| ext.len() <= 5 && ext.is_ascii()).map_or(name, |(stem, _)| stem).trim();
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '_' | '-' | ' '));
    let telling: String = stem.chars().filter(|c| !c.is_whitespace()).collect();
    let given = GIVEN.iter().any(|word| stem.starts_with(word)) && telling.chars().count() <= 30;
    let state = STATES.iter().any(|word| bare.trim_end_matches(['）', '版']).ends_with(word));
    let hash =
        stem.len() >= 12 && stem.chars().all(|c| c.is_ascii_hexdigit() || c == '-') && stem.chars().any(|c| c.is_ascii_digit());
    // CCF20260611_0001: letters and a count
    let digits = stem.chars().filter(char::is_ascii_digit).count();
    let counted = digits >= 8
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
        && stem.len() - digits <= 8;
    let machine = counted || shape::is_machine_name(stem);
    bare.is_empty() || given || state || hash || machine || NUMBERED.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::super::super::marked_in;
    use super::super::check;
    use crate::{Block, Field, TextDoc};

    #[test]
    fn names_that_tell_nothing_are_marked() {
        for name in [
            "新建 Microsoft Word 文档.docx",
            "新建文档.docx",
            "扫描件001.pdf",
            "工作簿1.xlsx",
            "微信图片_20260611093012.jpg",
            "IMG_20260609_101532.jpg",
            "Doc1.doc",
            "9f86d081884c7d659a2feaa0c55ad015.pdf",
            "20260611102233.pdf",
            "报名表 - 副本.docx",
            "通知（最终版）改2.docx",
            "CCF20260611_0001.pdf",
            "CamScanner 06-11-2026.pdf",
            "附件1.xlsx",
            "1.doc",
        ] {
            let doc = TextDoc::from_blocks(&[Block::new(Field::AttachmentName, name)]);
            assert_eq!(marked_in(&doc, check).len(), 1, "{name}");
            let text = TextDoc::from_text(&format!("下载：{name}"));
            assert_eq!(marked_in(&text, check), [(0, name.to_owned())]);
        }
    }

    #[test]
    fn names_that_tell_their_content_are_left_alone() {
        for name in [
            "云溪市试点名单.xlsx", "附件1 申报表.docx", "云政发〔2026〕8号.pdf", "2026年预算.xls", "办事指南（修订）.doc",
            "修改说明.doc",
        ] {
            let doc = TextDoc::from_blocks(&[Block::new(Field::AttachmentName, name)]);
            assert_eq!(marked_in(&doc, check), [], "{name}");
        }
    }
}
