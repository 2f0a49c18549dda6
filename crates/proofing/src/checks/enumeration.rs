//! Counts of what is enumerated: 教育、医疗、住房、就业五个方面, 以下5个社区：甲、乙、丙、丁, 下列三种情形 over two items.

use super::{Context, hit};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// What is counted, the longer first.
const UNITS: [&str; 16] =
    ["个方面", "种情形", "类情形", "个", "种", "项", "类", "条", "点", "家", "名", "所", "座", "处", "户", "件"];

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let lines: Vec<usize> = (0..readings.len()).filter(|&i| readings[i].field() == Field::Body).collect();
    for (place, &block) in lines.iter().enumerate() {
        let reading = &readings[block];
        hits[block].extend(
            listed_behind(reading)
                .or_else(|| listed_before(reading))
                .or_else(|| short_list(reading))
                .or_else(|| namely(reading))
                .or_else(|| bracketed(reading))
                .or_else(|| places(reading)),
        );
        let below = || lines[place + 1..].iter().map(|&i| &readings[i]);
        hits[block].extend(items_below(reading, below));
    }
}

fn count(range: (usize, usize), told: usize, listed: usize) -> Hit {
    let message = format!("文中说{told}项，实际列出{listed}项，请核对");
    hit(Category::Number, Severity::Warn, "number.count", range, message)
}

/// The number at `at` with its unit: its end and value.
fn counted(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let digits = reading.plain.get(at..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let (value, end) = match digits {
        0 => {
            let c = reading.char(at)?;
            let value = if c == '两' { 2 } else { "一二三四五六七八九十".chars().position(|n| n == c)? + 1 };
            (value, at + 1)
        }
        _ => (reading.text(at, at + digits).parse().ok()?, at + digits),
    };
    let joined =
        reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || "第一二三四五六七八九十百千万.、-".contains(c));
    let unit = reading.one_of(end, &UNITS)?;
    (!joined && (2..=20).contains(&value)).then_some((end + unit.chars().count(), value))
}

/// 以下5个社区：朝阳社区、花园社区、西苑社区、河滨社区。
fn listed_behind(reading: &Reading<'_>) -> Option<Hit> {
    let colon = (4..reading.plain.len()).find(|&at| reading.plain[at] == ':')?;
    let led = (colon.saturating_sub(14)..colon).find_map(|at| {
        let led = reading.led_by(at, &["以下", "下列", "如下"]);
        counted(reading, at).filter(|_| led).map(|found| (at, found))
    });
    let (start, (end, told)) = led?;
    let stop = |c: &&char| !matches!(c, '。' | ';' | ':' | ',' | '(');
    let len = reading.plain[colon + 1..].iter().take_while(stop).count();
    let list = reading.text(colon + 1, colon + 1 + len);
    let members = list.split('、').count();
    let open = list.contains('等') || list.contains('和') || list.contains('及') || list.contains("》《") || list.contains("”“");
    let ends = reading.char(colon + 1 + len).is_some_and(|c| matches!(c, '。' | ';'));
    (ends && !open && members > 1 && members != told && colon - end <= 10).then(|| count((start, end), told, members))
}

/// 坚持四项原则：公开、公平、公正。: short members right behind what is counted.
fn short_list(reading: &Reading<'_>) -> Option<Hit> {
    let colon = (4..reading.plain.len()).find(|&at| reading.plain[at] == ':')?;
    let (start, (end, told)) = (colon.saturating_sub(7)..colon).find_map(|at| Some((at, counted(reading, at)?)))?;
    let named = (1..=4).contains(&(colon - end)) && reading.plain[end..colon].iter().all(|&c| fold::is_han(c));
    let len = reading.plain[colon + 1..].iter().take(60).take_while(|c| !matches!(c, '。' | ';' | ',' | ':')).count();
    let list = reading.text(colon + 1, colon + 1 + len);
    let members: Vec<&str> = list.split('、').collect();
    let short = members.iter().all(|member| (2..=6).contains(&member.chars().count()) && member.chars().all(fold::is_han));
    let open = list.contains(['等', '和', '及']);
    let closed = reading.char(colon + 1 + len).is_none_or(|c| c == '。');
    (named && short && !open && closed && members.len() > 1 && members.len() != told)
        .then(|| count((start, end), told, members.len()))
}

