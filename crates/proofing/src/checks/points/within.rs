//! Marks that part what belongs together, and marks in place of others, within a sentence.

use super::Slip;
use crate::fold;
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    match reading.plain[at] {
        '一' => dash(reading, at),
        '、' => pause(reading, at),
        '?' => alternative(reading, at),
        ':' => colon(reading, at),
        '下' | '此' | '同' | '据' | '目' => run_on(reading, at),
        ',' => comma(reading, at),
        '。' => stop(reading, at),
        '\\' => stroke(reading, at),
        '—' => telephone(reading, at),
        _ => None,
    }
}

/// 第一座中型水库一一云栎水库: two numerals for a dash.
fn dash(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let noun = reading.before(at, 2);
    let behind = reading.text(at + 2, at + 10);
    let appositive = noun.chars().count() == 2 && noun.chars().all(fold::is_han) && behind.contains(&noun);
    (reading.is_at(at, "一一") && appositive && noun != "一一").then_some(((at, at + 2), "疑似以“一一”代破折号", Some("——")))
}

/// “6、26”国际禁毒日, 认真组织实施、执行中遇到的问题
fn pause(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let (before, after) = (reading.digits_before(at, 3), reading.digits(at + 1, 3));
    let day = (1..=2).contains(&before)
        && (1..=2).contains(&after)
        && reading.char_before(at - before) == Some('“')
        && reading.char(at + 1 + after) == Some('”');
    if day {
        return Some(((at, at + 1), "表示节日的数字之间用间隔号", Some("·")));
    }
    let clause = reading.one_of(at + 1, &["执行中遇到", "执行中的问题", "实施中遇到"]).is_some();
    clause.then_some(((at, at + 1), "两句话之间不用顿号", Some("。")))
}

/// 通过手机办理？还是到窗口办理？
fn alternative(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let or = reading.is_at(at + 1, "还是") && reading.char_before(at).is_some_and(fold::is_han);
    let stop = reading.plain[at + 1..].iter().take(40).find(|c| matches!(c, '。' | '?' | '!'));
    (or && stop == Some(&'?')).then_some(((at, at + 1), "选择问句中间用逗号", Some("，")))
}

/// …就办好了，”赵女士说：“…; 审议通过了：《规划》
fn colon(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let number = reading.char(at + 1).is_some_and(|c| c.is_ascii_digit());
    if number && reading.block.chars[at] == ':' && reading.led_by(at, &["电话", "热线", "传真", "邮编"]) {
        return Some(((at, at + 1), "中文里的冒号用全角", Some("：")));
    }
    let said = reading.led_by(at, &["说", "道", "表示", "介绍", "告诉记者"]);
    if said && reading.char(at + 1) == Some('“') {
        let len = reading.plain[..at].iter().rev().take(20).take_while(|c| fold::is_han(**c)).count();
        let split = reading.before(at - len, 2) == ",”";
        return split.then_some(((at, at + 1), "引文中间的“某某说”之后用逗号", Some("，")));
    }
    let acts = ["审议通过了", "印发了", "发布了", "出台了", "传达学习了", "审议了", "讨论了"];
    let one = acts.iter().any(|word| reading.before(at, 5).ends_with(word)) && reading.char(at + 1) == Some('《');
    let end = reading.plain[at..].iter().position(|&c| c == '》')?;
    let single = !matches!(reading.char(at + end + 1), Some('《' | '、'));
    (one && single).then_some(((at, at + 1), "动词与宾语之间不用冒号", Some("")))
}

/// 新建口袋公园7个下一步，: a stop is missing before the next sentence.
fn run_on(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let word = reading.one_of(at, &["下一步,", "此外,", "据了解,", "据悉,", "目前,", "同时,"])?;
    let counted = reading.char_before(at).is_some_and(|c| "个项户家名处场吨亩件座条%".contains(c));
    let number =
        counted && at >= 2 && reading.char(at - 2).is_some_and(|c| c.is_ascii_digit() || matches!(c, '万' | '余' | '多'));
    let end = at + word.chars().count() - 1;
    number.then_some(((at, end), "前面缺少句号", None))
}

