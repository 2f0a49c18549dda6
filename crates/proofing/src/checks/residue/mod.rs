//! What copying and generating leave behind (domain.md C17): literal entities and tags, placeholders, office styles and
//! field codes, page furniture, marks of Markdown and LaTeX, assistants' phrases. What is broken by encoding is in `garbage`.

mod code;
mod markdown;
mod notes;

use std::sync::LazyLock;

use super::phrases::Phrases;
use super::{Context, hit, template};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// What a remain comes from, where the code must know.
const ENTITY: &str = "网页转义代码";
const PAGE: &str = "网页功能文字";
const TOOL: &str = "生成工具的套话";
const TAG: &str = "网页标签";
const FIELD: &str = "文字处理软件的域代码";
const PROMPT: &str = "模板的提示文字";

/// Literal remains and what they come from, compared with the plain (lower-case, half-width) text.
static REMAINS: LazyLock<Phrases<&'static str>> = LazyLock::new(|| {
    let mut what = "";
    let read = |line: &'static str| {
        if let Some(name) = line.strip_prefix("== ") {
            what = name;
            return None;
        }
        (!line.is_empty()).then_some((line, what))
    };
    Phrases::new(include_str!("../../../data/remains.txt").lines().skip(1).filter_map(read))
});
/// What completes 作为……人工智能 to an assistant talking about itself.
const ASSISTANT: [&str; 8] = ["大语言模型", "语言模型", "聊天机器人", "助手", "大模型", "模型", "助理", "程序"];
/// After 我 these make an office of it.
const OFFICE: &str = "局委市县区镇乡街院校厅处科中省们国办部所站单";
/// Widest indent of a line, in characters.
const INDENT: usize = 16;
/// That many hard spaces in a row are a storm.
const STORM: usize = 6;

/// 责任编辑：邬敏 a second time: what a page had around it.
pub(super) fn credited_twice(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let place = |reading: &Reading<'_>| (0..reading.plain.len()).find(|&at| reading.is_at(at, "责任编辑:"));
    let mut credits = readings.iter().enumerate().filter_map(|(block, reading)| Some((block, place(reading)?)));
    if let Some((block, at)) = credits.nth(1).filter(|(_, at)| *at == 0) {
        let range = (at, readings[block].plain.len());
        hits[block].push(hit(Category::Residue, Severity::Info, "residue.paste", range, "疑似粘贴或生成残留：重复的页面署名"));
    }
}

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    let whole = reading.text(0, 12);
    if matches!(whole.trim(), "undefined" | "null" | "nan" | "none" | "nan.") {
        let range = (0, reading.plain.len());
        hits.push(hit(Category::Residue, Severity::Info, "residue.paste", range, "疑似粘贴或生成残留：程序的空值"));
    }
    if let Some(range) = page_number(reading) {
        hits.push(hit(Category::Residue, Severity::Info, "residue.paste", range, "疑似粘贴或生成残留：页码"));
    }
    if let Some(range) = numbered_picture(reading) {
        hits.push(hit(Category::Residue, Severity::Info, "residue.paste", range, "疑似粘贴或生成残留：图片占位文字"));
    }
    while at < reading.plain.len() {
        let found = markup(reading, at).or_else(|| {
            let (what, end) = REMAINS.at(reading, at)?;
            // 由AI生成的内容 is talked about.
            let talked = *what == TOOL && reading.plain[at] == '由' && reading.char(end).is_some_and(fold::is_han);
            // 根据您的要求，我局…: an office answers.
            let office = reading.char_before(end) == Some('我') && reading.char(end).is_some_and(|c| OFFICE.contains(c));
            // 不得用“以下内容由AI生成”之类的小字: quoted, so talked about.
            let talked = talked || (*what == TOOL && is_quoted(reading, at, end));
            (!talked && !office && (*what != PAGE || is_furniture(reading, at, end))).then_some((end, *what))
        });
        let Some((mut end, what)) = found.or_else(|| other(reading, at)) else {
            at += 1;
            continue;
        };
        // A row of the same remains is one place.
        while let Some(next) = template::tag(reading, end).filter(|_| what == TAG && reading.char(end) == Some('<')) {
            end = next;
        }
        while REMAINS.at(reading, end).is_some_and(|(next, to)| *next == what && to - end == end - at && what == ENTITY) {
            end += end - at;
        }
        let (start, stop) = widened(reading, (at, end), what);
        end = stop;
        let message = format!("疑似粘贴或生成残留：{what}");
        hits.push(hit(Category::Residue, Severity::Info, "residue.paste", (start, end), message));
        at = end;
    }
}

