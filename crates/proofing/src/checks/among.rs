//! Parts of a whole that do not make it up: 共30人，其中男性18人，女性15人; 村里120户，其中135户; 应到86名，实到91名.

use super::sums::{Amount, rounded, warn};
use crate::finding::Hit;
use crate::reading::Reading;

/// Parts that together are the whole.
const PAIRS: [(&str, &str); 9] = [
    ("男", "女"),
    ("城镇", "乡村"),
    ("城镇人口", "农村"),
    ("未采纳", "采纳"),
    ("线上", "线下"),
    ("网上", "窗口"),
    ("省内", "省外"),
    ("不合格", "合格"),
    ("农业户", "非农业户"),
];
/// Words by which the parts may lie outside of the whole.
const APART: [&str; 15] =
    ["增长", "增加", "减少", "下降", "每", "平均", "人均", "(", "比", "累计", "带动", "撬动", "总数", "全市", "去年"];

/// `end` is where the sentence ends.
pub(super) fn check(reading: &Reading<'_>, end: usize, amounts: &[Amount]) -> Option<Hit> {
    within(reading, amounts)
        .or_else(|| present(reading, amounts))
        .or_else(|| passed(reading, amounts))
        .or_else(|| parts(reading, end, amounts))
}

/// 全村180户中，有195户: told without 其中.
fn within(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|two| {
        let between = reading.text(two[0].range.1, two[1].range.0);
        matches!(between.as_str(), "中,有" | "中,已有" | "中有" | "中,共有") && two[0].unit == two[1].unit
    })?;
    (pair[1].value > pair[0].value).then(|| more(&pair[0], &pair[1]))
}

fn more(whole: &Amount, part: &Amount) -> Hit {
    warn(part.range, format!("其中的数大于总数{}，请核对", rounded(whole.value)))
}

/// 抽检80批次，合格76批次，不合格5批次: what passed and what did not, right after each other.
fn passed(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let three = amounts.windows(3).find(|three| {
        let between = |i: usize| reading.text(three[i].range.1, three[i + 1].range.0);
        between(0) == ",合格" && between(1) == ",不合格" && three.iter().all(|amount| amount.unit == three[0].unit)
    })?;
    let sum = three[1].value + three[2].value;
    (sum - three[0].value).abs().gt(&0.05).then(|| {
        let message = format!("合格与不合格之和是{}，与总数{}不符，请核对", rounded(sum), rounded(three[0].value));
        warn((three[0].range.0, three[2].range.1), message)
    })
}

/// 应到代表86名，实到91名.
fn present(reading: &Reading<'_>, amounts: &[Amount]) -> Option<Hit> {
    let pair = amounts.windows(2).find(|two| {
        let led = |amount: &Amount, word: &str| reading.before(amount.range.0, 5).contains(word);
        led(&two[0], "应到") && led(&two[1], "实到") && two[1].value > two[0].value
    })?;
    Some(warn(pair[1].range, "实到人数多于应到人数，请核对".to_owned()))
}

/// 共30人，其中男性18人，女性15人: parts that exclude each other and are more than the whole.
fn parts(reading: &Reading<'_>, end: usize, amounts: &[Amount]) -> Option<Hit> {
    let first = amounts.first()?.range.0;
    let among = (first..end).find(|&i| reading.is_at(i, "其中"))?;
    let whole = whole(reading, among, amounts)?;
    let parts: Vec<&Amount> = amounts.iter().filter(|a| a.range.0 > among && a.unit == whole.unit).collect();
    let last = parts.last().filter(|_| !whole.unit.is_empty())?;
    let text = reading.text(among, last.range.1);
    if APART.iter().any(|word| text.contains(word)) {
        return None;
    }
    // What follows a comma may be another matter: 其中甲43万亩，治理草原517万亩.
    if let Some(part) = parts.first().filter(|part| part.value > whole.value + 0.05) {
        return Some(more(whole, part));
    }
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let wrong = match told(reading, &text, whole, &parts) {
        Told::All => (sum - whole.value).abs() > 0.05,
        Told::Apart => sum > whole.value + 0.05,
        Told::Open => false,
    };
    wrong.then(|| {
        let message = format!("各部分之和是{}{}，与总数{}不符，请核对", rounded(sum), whole.unit, rounded(whole.value));
        warn((whole.range.0, last.range.1), message)
    })
}

