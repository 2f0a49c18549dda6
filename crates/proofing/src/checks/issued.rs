//! Dates of the paper itself: 成文日期, 发布日期 with their labels, and the date line under the issuing body. One in
//! the future is marked here; `calendar` compares them with each other (domain.md §6.5).

use time::Date;

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const MADE: [&str; 8] = ["成文日期", "成文时间", "生成日期", "发文日期", "印发日期", "落款日期", "制发日期", "发文时间"];
const PUBLISHED: [&str; 8] = ["发布日期", "发布时间", "公开日期", "公开时间", "发稿时间", "添加时间", "公布日期", "上网日期"];
/// How the name of a public body ends.
const BODIES: [&str; 36] = [
    "政府", "委员会", "办公室", "局", "厅", "委", "办", "中心", "院", "处", "部", "公司", "协会", "指挥部", "小组", "总队",
    "支队", "站", "馆", "台", "联合社", "工会", "商会", "学会", "联合会", "居委会", "村委会", "管委会", "研究所", "派出所",
    "合作社", "大队", "学校", "大学", "中学", "银行",
];
/// The longest block that is read for labels, in characters.
const LONGEST: usize = 200;

/// What a date says about the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Made,
    Published,
    /// The date line under the issuing body.
    Signed,
}

/// A dated statement about the paper itself.
pub(super) struct Dated {
    pub kind: Kind,
    pub block: usize,
    pub mention: Mention,
    pub date: Date,
}

/// All dates of the paper itself, in order.
pub(super) fn dates(readings: &[Reading<'_>]) -> Vec<Dated> {
    let mut out = Vec::new();
    for (block, reading) in readings.iter().enumerate().filter(|(_, r)| r.plain.len() <= LONGEST) {
        for mention in mention::mentions(reading) {
            let Some(date) = mention.date(None) else { continue };
            if let Some(kind) = kind(readings, block, &mention) {
                out.push(Dated { kind, block, mention, date });
            }
        }
    }
    out
}

fn kind(readings: &[Reading<'_>], block: usize, mention: &Mention) -> Option<Kind> {
    let reading = &readings[block];
    let above = block.checked_sub(1).map(|i| &readings[i]);
    let before = reading.text(mention.start.saturating_sub(8), mention.start);
    let own = before.trim_end_matches([' ', ':', '[', '(', '\u{3000}']).to_owned();
    let cell = || above.filter(|a| a.plain.len() <= 8).map(|a| a.text(0, 8)).unwrap_or_default();
    let label = if own.is_empty() { cell().trim_end_matches([' ', ':']).to_owned() } else { own };
    if MADE.iter().any(|word| label.ends_with(word)) {
        return Some(Kind::Made);
    }
    if PUBLISHED.iter().any(|word| label.ends_with(word)) {
        return Some(Kind::Published);
    }
    let rest = format!("{}{}", reading.text(0, mention.start), reading.text(mention.end, reading.plain.len()));
    let alone = rest.trim_matches([' ', '(', ')', '\u{3000}']).is_empty();
    // In a table a place may stand above a day.
    (alone && reading.block.cell.is_none() && above.is_some_and(is_body)).then_some(Kind::Signed)
}

/// Whether the line is the name of a public body and nothing else.
pub(super) fn is_body(reading: &Reading<'_>) -> bool {
    let line = reading.text(0, 40);
    let line = line.trim();
    reading.plain.len() < 40 && !line.contains(['。', ',', ':']) && BODIES.iter().any(|end| line.ends_with(end))
}

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let Some(today) = context.options.ref_date else { return };
    for dated in dates(readings).iter().filter(|dated| dated.date > today) {
        let (severity, message) = match dated.kind {
            Kind::Made => (Severity::Block, "成文日期晚于当前日期，请核对"),
            Kind::Published => (Severity::Block, "发布日期晚于当前日期，请核对"),
            Kind::Signed => (Severity::Warn, "落款日期晚于当前日期，请核对"),
        };
        let range = (dated.mention.start, dated.mention.end);
        hits[dated.block].push(hit(Category::Date, severity, "date.issued", range, message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::{Engine, Options, TextDoc, parse_date};

    fn grades(text: &str) -> Vec<String> {
        let engine = Engine::new(&[], "1").unwrap();
        let options = Options { ref_date: parse_date("2026-06-15"), ..Options::default() };
        let found = engine.check(&TextDoc::from_text(text), &options);
        found.iter().map(|f| format!("{} {}", f.severity.label(), f.rule)).collect()
    }

    #[test]
    fn an_issue_date_after_the_reference_day_is_marked() {
        assert_eq!(grades("成文日期：2027年3月1日"), ["禁发 date.issued"]);
        assert_eq!(grades("发布时间：2026-06-16 10:00"), ["禁发 date.issued"]);
        assert_eq!(grades("特此通知。\n云溪市人民政府\n2027年3月1日"), ["慎用 date.issued"]);
        assert_eq!(grades("云溪市教育局\n二〇二七年三月一日"), ["慎用 date.issued"]);
        let cells = TextDoc::from_html("<td>成文日期</td><td>2027年3月1日</td>");
        assert_eq!(marked_in(&cells, check), [(1, "2027年3月1日".into())]);
    }

    #[test]
    fn a_date_of_today_or_in_running_text_is_not() {
        for text in ["成文日期：2026-06-15", "活动安排\n2027年3月1日", "报名截止时间：2027年3月1日", "开标日期\n2027年3月1日"]
        {
            assert_eq!(grades(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(grades("云溪市人民政府\n2026年6月15日"), Vec::<String>::new());
    }
}