/// Variables, tags and references, to their closing mark.
fn markup(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    match reading.plain[at] {
        '{' | '$' | '#' | '[' | '«' => template::variable(reading, at).map(|end| (end, "模板变量")),
        '<' => template::variable(reading, at)
            .map(|end| (end, "模板变量"))
            .or_else(|| template::tag(reading, at).map(|end| (end, TAG))),
        '&' => template::entity(reading, at).map(|end| (end, ENTITY)),
        _ => None,
    }
}

/// The whole of a remain of which a part was recognised.
fn widened(reading: &Reading<'_>, (start, end): (usize, usize), what: &str) -> (usize, usize) {
    let run = |from: usize, most: usize, part: fn(&char) -> bool| {
        reading.plain[from.min(reading.plain.len())..].iter().take(most).take_while(|c| part(c)).count()
    };
    if what == FIELD && reading.is_at(start, "错误!") {
        return (start, end + usize::from(reading.char(end) == Some('。')));
    }
    if what == PROMPT {
        return (start, end + run(end, 8, |&c| fold::is_han(c)));
    }
    if reading.text(start, end).contains(" ipsum") || reading.is_at(start, "dolor sit") {
        let text = run(end, 400, |&c| c.is_ascii_alphabetic() || matches!(c, ' ' | ',' | '.'));
        let tail = reading.plain[end..end + text].iter().rev().take_while(|c| !c.is_ascii_alphabetic()).count();
        return (start, end + text - tail);
    }
    if what == PAGE {
        return (
            start,
            end + reading
                .one_of(end, &["undefined", "null", "nan", "关注我们", "关注", "订阅", "查看", "下载"])
                .map_or(0, |w| w.chars().count()),
        );
    }
    if what != TOOL {
        return (start, end);
    }
    // （此内容由AI生成，仅供参考）
    let open = (start.saturating_sub(16)..start).rev().find(|&i| matches!(reading.plain[i], '(' | ')' | '[' | '【' | '。' | ']'));
    let close = end + run(end, 20, |c| !matches!(c, ')' | ']' | '】' | '。'));
    if let Some(open) = open.filter(|&i| matches!(reading.plain[i], '(' | '[' | '【'))
        && reading.char(close).is_some_and(|c| matches!(c, ')' | ']' | '】'))
    {
        return (open, close + 1);
    }
    // 当然可以！以下是为您撰写的通知：
    if reading.text(start, end).contains("以下是") {
        let told = end + run(end, 30, |c| !matches!(c, ':' | '。' | '!' | ';' | '?'));
        return (start, if reading.char(told) == Some(':') { told } else { end });
    }
    (start, end)
}

/// Whether the place lies within quotation marks.
fn is_quoted(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let opened = reading.plain[..at].iter().rev().take(20).find(|c| matches!(c, '“' | '”' | '。')) == Some(&'“');
    opened && reading.plain[end..].iter().take(20).find(|c| matches!(c, '“' | '”')) == Some(&'”')
}

/// 图片1 alone on its line or behind the last sentence: what stood for a picture in the manuscript.
fn numbered_picture(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let number = reading.plain[..end].iter().rev().take(2).take_while(|c| c.is_ascii_digit()).count();
    let start = (end - number).checked_sub(2).filter(|&start| number > 0 && reading.is_at(start, "图片"))?;
    let before = reading.plain[..start].iter().rev().find(|c| !c.is_whitespace());
    let body = reading.field() == Field::Body && reading.block.cell.is_none();
    (body && before.is_none_or(|c| matches!(c, '。' | '!'))).then_some((start, end))
}

