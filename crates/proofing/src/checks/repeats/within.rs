//! Repetitions within one block: a member of an enumeration, a clause, a phrase, a label, a title.

use super::{CLAUSE, han, has_words, info, is_quoted, number, trimmed};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

/// Verbs behind which the first member of an enumeration stands.
const LEADS: [&str; 28] = [
    "涉及", "覆盖", "走进", "赴", "到", "向", "要", "须", "应", "能", "的", "对", "携带", "带", "持", "提供", "提交", "包括",
    "涵盖", "含", "由", "是", "为", "有", "实行", "加强", "做好", "组织",
];
/// Longest phrase looked at for a repetition without a mark between, and the shortest.
const PHRASE: (usize, usize) = (5, 20);

pub(super) fn check(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    hits.extend(labels(reading).or_else(|| numbered_twice(reading)));
    clauses(reading, hits);
    within_sentence(reading, hits);
    members(reading, hits);
    phrases(reading, hits);
    titles(reading, hits);
}

/// 《办法》《办法》, “云溪通”“云溪通”: one name twice.
fn titles(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    hits.extend(cited_twice(reading));
    for at in 1..reading.plain.len().saturating_sub(1) {
        let close = match (reading.plain[at - 1], reading.plain[at]) {
            ('》', '《') => '》',
            ('”', '“') => '”',
            (')', '(') => ')',
            _ => continue,
        };
        let Some(len) = reading.plain[at..].iter().take(60).position(|c| *c == close).map(|len| len + 1) else { continue };
        if at >= len && reading.plain[at - len..at] == reading.plain[at..at + len] {
            hits.push(info("dup.phrase", (at, at + len), "同一名称重复"));
        }
    }
}

/// 三、三、收费标准: the number of a heading twice.
fn numbered_twice(reading: &Reading<'_>) -> Option<Hit> {
    let start = trimmed(&reading.plain).0;
    let len = number(&reading.plain[start..]);
    let again = len > 0 && reading.plain.get(start + len..start + 2 * len) == Some(&reading.plain[start..start + len]);
    again.then(|| info("dup.phrase", (start, start + 2 * len), "序号重复"))
}

/// 联系电话：联系电话：: a label and its colon again.
fn labels(reading: &Reading<'_>) -> Option<Hit> {
    let plain = &reading.plain;
    (2..plain.len()).filter(|&at| plain[at] == ':').find_map(|at| {
        let len = plain[..at].iter().rev().take(8).take_while(|c| fold::is_han(**c)).count() + 1;
        let again = len > 2 && plain.get(at + 1..at + 1 + len) == Some(&plain[at + 1 - len..=at]);
        again.then(|| info("dup.phrase", (at + 1, at + 1 + len), "词句重复"))
    })
}

/// 县财政局、县审计局、县林业局、县审计局: a member that stands twice in one enumeration.
fn members(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    let mut list: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for at in 0..=plain.len() {
        let c = plain.get(at).copied().unwrap_or('。');
        if !matches!(c, '、' | ',' | '。' | ';' | ':' | '(' | ')') {
            continue;
        }
        if at - from <= 40 && list.len() < 40 {
            list.push((from, at));
        }
        if c != '、' {
            hits.extend(again(plain, &list));
            list.clear();
        }
        from = at + 1;
    }
}

/// 企业、学校、医院、企业、商场: two characters are enough in a list of short members.
fn short(plain: &[char], list: &[(usize, usize)], i: usize, j: usize) -> Option<usize> {
    let (member, earlier) = (&plain[list[i].0..list[i].1], &plain[list[j].0..list[j].1]);
    let brief = list.len() >= 4 && list[1..list.len() - 1].iter().all(|m| m.1 - m.0 <= 4) && i + 1 < list.len() && i > j + 1;
    let same = member == earlier || (j == 0 && earlier.ends_with(member));
    // 会计、文秘、司机、会计四类
    let counted = i + 1 == list.len() && list.len() >= 4 && i > j + 1 && member.len() == 4 && earlier.ends_with(&member[..2]);
    if counted && "三四五六".contains(member[2]) && "类种个项".contains(member[3]) && han(&member[..2]) == 2 {
        return Some(2);
    }
    (brief && same && han(member) == 2 && member.len() == 2).then_some(2)
}

