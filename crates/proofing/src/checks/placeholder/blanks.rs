//! Runs of blanks where a name or a value should stand: 经　　　　会议研究, 每人每月   元, 寄至：　　　　（.

use crate::fold;
use crate::reading::Reading;

/// What values are counted in.
const UNITS: [&str; 20] = [
    "处", "项", "件", "次", "条", "吨", "亩", "公里", "万元", "亿元", "元", "人", "户", "个", "家", "%", "天", "个工作日", "名",
    "年",
];

/// The gap that begins with the blank at `at`, its unit included.
pub(super) fn gap(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    term(reading, at).or_else(|| value(reading, at)).or_else(|| name(reading, at))
}

/// 自9月14日起至　止, 聘期　年: one space is enough where the words ask for a value.
fn term(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    let end = reading.skip_spaces(at);
    let until = reading.char_before(at) == Some('至') && reading.char(end) == Some('止');
    let lasts = reading.led_by(at, &["聘期", "任期", "试用期", "有效期", "期限", "工期", "服务期", "公示期"]);
    let counted = reading.one_of(end, &["年", "个月", "天", "日", "个工作日"]).filter(|_| lasts);
    // 人民路 号, 第 号公告, 10月 日上午
    let numbered = [
        ("路", "号"),
        ("街", "号"),
        ("大道", "号"),
        ("楼", "室"),
        ("楼", "层"),
        ("第", "号"),
        ("第", "条"),
        ("第", "次"),
        ("请于", "前"),
    ];
    let numbered = numbered.iter().any(|(led, unit)| reading.led_by(at, &[led]) && reading.is_at(end, unit));
    let day =
        reading.char_before(at) == Some('月') && reading.one_of(end, &["日上午", "日下午", "日前", "日至", "日起"]).is_some();
    if (numbered || day) && at >= 2 && reading.plain[at - 2] != ' ' && (is_running(reading, 0) || reading.plain.contains(&':')) {
        return Some((at - 1, end + 1));
    }
    let past = if until { end + 1 } else { end + counted?.chars().count() };
    let stops = reading.char(past).is_none_or(|c| matches!(c, ',' | '。' | ';' | ')'));
    let start = if until { at - 1 } else { at };
    (stops && reading.char_before(at) != Some(' ')).then_some((start, past))
}

/// 经　　　　会议研究
fn name(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    reading.char_before(at).filter(|&c| "经由于在向对为".contains(c))?;
    let end = reading.skip_spaces(at);
    let wanted = end - at >= 3 && reading.char(end).is_some_and(fold::is_han);
    (wanted && is_running(reading, end)).then_some((at, end))
}

fn value(reading: &Reading<'_>, at: usize) -> Option<(usize, usize)> {
    if reading.char_before(at) == Some(' ') {
        return None;
    }
    let end = reading.skip_spaces(at);
    let wide = if reading.block.chars[at] == '\u{3000}' { wide_blank(reading, at, end) } else { None };
    let addressed = || {
        let whom = reading.one_of(end, &["女士", "先生", "同志", "领导", "网友"]);
        (reading.before(at, 3) == "尊敬的" && whom.is_some()).then_some((at, end))
    };
    wide.or_else(addressed).or_else(|| amount(reading, at, end))
}

/// 同比增长　%, 有效期　年, 工程技术人员　名。, （记者　　摄）
fn wide_blank(reading: &Reading<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let counted = reading.one_of(end, &["名", "人", "个", "家", "户", "项", "万元"]);
    let ends = |c: char| matches!(c, ',' | '。' | ';' | '、' | ')');
    let closes = counted.is_some_and(|unit| reading.char(end + unit.chars().count()).is_none_or(ends));
    let among_figures = reading.plain[..at].iter().any(char::is_ascii_digit);
    if closes && among_figures && reading.char_before(at).is_some_and(fold::is_han) {
        return Some((at, end + 1));
    }
    if end - at >= 2 && reading.char_before(at) == Some('共') && counted.is_some() {
        return Some((at - 1, end + 1));
    }
    // 9月18日上午　　时
    if end - at >= 2 && reading.led_by(at, &["上午", "下午", "晚上"]) && reading.char(end) == Some('时') {
        return Some((at - 2, end + 1));
    }
    let led = reading.led_by(at, &["增长", "下降", "有效期", "达到", "完成"]);
    if led && reading.one_of(end, &["%", "年。", "年,", "年;", "个"]).is_some() {
        return Some((at, end + 1));
    }
    let credit = reading.before(at, 2) == "记者" && reading.one_of(end, &["摄", "文", "报道"]).is_some();
    (credit && end - at >= 2).then_some((at, end))
}

/// 每人每月   元, 预算金额：    元, 罚款人民币　　元的行政处罚, 共计　项
fn amount(reading: &Reading<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    // One wide space is a gap where a sum is told.
    let told = reading.block.chars[at] == '\u{3000}' && reading.led_by(at, &["共计", "合计", "总计"]);
    if end - at < 2 && !told {
        return None;
    }
    let stops = |c: Option<char>| c.is_some_and(|c| matches!(c, ',' | '。' | ';' | '(' | ')'));
    let labelled = reading.char_before(at) == Some(':');
    // 2026　　年 is spaced, and 　　年　　月 is a date.
    let unit = UNITS.iter().copied().filter(|unit| reading.is_at(end, unit)).max_by_key(|unit| unit.len());
    let unit = unit.filter(|unit| *unit != "年" || reading.char(end + 1).is_some_and(|c| matches!(c, '。' | ',' | ';')));
    let Some(past) = unit.map(|unit| end + unit.chars().count()) else {
        return (end - at >= 4 && labelled && stops(reading.char(end))).then_some((at, end));
    };
    let last = reading.plain[past.min(reading.plain.len())..].iter().all(|c| c.is_whitespace());
    let running = reading.char_before(at).is_some_and(fold::is_han) && stops(reading.char(past)) && is_running(reading, end);
    ((last && labelled) || reading.before(at, 3) == "人民币" || running).then_some((at, past))
}

/// Whether the line goes on as a sentence.
fn is_running(reading: &Reading<'_>, at: usize) -> bool {
    reading.plain[at..].iter().take(80).any(|c| matches!(c, ',' | '。'))
}
