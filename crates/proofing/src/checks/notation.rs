//! One number or date in two notations (GB/T 15835): 3、4天, 7至九月, 五%, 20世纪八十年代, 农历8月15, 星期3, 1O0元, ２0人,
//! 10几户, 第十5条, 五月4日.

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Before neighbouring digits these make names or numbers of them: 第3、4天, 附件1、2.
const ORDINAL: &str = "第表图款项条号式件级类档章节卷册期批组区附、和及与至到或以";
/// What both ends of a range count.
const UNITS: [&str; 20] =
    ["月", "日", "号", "年", "天", "人", "户", "个", "岁", "季度", "级", "周", "条", "届", "时", "点", "层", "件", "项", "名"];
/// What an amount is counted in.
const AMOUNT: [&str; 17] =
    ["万", "亿", "元", "人", "户", "吨", "亩", "个", "%", "年", "月", "日", "天", "家", "公里", "米", "名"];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '、' => neighbours(reading, at),
            '至' | '到' | '—' | '–' | '-' | '~' => range(reading, at),
            '%' => percent(reading, at),
            '世' => decades(reading, at),
            '农' | '阴' | '初' | '正' | '腊' => lunar(reading, at),
            '几' => several(reading, at),
            '第' => ordinal(reading, at),
            '月' => day(reading, at),
            '星' | '礼' => weekday(reading, at),
            c if c.is_ascii_digit() => stray(reading, at),
            _ => None,
        };
        hits.extend(found);
    }
}

fn info(rule: &str, range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, rule, range, message)
}

fn numeral(digit: char) -> Option<char> {
    "〇一二三四五六七八九".chars().nth(digit.to_digit(10)? as usize)
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// 3、4天 for 三四天: neighbouring numbers that tell an approximate one.
fn neighbours(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let digit = |i: usize| reading.char(i).and_then(|c| c.to_digit(10));
    let start = at.checked_sub(1)?;
    let (low, high) = (digit(start)?, digit(at + 1)?);
    let led = reading.char_before(start).is_some_and(|c| fold::is_han(c) && !ORDINAL.contains(c));
    // 3、40人 for 三四十人
    let forty = high == low + 1 && led && digit(at + 2) == Some(0) && digit(at + 3).is_none();
    const MESSAGE: &str = "相邻两数表示概数时应用汉字，中间不用顿号";
    let forty_end = quantity::unit_end(reading, at + 3);
    if forty && low > 0 && forty_end > at + 3 {
        return Some(info("number.mixed", (start, forty_end), MESSAGE));
    }
    // 15、6天内 for 十五六天
    let teens = start.checked_sub(1).filter(|&tens| digit(tens).is_some() && high == low + 1 && digit(at + 2).is_none());
    if let Some(tens) = teens.filter(|&tens| reading.char_before(tens).is_some_and(|c| fold::is_han(c) && !ORDINAL.contains(c)))
        && let Some(unit) = reading.one_of(at + 2, &["天", "岁", "个", "人", "户", "家", "里", "公里", "年", "名"])
    {
        return Some(info("number.mixed", (tens, at + 2 + unit.chars().count()), MESSAGE));
    }
    let tens = reading.plain[at + 2..].iter().take(2).take_while(|c| "十百千万".contains(**c)).count();
    let unit = reading.one_of(
        at + 2 + tens,
        &[
            "个月", "天", "人", "户", "家", "次", "个", "岁", "里", "斤", "亩", "年", "里路", "公里", "米", "台", "名", "处",
            "场", "辆", "吨",
        ],
    )?;
    let end = at + 2 + tens + unit.chars().count();
    // 1、2年级, 3、4人间: names.
    let named = reading.char(end).is_some_and(|c| "级间组期赛型份".contains(c));
    if low == 0 || high != low + 1 || !led || named {
        return None;
    }
    let first = numeral(reading.char(start)?)?;
    let second = if high == 2 { '两' } else { numeral(reading.char(at + 1)?)? };
    let proper = format!("{first}{second}{}", reading.text(at + 2, end));
    Some(advised(info("number.mixed", (start, end), MESSAGE), proper))
}

/// 7至九月, 三—5天: the ends of a range in different numerals.
fn range(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let second = at + 1;
    let tail = &reading.plain[second..];
    let arabic = tail.iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    let chinese = tail.iter().take(4).take_while(|c| is_numeral(**c)).count();
    let unit = reading.one_of(second + arabic.max(chinese), &UNITS)?;
    let end = second + arabic.max(chinese) + unit.chars().count();
    if arabic > 3 || chinese > 3 || arabic + chinese == 0 || reading.text(second, second + chinese) == "一" {
        return None;
    }
    let own = at.checked_sub(unit.chars().count()).filter(|&i| reading.is_at(i, unit)).unwrap_or(at);
    let run = |is: fn(char) -> bool| reading.plain[..own].iter().rev().take(4).take_while(|&&c| is(c)).count();
    let (digits, numerals) = (run(|c| c.is_ascii_digit()), run(is_numeral));
    let start = own - digits.max(numerals);
    let mixed = (digits > 0 && digits <= 3 && chinese > 0) || (numerals > 0 && numerals <= 3 && arabic > 0);
    let other = reading.char_before(start).is_some_and(|c| {
        c.is_ascii_alphanumeric() || "第周拜统唯之其万单同划百千万亿几多、".contains(c) || matches!(c, '.' | '-' | '/')
    });
    if !mixed || other || reading.before(start, 2) == "星期" {
        return None;
    }
    // 2026年7至九月: the year belongs to it.
    let year =
        start >= 5 && reading.plain[start - 1] == '年' && reading.plain[start - 5..start - 1].iter().all(char::is_ascii_digit);
    let start = start - if year { 5 } else { 0 };
    Some(info("number.mixed", (start, end), "同一范围的两端不应混用阿拉伯数字和汉字数字"))
}

/// 五%, 二十%.
fn percent(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.plain[..at].iter().rev().take(6).take_while(|&&c| is_numeral(c) || c == '百').count();
    let start = at - len;
    let joined = reading.char_before(start).is_some_and(|c| c.is_ascii_digit() || "点万千亿第几".contains(c));
    let found = info("number.mixed", (start, at + 1), "百分号前应用阿拉伯数字");
    let proper = quantity::in_digits(&reading.text(start, at))?;
    (len > 0 && !joined).then(|| advised(found, format!("{proper}%")))
}

/// 20世纪八十年代, 二十世纪80年代.
fn decades(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let from = at + 2;
    let arabic = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit());
    let decade = if arabic(from) { 2 } else { reading.plain.get(from..)?.iter().take(2).take_while(|c| is_numeral(**c)).count() };
    let century = reading.plain[..at].iter().rev().take(3).take_while(|c| c.is_ascii_digit() || is_numeral(**c)).count();
    let end = from + decade + 2;
    let told = reading.is_at(at, "世纪") && decade == 2 && century > 0 && reading.is_at(end - 2, "年代");
    let mixed = told && arabic(at - century) != arabic(from);
    mixed.then(|| info("number.date", (at - century, end), "世纪、年代不应混用阿拉伯数字和汉字数字"))
}