fn again(plain: &[char], list: &[(usize, usize)]) -> Option<Hit> {
    // 送去米、面、面、油: whole members of one character.
    let single = (2..list.len().max(3) - 1).find(|&i| {
        let (one, other) = (list[i - 1], list[i]);
        one.1 - one.0 == 1 && other.1 - other.0 == 1 && plain[one.0] == plain[other.0] && fold::is_han(plain[one.0])
    });
    if let Some(i) = single {
        return Some(info("dup.clause", (list[i - 1].0, list[i].1), "并列的各项中重复"));
    }
    for (i, &(from, to)) in list.iter().enumerate().skip(1) {
        for (j, &(start, end)) in list.iter().enumerate().take(i) {
            let earlier = &plain[start..end];
            // The last member may go on into the sentence, the first may begin within it.
            let (first, last) = (j == 0, i + 1 == list.len());
            let ends = |len: usize| {
                let next = plain.get(from + len).copied().unwrap_or('。');
                let joined = "和及与等或负有主".contains(next) || (next == '的' && i == j + 1);
                let goes_on = "为在将分联共召".contains(next) && len >= 3 && han(&plain[from..from + len]) == len;
                from + len == to || (last && (joined || goes_on))
            };
            // 携带身份证: the first member may stand behind its verb.
            let led = |len: &usize| {
                let lead: String = earlier[..earlier.len() - len].iter().collect();
                // 什么是国家秘密、国家秘密分为…
                if lead.ends_with("什么是") {
                    return false;
                }
                lead.is_empty() || (first && *len >= 6) || (first && LEADS.iter().any(|word| lead.ends_with(word)))
            };
            let shortest = if first { 3.min(earlier.len()) } else { earlier.len() };
            // 水利、交通运输、水利等部门: two characters are enough for a whole member at the end.
            // 补齐教育、医疗、养老、教育等: the first may stand behind its verb.
            let brief = if first && list.len() >= 4 { &earlier[earlier.len().saturating_sub(2)..] } else { earlier };
            if last
                && brief.len() == 2
                && i > j + 1
                && plain[from..to].starts_with(brief)
                && plain.get(from + 2).is_some_and(|c| matches!(c, '等' | '和' | '及'))
                && han(brief) == 2
            {
                return Some(info("dup.clause", (from, from + 2), "并列的各项中重复"));
            }
            // A long member between them is another part of the sentence.
            // So is one that begins another list: 省、自治区的江河和省、自治区的….
            let body = |m: &(usize, usize)| {
                let name: String = plain[m.0..m.1].iter().collect();
                ["局", "委", "公司", "中心", "学校", "医院", "街道", "社区", "合作社", "厂"].iter().any(|end| name.ends_with(end))
                    || ["局长", "县长", "市长", "镇长", "乡长", "主任", "书记", "院长"].iter().any(|title| name.contains(title))
            };
            let other =
                |m: &(usize, usize)| !body(m) && (m.1 - m.0 > 8 || plain[m.0..m.1].iter().any(|c| matches!(c, '和' | '”' | '“')));
            if list[j + 1..i].iter().any(other) {
                continue;
            }
            let tail = |len: &usize| plain[from..to].starts_with(&earlier[earlier.len() - len..]) && ends(*len);
            // 到城关镇、东岭镇、石桥镇、城关镇开展督导
            let place = earlier.ends_with(&['镇']) || earlier.ends_with(&['乡']) || earlier.ends_with(&['村']);
            let cut = earlier.len().saturating_sub(3);
            let name = if first { &earlier[cut..] } else { earlier };
            if last && place && i > j + 1 && (3..=5).contains(&name.len()) && plain[from..to].starts_with(name) {
                return Some(info("dup.clause", (from, from + name.len()), "并列的各项中重复"));
            }
            let same = (shortest..=earlier.len()).filter(tail).find(led).filter(|&len| han(&plain[from..from + len]) >= 3);
            let whole = |len: usize| len == earlier.len() && !first;
            if let Some(len) = same.filter(|&len| i > j + 1 || len >= 4 || whole(len)).or_else(|| short(plain, list, i, j)) {
                return Some(info("dup.clause", (from, from + len), "并列的各项中重复"));
            }
        }
    }
    None
}

