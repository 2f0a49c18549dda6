//! Sums in capital numerals (大写金额) that differ from the digits beside them: 人民币壹拾贰万伍仟元整（¥152000.00）,
//! 12500元（大写：壹万贰仟元整）.

use super::{Context, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        if matches!(reading.plain[at], '人' | '大' | '计') {
            hits.extend(compared(reading, at).or_else(|| mixed(reading, at)));
        }
    }
}

fn compared(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["人民币", "大写", "计"])?;
    let colon = at + word.chars().count();
    let from = colon + usize::from(matches!(reading.char(colon), Some(':' | '(')));
    // 大写：人民币壹拾捌万元整
    let from = from + if word == "大写" && reading.is_at(from, "人民币") { 3 } else { 0 };
    let capital = |c: &&char| "零壹贰叁肆伍陆柒捌玖拾佰仟万亿".contains(**c);
    let len = reading.block.chars.get(from..)?.iter().take(24).take_while(capital).count();
    let named = matches!(reading.block.chars.get(from + len), Some('元' | '圆'));
    let worth = value(&reading.block.slice(from, from + len)).filter(|_| named && len >= 2)?;
    let end = from + len + 1;
    let (said, range) = match behind(reading, end) {
        Some((said, range)) => (said, (from, range.1)),
        None => (before(reading, at)?, (from, end)),
    };
    let message = format!("大写金额是{worth}元，与小写不符，请核对");
    ((said - worth as f64).abs() >= 1.0).then(|| hit(Category::Number, Severity::Warn, "number.capitals", range, message))
}

/// 人民币一万贰仟叁佰元整: common numerals among capital ones.
fn mixed(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let from = at + reading.one_of(at, &["人民币"])?.chars().count();
    let (common, capital) = ("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟");
    let numeral = |c: &&char| common.contains(**c) || capital.contains(**c) || "零万亿".contains(**c);
    let len = reading.block.chars.get(from..)?.iter().take(24).take_while(numeral).count();
    let sum = &reading.block.chars[from..from + len];
    let both = sum.iter().any(|c| common.contains(*c)) && sum.iter().filter(|c| capital.contains(**c)).count() >= 2;
    let money = matches!(reading.block.chars.get(from + len), Some('元' | '圆'));
    let range = (from, from + len + 1);
    (both && money).then(|| hit(Category::Number, Severity::Warn, "number.capitals", range, "大写金额中混用了小写数字"))
}

/// The digits in brackets behind: （¥152000.00）, and where they stand.
fn behind(reading: &Reading<'_>, end: usize) -> Option<(f64, (usize, usize))> {
    let whole = reading.char(end).is_some_and(|c| matches!(c, '整' | '正'));
    let mut open = end + usize::from(whole);
    let lead = |c: &&char| matches!(c, '(' | ')' | '小' | '写' | ':' | '¥' | '￥' | ' ');
    open += reading.plain.get(open..)?.iter().take(6).take_while(lead).count();
    let part = |c: &&char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let digits = reading.plain.get(open..)?.iter().take(18).take_while(part).count();
    let said = reading.text(open, open + digits).replace(',', "").parse::<f64>().ok()?;
    let unit = match reading.char(open + digits) {
        Some('千') => 1e3,
        Some('万') => 1e4,
        Some('亿') => 1e8,
        _ => 1.0,
    };
    Some((said * unit, (open, open + digits)))
}

/// The digits before the bracket: 12500元（大写：.
fn before(reading: &Reading<'_>, word: usize) -> Option<f64> {
    let bracket = word.checked_sub(1).filter(|&at| reading.plain[at] == '(' && reading.is_at(word, "大写"))?;
    let yuan = bracket.checked_sub(1).filter(|&at| reading.plain[at] == '元')?;
    let ten_thousand = reading.char_before(yuan) == Some('万');
    let end = yuan - usize::from(ten_thousand);
    let start = quantity::number_start(reading, end);
    let said = reading.text(start, end).replace(',', "").parse::<f64>().ok()?;
    Some(if ten_thousand { said * 10_000.0 } else { said })
}

/// The value of capital numerals.
fn value(text: &str) -> Option<u64> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '拾' => '十',
            '佰' => '百',
            '仟' => '千',
            c => "零壹贰叁肆伍陆柒捌玖"
                .chars()
                .position(|d| d == c)
                .and_then(|i| "零一二三四五六七八九".chars().nth(i))
                .unwrap_or(c),
        })
        .collect();
    let digits = quantity::in_digits(&plain)?;
    let (number, unit) = match digits.strip_suffix('万') {
        Some(number) => (number.to_owned(), 10_000.0),
        None => match digits.strip_suffix('亿') {
            Some(number) => (number.to_owned(), 100_000_000.0),
            None => (digits, 1.0),
        },
    };
    // Amounts of money are far below what a double holds exactly.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    number.parse::<f64>().ok().map(|number| (number * unit).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn capitals_that_differ_from_the_digits_are_marked() {
        for (text, found) in [
            ("158000元（大写：人民币壹拾捌万伍仟元整）", "壹拾捌万伍仟元"),
            ("人民币壹拾贰万伍仟元整（¥152000.00）", "壹拾贰万伍仟元整（¥152000.00"),
            ("金额（大写）：人民币一万贰仟叁佰元整", "一万贰仟叁佰元"),
            ("人民币12500元（大写：壹万贰仟元整）", "壹万贰仟元"),
            ("总价128,000.00元（大写：壹拾贰万捌佰元整）", "壹拾贰万捌佰元"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn capitals_that_agree_are_left_alone() {
        for text in
            ["人民币壹拾贰万伍仟元整（¥125000.00）", "12500元（大写：壹万贰仟伍佰元整）", "1.25万元（大写：壹万贰仟伍佰元整）"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
