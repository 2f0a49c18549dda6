//! What a sentence promises or begins and does not say: 可拨打以下电话, 下列情形之一的： over the next article, 不断提升 at the end.

use super::super::issued;
use super::{element, end_of, headings};
use crate::finding::Hit;
use crate::reading::Reading;

/// What a promise is kept with.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Number,
    Mailbox,
    Address,
    Place,
    List,
}

/// 可拨打以下电话咨询 in a text that has none, 下列人员符合条件 over the signature.
pub(super) fn contact(reading: &Reading<'_>, rest: &[Reading<'_>]) -> Option<Hit> {
    const TOLD: [(&str, Kept); 12] = [
        ("地址", Kept::Place),
        ("电话", Kept::Number),
        ("号码", Kept::Number),
        ("热线", Kept::Number),
        ("联系方式", Kept::Number),
        ("邮箱", Kept::Mailbox),
        ("网址", Kept::Address),
        ("链接", Kept::Address),
        ("人员", Kept::List),
        ("单位", Kept::List),
        ("企业", Kept::List),
        ("项目", Kept::List),
    ];
    // 以下电话, 以下举报电话
    let promise = |at: usize| {
        reading.one_of(at, &["以下", "下列"])?;
        let of = |gap: usize| {
            TOLD.iter()
                .find(|(word, kept)| (gap == 0 || *kept != Kept::List) && reading.is_at(at + 2 + gap, word))
                .map(|&(word, kept)| (gap, word, kept))
        };
        let (gap, word, kept) = [0, 2, 4].into_iter().find_map(of)?;
        let between = &reading.plain[at + 2..at + 2 + gap];
        between
            .iter()
            .all(|&c| crate::fold::is_han(c))
            .then(|| (at, reading.text(at, at + 2 + gap + word.chars().count()), word, kept))
    };
    let begins = |at: &usize| matches!(reading.plain[*at], '以' | '下');
    let (at, word, noun, kept) = (0..reading.plain.len()).filter(begins).find_map(promise)?;
    let told = |text: &[char]| match kept {
        Kept::Number => text.split(|c| !c.is_ascii_digit() && *c != '-').any(|run| run.len() >= 5),
        Kept::Mailbox => text.contains(&'@'),
        Kept::Address => text.iter().filter(|c| matches!(c, '.' | '/')).count() >= 2,
        Kept::Place => text.iter().any(|c| matches!(c, '号' | '路' | '街' | '楼' | '室' | '/')),
        Kept::List => text.iter().any(|c| matches!(c, ':' | '、')),
    };
    if kept == Kept::List {
        // The signature follows at once, so that no list can.
        let signed = rest.first().is_some_and(issued::is_body);
        let announced = ["现予", "予以公布", "名单公布", "现将"].iter().any(|word| has(reading, word));
        let open = signed && announced && !told(&reading.plain[at..]) && !has(reading, "附件");
        return open.then(|| element((at, at + word.chars().count()), "预告的内容没有列出"));
    }
    let linked = |next: &Reading<'_>| told(&next.plain) || next.is_at(next.skip_spaces(0), &format!("{noun}:"));
    let promised = !rest.iter().take(20).any(linked) && !told(&reading.plain[at..]);
    promised.then(|| element((at, at + word.chars().count()), "预告的内容没有列出"))
}

fn has(reading: &Reading<'_>, word: &str) -> bool {
    (0..reading.plain.len()).any(|at| reading.is_at(at, word))
}

/// …健全三级路长制，不断提升: the last line breaks off.
pub(super) fn unfinished(reading: &Reading<'_>) -> Option<Hit> {
    const LED: [&str; 6] = ["不断", "持续", "进一步", "切实", "着力", "大力"];
    // …提供上门评估，并逐步
    const OPEN: [&str; 19] = [
        "并", "并且", "逐步", "不断", "持续", "进一步", "切实", "以及", "和", "或者", "但是", "同时", "按照", "根据", "通过",
        "对于", "将", "由", "与",
    ];
    let end = end_of(reading);
    let open = OPEN.iter().filter(|word| reading.led_by(end, &[word])).max_by_key(|word| word.len());
    if let Some(word) = open.filter(|_| end >= 20 && reading.plain[..end].contains(&',') && reading.block.cell.is_none()) {
        return Some(element((end - word.chars().count(), end), "话没有说完"));
    }
    // …调低音量。下一步，我们将会同公安部门: the last sentence has no end.
    let stop = reading.plain[..end].iter().rposition(|c| *c == '。');
    let tail = stop.map(|stop| (stop + 1, reading.plain[stop + 1..end].to_vec()));
    let broken = tail.filter(|(_, tail)| {
        let comma = tail.iter().rposition(|c| *c == ',');
        let ends = tail.last().is_some_and(|&c| crate::fold::is_han(c));
        ends && comma.is_some_and(|comma| comma + 4 < tail.len() && tail.len() <= 40)
            && !tail.contains(&'“')
            && !tail.contains(&'(')
    });
    if let Some((from, tail)) = broken.filter(|_| reading.block.cell.is_none()) {
        let comma = tail.iter().rposition(|c| *c == ',').unwrap_or(0);
        return Some(element((from + comma + 1, end), "话没有说完"));
    }
    let verb = ["提升", "推进", "加强", "完善", "提高", "增强", "促进", "推动", "健全", "优化", "开展", "强化"]
        .iter()
        .find(|verb| reading.before(end, 2) == **verb)?;
    let start = end - verb.chars().count();
    let led = LED.iter().find(|word| reading.before(start, word.chars().count()) == **word)?;
    let from = start - led.chars().count();
    let clause = reading.char_before(from) == Some(',');
    (clause && end >= 24).then(|| element((from, end), "话没有说完"))
}

/// 有下列情形之一的，不予受理： over 第十一条.
pub(super) fn list_of_article(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    let end = end_of(reading);
    next.filter(|next| headings::begins(next, '条') && reading.char_before(end) == Some(':'))?;
    let from = (end.saturating_sub(30)..end).find(|&at| reading.one_of(at, &["下列", "以下"]).is_some())?;
    Some(element((from, end), "预告的内容没有列出"))
}
