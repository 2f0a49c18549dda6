//! What takes 《》 and what does not.

use super::Slip;
use crate::fold;
use crate::reading::Reading;

const PAPERS: [&str; 12] = ["通知", "意见", "办法", "决定", "方案", "规定", "公告", "通告", "批复", "细则", "函", "报告"];
const LAW: &str = "中华人民共和国";

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    match reading.plain[at] {
        '《' => two_laws(reading, at).or_else(|| closed_early(reading, at)),
        '中' => unmarked(reading, at),
        _ => None,
    }
}

fn close(reading: &Reading<'_>, at: usize) -> Option<usize> {
    reading.plain[at..].iter().take(60).position(|&c| c == '》').map(|len| at + len)
}

/// 《安全生产法、消防法》
fn two_laws(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let end = close(reading, at)?;
    let text = reading.text(at + 1, end);
    let (first, second) = text.split_once('、')?;
    let law = |text: &str| ["法", "条例", "办法", "规定"].iter().any(|word| text.ends_with(word));
    (law(first) && law(second)).then_some(((at, end + 1), "两部法规应分别用书名号", None))
}

/// 《关于做好…工作》的通知
fn closed_early(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let end = close(reading, at).filter(|_| reading.is_at(at + 1, "关于"))?;
    let paper = reading.one_of(end + 2, &PAPERS).filter(|_| reading.char(end + 1) == Some('的'))?;
    let text = reading.text(at + 1, end);
    let named = text.ends_with(')') || PAPERS.iter().any(|paper| text.ends_with(paper));
    (!named).then_some(((end, end + 2 + paper.chars().count()), "书名号应把整个标题括在里面", None))
}

/// 依照中华人民共和国招标投标法第五条; “中华人民共和国劳动合同法”
fn unmarked(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    if !reading.is_at(at, LAW) {
        return None;
    }
    let from = at + LAW.chars().count();
    let len = reading.plain[from..].iter().take(20).take_while(|c| fold::is_han(**c)).position(|&c| c == '法')?;
    let end = from + len + 1;
    // 宪法 is cited without marks in its own laws.
    if reading.is_at(from, "宪法") {
        return None;
    }
    let quoted = reading.char_before(at) == Some('“') && reading.char(end) == Some('”');
    let led = reading.led_by(at, &["依照", "根据", "按照", "违反", "依据", "贯彻", "落实", "学习"]);
    let cited = reading.one_of(end, &["第", "的规定", "规定", "有关规定", ",", "相关规定"]).is_some();
    if quoted {
        return Some(((at - 1, end + 1), "法律名称应用书名号", None));
    }
    (led && cited && len > 0).then_some(((at, end), "法律名称应用书名号", None))
}