/// The amount that 其中 speaks of.
fn whole<'a>(reading: &Reading<'_>, among: usize, amounts: &'a [Amount]) -> Option<&'a Amount> {
    let only = amounts.iter().filter(|a| a.range.1 <= among).count() == 1;
    let named = |a: &Amount| reading.has_before(a.range.0, 5, &["总投资", "总额", "总计", "总规模"]);
    let last = amounts.iter().rev().find(|a| a.range.1 <= among)?;
    Some(last).filter(|a| (near(reading, a, among) || (only && named(a))) && a.unit != "%")
}

/// What the sentence tells of the parts.
enum Told {
    /// Together they are the whole.
    All,
    /// They exclude each other.
    Apart,
    Open,
}

fn told(reading: &Reading<'_>, text: &str, whole: &Amount, parts: &[&Amount]) -> Told {
    let money = whole.unit.ends_with('元');
    let pair = PAIRS.iter().any(|pair| text.contains(pair.0) && text.contains(pair.1));
    // 中小学24所，其中小学15所、中学8所
    let schools = reading.before(whole.range.0, 4).contains("中小学") && text.contains("小学") && text.contains("中学");
    let pair = (pair || schools) && (parts.len() == 2 || text.contains("部分采纳"));
    let several = parts.len() > 1;
    let listed = several && parts.windows(2).all(|two| reading.text(two[0].range.1, two[1].range.0).starts_with('、'));
    // 临床3名、护理2名、检验2名，均为…: all of them are told.
    let end = parts.last().map_or(whole.range.1, |last| last.range.1);
    let all = listed && parts.len() > 2 && reading.text(end, end + 3).starts_with(",均");
    // 受理工单共120件，其中咨询类45件、投诉类38件、建议类27件。
    let kinds = listed && parts.len() > 2 && parts.iter().all(|part| reading.before(part.range.0, 1) == "类");
    // 共86人，其中市本级24人、青澜区32人、望浦县28人
    let place = |part: &&Amount| reading.char_before(part.range.0).is_some_and(|c| "级区县市镇乡村".contains(c));
    let places = listed && parts.len() > 2 && parts.iter().all(place) && reading.led_by(whole.range.0, &["共"]);
    // 1260人，其中职工480人、劳动力390人、毕业生370人。: parts that miss the whole by a little were meant to make it up.
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let stops = reading.char(end).is_none_or(|c| matches!(c, '。' | ';'));
    let nearly = listed && parts.len() > 2 && stops && ((sum - whole.value) / whole.value).abs() < 0.05;
    let all = all
        || nearly
        || places
        || (kinds && reading.led_by(whole.range.0, &["共"]) && reading.char(end).is_none_or(|c| c == '。'));
    if pair || all || (money && text.contains("自筹") && parts.len() == 2) {
        return Told::All;
    }
    // 合计18.6万元，其中轿车11.2万元，货车8.4万元; 20个，其中Ⅰ类15个，Ⅲ类4个，Ⅳ类3个
    let led = reading.led_by(whole.range.0, &["合计", "共计", "总计"]);
    let classes = several && parts.iter().all(|part| reading.before(part.range.0, 2).ends_with('类'));
    if listed || classes || (several && led && money) { Told::Apart } else { Told::Open }
}

/// Whether the whole stands right before 其中, its noun at most between: 12个乡镇，其中15个乡镇.
fn near(reading: &Reading<'_>, whole: &Amount, among: usize) -> bool {
    let between = reading.text(whole.range.1, among);
    let noun = between.trim_end_matches([',', '(']);
    between.chars().count() <= 2 || (noun.chars().count() <= 4 && noun.chars().all(crate::fold::is_han) && between.ends_with(','))
}
