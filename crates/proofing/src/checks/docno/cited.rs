//! How a number stands beside the title it belongs to (GB/T 9704 §7.3.3: the title first, then the number in round brackets), and
//! two numbers for one paper.

use super::super::hit;
use super::Number;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, numbers: &[Number], hits: &mut Vec<Hit>) {
    let numbers: Vec<&Number> = numbers.iter().filter(|number| number.likely()).collect();
    for &number in &numbers {
        let range = (number.start, number.end);
        let found = before_title(reading, number)
            .or_else(|| bare(reading, number))
            .or_else(|| inside(reading, number))
            .map(|message| hit(Category::Docno, Severity::Info, "docno.place", range, message));
        hits.extend(found.or_else(|| older(reading, number)));
    }
    hits.extend(joint(reading, &numbers).or_else(|| again(reading, &numbers)));
}

/// 根据青政发〔2026〕6号《意见》
fn before_title(reading: &Reading<'_>, number: &Number) -> Option<&'static str> {
    let led = reading.led_by(number.start, &["根据", "按照", "依据", "依照", "落实", "贯彻", "执行"]);
    (led && reading.char(number.end) == Some('《')).then_some("引用公文先引标题，后引发文字号")
}

/// 《…的通告》柏政通〔2026〕2号自公布之日起施行
fn bare(reading: &Reading<'_>, number: &Number) -> Option<&'static str> {
    let follows = reading.char_before(number.start) == Some('》');
    let running = reading.char(number.end).is_some_and(crate::fold::is_han);
    (follows && running).then_some("标题之后的发文字号应放在圆括号内")
}

/// 《实施细则（青数规〔2026〕1号）》
fn inside(reading: &Reading<'_>, number: &Number) -> Option<&'static str> {
    let bracketed = reading.char_before(number.start) == Some('(') && reading.is_at(number.end, ")》");
    bracketed.then_some("发文字号应放在书名号之外")
}

/// 2024年10月出台的《方案》（青政办发〔2023〕41号）
fn older(reading: &Reading<'_>, number: &Number) -> Option<Hit> {
    let title = reading.before(number.start, 2) == "》(";
    let open = reading.plain[..number.start].iter().rev().take(80).position(|c| *c == '《').filter(|_| title)?;
    let before = reading.before(number.start - open - 1, 14);
    let word = ["出台的", "印发的", "发布的", "公布的", "制定的", "施行的"].iter().find(|word| before.ends_with(*word))?;
    let day = before.strip_suffix(word)?;
    let at = day.rfind('年')?;
    let year: i32 = day[..at].chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect::<String>().parse().ok()?;
    let message = format!("发文字号的年份（{}）与所说的年份（{year}）不一致，请核对", number.full_year());
    (year > 1990 && number.full_year() < year)
        .then(|| hit(Category::Docno, Severity::Warn, "docno.year", (number.start, number.end), message))
}

/// 澄财农〔2026〕18号　澄农发〔2026〕26号 alone on a line: a joint paper carries the number of the leading body only.
fn joint(reading: &Reading<'_>, numbers: &[&Number]) -> Option<Hit> {
    let [first, second] = numbers else { return None };
    let between = reading.text(first.end, second.start);
    let alone = reading.text(0, first.start).trim().is_empty() && reading.text(second.end, second.end + 4).trim().is_empty();
    let message = "联合行文只标主办机关的发文字号";
    (alone && !between.is_empty() && between.trim().is_empty() && reading.block.cell.is_none())
        .then(|| hit(Category::Docno, Severity::Info, "docno.place", (second.start, second.end), message))
}

/// 《…的通知》（青民发〔2026〕11号）。按照《通知》（青民发〔2026〕21号）: one paper under two numbers.
fn again(reading: &Reading<'_>, numbers: &[&Number]) -> Option<Hit> {
    const SHORT: [&str; 7] = ["《通知》(", "《办法》(", "《意见》(", "《方案》(", "《规定》(", "《细则》(", "《公告》("];
    let at = numbers.iter().position(|number| reading.led_by(number.start, &SHORT))?;
    let (short, first) = (&numbers[at], numbers[..at].last()?);
    let series = short.issuer == first.issuer && short.full_year() == first.full_year();
    let message = format!("与前面写的{}不一致，请核对", first.proper());
    (series && short.serial != first.serial)
        .then(|| hit(Category::Docno, Severity::Warn, "docno.variant", (short.start, short.end), message))
}
