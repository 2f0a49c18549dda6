//! Labels with nothing after them (联系人：, 联系电话：): the next thing is another label or the end of the text.

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const LABELS: [&str; 40] = [
    "联系人",
    "联系电话",
    "联系方式",
    "咨询电话",
    "监督电话",
    "投诉电话",
    "举报电话",
    "办公电话",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "电子邮箱",
    "联系邮箱",
    "地址",
    "办公地址",
    "联系地址",
    "通讯地址",
    "通信地址",
    "邮编",
    "邮政编码",
    "来源",
    "责任编辑",
    "发文字号",
    "文号",
    "成文日期",
    "发布日期",
    "公示时间",
    "公示期",
    "公示日期",
    "办理时间",
    "办理地点",
    "办公时间",
    "受理时间",
    "受理地点",
    "会议时间",
    "会议地点",
    "报名时间",
    "报名地点",
    "开标时间",
];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    for (block, reading) in readings.iter().enumerate().filter(|(_, r)| r.field() == Field::Body) {
        for at in 0..reading.plain.len() {
            if reading.plain[at] != ':' {
                continue;
            }
            let Some(start) = label_before(reading, at) else { continue };
            let rest = skip_marks(reading, at + 1);
            let gap = rest > at + 1 || at + 1 == reading.plain.len();
            let empty =
                if rest == reading.plain.len() { nothing_follows(readings, block) } else { gap && is_label(reading, rest) };
            if empty {
                let message = format!("「{}」后没有内容", reading.text(start, at));
                hits[block].push(hit(Category::Element, Severity::Warn, "element.empty", (start, at + 1), message));
            }
        }
    }
}

/// Where the label that ends before the colon begins; it stands at the start of its line or after a mark.
fn label_before(reading: &Reading<'_>, colon: usize) -> Option<usize> {
    let fits = |label: &&'static str| {
        let start = colon.checked_sub(label.chars().count())?;
        let edge = reading.char_before(start).is_none_or(|c| !c.is_alphanumeric());
        (edge && reading.is_at(start, label)).then_some(start)
    };
    LABELS.iter().find_map(fits)
}

fn skip_marks(reading: &Reading<'_>, mut at: usize) -> usize {
    while reading.char(at).is_some_and(|c| c.is_whitespace() || matches!(c, ',' | ';' | '。' | '、')) {
        at += 1;
    }
    at
}

/// Whether a label with its colon stands at `at`.
fn is_label(reading: &Reading<'_>, at: usize) -> bool {
    LABELS.iter().any(|label| reading.is_at(at, label) && reading.char(at + label.chars().count()) == Some(':'))
}

/// Whether the next block is another label, or there is none.
fn nothing_follows(readings: &[Reading<'_>], block: usize) -> bool {
    let next = readings[block + 1..].iter().find(|r| r.plain.iter().any(|c| !c.is_whitespace()));
    next.is_none_or(|next| {
        let start = next.plain.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
        next.field() != Field::Body || is_label(next, start)
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn labels_without_content_are_marked() {
        for (text, found) in [
            ("联系人：\n联系电话：0371-1234567", "联系人："),
            ("联系人：王小明，联系电话：", "联系电话："),
            ("联系人：  联系电话：0371-1234567", "联系人："),
            ("公示时间：\n公示期：5个工作日", "公示时间："),
            ("来源：", "来源："),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn filled_labels_and_lists_below_a_label_are_left_alone() {
        for text in [
            "联系人：王小明",
            "联系方式：\n市教育局 0371-1234567",
            "会议时间：5月6日 会议地点：市政府",
            "文件来源：另行通知",
            "请写明地址：路名和门牌号",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(marked_in(&TextDoc::from_html("<td>联系人：</td><td>王小明</td>"), check), []);
    }
}
