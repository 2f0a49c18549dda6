//! Whether what is told of an attachment agrees with the list: 报名表（附件2） where the form is the third, 4个附件 where
//! three are listed, a page of an attachment under another title.

use super::super::issued;
use super::{Range, form, number, start, wrong};
use crate::finding::Hit;
use crate::reading::Reading;

/// The attachments by number and name, as far as the list names them.
pub(super) type Names = Vec<(u32, String)>;

/// References by name and number that say another number than the list.
pub(super) fn named(reading: &Reading<'_>, names: &[(u32, String)]) -> Vec<Hit> {
    let told = |at: usize| {
        let skip = at + usize::from(matches!(reading.char(at + 1), Some('见' | '详')));
        let (value, end) = number(reading, skip + 3).filter(|_| reading.is_at(skip + 1, "附件"))?;
        let before = reading.before(at, 40);
        let before = before.trim_end_matches('》');
        let longest = names.iter().map(|name| shared(before, &name.1)).max().filter(|len| *len >= 3)?;
        let mut best = names.iter().filter(|name| shared(before, &name.1) == longest);
        let (meant, name) = best.next()?;
        let sure = best.next().is_none() && name.chars().count() >= 3;
        (sure && reading.char(end) == Some(')') && *meant != value)
            .then(|| wrong((skip + 1, end), format!("列出的附件中，这一份是附件{meant}")))
    };
    (0..reading.plain.len()).filter(|&at| reading.plain[at] == '(').filter_map(told).collect()
}

/// 自评表（附件2） where the second of the list is a 承诺书: the kinds of the papers that stand beside a number.
pub(super) fn kinds(reading: &Reading<'_>) -> Vec<(u32, String)> {
    let told = |at: usize| {
        let skip = at + usize::from(matches!(reading.char(at + 1), Some('见')));
        let (value, end) = number(reading, skip + 3).filter(|_| reading.is_at(skip + 1, "附件"))?;
        let closed = reading.char(end) == Some(')') && reading.char_before(at).is_some_and(crate::fold::is_han);
        closed.then(|| (value, reading.before(at, 6)))
    };
    (0..reading.plain.len()).filter(|&at| reading.plain[at] == '(').filter_map(told).collect()
}

/// Whether the words before the number and the name in the list end with papers of different kinds.
pub(super) fn other_kind(told: &str, name: &str) -> bool {
    const KINDS: [&[&str]; 7] = [
        &["表"],
        &["承诺书", "申报书", "申请书", "责任书", "委托书", "授权书"],
        &["名单", "清单", "目录", "名录", "台账"],
        &["方案", "计划", "预案", "规划"],
        &["办法", "规定", "细则", "制度", "规则"],
        &["图"],
        &["指南", "手册", "须知", "说明"],
    ];
    // 资金使用计划（附件2） and 资金使用计划表 are one.
    let end: String = told.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    if name.contains(&end) {
        return false;
    }
    let kind = |text: &str| KINDS.iter().position(|kind| kind.iter().any(|word| text.ends_with(word)));
    let name = name.trim_end_matches("(略)").trim();
    matches!((kind(told), kind(name)), (Some(one), Some(other)) if one != other)
}

/// Whether both end with a paper and not with the same: 申报书 and 推荐表.
pub(super) fn other_form(told: &str, name: &str) -> bool {
    const FORMS: [&str; 12] =
        ["申报书", "推荐表", "申请表", "登记表", "报名表", "汇总表", "承诺书", "申请书", "统计表", "备案表", "审批表", "回执"];
    let form = |text: &str| FORMS.iter().position(|form| text.ends_with(form));
    matches!((form(told), form(name)), (Some(one), Some(other)) if one != other)
}

/// How many characters the two have alike at their ends.
fn shared(before: &str, name: &str) -> usize {
    before.chars().rev().zip(name.chars().rev()).take_while(|(one, other)| one == other).count()
}

