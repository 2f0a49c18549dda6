//! Numbers of other papers that name one person: passports and travel permits, disability cards (残疾人证), number
//! plates (车牌) beside a driver (domain.md §6.4).

use super::{Context, digits, hit, id_number, names};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
/// Words before a plate that tie it to a person.
const DRIVER: [&str; 17] = [
    "我的车", "私家车", "轿车", "车牌", "号牌", "牌照", "车号", "牌号", "车主", "驾驶人", "驾驶员", "司机", "当事人", "驾驶",
    "肇事", "其车辆", "业主",
];
/// Words that make it a vehicle of public service.
const PUBLIC: [&str; 10] = ["公务", "执法", "公交", "出租", "校车", "警车", "救护", "消防", "环卫", "拍卖"];

pub(super) fn check(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    disability(reading, context, hits);
    for at in 0..reading.plain.len() {
        let c = reading.plain[at];
        if matches!(c, '军' | '士' | '武' | '政' | '文' | '南' | '北' | '东' | '西' | '中' | '海' | '空' | '兵')
            && reading.char(at + 1) == Some('字')
        {
            service(reading, at, hits);
        } else if PROVINCES.contains(c) {
            plate(reading, at, hits);
        } else if matches!(c, 'e' | 'g' | 'd' | 's' | 'p' | 'c' | 'h' | 'm') {
            passport(reading, at, hits);
        }
    }
}

/// An identity number with one digit for the kind and one for the degree behind it.
fn disability(reading: &Reading<'_>, context: &Context<'_>, hits: &mut Vec<Hit>) {
    for (start, end) in digits::groups(reading) {
        let mut number = digits::digits(reading, start, end.min(start + 20));
        let mut stop = end;
        if end - start == 17 && reading.char(end) == Some('x') {
            number.push(10);
            number.extend(reading.plain[end + 1..].iter().take(2).filter_map(|c| c.to_digit(10)));
            stop = end + 3;
        }
        let whole = number.len() == 20 && (stop != end || end - start == 20) && !digits::continues(reading, start, stop);
        if whole && id_number::is_valid(&number[..18], context.options.ref_date) && number[18] <= 7 && number[19] <= 4 {
            let message = "含有完整的残疾人证号，应删除或遮盖后再公开";
            hits.push(hit(Category::Privacy, Severity::Block, "privacy.disability", (start, stop), message));
        }
    }
}

/// E12345678, EA1234567, and the permits C and H with eight digits, where the text calls them so.
fn passport(reading: &Reading<'_>, at: usize, hits: &mut Vec<Hit>) {
    let body = &reading.plain[at + 1..];
    let len = body.iter().take(11).take_while(|c| c.is_ascii_alphanumeric()).count();
    let letters = body[..len].iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let digits_only = body[..len].iter().skip(letters).all(char::is_ascii_digit);
    if !matches!((letters, len), (0, 8 | 10) | (1, 8)) || !digits_only || digits::continues(reading, at, at + 1 + len) {
        return;
    }
    // 持H08317456号港澳居民来往内地通行证
    let behind = reading.text(at + 1 + len, at + 15 + len);
    let named = reading.char_before(at) == Some('持') && ["通行证", "护照"].iter().any(|word| behind.contains(word));
    if named || digits::follows(reading, at, 14, &["护照", "通行证", "证件号", "回乡证", "台胞证"]) {
        let message = "含有完整的护照或通行证号码，应删除或遮盖后再公开";
        hits.push(hit(Category::Privacy, Severity::Warn, "privacy.passport", (at, at + 1 + len), message));
    }
}

/// 军字第0738216号, where the text speaks of such a card.
fn service(reading: &Reading<'_>, at: usize, hits: &mut Vec<Hit>) {
    if reading.char(at + 1) != Some('字') {
        return;
    }
    let from = at + 2 + usize::from(reading.char(at + 2) == Some('第'));
    let len = reading.digits(from, 12);
    let card = digits::follows(reading, at, 10, &["军官证", "士兵证", "文职", "警官证", "退役证", "优待证"]);
    if (5..=10).contains(&len) && card {
        let end = from + len + usize::from(reading.char(from + len) == Some('号'));
        let message = "含有完整的军人证件号码，应删除或遮盖后再公开";
        hits.push(hit(Category::Privacy, Severity::Warn, "privacy.passport", (at, end), message));
    }
}

fn plate(reading: &Reading<'_>, at: usize, hits: &mut Vec<Hit>) {
    let mut from = at + 1;
    if !reading.char(from).is_some_and(|c| c.is_ascii_lowercase()) {
        return;
    }
    from += 1;
    from += usize::from(reading.char(from).is_some_and(|c| matches!(c, '·' | '•' | '.' | ' ' | '-')));
    let len = reading.plain[from..].iter().take(7).take_while(|c| c.is_ascii_alphanumeric()).count();
    let end = from + len;
    let number = &reading.plain[from..end];
    let shaped = matches!(len, 5 | 6) && number.iter().filter(|c| c.is_ascii_digit()).count() >= 2;
    if !shaped || digits::continues(reading, at, end) || reading.char_before(at).is_some_and(|c| "至到".contains(c)) {
        return;
    }
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let left = at - reading.plain[..at].iter().rev().take(30).take_while(stop).count();
    let before = reading.text(left, at);
    let behind = reading.text(end, end + 5);
    let owner = ["车主", "驾驶人", "驾驶员", "司机"].iter().any(|word| behind.contains(word));
    let person = owner || DRIVER.iter().any(|word| before.contains(word)) || !names::tokens(reading, left, at).is_empty();
    if person && !reading.has_before(at, 10, &PUBLIC) && !number.iter().any(|&c| fold::is_han(c)) {
        let message = "含有完整的车牌号，公开前请确认或遮盖";
        hits.push(hit(Category::Privacy, Severity::Warn, "privacy.plate", (at, end), message));
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn papers_of_persons_are_marked() {
        for (text, found) in [
            ("护照号码：E12345678", "E12345678"),
            ("护照号EA1234567，", "EA1234567"),
            ("持H08317456号港澳居民来往内地通行证，受聘", "H08317456"),
            ("军官证号：南字第0725618号", "南字第0725618号"),
            ("驾驶人王小明驾驶云A12345小型轿车", "云A12345"),
            ("消防通道被占，系业主宋海涛的私家车（车牌号赣B7K352）", "赣B7K352"),
            ("车牌号：豫A·D12345", "豫A·D12345"),
            ("其私家车浙A7K29Q被剐蹭", "浙A7K29Q"),
            ("残疾证号11010119900101123743", "11010119900101123743"),
            ("残疾证号11010519491231002X41", "11010519491231002X41"),
        ] {
            assert_eq!(marked(check, text), [found]);
        }
    }

    #[test]
    fn other_codes_masks_and_public_vehicles_are_left_alone() {
        for text in [
            "型号E12345678", "护照办理须知", "云A×××××", "豫A·***12", "执法车辆云A12345", "云B以上等级",
            "编号11010119900101123799",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
