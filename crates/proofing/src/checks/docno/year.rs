//! Numbers of another year than the day on which their paper is said to have been issued.

use super::super::{hit, mention};
use super::Number;
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(super) fn check(reading: &Reading<'_>, numbers: &[Number]) -> Option<Hit> {
    issued_before(reading, numbers).or_else(|| issued_after(reading, numbers))
}

/// 2025年11月3日，市政府印发《方案》（鹤政办发〔2026〕21号）: a number of another year than the day of issue.
fn issued_before(reading: &Reading<'_>, numbers: &[Number]) -> Option<Hit> {
    let number = numbers.iter().find(|number| number.likely() && reading.before(number.start, 2) == "》(")?;
    let stop = |c: &&char| !matches!(c, '。' | ';');
    let from = number.start - reading.plain[..number.start].iter().rev().take(80).take_while(stop).count();
    let before = reading.text(from, number.start);
    let told = |word: &&str| {
        before.contains(&format!("{word}《"))
            || before.contains(&format!("{word}了《"))
            || before.contains(&format!("{word}的《"))
    };
    let issued = ["印发", "出台", "发布", "下发", "公布"].iter().any(told);
    let day =
        mention::mentions(reading).into_iter().rev().find(|m| m.start >= from && m.end <= number.start && m.month.is_some())?;
    let year = day.year.and_then(|year| i32::try_from(year).ok())?;
    // A number of December may be sent out in January or February.
    let direct = ["印发《", "印发了《", "出台《", "出台了《", "发布《", "下发《"].iter().any(|word| before.contains(word));
    let earlier = direct && number.full_year() < year && day.month.is_some_and(|month| month > 2);
    let message = format!("发文字号的年份（{}）与印发日期的年份（{year}）不符，请核对", number.full_year());
    (issued && (number.full_year() > year || earlier))
        .then(|| hit(Category::Docno, Severity::Warn, "docno.year", (number.start, number.end), message))
}

/// 《办法》（岚建发〔2026〕41号）于2024年11月6日印发: a number of a later year than the day that follows.
fn issued_after(reading: &Reading<'_>, numbers: &[Number]) -> Option<Hit> {
    let later = |number: &&Number| {
        let day = reading.one_of(number.end, &[")于", ")已于", ")自"]).map(|word| number.end + word.chars().count());
        let day = day.and_then(|at| mention::mentions(reading).into_iter().find(|m| m.start == at))?;
        let issued = reading.one_of(day.end, &["印发", "公布", "发布", "出台", "起施行", "施行", "起实施"]);
        issued.and(day.year).and_then(|year| i32::try_from(year).ok()).filter(|year| number.full_year() > *year)
    };
    let (number, year) = numbers.iter().filter(|number| number.likely()).find_map(|number| Some((number, later(&number)?)))?;
    let message = format!("发文字号的年份（{}）晚于所说的年份（{year}），请核对", number.full_year());
    Some(hit(Category::Docno, Severity::Warn, "docno.year", (number.start, number.end), message))
}
