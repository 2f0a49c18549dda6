//! Shares that cannot be (合格率118%, 男56%而女48%) and a difference of percentages called 15%.

use super::{Context, advised, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Rates that may well exceed the whole; every other …率 is of a part.
const BEYOND: [&str; 40] = [
    "增长率", "入学率", "完成率", "负债率", "利用率", "回报率", "收益率", "周转率", "产销率", "保值率", "增值率", "贡献率",
    "自给率", "换手率", "上座率", "入住率", "执行率", "兑现率", "达产率", "增速率", "汇率", "倍率", "拨备覆盖率", "升值率",
    "客座率", "负荷率", "费率", "溢价率", "充足率", "流动性覆盖率", "比率", "出栏率", "利润率", "转化率", "复种率", "毛利率",
    "净利率", "杠杆率", "准备金率", "增幅率",
];

/// Whether the words before a percentage name a share of a whole.
pub(super) fn is_rate(lead: &str) -> bool {
    let rate = lead.ends_with('率') || ["满意度", "占比"].iter().any(|word| lead.ends_with(word));
    rate && !BEYOND.iter().any(|beyond| lead.ends_with(beyond)) && !lead.ends_with("不满意率")
}

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut sexes: Vec<(char, (usize, usize), f64)> = Vec::new();
    for at in (1..reading.plain.len()).filter(|&i| reading.plain[i] == '%') {
        let Some((start, value)) = number(reading, at) else { continue };
        let range = (start, at + 1);
        let before = reading.before(start, 10);
        let lead = before.trim_end_matches(['了', '达', '到', '为', '超', '过', '至', '约', '是', '高', '升', '提']);
        let proportion =
            lead.ends_with("比例") && !["增长", "增幅", "提高", "完成", "溢价"].iter().any(|word| lead.contains(word));
        let rate = is_rate(lead) || proportion;
        // 占地区生产总值的比重: the whole may be long.
        let share = lead.ends_with("的比重")
            || lead.contains('占')
                && ["总数的", "人数的", "总量的", "总额的", "总值的", "面积的", "人口的", "比重", "比例"]
                    .iter()
                    .any(|whole| lead.ends_with(whole));
        let bare = lead.ends_with('占') || (lead.ends_with(':') && is_rate(lead.trim_end_matches(':')));
        if value > 100.0 && (rate || share || bare) {
            hits.push(hit(Category::Number, Severity::Warn, "number.share", range, "部分占整体的比率不会超过100%，请核对"));
        }
        let down = ["下降", "减少", "降低", "压缩", "缩短", "压减", "回落"];
        if value > 100.0 && down.iter().any(|verb| lead.ends_with(verb)) {
            let message = "减少的幅度不会超过100%，请核对";
            hits.push(hit(Category::Number, Severity::Warn, "number.share", range, message));
        }
        hits.extend(points(reading, at, range, value));
        let sex = before.rfind(['男', '女']).filter(|_| before.contains('占')).and_then(|i| before[i..].chars().next());
        sexes.extend(sex.map(|sex| (sex, range, value)));
    }
    hits.extend(in_words(reading));
    if let [(first, a, x), (second, b, y)] = sexes[..]
        && first != second
        && x + y > 100.5
    {
        for range in [a, b] {
            hits.push(hit(Category::Number, Severity::Warn, "number.share", range, "男女比例之和超过100%，请核对"));
        }
    }
}

/// 结案率达到百分之一百二十.
fn in_words(reading: &Reading<'_>) -> Option<Hit> {
    let at = (0..reading.plain.len()).find(|&at| reading.is_at(at, "百分之一百"))?;
    let more = reading.plain[at + 5..].iter().take(4).take_while(|c| "一二三四五六七八九十零".contains(**c)).count();
    let before = reading.before(at, 12);
    let lead = before.trim_end_matches(['了', '达', '到', '为', '超', '过', '至', '约', '是', '高', '升', '提']);
    let rate = more > 0 && is_rate(lead);
    rate.then(|| {
        hit(Category::Number, Severity::Warn, "number.share", (at, at + 5 + more), "部分占整体的比率不会超过100%，请核对")
    })
}