/// — 3 —, 第3页 共5页: a line that only paper has.
fn page_number(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let start = reading.skip_spaces(0);
    let line = reading.text(start, 20);
    let line = line.trim_end();
    if line.is_empty() || line.chars().count() > 14 || reading.plain.len() > start + 20 {
        return None;
    }
    let inner = line.trim_matches(['—', '-', '–', '─', ' ']);
    let dashes = line.starts_with(['—', '-', '–', '─']) && line.ends_with(['—', '-', '–', '─']);
    let number = |text: &str| !text.is_empty() && text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit());
    let compact: String = line.chars().filter(|c| !matches!(c, ' ' | ',' | '/')).collect();
    let pages = compact
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('页'))
        .and_then(|rest| rest.split_once("页共"))
        .is_some_and(|(page, all)| number(page) && number(all));
    ((dashes && number(inner)) || pages).then(|| (start, start + line.chars().count()))
}

/// 阅读原文 as a word of a sentence is talked about.
fn is_furniture(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !fold::is_han(c) && !matches!(c, '“' | '”' | '「' | '」' | '《' | '》'));
    edge(reading.char_before(at))
        && (edge(reading.char(end)) || reading.char_before(end) == Some(':') || reading.plain.len() < 40)
}

fn other(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    match reading.plain[at] {
        '作' => assistant(reading, at),
        '(' | '【' => notes::note(reading, at),
        '[' => notes::note(reading, at)
            .or_else(|| code::time(reading, at))
            .or_else(|| markdown::footnote(reading, at))
            .or_else(|| markdown::link(reading, at)),
        'u' | 'n' => code::void(reading, at),
        '*' | '#' | '`' | '~' | '!' => markdown::mark(reading, at),
        ' ' if reading.block.chars[at] == '\u{a0}' => {
            let run = reading.block.chars[at..].iter().take_while(|c| **c == '\u{a0}').count();
            (run >= STORM).then_some((at + run, "连续的网页空格"))
        }
        '\\' => code::escape(reading, at),
        '%' => code::percent(reading, at),
        '=' => code::formula(reading, at),
        '{' | '"' => code::json(reading, at),
        '@' => notes::mention(reading, at),
        '-' | '|' => markdown::list_or_table(reading, at),
        _ => None,
    }
}

