//! Text that stands twice: a clause right after itself, a sentence or a paragraph again elsewhere, two equal lines.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::{Context, hit, issued};
use crate::doc::{Anchor, Field};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Shortest clause that may not follow itself, in characters.
const CLAUSE: usize = 4;
/// Shortest sentence that may not come again anywhere, in characters.
const SENTENCE: usize = 14;
/// The same within one paragraph.
const NEAR: usize = 8;
/// Shortest line that may not follow itself, in characters.
const LINE: usize = 10;
/// The same for lines outside of tables that are no name of a body.
const ITEM: usize = 4;
/// Verbs behind which the first member of an enumeration stands.
const LEADS: [&str; 28] = [
    "涉及", "覆盖", "走进", "赴", "到", "向", "要", "须", "应", "能", "的", "对", "携带", "带", "持", "提供", "提交", "包括",
    "涵盖", "含", "由", "是", "为", "有", "实行", "加强", "做好", "组织",
];
/// Longest phrase looked at for a repetition without a mark between, and the shortest.
const PHRASE: (usize, usize) = (5, 20);

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut seen: HashMap<&[char], usize> = HashMap::new();
    let mut items: HashSet<&[char]> = HashSet::new();
    let mut listed: HashSet<(u32, &[char])> = HashSet::new();
    // 申请材料 as a link to the heading 申请材料.
    let whole = |link: &&Anchor| readings.get(link.block).is_some_and(|reading| link.end - link.start >= reading.plain.len());
    let leads: HashSet<usize> = context.doc.links.iter().filter(whole).map(|link| link.block).collect();
    let lone = lone_heading(readings, &leads);
    for (block, reading) in readings.iter().enumerate() {
        if !matches!(reading.field(), Field::Body | Field::Summary | Field::Title) {
            continue;
        }
        let (start, end) = trimmed(&reading.plain);
        let line = &reading.plain[start..end];
        let above = block.checked_sub(1).map(|i| &readings[i]).filter(|above| {
            above.field() == reading.field() && !block.checked_sub(1).is_some_and(|above| leads.contains(&above))
        });
        let coded = line.iter().filter(|c| c.is_ascii_digit()).count() >= 6 && han(line) >= 2 && reading.block.cell.is_none();
        let shortest = if reading.block.cell.is_some() || issued::is_body(reading) { LINE } else { ITEM };
        let same = above
            .filter(|a| a.block.list == reading.block.list)
            .is_some_and(|a| a.plain[trimmed(&a.plain).0..trimmed(&a.plain).1] == *line);
        if (same && (coded || han(line) >= shortest) && has_words(line)) || signed_again(readings, block) {
            hits[block].push(info("dup.line", (start, end), "与上一段完全相同"));
            continue;
        }
        let again = reading.block.list.is_some_and(|list| !listed.insert((list, line)));
        if again && han(line) >= ITEM && line.len() <= 40 {
            hits[block].push(info("dup.line", (start, end), "与前面的一项相同"));
            continue;
        }
        let item = item(reading);
        if item.is_none() {
            items.clear();
        }
        // A line that comes again with its number stands in a table of contents too.
        let again = item.is_some() && !items.insert(line);
        if item.is_some_and(|(from, to)| han(&reading.plain[from..to]) >= 4 && !items.insert(&reading.plain[from..to]) && !again)
        {
            hits[block].extend(item.map(|range| info("dup.line", range, "与前面的一项相同")));
            continue;
        }
        if let Some(len) = above.and_then(|above| carried(above, reading)) {
            hits[block].push(info("dup.phrase", (start, start + len), "与上一行末尾重复"));
        }
        hits[block].extend(labels(reading).or_else(|| numbered_twice(reading)));
        if lone == Some(block) {
            hits[block].push(info("dup.line", (start, end), "标题重复"));
        }
        clauses(reading, &mut hits[block]);
        within_sentence(reading, &mut hits[block]);
        members(reading, &mut hits[block]);
        phrases(reading, &mut hits[block]);
        if reading.field() != Field::Body {
            continue;
        }
        titles(reading, &mut hits[block]);
        for (from, to) in sentences(reading) {
            let text = &reading.plain[from..to];
            if han(text) < NEAR {
                continue;
            }
            match seen.entry(text) {
                Entry::Occupied(place) if han(text) < SENTENCE && *place.get() != block => {}
                // 法律另有规定的，从其规定。
                Entry::Occupied(place) if *place.get() != block && text.windows(2).any(|two| two == ['规', '定']) => {}
                Entry::Vacant(place) => drop(place.insert(block)),
                Entry::Occupied(_) if is_quoted(reading, from) || hits[block].iter().rev().take(4).any(|hit| hit.end == to) => {}
                Entry::Occupied(_) => hits[block].push(info("dup.sentence", (from, to), "这句话在文中重复出现")),
            }
        }
    }
}

