//! What editors wrote to each other and left in the text.

use crate::fold;
use crate::reading::Reading;

/// （小张：这里再核一下数据）: one editor to another.
pub(super) fn note(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    // [批注1：请核实路段]
    if reading.is_at(at + 1, "批注") {
        let close = at + reading.plain[at..].iter().take(60).position(|c| matches!(c, ')' | ']' | '】'))?;
        return Some((close + 1, "批注"));
    }
    if let Some(end) = version(reading, at).or_else(|| layout(reading, at)) {
        return Some((end, "编辑之间的留言"));
    }
    // （此段待领导审定后再发）
    if let Some(end) = pending(reading, at) {
        return Some((end, "编辑之间的留言"));
    }
    // （王科：这段还没给，先空着）
    let titled = reading.char(at + 2).is_some_and(|c| "科局处总姐哥工".contains(c)) && reading.char(at + 3) == Some(':');
    let inner: String = reading.plain[at..].iter().take(40).take_while(|c| !matches!(c, ')' | '】')).collect();
    if titled && ["还没", "先空", "先放", "核", "改", "补"].iter().any(|word| inner.contains(word)) {
        return Some((at + inner.chars().count() + 1, "编辑之间的留言"));
    }
    // （这个数小李再跟预算科核一下）
    let close = at + reading.plain[at..].iter().take(30).position(|c| matches!(c, ')' | ']' | '】'))?;
    let inner = reading.text(at + 1, close);
    if ["问一下", "核一下", "核对一下", "改一下", "看一下", "确认一下", "补一下", "查一下", "核实一下"]
        .iter()
        .any(|word| inner.ends_with(word))
    {
        return Some((close + 1, "编辑之间的留言"));
    }
    let name =
        reading.char(at + 1).is_some_and(|c| matches!(c, '小' | '老' | '@')) && reading.char(at + 2).is_some_and(fold::is_han);
    let colon = (at + 3..at + 6).find(|&i| reading.char(i) == Some(':'))?;
    let len = reading.plain[colon..].iter().take(60).position(|c| matches!(c, ')' | ']' | '】'))?;
    let text = reading.text(colon, colon + len);
    let asks = ["核", "改", "补", "插", "删", "查", "确认", "看一下", "这里", "此处", "加上", "换"]
        .iter()
        .any(|word| text.contains(word));
    (name && asks).then_some((colon + len + 1, "编辑之间的留言"))
}

/// @宣传科 这里再补一张现场图
pub(super) fn mention(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let han = reading.plain[at + 1..].iter().take(10).take_while(|c| fold::is_han(**c)).count();
    let from = at + 1 + han;
    let parted = matches!(reading.char(from), Some(' ' | ',' | ':'));
    let text: String =
        reading.plain[from.min(reading.plain.len())..].iter().skip(1).take(30).take_while(|c| **c != '。').collect();
    let asks = ["补", "核", "改", "确认", "看一下", "换", "删"].iter().any(|word| text.contains(word));
    let here = ["这里", "此处", "再", "请", "麻烦", "一下"].iter().any(|word| text.contains(word));
    (han >= 2 && parted && asks && here).then_some((from, "编辑之间的留言"))
}

/// （此段待领导审定后再发）, （标题再斟酌）: what is still to be decided.
fn pending(reading: &Reading<'_>, at: usize) -> Option<usize> {
    const PARTS: [&str; 12] = ["此段", "这段", "本段", "此句", "这句", "此数", "这个数", "标题", "此处", "该段", "数据", "照片"];
    // （请领导审定后再发）, （待财政局确认后补充）, （第二稿，按王主任意见改）
    const SAID: [&str; 12] = [
        "审定后再", "确认后补", "核实后补", "核对后补", "后再补充", "明早发我", "再发我", "发我一", "任意见改", "长意见改",
        "再想一个", "领导定",
    ];
    const WAITS: [&str; 14] = [
        "待领导", "审定后", "再发", "再斟酌", "待确认", "待核", "再核", "先空", "先不发", "暂不发", "还没", "请补", "需补",
        "后补",
    ];
    let close = at + reading.plain[at..].iter().take(30).position(|c| matches!(c, ')' | ']' | '】'))?;
    let inner = reading.text(at + 1, close);
    let part = PARTS.iter().any(|word| inner.starts_with(word));
    let said = SAID.iter().any(|word| inner.contains(word));
    (said || (part && WAITS.iter().any(|word| inner.contains(word)))).then_some(close + 1)
}

/// 管理规定（0612改定稿v3）: the state of a file in its title.
fn version(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let close = at + reading.plain[at..].iter().take(16).position(|c| matches!(c, ')' | ']' | '】'))?;
    let inner = reading.text(at + 1, close);
    let states = ["改定稿", "终稿", "定稿", "最终版", "最终稿", "改稿", "清稿", "审定版", "改后版"];
    let last = inner.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let numbered = last
        && ["v", "稿", "版", "改"]
            .iter()
            .any(|mark| inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').ends_with(mark));
    let named = reading.plain.len() <= 60 && !reading.plain.contains(&'。');
    (named && (states.iter().any(|state| inner.ends_with(state)) || (numbered && inner.contains('稿')))).then_some(close + 1)
}

/// （标题：二号方正小标宋简体，居中）: what the typesetter is told.
fn layout(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let close = at + reading.plain[at..].iter().take(40).position(|c| matches!(c, ')' | ']' | '】'))?;
    let inner = reading.text(at + 1, close);
    let part = ["标题", "正文", "落款", "此处", "副标题", "主送"].iter().any(|word| inner.starts_with(word));
    let font = ["小标宋", "仿宋", "楷体", "黑体", "宋体"].iter().any(|word| inner.contains(word)) && inner.contains('号');
    (part && font && reading.text(0, at).trim().is_empty()).then_some(close + 1)
}
