//! What a paper says of itself: 本材料仅供内部参考, 本方案为秘密级文件, 以上内容未经批准不得对外公布.

use super::stamps::FORBIDDEN;
use super::{LEVELS, begins, forbidden, lines, loosely};
use crate::reading::Reading;

/// 本材料仅供内部参考，…; 本表尚未核定，严禁外传，…: what a paper says of itself.
pub(super) fn of_own(reading: &Reading<'_>, at: usize, used: Option<usize>) -> Option<(usize, usize)> {
    let c = reading.plain[at];
    let comma = reading.char_before(at) == Some(',');
    let apart = |c: Option<char>| c.is_none_or(|c| matches!(c, ',' | '。' | ';' | '!' | ')' | '、'));
    let banned = FORBIDDEN.iter().filter(|words| comma && words.starts_with(c)).filter_map(|words| loosely(reading, at, words));
    // 本报告涂改无效，不得复印: a test report.
    let banned = banned.max().filter(|&end| apart(reading.char(end)) && !reading.has_before(at, 20, &["无效"]));
    let collected = comma && reading.is_at(at, "会后");
    if used.is_none() && banned.is_none() && !collected {
        return None;
    }
    let clause = at - reading.plain[..at].iter().rev().take(20).take_while(|c| !matches!(c, '。' | ';' | '!')).count();
    // 依据规定，本通报属内部掌握，不得…: the paper may speak of itself in a later clause.
    let begins = (clause..at).filter(|&i| i == clause || matches!(reading.plain[i - 1], ',' | ':'));
    let own = begins.filter_map(|i| itself(reading, reading.skip_spaces(i))).next_back()?;
    // 本报告由…编写，仅供内部使用
    if used.is_some() && (own == at || comma) {
        return used.map(|end| (at, end));
    }
    // 本材料供与会人员讨论时使用，会后由工作人员统一收回
    let whole = collected && itself(reading, reading.skip_spaces(clause)).is_some();
    let back = (at + 3..at + 14).find(|&i| whole && reading.one_of(i, &["收回", "回收", "清退", "交回"]).is_some());
    back.map(|end| (at, end + 2)).or_else(|| banned.map(|end| (at, end)))
}

/// 以上内容未经县委批准，不得对外公布。; 本预案…属于工作秘密: a sentence in which a paper keeps itself back. One that names
/// the law or a request answers somebody.
pub(super) fn of_itself(reading: &Reading<'_>) -> Option<(usize, usize)> {
    const WHAT: [&str; 12] = ["意见", "内容", "数据", "情况", "预案", "提纲", "说明", "信息", "表", "稿", "材料", "研判"];
    const KEPT: [&str; 8] = ["涉密", "工作秘密", "国家秘密", "内部掌握", "内部使用", "内部参考", "内部传阅", "内部知悉"];
    const OTHERS: [&str; 9] = ["依法", "根据", "申请", "商业秘密", "隐私", "的规定", "不涉密", "不属于", "复制"];
    let begins = (0..reading.plain.len()).filter(|&at| at == 0 || matches!(reading.plain[at - 1], '。' | ';' | ':' | '('));
    begins.map(|at| reading.skip_spaces(at)).find_map(|at| {
        let word = reading.one_of(at, &["本", "此", "以上", "该"])?;
        let noun = at + word.chars().count();
        let named = itself(reading, at).is_some() || (noun..=noun + 2).any(|i| reading.one_of(i, &WHAT).is_some());
        let len = reading.plain[at..].iter().take(80).take_while(|c| !matches!(c, '。' | ';' | ')')).count();
        let text = reading.text(at, at + len);
        let kept = KEPT.iter().any(|word| text.contains(word)) || lines::ends_forbidden(&text);
        (named && kept && !OTHERS.iter().any(|word| text.contains(word))).then_some((at, at + len))
    })
}

/// 仅限办案人员阅看。: a sentence that tells who may read the paper.
pub(super) fn readers(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    const READ: [&str; 7] = ["阅看", "阅读", "参阅", "传阅", "知悉", "掌握", "阅知"];
    const THEY: [&str; 8] = ["办案", "领导", "干部", "班子", "经办", "承办", "涉密", "内部"];
    let own = reading.led_by(at, &["内容", "材料", "情况", "信息"]) && reading.has_before(at, 6, &["以下", "以上", "本", "此"]);
    let word = reading.one_of(at, &["仅限", "只限", "仅供"]).filter(|_| begins(reading, at) || own)?;
    let from = at + word.chars().count();
    let end = from + reading.plain[from..].iter().take(16).take_while(|c| !matches!(c, '。' | ',' | ';' | ':')).count();
    let text = reading.text(from, end);
    let held = READ.iter().any(|verb| text.ends_with(verb)) && THEY.iter().any(|they| text.contains(they));
    held.then_some((at, end))
}

/// 本纪要, 此表: where the words end by which a paper speaks of itself.
fn itself(reading: &Reading<'_>, at: usize) -> Option<usize> {
    const NOUNS: [&str; 27] = [
        "通知", "会议纪要", "会议材料", "材料", "资料", "文件", "简报", "纪要", "报告", "方案", "通报", "文稿", "数据", "名单",
        "图纸", "手册", "汇编", "讲话", "提纲", "预案", "清单", "函", "稿", "表", "件", "刊", "期",
    ];
    let word = reading.one_of(at, &["本", "此", "该", "以上"])?;
    let from = at + word.chars().count();
    // 以上测算数据
    let widest = if word == "以上" { 2 } else { 0 };
    (from..=from + widest).find_map(|from| reading.one_of(from, &NOUNS).map(|noun| from + noun.chars().count()))
}

/// 本方案为秘密级文件: a paper that tells its own level.
pub(super) fn own_level(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let noun = itself(reading, at)?;
    let level = noun + 1 + reading.one_of(noun, &["为", "是", "属"])?.chars().count() - 1;
    let word = LEVELS.iter().find(|word| reading.is_at(level, word))?;
    let end = level + word.chars().count() + usize::from(reading.char(level + 2) == Some('级'));
    let told = end > level + 2 && reading.char(end).is_none_or(|c| matches!(c, ',' | '。' | ';'));
    let paper = reading.one_of(end, &["文件", "材料", "资料", "件"]).or(told.then_some(""))?;
    Some((at, end + paper.chars().count()))
}

/// 本通知不得上网，不得转发: what a paper forbids of itself; that a test report may not be copied is no secret.
pub(super) fn own_ban(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let noun = itself(reading, at).filter(|_| begins(reading, at) && !reading.is_at(at, "本报告"))?;
    Some((at, forbidden(reading, noun)?))
}
