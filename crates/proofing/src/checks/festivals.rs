//! Days of remembrance and holidays beside a date that is another day: 9月11日教师节. The days are those set by law or by the
//! United Nations for a fixed date of the civil calendar.

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const DAYS: [Day; 46] = [
    ("元旦", 1, 1),
    ("人民警察节", 1, 10),
    ("国际妇女节", 3, 8),
    ("妇女节", 3, 8),
    ("植树节", 3, 12),
    ("消费者权益日", 3, 15),
    ("世界水日", 3, 22),
    ("世界气象日", 3, 23),
    ("国家安全教育日", 4, 15),
    ("世界地球日", 4, 22),
    ("世界读书日", 4, 23),
    ("世界知识产权日", 4, 26),
    ("国际劳动节", 5, 1),
    ("劳动节", 5, 1),
    ("青年节", 5, 4),
    ("世界红十字日", 5, 8),
    ("防灾减灾日", 5, 12),
    ("国际护士节", 5, 12),
    ("护士节", 5, 12),
    ("国际家庭日", 5, 15),
    ("国际博物馆日", 5, 18),
    ("中国旅游日", 5, 19),
    ("世界无烟日", 5, 31),
    ("国际儿童节", 6, 1),
    ("儿童节", 6, 1),
    ("世界环境日", 6, 5),
    ("全国爱眼日", 6, 6),
    ("世界献血者日", 6, 14),
    ("全国土地日", 6, 25),
    ("国际禁毒日", 6, 26),
    ("世界人口日", 7, 11),
    ("建军节", 8, 1),
    ("全民健身日", 8, 8),
    ("医师节", 8, 19),
    ("教师节", 9, 10),
    ("爱牙日", 9, 20),
    ("世界旅游日", 9, 27),
    ("烈士纪念日", 9, 30),
    ("国庆节", 10, 1),
    ("世界粮食日", 10, 16),
    ("国家扶贫日", 10, 17),
    ("记者节", 11, 8),
    ("全国消防日", 11, 9),
    ("世界艾滋病日", 12, 1),
    ("国家宪法日", 12, 4),
    ("国家公祭日", 12, 13),
];
/// A festival with its month and day.
type Day = (&'static str, u32, u32);

/// Festivals of the lunar calendar and 清明 by year (GB/T 33661).
const LUNAR: [(u32, [Day; 6]); 6] = [
    (2024, [("春节", 2, 10), ("元宵节", 2, 24), ("清明节", 4, 4), ("端午节", 6, 10), ("中秋节", 9, 17), ("重阳节", 10, 11)]),
    (2025, [("春节", 1, 29), ("元宵节", 2, 12), ("清明节", 4, 4), ("端午节", 5, 31), ("中秋节", 10, 6), ("重阳节", 10, 29)]),
    (2026, [("春节", 2, 17), ("元宵节", 3, 3), ("清明节", 4, 5), ("端午节", 6, 19), ("中秋节", 9, 25), ("重阳节", 10, 18)]),
    (2027, [("春节", 2, 6), ("元宵节", 2, 20), ("清明节", 4, 5), ("端午节", 6, 9), ("中秋节", 9, 15), ("重阳节", 10, 8)]),
    (2028, [("春节", 1, 26), ("元宵节", 2, 9), ("清明节", 4, 4), ("端午节", 5, 28), ("中秋节", 10, 3), ("重阳节", 10, 26)]),
    (2029, [("春节", 2, 13), ("元宵节", 2, 27), ("清明节", 4, 4), ("端午节", 6, 16), ("中秋节", 9, 22), ("重阳节", 10, 16)]),
];
/// Farthest that the name stands from its date, in characters: 6月5日是第55个世界环境日.
const REACH: usize = 10;

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let today = context.options.ref_date.and_then(|day| u32::try_from(day.year()).ok());
    for mention in mention::mentions(reading) {
        let (Some(month), Some(day)) = (mention.month, mention.day) else { continue };
        let own = mention.year.or(today);
        let lunar = LUNAR.iter().find(|(year, _)| Some(*year) == own).and_then(|(_, days)| lunar(reading, &mention, days));
        let named = named(reading, &mention).or(lunar).filter(|&(_, m, d)| (m, d) != (month, day));
        if let Some((name, m, d)) = named {
            let message = format!("{name}是{m}月{d}日，与所写日期不符，请核对");
            hits.push(hit(Category::Date, Severity::Warn, "date.festival", (mention.start, mention.end), message));
        }
    }
}

/// 端午节（2026年6月20日）, 2026年6月20日端午节.
fn lunar(reading: &Reading<'_>, mention: &Mention, days: &[Day]) -> Option<Day> {
    let before = reading.before(mention.start, 5);
    let after = reading.text(mention.end, mention.end + 6);
    let told = |name: &str| {
        let range = ["至", "—", "-", "~", "到"].iter().any(|mark| after.starts_with(mark));
        let eve = |rest: &str| !rest.starts_with(['前', '后', '假', '期', '放', '长']);
        (before.ends_with(&format!("{name}(")) && !range)
            || before.ends_with(&format!("{name}是"))
            || after.strip_prefix(name).is_some_and(eve)
            || after.starts_with(&format!("({name})"))
    };
    days.iter().copied().find(|(name, _, _)| told(name))
}

/// The day that the date is said to be: 9月10日（教师节）, 6月5日是世界环境日, 教师节（9月10日）.
fn named(reading: &Reading<'_>, mention: &Mention) -> Option<Day> {
    let after = reading.text(mention.end, mention.end + REACH + 6);
    let lead = after.find([',', '。', ';', '、', '至', '—', '-', '前', '后']).unwrap_or(after.len());
    let joined = |gap: &str| {
        let gap = gap.trim_start_matches(['(', '是', '为', '“', ' ']);
        let counted = gap.strip_prefix('第').is_some_and(|rest| rest.contains(['个', '届']));
        let place = ["", "全国", "中国", "国际", "世界", "我国", "全民", "国家", "的"].contains(&gap);
        place || counted
    };
    // 国庆节假期, 劳动节期间
    let whole = |rest: &str| {
        !rest.starts_with(['假', '期', '前', '后', '放', '长', '小', '这'])
            && !rest.starts_with("当月")
            && !rest.starts_with("当周")
    };
    let named = |name: &str| after[..lead].find(name).is_some_and(|at| joined(&after[..at]) && whole(&after[at + name.len()..]));
    let behind = DAYS.iter().find(|day| named(day.0));
    behind.copied().or_else(|| {
        let before = reading.before(mention.start, REACH);
        let head = before.strip_suffix('(')?;
        DAYS.iter().find(|day| head.ends_with(day.0)).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_festival_on_another_day_is_marked() {
        for (text, found) in
            [("值此9月11日教师节到来之际", "9月11日"), ("6月6日是第55个世界环境日", "6月6日"), ("教师节（9月1日）当天", "9月1日")]
        {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn the_day_itself_and_days_before_it_are_left_alone() {
        for text in [
            "2026年2月10日春节前夕",
            "2026年2月15日春节假期首日",
            "春节（2026年2月15日至23日）放假",
            "9月10日教师节",
            "6月1日国际儿童节",
            "4月30日前，劳动节期间",
            "10月3日（国庆节假期）",
            "5月1日至5日劳动节放假",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
