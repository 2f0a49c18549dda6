//! Days that come before what they must follow: work before birth, put off to an earlier day, stages that overlap.

use time::Date;

use super::super::event;
use super::super::hours;
use super::super::issued::{self, Kind};
use super::super::mention::{self, Mention};
use super::{Line, find, wrong};
use crate::finding::Hit;
use crate::reading::Reading;

pub(super) fn check(line: &Line<'_>) -> Option<Hit> {
    career(line)
        .or_else(|| results(line))
        .or_else(|| passed(line))
        .or_else(|| put_off(line))
        .or_else(|| by_the_clock(line))
        .or_else(|| after_closing(line))
        .or_else(|| before_letter(line))
}

/// 自6月18日22时起停水，至6月18日5时: one day, and the hours turned round.
fn by_the_clock(line: &Line<'_>) -> Option<Hit> {
    let pair = line.mentions.windows(2).find(|two| {
        let from = hours::told(line.reading, two[0].end);
        let to = hours::told(line.reading, two[1].end);
        let till = line.before(&two[1], &["至", "到"]) && line.before(&two[0], &["自", "从"]);
        let near = two[1].start - two[0].end <= 24;
        till && near
            && two[0].day.is_some()
            && line.day(&two[0]) == line.day(&two[1])
            && from.zip(to).is_some_and(|(from, to)| to.0 < from.0)
    })?;
    let end = hours::told(line.reading, pair[1].end)?.1;
    Some(wrong((pair[1].start, end), "结束的时间早于开始的时间，请核对"))
}

/// 您5月18日提交的来信收悉。我局于5月11日派员核查
fn before_letter(line: &Line<'_>) -> Option<Hit> {
    const SENT: [&str; 8] = ["提交", "来信", "反映", "留言", "投诉", "举报", "咨询", "提出"];
    const DONE: [&str; 11] = ["核查", "调查", "现场", "查看", "走访", "派", "核实", "检查", "答复", "办理", "回复"];
    let letter = line.mentions.iter().position(|m| {
        let led = line.before(m, &["您", "您于", "您在", "你", "你于"]);
        led && m.day.is_some() && SENT.iter().any(|word| line.reading.text(m.end, m.end + 8).contains(word))
    })?;
    let sent = &line.mentions[letter];
    let later = line.mentions[letter + 1..].iter().find(|m| {
        let own = line.before(m, &["于", "局", "中心", "办", "所", "委", "我们"]);
        own && m.day.is_some() && DONE.iter().any(|word| line.reading.text(m.end, m.end + 10).contains(word))
    })?;
    let gap = (line.day(sent)? - line.day(later)?).whole_days();
    (0 < gap && gap < 90).then(|| wrong((later.start, later.end), "日期早于来信的日期，请核对"))
}

/// 报名截止时间为7月20日，…于7月11日参加笔试; 报名时间为7月1日至20日，报名结束后于7月12日
fn after_closing(line: &Line<'_>) -> Option<Hit> {
    if let Some(found) = closed_on(line) {
        return Some(found);
    }
    let closing = find(line.reading, &["报名截止时间", "报名截止日期", "报名时间", "申报截止时间", "报名期限"])?;
    let mut listed = line.mentions.iter().filter(|m| m.start > closing).peekable();
    let mut last = listed.next().filter(|m| m.start - closing <= 9)?;
    if let Some(second) = listed.next_if(|m| m.start - last.end <= 1) {
        last = second;
    }
    let next = listed.next()?;
    let between = line.reading.text(last.end, next.start);
    let after = ["报名结束后", "报名后", "截止后", "结束后"].iter().any(|word| between.contains(word));
    let exam =
        ["笔试", "面试", "资格审查", "考试", "体检"].iter().any(|word| line.reading.text(next.end, next.end + 16).contains(word));
    (after && exam && line.day(next)? < line.day(last)?).then(|| wrong((next.start, next.end), "日期早于前一环节的日期，请核对"))
}

