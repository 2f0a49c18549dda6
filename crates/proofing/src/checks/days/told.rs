//! Tense: what is still to come on a day that is past, what is told of a day or year that has not come, 还有25天.

use super::super::mention;
use super::{Line, find, number, wrong};
use crate::finding::Hit;

pub(super) fn check(line: &Line<'_>) -> Option<Hit> {
    coming(line)
        .or_else(|| closed(line))
        .or_else(|| overdue(line))
        .or_else(|| far_off(line))
        .or_else(|| open(line))
        .or_else(|| whole_year(line))
        .or_else(|| issued(line))
        .or_else(|| report(line))
        .or_else(|| left(line))
        .or_else(|| recently(line))
        .or_else(|| since(line))
}

/// What begins or is held on the day behind 将于.
const BEGINS: [&str; 17] = [
    "举", "开工", "动工", "开幕", "开馆", "启用", "开通", "上线", "停水", "停电", "供水", "供电", "停气", "暂停", "封闭", "检修",
    "施行",
];

/// 将于2026年3月8日…举行，届时…
fn coming(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let this_year = line.before(m, &["将于今年"]);
        let led = line.before(m, &["将于", "定于", "拟于"]) && !line.before(m, &["原定于", "已定于", "原拟于"]);
        let sentence = line.sentence(m);
        let begins = BEGINS.iter().any(|word| sentence.contains(word));
        let held = sentence.contains("届时") || (begins && (this_year || line.before(m, &["将于"])));
        let put_off = ["原", "推迟", "延期", "改期", "取消", "曾", "当时", "已"].iter().any(|word| sentence.contains(word));
        let dated = (led && m.year.is_some()) || this_year;
        dated && held && !put_off && line.day(m).is_some_and(|day| day < line.today)
    })?;
    Some(wrong((mention.start, mention.end), "文中称将要举行，日期却已过去，请核对"))
}

/// 请于2025年9月30日前报送, asked in 2026.
fn closed(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let led = line.before(m, &["请于", "请在", "务必于", "须于"]) && m.year.is_some() && m.day.is_some();
        let limit = line.reading.one_of(m.end, &["前", "之前", "以前"]).is_some();
        let quoted = line.reading.plain[..m.start].iter().rev().take(60).find(|c| matches!(c, '“' | '”')) == Some(&'“');
        led && limit && !quoted && line.day(m).is_some_and(|day| (line.today - day).whole_days() > 30)
    })?;
    Some(wrong((mention.start, mention.end), "请人办理的期限早已过去，请核对"))
}

/// 下一步，…计划于2026年3月底前完成: a plan for a month that is past.
fn overdue(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let led = line.before(m, &["计划于", "预计于", "力争于", "力争在", "计划在", "预计在", "将于"]);
        let text = line.sentence(m);
        let ahead = ["下一步", "将抓紧", "将加快", "正在抓紧", "正加快"].iter().any(|word| text.contains(word));
        let done = ["已", "原", "推迟", "延期"].iter().any(|word| text.contains(word));
        let month = (m.year.unwrap_or_default(), m.month.unwrap_or(12));
        let past = month < (line.year(), u32::from(u8::from(line.today.month())));
        led && ahead && !done && m.year.is_some() && past
    })?;
    Some(wrong((mention.start, mention.end), "文中称将要完成，日期却已过去，请核对"))
}

/// 到2062年底，…将达到, 2062年秋季学期: no target or term of a paper lies so far ahead.
fn far_off(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let year = m.year.unwrap_or_default();
        let target = line.before(m, &["到", "至"]) && m.day.is_none();
        let text = line.sentence(m);
        let turned = year % 100 / 10 == 6 && year > 2060 && year % 10 < 4;
        let term = line.reading.one_of(m.end, &["秋季", "春季", "学年", "高考", "中考", "年度", "招生"]).is_some();
        if term && !target && year > line.year() + 5 {
            return true;
        }
        target && turned && ["达到", "完成", "实现", "建成"].iter().any(|word| text.contains(word)) && !text.contains("碳")
    })?;
    Some(wrong((mention.start, mention.end), "年份相差太远，疑似数字颠倒，请核对"))
}

/// 报名正在进行，报名时间为…至5月20日
fn open(line: &Line<'_>) -> Option<Hit> {
    let running = find(line.reading, &["正在进行", "火热进行", "正在报名", "正在火热"])?;
    let pair = line.mentions.windows(2).find(|two| {
        let joined = matches!(line.reading.text(two[0].end, two[1].start).as_str(), "至" | "—" | "到" | "-");
        joined && two[0].start > running && line.before(&two[0], &["时间为", "时间:", "期为", "时间是"])
    })?;
    let end = mention::date(pair[1].year.or(pair[0].year).unwrap_or(line.year()), pair[1].month?, pair[1].day?)?;
    (end < line.today).then(|| wrong((pair[0].start, pair[1].end), "文中称正在进行，时间却已过去，请核对"))
}

