//! Things told as done on a day still to come (时间穿越, domain.md §6.5): 已于2036年完成.

use time::Date;

use super::{Context, hit};
use super::mention::{self, Mention};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// How far the clause is read around the date, in characters.
const REACH: usize = 40;
/// In the clause these say that the thing has happened.
const DONE: [&str; 25] = [
    "已",
    "曾",
    "了",
    "圆满",
    "日前",
    "近日",
    "昨日",
    "累计完成",
    "同比增长",
    "同比下降",
    "召开了",
    "举行了",
    "举办了",
    "成立了",
    "印发了",
    "取得了",
    "实现了",
    "开展了",
    "组织了",
    "启动了",
    "完成了",
    "获评",
    "荣获",
    "截至目前",
    "顺利通过",
];
/// In the clause these say that it is a plan, a term or a condition.
const PLANNED: [&str; 29] = [
    "将",
    "拟",
    "计划",
    "预计",
    "预期",
    "力争",
    "规划",
    "目标",
    "有效期",
    "截止",
    "至今后",
    "前完成",
    "之前",
    "以前",
    "届时",
    "争取",
    "确保",
    "到期",
    "届满",
    "未来",
    "安排",
    "不得",
    "应当",
    "为了",
    "除了",
    "了解",
    "尚未",
    "未",
    "适用",
];

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    let Some(today) = context.options.ref_date else { return };
    for mention in mention::mentions(reading).iter().filter(|m| is_after(m, today)) {
        let close = reading.before(mention.start, 4);
        let told = ["已于", "已在", "已经于", "曾于", "已经在"].iter().any(|word| close.ends_with(word));
        let (start, end) = sentence(reading, mention);
        let clause = reading.text(start, end);
        let done = DONE.iter().any(|word| clause.contains(word));
        let planned = PLANNED.iter().any(|word| clause.contains(word));
        let term = ["到", "至"].iter().any(|word| close.ends_with(word))
            || reading.one_of(mention.end, &["前", "底前", "末前", "起"]).is_some();
        if told || (done && !planned && !term) {
            let message = "文中称已发生的事，日期却在将来，请核对".to_owned();
            let range = (mention.start, mention.end);
            hits.push(hit(Category::Date, Severity::Warn, "date.future_event", range, message));
        }
    }
}

/// Whether all of what the mention says lies after today.
fn is_after(mention: &Mention, today: Date) -> bool {
    let Some(year) = mention.year else { return false };
    if mention.day.is_some() {
        return mention.date(None).is_some_and(|date| date > today);
    }
    let now = (u32::try_from(today.year()).unwrap_or(0), today.month() as u32);
    mention.month.map_or(year > now.0, |month| (year, month) > now)
}

/// The clause of the date, and the next one when the date is only its opening (2036年5月，……).
fn sentence(reading: &Reading<'_>, mention: &Mention) -> (usize, usize) {
    let (start, end) = reading.clause(mention.start, mention.end, REACH);
    if end - mention.end > 2 || reading.char(end) != Some(',') {
        return (start, end);
    }
    (start, reading.clause(end + 1, end + 1, REACH).1)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn what_is_told_as_done_in_the_future_is_marked() {
        assert_eq!(marked(check, "该项目已于2036年5月建成"), ["2036年5月"]);
        assert_eq!(marked(check, "2026年6月20日，市政府召开了专题会议。"), ["2026年6月20日"]);
    }

    #[test]
    fn plans_terms_and_the_past_are_left_alone() {
        for text in [
            "到2035年，基本实现了现代化",
            "项目将于2027年3月完成",
            "已于2026年6月14日办结",
            "本办法有效期至2031年5月1日",
            "会议定于2026年6月20日举行",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
