//! Numbers that mix Arabic and Chinese numerals (GB/T 15835): 3千5百万, 三百20人, 百分之50, 二0二六年. 万 and 亿 after
//! Arabic digits are right, and so are 千瓦 and the other units with 千.

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const DIGITS: &str = "一二三四五六七八九两";
/// After 千 these make a unit of measure of it.
const KILO: &str = "瓦克米伏卡帕字赫安焦兆牛巴家";
/// After 百 these make a word of it.
const HUNDRED: &str = "分强货姓家日年佳度科色叶合货米帕慕老感优";
/// What is counted or measured after a mixed number.
const COUNTED: &str = "家十百千万亿元人名户个件项吨亩米余多头只台套份处座";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < reading.plain.len() {
        let len = run(reading, at);
        if len == 0 {
            at += 1;
            continue;
        }
        let end = at + len;
        if let Some((range, proper)) =
            fraction(reading, at, end).or_else(|| about(reading, at)).or_else(|| zero(reading, at, end))
        {
            let message = "数字写法不当：概数中间不用顿号，汉字数字里的零写作“零”，分数、百分点不混用两种写法";
            at = range.1;
            hits.push(advised(info(range, message), proper));
            continue;
        }
        if percent(reading, at, end) {
            let digits = reading.text(at + 3, end);
            let found = info((at, end), "百分数应写作阿拉伯数字加“%”，或全部用汉字");
            hits.push(advised(found, format!("{digits}%")));
        } else if let Some((start, stop)) = mixed(reading, at, end).or_else(|| beside(reading, at, end)) {
            let end = stop;
            let stop = quantity::unit_end(reading, stop);
            let found = info((start, stop), "一个数不应混用阿拉伯数字和汉字数字（“万”“亿”除外）");
            let proper = quantity::in_digits(&reading.text(start, end));
            hits.push(match proper {
                Some(number) => advised(found, format!("{number}{}", reading.text(end, stop))),
                None => found,
            });
        }
        at = end;
    }
}

fn info(range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, "number.mixed", range, message)
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || DIGITS.contains(c) || "十百千万亿零〇○".contains(c)
}

/// The length of the number that starts at `at`: digits, numerals, a decimal point and separators within, 百分之 in front.
fn run(reading: &Reading<'_>, at: usize) -> usize {
    let from = if reading.is_at(at, "百分之") { at + 3 } else { at };
    let mut end = from;
    while let Some(c) = reading.char(end) {
        let point = matches!(c, '.' | ',') && end > from && reading.char(end + 1).is_some_and(|c| c.is_ascii_digit());
        if !is_part(c) && !point {
            break;
        }
        end += 1;
    }
    end - at
}

fn percent(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    reading.is_at(start, "百分之")
        && end > start + 3
        && reading.plain[start + 3..end].iter().all(|c| c.is_ascii_digit() || *c == '.')
}

/// 二分之1 and 0.5%个百分点: a share written in two ways at once, with its right form.
fn fraction(reading: &Reading<'_>, start: usize, end: usize) -> Option<((usize, usize), String)> {
    if reading.char(end) == Some('%') && reading.is_at(end + 1, "个百分点") {
        return Some(((start, end + 5), format!("{}个百分点", reading.text(start, end))));
    }
    if !reading.is_at(end, "分之") || reading.is_at(start, "百分之") {
        return None;
    }
    let stop = end + 2 + run(reading, end + 2);
    let arabic = |from: usize, to: usize| reading.plain[from..to].iter().any(char::is_ascii_digit);
    // 3分之2 is written 三分之二 as well.
    let digits = reading.plain[start..end].iter().chain(&reading.plain[end + 2..stop]).all(char::is_ascii_digit);
    let mixed = stop > end + 2 && (arabic(start, end) != arabic(end + 2, stop) || digits);
    let chinese = |from: usize, to: usize| {
        let one = |c: char| c.to_digit(10).and_then(|d| "〇一二三四五六七八九".chars().nth(d as usize)).unwrap_or(c);
        reading.text(from, to).chars().map(one).collect::<String>()
    };
    mixed.then(|| ((start, stop), format!("{}分之{}", chinese(start, end), chinese(end + 2, stop))))
}

