//! Lines that end or begin with another mark than their kind takes.

use super::super::issued;
use super::Slip;
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Slip> {
    label(reading)
        .or_else(|| closing(reading))
        .or_else(|| chapter(reading))
        .or_else(|| purpose(reading))
        .or_else(|| exclaimed(reading))
        .or_else(|| addressees(reading, next))
        .or_else(|| unended(reading, next))
}

fn last(reading: &Reading<'_>) -> Option<usize> {
    reading.plain.iter().rposition(|c| !c.is_whitespace())
}

/// 报名地点；青棠市…
fn label(reading: &Reading<'_>) -> Option<Slip> {
    const ENDS: [&str; 9] = ["时间", "地点", "地址", "电话", "联系人", "单位", "对象", "方式", "邮箱"];
    let start = reading.skip_spaces(0);
    let len = reading.plain[start..].iter().take(7).take_while(|c| fold::is_han(**c)).count();
    let at = start + len;
    let known = (2..=6).contains(&len) && reading.led_by(at, &ENDS);
    let value = reading.plain.len() > at + 3 && reading.char(at) == Some(';');
    (known && value).then_some(((at, at + 1), "标签后用冒号", Some("：")))
}

/// 特此函复，
fn closing(reading: &Reading<'_>) -> Option<Slip> {
    let at = last(reading)?;
    let start = reading.skip_spaces(0);
    let short = at - start <= 6 && ["特此", "此复", "专此"].iter().any(|word| reading.is_at(start, word));
    (short && matches!(reading.plain[at], ',' | ';' | '、' | ':')).then_some(((at, at + 1), "结语后用句号", Some("。")))
}

/// 第一章、总则
fn chapter(reading: &Reading<'_>) -> Option<Slip> {
    let start = reading.skip_spaces(0);
    let numeral = |c: &&char| "一二三四五六七八九十百零".contains(**c);
    let len = reading.plain.get(start + 1..)?.iter().take(5).take_while(numeral).count();
    let at = start + 2 + len;
    let part = reading.char(start) == Some('第') && len > 0 && matches!(reading.char(at - 1), Some('章' | '节' | '条' | '编'));
    (part && matches!(reading.char(at), Some('、' | '.' | ':' | ','))).then_some((
        (at, at + 1),
        "章、条的序号后空一格，不用标点",
        None,
    ))
}

/// 为规范停放秩序。根据《条例》，…: half a sentence.
fn purpose(reading: &Reading<'_>) -> Option<Slip> {
    let start = reading.skip_spaces(0);
    let at = start + reading.plain[start..].iter().take(40).position(|&c| c == '。')?;
    let half = reading.char(start) == Some('为') && !reading.plain[start..at].contains(&',');
    let goes_on = reading.one_of(at + 1, &["根据", "按照", "依据", "经研究", "现将", "现就"]).is_some();
    (half && goes_on).then_some(((at, at + 1), "话没有说完，应用逗号", Some("，")))
}

/// 本通告自2026年7月1日起施行！
fn exclaimed(reading: &Reading<'_>) -> Option<Slip> {
    let at = last(reading).filter(|&at| reading.plain[at] == '!')?;
    let paper = ["起施行", "起执行", "起实施", "遵照执行", "贯彻执行", "特此通知", "特此公告", "特此通告"];
    paper.iter().any(|word| reading.before(at, 4).ends_with(word)).then_some(((at, at + 1), "公文的陈述句用句号", Some("。")))
}

/// 各县（市、区）教育局，市直各学校； over 为…
fn addressees(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Slip> {
    let at = last(reading).filter(|&at| matches!(reading.plain[at], ';' | '。'))?;
    let bodies = ["学校", "局", "单位", "部门", "政府", "办事处", "企业", "医院"];
    let named = reading.is_at(reading.skip_spaces(0), "各") && bodies.iter().any(|body| reading.before(at, 3).ends_with(body));
    let several = reading.plain[..at].contains(&',') && reading.plain.len() <= 60 && !reading.plain[..at].contains(&'。');
    let begins = next.is_some_and(|next| next.one_of(next.skip_spaces(0), &["为", "现", "根据", "按照", "经"]).is_some());
    (named && several && begins).then_some(((at, at + 1), "主送单位后应用冒号", Some("：")))
}

/// …共同营造整洁有序的市容环境 over the signature.
fn unended(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Slip> {
    let at = last(reading).filter(|&at| at >= 24 && fold::is_han(reading.plain[at]))?;
    let signed = next.is_some_and(issued::is_body);
    let running = reading.block.chars.iter().filter(|c| matches!(c, '，' | '。')).count() >= 1;
    let title = reading.plain.len() <= 60 && reading.is_at(reading.skip_spaces(0), "关于");
    let plain = reading.block.cell.is_none() && reading.block.list.is_none() && !issued::is_body(reading);
    let list = reading.plain.iter().take(8).any(|&c| matches!(c, ':' | '.')) || reading.is_at(0, "附件");
    (signed && running && plain && !title && !list).then_some(((at - 1, at + 1), "段落末尾缺少句号", None))
}