/// 5家单位获评文明单位，分别是：甲、乙、丙、丁。
fn namely(reading: &Reading<'_>) -> Option<Hit> {
    let colon = (6..reading.plain.len()).find(|&at| {
        reading.plain[at] == ':' && reading.led_by(at, &["分别是", "分别为", "具体是", "具体为", "依次是", "依次为"])
    })?;
    let from = colon - reading.plain[..colon].iter().rev().take(40).take_while(|c| !matches!(c, '。' | ';')).count();
    let counts: Vec<(usize, (usize, usize))> = (from..colon).filter_map(|at| Some((at, counted(reading, at)?))).collect();
    let [(start, (end, told))] = counts[..] else { return None };
    let len = reading.plain[colon + 1..].iter().take(200).take_while(|c| !matches!(c, '。' | ';' | ':' | ',' | '(')).count();
    let list = reading.text(colon + 1, colon + 1 + len);
    let members = list.split('、').count();
    let open = ["等", "和", "及", "与", "》《", "”“"].iter().any(|word| list.contains(word));
    let ends = reading.char(colon + 1 + len).is_none_or(|c| matches!(c, '。' | ';'));
    (ends && !open && members > 1 && members != told).then(|| count((start, end), told, members))
}

/// 增设3个服务点，分别位于白柳街道、学院街道、上塘镇和禾桥镇; 首批5个乡镇，分别是….
fn places(reading: &Reading<'_>) -> Option<Hit> {
    const ENDS: &str = "道镇乡村区县市路街校馆园站所心局院";
    const LED: [&str; 6] = ["分别位于", "分别设在", "分别设于", "分别在", "分别是", "分别为"];
    let (at, from) = (6..reading.plain.len()).find_map(|at| Some((at, at + reading.one_of(at, &LED)?.chars().count())))?;
    let clause = at - reading.plain[..at].iter().rev().take(30).take_while(|c| !matches!(c, '。' | ';')).count();
    let counts: Vec<(usize, (usize, usize))> = (clause..at).filter_map(|at| Some((at, counted(reading, at)?))).collect();
    let [(start, (end, told))] = counts[..] else { return None };
    let len = reading.plain[from..].iter().take(80).take_while(|c| !matches!(c, '。' | ';' | ',' | '(')).count();
    let list = reading.text(from, from + len);
    let members: Vec<&str> = list.split(['、', '和']).collect();
    let named = members.iter().all(|m| m.chars().count() >= 3 && m.ends_with(|c| ENDS.contains(c))) && !list.contains('等');
    (named && members.len() > 2 && members.len() != told).then(|| count((start, end), told, members.len()))
}

/// 以下五项材料：（1）申请书；（2）身份证明；…: numbered in one paragraph.
fn bracketed(reading: &Reading<'_>) -> Option<Hit> {
    let colon = (4..reading.plain.len()).find(|&at| reading.plain[at] == ':' && reading.char(at + 1) == Some('('))?;
    let (start, (end, told)) = (colon.saturating_sub(12)..colon).find_map(|at| Some((at, counted(reading, at)?)))?;
    let number = |at: usize| {
        let value = "一二三四五六七八九".chars().position(|c| Some(c) == reading.char(at + 1)).map(|n| n + 1);
        let value = value.or_else(|| reading.char(at + 1)?.to_digit(10).map(|n| n as usize))?;
        (reading.char(at) == Some('(') && reading.char(at + 2) == Some(')')).then_some(value)
    };
    let members: Vec<usize> = (colon + 1..reading.plain.len()).filter_map(number).collect();
    let whole = members.iter().enumerate().all(|(n, value)| *value == n + 1) && members.len() > 1;
    (whole && members.len() != told && reading.plain.ends_with(&['。'])).then(|| count((start, end), told, members.len()))
}

/// 教育、医疗、住房、就业五个方面.
fn listed_before(reading: &Reading<'_>) -> Option<Hit> {
    let at = (6..reading.plain.len()).find(|&at| {
        let ends = counted(reading, at).filter(|found| reading.is_at(found.0 - 3, "个方面"));
        ends.is_some() && reading.char_before(at).is_some_and(fold::is_han)
    })?;
    let (end, told) = counted(reading, at)?;
    let part = |c: &&char| fold::is_han(**c) || **c == '、';
    let from = at - reading.plain[..at].iter().rev().take(80).take_while(part).count();
    let list = reading.text(from, at);
    let members: Vec<&str> = list.split('、').collect();
    let short = members[1..].iter().all(|member| (1..=8).contains(&member.chars().count()));
    // 等五个方面 leaves members out, 和 joins the last two.
    let open = members.last().is_some_and(|last| last.contains(['等', '和', '及', '这']));
    (members.len() > 2 && short && !open && members.len() != told).then(|| count((at, end), told, members.len()))
}

