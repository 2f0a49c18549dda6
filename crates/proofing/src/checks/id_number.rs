//! Identity card numbers (公民身份号码, GB 11643): 18 digits with check digit and a real birth date, or the old 15
//! (domain.md §6.4). A masked number is no leak.

use time::{Date, Month};

use super::{Context, credit_code, digits, hit};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check digit by remainder; 10 stands for X.
const CHECK: [u32; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const REGIONS: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    71, 81, 82, 83,
];
/// What a 15-digit number may be instead.
const OTHER_NUMBERS: [&str; 17] = [
    "编号", "注册号", "备案", "标识码", "代码", "文号", "流水号", "订单", "合同", "imei", "设备", "许可证", "发票", "账号",
    "卡号", "项目", "单号",
];

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    for range in hardly_masked(reading) {
        let message = "公民身份号码遮盖得太少，至少应遮去出生日期";
        hits.push(hit(Category::Privacy, Severity::Warn, "privacy.id_number", range, message));
    }
    for (start, end) in find(reading, context.options.ref_date) {
        let message = "含有完整的公民身份号码，应删除或遮盖后再公开".to_owned();
        hits.push(hit(Category::Privacy, Severity::Block, "privacy.id_number", (start, end), message));
    }
}

/// 43992119891222033*: all but a few of the 18 places to be seen; a mask covers the day of birth at least.
fn hardly_masked(reading: &Reading<'_>) -> Vec<(usize, usize)> {
    let part = |c: &char| c.is_ascii_digit() || *c == '*';
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.plain.len() {
        let len = reading.plain[at..].iter().take(24).take_while(|c| part(c)).count();
        let end = at + len;
        let stars = reading.plain[at..end].iter().filter(|c| **c == '*').count();
        let x = reading.char(end) == Some('x') && len == 17;
        let region = REGIONS.contains(&reading.text(at, at + 2).parse().unwrap_or(0));
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let end = end + usize::from(x);
        if end - at == 18 && (1..=3).contains(&stars) && region && !joined(reading.char(end)) {
            found.push((at, end));
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether an address holds a whole identity number.
pub(super) fn is_in(address: &str, today: Option<Date>) -> bool {
    address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() == 18).any(|part| {
        let digit = |(i, c): (usize, char)| c.to_digit(10).or((i == 17 && c.eq_ignore_ascii_case(&'x')).then_some(10));
        let number: Option<Vec<u32>> = part.chars().enumerate().map(digit).collect();
        number.is_some_and(|number| is_valid(&number, today))
    })
}

/// The ranges of identity numbers; also asked by the check of bank cards.
pub(super) fn find(reading: &Reading<'_>, today: Option<Date>) -> Vec<(usize, usize)> {
    let groups = digits::groups(reading);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let joined = digits::joined(reading, &groups[first..], 18);
        let number = (1..=joined.len()).find_map(|n| {
            let end = joined[n - 1].1;
            number_at(reading, joined[0].0, end, n == 1, today).map(|end| (n, end))
        });
        match number {
            Some((n, end)) => {
                found.push((joined[0].0, end));
                first += n;
            }
            None => first += 1,
        }
    }
    found
}

/// The end of the identity number that `start..end` (and perhaps an X behind) is.
fn number_at(reading: &Reading<'_>, start: usize, end: usize, together: bool, today: Option<Date>) -> Option<usize> {
    let count = (end - start).min(64);
    if count < 15 || end - start > 54 {
        return None;
    }
    let mut number = digits::digits(reading, start, end);
    let mut stop = end;
    if number.len() == 17 {
        let gap = reading.plain[end..].iter().take(2).take_while(|&&c| digits::separates(c)).count();
        if reading.char(end + gap) != Some('x') {
            return None;
        }
        number.push(10);
        stop = end + gap + 1;
    }
    let valid = match number.len() {
        18 => is_valid(&number, today),
        15 => together && is_old(&number) && !digits::follows(reading, start, 10, &OTHER_NUMBERS),
        _ => false,
    };
    // A letter may touch the number (ID110…), a digit or a mask makes it part of something else.
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '*');
    // 中标通知书编号：341281202605200018 has a day in it too.
    let serial = reading.led_by(start, &["编号:", "单号:", "流水号:", "受理号:", "文号:"])
        && !reading.has_before(start, 8, &["身份", "证件", "证号"]);
    let company = || digits::follows(reading, start, 12, &["信用代码"]) && credit_code::is_valid(&reading.plain[start..stop]);
    (valid && !touches(reading.char_before(start)) && !touches(reading.char(stop)) && !company() && !serial).then_some(stop)
}

/// Whether the 18 digits (10 standing for X) are the number of someone born by `today`.
pub(super) fn is_valid(number: &[u32], today: Option<Date>) -> bool {
    let sum: u32 = number.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let year = number[6..10].iter().fold(0, |year, digit| year * 10 + digit);
    CHECK[(sum % 11) as usize] == number[17]
        && REGIONS.contains(&(number[0] * 10 + number[1]))
        && born(year, &number[10..14]).is_some_and(|date| year >= 1900 && today.is_none_or(|today| date <= today))
}

fn is_old(number: &[u32]) -> bool {
    let year = 1900 + number[6] * 10 + number[7];
    REGIONS.contains(&(number[0] * 10 + number[1])) && born(year, &number[8..12]).is_some()
}

fn born(year: u32, month_day: &[u32]) -> Option<Date> {
    let &[m1, m2, d1, d2] = month_day else { return None };
    let month = Month::try_from((m1 * 10 + m2) as u8).ok()?;
    Date::from_calendar_date(year as i32, month, (d1 * 10 + d2) as u8).ok()
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn a_mask_over_the_last_place_alone_is_too_little() {
        assert_eq!(marked(check, "证件号码43992119891222033*，"), ["43992119891222033*"]);
        assert_eq!(marked(check, "证件号码439921********033X，4399211989******"), Vec::<String>::new());
    }

    #[test]
    fn valid_numbers_are_found_in_every_writing() {
        for text in ["11010519491231002X", "110101199001011237", "１１０１０１１９９００１０１１２３７", "11010519491231002x"]
        {
            assert_eq!(marked(check, &format!("证号{text}。")), [text]);
        }
        assert_eq!(marked(check, "110105 1949-1231 002X"), ["110105 1949-1231 002X"]);
        assert_eq!(marked(check, "证号110105491231002"), ["110105491231002"]);
    }

    #[test]
    fn a_wrong_check_digit_an_impossible_birth_or_a_mask_is_no_number() {
        for text in ["110101199001011236", "440524188001010014", "1101**********1237", "110101203001011230"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn other_long_numbers_are_left_alone() {
        for text in ["备案编号110105491231002", "1110101199001011237", "91350100M000100Y43", "1101011990010112374"] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