/// The second of two equal signatures, one right below the other: the lines of body and date again.
fn signed_again(readings: &[Reading<'_>], block: usize) -> bool {
    let same = |a: usize, b: usize| readings[a].plain == readings[b].plain && readings[a].plain.len() <= 40;
    let signature =
        |i: usize| issued::is_body(&readings[i]) && readings.get(i + 1).is_some_and(|next| next.plain.ends_with(&['日']));
    let first = |i: usize| i >= 2 && i + 1 < readings.len() && signature(i) && same(i, i - 2) && same(i + 1, i - 1);
    // 县水利局, 县水利局, 2026年6月1日: the body alone stands twice.
    let body = block >= 1 && block + 1 < readings.len() && signature(block) && same(block, block - 1);
    body || first(block) || block.checked_sub(1).is_some_and(first)
}

/// Whether the place stands within a quotation, which repeats on purpose.
fn is_quoted(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[..at].iter().rev().take(400).find(|c| matches!(c, '“' | '”')) == Some(&'“')
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Dup, Severity::Info, rule, range, message)
}

/// The length of a number at the head of a sentence: 三、, （二）, 1.
fn number(chars: &[char]) -> usize {
    let part = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c);
    let open = usize::from(chars.first() == Some(&'('));
    let len = chars[open..].iter().take(3).take_while(part).count();
    let close = chars.get(open + len).is_some_and(|c| matches!(c, '、' | '.' | ')'));
    if len > 0 && close { open + len + 1 } else { 0 }
}

fn trimmed(chars: &[char]) -> (usize, usize) {
    let start = chars.iter().position(|c| !c.is_whitespace()).unwrap_or(chars.len());
    let end = chars.iter().rposition(|c| !c.is_whitespace()).map_or(start, |i| i + 1);
    (start, end)
}

fn han(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| fold::is_han(c)).count()
}

/// A line of one character over and over is drawing.
fn has_words(chars: &[char]) -> bool {
    chars.windows(2).any(|pair| pair[0] != pair[1])
}

/// The sentences of a block that end with a mark, without it and without leading space or number.
fn sentences(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, c) in reading.plain.iter().enumerate() {
        if matches!(c, '。' | '!' | '?') {
            let skip = reading.plain[from..at].iter().take_while(|c| c.is_whitespace() || matches!(c, '”' | ')')).count();
            out.push((from + skip + number(&reading.plain[from + skip..at]), at));
            from = at + 1;
        }
    }
    out
}

