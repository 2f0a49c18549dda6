//! What ends before it begins, told in two clauses: 6月22日开始，6月18日截止; 2025年9月开工，2025年3月竣工; 1978年出生，1969年
//! 参加工作; 自2026年7月1日起施行，有效期至2021年6月30日.

use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Words of a beginning and of the ends that come after it.
const COURSES: [(&str, &[&str]); 9] = [
    ("开始", &["截止", "结束", "完成"]),
    ("启动", &["截止", "结束", "完成"]),
    ("开工", &["竣工", "完工", "建成", "投用", "通车"]),
    ("动工", &["竣工", "完工", "建成", "投用", "通车"]),
    ("开幕", &["闭幕", "结束"]),
    ("出生", &["参加工作", "入伍", "毕业", "逝世", "去世"]),
    ("成立", &["注销", "撤销", "解散"]),
    ("生效", &["失效", "到期"]),
    ("施行", &["失效", "废止", "止"]),
];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mentions = mention::mentions(reading);
    for pair in mentions.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        if second.start - first.end <= 24
            && (follows(reading, &first, &second) || in_force(reading, &first, &second) || foretold(reading, &first, &second))
            && is_before(&second, &first)
        {
            let message = "结束的时间早于开始的时间，请核对";
            hits.push(hit(Category::Date, Severity::Warn, "date.range", (second.start, second.end), message));
        }
    }
}

fn follows(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    let between = reading.text(first.end, second.start);
    if between.contains(['。', ';']) || ["次年", "翌年", "第二年", "来年"].iter().any(|word| between.contains(word)) {
        return false;
    }
    let after = reading.text(second.end, second.end + 6);
    let begun: String = between.chars().take(5).collect();
    COURSES.iter().any(|(begin, ends)| begun.contains(begin) && ends.iter().any(|end| after.contains(end)))
}

/// 自…起施行，有效期至….
fn in_force(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    let between = reading.text(first.end, second.start);
    let begun = ["起施行", "起实施", "起执行", "起生效", "起"].iter().any(|word| between.starts_with(word));
    begun && ["有效期至", "有效期到", "有效至", "试行期至", "截止到"].iter().any(|word| between.ends_with(word))
}

/// 截至2026年6月10日完成七成，预计2026年4月底完工: told before what is still to come.
fn foretold(reading: &Reading<'_>, first: &Mention, second: &Mention) -> bool {
    let between = reading.text(first.end, second.start);
    let told = reading.before(first.start, 2) == "截至" && !between.contains(['。', ';']);
    told && second.year.is_some() && [",预计", ",预计于", ",计划"].iter().any(|word| between.ends_with(word))
}

/// Whether all of the second lies before the first, as far as both are told.
fn is_before(second: &Mention, first: &Mention) -> bool {
    // 11月15日开始，3月15日结束: over the turn of the year.
    let winter = first.month >= Some(9) && second.month.is_some_and(|month| month <= 5);
    if second.year.is_none() && winter || first.year.is_none() && second.year.is_some() {
        return false;
    }
    let Some(year) = first.year else {
        return (second.month, second.day) < (first.month, first.day) && second.day.is_some() == first.day.is_some();
    };
    let years = (second.year.unwrap_or(year), year);
    if years.0 != years.1 || second.month.is_none() || first.month.is_none() {
        return years.0 < years.1;
    }
    if second.month != first.month || second.day.is_none() || first.day.is_none() {
        return second.month < first.month;
    }
    second.day < first.day
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn what_ends_before_it_begins_is_marked() {
        for (text, found) in [
            ("报名于6月22日开始，6月18日截止", "6月18日"),
            ("工程于2025年9月开工，2025年3月竣工", "2025年3月"),
            ("2026年4月3日开幕，4月1日闭幕", "4月1日"),
            ("1978年3月出生，1969年9月参加工作", "1969年9月"),
            ("自2026年7月1日起施行，有效期至2021年6月30日", "2021年6月30日"),
            ("截至2026年6月10日，工程已完成七成，预计2026年4月底全部完工", "2026年4月"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn what_ends_after_it_begins_is_left_alone() {
        for text in [
            "报名于6月18日开始，6月22日截止",
            "2025年9月开工，2026年3月竣工",
            "1969年9月出生，1990年参加工作",
            "自2026年7月1日起施行，有效期至2031年6月30日",
            "12月1日开始，次年3月1日结束。",
            "6月22日开始，请在6月18日前报名",
            "供暖11月15日开始，3月15日结束",
            "行动于11月1日启动，2026年3月31日结束",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
