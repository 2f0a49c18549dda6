//! Days that their own sentence or the lines beside contradict: 将于 before a day that is past, 三个月（3月至4月）, a season beside
//! other months, an answer before its question.

mod beside;
mod order;
mod told;

use time::{Date, Duration};

use super::durations::number;
use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// A line with its dates, and the day of the text itself.
struct Line<'a> {
    reading: &'a Reading<'a>,
    mentions: Vec<Mention>,
    today: Date,
}

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let Some(today) = context.options.ref_date else { return };
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        let line = Line { reading, mentions: mention::mentions(reading), today };
        let dated = || told::check(&line).or_else(|| order::check(&line));
        let found = if line.mentions.is_empty() { None } else { dated() };
        hits.extend(found.or_else(|| beside::check(&line)));
    }
    for (block, found) in order::lines(readings, today) {
        // The line alone may have told it.
        if !hits[block].iter().any(|hit| (hit.start, hit.end) == (found.start, found.end)) {
            hits[block].push(found);
        }
    }
}

fn wrong(range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Date, Severity::Warn, "date.contrary", range, message)
}

impl Line<'_> {
    fn year(&self) -> u32 {
        u32::try_from(self.today.year()).unwrap_or_default()
    }

    /// The civil day of a mention, in the year of the text where it has none.
    fn day(&self, mention: &Mention) -> Option<Date> {
        mention.date(mention.year.or(Some(self.year())))
    }

    fn before(&self, mention: &Mention, words: &[&str]) -> bool {
        words.iter().any(|word| self.reading.before(mention.start, 8).ends_with(word))
    }

    /// The sentence around the mention.
    fn sentence(&self, mention: &Mention) -> String {
        let stop = |c: &&char| !matches!(c, '。' | ';' | '!');
        let plain = &self.reading.plain;
        let left = mention.start - plain[..mention.start].iter().rev().take(80).take_while(stop).count();
        let right = mention.end + plain[mention.end..].iter().take(80).take_while(stop).count();
        self.reading.text(left, right)
    }
}

/// Where the first of at most eight words stands.
fn find(reading: &Reading<'_>, words: &[&str]) -> Option<usize> {
    let mut firsts = ['\0'; 8];
    firsts.iter_mut().zip(words).for_each(|(first, word)| *first = word.chars().next().unwrap_or('\0'));
    let begins = |at: &usize| firsts.contains(&reading.plain[*at]);
    (0..reading.plain.len()).filter(begins).find(|&at| reading.one_of(at, words).is_some())
}

