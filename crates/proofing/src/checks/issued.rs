//! Issue dates in the future: 成文日期 with its label blocks, a date line under the issuing body is a warning (domain.md §6.5).

use super::hit;
use super::mention;
use crate::engine::Options;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const LABELS: [&str; 6] = ["成文日期", "成文时间", "发文日期", "印发日期", "发布日期", "发布时间"];
/// How the name of a public body ends.
const BODIES: [&str; 14] =
    ["政府", "委员会", "办公室", "局", "厅", "委", "办", "中心", "院", "处", "部", "公司", "协会", "指挥部"];

/// Looks at every block and, for a date line, at the line above it.
pub(super) fn check(readings: &[Reading<'_>], options: &Options<'_>, hits: &mut [Vec<Hit>]) {
    let Some(today) = options.ref_date else { return };
    for (i, reading) in readings.iter().enumerate() {
        if reading.plain.len() > 200 {
            continue;
        }
        for mention in mention::mentions(reading).iter().filter(|m| m.date(None).is_some_and(|date| date > today)) {
            let before = reading.before(mention.start, 7);
            let label = LABELS.iter().any(|label| before.trim_end_matches([' ', ':']).ends_with(label));
            let alone = reading.text(0, mention.start).trim().is_empty()
                && reading.text(mention.end, reading.plain.len()).trim().is_empty();
            let severity = match (label, alone && i.checked_sub(1).is_some_and(|above| is_body(&readings[above]))) {
                (true, _) => Severity::Block,
                (_, true) => Severity::Warn,
                _ => continue,
            };
            let message = "成文日期晚于当前日期，请核对".to_owned();
            hits[i].push(hit(Category::Date, severity, "date.issued", (mention.start, mention.end), message));
        }
    }
}

fn is_body(reading: &Reading<'_>) -> bool {
    let line = reading.text(0, 40);
    let line = line.trim();
    reading.plain.len() < 40 && BODIES.iter().any(|end| line.ends_with(end))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(grades("特此通知。\n云溪市人民政府\n2027年3月1日"), ["慎用 date.issued"]);
    }

    #[test]
    fn a_date_of_today_or_in_running_text_is_not() {
        assert_eq!(grades("成文日期：2026-06-15"), Vec::<String>::new());
        assert_eq!(grades("活动安排\n2027年3月1日"), Vec::<String>::new());
    }
}
