//! Measures that cannot be: an area in 米, a length without unit, an income a head of 21460万元, 12000亩 as 80公顷, a mark
//! above the full one, a fine of 五万元以上三万元以下.

use super::{Context, hit, quantity};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// Units and how much of the first of their kind they are.
const UNITS: [(&str, char, f64); 12] = [
    ("平方米", 'a', 1.0),
    ("平方公里", 'a', 1e6),
    ("公顷", 'a', 1e4),
    ("亩", 'a', 1e4 / 15.0),
    ("公里", 'l', 1000.0),
    ("千米", 'l', 1000.0),
    ("米", 'l', 1.0),
    ("厘米", 'l', 0.01),
    ("吨", 'w', 1000.0),
    ("公斤", 'w', 1.0),
    ("千克", 'w', 1.0),
    ("斤", 'w', 0.5),
];
/// Sizes that need a unit.
const SIZES: [&str; 17] = [
    "蓄水量", "来水量", "供水量", "全长", "总长", "占地面积", "建筑面积", "总面积", "用地面积", "面积", "总投资", "路面宽",
    "库容", "层高", "长度", "总长度", "总额",
];

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    for at in 0..reading.plain.len() {
        let found = match reading.plain[at] {
            '合' | '相' => converted(reading, at),
            '全' | '总' | '占' | '建' | '用' | '面' | '路' | '库' | '层' | '长' | '蓄' | '来' | '供' => {
                size(reading, at)
            }
            '人' => a_head(reading, at),
            '管' | '铁' | '光' | '水' => length(reading, at),
            '降' | '雨' => rain(reading, at),
            '最' => mark(reading, at).or_else(|| temperature(reading, at)),
            '平' => average(reading, at),
            '噪' => noise(reading, at),
            '万' | '亿' => twice(reading, at),
            '以' => bounds(reading, at),
            '至' | '到' | '—' | '-' | '~' => span(reading, at),
            _ => None,
        };
        let new = found.filter(|found| hits.last().is_none_or(|last| last.rule != found.rule || last.end <= found.start));
        hits.extend(new);
    }
}

fn warn(range: (usize, usize), message: impl Into<String>) -> Hit {
    hit(Category::Number, Severity::Warn, "number.measure", range, message)
}

/// The number at `at` past 约, 为 and the like: where it begins, where it ends, its value with 万 and 亿.
fn number(reading: &Reading<'_>, at: usize) -> Option<(usize, usize, f64)> {
    let filler = |c: &&char| "约为达近超过仅共有至到了:".contains(**c);
    let start = at + reading.plain.get(at..)?.iter().take(4).take_while(filler).count();
    let part = |c: &&char| c.is_ascii_digit() || **c == '.';
    let digits = start + reading.plain.get(start..)?.iter().take(12).take_while(part).count();
    let value: f64 = reading.text(start, digits).parse().ok()?;
    match reading.char(digits) {
        Some('万') => Some((start, digits + 1, value * 1e4)),
        Some('亿') => Some((start, digits + 1, value * 1e8)),
        _ => Some((start, digits, value)),
    }
}

/// The unit at `at`, its kind and its worth.
fn unit(reading: &Reading<'_>, at: usize) -> Option<(&'static str, char, f64)> {
    let longest = UNITS.iter().filter(|unit| reading.is_at(at, unit.0)).max_by_key(|unit| unit.0.len())?;
    Some(*longest)
}

/// 12000亩，折合80公顷.
fn converted(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["合", "相当于"])?;
    let (start, end, second) = number(reading, at + word.chars().count())?;
    let (name, kind, worth) = unit(reading, end)?;
    let folded = usize::from(matches!(reading.char_before(at), Some('折' | '约')));
    let stop = (at - folded).checked_sub(usize::from(matches!(reading.char_before(at - folded), Some(',' | '('))))?;
    let (first, from, other) = UNITS
        .iter()
        .filter(|unit| {
            let len = unit.0.chars().count();
            stop >= len && reading.is_at(stop - len, unit.0)
        })
        .max_by_key(|unit| unit.0.len())
        .map(|unit| (stop - unit.0.chars().count(), unit.2, unit.1))?;
    let begin = quantity::number_start(reading, first);
    let (_, _, one) = number(reading, begin).filter(|found| found.1 == first)?;
    let right = one * from / worth;
    // Figures shown are rounded; 1 % is more than that loses.
    let wrong = kind == other && right > 0.0 && ((second - right) / right).abs() > 0.02;
    wrong.then(|| warn((start, end + name.chars().count()), format!("换算应约为{:.1}{name}，请核对", right)))
}

