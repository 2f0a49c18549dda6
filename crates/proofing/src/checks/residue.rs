//! What copying and generating leave behind (domain.md C17): literal entities, placeholders, office styles, assistants' phrases.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Literal remains and what they are; compared with the plain (lower-case) text.
const REMAINS: [(&str, &str); 30] = [
    ("&nbsp;", "网页空格代码"),
    ("&amp;", "网页转义代码"),
    ("&lt;", "网页转义代码"),
    ("&gt;", "网页转义代码"),
    ("&quot;", "网页转义代码"),
    ("&ldquo;", "网页转义代码"),
    ("&rdquo;", "网页转义代码"),
    ("&#160;", "网页空格代码"),
    ("[图片]", "图片占位符"),
    ("【图片】", "图片占位符"),
    ("[图像]", "图片占位符"),
    ("[视频]", "视频占位符"),
    ("[附件]", "附件占位符"),
    ("[表情]", "表情占位符"),
    ("[image]", "图片占位符"),
    ("点击此处输入", "模板提示文字"),
    ("单击此处输入", "模板提示文字"),
    ("单击此处添加", "模板提示文字"),
    ("单击此处编辑", "模板提示文字"),
    ("此处插入", "模板提示文字"),
    ("mso-", "文字处理软件样式"),
    ("msonormal", "文字处理软件样式"),
    ("<o:p>", "文字处理软件样式"),
    ("lorem ipsum", "占位文字"),
    ("锟斤拷", "乱码"),
    ("烫烫烫", "乱码"),
    ("\u{fffd}", "乱码"),
    ("作为一个ai", "生成工具的套话"),
    ("作为一款ai", "生成工具的套话"),
    ("作为ai", "生成工具的套话"),
];
/// What completes 作为……人工智能 to an assistant talking about itself.
const ASSISTANT: [&str; 4] = ["语言模型", "助手", "大模型", "模型"];
/// That many hard spaces in a row are a storm.
const STORM: usize = 6;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let mut at = 0;
    while at < chars.len() {
        let found = remains(reading, at).or_else(|| assistant(reading, at)).or_else(|| storm(chars, at));
        if let Some((end, what)) = found {
            let message = format!("疑似粘贴或生成残留：{what}");
            hits.push(hit(Category::Residue, Severity::Info, "residue.paste", (at, end), message));
            at = end;
        } else {
            at += 1;
        }
    }
}

fn remains(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let (text, what) = REMAINS.iter().find(|(text, _)| reading.is_at(at, text))?;
    let end = at + text.chars().count();
    // 作为AI产业 is about the trade, not the tool talking.
    if text.ends_with("ai") {
        let tool = reading.one_of(end, &ASSISTANT).or_else(|| reading.one_of(end, &[",", "我"]))?;
        return Some((end + if tool.len() > 3 { tool.chars().count() } else { 0 }, what));
    }
    Some((end, what))
}

fn assistant(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let opening = reading.one_of(at, &["作为一个人工智能", "作为一名人工智能", "作为人工智能", "作为大型", "作为一个大型"])?;
    let end = at + opening.chars().count();
    let tool = reading.one_of(end, &ASSISTANT)?;
    Some((end + tool.chars().count(), "生成工具的套话"))
}

fn storm(chars: &[char], at: usize) -> Option<(usize, &'static str)> {
    let run = chars[at..].iter().take_while(|c| **c == '\u{a0}').count();
    (run >= STORM).then_some((at + run, "连续的网页空格"))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn remains_of_pages_office_files_and_tools_are_marked() {
        assert_eq!(marked(check, "特此通知&nbsp;[图片]"), ["&nbsp;", "[图片]"]);
        assert_eq!(marked(check, "作为AI语言模型，我"), ["作为AI语言模型"]);
        assert_eq!(marked(check, "作为一名人工智能助手，"), ["作为一名人工智能助手"]);
        assert_eq!(marked(check, &format!("甲{}乙", "\u{a0}".repeat(8))).len(), 1);
    }

    #[test]
    fn talking_about_the_trade_is_left_alone() {
        for text in ["作为人工智能产业的重要基地", "作为AI产业园区", "图片新闻", "研发&生产"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