/// 作为AI语言模型, 作为一名人工智能助手, 作为AI，我….
fn assistant(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let mut end = at + reading.one_of(at, &["作为"])?.chars().count();
    end += reading.one_of(end, &["一个", "一名", "一款", "一位"]).map_or(0, |w| w.chars().count());
    let noun = reading.one_of(end, &["ai", "人工智能", "大型语言模型", "大语言模型", "语言模型", "智能助手", "智能写作助手"])?;
    end = reading.skip_spaces(end + noun.chars().count());
    // 作为AI产业 is about the trade, not the tool talking.
    if let Some(tool) = reading.one_of(end, &ASSISTANT) {
        let close = end + tool.chars().count();
        let trade = reading.one_of(close, &["产业", "企业", "研发", "训练", "平台", "的"]).is_some();
        return (!trade).then_some((close, TOOL));
    }
    let talks = matches!(reading.char(end), Some(',' | '我'));
    let itself = noun.ends_with("模型")
        || noun.ends_with("助手")
        || (talks && reading.one_of(end + usize::from(reading.char(end) == Some(',')), &["我"]).is_some())
        || noun == "ai" && talks;
    itself.then_some((end, TOOL))
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
        assert_eq!(marked(check, "开展洗城行动。图片1"), ["图片1"]);
        assert_eq!(marked(check, "如图片1"), Vec::<String>::new());
        for (text, found) in [
            ("以下是为您撰写的通知", "以下是为您撰写"),
            ("当然可以！以下是为您撰写的通知：各", "当然可以！以下是为您撰写的通知"),
            ("（此内容由AI生成，仅供参考）", "（此内容由AI生成，仅供参考）"),
            ("作为一款大语言模型，我", "作为一款大语言模型"),
            ("单击此处添加标题", "单击此处添加标题"),
            ("Lorem ipsum dolor sit amet，这", "Lorem ipsum dolor sit amet"),
            ("通知如下：{{content}}", "{{content}}"),
            ("落实&amp;nbsp;要求", "&amp;nbsp;"),
            ("点击上方蓝字关注。", "点击上方蓝字关注"),
            ("您好！很高兴为您服务，", "很高兴为您服务"),
            ("请**认真落实**要求", "**认真落实**"),
            ("## 工作要求", "##"),
            ("- [ ] 完成方案", "- [ ]"),
            ("| --- | --- |", "| --- | --- |"),
            ("见[通知](https://a.example/1)。", "[通知](https://a.example/1)"),
            ("位于云溪市[1]，面积", "[1]"),
            ("合计#REF!万元", "#REF!"),
            ("现公布如下\\n一、总则", "\\n"),
            ("通知正文</p>", "</p>"),
            ("来源：网络 编辑：小王 分享到：微博", "来源：网络"),
            ("目录错误！未找到引用源。", "错误！未找到引用源。"),
            ("批注[A1]：改", "批注["),
            ("占比为81.2%（这个数小李再跟预算科核一下），", "（这个数小李再跟预算科核一下）"),
            ("**进出口规模稳步扩大。", "**"),
            ("学府路[批注1：请交警大队核实路段]管制", "[批注1：请交警大队核实路段]"),
            ("汇报（王科：这段讲话还没给，先空着）部署", "（王科：这段讲话还没给，先空着）"),
            ("移风易俗（小张：这里再核一下数据，刘局要看）", "（小张：这里再核一下数据，刘局要看）"),
            ("如果您需要，我还可以为您调整篇幅。", "如果您需要，我"),
            ("慰问职工1800人（此段待领导审定后再发）。", "（此段待领导审定后再发）"),
            ("附件下载：%E7%94%B3%E8%AF%B7.docx", "%E7%94%B3%E8%AF%B7"),
            ("预计%d个工作日内办结。", "%d"),
            ("项目名称：\\u6751\\u9053硬化工程", "\\u6751\\u9053"),
            ("三项资金合计=SUM(C3:C5)万元", "=SUM(C3:C5)"),
            ("[00:12:35] 发言人2：各位代表", "[00:12:35]"),
            ("— 3 —", "— 3 —"),
            ("第3页 共5页", "第3页 共5页"),
            ("兹有«学员姓名»参加培训", "«学员姓名»"),
            ("公园绿地管理规定（0612改定稿v3）", "（0612改定稿v3）"),
            ("（标题：二号方正小标宋简体，居中）", "（标题：二号方正小标宋简体，居中）"),
            ("@宣传科 这里再补一张现场图", "@宣传科"),
            ("<think>用户需要新闻。</think>6月13日", "<think>"),
            ("我局/我委（按实际选用）对来信", "（按实际选用）"),
            ("请帮我把下面这段话润色", "请帮我把"),
            ("附件名%E4%BA%91%E6%BA%AA", "%E4%BA%91%E6%BA%AA"),
        ] {
            assert_eq!(marked(check, text).first().map(String::as_str), Some(found), "{text}");
        }
    }

    #[test]
    fn talking_about_the_trade_and_ordinary_signs_are_left_alone() {
        for text in [
            "作为人工智能产业的重要基地",
            "作为AI产业园区",
            "作为大模型产业高地",
            "由AI生成的内容应当标识",
            "根据您的要求，我局进行了核查",
            "R&D投入",
            "图片新闻",
            "研发&生产",
            "张**、李**（138****5678）",
            "点击“阅读原文”按钮可查看原文",
            "附件[1]",
            "增长5%、占比20%",
            "#云溪发布#话题",
            "输入“=SUM(A1:A3)”后回车",
            "管理办法（征求意见稿）",
            "第3页的内容",
            "@云溪发布 推出专栏",
            "占比3%左右",
            "来源：云溪日报",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
