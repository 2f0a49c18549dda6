//! Lines of their own and remarks in brackets that keep a paper from the public in other words than a stamp.

use crate::fold;
use crate::reading::Reading;

/// Longest such remark, in characters.
const LONGEST: usize = 40;
const FORBIDS: [&str; 11] = ["不得", "严禁", "禁止", "请勿", "切勿", "不要", "不宜", "不准", "不许", "未经", "不予"];
/// What a remark forbids with its last words.
const ACTS: [&str; 31] = [
    "公开或引用", "公开", "外传", "上网", "外泄", "泄露", "泄漏", "传播", "转发", "翻印", "复印", "摘抄", "摘录", "登报", "报道",
    "扩散", "外借", "带离", "带出", "携出", "对外发布", "对外公布", "对外提供", "上传互联网", "公布", "向社会发布", "开放",
    "传达", "翻拍", "截屏", "对外引用",
];
/// Readers to whom a paper is held: 仅限…阅读.
const HELD: [&str; 12] =
    ["阅读", "阅", "传阅", "参阅", "使用", "掌握", "讨论", "参考", "留存", "内网发布", "内网传输", "内部发布"];

/// （转办单属内部流转材料，不得向社会公开）, CONFIDENTIAL: a line of its own that keeps the paper from the public.
pub(super) fn kept(reading: &Reading<'_>) -> Option<(usize, usize)> {
    const ENGLISH: [&str; 7] = [
        "confidential", "top secret", "secret", "internal use only", "for internal use only", "strictly confidential",
        "restricted",
    ];
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let line = reading.text(start, end.min(start + 60));
    let approved = ["未经批准,不得对外", "未经批准不得对外", "未经允许不得对外", "未经许可不得对外"]
        .iter()
        .any(|word| ["公布", "公开", "发布", "传播"].iter().any(|act| line.contains(&format!("{word}{act}"))));
    let own = ["以下内容", "本材料", "本文件", "本资料", "未经"].iter().any(|word| line.starts_with(word));
    let sent = ["发送范围:", "发放范围:", "印发范围:", "分送范围:"].iter().find_map(|label| line.strip_prefix(label));
    let held = sent.is_some_and(|rest| rest.starts_with("限") || rest.starts_with("仅"));
    // 阅读范围：面试考官及工作人员，严禁复印、拍照
    let shut = line.starts_with("阅读范围:") && ["严禁", "不得", "禁止"].iter().any(|word| line.contains(word));
    let readers = held
        || shut
        || line.strip_prefix("阅读范围:").is_some_and(|rest| {
            ["以上人员", "以上干部", "领导", "班子", "本系统", "内部"].iter().any(|word| rest.contains(word))
        });
    let level = ["绝密级", "机密级", "秘密级"].iter().any(|level| line.ends_with(level)) && line.starts_with("启用前");
    // 知悉范围：…, 定密责任人：…: what only a classified paper tells.
    let told = ["知悉范围:", "定密责任人:", "定密依据:", "密件号:", "密码电报", "传阅范围:", "传达范围:"]
        .iter()
        .any(|label| line.starts_with(label));
    // 《决策内参》第9期
    let reference = (line.ends_with("内参") && end - start <= 12) || (line.ends_with('期') && line.contains("内参》第"));
    let kept = ["是否公开:", "能否公开:", "可否公开:"].iter().find_map(|label| line.strip_prefix(label));
    let told =
        told || matches!(kept.map(str::trim), Some("否" | "不公开" | "不可" | "内部公开")) || line.ends_with("公开选项:内部公开");
    let known = ENGLISH.contains(&&*line) || level || told || reference;
    let found = known || (approved && own && end - start <= 30) || (readers && end - start <= LONGEST);
    // 不予公开 in a table is how a request was answered.
    let forbidden = forbids(&line) && (reading.block.cell.is_none() || end - start > 4);
    (found || forbidden || is_held(&line)).then_some((start, end))
}

/// （开标前严禁泄露）, 【仅限政务内网发布】: what a remark in brackets says.
pub(super) fn remark(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let len = reading.plain[at + 1..].iter().take(LONGEST).position(|c| matches!(c, ')' | ']' | '】' | '〕'))?;
    let inner = reading.text(at + 1, at + 1 + len);
    let level = matches!(&*inner, "内部" | "密件" | "密" | "涉密" | "内参" | "密电")
        && (reading.text(0, at).trim().is_empty() || at + len + 2 == reading.plain.len());
    let declassified = inner.ends_with("解密") && inner.contains('年') && inner.chars().any(|c| c.is_ascii_digit());
    // （此段为讨论情况，发布前请删去）
    let inward = ["发布前请删", "发布前删", "公开前请删", "上网前请删", "勿让群众", "不要让群众", "对外不提", "对外不讲"];
    let inward = inward.iter().any(|word| inner.contains(word));
    (level || declassified || inward || forbids(&inner) || is_held(&inner)).then_some((at + 1, at + 1 + len))
}

