//! Days of one course of events in the wrong order: decided before the case was opened, honoured before founded, asked for
//! before the paper was signed, still to come on a day that is past when it is told.

use time::Date;

use super::issued::{self, Kind};
use super::mention::{self, Mention};
use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Labels of the earlier day and of the later one.
const COURSES: [(&[&str], &[&str]); 17] = [
    (&["递交截止时间", "投标截止时间", "提交截止时间", "文件截止时间"], &["开标时间", "开启时间"]),
    (&["来信时间", "来信日期", "留言时间", "提问时间", "咨询时间"], &["答复时间", "回复时间", "答复日期", "回复日期"]),
    (&["发证日期", "颁发日期", "签发日期"], &["有效期至", "有效期限至"]),
    (&["报名截止时间"], &["竞价时间", "拍卖时间", "开标时间", "考试时间"]),
    (&["公示起始日期", "公示开始日期", "起始日期", "开始日期"], &["公示截止日期", "截止日期", "结束日期"]),
    (&["准考证打印时间", "打印准考证时间"], &["笔试时间", "考试时间"]),
    (&["报名时间"], &["准考证打印时间", "打印准考证时间", "笔试时间", "面试时间", "考试时间"]),
    (&["笔试时间", "准考证打印时间"], &["面试时间", "体检时间", "成绩公布时间"]),
    (&["笔试"], &["笔试成绩公布", "成绩公布", "面试", "体检", "公示"]),
    (&["报名", "网上报名"], &["笔试", "资格审查", "面试"]),
    (&["生产日期"], &["抽样日期", "检验日期", "购进日期", "销售日期"]),
    (
        &["立案日期", "立案时间", "受理日期", "受理时间"],
        &["处罚决定日期", "决定日期", "处罚日期", "办结日期", "办结时间", "结案日期"],
    ),
    (&["开工日期", "开工时间"], &["竣工日期", "竣工时间", "完工日期", "完工时间"]),
    (&["申请日期", "申请时间"], &["受理日期", "批准日期", "发证日期", "办结日期"]),
    (&["开标日期", "开标时间"], &["定标日期", "定标时间", "中标日期", "成交日期", "中标结果公示日期"]),
    (&["签订日期", "签订时间", "合同签订日期"], &["交付日期", "验收日期", "验收时间"]),
    (&["出生日期", "出生年月"], &["参加工作时间", "入职时间", "毕业时间", "入党时间"]),
];

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    courses(readings, context.options.ref_date, hits);
    for (reading, hits) in readings.iter().zip(hits.iter_mut()) {
        let mentions = mention::mentions(reading);
        hits.extend(founded(reading, &mentions));
        hits.extend(appealed(reading, &mentions));
        hits.extend(days(reading));
        hits.extend(told(reading, &mentions).or_else(|| tomorrow(reading, &mentions, context.options.ref_date)));
    }
    decided(readings, hits);
    let signed = issued::dates(readings).into_iter().rev().find(|dated| dated.kind == Kind::Signed);
    // A meeting told of that is still to come on the text's own day.
    if let Some((block, mention, date)) = held(readings, context.options.ref_date)
        && context.options.ref_date.is_some_and(|today| date > today && (date - today).whole_days() <= 60)
    {
        hits[block].push(order(&mention, "文中称已发生的事，日期却在将来，请核对"));
    }
    if let Some(signed) = signed {
        asked(&readings[..signed.block], signed.date, hits);
        if let Some(found) = passed(&readings[..signed.block], signed.date, &signed.mention) {
            hits[signed.block].push(found);
        } else if let Some(found) = reported(&readings[..signed.block], signed.date, &signed.mention) {
            hits[signed.block].push(found);
        }
    }
}

fn order(mention: &Mention, message: &str) -> Hit {
    hit(Category::Date, Severity::Warn, "date.course", (mention.start, mention.end), message)
}

