//! Single figures that nobody means as they stand: 46.5户, 7.8.6%, 14:30分, 数10家, 每周5下午.

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '.' => points(reading, at).or_else(|| halves(reading, at)),
            ':' => clock(reading, at),
            '数' => several(reading, at),
            '周' => weekday(reading, at),
            _ => None,
        };
        hits.extend(found);
    }
}

fn info(range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, "number.figure", range, message)
}

/// 7.8.6%: two points in an amount; v1.2.3 and 3.2.1 count versions and chapters.
fn points(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (left, middle) = (reading.digits_before(at, 9), reading.digits(at + 1, 9));
    let second = at + 1 + middle;
    let right = reading.digits(second + 1, 9);
    let end = second + 1 + right;
    let amount = reading.char(end) == Some('%')
        || reading.one_of(end, &["万元", "亿元", "万亩", "公里", "平方米", "万人", "万吨", "万户", "万千瓦"]).is_some();
    let whole = left > 0 && middle > 0 && right > 0 && reading.char(second) == Some('.');
    let joined = reading.char_before(at - left).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    (whole && amount && !joined)
        .then(|| info((at - left, end + usize::from(reading.char(end) == Some('%'))), "一个数里有两个小数点"))
}

/// 走访困难群众46.5户: what is counted one by one has no half; averages have.
fn halves(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const AVERAGE: [&str; 14] =
        ["万人", "拥有量", "均", "每", "折", "约合", "标准", "比", "系数", "当量", "相当", "倍", "指数", "率"];
    let (left, right) = (reading.digits_before(at, 9), reading.digits(at + 1, 9));
    let end = at + 1 + right;
    let unit = reading.one_of(end, &["户", "人", "名", "家", "辆", "栋", "幢", "座"])?;
    let next = reading.char(end + 1);
    let other = next.is_some_and(|c| "次均年日月时天工份民口机型床体比/".contains(c));
    let joined = left == 0 || right == 0 || reading.char_before(at - left).is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    let (from, to) = reading.clause(at, end, 20);
    let clause = reading.text(from, to);
    let whole = !joined && !other && !AVERAGE.iter().any(|word| clause.contains(word));
    whole.then(|| info((at - left, end + 1), &format!("以“{unit}”计的数不应有小数")))
}

/// 14:30分 says the minutes twice.
fn clock(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (hours, minutes) = (reading.digits_before(at, 9), reading.digits(at + 1, 9));
    let end = at + 1 + minutes;
    let time = (1..=2).contains(&hours) && minutes == 2 && reading.char(end) == Some('分');
    let other = reading.char(end + 1).is_some_and(|c| "钟制数别布".contains(c)) || reading.char_before(at - hours) == Some(':');
    let found = info((at - hours, end + 1), "用冒号写的时刻后面不再写“分”");
    (time && !other).then(|| advised(found, reading.text(at - hours, end)))
}

/// 数10家 for 数十家.
fn several(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits(at + 1, 9);
    let end = at + 1 + len;
    let round = match reading.text(at + 1, end).as_str() {
        "10" => "十",
        "100" => "百",
        "1000" => "千",
        _ => return None,
    };
    // 总数10家, 户数100户: the word before it is a number's name.
    let led = reading.char_before(at).is_none_or(|c| !fold::is_han(c) || "了引有近达约过已聚出成共来用好".contains(c));
    let found = info((at, end), "“数”表示概数时，后面应用汉字数字");
    (led && quantity::unit_end(reading, end) > end).then(|| advised(found, format!("数{round}")))
}

/// 每周5下午 for 每周五下午.
fn weekday(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let day = reading.char(at + 1).filter(|c| matches!(c, '1'..='7'))?;
    let part = reading.one_of(at + 2, &["上午", "下午", "晚上", "中午", "早上", "全天", "休息", "闭馆", "至周"]).is_some();
    let name = "日一二三四五六日".chars().nth(day.to_digit(10)? as usize)?;
    part.then(|| advised(info((at, at + 2), "星期几应用汉字数字"), format!("周{name}")))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn figures_that_nobody_means_are_marked() {
        for (text, found) in [
            ("累计走访困难群众46.5户，收集意见", "46.5户"),
            ("处理率7.8.6%", "7.8.6%"),
            ("请于14:30分前签到", "14:30分"),
            ("已吸引数10家企业落户", "数10"),
            ("每周5下午进行业务学习", "周5"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn averages_versions_and_names_of_numbers_are_left_alone() {
        for text in [
            "户均0.5人、平均每户3.5人",
            "万人比为2.5人",
            "投资46.5万元、46.5万户",
            "版本v7.8.6、3.2.1节",
            "14:30分别开会",
            "企业总数10家、户数100户",
            "第一周5天",
            "同比增长7.8%",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