fn number(reading: &Reading<'_>, end: usize) -> Option<(usize, f64)> {
    let len = reading.plain[..end].iter().rev().take(7).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    Some((end - len, reading.text(end - len, end).parse().ok()?))
}

/// 由60%提高到75%，提高了15%: percentage points.
fn points(reading: &Reading<'_>, at: usize, range: (usize, usize), value: f64) -> Option<Hit> {
    let told = ["提高了", "提升了", "增加了", "上升了", "下降了", "降低了", "减少了", "提高", "提升", "下降", "降低", "上升"];
    let before = reading.before(range.0, 3);
    told.iter().any(|word| before.ends_with(word)).then_some(())?;
    let left = reading.plain[..range.0].iter().rev().take(40).take_while(|c| !matches!(c, '。' | ';')).count();
    let earlier: Vec<f64> = (range.0 - left..range.0)
        .filter(|&i| reading.plain[i] == '%')
        .filter_map(|i| number(reading, i).map(|found| found.1))
        .collect();
    // 较上年的50%提高了10%，达到60%
    let reached = [",达到", ",达", ",升至", ",降至", ",为"].iter().find_map(|word| {
        let start = at + 1 + reading.is_at(at + 1, word).then(|| word.chars().count())?;
        let len = reading.plain[start..].iter().take(6).take_while(|c| c.is_ascii_digit() || **c == '.').count();
        (reading.char(start + len) == Some('%')).then(|| reading.text(start, start + len).parse::<f64>().ok())?
    });
    let pair = earlier.last().zip(reached).filter(|(from, to)| ((**from - to).abs() - value).abs() < 0.01);
    let found = hit(Category::Number, Severity::Info, "number.share", (range.0, at + 1), "两个百分数相差的是百分点");
    if pair.is_some() {
        return Some(advised(found, format!("{}个百分点", reading.text(range.0, at))));
    }
    let [.., from, to] = earlier[..] else { return None };
    let ranged = reading.text(range.0 - left, range.0).contains('到') || reading.text(range.0 - left, range.0).contains('至');
    (ranged && ((from - to).abs() - value).abs() < 0.01).then(|| advised(found, format!("{}个百分点", reading.text(range.0, at))))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn shares_that_cannot_be_are_marked() {
        assert_eq!(marked(check, "水质合格率达到118%。"), ["118%"]);
        assert_eq!(marked(check, "第三产业增加值占地区生产总值的比重为112.6%，"), ["112.6%"]);
        assert_eq!(marked(check, "住院费用报销比例达到103.6%，"), ["103.6%"]);
        assert_eq!(marked(check, "结案率达到百分之一百二十。"), ["百分之一百二十"]);
        assert_eq!(marked(check, "表示满意的占112%"), ["112%"]);
        assert_eq!(marked(check, "出勤率：101.5%"), ["101.5%"]);
        assert_eq!(marked(check, "支出同比下降150%"), ["150%"]);
        assert_eq!(marked(check, "满意的占受访者总数的108%"), ["108%"]);
        assert_eq!(marked(check, "男性占56%，女性占48%。"), ["56%", "48%"]);
        assert_eq!(marked(check, "由60%提高到75%，提高了15%。"), ["15%"]);
        assert_eq!(marked(check, "较上年的50%提高了10%，达到60%。"), ["10%"]);
    }

    #[test]
    fn shares_that_can_be_are_left_alone() {
        for text in [
            "合格率98%",
            "增长率118%",
            "成交溢价率达120%、流动比率为180%",
            "任务完成率达120%",
            "男性占56%，女性占44%",
            "由60%提高到75%，提高了15个百分点",
            "由60%提高到75%，提高了25%",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
