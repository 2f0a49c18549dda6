//! What only the whole of a table tells: 合计 that is not the sum of its column, a share of more than the whole, a row that
//! comes again, names beside disabilities.

mod figures;

use std::collections::{BTreeMap, HashSet};

use super::{Context, hit};
use crate::finding::{Category, Hit, Severity};
use crate::fold;
use crate::reading::Reading;

/// The cells of one table by row and column, each by its only block.
type Cells = BTreeMap<(u32, u32), usize>;

pub(super) fn check(readings: &[Reading<'_>], _: &Context<'_>, hits: &mut [Vec<Hit>]) {
    let mut tables: BTreeMap<u32, Option<Cells>> = BTreeMap::new();
    for (block, cell) in readings.iter().enumerate().filter_map(|(block, reading)| Some((block, reading.block.cell?))) {
        let cells = tables.entry(cell.table).or_insert_with(|| Some(Cells::new()));
        let whole = cells.as_mut().is_some_and(|cells| !cell.merged && cells.insert((cell.row, cell.column), block).is_none());
        if !whole {
            *cells = None;
        }
    }
    for cells in tables.into_values().flatten() {
        let table = Table { readings, cells };
        let whole = |block: usize| (0, readings[block].plain.len());
        for (block, message) in table.sums().into_iter().chain(table.shares()) {
            hits[block].push(hit(Category::Number, Severity::Warn, "number.table", whole(block), message));
        }
        for (block, right) in table.row_sums() {
            let message = format!("本行各数之和是{right}，请核对");
            hits[block].push(hit(Category::Number, Severity::Warn, "number.table", whole(block), message));
        }
        for (block, right) in table.products() {
            let message = format!("人数（数量）与标准（单价）之积是{right}，请核对");
            hits[block].push(hit(Category::Number, Severity::Warn, "number.table", whole(block), message));
        }
        for (block, right) in table.changes() {
            let message = format!("按本行前两个数计算应为{right}，请核对");
            hits[block].push(hit(Category::Number, Severity::Warn, "number.table", whole(block), message));
        }
        for block in table.equal_rows() {
            hits[block].push(hit(Category::Dup, Severity::Info, "dup.row", whole(block), "与前面的一行完全相同"));
        }
        if let Some(block) = table.conditions() {
            let message = "姓名与残疾、病情等信息一起公开，公开前应隐去";
            hits[block].push(hit(Category::Privacy, Severity::Warn, "privacy.health", whole(block), message));
        }
        for block in table.homes() {
            let message = "含有精确到门牌室号的个人住址，公开前应隐去";
            hits[block].push(hit(Category::Privacy, Severity::Warn, "privacy.address", whole(block), message));
        }
    }
}

struct Table<'a> {
    readings: &'a [Reading<'a>],
    cells: Cells,
}

