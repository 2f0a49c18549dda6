//! Attachments announced and named (附件, GB/T 9704 §7.3.5): 见附件3 where only two are named, an empty 附件：, numbers out of
//! order; how the list is written is the matter of `form`.

use std::collections::HashSet;

use super::{Context, hit, issued};
use crate::doc::Field;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;
use named::Named;

mod agreement;
mod form;
mod frame;
mod named;
mod names;

type Range = (usize, usize);

/// As many names of a list are compared with what the text says of them.
const MOST: usize = 100;

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut named = Named::default();
    let mut kinds: Vec<(u32, String)> = Vec::new();
    let mut titles: Vec<(u32, String)> = Vec::new();
    let mut references: Vec<(usize, Range, u32)> = Vec::new();
    let linked: HashSet<usize> = context.doc.links.iter().map(|link| link.block).collect();
    let files = readings.iter().any(|r| r.field() == Field::AttachmentName);
    for (block, reading) in readings.iter().enumerate() {
        hits[block].extend(names::check(reading));
        if reading.field() == Field::Body {
            hits[block].extend(
                frame::led(reading)
                    .or_else(|| frame::short_word(reading).filter(|_| block > 0 || readings.len() > 2))
                    .or_else(|| frame::odd_mark(reading)),
            );
        }
        match reading.field() {
            Field::Body => {}
            Field::AttachmentName => {
                named.add_file(reading);
                continue;
            }
            _ => continue,
        }
        if let Some(heading) = heading(reading) {
            named.head(readings, block, &heading, hits);
            hits[block].extend(frame::between(reading, &heading).filter(|_| heading.lists));
            hits[block].extend(form::draft(reading).or_else(|| form::size(reading)).filter(|_| heading.lists));
            let below = form::below_signature(readings, block, &heading).filter(|_| !linked.contains(&block) && !files);
            hits[block].extend(below.or_else(|| form::joined(reading, &heading)));
            hits[block].extend(form::unnumbered(reading, &heading, &readings[block + 1..]));
            hits[block].extend(form::extension(reading).filter(|_| heading.lists && !linked.contains(&block)));
            if !files && is_empty(readings, block) {
                hits[block].push(wrong((0, reading.plain.len()), "写了“附件”却没有列出附件"));
            }
        } else if named.listed.is_some() && named.item((block, reading), &mut hits[block]) {
            hits[block].extend(form::draft(reading).or_else(|| form::size(reading)));
            hits[block].extend(form::extension(reading).filter(|_| !linked.contains(&block)));
        } else {
            named.listed = None;
            hits[block].extend(form::colon_missing(reading));
            references.extend(mentions(reading).into_iter().map(|(range, number)| (block, range, number)));
            titles.extend(agreement::titles(reading));
            kinds.extend(agreement::kinds(reading));
            kinds.truncate(MOST);
            titles.truncate(MOST);
        }
    }
    named.judge(readings, references, hits);
    // One reference to the wrong number tells enough.
    if !hits.iter().flatten().any(|hit| hit.message.starts_with("列出的附件中，这一份")) {
        named.compare(readings, &titles, hits, agreement::differs);
        named.compare(readings, &kinds, hits, agreement::other_kind);
    }
    let told = |hits: &[Hit]| hits.iter().any(|hit| hit.category == Category::Attachment);
    if let Some((block, found)) = frame::check(readings).filter(|(block, _)| !told(&hits[*block])) {
        hits[block].push(found);
    }
    let signed = || issued::dates(readings).iter().any(|dated| dated.kind == issued::Kind::Signed);
    if named == Named::default() && context.doc.links.is_empty() && signed() {
        hits.iter_mut().zip(readings).for_each(|(hits, reading)| hits.extend(missing(reading)));
    }
}