/// 七、八十人: neighbouring numerals that tell an approximate number take no mark between them.
fn about(reading: &Reading<'_>, at: usize) -> Option<((usize, usize), String)> {
    const COUNTED: &str = "个人天次户家元米斤亩件名岁位里台辆头只棵株场份万亿多余公平吨座处种栋条趟批";
    let value = |i: usize| reading.char(i).and_then(|c| "一二三四五六七八九".chars().position(|n| n == c));
    // 十七、八岁, 三十五、六分钟
    let tens = usize::from(value(at).is_some() && reading.char(at + 1) == Some('十'));
    let teens = reading.char(at + tens) == Some('十') && value(at + tens + 1).is_some();
    let from = if teens { at + tens + 1 } else { at };
    let pair = (value(from)?, value(from + 2)?);
    let next = reading.char(from + 1) == Some('、') && (pair.1 == pair.0 + 1 || pair == (2, 4));
    let before = reading.char_before(at);
    // 一、二十…: the number of a heading; 第三、四十条: a list.
    let apart = before.is_none_or(|c| !fold::is_han(c) || "第、十百千".contains(c)) && before != Some(',');
    if !next || apart {
        return None;
    }
    let tens = reading.plain[from + 3..].iter().take(3).take_while(|c| "十百千万亿".contains(**c)).count();
    let unit = reading.char(from + 3 + tens)?;
    let counted = if tens > 0 {
        COUNTED.contains(unit) || unit == '个'
    } else {
        // 一、二个阶段 names them.
        reading.is_at(from + 3, "分钟")
            || matches!(unit, '天' | '人' | '里' | '岁' | '斤' | '户' | '家')
            || (unit == '次' && pair.0 > 0)
            || (unit == '名' && reading.char(from + 4).is_some_and(|c| fold::is_han(c) && !"奖次的单和获".contains(c)))
            || ("台辆间座栋处所套件艘头只株棵亩吨米场起篇".contains(unit) && reading.char(from + 4).is_some_and(fold::is_han))
            || (unit == '个' && pair.0 > 0 && !reading.is_at(from + 3, "个阶段"))
    };
    let end = quantity::unit_end(reading, from + 3 + tens);
    counted.then(|| ((at, end), format!("{}{}", reading.text(at, from + 1), reading.text(from + 2, end))))
}

/// 一百〇五: in numerals with 十百千 the zero is 零.
fn zero(reading: &Reading<'_>, start: usize, end: usize) -> Option<((usize, usize), String)> {
    let run = &reading.plain[start..end];
    let round = run.windows(2).any(|pair| "百千万".contains(pair[0]) && matches!(pair[1], '〇' | '○'));
    let numerals = run.iter().all(|c| !c.is_ascii_digit());
    (round && numerals).then(|| ((start, end), reading.text(start, end).replace(['〇', '○'], "零")))
}

/// 十2间, 二十5家, 四0学时, 一2百, 七8名, 一九九8年, 百分之七点5: a digit beside a numeral within one number.
fn beside(reading: &Reading<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let digit = |i: usize| reading.char(i).is_some_and(|c| c.is_ascii_digit());
    let numeral = |i: usize| reading.char(i).is_some_and(|c| DIGITS.contains(c) || matches!(c, '十' | '〇' | '零'));
    // 百分之七点5, 四十三点6%
    if reading.is_at(start, "百分之") || reading.char(end) == Some('点') {
        let point = reading.char(end) == Some('点') && digit(end + 1) && numeral(end - 1);
        let tail = reading.plain[end.min(reading.plain.len())..].iter().skip(1).take_while(|c| c.is_ascii_digit()).count();
        let told = reading.is_at(start, "百分之") || reading.char(end + 1 + tail).is_some_and(|c| "%万亿倍元".contains(c));
        return (point && told).then_some((start, end + 1 + tail));
    }
    let at = (start + 1..end).find(|&i| digit(i) && numeral(i - 1))?;
    let year = end - start == 4 && reading.char(end) == Some('年') && (start..end).all(|i| digit(i) || numeral(i));
    let hundred = reading.char(end - 1) == Some('百');
    let had = reading.char_before(start).is_some_and(|c| "有了共达为约计".contains(c));
    let counted =
        reading.char(end).is_some_and(|c| c == '%' || COUNTED.contains(c) || "间学岁天次级本篇家条年".contains(c)) || hundred;
    let value = |i: usize| reading.char(i).and_then(|c| c.to_digit(10).or_else(|| crate::view::digit(c)?.to_digit(10)));
    let about = value(at).zip(value(at - 1)).is_some_and(|(b, a)| b == a + 1) && at == start + 1 && end == at + 1;
    let part = match reading.char(at - 1)? {
        '十' => true,
        // 统一3个, 周三5人: the numeral ends a word.
        '一' => reading.char(at + 1) == Some('百'),
        _ => reading.char(at) == Some('0') || about || (had && end == at + 1),
    };
    let word = reading
        .char_before(start)
        .is_some_and(|c| "周期第初老统唯之其万同单划高大研负正、".contains(c) || c.is_ascii_alphanumeric());
    (!word && (year || (part && counted))).then_some((start, end))
}

