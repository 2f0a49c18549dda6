//! Rows of a list as people write them: the columns of each kind, what a row must hold, what an engine reads of it.
//!
//! The one place that judges rows; imports, forms and the build of the engine all pass here.

use domain::lexicons::{Kind, Row, RuleGrade, fold};
use proofing::{Entry, Lexicon, Person};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A row that can't be used, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowError {
    /// Line in the file, the header being line 1; in a form, the row's place counted from 1.
    pub row: u64,
    pub message: String,
}

/// Column and what a header in Chinese calls it.
type Named = (&'static str, &'static str);

const WORDS: &[Named] = &[
    ("category", "分类"),
    ("severity", "级别"),
    ("word", "词条"),
    ("suggestion", "建议"),
    ("variants", "变体"),
    ("boundary", "边界"),
    ("left", "前文"),
    ("right", "后文"),
    ("near", "同句有"),
    ("not_near", "同句无"),
    ("scope", "适用字段"),
    ("columns", "适用栏目"),
    ("types", "适用类型"),
    ("valid_from", "生效日期"),
    ("valid_to", "失效日期"),
    ("source", "来源"),
    ("note", "备注"),
];
const PERSONS: &[Named] = &[
    ("person", "姓名"),
    ("title", "职务"),
    ("unit", "单位"),
    ("order", "排序"),
    ("valid_from", "任职日期"),
    ("valid_to", "离任日期"),
];
const RULES: &[Named] = &[("rule", "规则"), ("severity", "级别"), ("reason", "理由")];

const GRADES: &[Named] = &[("block", "禁发"), ("warn", "慎用"), ("info", "提示"), ("allow", "例外"), ("off", "关闭")];

/// Longest cell, in characters.
const CELL: usize = 500;

fn named(kind: Kind) -> &'static [Named] {
    match kind {
        Kind::Words => WORDS,
        Kind::Persons => PERSONS,
        Kind::Rules => RULES,
    }
}

/// The columns of a kind, in the order in which they are exported.
pub fn columns(kind: Kind) -> Vec<&'static str> {
    named(kind).iter().map(|(name, _)| *name).collect()
}

/// The column that a header means, in English or Chinese.
pub fn column_named(kind: Kind, header: &str) -> Option<&'static str> {
    let header = header.trim();
    let found = named(kind).iter().find(|(name, label)| name.eq_ignore_ascii_case(header) || *label == header);
    found.map(|(name, _)| *name)
}

/// A row in the one form that is compared and kept: cells trimmed and in one line, empty ones left out, grades as words.
pub fn tidy(kind: Kind, row: Row) -> Row {
    let one_line = |cell: String| cell.split(['\r', '\n']).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned();
    let mut tidy: Row = row.into_iter().map(|(name, cell)| (name, one_line(cell))).filter(|(_, cell)| !cell.is_empty()).collect();
    if let Some(grade) = tidy.get_mut("severity")
        && let Some((word, _)) = GRADES.iter().find(|(_, label)| label == grade)
    {
        *grade = (*word).to_owned();
    }
    let is = |name: &str, word: &str| tidy.get(name).is_some_and(|cell| cell == word);
    // An exception is one by its grade or by its category; the engine wants both.
    if kind == Kind::Words && (is("severity", "allow") || (is("category", "allow") && !tidy.contains_key("severity"))) {
        tidy.extend(["severity", "category"].map(|name| (name.to_owned(), "allow".to_owned())));
    }
    tidy
}

/// Everything wrong with rows (already tidy), each with its number.
pub fn errors(kind: Kind, rows: &[(u64, Row)]) -> Vec<RowError> {
    let mut wrong: BTreeMap<u64, String> = BTreeMap::new();
    for (number, row) in rows {
        if let Err(message) = fits(kind, row) {
            wrong.entry(*number).or_insert(message);
        }
    }
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    for (number, row) in rows {
        let earlier = *first.entry(kind.key(row)).or_insert(*number);
        if earlier != *number {
            wrong.entry(*number).or_insert_with(|| format!("与第 {earlier} 行重复"));
        }
    }
    if kind == Kind::Words {
        let good: Vec<&(u64, Row)> = rows.iter().filter(|(number, _)| !wrong.contains_key(number)).collect();
        for (index, message) in unreadable(good.iter().map(|(_, row)| row), &|index| good.get(index).map_or(0, |(n, _)| *n)) {
            if let Some((number, _)) = good.get(index) {
                wrong.entry(*number).or_insert(message);
            }
        }
    }
    wrong.into_iter().map(|(row, message)| RowError { row, message }).collect()
}

