//! Reading a lexicon's CSV rows: each row by itself, then against the rows before it.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::{Beside, Boundary, Entry, Grade, Homophones, RowError, Variants, parse_date};
use crate::doc::Field;
use crate::finding::Severity;
use crate::fold;

/// What the `variants` column may name.
const VARIANTS: [&str; 8] = ["all", "none", "noise", "digits", "repeat", "leet", "pinyin", "split"];
/// Longest word accepted, in characters.
const LONGEST: usize = 64;

/// The columns in the order assumed when the file has no header.
const COLUMNS: [&str; 17] = [
    "category", "severity", "word", "suggestion", "variants", "boundary", "left", "right", "near", "not_near", "scope",
    "valid_from", "valid_to", "source", "note", "columns", "types",
];

/// A column by its place in [`COLUMNS`], resolved once per file.
#[derive(Clone, Copy)]
enum Column {
    Category,
    Severity,
    Word,
    Suggestion,
    Variants,
    Boundary,
    Left,
    Right,
    Near,
    NotNear,
    Scope,
    ValidFrom,
    ValidTo,
    Source,
    Note,
    Columns,
    Types,
}

/// For each of [`COLUMNS`], the cell that holds it.
type Layout = [Option<usize>; COLUMNS.len()];

pub(super) fn parse(text: &str) -> (Vec<Entry>, Vec<RowError>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut layout: Layout = std::array::from_fn(Some);
    let mut seen = Seen::default();
    let (mut entries, mut errors) = (Vec::new(), Vec::new());
    let mut record = StringRecord::new();
    for i in 1u64.. {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                errors.push(RowError { row: i, message: "这一行不是有效的 CSV".into() });
                if error.is_io_error() {
                    break;
                }
                continue;
            }
        }
        let row = record.position().map_or(i, csv::Position::line);
        if i == 1 && record.iter().any(|cell| cell.trim().eq_ignore_ascii_case("word")) {
            let named = |name: &str| record.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
            layout = COLUMNS.map(named);
            continue;
        }
        let parsed = Row { record: &record, layout: &layout }.entry();
        match parsed.and_then(|(entry, folded)| seen.admit(&entry, folded, row).map(|()| entry)) {
            Ok(entry) => entries.push(entry),
            Err(message) => errors.push(RowError { row, message }),
        }
    }
    (entries, errors)
}

/// Words already read, to find the row a new one clashes with.
#[derive(Default)]
struct Seen {
    allowed: HashMap<String, u64>,
    flagged: HashMap<String, u64>,
}

impl Seen {
    fn admit(&mut self, entry: &Entry, word: String, row: u64) -> Result<(), String> {
        let (own, other) = match entry.grade {
            Grade::Allow => (&mut self.allowed, &self.flagged),
            Grade::Flag(_) => (&mut self.flagged, &self.allowed),
        };
        if let Some(first) = other.get(&word) {
            return Err(format!("「{}」既要提示又在白名单中，与第 {first} 行矛盾", entry.word));
        }
        if let Some(first) = own.get(&word) {
            return Err(format!("「{}」与第 {first} 行重复", entry.word));
        }
        own.insert(word, row);
        Ok(())
    }
}

struct Row<'a> {
    record: &'a StringRecord,
    layout: &'a Layout,
}