/// 请勿拍照转发, 未经批准，不得翻印: ends with what it forbids, and is no rule of a list.
fn forbids(text: &str) -> bool {
    const RULES: [&str; 10] = ["除外", "依法", "规定", "应当", "人员", "考生", "个人", "单位和", "验证码", "密码"];
    // 涉及商业秘密的信息不予公开 tells of others.
    if text.chars().count() > LONGEST || text.contains(['。', ';', ':']) || RULES.iter().any(|word| text.contains(word)) {
        return false;
    }
    let Some(act) = ACTS.iter().filter(|act| text.ends_with(*act)).max_by_key(|act| act.len()) else { return false };
    let rest = &text[..text.len() - act.len()];
    let Some(at) = FORBIDS.iter().filter_map(|word| rest.rfind(word)).max() else { return false };
    let (whom, between) = (&rest[..at], &rest[at..]);
    let whom = ["未经批准", "未经同意", "未经许可", "未经允许", "未经审核"]
        .iter()
        .find_map(|word| whom.strip_suffix(word))
        .unwrap_or(whom);
    let begun = whom.is_empty()
        || whom.ends_with([',', '前', '后', ' ', '、'])
        || ["此", "本", "该", "以上", "以下", "内部", "转办"].iter().any(|word| whom.starts_with(word));
    begun && between.chars().count() <= 12 && whom.chars().count() <= 24
}

/// …，不得对外公布: what the last clauses forbid.
pub(super) fn ends_forbidden(text: &str) -> bool {
    let Some(act) = ACTS.iter().filter(|act| text.ends_with(*act)).max_by_key(|act| act.len()) else { return false };
    let rest = &text[..text.len() - act.len()];
    FORBIDS.iter().filter_map(|word| rest.rfind(word)).max().is_some_and(|at| rest[at..].chars().count() <= 8)
}

/// （限县处级以上干部阅读）, 仅内部掌握, 以上情况仅供内部留存.
fn is_held(text: &str) -> bool {
    let text = text.split(',').next().unwrap_or_default();
    if text.chars().count() > 24 {
        return false;
    }
    let held = HELD.iter().any(|word| text.ends_with(word));
    let begun = ["仅限", "仅供", "只供", "只限", "仅内部", "限"].iter().find_map(|word| {
        let at = text.find(word).filter(|&at| *word != "限" || at == 0)?;
        ["", "此件", "本件", "本资料", "本材料", "本文", "以上情况", "以上内容", "本期"]
            .contains(&&text[..at])
            .then_some(at + word.len())
    });
    let inside = |rest: &str| {
        ["内部", "内网", "领导", "干部", "班子", "局内", "本局", "本系统", "与会", "参会", "委托方内部"]
            .iter()
            .any(|w| rest.contains(w))
    };
    let inner = begun.is_some_and(|at| inside(&text[at..]) || text[..at].ends_with("仅内部"));
    held && inner
}

/// 份号：000036: copies are counted only of papers with a level (GB/T 9704 §7.2.1), which should stand beside it.
pub(super) fn copy_number(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let line = reading.text(start, end.min(start + 30));
    let number = line.strip_prefix("份号:")?.trim().to_owned();
    (number.len() >= 4 && number.chars().all(|c| c.is_ascii_digit())).then_some((start, end))
}

/// 000027 as the first line, 印发　第36份 in the last: copies counted without a label.
pub(super) fn counted_copy(reading: &Reading<'_>, first: bool) -> Option<(usize, usize)> {
    let start = reading.skip_spaces(0);
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    let line = &reading.plain[start..end.max(start)];
    if first {
        return (line.len() == 6 && line[0] == '0' && line.iter().all(char::is_ascii_digit)).then_some((start, end));
    }
    let at = line.iter().rposition(|c| *c == '第').filter(|_| line.last() == Some(&'份'))? + start;
    let digits = reading.digits(at + 1, 6);
    let printed = reading.text(start, at).trim_end().ends_with("印发") || reading.text(start, at).trim().is_empty();
    (printed && digits > 0 && at + 2 + digits == end).then_some((at, end))
}

/// 预案_秘密级.pdf: the level in a file's name.
pub(super) fn in_file_name(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let level = reading.one_of(at, &["绝密", "机密", "秘密", "内部资料", "涉密"])?;
    let end = at + level.chars().count();
    let end = end + usize::from(reading.char(end) == Some('级'));
    let apart = |c: Option<char>| c.is_some_and(|c| matches!(c, '_' | '-' | '—' | '(' | ')' | '[' | ']' | '【' | '】'));
    let close = end + usize::from(matches!(reading.char(end), Some(')' | ']' | '】')));
    let file = reading.one_of(close, &[".pdf", ".doc", ".xls", ".ppt", ".wps", ".ofd", ".zip", ".rar", ".jpg", ".png"]);
    (apart(reading.char_before(at)) && file.is_some() && !fold::is_han(reading.char(end).unwrap_or(' '))).then_some(end)
}