/// 报名于10月9日17:00截止。…初审结果于10月8日公布
fn closed_on(line: &Line<'_>) -> Option<Hit> {
    let (at, closing) = line.mentions.iter().enumerate().find(|(_, m)| {
        let led = line.reading.has_before(m.start, 8, &["报名", "申报", "投标"]);
        m.day.is_some() && led && line.reading.text(m.end, m.end + 9).contains("截止")
    })?;
    let next = line.mentions.get(at + 1)?;
    let after = ["截止后", "结束后"].iter().any(|word| line.reading.text(closing.end, next.start).contains(word));
    (after && line.day(next)? < line.day(closing)?).then(|| wrong((next.start, next.end), "日期早于前一环节的日期，请核对"))
}

/// 笔试定于10月17日举行。笔试成绩于10月10日公布
fn results(line: &Line<'_>) -> Option<Hit> {
    let exam = line
        .mentions
        .iter()
        .find(|m| m.day.is_some() && line.before(m, &["笔试定于", "面试定于", "考试定于", "测试定于", "笔试于", "考试于"]))?;
    let told = line
        .mentions
        .iter()
        .find(|m| m.start > exam.end && m.day.is_some() && line.before(m, &["成绩于", "成绩将于", "结果于", "成绩在"]))?;
    (line.day(told)? < line.day(exam)?).then(|| wrong((told.start, told.end), "日期早于前一环节的日期，请核对"))
}

/// 经9月10日市政府常务会议审议通过，已于9月8日印发
fn passed(line: &Line<'_>) -> Option<Hit> {
    let two = line.mentions.windows(2).find(|two| {
        let between = line.reading.text(two[0].end, two[1].start);
        let behind = line.reading.text(two[1].end, two[1].end + 8);
        let issued = ["印发", "公布", "发布", "出台"].iter().any(|word| behind.contains(word));
        let led = between.ends_with("于") && ["审议通过", "会议通过", "审议同意"].iter().any(|word| between.contains(word));
        two.iter().all(|m| m.day.is_some()) && led && issued && between.chars().count() <= 40
    })?;
    (line.day(&two[1])? < line.day(&two[0])?).then(|| wrong((two[1].start, two[1].end), "日期早于前一环节的日期，请核对"))
}

/// 1990年4月生，1986年8月参加工作
fn career(line: &Line<'_>) -> Option<Hit> {
    let born = line.mentions.iter().find(|m| line.reading.one_of(m.end, &["生,", "出生,", "生。", "出生;"]).is_some())?;
    let next = line.mentions.iter().find(|m| {
        let after = line.reading.one_of(m.end, &["参加工作", "入党", "加入", "毕业", "入职", "入伍"]);
        m.start > born.end && after.is_some()
    })?;
    let years = next.year? as i64 - born.year? as i64;
    (years < 14).then(|| wrong((next.start, next.end), "日期与出生年月不符，请核对"))
}

/// 原定于6月28日…推迟至6月26日
fn put_off(line: &Line<'_>) -> Option<Hit> {
    let first = line.mentions.iter().find(|m| line.before(m, &["原定于", "原定", "原计划于", "由原定的"]))?;
    let second = line.mentions.iter().find(|m| {
        m.start > first.end && line.before(m, &["推迟至", "延期至", "推迟到", "延期到", "顺延至", "延至", "提前至", "提前到"])
    })?;
    let earlier = line.before(second, &["提前至", "提前到"]);
    let (from, to) = (line.day(first)?, line.day(second)?);
    let wrong_way = if earlier { to > from } else { to < from };
    wrong_way.then(|| wrong((second.start, second.end), "与所说的推迟或提前不符，请核对"))
}

