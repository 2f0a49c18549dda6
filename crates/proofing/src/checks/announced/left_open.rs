//! Values that never came, without any sign in their place: 邮箱地址为。, 停水范围：, 三是。

use super::{element, end_of};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(before: Option<&Reading<'_>>, reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    left_open(reading)
        .or_else(|| wordless(reading))
        .or_else(|| wordless_item(reading))
        .or_else(|| label_last(reading, next))
        .or_else(|| unit_alone(reading))
        .or_else(|| left_out(reading))
        .or_else(|| empty_line(before, reading, next))
}

/// 一是…；二是…；三是。, 一要…；二要；: a member without words.
fn wordless(reading: &Reading<'_>) -> Option<Hit> {
    let at = (1..reading.plain.len()).find(|&at| {
        let member = "一二三四五六七八九".contains(reading.plain[at - 1]) && matches!(reading.plain[at], '是' | '要');
        let begins = at < 2 || matches!(reading.plain[at - 2], ';' | '。' | ',' | ':');
        member && begins && reading.char(at + 1).is_none_or(|c| matches!(c, '。' | ';' | ','))
    })?;
    Some(element((at - 1, at + 1), "列了序号却没有内容"))
}

/// 符合下列条件：（一）；（二）…: an item without words.
fn wordless_item(reading: &Reading<'_>) -> Option<Hit> {
    (1..reading.plain.len().saturating_sub(3)).find_map(|at| {
        let begins = matches!(reading.plain[at - 1], ':' | ';') && reading.plain[at] == '(';
        let numeral = "一二三四五六七八九".contains(reading.plain[at + 1]) && reading.plain[at + 2] == ')';
        let bare = begins && numeral && reading.plain[at + 3] == ';';
        bare.then(|| element((at, at + 3), "列了序号却没有内容"))
    })
}

/// …满分100分。面试地点： over prose: a label at the end of a paragraph.
fn label_last(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    const ENDS: [&str; 8] = ["时间", "地点", "电话", "地址", "联系人", "邮箱", "邮编", "传真"];
    let colon = end_of(reading).checked_sub(1).filter(|&end| reading.plain[end] == ':')?;
    let len = reading.plain[..colon].iter().rev().take(9).take_while(|c| fold::is_han(**c)).count();
    let behind = reading.char_before(colon - len).is_some_and(|c| matches!(c, '。' | ';'));
    let prose = next.is_some_and(|next| next.plain.contains(&',') || next.plain.ends_with(&['。']));
    let known = ENDS.iter().any(|end| reading.led_by(colon, &[end]));
    (behind && known && prose && (2..=8).contains(&len)).then(|| element((colon - len, colon + 1), "标签后没有内容"))
}

/// 中标金额：万元: the unit without its number.
fn unit_alone(reading: &Reading<'_>) -> Option<Hit> {
    let colon = reading.plain.iter().position(|&c| c == ':').filter(|colon| (2..=10).contains(colon))?;
    let unit = reading.one_of(colon + 1, &["万元", "亿元", "元", "平方米", "公里", "人", "日历天", "年"])?;
    let label = reading.plain[..colon].iter().all(|&c| fold::is_han(c));
    let end = colon + 1 + unit.chars().count();
    // 单位：万元 tells the unit itself.
    let told = reading.led_by(colon, &["单位", "货币", "币种"]);
    (label && !told && end == end_of(reading)).then(|| element((0, end), "没有写明内容"))
}

/// 邮箱地址为。, 报名截止时间为，: a value that never came.
fn left_open(reading: &Reading<'_>) -> Option<Hit> {
    const NOUNS: [&str; 16] = [
        "地址", "电话", "时间", "日期", "邮箱", "网址", "金额", "地点", "名称", "编号", "号码", "人数", "期限", "联系人", "价格",
        "总额",
    ];
    let at = (2..reading.plain.len()).find(|&at| {
        let colon = usize::from(reading.char(at + 1) == Some(':'));
        let ends = reading.char(at + 1 + colon).map_or(colon == 0, |c| matches!(c, ',' | '。' | ';'));
        reading.plain[at] == '为' && ends && reading.led_by(at, &NOUNS)
    })?;
    let start = at - reading.plain[..at].iter().rev().take(6).take_while(|c| fold::is_han(**c)).count();
    Some(element((start, at + 1), "没有写明内容"))
}

/// 电子邮箱：@yunxi.gov.cn: the name of the mailbox left out.
fn left_out(reading: &Reading<'_>) -> Option<Hit> {
    let at =
        (1..reading.plain.len()).find(|&at| reading.plain[at] == '@' && matches!(reading.plain[at - 1], ':' | '至' | '到'))?;
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let host = reading.plain[at + 1..].iter().take(40).take_while(part).count();
    let whole = host > 4 && reading.plain[at + 1..at + 1 + host].contains(&'.');
    whole.then(|| element((at, at + 1 + host), "邮箱地址不完整"))
}

/// 停水范围： between lines that have their values, 一、时间： over 二、地点：三楼会议室.
fn empty_line(before: Option<&Reading<'_>>, reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    // What lies below these may be a list of its own.
    const HEADS: [&str; 18] = [
        "方式", "流程", "材料", "信息", "情况", "名单", "安排", "事项", "内容", "条件", "对象", "程序", "步骤", "办法",
        "要求如下", "依据", "措施", "附件",
    ];
    let end = end_of(reading).checked_sub(1).filter(|&end| reading.plain[end] == ':')?;
    let from = label_start(reading);
    let label = reading.text(from, end);
    let plain = (2..=8).contains(&label.chars().count()) && label.chars().all(fold::is_han);
    let numbered = from > reading.skip_spaces(0);
    let timed = ["时间", "电话", "联系人", "地址", "日期"].iter().any(|end| label.ends_with(end));
    let own = plain && (numbered || !timed) && (numbered || !HEADS.iter().any(|head| label.ends_with(head)));
    let value = |line: &Reading<'_>| {
        let from = label_start(line);
        let len = line.plain[from.min(line.plain.len())..].iter().take(10).take_while(|&&c| fold::is_han(c)).count();
        let same = (from > line.skip_spaces(0)) == numbered;
        (2..=9).contains(&len) && same && line.char(from + len) == Some(':') && end_of(line) > from + len + 1
    };
    let filled = next.is_some_and(value) && (numbered && number(reading) == Some(1) || before.is_some_and(value));
    (own && filled && reading.block.cell.is_none()).then(|| element((from, end + 1), "标签后没有内容"))
}

/// Where the words of a line begin, behind its number.
fn label_start(reading: &Reading<'_>) -> usize {
    let at = reading.skip_spaces(0);
    let open = usize::from(reading.char(at) == Some('('));
    let at = at + open;
    let part = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
    let len = reading.plain.get(at..).map_or(0, |rest| rest.iter().take(3).take_while(part).count());
    let close = reading.char(at + len);
    let marked = len > 0 && (if open > 0 { close == Some(')') } else { matches!(close, Some('、' | '.')) });
    if marked { reading.skip_spaces(at + len + 1) } else { at - open }
}

/// The number of the line.
fn number(reading: &Reading<'_>) -> Option<usize> {
    let at = reading.skip_spaces(0);
    "一二三四五六七八九"
        .chars()
        .position(|c| Some(c) == reading.char(at) || char::from_digit(1, 10) == reading.char(at))
        .map(|i| i + 1)
}