/// The part of a run that is one number written in both ways.
fn mixed(reading: &Reading<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let plain = &reading.plain;
    let digit = |i: usize| plain.get(i).is_some_and(char::is_ascii_digit);
    let next = |i: usize| reading.char(i).unwrap_or(' ');
    for at in start + 1..end {
        if !matches!(plain[at], '百' | '千') && !digit(at) {
            continue;
        }
        // 3百, 2千: after at most three digits, and none of the words and units that begin so.
        let few = (1..=3).any(|n| at >= start + n && (at - n..at).all(digit) && (at == start + n || !digit(at - n - 1)));
        let first = (start..at).rev().take(4).take_while(|&i| digit(i)).last().unwrap_or(at);
        let code = first > 0 && (plain[first - 1].is_ascii_alphabetic() || matches!(plain[first - 1], '第' | '.' | '-'));
        let unit = match plain[at] {
            '百' => !HUNDRED.contains(next(at + 1)),
            '千' => !KILO.contains(next(at + 1)),
            _ => false,
        };
        if unit && few && digit(at - 1) && !code {
            // 1万2千: the higher part belongs to it.
            let whole = reading.char_before(first).is_some_and(|c| matches!(c, '万' | '亿'));
            let first = if whole { quantity::number_start(reading, first) } else { first };
            return Some((first, trimmed(reading, first, end)));
        }
        // 三百20人, 五万3千: Chinese numerals up to a unit, then digits.
        let chinese = "十百千万亿".contains(plain[at - 1]) && at >= start + 2 && DIGITS.contains(plain[at - 2]);
        if chinese && digit(at) {
            let stop = at + plain[at..end].iter().take_while(|c| c.is_ascii_digit()).count();
            let first = (start..at).rev().take(12).take_while(|&i| !digit(i)).last().unwrap_or(start);
            if COUNTED.contains(next(stop)) && !matches!(reading.char_before(first), Some('第')) {
                return Some((first, end));
            }
        }
    }
    None
}

/// The end of a mixed number without a trailing numeral that begins another word (3百一十 stays whole).
fn trimmed(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let mut stop = end;
    while stop > start + 2 && matches!(reading.plain[stop - 1], '零' | '〇' | '○') {
        stop -= 1;
    }
    stop
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn mixed_numbers_are_marked() {
        for (text, found) in [
            ("投资3千5百万元", "3千5百万元"),
            ("培训5百人次", "5百人次"),
            ("惠及2千余户", "2千余户"),
            ("共三百20人参加", "三百20人"),
            ("完成百分之50以上", "百分之50"),
            ("总投资五亿3千万元", "五亿3千万元"),
            ("受理1万2千件", "1万2千件"),
            ("下降0.5%个百分点", "0.5%个百分点"),
            ("压缩二分之1", "二分之1"),
            ("队员有七、八十人", "七、八十人"),
            ("都是十七、八岁", "十七、八岁"),
            ("缩短到三十五、六分钟", "三十五、六"),
            ("组织三、四名技术人员", "三、四名"),
            ("投入七、八台挖掘机", "七、八台"),
            ("走过一百〇五级台阶", "一百〇五"),
            ("教室十2间", "十2间"),
            ("走访企业二十5家", "二十5家"),
            ("培训四0学时", "四0学时"),
            ("集聚了一2百家企业", "一2百家"),
            ("招聘七8名讲解员", "七8名"),
            ("建成于一九九8年", "一九九8"),
            ("增长百分之七点5", "百分之七点5"),
            ("达到年度预算的四十三点6%", "四十三点6"),
            ("共有二5家单位", "二5家"),
            ("四点5万名学生", "四点5万名"),
            ("有3分之2的业主", "3分之2"),
            ("利用率为九十2%", "九十2"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn numbers_with_wan_units_and_words_are_left_alone() {
        for text in [
            "投资3500万元、1.2亿元",
            "装机5千瓦、全程12千米",
            "2026百强企业",
            "百分之五十",
            "5百分点",
            "人口10亿零817万人",
            "三百二十人",
            "一、二十大精神",
            "第三、四十条",
            "在三、四号窗口",
            "三分之二、1/2",
            "2026年一季度",
            "第三千",
            "统一3个标准、周三5人、初三5个班",
            "二〇〇八年",
            "变电站一、二次设备改造",
            "高二3名学生",
            "三、四名获奖者",
            "G5千家万户",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
