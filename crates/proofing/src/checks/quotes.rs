//! Quotation marks (GB/T 15834): turned round (”试点“), straight ("试点"), the same kind inside itself, and 《》 inside 《》.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Longest quotation that is taken for one turned round, in characters.
const LONGEST: usize = 40;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for (start, end) in turned(&reading.block.chars) {
        let inner = reading.block.slice(start + 1, end - 1);
        hits.push(advised(info("punct.quotes", (start, end), "引号方向相反"), format!("“{inner}”")));
    }
    straight(reading, hits);
    hits.extend(no_work(reading));
    hits.extend(foreign(reading));
    for (open, close, range) in nested(&reading.block.chars) {
        let inner = reading.block.slice(range.0 + 1, range.1 - 1);
        let (right, name) = if open == '《' { (('〈', '〉'), "书名号") } else { (('‘', '’'), "引号") };
        let message = format!("{name}里面再用{name}时，里层应用「{}{}」", right.0, right.1);
        debug_assert!(close != open);
        hits.push(advised(info("punct.nested", range, message), format!("{}{inner}{}", right.0, right.1)));
    }
}

/// 携带《居民身份证》, 荣获《…》称号: a card or an honour is no work (GB/T 15834 §4.15).
fn no_work(reading: &Reading<'_>) -> Vec<Hit> {
    const CARDS: [&str; 14] = [
        "健康证明", "健康证", "营业执照", "户籍证明", "居民身份证", "身份证", "户口本", "户口簿", "毕业证", "驾驶证", "社保卡",
        "结婚证", "居住证", "学生证",
    ];
    let chars = &reading.block.chars;
    let mut out = Vec::new();
    for open in (0..chars.len()).filter(|&i| chars[i] == '《') {
        let Some(len) = chars[open..].iter().take(30).position(|c| *c == '》') else { continue };
        let inner = reading.block.slice(open + 1, open + len);
        let close = open + len + 1;
        let honour = reading.one_of(close, &["称号", "荣誉称号"]).is_some()
            || reading.has_before(open, 6, &["荣获", "获评", "授予", "被评为", "获得"])
                && reading.one_of(close, &["称号", "荣誉", "奖项", "荣誉称号"]).is_some();
        let season = ["月", "周", "日", "行动"].iter().any(|end| inner.ends_with(end))
            && (0..=6).any(|gap| reading.is_at(close + gap, "活动"))
            && reading.plain[close..].iter().take(2).all(|&c| fold::is_han(c));
        let film = ["观影", "观看", "放映"].iter().any(|word| reading.text(close, close + 8).contains(word));
        // 《清河护渔》专项执法行动
        let drive = reading.one_of(close, &["专项", "集中整治", "执法行动", "品牌"]).is_some();
        let season = season || drive;
        let honour = honour || (season && !film && inner.chars().count() <= 10);
        if CARDS.contains(&inner.as_str()) || honour {
            let found = info("punct.quotes", (open, close), "证件、奖项、称号、活动不用书名号");
            out.push(if honour { advised(found, format!("“{inner}”")) } else { advised(found, inner) });
        }
    }
    out
}

/// ‘惠民文化券’ with no quotation around it, and 「一窗受理」: the outer marks are “”.
fn foreign(reading: &Reading<'_>) -> Vec<Hit> {
    let chars = &reading.block.chars;
    let mut out = Vec::new();
    let mut within = 0usize;
    for open in 0..chars.len() {
        let close = match chars[open] {
            '“' => {
                within += 1;
                continue;
            }
            '”' => {
                within = within.saturating_sub(1);
                continue;
            }
            '‘' => '’',
            '「' => '」',
            _ => continue,
        };
        let Some(len) = chars[open..].iter().take(LONGEST).position(|c| *c == close) else { continue };
        let text = &chars[open + 1..open + len];
        let said = text.first().is_some_and(|&c| fold::is_han(c)) && text.last().is_some_and(|&c| fold::is_han(c));
        if said && within == 0 {
            let inner: String = text.iter().collect();
            let found = info("punct.quotes", (open, open + len + 1), "外层引号应用“”");
            out.push(advised(found, format!("“{inner}”")));
        }
    }
    out
}

fn info(rule: &str, range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Punct, Severity::Info, rule, range, message)
}

