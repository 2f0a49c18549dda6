//! Two ends of one span: 报名时间：4月13日至4月17日, and further down 报名截止时间为4月19日.

use super::mention::{self, CONNECTORS, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// What has a first and a last day.
const SPANS: [&str; 8] = ["报名", "申报", "公示", "征集", "投标", "受理", "投票", "征求意见"];

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let year = context.options.ref_date.and_then(|day| u32::try_from(day.year()).ok());
    let mut ends: Vec<(&str, time::Date)> = Vec::new();
    for (block, reading) in readings.iter().enumerate() {
        let mentions = mention::mentions(reading);
        ends.extend(mentions.iter().filter_map(|mention| handed_in(reading, mention, year)));
        // A second round has days of its own.
        for pair in mentions.windows(2) {
            let Some((span, end)) = ended(reading, &pair[0], &pair[1], year) else { continue };
            let twice = ends.iter().any(|known| known.0 == span);
            ends.retain(|known| known.0 != span);
            if !twice {
                ends.push((span, end));
            }
        }
        for mention in &mentions {
            let closes = |span: &str| {
                let words = [format!("{span}截止时间"), format!("{span}截止日期"), format!("{span}截至")];
                let lead = reading.before(mention.start, 12);
                let lead = lead.trim_end_matches([':', '为', '是', ' ']);
                words.iter().any(|word| lead.ends_with(word.as_str()))
            };
            // 征求意见时间为…至9月30日。…可于10月15日前将意见寄至
            let before = |span: &str| {
                let noun = if span == "征求意见" || span == "征集" { "意见" } else { span };
                let led = reading.led_by(mention.start, &["可于", "请于", "须于", "应于", "可在", "请在"]);
                led && reading.is_at(mention.end, "前") && reading.text(mention.end, mention.end + 14).contains(noun)
            };
            let closes = |span: &str| closes(span) || before(span);
            let other = ends.iter().find(|(span, end)| closes(span) && mention.date(year).is_some_and(|day| day != *end));
            if other.is_some() {
                let message = "截止的日期与前面所写的起止时间不一致，请核对";
                hits[block].push(hit(Category::Date, Severity::Warn, "date.span", (mention.start, mention.end), message));
            }
        }
    }
}

/// 请于10月15日前将…报县农业农村局: when something is to be handed in.
fn handed_in(reading: &Reading<'_>, mention: &Mention, year: Option<u32>) -> Option<(&'static str, time::Date)> {
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let len = reading.plain[..mention.start].iter().rev().take(20).take_while(stop).count();
    let asks = reading.text(mention.start - len, mention.start).contains('请');
    let after = reading.text(mention.end, mention.end + 20);
    let sends = after.starts_with('前') && ["报送", "报县", "报市", "报我", "报区"].iter().any(|word| after.contains(word));
    Some(("报送", mention.date(year).filter(|_| asks && sends)?))
}

/// 报名时间：4月13日至4月17日: what it is that ends, and its last day.
fn ended(reading: &Reading<'_>, from: &Mention, to: &Mention, year: Option<u32>) -> Option<(&'static str, time::Date)> {
    let connected = CONNECTORS.contains(&reading.text(from.end, to.start).trim());
    let lead = reading.before(from.start, 10);
    let lead = lead.trim_end_matches([':', '为', '是', ' ', '自', '从']);
    let span = SPANS
        .into_iter()
        .find(|span| ["时间", "期", "期限", "日期"].iter().any(|word| lead.ends_with(&format!("{span}{word}"))))?;
    let end = mention::date(to.year.or(from.year).or(year)?, to.month.or(from.month)?, to.day?)?;
    connected.then_some((span, end))
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
    fn a_closing_day_that_is_not_the_last_is_marked() {
        let text = "报名时间：2026年4月13日至4月17日。\n报名截止时间为2026年4月19日17:30。";
        assert_eq!(marked(text), ["2026年4月19日"]);
        let text = "征求意见时间为2026年9月1日至9月30日。社会各界可于2026年10月15日前将书面意见寄至县交通运输局。";
        assert_eq!(marked(text), ["2026年10月15日"]);
        let text = "请各乡镇于2026年10月15日前报县农业农村局。报送截止日期为2026年10月20日。";
        assert_eq!(marked(text), ["2026年10月20日"]);
    }

    #[test]
    fn the_last_day_and_that_of_another_span_are_left_alone() {
        assert!(marked("报名时间：2026年4月13日至4月17日。\n报名截止时间为2026年4月17日17:30。").is_empty());
        assert!(marked("公示时间：2026年4月13日至4月17日。\n报名截止时间为2026年4月19日。").is_empty());
    }
}
