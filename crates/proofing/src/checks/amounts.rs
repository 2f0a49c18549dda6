//! Amounts written in two ways at once or in a way of their own: 亿万元, 万亩公顷, 微克/每立方米, 摄氏38度, 二辆, 第1书记.

use super::{Context, advised, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// Two units of one kind after each other.
const PAIRS: [&str; 15] = [
    "亩公顷", "公顷亩", "吨公斤", "公斤吨", "公斤斤", "斤公斤", "公里米", "米公里", "元块", "平方米亩", "亩平方米", "千克公斤",
    "度℃", "摄氏℃", "℃度",
];
/// Set words whose numeral is a Chinese one, and the right form.
const WORDS: [(&str, &str); 36] = [
    ("第1书记", "第一书记"),
    ("第1时间", "第一时间"),
    ("第1责任人", "第一责任人"),
    ("第3方", "第三方"),
    ("第2课堂", "第二课堂"),
    ("第1产业", "第一产业"),
    ("第2产业", "第二产业"),
    ("第3产业", "第三产业"),
    ("1把手", "一把手"),
    ("1站式", "一站式"),
    ("2手房", "二手房"),
    ("3农", "三农"),
    ("1线职工", "一线职工"),
    ("5保户", "五保户"),
    ("14五", "十四五"),
    ("1次性", "一次性"),
    ("1网通办", "一网通办"),
    ("1窗受理", "一窗受理"),
    ("10佳", "十佳"),
    ("4面8方", "四面八方"),
    ("4通8达", "四通八达"),
    ("举1反3", "举一反三"),
    ("15五", "十五五"),
    ("13五", "十三五"),
    ("3令5申", "三令五申"),
    ("1如既往", "一如既往"),
    ("1举两得", "一举两得"),
    ("1举多得", "一举多得"),
    ("1视同仁", "一视同仁"),
    ("1目了然", "一目了然"),
    ("1丝不苟", "一丝不苟"),
    ("3心2意", "三心二意"),
    ("3番5次", "三番五次"),
    ("5湖4海", "五湖四海"),
    ("5花8门", "五花八门"),
    ("1心1意", "一心一意"),
];
/// Counted with 两, not with 二; laws count 二个 and 二名.
const COUNTED: &str = "辆户家台座套头棵株只艘栋盏块匹幢";

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '亿' => hundred_millions(reading, at),
            '/' => per_each(reading, at).or_else(|| inverted(reading, at)),
            '摄' => celsius(reading, at).or_else(|| unit_twice(reading, at)),
            '二' => two(reading, at),
            '第' | '1' | '2' | '3' | '4' | '5' | '举' => set_word(reading, at),
            '%' if reading.char(at + 1) == Some('%') && reading.char_before(at).is_some_and(|c| c.is_ascii_digit()) => {
                Some(info((quantity::number_start(reading, at), at + 2), "百分号重复"))
            }
            '¥' | '￥' | '$' => currency_twice(reading, at),
            '元' if reading.is_at(at, "元整元") => Some(info((quantity::number_start(reading, at), at + 3), "“元”字重复")),
            '亩' | '公' | '吨' | '斤' | '元' | '平' | '千' | '度' | '℃' => unit_twice(reading, at),
            _ => None,
        };
        hits.extend(found);
    }
}

fn info(range: (usize, usize), message: &str) -> Hit {
    hit(Category::Number, Severity::Info, "number.amount", range, message)
}

/// 3.2亿万元.
fn hundred_millions(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let start = quantity::number_start(reading, at);
    let end = at + 3;
    let wrong = reading.is_at(at, "亿万元") && start < at;
    wrong.then(|| info((start, end), "“亿万元”写法有误，应为“亿元”或“万元”"))
}

/// ¥500元: sign and word at once.
fn currency_twice(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let len = reading.plain[at + 1..].iter().take(14).take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
    let end = at + 1 + len + usize::from(matches!(reading.char(at + 1 + len), Some('万' | '亿')));
    let wrong = len > 0 && reading.char(end) == Some('元');
    wrong.then(|| info((at, end + 1), "货币符号和“元”重复，用其一"))
}

/// 2.5万亩公顷.
fn unit_twice(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let units = reading.one_of(at, &PAIRS)?;
    let start = quantity::number_start(reading, at);
    (start < at).then(|| info((start, at + units.chars().count()), "一个数量用了两个单位"))
}