/// The number at the head of an item.
fn item(reading: &Reading<'_>) -> Option<(u8, usize)> {
    let at = reading.skip_spaces(0);
    let open = usize::from(reading.char(at) == Some('('));
    let from = at + open;
    let digits = reading.plain.get(from..)?.iter().take(2).take_while(|c| c.is_ascii_digit()).count();
    let (value, end, kind) = match digits {
        0 => ("一二三四五六七八九十".chars().position(|c| Some(c) == reading.char(from))? + 1, from + 1, 0),
        _ => (reading.text(from, from + digits).parse().ok()?, from + digits, 1),
    };
    let closes = matches!((open, reading.char(end)), (1, Some(')')) | (0, Some('.' | '、')));
    closes.then_some((kind + 2 * u8::try_from(open).unwrap_or(0), value))
}

/// 有下列三种情形之一的： over （一）… and （二）…
fn items_below<'a, 'b: 'a, I: Iterator<Item = &'a Reading<'b>>>(reading: &Reading<'_>, below: impl Fn() -> I) -> Option<Hit> {
    let last = reading.plain.iter().rposition(|c| !c.is_whitespace()).filter(|&at| reading.plain[at] == ':')?;
    let clause = last - reading.plain[..last].iter().rev().take(40).take_while(|c| **c != '。').count();
    let led = |at: usize| reading.led_by(at, &["以下", "下列", "如下"]);
    let (start, (end, told)) = (clause..last).find_map(|at| counted(reading, at).filter(|_| led(at)).map(|found| (at, found)))?;
    // 一是…；二是…
    let clause = |line: &Reading<'_>| {
        let at = line.skip_spaces(0);
        let value = "一二三四五六七八九".chars().position(|c| line.char(at) == Some(c)).map(|n| n + 1);
        value.filter(|_| line.char(at + 1) == Some('是'))
    };
    let clauses = below().map_while(clause).enumerate().take_while(|(n, value)| *value == n + 1).count();
    if clauses > 1 {
        return (clauses != told).then(|| count((start, end), told, clauses));
    }
    // The items of a list of the markup have no numbers in their text.
    if let Some(list) = below().next().and_then(|line| line.block.list) {
        let members = below().take_while(|line| line.block.list == Some(list)).count();
        return (members > 1 && members < 20 && members != told).then(|| count((start, end), told, members));
    }
    let (kind, _) = below().next().and_then(item).filter(|first| first.1 == 1)?;
    // Between the items may stand their own paragraphs.
    let mut members = 0;
    let mut others = 0;
    for line in below().take(200) {
        match item(line) {
            Some((other, value)) if other == kind && value == members + 1 => (members, others) = (value, 0),
            Some((other, _)) if other == kind => break,
            _ => others += 1,
        }
        // What stands so far apart may be another list.
        if others > 6 {
            return None;
        }
    }
    (members >= 1 && members != told).then(|| count((start, end), told, members))
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn counts_that_the_enumeration_does_not_have_are_marked() {
        for (text, found) in [
            ("首批5个乡镇纳入试点，分别是岚下镇、石壁镇、溪口乡、云岫乡，试点期为一年。", "5个"),
            ("评选坚持四项原则：公开、公平、公正。", "四项"),
            ("涵盖教育、医疗、住房、就业五个方面，", "五个方面"),
            ("影响区域包括以下5个社区：朝阳社区、花园社区、西苑社区、河滨社区。", "5个"),
            ("有下列三种情形之一的，不予受理：\n（一）甲；\n（二）乙。\n应当告知。", "三种情形"),
            ("拟认定以下5家合作社：\n1.甲；\n2.乙；\n3.丙；\n4.丁。", "5家"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn items_of_a_list_of_the_markup_are_counted() {
        let doc = |text: &str| marked_in(&TextDoc::from_markdown(text), check).len();
        assert_eq!(doc("本期设以下3个专题：\n\n1. 公文\n2. 网络\n3. 信息\n4. 应急"), 1);
        assert_eq!(doc("本期设以下3个专题：\n\n1. 公文\n2. 网络\n3. 信息"), 0);
    }

    #[test]
    fn counts_that_agree_or_leave_members_open_are_left_alone() {
        for text in [
            "涵盖教育、医疗、住房、就业、养老五个方面，",
            "涵盖教育、医疗等五个方面，",
            "教育、医疗和住房三个方面",
            "以下5个社区：朝阳社区、花园社区等。",
            "有下列两种情形之一的：\n（一）甲；\n（二）乙。",
            "重点做好以下工作：\n一、甲\n二、乙",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
