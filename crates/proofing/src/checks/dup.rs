//! Words written twice (重复字词): 的的, 进行进行. A pair counts only where the segmenter sees the same word twice in a row.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;
use crate::words::Edges;
use crate::words::Segmenter;

/// Single characters that are never doubled except by mistake.
const SINGLES: &str = "的了是在和与对将把被由从向于或并以为有就也都及";
/// Doubled words that are meant: reduplicated verbs, counts, sounds.
const MEANT: [&str; 18] = [
    "研究", "讨论", "商量", "考虑", "了解", "学习", "休息", "打扫", "交流", "放松", "锻炼", "非常", "很多", "许多", "好多",
    "层层", "常常", "哈哈",
];
/// Words whose second writing often begins a longer name: 人民政府|政府采购.
const NAMES: [&str; 14] =
    ["政府", "企业", "公司", "工作", "问题", "股东", "法律", "项目", "单位", "委员", "部门", "学校", "组织", "保管"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut segmenter = Segmenter::new(reading);
    let mut at = 0;
    while at < reading.plain.len() {
        let Some(len) = (1..=4).rev().find(|&len| is_doubled(reading, at, len)) else {
            at += 1;
            continue;
        };
        let (middle, end) = (at + len, at + 2 * len);
        let mut clean = |from, to| segmenter.edges(from, to, false) == Edges::Clean;
        if clean(at, middle) && clean(middle, end) {
            let word = reading.block.slice(middle, end);
            let message = format!("「{word}」重复");
            let mut found = hit(Category::Dup, Severity::Info, "dup.word", (at, end), message);
            found.suggestion = Some(word);
            hits.push(found);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Whether the `len` characters at `at` are Han, stand there twice and are not among those meant.
fn is_doubled(reading: &Reading<'_>, at: usize, len: usize) -> bool {
    let Some(pair) = reading.plain.get(at..at + 2 * len) else { return false };
    if pair[..len] != pair[len..] || !pair.iter().all(|&c| fold::is_han(c)) {
        return false;
    }
    if len == 1 {
        // Three or more in a row is drawing, not writing.
        return SINGLES.contains(pair[0]) && reading.char(at + 2) != Some(pair[0]);
    }
    let word: String = pair[..len].iter().collect();
    let even = pair[..len].iter().all(|&c| c == pair[0]);
    let count = crate::view::digit(pair[0]).is_some();
    // 组织的土地|的土地承包权: two phrases that begin alike.
    let phrase = SINGLES.contains(pair[0]) || SINGLES.contains(pair[len - 1]);
    !even && !count && !phrase && !MEANT.contains(&word.as_str()) && !NAMES.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::marked as marked_by;
    use super::check;

    fn marked(text: &str) -> Vec<String> {
        marked_by(check, text)
    }

    #[test]
    fn doubled_words_are_marked() {
        assert_eq!(marked("取得了显著的的成效"), ["的的"]);
        assert_eq!(marked("对项目进行进行验收"), ["进行进行"]);
        assert_eq!(marked("各区县各区县要落实"), ["各区县各区县"]);
    }

    #[test]
    fn words_that_meet_or_are_meant_twice_are_left_alone() {
        for text in ["达到目的的措施", "为了了解情况", "讨论讨论方案", "市人民政府政府采购", "针对对方意见", "一个一个解决"]
        {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