/// 具体名单见附件 in a signed paper that has none.
fn missing(reading: &Reading<'_>) -> Option<Hit> {
    if reading.field() != Field::Body {
        return None;
    }
    let told = ["见附件", "附件所列", "附件所附", "(附件)", "附件中的", "填报附件", "填写附件", "附件中所"];
    let (at, word) = (0..reading.plain.len()).find_map(|at| Some((at, reading.one_of(at, &told)?)))?;
    Some(wrong((at, at + word.chars().count()), "文中提到附件，但没有列出附件"))
}

fn wrong(range: Range, message: impl Into<String>) -> Hit {
    hit(Category::Attachment, Severity::Warn, "attachment.list", range, message)
}

fn name_behind(reading: &Reading<'_>, at: usize) -> String {
    reading.text(at, reading.plain.len()).trim().to_owned()
}

/// 附件：1.甲, 附件1：甲, or 附件 on its own line.
struct Heading {
    /// After the word itself.
    end: usize,
    /// A list may follow below.
    lists: bool,
    numbered: bool,
    /// Every number on this line with its place.
    numbers: Vec<(Range, u32)>,
}

/// A number of at most two digits, or up to 十 in Chinese numerals, and its end.
fn number(reading: &Reading<'_>, at: usize) -> Option<(u32, usize)> {
    let rest = reading.plain.get(at..)?;
    let len = rest.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    if len == 0 {
        let value = "一二三四五六七八九十".chars().position(|c| Some(&c) == rest.first())?;
        return Some((u32::try_from(value).ok()? + 1, at + 1));
    }
    let value = reading.text(at, at + len).parse().ok()?;
    (len <= 2).then_some((value, at + len))
}

fn start(reading: &Reading<'_>) -> usize {
    reading.plain.iter().position(|c| !c.is_whitespace()).unwrap_or(0)
}

fn heading(reading: &Reading<'_>) -> Option<Heading> {
    let at = start(reading);
    let list = |from: usize, end: usize| {
        let numbers = items(reading, from);
        Some(Heading { end, lists: true, numbered: !numbers.is_empty(), numbers })
    };
    if reading.is_at(at, "附:") {
        return list(reading.skip_spaces(at + 2), at + 1);
    }
    let second = reading.skip_spaces(at + 1);
    let word = second + 1;
    let spaced = second > at + 1 && reading.char(reading.skip_spaces(word)) != Some(':');
    if reading.char(at) != Some('附') || reading.char(second) != Some('件') || spaced {
        return None;
    }
    let end = reading.skip_spaces(word);
    if let Some((value, after)) = number(reading, end) {
        let alone = reading.char(reading.skip_spaces(after)).is_none_or(|c| matches!(c, ':' | '.' | '、'));
        let first = Heading { end: after, lists: false, numbered: true, numbers: vec![((at, after), value)] };
        return alone.then_some(first);
    }
    match reading.char(end) {
        None => list(end, word),
        Some(':' | ';') => list(end + 1, word),
        _ => None,
    }
}

/// The items on one line from `from` on: 1.甲 2.乙.
fn items(reading: &Reading<'_>, from: usize) -> Vec<(Range, u32)> {
    let mut found: Vec<(Range, u32)> = Vec::new();
    for at in from..reading.plain.len() {
        let begins = !reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '第' | '〔'));
        let first = reading.skip_spaces(from) == at;
        let next = found.last().is_some() && begins && reading.plain[at].is_ascii_digit();
        if first || next {
            found.extend(item(reading, at));
        }
    }
    found
}

/// The item that begins at `at`: `1.` or `1、`, and not 1.5.
fn item(reading: &Reading<'_>, at: usize) -> Option<(Range, u32)> {
    let (value, end) = number(reading, at).filter(|_| reading.plain[at].is_ascii_digit())?;
    let mark = reading.char(end).filter(|c| matches!(c, '.' | '、' | ' ' | ':' | ','))?;
    // 1. 2026年…: a space parts the number from a year.
    // 2.1.5万亩…: the second point is the decimal one.
    let digits = reading.digits(end + 1, 4);
    let decimal = mark == '.' && digits > 0 && !is_year(reading, end + 1) && reading.char(end + 1 + digits) != Some('.');
    (!decimal).then_some(((at, end + 1), value))
}

