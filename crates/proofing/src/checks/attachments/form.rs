//! How the list of attachments is written (GB/T 9704 §7.3.5): no mark after a name, the word once and unbroken, a full colon,
//! digits with a full point.

use super::super::{advised, hit};
use super::{Heading, Range, agreement, names, number, start};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// How names of attachments end.
const PAPERS: [&str; 46] = [
    "回执", "名册", "议程", "提纲", "名录", "公告", "情况", "汇总", "合同", "协议", "章程", "简介", "材料", "手册", "问答",
    "流程", "范围", "须知", "规程", "规范", "名单", "表", "方案", "办法", "清单", "计划", "目录", "指南", "细则", "图", "书",
    "函", "规定", "意见", "通知", "标准", "要点", "分工", "样式", "模板", "预案", "台账", "条例", "要求", "说明", "制度",
];
/// 附件：表格请在网站下载。 is a sentence.
const SENTENCE: [&str; 13] =
    ["请在", "请到", "请见", "请自", "请下", "请登", "请于", "详见", "下载", "另行", "另发", "网站", "如需"];

pub(super) fn info(range: Range, message: &str) -> Hit {
    hit(Category::Attachment, Severity::Info, "attachment.name", range, message)
}

/// The line that begins with 附件; `goes_on` where a list is already under way.
pub(super) fn heading(reading: &Reading<'_>, heading: &Heading, goes_on: bool) -> Vec<Hit> {
    let chars = &reading.block.chars;
    let at = start(reading);
    let mut found = Vec::new();
    if heading.end > at + 2 && !heading.numbered && reading.char(at + 1) == Some(' ') {
        found.push(advised(info((at, heading.end), "“附件”两字中间不空格"), "附件"));
    }
    let colon = reading.skip_spaces(heading.end);
    let alone = !heading.lists && reading.plain[colon.min(reading.plain.len())..].iter().skip(1).all(|c| c.is_whitespace());
    if alone && reading.char(colon) == Some(':') {
        found.push(info((at, colon + 1), "附件首页左上角只写“附件”和序号，不用冒号"));
    } else if matches!(chars.get(colon), Some(':' | ';' | '；')) {
        let full = format!("{}：", reading.block.slice(at, heading.end));
        found.push(advised(info((at, colon + 1), "附件后应用全角冒号"), full));
    }
    if let Some(((from, to), value)) = heading.numbers.first().filter(|_| !heading.lists) {
        let digits = reading.char(to - 1).is_some_and(|c| c.is_ascii_digit());
        found.extend(
            (!digits && found.is_empty()).then(|| advised(info((*from, *to), "附件序号用阿拉伯数字"), format!("附件{value}"))),
        );
    }
    if goes_on && heading.lists && heading.numbers.first().is_some_and(|(_, number)| *number > 1) {
        found.push(info((at, colon + 1), "“附件：”只在第一项前写一次"));
    }
    let first = reading.skip_spaces(colon + 1);
    if heading.lists && heading.numbers.is_empty() {
        found
            .extend(agreement::twice(reading, first).or_else(|| other_number(reading, first)).or_else(|| titled(reading, first)));
    }
    if let [(range, _)] = heading.numbers[..]
        && heading.lists
    {
        let from = reading.skip_spaces(range.1);
        found.extend(agreement::twice(reading, from).or_else(|| titled(reading, from)));
    }
    found.extend(heading.numbers.iter().filter(|_| heading.lists).filter_map(|&(range, _)| mark(reading, range)));
    found.extend(ended(reading, heading.numbered));
    found
}

/// 附件 年度培训计划表: no colon between.
pub(super) fn colon_missing(reading: &Reading<'_>) -> Option<Hit> {
    let at = start(reading);
    let end = at + 2;
    let text = reading.text(end, reading.plain.len());
    let named = reading.is_at(at, "附件") && text.starts_with(' ') && PAPERS.iter().any(|noun| text.trim().ends_with(noun));
    let line = named
        && reading.plain.len() <= 40
        && !text.contains([':', '。', ','])
        && number(reading, reading.skip_spaces(end)).is_none();
    line.then(|| advised(info((at, end), "“附件”后缺冒号"), "附件："))
}