/// What several lines tell of days in the wrong order.
pub(super) fn lines(readings: &[Reading<'_>], today: Date) -> Vec<(usize, Hit)> {
    let counted = counted_to(readings);
    let told_early = counted.is_none().then(|| before_the_event(readings)).flatten();
    counted
        .into_iter()
        .chain(told_early)
        .chain(same_day(readings, today))
        .chain(list_due(readings, today))
        .chain(closed_before(readings, today))
        .chain(title_year(readings))
        .chain(stages(readings))
        .collect()
}

/// 2026年9月11日…开展抽检，共抽取18批次 over a signature of 8 September; 发布时间：9月10日 over 9月18日，副市长…调研.
fn before_the_event(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    /// Longest time that a date without a year may lie ahead, in days.
    const AHEAD: i64 = 120;
    let papers = issued::dates(readings);
    let own =
        papers.iter().rev().find(|dated| dated.kind == Kind::Signed).or(papers.iter().find(|d| d.kind == Kind::Published))?;
    let year = u32::try_from(own.date.year()).ok();
    let (block, event) = readings.iter().enumerate().filter(|(block, _)| *block != own.block).find_map(|(block, reading)| {
        let later = |m: &Mention| {
            let day = m.day.and(m.date(m.year.or(year)));
            let ahead = day.map_or(0, |day| (day - own.date).whole_days());
            ahead > 0 && (m.year.is_some() || ahead <= AHEAD) && event::has_happened(reading, m, own.kind == Kind::Published)
        };
        Some((block, mention::mentions(reading).into_iter().find(later)?))
    })?;
    let message = "文中已发生的事晚于这一日期，请核对";
    Some(match own.kind {
        Kind::Signed => (own.block, wrong((own.mention.start, own.mention.end), message)),
        _ => (block, wrong((event.start, event.end), "文中称已发生的事，日期却晚于发布日期，请核对")),
    })
}

/// 现于9月10日起公开征求意见 and 请于8月10日前反馈.
fn closed_before(readings: &[Reading<'_>], today: Date) -> Option<(usize, Hit)> {
    const OPENED: [&str; 4] = ["征求意见", "接受报名", "受理申请", "公开征集"];
    let year = u32::try_from(today.year()).ok();
    let (first, opened) = readings.iter().enumerate().find_map(|(block, reading)| {
        let begins = |m: &Mention| {
            let led = reading.led_by(m.start, &["现于", "现自", "自", "于"]) && reading.char(m.end) == Some('起');
            led && m.day.is_some() && OPENED.iter().any(|word| reading.text(m.end, m.end + 16).contains(word))
        };
        Some((block, mention::mentions(reading).into_iter().find(begins)?))
    })?;
    let day = opened.date(opened.year.or(year))?;
    let last = readings.len().min(first + 3);
    readings[first..last].iter().enumerate().find_map(|(step, reading)| {
        let due = |m: &Mention| {
            let asked = reading.led_by(m.start, &["请于", "请在", "须于", "应于"]) && reading.char(m.end) == Some('前');
            asked && m.date(m.year.or(year)).is_some_and(|due| due < day)
        };
        let m = mention::mentions(reading).into_iter().find(due)?;
        Some((first + step, wrong((m.start, m.end), "截止的日期早于开始的日期，请核对")))
    })
}

/// 会议定于9月24日…召开, 请于9月28日前将参会人员名单报….
fn list_due(readings: &[Reading<'_>], today: Date) -> Option<(usize, Hit)> {
    const LISTS: [&str; 7] = ["参会人员", "参会名单", "参训人员", "参加人员", "参会回执", "报名回执", "参训名单"];
    let year = u32::try_from(today.year()).ok();
    let dated = || {
        let of = |(block, reading): (usize, &Reading<'_>)| {
            mention::mentions(reading).into_iter().filter(|m| m.day.is_some()).map(move |m| (block, m)).collect::<Vec<_>>()
        };
        readings.iter().enumerate().flat_map(of)
    };
    let (first, meeting) = dated().find(|(block, m)| readings[*block].before(m.start, 2) == "定于")?;
    let day = meeting.date(meeting.year.or(year))?;
    let late = |(block, m): &(usize, Mention)| {
        let reading = &readings[*block];
        let behind = reading.text(m.end, m.end + 24);
        let due = behind.chars().take(6).any(|c| c == '前') && LISTS.iter().any(|list| behind.contains(list));
        (*block, m.start) > (first, meeting.start) && due && m.date(m.year.or(year)).is_some_and(|due| due > day)
    };
    let (block, m) = dated().find(late)?;
    Some((block, wrong((m.start, m.end), "报名单的期限晚于会议、活动的日期，请核对")))
}

/// 截至2026年4月20日 in a paper signed on 2 March.
fn counted_to(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let signed = issued::dates(readings).into_iter().rev().find(|dated| dated.kind == Kind::Signed)?;
    readings[..signed.block].iter().enumerate().find_map(|(block, reading)| {
        let mention = mention::mentions(reading).into_iter().find(|m| reading.before(m.start, 2) == "截至")?;
        let after = reading.text(mention.end, mention.end + 12);
        let done = after.contains('已') || after.contains("共") || after.contains("累计");
        (done && mention.date(None)? > signed.date)
            .then(|| (block, wrong((mention.start, mention.end), "统计截至的日期晚于落款日期，请核对")))
    })
}

/// 定于6月26日举行 and 6月27日…参加当天活动
fn same_day(readings: &[Reading<'_>], today: Date) -> Option<(usize, Hit)> {
    let year = u32::try_from(today.year()).ok();
    let (first, day) = readings.iter().enumerate().find_map(|(block, reading)| {
        let mention = mention::mentions(reading).into_iter().find(|m| reading.before(m.start, 2) == "定于" && m.day.is_some())?;
        Some((block, mention.date(mention.year.or(year))?))
    })?;
    readings.iter().enumerate().skip(first + 1).find_map(|(block, reading)| {
        let that_day = find(reading, &["当天活动", "当日活动", "当天的活动"])?;
        let mention = mention::mentions(reading).into_iter().find(|m| m.start < that_day && m.day.is_some())?;
        (mention.date(mention.year.or(year))? != day)
            .then(|| (block, wrong((mention.start, mention.end), "与前面所说的活动日期不符，请核对")))
    })
}

/// 2026年秋季招生工作方案 over 为做好2027年秋季招生工作
fn title_year(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let (title, lead) = (readings.first()?, readings.get(1)?);
    let own = |reading: &Reading<'_>, mention: &Mention| {
        let text = reading.text(mention.end, mention.end + 4);
        (mention.month.is_none() && text.chars().count() == 4).then_some(text)
    };
    let named = mention::mentions(title).into_iter().find(|m| m.year.is_some())?;
    let matter = own(title, &named).filter(|_| title.plain.len() <= 60 && !title.plain.contains(&'。'))?;
    let told = mention::mentions(lead).into_iter().find(|m| lead.before(m.start, 3).ends_with("做好"))?;
    let same = own(lead, &told)? == matter && told.year.is_some() && told.year != named.year;
    same.then(|| (1, wrong((told.start, told.end), "年份与标题不一致，请核对")))
}

/// 集中整治阶段（7月1日至10月31日） before 总结验收阶段（9月1日至9月30日）
fn stages(readings: &[Reading<'_>]) -> Option<(usize, Hit)> {
    let range = |reading: &Reading<'_>| {
        let open = find(reading, &["阶段("])? + 3;
        let mentions = mention::mentions(reading);
        let [first, last, ..] = mentions[..] else { return None };
        (first.start == open && first.year.is_none() && last.year.is_none()).then_some((first, last))
    };
    readings.windows(2).enumerate().find_map(|(block, two)| {
        let ((_, end), (start, _)) = (range(&two[0])?, range(&two[1])?);
        let day = |m: &Mention| Some((m.month?, m.day?));
        (day(&start)? < day(&end)? && day(&end)?.0 >= day(&range(&two[0])?.0)?.0)
            .then(|| (block + 1, wrong((start.start, start.end), "与上一阶段的时间重叠，请核对")))
    })
}