/// 立案日期：2026年3月12日 and 处罚决定日期：2026年2月20日.
fn courses(readings: &[Reading<'_>], today: Option<Date>, hits: &mut [Vec<Hit>]) {
    let year = today.and_then(|day| u32::try_from(day.year()).ok());
    let mut dated: Vec<(String, usize, Mention, Date)> = Vec::new();
    for (block, reading) in readings.iter().enumerate().filter(|(_, reading)| reading.plain.len() <= 200) {
        for mention in mention::mentions(reading) {
            let Some(date) = mention.date(year) else { continue };
            let before = reading.before(mention.start, 10);
            let cell = || block.checked_sub(1).map(|i| readings[i].text(0, 10)).unwrap_or_default();
            let cell = || head(readings, block).unwrap_or_else(cell);
            if let Some(beside) = reading.block.cell.and_then(|cell| block.checked_sub(1).filter(|_| cell.column == 1)) {
                dated.push((readings[beside].text(0, 10).trim_end_matches([':', ' ']).to_owned(), block, mention, date));
            }
            let label = if before.trim().is_empty() { cell() } else { before };
            dated.push((label.trim_end_matches([':', ' ', '为']).to_owned(), block, mention, date));
        }
    }
    for (first, second) in COURSES {
        let find = |labels: &[&str]| dated.iter().find(|dated| labels.iter().any(|label| dated.0.ends_with(label)));
        // Several records side by side are no course of one matter.
        let once =
            |labels: &[&str]| dated.iter().filter(|dated| labels.iter().any(|label| dated.0.ends_with(label))).count() <= 2;
        let single = once(first) && once(second);
        let Some((earlier, later)) = find(first).zip(find(second)).filter(|_| single) else { continue };
        if later.3 < earlier.3 {
            hits[later.1].push(order(&later.2, "日期早于前一环节的日期，请核对"));
        }
    }
}

/// 已经2026年6月10日局长办公会议审议通过, signed on 3 June.
fn passed(readings: &[Reading<'_>], signed: Date, own: &Mention) -> Option<Hit> {
    let later = readings.iter().any(|reading| {
        mention::mentions(reading).iter().any(|m| {
            let led = reading.led_by(m.start, &["已经", "已于", "经", "您在", "您于", "你在", "公司", "你局", "你单位", "你校"]);
            let after = reading.text(m.end, m.end + 24);
            let done = ["审议通过", "研究同意", "讨论通过", "批准", "提出", "来信", "反映", "提交的", "申请收悉"]
                .iter()
                .any(|word| after.contains(word));
            led && done && m.date(None).is_some_and(|date| date > signed)
        })
    });
    later.then(|| order(own, "落款日期早于文中已经发生的事，请核对"))
}

/// 6月10日上午，…召开会议。会议要求…, signed on 8 June: the paper tells of a day after its own.
fn reported(readings: &[Reading<'_>], signed: Date, own: &Mention) -> Option<Hit> {
    let (_, _, date) = held(readings, Some(signed))?;
    (date > signed && date.year() == signed.year()).then(|| order(own, "落款日期早于文中已经发生的事，请核对"))
}

/// The day of the meeting that the first lines tell of, without its year: 6月10日上午，…会议强调….
fn held(readings: &[Reading<'_>], today: Option<Date>) -> Option<(usize, Mention, Date)> {
    let (block, reading, mention) = readings.iter().enumerate().take(3).find_map(|(block, reading)| {
        let mention = mention::mentions(reading).into_iter().next().filter(|m| m.day.is_some() && m.start <= 2)?;
        Some((block, reading, mention))
    })?;
    let text = reading.text(0, 400);
    let held = ["会议要求", "会议强调", "会议指出", "会议听取了", "会议通报了"].iter().any(|word| text.contains(word));
    let date = mention.date(u32::try_from(today?.year()).ok())?;
    held.then_some((block, mention, date))
}

/// 2026年4月8日立案…，于2026年3月20日作出行政处罚决定.
fn decided(readings: &[Reading<'_>], hits: &mut [Vec<Hit>]) {
    const BEGUN: [&str; 5] = ["立案", "现场检查", "检查时", "检查中", "抽检"];
    let mut begun: Option<Date> = None;
    // 案例一, 案例二: each has days of its own.
    if readings.iter().any(|reading| reading.is_at(0, "案例") || reading.is_at(0, "一、案例")) {
        return;
    }
    for (reading, hits) in readings.iter().zip(hits) {
        let mentions = mention::mentions(reading);
        for (i, mention) in mentions.iter().enumerate() {
            let Some(date) = mention.date(None) else { continue };
            let stop = |c: &&char| !matches!(c, '。' | ';');
            let len = reading.plain[mention.end..].iter().take(50).take_while(stop).count();
            let next = mentions.get(i + 1).map_or(usize::MAX, |next| next.start);
            let after = reading.text(mention.end, next.min(mention.end + len));
            let decides = after.contains("作出") && ["处罚", "决定"].iter().any(|word| after.contains(word))
                || ["调查终结", "结案"].iter().any(|word| after.starts_with(word));
            if decides && begun.is_some_and(|begun| date < begun) {
                hits.push(order(mention, "日期早于立案、检查的日期，请核对"));
            }
            if begun.is_none() && BEGUN.iter().any(|word| after.contains(word)) && !decides {
                begun = Some(date);
            }
        }
    }
}

/// The heading of the column in which the cell stands.
fn head(readings: &[Reading<'_>], block: usize) -> Option<String> {
    let own = readings[block].block.cell.filter(|cell| !cell.merged && cell.row > 1)?;
    let above = readings[..block].iter().rev().take(60);
    let head = above.filter_map(|reading| Some((reading, reading.block.cell?)));
    let mut same = head.take_while(|(_, cell)| cell.table == own.table).filter(|(_, cell)| cell.column == own.column);
    same.find(|(_, cell)| cell.row == 1).map(|(reading, _)| reading.text(0, 12).trim().to_owned())
}

/// 对2026年4月20日作出的处罚决定不服，于2026年4月2日申请行政复议.
fn appealed(reading: &Reading<'_>, mentions: &[Mention]) -> Option<Hit> {
    let pair = mentions.windows(2).find(|two| {
        let between = reading.text(two[0].end, two[1].start);
        let asks = ["申请", "提起"].iter().any(|word| reading.text(two[1].end, two[1].end + 12).contains(word));
        between.starts_with("作出") && between.contains("不服") && asks
    })?;
    (pair[1].date(None)? < pair[0].date(None)?).then(|| order(&pair[1], "日期早于所不服的决定，请核对"))
}

/// 15日夜间至14日白天: days of one month that run backwards.
fn days(reading: &Reading<'_>) -> Option<Hit> {
    let number = |at: usize| {
        let len = reading.plain.get(at..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
        let value: u32 = reading.text(at, at + len).parse().ok()?;
        (len <= 2 && reading.char(at + len) == Some('日')).then_some((value, at + len + 1))
    };
    (0..reading.plain.len()).filter(|&at| reading.plain[at].is_ascii_digit()).find_map(|at| {
        let alone = !reading.char_before(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, '月' | '.' | '-'));
        let (first, end) = number(at).filter(|found| alone && found.0 <= 27)?;
        let part = reading.one_of(end, &["夜间", "白天", "夜里", "凌晨", "上午", "下午", "晚上"])?;
        let next = end + part.chars().count();
        let (second, stop) = number(next + 1).filter(|_| matches!(reading.char(next), Some('至' | '到' | '—')))?;
        let found = hit(Category::Date, Severity::Warn, "date.course", (at, stop), "起止日期颠倒，请核对");
        (second < first).then_some(found)
    })
}

/// 成立于2019年4月，…2016年被评为….
fn founded(reading: &Reading<'_>, mentions: &[Mention]) -> Option<Hit> {
    const DONE: [&str; 9] = ["被评为", "获评", "荣获", "获得", "被授予", "被认定", "注册", "获批", "入选"];
    let begin = |m: &&Mention| m.year.is_some() && reading.led_by(m.start, &["成立于", "创办于", "创建于", "始建于", "组建于"]);
    let first = mentions.iter().find(begin)?;
    let later = mentions.iter().find(|m| {
        let former = reading.text(first.end, m.start).contains("前身");
        let told = !former && DONE.iter().any(|word| reading.is_at(reading.skip_spaces(m.end), word))
            || reading.char(m.end) == Some(',');
        m.start > first.end && m.year.is_some() && m.year < first.year && told
    })?;
    (later.start - first.end <= 60).then(|| order(later, "日期早于成立的时间，请核对"))
}

/// 记者6月14日获悉，…将于6月3日开通.
fn told(reading: &Reading<'_>, mentions: &[Mention]) -> Option<Hit> {
    let said = |m: &&Mention| {
        let told = reading.led_by(m.start, &["记者", "近日", "日前"]) || reading.char(m.end) == Some(',');
        m.day.is_some() && told
    };
    let first = mentions.iter().find(said)?;
    let ahead = mentions.iter().find(|m| {
        let led = reading.led_by(m.start, &["将于", "定于", "拟于", "将在"]);
        m.start > first.end && led && m.day.is_some() && m.year.is_none_or(|year| Some(year) == first.year)
    })?;
    // A year turns between November and February.
    let past = (ahead.month, ahead.day) < (first.month, first.day) && first.month.is_some_and(|month| month < 9);
    let sentence = !reading.plain[first.end..ahead.start].contains(&'。');
    (past && sentence).then(|| order(ahead, "尚未发生的事，日期却已过去，请核对"))
}

/// 本网6月15日讯　…将于明天（6月15日）开考: the day beside the word is another.
fn tomorrow(reading: &Reading<'_>, mentions: &[Mention], today: Option<Date>) -> Option<Hit> {
    let year = today.and_then(|day| u32::try_from(day.year()).ok());
    const WORDS: [(&str, i64); 8] =
        [("明天(", 1), ("明日(", 1), ("今天(", 0), ("今日(", 0), ("昨天(", -1), ("昨日(", -1), ("后天(", 2), ("前天(", -2)];
    let told = |m: &&Mention| {
        let issued = reading.text(m.end, m.end + 6).contains("发布:");
        m.day.is_some() && (issued || reading.one_of(m.end, &["讯", "电", "消息"]).is_some())
    };
    let first = mentions.iter().find(told)?;
    let day = |m: &Mention| mention::date(m.year.or(first.year).or(year)?, m.month.or(first.month)?, m.day?);
    let (other, away) = mentions.iter().find_map(|m| {
        let word = WORDS.iter().find(|word| reading.before(m.start, 3) == word.0)?;
        (m.start > first.end).then_some((m, word.1))
    })?;
    let apart = (day(other)? - day(first)?).whole_days();
    // The turn of the year is told without the years.
    (apart != away && apart.abs() < 300).then(|| order(other, "与“今天”“明天”“昨天”不符，请核对"))
}

/// 请于2026年5月29日前报送, 报名截止时间为5月30日 over a signature of June.
fn asked(readings: &[Reading<'_>], signed: Date, hits: &mut [Vec<Hit>]) {
    const LIMITS: [&str; 8] =
        ["截止时间为", "截止日期为", "截止时间:", "截止日期:", "截止时间是", "截止到", "截止至", "报名时间截至"];
    for (reading, hits) in readings.iter().zip(hits) {
        for mention in mention::mentions(reading) {
            let before = reading.before(mention.start, 6);
            let led = ["请于", "务必于", "须于", "请在", "应于"].iter().any(|word| before.ends_with(word));
            let limit = led && reading.one_of(reading.skip_spaces(mention.end), &["前", "之前", "以前"]).is_some();
            // 将于2026年5月8日开幕: still to come, and past when it was signed.
            let ahead = ["将于", "定于", "拟于"].iter().any(|word| before.ends_with(word)) && mention.year.is_some();
            // 于2026年5月20日前报 in a sentence that asks; a public notice that was over when it was signed.
            let stop = |c: &&char| **c != '。';
            let lead = reading.plain[..mention.start].iter().rev().take(80).take_while(stop).count();
            let sentence = reading.text(mention.start - lead, mention.start);
            let after = reading.text(mention.end, mention.end + 40);
            let settled = ["原定于", "原计划于"].iter().any(|word| before.contains(word))
                || ["期间未", "未收到异议", "现已", "已完成", "已全部", "延期"].iter().any(|word| after.contains(word));
            if settled {
                continue;
            }
            let asks = ["请", "要求", "应当", "务必", "须"].iter().any(|word| sentence.contains(word));
            let plain = before.ends_with('于') && !before.ends_with("已于") && asks;
            let limit = limit || (plain && reading.one_of(reading.skip_spaces(mention.end), &["前", "之前", "以前"]).is_some());
            let notice = ["公示期为", "公示时间为", "公示期:", "公示时间:"].iter().any(|word| before.ends_with(word))
                && mention.date(None).is_some_and(|date| (signed - date).whole_days() > 7);
            let until = ahead || notice || LIMITS.iter().any(|word| before.ends_with(word));
            let date = mention.date(u32::try_from(signed.year()).ok());
            let late = date.is_some_and(|date| date < signed && (ahead || date.year() == signed.year()));
            hits.extend(((limit || until) && late).then(|| order(&mention, "尚待进行的事，日期早于落款日期，请核对")));
        }
    }
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
    fn days_in_the_wrong_order_are_marked() {
        for (text, found) in [
            ("预计15日夜间至14日白天有小到中雨", "15日夜间至14日"),
            ("对2026年4月20日作出的处罚决定不服，于2026年4月2日申请行政复议", "2026年4月2日"),
            ("报名截止时间为2026年7月10日17:00，网上竞价时间为2026年7月3日9:00，", "2026年7月3日"),
            ("公示起始日期2026年5月20日，公示截止日期2025年8月20日。", "2025年8月20日"),
            ("笔试时间为7月11日，准考证打印时间为7月13日至7月15日，", "7月11日"),
            ("您在2026年8月12日提出的建议收悉。\n清溪县水利局\n2026年6月10日", "2026年6月10日"),
            ("《办法》已经2026年6月10日局长办公会议审议通过。\n清溪县统计局\n2026年6月3日", "2026年6月3日"),
            ("县气象台2026年6月15日17时发布：预计明天（6月17日）多云", "6月17日"),
            ("笔试时间为2026年7月18日上午9时。\n面试时间为2026年7月11日上午9时。", "2026年7月11日"),
            ("我局定于2025年7月3日召开听证会。\n云溪市发改局\n2026年6月10日", "2025年7月3日"),
            ("立案日期：2026年3月12日\n处罚决定日期：2026年2月20日", "2026年2月20日"),
            ("合作社成立于2019年4月，现有社员132户，2016年被评为示范社。", "2016年"),
            ("记者6月14日从市交通局获悉，快速公交将于6月3日开通。", "6月3日"),
            ("本网6月15日讯　记者获悉，考试将于明天（6月15日）开考。", "6月15日"),
            ("旅游节将于2026年5月8日开幕。\n云溪市文旅局\n2026年6月12日", "2026年5月8日"),
            ("储备情况统计表请于核实后，于2026年5月20日前报县应急局。\n云溪市教育局\n2026年6月12日", "2026年5月20日"),
            ("公示期为2026年5月12日至5月18日。\n云溪市教育局\n2026年6月12日", "2026年5月12日"),
            ("2026年4月8日立案调查，于2026年3月20日作出行政处罚决定。", "2026年3月20日"),
            ("6月10日上午，县安委会召开会议。会议要求落实责任。\n云溪市教育局\n2026年6月8日", "2026年6月8日"),
            ("6月22日上午，全市防汛工作会议召开。会议强调，要落实责任。", "6月22日"),
            ("报名时间：2026年6月20日至6月28日\n准考证打印时间：2026年6月18日至6月19日", "2026年6月18日"),
            ("请于2026年5月29日前报送。\n云溪市教育局\n2026年6月10日", "2026年5月29日"),
            ("报名截止时间为2026年5月30日17时。\n云溪市教育局\n2026年6月10日", "2026年5月30日"),
        ] {
            assert_eq!(marked(text), [found], "{text}");
        }
    }

    #[test]
    fn days_of_one_row_are_compared_by_their_columns() {
        let html = "<tr><th>产品</th><th>生产日期</th><th>抽样日期</th></tr><tr><td>甜酒</td><td>2026年5月20日</td><td>2026年5月12日</td></tr>";
        let found = marked_in(&TextDoc::from_html(&format!("<table>{html}</table>")), check);
        assert_eq!(found, [(5, "2026年5月12日".to_owned())]);
    }

    #[test]
    fn days_in_order_are_left_alone() {
        for text in [
            "立案日期：2026年2月12日\n处罚决定日期：2026年3月20日",
            "合作社成立于2019年4月，2021年被评为示范社。",
            "学校始建于1956年，2026年6月迁入新址。",
            "记者12月28日获悉，展览将于1月3日开幕。",
            "请于2026年6月29日前报送。\n云溪市教育局\n2026年6月10日",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