/// 2026年全年，全县实现…, told in June of that year.
fn whole_year(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| m.year == Some(line.year()) && m.month.is_none())?;
    let word = line.reading.one_of(mention.end, &["全年,", "全年全"])?;
    let text = line.sentence(mention);
    let told = ["同比增长", "比上年", "同比下降"].iter().any(|word| text.contains(word));
    let planned = ["计划", "预计", "力争", "目标", "将", "确保"].iter().any(|word| text.contains(word));
    let early = u8::from(line.today.month()) < 12;
    (told && early && !planned && !word.is_empty()).then(|| wrong((mention.start, mention.end + 2), "这一年还没有过完，请核对"))
}

/// 根据2027年3月印发的《管理办法》
fn issued(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let behind =
            line.reading.one_of(m.end, &["印发的", "发布的", "公布的", "颁布的", "下发的", "出台的", "修订的", "施行的"]);
        let ahead = (m.year.unwrap_or_default(), m.month.unwrap_or(1)) > (line.year(), u32::from(u8::from(line.today.month())));
        behind.is_some() && m.year.is_some() && ahead
    })?;
    Some(wrong((mention.start, mention.end), "文中称已发生的事，日期却在将来，请核对"))
}

/// 现公布…2052年政府信息公开工作年度报告
fn report(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| {
        let text = line.reading.text(m.end, m.end + 20);
        let report = ["年度报告", "工作总结", "统计公报", "决算"].iter().any(|word| text.contains(word));
        let ahead = m.year.is_some_and(|year| year > line.year()) && m.month.is_none();
        let text = line.sentence(m);
        ahead && report && ["公布", "公开", "发布", "印发"].iter().any(|word| text.contains(word))
    })?;
    Some(wrong((mention.start, mention.end), "文中称已发生的事，日期却在将来，请核对"))
}

/// 距6月30日申报截止还有25天
fn left(line: &Line<'_>) -> Option<Hit> {
    let mention = line.mentions.iter().find(|m| m.day.is_some() && line.before(m, &["距", "距离", "离"]))?;
    let word =
        (mention.end..mention.end + 14).find(|&at| line.reading.one_of(at, &["还有", "仅剩", "只剩", "还剩"]).is_some())?;
    let (told, end) = number(line.reading, word + 2).filter(|found| line.reading.char(found.1) == Some('天'))?;
    let days = (line.day(mention)? - line.today).whole_days();
    // The day itself may be counted or not.
    ((i64::from(told) - days).abs() > 1).then(|| wrong((word + 2, end + 1), format!("到这一天还有{days}天，请核对")))
}

/// 日前，…于7月3日圆满落幕
fn recently(line: &Line<'_>) -> Option<Hit> {
    let first = find(line.reading, &["日前,", "近日,"]).filter(|&at| at < 30)?;
    let mention = line.mentions.iter().find(|m| m.start > first && m.day.is_some())?;
    let text = line.reading.text(mention.end, mention.end + 16);
    let done = ["圆满", "落幕", "闭幕", "成功举", "顺利举"].iter().any(|word| text.contains(word));
    let ahead = line.day(mention).is_some_and(|day| day > line.today && (day - line.today).whole_days() < 180);
    (done && ahead && mention.year.is_none())
        .then(|| wrong((mention.start, mention.end), "文中称已发生的事，日期却在将来，请核对"))
}

/// 始建于1958年，距今已有86年历史; 1996年建成开放，至今已走过40年; 自2016年…，到2026年已运行十二年
fn since(line: &Line<'_>) -> Option<Hit> {
    const LED: [&str; 10] = ["始建于", "建于", "创建于", "成立于", "创办于", "建成于", "诞生于", "自", "始于", "开通于"];
    const BEGUN: [&str; 9] = ["建成", "成立", "创办", "建校", "建立", "启用", "投用", "开馆", "开通"];
    let mention = line.mentions.iter().find(|m| {
        let begun = BEGUN.iter().any(|word| line.reading.is_at(m.end, word));
        m.year.is_some() && (begun || line.before(m, &LED))
    })?;
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let len = line.reading.plain[mention.end..].iter().take(30).take_while(stop).count();
    let until = |at: usize| {
        let word = line.reading.one_of(at, &["距今", "至今", "迄今"]).map(|word| (at + word.chars().count(), line.year()));
        word.or_else(|| {
            let later = line.mentions.iter().find(|m| m.start == at && line.before(m, &["到", "至", "截至"]))?;
            Some((later.end, later.year?))
        })
    };
    let (word, year) = (mention.end..mention.end + len).find_map(until)?;
    let (start, (told, end)) = (word..word + 8).find_map(|at| {
        let clear = !line.reading.plain.get(word..at)?.iter().any(|c| matches!(c, '。' | ';' | ','));
        Some((at, mention::number(line.reading, at).filter(|_| clear)?))
    })?;
    let years = line.reading.char(end) == Some('年') && line.reading.one_of(end, &["年级", "年代", "年月"]).is_none();
    let right = i64::from(year) - i64::from(mention.year?);
    let off = (i64::from(told) - right).abs() > 1 && told < 200;
    (years && off).then(|| wrong((start, end + 1), format!("前后相距{right}年，请核对")))
}