/// The ranges of quotations that begin with the closing mark and end with the opening one.
pub(super) fn turned(chars: &[char]) -> Vec<(usize, usize)> {
    let marks: Vec<usize> = (0..chars.len()).filter(|&i| matches!(chars[i], '“' | '”')).collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < marks.len() {
        let next = |n: usize| marks.get(i + n).map(|&at| chars[at]);
        if chars[marks[i]] == '“' {
            i += if next(1) == Some('”') { 2 } else { 1 };
            continue;
        }
        let (start, end) = (marks[i], marks.get(i + 1).copied().unwrap_or(0));
        let close = end > start + 1 && end - start <= LONGEST && !chars[start..end].contains(&'。');
        if next(1) == Some('“') && next(2) != Some('”') && close {
            out.push((start, end + 1));
            i += 2;
        } else {
            i += 1;
        }
    }
    out
}

/// One finding a block: the first pair of straight quotation marks around Chinese text.
fn straight(reading: &Reading<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    let marks: Vec<usize> = (0..chars.len()).filter(|&i| chars[i] == '"').collect();
    let han = |i: usize| chars.get(i).is_some_and(|&c| fold::is_han(c));
    // 55"和65": inches.
    let inch = |i: usize| i.checked_sub(1).is_some_and(|i| chars[i].is_ascii_digit());
    let around = |pair: &&[usize]| {
        let text = han(pair[0] + 1) || han(pair[1] - 1);
        let beside = |c: Option<&char>| c.is_none_or(|c| fold::is_han(*c) || "，。；：、！？（）《》“”".contains(*c));
        let before = pair[0].checked_sub(1).and_then(|i| chars.get(i));
        let sentence = before != Some(&'=') && (beside(before) || beside(chars.get(pair[1] + 1)));
        pair[1] > pair[0] + 1 && text && sentence && pair[1] - pair[0] <= 80 && !(inch(pair[0]) && inch(pair[1]))
    };
    let pairs: Vec<&[usize]> = marks.chunks_exact(2).filter(around).collect();
    if let Some(first) = pairs.first() {
        let more = if pairs.len() > 1 { format!("，本段共{}处", pairs.len()) } else { String::new() };
        let inner = reading.block.slice(first[0] + 1, first[1]);
        let found = info("punct.quotes", (first[0], first[1] + 1), format!("中文应使用弯引号“”{more}"));
        hits.push(advised(found, format!("“{inner}”")));
    }
}

/// Pairs that lie inside a pair of the same kind within the block: the opening and closing mark and the inner range.
fn nested(chars: &[char]) -> Vec<(char, char, (usize, usize))> {
    let mut out = Vec::new();
    for (open, close) in [('《', '》'), ('“', '”')] {
        let mut waiting: Vec<usize> = Vec::new();
        let mut inner: Vec<(usize, usize)> = Vec::new();
        for (at, &c) in chars.iter().enumerate() {
            if c == open {
                waiting.push(at);
            } else if c == close
                && let Some(start) = waiting.pop()
            {
                // 《…〈…《…》…〉…》 is the right third level.
                let third = open == '《'
                    && chars[..start].iter().rev().take(LONGEST).find(|c| matches!(c, '〈' | '〉' | '《')) == Some(&'〈');
                if waiting.is_empty() {
                    out.extend(inner.drain(..).map(|range| (open, close, range)));
                } else if waiting.len() == 1 && !third {
                    inner.push((start, at + 1));
                }
            }
            if waiting.is_empty() {
                inner.clear();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn wrong_quotation_marks_are_marked() {
        for (text, found) in [
            ("开展”试点“工作", "”试点“"),
            ("所谓\"试点\"工作", "\"试点\""),
            ("《关于印发《云溪市办法》的通知》", "《云溪市办法》"),
            ("他说：“要落实“双减”政策。”", "“双减”"),
            ("”一网通办“和“跨省通办”", "”一网通办“"),
            ("携带《居民身份证》原件办理", "《居民身份证》"),
            ("荣获《质量标杆单位》称号", "《质量标杆单位》"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn proper_quotation_marks_are_left_alone() {
        for text in [
            "“试点”和“示范”",
            "《关于印发〈云溪市办法〉的通知》",
            "《关于修改〈云溪市实施《办法》细则〉的决定》",
            "他说：“要落实‘双减’政策。”",
            "屏幕尺寸55\"和65\"",
            "《甲》《乙》",
            "《居民身份证法》",
            "甲”，“乙”",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