/// 全长12.6，, 占地面积约12600米.
fn size(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &SIZES)?;
    let (start, end, _) = number(reading, at + word.chars().count())?;
    let digit = reading.char(end + 1).is_some_and(|c| c.is_ascii_digit());
    let ends = reading.char(end).is_none_or(|c| matches!(c, ',' | '。' | ';')) && !digit;
    let cell = reading.block.cell.is_some();
    if ends && !cell {
        return Some(warn((start, end), "数值后缺少计量单位"));
    }
    let area = word.ends_with("面积");
    if area && reading.is_at(end, "立方米") {
        return Some(warn((start, end + 3), "计量单位与所说的量不符，请核对"));
    }
    let (name, kind, _) = unit(reading, end)?;
    let after = reading.char(end + name.chars().count()).is_none_or(|c| matches!(c, ',' | '。' | ';' | ')'));
    let length = matches!(word, "全长" | "总长" | "长度");
    let volume = matches!(word, "库容" | "蓄水量" | "来水量" | "供水量") && kind == 'a';
    let wrong = after && (volume || (area && kind == 'l') || (length && kind == 'a'));
    wrong.then(|| warn((start, end + name.chars().count()), "计量单位与所说的量不符，请核对"))
}

/// 新建供水管网12.6平方公里.
fn length(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["管网", "管道", "铁路", "光缆", "水管"])?;
    let (start, end, _) = number(reading, at + word.chars().count())?;
    let (name, _, _) = unit(reading, end).filter(|unit| unit.1 == 'a')?;
    Some(warn((start, end + name.chars().count()), "计量单位与所说的量不符，请核对"))
}

/// 最大点雨量86.4毫升.
fn rain(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["降雨量", "降水量", "雨量", "降雨"])?;
    let from = at + word.chars().count();
    let digit = |c: &&char| !c.is_ascii_digit() && !matches!(c, '。' | ';');
    let at = from + reading.plain[from..].iter().take(16).take_while(digit).count();
    let (start, end, _) = number(reading, at).filter(|found| found.0 == at)?;
    reading.is_at(end, "毫升").then(|| warn((start, end + 2), "降水量的单位是毫米，请核对"))
}

/// 人均可支配收入21460万元.
fn a_head(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if !reading.is_at(at, "人均") {
        return None;
    }
    let (from, to) = (at + 2, (at + 16).min(reading.plain.len()));
    let word = (from..to).find(|&i| reading.one_of(i, &["收入", "支出", "存款", "补助", "工资"]).is_some())?;
    let (start, end, value) = number(reading, word + 2)?;
    let wrong = reading.char(end) == Some('元') && value >= 1e6 && !reading.plain[from..start].contains(&',');
    wrong.then(|| warn((start, end + 1), "人均金额过大，请核对单位"))
}

/// 满分均为100分，…最高分为108.5分.
fn mark(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let word = reading.one_of(at, &["最高分", "最低分", "最高得分"])?;
    let (start, end, value) = number(reading, at + word.chars().count())?;
    if reading.before(at, 6).contains('总') {
        return None;
    }
    let full = (at.saturating_sub(80)..at).rev().find(|&i| reading.is_at(i, "满分"))?;
    let skip = reading.plain[full + 2..at].iter().take_while(|c| "均都各为是:".contains(**c)).count();
    let most = number(reading, full + 2 + skip).filter(|found| reading.char(found.1) == Some('分'))?.2;
    (value > most).then(|| warn((start, end + usize::from(reading.char(end) == Some('分'))), format!("高于满分{most}分，请核对")))
}

/// 最低气温28℃，最高气温21℃.
fn temperature(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let value = |at: usize| {
        let cold = matches!(reading.char(at), Some('-' | '−'));
        number(reading, at + usize::from(cold)).map(|found| (found.0, found.1, if cold { -found.2 } else { found.2 }))
    };
    let low = reading.is_at(at, "最低气温").then(|| value(at + 4))??;
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let len = reading.plain[low.1..].iter().take(20).take_while(stop).count();
    let word = (low.1..low.1 + len).find(|&i| reading.is_at(i, "最高气温"))?;
    let high = value(word + 4)?;
    (low.2 > high.2).then(|| warn((low.0, high.1), "最低气温高于最高气温，请核对"))
}

/// 最高分92.4分，…平均分93.1分.
fn average(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (start, end, mean) = reading.is_at(at, "平均分").then(|| number(reading, at + 3))??;
    let most = (at.saturating_sub(40)..at).rev().find(|&i| reading.is_at(i, "最高分"))?;
    let most = number(reading, most + 3)?.2;
    (mean > most).then(|| warn((start, end + usize::from(reading.char(end) == Some('分'))), "平均分高于最高分，请核对"))
}

