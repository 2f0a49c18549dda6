//! What only the whole of a table tells: 合计 that is not the sum of its column, a share of more than the whole, a row that
//! comes again, names beside disabilities.

use std::collections::{BTreeMap, HashSet};

use super::{Context, hit, shares};
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

    /// The totals that are not the sum of their column.
    fn sums(&self) -> Vec<(usize, String)> {
        let rows = self.rows();
        let first = |row: u32| self.text(row, 0).unwrap_or_default();
        let is_total = |row: &u32| {
            ["合计", "总计", "共计"].iter().any(|word| first(*row).ends_with(word)) && first(*row).chars().count() <= 6
        };
        let totals: Vec<u32> = rows.iter().copied().filter(is_total).collect();
        let nested = rows.iter().any(|&row| ["小计", "其中", "平均", "人均"].iter().any(|word| first(row).contains(word)));
        let (&[total], Some(&head), false) = (&totals[..], rows.first(), nested) else { return Vec::new() };
        let parts: Vec<u32> = rows.into_iter().filter(|&row| row != head && row != total).collect();
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let columns = (1..=last).filter(|&column| !is_no_amount(&self.text(head, column).unwrap_or_default()));
        columns.filter_map(|column| self.sum(&parts, total, column)).collect()
    }

    fn sum(&self, parts: &[u32], total: u32, column: u32) -> Option<(usize, String)> {
        let told = self.text(total, column).filter(|text| text.starts_with(|c: char| c.is_ascii_digit()))?;
        let told = amount(&told)?;
        let read = |&row: &u32| self.text(row, column).map_or(Some((0.0, 0)), |text| amount(&text));
        let parts = parts.iter().map(read).collect::<Option<Vec<(f64, usize)>>>()?;
        let decimals = parts.iter().map(|part| part.1).max().unwrap_or(0).max(told.1);
        let sum: f64 = parts.iter().map(|part| part.0).sum();
        // Rounded parts may each miss half of their last place, and so may a rounded total.
        let half = |decimals: usize| 0.51 / 10f64.powi(i32::try_from(decimals).unwrap_or(0));
        let slack: f64 = parts.iter().filter(|part| part.1 > 0).map(|part| half(part.1)).sum::<f64>() + half(told.1);
        let filled = parts.iter().filter(|part| part.0 > 0.0).count();
        let wrong = filled > 1 && (sum - told.0).abs() > slack;
        wrong.then(|| (self.cells[&(total, column)], format!("各行之和是{sum:.decimals$}，这里写的是{:.decimals$}", told.0)))
    }

    /// Totals at the end of a row that are not the sum of 男 and 女 or of all numbers before them.
    fn row_sums(&self) -> Vec<(usize, f64)> {
        let rows = self.rows();
        let Some((&head, below)) = rows.split_first() else { return Vec::new() };
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let named = |column: u32| self.text(head, column).unwrap_or_default();
        let total = ["合计", "小计", "总计", "总人数"].iter().any(|word| named(last).starts_with(word));
        let sexes: Vec<u32> = (1..last).filter(|&column| named(column).starts_with(['男', '女'])).collect();
        if !total || sexes.len() != 2 {
            return Vec::new();
        }
        let wrong = |&row: &u32| {
            let value = |column: u32| self.text(row, column).and_then(|text| amount(&text)).map(|found| found.0);
            let right = value(sexes[0])? + value(sexes[1])?;
            let told = value(last).filter(|told| *told > 0.0)?;
            ((right - told).abs() > 0.01).then(|| Some((*self.cells.get(&(row, last))?, right)))?
        };
        below.iter().filter_map(wrong).collect()
    }

    /// Growth that the figures of this year and the last contradict: 42 beside 40 and 15%.
    fn changes(&self) -> Vec<(usize, String)> {
        const TOLD: [&str; 8] = ["同比增长", "同比增幅", "增长", "增幅", "增速", "同比", "增长率", "同比增减"];
        let rows = self.rows();
        let Some((&head, below)) = rows.split_first() else { return Vec::new() };
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let named = |column: u32| self.text(head, column).unwrap_or_default();
        let bare = |column: u32| named(column).split(['(', '（']).next().unwrap_or_default().to_owned();
        let before = |text: &str| ["上年", "去年", "同期", "2025年", "2024年"].iter().any(|word| text.contains(word));
        let Some(told) = (2..=last)
            .find(|&column| TOLD.contains(&bare(column).as_str()) && before(&named(column - 1)) && !before(&named(column - 2)))
        else {
            return Vec::new();
        };
        let wrong = |&row: &u32| {
            // Growth of output is told at constant prices.
            let output = ["生产总值", "增加值", "产值"].iter().any(|word| self.text(row, 0).unwrap_or_default().contains(word));
            let (now, then) = (self.text(row, told - 2)?, self.text(row, told - 1)?);
            let ((now, places), (then, other)) = (amount(&now)?, amount(&then)?);
            let stated: f64 = self.text(row, told)?.trim_end_matches('%').replace('−', "-").parse().ok()?;
            let right = (now - then) / then * 100.0;
            let half = |places: usize| if places == 0 { 0.0 } else { 0.5 / 10f64.powi(i32::try_from(places).unwrap_or(0)) };
            let room = 0.11 + 100.0 * (half(places) + 2.0 * half(other)) / then;
            let off = !output && then > 0.0 && now > 0.0 && (right - stated).abs() > room.max(0.6);
            off.then(|| Some((*self.cells.get(&(row, told))?, format!("{right:.1}%"))))?
        };
        below.iter().filter_map(wrong).collect()
    }

    /// Sums of money that are not the number times the price of their row.
    fn products(&self) -> Vec<(usize, f64)> {
        let rows = self.rows();
        let Some((&head, below)) = rows.split_first() else { return Vec::new() };
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let find = |words: &[&str]| {
            let mut found = (0..=last)
                .filter(|&column| self.text(head, column).is_some_and(|text| words.iter().any(|word| text.starts_with(word))));
            found.next().filter(|_| found.next().is_none())
        };
        let columns = (
            find(&["人数", "数量", "户数"]),
            find(&["标准", "单价", "补贴标准", "补助标准"]),
            find(&["金额", "合计", "总价", "小计"]),
        );
        let (Some(count), Some(price), Some(sum)) = columns else { return Vec::new() };
        // 500元/月 for twelve months
        if self.text(head, price).is_some_and(|text| text.contains(['月', '天', '次', '季'])) {
            return Vec::new();
        }
        // 万元 beside 元 would need another factor.
        let scaled =
            [count, price, sum].iter().filter(|&&column| self.text(head, column).is_some_and(|text| text.contains('万'))).count()
                == 1;
        let wrong = |&row: &u32| {
            let value = |column: u32| {
                self.text(row, column).and_then(|text| amount(&text)).map(|found| found.0).filter(|value| *value > 0.0)
            };
            let (count, price, told) = (value(count)?, value(price)?, value(sum)?);
            let right = count * price;
            ((right - told).abs() > 0.01 * right).then(|| Some((*self.cells.get(&(row, sum))?, right)))?
        };
        below.iter().filter(|_| !scaled).filter_map(wrong).collect()
    }

    /// Percentages above the whole in a row or column of shares.
    fn shares(&self) -> Vec<(usize, String)> {
        let head = self.rows().first().copied().unwrap_or(0);
        let above = |(&(row, column), &block): (&(u32, u32), &usize)| {
            let text = self.text(row, column)?;
            let value: f64 = text.strip_suffix('%')?.parse().ok()?;
            let (row, column) = (self.text(row, 0)?, self.text(head, column).unwrap_or_default());
            let growth = ["增", "同比", "完成", "进度", "变化", "幅度"].iter().any(|word| column.contains(word));
            let share = (is_share(&row) && !growth) || is_share(&column);
            (value > 100.0 && share).then(|| (block, "部分占整体的比率不会超过100%，请核对".to_owned()))
        };
        self.cells.iter().filter_map(above).collect()
    }
}

fn is_share(label: &str) -> bool {
    shares::is_rate(label) || label.ends_with("比例") || label.ends_with("比重")
}

/// Columns that nobody adds up.
fn is_no_amount(head: &str) -> bool {
    // 新增耕地 is an amount, 增幅 is none.
    let head = head.replace("新增", "");
    ["序号", "单价", "价格", "比", "率", "占", "编号", "代码", "名次", "排名", "均", "增", "幅", "年份", "电话", "标准", "得分"]
        .iter()
        .any(|word| head.contains(word))
}

/// 1,200人 as its value and how many decimals it has; a dash is nothing.
fn amount(text: &str) -> Option<(f64, usize)> {
    if matches!(text, "" | "-" | "—" | "——" | "/" | "无" | "0") {
        return Some((0.0, 0));
    }
    let number: String =
        text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).filter(|c| *c != ',').collect();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let plain = unit.chars().count() <= 3 && unit.chars().all(fold::is_han);
    let value: f64 = number.parse().ok().filter(|_| plain)?;
    Some((value, number.split_once('.').map_or(0, |(_, decimals)| decimals.len())))
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