impl Row<'_> {
    fn cell(&self, column: Column) -> &str {
        self.layout[column as usize].and_then(|i| self.record.get(i)).unwrap_or("").trim()
    }

    fn list(&self, column: Column) -> impl Iterator<Item = &str> {
        self.cell(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }

    /// The entry and its folded word.
    fn entry(&self) -> Result<(Entry, String), String> {
        let category = self.cell(Column::Category);
        if category.is_empty() {
            return Err("缺少分类（category）".into());
        }
        let (word, folded) = self.word()?;
        let mut entry = Entry::new(category, self.grade(category)?, word);
        entry.suggestion = Some(self.cell(Column::Suggestion).to_owned()).filter(|s| !s.is_empty());
        entry.variants = self.variants()?;
        entry.boundary = match self.cell(Column::Boundary) {
            "" | "auto" => Boundary::Auto,
            "off" => Boundary::Off,
            "strict" => Boundary::Strict,
            other => return Err(format!("边界方式「{other}」无效，应为 auto、off 或 strict")),
        };
        entry.left = self.beside(Column::Left);
        entry.right = self.beside(Column::Right);
        entry.near = self.list(Column::Near).map(fold::fold_str).collect();
        entry.not_near = self.list(Column::NotNear).map(fold::fold_str).collect();
        entry.scope = self.scope()?;
        entry.columns = self.list(Column::Columns).map(|path| path.trim_matches('/').to_owned()).collect();
        entry.types = self.list(Column::Types).map(str::to_owned).collect();
        entry.valid_from = self.date(Column::ValidFrom)?;
        entry.valid_to = self.date(Column::ValidTo)?;
        if let (Some(from), Some(to)) = (entry.valid_from, entry.valid_to)
            && to < from
        {
            return Err("失效日期早于生效日期".into());
        }
        entry.source = self.cell(Column::Source).to_owned();
        entry.note = self.cell(Column::Note).to_owned();
        Ok((entry, folded))
    }

    fn word(&self) -> Result<(&str, String), String> {
        let word = self.cell(Column::Word);
        let folded = fold::fold_str(word);
        match folded.chars().count() {
            0 => Err("缺少词条（word）".into()),
            1 => Err(format!("「{word}」只有一个字，误报太多，不予导入")),
            n if n > LONGEST => Err(format!("词条有 {n} 个字，超过 {LONGEST} 个字的上限")),
            _ if folded.chars().all(fold::is_noise) => Err(format!("「{word}」没有文字")),
            _ => Ok((word, folded)),
        }
    }

    fn grade(&self, category: &str) -> Result<Grade, String> {
        let grade = match self.cell(Column::Severity) {
            "block" => Grade::Flag(Severity::Block),
            "warn" => Grade::Flag(Severity::Warn),
            "info" => Grade::Flag(Severity::Info),
            "allow" => Grade::Allow,
            "" if category == "allow" => Grade::Allow,
            other => return Err(format!("级别「{other}」无效，应为 block、warn、info（白名单为 allow）")),
        };
        if (grade == Grade::Allow) == (category == "allow") {
            Ok(grade)
        } else {
            Err("分类 allow 与级别 allow 必须同时使用".into())
        }
    }

    fn variants(&self) -> Result<Variants, String> {
        let mut chosen = Variants::NONE;
        for name in self.list(Column::Variants) {
            match name {
                "all" => chosen = Variants { pinyin: Variants::ALL.pinyin.max(chosen.pinyin), ..Variants::ALL },
                "none" => chosen = Variants::NONE,
                "noise" => chosen.noise = true,
                "digits" => chosen.digits = true,
                "repeat" => chosen.repeat = true,
                "leet" => chosen.leet = true,
                "pinyin" => chosen.pinyin = Homophones::FromThree,
                "split" => chosen.split = true,
                other => return Err(format!("变体「{other}」无效，可用 {}", VARIANTS.join("、"))),
            }
        }
        Ok(if self.cell(Column::Variants).is_empty() { Variants::ALL } else { chosen })
    }

    fn beside(&self, column: Column) -> Vec<Beside> {
        let read = |part: &str| match part.strip_prefix(['!', '！']) {
            Some(rest) => Beside { text: fold::fold_str(rest), excluded: true },
            None => Beside { text: fold::fold_str(part), excluded: false },
        };
        self.list(column).map(read).collect()
    }

    fn scope(&self) -> Result<Vec<Field>, String> {
        self.list(Column::Scope).map(|name| Field::from_name(name).ok_or_else(|| format!("适用字段「{name}」无效"))).collect()
    }

    fn date(&self, column: Column) -> Result<Option<time::Date>, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        parse_date(cell).map(Some).ok_or_else(|| format!("日期「{cell}」无效，应为 2026-03-01 这样的写法"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(row: &str) -> String {
        let (_, errors) = parse(&format!("category,severity,word,suggestion\n{row}\n"));
        errors.iter().map(|e| format!("{}:{}", e.row, e.message)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn four_columns_are_enough() {
        let (entries, errors) = parse("category,severity,word,suggestion\ncode,block,云雀计划,删除\nallow,,云雀计划展,\n");
        assert_eq!((entries.len(), errors.len()), (2, 0));
        assert_eq!(entries[0].suggestion.as_deref(), Some("删除"));
        assert_eq!(entries[1].grade, Grade::Allow);
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let (entries, _) = parse("word,category,severity,left,boundary,valid_to\n水表,a,warn,!墨|自来,off,2026-03-01\n");
        assert_eq!(entries[0].boundary, Boundary::Off);
        assert_eq!(entries[0].left[0], Beside { text: "墨".into(), excluded: true });
        assert_eq!(entries[0].valid_to, parse_date("2026-03-01"));
    }

    #[test]
    fn columns_types_and_homophones_are_read() {
        let (entries, _) =
            parse("category,severity,word,columns,types,variants\na,warn,水表,/zwgk/tzgg/|bmfw,notice,all|pinyin\n");
        assert_eq!(entries[0].columns, ["zwgk/tzgg", "bmfw"]);
        assert_eq!(entries[0].types, ["notice"]);
        assert_eq!(entries[0].variants, Variants { pinyin: Homophones::FromThree, ..Variants::ALL });
    }

    #[test]
    fn a_bad_row_is_named_with_its_number_and_reason() {
        assert!(error("a,warn,甲,").starts_with("2:「甲」只有一个字"));
        assert!(error(&format!("a,warn,{},", "甲乙".repeat(33))).contains("66 个字"));
        assert!(error("a,high,甲乙,").contains("级别「high」"));
        assert!(error("allow,warn,甲乙,").contains("同时使用"));
        assert!(error("a,warn,**,").contains("没有文字"));
    }

    #[test]
    fn duplicates_and_contradictions_name_the_earlier_row() {
        assert_eq!(error("a,warn,计划甲,\nb,warn,計劃甲,"), "3:「計劃甲」与第 2 行重复");
        assert!(error("allow,,甲乙,\na,warn,甲乙,").starts_with("3:「甲乙」既要提示又在白名单中，与第 2 行"));
    }

    #[test]
    fn every_optional_column_is_checked() {
        let row = |column: &str, value: &str| parse(&format!("category,severity,word,{column}\na,warn,甲乙,{value}\n")).1;
        for column in ["boundary", "variants", "scope", "valid_from"] {
            assert_eq!(row(column, "没有这种").len(), 1, "{column}");
        }
    }
}