/// What the engine's reader says against words: place among them and message, lines in it told by `number`.
fn unreadable<'a>(rows: impl Iterator<Item = &'a Row>, number: &dyn Fn(usize) -> u64) -> Vec<(usize, String)> {
    // The first row stands on the second line, and no cell has a line break.
    let place = |line: u64| usize::try_from(line.saturating_sub(2)).unwrap_or_default();
    let told = |message: String| match message.split_once("第 ").and_then(|(said, rest)| Some((said, rest.split_once(" 行")?)))
    {
        Some((said, (line, rest))) => match line.parse() {
            Ok(line) => format!("{said}第 {} 行{rest}", number(place(line))),
            Err(_) => message,
        },
        None => message,
    };
    Lexicon::parse_csv(&as_csv(Kind::Words, rows)).1.into_iter().map(|e| (place(e.row), told(e.message))).collect()
}

fn fits(kind: Kind, row: &Row) -> Result<(), String> {
    if let Some(name) = row.keys().find(|name| !columns(kind).contains(&name.as_str())) {
        return Err(format!("不认识的列「{name}」"));
    }
    if let Some((name, _)) = row.iter().find(|(_, cell)| cell.chars().count() > CELL) {
        return Err(format!("「{name}」超过 {CELL} 个字"));
    }
    if row.values().any(|cell| cell.contains('\0')) {
        return Err("含有不可用的空字符".into());
    }
    match kind {
        Kind::Words => Ok(()),
        Kind::Persons => person_fits(row),
        Kind::Rules => rule_fits(row),
    }
}

fn cell<'a>(row: &'a Row, name: &str) -> &'a str {
    row.get(name).map_or("", String::as_str)
}

fn person_fits(row: &Row) -> Result<(), String> {
    let told = Lexicon::parse_persons_csv(&as_csv(Kind::Persons, std::iter::once(row))).1.into_iter().next();
    told.map_or(Ok(()), |error| Err(error.message))
}

fn rule_fits(row: &Row) -> Result<(), String> {
    if cell(row, "rule").is_empty() {
        return Err("缺少规则（rule）".into());
    }
    if RuleGrade::parse(cell(row, "severity")).is_none() {
        return Err(format!("级别「{}」无效，应为 block、warn、info 或 off", cell(row, "severity")));
    }
    if cell(row, "reason").is_empty() { Err("请写明为什么要改这条规则的级别（reason）".into()) } else { Ok(()) }
}

/// The entries of an engine; rows that a later release no longer takes are left out.
pub(crate) fn entries<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<Entry> {
    Lexicon::parse_csv(&as_csv(Kind::Words, rows)).0
}

/// The office-holders of an engine.
pub(super) fn persons<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<Person> {
    Lexicon::parse_persons_csv(&as_csv(Kind::Persons, rows)).0
}

/// Rows as the CSV that the engine's readers take, one line each.
fn as_csv<'a>(kind: Kind, rows: impl Iterator<Item = &'a Row>) -> String {
    let names = columns(kind);
    let mut text = csv_line(names.iter().copied());
    for row in rows {
        text.push_str(&csv_line(names.iter().map(|name| cell(row, name))));
    }
    text
}

/// One line of CSV with its end.
pub fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let quoted = |cell: &str| match cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    };
    let mut line = cells.map(quoted).collect::<Vec<_>>().join(",");
    line.push('\n');
    line
}

/// Rows that the list already has under another way of writing (繁体, 全角): the engine takes them for one word.
pub fn clashes(kept: &BTreeMap<String, Row>, rows: &[(u64, Row)]) -> Vec<RowError> {
    let all = kept.values().chain(rows.iter().map(|(_, row)| row));
    let late = unreadable(all, &|_| 0).into_iter().filter_map(|(place, _)| rows.get(place.checked_sub(kept.len())?));
    late.map(|(number, row)| RowError {
        row: *number,
        message: format!("「{}」词库里已经有了（繁简、全半角算同一个词），或与例外相矛盾", cell(row, "word")),
    })
    .collect()
}