/// A further line of the list, which begins with the number at `range`.
pub(super) fn item(reading: &Reading<'_>, range: Range) -> Vec<Hit> {
    if reading.plain[range.1..].iter().all(|c| c.is_whitespace()) {
        return vec![super::wrong(range, "附件序号后没有名称")];
    }
    let from = reading.skip_spaces(range.1);
    let name = agreement::twice(reading, from).or_else(|| titled(reading, from));
    mark(reading, range).into_iter().chain(name).chain(ended(reading, true)).collect()
}

/// （终稿3）: the state of a draft, which is no part of a name.
pub(super) fn draft(reading: &Reading<'_>) -> Option<Hit> {
    const STATES: [&str; 7] = ["终稿", "定稿", "最终版", "最终稿", "修改稿", "改稿", "副本"];
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let close = end.checked_sub(1).filter(|&close| reading.plain[close] == ')')?;
    let open = close - reading.plain[..close].iter().rev().take(8).position(|c| *c == '(')? - 1;
    // （终稿）（1）
    let counted = reading.plain[open + 1..close].iter().all(char::is_ascii_digit) && reading.char_before(open) == Some(')');
    let first = open.saturating_sub(1);
    let open = if counted { first - reading.plain[..first].iter().rev().take(8).position(|c| *c == '(')? - 1 } else { open };
    let state = STATES.iter().any(|state| reading.is_at(open + 1, state));
    state.then(|| advised(info((open, end), "附件名称不写稿次"), ""))
}

/// 附件：甲表、乙表、丙提纲: several names on one line.
pub(super) fn joined(reading: &Reading<'_>, heading: &Heading) -> Option<Hit> {
    let from = reading.skip_spaces(heading.end + 1);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let text = reading.text(from, end);
    let names: Vec<&str> = text.split('、').collect();
    let papers = names.iter().filter(|name| PAPERS.iter().chain(&["提纲", "格式"]).any(|noun| name.ends_with(noun))).count();
    let plain = heading.lists
        && heading.numbers.is_empty()
        && names.len() > 1
        && papers == names.len()
        && !text.contains([',', '。', '和']);
    plain.then(|| info((from, end), "有两个以上附件时应分行编序号"))
}

/// 附件：甲表 below the signature and its date: the list stands above it (GB/T 9704 §7.3.5).
pub(super) fn below_signature(readings: &[Reading<'_>], block: usize, heading: &Heading) -> Option<Hit> {
    let reading = &readings[block];
    let named = heading.lists && !reading.text(heading.end + 1, reading.plain.len()).trim().is_empty();
    let signed = block >= 2
        && readings[block - 1].plain.ends_with(&['日'])
        && readings[block - 1].plain.len() <= 14
        && super::issued::is_body(&readings[block - 2]);
    let last = block + 2 >= readings.len();
    (named && signed && last).then(|| info((0, reading.plain.len()), "附件说明应在落款之前"))
}

/// 登记表(23.5KB): the size of the file.
pub(super) fn size(reading: &Reading<'_>) -> Option<Hit> {
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let close = end.checked_sub(1).filter(|&close| reading.plain[close] == ')')?;
    let open = close - reading.plain[..close].iter().rev().take(12).position(|c| *c == '(')? - 1;
    let text = reading.text(open + 1, close);
    let unit = ["字节", "kb", "mb", "gb", "k", "m", "b"].iter().find(|unit| text.ends_with(*unit));
    let number = unit.and_then(|unit| text.strip_suffix(unit)).unwrap_or_default().trim().to_owned();
    let sized = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    sized.then(|| advised(info((open, end), "附件名称不写文件大小"), ""))
}

/// Whether the line is the name of a paper and nothing else.
pub(super) fn is_paper(reading: &Reading<'_>) -> bool {
    let line = reading.text(0, 40);
    let line = line.trim();
    line.chars().count() <= 25 && !line.contains([':', ',', '。', '.']) && PAPERS.iter().any(|noun| line.ends_with(noun))
}

/// Whether a name is that of a paper.
pub(super) fn is_paper_name(name: &str) -> bool {
    (3..=40).contains(&name.chars().count())
        && !name.contains([',', '。', ':'])
        && PAPERS.iter().any(|noun| name.ends_with(noun))
        && !name.ends_with("样式")
}

/// 附件：甲名单 over 乙名单: two without numbers.
pub(super) fn unnumbered(reading: &Reading<'_>, heading: &Heading, below: &[Reading<'_>]) -> Option<Hit> {
    let from = reading.skip_spaces(heading.end + 1);
    let is_paper = |text: &str| PAPERS.iter().chain(&["格式"]).any(|noun| text.ends_with(noun)) && text.chars().count() <= 25;
    let own = reading.text(from, reading.plain.len());
    let next = below.first()?.text(0, 40);
    let ends = below.get(1).is_some_and(super::issued::is_body);
    let plain = heading.lists && heading.numbers.is_empty() && !next.contains([':', ',', '。', '.']);
    (plain && ends && is_paper(own.trim()) && is_paper(next.trim()))
        .then(|| info((from, reading.plain.len()), "有两个以上附件时应编序号"))
}

