//! What stands twice in a list of another kind than 甲、乙、丙: steps with arrows, addressees, persons of several roles, dates,
//! articles.

use std::collections::HashSet;

use super::super::names;
use super::{han, info};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

/// The members of one line that come again.
pub(super) fn check(reading: &Reading<'_>) -> Option<Hit> {
    steps(reading)
        .or_else(|| bodies(reading))
        .or_else(|| leader(reading))
        .or_else(|| attendants(reading))
        .or_else(|| figures(reading))
        .or_else(|| article_twice(reading))
}

/// The range of a member without the spaces around it.
fn trimmed(plain: &[char], (from, to): (usize, usize)) -> (usize, usize) {
    let (start, end) = super::trimmed(&plain[from..to]);
    (from + start, from + end)
}

fn split(plain: &[char], from: usize, to: usize, at: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = from;
    for i in from..=to {
        if i == to || at(plain[i]) {
            out.push(trimmed(plain, (start, i)));
            start = i + 1;
        }
    }
    out
}

fn again(plain: &[char], members: &[(usize, usize)], least: usize) -> Option<Hit> {
    let mut seen: HashSet<&[char]> = HashSet::new();
    let twice = members.iter().find(|m| {
        let member = &plain[m.0..m.1];
        han(member) >= least && !seen.insert(member)
    })?;
    Some(info("dup.clause", *twice, "并列的各项中重复"))
}

/// 窗口受理→资料审核→资料审核→现场勘验
fn steps(reading: &Reading<'_>) -> Option<Hit> {
    let arrow = |c: char| matches!(c, '→' | '➔' | '➜' | '⇒');
    let plain = &reading.plain;
    if plain.iter().filter(|c| arrow(**c)).count() < 2 {
        return None;
    }
    again(plain, &split(plain, 0, plain.len(), |c| arrow(c) || matches!(c, ':' | '。')), 2)
}

/// 抄送：县委办公室，县政协办公室，县委办公室。
fn bodies(reading: &Reading<'_>) -> Option<Hit> {
    const LABELS: [&str; 7] = ["抄送:", "主送:", "参加单位:", "成员单位:", "参会单位:", "分送:", "责任单位:"];
    let start = reading.skip_spaces(0);
    let label = reading.one_of(start, &LABELS)?;
    let from = start + label.chars().count();
    again(&reading.plain, &split(&reading.plain, from, reading.plain.len(), |c| matches!(c, ',' | '、' | '。' | ';')), 3)
}

/// 牵头单位：县教育局；配合单位：县公安局、县教育局
fn leader(reading: &Reading<'_>) -> Option<Hit> {
    let plain = &reading.plain;
    if !plain.contains(&';') {
        return None;
    }
    let find = |word: &str| (0..plain.len()).find(|&at| reading.is_at(at, word)).map(|at| at + word.chars().count());
    let (lead, helpers) = (find("牵头单位:").or_else(|| find("牵头部门:"))?, find("配合单位:").or_else(|| find("配合部门:"))?);
    let stop = |from: usize| from + plain[from..].iter().take_while(|c| !matches!(c, ';' | '。')).count();
    let names = |from: usize| split(plain, from, stop(from), |c| matches!(c, '、' | ',' | '等'));
    let members: Vec<(usize, usize)> = names(lead).into_iter().chain(names(helpers)).collect();
    again(plain, &members, 3)
}

/// 出席会议的有：副县长何晓岚、梁永康、何晓岚: one person twice, with a title and without.
fn attendants(reading: &Reading<'_>) -> Option<Hit> {
    let plain = &reading.plain;
    let from =
        (0..plain.len()).find(|&at| reading.one_of(at, &["出席", "参加会议", "参加活动", "列席", "在主席台就座"]).is_some())?;
    let members = split(plain, from, plain.len(), |c| matches!(c, '、' | ',' | ';' | ':' | '。'));
    let named = |m: &(usize, usize)| (2..=3).contains(&(m.1 - m.0)) && names::is_name(&plain[m.0..m.1]);
    let same = |other: &(usize, usize), name: &[char]| {
        let member = &plain[other.0..other.1];
        let titled = member.strip_suffix(name).and_then(<[char]>::last);
        member == name || titled.is_some_and(|c| "长任记席员".contains(*c))
    };
    let twice =
        members.iter().enumerate().find(|(n, m)| named(m) && members[..*n].iter().any(|other| same(other, &plain[m.0..m.1])))?;
    Some(info("dup.clause", *twice.1, "并列的各项中重复"))
}

/// 6月22日、6月23日、6月22日; 第八条、第十一条、第八条
fn figures(reading: &Reading<'_>) -> Option<Hit> {
    let plain = &reading.plain;
    let member = |at: usize| {
        if !plain[at].is_ascii_digit() && plain[at] != '第' {
            return None;
        }
        let part = |c: &&char| c.is_ascii_digit() || "月日第条款项一二三四五六七八九十百".contains(**c);
        let len = plain[at..].iter().take(9).take_while(part).count();
        let text = &plain[at..at + len];
        let day = text.ends_with(&['日']) && text.contains(&'月');
        let article = text.first() == Some(&'第') && text.ends_with(&['条']);
        (day || article).then_some((at, at + len))
    };
    let mut at = 0;
    while at < plain.len() {
        let mut row: Vec<(usize, usize)> = Vec::new();
        let mut next = at;
        while let Some(found) = (next < plain.len()).then(|| member(next)).flatten() {
            row.push(found);
            let joined = matches!(plain.get(found.1), Some('、' | '和' | ','));
            next = if joined { found.1 + 1 } else { plain.len() };
        }
        if row.len() >= 3
            && let Some(found) = again(plain, &row, 1)
        {
            return Some(found);
        }
        at = row.last().map_or(at + 1, |last| last.1);
    }
    None
}

/// 第八条　第八条　…: the number of an article twice.
fn article_twice(reading: &Reading<'_>) -> Option<Hit> {
    let start = reading.skip_spaces(0);
    let len = reading.plain[start..].iter().take(8).position(|&c| c == '条')? + 1;
    let second = reading.skip_spaces(start + len);
    let same = reading.plain.get(second..second + len)? == &reading.plain[start..start + len];
    (same && reading.char(start) == Some('第')).then(|| info("dup.phrase", (second, second + len), "序号重复"))
}

/// 副主任：覃海峰、万玉梅 over 成员：宋文斌、万玉梅: one person in two roles.
pub(super) fn roles(above: &Reading<'_>, reading: &Reading<'_>) -> Option<Hit> {
    const ROLES: [&str; 10] = ["组长", "副组长", "主任", "副主任", "成员", "指挥长", "副指挥长", "总指挥", "副总指挥", "委员"];
    let names = |line: &Reading<'_>| {
        let colon = line.plain.iter().take(8).position(|&c| c == ':')?;
        let role = line.text(0, colon);
        let known = ROLES.contains(&role.trim());
        known.then(|| split(&line.plain, colon + 1, line.plain.len(), |c| matches!(c, '、' | ',' | ' ' | '。')))
    };
    let (first, second) = (names(above)?, names(reading)?);
    let known: HashSet<&[char]> = first.iter().map(|m| &above.plain[m.0..m.1]).collect();
    let person = |m: &&(usize, usize)| {
        let name = &reading.plain[m.0..m.1];
        (2..=4).contains(&name.len()) && name.iter().all(|&c| fold::is_han(c)) && known.contains(name)
    };
    second.iter().find(person).map(|m| info("dup.clause", *m, "同一人在两处列出"))
}