fn is_year(reading: &Reading<'_>, at: usize) -> bool {
    let digits = reading.plain.get(at..at + 4).is_some_and(|year| year.iter().all(char::is_ascii_digit));
    digits && reading.char(at + 4).is_some_and(|c| matches!(c, '年' | '—' | '-'))
}

/// `附件：` with neither text on its line nor an item below.
fn is_empty(readings: &[Reading<'_>], block: usize) -> bool {
    let line = readings[block].text(0, 8);
    let bare = matches!(line.trim(), "附件:" | "附:");
    let next = readings.get(block + 1).filter(|r| r.field() == Field::Body);
    bare && next.is_none_or(super::issued::is_body)
}

/// 省政府有关通知附件3: a paper that is not this one.
fn of_another(reading: &Reading<'_>, at: usize) -> bool {
    let before = reading.before(at, 6);
    let paper = ["通知", "办法", "方案", "意见", "规定", "文件", "标准"]
        .iter()
        .any(|paper| before.trim_end_matches('的').ends_with(paper));
    paper && !["本", "此", "该"].iter().any(|own| before.contains(own))
}

/// 见附件3, 附件1、附件3, （附件2） in running text.
fn mentions(reading: &Reading<'_>) -> Vec<((usize, usize), u32)> {
    let mut out = Vec::new();
    for at in 0..reading.plain.len().saturating_sub(2) {
        if reading.plain[at] != '附' || reading.plain[at + 1] != '件' {
            continue;
        }
        // 合同附件2, 《…》附件3: of another paper.
        let other =
            reading.char_before(at).is_some_and(|c| matches!(c, '》' | '同' | '号' | '〕' | '议')) || of_another(reading, at);
        let Some((value, end)) = number(reading, reading.skip_spaces(at + 2)).filter(|_| !other) else { continue };
        // 附件1-3, 附件1、2、3: the last is asked for.
        let joined = reading.char(end).is_some_and(|c| matches!(c, '-' | '—' | '~' | '至' | '、'));
        let (value, end) = number(reading, end + 1).filter(|_| joined).unwrap_or((value, end));
        let whole = !reading
            .char(end)
            .is_some_and(|c| matches!(c, '-' | '.' | '份' | '个' | '页' | '些' | '切') || c.is_ascii_alphanumeric());
        if whole {
            out.push(((at, end), value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::{Block, Field, TextDoc};

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn an_attachment_that_is_not_named_is_marked() {
        for (text, found) in [
            ("申报表见附件3。\n附件：1.指南\n2.名单", "附件3"),
            ("请填写附件2。\n附件：申报表", "附件2"),
            ("（见附件 4）\n附件1\n指南\n附件2\n名单", "附件 4"),
            ("特此通知。\n附件：\n云溪市教育局\n2026年5月1日", "附件："),
            ("见附件1、附件3。\n附件：1.甲\n2.乙", "附件3"),
            ("见附件1-3。\n附件：1.甲\n2.乙", "附件1-3"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
        let block = |field, text: &str| Block::new(field, text);
        let blocks = [block(Field::Body, "见附件2。"), block(Field::AttachmentName, "名单.xlsx")];
        assert_eq!(marked_in(&TextDoc::from_blocks(&blocks), check), [(0, "附件2".into())]);
    }

    #[test]
    fn a_list_that_the_rest_of_its_paper_contradicts_is_marked() {
        let signed = "云溪市教育局\n2026年6月2日";
        for (text, found) in [
            ("附件：1.改造计划表\n附件2：资金筹措方案", "附件2："),
            ("须填写服务项目申报书（见附件），盖章报送。\n附件：服务项目推荐表", "服务项目推荐表"),
            ("请填写2026年度成果统计表（见附件）。\n附件：2025年度成果统计表", "2025年度成果统计表"),
            ("附件：1.报告书\n2.报告样式\n工作情况表", "工作情况表"),
            ("附件：核定表\n取水户登记表", "核定表"),
            ("附件：1.申请表\n2.汇总表\n3成员名册\n云溪市农业农村局", "3"),
            ("请填报附件中的统计表。\n云溪市民政局\n2026年6月8日", "填报附件"),
            ("附件：1.分工表、2.路线图", "、"),
            ("现予公布。\n附：合作社名单", "附："),
            ("附件如下：1.推荐表\n2.汇总表", "如下"),
            ("附件：1.、报名表\n2.分布图", ".、"),
            ("报名表见附件3，承诺书见附件3。\n附件：1.信息表\n2.报名表\n3.承诺书", "附件3"),
            ("请填写申请表（见附件1），交社区。\n附件：申请表", "附件1"),
            ("关于自查的通知\n附件：自查表\n各科室：\n请完成自查。", "附件：自查表"),
            ("附件：无\n云溪市体育局\n2026年6月4日", "附件：无"),
            ("附件：2026年度……资金申报表", "……"),
            ("《管理办法（征求意见稿）》公开征求意见。\n附件：管理办法（送审稿）", "管理办法（送审稿）"),
            ("核定结果见附件1，明细见附表2。\n附件：1.核定表\n2.明细表", "附表2"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
        for (text, found) in [
            (format!("附件：开放须知\n{signed}\n附件\n《开放须知》\n每周开放。"), "《开放须知》"),
            (format!("附件：值班安排\n{signed}\n附件1\n值班安排\n24小时在岗。"), "附件1"),
            (format!("附件：1.条件\n2.程序\n{signed}\n附件1\n条件\n满三年。\n附件\n程序\n推荐。"), "附件"),
            (format!("附件：1.标准\n2.流程\n{signed}\n附件2\n流程\n拨付。\n附件1\n标准\n奖励。"), "附件2"),
            (format!("附件：1.频次\n2.路线\n3.规范\n{signed}\n附件1\n频次\n两次。\n附件2\n路线\n巡查。"), "规范"),
        ] {
            assert!(marked(&text).contains(&found.to_owned()), "{text}: {:?}", marked(&text));
        }
    }

    #[test]
    fn numbers_that_do_not_follow_each_other_are_marked() {
        for (text, found) in [
            ("附件：1.甲\n3.乙", "3."),
            ("附件：1.甲\n2.乙\n2.丙", "2."),
            ("附件：1.甲 2.乙 4.丙", "4."),
            ("附件：2.甲", "2."),
            ("附件：1.登记表\n2.登记表", "2.登记表"),
            ("附件：1.登记表\n云溪市教育局", "1."),
            ("随文印发附件两份。\n附件：1.甲\n2.乙\n3.丙", "附件两份"),
            ("附件：1.甲\n3.丙\n2.乙", "3."),
            ("附件：1.甲\n1.乙\n3.丙", "1."),
            ("附件1：台账\n云溪市教育局", "1"),
            ("（附件共3件）\n附件：1.甲\n2.乙", "附件共3件"),
            ("名单见附件。\n云溪市教育局\n2026年6月12日", "见附件"),
            ("附件1\n指南\n附件3\n名单", "附件3"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn named_attachments_and_those_of_other_papers_are_left_alone() {
        for text in [
            "附件\n有关内容名词注释\n1.“启航计划”：面向乡镇。\n2.“一表同享”：数据共用。",
            "见附件1、附件2。\n附件：1.甲\n2.乙",
            "详见附件。",
            "见附件3。",
            "按照省政府有关通知附件3所列格式。\n附件：申报表",
            "《办法》附件3规定\n附件：申报表",
            "附件1份\n附件：申报表",
            "附件\n申报表",
            "附件：1.2026年计划\n2.1.5万亩名录",
            "附件：名单\n3.其他事项另行通知。",
            "附件1\n甲\n附件2\n乙",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
