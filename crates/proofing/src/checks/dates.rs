//! Impossible dates (2月30日, 13月, 2026-02-30), which block (domain.md §6.5). The lunar calendar is left alone.

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Before a date these say that it is none of the civil calendar, or no date.
const OTHER: [&str; 9] = ["农历", "阴历", "旧历", "夏历", "腊月", "编号", "文号", "标准号", "版本"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for mention in mention::mentions(reading) {
        let before = reading.before(mention.start, 6);
        if OTHER.iter().any(|word| before.contains(word)) {
            continue;
        }
        if let Some(message) = objection(&mention) {
            let range = (mention.start, mention.end);
            hits.push(hit(Category::Date, Severity::Block, "date.impossible", range, message));
        }
    }
}

fn objection(mention: &Mention) -> Option<String> {
    let month = mention.month?;
    if !(1..=12).contains(&month) {
        // 2026.13.1 is more often a section or a version than a date.
        let dotted = mention.marked && mention.day.is_none_or(|day| day > 31);
        return (!dotted).then(|| format!("没有{month}月，日期有误"));
    }
    let day = mention.day?;
    // Without a year the 29th of February must be given the benefit of the doubt.
    if mention::date(mention.year.unwrap_or(2024), month, day).is_some() {
        return None;
    }
    let year = mention.year.map(|year| format!("{year}年")).unwrap_or_default();
    Some(format!("{year}{month}月没有{day}日，日期有误"))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn days_and_months_that_do_not_exist_are_marked() {
        for text in ["2月30日", "2026年13月1日", "2026-02-30", "2025年2月29日", "四月三十一日", "2026/13/01", "6月0日"]
        {
            assert_eq!(marked(check, &format!("定于{text}举行")), [text]);
        }
        assert_eq!(marked(check, "2月27日至30日"), ["30日"]);
    }

    #[test]
    fn real_days_and_other_calendars_are_left_alone() {
        for text in ["2024年2月29日", "2月29日", "农历二月三十日", "12月31日", "项目编号2026-13-45", "2026年3月32号楼"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