/// 农历8月15, 正月初1: days of the lunar calendar are written in Chinese numerals.
fn lunar(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    const MESSAGE: &str = "农历月日应用汉字数字";
    let digits = |from: usize| reading.digits(from, 3);
    if reading.plain[at] == '初' {
        let month =
            reading.char_before(at) == Some('月') && at >= 2 && "正腊冬二三四五六七八九十".contains(reading.plain[at - 2]);
        let len = digits(at + 1);
        return (month && (1..=2).contains(&len)).then(|| info("number.date", (at - 2, at + 1 + len), MESSAGE));
    }
    if let Some(month) = reading.one_of(at, &["正月", "腊月"]) {
        let from = at + month.chars().count();
        let len = digits(from);
        let counted = reading.char(from + len).is_some_and(|c| "天个次场人户".contains(c));
        let end = from + len + usize::from(reading.char(from + len) == Some('日'));
        return ((1..=2).contains(&len) && !counted).then(|| info("number.date", (at, end), MESSAGE));
    }
    let word = reading.one_of(at, &["农历", "阴历"])?;
    let from = at + word.chars().count();
    // 农历2026年8月15, 农历丙午年8月15
    let year = reading.plain[from..].iter().take(6).position(|&c| c == '年').map_or(from, |i| from + i + 1);
    let len = digits(year);
    let month = year + len;
    let plain = (1..=2).contains(&len) && reading.char(month) == Some('月');
    let day = digits(month + 1);
    let end = month + 1 + day + usize::from(day > 0 && reading.char(month + 1 + day) == Some('日'));
    plain.then(|| info("number.date", (year, end), MESSAGE))
}

/// 10几户, 20几个: 十几户.
fn several(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.digits_before(at, 7);
    let start = at - len;
    let round = len >= 2
        && reading.char_before(at) == Some('0')
        && !start.checked_sub(1).is_some_and(|i| matches!(reading.block.chars[i], '.' | ','));
    let counted = reading.char(at + 1).is_some_and(|c| fold::is_han(c) && !"乎何率".contains(c));
    let behind = reading.digits(at + 1, 4);
    // 几10家
    if behind > 0
        && reading.plain[at + 2..at + 1 + behind].iter().all(|c| *c == '0')
        && reading.plain[at + 1] == '1'
        && behind > 1
    {
        return Some(info("number.mixed", (at, at + 1 + behind), "“几”表示概数时，后面应用汉字数字"));
    }
    (round && counted && len < 7).then(|| info("number.mixed", (start, at + 1), "“几”表示概数时，前面应用汉字数字"))
}

/// 第十5条, 第2十届.
fn ordinal(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let part = |c: &&char| c.is_ascii_digit() || is_numeral(**c) || matches!(**c, '百' | '〇' | '零');
    let len = reading.plain[at + 1..].iter().take(8).take_while(part).count();
    let (from, end) = (at + 1, at + 1 + len);
    let digits = reading.plain[from..end].iter().filter(|c| c.is_ascii_digit()).count();
    let unit = reading.char(end).is_some_and(|c| "条届次号章节款项期批季类级个名位轮".contains(c));
    let found = info("number.mixed", (at, end + usize::from(unit)), "序数不应混用阿拉伯数字和汉字数字");
    (unit && digits > 0 && digits < len).then_some(found)
}

