//! How lines of a text end: the last item of a list with ；, a paragraph without its full stop (GB/T 15834).

use super::{Context, advised, hit, issued};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Shortest paragraph that must end with a mark, in characters.
const PARAGRAPH: usize = 24;

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let lines: Vec<usize> = (0..readings.len()).filter(|&i| readings[i].field() == Field::Body).collect();
    for (place, &block) in lines.iter().enumerate() {
        let next = lines.get(place + 1).map(|&i| &readings[i]);
        let before = place.checked_sub(1).map(|i| &readings[lines[i]]);
        hits[block].extend(
            last_item(before, &readings[block], next)
                .or_else(|| comma(&readings[block], next))
                .or_else(|| unended(&readings[block], next))
                .or_else(|| between(before, &readings[block], next))
                .or_else(|| among_items(before, &readings[block], next, lines.get(place + 2).map(|&i| &readings[i])))
                .or_else(|| last_sentence(&readings[block], next)),
        );
    }
}

/// The last character that is no space.
fn last(reading: &Reading<'_>) -> Option<(usize, char)> {
    let at = reading.plain.iter().rposition(|c| !c.is_whitespace())?;
    Some((at, reading.block.chars[at]))
}

/// The number of an item: 3., （3）, （三）.
fn number(reading: &Reading<'_>) -> Option<u32> {
    let at = reading.skip_spaces(0);
    let open = usize::from(reading.char(at) == Some('('));
    let from = at + open;
    let digits = reading.plain.get(from..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let (value, end) = match digits {
        0 => ("一二三四五六七八九十".chars().position(|c| Some(c) == reading.char(from))? as u32 + 1, from + 1),
        _ => (reading.text(from, from + digits).parse().ok()?, from + digits),
    };
    let closes = matches!((open, reading.char(end)), (1, Some(')')) | (0, Some('.' | '、')));
    closes.then_some(value)
}

/// 1.…； 2.…； 3.…； and then another paragraph: the list ends with a full stop.
fn last_item(before: Option<&Reading<'_>>, reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    let own = number(reading)?;
    let (at, _) = last(reading).filter(|(_, c)| matches!(c, '；' | ';'))?;
    let follows =
        before.is_some_and(|before| number(before) == own.checked_sub(1) && last(before).is_some_and(|(_, c)| c == '；'));
    let ends = next.is_none_or(|next| {
        let other = number(next).is_none() && !next.is_at(next.skip_spaces(0), "其他") && reading.block.list == next.block.list;
        other && (last(next).is_some_and(|(_, c)| matches!(c, '。' | '：')) || issued::is_body(next))
    });
    let found = hit(Category::Punct, Severity::Info, "punct.stop", (at, at + 1), "最后一项之后应用句号");
    (own >= 2 && follows && ends).then(|| advised(found, "。"))
}

/// 市民可凭本人身份证件免费参加 between two paragraphs that end: a heading would say neither 可 nor 应当.
fn between(before: Option<&Reading<'_>>, reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    const SAYS: [&str; 12] =
        ["可凭", "应当", "可以", "涵盖", "包括", "需要", "必须", "不得", "可持", "可登录", "请携带", "已全部"];
    let (at, _) = last(reading).filter(|(at, c)| *at >= 13 && fold::is_han(*c))?;
    let ended = |other: Option<&Reading<'_>>| other.and_then(last).is_some_and(|(_, c)| c == '。');
    let plain = reading.block.cell.is_none() && reading.block.list.is_none() && reading.block.heading == 0;
    let clear = number(reading).is_none() && !reading.plain.iter().any(|c| matches!(c, ':' | '“' | '《' | '(' | ' '));
    let says = (0..=at).any(|i| reading.one_of(i, &SAYS).is_some());
    (plain && clear && says && ended(before) && ended(next)).then(|| unstopped(at))
}

/// 二、…额满为止 between 一、…。 and 三、…。
fn among_items(
    before: Option<&Reading<'_>>,
    reading: &Reading<'_>,
    next: Option<&Reading<'_>>,
    second: Option<&Reading<'_>>,
) -> Option<Hit> {
    let own = number(reading)?;
    let (at, _) = last(reading).filter(|(at, c)| *at >= 10 && fold::is_han(*c))?;
    let ended = |other: &Reading<'_>, value: Option<u32>| number(other) == value && last(other).is_some_and(|(_, c)| c == '。');
    let other =
        if own == 1 { second.is_some_and(|s| ended(s, Some(3))) } else { before.is_some_and(|b| ended(b, own.checked_sub(1))) };
    let both = other && next.is_some_and(|n| ended(n, own.checked_add(1)));
    (both && at >= 14).then(|| unstopped(at))
}

/// 推出以下举措， over 1.…; …提高使用效率， over another paragraph.
fn comma(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    let (at, _) = last(reading).filter(|(at, c)| *at >= 12 && *c == '，')?;
    let plain = reading.block.cell.is_none() && reading.block.list.is_none();
    let list = number(next?) == Some(1);
    let prose =
        next.and_then(last).is_some_and(|(_, c)| c == '。') && next.is_some_and(|next| next.plain.len() >= 16) && at >= 24;
    let (message, mark) =
        if list { ("引出下文的各项，应用冒号", "：") } else { ("段落末尾应用句号", "。") };
    let found = hit(Category::Punct, Severity::Info, "punct.stop", (at, at + 1), message);
    let signed = next.is_some_and(issued::is_body);
    (plain && (list || prose || signed)).then(|| advised(found, mark))
}

fn unstopped(at: usize) -> Hit {
    hit(Category::Punct, Severity::Info, "punct.stop", (at - 1, at + 1), "段落末尾缺少句号")
}

/// A long paragraph that ends without a mark over another paragraph.
fn unended(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    let (at, c) = last(reading).filter(|(at, c)| *at >= PARAGRAPH && fold::is_han(*c))?;
    let own = reading.block.chars.iter();
    let running = own.clone().filter(|c| matches!(c, '，' | '。')).count() >= 2;
    let plain = reading.block.cell.is_none() && reading.block.list.is_none() && number(reading).is_none();
    // A title of several lines, a list of names and a quotation end otherwise.
    // 强化政治引领，筑牢思想根基，推动…再上新台阶: a subheading tells nothing of what was done.
    let told = own.clone().any(|c| {
        c.is_ascii_digit()
            || matches!(c, '了' | '将' | '已' | '于' | '在' | '并' | '。' | '要' | '再' | '累' | '达' | '共' | '预')
    });
    let prose = told && !own.clone().any(|c| matches!(c, '：' | '“' | '《' | '\u{3000}' | '|')) && !"者员人文图报道".contains(c);
    let (_, end) = next.and_then(last)?;
    let over =
        next.is_some_and(|next| next.plain.len() >= PARAGRAPH / 2 && next.block.cell.is_none()) && matches!(end, '。' | '！');
    (running && plain && prose && over).then(|| unstopped(at))
}

/// …停水。请居民提前做好储水准备: a paragraph of sentences whose last one has no stop.
fn last_sentence(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    const BEGINS: [&str; 6] = ["请", "要", "届时", "逾期", "各单位", "如有"];
    let (at, _) = last(reading).filter(|(_, c)| fold::is_han(*c))?;
    let own = &reading.block.chars[..at];
    let stop = own.iter().rposition(|c| *c == '。')?;
    // 答：…办理。符合条件的，当场发证
    let answer = reading.is_at(reading.skip_spaces(0), "答:") && own[stop..].contains(&'，');
    let begins = answer || reading.one_of(reading.skip_spaces(stop + 1), &BEGINS).is_some();
    let plain = reading.block.cell.is_none() && reading.block.list.is_none();
    let clear = !own[stop..].iter().any(|c| matches!(c, '“' | '《' | '\u{3000}' | ' '));
    let over = next.is_none_or(|next| last(next).is_some_and(|(_, c)| c == '。') || issued::is_body(next));
    (begins && plain && clear && over && at - stop >= 8).then(|| unstopped(at))
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    const NEXT: &str =
        "下半年，全县将继续实施就业优先战略，开展职业技能培训，力争全年新增城镇就业两万三千人以上，让更多群众在家门口就业。";

    #[test]
    fn a_last_sentence_without_its_stop_is_marked() {
        assert_eq!(marked("6月20日停水。请居民提前做好储水准备"), ["准备"]);
        assert_eq!(marked("6月20日停水。请居民提前做好储水准备。"), Vec::<String>::new());
        let items = "一、市民可在图书馆报名。\n二、活动免费，每场限额40人，额满为止\n三、未成年人须由监护人陪同。";
        assert_eq!(marked(items), ["为止"]);
        assert_eq!(marked("将举办系列活动。\n市民可凭本人身份证件免费参加\n以公告为准。"), ["参加"]);
        assert_eq!(marked("将举办系列活动。\n让群众办事更加方便快捷舒心\n以公告为准。"), Vec::<String>::new());
        assert_eq!(marked("问：怎么办？\n答：到社区居委会办理。符合条件的，当场发证"), ["发证"]);
        assert_eq!(marked("望贵单位在调查中给予大力支持，\n岚浦县统计局\n2026年6月9日"), ["，"]);
    }

    #[test]
    fn lines_that_end_wrongly_are_marked() {
        assert_eq!(marked("1.身份证；\n2.户口簿；\n3.结婚证；\n窗口提供复印服务。"), ["；"]);
        let open = "上半年，全县累计新增城镇就业一万一千人，农村劳动力转移就业六千人，城乡居民收入差距进一步缩小";
        assert_eq!(marked(&format!("{open}\n{NEXT}")), ["缩小"]);
    }

    #[test]
    fn a_comma_ends_no_paragraph() {
        assert_eq!(marked("不动产登记中心推出以下举措，\n1.开设老年人专窗。"), ["，"]);
        let open = "要加强资金调度，严格执行专款专用的规定，切实提高资金使用效率，";
        assert_eq!(marked(&format!("{open}\n{NEXT}")), ["，"]);
        assert_eq!(marked("（1）身份证；\n（2）住址证明；"), ["；"]);
    }

    #[test]
    fn lists_and_titles_are_left_alone() {
        for text in [
            "1.身份证；\n2.户口簿；\n3.结婚证。\n窗口提供复印服务。",
            "1.身份证；\n2.户口簿；\n3.照片。",
            "清溪县召开就业工作会议，部署下半年工作",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(marked(&format!("清溪县召开就业工作会议\n{NEXT}")), Vec::<String>::new());
    }
}