/// 本办法，自2026年8月1日起施行; “谁主管、谁负责，”的原则
fn comma(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    if let Some(found) = among_pauses(reading, at) {
        return Some(found);
    }
    let papers = ["本办法", "本规定", "本细则", "本条例", "本通告", "本公告", "本通知", "本方案", "本意见"];
    let subject = papers.iter().any(|paper| reading.before(at, 3) == *paper) && reading.char(at + 1) == Some('自');
    let dated = reading.text(at + 1, at + 24);
    let in_force = dated.contains("起施行") || dated.contains("起执行") || dated.contains("起实施");
    if subject && in_force && reading.before(at, 4).chars().count() <= 4 {
        return Some(((at, at + 1), "主语与谓语之间不用逗号", Some("")));
    }
    let quoted = reading.char(at + 1) == Some('”') && reading.one_of(at + 2, &["的", "等", "原则", "要求"]).is_some();
    quoted.then_some(((at, at + 1), "引号内的词语末尾不用逗号", Some("")))
}

/// 学校、医院，商场、车站等人员密集场所: a comma among the members that pauses part.
fn among_pauses(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let han = |c: &&char| fold::is_han(**c);
    let before = reading.plain[..at].iter().rev().take(4).take_while(han).count();
    let after = reading.plain[at + 1..].iter().take(5).take_while(han).count();
    let led = (2..=3).contains(&before) && reading.char_before(at - before) == Some('、');
    let next = at + 1 + after;
    let last = reading.plain.get(next + 1..)?.iter().take(6).take_while(han).position(|&c| c == '等')?;
    let listed = (2..=3).contains(&after) && reading.char(next) == Some('、') && (2..=4).contains(&last);
    (led && listed).then_some(((at, at + 1), "并列词语之间用顿号", Some("、")))
}

/// 真正做到“应保尽保、应救尽救。”
fn stop(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    const LED: [&str; 12] = ["做到", "坚持", "实现", "落实", "遵循", "树立", "打造", "推行", "践行", "弘扬", "确保", "达到"];
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // 增长6。5%
    let decimal = digit(reading.char_before(at)) && digit(reading.char(at + 1));
    let rate = (at + 2..at + 5).any(|i| matches!(reading.char(i), Some('%' | '亿' | '万')))
        && !reading.text(at + 1, at + 4).contains('年');
    if decimal && rate {
        return Some(((at, at + 1), "小数点写成了句号", Some(".")));
    }
    let ends = reading.char(at + 1) == Some('”') && reading.char(at + 2).is_none_or(|c| !matches!(c, '的' | '。'));
    let len = reading.plain[..at].iter().rev().take(24).position(|&c| c == '“').filter(|_| ends)?;
    let open = at - len - 1;
    let phrase = !reading.plain[open..at].contains(&',') && reading.led_by(open, &LED);
    phrase.then_some(((at, at + 2), "引语不独立成句时，句号在引号外", Some("”。")))
}

/// 各镇\街道
fn stroke(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let han = |c: Option<char>| c.is_some_and(fold::is_han);
    (han(reading.char_before(at)) && han(reading.char(at + 1))).then_some(((at, at + 1), "并列词语之间用顿号", Some("、")))
}

/// 0896——2123456
fn telephone(reading: &Reading<'_>, at: usize) -> Option<Slip> {
    let dash = reading.is_at(at, "——") && reading.char_before(at) != Some('—');
    let (area, number) = (reading.digits_before(at, 5), reading.digits(at + 2, 9));
    let call = (3..=4).contains(&area) && (7..=8).contains(&number) && reading.char(at - area) == Some('0');
    (dash && call).then_some(((at, at + 2), "区号与号码之间用短横线", Some("-")))
}