/// 《申报书》（附件1）: titles with the number they are given in the text.
pub(super) fn titles(reading: &Reading<'_>) -> Vec<(u32, String)> {
    let told = |at: usize| {
        let (value, end) = number(reading, at + 4).filter(|_| reading.is_at(at, "》(附件"))?;
        let len = reading.plain[..at].iter().rev().take(40).position(|c| *c == '《')?;
        (reading.char(end) == Some(')')).then(|| (value, reading.text(at - len, at)))
    };
    (0..reading.plain.len()).filter(|&at| reading.plain[at] == '》').filter_map(told).collect()
}

/// Whether the name in the list is a slip for the title and not a shorter or longer form of it.
pub(super) fn differs(title: &str, name: &str) -> bool {
    let name = name.trim_matches(['《', '》']);
    !name.contains(title) && !title.contains(name) && is_alike(title, name)
}

/// 附件 or 附件1 over a title that differs in a few characters from the name in the list.
pub(super) fn titled(readings: &[Reading<'_>], block: usize, names: &Names) -> Option<(usize, Hit)> {
    let heading = &readings[block];
    let at = start(heading);
    if heading.text(at, at + 8).trim_end().chars().count() > 5 || heading.plain.contains(&':') {
        return None;
    }
    let value = number(heading, heading.skip_spaces(at + 2)).map_or(1, |(value, _)| value);
    let (_, name) = names.iter().find(|(number, _)| *number == value)?;
    let below = (block + 1..readings.len()).find(|&i| readings[i].plain.iter().any(|c| !c.is_whitespace()))?;
    let title = readings[below].text(0, 60);
    let title = title.trim().trim_end_matches("(略)");
    let short = title.chars().count() <= 30 && !title.contains([',', '。', ':']);
    let alike = (differs(title, name) || (short && other_kind(title, name))) && !issued::is_body(&readings[below]);
    let range = (0, readings[below].plain.len());
    alike.then(|| (below, wrong(range, format!("附件的标题与附件说明中的“{name}”不一致"))))
}

/// Whether two names end with the same kind of paper and share most of their pairs of characters.
fn is_alike(title: &str, name: &str) -> bool {
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<Vec<_>>();
    let (title, name) = (pairs(title), pairs(name));
    let shared = title.iter().filter(|pair| name.contains(pair)).count();
    title.len() >= 4
        && title.len() <= 40
        && title.last().map(|pair| pair.1) == name.last().map(|pair| pair.1)
        && 2 * shared >= title.len().max(name.len())
}

/// 附件共3件, 共有4个附件: how many there are said to be.
pub(super) fn counted(reading: &Reading<'_>) -> Option<(Range, u32)> {
    (0..reading.plain.len())
        .filter(|&at| reading.is_at(at, "附件"))
        .find_map(|at| behind(reading, at).or_else(|| before(reading, at)).or_else(|| all_of_them(reading, at)))
}

fn behind(reading: &Reading<'_>, at: usize) -> Option<(Range, u32)> {
    let from = at + 2 + reading.one_of(at + 2, &["共计", "共", "合计"]).map_or(0, |word| word.chars().count());
    let two = (reading.char(from) == Some('两')).then_some((2, from + 1));
    let (count, end) = two.or_else(|| number(reading, from))?;
    reading.char(end).filter(|c| matches!(c, '件' | '份' | '个'))?;
    // 请填写附件1个人申请表
    let word = reading.char(end + 1).is_some_and(crate::fold::is_han);
    (!word).then_some(((at, end + 1), count))
}

fn before(reading: &Reading<'_>, at: usize) -> Option<(Range, u32)> {
    let unit = at.checked_sub(1).filter(|&unit| matches!(reading.plain[unit], '件' | '份' | '个'))?;
    let first = unit
        - reading.plain[..unit]
            .iter()
            .rev()
            .take(2)
            .take_while(|c| c.is_ascii_digit() || "两一二三四五六七八九十".contains(**c))
            .count();
    let two = (reading.char(first) == Some('两')).then_some((2, first + 1));
    let (count, _) = two.or_else(|| number(reading, first)).filter(|(_, end)| *end == unit)?;
    let whole = !reading.char_before(first).is_some_and(|c| "第前后每各任几这那".contains(c))
        && reading.char_before(first).is_some_and(crate::fold::is_han);
    let some = reading.led_by(first, &["其中", "上述", "以上", "前述"]);
    if some {
        return None;
    }
    let all = whole || reading.led_by(first, &["共有", "共", "附有", "随文附", "包括", "包含"]);
    all.then_some(((first, at + 2), count))
}

/// 表格共3份，均见附件.
fn all_of_them(reading: &Reading<'_>, at: usize) -> Option<(Range, u32)> {
    let clause = at - reading.plain[..at].iter().rev().take(16).take_while(|c| !matches!(c, '。' | ';')).count();
    let from = (clause..at).find(|&i| reading.char(i) == Some('共') && reading.is_at(at.saturating_sub(2), "均见"))? + 1;
    let (count, end) = number(reading, from)?;
    matches!(reading.char(end), Some('份' | '个' | '张' | '件')).then_some(((from, end + 1), count))
}

/// 附件：附件1.计划表: the word again behind its colon.
pub(super) fn twice(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (_, end) = number(reading, reading.skip_spaces(at + 2)).filter(|_| reading.is_at(at, "附件"))?;
    let mark = usize::from(matches!(reading.char(end), Some('.' | '、' | ':')));
    Some(form::info((at, end + mark), "冒号后直接写序号和名称，不再写“附件”"))
}

#[cfg(test)]
mod tests {
    use super::super::super::marked_in;
    use super::super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn what_does_not_agree_with_the_list_is_marked() {
        let list = "附件：1.岗位要求一览表\n2.政审情况表\n3.报名表";
        for (text, found) in [
            (format!("请填写报名表（附件2）。\n{list}"), "附件2"),
            (format!("本通知共有4个附件。\n{list}"), "4个附件"),
            ("附件：清溪县农家乐等级评定申请表\n附件\n清溪县民宿等级评定申请表".to_owned(), "清溪县民宿等级评定申请表"),
            ("摸排表（附件1）和整改台账（附件1）。\n附件：1.户厕问题摸排表\n2.户厕问题整改台账".to_owned(), "附件1"),
            ("填写《绿色工厂申报书》（附件1）。\n附件：1.绿色园区申报书\n2.统计表".to_owned(), "绿色园区申报书"),
            ("对照细则（附件1）自评，填报自评表（附件2）。\n附件：1.评分细则\n2.创建承诺书".to_owned(), "创建承诺书"),
            ("范围（见附件1）和日程安排（见附件1）公布如下。\n附件：1.招生范围\n2.招生日程安排".to_owned(), "附件1"),
            ("表格共3份，均见附件。\n附件：1.申报表\n2.登记表".to_owned(), "3份"),
            ("附件：工作任务清单\n县农业局\n2026年6月9日\n附件2\n工作任务清单".to_owned(), "附件2"),
            (
                "附件：1.设施统计表\n2.助餐服务情况统计表\n附件1\n设施统计表（略）\n附件2\n家政服务情况统计表（略）".to_owned(),
                "家政服务情况统计表（略）",
            ),
            ("附件：附件1.计划表\n2.资金表".to_owned(), "附件1."),
        ] {
            assert_eq!(marked(&text), [found], "{text}");
        }
    }

    #[test]
    fn what_agrees_is_left_alone() {
        let list = "附件：1.岗位要求一览表\n2.政审情况表\n3.报名表";
        for text in [
            format!("请填写报名表（附件3），另见政审情况表（附件2）。\n{list}"),
            format!("共有3个附件，每个附件一份。\n{list}"),
            "附件：清溪县民宿等级评定申请表\n附件\n民宿等级评定申请表".to_owned(),
            "附件：1.报名表\n2.承诺书\n附件1\n2026年青年人才招聘\n附件2\n承诺书".to_owned(),
        ] {
            assert_eq!(marked(&text), Vec::<String>::new(), "{text}");
        }
    }
}