/// 28微克/每立方米.
fn per_each(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let end = at + 2 + reading.plain[at + 1..].iter().skip(1).take(4).take_while(|&&c| fold::is_han(c)).count();
    let len = reading.plain[..at].iter().rev().take(6).take_while(|&&c| fold::is_han(c)).count();
    let start = quantity::number_start(reading, at - len);
    let wrong = reading.char(at + 1) == Some('每') && len > 0 && start < at - len;
    let found = info((start, end), "“/”已表示“每”，不重复");
    wrong.then(|| advised(found, reading.text(start, end).replace("/每", "/")))
}

/// 120亩/元: the two units changed places.
fn inverted(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let unit = ["亩", "人", "户", "吨", "平方米", "头", "公斤", "斤"].into_iter().find(|unit| {
        let len = unit.chars().count();
        at >= len && reading.is_at(at - len, unit)
    })?;
    let first = at - unit.chars().count();
    let start = quantity::number_start(reading, first);
    let yuan = reading.char(at + 1) == Some('元') && !reading.char(at + 2).is_some_and(fold::is_han);
    let ends = reading.char(at + 2).is_none_or(|c| !fold::is_han(c)) || yuan;
    let found = info((start, at + 2), "单价的单位写反了");
    (start < first && yuan && ends).then(|| advised(found, format!("{}元/{unit}", reading.text(start, first))))
}

/// 摄氏38度.
fn celsius(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let from = at + reading.one_of(at, &["摄氏"])?.chars().count();
    let from = from + usize::from(matches!(reading.char(from), Some('零' | '负')));
    let len = reading.plain[from..].iter().take(6).take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let wrong = len > 0 && reading.char(from + len) == Some('度');
    let found = info((at, from + len + 1), "温度的单位是“摄氏度”，不拆开写");
    wrong.then(|| advised(found, format!("{}摄氏度", reading.text(from, from + len))))
}

/// 二辆 for 两辆.
fn two(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let unit = reading.char(at + 1).filter(|&c| COUNTED.contains(c))?;
    let before = reading.char_before(at);
    let part = before.is_some_and(|c| {
        crate::view::digit(c).is_some() || c.is_ascii_digit() || "第十百千万亿初老其零〇、廿卅分之这那".contains(c)
    });
    // 二名单位, 二家店: names; 二块田 of a list.
    let named = reading.char(at + 2).is_some_and(|c| matches!(c, '、' | '单')) || before.is_none();
    (!part && !named).then(|| advised(info((at, at + 2), "量词前应用“两”"), format!("两{unit}")))
}

fn set_word(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (word, right) = WORDS.iter().find(|(word, _)| reading.is_at(at, word))?;
    let end = at + word.chars().count();
    let joined = reading.char_before(at).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '、' | '第'));
    // 第3方案
    let longer = *word == "第3方" && reading.char(end).is_some_and(|c| "案面阵队".contains(c));
    (!joined && !longer).then(|| advised(info((at, end), "固定词语中的数字应用汉字"), *right))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn amounts_in_a_way_of_their_own_are_marked() {
        for (text, found) in [
            ("补贴标准为120亩/元，由乡镇核实", "120亩/元"),
            ("总投资3.2亿万元。", "3.2亿万元"),
            ("种植面积达2.5万亩公顷", "2.5万亩公顷"),
            ("浓度为28微克/每立方米。", "28微克/每立方米"),
            ("气温达摄氏38度", "摄氏38度"),
            ("新购置了二辆救护车", "二辆"),
            ("选派驻村第1书记", "第1书记"),
            ("每人¥500元", "¥500元"),
            ("水温为18.5摄氏℃", "18.5摄氏℃"),
            ("落实1次性告知", "1次性"),
            ("从4面8方运抵", "4面8方"),
            ("要举1反3，全面排查", "举1反3"),
            ("保证金为50万元整元", "50万元整元"),
            ("失业率控制在5%%以内", "5%%"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn right_amounts_are_left_alone() {
        for text in [
            "亿万群众",
            "总投资3.2亿元",
            "5公里里程",
            "十二辆、第二个、二百个",
            "28微克/立方米",
            "38摄氏度",
            "第1方案、第3方案",
            "零二家园",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