/// The words of a finding as rows are compared with.
pub fn folded(found: &str) -> String {
    fold(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(&str, &str)]) -> Row {
        cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }
    fn word(severity: &str, word: &str) -> Row {
        tidy(Kind::Words, row(&[("category", "ad"), ("severity", severity), ("word", word)]))
    }
    fn told(kind: Kind, rows: &[Row]) -> Vec<(u64, String)> {
        let numbered: Vec<(u64, Row)> = (2..).zip(rows.iter().cloned()).collect();
        errors(kind, &numbered).into_iter().map(|e| (e.row, e.message)).collect()
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        let told = told(Kind::Words, &[word("warn", "稳赚不赔"), word("high", "包赚不赔"), word("warn", "甲")]);
        assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4]);
        assert!(told[0].1.contains("high") && told[1].1.contains("只有一个字"));
    }

    #[test]
    fn a_line_number_survives_blank_lines_and_cells_of_several_lines() {
        let rows = [(2, word("warn", "稳赚不赔")), (5, word("warn", "包赚\n不赔")), (9, word("high", "立即发财"))];
        assert_eq!(errors(Kind::Words, &rows).iter().map(|e| e.row).collect::<Vec<_>>(), [9]);
    }

    #[test]
    fn a_clash_names_the_line_of_the_file() {
        let told = errors(Kind::Words, &[(3, word("warn", "计划甲")), (9, word("high", "乙丙")), (12, word("info", "計劃甲"))]);
        assert!(told[1].row == 12 && told[1].message.contains("第 3 行"), "{told:?}");
    }

    #[test]
    fn the_same_word_twice_names_the_first() {
        assert_eq!(told(Kind::Words, &[word("warn", "稳赚"), word("info", "稳赚 ")]), [(3, "与第 2 行重复".to_owned())]);
        assert!(told(Kind::Words, &[word("warn", "计划甲"), word("warn", "計劃甲")])[0].1.contains("重复"));
    }

    #[test]
    fn a_word_that_the_list_has_in_traditional_characters_is_told() {
        let kept = [("計劃甲".to_owned(), word("warn", "計劃甲"))].into();
        assert_eq!(clashes(&kept, &[(7, word("warn", "计划甲"))])[0].row, 7);
        assert!(clashes(&kept, &[(7, word("warn", "计划乙"))]).is_empty());
    }

    #[test]
    fn chinese_grades_and_headers_are_understood() {
        assert_eq!(word("禁发", "稳赚")["severity"], "block");
        assert_eq!(word("例外", "稳赚")["category"], "allow");
        assert_eq!(column_named(Kind::Words, " 词条 "), Some("word"));
        assert_eq!(column_named(Kind::Persons, "Title"), Some("title"));
        assert_eq!(column_named(Kind::Rules, "词条"), None);
    }

    #[test]
    fn a_person_needs_a_name_a_title_and_days_in_order() {
        let person = |cells: &[(&str, &str)]| told(Kind::Persons, &[row(cells)]);
        assert!(person(&[("person", "林远山"), ("title", "局长"), ("order", "1"), ("valid_from", "2026-01-01")]).is_empty());
        let bad: [&[(&str, &str)]; 4] = [
            &[("title", "局长")],
            &[("person", "林远山")],
            &[("person", "林远山"), ("title", "局长"), ("valid_from", "2026-02-30")],
            &[("person", "林远山"), ("title", "局长"), ("valid_from", "2026-02-03"), ("valid_to", "2026-02-02")],
        ];
        bad.iter().for_each(|cells| assert_eq!(person(cells).len(), 1, "{cells:?}"));
    }

    #[test]
    fn a_rule_s_grade_has_a_reason() {
        assert_eq!(told(Kind::Rules, &[row(&[("rule", "punct.width"), ("severity", "off")])]).len(), 1);
        assert!(told(Kind::Rules, &[row(&[("rule", "punct.width"), ("severity", "off"), ("reason", "误报多")])]).is_empty());
    }

    #[test]
    fn a_column_that_nobody_knows_is_an_error() {
        assert!(
            told(Kind::Rules, &[row(&[("rule", "a.b"), ("severity", "off"), ("reason", "r"), ("colour", "red")])])[0]
                .1
                .contains("colour")
        );
    }
}
