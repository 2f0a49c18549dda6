//! Lists of persons (名单) with their numbers or addresses: from five rows on the list as a whole is marked, besides
//! each number (domain.md §6.4 "List mode").

use super::{Context, address, bank_card, hit, id_number, mobile, names};
use crate::finding::{Category, Hit, Severity};
use crate::reading::Reading;

/// That many rows make a list.
const ROWS: usize = 5;
/// A row of a table has no more cells than this between the name and the number.
const CELLS: usize = 14;
/// Blocks between two rows of one list.
const GAP: usize = 30;
/// Column heads that make any long number or address below them a person's.
const HEADS: [&str; 8] = ["银行账号", "银行卡号", "家庭住址", "身份证号", "账号", "住址", "一卡通", "开户账号"];

/// The rows found so far of one list.
#[derive(Default)]
struct List {
    rows: usize,
    last: usize,
    /// Block and range of the first row.
    first: Option<(usize, (usize, usize))>,
}

pub(super) fn check(readings: &[Reading<'_>], context: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut list = List::default();
    let mut name: Option<(usize, (usize, usize))> = None;
    let mut heads = false;
    for (block, reading) in readings.iter().enumerate() {
        if list.rows > 0 && block - list.last > GAP {
            report(&std::mem::take(&mut list), hits);
            heads = false;
        }
        heads |= reading.plain.len() <= 80 && is_head(reading);
        if let Some(found) = whole_name(reading) {
            name = Some((block, found));
            continue;
        }
        let numbers = numbers(readings, block, context, heads);
        let in_line = rows_in(reading, &numbers);
        let row = match (in_line.first(), name.filter(|(at, _)| block - at <= CELLS)) {
            (Some(&row), _) => (block, row),
            (None, Some(cell)) if !numbers.is_empty() => cell,
            _ => continue,
        };
        list.rows += in_line.len().max(1);
        list.last = block;
        list.first.get_or_insert(row);
        name = None;
    }
    report(&list, hits);
}

fn report(list: &List, hits: &mut [Vec<Hit>]) {
    let Some((block, range)) = list.first.filter(|_| list.rows >= ROWS) else { return };
    let message = format!("名单中有{}人的姓名与证件号、电话、账号或住址，应整体去标识后再公开", list.rows);
    if let Some(hits) = hits.get_mut(block) {
        hits.push(hit(Category::Privacy, Severity::Block, "privacy.list", range, message));
    }
}

fn is_head(reading: &Reading<'_>) -> bool {
    let text = reading.text(0, 80);
    !text.contains('。') && HEADS.iter().any(|head| text.contains(head))
}

/// The block, if it is a cell holding a name and nothing else.
fn whole_name(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let (start, end) = trimmed(reading)?;
    let chars: Vec<char> = reading.plain[start..end].iter().copied().filter(|c| *c != ' ').collect();
    names::is_name(&chars).then_some((start, end))
}

fn trimmed(reading: &Reading<'_>) -> Option<(usize, usize)> {
    if reading.plain.len() > 12 {
        return None;
    }
    let start = reading.plain.iter().position(|c| !c.is_whitespace())?;
    let end = reading.plain.iter().rposition(|c| !c.is_whitespace())? + 1;
    Some((start, end))
}

/// Where the block holds something personal, in order and without overlap.
fn numbers(readings: &[Reading<'_>], block: usize, context: &Context<'_>, heads: bool) -> Vec<(usize, usize)> {
    let reading = &readings[block];
    if !reading.plain.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let today = context.options.ref_date;
    let mut found = id_number::find(reading, today);
    found.extend(bank_card::find(reading, today));
    found.extend(mobile::find(readings, block));
    found.extend(address::find(reading));
    if heads && found.is_empty() {
        found.extend(under_head(reading));
    }
    found.sort_unstable();
    found.dedup_by(|b, a| b.0 < a.1);
    found
}

/// A cell below a telling head: a long number without mask, or an address down to a house.
fn under_head(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let end = reading.plain.len();
    let digits = reading.plain.iter().filter(|c| c.is_ascii_digit()).count();
    let number = (12..=21).contains(&digits) && reading.plain.iter().all(|c| c.is_ascii_digit() || *c == ' ' || *c == 'x');
    let text = reading.text(0, 40);
    let place = ["村", "路", "街", "小区", "镇", "乡"].iter().any(|word| text.contains(word))
        && ["号", "组", "室", "社", "户"].iter().any(|word| text.trim_end().ends_with(word));
    (end <= 40 && (number || place)).then_some((0, end))
}

/// The rows within one block: each number with a name between it and the number before.
fn rows_in(reading: &Reading<'_>, numbers: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut from = 0;
    let mut out = Vec::new();
    for &(start, end) in numbers {
        let near = from.max(start.saturating_sub(40));
        if let Some(name) = names::tokens(reading, near, start).first() {
            out.push((name.0, end));
        }
        from = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::TextDoc;

    const PEOPLE: [&str; 6] = ["王小明", "李红", "赵大山", "刘芳芳", "陈志远", "周玉兰"];

    fn lines(count: usize, row: impl Fn(&str, usize) -> String) -> String {
        PEOPLE.iter().take(count).enumerate().map(|(i, name)| row(name, i)).collect::<Vec<_>>().join("\n")
    }

    fn lists(doc: &TextDoc) -> Vec<(usize, String)> {
        marked_in(doc, check)
    }

    #[test]
    fn five_rows_with_numbers_are_a_list() {
        let text = lines(5, |name, i| format!("{} {name} 1381234567{i}", i + 1));
        assert_eq!(lists(&TextDoc::from_text(&text)), [(0, "王小明 13812345670".into())]);
        let cells = lines(6, |name, i| format!("<tr><td>{name}</td><td>男</td><td>1381234567{i}</td></tr>"));
        assert_eq!(lists(&TextDoc::from_html(&cells)), [(0, "王小明".into())]);
    }

    #[test]
    fn accounts_below_a_telling_head_count_too() {
        let rows = lines(5, |name, i| format!("<tr><td>{name}</td><td>8600123400000{i}</td></tr>"));
        let table = format!("<tr><td>户主</td><td>银行账号</td></tr>{rows}");
        assert_eq!(lists(&TextDoc::from_html(&table)), [(2, "王小明".into())]);
    }

    #[test]
    fn short_masked_and_office_lists_are_left_alone() {
        for text in [
            lines(4, |name, i| format!("{name} 1381234567{i}")),
            lines(6, |name, i| format!("{name} 138****567{i}")),
            lines(6, |name, i| format!("{name} 联系电话：0371-123456{i}")),
            lines(6, |name, i| format!("{name} 咨询电话：1381234567{i}")),
            lines(6, |name, _| name.to_owned()),
        ] {
            assert_eq!(lists(&TextDoc::from_text(&text)), [], "{text}");
        }
    }
}
