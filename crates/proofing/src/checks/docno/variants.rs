//! One paper under two numbers: 清政办发〔2026〕19号 and further down 清政办〔2026〕19号 or 清政办发〔2026〕91号.

use std::collections::HashSet;

use super::super::{Context, hit};
use super::{Number, find};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

pub(in super::super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let lines: HashSet<String> =
        readings.iter().filter(|r| r.plain.len() <= 80).map(|r| r.text(0, 80).trim().to_owned()).collect();
    let mut seen: Vec<(Number, Option<String>)> = Vec::new();
    for (block, reading) in readings.iter().enumerate() {
        for number in find(reading).into_iter().filter(Number::likely).take(20) {
            // The title of the paper itself stands on a line of its own.
            let own_title = |title: String| if lines.contains(&title) { "本文".to_owned() } else { title };
            let title = title(reading, number.start).map(own_title).or_else(|| own(reading, &number));
            let other = seen.iter().find(|(first, cited)| {
                let same =
                    first.issuer == number.issuer && first.full_year() == number.full_year() && first.serial == number.serial;
                !same
                    && (one_off(&first.issuer, &number.issuer)
                        && first.serial == number.serial
                        && first.full_year() == number.full_year()
                        || title.is_some() && *cited == title && first.full_year() == number.full_year())
            });
            if let Some((first, _)) = other {
                let message = format!("与前面写的{}不一致，请核对", first.proper());
                hits[block].push(hit(Category::Docno, Severity::Warn, "docno.variant", (number.start, number.end), message));
            } else if seen.len() < 50 {
                seen.push((number, title));
            }
        }
    }
}

/// The paper itself: its number alone on its line, or 本通知（…）.
fn own(reading: &Reading<'_>, number: &Number) -> Option<String> {
    let alone = reading.block.cell.is_none()
        && reading.plain.len() <= 30
        && reading.text(0, number.start).trim().is_empty()
        && reading.text(number.end, 30).trim().is_empty();
    let before = reading.before(number.start, 4);
    let said = before.ends_with('(') && before.starts_with('本');
    (alone || said).then(|| "本文".to_owned())
}

/// Whether one mark is the other with one character more: 清政办 and 清政办发.
fn one_off(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) }; // 云政发 and 云政办发 are two series.
    let office = long.ends_with(&['办', '发']) && short.ends_with(&['发']);
    !office
        && short.len() >= 2
        && long.len() == short.len() + 1
        && (1..long.len()).any(|i| long[..i] == short[..i] && long[i + 1..] == short[i..])
}

/// The title in 《》 right before a number in brackets.
fn title(reading: &Reading<'_>, start: usize) -> Option<String> {
    let close = start.checked_sub(2).filter(|&close| reading.before(start, 2) == "》(" && close > 0)?;
    let open = reading.plain[..close].iter().rev().take(60).position(|c| *c == '《')?;
    Some(reading.text(close - open, close))
}

#[cfg(test)]
mod tests {
    use super::super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    fn marked(text: &str) -> Vec<String> {
        marked_in(&TextDoc::from_text(text), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn one_paper_under_two_numbers_is_marked() {
        let told = "印发《实施意见》（清政办发〔2026〕19号）。";
        assert_eq!(marked(&format!("{told}\n现就清政办〔2026〕19号解读如下")), ["清政办〔2026〕19号"]);
        assert_eq!(
            marked("清财农〔2026〕21号\n关于下达资金的通知\n按照本通知（清财农〔2026〕12号）规定的用途"),
            ["清财农〔2026〕12号"]
        );
        let own = "清教发〔2026〕15号\n云溪市教育局关于招生的通知";
        let cited = "问：《云溪市教育局关于招生的通知》（清教发〔2026〕51号）何时执行？";
        assert_eq!(marked(&format!("{own}\n{cited}")), ["清教发〔2026〕51号"]);
        assert_eq!(marked(&format!("{told}\n根据《实施意见》（清政办发〔2026〕91号）")), ["清政办发〔2026〕91号"]);
    }

    #[test]
    fn two_papers_are_left_alone() {
        for text in [
            "清政办发〔2026〕19号、清政办发〔2026〕20号",
            "清政发〔2026〕19号、清教发〔2026〕19号",
            "《实施意见》（清政办发〔2026〕19号）\n再看《实施意见》（清政办发〔2026〕19号）",
        ] {
            assert_eq!(marked(text), Vec::<String>::new(), "{text}");
        }
    }
}
