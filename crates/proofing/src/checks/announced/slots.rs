//! A word or number that is missing in the middle of a sentence, with nothing in its place: 自受理之日起个工作日内,
//! 会议由主持, 同比增长%, 违反了《办法》第条.

use std::sync::LazyLock;

use super::super::phrases::Phrases;
use super::{element, end_of};
use crate::finding::Hit;
use crate::fold;
use crate::reading::Reading;

/// What may stand neither before nor behind a phrase in which a word is missing.
#[derive(Clone, Default)]
struct Unless {
    before: Vec<&'static str>,
    behind: Vec<&'static str>,
}

static SLOTS: LazyLock<Phrases<Unless>> = LazyLock::new(|| {
    let list = |words: &'static str| words.split(',').filter(|word| !word.is_empty()).collect();
    let read = |line: &'static str| {
        // A blank within a phrase is none of those that part the vetoes.
        let end = [" !", " <"].iter().filter_map(|veto| line.find(veto)).min().unwrap_or(line.len());
        let (phrase, parts) = (&line[..end], line[end..].split(' '));
        let mut unless = Unless::default();
        for veto in parts {
            match veto.split_at_checked(1) {
                Some(("!", words)) => unless.behind = list(words),
                Some(("<", words)) => unless.before = list(words),
                _ => {}
            }
        }
        let (before, behind) = phrase.split_once('|').unwrap_or((phrase, ""));
        let pair = move |before: &str| behind.split('/').map(|behind| format!("{before}{behind}")).collect::<Vec<_>>();
        before.split('/').flat_map(pair).map(move |phrase| (phrase, unless.clone())).collect::<Vec<_>>()
    };
    let slots: Vec<(String, Unless)> = include_str!("../../../data/slots.txt").lines().skip(1).flat_map(read).collect();
    Phrases::new(slots.iter().map(|(phrase, unless)| (phrase.as_str(), unless.clone())))
});

/// The places of one line where a word is missing.
pub(super) fn check(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = (begun(reading).into_iter()).chain(broken_off(reading, next)).collect();
    let mut at = 0;
    while at < reading.plain.len() {
        match missing(reading, at) {
            Some(range) => {
                hits.push(element(range, "此处疑似缺少文字或数字"));
                at = range.1;
            }
            None => at += 1,
        }
    }
    hits
}

fn missing(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    if let Some((unless, end)) = SLOTS.at(reading, at) {
        let behind = unless.behind.iter().any(|word| reading.is_at(end, word));
        let before = unless.before.iter().any(|word| reading.before(at, word.chars().count()) == *word);
        return (!behind && !before).then_some((at, end));
    }
    match reading.plain[at] {
        '%' => no_rate(reading, at),
        '路' | '街' => no_street(reading, at),
        '票' => no_votes(reading, at),
        _ => None,
    }
}

/// 同比增长%，: a rate without its number, in running text.
fn no_rate(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let led = ["增长", "下降", "达到", "达", "占", "提高", "回落", "为", "上升", "完成"];
    let verb = led.iter().find(|word| reading.before(at, 2).ends_with(*word))?;
    let ends = reading.char(at + 1).is_none_or(|c| matches!(c, ',' | '。' | ';' | '、' | '以'));
    let running = reading.plain.iter().any(|c| matches!(c, ',' | '。'));
    (ends && running).then_some((at - verb.chars().count(), at + 1))
}

/// 栖河县路36号: a street without its name.
fn no_street(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let place = reading.char_before(at).is_some_and(|c| "县市区镇乡".contains(c));
    let digits = reading.digits(at + 1, 5);
    let named = reading.before(at, 2);
    let known = ["城市", "小区", "社区", "园区", "街区", "新区", "城区", "老区", "集市", "夜市"].contains(&&*named);
    (place && !known && digits > 0 && reading.char(at + 1 + digits) == Some('号')).then(|| (at - 1, at + 2 + digits))
}

/// 同意212票，反对票，弃权7票
fn no_votes(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let kind = ["反对", "弃权", "赞成", "同意", "无效"].into_iter().find(|kind| reading.before(at, 2) == *kind)?;
    let ends = reading.char(at + 1).is_none_or(|c| matches!(c, ',' | '、' | ';' | '。'));
    let mut around = at.saturating_sub(30)..(at + 30).min(reading.plain.len());
    let counted = around.any(|i| reading.plain[i] == '票' && reading.char_before(i).is_some_and(|c| c.is_ascii_digit()));
    (ends && counted).then_some((at - kind.chars().count(), at + 1))
}

/// 为，根据…: a sentence that begins with a word for what is missing.
fn begun(reading: &Reading<'_>) -> Option<Hit> {
    let at = reading.skip_spaces(0);
    let word = reading.one_of(at, &["为,", "因,", "由于,", "根据,", "按照,", "经,", "依据,", "随着,", "对于,"])?;
    let end = at + word.chars().count() - 1;
    (reading.plain.len() > end + 8).then(|| element((at, end), "此处疑似缺少文字或数字"))
}

/// 会议指出， alone on its line.
fn broken_off(reading: &Reading<'_>, next: Option<&Reading<'_>>) -> Option<Hit> {
    let (start, end) = (reading.skip_spaces(0), end_of(reading));
    let words = &reading.plain[start.min(end)..end];
    let said = words.len() <= 8 && words.last() == Some(&',') && words[..words.len() - 1].iter().all(|&c| fold::is_han(c));
    let verb = || reading.led_by(end - 1, &["指出", "强调", "要求", "认为", "表示", "听取了", "决定"]);
    (said && verb() && next.is_some()).then(|| element((start, end), "话没有说完"))
}
