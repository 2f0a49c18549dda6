//! Document numbers (发文字号): 云政发〔2026〕8号, with tortoise-shell brackets, four-digit year, no 第 and no leading zero.

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

const OPEN: &str = "〔[［(（【{｛<〈《「";
const CLOSE: &str = "〕]］)）】}｝>〉》」";
/// Longest issuer's mark (机关代字), in characters.
const ISSUER: usize = 8;

pub(super) fn check(reading: &Reading<'_>, _: &Context<'_>, hits: &mut Vec<Hit>) {
    let chars = &reading.block.chars;
    for open in (0..chars.len()).filter(|&i| OPEN.contains(chars[i])) {
        let Some(number) = read(reading, open) else { continue };
        if let Some(message) = objection(reading, &number) {
            let mut found = hit(Category::Docno, Severity::Warn, "docno.form", (number.start, number.end), message.to_owned());
            found.suggestion = Some(number.proper(reading));
            hits.push(found);
        }
    }
}

/// A document number as written.
struct Number {
    start: usize,
    open: usize,
    close: usize,
    end: usize,
    year: String,
    ordinal: bool,
    serial: String,
}

impl Number {
    fn proper(&self, reading: &Reading<'_>) -> String {
        let issuer = reading.block.slice(self.start, self.open);
        let century = if self.year.len() == 2 { "20" } else { "" };
        let serial = self.serial.trim_start_matches('0');
        format!("{}〔{century}{}〕{serial}号", issuer.trim_end(), self.year)
    }
}

fn read(reading: &Reading<'_>, open: usize) -> Option<Number> {
    let digits =
        |at: usize| reading.plain[at.min(reading.plain.len())..].iter().take(7).take_while(|c| c.is_ascii_digit()).count();
    let from = reading.skip_spaces(open + 1);
    let year = digits(from);
    let mut close = reading.skip_spaces(from + year);
    let year = reading.text(from, from + year);
    let four = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    if !four && year.len() != 2 {
        return None;
    }
    if reading.char(close) == Some('年') {
        close += 1;
    }
    reading.block.chars.get(close).filter(|&&c| CLOSE.contains(c))?;
    let mut at = reading.skip_spaces(close + 1);
    let ordinal = reading.char(at) == Some('第');
    if ordinal {
        at = reading.skip_spaces(at + 1);
    }
    let serial = reading.text(at, at + digits(at));
    let end = reading.skip_spaces(at + serial.len());
    if serial.is_empty() || serial.len() > 6 || reading.char(end) != Some('号') {
        return None;
    }
    let start = issuer(reading, open)?;
    Some(Number { start, open, close, end: end + 1, year, ordinal, serial })
}

/// Where the issuer's mark before the bracket begins; a number without one is none of ours.
fn issuer(reading: &Reading<'_>, open: usize) -> Option<usize> {
    let before = &reading.plain[..open];
    let len = before.iter().rev().take(ISSUER).take_while(|&&c| fold::is_han(c)).count();
    (len > 0).then_some(open - len)
}

fn objection(reading: &Reading<'_>, number: &Number) -> Option<&'static str> {
    let chars = &reading.block.chars;
    if chars[number.open] != '〔' || chars[number.close] != '〕' {
        return Some("发文字号的年份应使用六角括号〔〕");
    }
    if number.year.len() != 4 {
        return Some("发文字号的年份应写全四位");
    }
    if number.close != number.open + 5 {
        return Some("发文字号的括号内只写四位年份");
    }
    if number.ordinal {
        return Some("发文字号的序号前不加“第”字");
    }
    number.serial.starts_with('0').then_some("发文字号的序号不编虚位（1不编为001）")
}

#[cfg(test)]
mod tests {
    use super::super::marked;
    use super::*;
    use crate::doc::TextDoc;

    fn advice(text: &str) -> Option<String> {
        let doc = TextDoc::from_text(text);
        let mut hits = Vec::new();
        check(&Reading::new(&doc.blocks[0]), &Options::default(), &mut hits);
        hits.into_iter().next()?.suggestion
    }

    #[test]
    fn wrong_forms_are_marked_and_the_right_form_is_offered() {
        for text in ["云政发[2026]8号", "云政发（2026）8号", "云政发〔2026〕第8号", "云政发〔2026〕08号", "云政发〔26〕8号"]
        {
            assert_eq!(advice(text).as_deref(), Some("云政发〔2026〕8号"), "{text}");
        }
    }

    #[test]
    fn right_numbers_court_files_and_mere_years_are_left_alone() {
        for text in ["云政发〔2026〕8号", "（2026）云01民初12号", "工作要点（2026）", "2026年第8号公告", "（2026）8号"]
        {
            assert_eq!(marked(check, text), Vec::<String>::new(), "{text}");
        }
    }
}
