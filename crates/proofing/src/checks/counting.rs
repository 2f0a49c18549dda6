//! Enumerations within a paragraph: 一是…三是… with a member left out, and 三个方面 followed by four.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const NUMERALS: &str = "一二三四五六七八九十";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    if let Some(found) = other_numeral(reading) {
        hits.push(found);
        return;
    }
    for form in [is_member as fn(&Reading<'_>, usize) -> Option<usize>, ordinal_member] {
        let members: Vec<(usize, usize)> = (0..reading.plain.len()).filter_map(|at| Some((at, form(reading, at)?))).collect();
        let mut from = 0;
        while from < members.len() {
            // One enumeration runs until the count begins again.
            let len = members[from + 1..].iter().take_while(|m| m.1 != 1).count() + 1;
            sequence(reading, &members[from..from + len], hits);
            from += len;
        }
    }
}

/// 一是 at the start of a clause.
fn is_member(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let value = NUMERALS.chars().position(|c| reading.char(at) == Some(c))? + 1;
    let starts = reading.char_before(at).is_none_or(|c| matches!(c, '。' | ';' | ':' | ',' | ' ' | '”' | '\u{3000}'));
    (starts && reading.char(at + 1) == Some('是')).then_some(value)
}

/// 第一， at the start of a sentence.
fn ordinal_member(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let value = NUMERALS.chars().position(|c| reading.char(at + 1) == Some(c))? + 1;
    let starts = reading.char_before(at).is_none_or(|c| matches!(c, '。' | ';' | ':' | ' '));
    (starts && reading.char(at) == Some('第') && matches!(reading.char(at + 2), Some(',' | '、'))).then_some(value)
}

/// 第一，…；第2，…: one member in another kind of numeral.
fn other_numeral(reading: &Reading<'_>) -> Option<Hit> {
    let ordinal = |at: usize, arabic: bool| {
        let numeral = reading.char(at + 1).is_some_and(|c| if arabic { c.is_ascii_digit() } else { NUMERALS.contains(c) });
        let starts = reading.char_before(at).is_none_or(|c| matches!(c, '。' | ';' | ':'));
        starts && reading.char(at) == Some('第') && numeral && reading.char(at + 2) == Some(',')
    };
    let at = (0..reading.plain.len()).find(|&at| ordinal(at, true))?;
    let others = (0..reading.plain.len()).filter(|&at| ordinal(at, false)).count();
    let message = "序号的数字写法前后不一";
    (others > 0).then(|| hit(Category::Number, Severity::Info, "number.sequence", (at, at + 2), message))
}

fn sequence(reading: &Reading<'_>, members: &[(usize, usize)], hits: &mut Vec<Hit>) {
    if members.len() < 2 || members[0].1 != 1 {
        return;
    }
    for pair in members.windows(2) {
        if pair[1].1 != pair[0].1 + 1 {
            let message = format!("序号不连续：“{}”之后应为“{}”", numeral(pair[0].1), numeral(pair[0].1 + 1));
            hits.push(hit(Category::Number, Severity::Info, "number.sequence", (pair[1].0, pair[1].0 + 2), message));
            return;
        }
    }
    if let Some((range, told)) = announced(reading, members[0].0).filter(|(_, told)| *told != members.len()) {
        let message = format!("文中说{told}项，实际列出{}项，请核对", members.len());
        hits.push(hit(Category::Number, Severity::Info, "number.count", range, message));
    }
}

fn numeral(value: usize) -> char {
    NUMERALS.chars().nth(value - 1).unwrap_or('十')
}

/// The number told right before the first member: 做好以下三个方面工作：一是….
fn announced(reading: &Reading<'_>, first: usize) -> Option<((usize, usize), usize)> {
    const COUNTED: [&str; 11] = ["类企业", "类", "种", "个方面", "方面", "项", "点", "个", "条", "大", "件"];
    let left = first.saturating_sub(24);
    let stop = |i: &usize| matches!(reading.plain[*i], '。' | ';');
    let left = (left..first).rev().find(stop).map_or(left, |i| i + 1);
    if reading.char_before(first) != Some(':') {
        return None;
    }
    let read = |at: usize| {
        let value = match reading.char(at)? {
            '两' => 2,
            c if c.is_ascii_digit() => c.to_digit(10)? as usize,
            c => NUMERALS.chars().position(|n| n == c)? + 1,
        };
        let alone = !reading
            .char_before(at)
            .is_some_and(|c| NUMERALS.contains(c) || c.is_ascii_digit() || matches!(c, '第' | '每' | '这'));
        let unit = reading.one_of(at + 1, &COUNTED)?;
        let end = at + 1 + unit.chars().count();
        // 一个平台 names one thing; only what is announced at the end of the lead counts.
        let led = reading.led_by(at, &["下列", "以下"]);
        let named = reading.one_of(end, &["措施", "举措", "任务", "工作"]).is_some() && first - end <= 16;
        (alone && value >= 2 && (led || named || first - end <= 8)).then_some(((at, end), value))
    };
    (left..first).rev().find_map(read)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn broken_enumerations_are_marked() {
        for (text, found) in [
            ("下列三类企业可以申请贴息：一是甲；二是乙；三是丙；四是丁。", "三类企业"),
            ("一是加强领导；三是强化督查。", "三是"),
            ("一是甲。二是乙。二是丙。", "二是"),
            ("重点做好三个方面工作：一是甲；二是乙。", "三个方面"),
            ("采取以下两项措施：一是甲；二是乙；三是丙。", "两项"),
            ("第一，甲。第三，乙。", "第三"),
            ("注意：第一，甲；第2，乙。", "第2"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn whole_enumerations_are_left_alone() {
        for text in [
            "做好三个方面工作：一是甲；二是乙；三是丙。",
            "一是甲；二是乙。另一方面，一是丙；二是丁。",
            "三是强化督查。",
            "唯一是他的工作，三是数字",
            "依托一个平台，做到：一是甲；二是乙。",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