/// 五月4日, 5月四日 without a year; with one it is the matter of years.
fn day(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let run = |is: fn(char) -> bool| reading.plain[..at].iter().rev().take(3).take_while(|&&c| is(c)).count();
    let next = |is: fn(char) -> bool| reading.plain[at + 1..].iter().take(4).take_while(|&&c| is(c)).count();
    let (digits, numerals) = (run(|c| c.is_ascii_digit()), run(is_numeral));
    let (days, day_numerals) = (next(|c| c.is_ascii_digit()), next(is_numeral));
    let mixed = (numerals > 0 && (1..=2).contains(&days)) || ((1..=2).contains(&digits) && day_numerals > 0);
    let (start, end) = (at - digits.max(numerals), at + 1 + days.max(day_numerals));
    let day = reading.char(end).is_some_and(|c| matches!(c, '日' | '号'));
    let other = reading
        .char_before(start)
        .is_some_and(|c| matches!(c, '年' | '第' | '农' | '历' | '-' | '—' | '.' | '个') || c.is_ascii_digit());
    (mixed && day && !other).then(|| info("number.date", (start, end + 1), "同一日期不应混用阿拉伯数字和汉字数字"))
}

/// 星期3 for 星期三; 每星期3次 counts.
fn weekday(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["星期", "礼拜"])?;
    let day = reading.char(at + 2).filter(|c| matches!(c, '1'..='7'))?;
    let next = reading.char(at + 3);
    let counted = next.is_some_and(|c| c.is_ascii_digit() || "天次个小课节日时人.".contains(c));
    // 每月第一个星期3: the weekday itself.
    let first = reading.char_before(at) == Some('个') && at >= 3 && reading.char(at - 3) == Some('第');
    let each = !first && reading.char_before(at).is_some_and(|c| matches!(c, '个' | '每'));
    let name = if day == '7' { '日' } else { numeral(day)? };
    let found = info("number.date", (at, at + 3), "星期几应用汉字数字");
    (!counted && !each).then(|| advised(found, format!("{word}{name}")))
}

/// 1O0万元, ２0人: a letter for zero, or digits of both widths, in one amount.
fn stray(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let part = |c: char| c.is_ascii_digit() || c == 'o';
    if reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | '〔' | '[')) {
        return None;
    }
    let len = reading.plain[at..].iter().take(13).take_while(|&&c| part(c)).count();
    let end = at + len;
    let letter = reading.plain[at..end].contains(&'o');
    let wide = reading.block.chars[at..end].iter().filter(|c| matches!(c, '０'..='９')).count();
    let digits = reading.plain[at..end].iter().filter(|c| c.is_ascii_digit()).count();
    let unit = reading.one_of(end, &AMOUNT).or_else(|| (quantity::unit_end(reading, end) > end).then_some(""))?;
    // 2O26年 is the matter of years.
    let year = letter && len == 4 && unit == "年";
    if len > 12 || year || !(letter || wide > 0) {
        return None;
    }
    let message = match letter {
        true => "数字里混入了字母O",
        false if wide < digits => "同一数字混用全角和半角",
        false => "阿拉伯数字应用半角",
    };
    Some(advised(info("number.mixed", (at, end), message), reading.text(at, end).replace('o', "0")))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn numbers_in_two_notations_are_marked() {
        for (text, found) in [
            ("还需要3、4天才能完成", "3、4天"),
            ("村里有5、6户没有通水", "5、6户"),
            ("学员多为4、50岁的农民工", "4、50岁"),
            ("竣工后15、6天内清理现场", "15、6天"),
            ("距县城5、6公里", "5、6公里"),
            ("共有队员3、40人", "3、40人"),
            ("服务期限为2026年7至九月。", "2026年7至九月"),
            ("工期三至5天", "三至5天"),
            ("增长五%", "五%"),
            ("20世纪八十年代建成", "20世纪八十年代"),
            ("农历8月15日举行", "8月15日"),
            ("正月初1放假", "正月初1"),
            ("定于星期3召开", "星期3"),
            ("每月第一个星期3为接待日", "星期3"),
            ("补助1O0元", "1O0"),
            ("走访了10几户", "10几"),
            ("活动现场，10几名志愿者", "10几"),
            ("《条例》第十5条规定", "第十5条"),
            ("正月15当晚", "正月15"),
            ("五月4日举行", "五月4日"),
            ("共２0人", "２0"),
            ("全长１２公里", "１２"),
            ("占地２８００平方米", "２８００"),
            ("几10家企业", "几10"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn one_notation_and_names_are_left_alone() {
        for text in [
            "第3、4天", "附件1、2", "1、2年级学生", "1、2人一组", "七至九月、7至9月", "由3家减至一家", "周一至5日",
            "农历八月十五", "20世纪80年代", "每星期3次", "增长5%、二十个百分点", "H2O、CO2排放", "甲、乙3个", "第十五条、第15届",
            "5月4日、五月四日", "20几乎",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