/// A clause that comes again within its sentence: 落实值班制度，备足物资，落实值班制度.
fn within_sentence(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    let mut seen: Vec<&[char]> = Vec::new();
    let mut from = 0;
    for at in 0..=plain.len() {
        if plain.get(at).is_some_and(|c| !matches!(c, ',' | '。' | ';' | '!' | '?' | ':')) {
            continue;
        }
        let clause = &plain[from..at];
        // Two before it at least: what follows directly is the matter of `clauses`, which part at 、 too.
        let earlier = if clause.contains(&'、') { &seen[..] } else { &seen[..seen.len().saturating_sub(1)] };
        let again = han(clause) >= CLAUSE + 2 && earlier.iter().rev().take(12).any(|other| other.ends_with(clause));
        if again && plain.get(at) != Some(&':') && !is_quoted(reading, from) {
            hits.push(info("dup.clause", (from, at), "同一句话里重复出现"));
        }
        seen.push(clause);
        if plain.get(at) != Some(&',') {
            seen.clear();
        }
        from = at + 1;
    }
}

/// A clause that follows itself with only a mark between: 加强管理，加强管理，.
fn clauses(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    let mut last: Option<(usize, usize)> = None;
    let mut from = 0;
    for at in 0..=plain.len() {
        let ends = plain.get(at).is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | '!' | '?'));
        if !ends {
            continue;
        }
        let clause = (from, at);
        let same = last
            .filter(|l| plain[l.0..l.1] == plain[from..at] && han(&plain[from..at]) >= CLAUSE - 1 && has_words(&plain[from..at]));
        // 志愿者走进社区，走进社区，: the first goes on before it.
        let tail = last.filter(|l| {
            let (first, second) = (&plain[l.0..l.1], &plain[from..at]);
            // …并相互转告，请相互转告
            let second = second.strip_prefix(&['请']).unwrap_or(second);
            first.len() != second.len()
                && plain.get(l.1) == Some(&',')
                && ((first.ends_with(second) && han(second) >= CLAUSE) || (second.starts_with(first) && han(first) >= CLAUSE + 2))
        });
        if let Some(first) = same.or(tail) {
            hits.push(info("dup.clause", (first.0, at), "前后两个分句相同"));
        }
        last = Some(clause);
        from = at + 1;
    }
}

/// A phrase of several words that follows itself directly: 关于开展关于开展.
fn phrases(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let plain = &reading.plain;
    // For each distance the run of characters equal to those that far back.
    for len in PHRASE.0..=PHRASE.1 {
        let mut run = 0;
        let mut at = len;
        while at < plain.len() {
            let text = fold::is_han(plain[at]) || plain[at].is_ascii_digit() || plain[at] == '-';
            run = if plain[at] == plain[at - len] && text { run + 1 } else { 0 };
            if run == len {
                let (from, end) = (at + 1 - 2 * len, at + 1);
                // A shorter period (哈哈哈哈) is drawing or another finding.
                let half = (1..len).any(|p| len.is_multiple_of(p) && (from + p..from + len).all(|i| plain[i] == plain[i - p]));
                let digits = plain[from..from + len].iter().filter(|c| c.is_ascii_digit()).count();
                let said = han(&plain[from..from + len]);
                if !half && (said >= 4 || (said >= 2 && digits >= 6)) {
                    hits.push(info("dup.phrase", (from, end), "词句重复"));
                }
                run = 0;
            }
            at += 1;
        }
    }
}

/// 《条例》《办法》《细则》《条例》: a title that stands twice in one row of titles.
fn cited_twice(reading: &Reading<'_>) -> Option<Hit> {
    let plain = &reading.plain;
    let mut row: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        if plain[at] != '《' {
            row.clear();
            at += 1;
            continue;
        }
        let end = at + plain[at..].iter().take(60).position(|c| *c == '》')? + 1;
        let again = row.iter().rev().skip(1).take(20).any(|title| plain[title.0..title.1] == plain[at..end]);
        if again {
            return Some(info("dup.phrase", (at, end), "同一名称重复"));
        }
        row.push((at, end));
        at = end;
        at += usize::from(plain.get(at) == Some(&'、'));
    }
    None
}
