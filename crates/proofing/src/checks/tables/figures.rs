//! Figures of a table that its other figures contradict.

use super::super::shares;
use super::Table;
use crate::fold;

impl Table<'_> {
    /// The totals that are not the sum of their column.
    pub(super) fn sums(&self) -> Vec<(usize, String)> {
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
    pub(super) fn row_sums(&self) -> Vec<(usize, f64)> {
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
    pub(super) fn changes(&self) -> Vec<(usize, String)> {
        const TOLD: [&str; 8] = ["同比增长", "同比增幅", "增长", "增幅", "增速", "同比", "增长率", "同比增减"];
        let rows = self.rows();
        let Some((&head, below)) = rows.split_first() else { return Vec::new() };
        let last = self.cells.keys().map(|place| place.1).max().unwrap_or(0);
        let named = |column: u32| self.text(head, column).unwrap_or_default();
        let bare = |column: u32| named(column).split(['(', '（']).next().unwrap_or_default().to_owned();
        let year = |text: &str| text.split('年').next().and_then(|year| year.parse::<u32>().ok()).filter(|year| *year > 1900);
        let earlier = |now: &str, then: &str| {
            let told = |text: &str| ["上年", "去年", "同期"].iter().any(|word| text.contains(word));
            (told(then) && !told(now)) || year(now).is_some_and(|year_now| year(then) == Some(year_now - 1))
        };
        let fits = |&column: &u32| TOLD.contains(&bare(column).as_str()) && earlier(&named(column - 2), &named(column - 1));
        let Some(told) = (2..=last).find(fits) else { return Vec::new() };
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
    pub(super) fn products(&self) -> Vec<(usize, f64)> {
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
    pub(super) fn shares(&self) -> Vec<(usize, String)> {
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