/// 2.汇总表.xlsx: the name of the file in place of the name of the attachment.
pub(super) fn extension(reading: &Reading<'_>) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let point = reading.plain[..last].iter().rposition(|c| *c == '.').filter(|point| last - point <= 5)?;
    let kind = names::EXTENSIONS.contains(&reading.text(point + 1, last).as_str());
    (kind && point > 2).then(|| advised(info((point, last), "附件名称不写文件的扩展名"), ""))
}

/// （附件二） in the text of a paper whose list has digits.
pub(super) fn chinese(reading: &Reading<'_>) -> Option<Hit> {
    let at = (0..reading.plain.len()).find(|&at| {
        let numeral = reading.char(at + 2).is_some_and(|c| "一二三四五六七八九".contains(c));
        let led = reading.char_before(at).is_some_and(|c| matches!(c, '(' | '见' | '照' | '写'));
        let ends = reading.char(at + 3).is_none_or(|c| matches!(c, ')' | ',' | '。' | ';' | '、'));
        reading.is_at(at, "附件") && numeral && led && ends
    })?;
    let (value, end) = number(reading, at + 2)?;
    Some(advised(info((at, end), "附件序号用阿拉伯数字"), format!("附件{value}")))
}

/// 附件1.甲 over 2.乙: the colon is missing.
pub(super) fn without_colon(reading: &Reading<'_>, heading: &Heading, next: Option<&Reading<'_>>) -> Option<Hit> {
    let at = start(reading);
    let goes_on = next.and_then(|next| super::item(next, start(next))).is_some_and(|(_, number)| number == 2);
    let bare = !heading.lists && reading.char(heading.end) == Some('.') && heading.numbers.first().is_some_and(|n| n.1 == 1);
    (bare && goes_on).then(|| advised(info((at, at + 2), "“附件”后缺冒号"), "附件："))
}

/// 附件：《办法》: a name in the list has no marks around it.
fn titled(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    let close = if reading.char(at) == Some('“') { '”' } else { '》' };
    let opened = matches!(reading.char(at), Some('《' | '“'));
    let whole = opened && reading.plain[at..].iter().position(|c| *c == close) == last.checked_sub(at);
    whole.then(|| advised(info((at, last + 1), "附件名称不加书名号"), reading.block.slice(at + 1, last)))
}

/// 1、甲: the number takes a full point.
fn mark(reading: &Reading<'_>, range: Range) -> Option<Hit> {
    let wrong = matches!(reading.char(range.1 - 1), Some('、' | ':' | ','));
    wrong.then(|| advised(info((range.1 - 1, range.1), "附件序号后用下脚点"), "."))
}

/// 附件：一、甲 and （1）甲: a number that is no Arabic one with a full point.
pub(super) fn other_number(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if reading.char(at) == Some('(') {
        let (value, end) = number(reading, at + 1)?;
        let closed = reading.char(end) == Some(')');
        return closed.then(|| advised(info((at, end + 1), "附件序号用阿拉伯数字加下脚点"), format!("{value}.")));
    }
    let circled = reading.block.chars.get(at).is_some_and(|c| matches!(c, '①'..='⑳'));
    if circled {
        return Some(info((at, at + 1), "附件序号用阿拉伯数字加下脚点"));
    }
    let (value, end) = number(reading, at).filter(|_| !reading.plain[at].is_ascii_digit())?;
    let marked = reading.char(end).is_some_and(|c| matches!(c, '.' | '、'));
    marked.then(|| advised(info((at, end + 1), "附件序号用阿拉伯数字加下脚点"), format!("{value}.")))
}