/// 噪声监测值为52千克.
fn noise(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let from = reading.one_of(at, &["噪声", "噪音"]).map(|_| at + 2)?;
    let digit = |c: &&char| !c.is_ascii_digit() && !matches!(c, '。' | ';' | ',');
    let at = from + reading.plain[from..].iter().take(12).take_while(digit).count();
    let (start, end, _) = number(reading, at).filter(|found| found.0 == at)?;
    let (name, _, _) = unit(reading, end)?;
    Some(warn((start, end + name.chars().count()), "噪声的单位是分贝，请核对"))
}

/// 5万余万人次.
fn twice(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let unit = reading.char(at)?;
    let more = matches!(reading.char(at + 1), Some('余' | '多')) && reading.char(at + 2) == Some(unit);
    let start = quantity::number_start(reading, at);
    let end = quantity::unit_end(reading, at + 2).max(at + 3);
    (more && start < at).then(|| warn((start, end), format!("“{unit}”字重复")))
}

/// 五万元以上三万元以下, 10万元以上5万元以下.
fn bounds(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    if !reading.is_at(at, "以上") {
        return None;
    }
    let numeral = |c: &&char| c.is_ascii_digit() || "一二三四五六七八九十百千万亿两.".contains(**c);
    let unit = reading.char_before(at).filter(|c| "元日年月倍".contains(*c))?;
    let first = at - 1 - reading.plain[..at - 1].iter().rev().take(10).take_while(numeral).count();
    let second = at + 2 + reading.plain.get(at + 2..)?.iter().take(10).take_while(numeral).count();
    let closed = reading.char(second) == Some(unit) && reading.is_at(second + 1, "以下");
    let value = |from: usize, to: usize| quantity::in_digits(&reading.text(from, to)).and_then(|text| amount(&text));
    let (low, high) = value(first, at - 1).zip(value(at + 2, second)).filter(|_| closed)?;
    (low > high).then(|| warn((first, second + 3), "下限大于上限，请核对"))
}

/// 120000, 12万 as a number.
fn amount(text: &str) -> Option<f64> {
    let (number, unit) = match text.strip_suffix('万') {
        Some(number) => (number, 1e4),
        None => text.strip_suffix('亿').map_or((text, 1.0), |number| (number, 1e8)),
    };
    number.parse::<f64>().ok().map(|number| number * unit)
}

/// 12厘米至8厘米之间.
fn span(reading: &Reading<'_>, at: usize) -> Option<Hit> {
    let (second, end, high) = number(reading, at + 1).filter(|found| found.0 == at + 1)?;
    let (name, _, _) = unit(reading, end)?;
    let stop = end + name.chars().count();
    let first = at.checked_sub(name.chars().count()).filter(|&first| reading.is_at(first, name))?;
    let begin = quantity::number_start(reading, first);
    let cold = matches!(reading.char_before(begin), Some('-' | '−'));
    let (_, _, low) = number(reading, begin).filter(|found| found.1 == first && !cold)?;
    let within = reading.one_of(stop, &["之间", "范围", "不等"]).is_some();
    (second > at && low > high && within).then(|| warn((begin, stop), "范围的起点大于终点，请核对"))
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::check;

    #[test]
    fn measures_that_cannot_be_are_marked() {
        for (text, found) in [
            ("总库容达到1200万平方米。", "1200万平方米"),
            ("望樵水库蓄水量为3200万平方米，", "3200万平方米"),
            ("最低气温28℃，最高气温21℃，", "28℃，最高气温21"),
            ("最高分92.4分，最低分71.6分，平均分93.1分", "93.1分"),
            ("厂界噪声昼间监测值为52千克，", "52千克"),
            ("接待观众5万余万人次", "5万余万人次"),
            ("建成高标准农田12000亩，折合80公顷，", "80公顷"),
            ("公路全长12.6，路面宽6.5米", "12.6"),
            ("总占地面积约12600米，", "12600米"),
            ("农村居民人均可支配收入21460万元", "21460万元"),
            ("新建供水管网12.6平方公里", "12.6平方公里"),
            ("最大点雨量出现在石门乡，为86.4毫升。", "86.4毫升"),
            ("满分均为100分。面试最高分为108.5分", "108.5分"),
            ("处五万元以上三万元以下的罚款", "五万元以上三万元以下"),
            ("胸径应控制在12厘米至8厘米之间", "12厘米至8厘米"),
        ] {
            assert_eq!(marked(check, text), [found], "{text}");
        }
    }

    #[test]
    fn measures_that_can_be_are_left_alone() {
        for text in [
            "建成高标准农田12000亩，折合800公顷，",
            "工程总投资1,234,567.89元",
            "公路全长12.6公里，面积1.2万平方米",
            "建筑面积12600平方米，",
            "人均可支配收入21460元",
            "满分100分，最高分98分",
            "处三万元以上五万元以下的罚款",
            "水深由12米至8米不断下降",
            "合100户组成一个网格",
        ] {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
