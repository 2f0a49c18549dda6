//! Which empty cells of a table should not be empty: few among many that are filled.

use std::collections::BTreeMap;

/// What is known of the cells of one table, each empty one with its place; rows count from 1, columns from 0.
pub(super) struct Blanks<P> {
    /// The texts of the first row, and of the first column by row.
    heads: Vec<String>,
    labels: BTreeMap<u32, String>,
    /// Rows and columns of the cells with a text.
    filled: Vec<(u32, u32)>,
    empty: Vec<Empty<P>>,
}

/// Row, column and place of a cell without text.
pub(super) type Empty<P> = (u32, u32, P);

/// Columns in which nothing may well stand.
const OPTIONAL: [&str; 11] = ["备注", "说明", "其他", "附注", "网址", "邮箱", "邮编", "变更", "调整", "荣誉", "兼"];
/// Columns in which every row has something to tell.
const NEEDED: [&str; 6] = ["电话", "联系方式", "联系人", "地址", "姓名", "名称"];

impl<P> Default for Blanks<P> {
    fn default() -> Self {
        Self { heads: Vec::new(), labels: BTreeMap::new(), filled: Vec::new(), empty: Vec::new() }
    }
}

impl<P: Copy> Blanks<P> {
    pub fn filled(&mut self, row: u32, column: u32, text: String) {
        if column == 0 {
            self.labels.insert(row, text.clone());
        }
        self.head(row, column, text);
        self.filled.push((row, column));
    }

    pub fn empty(&mut self, row: u32, column: u32, place: P) {
        self.head(row, column, String::new());
        self.empty.push((row, column, place));
    }

    fn head(&mut self, row: u32, column: u32, text: String) {
        if row == 1 && self.heads.len() == column as usize {
            self.heads.push(text);
        }
    }

    /// The empty cells that should not be: the only one of the table, those of one row, few of a column of telephones.
    pub fn wrong(self) -> Vec<Empty<P>> {
        let rows = self.filled.iter().map(|cell| cell.0).max().unwrap_or(0);
        let columns = self.heads.len() as u32;
        if rows < 3 || columns < 2 || self.filled.iter().any(|cell| cell.1 >= columns) {
            return Vec::new();
        }
        let (head, body): (Vec<Empty<P>>, Vec<Empty<P>>) = self.empty.iter().copied().partition(|cell| cell.0 == 1);
        if let [only] = head[..]
            && only.1 > 0
            && body.is_empty()
        {
            return vec![only];
        }
        let named = |column: u32| self.heads.get(column as usize).map_or("", String::as_str);
        let told = |head: &str| OPTIONAL.iter().any(|word| head.contains(word));
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        body.iter().for_each(|cell| *counts.entry(cell.1).or_default() += 1);
        let needed = body
            .iter()
            .filter(|cell| 2 * counts[&cell.1] < rows as usize - 1 && NEEDED.iter().any(|word| named(cell.1).ends_with(word)));
        let needed: Vec<Empty<P>> = needed.copied().collect();
        if !needed.is_empty() || !head.is_empty() {
            return needed;
        }
        match body[..] {
            [only] if only.1 > 0 && !told(named(only.1)) && !told(self.labels.get(&only.0).map_or("", String::as_str)) => {
                vec![only]
            }
            // 3 | | : a row of nothing but its number.
            [first, _, ..] if body.len() as u32 == columns - 1 && body.iter().all(|c| c.0 == first.0) && first.1 == 1 => {
                vec![first]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lack, TextDoc};

    fn blanks(rows: &[&str]) -> usize {
        let row = |row: &&str| row.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>();
        let html: String = rows.iter().map(|cells| format!("<tr>{}</tr>", row(cells))).collect();
        TextDoc::from_html(&format!("<table>{html}</table>"))
            .gaps
            .iter()
            .filter(|gap| matches!(gap.lack, Lack::Cell { .. }))
            .count()
    }

    #[test]
    fn the_only_empty_cell_is_a_gap() {
        assert_eq!(blanks(&["岗位|人数|学历", "护理员|4|大专", "检验员|2|", "药剂员|1|本科"]), 1);
        assert_eq!(blanks(&["序号||面积", "1|文化站|620", "2|图书室|845"]), 1);
        assert_eq!(blanks(&["序号|项目|地点", "1|灌区|望樵乡", "2|供水|鹿鸣镇", "3||"]), 1);
        assert_eq!(blanks(&["窗口|地址|咨询电话", "甲|东路|6620117", "乙|西路|", "丙|南路|"]), 0);
        assert_eq!(blanks(&["窗口|地址|咨询电话|备注", "甲|东路|6620117|", "乙|西路||", "丙|南路|6620118|"]), 1);
    }

    #[test]
    fn cells_that_may_be_empty_are_left_alone() {
        assert_eq!(blanks(&["姓名|单位|备注", "甲|一中|", "乙|二中|新任"]), 0);
        assert_eq!(blanks(&["事项|内容", "名称|公租房", "备注|"]), 0);
        assert_eq!(blanks(&["|一季度|二季度", "甲|1|2", "乙|3|4"]), 0);
        assert_eq!(blanks(&["项目|金额", "甲|"]), 0);
        assert_eq!(blanks(&["时间|周一|周二", "上午||门诊", "下午|门诊|"]), 0);
    }
}