impl Table<'_> {
    fn text(&self, row: u32, column: u32) -> Option<String> {
        let reading = &self.readings[*self.cells.get(&(row, column))?];
        Some(reading.text(0, 40).chars().filter(|c| !c.is_whitespace()).collect())
    }

    /// The rows from the head on: a sheet has its title and its unit above, each alone in its row.
    fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|place| place.0).collect();
        rows.dedup();
        let is_wide = |&row: &u32| self.cells.range((row, 0)..(row + 1, 0)).nth(1).is_some();
        let head = rows.iter().position(is_wide).unwrap_or(0);
        rows.split_off(head)
    }

    /// The first cells of rows that say word for word what a row before says; a serial number in front does not count.
    fn equal_rows(&self) -> Vec<usize> {
        let mut seen: HashSet<Vec<(u32, String)>> = HashSet::new();
        let head = self.rows().first().copied().unwrap_or(0);
        let entity =
            ["名称", "姓名", "单位", "企业", "村", "社区", "镇", "街道", "站", "学校", "路段", "项目", "岗位", "地点", "监测点"]
                .iter()
                .any(|word| self.text(head, 0).is_some_and(|text| text.contains(word)));
        let mut above: Option<Vec<(u32, String)>> = None;
        let again = |&row: &u32| {
            let cells =
                self.cells.range((row, 0)..(row + 1, 0)).map(|(place, &block)| (place.1, self.readings[block].text(0, 400)));
            let cells: Vec<(u32, String)> = cells.collect();
            let numbered = cells.first().is_some_and(|(_, text)| text.trim().chars().all(|c| c.is_ascii_digit()));
            let cells = cells[usize::from(numbered).min(cells.len())..].to_vec();
            let telling = entity || cells.iter().any(|(_, text)| han(text) >= 6);
            let full = cells.len() >= 2;
            // Right below itself, or the head once more.
            let beside = cells.len() >= 3 && above.as_ref() == Some(&cells) && cells.iter().any(|cell| han(&cell.1) >= 2);
            above = Some(cells.clone());
            (!seen.insert(cells) && (telling || beside) && full)
                .then(|| self.cells.range((row, u32::from(numbered))..).next().map(|(_, &block)| block))?
        };
        self.rows().iter().filter_map(again).collect()
    }

    /// Where persons live, down to the house.
    fn homes(&self) -> Vec<usize> {
        let rows = self.rows();
        let Some((&head, below)) = rows.split_first() else { return Vec::new() };
        let named = |wanted: &[&str]| {
            let column =
                |place: &&(u32, u32)| place.0 == head && self.text(head, place.1).is_some_and(|text| wanted.contains(&&*text));
            self.cells.keys().find(column).map(|place| place.1)
        };
        let homes = named(&["家庭住址", "家庭地址", "住址", "现住址", "居住地址", "户籍地址", "详细住址"]);
        let Some(column) = homes.filter(|_| named(&["姓名", "户主", "户主姓名", "申请人", "学生姓名"]).is_some())
        else {
            return Vec::new();
        };
        let told = |row: &u32| {
            let text = self.text(*row, column).unwrap_or_default();
            let house = text.ends_with(['号', '室', '户']) || text.contains("单元");
            house && text.chars().any(|c| c.is_ascii_digit()) && !text.contains(['*', '×', '某'])
        };
        below.iter().filter(|row| told(row)).filter_map(|&row| self.cells.get(&(row, column)).copied()).collect()
    }

    /// The first disability or illness told in a table of names.
    fn conditions(&self) -> Option<usize> {
        let rows = self.rows();
        let (&head, below) = rows.split_first()?;
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let find = |words: &[&str]| {
            (0..=last).find(|&column| self.text(head, column).is_some_and(|text| words.iter().any(|word| text.contains(word))))
        };
        let (names, column) = find(&["姓名", "户主"]).zip(find(&[
            "残疾类别", "残疾等级", "病种", "疾病", "病情", "诊断", "救助原因", "致贫原因", "困难原因", "认定理由", "申请理由",
            "认定原因", "享受原因", "致困原因", "家庭情况", "困难情况",
        ]))?;
        let told = self.text(head, column).is_some_and(|text| ["原因", "理由", "情况"].iter().any(|word| text.ends_with(word)));
        const ILL: [&str; 8] = ["患", "癌", "残疾", "尿毒症", "白血病", "精神", "服刑", "吸毒"];
        let ill = |row: u32| !told || self.text(row, column).is_some_and(|text| ILL.iter().any(|word| text.contains(word)));
        let clear = |&row: &u32| {
            let name: Vec<char> = self.text(row, names).unwrap_or_default().chars().collect();
            // In a column of names any surname may stand.
            (2..=4).contains(&name.len())
                && name.iter().all(|&c| fold::is_han(c))
                && ill(row)
                && !name.iter().any(|c| matches!(c, '某' | '*' | '×'))
        };
        self.cells.get(&(below.iter().copied().find(clear)?, column)).copied()
    }
}

fn han(text: &str) -> usize {
    text.chars().filter(|&c| fold::is_han(c)).count()
}

#[cfg(test)]
mod tests {
    use super::super::marked_in;
    use super::check;
    use crate::{Block, Cell, Field, TextDoc};

