//! What editors wrote to each other and left in the text.

use crate::fold;
use crate::reading::Reading;

/// （小张：这里再核一下数据）: one editor to another.
pub(super) fn note(reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    // [批注1：请核实路段]
    if reading.is_at(at + 1, "批注") {
        let close = at + reading.plain[at..].iter().take(60).position(|c| matches!(c, ')' | ']' | '】'))?;
        return Some((close + 1, "批注"));
    }
    // （王科：这段还没给，先空着）
    let titled = reading.char(at + 2).is_some_and(|c| "科局处总姐哥工".contains(c)) && reading.char(at + 3) == Some(':');
    let inner: String = reading.plain[at..].iter().take(40).take_while(|c| !matches!(c, ')' | '】')).collect();
    if titled && ["还没", "先空", "先放", "核", "改", "补"].iter().any(|word| inner.contains(word)) {
        return Some((at + inner.chars().count() + 1, "编辑之间的留言"));
    }
    // （这个数小李再跟预算科核一下）
    let close = at + reading.plain[at..].iter().take(30).position(|c| matches!(c, ')' | ']' | '】'))?;
    let inner = reading.text(at + 1, close);
    if ["核一下", "核对一下", "改一下", "看一下", "确认一下", "补一下", "查一下", "核实一下"]
        .iter()
        .any(|word| inner.ends_with(word))
    {
        return Some((close + 1, "编辑之间的留言"));
    }
    let name =
        reading.char(at + 1).is_some_and(|c| matches!(c, '小' | '老' | '@')) && reading.char(at + 2).is_some_and(fold::is_han);
    let colon = (at + 3..at + 6).find(|&i| reading.char(i) == Some(':'))?;
    let len = reading.plain[colon..].iter().take(60).position(|c| matches!(c, ')' | ']' | '】'))?;
    let text = reading.text(colon, colon + len);
    let asks = ["核", "改", "补", "插", "删", "查", "确认", "看一下", "这里", "此处", "加上", "换"]
        .iter()
        .any(|word| text.contains(word));
    (name && asks).then_some((colon + len + 1, "编辑之间的留言"))
}
