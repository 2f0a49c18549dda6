//! Office-holders (领导职务库): who holds which title in which unit, and from when to when (domain.md §6.3). The list is
//! the operator's; the project ships none.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord, Trim};
use time::Date;

use super::{Lexicon, RowError, parse_date};

/// Longest name accepted, in characters.
const LONGEST: usize = 20;
/// The columns in the order assumed when the file has no header.
const COLUMNS: [&str; 6] = ["person", "title", "unit", "order", "valid_from", "valid_to"];

/// One person in one office.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Person {
    pub name: String,
    /// The office as texts name it.
    pub title: String,
    pub unit: String,
    /// Place in the order of precedence, the first being the lowest number.
    pub order: Option<u32>,
    /// First day in office.
    pub valid_from: Option<Date>,
    /// Last day in office.
    pub valid_to: Option<Date>,
}

impl Lexicon {
    /// Reads a list of office-holders as CSV with the columns `person,title,unit,order,valid_from,valid_to`; good rows
    /// become persons, bad rows errors, in file order. One person may have several rows.
    pub fn parse_persons_csv(text: &str) -> (Vec<Person>, Vec<RowError>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
        let mut columns: HashMap<String, usize> = COLUMNS.iter().enumerate().map(|(i, c)| ((*c).to_owned(), i)).collect();
        let mut seen: HashMap<Person, u64> = HashMap::new();
        let (mut persons, mut errors) = (Vec::new(), Vec::new());
        for (i, record) in reader.records().enumerate() {
            let Ok(record) = record else {
                errors.push(RowError { row: i as u64 + 1, message: "这一行不是有效的 CSV".into() });
                continue;
            };
            let row = record.position().map_or(i as u64 + 1, csv::Position::line);
            if i == 0 && record.iter().any(|cell| cell.eq_ignore_ascii_case("person")) {
                columns = record.iter().enumerate().map(|(i, c)| (c.to_ascii_lowercase(), i)).collect();
                continue;
            }
            match person(&record, &columns).and_then(|person| admit(&mut seen, person, row)) {
                Ok(person) => persons.push(person),
                Err(message) => errors.push(RowError { row, message }),
            }
        }
        (persons, errors)
    }
}

fn admit(seen: &mut HashMap<Person, u64>, person: Person, row: u64) -> Result<Person, String> {
    match seen.insert(person.clone(), row) {
        Some(first) => Err(format!("「{}」与第 {first} 行重复", person.name)),
        None => Ok(person),
    }
}

fn person(record: &StringRecord, columns: &HashMap<String, usize>) -> Result<Person, String> {
    let cell = |column: &str| columns.get(column).and_then(|&i| record.get(i)).unwrap_or("").trim();
    let date = |column: &str| match cell(column) {
        "" => Ok(None),
        text => parse_date(text).map(Some).ok_or_else(|| format!("日期「{text}」无效，应为 YYYY-MM-DD")),
    };
    let name = cell("person");
    if !(2..=LONGEST).contains(&name.chars().count()) {
        return Err(format!("姓名「{name}」应为 2 至 {LONGEST} 个字"));
    }
    if cell("title").is_empty() {
        return Err(format!("「{name}」缺少职务（title）"));
    }
    let order = match cell("order") {
        "" => None,
        text => Some(text.parse().map_err(|_| format!("排序「{text}」应为数字"))?),
    };
    let (valid_from, valid_to) = (date("valid_from")?, date("valid_to")?);
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        return Err(format!("「{name}」的任期起止颠倒"));
    }
    Ok(Person { name: name.into(), title: cell("title").into(), unit: cell("unit").into(), order, valid_from, valid_to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_persons_with_their_terms() {
        let (persons, errors) = Lexicon::parse_persons_csv("person,title,order,valid_to\n李明远,市委书记,1,2026-01-01\n");
        assert_eq!(errors, []);
        assert_eq!(
            (persons[0].name.as_str(), persons[0].order, persons[0].valid_to),
            ("李明远", Some(1), parse_date("2026-01-01"))
        );
        assert_eq!(persons[0].unit, "");
    }

    #[test]
    fn bad_rows_are_named_with_their_reason() {
        let rows = "甲,市长,,,,\n李明远,,,,,\n李明远,市长,,一,,\n李明远,市长,,,2026-13-01,\n李明远,市长,,,2026-02-01,2026-01-01\n李明远,市长\n李明远,市长\n";
        let (persons, errors) = Lexicon::parse_persons_csv(rows);
        assert_eq!(persons.len(), 1);
        assert_eq!(errors.iter().map(|e| e.row).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 7]);
    }
}