/// The day `days` later.
fn later(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Duration::days(days.into()))
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
    fn days_told_in_the_wrong_tense_are_marked() {
        for (text, found) in [
            ("请于2025年9月30日前将材料报送我局。", "2025年9月30日"),
            ("市水务集团将于2026年3月12日22:00起对城东片区供水管网冲洗。", "2026年3月12日"),
            ("市教育局近日印发通知，部署2062年秋季学期招生工作。", "2062年"),
            ("第六届荷花节将于2026年3月8日举行，届时欢迎游客观赏。", "2026年3月8日"),
            ("下一步，将抓紧推进水库加固，计划于2026年3月底前完成施工。", "2026年3月"),
            ("到2062年底，供水一体化率将达到95%，该目标已列入2026年报告。", "2062年"),
            ("报名正在进行，报名时间为2026年5月6日至5月20日，请抓紧登记。", "2026年5月6日至5月20日"),
            ("2026年全年，全县实现零售总额58.2亿元，比上年增长5.6%。", "2026年全年"),
            ("本细则根据2027年3月印发的《管理办法》制定。", "2027年3月"),
            ("距6月30日申报截止还有25天，请抓紧办理。", "25天"),
            ("日前，阅读大赛决赛于7月3日圆满落幕。", "7月3日"),
            ("改造工程将于今年4月20日正式开工，预计明年年底完工。", "4月20日"),
            ("现公布青桦县2052年政府信息公开工作年度报告。", "2052年"),
            ("规划展览馆1996年建成开放，至今已走过40年历程。", "40年"),
            ("热线自2016年6月开通以来，到2026年6月已运行十二年。", "十二年"),
            ("柳渡灌区始建于1958年，距今已有86年历史。", "86年"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn days_beside_another_name_for_them_are_marked() {
        for (text, found) in [
            ("2025年上半年，登记经营主体3120户，其中9月当月新登记746户。", "9月"),
            ("每周六天（星期一至星期五）对外办公", "每周六天"),
            ("连续三个月（3月至4月）未报送", "三个月（3月至4月"),
            ("2026—2028学年第一学期定于9月1日开学。", "2026—2028学年"),
            ("6月24日0时至24时，镇区停水12小时，请储水。", "12小时"),
            ("统计时段为2025年1月至13月", "13月"),
            ("2021年至2025年，收入连续六年保持增长。", "连续六年"),
            ("建于上世纪60年代（1975年）", "1975年"),
            ("每季度首月（1月、4月、7月、11月）", "1月、4月、7月、11月"),
            ("今冬明春（2026年6月至8月）森林防火", "2026年6月至8月"),
            ("今年“五一”假期（6月1日至5日），秩序井然", "6月1日至5日"),
            ("自公告发布之日（2026年6月10日）起30日，即至2026年6月20日截止。", "2026年6月20日"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn days_in_the_wrong_order_are_marked() {
        for (text, found) in [
            ("报名于2026年10月9日17:00截止。报名截止后开始初审，结果于2026年10月8日公布。", "2026年10月8日"),
            ("您2026年5月18日提交的来信收悉。我局于2026年5月11日派员核查。", "2026年5月11日"),
            ("笔试定于2026年10月17日举行。笔试成绩于2026年10月10日公布，可查询。", "2026年10月10日"),
            ("经2026年6月10日市政府常务会议审议通过，已于2026年6月8日由市政府印发。", "2026年6月8日"),
            ("6月11日，我局开展抽检，共抽取样品18批次。\n云溪市市场监督管理局\n2026年6月8日", "2026年6月8日"),
            ("发布时间：2026年6月10日\n6月14日上午，县长主持召开常务会议，听取了汇报。", "6月14日"),
            ("会议定于2026年6月24日召开。请于6月28日前将参会人员名单报我办。", "6月28日"),
            ("现于2026年6月10日起向社会公开征求意见。\n请于2026年5月10日前反馈意见。", "2026年5月10日"),
            ("韩志勇，1990年4月生，1986年8月参加工作，现任站长。", "1986年8月"),
            ("原定于6月28日举行的邀请赛推迟至6月26日举行。", "6月26日"),
            ("自2026年6月18日22时起停水，至6月18日5时恢复供水", "6月18日5时"),
            ("报名时间为2026年7月1日至7月20日，报名结束后于7月12日笔试。", "7月12日"),
            ("截至2026年4月20日，已回收3.6吨。\n松埠县供销合作社\n2026年3月2日", "2026年4月20日"),
            ("活动定于2026年6月26日举行。\n请于6月27日到场签到，参加当天活动。", "6月27日"),
            ("2026年秋季招生工作方案\n为做好2027年秋季招生工作，制定本方案。", "2027年"),
            ("集中整治阶段（7月1日至10月31日）。\n总结验收阶段（9月1日至9月30日）。", "9月1日"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn days_in_order_are_left_alone() {
        for text in [
            "荷花节将于2026年7月8日举行。",
            "到2035年招生规模达到1万人。",
            "部署2026年秋季学期招生工作，展望2060年碳中和目标。",
            "原定将于2026年3月8日举行的活动已推迟。",
            "报名正在进行，报名时间为2026年6月6日至6月20日。",
            "将于今年8月20日正式开工，预计明年年底完工。",
            "1996年建成开放，至今已走过30年历程。",
            "2021年至2025年，收入连续五年保持增长。",
            "自6月18日5时起停水，至6月18日22时恢复供水",
            "报名时间为7月1日至7月10日，报名结束后于7月12日笔试。",
            "距6月30日申报截止还有15天。",
            "始建于1958年，距今已有68年历史。",
            "2025年上半年，其中5月当月新登记746户。",
            "每周五天（星期一至星期五）",
            "连续两个月（3月至4月）未报送",
            "2026—2027学年第一学期",
            "6月24日0时至12时，停水12小时",
            "上世纪70年代（1975年）",
            "每季度首月（1月、4月、7月、10月）",
            "今冬明春（2026年11月至2027年3月）",
            "“五一”假期（5月1日至5日）",
            "1990年4月生，2012年8月参加工作",
            "原定于6月26日举行的邀请赛推迟至6月28日举行。",
            "截至2026年2月20日，已回收3.6吨。\n松埠县供销合作社\n2026年3月2日",
            "2026年工作方案\n为做好2026年工作，总结2025年经验",
            "集中整治阶段（7月1日至10月31日）。\n总结验收阶段（11月1日至11月30日）。",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