/// 《办法》《办法》, “云溪通”“云溪通”: one name twice.
fn titles(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
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

/// The text of a numbered item (2.身份证复印件；) without number and mark.
fn item(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let (start, end) = trimmed(&reading.plain);
    let numbered = number(&reading.plain[start..end]);
    let from = reading.skip_spaces(start + numbered);
    let to = end - usize::from(end > from && reading.char(end - 1).is_some_and(|c| matches!(c, ';' | '。' | ',')));
    (numbered > 0 && from < to && to - from <= 40).then_some((from, to))
}

/// The only heading (二、报名办法) that stands twice; where several do, one is a table of contents.
fn lone_heading(readings: &[Reading<'_>], leads: &HashSet<usize>) -> Option<usize> {
    let mut seen: HashSet<&[char]> = HashSet::new();
    let again = readings.iter().enumerate().filter(|(block, _)| !leads.contains(block)).filter(|(_, reading)| {
        let (start, end) = trimmed(&reading.plain);
        let line = &reading.plain[start..end];
        let heading =
            number(line) > 0 && (4..=24).contains(&line.len()) && "一二三四五六七八九".contains(line[0]) && !line.contains(&'。');
        heading && reading.block.list.is_none() && !seen.insert(line)
    });
    let mut again = again.map(|(block, _)| block);
    again.next().filter(|_| again.next().is_none())
}

/// 三、三、收费标准: the number of a heading twice.
fn numbered_twice(reading: &Reading<'_>) -> Option<Hit> {
    let start = trimmed(&reading.plain).0;
    let len = number(&reading.plain[start..]);
    let again = len > 0 && reading.plain.get(start + len..start + 2 * len) == Some(&reading.plain[start..start + len]);
    again.then(|| info("dup.phrase", (start, start + 2 * len), "序号重复"))
}

/// …，县政府 over 县政府各部门：: the words at the end of a line again at the head of the next.
fn carried(above: &Reading<'_>, reading: &Reading<'_>) -> Option<usize> {
    let (from, end) = trimmed(&above.plain);
    let (start, stop) = trimmed(&reading.plain);
    let running = above.plain[from..end].contains(&',') && above.block.cell.is_none() && stop - start > 6;
    let same = |len: &usize| {
        let tail = end.checked_sub(*len).map(|at| &above.plain[at..end]);
        tail.is_some() && tail == reading.plain.get(start..start + len)
    };
    let len = (3..=8).rev().filter(|_| running).find(same)?;
    let words = reading.plain[start..start + len].iter().all(|&c| fold::is_han(c));
    let clause = end.checked_sub(len + 1).is_some_and(|at| above.plain[at] == ',');
    (words && clause).then_some(len)
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
                from + len == to || (last && ("和及与等或负有".contains(next) || (next == '的' && i == j + 1)))
            };
            // 携带身份证: the first member may stand behind its verb.
            let led = |len: &usize| {
                let lead: String = earlier[..earlier.len() - len].iter().collect();
                lead.is_empty() || (first && LEADS.iter().any(|word| lead.ends_with(word)))
            };
            let shortest = if first { 3.min(earlier.len()) } else { earlier.len() };
            // 水利、交通运输、水利等部门: two characters are enough for a whole member at the end.
            if last
                && earlier.len() == 2
                && i > j + 1
                && plain[from..to].starts_with(earlier)
                && plain.get(from + 2) == Some(&'等')
                && han(earlier) == 2
            {
                return Some(info("dup.clause", (from, from + 2), "并列的各项中重复"));
            }
            // A long member between them is another part of the sentence.
            // So is one that begins another list: 省、自治区的江河和省、自治区的….
            let other = |m: &(usize, usize)| m.1 - m.0 > 8 || plain[m.0..m.1].iter().any(|c| matches!(c, '和' | '”' | '“'));
            if list[j + 1..i].iter().any(other) {
                continue;
            }
            let tail = |len: &usize| plain[from..to].starts_with(&earlier[earlier.len() - len..]) && ends(*len);
            let same = (shortest..=earlier.len()).filter(tail).find(led).filter(|&len| han(&plain[from..from + len]) >= 3);
            if let Some(len) = same.filter(|&len| i > j + 1 || len >= 4).or_else(|| short(plain, list, i, j)) {
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
        // Two before it at least: what follows directly is the matter of `clauses`.
        let earlier = &seen[..seen.len().saturating_sub(1)];
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

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    const LONG: &str = "各区县要进一步压实责任并细化工作措施确保按时完成";

    #[test]
    fn what_stands_twice_is_marked() {
        assert_eq!(marked("完善机制，完善机制，落实责任"), ["完善机制，完善机制"]);
        assert_eq!(marked(&format!("{LONG}。中间一段。\n{LONG}。")), [LONG]);
        assert_eq!(marked("关于做好防汛工作的通知要点\n关于做好防汛工作的通知要点"), ["关于做好防汛工作的通知要点"]);
        assert_eq!(marked("联系电话：联系电话：0799-6628810"), ["联系电话："]);
        assert_eq!(marked("要压实责任、细化措施、强化督查、压实责任、严肃纪律"), ["压实责任"]);
        assert_eq!(marked("窗口受理\n现场勘验\n现场勘验\n领取许可证"), ["现场勘验"]);
        assert_eq!(marked("县水利局\n2026年6月9日\n县水利局\n2026年6月9日"), ["县水利局", "2026年6月9日"]);
        assert_eq!(marked("特此通告。\n县水利局\n县水利局\n2026年6月1日"), ["县水利局"]);
        let list = TextDoc::from_html("<ul><li>土地权属证明</li><li>设计方案</li><li>土地权属证明</li></ul>");
        assert_eq!(marked_in(&list, check), [(2, "土地权属证明".to_owned())]);
        assert_eq!(marked("加强巡查，落实24小时值班制度，备足物资，落实24小时值班制度，及时报告"), ["落实24小时值班制度"]);
        assert_eq!(marked("断水涉及城东社区、花园社区、桃源社区、城东社区、河滨社区等"), ["城东社区"]);
        assert_eq!(marked("《管理办法（试行）（试行）》自8月1日起施行"), ["（试行）"]);
        assert_eq!(marked("三、三、收费标准"), ["三、三、"]);
        assert_eq!(marked("加强组织领导，细化工作方案，加强组织领导，层层落实责任"), ["加强组织领导"]);
        assert_eq!(marked("一、原则\n公开、平等。\n二、报名办法\n网上报名。\n二、报名办法\n三、考试安排"), ["二、报名办法"]);
        assert_eq!(marked("水利、交通运输、住房和城乡建设、水利等部门要配合"), ["水利"]);
        assert_eq!(marked("下一步，下一步，县残联将继续摸排需求"), ["下一步，下一步"]);
        assert_eq!(marked("各乡镇人民政府，各街道办事处，县政府\n县政府各部门、各直属单位："), ["县政府"]);
        assert_eq!(marked("20260103　陈思远\n20260117　方静怡\n20260117　方静怡"), ["20260117　方静怡"]);
        assert_eq!(marked("县财政局、县审计局、县林业局、县审计局负责同志"), ["县审计局"]);
        assert_eq!(marked("携带身份证、户口簿、身份证和照片"), ["身份证"]);
        assert_eq!(marked("实行先购后补、先购后补的办法"), ["先购后补"]);
        assert_eq!(marked("志愿者们走进社区，走进社区，送去温暖"), ["志愿者们走进社区，走进社区"]);
        assert_eq!(marked("1.身份证复印件；\n2.照片；\n3.身份证复印件。"), ["身份证复印件"]);
        let twice = "即日起广场停车场暂停开放";
        assert_eq!(marked(&format!("{twice}。{twice}。请绕行。")), [format!("{twice}。{twice}")]);
        assert_eq!(marked("请提前10分钟提前10分钟入场"), ["提前10分钟提前10分钟"]);
        assert_eq!(marked("深入企业、学校、医院、企业、商场等场所"), ["企业"]);
        assert_eq!(marked("《云溪市办法》《云溪市办法》已经同意"), ["《云溪市办法》"]);
        assert_eq!(marked("登录“云溪通”“云溪通”小程序"), ["“云溪通”"]);
        assert_eq!(marked("送去了米、面、面、油等物资"), ["面、面"]);
        assert_eq!(marked("对项目的建设必要性、技术可行性、建设必要性和投资合理性进行论证"), ["建设必要性"]);
        assert_eq!(marked("（一）规范数据采集。\n（二）严格数据审核。\n（三）严格数据审核。"), ["严格数据审核"]);
        assert_eq!(marked("欢迎拨打0571-88123456拨打0571-88123456反映"), ["拨打0571-88123456拨打0571-88123456"]);
        assert_eq!(marked("印发关于开展专项关于开展专项行动"), ["关于开展专项关于开展专项"]);
    }

    #[test]
    fn short_repetitions_and_tables_are_left_alone() {
        for text in [
            "是\n是",
            "发展，发展，再发展",
            "云溪市教育局\n云溪市教育局",
            "一步一步推进，一项一项落实",
            "市人民政府、市人民政府办公室",
            "教育、教育部门",
            "跨省、自治区、直辖市的江河、河段和省、自治区、直辖市之间",
            "对甲、对乙，对甲",
            "────────────\n────────────",
            "请按要求报送。其他。请按要求报送。",
            "一、申报条件\n二、申报材料\n一、申报条件\n二、申报材料",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
