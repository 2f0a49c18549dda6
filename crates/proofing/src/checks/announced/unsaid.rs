//! What a sentence promises or begins and does not say: 可拨打以下电话, 下列情形之一的： over the next article, 不断提升 at the end.

use super::{element, end_of};
use crate::finding::Hit;
use crate::reading::Reading;

/// 可拨打以下电话咨询 in a text that has none.
pub(super) fn contact(reading: &Reading<'_>, rest: &[Reading<'_>]) -> Option<Hit> {
    const TOLD: [(&str, &str); 7] = [
        ("以下电话", "0123456789"),
        ("下列电话", "0123456789"),
        ("以下号码", "0123456789"),
        ("以下邮箱", "@"),
        ("下列邮箱", "@"),
        ("以下网址", "./"),
        ("以下链接", "./"),
    ];
    let (at, word, signs) = (0..reading.plain.len())
        .find_map(|at| TOLD.iter().find(|(word, _)| reading.is_at(at, word)).map(|&(word, signs)| (at, word, signs)))?;
    let told = |text: &[char]| text.iter().filter(|c| signs.contains(**c)).count() >= if signs.len() > 2 { 3 } else { 1 };
    let noun: String = word.chars().skip(2).collect();
    let linked = rest.iter().take(20).any(|next| told(&next.plain) || next.is_at(next.skip_spaces(0), &format!("{noun}:")));
    (!linked && !told(&reading.plain[at..])).then(|| element((at, at + word.chars().count()), "预告的内容没有列出"))
}

/// …健全三级路长制，不断提升: the last line breaks off.
pub(super) fn unfinished(reading: &Reading<'_>) -> Option<Hit> {
    const LED: [&str; 6] = ["不断", "持续", "进一步", "切实", "着力", "大力"];
    let end = end_of(reading);
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
    let next = next?;
    let head = next.skip_spaces(0);
    let numeral = next.plain[head..].iter().skip(1).take(6).take_while(|c| "一二三四五六七八九十百零".contains(**c)).count();
    let article = next.char(head) == Some('第') && numeral > 0 && next.char(head + 1 + numeral) == Some('条');
    if !article || reading.char_before(end) != Some(':') {
        return None;
    }
    let from = (end.saturating_sub(30)..end).find(|&at| reading.one_of(at, &["下列", "以下"]).is_some())?;
    Some(element((from, end), "预告的内容没有列出"))
}
