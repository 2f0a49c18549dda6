//! Lines of their own that keep a paper from the public in other words than a stamp.

use crate::reading::Reading;

/// （转办单属内部流转材料，不得向社会公开）, CONFIDENTIAL: a line of its own that keeps the paper from the public.
pub(super) fn kept(reading: &Reading<'_>) -> Option<(usize, usize)> {
    const ENGLISH: [&str; 7] = [
        "confidential", "top secret", "secret", "internal use only", "for internal use only", "strictly confidential",
        "restricted",
    ];
    const KEPT: [&str; 9] =
        ["不上网", "不得上网", "不公开", "不予公开", "社会公开", "对外公开", "公开发布", "上网公开", "互联网公开"];
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let line = reading.text(start, end.min(start + 60));
    if ENGLISH.contains(&line.as_str()) {
        return Some((start, end));
    }
    let approved = ["未经批准,不得对外", "未经批准不得对外", "未经允许不得对外", "未经许可不得对外"]
        .iter()
        .any(|word| ["公布", "公开", "发布", "传播"].iter().any(|act| line.contains(&format!("{word}{act}"))));
    let own = ["以下内容", "本材料", "本文件", "本资料", "未经"].iter().any(|word| line.starts_with(word));
    let readers = line
        .strip_prefix("阅读范围:")
        .is_some_and(|rest| ["以上人员", "以上干部", "领导", "班子", "本系统", "内部"].iter().any(|word| rest.contains(word)));
    let level = ["绝密级", "机密级", "秘密级"].iter().any(|level| line.ends_with(level)) && line.starts_with("启用前");
    if (approved && own && end - start <= 30) || (readers && end - start <= 40) || level {
        return Some((start, end));
    }
    // （五）涉及商业秘密的信息不予公开（法律另有规定的除外）
    let whole = line.find(')') == Some(line.len() - 1) && !line.contains("除外");
    let bracketed = line.starts_with('(') && whole && !line.contains('。');
    let forbids = ["不得", "不上网", "不公开", "不予", "禁止", "严禁", "请勿"].iter().any(|word| line.contains(word));
    (bracketed && forbids && end - start <= 40 && KEPT.iter().any(|word| line.contains(word))).then_some((start, end))
}

/// 份号：000036: copies are counted only of papers with a level (GB/T 9704 §7.2.1), which should stand beside it.
pub(super) fn copy_number(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let line = reading.text(start, end.min(start + 30));
    let number = line.strip_prefix("份号:")?.trim().to_owned();
    (number.len() >= 4 && number.chars().all(|c| c.is_ascii_digit())).then_some((start, end))
}