    fn marked(rows: &[&str]) -> Vec<String> {
        let head = format!("|{}|\n|{}", rows[0], "---|".repeat(rows[0].split('|').count()));
        let rest: String = rows[1..].iter().map(|row| format!("\n|{row}|")).collect();
        marked_in(&TextDoc::from_markdown(&(head + &rest)), check).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_marked() {
        assert_eq!(marked(&["类别|数量", "甲|20", "乙|35", "合计|65"]), ["65"]);
        assert_eq!(marked(&["镇|户|金额（万元）", "甲|1,200|3.5", "乙|35|2.0", "合 计|1,235|4.5"]), ["4.5"]);
    }

    #[test]
    fn a_column_of_homes_beside_names_is_marked() {
        assert_eq!(marked(&["姓名|家庭住址", "孙立平|花园路66号5栋302室", "钱一|柳林村"]), ["花园路66号5栋302室"]);
        assert!(marked(&["单位|住址", "甲公司|花园路66号5栋302室"]).is_empty());
    }

    #[test]
    fn the_head_of_a_sheet_is_below_its_title() {
        let cell = |row, column, text: &str| Block {
            cell: Some(Cell { table: 1, row, column, merged: false }),
            ..Block::new(Field::AttachmentText, text)
        };
        let rows = [&["拨款明细表"][..], &["单位", "金额"], &["甲镇", "20"], &["乙镇", "35"], &["合计", "65"]];
        let blocks: Vec<Block> = (1..)
            .zip(rows)
            .flat_map(|(row, cells)| (0..).zip(cells).map(move |(column, text)| cell(row, column, text)))
            .collect();
        assert_eq!(marked_in(&TextDoc::from_blocks(&blocks), check), [(4 * 2, "65".to_owned())]);
    }

    #[test]
    fn sums_that_come_out_and_tables_of_another_make_are_left_alone() {
        for rows in [
            &["类别|数量", "甲|20", "乙|35", "合计|55"][..],
            &["类别|占比", "甲|20", "乙|35", "合计|100"],
            &["类别|金额", "甲|20.04", "乙|35.04", "合计|55.1"],
            &["类别|数量", "甲|20", "小计|20", "乙|35", "合计|55"],
            &["类别|说明", "甲|见附件", "乙|35", "合计|65"],
        ] {
            assert_eq!(marked(rows), Vec::<String>::new(), "{rows:?}");
        }
    }

    #[test]
    fn rows_that_come_again_are_marked() {
        let again = ["企业|金额", "青禾农业有限公司|1200", "云岭茶业公司|86", "云岭茶业公司|86"];
        assert_eq!(marked(&again), ["云岭茶业公司"]);
        assert_eq!(marked(&["品名|数量|单位", "品名|数量|单位", "救生衣|200|件"]), ["品名"]);
        assert_eq!(marked(&["采样点|浊度|余氯", "望川水厂|0.21|0.56", "城东泵站|0.33|0.42", "城东泵站|0.33|0.42"]), ["城东泵站"]);
    }

    #[test]
    fn a_product_that_does_not_come_out_is_marked() {
        assert_eq!(marked(&["工种|人数（人）|标准（元/人）|金额（元）", "育婴员|40|800|32000", "养老|25|600|18000"]), ["18000"]);
    }

    #[test]
    fn a_row_that_does_not_add_up_is_marked() {
        let rows = ["学校|男生（人）|女生（人）|合计（人）", "云岭小学|210|198|408", "白石小学|156|143|309"];
        assert_eq!(marked(&rows), ["309"]);
    }

    #[test]
    fn growth_that_the_row_contradicts_is_marked() {
        let rows = ["指标|2026年1—8月|2025年1—8月|同比增长", "吞吐量（万吨）|660|600|10%", "集装箱（万标箱）|42|40|15%"];
        assert_eq!(marked(&rows), ["15%"]);
        assert_eq!(marked(&["科目|2026年预算", "基本支出|685.40", "项目支出|312.25", "支出合计|987.65"]), ["987.65"]);
    }

    #[test]
    fn a_disability_beside_a_name_is_marked() {
        assert_eq!(marked(&["姓名|残疾类别", "钟有田|精神残疾二级", "李田生|肢体残疾"]), ["精神残疾二级"]);
        assert_eq!(marked(&["姓名|救助原因", "万有田|房屋受灾", "栗金花|患乳腺癌"]), ["患乳腺癌"]);
        assert_eq!(marked(&["户主|人口|申请理由", "谢春生|3|儿子正在服刑"]), ["儿子正在服刑"]);
        assert_eq!(marked(&["姓名|残疾类别", "钟某田|精神残疾二级"]), Vec::<String>::new());
    }

    #[test]
    fn a_share_above_the_whole_is_marked() {
        assert_eq!(marked(&["指标|2025年", "优良断面比例|105.0%", "增速|120%", "任务完成率|108%"]), ["105.0%"]);
        assert_eq!(marked(&["指标|同比增幅", "普及率|120%"]), Vec::<String>::new());
    }
}