/// 附件：1.名单。: the name of an attachment has no mark at its end.
pub(super) fn ended(reading: &Reading<'_>, numbered: bool) -> Option<Hit> {
    let last = reading.block.chars.iter().rposition(|c| !c.is_whitespace())?;
    let mark = matches!(reading.block.chars[last], '。' | '；' | '，' | '、');
    let name = last <= 60 && !reading.plain[..last].iter().any(|c| matches!(c, '。' | ','));
    let text = reading.text(0, last);
    let noun = numbered || PAPERS.iter().any(|noun| text.ends_with(noun));
    let told = SENTENCE.iter().any(|word| text.contains(word)) || text.ends_with('略');
    let found = info((last, last + 1), "附件名称后不用标点");
    (mark && name && noun && !told).then(|| advised(found, ""))
}

#[cfg(test)]
mod tests {
    use super::super::super::marked_in;
    use super::super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn what_the_standard_does_not_write_is_marked() {
        for (text, found) in [
            ("附件：“提取申请表”", "“提取申请表”"),
            ("附件：1.附件1申报书\n2.评审标准", "附件1"),
            ("附件：抽检计划（终稿）（1）", "（终稿）（1）"),
            ("附件：1.《管理标准》\n2.评分表", "《管理标准》"),
            ("附件：1.考核办法\n2.评分表\n三.实施细则", "三."),
            ("附件：云溪市养老机构名单。", "。"),
            ("附件：应急救护培训参训人员回执。", "。"),
            ("附件：1.申请表。\n2.授权书", "。"),
            ("附 件：台账", "附 件"),
            ("附件:1.名录\n2.办法", "附件:"),
            ("附件：1.名单\n2、规范", "、"),
            ("附件：1.名单\n2，规范", "，"),
            ("附件：第四批非物质文化遗产名录。", "。"),
            ("附件：一、规范", "一、"),
            ("附件：（1）推荐表", "（1）"),
            ("附件；岗位表", "附件；"),
            ("附件1.岗位表\n2.报名表", "附件"),
            ("附件一：样式", "附件一"),
            ("附件：①值班表", "①"),
            ("附件 年度培训计划表", "附件"),
            ("附件1：\n点位表", "附件1："),
            ("附件：《计划表》", "《计划表》"),
            ("附件：1.要点\n附件：2.流程图", "附件："),
            ("附件：1.方案\n2.", "2."),
            ("附件：1.方案\n2.汇总表.xlsx", ".xlsx"),
            ("附件：1.方案\n2.汇总表（终稿3）", "（终稿3）"),
            ("附件：1.方案\n2.汇总表(23.5KB)", "(23.5KB)"),
            ("附件：申报表、情况表、报告提纲", "申报表、情况表、报告提纲"),
            ("特此通知。\n清溪县民政局\n2026年6月12日\n附件：信息采集规范", "附件：信息采集规范"),
            ("附件：1.收获技术规程\n还田技术规程\n县农业局", "还田技术规程"),
            ("附件：1.评价标准\n二、自评表", "二、"),
            ("附件：评审标准\n自查报告格式\n市卫生健康委员会", "评审标准"),
            ("报送进度表（附件二）。\n附件：1.方案\n2.进度表", "附件二"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
        assert_eq!(marked("附件：1.申报书；\n2.材料清单；"), ["；", "；"]);
    }

    #[test]
    fn lists_in_form_and_sentences_are_left_alone() {
        let broken = "附件：1. 湖岚区“十五五”养老服务体系建设规划编制工作\n　　　　 领导小组成员名单\n　　　2. 重点任务分工表";
        assert_eq!(marked(broken), Vec::<String>::new());
        let markdown = "按推荐表（附件1）和汇总表（附件2）填报。\n\n附件：1. 推荐表\n\n2. 汇总表";
        assert_eq!(marked_in(&TextDoc::from_markdown(markdown), check), []);
        let listed = "名额见附件1，推荐表见附件2。\n\n附件：\n\n1. 名额分配表\n2. 推荐表";
        assert_eq!(marked_in(&TextDoc::from_markdown(listed), check), []);
        for text in ["附件：1.名单\n2.表格", "附件：有关表格请在网站下载。", "附　　件", "附件\n名单", "附件：一线职工名单"]
        {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
