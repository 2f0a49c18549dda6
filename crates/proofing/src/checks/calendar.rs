//! Dates of the paper that contradict each other: made after it was published, or in another year than its document
//! number (domain.md §4.2, §6.5).

use super::issued::{self, Dated, Kind};
use super::{Context, docno, hit, mention};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let dates = issued::dates(readings);
    let first = |kind: Kind| dates.iter().find(|dated| dated.kind == kind);
    // The last date line counts: attachments before it may carry their own.
    let made = first(Kind::Made).or_else(|| dates.iter().rev().find(|dated| dated.kind == Kind::Signed));
    let last = last_line(readings);
    let Some(made) = made.or(last.as_ref()) else { return };
    if let Some(published) = first(Kind::Published).filter(|published| published.date < made.date) {
        let (severity, message) = match made.kind {
            Kind::Signed => (Severity::Warn, "落款日期晚于发布日期，请核对"),
            _ => (Severity::Block, "成文日期晚于发布日期，请核对"),
        };
        let dated = if made.kind == Kind::Signed { published } else { made };
        let range = (dated.mention.start, dated.mention.end);
        hits[dated.block].push(hit(Category::Date, severity, "date.order", range, message));
    }
    if let Some((block, range, year)) = own_number(readings).filter(|(_, _, year)| differs(*year, made)) {
        let message = format!("发文字号的年份（{year}）与成文日期的年份（{}）不一致，请核对", made.date.year());
        hits[block].push(hit(Category::Date, Severity::Warn, "date.docno_year", range, message));
    }
}

/// A date alone on the last line, under a paragraph: the name above it may be on the seal.
fn last_line(readings: &[Reading<'_>]) -> Option<Dated> {
    let [.., above, reading] = readings else { return None };
    let mention = mention::mentions(reading).into_iter().next()?;
    let alone =
        reading.text(0, mention.start).trim().is_empty() && reading.text(mention.end, reading.plain.len()).trim().is_empty();
    let date = mention.date(None).filter(|_| alone && above.plain.ends_with(&['。']) && reading.block.cell.is_none())?;
    Some(Dated { kind: Kind::Signed, block: readings.len() - 1, mention, date })
}

fn differs(year: i32, made: &Dated) -> bool {
    year != made.date.year()
}

/// The paper's own number: alone on its line, or after its label.
fn own_number(readings: &[Reading<'_>]) -> Option<(usize, (usize, usize), i32)> {
    const LABELS: [&str; 4] = ["发文字号", "文号", "文件编号", "发文文号"];
    for (block, reading) in readings.iter().enumerate().filter(|(_, r)| r.plain.len() <= 40) {
        let Some((range, year)) = docno::numbers(reading).into_iter().next() else { continue };
        let before = reading.text(0, range.0);
        let before = before.trim_end_matches([' ', ':', '(']).trim_start();
        let after = reading.text(range.1, reading.plain.len());
        let labelled = LABELS.iter().any(|label| before.ends_with(label));
        if labelled || (before.is_empty() && after.trim_matches([' ', ')']).is_empty()) {
            return Some((block, range, year));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn dates_that_contradict_each_other_are_marked() {
        for (text, found) in [
            ("成文日期：2026年5月8日\n发布日期：2026年5月6日", "2026年5月8日"),
            ("成文日期：2026-05-08 发布日期：2026-05-06", "2026-05-08"),
            ("发布时间：2026-05-06\n特此通知。\n云溪市教育局\n2026年5月8日", "2026-05-06"),
            ("云政发〔2025〕8号\n关于试点的通知\n云溪市人民政府\n2026年3月5日", "云政发〔2025〕8号"),
            ("青民发〔2025〕41号\n各镇人民政府：\n请提前做好准备。\n2026年5月20日", "青民发〔2025〕41号"),
            ("文号：云政发〔2026〕8号\n成文日期：2025年12月30日", "云政发〔2026〕8号"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn dates_that_agree_and_numbers_of_other_papers_are_left_alone() {
        for text in [
            "成文日期：2026年5月6日\n发布日期：2026年5月8日",
            "云政发〔2026〕8号\n云溪市人民政府\n2026年3月5日",
            "根据云政发〔2024〕8号文件要求\n云溪市人民政府\n2026年3月5日",
            "云政发〔2025〕8号",
            "发布时间：2026-05-06\n活动时间：2026年5月8日",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
